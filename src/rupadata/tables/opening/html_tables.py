"""HTML tables, also those saved with the ending `.xls`, as sheets."""

from __future__ import annotations

import contextlib
import re
from typing import NamedTuple

from lxml import etree, html

from rupadata.limits import current_limits
from rupadata.tables.opening.delimited import decode
from rupadata.tables.opening.refusals import refuse, too_large, too_wide
from rupadata.tables.sheet import CellFormat, Merge, Sheet

MAX_ROW_SPAN = 1000
MAX_COLUMN_SPAN = 300
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""


def read_markup(data: bytes | str) -> tuple[Sheet, ...]:
    """Return one sheet for each table of an HTML page; the four tables of a BPS page become one."""
    text = decode(data) if isinstance(data, bytes) else data
    text = _CONTROL.sub("", text)
    text = re.sub(r"<!DOCTYPE[^>\[]*(\[.*?\])?[^>]*>", "", text, count=1, flags=re.S | re.I)
    text = re.sub(r"<\?xml[^>]*\?>", "", text)
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:3000] and "<Workbook" in text:
        return _read_spreadsheet_xml(text)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, etree.ParserError) as error:
        raise refuse(
            "file-damaged",
            id="HTML tidak dapat diurai.",
            en="The HTML cannot be parsed.",
            hint_id="Unduh ulang halamannya.",
            hint_en="Download the page again.",
        ) from error
    tables = [] if root is None else [table for table in root.iter("table") if table.find(".//table") is None]
    if not tables:
        raise refuse(
            "no-table",
            id="Tidak ada tabel di halaman ini.",
            en="There is no table on this page.",
            hint_id="Simpan halaman yang memuat tabelnya, atau salin tabelnya ke XLSX.",
            hint_en="Save the page that holds the table, or copy the table to XLSX.",
        )
    if len(tables) > current_limits().tables:
        raise refuse(
            "file-too-large",
            id=f"Halaman memuat {len(tables)} tabel.",
            en=f"The page holds {len(tables)} tables.",
            hint_id="Simpan tabel yang diperlukan saja.",
            hint_en="Save only the tables that are needed.",
        )
    grids = [_read_grid(table) for table in tables]
    assembled = _assemble_four(grids)
    if assembled:
        return assembled
    sheets = []
    for position, (table, grid) in enumerate(zip(tables, grids)):
        if not any(any(cell for cell in row) for row in grid.rows):
            continue
        caption = table.find("caption")
        title = _text(caption) if caption is not None else _heading_before(table)
        name = "" if len(tables) == 1 else f"tabel {position + 1}"
        sheets.append(
            Sheet(
                name,
                grid.rows,
                grid.merges,
                {place: CellFormat(indent=indent) for place, indent in grid.indents.items()},
                title=title,
                text_numbers=True,
                around=_headings_above(table),
            )
        )
    return tuple(sheets)


def _text(node: etree._Element) -> str:
    for br in node.iter("br"):
        br.tail = "\n" + (br.tail or "")
    for sup in node.iter("sup"):
        if sup.text and re.fullmatch(r"\s*[\d*a-z]{1,2}\)?\s*", sup.text):
            sup.text = ""
    raw = "".join(node.itertext())
    return "\n".join(" ".join(line.split()) for line in raw.split("\n") if line.strip())


def _heading_before(table: etree._Element) -> str:
    node = table.getprevious()
    if (
        node is not None
        and isinstance(node.tag, str)
        and node.tag in ("h1", "h2", "h3", "h4", "h5", "p", "div", "b", "center", "strong")
    ):
        text = " ".join(_text(node).split())
        if 3 < len(text) < 300:
            return text
    return ""


def _headings_above(table: etree._Element) -> str:
    """Return the headings of the page above a table, from top to bottom."""
    found = table.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4]")
    texts = [" ".join(_text(node).split()) for node in found[-_MOST_HEADINGS:]]
    return "\n".join(text for text in texts if text)[:600]


_MOST_HEADINGS = 6


class Grid(NamedTuple):
    """The cells of a table, its merges, and how far texts are set in, in steps of a few pixels."""

    rows: list[list[str]]
    merges: tuple[Merge, ...]
    indents: dict[tuple[int, int], int]


_SET_IN = re.compile(
    r"(?:padding-left|margin-left|text-indent)\s*:\s*(\d+(?:\.\d+)?)\s*(px|em|rem|pt)?", re.I
)
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_STEP = 8
"""Pixels of one step of indentation; two hard blanks are about one."""


