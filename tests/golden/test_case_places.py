"""Work orders at every place: what each person may decide there, what is refused, and all that is shown.

`allowed.txt` is the table of who may do what when, and `cases.txt` says what
lists, papers and plans show of the same work orders, and of some that chance carried on. Both change only on
purpose: `pytest tests/golden --update-golden` keeps them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest

from rupadata.errors import RupadataError
from rupadata.language import messages_in
from rupadata.procedure import Case, decide
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.overview import describe_case
from rupadata.procedure.schedule import Plan, plan_as_decided, plan_before, planned_ends
from rupadata.procedure.timing import TimedRun, sum_time, time_runs
from rupadata.procedure.warnings import warn_about
from rupadata.procedure.workload import busy_days
from tests.golden.golden_cases import PEOPLE, PLACES, actions_of, bare, full, walked
from tests.golden.kept_parts import look_at

HERE = Path(__file__).parent
ALLOWED, CASES = HERE / "allowed.txt", HERE / "cases.txt"
ITEMS = ("", "item-0", "item-1", "itam-0")
WALKS = range(16)


def moment(when: datetime) -> str:
    return f"{when:%d.%m. %H:%M}"


def outcome(case: Case, decision) -> str:
    """Return what comes of a decision: where the case then stands, or the refusal in words."""
    try:
        after = decide(case, decision)
    except RupadataError as error:
        return f"{error.code}: {error}"
    made = after.decisions[-1]
    stand = made.after
    assert stand is not None
    moved = {
        item.item.id: f"{item.at}{'x' * item.withdrawn}{'*' * bool(item.approved)}r{item.round}"
        for item in after.progress.items.values()
    }
    open_ = [
        f"{step} {item} {'in ' + one.in_hand_of if one.in_hand_of else ''}".strip()
        for (step, item), one in after.progress.open.items()
    ]
    which = f" {made.step} {made.item}".rstrip()
    return (
        f"as {made.role} {made.acting}{which} {made.digest[:4]} -> {stand.status} {after.progress.at} "
        f"{stand.approved} of {stand.items}, {moved}, open {', '.join(open_)}"
    )


def allowed(case: Case) -> Iterator[str]:
    """Yield what comes of each action, with all that it asks for and without, for each person and item.

    Refusals stand by their codes, and at the end of each action a digest of what all of them say.
    """
    for action in actions_of(case):
        found: dict[str, list[str]] = defaultdict(list)
        words = ""
        for item in ITEMS:
            for person in PEOPLE:
                for how, make in (("", full), (" bare", bare)):
                    said = outcome(case, make(case, action, person, item))
                    if not said.startswith("as "):
                        words += said
                        said = said.partition(":")[0]
                    found[said].append(f"{person}{how} {item}".rstrip())
        commonest = max(found, key=lambda said: len(found[said]))
        yield f"{action}: {commonest}, {sha256(words.encode()).hexdigest()[:6]}"
        yield from (f"    {said}: {', '.join(who)}" for said, who in found.items() if said != commonest)


@pytest.mark.parametrize("place", PLACES)
def test_at_each_place_each_person_may_decide_what_the_procedure_lets_them(place, request):
    with messages_in("en"):
        lines = list(allowed(PLACES[place]()))
    look_at(ALLOWED, place, lines, update=request.config.getoption("--update-golden"))


def planned(plan: Plan | None) -> Iterator[str]:
    """Yield a plan, a line a step, then the load of each person's days."""
    if plan is None:
        yield "no plan"
        return
    for step in plan.steps:
        days = " ".join(f"{day.day}:{minutes}" for day, minutes in step.days)
        yield (
            f"plan {step.row} {step.step} {step.item} {step.person} {step.acting} {moment(step.start)} "
            f"{moment(step.end)} {step.minutes} {days} {step.name}"
        )
    for person, loads in groupby(plan.loads, key=lambda load: load.person):
        said = (
            f"{one.day.day}:{one.planned_minutes}+{one.elsewhere_minutes}/{one.capacity_minutes}"
            for one in loads
        )
        yield f"load {person} {' '.join(said)}"
    if plan.overrun:
        yield f"overrun {plan.overrun}"
    yield from (f"problem {one.code} {one}" for one in plan.problems)


def timed(one: TimedRun) -> str:
    run = one.run
    return (
        f"run {one.row} {run.step} {run.item} r{run.round} {run.person} {run.acting} {run.action} waits "
        f"{one.waiting_minutes} used {one.used_minutes} of {one.standard_minutes} due {moment(one.due_at)}"
        f"{' shared' * one.shared}{' off hours' * one.off_hours}{' broken off' * run.broken_off}"
    )


def shown(case: Case) -> Iterator[str]:
    """Yield all that lists, papers and plans show of a case."""
    now = case.decisions[-1].at if case.decisions else case.header.created_at
    told = describe_case(case, now + timedelta(days=1))
    yield f"{told['status']} {told['steps']} waits for {told['waits_for']}"
    yield f"{told['approved']} of {told['items']}, deadline {told['deadline']}, signed {told['signed']}"
    yield from (f"item {one}" for one in told["item_list"])
    for one in told["open"]:
        yield (
            f"open {one['row']} {one['step']} {one['item']} r{one['round']} {one['people']} "
            f"{one['actions']} since {one['opened_at']} taken {one['started_at']} due {one['due_at']} "
            f"{'overdue' * one['overdue']}"
        )
    yield from map(timed, time_runs(case))
    yield f"sum {sum_time(time_runs(case))}"
    yield from (f"time of {person} {total}" for person, total in told["time_by_person"].items())
    for due in due_papers(case):
        yield f"paper {due.kind} {due.file} {due.decision.number if due.decision else '-'}"
    yield from planned(plan_as_decided(case))
    if case.decisions:
        yield from (f"before: {line}" for line in planned(plan_before(case, case.decisions[-1])))
        yield from (f"warning {one.code} {one}" for one in warn_about(case, case.decisions[-1]))
    yield from (f"by {step} {item} {moment(end)}" for (step, item), end in planned_ends(case).items())
    for later in (0, 2, 30):
        days = busy_days({"kasus": case}, now + timedelta(days=later))
        yield f"busy after {later}: " + " ".join(f"{one.person} {one.day.day} {one.minutes}" for one in days)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_shown_of_a_work_order_at_each_place_is_as_before(place, request):
    lines = [" ".join(line.split()) for line in shown(PLACES[place]())]
    look_at(CASES, place, lines, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("seed", WALKS)
def test_what_is_shown_of_a_work_order_that_chance_carried_on_is_as_before(seed, request):
    case = walked(seed)
    history = [
        f"{one.number} {moment(one.at)} {one.action} {one.step} {one.item} "
        f"{one.person} {one.role} {one.acting}"
        for one in case.decisions
    ]
    lines = [" ".join(line.split()) for line in (*history, *shown(case))]
    look_at(CASES, f"walk {seed:02d}", lines, update=request.config.getoption("--update-golden"))
