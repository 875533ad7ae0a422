"""What cells of xlsx and ods workbooks show beyond their value: percent, decimals, indents, errors."""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import polars as pl
from lxml import etree
from msgspec import Struct, field

from rupadata.limits import current_limits
from rupadata.tables.opening.refusals import (
    DAMAGED,
    damaged,
    repeats_too_much,
    spans_too_much,
    text_too_long,
    too_large,
)
from rupadata.tables.sheet import CellFormat, Merge

MAX_CELLS_WITH_FORMATS = 12_000_000  # bytes of sheet XML up to which shown decimals and indents are read

MAX_CONTENT = 20_000_000  # bytes of an OpenDocument sheet up to which its tree is built

LAST_COLUMN = 16_384

_BLANK = re.compile(rb"<(?:c|row) [^>]*/>")
_STYLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"(?: [^>]*?)?\bs="(\d+)"[^>/]*>')
_LONGEST_FORMAT = 255
"""Characters that a number format may have in Excel."""
_MANY_BLANKS = 1000
_MANY_REPEATED = 100_000
_REPEATS = 50
"""Filled cells that a sheet may make of few: this many, or this many times those that are written."""
_MANY_STYLES = 200
"""So many percentage styles are not looked for one by one in a text of many megabytes."""
_LONG_REFERENCE = re.compile(rb'r="(?:[A-Z]{4}|[A-Z]{0,3}\d{7})')
"""A cell beyond column ZZZ, or beyond row 999,999."""
_FAR_CELL = r'r="(?:[A-Z]{2}|[A-Z]?(?:[3-9]\d{5}|\d{7}))'
"""A cell beyond column Z or row 299,999: without one, no sheet spans too much for the few cells it has."""
_BEGINNING = 65_536
_PIECE = 4_000_000
"""Bytes of a sheet that are looked over at once."""
_MOST_DIGITS = 18
_ALL_SPACES = 10**12
"""What counts as all spaces that a text could have."""
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)


class SheetFormats(Struct, frozen=True):
    """What the file says of a sheet's cells besides their values."""

    cells: Mapping[tuple[int, int], CellFormat] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


BUILTIN_DECIMALS = {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2, 37: 0, 38: 0, 39: 2, 40: 2}


def format_of(code: str) -> tuple[bool, int | None]:
    """Return whether a number format is a percentage and how many decimals it shows."""
    if len(code) > _LONGEST_FORMAT:
        return False, None
    section = code.split(";")[0]
    section = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", section)
    if re.search(r"[ymdhs]", section, re.I) or section.casefold() == "general" or "0" not in section:
        return "%" in section, None
    decimals = re.search(r"\.(0+)", section)
    if "#" in section.partition(".")[2]:
        return "%" in section, None
    return "%" in section, len(decimals[1]) if decimals else 0


def xlsx_formats(archive: zipfile.ZipFile, *, percent_only: bool = False) -> dict[str, SheetFormats]:
    """Return, by sheet name, the cells whose format says more than their value."""
    shown = _styles_or_none(archive)
    try:
        names = xlsx_sheet_paths(archive)
    except (*DAMAGED, KeyError, etree.XMLSyntaxError):
        names = {}
    _check_unlisted(archive, set(names.values()))
    out: dict[str, SheetFormats] = {}
    for name, path in names.items():
        try:
            info = archive.getinfo(path)
            xml = archive.read(path)
            if xml.count(b"/>") > _MANY_BLANKS:
                xml = _BLANK.sub(b"", xml)
        except (*DAMAGED, KeyError):
            continue
        check_extent(name, xml)
        wanted = shown
        if percent_only or info.file_size > MAX_CELLS_WITH_FORMATS:
            wanted = _percent_styles(shown)
        out[name] = SheetFormats(_scan_cells(xml, wanted), (), *_scan_hidden(xml))
    return out


def _styles_or_none(archive: zipfile.ZipFile) -> dict[str, CellFormat]:
    """Return the styles of an xlsx; none where it has none that can be read."""
    try:
        return _xlsx_styles(archive)
    except (*DAMAGED, KeyError, etree.XMLSyntaxError):
        return {}


