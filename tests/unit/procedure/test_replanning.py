"""Work that is late is planned anew; both plans are kept and shown."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approve, do, do_in, edition, with_items

from rupadata.documents import PaperDesk
from rupadata.documents.timetable import schedule_page
from rupadata.documents.workbooks import schedule_workbook
from rupadata.procedure import CaseService, FolderStore
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.overview import describe_case
from rupadata.procedure.schedule import plan_as_decided, plan_before, plan_of
from rupadata.procedure.service import OfficeFiles

FIRST = ITEMS[0].id


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone)


def late_case():
    case = approve(with_items(), FIRST)
    return do(case, "replan", "kasie", at=at("2026-10-05T08:00"), note="Data terlambat datang.")


def test_a_new_plan_holds_what_is_left_from_now_on() -> None:
    case = late_case()
    plan = plan_as_decided(case)
    assert plan is not None
    assert plan.start >= at("2026-10-05T08:00")
    assert {step.step for step in plan.steps if not step.item} == {"document", "report", "receive", "close"}
    assert {step.item for step in plan.steps if step.item} == {ITEMS[1].id, ITEMS[2].id}


def test_an_infographic_goes_on_where_it_is() -> None:
    case = approve(with_items(), FIRST)
    case = do(case, "design", "perancang", item=ITEMS[1].id, edition=edition("dua"))
    case = do(case, "replan", "kasie", at=at("2026-10-05T08:00"), note="Terlambat.")
    left = [step.step for step in plan_of(case, case.decisions[-1]).steps if step.item == ITEMS[1].id]
    assert left == ["submit", "review"]


def test_the_plan_stays_that_of_its_decision_while_work_goes_on() -> None:
    case = late_case()
    planned = plan_as_decided(case)
    later = approve(case, ITEMS[1].id, "dua")
    assert plan_as_decided(later) == planned


def test_due_times_follow_the_new_plan() -> None:
    case = late_case()
    due = [one["due_at"] for one in describe_case(case, at("2026-10-05T09:00"))["open"]]
    assert len(due) == 2
    assert all(moment > "2026-10-05" for moment in due)
    assert not any(one["overdue"] for one in describe_case(case, at("2026-10-05T09:00"))["open"])


def test_the_paper_shows_both_plans_and_by_how_much_the_end_moves() -> None:
    case = late_case()
    made = case.decisions[-1]
    before = plan_before(case, made)
    assert before is not None
    page = schedule_page(case, made, plan_of(case, made), before=before)
    assert "Jadwal semula selesai" in page["before"]
    assert "hari kerja lebih lambat" in page["before"]
    book = openpyxl.load_workbook(
        io.BytesIO(schedule_workbook(case, made, plan_of(case, made), before=before))
    )
    assert book.sheetnames[:3] == ["Jadwal", "Beban", "Jadwal semula"]
    assert book["Jadwal semula"].max_row == 1 + len(before.steps)


def test_the_first_schedule_has_no_plan_before_it() -> None:
    case = with_items()
    assert plan_before(case, case.decisions[1]) is None
    assert plan_before(late_case(), late_case().decisions[1]) is None


def test_the_schedule_is_made_again_and_the_old_one_kept(tmp_path: Path) -> None:
    service = CaseService(FolderStore(tmp_path), PaperDesk(), clock=lambda: at("2026-09-07T07:00"))
    service.create("kasus", OfficeFiles(OFFICE_TEXT), person="kabid", at=at("2026-09-07T07:00"))
    do_in(service.store, "order", "kabid")
    do_in(service.store, "schedule", "kasie", items=ITEMS)
    do_in(service.store, "group", "analis", items=ITEMS)
    service.make_papers("kasus")
    case = do_in(service.store, "replan", "kasie", note="Terlambat.")
    assert next(due for due in due_papers(case) if due.kind == "schedule").decision == case.decisions[-1]
    service.make_papers("kasus")
    kept = service.store.names("kasus", "papers/superseded/02-jadwal")
    assert any(name.endswith(".pdf") and "-keputusan-2-" in name for name in kept)
    assert service.verify("kasus") == ()
