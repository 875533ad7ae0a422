"""Files that a decision finds already there, and a case whose last line says little."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from carrying import ITEMS, OFFICE_TEXT, begin, do_in, edition
from casework import make_build

from rupadata.procedure import FolderStore
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.decision import SourceTable, Standing, encode_decision, seal
from rupadata.procedure.recording import Brought
from rupadata.procedure.store import enclosed_blobs, load_case, summarise

CONTENT = b"Kecamatan,2024\nContoh,1\n"
DIGEST = sha256(CONTENT).hexdigest()
TABLE = SourceTable("tabel.csv", DIGEST, f"sources/{DIGEST[:12]}/tabel.csv")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    return store


@pytest.mark.parametrize("known", [CONTENT, b"lain", None])
def test_a_file_is_loaded_only_where_it_is_missing_or_another(
    store: FolderStore, known: bytes | None
) -> None:
    do_in(store, "order", "kabid")
    do_in(store, "schedule", "kasie", items=ITEMS)
    do_in(store, "group", "analis", items=ITEMS)
    if known is not None:
        store.write("kasus", TABLE.kept, known)
    loaded = []

    def load() -> bytes:
        loaded.append(1)
        return CONTENT

    brought = Brought(tables={DIGEST: load})
    do_in(store, "design", "perancang", brought, item="item-0", edition=edition(), tables=(TABLE,))
    assert len(loaded) == (0 if known == CONTENT else 1)
    assert store.find("kasus", TABLE.kept) == CONTENT


def test_a_last_line_that_does_not_say_where_the_case_stands_gives_an_empty_standing(
    store: FolderStore,
) -> None:
    do_in(store, "order", "kabid")
    history = store.folder("kasus") / "decisions.jsonl"
    assert summarise(store, "kasus").standing != Standing()
    line = msgspec.structs.replace(load_case(store, "kasus").decisions[-1], after=None)
    line = seal(line, line.previous)
    history.write_bytes(encode_decision(line) + b"\n")
    assert summarise(store, "kasus").standing == Standing()


def test_errors_of_a_page_are_no_warnings_of_its_edition(tmp_path: Path) -> None:
    build = make_build(
        tmp_path, ("kesehatan/a",), problems={"kesehatan/a": ["sop-element-not-in-data", "figure-untrue"]}
    )
    [page] = read_pages(build)
    assert page.edition.errors == ("figure-untrue",)
    assert page.edition.warnings == ()
