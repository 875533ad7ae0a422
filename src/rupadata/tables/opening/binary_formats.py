"""What cells of binary workbooks (xls, xlsb) show beyond their value: percent, decimals, indents, errors,
merges."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping

from rupadata.tables.opening.cell_formats import BUILTIN_DECIMALS, LAST_COLUMN, SheetFormats, format_of
from rupadata.tables.opening.refusals import damaged, spans_too_much, too_large
from rupadata.tables.sheet import CellFormat, Merge

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of a chain, free, tables of sectors."""


def xls_formats(data: bytes) -> dict[str, SheetFormats]:
    """Return, by sheet name, what cells of a BIFF5 or BIFF8 workbook show."""
    try:
        stream = _workbook_stream(data)
    except (struct.error, IndexError, ValueError) as error:
        raise damaged() from error
    if not stream:
        raise damaged()
    return _read_biff(stream)


def xlsb_formats(archive: zipfile.ZipFile) -> dict[str, SheetFormats]:
    """Return, by sheet name, what cells of a binary workbook in a zip show."""
    styles = _xlsb_styles(archive)
    links = archive.read("xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = {
        own[1]: target[1]
        for link in re.findall(r"<Relationship\b[^>]*>", links)
        if (own := re.search(r'\bId="([^"]*)"', link))
        and (target := re.search(r'\bTarget="/?(?:xl/)?([^"]*)"', link))
    }
    out = {}
    for kind, content in _xlsb_records(archive.read("xl/workbook.bin")):
        if kind == 156:
            link_id, rest = _wide_string(content, 8)
            name, _ = _wide_string(content, rest)
            out[name] = _xlsb_sheet(archive.read(f"xl/{targets[link_id]}"), styles)
    return out


def _shown(number: int, codes: Mapping[int, str], indent: int) -> CellFormat | None:
    percent, decimals = number in (9, 10), BUILTIN_DECIMALS.get(number)
    if number in codes:
        percent, decimals = format_of(codes[number])
    return CellFormat(percent, decimals, indent) if percent or decimals is not None or indent else None


def _xlsb_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(content):
        kind = content[place]
        place += 1
        if kind & 128:
            kind = kind & 127 | (content[place] & 127) << 7
            place += 1
        size = 0
        for shift in (0, 7, 14, 21):
            size |= (content[place] & 127) << shift
            place += 1
            if not content[place - 1] & 128:
                break
        yield kind, content[place : place + size]
        place += size


