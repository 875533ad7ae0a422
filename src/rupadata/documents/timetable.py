"""The schedule of a work order as a Gantt page, a workbook and a calendar file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from textwrap import shorten
from typing import Any

import xlsxwriter

from rupadata.documents.statements import Plain, day_words, paper_base, short_name, signer_of, time_words
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.schedule import Plan, PlannedStep
from rupadata.wording import format_date, month_name

_DAYS_TOLD = 6

TEXT_STAYS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def schedule_page(case: Case, decision: Decision, plan: Plan, *, logo: str = "") -> Plain:
    """Return the Gantt page: one row per step of the work order and per infographic."""
    calendar = WorkingCalendar(case.office)
    first, last = plan.start.date(), plan.end.date()
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    every = 1 if len(days) <= 45 else 7
    return {
        **paper_base(case, "Jadwal Penyusunan Infografis", decision.at, logo=logo),
        "span_words": f"{format_date(first, 'id')} s.d. {format_date(last, 'id')}",
        "days": [
            {
                "label": str(day.day) if index % every == 0 else "",
                "free": not calendar.spans(day),
            }
            for index, day in enumerate(days)
        ],
        "label_every": every,
        "months": [
            {"name": f"{month_name(day.month, 'id')} {day.year}", "start": index}
            for index, day in enumerate(days)
            if index == 0 or day.day == 1
        ],
        "legend": [
            {
                "hue": hue,
                "words": f"{case.procedure.step(key).row}. {case.procedure.step(key).actions[0].label.id}",
            }
            for key, hue in _hues(case).items()
            if hue
        ],
        "rows": _gantt_rows(case, plan, first, calendar),
        "holidays": [
            f"{format_date(day, 'id')} {calendar.holiday(day)}" for day in days if calendar.holiday(day)
        ],
        "deadline": day_words(case.progress.deadline, case) if case.progress.deadline else "",
        "note": decision.note,
        "loads": _load_rows(case, plan, first),
        "overloads": _overload_words(case, plan),
        "elsewhere": list(dict.fromkeys(key for load in plan.loads for key in load.elsewhere)),
        "warnings": [problem.message for problem in plan.problems if problem.code != "person-overloaded"],
        "signer": signer_of(case, decision),
    }


def schedule_workbook(case: Case, decision: Decision, plan: Plan) -> bytes:
    """Return the schedule as a workbook: the plan, and the load per person and day."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**TEXT_STAYS_TEXT, "default_date_format": "dd-mm-yyyy hh:mm"}) as book:
        _fix_time(book, decision.at)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F5F8", "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        centred = book.add_format({"align": "center", "valign": "top"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm", "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})

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
            "Substansi",
            "Infografis",
            "Pelaksana",
            "Mulai",
            "Selesai",
            "Menit baku",
        )
        for column, name in enumerate(header):
            sheet.write(3, column, name, bold)
        widths = (9, 40, 20, 36, 26, 17, 17, 9)
        for row, step in enumerate(plan.steps, start=4):
            sheet.write_number(row, 0, step.row, centred)
            texts = (step.activity, step.subject, step.title, case.office.official(step.person).name)
            for column, words in enumerate(texts, start=1):
                sheet.write_string(row, column, words, wrap)
            sheet.set_row(row, _row_height(texts, widths[1:]))
            sheet.write_datetime(row, 5, step.start.replace(tzinfo=None), moment)
            sheet.write_datetime(row, 6, step.end.replace(tzinfo=None), moment)
            sheet.write_number(row, 7, step.minutes, wrap)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(4, 0)
        if plan.steps:
            sheet.autofilter(3, 0, 3 + len(plan.steps), len(header) - 1)
        _set_print(sheet, header_row=3)

        load = book.add_worksheet("Beban")
        day_format = book.add_format({"num_format": "dd-mm-yyyy"})
        over = book.add_format({"font_color": "#A3271C", "bold": True, "indent": 1})
        inset = book.add_format({"indent": 1})
        heads = (
            "Pelaksana",
            "Hari",
            "Menit rencana",
            "Menit kerja",
            "Beban",
            "Menit lain",
            "Perintah kerja lain",
        )
        for column, name in enumerate(heads):
            load.write(0, column, name, bold)
        for row, one in enumerate(plan.loads, start=1):
            load.write_string(row, 0, case.office.official(one.person).name)
            load.write_datetime(row, 1, datetime.combine(one.day, datetime.min.time()), day_format)
            load.write_number(row, 2, one.planned_minutes)
            load.write_number(row, 3, one.capacity_minutes)
            load.write_string(row, 4, "LEBIH" if one.overload else "cukup", over if one.overload else inset)
            load.write_number(row, 5, one.elsewhere_minutes)
            load.write_string(row, 6, ", ".join(one.elsewhere), inset)
        load.set_column(0, 0, 30)
        load.set_column(1, 5, 14)
        load.set_column(6, 6, 40)
        _set_print(load, header_row=0)
        _write_warnings(book, bold, [problem.message for problem in plan.problems])
    return content.getvalue()


