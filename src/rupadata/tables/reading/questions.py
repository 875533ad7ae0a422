"""What of a table can be read in two ways: codes of two notations, number marks, a year that is not over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.glossary.kinds import tell_kind
from rupadata.language import LANGUAGES, in_both
from rupadata.model.region import RegionLevel, level_of
from rupadata.problems import Place
from rupadata.regions.codes import BPS, KEMENDAGRI
from rupadata.tables.lexicon.cell_numbers import DecimalMark, MarkDecision
from rupadata.tables.lexicon.cell_units import counts_in_fractions
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
from rupadata.wording import format_number


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


def settle_scale(sheet: Sheet, context: Context, observed: Sequence[Observed]) -> list[Doubt]:
    """Give things that are counted with decimals, though nothing says in thousands or millions of what, the
    scale that the size of their regions allows; return one doubt where it allows both."""
    groups: dict[str, list[Observed]] = {}
    for o in observed:
        if o.measure.startswith("count") and o.value is not None:
            groups.setdefault(o.indicator, []).append(o)
    asked: dict[str, list[Observed]] = {}
    for name, members in groups.items():
        unit = members[0].unit or tell_kind(name, "", context.glossary).unit
        if unit not in _PEOPLE or not counts_in_fractions(unit, name, (o.value for o in members)):
            continue
        if _fit(members, 1e6):
            asked[name] = members
        elif not _fit(members, 1e3):
            continue
        for o in members:
            o.unit = f"ribu {unit}"
    if not asked:
        return []
    first, *more = asked
    members = [o for each in asked.values() for o in each]
    shown = next(o.value for o in members if o.value and not float(o.value).is_integer())
    rows, columns = {o.row for o in members}, {o.column for o in members}
    where = cells_between(sheet, min(rows), max(rows), min(columns), max(columns))

    def reading(unit: str) -> Choice:
        local, english = (format_number(shown, lang, decimals=2) for lang in LANGUAGES)
        words = in_both(
            id=f"{first}{f' dan {len(more)} lainnya' if more else ''} dalam {unit} ({local})",
            en=f"{first}{f' and {len(more)} others' if more else ''} in {unit} ({english})",
        )
        return Choice(words, (("unit", f'"{unit}"'),))

    thousands = members[0].unit
    choices = (reading(thousands), reading(thousands.replace("ribu", "juta", 1)))
    return [Doubt(Place(context.file, sheet.name, where), *choices, frozenset(rows), frozenset(columns))]


_PEOPLE = frozenset({"jiwa", "orang"})
_MOST_PEOPLE = {
    RegionLevel.COUNTRY: 3e8,
    RegionLevel.PROVINCE: 6e7,
    RegionLevel.REGENCY: 7e6,
    RegionLevel.DISTRICT: 8e5,
    RegionLevel.VILLAGE: 2e5,
}
"""More people than live in the largest region of each level (population of 2025, BPS, rounded up)."""


def _fit(members: Sequence[Observed], scale: float) -> bool:
    """Tell whether as many people can live in each region."""
    return all(
        abs(o.value or 0.0) * scale
        <= _MOST_PEOPLE[level_of(o.region_code) if o.region_code else RegionLevel.COUNTRY]
        for o in members
    )


_PLANNED = re.compile(r"\b(?:anggaran|pagu|target|rencana|dpa|alokasi)\b", re.IGNORECASE)
_DONE = re.compile(r"\brealisasi\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"(?<![^\W\d_])({'|'.join(MONTHS)})(?![^\W\d_])", re.IGNORECASE)


def settle_running_year(
    sheet: Sheet, context: Context, observed: Sequence[Observed], title: str
) -> list[Doubt]:
    """Settle whether a year is over that the title says, where the file's name says a month of it.

    What was planned is for the whole year; what was done may go no further than the month. How much of what
    was planned is done decides: nearly all of it is done in a whole year; as much as of the year has passed,
    up to that month; far less in a year that runs, whose figures are provisional. Return a doubt where that
    does not tell.
    """
    told = find_period(title)
    month = _MONTH_ALONE.search(readable_stem(context.stem))
    if told is None or not told.year or told.part or told.span or month is None:
        return []
    number = MONTHS[month[1].casefold()]
    if {o.period for o in observed} != {str(told.year)} or len(month[1]) < 4 or number == 12:
        return []
    done = [o for o in observed if not _is_planned(o)]
    if not done:
        return []
    until = f"{told.year}-{number:02d}"
    share = _share_done(observed)
    if share is None or _MOST_BY_THEN * number / 12 < share < _WHOLE:
        return _doubt_period(sheet, context, done, told.year, month[1].capitalize(), until)
    if share >= _WHOLE:
        return []
    for o in done:
        o.indicator = f"{o.indicator} sampai {month[1].capitalize()}"
        if share < _LEAST_BY_THEN * number / 12:
            o.flags.add("provisional")
        else:
            o.period = until
    return []


_WHOLE = 0.8
"""The share of a year's budget from which the year is over."""
_LEAST_BY_THEN, _MOST_BY_THEN = 0.6, 1.25
"""How much of the budget is done by a month, as shares of the part of the year that has passed."""


def _is_planned(o: Observed) -> bool:
    return _PLANNED.search(o.indicator) is not None and _DONE.search(o.indicator) is None


def _share_done(observed: Sequence[Observed]) -> float | None:
    """Return how much money was spent of what was planned, summed over all rows; None without either."""
    money = [o for o in observed if o.value is not None and o.measure.startswith("money")]
    planned = sum(o.value or 0 for o in money if _is_planned(o))
    done = [o.value or 0 for o in money if _DONE.search(o.indicator)]
    return sum(done) / planned if planned > 0 and done else None


def _doubt_period(
    sheet: Sheet, context: Context, done: Sequence[Observed], year: int, month: str, until: str
) -> list[Doubt]:
    rows = {o.row for o in done}
    return [
        Doubt(
            Place(context.file, sheet.name, cells_between(sheet, min(rows), max(rows), column, column)),
            Choice(
                in_both(id=f"angka tahun {year} seluruhnya", en=f"figures of the whole year {year}"),
                (("year", str(year)),),
            ),
            Choice(
                in_both(id=f"angka sampai {month} {year}", en=f"figures up to {until}"),
                (("period", f'"{until}"'),),
            ),
            columns=frozenset({column}),
        )
        for column in sorted({o.column for o in done})
    ]
