"""Where two sources say different figures of the same thing: same indicator, region, period and part."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
from msgspec import Struct

from rupadata.holdings.gathered import SAME


class Told(Struct, frozen=True):
    """One source's figure: the value, who says so, and where it stands."""

    value: float
    producer: str
    order: str
    file: str
    sheet: str
    cell: str


class Conflict(Struct, frozen=True):
    """Figures that disagree about one thing, the last read first; `apart` is a share, of the outer two."""

    holding: str
    indicator: str
    unit: str
    region: str
    period: str
    dimensions: str
    told: tuple[Told, ...]
    apart: float


def find_conflicts(rows: pl.DataFrame) -> tuple[Conflict, ...]:
    """Return what sources disagree about, the widest apart first.

    Figures that agree at the precision of the coarser one are no conflict: 12,4 and 12,43 say the same.
    """
    known = rows.filter(pl.col("value").is_not_null())
    several = (
        known.group_by(SAME).agg(pl.col("value").n_unique().alias("_values")).filter(pl.col("_values") > 1)
    )
    found = []
    held: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in known.join(several, on=SAME, how="semi", maintain_order="left").iter_rows(named=True):
        held.setdefault(tuple(row[name] for name in SAME), []).append(row)
    for same in held.values():
        told = _different(same)
        if len(told) < 2:
            continue
        first = same[-1]
        values = [abs(one.value) for one in told]
        apart = (max(values) - min(values)) / max(values) if max(values) else 0.0
        found.append(
            Conflict(
                first["holding"], first["indicator"], first["unit"], first["region"], first["period"],
                first["dimensions"], told, apart,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.apart, one.indicator, one.region, one.period)))


def _different(rows: list[dict[str, Any]]) -> tuple[Told, ...]:
    """Return each figure that none before it says, from the last read to the first."""
    kept: list[tuple[Told, int]] = []
    for row in reversed(rows):
        decimals = row["decimals"] or 0
        if any(_same(row["value"], decimals, one.value, other) for one, other in kept):
            continue
        told = Told(row["value"], row["producer"], row["order"], row["file"], row["sheet"], row["cell"])
        kept.append((told, decimals))
    return tuple(told for told, _ in kept)


def _same(one: float, decimals: int, other: float, others: int) -> bool:
    half = 0.5 * 10.0 ** -min(decimals, others)
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=half if decimals != others else 1e-9)
