"""Working time, standard against used, and the schedule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approved, begin, do, edition, with_items
from msgspec.structs import replace

from rupadata.errors import InputRefusedError, UsageError
from rupadata.office.settings import OfficeSettings, check_roles, load_settings, parse_time
from rupadata.procedure import Case, Item, parse_settings
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import BusyDay
from rupadata.procedure.overview import describe_case
from rupadata.procedure.planning import PlannedStep
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.timing import due_at, sum_time, time_cases, time_runs

CALENDAR = WorkingCalendar(OFFICE)


def at(text: str, office: OfficeSettings = OFFICE) -> datetime:
    return parse_time(text, office)


def test_a_week_has_thirty_seven_and_a_half_hours() -> None:
    days = [date(2026, 9, 7) + timedelta(days=offset) for offset in range(7)]
    assert sum(CALENDAR.capacity(day) for day in days) == 37.5 * 60


def test_time_over_a_weekend_does_not_count() -> None:
    assert CALENDAR.minutes_between(at("2026-09-11T16:00"), at("2026-09-14T08:00")) == 30 + 30


def test_the_friday_break_does_not_count() -> None:
    assert CALENDAR.minutes_between(at("2026-09-11T11:00"), at("2026-09-11T13:30")) == 30 + 30


@pytest.mark.parametrize(
    ("day", "name"), [("2026-08-17", "Kemerdekaan"), ("2026-12-24", "Cuti Bersama"), ("2026-09-07", "")]
)
def test_national_holidays_and_joint_leave_are_known(day: str, name: str) -> None:
    assert name in CALENDAR.holiday(date.fromisoformat(day))
    assert bool(name) == (CALENDAR.capacity(date.fromisoformat(day)) == 0)


def test_the_office_adds_days_and_overrides_holidays() -> None:
    office = parse_settings(
        OFFICE_TEXT
        + '[[holidays]]\ndate = 2026-09-08\nname = "Hari jadi"\n'
        + '[[holidays]]\ndate = 2026-08-17\nname = "Piket"\nworks = true\n'
    )
    calendar = WorkingCalendar(office)
    assert calendar.capacity(date(2026, 9, 8)) == 0
    assert calendar.capacity(date(2026, 8, 17)) == 450


def test_a_dated_profile_replaces_the_usual_hours() -> None:
    office = parse_settings(
        OFFICE_TEXT
        + """
        [[profiles]]
        name = "Ramadan"
        since = 2027-02-08
        until = 2027-03-09
        [profiles.hours]
        monday = ["08.00-12.00", "12.30-15.00"]
        """
    )
    assert WorkingCalendar(office).capacity(date(2027, 2, 8)) == 390
    assert WorkingCalendar(office).capacity(date(2027, 2, 1)) == 450


@pytest.mark.parametrize(("zone", "offset"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_the_three_time_zones(zone: str, offset: int) -> None:
    office = parse_settings(f'time_zone = "{zone}"\n' + OFFICE_TEXT)
    assert at("2026-09-07T08:00", office).utcoffset() == timedelta(hours=offset)


def test_estimated_dates_and_unknown_years_are_warned_about() -> None:
    codes = {problem.code for problem in CALENDAR.check_days(date(2028, 2, 1), date(2028, 3, 1))}
    assert codes == {"holiday-estimated", "holidays-not-announced"}
    assert not CALENDAR.check_days(date(2026, 9, 1), date(2026, 9, 30))


def test_hours_out_of_order_are_refused() -> None:
    with pytest.raises(InputRefusedError, match="berurutan"):
        parse_settings(OFFICE_TEXT + '[hours]\nmonday = ["12.30-15.30", "07.30-12.00"]\n')


@pytest.mark.parametrize("text", ["kemarin", "2026-13-01", ""])
def test_an_unreadable_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="tidak terbaca"):
        at(text)


def test_waiting_is_apart_from_working() -> None:
    case = do(begin(), "order", "kabid", minutes=30)
    case = do(case, "start", "kasie", minutes=60)
    case = do(case, "schedule", "kasie", minutes=90, items=ITEMS)
    run = time_runs(case)[-1]
    assert (run.waiting_minutes, run.used_minutes, run.standard_minutes) == (60, 90, 120)
    assert run.measured


def test_what_nobody_recorded_is_not_known() -> None:
    case = do(begin(), "order", "kabid", minutes=30)
    run = time_runs(do(case, "schedule", "kasie", minutes=90, items=ITEMS))[-1]
    assert (run.waiting_minutes, run.used_minutes, run.measured) == (None, None, False)


def test_work_outside_the_hours_is_told_as_such() -> None:
    case = do(begin(), "order", "kabid", minutes=30)
    case = do(case, "start", "kasie", at=at("2026-09-07T19:00"))
    run = time_runs(do(case, "schedule", "kasie", minutes=60, items=ITEMS))[-1]
    assert (run.used_minutes, run.off_hours) == (0, True)


def test_a_round_of_correction_is_apart_and_has_no_standard() -> None:
    case = do(with_items(ITEMS[:1]), "design", "perancang", item="item-0", edition=edition())
    case = do(case, "submit", "perancang", item="item-0")
    case = do(case, "return", "kasie", item="item-0", note="judul")
    case = do(case, "start", "perancang", minutes=10)
    case = do(case, "design", "perancang", item="item-0", edition=edition("dua"), minutes=60)
    runs = time_runs(case)
    assert runs[-1].correction
    assert runs[-1].standard_minutes is None
    assert sum_time(runs).corrections == 1
    assert sum_time(runs).correction_minutes == 50


def designed_at_once(spans: list[tuple[str, str]]) -> Case:
    """Return a case whose designer has these spans in hand, one an item."""
    case = with_items(tuple(Item(f"item-{number}", f"Judul {number}") for number in range(len(spans))))
    moments = [(start, "start", number) for number, (start, _) in enumerate(spans)]
    moments += [(end, "design", number) for number, (_, end) in enumerate(spans)]
    for text, action, number in sorted(moments, key=lambda moment: (moment[0], moment[1] == "start")):
        facts = {"edition": edition()} if action == "design" else {"step": "design"}
        case = do(case, action, "perancang", at=at(text), item=f"item-{number}", **facts)
    return case


def test_minutes_of_several_things_in_hand_are_shared() -> None:
    """Five designs in hand over the same ten hours and a half are not fifty-two hours and a half."""
    span = ("2026-09-08T07:30", "2026-09-09T10:30")
    runs = [run for run in time_runs(designed_at_once([span] * 5)) if run.run.step == "design"]
    assert [run.used_minutes for run in runs] == [126] * 5
    assert sum_time(runs).used_minutes == 630


@pytest.mark.parametrize("seed", range(20))
def test_nobodys_minute_counts_twice(seed: int) -> None:
    random = Random(seed)
    minutes = [sorted(random.sample(range(450), 2)) for _ in range(random.randint(1, 6))]
    day = at("2026-09-08T07:30")
    spans = [
        ((day + timedelta(minutes=start)).isoformat(), (day + timedelta(minutes=end)).isoformat())
        for start, end in minutes
    ]
    runs = time_runs(designed_at_once(spans))
    busy = {moment for start, end in minutes for moment in range(start, end)}
    worked = sum(
        CALENDAR.minutes_between(day + timedelta(minutes=moment), day + timedelta(minutes=moment + 1))
        for moment in busy
    )
    assert sum(run.used_minutes or 0 for run in runs) == worked


def test_two_cases_in_hand_at_once_share_the_minutes() -> None:
    span = ("2026-09-08T07:30", "2026-09-08T09:30")
    one, other = designed_at_once([span]), designed_at_once([span])
    alone = sum_time(time_runs(one)).used_minutes
    both = [sum_time(runs).used_minutes for runs in time_cases([one, other])]
    assert (alone, both) == (120, [60, 60])


def test_standard_time_counts_each_item() -> None:
    total = sum_time(time_runs(approved()))
    assert total.standard_minutes == 120 + 120 + 3 * (480 + 30 + 60)


def test_a_step_is_due_its_standard_time_after_it_opened() -> None:
    case = do(begin(), "order", "kabid", at=at("2026-09-11T16:00"))
    waiting = next(iter(case.progress.open.values()))
    assert due_at(case, waiting) == at("2026-09-14T09:00")


def test_infographics_open_at_once_are_due_when_the_schedule_comes_to_them() -> None:
    open_steps = describe_case(with_items())["open"]
    assert [one["step"] for one in open_steps] == ["design"] * 3
    due = [one["due_at"] for one in open_steps]
    assert len(set(due)) == 3
    assert due == sorted(due)


def test_the_plan_takes_each_person_one_thing_at_a_time() -> None:
    plan = plan_case(with_items(), at("2026-09-07T08:00"))
    mine = sorted(
        (one for one in plan.steps if one.person == "perancang" and one.minutes), key=lambda s: s.start
    )
    assert all(first.end <= second.start for first, second in pairwise(mine))
    assert not plan.problems


def test_yearbooks_wait_for_september() -> None:
    items = (Item("a", "A", yearbook="KODA"), Item("b", "B"))
    plan = plan_case(with_items(items), at("2026-07-06T08:00"))
    starts = {one.item: one.start for one in plan.steps if one.step == "design"}
    assert starts["b"].month == 7
    assert starts["a"] >= at("2026-09-01T00:00")


def test_a_deadline_changes_neither_order_nor_capacity() -> None:
    free = plan_case(with_items(), at("2026-09-07T08:00"))
    tight = plan_case(with_items(), at("2026-09-07T08:00"), deadline=date(2026, 9, 8))
    assert tight.steps == free.steps


def test_a_deadline_that_cannot_be_met_is_told_with_what_would_help() -> None:
    plan = plan_case(with_items(), at("2026-09-07T08:00"), deadline=date(2026, 9, 9))
    late = next(problem for problem in plan.problems if problem.code == "deadline-missed")
    assert plan.overrun is not None
    assert (plan.overrun.done, plan.overrun.items, plan.overrun.fewer) == (2, 3, 1)
    assert f"{plan.end:%d-%m-%Y}" in late.message
    assert "Staf Infografis lagi" in late.hint
    assert "paling banyak 1 infografis" in late.hint
    assert plan.overrun.helped_end < plan.end
    enough = plan_case(with_items(), at("2026-09-07T08:00"), deadline=plan.end.date())
    assert (enough.overrun, enough.problems) == (None, ())


def test_a_deadline_before_september_is_told_for_yearbooks() -> None:
    items = (Item("a", "A", yearbook="KCDA"),)
    plan = plan_case(with_items(items), at("2026-07-06T08:00"), deadline=date(2026, 7, 31))
    assert "September" in next(problem.message for problem in plan.problems)
    assert plan.steps[-1].end >= at("2026-09-01T00:00")


def shuffled_office(random: Random) -> OfficeSettings:
    """Return the office with leave and further people at random."""
    text = OFFICE_TEXT
    for number in range(random.randint(0, 2)):
        text += f'[[officials]]\nid = "lagi-{number}"\nname = "Contoh Lagi"\n'
        text += f'roles = ["{random.choice(["infographic_designer", "section_head"])}"]\n'
        if random.random() < 0.5:
            text += f"leave = [{{ since = 2026-09-{random.randint(7, 20):02d}, until = 2026-09-24 }}]\n"
    text += '[[officials]]\nid = "satu"\nname = "Contoh Satu"\nroles = ["infographic_designer"]\n'
    text += f"leave = [{{ since = 2026-09-08, until = 2026-09-{random.randint(8, 20):02d} }}]\n"
    return parse_settings(text)


@pytest.mark.parametrize("seed", range(25))
def test_every_plan_keeps_order_duty_and_working_time(seed: int) -> None:
    random = Random(seed)
    office = shuffled_office(random)
    items = tuple(Item(f"i{n}", f"I{n}", yearbook=random.choice(["", "", "KODA"])) for n in range(9))
    case = replace(with_items(items[: random.randint(1, 9)]), office=office)
    start = at("2026-08-18T10:00") + timedelta(days=random.randint(0, 30))
    busy = tuple(
        BusyDay("perancang", start.date() + timedelta(days=offset), random.choice([0, 100, 450]), ("lain",))
        for offset in range(10)
    )
    plan = plan_case(case, start, elsewhere=busy, deadline=start.date() + timedelta(days=3))
    calendar = WorkingCalendar(office)
    by_person: dict[str, list[PlannedStep]] = {}
    for step in plan.steps:
        if step.minutes:
            by_person.setdefault(step.person, []).append(step)
        role = case.procedure.step(step.step).actors[0]
        assert office.acting(step.person, role, step.start.date()) == step.acting
        assert office.acting(step.person, role, step.end.date()) is not None
        assert calendar.next_working(step.start) == step.start
    for mine in by_person.values():
        assert all(one.end <= other.start for one, other in pairwise(sorted(mine, key=lambda s: s.start)))
    for item in case.progress.items:
        mine = sorted((one for one in plan.steps if one.item == item), key=lambda step: step.row)
        assert all(one.end <= other.start for one, other in pairwise(mine))
    whole = sorted((one for one in plan.steps if not one.item), key=lambda step: step.row)
    assert all(one.end <= other.start for one, other in pairwise(whole))
    assert sum(load.planned_minutes for load in plan.loads) == sum(step.minutes for step in plan.steps)
    for load in plan.loads:
        assert load.planned_minutes == 0 or load.all_minutes <= load.capacity_minutes


def test_one_designer_works_without_a_gap_so_that_nobody_could_be_done_earlier() -> None:
    items = tuple(Item(f"i{n}", f"I{n}") for n in range(12))
    plan = plan_case(with_items(items), at("2026-09-07T07:30"))
    designs = [one for one in plan.steps if one.person == "perancang" and one.item]
    span = CALENDAR.minutes_between(min(s.start for s in designs), max(s.end for s in designs))
    assert span == sum(step.minutes for step in designs)


def test_the_deputy_is_named_for_the_days_of_the_deputy() -> None:
    plan = plan_case(with_items(), at("2026-09-14T07:30"))
    reviews = {(one.person, one.acting) for one in plan.steps if one.step == "review"}
    assert ("wakil", "Plh") in reviews


def test_other_work_orders_take_their_part_of_the_day() -> None:
    busy = (BusyDay("kasie", date(2026, 9, 7), 450, ("lain",)),)
    plan = plan_case(with_items(), at("2026-09-07T07:30"), elsewhere=busy)
    assert next(one for one in plan.steps if one.step == "schedule").start == at("2026-09-08T07:30")


def test_nobody_left_for_a_step_is_refused_by_its_title() -> None:
    text = OFFICE_TEXT.replace('id = "analis"', 'id = "analis"\nuntil = 2026-09-07')
    case = replace(with_items(), office=parse_settings(text))
    with pytest.raises(InputRefusedError, match="Staf Analis Statistik") as refused:
        plan_case(case, at("2026-09-08T07:30"))
    assert refused.value.code == "nobody-on-duty"


def test_holidays_of_a_year_not_yet_announced_are_estimates() -> None:
    assert "(perkiraan)" in CALENDAR.holiday_words(date(2028, 3, 26))
    assert CALENDAR.holiday_words(date(2028, 12, 25)) == "Hari Raya Natal"
    assert "(perkiraan)" not in CALENDAR.holiday_words(date(2026, 3, 21))


def test_an_office_without_an_official_is_refused_naming_the_role() -> None:
    office = msgspec.structs.replace(OFFICE, officials=OFFICE.officials[:3])
    with pytest.raises(InputRefusedError, match="infographic_designer"):
        check_roles(office, ("section_head", "infographic_designer"), {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('[numbering]\ntemplate = "{nomor}/{year}"\n', "nomor"),
        ('[[officials]]\nid = "kabid"\nname = "Lagi"\n', "kabid"),
        ('[letterheads]\nx = "y"\n', "letterheads"),
        ('[[officials]]\nid = "x"\nname = "X"\n[[officials.deputies]]\nperson = "tidak-ada"\n', "tidak-ada"),
    ],
)
def test_a_faulty_office_file_is_refused_naming_the_fault(change: str, message: str) -> None:
    with pytest.raises(InputRefusedError, match=message):
        parse_settings(OFFICE_TEXT + change)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[letterhead]", 'time_zone = "WIBB"\n[letterhead]', "time_zone: 'WIBB' bukan pilihan"),
        ('id = "kasie"', 'id = "kasie"\njabatan = "X"', "officials ke-2: kunci 'jabatan' tidak dikenal"),
        ("since = 2026-09-14", 'since = "besok"', "officials ke-2.deputies ke-1.since: bukan tanggal"),
        ("since = 2026-09-14", "since = 2026-09-30", "terbalik"),
        ("[letterhead]", "[letterhead", "baris 2"),
        ('place = "Kota Contoh"', "place = 3", "seharusnya teks, tertulis bilangan"),
        ("[[officials]]", '[hours]\nmonday = ["7"]\n[[officials]]', "jam '7' tidak terbaca"),
        ("[[officials]]", "[hours]\n[[officials]]", "tanpa jam kerja"),
    ],
)
def test_a_mistake_in_the_office_file_is_told_in_words(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "office.toml"
    path.write_text(OFFICE_TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        load_settings(path)
    assert message in str(refused.value)


def test_a_letter_number_is_proposed_with_its_blanks() -> None:
    office = parse_settings(
        OFFICE_TEXT + '[numbering]\nunit = "PALP"\n[numbering.classification]\nreport = "400.14.9"\n'
    )
    assert office.proposed_number("report", date(2026, 9, 7)) == "400.14.9/......../PALP/IX/2026"
    assert office.proposed_number("report", date(2026, 9, 7), 12) == "400.14.9/012/PALP/IX/2026"
