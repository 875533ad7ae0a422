"""The schedule as iCalendar files: one for each person, and one for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.schedule import Plan, PlannedStep


def schedule_calendar(case: Case, decision: Decision, plan: Plan, *, person: str = "") -> bytes:
    """Return the schedule of all, or of one person, as a file (RFC 5545) that calendars open.

    Each working day of a step is an event of its own: nobody works through the night. What takes no time, as
    giving the order, is no event. The first day of a step reminds of it a quarter of an hour before. A later
    schedule of the case takes the place of an earlier one.
    """
    calendar = WorkingCalendar(case.office)
    stamp = _utc(decision.at)
    # The first decision's hash, for folders of two cases may be called alike.
    origin = case.decisions[0].hash[:24]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rupadata//Jadwal penyusunan infografis//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for step in plan.steps:
        if person and step.person != person:
            continue
        name = f"{step.row}. {step.activity}" + (f": {step.name}" if step.item else "")
        told = f"{case.office.official(step.person).name} · {case.header.title}"
        for number, (start, end) in enumerate(_days_of(step, calendar), start=1):
            lines += [
                "BEGIN:VEVENT",
                f"UID:{origin}-{step.step}-{step.item or 'case'}-{number}@rupadata",
                f"SEQUENCE:{decision.number}",
                f"DTSTAMP:{stamp}",
                f"DTSTART:{_utc(start)}",
                f"DTEND:{_utc(end)}",
                f"SUMMARY:{_escape(name)}",
                f"DESCRIPTION:{_escape(told)}",
                *(_reminder(name) if number == 1 else ()),
                "END:VEVENT",
            ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _days_of(step: PlannedStep, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Yield the working part of each day that a step touches; nothing for a step without time."""
    day = step.start.date()
    while day <= step.end.date():
        spans = calendar.spans(day)
        if spans:
            start, end = max(step.start, spans[0][0]), min(step.end, spans[-1][1])
            if start < end:
                yield start, end
        day += timedelta(days=1)


def _reminder(name: str) -> tuple[str, ...]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape(name)}",
        "TRIGGER:-PT15M",
        "END:VALARM",
    )


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
