"""Each refusal of a decision has a code of its own, which programs and the reference rely on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from carrying import (
    ITEMS,
    OFFICE,
    PROCEDURE,
    START,
    approved,
    begin,
    closed,
    do,
    edition,
    with_items,
)

from rupadata.errors import RupadataError
from rupadata.office.settings import load_settings
from rupadata.procedure import Case, load_procedure, new_case, parse_settings
from rupadata.procedure.decision import Handover

FIRST = ITEMS[0].id
MISSING = ("Data tidak memuat wilayah.",)


def ordered() -> Case:
    return do(begin(), "order", "kabid")


def designed(**facts: object) -> Case:
    return do(with_items(), "design", "perancang", item=FIRST, edition=edition(**facts))


def submitted(**facts: object) -> Case:
    return do(designed(**facts), "submit", "perancang", item=FIRST, note="alasan")


def withdrawn(item: str = "") -> Case:
    return do(with_items(), "withdraw", "kabid", item=item, note="Batal.")


def started() -> Case:
    return do(begin(), "start", "kabid")


REFUSED: dict[str, tuple[str, Callable[[], object]]] = {
    "an unknown action": ("action-unknown", lambda: do(begin(), "fly", "kabid")),
    "another's step": ("not-their-step", lambda: do(begin(), "order", "kasie")),
    "a step before its time": ("step-not-open", lambda: do(begin(), "schedule", "kasie")),
    "an unknown person": ("person-unknown", lambda: do(begin(), "order", "siapa")),
    "an unknown person's case": (
        "person-unknown",
        lambda: new_case("kasus", "Kasus", PROCEDURE, OFFICE, "\udcff.xlsx", START),
    ),
    "grouping nothing": (
        "items-missing",
        lambda: do(do(ordered(), "schedule", "kasie"), "group", "analis"),
    ),
    "an item before grouping": (
        "items-missing",
        lambda: do(do(ordered(), "schedule", "kasie"), "design", "perancang", item=FIRST, edition=edition()),
    ),
    "an unknown item": (
        "item-unknown",
        lambda: do(with_items(), "design", "perancang", item="item-9", edition=edition()),
    ),
    "an item for a step of the whole": ("item-not-wanted", lambda: do(begin(), "order", "kabid", item=FIRST)),
    "a design without files": (
        "edition-missing",
        lambda: do(with_items(), "design", "perancang", item=FIRST),
    ),
    "a design that is approved already": (
        "edition-approved",
        lambda: do(approved(), "design", "perancang", item=FIRST, edition=edition()),
    ),
    "approving what moved on": (
        "edition-changed",
        lambda: do(submitted(), "approve", "kasie", item=FIRST, digest="dua0"),
    ),
    "submitting errors": (
        "check-has-errors",
        lambda: do(designed(errors=("text-overlap",)), "submit", "perancang", item=FIRST),
    ),
    "a missing element without a reason": (
        "missing-element-unexplained",
        lambda: do(designed(missing_elements=MISSING), "submit", "perancang", item=FIRST),
    ),
    "a missing element without consent": (
        "consent-missing",
        lambda: do(submitted(missing_elements=MISSING), "approve", "kasie", item=FIRST),
    ),
    "a return without a note": ("note-missing", lambda: do(submitted(), "return", "kasie", item=FIRST)),
    "a withdrawal without a reason": ("note-missing", lambda: do(with_items(), "withdraw", "kabid")),
    "a time without a zone": (
        "time-unreadable",
        lambda: do(begin(), "order", "kabid", at=datetime(2026, 9, 7, 9, 0)),
    ),
    "a clock that goes backwards": (
        "clock-backwards",
        lambda: do(ordered(), "schedule", "kasie", at=START - timedelta(minutes=1)),
    ),
    "a deadline for one infographic": (
        "deadline-misplaced",
        lambda: do(
            with_items(), "design", "perancang", item=FIRST, edition=edition(), deadline=date(2026, 12, 1)
        ),
    ),
    "a deadline that is past": (
        "deadline-past",
        lambda: do(begin(), "order", "kabid", deadline=START.date() - timedelta(days=1)),
    ),
    "a step of a finished case": ("case-closed", lambda: do(closed(), "report", "analis")),
    "a step of a withdrawn case": (
        "case-withdrawn",
        lambda: do(withdrawn(), "design", "perancang", item=FIRST, edition=edition()),
    ),
    "a step of a withdrawn item": (
        "item-withdrawn",
        lambda: do(withdrawn(FIRST), "design", "perancang", item=FIRST, edition=edition()),
    ),
    "starting one of several": ("step-ambiguous", lambda: do(with_items(), "start", "perancang")),
    "starting twice": ("step-started", lambda: do(started(), "start", "kabid")),
    "pausing what nobody has in hand": ("step-not-started", lambda: do(begin(), "pause", "kabid")),
    "pausing what another has in hand": ("step-not-started", lambda: do(started(), "pause", "kasie")),
    "replanning what was never planned": (
        "not-scheduled",
        lambda: do(ordered(), "replan", "kasie", note="Terlambat."),
    ),
    "replanning without a reason": ("note-missing", lambda: do(with_items(), "replan", "kasie")),
    "another's replanning": ("not-their-step", lambda: do(with_items(), "replan", "analis", note="Telat.")),
    "a deadline with a start": (
        "deadline-misplaced",
        lambda: do(begin(), "start", "kabid", deadline=date(2026, 12, 1)),
    ),
    "handing over to nobody": ("handover-incomplete", lambda: do(begin(), "handover", "kabid")),
    "handing over an unknown role": (
        "role-unknown",
        lambda: do(begin(), "handover", "kabid", handover=Handover(to="wakil", role="raja")),
    ),
    "reopening what is not withdrawn": (
        "not-withdrawn",
        lambda: do(with_items(), "reopen", "kabid", note="Lagi."),
    ),
    "reopening what is being worked on": (
        "item-open",
        lambda: do(with_items(), "reopen", "kabid", item=FIRST, note="Lagi."),
    ),
    "revoking what is not approved": (
        "not-approved",
        lambda: do(submitted(), "revoke", "kasie", item=FIRST, note="Salah klik."),
    ),
    "revoking after the next step": (
        "revoke-too-late",
        lambda: do(
            do(approved(), "document", "perancang"), "revoke", "kasie", item=FIRST, note="Salah klik."
        ),
    ),
    "revoking without a reason": ("note-missing", lambda: do(approved(), "revoke", "kasie", item=FIRST)),
    "revoking another edition": (
        "edition-changed",
        lambda: do(approved(), "revoke", "kasie", item=FIRST, digest="dua0", note="Salah klik."),
    ),
    "revoking another's approval": (
        "not-their-step",
        lambda: do(approved(), "revoke", "perancang", item=FIRST, note="Salah klik."),
    ),
    "attaching no paper": ("paper-missing", lambda: do(with_items(), "attach", "kasie")),
    "an unknown procedure": ("procedure-unknown", lambda: load_procedure("tidak-ada")),
    "an office file that is no TOML": ("office-faulty", lambda: parse_settings("[[officials")),
    "an office file that cannot be opened": (
        "office-unreadable",
        lambda: load_settings(Path("tidak-ada", "office.toml")),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_decision_is_refused_under_its_code(case: str) -> None:
    code, decide = REFUSED[case]
    with pytest.raises(RupadataError) as refused:
        decide()
    assert refused.value.code == code
    assert refused.value.message


def test_one_day_later_the_deadline_is_accepted() -> None:
    assert do(begin(), "order", "kabid", deadline=START.date()).progress.deadline == START.date()