def _indent(cell: etree._Element) -> int:
    """Return how far the text of a cell is set in, by its style or by hard blanks before it."""
    styles = [cell.get("style") or "", *(child.get("style") or "" for child in cell[:1])]
    pixels = sum(
        float(m[1]) * _PIXELS[(m[2] or "").lower()] for style in styles for m in _SET_IN.finditer(style)
    )
    raw = "".join(cell.itertext()).lstrip("\r\n\t ")
    return round(pixels / _STEP) + (len(raw) - len(raw.lstrip("\u00a0"))) // 2


def _read_grid(table: etree._Element) -> Grid:
    rows: list[dict[int, str]] = []
    indents: dict[tuple[int, int], int] = {}
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    lines = list(table.iter("tr"))
    limits = current_limits()
    for r, tr in enumerate(lines):
        cells: dict[int, str] = {}
        column = 0
        for cell in tr:
            if cell.tag not in ("td", "th"):
                continue
            while (r, column) in taken:
                column += 1
            height = min(_span(cell.get("rowspan")), MAX_ROW_SPAN, len(lines) - r)
            width = min(_span(cell.get("colspan")), MAX_COLUMN_SPAN)
            cells[column] = _text(cell)
            if indent := _indent(cell):
                indents[r, column] = indent
            if height > 1 or width > 1:
                merges.append((r, column, r + height - 1, column + width - 1))
                if height > 1:
                    taken.update((r + dr, column + dc) for dr in range(1, height) for dc in range(width))
            column += width
            if column > limits.columns:
                raise too_wide(column)
            if len(taken) > limits.cells // 20:
                raise too_large(len(lines), column)
        rows.append(cells)
    width = max((max(row, default=-1) for row in rows), default=-1) + 1
    merges = [(a, b, min(c, len(rows) - 1), d) for a, b, c, d in merges]
    width = max(width, max((m[3] for m in merges), default=-1) + 1)
    if len(rows) * width > limits.cells // 4:
        raise too_large(len(rows), width)
    return Grid([[row.get(c, "") for c in range(width)] for row in rows], tuple(merges), indents)


def _span(text: str | None) -> int:
    match = re.match(r"\s*(\d+)", text or "")
    return max(1, int(match[1])) if match else 1


def _assemble_four(grids: list[Grid]) -> tuple[Sheet, ...]:
    """Join corner, labels, header and data of a page with frozen panes into the table that people see."""
    if len(grids) % 4 or not grids:
        return ()
    sheets = []
    for start in range(0, len(grids), 4):
        corner, labels, header, body = (grids[start + i] for i in range(4))
        if len(labels[0]) != len(body[0]) or len(corner[0]) > max(1, len(header[0])):
            return ()
        label_width = max((len(row) for row in labels[0]), default=0)
        header_width = max((len(row) for row in header[0]), default=0)
        body_width = max((len(row) for row in body[0]), default=0)
        if not label_width or header_width != body_width:
            return ()
        height = len(header[0])
        rows: list[list[str]] = []
        for r in range(height):
            left = list(corner[0][r]) if r < len(corner[0]) else []
            left += [""] * (label_width - len(left))
            rows.append(left[:label_width] + header[0][r])
        for left, right in zip(labels[0], body[0]):
            rows.append(left + [""] * (label_width - len(left)) + right)
        merges = [(0, 0, height - 1, label_width - 1)] if height > 1 else []
        merges += [(a, b + label_width, c, d + label_width) for a, b, c, d in header[1]]
        sheets.append(Sheet("", rows, tuple(merges), text_numbers=True))
    return tuple(sheets)


def _read_spreadsheet_xml(text: str) -> tuple[Sheet, ...]:
    """Read the XML that Excel 2003 saves."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8"), parser)
    sheets = []
    area = 0
    for sheet in [] if root is None else root.iter("{*}Worksheet"):
        name = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("Name")), "")
        rows: list[list[str | float]] = []
        for row in sheet.iter("{*}Row"):
            index = next((int(v) for k, v in row.attrib.items() if str(k).endswith("Index")), len(rows) + 1)
            while len(rows) < min(index - 1, 100_000):
                rows.append([])
            cells: list[str | float] = []
            for cell in row.iter("{*}Cell"):
                at = next(
                    (int(v) for k, v in cell.attrib.items() if str(k).endswith("Index")), len(cells) + 1
                )
                cells.extend([""] * (min(at - 1, 16384) - len(cells)))
                data = cell.find("{*}Data")
                value: str | float = "" if data is None else "".join(data.itertext())
                kind = (
                    ""
                    if data is None
                    else next((str(v) for k, v in data.attrib.items() if str(k).endswith("Type")), "")
                )
                if kind == "Number" and isinstance(value, str):
                    with contextlib.suppress(ValueError):
                        value = float(value)
                cells.append(value)
            rows.append(cells)
            area += len(cells)
            if area > current_limits().cells // 4:
                raise too_large(len(rows), len(cells), name)
        sheets.append(Sheet(name, rows))
    return tuple(sheets)
