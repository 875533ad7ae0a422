"""Codes of regions that stand in several columns, a part in each: 36 | 71 | 5 for 36.71.05."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from rupadata.model.region import level_of
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column, RegionHeader, Role, region_header
from rupadata.tables.sheet import CellValue, Sheet, cell_text

_DIGITS = {1: 2, 2: 2, 3: 3, 4: 4}
"""The most digits that a part of a code has at each level; the statistics office gives districts three."""


def join_code_parts(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], home: str
) -> tuple[Sheet, list[Column]]:
    """Return the sheet with whole codes in the column of the lowest level, and the columns with their roles.

    Parts are columns whose headers name one level each, without a gap from the province, or from the level
    below the home region, down. Other tables stay as they are.
    """
    parts = _find_parts(sheet, block, columns, home)
    if len(parts) + bool(home) < 2 or not parts:
        return sheet, list(columns)
    lowest = parts[max(parts)]
    rows = list(sheet.rows)
    for row in block.body:
        texts = [_part(sheet, row, column, level) for level, column in sorted(parts.items())]
        if row not in block.groups and all(texts):
            cells: list[CellValue] = list(rows[row])
            first = "" if 1 in parts else home.replace(".", "")
            cells[lowest.index] = first + "".join(texts)
            rows[row] = cells
    region = RegionHeader(True, (max(parts),))
    others = {column.index for column in parts.values()} - {lowest.index}
    settled = [
        replace(c.with_role(Role.REGION_CODE, "last part of a code"), region=region)
        if c.index == lowest.index
        else c.with_role(Role.IGNORED, "part of a code")
        if c.index in others
        else c
        for c in columns
    ]
    return replace(sheet, rows=rows), settled


def _find_parts(sheet: Sheet, block: TableBlock, columns: Sequence[Column], home: str) -> dict[int, Column]:
    """Return the columns of parts of codes by their level, none where they leave one out."""
    parts: dict[int, Column] = {}
    rows = [row for row in block.body if row not in block.groups]
    for column in columns:
        header = region_header(column.header)
        numbered = column.role in (Role.REGION_CODE, Role.ID) and column.span == 1
        if header is None or not numbered or len(header.levels) != 1:
            continue
        level = header.levels[0]
        texts = [text for row in rows if (text := _digits(sheet, row, column))]
        if level in parts or not texts or any(len(text) > _DIGITS[level] for text in texts):
            return {}
        parts[level] = column
    first = 1 if 1 in parts else level_of(home) + 1 if home else 0
    whole = sorted(parts) == list(range(first, first + len(parts))) and first > 0
    return parts if whole and max(parts, default=0) > 1 else {}


def _digits(sheet: Sheet, row: int, column: Column) -> str:
    return cell_text(sheet.value(row, column.index)).strip().removesuffix(".0")


def _part(sheet: Sheet, row: int, column: Column, level: int) -> str:
    """Return a part with its leading zeros, empty text where a cell is none."""
    text = _digits(sheet, row, column)
    width = 3 if level == 3 and len(text) == 3 else {3: 2, 4: 4}.get(level, 2)
    return text.zfill(width) if re.fullmatch(r"\d+", text) else ""
