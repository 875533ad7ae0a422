"""Open a spreadsheet of any format (xlsx, xlsm, xls, xlsb, ods) as sheets."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import cast

from lxml import etree
from msgspec.structs import replace
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from rupadata.errors import InputRefusedError
from rupadata.limits import current_limits
from rupadata.logs import get_log
from rupadata.tables.opening.binary_formats import xls_formats, xlsb_formats
from rupadata.tables.opening.cell_formats import SheetFormats, ods_formats, xlsx_formats, xlsx_sheet_paths
from rupadata.tables.opening.refusals import (
    DAMAGED,
    check_archive,
    check_members,
    damaged,
    locked,
    refuse,
    silence,
    too_large,
    too_wide,
)
from rupadata.tables.opening.stray_cells import without_stray_cells
from rupadata.tables.sheet import CellValue, Merge, Sheet

log = get_log(__name__)


def read_workbook(data: bytes, kind: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; `kind` is xlsx, xlsb, ods or xls."""
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in data:
        raise locked()
    try:
        shown = _shown(data, kind)
        stray: dict[str, tuple[str, ...]] = {}
    except InputRefusedError as error:
        if kind != "xlsx" or error.code != "file-too-large":
            raise
        data, by_path = without_stray_cells(data)
        if not by_path:
            raise
        shown = _shown(data, kind)
        stray = {
            name: by_path[path]
            for name, path in xlsx_sheet_paths(check_archive(data)).items()
            if path in by_path
        }
    try:
        with silence():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = []
            for index, name in enumerate(book.sheet_names):
                sheets.append(_read_sheet(book, index, name, shown.get(name, SheetFormats())))
        return tuple(replace(sheet, stray=stray.get(sheet.name, ())) for sheet in sheets if sheet is not None)
    except InputRefusedError:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        if "assword" in str(error):
            raise locked() from error
        raise refuse(
            "file-damaged",
            id="Buku kerja tidak dapat dibuka; berkas rusak atau bukan jenis yang dikatakan namanya.",
            en="The workbook cannot be opened; it is damaged or not what its name says.",
            hint_id="Buka dengan aplikasi spreadsheet lalu simpan ulang sebagai XLSX.",
            hint_en="Open it in a spreadsheet program and save it again as XLSX.",
        ) from error


def _shown(data: bytes, kind: str) -> Mapping[str, SheetFormats]:
    archive = None if kind == "xls" else check_archive(data)
    if archive is not None:
        check_members(archive)
    try:
        if archive is None:
            return xls_formats(data)
        return {"xlsx": xlsx_formats, "xlsb": xlsb_formats, "ods": ods_formats}[kind](archive)
    except InputRefusedError:
        raise
    except (*DAMAGED, LookupError, struct.error, etree.LxmlError) as error:
        if kind in ("xls", "xlsb"):
            raise damaged() from error  # nobody checked how far its cells reach
        return {}  # whether the workbook can be read at all is for the reader of values to say


def _read_sheet(book: CalamineWorkbook, index: int, name: str, shown: SheetFormats) -> Sheet | None:
    try:
        sheet = book.get_sheet_by_index(index)
    except MemoryError:
        raise
    except Exception:  # a chart sheet, a macro sheet
        log.debug("sheet %s is not read", name, exc_info=True)
        return None
    limits = current_limits()
    if sheet.total_height * max(1, sheet.total_width) > limits.cells:
        raise too_large(sheet.total_height, sheet.total_width, name)
    rows = cast("list[list[CellValue]]", sheet.to_python(skip_empty_area=False))
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    if sheet.total_width > limits.columns:
        rows = _trim(name, rows, limits.columns)
    merges: tuple[Merge, ...] = shown.merges
    ranges = getattr(sheet, "merged_cell_ranges", None)
    if ranges:
        merges = tuple((a[0], a[1], b[0], b[1]) for a, b in ranges)
    for (row, column), cell in shown.cells.items():
        if cell.error and row < len(rows) and column < len(rows[row]):
            rows[row][column] = cell.error
    return Sheet(
        name,
        rows,
        merges,
        shown.cells,
        hidden=book.sheets_metadata[index].visible != SheetVisibleEnum.Visible,
        hidden_rows=shown.hidden_rows,
        hidden_columns=shown.hidden_columns,
    )


def _trim(name: str, rows: list[list[CellValue]], most: int) -> list[list[CellValue]]:
    """Cut blank columns at the right of a very wide sheet; refuse it when figures stand there."""
    width = max(
        (i + 1 for row in rows for i in range(len(row) - 1, most - 1, -1) if row[i] != ""),
        default=most,
    )
    if width > most:
        raise too_wide(width, name)
    return [row[:most] for row in rows]
