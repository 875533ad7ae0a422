"""Editions as a build leaves them on disk: read from its manifest, named by digest, title and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.model.edition import Edition as BuiltEdition
from rupadata.model.edition import load_manifest
from rupadata.procedure.decision import EditionFile, FrozenEdition, Item, ItemIndicator, ItemSource
from rupadata.procedure.recording import refuse_changed
from rupadata.procedure.store import check_name, edition_name
from rupadata.subjects.kept_grouping import KEPT, load_reasons

_MANIFEST = "manifest.json"
_NOT_IN_DATA = "sop-element-not-in-data"
_COLUMN_DROPPED = "column-dropped"
_DISTRICT_BOOK = re.compile(r"\bKCDA\b|kecamatan\s.{0,60}dalam[ _-]?angka", re.IGNORECASE)
_CITY_BOOK = re.compile(r"\bKODA\b|\b(?:kota|kabupaten)\s.{0,60}dalam[ _-]?angka", re.IGNORECASE)


class BuiltPage(Struct, frozen=True):
    """One page of a build: the item that it can be, its edition, and its files, loaded when asked for."""

    item: Item
    edition: FrozenEdition
    files: Mapping[str, Callable[[], bytes]]


def read_pages(folder: Path) -> tuple[BuiltPage, ...]:
    """Return the pages of a build's folder, or of a folder in it, in the order of the manifest."""
    if not folder.is_dir():
        raise InputRefusedError(
            say(id=f"Folder {folder} tidak ada.", en=f"There is no folder {folder}."), code="pages-missing"
        )
    root = next(
        (
            parent
            for parent in (folder, *list(folder.resolve().parents)[:3])
            if (parent / _MANIFEST).is_file()
        ),
        None,
    )
    if root is None:
        raise InputRefusedError(
            say(
                id=f"{folder} bukan hasil `rupadata build`: manifest.json tidak ditemukan.",
                en=f"{folder} was not made by `rupadata build`: no manifest.json.",
            ),
            code="pages-missing",
        )
    manifest = load_manifest(root / _MANIFEST)
    dropped = frozenset(
        problem.where.file for problem in manifest.problems if problem.code == _COLUMN_DROPPED
    )
    several = len({edition.region for edition in manifest.editions}) > 1
    engine = f"{manifest.engine.name} {manifest.engine.version}"
    names = _name_items(manifest.editions, several)
    reasons = load_reasons(root / KEPT)
    pages = [
        _read_page(built, root, engine, name, dropped, reasons)
        for built, name in zip(manifest.editions, names, strict=True)
    ]
    if root.resolve() == folder.resolve():
        return tuple(pages)
    below = folder.resolve()
    return tuple(page for page in pages if (root / page.item.path).resolve().is_relative_to(below))


def get_page(pages: Sequence[BuiltPage], item: Item) -> BuiltPage:
    """Return the page of an item among those of a build; its files must be as built."""
    for page in pages:
        if page.item.id == item.id or (item.path and page.item.path == item.path):
            _check_files(page)
            return page
    found = ", ".join(page.item.id for page in pages[:4]) or "-"
    raise UsageError(
        say(
            id=f"Hasil build itu tidak memuat halaman untuk {item.id}.",
            en=f"That build holds no page for {item.id}.",
        ),
        code="page-not-there",
        hint=say(id=f"Yang ada: {found}.", en=f"It holds: {found}."),
    )


def _name_items(editions: tuple[BuiltEdition, ...], several_regions: bool) -> list[str]:
    """Return the ids of items: subject and page, the page alone where it begins with its subject's name."""
    full = [
        (f"{built.region}-" if several_regions else "") + f"{built.subject}-{built.page}"
        for built in editions
    ]
    short = [
        name.replace(f"{built.subject}-{built.page}", built.page)
        if built.page.startswith(built.subject)
        else name
        for built, name in zip(editions, full, strict=True)
    ]
    return short if len(set(short)) == len(short) else full


def _read_page(
    built: BuiltEdition,
    root: Path,
    engine: str,
    name: str,
    dropped: frozenset[str],
    reasons: Mapping[tuple[str, str, str], str],
) -> BuiltPage:
    prefix = f"{built.path}/"
    sources = tuple(
        ItemSource(Path(source.file).stem, source.file, source.sha256, source.file in dropped)
        for source in built.sources
    )
    item = Item(
        id=name,
        title=built.title,
        subject=built.subject_name,
        region=built.region_name,
        yearbook=_find_yearbook(tuple(source.file for source in built.sources)),
        path=built.path,
        indicators=built.indicators,
        sources=sources,
        contents=tuple(
            ItemIndicator(
                one.name, one.unit, one.first, one.last, one.regions, _reason_for(built, one.name, reasons)
            )
            for one in built.contents
        ),
    )
    edition = FrozenEdition(
        digest=built.digest,
        title=built.title,
        files=tuple(
            EditionFile(file.path.removeprefix(prefix), file.sha256, file.bytes) for file in built.files
        ),
        engine=engine,
        errors=_codes(built, "error"),
        warnings=_warnings(built),
        missing_elements=tuple(
            dict.fromkeys(problem.message for problem in built.problems if problem.code == _NOT_IN_DATA)
        ),
        sources=sources,
    )
    check_name(edition_name(name, built.digest, "x"))
    place = root / built.path
    contents = {file.name: partial(_load_file, place / check_name(file.name)) for file in edition.files}
    return BuiltPage(item, edition, contents)


def _reason_for(built: BuiltEdition, name: str, reasons: Mapping[tuple[str, str, str], str]) -> str:
    """Return why an indicator of a page stands there; a part of one ("Pengaduan: Sampah") as the whole."""
    for asked in (name, name.partition(": ")[0]):
        if (built.region, built.subject, asked) in reasons:
            return reasons[built.region, built.subject, asked]
    return ""


def _load_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            say(id=f"Berkas {path} tidak terbaca.", en=f"The file {path} cannot be read."),
            code="file-unreadable",
        ) from error


def _codes(built: BuiltEdition, severity: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem.code for problem in built.problems if problem.severity == severity))


def _warnings(built: BuiltEdition) -> tuple[str, ...]:
    """Return the warnings of a page, each code once with its first message and how often it occurs."""
    found: dict[str, list[str]] = {}
    for problem in built.problems:
        if problem.severity == "warning" and problem.code != _NOT_IN_DATA:
            found.setdefault(problem.code, []).append(problem.message)
    return tuple(
        messages[0] + (f" ({len(messages)}×)" if len(messages) > 1 else "") for messages in found.values()
    )


def _find_yearbook(sources: tuple[str, ...]) -> str:
    """Return KCDA or KODA when a source is named like the yearbook of a district or a city."""
    names = " ".join(sources).replace("_", " ").replace("-", " ")
    if _DISTRICT_BOOK.search(names):
        return "KCDA"
    return "KODA" if _CITY_BOOK.search(names) else ""


def _check_files(page: BuiltPage) -> None:
    for file in page.edition.files:
        refuse_changed(f"{page.item.id}/{file.name}", page.files[file.name](), file.sha256)
