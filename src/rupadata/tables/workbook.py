"""Open a spreadsheet of any format (xlsx, xlsm, xls, xlsb, ods) as sheets."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from lxml import etree
from python_calamine import CalamineWorkbook

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.tables.sheet import CellFormat, CellValue, Merge, Sheet

MAX_UNPACKED = 600_000_000
MAX_RATIO = 400
MAX_AREA = 40_000_000
MAX_WIDTH = 2_000
MAX_CELLS_WITH_FORMATS = 12_000_000  # bytes of sheet XML up to which shown decimals and indents are read

_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)


def refuse(code: str, *, id: str, en: str, hint_id: str = "", hint_en: str = "") -> InputRefusedError:
    """Return the error for an input that cannot be used."""
    return InputRefusedError(say(id=id, en=en), code=code, hint=say(id=hint_id, en=hint_en))


def check_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip after checking that it is whole and no bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
        RuntimeError,
        IndexError,
    ) as error:
        raise refuse(
            "file-damaged",
            id="Berkas terpotong atau rusak.",
            en="The file is cut off or damaged.",
            hint_id="Salin atau unduh ulang berkasnya.",
            hint_en="Copy or download it again.",
        ) from error
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, len(data))
    if (
        unpacked > MAX_UNPACKED
        or (unpacked > 80_000_000 and unpacked / packed > MAX_RATIO)
        or len(infos) > 20_000
    ):
        raise refuse(
            "file-too-large",
            id=f"Isi berkas menjadi {unpacked / 1e6:.0f} MB setelah dibuka; itu tidak wajar.",
            en=f"The file unpacks to {unpacked / 1e6:.0f} MB, which is out of proportion.",
            hint_id="Simpan ulang sebagai XLSX atau CSV yang hanya memuat tabelnya.",
            hint_en="Save it again as XLSX or CSV with nothing but the table.",
        )
    return archive


def read_workbook(data: bytes, kind: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; `kind` is xlsx, xlsb, ods or xls."""
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked()
    formats: Mapping[str, Mapping[tuple[int, int], CellFormat]] = {}
    if kind in ("xlsx", "xlsb", "ods"):
        archive = check_archive(data)
        if kind == "xlsx":
            formats = _xlsx_formats(archive)
        elif kind == "ods":
            formats = _ods_formats(archive)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for index, name in enumerate(book.sheet_names):
            sheets.append(_read_sheet(book, index, name, formats.get(name, {})))
        return tuple(sheet for sheet in sheets if sheet is not None)
    except InputRefusedError:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        if "assword" in str(error):
            raise _locked() from error
        raise refuse(
            "file-damaged",
            id="Buku kerja tidak dapat dibuka; berkas rusak atau bukan jenis yang dikatakan namanya.",
            en="The workbook cannot be opened; it is damaged or not what its name says.",
            hint_id="Buka dengan aplikasi spreadsheet lalu simpan ulang sebagai XLSX.",
            hint_en="Open it in a spreadsheet program and save it again as XLSX.",
        ) from error


def _locked() -> InputRefusedError:
    return refuse(
        "file-locked",
        id="Buku kerja dilindungi kata sandi.",
        en="The workbook is protected by a password.",
        hint_id="Simpan salinan tanpa kata sandi.",
        hint_en="Save a copy without the password.",
    )


def _read_sheet(
    book: CalamineWorkbook, index: int, name: str, formats: Mapping[tuple[int, int], CellFormat]
) -> Sheet | None:
    try:
        sheet = book.get_sheet_by_index(index)
    except Exception:
        return None  # a chart sheet, a macro sheet
    if sheet.total_height * max(1, sheet.total_width) > MAX_AREA:
        raise refuse(
            "file-too-large",
            id=f'Lembar "{name}" terentang {sheet.total_height} baris x {sheet.total_width} kolom.',
            en=f'Sheet "{name}" spans {sheet.total_height} rows x {sheet.total_width} columns.',
            hint_id="Hapus sel kosong di luar tabel lalu simpan ulang.",
            hint_en="Delete the empty cells around the table and save it again.",
        )
    rows = cast("list[list[CellValue]]", sheet.to_python(skip_empty_area=False))
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    if sheet.total_width > MAX_WIDTH:
        rows = _trim(name, rows)
    merges: tuple[Merge, ...] = ()
    ranges = getattr(sheet, "merged_cell_ranges", None)
    if ranges:
        merges = tuple((a[0], a[1], b[0], b[1]) for a, b in ranges)
    for (row, column), shown in formats.items():
        if shown.error and row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown.error
    return Sheet(name, rows, merges, formats)


