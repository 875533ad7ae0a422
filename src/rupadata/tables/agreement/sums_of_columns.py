"""What the arithmetic between columns tells of columns that say little: units, and what is counted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from rupadata.tables.lexicon.naming import category_name
from rupadata.tables.lexicon.table_words import UNNAMED, fold
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


_SUMMED = re.compile(r"(?:jumlah|total|banyaknya)\s+(?=[^\W\d_]{2})", re.IGNORECASE)
COUNTS = ("", "count", "count-stock", "count-flow", "money-nominal")
"""Measures that parts of a sum can have."""


def tell_wholes(observations: Sequence[Observed], breakdown: str = "") -> None:
    """Take a column that says it is a sum for the whole of the columns that it adds up, in every row.

    'Panjang (Km)' behind 'Baik', 'Sedang' and 'Rusak' of 'Panjang Jalan' is the total over the conditions;
    'Jumlah Kejadian' behind 'Banjir', 'Longsor' and 'Kebakaran' says what these three are kinds of, and so
    does what 'Aktif' and 'Tidak Aktif' add up to. `breakdown` is the name of what the title breaks down by,
    if any.
    """
    columns: Columns = {}
    for o in observations:
        if o.value is not None:
            columns.setdefault(o.column, {})[o.row] = o
    if not 3 <= len(columns) <= _MOST_COLUMNS:
        return
    for index, whole in columns.items():
        if opposed := _opposed_in_sum(whole, columns):
            _take_kinds(whole, opposed, UNNAMED)
        for name in _summed_by_opposed(whole, columns):
            for o in whole.values():
                o.dimensions = {k: v for k, v in o.dimensions.items() if k != name}
                o.totals = o.totals | {name}
        if _first(whole).totals:
            continue
        others = [(other, rows) for other, rows in columns.items() if other != index]
        if broken := _parts_of_one(whole, others):
            name, parts = broken
            _take_whole(whole, parts, name)
        elif kinds := _kinds_of_sum(index, whole, columns):
            _take_kinds(whole, kinds, breakdown or UNNAMED)


def leave_out_of_sums(
    observations: Sequence[Observed], headers: Mapping[int, str], measure: Callable[[str, str], str]
) -> None:
    """Take columns for what their headers name that a total beside them leaves out: 'PUS' stands before the
    contraceptives and 'Jumlah' sums these alone, in every row; 'Wajib KTP' behind the sum of men and women is
    no part of it.

    `headers` are the names that the headers of columns give, `measure` tells the kind of measure of a name in
    a unit.
    """
    columns: Columns = {}
    for o in observations:
        if o.value is not None:
            columns.setdefault(o.column, {})[o.row] = o
    if len(columns) > _MOST_COLUMNS:
        return
    for index, whole in columns.items():
        first = _first(whole)
        if "?" in first.totals:
            continue
        parts = {name: _columns_of(name, first, columns) for name in first.totals}
        left: dict[str, Sequence[int]] = {}
        if len(parts) == 1:
            left = {name: _outside(index, whole, own, columns, name) for name, own in parts.items()}
        elif any(_sum_to(whole, [columns[column] for column in own]) for own in parts.values()):
            left = {
                name: own
                for name, own in parts.items()
                if name == UNNAMED and not _sum_to(whole, [columns[column] for column in own])
            }
            for o in whole.values() if left else ():
                o.totals -= {UNNAMED}
        for name, own in left.items():
            for o in (o for column in own for o in columns[column].values()):
                o.dimensions = {k: v for k, v in o.dimensions.items() if k != name}
                o.indicator = headers.get(o.column) or o.indicator
                o.measure = measure(o.indicator, o.unit)


def _outside(
    index: int, whole: dict[int, Observed], parts: Sequence[int], columns: Columns, name: str
) -> Sequence[int]:
    """Return the columns that a total over one breakdown leaves out: those beyond the parts that it sums, and
    where it sums them those in another unit: 'Kerugian (Rp)' behind the total of kinds of fires."""
    left = _left_out(index, whole, parts, columns) if len(parts) > _FEWEST_KINDS else ()
    if not left and not _sum_to(whole, [columns[column] for column in parts]):
        return ()
    strange = [
        column
        for column in _columns_of(name, _first(whole), columns, of_unit=False)
        if _first(columns[column]).unit not in ("", _first(whole).unit)
    ]
    return [*left, *strange]


def _columns_of(name: str, whole: Observed, columns: Columns, *, of_unit: bool = True) -> list[int]:
    """Return the columns of the parts of a total over a breakdown; those of other units too where asked."""
    return [
        column
        for column, rows in columns.items()
        if name in _first(rows).dimensions
        and _first(rows).indicator == whole.indicator
        and (_first(rows).unit == whole.unit or not of_unit)
        and {k: v for k, v in _first(rows).dimensions.items() if k != name} == whole.dimensions
    ]


def _left_out(
    index: int, whole: dict[int, Observed], parts: Sequence[int], columns: Columns
) -> Sequence[int]:
    """Return the parts beyond those next to a total that it sums in every row; none where it sums all, or no
    three of them and more."""
    ahead, behind = [c for c in parts if c < index], [c for c in parts if c > index]
    for near in (ahead[::-1], behind):
        for size in range(_FEWEST_KINDS, len(near) + 1):
            if _sum_to(whole, [columns[column] for column in near[:size]]):
                return [column for column in parts if column not in near[:size]]
    return ()


def _parts_of_one(
    whole: dict[int, Observed], others: Sequence[tuple[int, dict[int, Observed]]]
) -> tuple[str, list[dict[int, Observed]]] | None:
    """Return the one breakdown that columns of the same indicator have beyond a column, and these columns,
    where they add up to it; None without."""
    first = _first(whole)
    wanted = fold(_SUMMED.sub("", first.indicator))
    groups: dict[str, list[dict[int, Observed]]] = {}
    for _, rows in others:
        o = _first(rows)
        more = o.dimensions.keys() - first.dimensions.keys()
        alike = o.unit == first.unit and fold(_SUMMED.sub("", o.indicator)) == wanted
        if len(more) == 1 and (alike or _is_titled(o)):
            groups.setdefault(next(iter(more)), []).append(rows)
    found = [(name, parts) for name, parts in groups.items() if len(parts) > 1 and _sum_to(whole, parts)]
    return found[0] if len(found) == 1 else None


def _is_titled(o: Observed) -> bool:
    """Tell whether a figure has no unit and only the name of its table: 'Baik' of 'Daftar Ruas Jalan'."""
    return not o.unit and o.measure in COUNTS and fold(o.table).startswith(fold(o.indicator))


def _kinds_of_sum(
    index: int, whole: dict[int, Observed], columns: Columns
) -> list[dict[int, Observed]] | None:
    """Return the columns right before or right behind a column called 'Jumlah ...' that it adds up: things
    of several names, counted alike; None without three of them. Where these are numbered, as candidates are,
    their sum may be called anything: 'Suara Sah'."""
    first = _first(whole)
    if first.measure not in COUNTS:
        return None
    said = _SUMMED.match(first.indicator) is not None
    order = sorted(columns)
    place = order.index(index)
    for beside in (order[:place][::-1], order[place + 1 :]):
        run: list[dict[int, Observed]] = []
        for other in beside:
            o = _first(columns[other])
            alike = o.dimensions == first.dimensions and not o.totals and o.measure in COUNTS
            if not alike or o.unit not in ("", first.unit) or _SUMMED.match(o.indicator):
                break
            run.append(columns[other])
            if len(run) >= _FEWEST_KINDS and _sum_to(whole, run):
                names = {_first(rows).indicator for rows in run}
                numbered = len({re.sub(r"\d+", "", name) for name in names}) == 1
                return run if len(names) == len(run) and (said or numbered) else None
    return None


_FEWEST_KINDS = 3
_DENIES = ("tidak ", "non ", "bukan ", "belum ", "tanpa ", "kurang ")


def _opposed_in_sum(whole: dict[int, Observed], columns: Columns) -> list[dict[int, Observed]]:
    """Return two columns of which one denies the other and that a third sums in every row: 'Aktif' and 'Tidak
    Aktif', 'Sudah Rekam' and 'Belum Rekam'; none without."""
    first = _first(whole)
    if first.measure not in COUNTS or not first.totals <= {"?"}:
        return []
    alike = {
        fold(o.indicator.rpartition(": ")[2]): rows
        for rows in columns.values()
        if (o := _first(rows)).dimensions == first.dimensions
        and not o.totals
        and o.measure in COUNTS
        and o.unit in ("", first.unit)
    }
    return _opposed_among(whole, alike)


