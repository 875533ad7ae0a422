"""Observations: one polars frame with a fixed schema, ten rows or thirty million.

The columns are the public contract of `rupadata read`; see `docs/reference/observations.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache

import polars as pl
from msgspec import Struct, field

from rupadata.model.period import parse_period
from rupadata.model.source import SourceFile
from rupadata.problems import Problems

OBSERVATION_SCHEMA: dict[str, pl.DataType] = {
    "table": pl.String(),
    "indicator": pl.String(),
    "measure": pl.String(),
    "unit": pl.String(),
    "region_code": pl.String(),
    "region": pl.String(),
    "period": pl.String(),
    "dimensions": pl.String(),
    "role": pl.String(),
    "value": pl.Float64(),
    "decimals": pl.Int16(),
    "missing": pl.String(),
    "flags": pl.String(),
    "producer": pl.String(),
    "notes": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "cell": pl.String(),
}
"""Column names and types, in order. Text columns hold "" where nothing is known, never null;

`value` is null exactly where `missing` says why; `decimals` is the number of decimals as printed, null when
the value is missing; `dimensions` is a JSON object with sorted keys (`{"jenis kelamin": "laki-laki"}`), `{}`
for none; `flags` sorted and joined by `;`.
"""

ROLES = ("part", "subtotal", "total", "single")
MISSING_REASONS = ("not-available", "not-applicable", "nil", "suppressed", "blank", "unreadable")
MEASURES = (
    "count-stock",
    "count-flow",
    "count",
    "rate",
    "ratio",
    "index",
    "mean",
    "money-nominal",
    "money-real",
)
"""What figures are; `count` is one of which nobody knows whether it flows. Empty text: not known at all."""
RANK = "peringkat"
"""The unit of places in an order of other figures: no amount, nothing to sum, no picture."""
FLAGS = (
    "break",  # the series is cut before this observation: definition, base year, area, producer ...
    "decimals-inferred",  # the mark of the cell was ambiguous; decided by the column
    "estimate",  # e
    "negligible",  # ~0
    "projection",
    "provisional",  # *, **, ***
    "revised",  # r
    "rse-25-50",  # a
    "parts-differ",  # c: parts do not sum to the whole
    "school-year",
    "compared",  # of an earlier build, there to be compared with; no figure of the inputs
    "illustrative",  # invented figures, only for examples
    "small-cell",  # few persons behind the figure
    "computed",  # aggregated by us from a register or raw responses
    "damaged",  # stored form certainly broken
    "doubtful",  # against other figures, or read one of two ways: on no page until somebody decides
)


COMPARED = "compared"


def dimensions_json(dimensions: Mapping[str, str]) -> str:
    """Return dimensions as observations carry them: JSON with sorted keys, `{}` for none."""
    return _as_json(tuple(sorted(dimensions.items()))) if dimensions else "{}"


@lru_cache(maxsize=65536)
def _as_json(items: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(items), ensure_ascii=False)


class Reading(Struct, frozen=True):
    """What reading some inputs gave: the observations, the files they come from, and what is imperfect."""

    observations: pl.DataFrame
    sources: tuple[SourceFile, ...] = ()
    problems: Problems = field(default_factory=Problems)
    refused: tuple[str, ...] = field(default=())
    """Inputs that could not be read at all; each has an error among the problems."""
    region_lists: tuple[bytes, ...] = ()
    """Lists of regions of an office's own that came with the inputs; see `regions.own`."""

    def __repr__(self) -> str:
        return (
            f"Reading({self.observations.height} observations, {len(self.sources)} files,"
            f" {len(self.problems)} problems, {len(self.refused)} refused)"
        )


def empty_observations() -> pl.DataFrame:
    """Return a frame with the schema and no row."""
    return _no_observations().clone()


@cache
def _no_observations() -> pl.DataFrame:
    return pl.DataFrame(schema=OBSERVATION_SCHEMA)


def tidy(observations: pl.DataFrame) -> pl.DataFrame:
    """Return observations as analysts like them: each dimension a column of its own, and the year a number.

    The columns are those of the schema but `dimensions`, in its place one text column a dimension ("" where a
    figure has none) named as the tables name it, with ` (dimension)` after it where a column has that name;
    after `period` stands `year`, Int32, the year that a period ends in, null where there is none.
    """
    distinct = observations["dimensions"].unique(maintain_order=True).to_list()
    parsed: list[dict[str, str]] = [json.loads(text) for text in distinct]
    names = list(dict.fromkeys(name for one in parsed for name in one))
    taken = {*observations.columns, "year"}
    heads = {name: f"{name} (dimension)" if name in taken else name for name in names}
    columns = [pl.Series([one.get(name, "") for one in parsed], dtype=pl.String()) for name in names]
    spread = pl.DataFrame({"dimensions": distinct}).with_columns(
        column.alias(heads[name]) for name, column in zip(names, columns, strict=True)
    )
    periods = observations["period"].unique()
    years = {text: period.last_year for text in periods if (period := parse_period(text)) is not None}
    year = pl.col("period").replace_strict(years, default=None, return_dtype=pl.Int32()).alias("year")
    order: list[str | pl.Expr] = []
    for name in observations.columns:
        order += list(heads.values()) if name == "dimensions" else [name]
        if name == "period":
            order.append(year)
    return observations.join(spread, on="dimensions", how="left", maintain_order="left").select(order)


def with_parts(frame: pl.DataFrame, printed: str = "dimensions") -> pl.DataFrame:
    """Return observations with a column `part`: which figure of its cell a row is.

    It is empty where all rows of a cell hold the same value. Elsewhere it names indicator, region (code and
    name), period and dimensions, taken from the column *printed*, as in `docs/reference/evidence.md`.
    """
    place = ["file", "sheet", "cell"]
    if not frame[place].is_duplicated().any():
        return frame.with_columns(part=pl.lit(""))
    shared = (
        frame.filter(pl.col("value").is_not_null())
        .group_by(place)
        .agg(pl.col("value").n_unique().alias("_values"))
        .filter(pl.col("_values") > 1)
        .select(*place, pl.lit(True).alias("_shared"))
    )
    region = pl.concat_str("region_code", "region", separator=" ").str.strip_chars()
    part = pl.concat_str("indicator", region, "period", printed, separator=" | ")
    return (
        frame.join(shared, on=place, how="left", maintain_order="left")
        .with_columns(part=pl.when("_shared").then(part).otherwise(pl.lit("")))
        .drop("_shared")
    )
