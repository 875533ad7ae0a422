"""Work as people record it: started, put aside, taken up again, handed on, broken off."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approved, do, edition, with_items

from rupadata.documents import PaperDesk
from rupadata.documents.performance import case_span, people_of, performance_evidence
from rupadata.documents.sheets import report
from rupadata.documents.statements import time_words
from rupadata.errors import StepNotOpenError
from rupadata.procedure import Case, CaseService, FolderStore
from rupadata.procedure.built_pages import BuiltPage
from rupadata.procedure.overview import describe_case
from rupadata.procedure.service import OfficeFiles, Request
from rupadata.procedure.timing import sum_time, time_cases, time_runs

FIRST, SECOND = ITEMS[0].id, ITEMS[1].id


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-09-08T{text}").replace(tzinfo=OFFICE.zone)


def test_a_break_is_no_work() -> None:
    case = do(with_items(), "start", "perancang", at=at("08:00"), item=FIRST)
    case = do(case, "pause", "perancang", at=at("09:00"))
    case = do(case, "start", "perancang", at=at("11:00"), item=FIRST)
    case = do(case, "design", "perancang", at=at("11:30"), item=FIRST, edition=edition())
    run = time_runs(case)[-1]
    assert run.used_minutes == 90
    # It opened the day before at 09.30, and lay aside for two hours today.
    assert run.waiting_minutes == (2 * 60 + 30) + 3 * 60 + 30 + 120


def test_a_second_start_needs_a_pause_before_it() -> None:
    case = do(with_items(), "start", "perancang", at=at("08:00"), item=FIRST)
    case = do(case, "pause", "perancang", at=at("09:00"), item=FIRST)
    case = do(case, "start", "perancang", at=at("10:00"), item=FIRST)
    assert case.progress.open[("design", FIRST)].in_hand_of == "perancang"
    assert describe_case(case)["open"][0]["started_at"] == at("10:00").isoformat()


def test_a_break_on_one_thing_gives_its_minutes_to_the_other() -> None:
    case = do(with_items(), "start", "perancang", at=at("08:00"), item=FIRST)
    case = do(case, "start", "perancang", at=at("08:00"), item=SECOND)
    case = do(case, "pause", "perancang", at=at("09:00"), item=FIRST)
    case = do(case, "design", "perancang", at=at("10:00"), item=SECOND, edition=edition("dua"))
    case = do(case, "design", "perancang", at=at("10:00"), item=FIRST, edition=edition())
    used = {run.run.item: run.used_minutes for run in time_runs(case) if run.run.step == "design"}
    assert used == {FIRST: 30, SECOND: 90}


def test_who_handed_work_on_keeps_the_minutes() -> None:
    office = """[[officials]]
id = "dua"
name = "Contoh Perancang Dua"
roles = ["infographic_designer"]
"""
    case = do(with_items(), "settings", "kabid", at=at("07:45"), office=OFFICE_TEXT + office)
    case = do(case, "start", "perancang", at=at("08:00"), item=FIRST)
    case = do(case, "pause", "perancang", at=at("09:00"), item=FIRST)
    case = do(case, "start", "dua", at=at("09:30"), item=FIRST)
    case = do(case, "design", "dua", at=at("10:00"), item=FIRST, edition=edition())
    own, part = time_runs(case)[-2:]
    assert (own.run.person, own.used_minutes, own.standard_minutes) == ("dua", 30, 480)
    assert (part.run.person, part.used_minutes, part.standard_minutes) == ("perancang", 60, None)
    assert sum_time([own, part]).used_minutes == 90
    assert sum_time([own, part]).runs == 1
    rows = performance_evidence([case], "perancang", case_span(case))["work"]
    assert [(row["quantity"], row["used"]) for row in rows] == [("turut mengerjakan", time_words(60))]
    assert set(people_of(case)) >= {"perancang", "dua"}


def test_work_on_what_was_withdrawn_stays_counted() -> None:
    case = do(with_items(), "start", "perancang", at=at("08:00"), item=FIRST)
    case = do(case, "withdraw", "kabid", at=at("09:15"), item=FIRST, note="Data ditarik.")
    total = sum_time(run for run in time_runs(case) if run.run.step == "design")
    assert (total.used_minutes, total.runs, total.standard_minutes) == (75, 0, 0)


def test_what_was_withdrawn_stands_apart_in_the_quantity() -> None:
    case = approved()
    case = do(case, "withdraw", "kabid", item=FIRST, note="Data ditarik.")
    rows = performance_evidence([case], "perancang", case_span(case))["work"]
    assert [row["quantity"] for row in rows] == ["2 infografis; 1 ditarik"] * 2


def test_what_was_done_again_before_its_review_stands_apart_and_counts_once() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "design", "perancang", item=FIRST, edition=edition("dua"))
    rows = performance_evidence([case], "perancang", case_span(case))["work"]
    assert [(row["quantity"], row["standard"]) for row in rows] == [
        ("1 infografis; 1 kali diulang", time_words(480))
    ]


def test_work_of_somebody_who_left_is_taken_over_and_of_a_colleague_it_is_not() -> None:
    two = """[[officials]]
