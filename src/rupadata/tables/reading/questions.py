"""What of a table can be read in two ways: codes of two notations, number marks, a year that is not over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rupadata.language import in_both
from rupadata.problems import Place
from rupadata.regions.codes import BPS, KEMENDAGRI
from rupadata.tables.lexicon.cell_numbers import DecimalMark, MarkDecision
from rupadata.tables.lexicon.periods import find_period
from rupadata.tables.lexicon.table_words import MONTHS
from rupadata.tables.opening.context import Context, readable_stem
from rupadata.tables.reading.reports import cells_between
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column
from rupadata.tables.shape.doubts import Choice, Doubt
from rupadata.tables.shape.row_types import RowsMeaning
from rupadata.tables.shape.tidy_types import Observed
from rupadata.tables.sheet import Sheet


def doubt_codes(sheet: Sheet, rows: RowsMeaning, values: Sequence[Column], context: Context) -> list[Doubt]:
    """Return one doubt for the rows whose code means two regions, where nothing beside it tells which."""
    if not rows.two_ways or not values:
        return []
    first, last = rows.two_ways[0], rows.two_ways[-1]
    _, code, (taken, other) = first[0], first[1], first[2][:2]
    bps = taken.bps_code == re.sub(r"\D", "", code)

    def reading(region: str, notation: str) -> Choice:
        name = "BPS" if notation == BPS else "Kemendagri"
        words = in_both(
            id=f"kode {code} sebagai kode {name} ({region})", en=f"code {code} as one of {name} ({region})"
        )
        return Choice(words, (("codes", f'"{notation}"'),))

    columns = frozenset(range(values[0].index, values[-1].index + 1))
    where = cells_between(sheet, first[0], last[0], min(columns), max(columns))
    return [
        Doubt(
            Place(context.file, sheet.name, where),
            reading(taken.name, BPS if bps else KEMENDAGRI),
            reading(other.name, KEMENDAGRI if bps else BPS),
            frozenset(row for row, *_ in rows.two_ways),
            columns,
        )
    ]


def doubt_marks(
    sheet: Sheet, block: TableBlock, context: Context, marks: dict[int, MarkDecision]
) -> list[Doubt]:
    """Return a doubt for the columns whose figures can be read with either mark, and nothing tells which."""
    doubtful = [column for column, decision in marks.items() if decision.doubtful]
    body = [row for row in block.body if row not in block.groups]
    if not doubtful or not body:
        return []
    comma = marks[doubtful[0]].mark is DecimalMark.COMMA

    def reading(mark: str) -> Choice:
        words = {
            "comma": in_both(
                id="titik sebagai pemisah ribuan (1.234 = 1234)", en="the dot parts thousands (1.234 = 1234)"
            ),
            "dot": in_both(id="titik sebagai tanda desimal (1.234)", en="the dot parts decimals (1.234)"),
        }
        return Choice(words[mark], (("decimal", f'"{mark}"'),))

    where = cells_between(sheet, body[0], body[-1], min(doubtful), max(doubtful))
    ordered = ("comma", "dot") if comma else ("dot", "comma")
    return [
        Doubt(
            Place(context.file, sheet.name, where),
            reading(ordered[0]),
            reading(ordered[1]),
            columns=frozenset(doubtful),
            told_elsewhere=True,
        )
    ]


_PLANNED = re.compile(r"\b(?:anggaran|pagu|target|rencana|dpa|alokasi)\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"(?<![^\W\d_])({'|'.join(MONTHS)})(?![^\W\d_])", re.IGNORECASE)


def doubt_period(sheet: Sheet, context: Context, observed: Sequence[Observed], title: str) -> list[Doubt]:
    """Return a doubt where the title says a year and the file's name a month of it: is the year over?

    What was planned is for the whole year; what was done may go no further than the month.
    """
    told = find_period(title)
    month = _MONTH_ALONE.search(readable_stem(context.stem))
    if told is None or not told.year or told.part or told.span or month is None:
        return []
    years = {o.period for o in observed}
    number = MONTHS[month[1].casefold()]
    if years != {str(told.year)} or len(month[1]) < 4 or number == 12:
        return []
    done: dict[int, set[int]] = defaultdict(set)
    for o in observed:
        if not _PLANNED.search(o.indicator):
            done[o.column].add(o.row)
    if not done:
        return []
    rows = set[int]().union(*done.values())
    until = f"{told.year}-{number:02d}"
    return [
        Doubt(
            Place(context.file, sheet.name, cells_between(sheet, min(rows), max(rows), column, column)),
            Choice(
                in_both(
                    id=f"angka tahun {told.year} seluruhnya", en=f"figures of the whole year {told.year}"
                ),
                (("year", str(told.year)),),
            ),
            Choice(
                in_both(id=f"angka sampai {month[1].capitalize()} {told.year}", en=f"figures up to {until}"),
                (("period", f'"{until}"'),),
            ),
            columns=frozenset({column}),
        )
        for column in sorted(done)
    ]
