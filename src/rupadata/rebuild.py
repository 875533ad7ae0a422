"""Pages opened again: from a spec and observations to a page in hand, and the checks of a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl
from msgspec.structs import replace

from rupadata.checks import read_cells
from rupadata.checks.truth import check_evidence
from rupadata.checks.written import check_svg
from rupadata.compose.themes import page_hue
from rupadata.edition import Drawing, DrawRequest, draw_edition, each_once, page_date
from rupadata.errors import InputRefusedError
from rupadata.folder import (
    BOUNDARIES_STEM,
    EVIDENCE_FILE,
    GROUPING_FILE,
    MANIFEST_FILE,
    OBSERVATIONS_FILE,
    asked_beside,
    is_region_list_name,
)
from rupadata.language import say
from rupadata.model.edition import Edition, MadeFile, Manifest, get_manifest, load_manifest
from rupadata.model.evidence import load_evidence
from rupadata.model.observations_file import load_observations as read_observations
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.office.own_fonts import fonts_of_files, is_kept_font
from rupadata.pages import Page
from rupadata.pagespec import PageSpec, load_spec
from rupadata.problems import Place, Problem
from rupadata.regions import open_boundaries
from rupadata.regions.boundary_file import CREDIT
from rupadata.sink import SPEC_FILE
from rupadata.subjects import group, open_books
from rupadata.typeset import HOUSE_FONTS, PageFonts
from rupadata.version import __version__


def find_observations(page: Path) -> Path:
    """Return the observations.parquet above a page.json."""
    _refuse_missing(page)
    for folder in page.resolve().parents:
        if (folder / "observations.parquet").exists():
            return folder / "observations.parquet"
    raise InputRefusedError(
        say(
            id=f"{page}: observations.parquet tidak ada di folder di atasnya.",
            en=f"{page}: there is no observations.parquet in the folders above it.",
        ),
        code="observations-missing",
        hint=say(id="Sebutkan dengan --data.", en="Name it with --data."),
    )


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        raise InputRefusedError(
            say(id=f"{path} tidak ada.", en=f"{path} does not exist."),
            code="input-missing",
            hint=say(id="Periksa namanya.", en="Check the name."),
        )


def find_book(books: Sequence[SubjectBook], spec: PageSpec) -> SubjectBook:
    """Return the book that a page speaks of, its indicators taken from wherever they are grouped now.

    A page made under another grouping still finds its indicators by their keys; one that the observations no
    longer hold is refused.
    """
    mine = [book for book in books if book.region_code == spec.region.code]
    for book in sorted(mine, key=lambda book: book.subject.key != spec.subject.key):
        known = {indicator.key for indicator in book.indicators}
        if known.issuperset(spec.indicators):
            return book
    raise InputRefusedError(
        say(
            id=f"Data tidak memuat indikator halaman {spec.page!r} untuk {spec.region.name}.",
            en=f"The data does not hold the indicators of page {spec.page!r} for {spec.region.name}.",
        ),
        code="indicator-missing",
        hint=say(
            id="Pakai observations.parquet dari build-nya.", en="Use the observations.parquet of its build."
        ),
    )


def load_observations(path: Path) -> pl.DataFrame:
    """Return the observations of a build; a damaged file, or one of another shape, is refused."""
    return read_observations(path, find_manifest(path))


def find_manifest(data: Path) -> Manifest | None:
    """Return the manifest beside the observations of a build; None where there is none."""
    path = data.with_name(MANIFEST_FILE)
    return load_manifest(path) if path.exists() else None


def office_of_build(data: Path, office: Office) -> Office:
    """Return the office as a build knew it: with the regions, boundaries and fonts that lie with its data."""
    manifest = find_manifest(data)
    made = {file.path for file in manifest.files} if manifest else None
    kept = [path for path in data.parent.iterdir() if made is None or path.name in made]
    lists = sorted((path for path in kept if is_region_list_name(path.name)), key=_number_of)
    outlines = sorted(
        (path for path in kept if path.stem == BOUNDARIES_STEM and path.suffix != CREDIT),
        key=lambda path: path.suffix != ".shp",
    )
    boundaries = open_boundaries(outlines[0]) if outlines else None
    office = office.with_region_lists(tuple(path.read_bytes() for path in lists))
    return replace(office, boundaries=boundaries, fonts=_fonts_of(kept))


def _fonts_of(paths: Iterable[Path]) -> PageFonts:
    return fonts_of_files({path.name: path.read_bytes() for path in paths if is_kept_font(path.name)})


def _fonts_above(page: Path) -> PageFonts:
    """Return the fonts of the build that a page lies in; the product's where it lies in none."""
    folders = (folder for folder in page.resolve().parents if (folder / MANIFEST_FILE).exists())
    build = next(folders, None)
    return _fonts_of(build.iterdir()) if build is not None else HOUSE_FONTS


