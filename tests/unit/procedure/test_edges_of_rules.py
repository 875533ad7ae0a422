"""Where rules of the procedure begin and end: what a decision warns of, keeps, voids, and how plans count."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approve, begin, do, edition, with_items
from casework import make_build

from rupadata.errors import UsageError
from rupadata.office.settings import parse_time
from rupadata.procedure import Case, Decision, Item, parse_settings
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import BusyDay, Handover, ItemIndicator
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.warnings import warn_about


def at(text: str) -> datetime:
    return parse_time(text, OFFICE)


def test_a_schedule_that_cannot_be_kept_is_warned_of_where_it_is_decided() -> None:
    case = do(begin(), "order", "kabid")
    for deadline, codes in ((date(2026, 9, 9), ["deadline-missed"]), (date(2026, 12, 18), [])):
        after = do(case, "schedule", "kasie", items=ITEMS, deadline=deadline)
        assert [problem.code for problem in warn_about(after, after.decisions[-1])] == codes


@pytest.mark.parametrize(
    ("month", "yearbook", "warned"),
    [(8, "KCDA", True), (9, "KCDA", False), (12, "KCDA", False), (8, "", False)],
)
def test_an_infographic_of_a_yearbook_before_september_is_warned_of(
    month: int, yearbook: str, warned: bool
) -> None:
    case = with_items((Item("a", "A", yearbook=yearbook),))
    made = do(case, "design", "perancang", item="a", edition=edition())
    early = replace_time(made, datetime(2026, month, 3, 9, tzinfo=OFFICE.zone))
    codes = [problem.code for problem in warn_about(made, early)]
    assert codes == (["yearbook-before-september"] if warned else [])


def replace_time(case: Case, moment: datetime) -> Decision:
    return msgspec.structs.replace(case.decisions[-1], at=moment)


def test_only_the_decision_that_brings_an_edition_warns_of_its_yearbook() -> None:
    case = with_items((Item("a", "A", yearbook="KCDA"),))
    case = do(case, "design", "perancang", item="a", edition=edition())
    case = do(case, "submit", "perancang", item="a")
    assert warn_about(case, replace_time(case, datetime(2026, 8, 3, 9, tzinfo=OFFICE.zone))) == ()


def test_items_are_named_by_two_indicators_and_how_many_more_there_are() -> None:
    def named(count: int, subject: str = "Air") -> str:
        contents = tuple(ItemIndicator(f"Indikator {n}", f"i{n}") for n in range(count))
        return Item("a", "Judul", subject, contents=contents).name

    assert [named(n) for n in range(4)] == [
        "Air: Judul",
        "Air: Indikator 0",
        "Air: Indikator 0, Indikator 1",
        "Air: Indikator 0, Indikator 1 (+1)",
    ]
    assert (named(3, ""), named(0, "")) == ("Indikator 0, Indikator 1 (+1)", "Judul")
    assert Item("a", "Air", "Air").name == "Air"


def test_a_role_is_handed_only_to_an_official() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(UsageError) as refused:
        do(case, "handover", "kasie", handover=Handover("section_head", "entah", "Plt"))
    assert "entah" in str(refused.value)


def test_the_same_edition_again_keeps_its_reason_and_another_loses_it() -> None:
    lacking = edition("satu", missing_elements=("Data tidak memuat grafik per wilayah.",))
    other = edition("dua", missing_elements=("Data tidak memuat grafik per wilayah.",))
    case = do(with_items(), "design", "perancang", item="item-0", edition=lacking, note="Satu wilayah saja.")
    assert case.progress.items["item-0"].reason == "Satu wilayah saja."
    case = do(case, "submit", "perancang", item="item-0")
    case = do(case, "return", "kasie", item="item-0", note="Perbaiki judul.")
    again = do(case, "design", "perancang", item="item-0", edition=lacking)
    assert again.progress.items["item-0"].reason == "Satu wilayah saja."
    assert do(case, "design", "perancang", item="item-0", edition=other).progress.items["item-0"].reason == ""


def test_approval_stands_by_the_digest_of_the_edition() -> None:
    case = approve(with_items(), "item-0")
    assert case.progress.items["item-0"].approved == edition().digest
    assert case.progress.items["item-1"].approved == ""


def test_warnings_of_a_page_stand_once_a_code_and_errors_apart(tmp_path: Path) -> None:
    build = make_build(
        tmp_path,
        ("kesehatan/a",),
        problems={"kesehatan/a": ["sop-element-not-in-data", "figure-untrue"]},
    )
    [page] = read_pages(build)
    assert page.edition.errors == ("figure-untrue",)
    assert not [words for words in page.edition.warnings if "figure-untrue" in words]


def test_a_movable_holiday_of_a_year_without_joint_leave_is_an_estimate() -> None:
    calendar = WorkingCalendar(OFFICE)
    # Independence and Christmas are the same day each year; the feast after Ramadan moves.
    assert not calendar.is_estimated(date(2028, 8, 17))
    assert not calendar.is_estimated(date(2028, 12, 25))
    assert calendar.is_estimated(date(2028, 2, 27))
    assert not calendar.is_estimated(date(2026, 9, 8))


def busy_days(*days: tuple[str, int, int]) -> tuple[BusyDay, ...]:
    return tuple(BusyDay(person, date(2026, 9, day), minutes, ("lain",)) for person, day, minutes in days)


def test_loads_of_other_cases_are_shown_for_people_and_days_of_the_plan_alone() -> None:
    start = at("2026-09-07T07:30")
    free = plan_case(with_items(), start)
    first, last = start.date().day, free.end.date().day
    assert last < 28
    days = busy_days(
        ("perancang", first, 60), ("perancang", 28, 60), ("perancang", 6, 60), ("wakil", first, 60)
    )
    loads = plan_case(with_items(), start, elsewhere=days).loads
    told = {(load.person, load.day.day): load for load in loads if load.elsewhere_minutes}
    assert set(told) == {("perancang", first)}
    load = told["perancang", first]
    assert (load.elsewhere_minutes, load.elsewhere, load.capacity_minutes) == (60, ("lain",), 450)
    assert load.all_minutes == load.planned_minutes + 60


def test_minutes_planned_beside_other_cases_are_those_of_the_steps_of_the_day() -> None:
    start = at("2026-09-07T07:30")
    day = start.date() + timedelta(days=1)
    plan = plan_case(with_items(), start, elsewhere=(BusyDay("perancang", day, 100, ("lain",)),))
    planned: dict[tuple[str, date], int] = {}
    for step in plan.steps:
        for worked, minutes in step.days:
            planned[step.person, worked] = planned.get((step.person, worked), 0) + minutes
    assert {(load.person, load.day): load.planned_minutes for load in plan.loads if load.planned_minutes} == {
        key: minutes for key, minutes in planned.items() if minutes
    }


@pytest.mark.parametrize("later", range(9))
def test_so_many_infographics_fit_before_a_deadline_as_plans_of_so_many_end_before_it(later: int) -> None:
    start = at("2026-09-07T07:30")
    items = tuple(Item(f"i{n}", f"I{n}") for n in range(6))
    case = with_items(items)
    deadline = start.date() + timedelta(days=later)
    overrun = plan_case(case, start, deadline=deadline).overrun
    ends = [plan_case(case, start, items=items[:count]).end.date() for count in range(1, 7)]
    if ends[-1] <= deadline:
        assert overrun is None
        return
    assert overrun is not None
    assert overrun.fewer == sum(end <= deadline for end in ends)
    calendar = WorkingCalendar(OFFICE)
    after = [deadline + timedelta(days=n) for n in range(1, 40)]
    whole = sum(calendar.capacity(day) for day in after if day < overrun.end.date())
    assert overrun.minutes == whole + calendar.minutes_between(
        datetime.combine(overrun.end.date(), datetime.min.time(), OFFICE.zone), overrun.end
    )
    worked = [day for day in after if day <= overrun.end.date() and calendar.capacity(day)]
    assert overrun.days <= len(worked)
    assert overrun.end == plan_case(case, start).end


def test_a_day_between_two_working_days_of_a_late_plan_counts_once() -> None:
    plan = plan_case(with_items(), at("2026-09-07T07:30"), deadline=date(2026, 9, 7))
    assert plan.overrun is not None
    late = {day for step in plan.steps for day, minutes in step.days if minutes and day > date(2026, 9, 7)}
    assert plan.overrun.days == len(late)


def test_hours_of_an_office_hold_from_the_first_to_the_last_day_of_their_profile() -> None:
    office = parse_settings(
        OFFICE_TEXT
        + '[[profiles]]\nname = "Ramadan"\nsince = 2027-02-09\nuntil = 2027-02-11\n'
        + '[profiles.hours]\ntuesday = ["08.00-12.00"]\nwednesday = ["08.00-12.00"]\n'
        + 'thursday = ["08.00-12.00"]\n'
    )
    calendar = WorkingCalendar(office)
    minutes = [calendar.capacity(date(2027, 2, day)) for day in (8, 9, 10, 11, 12)]
    assert minutes[1:4] == [240, 240, 240]
    assert minutes[0] == 450
    assert minutes[4] != 240
