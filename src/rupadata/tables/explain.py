"""Show a sheet with the role of each cell in colour, and say why: for the terminal and as HTML."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from rupadata.language import message_language, say
from rupadata.model.source import cell_name, column_letters
from rupadata.regions import Regions
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import Sheet, cell_text

MAX_ROWS = 60
MAX_COLUMNS = 16
MAX_TEXT = 22
MAX_PROBLEMS = 12


class CellRole(StrEnum):
    """What a cell of a sheet was taken for."""

    TITLE = "title"
    HEADER = "header"
    REGION = "region"
    PERIOD = "period"
    CATEGORY = "category"
    KEY = "key"
    VALUE = "value"
    MISSING = "missing"
    GROUP = "group"
    NOTE = "note"
    UNUSED = "unused"


_ANSI = {
    "title": "1;35",
    "header": "1;34",
    "region": "32",
    "period": "36",
    "category": "33",
    "key": "2",
    "value": "1",
    "missing": "2;9",
    "group": "1;33",
    "note": "3;2",
    "unused": "2",
}
_FILL = {
    "title": "#f3e3f5",
    "header": "#dce9fb",
    "region": "#dff3e3",
    "period": "#d9f3f3",
    "category": "#fdf0d0",
    "key": "#eeeeee",
    "value": "#ffffff",
    "missing": "#f5f5f5",
    "group": "#fbe3c0",
    "note": "#f0f0f0",
    "unused": "#ffffff",
}
_NAMES = {
    "title": ("judul", "title"),
    "header": ("kepala tabel", "header"),
    "region": ("wilayah", "region"),
    "period": ("periode", "period"),
    "category": ("kategori atau indikator", "category or indicator"),
    "key": ("satuan, nomor, kode", "unit, number, code"),
    "value": ("angka", "figure"),
    "missing": ("angka tidak ada", "missing figure"),
    "group": ("judul kelompok", "group label"),
    "note": ("catatan dan sumber", "notes and source"),
    "unused": ("tidak dipakai", "not used"),
}


_ROLES = {
    Role.REGION_CODE: ("kode wilayah", "codes of regions"),
    Role.REGION_NAME: ("nama wilayah", "names of regions"),
    Role.YEAR: ("tahun", "year"),
    Role.MONTH: ("bulan", "month"),
    Role.QUARTER: ("triwulan", "quarter"),
    Role.SEMESTER: ("semester", "half-year"),
    Role.PERIOD: ("periode", "period"),
    Role.UNIT: ("satuan", "unit"),
    Role.PRODUCER: ("sumber", "source"),
    Role.LABEL: ("kategori atau indikator", "category or indicator"),
    Role.ID: ("nomor", "number"),
    Role.VALUE: ("angka", "figures"),
    Role.IGNORED: ("tidak dipakai", "not used"),
}
REASONS = {
    "beside the value": "di samping angkanya",
    "blank": "kosong",
    "cells are codes": "isinya kode",
    "cells are codes of regions": "isinya kode wilayah",
    "called as the codes beside it": "namanya sama dengan kode di sampingnya",
    "categories": "isinya rincian",
    "called as regions": "isinya nama wilayah",
    "cells are periods": "isinya periode",
    "cells are units": "isinya satuan",
    "cells are years": "isinya tahun",
    "coordinates": "koordinat",
    "years of things": "tahun milik yang disebut barisnya",
    "counts up": "menghitung naik",
    "last part of a code": "bagian terakhir kode wilayah",
    "places that are no regions": "isinya tempat yang bukan wilayah",
    "part of a code": "bagian kode wilayah",
    "dropped": "diabaikan atas permintaan",
    "figures": "isinya angka",
    "header names codes": "kepala kolom menyebut kode",
    "header names producers": "kepala kolom menyebut sumber",
    "header names regions": "kepala kolom menyebut wilayah",
    "header names regions, cells are codes": "kepala kolom menyebut wilayah, isinya kode",
    "header names units": "kepala kolom menyebut satuan",
    "header says month": "kepala kolom menyebut bulan",
    "header says number": "kepala kolom menyebut nomor",
    "header says period": "kepala kolom menyebut periode",
    "header says quarter": "kepala kolom menyebut triwulan",
    "header says semester": "kepala kolom menyebut semester",
    "header says year": "kepala kolom menyebut tahun",
    "labels under one header": "beberapa kolom di bawah satu kepala",
    "numbers of a list": "nomor daftar",
    "recipe": "menurut resep",
    "refers to other tables": "menunjuk tabel lain",
    "running number": "nomor urut",
    "single ages": "umur satu per satu",
    "tells rows apart": "membedakan baris",
    "texts": "isinya teks",
}
"""Why a column has its role, as the code says it, and in Indonesian."""


class ExplainedSheet(Struct, frozen=True):
    """A sheet with the role of each cell that has one, what its figures mean, and the reasons in lines."""

    sheet: Sheet
    roles: dict[tuple[int, int], CellRole]
    meanings: dict[tuple[int, int], str]
    reasons: tuple[str, ...]


def explain_sheet(sheet: Sheet, tables: Sequence[TidyTable], regions: Regions) -> ExplainedSheet:
    """Return the roles of a sheet's cells as its tables were read, with what they mean and why."""
    meanings: dict[tuple[int, int], str] = {}
    reasons: list[str] = []
    for number, table in enumerate(tables, 1):
        if table.block is None:
            continue
        reasons.append(
            say(
                id=f"Tabel {number}: {table.title or '-'}", en=f"Table {number}: {table.title or '-'}"
            ).replace("\n", " ")
        )
        meanings |= {(o.row, o.column): _meaning(o) for o in table.observations}
        reasons += _reasons_of_table(table, regions)
        given: dict[int, list[Observed]] = defaultdict(list)
        for o in table.observations:
            given[o.column].append(o)
        reasons += [_reason_of_column(column, given[column.index]) for column in table.columns]
        reasons += [
            f"  ! {p.where.cell}: {p.message}".replace(" : ", " ") for p in table.problems[:MAX_PROBLEMS]
        ]
    return ExplainedSheet(sheet, roles_of_cells(sheet, tables), meanings, tuple(reasons))


