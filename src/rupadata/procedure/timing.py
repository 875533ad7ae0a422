"""Time used against the standard of the SOP: per step, item and person, waiting apart, corrections apart.

Nobody's minute counts twice: while somebody has several things in hand, each gets its share of the minutes.
That goes across cases: what a decision recorded of other cases (`held`) takes its share as well. What nobody
recorded is not known: a step whose start was not recorded has neither time used nor waiting. Nothing is
estimated from the moments of decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case, OpenStep, StepRun

_ELSEWHERE = -1
"""Stands for the number of a case that is not among those given."""


class TimedRun(Struct, frozen=True):
    """One passage through a step with its minutes of working time.

    `waiting_minutes` and `used_minutes` are None when nobody recorded the start. `standard_minutes` is None
    in a round of correction, for which the SOP names no time, and where the same step of an infographic was
    passed before: a new design, or a review after an approval was revoked, has no standard of its own.
    `shared` stands for the part of somebody else in a run: only its minutes count. `off_hours` tells that the
    work lay outside the working hours, of which no minute counts.
    """

    run: StepRun
    row: int
    waiting_minutes: int | None
    used_minutes: int | None
    standard_minutes: int | None
    due_at: datetime
    off_hours: bool = False
    shared: bool = False

    @property
    def measured(self) -> bool:
        """Return whether the start was recorded."""
        return self.used_minutes is not None

    @property
    def correction(self) -> bool:
        """Return whether the run belongs to a round of correction."""
        return self.run.round > 0


class TimeSum(Struct, frozen=True):
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
    holds: dict[str, list[_Hold]] = defaultdict(list)
    for number, (case, own) in enumerate(zip(cases, calendars, strict=True)):
        for place, run in enumerate(case.progress.runs):
            for span in run.spans:
                holds[span.person].append(_Hold(number, place, span.start, span.end, own))
    for place, (person, start, end) in enumerate(_held_beside(cases)):
        holds[person].append(_Hold(_ELSEWHERE, place, start, end, calendars[0]))
    used: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for person, mine in holds.items():
        for held, minutes in _share(mine).items():
            used[held][person] = minutes
    timed = []
    for number, (case, own) in enumerate(zip(cases, calendars, strict=True)):
        firsts = _first_passages(case.progress.runs)
        timed.append(
            tuple(
                one
                for place, run in enumerate(case.progress.runs)
                for one in _time_run(case, own, run, used[(number, place)], first=place in firsts)
            )
        )
    return tuple(timed)


def _held_beside(cases: Sequence[Case]) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield what people had in hand beside the passages of some cases: steps that are open, and other cases.

    What a decision recorded of a case that is given stands there itself, by the same beginning.
    """
    passed = {
        (case.key, span.person, span.start)
        for case in cases
        for run in case.progress.runs
        for span in run.spans
    }
    ends: dict[tuple[str, str, datetime], datetime] = {}
    for case in cases:
        held = [(span.case, span.person, span.start, span.end) for span in case.progress.held]
        last = case.decisions[-1].at if case.decisions else case.header.created_at
        for waiting in case.progress.open.values():
            held += [(case.key, span.person, span.start, span.end) for span in waiting.put_aside(last).spans]
        for key, person, start, end in held:
            if (key, person, start) not in passed:
                known = ends.get((key, person, start), end)
                ends[(key, person, start)] = max(known, end)
    for (_, person, start), end in ends.items():
        yield person, start, end


def _first_passages(runs: Sequence[StepRun]) -> frozenset[int]:
    """Return the places of the runs that passed their step, of their infographic, for the first time."""
    first: dict[tuple[str, str], int] = {}
    for place, run in enumerate(runs):
        if not run.broken_off:
            first.setdefault((run.step, run.item), place)
    return frozenset(first.values())


def sum_time(runs: Iterable[TimedRun]) -> TimeSum:
    """Return the sums over some passages."""
    every = tuple(runs)
    runs = tuple(run for run in every if not run.shared)
    first = [run for run in runs if not run.correction]
    again = [run for run in runs if run.correction]
    return TimeSum(
        runs=len(runs),
        waiting_minutes=sum(run.waiting_minutes or 0 for run in runs),
        used_minutes=sum(run.used_minutes or 0 for run in every if not run.correction),
        standard_minutes=sum(run.standard_minutes or 0 for run in first),
        correction_minutes=sum(run.used_minutes or 0 for run in every if run.correction),
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


class _Hold(Struct, frozen=True):
    """From when to when somebody had a passage in hand."""

    case: int
    place: int
    start: datetime
    end: datetime
    calendar: WorkingCalendar


def _share(holds: list[_Hold]) -> dict[tuple[int, int], int]:
    """Return the minutes of each passage of one person, those held at the same time sharing them evenly.

    The whole minutes of each case add up to its part of the working minutes in which the person had anything
    in hand; what was held elsewhere takes its part and is left out.
    """
    moments = sorted({moment for hold in holds for moment in (hold.start, hold.end)})
    shares: dict[tuple[int, int], Fraction] = {(hold.case, hold.place): Fraction(0) for hold in holds}
    for start, end in pairwise(moments):
        held = [hold for hold in holds if hold.start <= start and end <= hold.end]
        if held:
            minutes = Fraction(held[0].calendar.seconds_between(start, end), 60 * len(held))
            for hold in held:
                shares[(hold.case, hold.place)] += minutes
    whole: dict[tuple[int, int], int] = {}
    for case in {hold.case for hold in holds} - {_ELSEWHERE}:
        whole.update(_round_whole({key: share for key, share in shares.items() if key[0] == case}))
    return whole


def _round_whole(shares: dict[tuple[int, int], Fraction]) -> dict[tuple[int, int], int]:
    """Return whole minutes that add up to the whole minutes of all, the largest remainders rounded up."""
    whole = {key: int(share) for key, share in shares.items()}
    left = int(sum(shares.values())) - sum(whole.values())
    for key in sorted(shares, key=lambda key: (whole[key] - shares[key], key))[:left]:
        whole[key] += 1
    return whole


def _time_run(
    case: Case, calendar: WorkingCalendar, run: StepRun, used: Mapping[str, int], *, first: bool
) -> Iterator[TimedRun]:
    """Yield a passage as whoever ended it had it, then the parts of others who had it in hand.

    A passage that was broken off is nothing but parts.
    """
    step = case.procedure.step(run.step)
    spans = run.spans
    mine = used.get(run.person)
    due_at = calendar.add_minutes(run.opened_at, step.minutes)
    if not run.broken_off:
        yield TimedRun(
            run=run,
            row=step.row,
            waiting_minutes=None if not spans else _waiting(run, calendar),
            used_minutes=mine,
            standard_minutes=step.minutes if first and run.round == 0 else None,
            due_at=due_at,
            off_hours=any(span.end > span.start for span in spans)
            and all(calendar.seconds_between(span.start, span.end) == 0 for span in spans),
        )
    for person, minutes in used.items():
        if person != run.person or run.broken_off:
            yield TimedRun(
                run=replace(run, person=person),
                row=step.row,
                waiting_minutes=None,
                used_minutes=minutes,
                standard_minutes=None,
                due_at=due_at,
                shared=True,
            )


def _waiting(run: StepRun, calendar: WorkingCalendar) -> int:
    """Return the working minutes in which an open step was in nobody's hands."""
    ends = [run.opened_at, *(span.end for span in run.spans)]
    gaps = zip(ends, (*(span.start for span in run.spans), run.ended_at), strict=True)
    return sum(calendar.minutes_between(start, end) for start, end in gaps if start < end)
