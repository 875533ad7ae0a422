"""Finished results of satisfaction surveys: elements as columns with a row per unit, or as rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rupadata.model.source import cell_name
from rupadata.tables.lexicon.periods import period_of_cell
from rupadata.tables.lexicon.table_words import is_total
from rupadata.tables.registers.registers import Cell, Rows
from rupadata.tables.registers.skm import (
    BARE_ELEMENTS,
    ELEMENTS,
    HIGHEST_SCORE,
    LOWEST_SCORE,
    compute_index,
    find_elements,
    with_legend,
)

LEAST_ELEMENTS = 7
INDEX_TOLERANCE = 0.25
"""Printed scores have two decimals, so an index from them may differ by this much."""

_INDEX = re.compile(r"\b(?:ikm|indeks kepuasan|nilai skm|indeks skm|skm unit)\b", re.I)
_RESPONDENTS = re.compile(r"\bresponden\b|\b(?:jumlah|banyaknya) (?:sampel|kuesioner)\b", re.I)
_WHOLE = re.compile(r"^(?:rata-rata|rerata|jumlah|total|keseluruhan|kota|kabupaten|provinsi)\b", re.I)
_YEAR = re.compile(r"(?:tahun\s*)?(20\d\d)", re.I)


class Printed(Struct, frozen=True):
    """A figure as printed: its value, its decimals, its cell."""

    value: float
    decimals: int
    cell: str


class Beside(Struct, frozen=True):
    """A figure of a further column, named by its header; of one element where elements stand in rows."""

    name: str
    element: str
    printed: Printed


class Result(Struct, frozen=True):
    """The scores of one unit by element, the index where it is printed, and what further columns give."""

    unit: str
    scores: dict[str, Printed]
    index: Printed | None
    respondents: Printed | None = None
    beside: tuple[Beside, ...] = ()
    part: str = ""
    """The part of the year that its column is of, as in ISO texts: Q1, S2, 04; empty for the whole year."""

    @property
    def is_mean(self) -> bool:
        """Tell whether the scores are means of 1 to 4, not already times 25."""
        return all(LOWEST_SCORE <= score.value <= HIGHEST_SCORE for score in self.scores.values())

    def computed_index(self, weight: float) -> float | None:
        """Return the index that the scores give; None when an element is missing."""
        if len(self.scores) < len(ELEMENTS):
            return None
        scale = 1 if self.is_mean else 25
        means = {element: score.value / scale for element, score in self.scores.items()}
        return compute_index(means, weight).value


def find_results(rows: Rows) -> list[Result]:
    """Return the results that a sheet holds; none when it is no table of the nine elements."""
    return _by_columns(rows) or _by_rows(rows)


def parse_printed(rows: Rows, row: int, column: int) -> Printed | None:
    """Return the figure of a cell, decimal comma or point; None for text and dates."""
    value = rows[row][column] if column < len(rows[row]) else None
    text = value.strip().replace(",", ".") if isinstance(value, str) else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        text = repr(round(float(value), 4))
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        return None
    decimals = 0 if text.endswith(".0") else len(text.partition(".")[2])
    return Printed(float(text), decimals, cell_name(row, column))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]


def _are_scores(printed: Sequence[Printed]) -> bool:
    values = [score.value for score in printed]
    if len(values) < LEAST_ELEMENTS:
        return False
    return all(LOWEST_SCORE <= v <= HIGHEST_SCORE for v in values) or all(25 <= v <= 100 for v in values)


def _by_columns(rows: Rows) -> list[Result]:
    for header, row in enumerate(rows[:15]):
        elements = find_elements(enumerate(with_legend(_texts(row), rows)))
        if len(elements) < LEAST_ELEMENTS:
            continue
        names = _names_beside(rows, header, elements)
        index_column, counted = _columns_beside(rows, header, elements, names)
        further = {c: name for c, name in names.items() if c not in (index_column, counted)}
        results = []
        for i in range(header + 1, len(rows)):
            scores = {e: p for e, column in elements.items() if (p := parse_printed(rows, i, column))}
            if _are_scores(list(scores.values())):
                index = parse_printed(rows, i, index_column) if index_column is not None else None
                first = min(elements.values())
                texts = reversed(_texts(rows[i][:first]))
                label = next((text for text in texts if re.search(r"[^\W\d_]", text)), "")
                answered = parse_printed(rows, i, counted) if counted is not None else None
                beside = tuple(
                    Beside(name, "", p)
                    for column, name in further.items()
                    if column > first - 2 and _says_what(name) and (p := parse_printed(rows, i, column))
                )
                results.append(Result("" if _WHOLE.match(label) else label, scores, index, answered, beside))
        return results
    return []


_RUNNING = re.compile(r"(?:no|nomor|kode|tahun|bulan|u(?:nsur)?\s*\d?)\W*", re.I)


def _says_what(name: str) -> bool:
    """Tell whether a header names what figures below it are, instead of counting rows or dating them."""
    return bool(re.search(r"[^\W\d_]{2}", name)) and not _RUNNING.fullmatch(name)


def _names_beside(rows: Rows, header: int, elements: Mapping[str, int]) -> dict[int, str]:
    """Return what heads each column that is no element: in the row of the elements, in those above it (merged
    downwards), or in the one below. A line above that says one thing alone is a title."""
    width = max(len(row) for row in rows[header:])
    above = [row for row in rows[max(0, header - 2) : header] if sum(map(bool, _texts(row))) > 1]
    return {
        column: " ".join(
            text
            for row in (*above, *rows[header : header + 2])
            if column < len(row) and (text := _texts([row[column]])[0])
        )
        for column in range(width)
        if column not in elements.values()
    }


def _columns_beside(
    rows: Rows, header: int, elements: Mapping[str, int], names: Mapping[int, str]
) -> tuple[int | None, int | None]:
    """Return the columns of the printed index and of the respondents, None for each that is not there.

    An index that no header names is known by its figures: they are those that the scores give.
    """
    index = next((column for column, name in names.items() if _INDEX.search(name)), None)
    counted = next(
        (column for column, name in names.items() if _RESPONDENTS.search(name) and column != index), None
    )
    if index is None:
        index = next(
            (
                column
                for column in names
                if column != counted and _gives_index(rows, header, elements, column)
            ),
            None,
        )
    return index, counted


def _gives_index(rows: Rows, header: int, elements: Mapping[str, int], column: int) -> bool:
    """Tell whether the figures of a column are the indices that the scores beside them give."""
    printed = 0
    for i in range(header + 1, len(rows)):
        scores = {e: p for e, place in elements.items() if (p := parse_printed(rows, i, place))}
        found = parse_printed(rows, i, column)
        if not _are_scores(list(scores.values())) or found is None:
            continue
        computed = Result("", scores, None).computed_index(1 / len(ELEMENTS))
        if computed is None or abs(computed - found.value) > 4 * INDEX_TOLERANCE:
            return False
        printed += 1
    return printed > 0


def _by_rows(rows: Rows) -> list[Result]:
    width = max((len(row) for row in rows[:60]), default=0)
    for column in _columns_of_elements(rows, min(width, 4)):
        at = _elements_below(rows, column)
        first = min(at.values())
        index_row = next(
            (i for i in range(first, len(rows)) if _INDEX.search(" ".join(_texts(rows[i])))), None
        )
        found: list[Result] = []
        columns: list[int] = []
        for other in range(column + 1, width):
            scores = {e: p for e, i in at.items() if (p := parse_printed(rows, i, other))}
            if _are_scores(list(scores.values())):
                if _has_year_above(rows, first, other):
                    # A series over years is a table like any other, with totals and notes of its own.
                    return []
                columns.append(other)
                found.append(Result("", scores, None))
        found = _told_apart(found, [_heads_above(rows, first, other) for other in columns])
        if found:
            found[0] = replace(found[0], beside=_beside_rows(rows, column, at, found))
        answered = next((i for i in range(len(rows)) if _RESPONDENTS.search(" ".join(_texts(rows[i])))), None)
        found = _with_index(found, columns, rows, index_row)
        return _with_respondents(found, columns, rows, answered)
    return []


_SAYS_SCALE = re.compile(
    r"\b(?:nrr|nilai|rata-rata|rerata|skor|indeks|ikm|tertimbang|konversi|jumlah|total)\b", re.I
)
"""A header that says how scores are given, and names nobody whose scores they are."""


def _told_apart(found: Sequence[Result], heads: Sequence[Sequence[str]]) -> list[Result]:
    """Give columns of scores the part of the year or the unit that heads them: 'TW II', 'Puskesmas
    Sananwetan'.

    A unit only where several columns have scores of one kind, each under a header of its own.
    """
    parts = [
        next((p.part for text in texts if (p := period_of_cell(text)) and p.part and not p.year), "")
        for texts in heads
    ]
    nearest = [texts[0] if texts else "" for texts in heads]
    named = {text for text in nearest if _says_what(text) and not _SAYS_SCALE.search(text)}
    wholes = sum(is_total(text) for text in nearest)
    units = len(named) > 1 and len(named) + wholes == len(found) and len({r.is_mean for r in found}) == 1
    return [
        replace(result, part=part, unit=head if units and not part and not is_total(head) else "")
        for result, part, head in zip(found, parts, nearest)
    ]


def _heads_above(rows: Rows, row: int, column: int) -> list[str]:
    """Return the texts of a column in the rows right above a row, the nearest first."""
    above = reversed(rows[max(0, row - 3) : row])
    return [text for line in above if (text := _texts(line[column : column + 1] or [None])[0])]


def _beside_rows(
    rows: Rows, column: int, at: Mapping[str, int], found: Sequence[Result]
) -> tuple[Beside, ...]:
    """Return the figures of further columns of a list of elements, under the header nearest above them."""
    first, width = min(at.values()), max(len(row) for row in rows[:60])
    used = {p.cell for result in found for p in result.scores.values()}
    out = []
    for other in range(column + 1, width):
        heads = [
            _texts(row[other : other + 1])[0] for row in rows[max(0, first - 3) : first] if other < len(row)
        ]
        name = next((text for text in reversed(heads) if _says_what(text)), "")
        printed = {e: p for e, i in at.items() if (p := parse_printed(rows, i, other)) and p.cell not in used}
        out += [Beside(name, element, p) for element, p in printed.items() if name]
    return tuple(out)


def _elements_below(rows: Rows, column: int) -> dict[str, int]:
    texts = ((i, row[column] if column < len(row) else None) for i, row in enumerate(rows[:60]))
    return find_elements((i, text) for i, text in texts if isinstance(text, str))


def _columns_of_elements(rows: Rows, width: int) -> list[int]:
    """Return the columns that list the elements, one with their names before one of U1 to U9."""
    found = {column: _elements_below(rows, column) for column in range(width)}
    listing = [column for column in found if len(found[column]) >= LEAST_ELEMENTS]
    return sorted(listing, key=lambda column: bool(found[column].keys() & set(BARE_ELEMENTS.values())))


def _has_year_above(rows: Rows, row: int, column: int) -> bool:
    for i in range(max(0, row - 3), row):
        value = rows[i][column] if column < len(rows[i]) else None
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")
        if _YEAR.fullmatch(text.strip()):
            return True
    return False


def _with_respondents(
    found: list[Result], columns: Sequence[int], rows: Rows, row: int | None
) -> list[Result]:
    """Give the respondents to each column of scores that their row has a figure in, and to the first one
    where the row has a single figure."""
    if not found or row is None:
        return found
    own = [parse_printed(rows, row, column) for column in columns]
    if sum(p is not None for p in own) > 1:
        return [replace(result, respondents=p) for result, p in zip(found, own)]
    printed = [p for column in range(len(rows[row])) if (p := parse_printed(rows, row, column))]
    if len(printed) != 1:
        return found
    return [replace(found[0], respondents=printed[0]), *found[1:]]


def _with_index(
    found: list[Result], columns: Sequence[int], rows: Rows, index_row: int | None
) -> list[Result]:
    """Give the printed index to each column of scores that its row has one in; a single one to the first
    column of scores, in whatever column it stands."""
    if not found or index_row is None:
        return found
    own = [
        p if p and 25 <= p.value <= 100 else None
        for c in columns
        for p in [parse_printed(rows, index_row, c)]
    ]
    if sum(p is not None for p in own) > 1:
        return [replace(result, index=p) for result, p in zip(found, own)]
    printed = (parse_printed(rows, index_row, column) for column in range(len(rows[index_row])))
    index = next((p for p in printed if p is not None and 25 <= p.value <= 100), None)
    return [replace(found[0], index=index), *found[1:]]
