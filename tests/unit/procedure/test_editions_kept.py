"""Editions of one infographic and of several: each keeps its files, whatever is decided after it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE_TEXT, approve, begin, do, edition, with_items

from rupadata.procedure import Case, Decision, FolderStore, FrozenEdition, Item
from rupadata.procedure.decision import EditionFile
from rupadata.procedure.overview import describe_case
from rupadata.procedure.recording import Brought, record
from rupadata.procedure.store import edition_name, enclosed_blobs


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    decide(store, "order", "kabid")
    decide(store, "schedule", "kasie", items=ITEMS)
    decide(store, "group", "analis", items=ITEMS)
    return store


def decide(store: FolderStore, action: str, person: str, content: bytes = b"", **facts: object) -> Case:
    def make(case: Case) -> Decision:
        last = case.decisions[-1].at if case.decisions else case.header.created_at
        return Decision(action, person, last + timedelta(minutes=30), **facts)  # type: ignore[arg-type]

    brought = Brought({"portrait.png": lambda: content} if content else {})
    return record(store, "kasus", make, brought)


def made(content: bytes) -> FrozenEdition:
    file = EditionFile("portrait.png", sha256(content).hexdigest(), len(content))
    return FrozenEdition(sha256(b"edition" + content).hexdigest(), "Judul", (file,))


def kept(store: FolderStore, item: str) -> set[bytes | None]:
    return {store.find("kasus", name) for name in store.names("kasus", f"items/{item}/editions/")}


def test_an_earlier_edition_stays_when_another_follows(store: FolderStore) -> None:
    for content in (b"satu", b"dua"):
        decide(store, "design", "perancang", content, item="item-0", edition=made(content))
    assert kept(store, "item-0") == {b"satu", b"dua"}


def test_an_edition_is_kept_for_each_item_that_has_it(store: FolderStore) -> None:
    for item in ("item-0", "item-1"):
        decide(store, "design", "perancang", b"satu", item=item, edition=made(b"satu"))
    assert kept(store, "item-0") == kept(store, "item-1") == {b"satu"}
    assert kept(store, "item-2") == set()


def test_only_remains_of_the_same_item_are_cleared_away(store: FolderStore) -> None:
    left = [edition_name(item, "f" * 64, "portrait.png") for item in ("item-0", "item-1")]
    for name in left:
        store.write("kasus", name, b"setengah")
    decide(store, "design", "perancang", b"satu", item="item-0", edition=made(b"satu"))
    assert [store.find("kasus", name) for name in left] == [None, b"setengah"]


def test_a_described_item_says_where_it_stands_and_what_was_approved() -> None:
    items = (Item("a", "Judul A", "Air", "Kota Contoh", "KODA", "air/a"), Item("b", "Judul B"))
    lacking = edition("satu", missing_elements=("Data tidak memuat grafik per wilayah.",))
    case = do(with_items(items), "design", "perancang", item="a", edition=lacking, note="Satu wilayah.")
    case = approve(case, "b", "dua")
    case = do(case, "withdraw", "kabid", item="b", note="Data ditunda.")
    described = {one["id"]: one for one in describe_case(case, case.decisions[-1].at)["item_list"]}
    assert described["a"] == {
        "id": "a",
        "title": "Judul satu",
        "subject": "Air",
        "region": "Kota Contoh",
        "yearbook": "KODA",
        "path": "air/a",
        "step": "submit",
        "round": 0,
        "withdrawn": False,
        "digest": lacking.digest,
        "approved": "",
        "missing_elements": ["Data tidak memuat grafik per wilayah."],
        "reason": "Satu wilayah.",
        "consent": "",
    }
    assert (described["b"]["step"], described["b"]["withdrawn"]) == ("", True)
    assert described["b"]["approved"] == edition("dua").digest
