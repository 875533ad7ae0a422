"""How many, how long and up to which day: numbers of the procedure, and who is meant when little is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from carrying import (
    ITEMS,
    OFFICE,
    OFFICE_TEXT,
    PROCEDURE,
    approve,
    approved,
    begin,
    closed,
    do,
    do_in,
    edition,
    with_items,
)
from casework import make_build

from rupadata.errors import InputRefusedError, RupadataError, StepNotOpenError
from rupadata.office.settings import OfficeSettings, parse_settings
from rupadata.procedure import Case, FolderStore, Item, load_procedure, new_case, parse_procedure
from rupadata.procedure.attaching import SignatureReading, SignedFile, find_attached, read_signed_paper
from rupadata.procedure.audit import find_decision
from rupadata.procedure.built_pages import get_page, read_pages
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import Handover, ItemSource, SignedPaper, SourceTable
from rupadata.procedure.definition import known_procedures
from rupadata.procedure.due_papers import MadePaper, due_papers, keep_paper
from rupadata.procedure.overview import describe_case
from rupadata.procedure.recording import Brought
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.service import Request, find_recorded
from rupadata.procedure.settings_check import check_settings
from rupadata.procedure.sources import gather_sources, lacking_sources, wanted_sources
from rupadata.procedure.store import CaseFiles, enclosed_blobs
from rupadata.procedure.typed import check_moment
from rupadata.tables.opening.files import FoundFile

OTHER = Path(__file__).with_name("other-office.toml").read_text(encoding="utf-8")
FIRST = ITEMS[0].id


def stands_by(case: Case) -> dict[str, str]:
    return {due.file: due.stands_by for due in due_papers(case)}


def test_papers_of_infographics_are_renewed_by_what_is_withdrawn_of_them_alone() -> None:
    case = approved()
    begun = do(do(case, "document", "perancang"), "start", "analis")
    assert {**stands_by(case), **stands_by(begun)} == stands_by(begun), "the approval sheets stay as they are"
    whole = do(case, "withdraw", "kabid", note="Ditunda.")
    assert stands_by(whole) == stands_by(case), "the whole order may be taken up again as it was"
    one = do(case, "withdraw", "kabid", item=FIRST, note="Ditunda.")
    assert stands_by(one) != stands_by(case)


def test_taking_up_the_step_of_an_infographic_renews_no_paper() -> None:
    case = do(approve(with_items(), FIRST), "design", "perancang", item=ITEMS[1].id, edition=edition())
    case = do(case, "submit", "perancang", item=ITEMS[1].id)
    begun = do(case, "start", "kasie", item=ITEMS[1].id)
    assert stands_by(begun) == stands_by(case)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Case, FolderStore]:
    """A case with all approved, and its papers."""
    store, case = FolderStore(tmp_path), approved()
    store.create("kasus", case.header.encode(), enclosed_blobs(OFFICE_TEXT))
    for due in due_papers(case):
        keep_paper(store, "kasus", MadePaper(due, {f"{due.file}.pdf": due.stands_by.encode()}))
    return case, store


def test_a_paper_that_nobody_recorded_is_set_aside_as_of_no_decision(tmp_path: Path) -> None:
    store, case = FolderStore(tmp_path), do(begin(), "order", "kabid")
    store.create("kasus", case.header.encode(), enclosed_blobs(OFFICE_TEXT))
    store.write("kasus", "papers/01.pdf", b"dari luar")
    keep_paper(store, "kasus", MadePaper(due_papers(case)[1], {"01.pdf": b"baru"}))
    digest = sha256(b"dari luar").hexdigest()[:12]
    assert store.names("kasus", "papers/superseded/") == (f"papers/superseded/01-keputusan-0-{digest}.pdf",)


class Reader:
    """Reads a paper as one that carries the head it is told, without a signature."""

    def __init__(self, head: str = "") -> None:
        self.head = head

    def read_signature(self, content: bytes, drafts: Sequence[bytes]) -> SignatureReading | None:
        return None

    def read_head(self, content: bytes) -> str:
        return self.head


def attach(
    case: Case, store: FolderStore, paper: str, number: str, content: bytes, head: str = ""
) -> tuple[Case, SignedPaper]:
    file = SignedFile(paper, "pindai.pdf", content, number, person="kasie")
    signed = read_signed_paper(case, CaseFiles(store, "kasus"), file, Reader(head))
    return do(case, "attach", "kasie", paper=signed), signed


def test_a_number_belongs_to_one_paper_which_may_come_again_under_it(kept: tuple[Case, FolderStore]) -> None:
    case, store = kept
    case, first = attach(case, store, "01-surat-perintah", "12/KOM/2026", b"%PDF satu")
    case, again = attach(case, store, "01-surat-perintah", "12/KOM/2026", b"%PDF dua")
    assert find_attached(case, again) is not None
    assert find_attached(case, first) is None, "the second file has taken its place"
    attach(case, store, "02-jadwal", "13/KOM/2026", b"%PDF tiga")
    attach(case, store, "02-jadwal", "", b"%PDF tiga")
    with pytest.raises(InputRefusedError) as refused:
        attach(case, store, "02-jadwal", "12/KOM/2026", b"%PDF tiga")
    assert refused.value.code == "number-taken"


def test_papers_without_a_number_are_not_taken_for_one_another(kept: tuple[Case, FolderStore]) -> None:
    case, store = kept
    case, _ = attach(case, store, "01-surat-perintah", "", b"%PDF satu")
    case, other = attach(case, store, "02-jadwal", "", b"%PDF dua")
    assert other.paper == "02-jadwal"
    with pytest.raises(InputRefusedError) as refused:
        attach(case, store, "02-jadwal", "", b"%PDF satu")
    assert refused.value.code == "paper-of-another"


def test_an_enclosure_of_a_paper_carries_the_head_of_its_step(kept: tuple[Case, FolderStore]) -> None:
    case, store = kept
    order = case.decisions[0].hash[:16]
    store.write("kasus", "papers/01-surat-perintah-lampiran.pdf", b"lampiran")
    _, signed = attach(case, store, "01-surat-perintah-lampiran", "", b"%PDF satu", order)
    assert signed.paper == "01-surat-perintah-lampiran"
    store.write("kasus", "papers/01-surat-perintahan.pdf", b"lain")
    with pytest.raises(InputRefusedError):
        attach(case, store, "01-surat-perintahan", "", b"%PDF dua", order)


def test_a_paper_can_be_recorded_whose_file_is_kept_already(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    do_in(store, "order", "kabid")
    name, content = "papers/signed/01.pdf", b"%PDF"
    paper = SignedPaper("01", name, sha256(content).hexdigest(), "scan")
    do_in(store, "attach", "kabid", Brought(paper=content), paper=paper)
    after = do_in(store, "attach", "kabid", paper=msgspec.structs.replace(paper, number="7"))
    assert store.find("kasus", name) == content
    assert after.decisions[-1].paper is not None


def test_an_infographic_is_reopened_after_the_order_it_belongs_to() -> None:
    case = do(with_items(), "withdraw", "kabid", note="Ditunda.")
    with pytest.raises(StepNotOpenError) as refused:
        do(case, "reopen", "kabid", item=FIRST, note="Lagi.")
    assert refused.value.code == "case-withdrawn"
    assert do(closed(), "reopen", "kabid", item=FIRST, note="Lagi.").status == "open"


@pytest.mark.parametrize(
    ("case", "code"), [(closed, "case-closed"), (lambda: put_off(with_items()), "case-withdrawn")]
)
@pytest.mark.parametrize("item", ["", FIRST])
def test_what_is_over_is_not_withdrawn_again(case: Callable[[], Case], code: str, item: str) -> None:
    with pytest.raises(StepNotOpenError) as refused:
        do(case(), "withdraw", "kabid", item=item, note="Sekali lagi.")
    assert refused.value.code == code


CONTROLS: dict[str, dict[str, object]] = {
    "start": {},
    "handover": {"handover": Handover("division_head", "wakil")},
    "settings": {"office": OFFICE_TEXT},
    "revoke": {"item": FIRST, "note": "Keliru."},
}


@pytest.mark.parametrize("action", CONTROLS)
def test_nothing_is_begun_changed_or_handed_over_in_a_work_order_that_is_over(action: str) -> None:
    person = "kasie" if action == "revoke" else "kabid"
    for case, code in ((closed(), "case-closed"), (put_off(approved()), "case-withdrawn")):
        with pytest.raises(StepNotOpenError) as refused:
            do(case, action, person, **CONTROLS[action])
        assert refused.value.code == code


def put_off(case: Case) -> Case:
    return do(case, "withdraw", "kabid", note="Ditunda.")


def test_days_are_warned_of_from_the_first_to_the_last_and_not_beyond() -> None:
    calendar = WorkingCalendar(OFFICE)

    def told(start: date, end: date) -> list[str]:
        return [str(dict(one.arguments).get("day", one.code)) for one in calendar.check_days(start, end)]

    whole = told(date(2028, 1, 1), date(2028, 12, 31))
    days = [day for day in whole if day.startswith("2028")]
    assert whole.count("holidays-not-announced") == 1
    assert len(days) > 3
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    assert [day for day in told(first, last) if day.startswith("2028")] == days
    inside = told(first + timedelta(days=1), last - timedelta(days=1))
    assert [day for day in inside if day.startswith("2028")] == days[1:-1]
    assert told(date(2028, 12, 1), date(2029, 1, 31)).count("holidays-not-announced") == 2


def source(name: str, digest: str = "") -> ItemSource:
    return ItemSource(name, f"{name}.csv", digest or sha256(name.encode()).hexdigest())


def lacking(*sources: ItemSource, tables: tuple[SourceTable, ...] = ()) -> Case:
    item = Item("a", "A", sources=sources)
    case = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=(item,))
    return do(case, "group", "analis", items=(item,), tables=tables)


def test_tables_are_looked_for_again_unless_something_in_them_forbids_keeping() -> None:
    one, two, three = source("satu"), source("dua"), source("tiga")
    tables = (
        SourceTable(one.file, one.sha256, "", "personal-data"),
        SourceTable(two.file, two.sha256, "", "not-found"),
    )
    case = lacking(one, two, three, tables=tables)
    assert lacking_sources(case) == (one, two, three)
    assert wanted_sources(case) == (two, three)


def test_a_table_without_a_digest_is_never_looked_for() -> None:
    known = source("satu")
    assert lacking_sources(lacking(known, ItemSource("Lama", "lama.csv", ""))) == (known,)


def test_no_file_is_read_where_no_table_is_wanted() -> None:
    def files() -> Iterator[FoundFile]:
        raise AssertionError("nobody asked for a file")
        yield

    assert gather_sources(files(), ()) == ((), {})


@pytest.mark.parametrize("length", [7, 8, 16, 64])
def test_a_decision_is_known_by_the_first_eight_letters_of_its_hash(length: int) -> None:
    case = with_items()
    known = length >= 8
    assert find_decision(case, case.first[:length]) == (0 if known else None)
    assert find_decision(case, case.decisions[1].hash[:length]) == (2 if known else None)


def test_each_warning_of_a_page_is_told_once_with_how_often(tmp_path: Path) -> None:
    problems = {"kesehatan/a": ["grouping-unsure", "grouping-unsure", "figure-untrue"]}
    build = make_build(tmp_path, ("kesehatan/a",), problems=problems)
    manifest = build / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"error"', b'"warning"'))
    [page] = read_pages(build)
    assert page.edition.errors == ()
    often = [words for words in page.edition.warnings if words.endswith("(2×)")]
    assert len(page.edition.warnings) == 2
    assert len(often) == 1


def test_a_page_is_found_by_its_id_or_by_its_place(tmp_path: Path) -> None:
    pages = read_pages(make_build(tmp_path, ("kesehatan/a", "kesehatan/b")))
    wanted = pages[1].item
    assert get_page(pages, wanted) == pages[1]
    assert get_page(pages, msgspec.structs.replace(wanted, path="")) == pages[1]
    assert get_page(pages, msgspec.structs.replace(wanted, id="nama-lama")) == pages[1]
    with pytest.raises(RupadataError) as refused:
        get_page(pages, msgspec.structs.replace(wanted, id="nama-lama", path=""))
    assert refused.value.code == "page-not-there"


@pytest.mark.parametrize(
    ("count", "said"), [(1, "e0."), (3, "e0, e1, e2."), (4, "e0, e1, e2 dan 1 lagi."), (6, "dan 3 lagi.")]
)
def test_three_errors_of_a_page_are_named_and_the_rest_counted(count: int, said: str) -> None:
    errors = tuple(f"e{n}" for n in range(count))
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition(errors=errors))
    with pytest.raises(StepNotOpenError) as refused:
        do(case, "submit", "perancang", item=FIRST)
    assert refused.value.message.endswith(said)


@pytest.mark.parametrize(("minutes", "accepted"), [(86_400, True), (86_401, False)])
def test_a_step_of_a_procedure_takes_two_months_at_most(minutes: int, accepted: bool) -> None:
    text = OTHER.replace("minutes = 120", f"minutes = {minutes}")
    text = text.replace("total_minutes = 240", f"total_minutes = {minutes + 120}")
    if accepted:
        assert parse_procedure(text).step("write").minutes == minutes
    else:
        with pytest.raises(InputRefusedError, match="86400"):
            parse_procedure(text)


def test_a_step_that_begins_in_time_may_take_years() -> None:
    # Sixty days around the clock are more than ten years for somebody who has 24 minutes a day.
    text = OTHER.replace("minutes = 120", "minutes = 30000").replace(
        "total_minutes = 240", "total_minutes = 30120"
    )
    week = "".join(
        f'{day} = ["08.00-08.24"]\n' for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    )
    office = parse_settings(
        '[letterhead]\ngovernment = "X"\noffice = "Y"\n[[officials]]\nid = "kabid"\nname = "Contoh"\n'
        f'roles = ["chief", "editor"]\n[hours]\n{week}'
    )
    start = datetime(2026, 9, 7, 8, tzinfo=office.zone)
    case = new_case("kasus", "Rilis", parse_procedure(text), office, "kabid", start)
    case = do(case, "enlist", "kabid", at=start + timedelta(minutes=10), items=ITEMS[:1])
    plan = plan_case(case, start)
    assert plan.end - start > timedelta(days=1250)


def test_a_step_of_no_minutes_takes_no_day() -> None:
    plan = plan_case(with_items(), datetime(2026, 9, 7, 7, 30, tzinfo=OFFICE.zone))
    assert {step.minutes for step in plan.steps} > {0}
    assert all(not step.days for step in plan.steps if not step.minutes)


@pytest.mark.parametrize("minute", range(0, 450, 30))
def test_late_days_are_those_on_which_somebody_works(minute: int) -> None:
    start = datetime(2026, 9, 7, 7, 30, tzinfo=OFFICE.zone) + timedelta(minutes=minute)
    for deadline in (date(2026, 9, 8), date(2026, 9, 10)):
        plan = plan_case(with_items(), start, deadline=deadline)
        if plan.overrun is None:
            continue
        worked = {day for step in plan.steps for day, minutes in step.days if minutes and day > deadline}
        assert plan.overrun.days == len(worked)


def test_who_hands_over_without_naming_a_role_hands_over_the_own_one() -> None:
    case = do(begin(), "order", "kabid")
    case = do(case, "handover", "kasie", handover=Handover("", "wakil"))
    made = case.decisions[-1].handover
    assert made is not None
    assert made.role == "section_head"


def test_a_deputy_of_staff_is_refused_only_where_the_procedure_knows_posts() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(RupadataError) as refused:
        do(case, "handover", "analis", handover=Handover("", "wakil", "Plt"))
    assert refused.value.code == "deputy-of-staff"
    assert do(case, "handover", "analis", handover=Handover("", "wakil")).decisions[-1].handover
    actors = tuple(msgspec.structs.replace(actor, post=False) for actor in PROCEDURE.actors)
    without = msgspec.structs.replace(PROCEDURE, actors=actors)
    office = msgspec.structs.replace(
        OFFICE, officials=tuple(msgspec.structs.replace(one, deputies=()) for one in OFFICE.officials)
    )
    free = new_case(
        "kasus", "Infografis", without, office, "kabid", datetime(2026, 9, 7, 8, tzinfo=OFFICE.zone)
    )
    free = do(free, "order", "kabid")
    assert do(free, "handover", "analis", handover=Handover("", "wakil", "Plt")).decisions[-1].handover


def settings_told(office: OfficeSettings) -> set[tuple[str, str]]:
    return {(one.code, str(one.where.cell)) for one in check_settings(office, PROCEDURE, date(2026, 9, 7))}


def test_numbers_and_ranks_are_asked_of_those_who_sign() -> None:
    told = settings_told(OFFICE)
    assert ("setting-blank", "officials.kabid.nip") in told
    assert ("setting-blank", "officials.wakil.nip") not in told, "who holds no role signs nothing"
    named = tuple(msgspec.structs.replace(one, nip="1980", rank="Pembina") for one in OFFICE.officials)
    after = settings_told(msgspec.structs.replace(OFFICE, officials=named))
    assert not {cell for _, cell in after if cell.startswith("officials.")}


def test_a_role_that_the_procedure_does_not_know_is_told_of_its_holder() -> None:
    assert not {cell for code, cell in settings_told(OFFICE) if code == "role-not-in-procedure"}
    guest = msgspec.structs.replace(OFFICE.officials[-1], roles=("raja",))
    office = msgspec.structs.replace(OFFICE, officials=(*OFFICE.officials[:-1], guest))
    assert ("role-not-in-procedure", guest.id) in settings_told(office)


@pytest.mark.parametrize(
    "other",
    [
        {"item": "item-1"},
        {"note": "Lain."},
        {"person": "kasie"},
        {"step": "approve"},
        {"digest": "dua"},
        {"at": datetime(2026, 1, 1, tzinfo=OFFICE.zone)},
        {"deadline": date(2026, 12, 1)},
        {"handover": Handover("", "wakil")},
        {"office": "lain"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_call_is_a_repetition_only_where_all_that_it_asks_for_was_decided(other: dict[str, object]) -> None:
    case = do(with_items(), "design", "perancang", item="item-0", edition=edition(), note="Selesai.")
    asked: dict[str, object] = {
        "action": "design",
        "person": "perancang",
        "item": "item-0",
        "note": "Selesai.",
    }
    assert find_recorded(case, Request(**asked)) == case.decisions[-1]  # type: ignore[arg-type]
    assert find_recorded(case, Request(**{**asked, **other})) is None  # type: ignore[arg-type]
    assert find_recorded(begin(), Request("order", "kabid")) is None


def test_what_is_decided_at_the_very_moment_of_the_last_decision_is_no_slip() -> None:
    now = datetime(2026, 9, 7, 8, tzinfo=OFFICE.zone)
    far = now + timedelta(days=800)
    assert [one.code for one in check_moment(far, now, far, confirmed=False)] == ["time-ahead"]


def test_a_case_is_described_under_the_key_of_its_store_or_its_own() -> None:
    case = with_items()
    assert describe_case(case)["key"] == case.key
    assert describe_case(case, key="laci/7")["key"] == "laci/7"


def test_an_infographic_stands_in_a_step_from_its_design_until_it_is_withdrawn() -> None:
    def step(case: Case) -> str:
        return next(one["step"] for one in describe_case(case)["item_list"] if one["id"] == FIRST)

    first = do(begin(), "order", "kabid")
    assert step(do(first, "schedule", "kasie", items=ITEMS)) == ""
    assert step(with_items()) == "design"
    assert step(do(with_items(), "withdraw", "kabid", item=FIRST, note="Batal.")) == ""
    assert step(approved()) != "design"


def test_who_takes_up_a_step_takes_the_own_one_that_was_named() -> None:
    case = with_items()
    taken = do(case, "start", "perancang", item=ITEMS[1].id).decisions[-1]
    assert (taken.step, taken.item) == ("design", ITEMS[1].id)
    with pytest.raises(StepNotOpenError):
        do(case, "start", "perancang", item=ITEMS[1].id, step="approve")
    single = do(begin(), "order", "kabid")
    assert do(single, "start", "kasie").decisions[-1].step == "schedule"
    assert do(single, "start", "kasie", step="schedule").decisions[-1].step == "schedule"
    with pytest.raises(StepNotOpenError):
        do(single, "start", "kasie", step="order")


def test_where_no_name_is_near_all_names_are_offered() -> None:
    with pytest.raises(RupadataError) as refused:
        load_procedure("zzzzzz")
    said = f"{refused.value.message} {refused.value.hint}"
    assert all(name in said for name in known_procedures())
    text = OTHER.replace('gates = ["says-why"]', 'gates = ["zzzzzz"]')
    with pytest.raises(InputRefusedError, match="brings-items, brings-edition"):
        parse_procedure(text)


@pytest.mark.parametrize("later", [1, 2, 4])
def test_minutes_past_a_deadline_begin_with_the_day_after_it(later: int) -> None:
    start = datetime(2026, 9, 7, 7, 30, tzinfo=OFFICE.zone)
    deadline = start.date() + timedelta(days=later)
    overrun = plan_case(
        with_items(tuple(Item(f"i{n}", f"I{n}") for n in range(6))), start, deadline=deadline
    ).overrun
    assert overrun is not None
    morning = datetime.combine(deadline + timedelta(days=1), datetime.min.time(), OFFICE.zone)
    assert overrun.minutes == WorkingCalendar(OFFICE).minutes_between(morning, overrun.end)
