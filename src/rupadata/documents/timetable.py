"""The schedule of a work order as a Gantt page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rupadata.documents.statements import Plain, day_words, paper_base, short_name, signer_of
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.schedule import Plan, PlannedStep
from rupadata.wording import format_date, month_name

_LATE = "deadline-missed"


def schedule_page(
    case: Case, decision: Decision, plan: Plan, *, before: Plan | None = None, logo: str = ""
) -> Plain:
    """Return the Gantt page: one row per step of the work order and per infographic.

    Where work was late and is planned anew, the plan `before` stands in thin lines under the new one.
    """
    calendar = WorkingCalendar(case.office)
    first, last = plan.start.date(), max(plan.end, before.end if before else plan.end).date()
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
            {"hue": 0, "words": "langkah untuk seluruh perintah kerja"},
            *(
                {"hue": hue, "words": f"{step.row}. {step.actions[0].label.id}"}
                for step in case.procedure.steps
                if (hue := _hues(case)[step.key])
            ),
        ],
        "before": before_words(case, plan, before) if before else "",
        "rows": _gantt_rows(case, plan, first, calendar, before),
        "holidays": [
            f"{format_date(day, 'id')} {calendar.holiday_words(day)}" for day in days if calendar.holiday(day)
        ],
        "deadline": day_words(case.progress.deadline, case) if case.progress.deadline else "",
        "note": decision.note,
        "loads": _load_rows(case, plan, first),
        "leave": _leave_words(case, plan, first, last),
        "elsewhere": list(dict.fromkeys(key for load in plan.loads for key in load.elsewhere)),
        "late": [
            f"{problem.message} {problem.hint}"
            for problem in plan.problems
            if problem.code == "deadline-missed"
        ],
        "warnings": [problem.message for problem in plan.problems if problem.code != "deadline-missed"],
        "signer": signer_of(case, decision, kind="schedule"),
    }


def before_words(case: Case, plan: Plan, before: Plan) -> str:
    """Return how a new plan ends against the one before: by how many working days later or earlier."""
    calendar = WorkingCalendar(case.office)
    old, new = before.end.date(), plan.end.date()
    early, late = min(old, new), max(old, new)
    days = sum(
        bool(calendar.spans(early + timedelta(days=offset))) for offset in range(1, (late - early).days + 1)
    )
    words = (
        f"{days} hari kerja {'lebih lambat' if new > old else 'lebih awal'}"
        if days
        else "pada hari yang sama"
    )
    return (
        f"Jadwal semula selesai {format_date(old, 'id')}; jadwal ini, untuk pekerjaan yang belum selesai, "
        f"selesai {format_date(new, 'id')}, {words}."
    )


def _gantt_rows(
    case: Case, plan: Plan, first: date, calendar: WorkingCalendar, before: Plan | None
) -> list[Plain]:
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
        name = steps[0].name if item else f"{steps[0].row}. {steps[0].activity}"
        rows.append(
            {
                "name": name,
                "item": bool(item),
                "people": list(dict.fromkeys(_person_words(case, step) for step in steps)),
                "bars": [
                    {"start": start, "length": length, "hue": hues[step.step]}
                    for step in steps
                    for start, length in _bars(step, first, calendar)
                ],
                "before": [
                    {"start": max(0.0, start), "length": length + min(0.0, start)}
                    for step in (before.steps if before else ())
                    if step.item == item and (item or step.step == steps[0].step)
                    for start, length in _bars(step, first, calendar)
                    if start + length > 0
                ],
            }
        )
    return rows


def _load_rows(case: Case, plan: Plan, first: date) -> list[Plain]:
    """Return for each person how full each planned day is, in percent of its working minutes."""
    people = dict.fromkeys(load.person for load in plan.loads)
    return [
        {
            "name": short_name(case.office.official(person).name),
            "days": [
                {
                    "day": (load.day - first).days,
                    "percent": round(100 * load.all_minutes / max(1, load.capacity_minutes)),
                }
                for load in plan.loads
                if load.person == person
            ],
        }
        for person in people
    ]


def _person_words(case: Case, step: PlannedStep) -> str:
    name = short_name(case.office.official(step.person).name)
    return f"{name} ({step.acting}.)" if step.acting else name


def _leave_words(case: Case, plan: Plan, first: date, last: date) -> list[str]:
    """Return who of the people of a plan is away in its time."""
    people = {step.person for step in plan.steps}
    roles = {role for step in case.procedure.steps for role in step.actors}
    return [
        f"{official.name}: {format_date(max(leave.since, first), 'id', short=True)} s.d. "
        f"{format_date(min(leave.until, last), 'id', short=True)}"
        + (f" ({leave.reason})" if leave.reason else "")
        for official in case.office.officials
        if official.id in people or roles & set(official.roles)
        for leave in official.leave
        if leave.since <= last and leave.until >= first
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
