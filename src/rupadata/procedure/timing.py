"""Time used against the standard of the SOP: per step, item and person, waiting apart, corrections apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, OpenStep, StepRun


@dataclass(frozen=True, slots=True)
class TimedRun:
    """One passage through a step with its minutes of working time.

    `standard_minutes` is None in a round of correction, for which the SOP names no time. `measured` is False
    when nobody recorded the start: then the time since the step was open counts as used, none as waiting.
    """

    run: StepRun
    row: int
    waiting_minutes: int
    used_minutes: int
    standard_minutes: int | None
    due_at: datetime
    measured: bool

    @property
    def correction(self) -> bool:
        """Return whether the run belongs to a round of correction."""
        return self.run.round > 0


@dataclass(frozen=True, slots=True)
class TimeSum:
    """Minutes added up over some runs: the standard covers first passages only, corrections stand apart."""

    runs: int
    waiting_minutes: int
    used_minutes: int
    standard_minutes: int
    correction_minutes: int
    corrections: int


def time_runs(case: Case, calendar: WorkingCalendar | None = None) -> tuple[TimedRun, ...]:
    """Return the passages of a case in their order, with time."""
    calendar = calendar or WorkingCalendar(case.office)
    return tuple(_time_run(case, calendar, run) for run in case.progress.runs)


def sum_time(runs: Iterable[TimedRun]) -> TimeSum:
    """Return the sums over some passages."""
    runs = tuple(runs)
    first = [run for run in runs if not run.correction]
    again = [run for run in runs if run.correction]
    return TimeSum(
        runs=len(runs),
        waiting_minutes=sum(run.waiting_minutes for run in runs),
        used_minutes=sum(run.used_minutes for run in first),
        standard_minutes=sum(run.standard_minutes or 0 for run in first),
        correction_minutes=sum(run.used_minutes for run in again),
        corrections=len({(run.run.item, run.run.round) for run in again}),
    )


def due_at(case: Case, waiting: OpenStep, calendar: WorkingCalendar | None = None) -> datetime:
    """Return when an open step is due: its standard time after it opened."""
    calendar = calendar or WorkingCalendar(case.office)
    minutes = case.procedure.step(waiting.step).minutes
    return calendar.add_minutes(waiting.opened_at, minutes)


def _time_run(case: Case, calendar: WorkingCalendar, run: StepRun) -> TimedRun:
    step = case.procedure.step(run.step)
    begun = run.started_at or run.opened_at
    return TimedRun(
        run=run,
        row=step.row,
        waiting_minutes=calendar.minutes_between(run.opened_at, begun),
        used_minutes=calendar.minutes_between(begun, run.ended_at),
        standard_minutes=step.minutes if run.round == 0 else None,
        due_at=calendar.add_minutes(run.opened_at, step.minutes),
        measured=run.started_at is not None,
    )