def _trim(name: str, rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """Cut blank columns at the right of a very wide sheet; refuse it when figures stand there."""
    width = max(
        (i + 1 for row in rows for i in range(len(row) - 1, MAX_WIDTH - 1, -1) if row[i] != ""),
        default=MAX_WIDTH,
    )
    if width > MAX_WIDTH:
        raise too_wide(width, name)
    return [row[:MAX_WIDTH] for row in rows]


def too_wide(width: int, sheet: str = "") -> InputRefusedError:
    """Return the error for a table of more columns than tables have."""
    where = f'"{sheet}" ' if sheet else ""
    return refuse(
        "table-too-wide",
        id=f"Tabel {where}terentang {width} kolom.",
        en=f"The table {where}spans {width} columns.",
        hint_id="Hapus sel di luar tabel, atau simpan datanya ke bawah, bukan ke samping.",
        hint_en="Delete cells outside of the table, or store the data downwards instead of sideways.",
    )


_BUILTIN_DECIMALS = {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2, 37: 0, 38: 0, 39: 2, 40: 2}


def _format_of(code: str) -> tuple[bool, int | None]:
    """Return whether a number format is a percentage and how many decimals it shows."""
    section = code.split(";")[0]
    section = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", section)
    if re.search(r"[ymdhs]", section, re.I) or section.casefold() == "general" or "0" not in section:
        return "%" in section, None
    decimals = re.search(r"\.(0+)", section)
    if "#" in section.partition(".")[2]:
        return "%" in section, None
    return "%" in section, len(decimals[1]) if decimals else 0


def _xlsx_formats(archive: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], CellFormat]]:
    """Return, by sheet name, the cells whose format says more than their value."""
    try:
        styles = etree.fromstring(archive.read("xl/styles.xml"), _XML)
        names = _xlsx_sheet_paths(archive)
    except (
        KeyError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        RuntimeError,
        ValueError,
        zlib.error,
        EOFError,
    ):
        return {}
    if styles is None:
        return {}
    space = {"m": styles.nsmap.get(None, "http://schemas.openxmlformats.org/spreadsheetml/2006/main")}
    custom = {
        int(node.get("numFmtId", "0")): node.get("formatCode", "")
        for node in styles.iterfind(".//m:numFmts/m:numFmt", space)
    }
    shown: dict[str, CellFormat] = {}
    for position, xf in enumerate(styles.iterfind(".//m:cellXfs/m:xf", space)):
        number = int(xf.get("numFmtId", "0") or 0)
        percent, decimals = (number in (9, 10), _BUILTIN_DECIMALS.get(number))
        if number in custom:
            percent, decimals = _format_of(custom[number])
        alignment = xf.find("m:alignment", space)
        indent = int(alignment.get("indent", "0") or 0) if alignment is not None else 0
        if percent or decimals is not None or indent:
            shown[str(position)] = CellFormat(percent, decimals, indent)
    out: dict[str, dict[tuple[int, int], CellFormat]] = {}
    for name, path in names.items():
        try:
            info = archive.getinfo(path)
            xml = archive.read(path)
        except (KeyError, zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error):
            continue
        _check_extent(name, xml)
        wanted = shown
        if info.file_size > MAX_CELLS_WITH_FORMATS:
            wanted = {key: value for key, value in shown.items() if value.percent}
        out[name] = _scan_cells(xml, wanted)
    return out


def _check_extent(name: str, xml: bytes) -> None:
    """Refuse a sheet whose outermost cells span more than memory holds, before anything is allocated."""
    rows = [int(number) for number in re.findall(rb'<row [^>]*?\br="(\d+)"', xml[-4000:])]
    rows += [int(number) for number in re.findall(rb'<c r="[A-Z]{1,3}(\d+)"', xml[-4000:])]
    height = max(rows, default=1)
    wide = re.findall(rb'<c r="([A-Z]{3})\d+"[^>/]*>', xml)
    width = max((_column_index(letters.decode()) for letters in set(wide)), default=702)
    if height > 60_000 and width > 702 and height * width > MAX_AREA:
        raise refuse(
            "file-too-large",
            id=f'Lembar "{name}" terentang {height} baris x {width} kolom.',
            en=f'Sheet "{name}" spans {height} rows x {width} columns.',
            hint_id="Hapus sel kosong di luar tabel lalu simpan ulang.",
            hint_en="Delete the empty cells around the table and save it again.",
        )


def _scan_cells(xml: bytes, wanted: Mapping[str, CellFormat]) -> dict[tuple[int, int], CellFormat]:
    cells: dict[tuple[int, int], CellFormat] = {}
    if wanted:
        styles = "|".join(wanted).encode()
        pattern = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"(?: [^>]*?)?\bs="(' + styles + rb')"')
        for match in pattern.finditer(xml):
            cells[int(match[2]) - 1, _column_index(match[1].decode()) - 1] = wanted[match[3].decode()]
    if b't="e"' in xml:
        for match in re.finditer(
            rb'<c r="([A-Z]{1,3})(\d+)"[^>]*t="e"[^>]*>(?:<f[^>]*>.*?</f>|<f[^>]*/>)?<v>([^<]*)</v>', xml
        ):
            place = int(match[2]) - 1, _column_index(match[1].decode()) - 1
            cells[place] = CellFormat(error=match[3].decode("utf-8", "replace"))
    return cells


@lru_cache(maxsize=20000)
def _column_index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _xlsx_sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    book = etree.fromstring(archive.read("xl/workbook.xml"), _XML)
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _XML)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    out = {}
    for sheet in book.iter("{*}sheet"):
        link_id = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(link_id, "")
        if target:
            out[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return out


def _ods_formats(archive: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], CellFormat]]:
    """Return the percentage cells of an OpenDocument sheet by position."""
    out: dict[str, dict[tuple[int, int], CellFormat]] = {}
    try:
        content = archive.read("content.xml")
    except (KeyError, zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error):
        return out
    if b'value-type="percentage"' not in content or len(content) > 60_000_000:
        return out
    root = etree.fromstring(content, _XML)
    for table in root.iter("{*}table"):
        name = next((value for key, value in table.attrib.items() if key.endswith("}name")), "")
        cells: dict[tuple[int, int], CellFormat] = {}
        row_index = 0
        for row in table.iter("{*}table-row"):
            column_index = 0
            for cell in row:
                attributes = {etree.QName(str(key)).localname: value for key, value in cell.attrib.items()}
                repeat = int(attributes.get("number-columns-repeated", "1"))
                if attributes.get("value-type") == "percentage":
                    for offset in range(min(repeat, 1000)):
                        cells[row_index, column_index + offset] = CellFormat(percent=True)
                column_index += repeat
            attributes = {etree.QName(str(key)).localname: value for key, value in row.attrib.items()}
            row_index += int(attributes.get("number-rows-repeated", "1"))
        out[str(name)] = cells
    return out
