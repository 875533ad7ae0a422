"""Draw the pictures of `docs/guide/design.md` from the examples: every architecture, block, size and theme.

Run `python tools/draw_design_guide.py` after a change that people can see, look at the pictures, commit them.
"""

from __future__ import annotations

import io
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from rupadata.analysis import find_findings, region_periods, year_series
from rupadata.compose import NAMED_SIZES, THEMES, OpenBooks, compose_page
from rupadata.compose.architectures import ARCHITECTURES, SUITS
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.blocks.hero_pictures import one_in_of
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.page_sets import plan_pages
from rupadata.pagespec import BlockSpec, PageSpec
from rupadata.regions import open_boundaries
from rupadata.render import render_png
from rupadata.request import BuildRequest
from rupadata.subjects import group
from rupadata.tables import read_tables

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/guide/pictures"
EXAMPLES = ("kota-contoh", "banten", "kota-tangerang")
DATE = "2026-11-22"
SMALL = 360
OFFICES: dict[str, Office] = {}


def main() -> None:
    """Draw all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = [page for name in EXAMPLES for page in plan_example(name)]
    spec, book = next(page for page in pages if page[1].subject.key == "kependudukan")
    for key in ARCHITECTURES:
        draw_architecture(key, pages)
    for size in NAMED_SIZES:
        save(f"size-{size}", spec, book, size=size)
    for theme in THEMES:
        save(f"theme-{theme}", spec, book, theme=theme)
    for kind in BLOCKS:
        for spec, book in pages:
            if draw_block(kind, spec, book):
                break
        else:
            print(f"no example shows the block {kind}")


def plan_example(name: str) -> list[tuple[PageSpec, SubjectBook]]:
    """Return the pages of an example as the set that a build makes of them."""
    reading = read_tables([ROOT / "examples" / name])
    office = office_of(name).with_region_lists(reading.region_lists)
    OFFICES[name] = office
    books = group(reading.observations, reading.sources, regions=office.regions).books
    return [(spec, book) for book, spec in plan_pages(books, BuildRequest(), office, OpenBooks())]


def office_of(name: str) -> Office:
    """Return the office of an example, with the outlines that stand beside its tables."""
    outlines = ROOT / "examples" / name / "boundaries.geojson"
    office = default_office()
    return replace(office, boundaries=open_boundaries(outlines)) if outlines.exists() else office


def draw_architecture(key: str, pages: list[tuple[PageSpec, SubjectBook]]) -> None:
    """Draw the first page that is built so; else one whose hero suits it."""
    suited = {hero for hero, keys in SUITS.items() if key in keys}
    built = [page for page in pages if page[0].architecture == key]
    others = [page for page in pages if page[0].hero is not None and page[0].hero.kind in suited]
    if key == "ranking":
        others = [
            (replace(spec, hero=replace(spec.hero, kind="regions")), book)
            for spec, book in pages
            if spec.hero is not None and spec.hero.kind == "map"
        ]
    if key == "yearbook":  # What every page is on paper; its list needs regions over years.
        listed = ("table", "heat-table", "small-multiples")
        others = [page for page in pages if any(block.kind in listed for block in page[0].blocks)]
    for spec, book in (built or others)[:1]:
        size = "a4" if key == "yearbook" else "portrait"
        save(f"architecture-{key}", replace(spec, architecture=key), book, size=size)


def draw_block(kind: str, spec: PageSpec, book: SubjectBook) -> bool:
    """Draw one block alone; tell whether the page has the data for it."""
    for key in spec.indicators:
        block = BlockSpec(kind=kind, indicator=key, keep=True)
        if kind == "one-in":
            told = [f.id for f in find_findings(book, spec.indicators) if one_in_of(f, "id") is not None]
            if not told:
                return False
            block = replace(block, findings=tuple(told[:1]))
        if kind in ("waffle", "huge-number", "then-now"):
            block = spec.hero if spec.hero is not None and spec.hero.kind == kind else block
            if block is not spec.hero:
                continue
        if kind == "findings":
            block = replace(block, findings=tuple(spec.title.alternatives[:4]))
        if (
            kind in ("change", "small-multiples", "heat-table", "table")
            and len(region_periods(book, key)) < 3
        ):
            continue
        if kind == "years" and len(year_series(book, key).known) < 3:
            continue
        alone = replace(spec, hero=None, blocks=(block,), missing_elements=(), illustrative=False)
        scene = compose_page(alone, book, office=office_for(book), size="1080x900px", date=DATE)
        if len(scene.nodes) > 4:
            save(f"block-{kind}", alone, book, size="1080x900px")
            return True
    return False


def office_for(book: SubjectBook) -> Office:
    """Return the office whose regions hold a book's home."""
    home = "kota-contoh" if book.region_code.startswith("99") else "banten"
    return OFFICES[home]


def save(
    name: str, spec: PageSpec, book: SubjectBook, *, size: str = "portrait", theme: str = "default"
) -> None:
    """Draw one picture as wide as a phone, or as high for wide pages."""
    scene = compose_page(spec, book, office=office_for(book), size=size, theme=theme, date=DATE)
    picture = Image.open(io.BytesIO(render_png(scene)))
    factor = SMALL / min(picture.width, picture.height * 1.2)
    small = picture.convert("RGB").resize(
        (round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS
    )
    small.quantize(96, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(name)


if __name__ == "__main__":
    main()
