"""The role of each figure of a big table, found once for each label and region that stand together.

The same rules as `reading.tidy.assign_roles`, which tells part, subtotal, total and single by indicator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from rupadata.regions.gazetteer import is_within_any, outer_codes, whole_codes
from rupadata.tables.meaning.describe import Described
from rupadata.tables.meaning.measures import is_level

ROLES = ("part", "subtotal", "total", "single")
_PART, _SUBTOTAL, _TOTAL, _SINGLE = range(4)
Flags = npt.NDArray[np.bool_]


class Label(Struct, frozen=True):
    """What the roles of figures under one label hang on: what they measure, whether the label sums others,
    and whether it is an item of a list."""

    described: Described
    summed: bool
    listed: bool

    @property
    def indicator(self) -> str:
        """Return the name of what is measured."""
        return self.described.indicator


class Whole(Struct, frozen=True):
    """What holds for an indicator in the whole table."""

    dims: bool = False
    totals: bool = False
    levels: bool = True


def tell_wholes(labels: Sequence[Label]) -> dict[str, Whole]:
    """Return for each indicator whether anything breaks it down or sums it, and whether it has no sum."""
    found: dict[str, Whole] = {}
    for label in labels:
        of, d = found.get(label.indicator, Whole()), label.described
        found[label.indicator] = replace(
            of,
            dims=of.dims or bool(d.dimensions),
            totals=of.totals or label.summed,
            levels=of.levels and is_level(d.measure, d.unit),
        )
    return found


class RowRegion(Struct, frozen=True):
    """A region of the rows by its code, or by its name where it has none, and whether it sums the others."""

    code: str
    name: str
    total: bool


def find_roles(
    labels: Sequence[Label],
    places: Sequence[RowRegion],
    pairs: npt.NDArray[np.int64],
    wholes: Mapping[str, Whole],
) -> npt.NDArray[np.int8]:
    """Return for each pair of label and place (label * number of places + place) the position of its role in
    `ROLES`."""
    of_label, of_place = pairs // len(places), pairs % len(places)
    names = list(dict.fromkeys(label.indicator for label in labels))
    number = {name: i for i, name in enumerate(names)}
    indicator = np.array([number[label.indicator] for label in labels])[of_label]
    told = _tell_places(indicator, of_place, places, len(names))

    dims = np.array([bool(label.described.dimensions) for label in labels])[of_label]
    summed = np.array([label.summed for label in labels])[of_label]
    listed = np.array([label.listed for label in labels])[of_label]
    adds = np.array([_adds_up(label.described.measure) for label in labels])[of_label]
    any_dims, any_totals, levels = (
        np.array([getattr(wholes[name], what) for name in names])[indicator]
        for what in ("dims", "totals", "levels")
    )
    place_total = np.array([place.total for place in places])[of_place]
    has_whole = told.has_whole | any_totals

    role = np.where(any_dims & told.many & ~levels, _PART, _SINGLE)
    belongs = dims | (told.many & (has_whole | adds))
    role = np.where(belongs, np.where(has_whole | ~levels, _PART, _SINGLE), role)
    role = np.where(listed, _PART, role)
    role = np.where(told.parent, _SUBTOTAL, role)
    total = place_total | (summed & (any_dims | ~levels)) | (told.parent & told.top)
    return np.where(total, _TOTAL, role).astype(np.int8)


def _adds_up(measure: str) -> bool:
    return measure.startswith("count") or measure == "money-nominal"


class _Told(Struct, frozen=True):
    """For each pair: whether its place holds others of its indicator, itself in none of them; whether its
    indicator has several places, and a whole among them."""

    parent: Flags
    top: Flags
    many: Flags
    has_whole: Flags


def _tell_places(
    indicator: npt.NDArray[np.int64], of_place: npt.NDArray[np.int64], places: Sequence[RowRegion], count: int
) -> _Told:
    holders = whole_codes({place.code for place in places if place.code})
    parent, top, many, has_whole = (np.zeros(len(of_place), dtype=np.bool_) for _ in range(4))
    order = np.argsort(indicator, kind="stable")
    ends = np.searchsorted(indicator[order], np.arange(count + 1))
    known: dict[bytes, tuple[Flags, Flags, bool, bool]] = {}
    for begin, end in pairwise(ends):
        rows = order[begin:end]
        own = np.unique(of_place[rows])
        if (found := known.get(own.tobytes())) is None:
            found = known[own.tobytes()] = _of_places([places[i] for i in own], holders, len(places), own)
        parent[rows], top[rows] = found[0][of_place[rows]], found[1][of_place[rows]]
        many[rows], has_whole[rows] = found[2], found[3]
    return _Told(parent, top, many, has_whole)


def _of_places(
    members: Sequence[RowRegion], holders: set[str], count: int, own: npt.NDArray[np.int64]
) -> tuple[Flags, Flags, bool, bool]:
    """Return which places hold others, which of these lie in none, whether there are several, and a whole."""
    codes = {place.code for place in members if place.code}
    parents = outer_codes(codes) & holders
    country = "00" in codes and len(codes) > 1
    holds = [place.code in parents or (country and place.code == "00") for place in members]
    parent, top = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    parent[own] = holds
    top[own] = [held and not is_within_any(place.code, parents) for held, place in zip(holds, members)]
    several = len(codes | {place.name for place in members if not place.code}) > 1
    return parent, top, several, any(holds) or any(place.total for place in members)
