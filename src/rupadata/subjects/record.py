"""The record of the grouping as a workbook: written for the office to edit, read back with its edits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.subjects.assignments import Assignment, Grouping
from rupadata.subjects.catalogue import TAXONOMIES, Catalogue, load_catalogue
from rupadata.subjects.decisions import GroupingDecision, GroupingDecisions
from rupadata.subjects.paging import page_title
from rupadata.tables.opening.workbook import read_workbook
from rupadata.whole_files import whole_file

SHEET, NOTE = "Pengelompokan", "Keterangan"
_KINDS = ("xlsx", "xlsm", "xlsb", "ods", "xls")
UNDECIDED = "Belum dikelompokkan"
# A workbook carries no clock: the same grouping gives the same bytes.
_NO_DATE = datetime.datetime(2000, 1, 1)
_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("subject", "Substansi", 34),
    ("name", "Nama indikator", 44),
    ("unit", "Satuan", 14),
    ("region", "Wilayah", 22),
    ("producer", "Produsen", 22),
    ("score", "Keyakinan", 11),
    ("reason", "Alasan", 52),
    ("second", "Pilihan kedua", 30),
    ("third", "Pilihan ketiga", 30),
    ("by", "Ditetapkan oleh", 20),
    ("file", "Berkas", 40),
    ("sheet", "Lembar", 16),
    ("table", "Judul tabel", 50),
    ("indicator", "Nama pada tabel", 40),
    ("count", "Banyak data", 12),
    ("proposal", "Usulan", 30),
    ("proposed_name", "Usulan nama", 30),
)
_NEEDED = ("subject", "file", "sheet", "table", "indicator", "unit")


def write_record(path: Path, grouping: Grouping) -> None:
    """Write the record *pengelompokan data statistik per substansi* as a workbook.

    Text cells are written as text, never as formulas, whatever they begin with.
    """
    catalogue = grouping.catalogue or load_catalogue(grouping.taxonomy)
    with (
        whole_file(path) as part,
        part.open("wb") as content,
        xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook,
    ):
        workbook.set_properties({"title": "Pengelompokan data statistik per substansi", "created": _NO_DATE})
        head = workbook.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        open_cell = workbook.add_format({"bg_color": "#FFF8E1", "text_wrap": True, "valign": "top"})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        _write_assignments(workbook, grouping, catalogue, head, open_cell, text)
        _write_summary(workbook, grouping, head, text)
        _write_note(workbook, grouping, catalogue, head, text)


def _write_assignments(
    workbook: xlsxwriter.Workbook,
    grouping: Grouping,
    catalogue: Catalogue,
    head: object,
    open_cell: object,
    text: object,
) -> None:
    sheet = workbook.add_worksheet(SHEET)
    for column, (_, title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, assignment in enumerate(grouping.assignments, start=1):
        cells = _cells(assignment)
        for column, (key, _, _) in enumerate(_COLUMNS):
            style = open_cell if key in ("subject", "name", "by") else text
            value = cells[key]
            if isinstance(value, str):
                sheet.write_string(row, column, value, style)
            else:
                sheet.write_number(row, column, value, style)
    last = len(grouping.assignments)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last, 1), len(_COLUMNS) - 1)
    sheet.data_validation(
        1,
        0,
        max(last, 1),
        0,
        {
            "validate": "list",
            "source": f"='{NOTE}'!$A$10:$A${10 + len(catalogue.subjects)}",
            "error_message": "Pilih substansi dari daftar, atau 'Belum dikelompokkan'.",
        },
    )


def _cells(assignment: Assignment) -> Mapping[str, str | float]:
    others = [*(other.name for other in assignment.alternatives), "", ""]
    chosen = assignment.subject.name if assignment.decided else UNDECIDED
    return {
        "subject": chosen,
        "name": assignment.name,
        "unit": assignment.unit,
        "region": assignment.region,
        "producer": assignment.producer,
        "score": round(assignment.subject.score, 3),
        "reason": assignment.reason,
        "second": others[0] if assignment.decided else assignment.subject.name,
        "third": others[1] if assignment.decided else others[0],
        "by": "",
        "file": assignment.file,
        "sheet": assignment.sheet,
        "table": assignment.table,
        "indicator": assignment.indicator,
        "count": assignment.observations,
        "proposal": chosen,
        "proposed_name": assignment.name,
    }


def _write_summary(workbook: xlsxwriter.Workbook, grouping: Grouping, head: object, text: object) -> None:
    sheet = workbook.add_worksheet("Halaman")
    titles = ("Wilayah", "Substansi", "Halaman", "Judul halaman", "Indikator", "Alasan pemilihan")
    for column, (title, width) in enumerate(zip(titles, (22, 34, 34, 40, 44, 60))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    row = 1
    for book in grouping.books:
        for slug, keys in book.pages:
            for key in keys:
                indicator = book.indicator(key)
                line = (book.region, book.subject.name, slug, page_title(book, slug), indicator.name)
                for column, value in enumerate((*line, "; ".join(indicator.why))):
                    sheet.write_string(row, column, value, text)
                row += 1
    sheet.freeze_panes(1, 0)


def _write_note(
    workbook: xlsxwriter.Workbook, grouping: Grouping, catalogue: Catalogue, head: object, text: object
) -> None:
    sheet = workbook.add_worksheet(NOTE)
    sheet.set_column(0, 0, 90)
    lines = (
        "Pengelompokan data statistik per substansi",
        f"Taksonomi: {grouping.taxonomy}",
        "Kolom berwarna boleh disunting: Substansi, Nama indikator, Ditetapkan oleh.",
        "Kembalikan dengan: rupadata group INPUT --grouping BERKAS (juga rupadata build --grouping).",
        "Suntingan di sini mengalahkan usulan. Baris yang dihapus kembali mengikuti usulan.",
        "",
        "",
        "Daftar substansi",
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, head if row in (0, 7) else text)
    for row, name in enumerate([*(entry.subject.name for entry in catalogue.subjects), UNDECIDED], start=9):
        sheet.write_string(row, 0, name, text)


def read_record(path: Path, catalogue: Catalogue | None = None) -> GroupingDecisions:
    """Return the decisions of an edited workbook (XLSX, ODS, XLS); the catalogue lists its subjects."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, say(id="tidak ada atau tidak terbaca", en="is missing or unreadable")) from error
    kind = path.suffix.casefold().removeprefix(".")
    try:
        workbook = read_workbook(content, kind if kind in _KINDS else "xlsx")
    except InputRefusedError as error:
        raise _refused(path, say(id="bukan buku kerja yang terbaca", en="is no readable workbook")) from error
    sheets = {sheet.name.strip().casefold(): sheet.rows for sheet in workbook}
    rows = sheets.get(SHEET.casefold())
    if rows is None:
        wanted = say(id=f"tidak memuat lembar {SHEET!r}", en=f"has no sheet {SHEET!r}")
        raise _refused(path, wanted)
    named = _taxonomy_of(sheets.get(NOTE.casefold(), ()))
    if catalogue is not None and named not in ("", catalogue.taxonomy):
        raise UsageError(
            say(
                id=f"Berkas pengelompokan {path} memakai taksonomi {named}, bukan {catalogue.taxonomy}.",
                en=f"The grouping file {path} uses the taxonomy {named}, not {catalogue.taxonomy}.",
            ),
            code="grouping-taxonomy",
            hint=say(id=f"Tambahkan --taxonomy {named}.", en=f"Add --taxonomy {named}."),
        )
    catalogue = catalogue or load_catalogue(named or TAXONOMIES[0])
    return _parse_rows(path, rows, catalogue)


