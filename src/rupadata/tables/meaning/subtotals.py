"""Whose sum a row of a sum is: that of the rows right above it, or of them all. The figures tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rupadata.model.region import parent_of
from rupadata.regions.regions import Regions
from rupadata.tables.shape.row_types import RowMeaning

Figures = Callable[[int, int], float | None]
"""The figure of a row and a column, None where there is none."""


def settle_subtotals(
    rows: Sequence[RowMeaning], columns: Sequence[int], figures: Figures, regions: Regions
) -> None:
    """Give each *Jumlah* that sums only the rows since the last one the region that holds these.

    Offices close every district with its sum, and the whole with a last one.
    """
    places = [place for place, meaning in enumerate(rows) if meaning.region_total and not meaning.average]
    if len(places) < 2:
        return
    begin = 0
    for place in places:
        members = [m for m in rows[begin:place] if m.region is not None and not m.region_total]
        begin = place + 1
        parents = {parent_of(m.region.code) for m in members if m.region is not None}
        if len(parents) != 1 or not _sums(rows[place], members, columns, figures):
            continue
        code = next(iter(parents))
        whole = {parent_of(m.region.code) for m in rows if m.region is not None and not m.region_total}
        if code and code != "00" and len(whole) > 1:
            meaning = rows[place]
            meaning.region, meaning.region_total, meaning.subtotal = regions.get(code), False, True
            meaning.region_text = meaning.region.name


def settle_namesake(
    rows: Sequence[RowMeaning], columns: Sequence[int], figures: Figures, regions: Regions, home: str
) -> None:
    """Take the first or last row for the whole region where a part of it has the same name and the figures
    are the sums of all others: 'Wonosobo' below the districts of Wonosobo, earlier years below it. A row
    taken for the whole that counts less than one of the others is the part."""
    placed = [m for m in rows if m.region is not None]
    if not home or any(m.year is None for m in rows if m.region is None):
        return
    whole = regions.get(home)
    if any(m.labels or m.year or m.part for m in placed):
        return
    if taken := [m for m in placed if m.region == whole]:
        _settle_part(taken, placed, columns, figures, regions)
        return
    name = _KIND.sub("", whole.name).casefold()
    for meaning in (placed[-1], placed[0]) if len(placed) >= _FEWEST_PARTS else ():
        others = [m for m in placed if m is not meaning]
        region = meaning.region
        if region is None or _KIND.sub("", region.name).casefold() != name or parent_of(region.code) != home:
            continue
        if _sums(meaning, others, columns, figures):
            meaning.region = whole
            return


def _settle_part(
    taken: Sequence[RowMeaning],
    placed: Sequence[RowMeaning],
    columns: Sequence[int],
    figures: Figures,
    regions: Regions,
) -> None:
    """Give the one row that was taken for the whole to the part of its name, where it counts less than
    another part in most columns of counts: the village Namlea above the other villages of Namlea."""
    whole, others = taken[0].region, [m for m in placed if m is not taken[0]]
    if len(taken) > 1 or whole is None or len(others) < 2:
        return
    name = _KIND.sub("", whole.name).casefold()
    parts = [r for r in regions.children(whole.code) if _KIND.sub("", r.name).casefold() == name]
    if len(parts) != 1 or any(m.region == parts[0] for m in others):
        return
    told = [[figures(m.row, column) for m in (taken[0], *others)] for column in columns]
    counts = [found for found in told if all(v is None or (v >= 0 and v.is_integer()) for v in found)]
    less = [
        found[0] is not None and found[0] < max((v for v in found[1:] if v is not None), default=0)
        for found in counts
    ]
    if sum(less) * 2 > len(less):
        taken[0].region = parts[0]


_KIND = re.compile(r"^(?:Kabupaten|Kota) ")


def mark_sums(rows: Sequence[RowMeaning], columns: Sequence[int], figures: Figures) -> None:
    """Mark categories that sum those right above or right below them: 'Golongan II' beside II/a to II/d.

    Only where one total stands over all, adds up without the marked rows, and does not with them.
    """
    wholes = [m for m in rows if m.is_total and not m.average]
    parts = [m for m in rows if not m.is_total and m.labels]
    placed = any(m.region is not None or m.region_total or m.year or m.part or m.own for m in rows)
    if len(wholes) != 1 or placed or len(parts) < _FEWEST_PARTS or any(m.subtotal for m in rows):
        return
    if len({m.labels for m in parts}) < len(parts) or _sums(wholes[0], parts, columns, figures):
        return
    for ordered in (parts, parts[::-1]):
        run: list[RowMeaning] = []
        nested: list[RowMeaning] = []
        for meaning in ordered:
            if len(run) > 1 and _sums(meaning, run, columns, figures):
                nested.append(meaning)
                run = []
            else:
                run.append(meaning)
        finest = [m for m in parts if m not in nested]
        if nested and _sums(wholes[0], finest, columns, figures):
            for meaning in nested:
                meaning.subtotal = True
            return


_FEWEST_PARTS = 4


def _sums(total: RowMeaning, members: Sequence[RowMeaning], columns: Sequence[int], figures: Figures) -> bool:
    """Tell whether a row sums some others, in most columns that have figures."""
    held = tried = 0
    for column in columns:
        value = figures(total.row, column)
        parts = [figure for m in members if (figure := figures(m.row, column)) is not None]
        if value is None or not parts:
            continue
        tried += 1
        held += abs(sum(parts) - value) <= max(1e-6 * abs(value), 1e-9)
        if (tried - held) * 2 >= len(columns):
            return False
    return tried > 0 and held * 2 > tried
