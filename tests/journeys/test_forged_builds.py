"""A build's folder that was damaged or forged: refused in a sentence, and nothing outside it is touched."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from forging import damage, forge, list_files, worked_seconds

from rupadata.build import build_pages
from rupadata.cli.app import run
from rupadata.errors import InputRefusedError
from rupadata.model.evidence import load_evidence
from rupadata.request import BuildRequest
from rupadata.web.library import open_library

EXAMPLE = Path(__file__).parents[2] / "examples/kota-contoh"
SECONDS = 20.0
"""No call on a small build may take longer, whatever its files say."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds a table, its build, and a folder that is none of ours."""
    place = tmp_path_factory.mktemp("built")
    (place / "victim").mkdir()
    (place / "victim/keep.txt").write_text("mine")
    (place / "tables").mkdir()
    for name in ("kemiskinan.xlsx", "regions.csv"):
        shutil.copy(EXAMPLE / name, place / "tables")
    build_pages([place / "tables"], place / "out", BuildRequest(formats=("svg",)))
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "place"))


def page_of(place: Path) -> Path:
    return next((place / "out").rglob("page.json"))


def calls(place: Path) -> list[list[str]]:
    out, page = place / "out", page_of(place)
    return [
        ["check", str(out)],
        ["check", str(page)],
        ["render", str(page), "-o", str(place / "page.svg")],
        ["trace", str(out), "--cell", "C7"],
        ["build", str(place / "tables"), "-o", str(out), "--formats", "svg", "--workers", "1", "--resume"],
    ]


def go_through(place: Path, wanted: list[list[str]], capsys: pytest.CaptureFixture[str]) -> float:
    """Make the calls: each ends in a known code and says nothing of an exception; return the longest time."""
    worst = 0.0
    for call in wanted:
        start = worked_seconds()
        assert run(call) in (0, 1, 2), call
        worst = max(worst, worked_seconds() - start)
        assert "Traceback" not in capsys.readouterr().err
    assert list_files(place / "victim") == {"keep.txt": b"mine"}
    assert worst < SECONDS
    return worst


_OF_PAGES = ("page.json", ".proposal.json", ".made.json", "evidence.json")


def forge_file(place: Path, name: str, seed: int) -> None:
    path = page_of(place).parent / name if name in _OF_PAGES else place / "out" / name
    path.write_bytes((damage if name.endswith(".parquet") else forge)(path.read_bytes(), seed))


def suite(place: Path, name: str, seeds: range, capsys: pytest.CaptureFixture[str]) -> float:
    """Forge one file again and again, and make the calls that read it."""
    kept = place.with_name("kept")
    shutil.copytree(place, kept)
    worst = 0.0
    for seed in seeds:
        shutil.rmtree(place)
        shutil.copytree(kept, place)
        wanted = calls(place)
        forge_file(place, name, seed)
        # A build draws anew and takes longest: every other forged file is built over.
        worst = max(worst, go_through(place, wanted if seed % 2 else wanted[:-1], capsys))
    return worst


FILES = (
    "manifest.json",
    "page.json",
    ".proposal.json",
    ".made.json",
    "evidence.json",
    "grouping.json",
    "observations.parquet",
)