def _check_unlisted(archive: zipfile.ZipFile, listed: set[str]) -> None:
    """Check the extent of sheets that no list names: a reader may find them all the same."""
    for path in archive.namelist():
        if path.startswith("xl/worksheets/") and path.endswith(".xml") and path not in listed:
            with contextlib.suppress(*DAMAGED, KeyError):
                check_extent(path.rpartition("/")[2], archive.read(path))


def _scan_hidden(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Return the rows and the columns that an xlsx sheet does not show."""
    if b"hidden=" not in xml:
        return frozenset(), frozenset()
    rows = {int(row) - 1 for row in re.findall(rb'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"', xml)}
    columns: set[int] = set()
    for tag in re.findall(rb'<col [^>]*\bhidden="(?:1|true)"[^>]*>', xml):
        ends = [re.search(rb'\b%s="(\d{1,5})"' % side, tag) for side in (b"min", b"max")]
        if ends[0] and ends[1]:
            columns.update(range(int(ends[0][1]) - 1, min(int(ends[1][1]), LAST_COLUMN)))
    return frozenset(rows), frozenset(columns)


def _xlsx_styles(archive: zipfile.ZipFile) -> dict[str, CellFormat]:
    """Return the cell styles that say more than a value, by their number as cells name it."""
    styles = etree.fromstring(archive.read("xl/styles.xml"), _XML)
    if styles is None:
        raise KeyError("xl/styles.xml")
    space = {"m": styles.nsmap.get(None, "http://schemas.openxmlformats.org/spreadsheetml/2006/main")}
    custom = {
        int(node.get("numFmtId", "0")): node.get("formatCode", "")
        for node in styles.iterfind(".//m:numFmts/m:numFmt", space)
    }
    shown: dict[str, CellFormat] = {}
    for position, xf in enumerate(styles.iterfind(".//m:cellXfs/m:xf", space)):
        number = int(xf.get("numFmtId", "0") or 0)
        percent, decimals = (number in (9, 10), BUILTIN_DECIMALS.get(number))
        if number in custom:
            percent, decimals = format_of(custom[number])
        alignment = xf.find("m:alignment", space)
        indent = int(alignment.get("indent", "0") or 0) if alignment is not None else 0
        if percent or decimals is not None or indent:
            shown[str(position)] = CellFormat(percent, decimals, indent)
    return shown


def _percent_styles(styles: Mapping[str, CellFormat]) -> dict[str, CellFormat]:
    return {number: style for number, style in styles.items() if style.percent}


def is_surely_plain(archive: zipfile.ZipFile) -> bool:
    """Tell at a glance whether an xlsx has one sheet, without far cells or percentages.

    The sheet goes by in pieces: one is looked over while the next is unpacked. What is not surely plain
    may still be, and every member is whole when the answer is yes.

    Raises one of `DAMAGED` for a member that is not what the archive says.
    """
    try:
        percent = _percent_styles(_xlsx_styles(archive))
        paths = list(xlsx_sheet_paths(archive).values())
    except (KeyError, etree.XMLSyntaxError):
        return False
    if len(paths) != 1 or paths[0] not in archive.namelist() or len(percent) > _MANY_STYLES:
        return False
    suspect = _FAR_CELL + (f'|s="(?:{"|".join(percent)})"' if percent else "")
    for info in archive.infolist():
        if info.filename != paths[0]:
            archive.read(info)
    with archive.open(paths[0]) as sheet, ThreadPoolExecutor(1) as beside:
        kept, looks = b"", []
        while piece := sheet.read(_PIECE):
            whole, mark, kept = (kept + piece).rpartition(b">")
            if not mark:
                return False
            looks.append(beside.submit(_contains, whole, suspect))
        return not any(look.result() for look in looks)


def first_filled(archive: zipfile.ZipFile) -> tuple[int, int] | None:
    """Return row and column, from 0, of the first filled cell of the first sheet; None when none is near."""
    try:
        with archive.open(next(iter(xlsx_sheet_paths(archive).values()))) as sheet:
            begin = sheet.read(_BEGINNING)
    except (*DAMAGED, KeyError, StopIteration, etree.XMLSyntaxError):
        return None
    match = re.search(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)><(?:v|is|f)\b', begin)
    return (int(match[2]) - 1, _column_index(match[1].decode()) - 1) if match else None


def _contains(xml: bytes, pattern: str) -> bool:
    """Tell whether a pattern is found in a text; a text that cannot be read counts as one that has it."""
    try:
        return bool(pl.Series([xml]).cast(pl.String).str.contains(pattern)[0])
    except pl.exceptions.PolarsError:
        return True


def check_extent(name: str, xml: bytes) -> None:
    """Refuse a sheet whose outermost cells span more than memory holds, before anything is allocated.

    Each look goes over the whole text, so the exact corner is sought only where cheap bounds do not do.
    """
    filled = xml.count(b"<v>") + xml.count(b"<is>")
    narrow = not re.search(rb'r="[A-Z]{2}', xml)
    if narrow and _LONG_REFERENCE.search(xml) is None:
        # At most a million rows of 26 columns fit, wherever they say they are; is it far too much paper?
        rows = max(map(int, re.findall(rb'<row r="(\d+)"', xml)), default=1)
        if not spans_too_much(rows, 26, filled):
            return
    height, width = _corner(xml)
    if height > 99_999_999 or width > 26**3:
        raise damaged()
    if spans_too_much(height, width, filled):
        raise too_large(height, width, name)


def _corner(xml: bytes) -> tuple[int, int]:
    """Return the last row and column that any cell claims to stand in."""
    rows = set(re.findall(rb'r="[A-Z]*(\d{1,9})', xml))
    columns = set(re.findall(rb'<c r="([A-Z]{1,4})', xml))
    width = max((_column_index(own.decode()) for own in columns), default=1)
    return max(map(int, rows), default=1), width


def shows_percent(archive: zipfile.ZipFile) -> bool:
    """Tell whether any filled cell of an xlsx is shown as a percentage."""
    return any(
        cell.percent
        for sheet in xlsx_formats(archive, percent_only=True).values()
        for cell in sheet.cells.values()
    )


def _scan_cells(xml: bytes, wanted: Mapping[str, CellFormat]) -> dict[tuple[int, int], CellFormat]:
    cells: dict[tuple[int, int], CellFormat] = {}
    if wanted:
        by_number = {number.encode(): style for number, style in wanted.items()}
        for match in _STYLED_CELL.finditer(xml):
            if (style := by_number.get(match[3])) is not None:
                cells[int(match[2]) - 1, _column_index(match[1].decode()) - 1] = style
    if b't="e"' in xml:
        for match in re.finditer(
            rb'<c r="([A-Z]{1,3})(\d+)"[^>]*t="e"[^>]*>(?:<f[^>]*>.*?</f>|<f[^>]*/>)?<v>([^<]*)</v>', xml
        ):
            place = int(match[2]) - 1, _column_index(match[1].decode()) - 1
            cells[place] = CellFormat(error=match[3].decode("utf-8", "replace"))
    if b"</f></c>" in xml or b"/></c>" in xml:
        for match in re.finditer(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*(?:/>|>([^<]*)</f>)</c>', xml):
            place = int(match[2]) - 1, _column_index(match[1].decode()) - 1
            cells[place] = CellFormat(error="=" + (match[3] or b"").decode("utf-8", "replace"))
    return cells


@lru_cache(maxsize=20000)
def _column_index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def xlsx_sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the paths of the sheets in an xlsx by their names."""
    book = etree.fromstring(archive.read("xl/workbook.xml"), _XML)
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _XML)
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    out = {}
    for sheet in book.iter("{*}sheet"):
        link_id = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(link_id, "")
        if target:
            out[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return out


def ods_formats(archive: zipfile.ZipFile) -> dict[str, SheetFormats]:
    """Return, by sheet name, what cells of an OpenDocument spreadsheet show."""
    roots = []
    for member in ("content.xml", "styles.xml"):
        try:
            text = archive.read(member)
        except (*DAMAGED, KeyError):
            continue
        if len(text) > MAX_CONTENT:
            return {}
        if (root := etree.fromstring(text, _XML)) is not None:
            roots.append(root)
    # One element may stand for any number of spaces, and the native reader writes them all.
    spaces = sum(
        _count(_attributes(one).get("c"), _ALL_SPACES) for root in roots for one in root.iter("{*}s")
    )
    if spaces > current_limits().text_letters:
        raise text_too_long(spaces)
    styles = _ods_styles(roots)
    tables = roots[0].iter("{*}table") if roots else ()
    return {_attributes(table).get("name", ""): _ods_table(table, styles) for table in tables}


def _attributes(node: etree._Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2]: str(value) for key, value in node.attrib.items()}


