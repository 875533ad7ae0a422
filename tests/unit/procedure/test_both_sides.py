"""Rules at their edges: each condition on the side where it holds and on the side where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, PROCEDURE, approved, begin, do, edition, with_items

from rupadata.errors import InputRefusedError, NotTheirStepError, RupadataError
from rupadata.office.settings import OfficeSettings, parse_settings
from rupadata.procedure import Case, FolderStore
from rupadata.procedure.attaching import SignatureReading, SignedFile, read_signed_paper
from rupadata.procedure.audit import audit_case
from rupadata.procedure.authority import check_office, take_role, who_may
from rupadata.procedure.decision import Decision, ItemSource
from rupadata.procedure.due_papers import MadePaper, due_papers, keep_paper
from rupadata.procedure.settings_check import check_settings
from rupadata.procedure.sources import gather_sources
from rupadata.procedure.store import CaseFiles, enclosed_blobs
from rupadata.procedure.typed import check_moment
from rupadata.procedure.workload import busy_days
from rupadata.tables.opening.files import FoundFile

NOW = datetime(2026, 9, 7, 8, tzinfo=OFFICE.zone)


def office_with(line: str) -> OfficeSettings:
    """The invented office with one more official at its end."""
    return parse_settings(f'{OFFICE_TEXT}\n[[officials]]\nid = "tamu"\nname = "Contoh Tamu"\n{line}')


@pytest.mark.parametrize(
    ("until", "told"), [("2026-09-06", True), ("2026-09-07", False), ("2026-09-08", False), ("", False)]
)
def test_a_deputy_is_past_on_the_day_after_the_last(until: str, told: bool) -> None:
    end = f"until = {until}" if until else ""
    office = office_with(f'roles = ["section_head"]\n[[officials.deputies]]\nperson = "wakil"\n{end}')
    found = check_settings(office, PROCEDURE, date(2026, 9, 7))
    assert ("deputy-past" in {one.code for one in found if one.where.cell == "tamu"}) is told


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ('[[officials.deputies]]\nperson = "wakil"', False),
        ('roles = ["statistics_analyst"]\n[[officials.deputies]]\nperson = "wakil"', True),
        ('roles = ["statistics_analyst"]\n[[officials.deputies]]\nperson = "wakil"\nkind = ""', False),
        ('roles = ["section_head"]\n[[officials.deputies]]\nperson = "wakil"', False),
        ('roles = ["section_head", "statistics_analyst"]\n[[officials.deputies]]\nperson = "wakil"', False),
    ],
    ids=["without a role", "staff as Plh", "staff", "a post", "a post and staff"],
)
def test_plh_and_plt_are_for_posts(line: str, refused: bool) -> None:
    office = office_with(line)
    if refused:
        with pytest.raises(InputRefusedError) as error:
            check_office(office, PROCEDURE)
        assert error.value.code == "deputy-of-staff"
    else:
        check_office(office, PROCEDURE)


@pytest.mark.parametrize(("blank", "told"), [("brand.office", True), ("brand.web", False)])
def test_a_brand_is_told_where_it_is_blank(blank: str, told: bool) -> None:
    office = parse_settings(OFFICE_TEXT + '[brand]\nweb = "contoh.example"\n')
    cells = {one.where.cell for one in check_settings(office, PROCEDURE, date(2026, 9, 7))}
    assert (blank in cells) is told


@pytest.mark.parametrize("value", ["PEMERINTAH KOTA ...", ""])
def test_a_placeholder_of_the_pattern_counts_as_blank(value: str) -> None:
    letterhead = msgspec.structs.replace(OFFICE.letterhead, government=value, address="Jalan Contoh 1")
    office = msgspec.structs.replace(OFFICE, letterhead=letterhead)
    cells = {one.where.cell for one in check_settings(office, PROCEDURE, date(2026, 9, 7))}
    assert "letterhead.government" in cells
    assert "letterhead.address" not in cells


def test_the_deputy_may_decide_on_the_days_of_the_deputy_alone() -> None:
    case = with_items()
    days = {day: who_may(case, STEPS[5], day=day) for day in DAYS}
    assert [("wakil" in people, "kasie" in people) for people in days.values()] == [
        (False, True),
        (True, False),
        (True, False),
        (False, True),
    ]


STEPS = [step.key for step in PROCEDURE.steps]
DAYS = [datetime(2026, 9, day, 9, tzinfo=OFFICE.zone) for day in (13, 14, 18, 19)]


def test_a_role_that_is_named_must_be_one_of_the_step_and_of_the_person() -> None:
    case = with_items()
    roles = ("section_head", "statistics_analyst")
    asked = Decision("approve", "kasie", NOW)
    assert take_role(case, asked, roles) == ("section_head", "")
    named = msgspec.structs.replace(asked, role="section_head")
    assert take_role(case, named, roles) == ("section_head", "")
    for role, allowed in (("statistics_analyst", roles), ("section_head", ("statistics_analyst",))):
        with pytest.raises(NotTheirStepError):
            take_role(case, msgspec.structs.replace(asked, role=role), allowed)


def test_a_source_table_is_found_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    def found(name: str, content: bytes) -> FoundFile:
        (tmp_path / name).write_bytes(content)
        return FoundFile(name, tmp_path / name, (), named=True)

    content = b"Kecamatan,2023,2024\nContoh Utara,120,130\nContoh Selatan,90,95\n"
    digest = sha256(content).hexdigest()
    wanted = (ItemSource("T", "asli.csv", digest), ItemSource("U", "lain.csv", "0" * 64))
    files = (found("salinan.csv", content), found("lagi.csv", content), found("lain.csv", b"a,b\n"))
    tables, contents = gather_sources(files, wanted)
    assert [(table.file, bool(table.kept), table.why) for table in tables] == [
        ("asli.csv", True, ""),
        ("lain.csv", False, "not-found"),
    ]
    assert tables[0].kept == f"sources/{digest[:12]}/asli.csv"
    assert list(contents) == [digest]
    assert contents[digest]() == content
    assert gather_sources(files, ()) == ((), {})


def test_what_other_work_orders_take_of_a_day_names_them_all() -> None:
    scheduled = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=ITEMS)
    one = busy_days({"a": scheduled}, NOW)
    both = busy_days({"a": scheduled, "b": scheduled}, NOW)
    assert one
    assert {day.cases for day in one} == {("a",)}
    assert {day.cases for day in both} == {("a", "b")}
    assert [day.minutes * 2 for day in one] == [day.minutes for day in both]
    assert busy_days({"a": begin()}, NOW) == ()


@pytest.mark.parametrize(
    ("ahead", "last", "told"),
    [
        (timedelta(days=1), timedelta(0), []),
        (timedelta(days=1, minutes=1), timedelta(0), ["time-ahead"]),
        (timedelta(days=730), timedelta(0), ["time-ahead"]),
        (timedelta(days=730, minutes=1), timedelta(0), None),
        # A case that already lies ahead goes on from where it is.
        (timedelta(days=800), timedelta(days=799), ["time-ahead"]),
        (timedelta(days=800), timedelta(days=801), None),
    ],
)
def test_a_moment_far_ahead_is_measured_from_the_clock_and_the_last_decision(
    ahead: timedelta, last: timedelta, told: list[str] | None
) -> None:
    if told is None:
        with pytest.raises(RupadataError) as refused:
            check_moment(NOW + ahead, NOW, NOW + last, confirmed=False)
        assert refused.value.code == "time-far-ahead"
        assert check_moment(NOW + ahead, NOW, NOW + last, confirmed=True)
    else:
        problems = check_moment(NOW + ahead, NOW, NOW + last, confirmed=False)
        assert [problem.code for problem in problems] == told


class Reader:
    """Reads a paper as one that carries a head and no signature."""

    def __init__(self, head: str) -> None:
        self.head = head

    def read_signature(self, content: bytes, drafts: Sequence[bytes]) -> SignatureReading | None:
        return None

    def read_head(self, content: bytes) -> str:
        return self.head


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Case, CaseFiles]:
    store = FolderStore(tmp_path)
    case = approved()
    store.create("kasus", case.header.encode(), enclosed_blobs(OFFICE_TEXT))
    for due in due_papers(case):
        keep_paper(store, "kasus", MadePaper(due, {f"{due.file}.pdf": due.stands_by.encode()}))
    return case, CaseFiles(store, "kasus")


@pytest.mark.parametrize(
    ("paper", "action", "accepted"),
    [
        ("01-surat-perintah", "order", True),
        ("02-jadwal", "order", False),
        ("02-jadwal", "schedule", True),
        ("02-jadwal", "submit", True),  # A step without a paper of its own tells nothing of which it is.
        ("01-surat-perintah", "", True),  # The head of a case without decisions, as the SOP carries it.
        ("01-surat-perintah", "foreign", False),
    ],
)
def test_the_head_that_a_paper_carries_tells_whether_it_is_another(
    paper: str, action: str, accepted: bool, kept: tuple[Case, CaseFiles]
) -> None:
    case, files = kept
    heads = {made.action: made.hash for made in case.decisions} | {"": case.first, "foreign": "f" * 64}
    signed = SignedFile(paper, "kembali.pdf", b"%PDF kembali", person="kabid")
    if accepted:
        assert read_signed_paper(case, files, signed, Reader(heads[action][:16])).paper == paper
    else:
        with pytest.raises(InputRefusedError) as refused:
            read_signed_paper(case, files, signed, Reader(heads[action][:16]))
        assert refused.value.code == "paper-of-another"


def test_a_superseded_paper_that_was_changed_is_told(kept: tuple[Case, CaseFiles]) -> None:
    case, files = kept
    order = next(due for due in due_papers(case) if due.file == "01-surat-perintah")
    files.store.write("kasus", "papers/01-surat-perintah.pdf", b"dicetak")
    keep_paper(files.store, "kasus", MadePaper(order, {"01-surat-perintah.pdf": b"baru"}))
    assert not [fault for fault in audit_case(case, files) if "papers/" in fault]
    (aside,) = files.names("papers/superseded/")
    files.store.write("kasus", aside, b"lain")
    assert [fault for fault in audit_case(case, files) if aside in fault] == [f"{aside} berubah."]


def test_an_edition_that_came_again_keeps_the_files_it_had() -> None:
    case = do(with_items(), "design", "perancang", item=ITEMS[0].id, edition=edition())
    case = do(case, "submit", "perancang", item=ITEMS[0].id)
    case = do(case, "return", "kasie", item=ITEMS[0].id, note="Perjelas.")
    other = (msgspec.structs.replace(edition().files[0], name="lain.png"),)
    again = msgspec.structs.replace(edition(), files=other, engine="lain")
    case = do(case, "design", "perancang", item=ITEMS[0].id, edition=again)
    made = case.decisions[-1].edition
    assert made is not None
    assert made.files == edition().files
    assert made.engine == edition().engine
