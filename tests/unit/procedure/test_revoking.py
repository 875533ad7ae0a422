"""An approval taken back: a mis-click that is told before anything follows from it."""

from __future__ import annotations

from datetime import timedelta

from carrying import ITEMS, approve, approved, closed, do, edition, with_items

from rupadata.documents.sheets import approval_sheet
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.timing import sum_time, time_runs

FIRST, SECOND = ITEMS[0].id, ITEMS[1].id


def test_a_revoked_approval_waits_again_and_stays_in_the_history() -> None:
    case = do(approve(with_items(), FIRST), "revoke", "kasie", item=FIRST, note="Salah klik.")
    item = case.progress.items[FIRST]
    assert (item.approved, item.consent, item.round) == ("", "", 0)
    assert ("review", FIRST) in case.progress.open
    assert [made.action for made in case.decisions[-2:]] == ["approve", "revoke"]
    assert case.decisions[-1].digest == case.decisions[-2].digest
    assert do(case, "approve", "kasie", item=FIRST).progress.items[FIRST].approved


def test_the_next_step_closes_until_the_infographic_is_approved_again() -> None:
    case = approved()
    assert ("document", "") in case.progress.open
    case = do(case, "revoke", "kasie", item=SECOND, note="Salah klik.")
    assert list(case.progress.open) == [("review", SECOND)]
    assert case.progress.items[FIRST].approved
    case = do(case, "return", "kasie", item=SECOND, note="Perjelas sumbernya.")
    assert case.progress.items[SECOND].round == 1
    case = approve(case, SECOND, "dua")
    assert list(case.progress.open) == [("document", "")]


def test_a_deputy_and_the_holder_may_revoke_each_others_approval() -> None:
    case = approve(with_items(), FIRST)
    during = case.decisions[-1].at + timedelta(days=7)
    case = do(case, "revoke", "wakil", item=FIRST, at=during, note="Salah klik.")
    assert (case.decisions[-1].role, case.decisions[-1].acting) == ("section_head", "Plh")


def test_the_approval_sheet_is_renewed_and_tells_the_revocation() -> None:
    case = do(approved(), "revoke", "kasie", item=FIRST, note="Salah klik pada layar kecil.")
    sheet = next(due for due in due_papers(case) if due.kind == "approval-sheet")
    assert sheet.decision == case.decisions[-1]
    facts = approval_sheet(case, case.decisions[-1], {})["items"][0]
    assert facts["state"] == "waiting"
    assert facts["decisions"][-1]["action"] == "mencabut persetujuan"
    assert facts["decisions"][-1]["note"] == "Salah klik pada layar kecil."


def test_the_standard_time_of_a_step_counts_once_for_an_infographic() -> None:
    usual = sum_time(time_runs(closed())).standard_minutes
    case = do(approved(), "revoke", "kasie", item=FIRST, note="Salah klik.")
    case = do(case, "design", "perancang", item=FIRST, edition=edition("dua"))
    case = do(case, "submit", "perancang", item=FIRST)
    case = do(case, "approve", "kasie", item=FIRST)
    case = do(case, "document", "perancang")
    case = do(case, "report", "analis")
    case = do(case, "receive", "kasie")
    assert sum_time(time_runs(do(case, "close", "kabid"))).standard_minutes == usual
