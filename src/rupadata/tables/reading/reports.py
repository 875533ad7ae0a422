"""What is said of a table that was read: doubtful marks, unknown regions, missing periods."""

from __future__ import annotations

from collections.abc import Sequence

from rupadata.model.source import cell_name
from rupadata.problems import Place, Problem
from rupadata.tables.lexicon.cell_numbers import DecimalMark, Figure, MarkDecision, mark_of
from rupadata.tables.opening.context import Context
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column
from rupadata.tables.shape.row_types import RowsMeaning
from rupadata.tables.shape.tidy_types import Observed
from rupadata.tables.sheet import CellValue, Sheet


def unreadable(sheet: Sheet, context: Context, cell: str, text: str, figure: Figure) -> Problem:
    """Tell of a cell that is no figure, or a figure whose marks are misplaced."""
    where = Place(context.file, sheet.name, cell)
    shown = text[:40]
    if figure.damaged:
        return Problem.of("number-damaged", where, text=shown, value=figure.value or 0.0)
    return Problem.of("cell-unreadable", where, text=shown)


def report_marks(
    sheet: Sheet, block: TableBlock, context: Context, marks: dict[int, MarkDecision]
) -> list[Problem]:
    """Tell which columns hold figures that can be read in two ways, and what was decided."""
    problems = []
    body = [row for row in block.body if row not in block.groups]
    for column, decision in marks.items():
        if not decision.ambiguous or not body:
            continue
        doubted = [row for row in body if _reads_two_ways(sheet.value(row, column))] or body
        first, last = cell_name(doubted[0], column), cell_name(doubted[-1], column)
        where = Place(context.file, sheet.name, first if first == last else f"{first}:{last}")
        weak = decision.reason == "default" or (
            decision.reason == "siblings" and decision.contrary * 4 > decision.proofs
        )
        problems.append(
            Problem.of(
                "number-mark-ambiguous" if weak else "number-mark-inferred",
                where,
                variant="comma" if decision.mark is DecimalMark.COMMA else "dot",
                count=decision.ambiguous,
            )
        )
    return problems


def _reads_two_ways(value: CellValue) -> bool:
    return isinstance(value, str) and mark_of(value) is DecimalMark.UNKNOWN


def report_regions(
    sheet: Sheet, rows: RowsMeaning, values: Sequence[Column], context: Context
) -> list[Problem]:
    """Tell which rows name regions that are not known, ambiguous, or against their code."""
    problems: list[Problem] = []
    if not values:
        return problems
    first, last = values[0].index, values[-1].index
    for meaning in rows.rows:
        if not meaning.region_unknown:
            continue
        options = rows.doubtful.get(meaning.region_text, ())
        where = Place(context.file, sheet.name, _range(sheet, meaning.row, first, last))
        named = ", ".join(f"{r.name} ({r.code})" for r in options[:3])
        if not meaning.region_text:
            problems.append(_nameless(where))
            continue
        problems.append(
            Problem.of("region-ambiguous", where, region=meaning.region_text, options=named)
            if options
            else Problem.of("region-unknown", where, region=meaning.region_text)
        )
    for column in rows.attributes:
        problems.append(
            Problem.of(
                "column-describes",
                Place(context.file, sheet.name, cell_name(rows.rows[0].row, column.index)),
                column=column.header,
            )
        )
    for run in _runs(rows.against):
        (top, code, name), (low, *_) = run[0], run[-1]
        where = Place(context.file, sheet.name, _range(sheet, top, first, last, low))
        problems.append(code_against_name(where, code, name))
    return problems


def code_against_name(where: Place, code: str, name: str) -> Problem:
    """Tell that a code and the name beside it mean two regions."""
    return Problem.of("region-code-against-name", where, region_code=code, region=name)


def _nameless(where: Place) -> Problem:
    return Problem.of("region-unknown", where, variant="nameless")


def _runs(against: Sequence[tuple[int, str, str]]) -> list[list[tuple[int, str, str]]]:
    """Join rows below each other that have the same code and name."""
    runs: list[list[tuple[int, str, str]]] = []
    for found in against:
        if runs and runs[-1][-1][1:] == found[1:] and runs[-1][-1][0] + 1 == found[0]:
            runs[-1].append(found)
        else:
            runs.append([found])
    return runs


def cells_between(sheet: Sheet, top: int, low: int, first: int, last: int) -> str:
    """Return the range from one row and column to another, as problems name it."""
    return _range(sheet, top, first, last, low)


def _range(sheet: Sheet, row: int, first: int, last: int, low: int | None = None) -> str:
    pointer = sheet.pointers.get((row, first))
    if pointer:
        return pointer
    begin, end = cell_name(row, first), cell_name(row if low is None else low, last)
    return begin if begin == end else f"{begin}:{end}"


def undated_columns(sheet: Sheet, context: Context, observed: Sequence[Observed]) -> list[Problem]:
    """Tell of columns without a period in a table whose other columns have one: the change between years."""
    rows: dict[int, list[int]] = {}
    for o in observed:
        if not o.period and o.value is not None:
            rows.setdefault(o.column, []).append(o.row)
    if any(o.column in rows for o in observed if o.period):
        return []
    return [
        no_period(sheet, context, _range(sheet, min(found), column, column, max(found)))
        for column, found in rows.items()
    ]


def no_period(sheet: Sheet, context: Context, cells: str = "") -> Problem:
    """Tell that no period was found, of a whole table or of some of its cells."""
    return Problem.of("period-missing", Place(context.file, sheet.name, cells))


def no_name(sheet: Sheet, context: Context, names: Sequence[str]) -> Problem:
    """Ask what figures measure whose names are keys that tell nothing, and no title says it."""
    shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    return Problem.of("name-tells-nothing", Place(context.file, sheet.name), names=shown)


def no_region(sheet: Sheet, context: Context) -> Problem:
    """Tell that no region was found."""
    return Problem.of("region-missing", Place(context.file, sheet.name))


def home_from_folder(sheet: Sheet, context: Context, home: str) -> Problem:
    """Tell that the region is that of the folder."""
    name = context.regions.get(home).name if home else ""
    return Problem.of("region-from-folder", Place(context.file, sheet.name), region=name)