def schedule_calendar(case: Case, decision: Decision, plan: Plan) -> bytes:
    """Return the schedule as an iCalendar file (RFC 5545) that calendars of phones and desktops open."""
    stamp = _utc(decision.at)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rupadata//Jadwal penyusunan infografis//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for step in plan.steps:
        name = f"{step.row}. {step.activity}" + (f": {step.title}" if step.title else "")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{case.key}-{step.step}-{step.item or 'case'}@rupadata",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{_utc(step.start)}",
            f"DTEND:{_utc(step.end)}",
            f"SUMMARY:{_escape(name)}",
            f"DESCRIPTION:{_escape(case.office.official(step.person).name + ' · ' + case.header.title)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def grouping_workbook(case: Case, decision: Decision) -> bytes:
    """Return the grouped data as a workbook: which infographic belongs to which subject, from what."""
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
            "Infografis",
            "Wilayah",
            "Indikator",
            "Buku",
            "Sumber",
            "SHA-256 sumber",
        )
        for column, name in enumerate(header):
            sheet.write(3, column, name, bold)
        widths = (6, 22, 40, 20, 36, 8, 32, 36)
        for row, progress in enumerate(case.progress.items.values(), start=4):
            item = progress.item
            sheet.write_number(row, 0, row - 3, centred)
            texts = (
                item.subject,
                item.title,
                item.region,
                "\n".join(item.indicators),
                item.yearbook,
                "\n".join(source.file for source in item.sources),
                "\n".join(source.sha256 for source in item.sources),
            )
            for column, words in enumerate(texts, start=1):
                sheet.write_string(row, column, words, wrap)
            sheet.set_row(row, _row_height(texts, widths[1:]))
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
        summary.set_column(0, 1, 14)
        summary.set_column(0, 0, 40)
    return content.getvalue()


def _gantt_rows(case: Case, plan: Plan, first: date, calendar: WorkingCalendar) -> list[Plain]:
    rows: list[Plain] = []
    by_row: dict[tuple[str, str], list[PlannedStep]] = {}
    for step in sorted(plan.steps, key=lambda step: (step.row if not step.item else 0, step.start)):
        by_row.setdefault(("", step.step) if not step.item else (step.item, ""), []).append(step)
    # Steps of the whole work order keep their row's order; infographics stand where their block stands.
    ordered = sorted(
        by_row.items(), key=lambda entry: (min(step.row for step in entry[1]), entry[1][0].start)
    )
    hues = _hues(case)
    for (item, _), steps in ordered:
        name = steps[0].title if item else f"{steps[0].row}. {steps[0].activity}"
        rows.append(
            {
                "name": shorten(name, 84 if item else 110, placeholder=" …"),
                "item": bool(item),
                "people": list(
                    dict.fromkeys(short_name(case.office.official(step.person).name) for step in steps)
                ),
                "bars": [
                    {"start": start, "length": length, "hue": hues[step.step]}
                    for step in steps
                    for start, length in _bars(step, first, calendar)
                ],
            }
        )
    return rows


def _load_rows(case: Case, plan: Plan, first: date) -> list[Plain]:
    """Return for each person how full each planned day is, in percent of its working minutes."""
    people = dict.fromkeys(load.person for load in plan.loads)
    return [
        {
            "name": short_name(case.office.official(person).name, 60),
            "days": [
                {
                    "day": (load.day - first).days,
                    "percent": round(100 * load.all_minutes / max(1, load.capacity_minutes)),
                    "over": load.overload,
                }
                for load in plan.loads
                if load.person == person
            ],
        }
        for person in people
    ]


def _overload_words(case: Case, plan: Plan) -> list[str]:
    """Return the days on which somebody has more to do than the day holds, a line per person."""
    over: dict[str, list[str]] = {}
    others: dict[str, dict[str, None]] = {}
    for load in plan.loads:
        if load.overload:
            others.setdefault(load.person, {}).update(dict.fromkeys(load.elsewhere))
            over.setdefault(load.person, []).append(
                f"{format_date(load.day, 'id', short=True)} ({time_words(load.all_minutes)} "
                f"dari {time_words(load.capacity_minutes)})"
            )
    return [
        f"{case.office.official(person).name}: {len(days)} hari, {'; '.join(days[:_DAYS_TOLD])}"
        + (f"; dan {len(days) - _DAYS_TOLD} hari lagi" if len(days) > _DAYS_TOLD else "")
        + (f"; bersama perintah kerja {', '.join(others[person])}" if others[person] else "")
        for person, days in over.items()
    ]


def _hues(case: Case) -> dict[str, int]:
    """Return the colours of steps: one for all steps of the work order, one each for the steps per item."""
    item_steps = [step.key for step in case.procedure.steps if step.scope == "item"]
    return {
        step.key: item_steps.index(step.key) + 1 if step.key in item_steps else 0
        for step in case.procedure.steps
    }


def _bars(step: PlannedStep, first: date, calendar: WorkingCalendar) -> list[tuple[float, float]]:
    """Return where a step's bars begin and how long they are, in days: one bar a run of working days."""
    bars: list[tuple[float, float]] = []
    day = step.start.date()
    while day <= step.end.date():
        spans = calendar.spans(day)
        if spans:
            begin = _day_offset(max(step.start, spans[0][0]), first, calendar)
            length = _day_offset(min(step.end, spans[-1][1]), first, calendar) - begin
            if bars and begin - sum(bars[-1]) < 0.01:
                bars[-1] = (bars[-1][0], begin + length - bars[-1][0])
            else:
                bars.append((begin, length))
        day += timedelta(days=1)
    return bars or [(_day_offset(step.start, first, calendar), 0.0)]


def _day_offset(moment: datetime, first: date, calendar: WorkingCalendar) -> float:
    """Return a moment as days since the first day, each working day spread over its whole width."""
    day = moment.date()
    spans = calendar.spans(day)
    share = 0.0
    if spans:
        opening, closing = spans[0][0], spans[-1][1]
        share = min(1.0, max(0.0, (moment - opening) / (closing - opening)))
    return (day - first).days + share


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


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Break a line after 75 octets, as RFC 5545 asks, never inside a character."""
    parts = [""]
    for character in line:
        if len((parts[-1] + character).encode()) > (75 if len(parts) == 1 else 74):
            parts.append("")
        parts[-1] += character
    return "\r\n ".join(parts)
