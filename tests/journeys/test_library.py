"""The library in a browser's eyes: what it shows, and what nobody can ask it for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_home

from rupadata.web.library import open_library, pictures
from rupadata.web.library.settings import LIBRARY

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def made(path: str, content: bytes) -> dict[str, object]:
    return {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    page = tmp_path / "36.71" / "penduduk" / "jumlah"
    page.mkdir(parents=True)
    entry = {
        "node": "n1",
        "shown": "1.948.300",
        "value": 1948300.0,
        "unit": "jiwa",
        "formula": "value",
        "from": [{"file": "a.xlsx", "sheet": "3.1", "cell": "C7"}],
    }
    contents = {"portrait.png": PNG, "evidence.json": json.dumps([entry]).encode()}
    for name, content in contents.items():
        (page / name).write_bytes(content)
    (tmp_path / "rahasia.txt").write_text("bukan untuk umum")
    edition = {
        "path": "36.71/penduduk/jumlah",
        "region": "36.71",
        "region_name": "Kota Tangerang",
        "subject": "penduduk",
        "subject_name": "Kependudukan",
        "page": "jumlah",
        "title": "Penduduk <naik>",
        "digest": "d" * 64,
        "indicators": ["jumlah-penduduk"],
        "why": [],
        "files": [made(f"36.71/penduduk/jumlah/{name}", content) for name, content in contents.items()],
        "sources": [],
        "problems": [],
    }
    manifest = {
        "version": 1,
        "engine": {"name": "rupadata", "version": "0"},
        "lang": "id",
        "theme": "default",
        "date": "2025",
        "sizes": ["portrait"],
        "formats": ["png"],
        "sources": [],
        "refused": [],
        "editions": [edition],
        "problems": [],
        "files": [],
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.fixture
def browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setenv("RUPADATA_LIBRARY", str(folder))
    web_home.set_django_up()
    from django.test import Client, override_settings

    # One process has one Django: here the library answers under its own settings in the workplace's.
    with override_settings(ALLOWED_HOSTS=["testserver"], **LIBRARY):
        yield Client()


def test_the_library_lists_every_page_with_its_headline_escaped(browser) -> None:  # type: ignore[no-untyped-def]
    answer = browser.get("/")
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Penduduk &lt;naik&gt;" in body
    assert "/berkas/36.71/penduduk/jumlah/portrait.png" in body
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_search_without_hits_offers_the_way_back(browser) -> None:  # type: ignore[no-untyped-def]
    assert "Tampilkan semua" in browser.get("/", {"cari": "padi"}).content.decode()


def test_a_page_leads_every_figure_to_its_cell(browser) -> None:  # type: ignore[no-untyped-def]
    body = browser.get("/halaman/36.71/penduduk/jumlah").content.decode()
    assert "1.948.300" in body
    assert "a.xlsx · 3.1 · C7" in body


def test_files_of_an_edition_are_sent_with_their_type(browser) -> None:  # type: ignore[no-untyped-def]
    answer = browser.get("/berkas/36.71/penduduk/jumlah/portrait.png")
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    answer.close()


@pytest.mark.parametrize(
    "address",
    [
        "/berkas/rahasia.txt",
        "/berkas/manifest.json",
        "/berkas/../rahasia.txt",
        "/berkas/36.71/penduduk/jumlah/../../../rahasia.txt",
        "/halaman/36.71/tidak/ada",
    ],
)
def test_what_the_manifest_does_not_name_is_not_there(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    assert browser.get(address).status_code == 404


def test_nothing_can_be_written(browser) -> None:  # type: ignore[no-untyped-def]
    assert browser.post("/", {"cari": "x"}).status_code == 405


def test_the_lightest_picture_of_each_size_is_shown(folder: Path) -> None:
    edition = open_library(folder).manifest.editions[0]
    assert pictures(edition) == ["36.71/penduduk/jumlah/portrait.png"]
