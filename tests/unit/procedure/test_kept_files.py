"""Which files a decision keeps, which it leaves out, and what a folder clears away."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE_TEXT, begin, do_in, edition

from rupadata.errors import EditionChangedError, InputRefusedError, StepNotOpenError
from rupadata.procedure import Case, FolderStore
from rupadata.procedure.decision import SourceTable
from rupadata.procedure.recording import Brought, refuse_changed
from rupadata.procedure.store import enclosed_blobs, summarise
from rupadata.whole_files import REMAINS_AFTER_S, part_name

CONTENT = b"Kecamatan,2024\nContoh,1\n"
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    do_in(store, "order", "kabid")
    do_in(store, "schedule", "kasie", items=ITEMS)
    do_in(store, "group", "analis", items=ITEMS)
    return store


def design(store: FolderStore, table: SourceTable, tables: dict[str, bytes]) -> Case:
    loads = {digest: (lambda content=content: content) for digest, content in tables.items()}
    brought = Brought(tables=loads)
    return do_in(store, "design", "perancang", brought, item="item-0", edition=edition(), tables=(table,))


def sources(store: FolderStore) -> tuple[str, ...]:
    return store.names("kasus", "sources/")


def test_a_table_that_is_brought_is_kept_under_its_name(store: FolderStore) -> None:
    table = SourceTable("tabel.csv", DIGEST, f"sources/{DIGEST[:12]}/tabel.csv")
    design(store, table, {DIGEST: CONTENT})
    assert sources(store) == (table.kept,)
    assert store.find("kasus", table.kept) == CONTENT


def test_a_table_that_nobody_brings_or_that_is_kept_elsewhere_is_left_out(store: FolderStore) -> None:
    design(store, SourceTable("tabel.csv", DIGEST, f"sources/{DIGEST[:12]}/tabel.csv"), {})
    assert sources(store) == ()


def test_a_table_without_a_name_to_keep_it_under_is_left_out(store: FolderStore) -> None:
    case = design(store, SourceTable("tabel.csv", DIGEST), {DIGEST: CONTENT})
    assert sources(store) == ()
    assert case.decisions[-1].tables[0].sha256 == DIGEST


def test_a_table_that_changed_since_the_build_is_refused_and_nothing_is_decided(store: FolderStore) -> None:
    table = SourceTable("tabel.csv", DIGEST, f"sources/{DIGEST[:12]}/tabel.csv")
    with pytest.raises(EditionChangedError) as refused:
        design(store, table, {DIGEST: CONTENT + b"Lain,2\n"})
    assert refused.value.code == "file-changed"
    assert store.history("kasus").count(b"\n") == 3


def test_contents_are_what_was_recorded_of_them_or_refused() -> None:
    refuse_changed("tabel.csv", CONTENT, DIGEST)
    with pytest.raises(EditionChangedError, match=r"tabel\.csv"):
        refuse_changed("tabel.csv", CONTENT + b" ", DIGEST)


@pytest.mark.parametrize("under", ["", "papers"])
def test_a_decision_clears_away_what_a_killed_writer_left(store: FolderStore, under: str) -> None:
    place = store.folder("kasus") / under
    place.mkdir(exist_ok=True)
    old, young = (place / part_name("surat.pdf") for _ in range(2))
    for path in (old, young):
        path.write_bytes(b"setengah")
    long_ago = time.time() - REMAINS_AFTER_S - 60
    os.utime(old, (long_ago, long_ago))
    design(store, SourceTable("tabel.csv", DIGEST), {})
    assert (old.exists(), young.exists()) == (False, True)


def test_a_store_that_never_takes_the_line_is_left_after_five_tries(store: FolderStore) -> None:
    tried = []

    class Deaf(FolderStore):
        def append(self, key: str, line: bytes, *, number: int) -> bool:
            tried.append(number)
            return False

    with pytest.raises(StepNotOpenError) as refused:
        design(Deaf(store.root), SourceTable("tabel.csv", DIGEST), {})
    assert refused.value.code == "case-locked"
    assert tried == [4] * 5


def test_a_folder_with_anything_else_in_it_is_no_place_for_a_case(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    (tmp_path / "berkas").write_bytes(b"x")
    for name, inside in (("penuh", "catatan.txt"), ("tersembunyi", ".catatan-1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / inside).write_bytes(b"x")
    for name in ("berkas", "penuh", "tersembunyi"):
        with pytest.raises(InputRefusedError) as refused:
            store.create(name, begin().header.encode(), {})
        assert refused.value.code == "case-exists"
    begun = tmp_path / "mulai"
    begun.mkdir()
    for remains in (".case.json-4711", ".lock", part_name("office.toml"), "office.toml"):
        (begun / remains).write_bytes(b"setengah")
    store.create("mulai", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    assert store.keys() == ("mulai",)


def test_only_folders_with_a_header_are_cases_and_hidden_ones_are_none(store: FolderStore) -> None:
    for name in ("lain", ".tersembunyi"):
        (store.root / name).mkdir()
    (store.root / ".tersembunyi" / "case.json").write_bytes(b"{}")
    assert store.keys() == ("kasus",)
    with pytest.raises(InputRefusedError) as refused:
        FolderStore(store.root / "tidak-ada").keys()
    assert refused.value.code == "case-missing"


def test_names_leave_out_what_is_hidden_and_what_is_no_blob(store: FolderStore) -> None:
    store.write("kasus", "papers/a.pdf", b"a")
    (store.folder("kasus") / "papers" / ".a.pdf").write_bytes(b"x")
    names = store.names("kasus")
    assert names == tuple(sorted(names))
    assert "papers/a.pdf" in names
    assert not {name for name in names if name.rpartition("/")[2] in ("case.json", "decisions.jsonl")}
    assert not [name for name in names if "/." in name or name.startswith(".")]


def test_deleting_the_last_file_removes_its_empty_folders_and_no_other(store: FolderStore) -> None:
    for name in ("papers/lama/a.pdf", "papers/b.pdf"):
        store.write("kasus", name, b"x")
    store.delete("kasus", "papers/lama/a.pdf")
    assert not (store.folder("kasus") / "papers" / "lama").exists()
    assert store.find("kasus", "papers/b.pdf") == b"x"
    store.delete("kasus", "papers/b.pdf")
    assert not (store.folder("kasus") / "papers").exists()
    assert store.folder("kasus").is_dir()


def test_a_title_is_read_wherever_it_stands_in_a_header(store: FolderStore) -> None:
    assert summarise(store, "kasus").title == "Infografis 2026"
    header = store.folder("kasus") / "case.json"
    header.write_bytes(b'{"padding": "' + b"x" * 5000 + b'", "title": "Jauh di bawah"}')
    assert store.glance("kasus").title == "Jauh di bawah"


@pytest.mark.parametrize("length", [10, 4000, 4095, 4096, 4097, 9000])
def test_the_last_line_is_read_whole_whatever_its_length(store: FolderStore, length: int) -> None:
    history = store.folder("kasus") / "decisions.jsonl"
    for before in (b"", b"pertama\n", b"pertama\n" * 900):
        history.write_bytes(before + b"z" * length + b"\n")
        assert store.glance("kasus").last_line == b"z" * length


def test_a_history_without_a_line_has_no_last_one(store: FolderStore) -> None:
    (store.folder("kasus") / "decisions.jsonl").write_bytes(b"")
    assert store.glance("kasus").last_line == b""
