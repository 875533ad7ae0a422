"""Pages opened again: from a spec and observations to a page in hand, and the checks of a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from rupadata.checks.written import check_svg
from rupadata.edition import DrawRequest, draw_edition, each_once, page_date
from rupadata.errors import InputRefusedError
from rupadata.folder import BOUNDARIES_STEM, GROUPING_FILE
from rupadata.language import say
from rupadata.model.edition import Manifest, load_manifest
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pages import Page
from rupadata.pagespec import PageSpec, load_spec
from rupadata.problems import Place, Problem
from rupadata.regions import open_boundaries
from rupadata.subjects import group, open_books


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
    """Return the observations of a build; a file of another shape is refused."""
    try:
        frame = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputRefusedError(
            say(id=f"{path} tidak dapat dibaca.", en=f"{path} cannot be read."),
            code="observations-unreadable",
            hint=say(id="Bangun ulang dengan rupadata build.", en="Build it again with rupadata build."),
        ) from error
    lacking = [name for name in OBSERVATION_SCHEMA if name not in frame.columns]
    if lacking:
        raise InputRefusedError(
            say(
                id=f"{path}: tidak ada kolom {lacking[0]!r}.",
                en=f"{path}: there is no column {lacking[0]!r}.",
            ),
            code="observations-unreadable",
            hint=say(id="Bangun ulang dengan rupadata build.", en="Build it again with rupadata build."),
        )
    return frame


def office_of_build(data: Path, office: Office) -> Office:
    """Return the office as a build knew it: with the regions and the boundaries beside its observations."""
    lists = sorted(data.parent.glob("regions-*.csv"), key=_number_of)
    outlines = sorted(data.parent.glob(f"{BOUNDARIES_STEM}.*"), key=lambda path: path.suffix != ".shp")
    boundaries = open_boundaries(outlines[0]) if outlines else None
    office = office.with_region_lists(tuple(path.read_bytes() for path in lists))
    return replace(office, boundaries=boundaries)


def _number_of(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def load_books(data: Path, observations: pl.DataFrame, region: str, office: Office) -> Sequence[SubjectBook]:
    """Return the books of the build that `data` belongs to, as it grouped them; else they are grouped anew.

    `region` is then the home of tables that name none.
    """
    kept = data.with_name(GROUPING_FILE)
    if kept.exists():
        return open_books(observations, kept, office.regions)
    return group(observations, region=region, catalogue=office.catalogues, regions=office.regions).books


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
    observations = load_observations(data)
    asked = office.boundaries if office is not None else None
    office = office_of_build(data, office or default_office())
    if asked is not None:
        office = replace(office, boundaries=asked)
    manifest = data.with_name("manifest.json")
    book = find_book(load_books(data, observations, spec.region.code, office), spec)
    if not date and manifest.exists():
        date = load_manifest(manifest).date
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
        return check_svg(path)
    if path.suffix.lower() in (".json", ".toml"):
        data = find_observations(path)
        office = office_of_build(data, office)
        manifest = data.with_name("manifest.json")
        lang, date, theme = "id", "", ""
        sizes: tuple[str, ...] = ("portrait",)
        if manifest.exists():
            made = load_manifest(manifest)
            lang, sizes, date, theme = made.lang, made.sizes, made.date, made.theme
        return _check_spec(
            load_spec(path),
            load_books(data, load_observations(data), load_spec(path).region.code, office),
            office,
            lang,
            sizes,
            date,
            theme,
        )
    raise InputRefusedError(
        say(
            id=f"{path}: yang dapat diperiksa adalah folder hasil build, page.json, atau SVG.",
            en=f"{path}: a build's folder, a page.json or an SVG can be checked.",
        ),
        code="input-type",
    )


def _check_folder(folder: Path, office: Office, progress: Callable[[str], None]) -> list[Problem]:
    manifest_path = folder / "manifest.json"
    if not manifest_path.exists():
        raise InputRefusedError(
            say(id=f"{folder}: tidak ada manifest.json.", en=f"{folder}: there is no manifest.json."),
            code="manifest-missing",
            hint=say(
                id="Pilih folder yang dibuat rupadata build.", en="Choose a folder that rupadata build made."
            ),
        )
    manifest = load_manifest(manifest_path)
    homes = {edition.region for edition in manifest.editions}
    home = homes.pop() if len(homes) == 1 else ""
    data = folder / "observations.parquet"
    office = office_of_build(data, office)
    books = load_books(data, load_observations(data), home, office)
    found: list[Problem] = []
    hues: dict[tuple[str, str, str], float] = {}
    for edition in manifest.editions:
        progress(edition.path)
        mine: list[Problem] = []
        for file in edition.files:
            mine += _check_file(folder, file.path, file.sha256)
        spec_path = folder / edition.path / "page.json"
        if spec_path.exists():
            mine += _check_spec_file(spec_path, books, office, edition.path, manifest)
            mine += _check_hue(spec_path, edition.path, hues)
        for svg in sorted((folder / edition.path).glob("*.svg")):
            mine += check_svg(svg, where=f"{edition.path}/{svg.stem}")
        found += each_once(mine)
    return found


def _check_spec_file(
    path: Path, books: Sequence[SubjectBook], office: Office, where: str, manifest: Manifest
) -> list[Problem]:
    """Return the problems of one page; one that cannot be rebuilt is itself a problem of it."""
    try:
        return _check_spec(
            load_spec(path), books, office, manifest.lang, manifest.sizes, manifest.date, manifest.theme
        )
    except InputRefusedError as refused:
        return [Problem.of_error(refused, Place(where, "", "page.json"), code="page-not-rebuildable")]


def _check_hue(path: Path, where: str, hues: dict[tuple[str, str, str], float]) -> list[Problem]:
    """Return where an indicator has another hue than on an earlier page of its subject; remember the hues."""
    try:
        spec = load_spec(path)
    except InputRefusedError:
        return []
    hue = spec.subject.hue
    differing = [
        key
        for key in spec.indicators
        if abs(hues.setdefault((spec.region.code, spec.subject.key, key), hue) - hue) > 0.5
    ]
    return [
        Problem.of("indicator-colour-differs", Place(where, "", "page.json"), indicator=key)
        for key in differing
    ]


def _check_file(folder: Path, name: str, sha256: str) -> list[Problem]:
    path = folder / name
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return []
    return [Problem.of("file-changed", Place(name))]


def _check_spec(
    spec: PageSpec,
    books: Sequence[SubjectBook],
    office: Office,
    lang: str,
    sizes: tuple[str, ...],
    date: str,
    theme: str,
) -> list[Problem]:
    request = DrawRequest(sizes=sizes, theme=theme or "default", lang=lang, date=date)
    return list(draw_edition(spec, find_book(books, spec), office, request).problems)
