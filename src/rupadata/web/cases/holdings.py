"""The analyst's library: what was read for the work orders that a person takes part in, as one frame."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from rupadata.errors import RupadataError
from rupadata.holdings import Reading, gather
from rupadata.logs import get_log
from rupadata.rebuild import load_observations
from rupadata.web.accounts.models import Person
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.kept_cases import kept_case
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.rights import takes_part

log = get_log(__name__)
_Read = tuple[str, str, str, int]
"""A work order that was read: its key, its title, the file of its observations and when that changed."""


def office_rows(person: Person) -> pl.DataFrame:
    """Return all observations of the work orders that a person takes part in, from the first to the last."""
    read = []
    for row in CaseRow.objects.order_by("created_at", "id"):
        path = Bench(row.key).build / "observations.parquet"
        if path.is_file() and takes_part(kept_case(row).case, person):
            read.append((row.key, row.title, str(path), path.stat().st_mtime_ns))
    return _gathered(tuple(read))


@lru_cache(maxsize=4)
def _gathered(read: tuple[_Read, ...]) -> pl.DataFrame:
    readings = []
    for key, title, path, changed in read:
        try:
            readings.append(_reading(key, title, path, changed))
        except RupadataError:
            # One damaged reading must not keep an office from all its others.
            log.warning("%s cannot be read for the library", path, exc_info=True)
    return gather(readings)


@lru_cache(maxsize=64)
def _reading(key: str, title: str, path: str, changed: int) -> Reading:
    rows = load_observations(Path(path))
    placed = {(one.file, one.sheet, one.indicator, one.unit): one.subject for one in Bench(key).placements()}
    return Reading(key, title, rows, placed)