def roles_of_cells(sheet: Sheet, tables: Sequence[TidyTable]) -> dict[tuple[int, int], CellRole]:
    """Return the role of each cell that has one, by row and column, as a sheet's tables were read."""
    roles: dict[tuple[int, int], CellRole] = {}
    for table in tables:
        block = table.block
        if block is None:
            continue
        for row in block.titles:
            _mark(sheet, roles, row, CellRole.TITLE)
        for row in block.headers:
            _mark(sheet, roles, row, CellRole.HEADER)
        for row in block.notes:
            _mark(sheet, roles, row, CellRole.NOTE)
        of_columns = {
            column.index + offset: _role_of(column)
            for column in table.columns
            for offset in range(column.span)
        }
        for row in block.body:
            if row in block.groups:
                _mark(sheet, roles, row, CellRole.GROUP)
            else:
                roles.update(((row, column), role) for column, role in of_columns.items())
        body = frozenset(block.body) - frozenset(block.groups)
        roles.update(
            ((o.row, o.column), CellRole.MISSING)
            for o in table.observations
            if o.value is None and o.row in body and o.column in of_columns
        )
    return roles


def _reasons_of_table(table: TidyTable, regions: Regions) -> list[str]:
    lines = []
    if table.home:
        home = regions.get(table.home)
        lines.append(
            say(id=f"  wilayah induk: {home.name} ({home.code})", en=f"  home: {home.name} ({home.code})")
        )
    producer = next((o.producer for o in table.observations if o.producer), "")
    if producer:
        lines.append(say(id=f"  sumber: {producer}", en=f"  source: {producer}"))
    return lines


def column_words(column: Column) -> tuple[str, str]:
    """Return what a column was taken for and why, in words."""
    why = say(id=REASONS.get(column.why, column.why), en=column.why)
    return say(id=_ROLES[column.role][0], en=_ROLES[column.role][1]), why


def role_words(role: CellRole) -> str:
    """Return what cells of a role are called."""
    return _name(role)


def _reason_of_column(column: Column, own: Sequence[Observed]) -> str:
    """Return what a column was taken for and why: its letters, role, header, reason, what it gave."""
    header = " / ".join(column.header.split("\n")) or "-"
    role, why = column_words(column)
    line = f"  {column_letters(column.index)}: {role} ({header[:50]}): {why}"
    if column.role is not Role.VALUE or not own:
        return line
    names = list(dict.fromkeys(f"{o.indicator} ({o.unit or o.measure})" for o in own))
    periods = sorted({o.period for o in own if o.period})
    said = "; ".join(names[:3]) + (f" (+{len(names) - 3})" if len(names) > 3 else "")
    return f"{line} -> {said}" + (
        f", {periods[0]}" + (f"..{periods[-1]}" if len(periods) > 1 else "") if periods else ""
    )


def _meaning(o: Observed) -> str:
    """Return what a figure was read as, in one line."""
    where = f"{o.region} ({o.region_code})" if o.region_code else o.region or "?"
    parts = [o.indicator, where, o.period or "?", *o.dimensions.values()]
    figure = o.missing if o.value is None else f"{o.value:.15g} {o.unit}".strip()
    return f"{', '.join(parts)} = {figure}"


def _mark(sheet: Sheet, roles: dict[tuple[int, int], CellRole], row: int, role: CellRole) -> None:
    for column in range(len(sheet.rows[row])):
        if sheet.value(row, column) is not None:
            roles[row, column] = role


