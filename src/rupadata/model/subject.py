"""Subjects and indicators: what is measured, and the theme that groups it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Direction(StrEnum):
    """Whether more of an indicator is good news."""

    HIGHER_IS_BETTER = "higher-is-better"
    LOWER_IS_BETTER = "lower-is-better"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Indicator:
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


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme of the yearbook (*substansi*). `hue` in degrees 0-360 (OKLCH), `symbol` a Phosphor name."""

    key: str
    name: str
    name_en: str
    order: int
    hue: float
    symbol: str


@dataclass(frozen=True, slots=True)
class SubjectBook:
    """The observations and indicators of one subject in one home region.

    `observations` has the columns of OBSERVATION_SCHEMA plus `indicator_key`, and only rows of `indicators`.
    `pages` lists the pages that the subject is split into: a page's slug and the keys of its indicators, the
    lead first.
    """

    subject: Subject
    region_code: str
    region: str
    indicators: tuple[Indicator, ...]
    observations: pl.DataFrame
    pages: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def indicator(self, key: str) -> Indicator:
        """Return the indicator with this key; KeyError when the book has none."""
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        raise KeyError(key)

    def rows_of(self, keys: Iterable[str]) -> pl.DataFrame:
        """Return the observations of some indicators, in the order of the book."""
        return self.observations.filter(pl.col("indicator_key").is_in(list(keys)))
