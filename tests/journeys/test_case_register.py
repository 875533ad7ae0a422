"""A register becomes pages that can be approved: all its counts come from one column, each is told apart."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from casework import case, new_case

from rupadata.cli.app import run
from tools.recompute import check_build

DISTRICTS = ("Serang", "Cipocok Jaya", "Curug", "Kasemen", "Taktakan", "Walantaka")
CHANNELS = ("Aplikasi", "Loket", "Telepon")
KINDS = ("Jalan rusak", "Sampah", "Penerangan jalan", "Air bersih")


def make_register(path: Path, rows: int = 620) -> None:
    """Write complaints of two years: the later they are, the quicker they were settled."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Register"
    sheet.append(["Register Pengaduan Masyarakat Kota Serang 2023-2024"])
    sheet.append([])
    sheet.append(["No", "Tanggal Pengaduan", "Tanggal Selesai", "Kecamatan", "Kategori", "Kanal", "Status"])
    for number in range(rows):
        came = date(2023, 1, 2) + timedelta(days=number * 729 // rows)
        district = DISTRICTS[(number * number + number // 7) % 6]
        done = came + timedelta(days=2 + (number * 5) % 9) if number % 8 else None
        sheet.append(
            [
                number + 1,
                came,
                done,
                f"Kecamatan {district}",
                KINDS[(number // 3) % 4],
                CHANNELS[(number // 5) % 3],
                "Selesai" if done else "Proses",
            ]
        )
    book.save(path)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("register")
    (root / "kota-serang").mkdir()
    make_register(root / "kota-serang" / "register-pengaduan-kota-serang.xlsx")
    words = ["--sizes", "portrait", "--formats", "svg,png", "--workers", "1"]
    assert run(["build", str(root / "kota-serang"), "-o", str(root / "halaman"), *words]) in (0, 1)
    return root / "halaman"


def test_a_page_of_a_register_has_no_figure_that_the_check_cannot_follow(build: Path) -> None:
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["editions"]
    errors = [
        (problem["code"], problem["message"])
        for edition in manifest["editions"]
        for problem in edition["problems"]
        if problem["severity"] == "error"
    ]
    assert errors == []


def test_the_manifest_says_in_words_what_a_page_shows(build: Path) -> None:
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    first = manifest["editions"][0]
    assert len(first["contents"]) == len(first["indicators"])
    shown = first["contents"][0]
    assert (shown["name"], shown["unit"], shown["regions"]) == ("Jumlah Pengaduan", "pengaduan", 6)
    assert (shown["first"], shown["last"]) == ("2023", "2024")


def test_another_reader_finds_the_same_figures(build: Path) -> None:
    faults = check_build(build)
    assert faults
    assert {page: found for page, found in faults.items() if found} == {}


def test_a_count_that_is_another_of_the_same_range_is_found(build: Path, tmp_path: Path) -> None:
    """The range alone would bear out any of its counts."""
    entries = [
        entry
        for path in build.rglob("evidence.json")
        for entry in json.loads(path.read_text(encoding="utf-8"))
        if entry["formula"] == "value" and entry["from"][0].get("part")
    ]
    assert len({entry["from"][0]["part"] for entry in entries}) > 1
    assert len({entry["from"][0]["cell"] for entry in entries}) < len(entries)


def test_a_page_of_a_register_is_carried_to_its_approval(build: Path, tmp_path: Path) -> None:
    folder = new_case(tmp_path / "kasus")
    at = ("--at", "2026-09-08T09:00")
    for action, person in (("order", "kabid"), ("schedule", "kasie"), ("group", "analis")):
        words = ("--from", build) if action != "order" else ()
        assert case("do", folder, action, *words, "--as", person, *at) == 0
    item = next(iter(json.loads((build / "manifest.json").read_text(encoding="utf-8"))["editions"]))
    shown = json.loads(_shown(folder))
    name = next(one["id"] for one in shown["item_list"] if one["path"] == item["path"])
    for action, person in (("design", "perancang"), ("submit", "perancang"), ("approve", "kasie")):
        words = ("--from", build) if action == "design" else ()
        noted = ("--note", "Data tidak memuatnya.")
        assert case("do", folder, action, "--item", name, *words, "--as", person, *noted, *at) == 0


def _shown(folder: Path) -> str:
    import io
    from contextlib import redirect_stdout

    told = io.StringIO()
    with redirect_stdout(told):
        assert case("show", folder, "--json") == 0
    return told.getvalue()