@pytest.mark.parametrize("name", FILES)
def test_forged_files_are_read_or_refused(
    place: Path, name: str, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    worst = suite(place, name, range(10), capsys)
    record_property("cases", 10)
    record_property("worst", f"{worst:.1f} s")


@pytest.mark.full
@pytest.mark.parametrize("name", FILES)
def test_hundreds_of_forged_files_are_read_or_refused(
    place: Path, name: str, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    worst = suite(place, name, range(1000, 1120), capsys)
    record_property("cases", 120)
    record_property("worst", f"{worst:.1f} s")


def change_manifest(place: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = place / "out/manifest.json"
    plain = json.loads(path.read_bytes())
    change(plain)
    path.write_text(json.dumps(plain))


@pytest.mark.parametrize("path", ["../victim", "99.71/../../victim", "/tmp/victim", "victim", ""])
def test_a_build_removes_nothing_that_a_manifest_outside_names(place: Path, path: str) -> None:
    def name_victim(plain: dict[str, Any]) -> None:
        plain["editions"][0] |= {"path": path, "files": []}

    change_manifest(place, name_victim)
    before = list_files(place / "out")
    assert run(["build", str(place / "tables"), "-o", str(place / "out"), "--formats", "svg"]) == 2
    assert list_files(place / "out") == before
    assert list_files(place / "victim") == {"keep.txt": b"mine"}


def test_a_build_leaves_alone_what_it_did_not_make(place: Path) -> None:
    page = page_of(place).parent
    (page / "catatan.txt").write_text("saya")
    other = place / "out/99.71/lain/halaman"
    other.mkdir(parents=True)
    (other / "milik.txt").write_text("saya")

    def claim(plain: dict[str, Any]) -> None:
        where = "99.71/lain/halaman"
        made = {"path": f"{where}/milik.txt", "sha256": "0" * 64, "bytes": 4}
        plain["editions"].append({**plain["editions"][0], "path": where, "files": [made]})

    change_manifest(place, claim)
    assert run(["build", str(place / "tables"), "-o", str(place / "out"), "--formats", "svg"]) == 0
    assert (page / "catatan.txt").read_text() == "saya"
    assert (other / "milik.txt").read_text() == "saya"


def test_pages_no_longer_made_go_and_edited_ones_stay(place: Path) -> None:
    where = place / "out/99.71/lain/halaman"
    where.mkdir(parents=True)
    (where / "portrait.svg").write_bytes(b"<svg/>")
    (where / "page.json").write_bytes(b"{}")

    def claim(plain: dict[str, Any]) -> None:
        files = [
            {
                "path": f"99.71/lain/halaman/{path.name}",
                "sha256": sha256(path.read_bytes()).hexdigest(),
                "bytes": 1,
            }
            for path in sorted(where.iterdir())
        ]
        edited = {"code": "spec-edited", "severity": "info", "where": {"file": "", "sheet": "", "cell": ""}}
        edition = {**plain["editions"][0], "path": "99.71/lain/halaman", "files": files}
        plain["editions"] += [{**edition, "problems": [{**edited, "message": "", "hint": ""}]}]

    change_manifest(place, claim)
    assert run(["build", str(place / "tables"), "-o", str(place / "out"), "--formats", "svg"]) == 0
    assert [path.name for path in where.iterdir()] == ["page.json"]


def test_doubled_observations_are_found_whatever_the_manifest_says(place: Path, capsys: Any) -> None:
    data = place / "out/observations.parquet"
    pl.read_parquet(data).with_columns(pl.col("value") * 2).write_parquet(data)
    assert run(["check", str(place / "out")]) == 1
    assert "file-changed observations.parquet" in capsys.readouterr().out

    def follow(plain: dict[str, Any]) -> None:
        for file in plain["files"]:
            if file["path"] == data.name:
                file["sha256"] = sha256(data.read_bytes()).hexdigest()

    change_manifest(place, follow)
    assert run(["check", str(place / "out")]) == 1
    said = capsys.readouterr().out
    assert "figure-wrong" in said
    assert "edition-not-reproduced" in said


def test_an_untouched_build_has_no_errors(place: Path, capsys: Any) -> None:
    assert run(["check", str(place / "out")]) == 0
    assert "edition-not-reproduced" not in capsys.readouterr().out


def test_the_library_gives_out_files_of_its_pages_only(place: Path) -> None:
    secret = place / "out/rahasia.key"
    secret.write_text("rahasia")
    page = page_of(place).parent
    link = page / "taut.svg"
    link.symlink_to(place / "victim/keep.txt")
    where = page.relative_to(place / "out").as_posix()

    def name_more(plain: dict[str, Any]) -> None:
        edition = next(one for one in plain["editions"] if one["path"] == where)
        extra = [f"{where}/{name}" for name in ("taut.svg", "server.key")]
        edition["files"] += [{"path": path, "sha256": "0" * 64, "bytes": 1} for path in extra]

    (page / "server.key").write_text("rahasia")
    change_manifest(place, name_more)
    library = open_library(place / "out")
    assert library.file(f"{where}/portrait.svg") is not None
    assert library.file(f"{where}/taut.svg") is None
    assert library.file(f"{where}/server.key") is None
    assert library.file("rahasia.key") is None


def test_a_damaged_picture_or_proof_is_named(place: Path, capsys: Any) -> None:
    page = page_of(place).parent
    (page / "portrait.svg").write_bytes(b"<svg")
    assert run(["check", str(place / "out")]) == 1
    assert "page-unreadable" in capsys.readouterr().out
    (page / "evidence.json").write_bytes(b'[{"node": 1}]')
    with pytest.raises(InputRefusedError) as refused:
        load_evidence(page / "evidence.json")
    assert refused.value.code == "evidence-unreadable"
    assert run(["trace", str(place / "out"), "--cell", "C7"]) == 2


def test_a_list_of_regions_that_a_build_did_not_make_stays_and_is_not_read(place: Path) -> None:
    foreign = place / "out/regions-2.csv"
    foreign.write_text("kode,nama\n99.72,Kota Asing\n")
    assert run(["build", str(place / "tables"), "-o", str(place / "out"), "--formats", "svg"]) == 0
    assert foreign.read_text() == "kode,nama\n99.72,Kota Asing\n"
    assert (place / "out/regions-1.csv").exists()
    shutil.rmtree(place / "tables")
    (place / "tables").mkdir()
    (place / "tables/penduduk.csv").write_text(
        "Jumlah Penduduk Kota Tangerang Menurut Kecamatan (jiwa)\nKecamatan,2023,2024\n"
        "Batuceper,100200,101300\nCipondoh,250100,260400\nKarawaci,170300,171200\n"
    )
    assert run(["build", str(place / "tables"), "-o", str(place / "out"), "--formats", "svg"]) == 0
    assert not (place / "out/regions-1.csv").exists()
    assert foreign.exists()


BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00"
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LINKED = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
ENTITY = b'<!DOCTYPE s [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'


@pytest.mark.parametrize(
    ("kind", "logo"),
    [
        ("image/png", BOMB),
        ("image/png", b"not a picture"),
        ("image/svg+xml", SCRIPT),
        ("image/svg+xml", LINKED),
        ("image/svg+xml", ENTITY),
    ],
)
def test_a_page_shows_no_logo_that_an_office_could_not_have(
    place: Path, kind: str, logo: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    page = page_of(place)
    spec = json.loads(page.read_bytes())
    spec["brand"] = {"office": "Kantor", "logo": b64encode(logo).decode(), "logo_media_type": kind}
    page.write_text(json.dumps(spec))
    assert run(["render", str(page), "-o", str(place / "page.svg")]) == 2
    said = capsys.readouterr().err
    assert "page.json" in said
    assert "brand" in said
    assert not (place / "page.svg").exists()