id = "dua"
name = "Contoh Perancang Dua"
roles = ["infographic_designer"]
"""
    case = do(with_items(), "settings", "kabid", at=at("07:45"), office=OFFICE_TEXT + two)
    case = do(case, "start", "perancang", at=at("08:00"), item=FIRST)
    with pytest.raises(StepNotOpenError) as refused:
        do(case, "start", "dua", at=at("09:00"), item=FIRST)
    assert refused.value.code == "step-started"
    gone = OFFICE_TEXT.replace(
        'roles = ["infographic_designer"]', 'roles = ["infographic_designer"]\nuntil = 2026-09-07'
    )
    case = do(case, "settings", "kabid", at=at("09:00"), office=gone + two)
    case = do(case, "start", "dua", at=at("10:00"), item=FIRST)
    case = do(case, "design", "dua", at=at("10:30"), item=FIRST, edition=edition())
    used = {run.run.person: run.used_minutes for run in time_runs(case) if run.run.step == "design"}
    assert used == {"dua": 30, "perancang": 120}


def report_of(case: Case) -> dict[str, object]:
    made = next(made for made in case.decisions if made.action == "report")
    return report(case, made, {}, "08")


@pytest.fixture
def service(tmp_path: Path) -> CaseService:
    return CaseService(FolderStore(tmp_path), PaperDesk(), clock=lambda: at("07:00"))


def test_report_skp_and_timeline_tell_the_same_figures_of_two_work_orders_at_once(
    service: CaseService,
) -> None:
    """The designer has a design of each in hand from 08.00 to 10.00, and this one alone until 11.00."""
    page = BuiltPage(ITEMS[0], edition(), {"portrait.png": lambda: b"x"})
    page = BuiltPage(page.item, _of_content(b"x"), page.files)

    def do_in(key: str, action: str, person: str, clock: str, **facts: object) -> Case:
        asked = Request(action, person, at=at(clock), **facts)  # type: ignore[arg-type]
        return service.decide(key, asked, with_papers=False).case

    for key in ("satu", "dua"):
        service.create(key, OfficeFiles(OFFICE_TEXT), person="kabid", at=at("07:00"), with_papers=False)
        do_in(key, "order", "kabid", "07:10")
        do_in(key, "schedule", "kasie", "07:20", pages=(page,))
        do_in(key, "group", "analis", "07:30", pages=(page,))
        do_in(key, "start", "perancang", "08:00", item=FIRST)
    do_in("dua", "pause", "perancang", "10:00")
    do_in("satu", "design", "perancang", "11:00", item=FIRST, pages=(page,))
    do_in("satu", "submit", "perancang", "11:10", item=FIRST)
    do_in("satu", "approve", "kasie", "11:20", item=FIRST)
    do_in("satu", "document", "perancang", "11:25")
    case = do_in("satu", "report", "analis", "11:30")

    minutes = 60 + 60
    assert sum_time(time_runs(case)).used_minutes == minutes
    assert describe_case(case)["time_by_person"]["perancang"]["used_minutes"] == minutes
    told = report_of(case)
    row = next(row for row in told["people"] if row["name"] == "Contoh Perancang")  # type: ignore[attr-defined]
    assert row["used"].startswith(time_words(minutes))
    alone = performance_evidence([case], "perancang", case_span(case))["work"]
    both = time_cases([case, service.load("dua")])
    assert sum_time(both[0]).used_minutes == minutes
    assert next(row for row in alone if "design" in row["activity"])["used"] == time_words(minutes)


def _of_content(content: bytes) -> object:
    from hashlib import sha256

    from rupadata.procedure import FrozenEdition
    from rupadata.procedure.decision import EditionFile

    file = EditionFile("portrait.png", sha256(content).hexdigest(), len(content))
    return FrozenEdition("a" * 64, "Judul", (file,))
