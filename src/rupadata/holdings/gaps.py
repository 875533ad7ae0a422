"""What is missing for a complete yearbook of one year: subjects without tables, indicators behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
from msgspec import Struct

from rupadata.holdings.holding import Holding
from rupadata.model.period import parse_period
from rupadata.model.subject import Subject


class Gap(Struct, frozen=True):
    """What a subject lacks: `bare` where nothing of it was read, `behind` the indicators without the year,

    `broken` those with a year missing between their first and last, each with the years that it lacks.
    """

    subject: Subject
    bare: bool
    behind: tuple[Holding, ...] = ()
    broken: tuple[tuple[Holding, tuple[str, ...]], ...] = ()
    held: int = 0


def find_gaps(
    holdings: Sequence[Holding], subjects: Iterable[Subject], year: str, rows: pl.DataFrame
) -> tuple[Gap, ...]:
    """Return what is missing, by subject in the order of the yearbook; whole subjects are left out."""
    years = _years(rows)
    found = []
    for subject in subjects:
        mine = [one for one in holdings if one.subject == subject.key]
        behind = tuple(one for one in mine if _last_year(one.last) < int(year or 0))
        broken = tuple((one, lacking) for one in mine if (lacking := _lacking(years.get(one.key, set()))))
        if not mine or behind or broken:
            found.append(Gap(subject, not mine, behind, broken, len(mine)))
    return tuple(found)


def _last_year(period: str) -> int:
    """Return the year that a period ends in: a school year ends in its second."""
    parsed = parse_period(period)
    return parsed.last_year if parsed is not None else 0


def _years(rows: pl.DataFrame) -> dict[str, set[int]]:
    known = rows.filter(pl.col("value").is_not_null() & pl.col("period").str.contains(r"^\d{4}$"))
    found: dict[str, set[int]] = {}
    for key, period in known.select("holding", "period").unique().iter_rows():
        found.setdefault(key, set()).add(int(period))
    return found


def _lacking(years: set[int]) -> tuple[str, ...]:
    """Return the years between the first and the last that are not there."""
    return tuple(str(year) for year in range(min(years), max(years)) if year not in years) if years else ()