def _count(text: str | None, limit: int) -> int:
    if not text or not text.isdecimal():
        return 1
    return limit if len(text) > _MOST_DIGITS else min(int(text), limit)


def _ods_styles(roots: Sequence[etree._Element]) -> dict[str, CellFormat]:
    """Return what the named cell styles show."""
    numbers: dict[str, tuple[bool, int | None]] = {}
    for tag in ("number-style", "percentage-style", "currency-style"):
        for node in (node for root in roots for node in root.iter(f"{{*}}{tag}")):
            number = node.find("{*}number")
            places = None if number is None else _attributes(number).get("decimal-places")
            shown = int(places) if places and places.isdigit() else None
            numbers[_attributes(node).get("name", "")] = tag == "percentage-style", shown
    styles = {}
    for node in (node for root in roots for node in root.iter("{*}style")):
        own = _attributes(node)
        if own.get("family") != "table-cell":
            continue
        percent, decimals = numbers.get(own.get("data-style-name", ""), (False, None))
        paragraph = node.find("{*}paragraph-properties")
        margin = "" if paragraph is None else _attributes(paragraph).get("margin-left", "")
        size = re.fullmatch(r"(\d+(?:\.\d+)?)(cm|mm|in|pt)", margin)
        indent = round(float(size[1]) * _CENTIMETRES[size[2]] / 0.35) if size else 0
        if percent or decimals is not None or indent:
            styles[own.get("name", "")] = CellFormat(percent, decimals, indent)
    return styles


