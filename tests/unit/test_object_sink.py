"""A build in an object store is the one in a folder, file by file."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from rupadata.build import build_pages
from rupadata.errors import InputRefusedError, MissingPartError, UsageError
from rupadata.object_sink import ObjectSink, is_address
from rupadata.progress import BuildEvent
from rupadata.request import BuildRequest
from rupadata.sink import MemorySink
from rupadata.workers import IN_PROCESS

fsspec = pytest.importorskip("fsspec")

TABLE = """Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa)
Kecamatan,2022,2023,2024
Ciledug,164151,165000,166100
Benda,83526,84100,84900
"""
SVG = BuildRequest(formats=("svg",), use_memory=False)
ADDRESS = "memory://provinsi/2026"


@pytest.fixture(autouse=True)
def store() -> Iterator[dict[str, bytes]]:
    held = fsspec.filesystem("memory")
    held.store.clear()
    yield held.store
    held.store.clear()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "penduduk.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


class Far:
    """Workers that are elsewhere."""

    here = False
    count = 2


def contents() -> dict[str, bytes]:
    held = fsspec.filesystem("memory")
    names = held.find("/provinsi/2026")
    return {name.removeprefix("/provinsi/2026/"): held.cat_file(name) for name in names}


def test_a_build_in_a_store_is_the_one_in_memory_and_can_be_resumed(table: Path) -> None:
    plain = MemorySink()
    build_pages([table], plain, SVG)
    build_pages([table], ADDRESS, SVG)
    assert contents() == plain.files
    said: list[BuildEvent] = []
    build_pages([table], ADDRESS, replace(SVG, resume=True), tell=said.append)
    assert [event.reused for event in said if event.stage == "draw" and event.item] == [True]
    build_pages([table], ADDRESS, replace(SVG, formats=("csv",)))
    assert not any(name.endswith(".svg") for name in contents())


def test_what_a_person_saved_is_built_on_and_what_was_saved_meanwhile_is_kept(table: Path) -> None:
    build_pages([table], ADDRESS, SVG)
    sink = ObjectSink(ADDRESS)
    (page,) = [name for name in contents() if name.endswith("/page.json")]
    spec = json.loads(contents()[page])
    spec["title"]["headline"] = {"id": "Ditulis tangan"}
    sink.put(page, json.dumps(spec).encode())
    manifest = build_pages([table], ADDRESS, SVG)
    assert [edition.title for edition in manifest.editions] == ["Ditulis tangan"]
    place, seen = page.removesuffix("/page.json"), sink.read(page)
    sink.put(page, b"baru")
    sink.put_page(place, {"page.json": b"lama", "x.svg": b"x"}, seen, ("portrait.svg", "x.svg"))
    assert sink.read(page) == b"baru"
    assert sink.read(f"{place}/x.svg") == b"x"
    assert sink.read(f"{place}/portrait.svg") is None
    sink.put_page(place, {"page.json": b"lama"}, b"baru")
    assert sink.read(page) == b"lama"


def test_a_store_travels_as_its_address(table: Path) -> None:
    sink = ObjectSink(ADDRESS)
    with sink.held():
        sink.put("a", b"1")
    there = pickle.loads(pickle.dumps(sink))
    assert there.read("a") == b"1"
    there.remove("a")
    there.remove("a")
    assert sink.read("a") is None
    assert sink.reached_by(IN_PROCESS)
    assert not sink.reached_by(Far())  # type: ignore[arg-type]
    assert ObjectSink("s3://bucket/x").reached_by(Far())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "../x", "a/../x", "a//b", "/a", "a\\b", "./a"])
def test_a_name_outside_the_place_is_refused(name: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        ObjectSink(ADDRESS).read(name)
    assert refused.value.code == "name-outside"


def test_a_store_that_cannot_be_opened_is_one_sentence(table: Path) -> None:
    with pytest.raises(UsageError) as unknown:
        build_pages([table], "lemari://x", SVG)
    assert unknown.value.code == "output-not-a-folder"
    assert "lemari://" in str(unknown.value)
    with pytest.raises(MissingPartError) as missing:
        build_pages([table], "gs://bucket/x", SVG)
    assert missing.value.code == "part-missing"


def test_only_an_address_is_one() -> None:
    assert is_address("s3://bucket/x")
    assert not is_address("keluaran/x")
    assert not is_address(Path("s3://bucket"))
