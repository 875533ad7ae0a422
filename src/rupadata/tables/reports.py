"""What is said of a table that was read: doubtful marks, unknown regions, missing periods."""

from __future__ import annotations

from collections.abc import Sequence

from rupadata.language import say
from rupadata.model.source import cell_name
from rupadata.problems import Place, Problem, Severity
from rupadata.tables.blocks import TableBlock
from rupadata.tables.cell_numbers import DecimalMark, Figure, MarkDecision, mark_of
from rupadata.tables.columns import Column
from rupadata.tables.context import Context
from rupadata.tables.row_types import RowsMeaning
from rupadata.tables.sheet import CellValue, Sheet
from rupadata.tables.tidy_types import Observed


def unreadable(sheet: Sheet, context: Context, cell: str, text: str, figure: Figure) -> Problem:
    """Tell of a cell that is no figure, or a figure whose marks are misplaced."""
    where = Place(context.file, sheet.name, cell)
    shown = text[:40]
    if figure.damaged:
        return Problem(
            "number-damaged",
            Severity.WARNING,
            where,
            say(
                id=f'"{shown}" bukan penulisan angka yang sah; dibaca {figure.value:.15g}.',
                en=f'"{shown}" is no valid way to write a figure; read as {figure.value:.15g}.',
            ),
            say(id="Periksa angkanya pada sumber.", en="Check the figure at its source."),
        )
    return Problem(
        "cell-unreadable",
        Severity.WARNING,
        where,
        say(
            id=f'"{shown}" bukan angka; sel dianggap kosong.',
            en=f'"{shown}" is no figure; the cell counts as missing.',
        ),
        say(
            id="Betulkan selnya, atau abaikan kolomnya dengan --drop-columns.",
            en="Correct the cell, or leave the column out with --drop-columns.",
        ),
    )


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
        comma = decision.mark is DecimalMark.COMMA
        told_id = (
            "koma sebagai tanda desimal, titik sebagai pemisah ribuan"
            if comma
            else "titik sebagai tanda desimal, koma sebagai pemisah ribuan"
        )
        told_en = (
            "comma for decimals, dot for thousands" if comma else "dot for decimals, comma for thousands"
        )
        weak = decision.reason == "default" or (
            decision.reason == "siblings" and decision.contrary * 4 > decision.proofs
        )
        problems.append(
            Problem(
                "number-mark-ambiguous" if weak else "number-mark-inferred",
                Severity.WARNING if weak else Severity.INFO,
                where,
                say(
                    id=f"{decision.ambiguous} angka dapat dibaca dua cara; dipakai {told_id}.",
                    en=f"{decision.ambiguous} figures can be read in two ways; used: {told_en}.",
                ),
                say(
                    id="Pastikan pada sumbernya, atau tetapkan decimal dalam resep.",
                    en="Check the source, or set decimal in the recipe.",
                ),
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
            Problem(
                "region-ambiguous" if options else "region-unknown",
                Severity.WARNING,
                where,
                say(
                    id=f'Wilayah "{meaning.region_text}" '
                    + (f"dapat berarti {named}." if options else "tidak dikenal."),
                    en=f'Region "{meaning.region_text}" '
                    + (f"could mean {named}." if options else "is not known."),
                ),
                say(
                    id="Tambahkan kode wilayah atau nama induknya.",
                    en="Add its code or the name of the region above.",
                ),
            )
        )
    for column in rows.attributes:
        problems.append(
            Problem(
                "column-describes",
                Severity.INFO,
                Place(context.file, sheet.name, cell_name(rows.rows[0].row, column.index)),
                say(
                    id=f'Kolom "{column.header}" hanya menerangkan barisnya; tidak dipakai sebagai rincian.',
                    en=f'Column "{column.header}" only describes its rows; it is no breakdown.',
                ),
            )
        )
    for run in _runs(rows.against):
        (top, code, name), (low, *_) = run[0], run[-1]
        where = Place(context.file, sheet.name, _range(sheet, top, first, last, low))
        problems.append(code_against_name(where, code, name))
    return problems


def code_against_name(where: Place, code: str, name: str) -> Problem:
    """Tell that a code and the name beside it mean two regions."""
    return Problem(
        "region-code-against-name",
        Severity.WARNING,
        where,
        say(id=f'Kode {code} bukan kode "{name}".', en=f'Code {code} is not the code of "{name}".'),
        say(id="Betulkan kode atau namanya.", en="Correct the code or the name."),
    )


def _nameless(where: Place) -> Problem:
    return Problem(
        "region-unknown",
        Severity.WARNING,
        where,
        say(
            id="Baris ini tidak menyebut wilayahnya, padahal baris lain menyebutnya.",
            en="This row does not name its region, though the others do.",
        ),
        say(id="Isi nama wilayahnya.", en="Fill in the name of the region."),
    )


def _runs(against: Sequence[tuple[int, str, str]]) -> list[list[tuple[int, str, str]]]:
    """Join rows below each other that have the same code and name."""
    runs: list[list[tuple[int, str, str]]] = []
    for found in against:
        if runs and runs[-1][-1][1:] == found[1:] and runs[-1][-1][0] + 1 == found[0]:
            runs[-1].append(found)
        else:
            runs.append([found])
    return runs


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
    return Problem(
        "period-missing",
        Severity.WARNING,
        Place(context.file, sheet.name, cells),
        say(
            id="Tidak ada tahun di judul, kepala tabel, maupun nama berkas.",
            en="No year in the title, the header or the file name.",
        ),
        say(
            id="Tulis tahun di judul atau nama berkas, atau tetapkan year dalam resep.",
            en="Write the year into the title or the file name, or set year in the recipe.",
        ),
    )


def no_region(sheet: Sheet, context: Context) -> Problem:
    """Tell that no region was found."""
    return Problem(
        "region-missing",
        Severity.WARNING,
        Place(context.file, sheet.name),
        say(
            id="Tidak ada wilayah di judul, baris, nama berkas, maupun nama folder.",
            en="No region in the title, the rows, the file name or the folder name.",
        ),
        say(
            id="Tulis wilayah di judul atau nama folder, atau tetapkan region dalam resep.",
            en="Write the region into the title or the folder name, or set region in the recipe.",
        ),
    )


def home_from_folder(sheet: Sheet, context: Context, home: str) -> Problem:
    """Tell that the region is that of the folder."""
    name = context.regions.get(home).name if home else ""
    return Problem(
        "region-from-folder",
        Severity.INFO,
        Place(context.file, sheet.name),
        say(
            id=f"Wilayah {name} diambil dari nama folder.",
            en=f"The region {name} is taken from the folder's name.",
        ),
    )
