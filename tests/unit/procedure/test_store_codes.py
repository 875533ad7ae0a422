"""What a folder of a case refuses, each under its code: a broken header, a lost file, a lock that is held."""

from __future__ import annotations

from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE_TEXT, START, begin, do, edition, with_items
from casework import make_build

from rupadata.documents.papers import PaperDesk
from rupadata.errors import RupadataError, StepNotOpenError
from rupadata.procedure import CaseService, Decision, FolderStore, Request, load_case
from rupadata.procedure import folder_store as folder_store_module
from rupadata.procedure.attaching import SignedFile, find_draft, read_signed_paper
from rupadata.procedure.built_pages import get_page, read_pages
from rupadata.procedure.decision import Item, ItemSource, SourceTable
from rupadata.procedure.recording import record
from rupadata.procedure.store import CaseFiles, enclosed_blobs
from rupadata.procedure.warnings import warn_about

DRAFT = "papers/01-surat-perintah.pdf"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    made = FolderStore(tmp_path)
    made.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    made.write("kasus", DRAFT, b"%PDF-konsep")
    return made


def code_of(refused: pytest.ExceptionInfo[RupadataError]) -> str:
    return refused.value.code


def test_a_header_that_is_no_json_is_unreadable(store: FolderStore) -> None:
    (store.folder("kasus") / "case.json").write_text("{", encoding="utf-8")
    with pytest.raises(RupadataError) as refused:
        load_case(store, "kasus")
    assert code_of(refused) == "case-unreadable"


def test_a_file_of_the_case_that_is_lost_is_named(store: FolderStore) -> None:
    with pytest.raises(RupadataError, match="papers/99") as refused:
        CaseFiles(store, "kasus").get("papers/99.pdf")
    assert code_of(refused) == "case-file-missing"


def test_a_lock_that_somebody_holds_is_waited_for_and_then_told(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_store_module, "_LOCK_SECONDS", 0.05)
    with store.lock("kasus"), pytest.raises(StepNotOpenError) as refused, store.lock("kasus"):
        pass
    assert code_of(refused) == "case-locked"


def test_a_store_that_never_takes_a_line_is_given_up(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderStore, "append", lambda *_, **__: False)
    with pytest.raises(StepNotOpenError) as refused:
        record(store, "kasus", lambda case: Decision("order", "kabid", case.header.created_at))
    assert code_of(refused) == "case-locked"
    assert load_case(store, "kasus").decisions == ()


def test_a_paper_that_the_case_never_made_is_unknown(store: FolderStore) -> None:
    files = CaseFiles(store, "kasus")
    assert find_draft(files, "01") == "01-surat-perintah.pdf"
    with pytest.raises(RupadataError, match="99") as refused:
        find_draft(files, "99")
    assert code_of(refused) == "paper-unknown"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("pindaian.docx", b"x", "paper-unreadable"),
        ("pindaian.pdf", b"%PDF-konsep", "paper-unsigned"),
        ("pindaian.png", b"x", "person-missing"),
    ],
)
def test_a_file_that_is_no_signed_paper_is_refused(
    store: FolderStore, name: str, content: bytes, code: str
) -> None:
    signed = SignedFile(paper="01", file_name=name, content=content)
    with pytest.raises(RupadataError) as refused:
        read_signed_paper(load_case(store, "kasus"), CaseFiles(store, "kasus"), signed, PaperDesk())
    assert code_of(refused) == code


def test_a_page_that_is_not_in_the_build_is_told_with_those_that_are() -> None:
    with pytest.raises(RupadataError) as refused:
        get_page((), ITEMS[0])
    assert code_of(refused) == "page-not-there"


def test_a_source_table_that_was_not_brought_is_a_warning_of_grouping() -> None:
    source = ItemSource("Penduduk", "penduduk.csv", "a" * 64)
    item = Item("item-0", "Judul", "Kependudukan", sources=(source,))
    case = with_items((item,))
    (warning,) = (w for w in warn_about(case, case.decisions[-1]) if w.code == "source-not-kept")
    assert (warning.where.file, warning.variant) == ("penduduk.csv", "not-asked")
    table = SourceTable("penduduk.csv", "a" * 64, "sources/aaaaaaaaaaaa/penduduk.csv")
    brought = do(
        do(do(begin(), "order", "kabid"), "schedule", "kasie", items=(item,)),
        "group",
        "analis",
        items=(item,),
        tables=(table,),
    )
    assert [w.code for w in warn_about(brought, brought.decisions[-1])] == []


def test_a_case_that_cannot_be_read_is_told_when_days_are_planned(store: FolderStore, tmp_path: Path) -> None:
    build = make_build(tmp_path / "build", ("layanan-publik/pengaduan",))
    store.create("lain", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    (store.folder("lain") / "decisions.jsonl").write_text("bukan riwayat\n", encoding="utf-8")
    service = CaseService(store, PaperDesk())
    ordered = service.decide("kasus", Request("order", "kabid", at=START), with_papers=False)
    scheduled = service.decide(
        "kasus", Request("schedule", "kasie", at=START, pages=read_pages(build)), with_papers=False
    )
    assert [w.where.file for w in ordered.warnings if w.code == "case-not-counted"] == []
    assert [w.where.file for w in scheduled.warnings if w.code == "case-not-counted"] == ["lain"]


def test_a_yearbook_that_goes_before_september_is_a_warning() -> None:
    item = Item("item-0", "Judul", "Kependudukan", yearbook="KCDA")
    scheduled = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=(item,))
    case = do(scheduled, "group", "analis", items=(item,))
    for month, told in ((8, ["yearbook-before-september"]), (9, [])):
        at = START.replace(year=2027, month=month)
        designed = do(case, "design", "perancang", item="item-0", edition=edition(), at=at)
        assert [w.code for w in warn_about(designed, designed.decisions[-1])] == told
