"""Editions whose sources say something else now than when they were frozen: named, with each figure.

The bench has the pages drawn anew from the corrected tables, people's edits laid over them: proposals, which
become editions only through the steps of design, submission and review.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rupadata.errors import RupadataError
from rupadata.holdings import Correction, find_corrections, read_csv
from rupadata.logs import get_log
from rupadata.procedure.case import Case
from rupadata.procedure.store import edition_name
from rupadata.rebuild import load_observations
from rupadata.web.blobs import read_blob
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.models import CaseRow

log = get_log(__name__)
DATA = "data.csv"


@dataclass(frozen=True, slots=True)
class Affected:
    """An edition that rests on figures which are others now; `approved` tells whether it was approved."""

    item: str
    title: str
    digest: str
    approved: bool
    corrections: tuple[Correction, ...]


def affected_editions(row: CaseRow, case: Case) -> tuple[Affected, ...]:
    """Return the editions that are approved, or under review, and rest on figures that were corrected."""
    data = Bench(row.key).build / "observations.parquet"
    if not data.is_file() or case.status != "open":
        return ()
    changed = data.stat().st_mtime_ns
    kept = dict(row.files.filter(name__endswith=f"/{DATA}").values_list("name", "sha256"))
    found = []
    for progress in case.progress.active_items():
        edition = progress.edition
        reviewed = ("review", progress.item.id) in case.progress.open
        if edition is None or not (progress.approved or reviewed):
            continue  # Whoever designs it has the corrected figures before them.
        frozen = kept.get(edition_name(progress.item.id, edition.digest, DATA))
        corrections = _corrections(frozen, str(data), changed) if frozen else ()
        if corrections:
            found.append(
                Affected(
                    progress.item.id, edition.title, edition.digest, bool(progress.approved), corrections
                )
            )
    return tuple(found)


@lru_cache(maxsize=256)
def _corrections(frozen: str, data: str, changed: int) -> tuple[Correction, ...]:
    try:
        return find_corrections(read_csv(read_blob(frozen), DATA), load_observations(Path(data)))
    except RupadataError:
        log.warning("%s cannot be compared with %s", frozen, data, exc_info=True)
        return ()
