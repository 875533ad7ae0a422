"""A work order at a glance: ten segments, for whom it waits, how late, when it will be over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from msgspec import Struct

from rupadata.language import say
from rupadata.web.cases.glance import Glance, calendar_of, glance_of, office_settings
from rupadata.web.cases.models import CaseRow, Waiting

_FORECAST_MINUTES = 15
"""So long a forecast holds: it is told in days."""


class Rail(Struct, frozen=True):
    """A work order as its line in a list. `segments` are done, now, late or next, one a row of the
    procedure."""

    row: CaseRow
    segments: tuple[str, ...]
    words: str
    label: str
    waits_for: tuple[str, ...]
    late_minutes: int
    deadline: date | None
    forecast: date | None
    approved: int
    items: int

    @property
    def past_deadline(self) -> bool:
        """Return whether the forecast lies after the deadline."""
        return bool(self.deadline and self.forecast and self.forecast > self.deadline)


def rails_of(rows: Iterable[CaseRow], now: datetime) -> list[Rail]:
    """Return work orders at a glance, in their order."""
    rows = list(rows)
    overdue: dict[int, dict[str, datetime]] = {}
    for case, step, due in Waiting.objects.filter(case__in=rows, due_at__lt=now).values_list(
        "case_id", "step", "due_at"
    ):
        steps = overdue.setdefault(case, {})
        steps[step] = min(due, steps.get(step, due))
    return [_rail(row, overdue.get(row.pk, {}), now) for row in rows]


def forecast(glance: Glance, now: datetime) -> date | None:
    """Return when a work order will be over: as planned, moved back by what is late by now."""
    if glance.plan_end is None:
        return None
    start = now.replace(second=0, microsecond=0)
    start -= timedelta(minutes=start.minute % _FORECAST_MINUTES)
    return _forecast(
        glance.office, glance.plan_end, tuple(one for one in glance.behind if one[0] < start), start
    )


@lru_cache(maxsize=8192)
def _forecast(
    office: str, plan_end: datetime, behind: tuple[tuple[datetime, int], ...], now: datetime
) -> date:
    calendar = calendar_of(office)
    lag = calendar.minutes_between(behind[0][0], now) if behind else 0
    end = calendar.add_minutes(plan_end, lag + sum(minutes for _, minutes in behind))
    return timezone.localtime(end, office_settings(office).zone).date()


def _rail(row: CaseRow, overdue: dict[str, datetime], now: datetime) -> Rail:
    glance = glance_of(row)
    states = tuple(
        "late" if step in overdue else state
        for step, state in zip(glance.steps, glance.segments, strict=True)
    )
    late = calendar_of(glance.office).minutes_between(min(overdue.values()), now) if overdue else 0
    return Rail(
        row=row,
        segments=states,
        words=_where(row.status, glance),
        label=_label(states),
        waits_for=glance.waits_for,
        late_minutes=late,
        deadline=glance.deadline,
        forecast=forecast(glance, now) if row.status == "open" else None,
        approved=glance.approved,
        items=glance.items,
    )


def _where(status: str, glance: Glance) -> str:
    if status == "closed":
        return say(id="selesai", en="finished")
    if status == "withdrawn":
        return say(id="ditarik", en="withdrawn")
    if not glance.rows:
        return ""
    first, last = glance.rows[0], glance.rows[-1]
    place = str(first) if first == last else f"{first}–{last}"
    if glance.by_item:
        return say(
            id=f"langkah {place} · {glance.approved} dari {glance.items} disetujui",
            en=f"step {place} · {glance.approved} of {glance.items} approved",
        )
    return say(id=f"langkah {place}", en=f"step {place}")


def _label(states: tuple[str, ...]) -> str:
    words = {
        "done": say(id="selesai", en="done"),
        "now": say(id="berjalan", en="under way"),
        "late": say(id="terlambat", en="late"),
        "next": say(id="belum", en="to come"),
    }
    return ", ".join(f"{at} {words[state]}" for at, state in enumerate(states, start=1))