def _wide_string(content: bytes, place: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<I", content, place)
    end = place + 4 + 2 * count
    return content[place + 4 : end].decode("utf-16-le", "replace"), end


def _xlsb_styles(archive: zipfile.ZipFile) -> dict[int, CellFormat]:
    if "xl/styles.bin" not in archive.namelist():
        return {}
    codes: dict[int, str] = {}
    styles: dict[int, CellFormat] = {}
    within, position = False, 0
    for kind, content in _xlsb_records(archive.read("xl/styles.bin")):
        if kind == 44:
            codes[struct.unpack_from("<H", content)[0]] = _wide_string(content, 2)[0]
        elif kind in (617, 618):
            within = kind == 617
        elif kind == 47 and within:
            shown = _shown(struct.unpack_from("<H", content, 2)[0], codes, content[11])
            if shown is not None:
                styles[position] = shown
            position += 1
    return styles


def _xlsb_sheet(content: bytes, styles: Mapping[int, CellFormat]) -> SheetFormats:
    cells: dict[tuple[int, int], CellFormat] = {}
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row = height = width = filled = 0
    for kind, record in _xlsb_records(content):
        if kind == 0:
            (row,) = struct.unpack_from("<I", record)
            if row >= 1 << 20:
                raise damaged()
            if len(record) > 11 and record[11] & 16:
                hidden_rows.add(row)
        elif kind <= 11:
            column, style = struct.unpack_from("<2I", record)
            if column >= 1 << 14:
                raise damaged()
            filled += kind != 1
            height, width = max(height, row + 1), max(width, column + 1)
            if kind in (3, 11):
                cells[row, column] = CellFormat(error=_ERRORS.get(record[8], "#N/A"))
            elif style & 0xFFFFFF in styles and kind != 1:
                cells[row, column] = styles[style & 0xFFFFFF]
        elif kind == 176:
            top, low, left, right = struct.unpack_from("<4I", record)
            merges.append((top, left, low, right))
        elif kind == 60 and len(record) > 16 and record[16] & 1:
            left, right = struct.unpack_from("<2I", record)
            hidden_columns.update(range(left, min(right + 1, LAST_COLUMN)))
    if spans_too_much(height, width, filled):
        raise too_large(height, width)
    return SheetFormats(cells, tuple(merges), frozenset(hidden_rows), frozenset(hidden_columns))


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream of the workbook out of the compound file that holds it."""
    sector, short = 1 << struct.unpack_from("<H", data, 30)[0], 1 << struct.unpack_from("<H", data, 32)[0]
    if not 64 <= sector <= 65536 or not 16 <= short <= sector:
        raise ValueError("no compound file")
    tables = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    while more < _FREE and len(tables) * sector <= len(data):
        *numbers, more = struct.unpack_from(f"<{sector // 4}I", data, (more + 1) * sector)
        tables += numbers
    chain: list[int] = []
    for table in tables:
        if table < _FREE and (table + 2) * sector <= len(data):
            chain += struct.unpack_from(f"<{sector // 4}I", data, (table + 1) * sector)

    def follow(start: int, links: list[int], size: int, source: bytes, offset: int) -> bytes:
        parts, seen = [], 0
        while start < _FREE and seen * size <= len(source):
            parts.append(source[offset + start * size : offset + (start + 1) * size])
            start = links[start]
            seen += 1
        return b"".join(parts)

    directory = follow(struct.unpack_from("<I", data, 48)[0], chain, sector, data, sector)
    entries = {
        directory[at : at + max(0, struct.unpack_from("<H", directory, at + 64)[0] - 2)].decode(
            "utf-16-le", "replace"
        ): struct.unpack_from("<IQ", directory, at + 116)
        for at in range(0, len(directory) - 127, 128)
    }
    if any(size & 0xFFFFFFFF > len(data) or size >> 40 for _, size in entries.values()):
        raise ValueError("a stream longer than its file")
    start, length = entries.get("Workbook") or entries.get("Book") or (_FREE, 0)
    if length >= struct.unpack_from("<I", data, 56)[0]:
        return follow(start, chain, sector, data, sector)[:length]
    shorts = follow(struct.unpack_from("<I", data, 60)[0], chain, sector, data, sector)
    links = list(struct.unpack(f"<{len(shorts) // 4}I", shorts[: len(shorts) // 4 * 4]))
    root = follow(entries.get("Root Entry", (_FREE, 0))[0], chain, sector, data, sector)
    return follow(start, links, short, root, 0)[:length]


def _biff_records(stream: bytes, place: int = 0) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _read_biff(stream: bytes) -> dict[str, SheetFormats]:
    codes: dict[int, str] = {}
    formats: list[tuple[int, int]] = []
    sheets: list[tuple[str, int]] = []
    wide = True
    for kind, record in _biff_records(stream):
        if kind == 0x809 and not sheets and not formats:
            wide = struct.unpack_from("<H", record)[0] >= 0x600
        elif kind == 0x41E:
            codes[struct.unpack_from("<H", record)[0]] = _biff_text(record[2:], wide, 2 if wide else 1)
        elif kind == 0xE0:
            formats.append((struct.unpack_from("<H", record, 2)[0], record[8] & 15 if wide else 0))
        elif kind == 0x85:
            sheets.append((_biff_text(record[6:], wide, 1), struct.unpack_from("<I", record)[0]))
        elif kind == 0x0A:
            break
    styles = {
        position: shown
        for position, (number, indent) in enumerate(formats)
        if (shown := _shown(number, codes, indent)) is not None
    }
    return {name: _biff_sheet(stream, place, styles) for name, place in sheets}


def _biff_text(record: bytes, wide: bool, size_of_length: int) -> str:
    count = int.from_bytes(record[:size_of_length], "little")
    if not wide:
        return record[size_of_length : size_of_length + count].decode("cp1252", "replace")
    start = size_of_length + 1
    if record[size_of_length] & 1:
        return record[start : start + 2 * count].decode("utf-16-le", "replace")
    return record[start : start + count].decode("latin-1")


def _biff_sheet(stream: bytes, place: int, styles: Mapping[int, CellFormat]) -> SheetFormats:
    cells: dict[tuple[int, int], CellFormat] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, record in _biff_records(stream, place):
        if kind == 0x0A:
            break
        if kind == 0x200:
            top, low, left, right = struct.unpack_from("<2I2H" if len(record) >= 14 else "<4H", record)
            if top > low or left > right or low > 1 << 16 or right > 1 << 8:
                raise damaged()
        if kind in (0x203, 0x27E, 0x06, 0xFD, 0x204, 0x205):
            row, column, style = struct.unpack_from("<3H", record)
            if column > 255:
                raise damaged()
            if (kind == 0x205 and record[7]) or (
                kind == 0x06 and record[6] == 2 and record[12:14] == b"\xff\xff"
            ):
                cells[row, column] = CellFormat(error=_ERRORS.get(record[6 if kind == 0x205 else 8], "#N/A"))
            elif style in styles:
                cells[row, column] = styles[style]
        elif kind == 0xBD:
            row, column = struct.unpack_from("<2H", record)
            for offset in range(4, len(record) - 5, 6):
                (style,) = struct.unpack_from("<H", record, offset)
                if style in styles:
                    cells[row, column + (offset - 4) // 6] = styles[style]
        elif kind == 0x208 and len(record) > 12 and record[12] & 32:
            hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == 0x7D and len(record) > 8 and record[8] & 1:
            left, right = struct.unpack_from("<2H", record)
            hidden_columns.update(range(left, min(right, 255) + 1))
    return SheetFormats(cells, (), frozenset(hidden_rows), frozenset(hidden_columns))