def _taxonomy_of(rows: Sequence[Sequence[object]]) -> str:
    for row in rows:
        cell = str(row[0] or "") if row else ""
        if cell.startswith("Taksonomi:"):
            named = cell.partition(":")[2].strip()
            return named if named in TAXONOMIES else ""
    return ""


def _parse_rows(path: Path, rows: Sequence[Sequence[object]], catalogue: Catalogue) -> GroupingDecisions:
    titles = [str(cell or "").strip().casefold() for cell in rows[0]] if rows else []
    where = {key: titles.index(title.casefold()) for key, title, _ in _COLUMNS if title.casefold() in titles}
    missing = [title for key, title, _ in _COLUMNS if key in _NEEDED and key not in where]
    if missing:
        listed = ", ".join(missing)
        raise _refused(path, say(id=f"tidak memuat kolom {listed}", en=f"lacks the columns {listed}"))
    decisions = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {key: str(row[at] or "").strip() if at < len(row) else "" for key, at in where.items()}
        if not cells["indicator"]:
            continue
        open_row = cells["subject"].casefold() in ("", UNDECIDED.casefold())
        same_name = cells.get("name", "") == cells.get("proposed_name", "")
        decisions.append(
            GroupingDecision(
                indicator=cells["indicator"],
                subject="" if open_row else _subject_of(path, number, cells["subject"], catalogue),
                taxonomy=catalogue.taxonomy,
                unit=cells["unit"],
                table=cells["table"],
                file=cells["file"],
                sheet=cells["sheet"],
                name="" if same_name else cells.get("name", ""),
                by=cells.get("by", ""),
                edited=cells["subject"] != cells.get("proposal", "") or not same_name,
            )
        )
    return GroupingDecisions(tuple(decisions))


def _subject_of(path: Path, row: int, named: str, catalogue: Catalogue) -> str:
    try:
        return catalogue.get(named).subject.key
    except UsageError as error:
        raise UsageError(
            say(
                id=f"Berkas pengelompokan {path}, baris {row}: tidak ada substansi {named!r}.",
                en=f"The grouping file {path}, row {row}: there is no subject {named!r}.",
            ),
            code="subject-unknown",
            hint=error.hint,
        ) from error


def _refused(path: Path, why: str) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Berkas pengelompokan {path} {why}.", en=f"The grouping file {path} {why}."),
        code="grouping-unreadable",
        hint=say(
            id="Pakai berkas yang ditulis oleh rupadata group --output.",
            en="Use a file written by rupadata group --output.",
        ),
    )
