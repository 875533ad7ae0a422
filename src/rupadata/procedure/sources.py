"""The source tables of a case: found by their digest, kept where nothing in them forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from rupadata.language import Said, in_both
from rupadata.procedure.built_pages import BuiltPage
from rupadata.procedure.case import Case
from rupadata.procedure.decision import ItemSource, SourceTable
from rupadata.procedure.recording import Contents
from rupadata.procedure.store import SOURCES
from rupadata.tables.opening.files import FoundFile
from rupadata.tables.redistribution import KEPT_BACK, why_kept_back


def wanted_sources(case: Case, pages: Iterable[BuiltPage] = ()) -> tuple[ItemSource, ...]:
    """Return the tables to look for: not kept yet, and not known to be such as are kept back."""
    settled = {digest for digest, table in case.progress.sources.items() if table.why in KEPT_BACK}
    return tuple(source for source in lacking_sources(case, pages) if source.sha256 not in settled)


def lacking_sources(case: Case, pages: Iterable[BuiltPage] = ()) -> tuple[ItemSource, ...]:
    """Return the tables behind a case and behind pages that come to it, without those that it keeps."""
    known = [source for item in case.progress.active_items() for source in item.sources]
    known += [source for page in pages for source in page.edition.sources]
    by_digest: dict[str, ItemSource] = {}
    for source in known:
        # A column that one build left out stays out, whatever another build did.
        if source.sha256 not in by_digest or source.dropped:
            by_digest[source.sha256] = source
    kept = {digest for digest, table in case.progress.sources.items() if table.kept}
    return tuple(source for digest, source in by_digest.items() if digest and digest not in kept)


def gather_sources(
    files: Iterable[FoundFile], wanted: Sequence[ItemSource]
) -> tuple[tuple[SourceTable, ...], Contents]:
    """Return what becomes of each wanted table, and the contents of those that are kept."""
    found: dict[str, FoundFile] = {}
    digests = {source.sha256 for source in wanted}
    for file in files if digests else ():
        digest = sha256(file.load()).hexdigest()
        if digest in digests:
            found.setdefault(digest, file)
    tables = tuple(_settle(source, found.get(source.sha256)) for source in wanted)
    return tables, {table.sha256: found[table.sha256].load for table in tables if table.kept}


def _settle(source: ItemSource, file: FoundFile | None) -> SourceTable:
    why = "column-dropped" if source.dropped else "not-found" if file is None else why_kept_back(file)
    name = PurePosixPath(source.file.replace("\\", "/")).name
    kept = "" if why else f"{SOURCES}{source.sha256[:12]}/{name}"
    return SourceTable(source.file, source.sha256, kept, why)


_WHY_LEFT_OUT = {
    "column-dropped": ("memuat kolom yang diabaikan saat dibaca", "holds columns that were left out"),
    "personal-data": ("tampaknya memuat data pribadi", "seems to hold personal data"),
    "single-records": ("memuat catatan satu per satu, bukan agregat", "holds single records, no aggregates"),
    "not-found": ("tidak ditemukan dalam folder yang disebut", "was not found in the folders named"),
    "unreadable": ("tidak terbaca", "cannot be read"),
}


def source_words(why: str) -> Said:
    """Return why a source table is not kept, and so not in the archive."""
    id, en = _WHY_LEFT_OUT.get(why, ("foldernya tidak disebut", "its folder was not named"))
    return in_both(id=id, en=en)