def _number_of(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def load_books(data: Path, observations: pl.DataFrame, region: str, office: Office) -> Sequence[SubjectBook]:
    """Return the books of the build that `data` belongs to, as it grouped them; else they are grouped anew.

    `region` is then the home of tables that name none.
    """
    kept = data.with_name(GROUPING_FILE)
    if kept.exists():
        return open_books(observations, kept, office.regions, office.glossary)
    return group(
        observations,
        region=region,
        catalogue=office.catalogues,
        regions=office.regions,
        glossary=office.glossary,
    ).books


def open_page(
    page: Path,
    data: Path,
    *,
    size: str = "portrait",
    theme: str = "",
    lang: str = "id",
    date: str = "",
    office: Office | None = None,
) -> Page:
    """Return the page of a spec file, rebuilt from the spec and the observations alone.

    Unless told, the date is the one that the build was asked for, else that of the page's newest data.
    """
    spec = load_spec(page)
    manifest = find_manifest(data)
    observations = read_observations(data, manifest)
    asked = office.boundaries if office is not None else None
    office = office_of_build(data, office or default_office())
    if asked is not None:
        office = replace(office, boundaries=asked)
    book = find_book(load_books(data, observations, spec.region.code, office), spec)
    if not date and manifest is not None:
        date = manifest.date
    return Page(
        spec,
        book,
        size=size,
        theme=theme or spec.theme or "default",
        lang=lang,
        date=date or page_date(book, spec),
        office=office,
    )


def check_path(
    path: Path, *, office: Office | None = None, progress: Callable[[str], None] = lambda line: None
) -> list[Problem]:
    """Return the problems of a build's folder, of one page.json in it, or of one drawn SVG."""
    _refuse_missing(path)
    office = office or default_office()
    if path.is_dir():
        return _check_folder(path, office, progress)
    if path.suffix.lower() == ".svg":
        return check_svg(path, fonts=_fonts_above(path))
    if path.suffix.lower() in (".json", ".toml"):
        data = find_observations(path)
        office = office_of_build(data, office)
        made = find_manifest(data)
        spec, observations = load_spec(path), read_observations(data, made)
        books = load_books(data, observations, spec.region.code, office)
        return list(_draw(spec, books, office, _request_of(made)).problems)
    raise InputRefusedError(
        say(
            id=f"{path}: yang dapat diperiksa adalah folder hasil build, page.json, atau SVG.",
            en=f"{path}: a build's folder, a page.json or an SVG can be checked.",
        ),
        code="input-type",
    )


def draw_build(
    folder: Path, sizes: tuple[str, ...], *, office: Office | None = None
) -> Iterator[tuple[Edition, Drawing]]:
    """Yield every edition of a build's folder with its page drawn anew, in other sizes than it was built in.

    Raises an InputRefusedError where the folder holds no build, or a page that cannot be drawn.
    """
    manifest = get_manifest(folder)
    homes = {edition.region for edition in manifest.editions}
    data = folder / OBSERVATIONS_FILE
    office = office_of_build(data, office or default_office())
    observations = read_observations(data, manifest)
    books = load_books(data, observations, homes.pop() if len(homes) == 1 else "", office)
    request = replace(_request_of(manifest), sizes=sizes, article=False, carousel=False)
    for edition in manifest.editions:
        yield edition, _draw(load_spec(folder / edition.path / SPEC_FILE), books, office, request)


def _check_folder(folder: Path, office: Office, progress: Callable[[str], None]) -> list[Problem]:
    manifest = get_manifest(folder)
    homes = {edition.region for edition in manifest.editions}
    home = homes.pop() if len(homes) == 1 else ""
    data = folder / OBSERVATIONS_FILE
    office = office_of_build(data, office)
    observations = read_observations(data, manifest)
    books = load_books(data, observations, home, office)
    found = [problem for file in manifest.files for problem in _check_file(folder, file)]
    hues: dict[tuple[str, str, str], float] = {}
    for edition in manifest.editions:
        progress(edition.path)
        mine: list[Problem] = []
        for file in edition.files:
            mine += _check_file(folder, file)
        spec_path = folder / edition.path / SPEC_FILE
        if spec_path.exists():
            mine += _check_spec_file(spec_path, books, office, edition, manifest)
            mine += _check_hue(spec_path, edition.path, hues)
        mine += _check_pictures(folder / edition.path, edition.path, office.fonts)
        found += each_once(mine)
    return found


def _check_spec_file(
    path: Path, books: Sequence[SubjectBook], office: Office, edition: Edition, manifest: Manifest
) -> list[Problem]:
    """Return the problems of one page; one that cannot be rebuilt is itself a problem of it.

    Drawn again by the engine that drew it, it has the digest that approvals point at; and the proofs written
    beside it are borne out by the observations as they are now.
    """
    place = Place(edition.path, "", SPEC_FILE)
    try:
        drawing = _draw(load_spec(path), books, office, _request_of(manifest))
        found = list(drawing.problems)
        if drawing.digest != edition.digest and manifest.engine.version == __version__:
            found.append(Problem.of("edition-not-reproduced", place))
        proven = load_evidence(path.with_name(EVIDENCE_FILE))
        cells = read_cells(drawing.book).values
        return [*found, *check_evidence(proven, cells, manifest.lang, edition.path)]
    except InputRefusedError as refused:
        return [Problem.of_error(refused, place, code="page-not-rebuildable")]


def _check_pictures(folder: Path, where: str, fonts: PageFonts) -> list[Problem]:
    """Return what is wrong with the pictures of a page as they lie there."""
    found: list[Problem] = []
    for svg in sorted(folder.glob("*.svg")):
        try:
            found += check_svg(svg, where=f"{where}/{svg.stem}", fonts=fonts)
        except InputRefusedError as refused:
            found.append(Problem.of_error(refused, Place(where, "", svg.name), code="page-unreadable"))
    return found


def _check_hue(path: Path, where: str, hues: dict[tuple[str, str, str], float]) -> list[Problem]:
    """Return where an indicator has another hue than on an earlier page of its subject; remember the hues."""
    try:
        spec = load_spec(path)
    except InputRefusedError:
        return []
    hue = page_hue(spec)
    differing = [
        key
        for key in spec.indicators
        if abs(hues.setdefault((spec.region.code, spec.subject.key, key), hue) - hue) > 0.5
    ]
    return [
        Problem.of("indicator-colour-differs", Place(where, "", "page.json"), indicator=key)
        for key in differing
    ]


def _check_file(folder: Path, file: MadeFile) -> list[Problem]:
    path = folder / file.path
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256:
            return []
    except OSError:
        pass  # Gone, or a folder now.
    return [Problem.of("file-changed", Place(file.path))]


def _request_of(manifest: Manifest | None) -> DrawRequest:
    """Return how the pages of a build were wanted."""
    if manifest is None:
        return DrawRequest()
    return DrawRequest(
        sizes=manifest.sizes or ("portrait",),
        theme=manifest.theme or "default",
        lang=manifest.lang,
        date=manifest.date,
        **asked_beside(manifest.formats),
    )


def _draw(spec: PageSpec, books: Sequence[SubjectBook], office: Office, request: DrawRequest) -> Drawing:
    return draw_edition(spec, find_book(books, spec), office, request)
