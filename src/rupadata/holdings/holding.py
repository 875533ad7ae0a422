"""What an office knows of one indicator: over which years and regions, from whom, and its course at home."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from msgspec import Struct

from rupadata.subjects.title_words import fold, words_of


class Filters(Struct, frozen=True):
    """What is looked for; empty means everything. `period` is a year, `only` is `new` for what is new."""

    words: str = ""
    subject: str = ""
    region: str = ""
    period: str = ""
    producer: str = ""
    only: str = ""


class Holding(Struct, frozen=True):
    """One indicator as the office holds it.

    `first` and `last` are its periods; `figures` how many are known, `fresh` how many of them are new since
    the order before the last; `course` the figures of the home region over time, to be drawn small.
    """

    key: str
    name: str
    unit: str
    subject: str
    first: str
    last: str
    regions: int
    figures: int
    fresh: int
    producers: tuple[str, ...]
    files: tuple[str, ...]
    orders: tuple[str, ...]
    course: tuple[tuple[str, float], ...]


def filtered(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Return the observations that are looked for: every word in the name, title, region or producer."""
    found = rows
    if filters.words.strip():
        searched = found.select("indicator", "table", "region", "producer").unique(maintain_order=True)
        wanted = words_of(filters.words) or tuple(fold(filters.words).split())
        kept = [
            all(any(word in one for one in fold(" ".join(row)).split()) for word in wanted)
            for row in searched.iter_rows()
        ]
        found = found.join(
            searched.filter(pl.Series(kept, dtype=pl.Boolean())),
            on=["indicator", "table", "region", "producer"],
            how="semi",
            maintain_order="left",
        )
    for column, value in (("subject", filters.subject), ("producer", filters.producer)):
        if value:
            found = found.filter(pl.col(column) == value)
    if filters.region:
        found = found.filter(
            (pl.col("region_code") == filters.region)
            | pl.col("region_code").str.starts_with(f"{filters.region}.")
        )
    if filters.period:
        found = found.filter(pl.col("period").str.starts_with(filters.period))
    if filters.only == "new":
        found = found.filter(pl.col("is_new"))
    return found


def holdings_of(rows: pl.DataFrame) -> tuple[Holding, ...]:
    """Return what is held, by subject and name. Figures that are missing count for nothing."""
    known = rows.filter(pl.col("value").is_not_null()).with_columns(_at_home=_at_home())
    if known.is_empty():
        return ()
    grouped = known.group_by("holding", maintain_order=True).agg(
        pl.col("indicator").last(),
        pl.col("unit").last(),
        pl.col("subject").last(),
        pl.col("period").min().alias("first"),
        pl.col("period").max().alias("last"),
        pl.struct("region_code", "region").filter(~pl.col("_at_home")).n_unique().alias("regions"),
        pl.len().alias("figures"),
        pl.col("is_new").sum().alias("fresh"),
        *(
            pl.col(name).unique(maintain_order=True).alias(f"{name}s")
            for name in ("producer", "file", "order")
        ),
    )
    courses = _courses(known)
    found = [
        Holding(
            row["holding"], row["indicator"], row["unit"], row["subject"], row["first"], row["last"],
            row["regions"], row["figures"], row["fresh"], tuple(one for one in row["producers"] if one),
            tuple(row["files"]), tuple(row["orders"]), courses.get(row["holding"], ()),
        )
        for row in grouped.iter_rows(named=True)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.subject, one.subject, one.name.casefold())))


def series_of(rows: pl.DataFrame, holding: str) -> pl.DataFrame:
    """Return all observations of one holding, the newest period first."""
    mine = rows.filter(pl.col("holding") == holding)
    return mine.sort("period", "region_code", "region", descending=[True, False, False], maintain_order=True)


def _at_home() -> pl.Expr:
    """Tell whether a row is of the highest level that its holding has: codes of higher levels are shorter."""
    level = pl.col("region_code").str.len_chars()
    return level == level.min().over("holding")


def _courses(known: pl.DataFrame) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return of each holding the figures of its home over time: of the whole, neither regions nor parts.

    Where several regions stand on the highest level none is home, and there is no course; of several figures
    of one period the last read counts.
    """
    whole = known.filter(pl.col("_at_home") & (pl.col("dimensions") == "{}"))
    mine = (
        whole.filter(pl.col("region_code").n_unique().over("holding") == 1)
        .unique(["holding", "period"], keep="last", maintain_order=True)
        .sort("period", maintain_order=True)
    )
    found: dict[str, list[tuple[str, float]]] = {}
    for key, period, value in mine.select("holding", "period", "value").iter_rows():
        found.setdefault(key, []).append((period, value))
    return {key: _of_one_kind(points) for key, points in found.items()}


def _of_one_kind(points: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return years where there are two of them, else whatever there is: years and months make no course."""
    years = [point for point in points if len(point[0]) == len("2024")]
    return tuple(years if len(years) > 1 else points)