def _summed_by_opposed(whole: dict[int, Observed], columns: Columns) -> list[str]:
    """Return the breakdowns of which a column sums two categories, one denying the other: 'Terdaftar' beside
    'Aktif' and 'Tidak Aktif' is no third of them."""
    first = _first(whole)
    if first.measure not in COUNTS:
        return []
    found = []
    for name in first.dimensions:
        rest = {k: v for k, v in first.dimensions.items() if k != name}
        alike = {
            o.dimensions[name]: rows
            for rows in columns.values()
            if name in (o := _first(rows)).dimensions
            and (o.indicator, o.unit) == (first.indicator, first.unit)
            and {k: v for k, v in o.dimensions.items() if k != name} == rest
        }
        if _opposed_among(whole, alike):
            found.append(name)
    return found


def _opposed_among(
    whole: dict[int, Observed], named: Mapping[str, dict[int, Observed]]
) -> list[dict[int, Observed]]:
    bare = {name.removeprefix("sudah "): rows for name, rows in named.items()}
    for name, rows in bare.items():
        for word in _DENIES:
            other = bare.get(f"{word}{name}")
            if other is not None and whole not in (rows, other) and _sum_to(whole, [rows, other]):
                return [rows, other]
    return []


def _first(rows: dict[int, Observed]) -> Observed:
    return next(iter(rows.values()))


