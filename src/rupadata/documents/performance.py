"""Material for a civil servant's performance target (SKP): per person and period, across cases; no rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from rupadata.documents.statements import (
    Plain,
    action_words,
    paper_base,
    role_titles,
    signer,
    time_words,
    used_words,
)
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import WORK_RECORDS
from rupadata.procedure.timing import TimedRun, sum_time, time_cases
from rupadata.wording import format_date, format_period

Span = tuple[date, date]


def parse_span(text: str) -> Span:
    """Return the first and last day of a month (2026-09), a quarter (2026-Q3) or a year (2026)."""
    match = re.fullmatch(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", text)
    if match is None:
        raise UsageError(
            say(id=f"Periode {text!r} tidak terbaca.", en=f"The period {text!r} cannot be read."),
            code="period-unreadable",
            hint=say(id="Tulis 2026-09, 2026-Q3, atau 2026.", en="Write it like 2026-09, 2026-Q3 or 2026."),
        )
    year, month, quarter = int(match[1]), match[2], match[3]
    if month:
        first, months = int(month), 1
    elif quarter:
        first, months = 3 * int(quarter) - 2, 3
    else:
        first, months = 1, 12
    last = first + months
    following = date(year + (last > 12), last - 12 if last > 12 else last, 1)
    return date(year, first, 1), following - timedelta(days=1)


def case_span(case: Case) -> Span:
    """Return the days from a case's beginning to its last decision."""
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    zone = case.office.zone
    return case.header.created_at.astimezone(zone).date(), last.astimezone(zone).date()


def people_of(case: Case) -> tuple[str, ...]:
    """Return who ended a step of a case or worked on it, in order of the first one."""
    return tuple(
        dict.fromkeys(
            person
            for run in case.progress.runs
            for person in (*(() if run.broken_off else (run.person,)), *(span.person for span in run.spans))
        )
    )


def performance_evidence(
    cases: Sequence[Case], person: str, span: Span, *, period: str = "", logo: str = ""
) -> Plain:
    """Return what a person did within a span: quantity, quality, time, and the evidence with its hashes."""
    home = cases[0]
    official = home.office.official(person)
    runs = [
        (case, run)
        for case, timed in zip(cases, time_cases(cases), strict=True)
        for run in timed
        if run.run.person == person and _within(run.run.ended_at, span, case)
    ]
    words = (
        f"Periode {format_period(period, 'id')}"
        if period
        else f"{format_date(span[0], 'id')} s.d. {format_date(span[1], 'id')}"
    )
    keys = list(dict.fromkeys(case.key for case, _ in runs))
    return {
        **paper_base(home, "Bahan Penilaian Kinerja (SKP)", _end(span, home), logo=logo),
        "key": ", ".join(keys[:4]) + (" …" if len(keys) > 4 else "") or home.key,
        "title": f"Bahan SKP {official.name}",
        "period_words": words,
        "particulars": [
            ["Nama", official.name],
            ["NIP", official.nip or "–"],
            ["Jabatan", official.position or role_titles(home, official) or "–"],
            ["Perintah kerja", _case_words([case for case in cases if case.key in keys])],
        ],
        "work": _work(runs),
        "corrections": _corrections(runs),
        "several": len(keys) > 1,
        "evidence": [row for case in cases for row in _evidence(case, person, span)],
        "signer": signer(home, official, "", official.roles[0] if official.roles else "", _end(span, home)),
    }


def _case_words(cases: Sequence[Case]) -> str:
    titles = [case.header.title for case in cases[:4]]
    more = f", dan {len(cases) - 4} lagi" if len(cases) > 4 else ""
    return f"{len(cases)}: {'; '.join(titles)}{more}" if titles else "tidak ada dalam periode ini"


def _work(runs: list[tuple[Case, TimedRun]]) -> list[Plain]:
    rows = []
    steps: dict[tuple[str, str], list[tuple[Case, TimedRun]]] = {}
    for case, run in runs:
        steps.setdefault((case.procedure.id, run.run.step), []).append((case, run))
    for (_, key), mine in sorted(steps.items(), key=lambda entry: entry[1][0][1].row):
        case = mine[0][0]
        step = case.procedure.step(key)
        first = [run for _, run in mine if not run.correction]
        total = sum_time(first)
        whole = [entry for entry in mine if not entry[1].shared]
        rows.append(
            {
                "activity": step.activity.id,
                "quantity": _quantity(whole, per_item=step.scope == "item"),
                "quality": _quality(case, key, whole),
                "standard": time_words(total.standard_minutes) if total.standard_minutes else "–",
                "used": used_words(total.used_minutes, total.runs, total.unmeasured) if first else "–",
            }
        )
    return rows


def _quantity(whole: list[tuple[Case, TimedRun]], *, per_item: bool) -> str:
    """Return how much was done to its end: infographics once each, withdrawn and repeated ones apart."""
    if not whole:
        return "turut mengerjakan"
    if not per_item:
        return f"{len(whole)} kegiatan"
    # An infographic designed twice before it was reviewed is one infographic.
    done = {(one.header.key, run.run.item): one.progress.items[run.run.item] for one, run in whole}
    withdrawn = sum(item.withdrawn for item in done.values())
    first = [(one.header.key, run.run.item) for one, run in whole if not run.correction]
    again = len(first) - len(set(first))
    apart = (f"{withdrawn} ditarik" if withdrawn else "", f"{again} kali diulang" if again else "")
    return "; ".join((f"{len(done) - withdrawn} infografis", *(words for words in apart if words)))


def _quality(case: Case, step: str, mine: list[tuple[Case, TimedRun]]) -> str:
    """Return what the record says about quality: how many were approved, how many of them at once."""
    if case.procedure.step(step).scope != "item" or not mine:
        return "–"
    items = {(one.key, run.run.item): one.progress.items[run.run.item] for one, run in mine}
    approved = [item for item in items.values() if item.approved]
    at_once = sum(not item.round for item in approved)
    return f"{len(approved)} disetujui, {at_once} tanpa koreksi"


def _corrections(runs: list[tuple[Case, TimedRun]]) -> str:
    again = [run for _, run in runs if run.correction]
    if not again:
        return ""
    total = sum_time(again)
    used = used_words(total.correction_minutes, total.correction_runs, total.corrections_unmeasured)
    return f"Putaran koreksi: {total.corrections}, waktunya {used}; SOP tidak memberi waktu baku baginya."


def _evidence(case: Case, person: str, span: Span) -> Iterable[Plain]:
    for decision in case.decisions:
        if (
            decision.person == person
            and decision.action not in WORK_RECORDS
            and _within(decision.at, span, case)
        ):
            yield {
                "day": format_date(decision.at.astimezone(case.office.zone).date(), "id", short=True),
                "key": case.header.title,
                "words": _evidence_words(case, decision),
                "hash": (decision.digest or decision.hash)[:16],
            }


def _evidence_words(case: Case, decision: Decision) -> str:
    item = case.progress.items.get(decision.item)
    title = f": {item.title}" if item else ""
    row = f", langkah {case.procedure.step(decision.step).row}" if decision.step else ""
    return f"{action_words(case, decision).capitalize()}{title}{row}"


def _within(when: datetime, span: Span, case: Case) -> bool:
    return span[0] <= when.astimezone(case.office.zone).date() <= span[1]


def _end(span: Span, case: Case) -> datetime:
    return datetime(span[1].year, span[1].month, span[1].day, 12, tzinfo=case.office.zone)