def _role_of(column: Column) -> CellRole:
    if column.role in (Role.REGION_CODE, Role.REGION_NAME):
        return CellRole.REGION
    if column.role in (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD):
        return CellRole.PERIOD
    if column.role is Role.LABEL:
        return CellRole.CATEGORY
    if column.role is Role.VALUE:
        return CellRole.VALUE
    return CellRole.UNUSED if column.role is Role.IGNORED else CellRole.KEY


def _name(role: str) -> str:
    indonesian, english = _NAMES[role]
    return say(id=indonesian, en=english)


def as_terminal(explained: ExplainedSheet, *, colour: bool = True) -> str:
    """Return a sheet as coloured text, cut to what fits a screen, with a legend and the reasons."""
    sheet = explained.sheet
    width = min(sheet.width, MAX_COLUMNS)
    rows = sheet.rows[:MAX_ROWS]
    texts = [[_short(cell_text(sheet.value(r, c))) for c in range(width)] for r in range(len(rows))]
    widths = [max([1, *(len(row[c]) for row in texts)]) for c in range(width)]
    lines = [sheet.name] if sheet.name else []
    lines.append("      " + "  ".join(column_letters(c).ljust(widths[c]) for c in range(width)))
    for r, row in enumerate(texts):
        cells = []
        for c, text in enumerate(row):
            role = explained.roles.get((r, c), CellRole.UNUSED)
            padded = text.ljust(widths[c])
            cells.append(f"\x1b[{_ANSI[role]}m{padded}\x1b[0m" if colour and text else padded)
        lines.append(f"{r + 1:>4}  " + "  ".join(cells).rstrip())
    if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
        lines.append(
            say(
                id=f"... seluruhnya {sheet.height} baris, {sheet.width} kolom",
                en=f"... {sheet.height} rows, {sheet.width} columns in all",
            )
        )
    used = [role for role in CellRole if role in set(explained.roles.values())]
    legend = "  ".join(f"\x1b[{_ANSI[role]}m{_name(role)}\x1b[0m" if colour else _name(role) for role in used)
    return "\n".join([*lines, "", legend, *explained.reasons]) + "\n"


def _short(text: str) -> str:
    flat = "".join(mark if mark.isprintable() else " " for mark in text.replace("\n", " "))
    return flat if len(flat) <= MAX_TEXT else flat[: MAX_TEXT - 1] + "…"


def as_html(explained: Sequence[ExplainedSheet], title: str) -> str:
    """Return sheets as one HTML page: cells in the colour of their role, the role also as text."""
    parts = []
    for item in explained:
        sheet = item.sheet
        width = min(sheet.width, 200)
        rows = []
        head = "".join(f"<th scope='col'>{column_letters(c)}</th>" for c in range(width))
        for r in range(min(sheet.height, 2000)):
            cells = []
            for c in range(width):
                role = item.roles.get((r, c), CellRole.UNUSED)
                text = html.escape(cell_text(sheet.value(r, c))).replace("\n", "<br>")
                meaning = item.meanings.get((r, c), "")
                label = f"{cell_name(r, c)}: {_name(role)}" + (f" - {meaning}" if meaning else "")
                cells.append(f"<td class='{role}' title='{html.escape(label)}'>{text}</td>")
            rows.append(f"<tr><th scope='row'>{r + 1}</th>{''.join(cells)}</tr>")
        reasons = "\n".join(html.escape(reason) for reason in item.reasons)
        parts.append(
            f"<h2>{html.escape(sheet.name or title)}</h2><div "
            f"class='grid'><table><tr><th></th>{head}</tr>{''.join(rows)}</table></div>"
            f"<pre>{reasons}</pre>"
        )
    style = "".join(f".{role}{{background:{fill}}}" for role, fill in _FILL.items())
    legend = "".join(f"<li class='{role}'>{html.escape(_name(role))}</li>" for role in CellRole)
    return (
        f"<!doctype html><html lang='{message_language()}'><meta charset='utf-8'><meta name='viewport' "
        f"content='width=device-width'>"
        f"<title>{html.escape(title)}</title><style>body{{font:14px/1.4 sans-serif;margin:1rem;color:#222}}"
        "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px "
        "6px;vertical-align:top}th{background:#fafafa;color:#555;font-weight:400}"
        ".grid{overflow:auto;max-height:70vh}pre{white-space:pre-wrap}"
        "ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0}"
        "li{padding:2px 8px;border:1px solid #ccc}"
        f".missing{{text-decoration:line-through;color:#666}}.title,.header{{font-weight:600}}{style}</style>"
        f"<h1>{html.escape(title)}</h1><ul>{legend}</ul>{''.join(parts)}</html>\n"
    )
