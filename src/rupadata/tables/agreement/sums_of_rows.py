"""What the arithmetic between rows tells of rows that say little: the unit of the parts of a sum."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rupadata.tables.agreement.sums_of_columns import COUNTS
from rupadata.tables.shape.tidy_types import Observed

_FEWEST_FIGURES = 2
_MOST_PARTS = 12
Rows = dict[int, dict[int, Observed]]


def give_units_to_parts(observations: Sequence[Observed]) -> None:
    """Give rows without a unit that of the row above them that they add up to, in every column and in two at
    least: 'Bekerja' and 'Pengangguran' below 'Angkatan Kerja (orang)'."""
    rows: Rows = {}
    for o in observations:
        if o.value is not None:
            rows.setdefault(o.row, {})[o.column] = o
    order = sorted(rows)
    for place, row in enumerate(order):
        units = {o.unit for o in rows[row].values()}
        unit = units.pop() if len(units) == 1 else ""
        if not unit or len(rows[row]) < _FEWEST_FIGURES:
            continue
        for part in _parts_below(rows, row, order[place + 1 : place + 1 + _MOST_PARTS]):
            for o in rows[part].values():
                o.unit = unit


def _parts_below(rows: Rows, whole: int, below: Sequence[int]) -> Sequence[int]:
    """Return the rows right below one that add up to it, two and more of counts without a unit; none where
    none do."""
    for size, row in enumerate(below, 1):
        alike = rows[row].keys() == rows[whole].keys() and not any(o.unit for o in rows[row].values())
        if not alike or any(o.measure not in COUNTS for o in rows[row].values()):
            return ()
        if size > 1 and all(
            math.isclose(
                sum(rows[part][column].value or 0.0 for part in below[:size]),
                o.value or 0.0,
                rel_tol=1e-9,
                abs_tol=1e-6,
            )
            for column, o in rows[whole].items()
        ):
            return below[:size]
    return ()
