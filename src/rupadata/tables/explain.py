"""Show a sheet with the role of each cell in colour, and say why: for the terminal and as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rupadata.language import message_language, say
from rupadata.model.source import cell_name, column_letters
from rupadata.tables.columns import Column, Role
from rupadata.tables.sheet import Sheet, cell_text
from rupadata.tables.tidy_types import TidyTable

MAX_ROWS = 60
MAX_COLUMNS = 16
MAX_TEXT = 22


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


@dataclass(frozen=True, slots=True)
class ExplainedSheet:
    """A sheet with the role of each cell that has one, and a line of reason for each column."""

    sheet: Sheet
    roles: dict[tuple[int, int], CellRole]
    reasons: tuple[str, ...]


def explain_sheet(sheet: Sheet, tables: Sequence[TidyTable]) -> ExplainedSheet:
    """Return the roles of a sheet's cells as its tables were read."""
    roles: dict[tuple[int, int], CellRole] = {}
    reasons: list[str] = []
    for number, table in enumerate(tables, 1):
        block = table.block
        if block is None:
            continue
        for row in block.titles:
            _mark(sheet, roles, row, CellRole.TITLE)
        for row in block.headers:
            _mark(sheet, roles, row, CellRole.HEADER)
        for row in block.notes:
            _mark(sheet, roles, row, CellRole.NOTE)
        missing = {(o.row, o.column) for o in table.observations if o.value is None}
        for row in block.body:
            if row in block.groups:
                _mark(sheet, roles, row, CellRole.GROUP)
                continue
            for column in table.columns:
                for offset in range(column.span):
                    place = row, column.index + offset
                    roles[place] = CellRole.MISSING if place in missing else _role_of(column)
        reasons.append(
            say(
                id=f"Tabel {number}: {table.title or '-'}", en=f"Table {number}: {table.title or '-'}"
            ).replace("\n", " ")
        )
        for column in table.columns:
            letters = column_letters(column.index)
            header = column.header.replace("\n", " ") or "-"
            reasons.append(f"  {letters}: {column.role} ({header[:50]}): {column.why}")
    return ExplainedSheet(sheet, roles, tuple(reasons))


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
                label = f"{cell_name(r, c)}: {_name(role)}"
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
        ".grid{overflow:auto;max-height:70vh}"
        "ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0}"
        "li{padding:2px 8px;border:1px solid #ccc}"
        f".missing{{text-decoration:line-through;color:#666}}.title,.header{{font-weight:600}}{style}</style>"
        f"<h1>{html.escape(title)}</h1><ul>{legend}</ul>{''.join(parts)}</html>\n"
    )
