"""What the arithmetic between columns tells of columns that say little: units, and what is counted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from rupadata.tables.shape.tidy_types import Observed

_MOST_COLUMNS = 24
_FEWEST_ROWS = 3
Columns = dict[int, dict[int, Observed]]


def tell_by_sums(observations: Sequence[Observed]) -> None:
    """Give columns what the columns tell that they sum, or that sum them.

    Two categories that nothing names are of what the column is that both add up to: 'Laki-laki' and
    'Perempuan' beside 'Jumlah Penduduk'. A sum or a difference of two columns of money is money:
    'Lebih/(Kurang)' beside 'Target' and 'Realisasi'.
    """
    columns: Columns = {}
    for o in observations:
        if o.value is not None:
            columns.setdefault(o.column, {})[o.row] = o
    alike = {index: rows for index, rows in columns.items() if len({o.unit for o in rows.values()}) == 1}
    if not 3 <= len(alike) <= _MOST_COLUMNS or all(_unit(rows) for rows in alike.values()):
        return
    for (a, first), (b, second) in 2 * list(combinations(alike.items(), 2)):  # a difference from a sum
        if _unit(first) != _unit(second):
            continue
        for c, third in alike.items():
            if c in (a, b) or bool(_unit(third)) == bool(_unit(first)):
                continue
            if _adds_up(first, second, third) and not _unit(first):
                _name_after(first, second, third)
            elif _unit(first) and (
                _adds_up(first, second, third)
                or _adds_up(first, third, second)
                or _adds_up(second, third, first)
            ):
                _count_in(third, first)


def _unit(rows: dict[int, Observed]) -> str:
    return next(iter(rows.values())).unit


def _adds_up(first: dict[int, Observed], second: dict[int, Observed], whole: dict[int, Observed]) -> bool:
    """Tell whether a column is the sum of two others in every row, in enough rows where neither is nil."""
    shared = first.keys() & second.keys() & whole.keys()
    summed = all(
        math.isclose(_value(first[row]) + _value(second[row]), _value(whole[row]), rel_tol=1e-9, abs_tol=1e-6)
        for row in shared
    )
    return summed and (
        len({first[row].value for row in shared if first[row].value and second[row].value}) >= _FEWEST_ROWS
    )


def _value(o: Observed) -> float:
    return o.value if o.value is not None else 0.0


def _name_after(first: dict[int, Observed], second: dict[int, Observed], whole: dict[int, Observed]) -> None:
    """Name two categories of one breakdown after the column that both add up to."""
    for row in first.keys() & second.keys() & whole.keys():
        a, b, total = first[row], second[row], whole[row]
        apart = {key for key in a.dimensions if a.dimensions.get(key) != b.dimensions.get(key)}
        if a.indicator != b.indicator or len(apart) != 1 or a.dimensions.keys() != b.dimensions.keys():
            return
        if apart & total.dimensions.keys():
            return
        for o in (a, b):
            o.indicator, o.unit, o.measure = total.indicator, total.unit, total.measure
        total.totals = total.totals | apart


def _count_in(column: dict[int, Observed], counted: dict[int, Observed]) -> None:
    """Give a column the unit of those it sums, where it is not known to be anything else."""
    like = next(iter(counted.values()))
    for o in column.values():
        if not o.unit and o.measure in ("", "count"):
            o.unit, o.measure = like.unit, like.measure
