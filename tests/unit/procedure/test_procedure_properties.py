"""Whatever people try in whatever order: a case is never in a state that the SOP does not know."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from carrying import ITEMS, OFFICE, START, begin, edition
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.errors import RupadataError
from rupadata.procedure import Case, Decision, decide, replay
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import Handover, decode_history, encode_decision

PEOPLE = ("kabid", "kasie", "analis", "perancang", "wakil")
ACTIONS = (
    "order",
    "schedule",
    "group",
    "design",
    "submit",
    "approve",
    "return",
    "consult",
    "agree",
    "waive",
    "document",
    "report",
    "receive",
    "close",
    "start",
    "handover",
    "withdraw",
    "reopen",
    "revoke",
    "start",
    "pause",
)
NEEDS_ITEM = {"design", "submit", "approve", "return", "consult", "agree", "waive"}


@st.composite
def tries(draw: st.DrawFn) -> dict[str, Any]:
    action = draw(st.sampled_from(ACTIONS))
    usual = {
        "order": "kabid",
        "schedule": "kasie",
        "group": "analis",
        "design": "perancang",
        "submit": "perancang",
        "approve": "kasie",
        "return": "kasie",
        "document": "perancang",
        "report": "analis",
        "receive": "kasie",
        "close": "kabid",
    }.get(action, "kabid")
    facts: dict[str, Any] = {
        "action": action,
        "person": draw(st.sampled_from((usual, usual, usual, *PEOPLE))),
        "note": draw(st.sampled_from(("", "catatan"))),
    }
    if action in NEEDS_ITEM or draw(st.integers(0, 5)) == 0:
        facts["item"] = draw(st.sampled_from([item.id for item in ITEMS]))
    if action in ("schedule", "group"):
        facts["items"] = ITEMS
    if action == "design":
        errors = draw(st.sampled_from(((), (), ("text-overlaps",))))
        missing = draw(st.sampled_from(((), (), ("Tidak ada wilayah.",))))
        name = draw(st.sampled_from(("satu", "dua")))
        facts["edition"] = edition(
            name + str(len(errors)) + str(len(missing)), errors=errors, missing_elements=missing
        )
    if action == "handover":
        facts["handover"] = Handover(
            draw(st.sampled_from(("", "section_head"))), draw(st.sampled_from(PEOPLE))
        )
    return facts


def check_legal(case: Case) -> None:
    progress, steps = case.progress, case.procedure.steps
    per_item = [key for key in progress.open if key[1]]
    per_case = [key for key in progress.open if not key[1]]
    assert len(per_case) <= 1
    assert not (per_case and per_item), "steps per item and of the case are never open together"
    assert len({item for _, item in per_item}) == len(per_item), "one open step per item"
    if per_case:
        assert per_case[0][0] == steps[progress.at].key
    if case.status == "closed":
        assert not progress.open
    for key, item in progress.items.items():
        if item.approved:
            assert item.edition is not None
            assert item.approved == item.edition.digest
            assert not item.edition.errors
            assert not item.edition.missing_elements or (item.reason and item.consent)
        if item.withdrawn:
            assert not any(open_item == key for _, open_item in progress.open)
    if steps[min(progress.at, len(steps) - 1)].row >= 7 and case.status != "withdrawn":
        assert all(item.approved for item in progress.active_items())


@settings(max_examples=150, deadline=None)
@given(st.lists(tries(), min_size=5, max_size=60))
def test_random_decisions_never_reach_an_illegal_state(attempts: list[dict[str, Any]]) -> None:
    case = begin()
    moment = START
    for facts in attempts:
        moment += timedelta(minutes=7)
        head = case.head
        with suppress(RupadataError):
            case = decide(case, Decision(at=moment, **facts))
            assert case.decisions[-1].previous == head
        check_legal(case)

    text = b"".join(encode_decision(decision) + b"\n" for decision in case.decisions)
    again = replay(case.header, case.first, OFFICE, decode_history(text, case.first))
    assert again.progress.standing() == case.progress.standing()
    assert again.head == case.head


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 60 * 24 * 120), st.integers(1, 3000))
def test_minutes_added_are_the_minutes_between(offset: int, minutes: int) -> None:
    calendar = WorkingCalendar(OFFICE)
    start = START + timedelta(minutes=offset)
    end = calendar.add_minutes(start, minutes)
    assert calendar.minutes_between(start, end) == minutes


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 60 * 24 * 60), st.integers(0, 10_000), st.integers(0, 10_000))
def test_working_time_adds_up_over_a_moment_in_between(offset: int, first: int, second: int) -> None:
    calendar = WorkingCalendar(OFFICE)
    a = START + timedelta(minutes=offset)
    b = a + timedelta(minutes=first)
    c = b + timedelta(minutes=second)
    whole = calendar.minutes_between(a, c)
    assert whole == calendar.minutes_between(a, b) + calendar.minutes_between(b, c)