def _ods_table(table: etree._Element, styles: Mapping[str, CellFormat]) -> SheetFormats:
    cells: dict[tuple[int, int], CellFormat] = {}
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    column_index = 0
    for column in table.iter("{*}table-column"):
        repeat = _count(_attributes(column).get("number-columns-repeated"), LAST_COLUMN)
        if _is_hidden(column):
            hidden_columns.update(range(column_index, column_index + repeat))
        column_index += repeat
    row_index = written = expanded = 0
    for row in table.iter("{*}table-row"):
        column_index = 0
        rows = _count(_attributes(row).get("number-rows-repeated"), 10_000_000)
        if _is_hidden(row):
            hidden_rows.update(range(row_index, row_index + min(rows, 100_000)))
        for cell in row:
            own = _attributes(cell)
            repeat = _count(own.get("number-columns-repeated"), 1_000_000)
            shown = _ods_cell(cell, own, styles)
            if len(cell) or "value" in own:
                written += 1
                expanded += rows * repeat
            if shown is not None:
                for offset in range(min(repeat, 1000)):
                    cells[row_index, column_index + offset] = shown
            height, width = (_count(own.get(f"number-{of}-spanned"), 100_000) for of in ("rows", "columns"))
            if height > 1 or width > 1:
                merges.append((row_index, column_index, row_index + height - 1, column_index + width - 1))
            column_index += repeat
        row_index += rows
    if expanded > _MANY_REPEATED and expanded > _REPEATS * written:
        raise repeats_too_much(expanded, _attributes(table).get("name", ""))
    return SheetFormats(cells, tuple(merges), frozenset(hidden_rows), frozenset(hidden_columns))


def _is_hidden(node: etree._Element) -> bool:
    return _attributes(node).get("visibility", "visible") != "visible"


def _ods_cell(
    cell: etree._Element, own: Mapping[str, str], styles: Mapping[str, CellFormat]
) -> CellFormat | None:
    if cell.get(_CALC_TYPE) == "error":
        return CellFormat(error="".join(cell.itertext()).strip() or "#N/A")
    known = styles.get(own.get("style-name", ""))
    if own.get("value-type") == "percentage":
        return CellFormat(percent=True, decimals=known.decimals if known else None)
    if own.get("value-type") is None:
        return None
    return known
