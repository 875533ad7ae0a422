"""Figures that nobody sees who opens the file: they are read, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from rupadata.language import say
from rupadata.model.source import column_letters
from rupadata.problems import Place, Problem, Severity
from rupadata.tables.context import Context
from rupadata.tables.sheet import Sheet
from rupadata.tables.tidy_types import TidyTable


def point_out_hidden(sheet: Sheet, context: Context, tables: Sequence[TidyTable]) -> list[Problem]:
    """Tell which hidden rows and columns of a sheet gave figures, or that the whole sheet is hidden."""
    observed = [o for table in tables for o in table.observations]
    rows = sorted({o.row for o in observed} & sheet.hidden_rows)
    columns = sorted({o.column for o in observed} & sheet.hidden_columns)
    if not observed or not (sheet.hidden or rows or columns):
        return []
    numbers, letters = _runs(rows, lambda row: str(row + 1)), _runs(columns, column_letters)
    which_id = "Lembar ini" if sheet.hidden else _cells(numbers, letters, ("Baris", "kolom", "Kolom", "dan"))
    which_en = "This sheet" if sheet.hidden else _cells(numbers, letters, ("Row", "column", "Column", "and"))
    return [
        Problem(
            "hidden-cells",
            Severity.WARNING,
            Place(context.file, sheet.name),
            say(
                id=f"{which_id} disembunyikan, tetapi angkanya ikut dibaca.",
                en=f"{which_en}: hidden, but the figures were read all the same.",
            ),
            say(
                id="Tampilkan agar terlihat, atau hapus bila tidak berlaku (satu lembar: skip dalam resep).",
                en="Show them again, or delete them if they do not hold (a whole sheet: skip in the recipe).",
            ),
        )
    ]


def _cells(rows: str, columns: str, words: tuple[str, str, str, str]) -> str:
    """Return rows and columns as the beginning of a sentence: Baris 5 dan kolom C."""
    row, column, columns_alone, joint = words
    if not rows:
        return f"{columns_alone} {columns}"
    return f"{row} {rows}" + (f" {joint} {column} {columns}" if columns else "")


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Return numbers in order as people write them: 5-9, 12."""
    out = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        out.append(name(members[0]) + (f"-{name(members[-1])}" if len(members) > 1 else ""))
    return ", ".join(out[:5]) + (", ..." if len(out) > 5 else "")
