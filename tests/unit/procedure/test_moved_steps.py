"""Steps of a schedule that somebody put to a person and a day by hand."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, begin, do, with_items
from msgspec.structs import replace

from rupadata.documents import PaperDesk
from rupadata.documents.timetable import schedule_page
from rupadata.errors import UsageError
from rupadata.procedure import Case, CaseService, Decision, FolderStore, Item, decide, parse_settings
from rupadata.procedure.built_pages import BuiltPage
from rupadata.procedure.decision import BusyDay, FrozenEdition, MovedStep, decode_history, encode_decision
from rupadata.procedure.moves import latest, parse_move, write_move
from rupadata.procedure.schedule import Plan, PlannedStep, plan_as_decided, plan_case, planned_ends
from rupadata.procedure.service import OfficeFiles, Request

FIRST = ITEMS[0].id
SECOND_DESIGNER = '[[officials]]\nid = "kedua"\nname = "Contoh Kedua"\nroles = ["infographic_designer"]\n'
MONDAY = date(2026, 9, 7)
START = datetime(2026, 9, 7, 7, 30, tzinfo=OFFICE.zone)


def two_designers() -> Case:
    return replace(with_items(), office=parse_settings(OFFICE_TEXT + SECOND_DESIGNER))


def design_of(plan: Plan, item: str = FIRST) -> PlannedStep:
    return next(one for one in plan.steps if (one.step, one.item) == ("design", item))


def moved(day: int, person: str = "perancang", item: str = FIRST, minutes: int = 0) -> MovedStep:
    return MovedStep("design", person, date(2026, 9, day), item, minutes)


def too_full(plan: Plan) -> bool:
    return any(one.all_minutes > one.capacity_minutes for one in plan.loads)


def test_a_moved_step_begins_on_its_day_with_its_person() -> None:
    plan = plan_case(two_designers(), START, moved=(moved(16, "kedua"),))
    design = design_of(plan)
    assert (design.person, design.start.date()) == ("kedua", date(2026, 9, 16))
    assert not [one for one in plan.problems if one.code == "day-too-full"]


def test_everything_else_keeps_out_of_the_time_of_what_was_moved() -> None:
    plan = plan_case(with_items(), START, moved=(moved(9),))
    assert design_of(plan).start.date() == date(2026, 9, 9)
    assert not too_full(plan)
    others = [one for one in plan.steps if one.step == "design" and one.item != FIRST]
    assert min(one.start for one in others) < design_of(plan).start


def test_what_follows_waits_for_what_was_moved_later() -> None:
    plan = plan_case(with_items(), START, moved=(moved(21),))
    mine = sorted((one for one in plan.steps if one.item == FIRST), key=lambda one: one.row)
    assert [one.step for one in mine] == ["design", "submit", "review"]
    assert all(one.end <= other.start for one, other in pairwise(mine))
    assert next(one for one in plan.steps if one.step == "document").start >= mine[-1].end


def test_a_step_cannot_be_moved_before_what_it_needs() -> None:
    free, early = plan_case(with_items(), START), plan_case(with_items(), START, moved=(moved(7),))
    group = next(one for one in early.steps if one.step == "group")
    assert design_of(early).start >= group.end
    assert early.end == free.end
    assert not too_full(early)


def test_a_full_day_takes_what_is_moved_to_it_and_is_told_to_be_too_full() -> None:
    busy = (BusyDay("perancang", date(2026, 9, 16), 450, ("lain",)),)
    plan = plan_case(with_items(), START, elsewhere=busy, moved=(moved(16),))
    design = design_of(plan)
    assert design.start.date() == date(2026, 9, 16)
    load = next(one for one in plan.loads if (one.person, one.day) == ("perancang", date(2026, 9, 16)))
    assert (load.all_minutes, load.capacity_minutes) == (900, 450)
    assert sum(minutes for _, minutes in design.days) == design.minutes
    told = next(one for one in plan.problems if one.code == "day-too-full")
    assert "15,0 dari 7,5 jam" in told.message
    assert "16-09-2026" in told.message
    assert "1 hari" in told.message


def test_a_day_with_time_left_is_not_too_full() -> None:
    busy = (BusyDay("perancang", date(2026, 9, 16), 449, ("lain",)),)
    plan = plan_case(with_items(), START, elsewhere=busy, moved=(moved(16),))
    assert design_of(plan).start.date() == date(2026, 9, 16)
    assert "day-too-full" not in [one.code for one in plan.problems]
    assert not too_full(plan)


def test_other_hours_hold_for_the_moved_step_alone() -> None:
    plan = plan_case(with_items(), START, moved=(moved(16, minutes=90),))
    assert design_of(plan).minutes == 90
    assert sum(minutes for _, minutes in design_of(plan).days) == 90
    assert design_of(plan, ITEMS[1].id).minutes == 480


def test_a_free_day_moves_a_step_to_the_next_working_day() -> None:
    plan = plan_case(with_items(), START, moved=(moved(19),))
    assert design_of(plan).start.date() == date(2026, 9, 21)


def test_two_moved_to_one_day_follow_each_other() -> None:
    plan = plan_case(
        with_items(), START, moved=(moved(16, minutes=120), moved(16, item=ITEMS[1].id, minutes=120))
    )
    first, second = design_of(plan), design_of(plan, ITEMS[1].id)
    assert first.start.date() == second.start.date() == date(2026, 9, 16)
    assert first.end == second.start


def scheduled(*moves: MovedStep, items: tuple[Item, ...] = ITEMS) -> Case:
    case = do(begin(), "order", "kabid")
    return do(case, "schedule", "kasie", items=items, moved=moves)


def test_a_decided_schedule_keeps_what_was_moved_and_is_due_by_it() -> None:
    case = scheduled(moved(16))
    plan = plan_as_decided(case)
    assert plan is not None
    assert design_of(plan).start.date() == date(2026, 9, 16)
    assert planned_ends(case)["design", FIRST] == design_of(plan).end
    line = encode_decision(case.decisions[-1]) + b"\n"
    assert b'"moved":' in line
    first = encode_decision(case.decisions[0]) + b"\n"
    assert b'"moved"' not in first
    assert decode_history(first + line, case.first) == case.decisions


def test_a_subject_stands_for_its_infographics_until_they_are_grouped() -> None:
    subjects = (Item("kesehatan", "Kesehatan", "Kesehatan"), Item("lain", "Lain", "Lain"))
    case = scheduled(moved(16, item="kesehatan", minutes=60), items=subjects)
    pages = (Item("sakit", "Sakit", "Kesehatan"), Item("sehat", "Sehat", "Kesehatan"), Item("x", "X", "Lain"))
    case = do(case, "group", "analis", items=pages)
    plan = plan_as_decided(case)
    assert plan is not None
    assert design_of(plan, "sakit").start.date() == date(2026, 9, 16)
    assert design_of(plan, "sehat").start.date() < date(2026, 9, 16)
    assert not too_full(plan)
    assert design_of(plan, "sakit").minutes == 480
    assert design_of(plan, "x").start.date() < date(2026, 9, 16)


def test_a_new_plan_leaves_out_moves_of_what_is_done() -> None:
    case = with_items()
    case = do(case, "replan", "kasie", note="Pindah.", moved=(moved(16),))
    plan = plan_as_decided(case)
    assert plan is not None
    assert design_of(plan).start.date() == date(2026, 9, 16)


@pytest.mark.parametrize(
    "wrong",
    [
        MovedStep("design", "perancang", date(2026, 9, 16), "tidak-ada"),
        MovedStep("design", "perancang", date(2026, 9, 16)),
        MovedStep("group", "analis", date(2026, 9, 16), FIRST),
        MovedStep("terbang", "analis", date(2026, 9, 16)),
        moved(16, minutes=-1),
        moved(16, minutes=6001),
    ],
)
def test_a_step_that_is_not_in_the_plan_is_refused(wrong: MovedStep) -> None:
    with pytest.raises(UsageError) as refused:
        scheduled(wrong)
    assert refused.value.code == "move-unknown"


def test_the_longest_time_is_taken() -> None:
    assert scheduled(moved(16, minutes=6000)).decisions[-1].moved[0].minutes == 6000


def test_somebody_of_another_role_is_refused() -> None:
    with pytest.raises(UsageError, match="Staf Infografis") as refused:
        scheduled(moved(16, "kasie"))
    assert refused.value.code == "move-not-theirs"


def test_a_deputy_takes_it_on_the_days_of_the_deputy_only() -> None:
    review = MovedStep("review", "wakil", date(2026, 9, 16), FIRST)
    plan = plan_as_decided(scheduled(review))
    assert plan is not None
    assert next(one for one in plan.steps if (one.step, one.item) == ("review", FIRST)).person == "wakil"
    with pytest.raises(UsageError) as refused:
        scheduled(MovedStep("review", "wakil", date(2026, 9, 21), FIRST))
    assert refused.value.code == "move-not-theirs"


def test_moves_belong_to_schedules_alone() -> None:
    with pytest.raises(UsageError) as refused:
        decide(begin(), Decision("order", "kabid", START.replace(hour=9), moved=(moved(16),)))
    assert refused.value.code == "move-unknown"


def test_the_paper_tells_of_the_day_that_is_too_full() -> None:
    busy = (BusyDay("perancang", date(2026, 9, 16), 450, ("lain",)),)
    case = do(
        do(begin(), "order", "kabid"), "schedule", "kasie", items=ITEMS, moved=(moved(16),), elsewhere=busy
    )
    plan = plan_as_decided(case)
    assert plan is not None
    page = schedule_page(case, case.decisions[-1], plan)
    assert any("kelebihan jam" in words for words in page["warnings"])
    percents = [one["percent"] for row in page["loads"] for one in row["days"]]
    assert max(percents) == 200


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("design:satu:kedua:2026-09-16:480", MovedStep("design", "kedua", date(2026, 9, 16), "satu", 480)),
        ("design:satu:kedua:2026-09-16", MovedStep("design", "kedua", date(2026, 9, 16), "satu")),
        ("design:satu:kedua:2026-09-16:", MovedStep("design", "kedua", date(2026, 9, 16), "satu")),
        ("group::analis:2026-09-16", MovedStep("group", "analis", date(2026, 9, 16))),
    ],
)
def test_a_move_is_written_in_one_line_and_read_again(text: str, move: MovedStep) -> None:
    assert parse_move(text) == move
    assert parse_move(write_move(move)) == move


@pytest.mark.parametrize(
    "text",
    ["", "design", "design:satu:kedua", "design:satu:kedua:besok", "design:satu:kedua:2026-09-16:lama",
     "design:satu:kedua:2026-09-16:480:9", "design:satu:kedua:2026-02-30"],
)  # fmt: skip
def test_what_is_no_move_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_move(text)
    assert refused.value.code == "move-unknown"
    assert "design:gizi:perancang" in refused.value.hint


def test_of_several_moves_of_one_step_the_last_holds_in_its_first_place() -> None:
    first, other, last = moved(16), moved(17, item=ITEMS[1].id), moved(21, minutes=60)
    assert latest((first, other, last)) == (last, other)


def test_the_service_takes_the_last_move_of_a_step(tmp_path: Path) -> None:
    service = CaseService(FolderStore(tmp_path), PaperDesk())
    service.create("kasus", OfficeFiles(OFFICE_TEXT), person="kabid", at=START, with_papers=False)
    service.decide("kasus", Request("order", "kabid", at=START), with_papers=False)
    pages = tuple(BuiltPage(one, FrozenEdition("", one.title), {}) for one in ITEMS)
    wanted = Request("schedule", "kasie", at=START, pages=pages, moved=(moved(16), moved(21)))
    case = service.decide("kasus", wanted, with_papers=False).case
    assert case.decisions[-1].moved == (moved(21),)