def _sum_to(whole: dict[int, Observed], parts: Sequence[dict[int, Observed]]) -> bool:
    """Tell whether columns add up to another in every row, in enough rows where two of them are not nil."""
    telling = set()
    for row, o in whole.items():
        values = [_value(part[row]) for part in parts if row in part]
        if not math.isclose(sum(values), _value(o), rel_tol=1e-9, abs_tol=1e-6):
            return False
        if sum(1 for value in values if value) > 1:
            telling.add(o.value)
    return len(telling) >= _FEWEST_ROWS


def _take_whole(whole: dict[int, Observed], parts: Sequence[dict[int, Observed]], name: str) -> None:
    like, first = _first(parts[0]), _first(whole)
    if like.unit != first.unit:  # what is listed is measured in the unit of the sum
        for o in (o for rows in parts for o in rows.values()):
            o.indicator, o.unit, o.measure = first.indicator, first.unit, first.measure
        like = first
    for o in whole.values():
        o.indicator, o.measure, o.totals = like.indicator, like.measure, o.totals | {name}


def _take_kinds(whole: dict[int, Observed], kinds: Sequence[dict[int, Observed]], name: str) -> None:
    first = _first(whole)
    if name in first.dimensions:
        return
    for rows in kinds:
        for o in rows.values():
            o.dimensions = {**o.dimensions, name: category_name(o.indicator.rpartition(": ")[2])}
            o.indicator, o.unit, o.measure = first.indicator, first.unit, first.measure
    for o in whole.values():
        o.totals = (o.totals - {"?"}) | {name}
