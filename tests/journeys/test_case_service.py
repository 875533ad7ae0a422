"""The service carries a case with its real papers over a folder and over a database, to the same bytes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from casework import OFFICE, make_build
from sqlite_store import SqliteStore

from rupadata.documents import PaperDesk
from rupadata.errors import (
    EditionChangedError,
    InputRefusedError,
    NotTheirStepError,
    StepNotOpenError,
    UsageError,
)
from rupadata.procedure import CaseService, CaseStore, FolderStore, Request, parse_settings
from rupadata.procedure.attaching import SignedFile
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.service import OfficeFiles

PAGES = ("layanan-publik/pengaduan", "kesehatan/puskesmas")
ITEM = "layanan-publik-pengaduan"
SETTINGS = OFFICE.read_text(encoding="utf-8")
START = datetime(2026, 9, 7, 8, tzinfo=parse_settings(SETTINGS).zone)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=10)
        return self.now


def over(store: CaseStore) -> CaseService:
    service = CaseService(store, PaperDesk(), clock=Clock())
    service.create("kasus", OfficeFiles(SETTINGS), person="kabid", title="Infografis")
    return service


@pytest.fixture(params=["folders", "database"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> CaseService:
    in_folders = request.param == "folders"
    return over(FolderStore(tmp_path) if in_folders else SqliteStore(tmp_path / "cases.sqlite"))


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", PAGES)


def to_approval(service: CaseService, build: Path) -> None:
    pages = read_pages(build)
    service.decide("kasus", Request("order", "kabid"), with_papers=False)
    service.decide("kasus", Request("schedule", "kasie", pages=pages), with_papers=False)
    service.decide("kasus", Request("group", "analis", pages=pages), with_papers=False)
    for page in pages:
        for action, person in (("design", "perancang"), ("submit", "perancang"), ("approve", "kasie")):
            brought = pages if action == "design" else ()
            service.decide(
                "kasus", Request(action, person, item=page.item.id, pages=brought), with_papers=False
            )


def test_a_decision_answers_with_the_case_its_papers_and_who_is_next(service: CaseService) -> None:
    done = service.decide("kasus", Request("order", "kabid"))
    assert done.case.decisions[-1].action == "order"
    assert done.papers == ("papers/01-surat-perintah.pdf", "papers/01-surat-perintah.docx")
    assert [(task.step, task.people) for task in done.next] == [("schedule", ("kasie",))]
    assert service.verify("kasus") == ()


def test_a_note_in_any_script_is_printed_and_what_no_font_shows_is_said_before_and_after(
    service: CaseService, build: Path
) -> None:
    done = service.decide("kasus", Request("order", "kabid", note="Mangga ꦲꦏ꧀ꦱꦫ السلام 漢字 😀"))
    assert done.warnings == ()
    done = service.decide(
        "kasus", Request("schedule", "kasie", pages=read_pages(build), note="Tanda \U000130b8\x07 ini")
    )
    said = {warning.code: warning for warning in done.warnings}
    assert {"text-cleaned", "text-signs-replaced", "paper-signs-replaced"} <= set(said)
    assert "U+130B8" in said["text-signs-replaced"].message
    assert service.warn_of_papers("kasus", ["papers/02-jadwal.pdf"]) == (said["paper-signs-replaced"],)
    assert service.verify("kasus") == ()


def test_papers_left_for_later_are_the_same_bytes_in_both_stores(tmp_path: Path, build: Path) -> None:
    services = [over(FolderStore(tmp_path / "folders")), over(SqliteStore(tmp_path / "cases.sqlite"))]
    made = []
    for service in services:
        to_approval(service, build)
        service.decide("kasus", Request("document", "perancang"), with_papers=False)
        names = service.make_papers("kasus")
        assert service.make_papers("kasus") == ()
        assert service.verify("kasus") == ()
        made.append({name: service.store.find("kasus", name) for name in names})
    assert made[0] == made[1]
    assert "papers/07-dokumentasi.zip" in made[0]


def test_refusals_are_told_apart_and_change_nothing(service: CaseService, build: Path) -> None:
    pages = read_pages(build)
    service.decide("kasus", Request("order", "kabid"), with_papers=False)
    service.decide("kasus", Request("schedule", "kasie", pages=pages), with_papers=False)
    service.decide("kasus", Request("group", "analis", pages=pages), with_papers=False)
    before = service.store.history("kasus")
    for request, error in (
        (Request("design", "kasie", item=ITEM, pages=pages), NotTheirStepError),
        (Request("approve", "kasie", item=ITEM), StepNotOpenError),
        (Request("design", "perancang", item="tidak-ada", pages=pages), UsageError),
        (Request("design", "perancang", item=ITEM), UsageError),
        (Request("disain", "perancang", item=ITEM), UsageError),
    ):
        with pytest.raises(error):
            service.decide("kasus", request)
    service.decide("kasus", Request("design", "perancang", item=ITEM, pages=pages), with_papers=False)
    with pytest.raises(EditionChangedError):
        service.decide("kasus", Request("submit", "perancang", item=ITEM, digest="0" * 64))
    assert service.store.history("kasus").startswith(before)
    assert len(service.load("kasus").decisions) == 4


def test_what_waits_for_a_person_is_one_question(service: CaseService, build: Path) -> None:
    service.create("lain", OfficeFiles(SETTINGS), person="kabid")
    assert [(task.key, task.step) for task in service.waiting_for("kabid")] == [
        ("kasus", "order"),
        ("lain", "order"),
    ]
    assert service.waiting_for("kasie") == ()
    pages = read_pages(build)
    service.decide("kasus", Request("order", "kabid"), with_papers=False)
    service.decide("kasus", Request("schedule", "kasie", pages=pages), with_papers=False)
    service.decide("kasus", Request("group", "analis", pages=pages), with_papers=False)
    assert [(task.item, task.item_title) for task in service.waiting_for("perancang")] == [
        (page.item.id, page.item.title) for page in pages
    ]


def test_a_paper_comes_back_signed(service: CaseService) -> None:
    service.decide("kasus", Request("order", "kabid"))
    draft = service.store.find("kasus", "papers/01-surat-perintah.pdf")
    assert draft is not None
    with pytest.raises(InputRefusedError) as refused:
        service.attach("kasus", SignedFile("01", "kembali.pdf", draft, person="kabid"))
    assert refused.value.code == "paper-unsigned"
    scan = SignedFile("01", "kembali.jpg", b"gambar", number="800/12/IX/2026", person="kabid")
    paper = service.attach("kasus", scan).case.decisions[-1].paper
    assert paper is not None
    assert (paper.kind, paper.number) == ("scan", "800/12/IX/2026")
    assert service.store.find("kasus", paper.file) == b"gambar"
    assert service.verify("kasus") == ()


def test_performance_material_gathers_all_cases(service: CaseService, build: Path) -> None:
    to_approval(service, build)
    assert service.make_performance("perancang", "2026-Q3").startswith(b"%PDF")


def test_a_logo_that_no_paper_could_show_begins_no_case(service: CaseService) -> None:
    with pytest.raises(InputRefusedError) as refused:
        service.create("baru", OfficeFiles(SETTINGS, ("lambang.png", b"bukan")), person="kabid")
    assert refused.value.code == "logo-unreadable"
    assert service.store.keys() == ("kasus",)
