"""Calendars, papers, shared minutes, settings and stores, on both sides of each of their conditions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, PROCEDURE, approve, begin, do, do_in, edition, with_items

from rupadata.errors import InputRefusedError, RupadataError, nearest_or_all
from rupadata.office.settings import parse_settings
from rupadata.procedure import FolderStore, load_case
from rupadata.procedure.attaching import find_attached
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import Decision, FrozenEdition, SignedPaper, Standing
from rupadata.procedure.due_papers import FORM, due_papers
from rupadata.procedure.gates import check_gates
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.settings_check import check_settings
from rupadata.procedure.store import HEADER, HISTORY, enclosed_blobs
from rupadata.procedure.timing import time_runs
from rupadata.procedure.workload import held_elsewhere
from tests.golden.golden_cases import PLACES

CALENDAR = WorkingCalendar(OFFICE)


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OFFICE.zone)


@pytest.mark.parametrize("minutes", [0, 1, 59, 150, 270, 449, 450, 451, 900, 4321])
@pytest.mark.parametrize(
    "start", [at(7, 6), at(7, 7, 30), at(7, 11, 59), at(7, 12, 30), at(11, 16), at(12, 9)]
)
def test_so_many_minutes_later_so_many_working_minutes_are_over(start: datetime, minutes: int) -> None:
    end = CALENDAR.add_minutes(start, minutes)
    assert CALENDAR.minutes_between(start, end) == minutes
    spans = CALENDAR.spans(end.date())
    if minutes:
        # Work ends when it is done, at the latest as the office closes, not as it opens again.
        assert any(opening < end <= closing for opening, closing in spans)
    else:
        assert any(opening <= end < closing for opening, closing in spans)


def test_free_hours_between_working_days_count_for_nothing() -> None:
    start, end = at(1, 20), at(30, 23, 59)
    whole = sum(CALENDAR.capacity(date(2026, 9, day)) for day in range(2, 31))
    assert CALENDAR.seconds_between(start, end) == 60 * whole
    assert CALENDAR.seconds_between(end, start) == 0
    assert CALENDAR.seconds_between(at(7, 8), at(7, 8) + timedelta(seconds=59)) == 59


def test_what_a_history_leaves_out_is_nothing() -> None:
    assert msgspec.json.decode(b"{}", type=Standing) == Standing("open", (), (), 0, 0)
    made = msgspec.json.decode(
        b'{"action":"order","person":"kabid","at":"2026-09-07T08:00:00+07:00"}', type=Decision
    )
    assert (made.number, made.items, made.tables, made.after) == (0, (), (), None)
    text = b'{"digest":"a","title":"A","files":[{"name":"a.png","sha256":"%s"}]}' % (b"0" * 64)
    assert msgspec.json.decode(text, type=FrozenEdition).files[0].size == 0


WHOLE = OFFICE_TEXT.replace(
    'place = "Kota Contoh"\n',
    'place = "Kota Contoh"\ndivision = "BIDANG"\nsection = "SEKSI"\naddress = "Jalan Contoh 1"\n'
    'phone = "021"\n'
    'email = "a@contoh.example"\nwebsite = "contoh.example"\npostal_code = "15111"\nlogo = "logo.png"\n'
    '[numbering]\nunit = "DISKOMINFO"\n[numbering.classification]\nschedule = "045"\n',
)


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ('unit = "DISKOMINFO"\n', "numbering.unit"),
        ('[numbering.classification]\nschedule = "045"\n', "numbering.classification"),
        ('address = "Jalan Contoh 1"\n', "letterhead.address"),
    ],
)
def test_each_setting_is_told_where_it_is_blank_and_only_there(line: str, cell: str) -> None:
    def told(text: str) -> set[str]:
        return {one.where.cell for one in check_settings(parse_settings(text), PROCEDURE, date(2026, 9, 7))}

    assert cell not in told(WHOLE)
    assert told(WHOLE.replace(line, "")) == told(WHOLE) | {cell}


@pytest.mark.parametrize("foreign", ["history", "folder", "file"])
def test_a_folder_with_anything_but_the_start_of_a_case_is_taken(tmp_path: Path, foreign: str) -> None:
    store, case = FolderStore(tmp_path), begin()
    blobs = enclosed_blobs(OFFICE_TEXT)
    folder = tmp_path / "kasus"
    folder.mkdir()
    for name, content in blobs.items():
        (folder / name).write_bytes(content)
    (folder / HISTORY).write_bytes(b"")
    if foreign == "history":
        (folder / HISTORY).write_bytes(b"{}\n")
    elif foreign == "folder":
        name = next(iter(blobs))
        (folder / name).unlink()
        (folder / name).mkdir()
    else:
        (folder / "lain.txt").write_bytes(b"")
    with pytest.raises(InputRefusedError) as refused:
        store.create("kasus", case.header.encode(), blobs)
    assert refused.value.code == "case-exists"
    assert not (folder / HEADER).exists()


def test_a_folder_with_no_more_than_the_start_of_a_case_is_gone_on_with(tmp_path: Path) -> None:
    store, case = FolderStore(tmp_path), begin()
    folder = tmp_path / "kasus"
    folder.mkdir()
    (folder / HISTORY).write_bytes(b"")
    store.create("kasus", case.header.encode(), enclosed_blobs(OFFICE_TEXT))
    assert load_case(store, "kasus").decisions == ()


def test_a_plan_of_the_rest_begins_with_the_step_that_is_open() -> None:
    case = PLACES["documented"]()
    plan = plan_case(case, at(28, 8), rest=True)
    assert [step.step for step in plan.steps] == ["report", "receive", "close"]


def test_not_one_infographic_may_fit_before_a_deadline() -> None:
    overrun = plan_case(with_items(), at(7, 8), deadline=date(2026, 9, 7)).overrun
    assert overrun is not None
    assert (overrun.fewer, overrun.done) == (0, 0)


def signed(name: str, digest: str, number: str = "") -> SignedPaper:
    return SignedPaper(name, f"papers/signed/{name}.pdf", digest * 64, "scan", number=number)


def test_a_paper_is_known_again_by_its_own_content_and_number() -> None:
    case = with_items()
    for paper in (signed("01-surat-perintah", "a", "1"), signed("02-jadwal", "b", "2")):
        case = do(case, "attach", "kabid", paper=paper)
    first = find_attached(case, signed("01-surat-perintah", "a", "1"))
    assert first is not None
    assert first.paper == signed("01-surat-perintah", "a", "1")
    assert find_attached(case, signed("01-surat-perintah", "a", "3")) is None
    assert find_attached(case, signed("01-surat-perintah", "b", "1")) is None
    assert find_attached(case, signed("03-pengelompokan", "a", "1")) is None


def test_what_else_was_recorded_of_an_infographic_is_no_approval_to_revoke() -> None:
    case = approve(with_items(), "item-0")
    case = do(case, "attach", "kabid", item="item-0", paper=signed("01-surat-perintah", "a"))
    case = do(case, "revoke", "kasie", item="item-0", note="Salah klik.")
    assert case.decisions[-1].step == "review"


def test_the_sop_comes_first_among_papers_and_a_renewed_paper_after_what_renews_it() -> None:
    case = PLACES["closed"]()
    papers = due_papers(case)
    assert papers[0].kind == FORM
    files = [paper.file for paper in papers]
    assert len(files) == len(set(files))
    assert files.index("10-catatan-penutup") < files.index("09-skp") < files.index("07-dokumentasi")
    numbers = {paper.file: paper.decision.number for paper in papers if paper.decision}
    assert numbers["09-skp"] == numbers["07-dokumentasi"] == len(case.decisions)
    # A step that was done anew stands by its own decision, also where a later one had renewed its paper.
    again = do(case, "reopen", "kabid", item="item-1", note="Angka direvisi.")
    again = do(again, "design", "perancang", item="item-1", edition=edition("baru"))
    again = do(again, "submit", "perancang", item="item-1")
    again = do(do(again, "approve", "kasie", item="item-1"), "document", "perancang")
    renewed = next(paper for paper in due_papers(again) if paper.file == "07-dokumentasi")
    assert renewed.decision == again.decisions[-1]
    assert [paper.file for paper in due_papers(again)].count("07-dokumentasi") == 1


def begun_in(folder: Path) -> FolderStore:
    store, case = FolderStore(folder), begin()
    store.create("kasus", case.header.encode(), enclosed_blobs(OFFICE_TEXT))
    return store


def work_in(store: FolderStore, person: str = "perancang") -> None:
    do_in(store, "order", "kabid")
    do_in(store, "schedule", "kasie", items=ITEMS)
    do_in(store, "group", "analis", items=ITEMS)
    do_in(store, "start", person, item="item-0")
    do_in(store, "design", person, item="item-0", edition=edition())


def test_minutes_are_shared_with_what_the_same_person_held_at_the_same_time(tmp_path: Path) -> None:
    store = begun_in(tmp_path)
    work_in(store)
    case = load_case(store, "kasus")
    until = case.decisions[-1].at
    begun = next(made.at for made in case.decisions if made.action == "start")

    def held(other: str) -> list[tuple[str, datetime, datetime]]:
        return [(one.person, one.start, one.end) for one in held_elsewhere(store, other, case, until)]

    # Under another key the same case is another one: it was held then, and not for one moment longer.
    assert held("lain") == [("perancang", begun, until)]
    assert held("kasus") == []
    later = do(do(case, "start", "perancang", item="item-1", minutes=1), "pause", "perancang", minutes=10)
    spans = [one for run in later.progress.runs for one in run.spans]
    assert [one.person for one in spans] == ["perancang"]
    assert [one.start for one in held_elsewhere(store, "lain", later, later.decisions[-1].at)] == [begun]
    only_later = do(with_items(), "start", "perancang", item="item-1", at=until)
    assert held_elsewhere(store, "lain", only_later, until + timedelta(hours=1)) == ()
    assert held_elsewhere(store, "lain", with_items(), until) == ()


def test_work_in_the_evening_is_off_hours_only_where_none_of_it_lay_within() -> None:
    def run(*spans: tuple[datetime, datetime]) -> bool:
        case = with_items()
        for begin_, end in spans:
            case = do(case, "start", "perancang", item="item-0", at=begin_)
            case = do(case, "pause", "perancang", item="item-0", at=end)
        case = do(case, "design", "perancang", item="item-0", at=at(10, 20), edition=edition())
        return time_runs(case)[-1].off_hours

    evening, morning = (at(8, 19), at(8, 21)), (at(9, 9), at(9, 10))
    assert run(evening)
    assert not run(evening, morning)
    assert not run(morning)
    assert not run()


@pytest.mark.parametrize(("asked", "offered"), [("jadwl", "jadwal"), ("xyzzy", "surat, jadwal")])
def test_the_nearest_name_is_offered_or_all_where_none_is_near(asked: str, offered: str) -> None:
    assert nearest_or_all(asked, ("surat", "jadwal")) == offered


def test_a_control_of_the_whole_case_is_for_nobody_else() -> None:
    with pytest.raises(RupadataError) as refused:
        do(with_items(), "withdraw", "analis", note="Tidak jadi.")
    assert refused.value.code == "not-their-step"


def test_an_infographic_without_a_design_keeps_no_edition() -> None:
    action = PROCEDURE.find_action("approve")
    assert action is not None
    progress = with_items().progress
    for item in (None, progress.items["item-0"]):
        with pytest.raises(RupadataError) as refused:
            check_gates(action[1], Decision("approve", "kasie", at(7, 9)), item, progress)
        assert refused.value.code == "edition-missing"


@pytest.mark.parametrize(
    ("leave", "deputy", "told"),
    [
        ("10/12", "10/12", True),
        ("10/12", "12/14", True),
        ("10/12", "13/14", False),
        ("10/12", "08/10", True),
        ("10/12", "08/09", False),
        ("10/12", "/", True),
        ("10/12", "/09", False),
        ("10/12", "13/", False),
        ("10/10", "10/10", True),
    ],
)
def test_a_deputy_is_away_where_one_day_of_both_is_the_same(leave: str, deputy: str, told: bool) -> None:
    def span(days: str) -> str:
        since, until = days.split("/")
        lines = [f"since = 2026-10-{since}" if since else "", f"until = 2026-10-{until}" if until else ""]
        return "\n".join(filter(None, lines))

    office = parse_settings(
        f"{OFFICE_TEXT}[[officials.leave]]\n{span(leave)}\n"
        f'[[officials]]\nid = "lain"\nname = "Contoh Lain"\nroles = ["section_head"]\n'
        f'[[officials.deputies]]\nperson = "wakil"\nkind = "Plh"\n{span(deputy)}\n'
    )
    found = check_settings(office, PROCEDURE, date(2026, 9, 7))
    assert ("lain" in {one.where.cell for one in found if one.code == "deputy-away"}) is told


@pytest.mark.parametrize(
    ("covered", "alone"), [("10/12", ""), ("10/11", "2026-10-12"), ("11/12", "2026-10-10")]
)
def test_each_day_of_a_leave_has_somebody_in_the_post(covered: str, alone: str) -> None:
    since, until = covered.split("/")
    office = parse_settings(
        OFFICE_TEXT.replace(
            'roles = ["division_head"]\n',
            'roles = ["division_head"]\n[[officials.leave]]\nsince = 2026-10-10\nuntil = 2026-10-12\n'
            '[[officials.deputies]]\nperson = "wakil"\nkind = "Plh"\n'
            f"since = 2026-10-{since}\nuntil = 2026-10-{until}\n",
        )
    )
    found = [
        dict(one.arguments)["since"]
        for one in check_settings(office, PROCEDURE, date(2026, 9, 7))
        if one.code == "leave-without-deputy"
    ]
    assert found == ([alone] if alone else [])
