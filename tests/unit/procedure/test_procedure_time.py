"""Working time, standard against used, and the schedule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approved, begin, do, edition, with_items

from rupadata.errors import InputRefusedError, UsageError
from rupadata.office.settings import OfficeSettings, check_roles, load_settings, parse_time
from rupadata.procedure import Item, parse_settings
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.overview import describe_case
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.timing import due_at, sum_time, time_runs

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
    case = do(case, "schedule", "kasie", minutes=90)
    run = time_runs(case)[-1]
    assert (run.waiting_minutes, run.used_minutes, run.standard_minutes) == (60, 90, 120)
    assert run.measured


def test_a_round_of_correction_is_apart_and_has_no_standard() -> None:
    case = do(with_items(ITEMS[:1]), "design", "perancang", item="item-0", edition=edition())
    case = do(case, "submit", "perancang", item="item-0")
    case = do(case, "return", "kasie", item="item-0", note="judul")
    case = do(case, "design", "perancang", item="item-0", edition=edition("dua"), minutes=60)
    runs = time_runs(case)
    assert runs[-1].correction
    assert runs[-1].standard_minutes is None
    assert sum_time(runs).corrections == 1
    assert sum_time(runs).correction_minutes == 60


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


def test_a_deadline_before_september_is_told_for_yearbooks() -> None:
    items = (Item("a", "A", yearbook="KCDA"),)
    plan = plan_case(with_items(items), at("2026-07-06T08:00"), deadline=date(2026, 7, 31))
    assert "yearbook-before-september" in {problem.code for problem in plan.problems}


def test_too_much_before_a_deadline_shows_as_overload() -> None:
    plan = plan_case(with_items(), at("2026-09-07T08:00"), deadline=date(2026, 9, 8))
    assert any(load.overload for load in plan.loads)
    assert "person-overloaded" in {problem.code for problem in plan.problems}


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
