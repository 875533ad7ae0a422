"""An office out of its folder.

```
DIR/office.toml       letterhead, brand of pages (its logo and fonts lie beside), officials, numbering, hours
DIR/regions.csv       regions that the official list does not hold
DIR/catalogue.toml    an edited copy of the catalogue
DIR/glossary.toml     its own indicators, before those that ship
DIR/grouping.json     the grouping that the office has confirmed
DIR/symbols/*.svg     its own symbols
DIR/illustrations/*   its own pictures, each with a caption
DIR/boundaries.*      outlines of its regions: .geojson, .json, .topojson, .gpkg, .shp or .zip
```
All of them may be missing. What lies there is read at every call: a corrected file is seen at the next.
"""

from __future__ import annotations

from pathlib import Path

from rupadata.errors import InputRefusedError
from rupadata.glossary import load_glossary
from rupadata.language import say
from rupadata.office.brand import Brand, load_brand
from rupadata.office.illustrations import load_illustrations
from rupadata.office.own_fonts import load_fonts
from rupadata.office.settings import load_settings
from rupadata.office.value import Office
from rupadata.regions import BoundaryFile, Regions, official_regions, open_boundaries
from rupadata.subjects.catalogue import load_catalogues, shipped_catalogues
from rupadata.subjects.decisions import GroupingDecisions, generalise, load_memory, remember
from rupadata.subjects.own_symbols import load_own_symbols
from rupadata.typeset import HOUSE_FONTS

SETTINGS, REGION_LIST, CATALOGUE, GLOSSARY = "office.toml", "regions.csv", "catalogue.toml", "glossary.toml"
DECISIONS, SYMBOLS, BOUNDARIES = "grouping.json", "symbols", "boundaries"
ILLUSTRATIONS = "illustrations"
_OUTLINES = (".geojson", ".json", ".topojson", ".gpkg", ".shp", ".zip")


def load_office(path: Path | str) -> Office:
    """Return the office of a folder, or of the one that an `office.toml` stands in; refuse a faulty file."""
    path = Path(path)
    folder = path.parent if path.is_file() else path
    if not folder.is_dir():
        raise InputRefusedError(
            say(id=f"Folder kantor {path} tidak ada.", en=f"The office folder {path} does not exist."),
            code="office-missing",
            hint=say(
                id="Sebut folder kantor atau office.toml di dalamnya.",
                en="Name the office's folder, or the office.toml in it.",
            ),
        )
    named = path if path.is_file() else folder / SETTINGS
    settings = load_settings(named) if named.is_file() else None
    catalogue = folder / CATALOGUE
    glossary = folder / GLOSSARY
    return Office(
        regions=_load_regions(folder / REGION_LIST),
        catalogues=load_catalogues(catalogue) if catalogue.is_file() else shipped_catalogues(),
        glossary=load_glossary(glossary if glossary.is_file() else None),
        decisions=load_memory(folder / DECISIONS),
        symbols=load_own_symbols(folder / SYMBOLS),
        boundaries=_find_boundaries(folder),
        settings=settings,
        brand=load_brand(settings.brand, folder) if settings is not None else Brand(),
        fonts=load_fonts(settings.brand.fonts, folder) if settings is not None else HOUSE_FONTS,
        illustrations=load_illustrations(folder / ILLUSTRATIONS),
        memory=folder / DECISIONS,
    )


def remember_decisions(office: Office, edited: GroupingDecisions) -> GroupingDecisions:
    """Return all that an office has decided with an edited grouping, and keep it where the office does.

    An office without such a file remembers nothing beyond the call.
    """
    if office.memory is None:
        return generalise(edited).over(office.decisions)
    return remember(office.memory, edited.entries)


def _load_regions(path: Path) -> Regions:
    regions = official_regions()
    try:
        return regions.with_list(path.read_bytes(), str(path)) if path.is_file() else regions
    except OSError as error:
        raise InputRefusedError(
            say(id=f"{path}: tidak dapat dibuka.", en=f"{path}: cannot be opened."), code="own-region-invalid"
        ) from error


def _find_boundaries(folder: Path) -> BoundaryFile | None:
    found = (folder / f"{BOUNDARIES}{end}" for end in _OUTLINES)
    return next((open_boundaries(path) for path in found if path.is_file()), None)
