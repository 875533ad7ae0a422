"""Time used against the standard of the SOP: per step, item and person, waiting apart, corrections apart.

Nobody's minute counts twice: while somebody has several things in hand, each gets its share of the minutes.
What nobody recorded is not known: a step whose start was not recorded has neither time used nor waiting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, OpenStep, StepRun


@dataclass(frozen=True, slots=True)
class TimedRun:
    """One passage through a step with its minutes of working time.

    `waiting_minutes` and `used_minutes` are None when nobody recorded the start. `standard_minutes` is None
    in a round of correction, for which the SOP names no time, and where the same step of an infographic was
    passed before: a new design, or a review after an approval was revoked, has no standard of its own.
    `off_hours` tells that the work lay outside the
    working hours, of which no minute counts.
    """

    run: StepRun
    row: int
    waiting_minutes: int | None
    used_minutes: int | None
    standard_minutes: int | None
    due_at: datetime
    off_hours: bool = False

    @property
    def measured(self) -> bool:
        """Return whether the start was recorded."""
        return self.used_minutes is not None

    @property
    def correction(self) -> bool:
        """Return whether the run belongs to a round of correction."""
        return self.run.round > 0


@dataclass(frozen=True, slots=True)
class TimeSum:
    """Minutes added up over some runs: the standard covers first passages only, corrections stand apart.

    `unmeasured` and `corrections_unmeasured` count the runs whose start nobody recorded: the sums are then
    those of the others, and with no other there is no sum to speak of.
    """

    runs: int
    waiting_minutes: int
    used_minutes: int
    standard_minutes: int
    correction_minutes: int
    corrections: int
    unmeasured: int
    correction_runs: int
    corrections_unmeasured: int


def time_runs(case: Case, calendar: WorkingCalendar | None = None) -> tuple[TimedRun, ...]:
    """Return the passages of a case in their order, with time."""
    return time_cases([case], calendar)[0]


def time_cases(
    cases: Sequence[Case], calendar: WorkingCalendar | None = None
) -> tuple[tuple[TimedRun, ...], ...]:
    """Return the passages of each of some cases; what people had in hand at once is shared over all."""
    calendars = [calendar or WorkingCalendar(case.office) for case in cases]
    spans: dict[str, list[_Hold]] = defaultdict(list)
    for number, (case, own) in enumerate(zip(cases, calendars, strict=True)):
        for place, run in enumerate(case.progress.runs):
            if run.started_at is not None:
                spans[run.person].append(_Hold(number, place, run.started_at, run.ended_at, own))
    used: dict[tuple[int, int], int] = {}
    for holds in spans.values():
        used.update(_share(holds))
    return tuple(
        tuple(
            _time_run(case, own, run, used.get((number, place)), first=place in firsts)
            for place, run in enumerate(case.progress.runs)
        )
        for number, (case, own) in enumerate(zip(cases, calendars, strict=True))
        for firsts in [_first_passages(case.progress.runs)]
    )


def _first_passages(runs: Sequence[StepRun]) -> frozenset[int]:
    """Return the places of the runs that passed their step, of their infographic, for the first time."""
    first: dict[tuple[str, str], int] = {}
    for place, run in enumerate(runs):
        first.setdefault((run.step, run.item), place)
    return frozenset(first.values())


def sum_time(runs: Iterable[TimedRun]) -> TimeSum:
    """Return the sums over some passages."""
    runs = tuple(runs)
    first = [run for run in runs if not run.correction]
    again = [run for run in runs if run.correction]
    return TimeSum(
        runs=len(runs),
        waiting_minutes=sum(run.waiting_minutes or 0 for run in runs),
        used_minutes=sum(run.used_minutes or 0 for run in first),
        standard_minutes=sum(run.standard_minutes or 0 for run in first),
        correction_minutes=sum(run.used_minutes or 0 for run in again),
        corrections=len({(run.run.item, run.run.round) for run in again}),
        unmeasured=sum(not run.measured for run in first),
        correction_runs=len(again),
        corrections_unmeasured=sum(not run.measured for run in again),
    )


def due_at(case: Case, waiting: OpenStep, calendar: WorkingCalendar | None = None) -> datetime:
    """Return when an open step is due: its standard time after it opened."""
    calendar = calendar or WorkingCalendar(case.office)
    minutes = case.procedure.step(waiting.step).minutes
    return calendar.add_minutes(waiting.opened_at, minutes)


@dataclass(frozen=True, slots=True)
class _Hold:
    """From when to when somebody had a passage in hand."""

    case: int
    place: int
    start: datetime
    end: datetime
    calendar: WorkingCalendar


def _share(holds: list[_Hold]) -> dict[tuple[int, int], int]:
    """Return the minutes of each passage of one person, those held at the same time sharing them evenly.

    The whole minutes add up to the working minutes in which the person had anything in hand.
    """
    moments = sorted({moment for hold in holds for moment in (hold.start, hold.end)})
    shares: dict[tuple[int, int], Fraction] = {(hold.case, hold.place): Fraction(0) for hold in holds}
    for start, end in pairwise(moments):
        held = [hold for hold in holds if hold.start <= start and end <= hold.end]
        if held:
            minutes = Fraction(held[0].calendar.seconds_between(start, end), 60 * len(held))
            for hold in held:
                shares[(hold.case, hold.place)] += minutes
    return _round_whole(shares)


def _round_whole(shares: dict[tuple[int, int], Fraction]) -> dict[tuple[int, int], int]:
    """Return whole minutes that add up to the whole minutes of all, the largest remainders rounded up."""
    whole = {key: int(share) for key, share in shares.items()}
    left = int(sum(shares.values())) - sum(whole.values())
    for key in sorted(shares, key=lambda key: (whole[key] - shares[key], key))[:left]:
        whole[key] += 1
    return whole


def _time_run(
    case: Case, calendar: WorkingCalendar, run: StepRun, used: int | None, *, first: bool
) -> TimedRun:
    step = case.procedure.step(run.step)
    started = run.started_at
    return TimedRun(
        run=run,
        row=step.row,
        waiting_minutes=None if started is None else calendar.minutes_between(run.opened_at, started),
        used_minutes=used,
        standard_minutes=step.minutes if first and run.round == 0 else None,
        due_at=calendar.add_minutes(run.opened_at, step.minutes),
        off_hours=used == 0
        and started is not None
        and run.ended_at > started
        and calendar.seconds_between(started, run.ended_at) == 0,
    )
