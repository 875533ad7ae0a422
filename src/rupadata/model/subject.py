"""Subjects and indicators: what is measured, and the theme that groups it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct

from rupadata.model.observations import with_parts


class Direction(StrEnum):
    """Whether more of an indicator is good news."""

    HIGHER_IS_BETTER = "higher-is-better"
    LOWER_IS_BETTER = "lower-is-better"
    NEUTRAL = "neutral"


class Indicator(Struct, frozen=True):
    """One thing measured within one subject of one home region.

    `key` is an Indonesian slug, unique within the subject, stable across languages; an indicator is the same
    when its folded name and unit are the same, whatever file it stands in.
    """

    key: str
    name: str
    unit: str
    measure: str
    name_en: str = ""
    direction: Direction = Direction.NEUTRAL
    symbol: str = ""
    weight: float = 0.0
    """How much the indicator deserves to lead a page, 0 to 1, with the reasons in `why`."""
    why: tuple[str, ...] = ()
    weakness: str = ""
    """Why the indicator gives no picture (all zero, never changing, a single figure); empty when it does."""
    doubt: str = ""
    """What somebody has to decide before the indicator may stand on a page; empty on sure ground."""
    family: str = ""
    """The key of the indicator of which this is one category; its own key for that indicator, which has
    parts only and no whole. Empty for most."""

    @property
    def parts_only(self) -> bool:
        """Tell whether the indicator is known by category only, each of them an indicator of its own."""
        return self.family == self.key


PRINTED = "printed_dimensions"
"""The column of a book's observations with the dimensions as they were read."""
_PLACE = ("file", "sheet", "cell", "indicator", "region_code", "region", "period", PRINTED)
"""What tells the observations of a book apart: one may stand under its category and under their family."""


class Subject(Struct, frozen=True):
    """A theme of the yearbook (*substansi*). `hue` in degrees 0-360 (OKLCH), `symbol` a Phosphor name."""

    key: str
    name: str
    name_en: str
    order: int
    hue: float
    symbol: str


class SubjectBook(Struct, frozen=True, dict=True):
    """The observations and indicators of one subject in one home region.

    `observations` has the columns of OBSERVATION_SCHEMA plus `indicator_key`, and only rows of `indicators`.
    Where categories went into the names of indicators, its `dimensions` are what is left of them and the
    column PRINTED has them as read; then an observation stands under its category and under their family.
    `pages` lists the pages that the subject is split into: a page's slug and the keys of its indicators, the
    lead first. `regions_listed` says how many regions of a level lie in the home region by the office's list,
    for the levels that the book may sum over; it is empty where the list does not know the home.
    """

    subject: Subject
    region_code: str
    region: str
    indicators: tuple[Indicator, ...]
    observations: pl.DataFrame
    pages: tuple[tuple[str, tuple[str, ...]], ...] = ()
    regions_listed: tuple[tuple[int, int], ...] = ()

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """What was worked out of these values so far, by whoever worked it out.

        It is no part of the book, is never compared and does not travel to another process.
        """
        return {}

    def __repr__(self) -> str:
        return (
            f"SubjectBook({self.subject.name} of {self.region}: {len(self.indicators)} indicators,"
            f" {self.observations.height} observations, {len(self.pages)} pages)"
        )

    def forget(self) -> None:
        """Drop what was worked out of the book: it is worked out again where it is asked for."""
        self.derived.clear()

    def indicator(self, key: str) -> Indicator:
        """Return the indicator with this key; KeyError when the book has none."""
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        raise KeyError(key)

    def tables_of(self, key: str) -> tuple[str, ...]:
        """Return the tables that an indicator comes from, in the order of the book."""
        rows = self.observations.filter(pl.col("indicator_key") == key)
        return tuple(rows.select(table_name().alias("table"))["table"].unique(maintain_order=True))

    def rows_of(self, keys: Iterable[str]) -> pl.DataFrame:
        """Return the observations of some indicators as read, each once, in the order of the book."""
        kept = ("rows of", *sorted(keys))
        if kept not in self.derived:
            self.derived[kept] = self._rows_of(kept[1:])
        rows: pl.DataFrame = self.derived[kept]
        return rows

    def _rows_of(self, keys: Iterable[str]) -> pl.DataFrame:
        # Row by row: books are small, and each operation on a frame costs more than all of that.
        rows, wanted = self.observations, set(keys)
        columns = ["indicator_key", *(_PLACE if PRINTED in rows.columns else ())]
        places = zip(*(self.plain[name] for name in columns), strict=True)
        kept: list[int] = []
        seen: set[tuple[Any, ...]] = set()
        for number, (key, *place) in enumerate(places):
            if key in wanted and (not place or tuple(place) not in seen):
                kept.append(number)
                seen.add(tuple(place))
        rows = rows if len(kept) == rows.height else rows[kept]
        if PRINTED not in rows.columns:
            return rows
        as_read = rows[[name for name in rows.columns if name != PRINTED]]
        return as_read.replace_column(
            as_read.get_column_index("dimensions"), rows[PRINTED].alias("dimensions")
        )

    @property
    def plain(self) -> Mapping[str, list[Any]]:
        """The observations as plain values by column, with the column `part`; read from the frame once."""
        plain: Mapping[str, list[Any]] | None = self.derived.get("plain")
        if plain is None:
            plain = self.derived["plain"] = refer_rows(self.observations).to_dict(as_series=False)
        return plain

    def values_of(self, column: str, keys: Collection[str]) -> list[Any]:
        """Return the values of a column for the observations of some indicators, in the order of the book."""
        values, indicators = self.plain[column], self.plain["indicator_key"]
        return [value for value, key in zip(values, indicators, strict=True) if key in keys]


def table_name() -> pl.Expr:
    """Return how the table of an observation is told: its title, or file and sheet where it has none."""
    sheet = pl.concat_str([pl.col("file"), pl.col("sheet")], separator=" · ").str.strip_suffix(" · ")
    return pl.when(pl.col("table") == "").then(sheet).otherwise(pl.col("table"))


def refer_rows(observations: pl.DataFrame) -> pl.DataFrame:
    """Return the observations of a book with the column `part`; see `model.observations.with_parts`."""
    return with_parts(observations, PRINTED if PRINTED in observations.columns else "dimensions")
