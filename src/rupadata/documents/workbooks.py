"""The schedule and the grouping as workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from rupadata.documents.statements import day_words, indicator_lines, period_words, source_names
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision, Item
from rupadata.procedure.schedule import Plan

TEXT_STAYS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def schedule_workbook(case: Case, decision: Decision, plan: Plan, *, before: Plan | None = None) -> bytes:
    """Return the schedule as a workbook: the plan, the one before it, and the load per person and day."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**TEXT_STAYS_TEXT, "default_date_format": "dd-mm-yyyy hh:mm"}) as book:
        _fix_time(book, decision.at)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F5F8", "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        centred = book.add_format({"align": "center", "valign": "top"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm", "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        hours = book.add_format({"num_format": "0.0", "valign": "top"})

        sheet = book.add_worksheet("Jadwal")
        sheet.write(0, 0, f"Jadwal penyusunan infografis: {case.header.title}", title)
        sheet.write(1, 0, "KONSEP sampai diberi nomor dan ditandatangani")
        deadline = case.progress.deadline
        remarks = (
            f"Tenggat: {day_words(deadline, case)}" if deadline else "",
            f"Catatan: {decision.note}" if decision.note else "",
        )
        sheet.write_string(2, 0, " · ".join(remark for remark in remarks if remark))
        header = (
            "Langkah",
            "Kegiatan",
            "Infografis",
            "Pelaksana",
            "Mulai",
            "Selesai",
            "Jam baku",
        )
        for column, name in enumerate(header):
            sheet.write(3, column, name, bold)
        widths = (9, 40, 44, 28, 17, 17, 9)
        for row, step in enumerate(plan.steps, start=4):
            sheet.write_number(row, 0, step.row, centred)
            person = case.office.official(step.person).name + (f" ({step.acting}.)" if step.acting else "")
            texts = (step.activity, step.name, person)
            for column, words in enumerate(texts, start=1):
                sheet.write_string(row, column, words, wrap)
            sheet.set_row(row, _row_height(texts, widths[1:]))
            sheet.write_datetime(row, 4, step.start.replace(tzinfo=None), moment)
            sheet.write_datetime(row, 5, step.end.replace(tzinfo=None), moment)
            sheet.write_number(row, 6, step.minutes / 60, hours)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(4, 0)
        if plan.steps:
            sheet.autofilter(3, 0, 3 + len(plan.steps), len(header) - 1)
        _set_print(sheet, header_row=3)

        load = book.add_worksheet("Beban")
        day_format = book.add_format({"num_format": "dd-mm-yyyy"})
        inset = book.add_format({"indent": 1})
        heads = (
            "Pelaksana",
            "Hari",
            "Jam rencana",
            "Jam perintah kerja lain",
            "Jam kerja hari itu",
            "Perintah kerja lain",
        )
        for column, name in enumerate(heads):
            load.write(0, column, name, bold)
        for row, one in enumerate(plan.loads, start=1):
            load.write_string(row, 0, case.office.official(one.person).name)
            load.write_datetime(row, 1, datetime.combine(one.day, datetime.min.time()), day_format)
            load.write_number(row, 2, one.planned_minutes / 60, hours)
            load.write_number(row, 3, one.elsewhere_minutes / 60, hours)
            load.write_number(row, 4, one.capacity_minutes / 60, hours)
            load.write_string(row, 5, ", ".join(one.elsewhere), inset)
        load.set_column(0, 0, 30)
        load.set_column(1, 4, 14)
        load.set_column(5, 5, 40)
        _set_print(load, header_row=0)
        if before is not None:
            _write_before(book, case, before, bold, wrap, moment)
        _write_warnings(book, bold, [f"{problem.message} {problem.hint}" for problem in plan.problems])
    return content.getvalue()


def grouping_workbook(case: Case, decision: Decision) -> bytes:
    """Return the grouped data as a workbook: which infographic shows what of which subject, from what."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, TEXT_STAYS_TEXT) as book:
        _fix_time(book, decision.at)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F5F8", "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        centred = book.add_format({"align": "center", "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        sheet = book.add_worksheet("Pengelompokan")
        sheet.write(0, 0, f"Pengelompokan data per substansi: {case.header.title}", title)
        sheet.write(1, 0, "KONSEP sampai disahkan")
        header = (
            "No.",
            "Substansi",
            "Indikator",
            "Satuan",
            "Tahun",
            "Wilayah",
            "Dasar",
            "Buku",
            "Tabel sumber",
        )
        for column, name in enumerate(header):
            sheet.write(3, column, name, bold)
        widths = (6, 22, 44, 16, 16, 24, 48, 8, 36)
        row = 4
        for number, progress in enumerate(case.progress.items.values(), start=1):
            item = progress.item
            for first, texts in _indicator_rows(item):
                sheet.write_number(row, 0, number, centred)
                cells = (item.subject, *texts, item.yearbook, "\n".join(source_names(item)) if first else "")
                for column, words in enumerate(cells, start=1):
                    sheet.write_string(row, column, words, wrap)
                sheet.set_row(row, _row_height(cells, widths[1:]))
                row += 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(4, 0)
        _set_print(sheet, header_row=3)

        summary = book.add_worksheet("Ringkasan")
        subjects: dict[str, int] = {}
        for progress in case.progress.items.values():
            subjects[progress.item.subject] = subjects.get(progress.item.subject, 0) + 1
        summary.write_row(0, 0, ("Substansi", "Infografis"), bold)
        for row, (subject, count) in enumerate(subjects.items(), start=1):
            summary.write_string(row, 0, subject)
            summary.write_number(row, 1, count)
        summary.set_column(0, 0, 40)
        summary.set_column(1, 1, 14)

        tables = book.add_worksheet("Tabel sumber")
        tables.write_row(0, 0, ("Berkas", "Sidik SHA-256"), bold)
        digests = {
            source.file: source.sha256
            for progress in case.progress.items.values()
            for source in progress.item.sources
        }
        for row, (file, digest) in enumerate(sorted(digests.items()), start=1):
            tables.write_string(row, 0, file)
            tables.write_string(row, 1, digest)
        tables.set_column(0, 1, 66)
        _set_print(tables, header_row=0)
    return content.getvalue()


def _indicator_rows(item: Item) -> list[tuple[bool, tuple[str, str, str, str, str]]]:
    """Return the rows of an item: indicator, unit, years, regions, reason; the first row is marked."""
    if not item.contents:
        lines = indicator_lines(item) or [item.title]
        return [(not index, (name, "", "", item.region, "")) for index, name in enumerate(lines)]
    return [
        (
            not index,
            (
                one.name,
                one.unit,
                period_words(one.first, one.last),
                item.region + (f", {one.regions} wilayah" if one.regions else ""),
                one.reason,
            ),
        )
        for index, one in enumerate(item.contents)
    ]


def _write_before(
    book: xlsxwriter.Workbook, case: Case, before: Plan, bold: object, wrap: object, moment: object
) -> None:
    """Add the plan that the schedule took the place of, on a sheet of its own."""
    sheet = book.add_worksheet("Jadwal semula")
    widths = (9, 40, 44, 28, 17, 17)
    heads = ("Langkah", "Kegiatan", "Infografis", "Pelaksana", "Mulai", "Selesai")
    for column, (name, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write(0, column, name, bold)
        sheet.set_column(column, column, width)
    for row, step in enumerate(before.steps, start=1):
        sheet.write_number(row, 0, step.row, wrap)
        texts = (step.activity, step.name, case.office.official(step.person).name)
        for column, words in enumerate(texts, start=1):
            sheet.write_string(row, column, words, wrap)
        sheet.set_row(row, _row_height(texts, widths[1:]))
        sheet.write_datetime(row, 4, step.start.replace(tzinfo=None), moment)
        sheet.write_datetime(row, 5, step.end.replace(tzinfo=None), moment)
    _set_print(sheet, header_row=0)


def _write_warnings(book: xlsxwriter.Workbook, bold: object, warnings: Sequence[str]) -> None:
    if warnings:
        sheet = book.add_worksheet("Peringatan")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write(0, 0, "Peringatan", bold)
        for row, words in enumerate(warnings, start=1):
            sheet.write_string(row, 0, words, wrap)
            sheet.set_row(row, _row_height((words,), (110,)))
        sheet.set_column(0, 0, 110)
        _set_print(sheet, header_row=0)


def _row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in points: not every reader fits wrapped rows by itself."""
    lines = (
        sum(-(-max(1, len(line)) // max(1, width - 2)) for line in text.split("\n"))
        for text, width in zip(texts, widths)
    )
    return 15.0 * max(1, *lines)


def _set_print(sheet: Any, *, header_row: int) -> None:
    """Have a sheet printed on A4 across, one page wide, its header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&L&8&F&R&8Halaman &P dari &N")


def _fix_time(book: xlsxwriter.Workbook, when: datetime) -> None:
    """Have the workbook carry the decision's time, so that the same case gives the same bytes."""
    book.set_properties({"created": when.astimezone(UTC).replace(tzinfo=None), "author": "Rupadata"})
