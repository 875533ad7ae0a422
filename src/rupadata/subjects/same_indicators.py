"""One indicator published twice under different names, told by its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import polars as pl

from rupadata.model.subject import Indicator
from rupadata.problems import Place, Problem
from rupadata.subjects.indicators import fold_unit

_ENOUGH = 4
"""So many different figures must agree before two names are taken for one indicator."""
_NEARLY_ALL = 0.95


def find_same_indicators(
    figures: pl.DataFrame, indicators: Sequence[Indicator], same: Sequence[str]
) -> dict[str, str]:
    """Return the indicators that say again what a better described one says, with the key of that one.

    `figures` holds each figure once; `same` names the columns that tell figures of an indicator apart.
    Two columns of one file are never the same indicator: their publisher keeps them apart.
    """
    if figures["file"].n_unique() < 2:
        return {}
    known = figures.filter(pl.col("value").is_not_null() & (pl.col("value") != 0)).select(
        *same, "value", "indicator_key", "file"
    )
    pairs = (
        known.join(known, on=[*same, "value"], how="inner", suffix="_other")
        .filter(
            (pl.col("indicator_key") < pl.col("indicator_key_other"))
            & (pl.col("file") != pl.col("file_other"))
        )
        .group_by("indicator_key", "indicator_key_other")
        .agg(pl.col("value").n_unique().alias("different"), pl.len().alias("agreeing"))
        .filter(pl.col("different") >= _ENOUGH)
        .sort("indicator_key", "indicator_key_other")
    )
    by_key = {indicator.key: indicator for indicator in indicators}
    places: Mapping[str, set[tuple[object, ...]]] = _places(known, same) if pairs.height else {}
    better_names: dict[str, str] = {}
    for one, other, _, agreeing in pairs.iter_rows():
        if (
            one in better_names
            or other in better_names
            or not _units_agree(by_key[one].unit, by_key[other].unit)
        ):
            continue
        if agreeing < _NEARLY_ALL * len(places[one] & places[other]):
            continue
        weaker, better = sorted((one, other), key=lambda key: _described(by_key[key]))
        if weaker not in better_names.values():
            better_names[weaker] = better
    return better_names


def report_same_indicators(
    better_names: Mapping[str, str], indicators: Sequence[Indicator], where: str
) -> tuple[Problem, ...]:
    """Return one problem for each indicator that was taken for another."""
    names = {indicator.key: indicator.name for indicator in indicators}
    return tuple(
        Problem.of("indicator-published-twice", Place(), book=where, taken=names[weaker], kept=names[better])
        for weaker, better in better_names.items()
    )


def _places(known: pl.DataFrame, same: Sequence[str]) -> dict[str, set[tuple[object, ...]]]:
    places: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for key, *place in known.select("indicator_key", *same).iter_rows():
        places[key].add(tuple(place))
    return places


def _units_agree(one: str, other: str) -> bool:
    return not one or not other or fold_unit(one) == fold_unit(other)


def _described(indicator: Indicator) -> tuple[bool, bool, int, str]:
    """Return how well an indicator is described: unit, known measure, length of its name."""
    return bool(indicator.unit), bool(indicator.name_en), len(indicator.name.split()), indicator.key
