"""A few cells far away from all others, typed by mistake: they do not keep a workbook from being read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from itertools import pairwise

from rupadata.model.source import column_index

MAX_CELLS = 5
"""More cells than these are no mistake but a part of the sheet."""
_GAP = 1_000
_COLUMN_GAP = 100
_MAX_BYTES = 50_000_000
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,4})(\d{1,9})"[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)


def without_stray_cells(data: bytes) -> tuple[bytes, dict[str, tuple[str, ...]]]:
    """Return an xlsx without the few cells that stand far from all others, and these by the sheet's path."""
    source = zipfile.ZipFile(io.BytesIO(data))
    changed: dict[str, bytes] = {}
    found: dict[str, tuple[str, ...]] = {}
    for info in source.infolist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", info.filename) or info.file_size > _MAX_BYTES:
            continue
        xml = source.read(info)
        shorter, stray = _cut(xml)
        if stray:
            changed[info.filename], found[info.filename] = shorter, stray
    if not found:
        return data, {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, changed.get(info.filename) or source.read(info))
    return out.getvalue(), found


def _cut(xml: bytes) -> tuple[bytes, tuple[str, ...]]:
    filled = [(int(cell[2]), cell[1].decode(), cell) for cell in _CELL.finditer(xml) if cell[3]]
    last_row = _end_of_all([row for row, *_ in filled], _GAP)
    last_column = _end_of_all([column_index(letters) for _, letters, _ in filled], _COLUMN_GAP)
    stray = [
        (row, letters) for row, letters, _ in filled if row > last_row or column_index(letters) > last_column
    ]
    if not stray or len(stray) > MAX_CELLS:
        return xml, ()
    xml = _ROW.sub(lambda row: b"" if int(row[1]) > last_row else row[0], xml)
    xml = _CELL.sub(lambda cell: b"" if column_index(cell[1].decode()) > last_column else cell[0], xml)
    return xml, tuple(f"{letters}{row}" for row, letters in stray)


def _end_of_all(places: Sequence[int], gap: int) -> int:
    """Return the last place before a gap behind which only a few stand; the very last where there is none."""
    ordered = sorted(places)
    for at, (before, after) in enumerate(pairwise(ordered), 1):
        if after - before > gap and len(ordered) - at <= MAX_CELLS:
            return before
    return ordered[-1] if ordered else 0
