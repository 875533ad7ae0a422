"""The main job through the command line: tables in, finished pages out, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from rupadata.asked import books_of_period
from rupadata.cli.trace import trace_subject
from rupadata.errors import RupadataError
from rupadata.pagespec import load_spec
from rupadata.rebuild import find_book
from tools.recompute import check_build

RUPADATA = Path(sys.executable).with_name("rupadata")
DISTRICTS = {
    "36.71.01": "Tangerang",
    "36.71.02": "Jatiuwung",
    "36.71.03": "Batuceper",
    "36.71.04": "Benda",
    "36.71.05": "Cipondoh",
    "36.71.06": "Ciledug",
    "36.71.07": "Karawaci",
    "36.71.08": "Periuk",
    "36.71.09": "Cibodas",
    "36.71.10": "Neglasari",
    "36.71.11": "Pinang",
    "36.71.12": "Karang Tengah",
    "36.71.13": "Larangan",
}


def rupadata(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RUPADATA, *words], capture_output=True, text=True, check=False)


def write_table(folder: Path, *, years: range = range(2019, 2025), name: str = "penduduk.csv") -> Path:
    """Write a long table of invented figures: 13 districts over some years."""
    lines = ["kode_kecamatan,nama_kecamatan,jumlah_penduduk,satuan,tahun"]
    for i, (code, district) in enumerate(DISTRICTS.items()):
        for year in years:
            people = 80_000 + 9_731 * i + (year - 2019) * (1_250 - 130 * i)
            lines.append(f"{code},{district.upper()},{people},JIWA,{year}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_table(folder)
    done = rupadata(
        "build", folder / "penduduk.csv", "-o", folder / "out", "--sizes", "portrait,story", "--workers", "2"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return folder / "out"


def manifest_of(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def tree_digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_folder_has_the_documented_shape(built: Path) -> None:
    page = built / "36.71" / "kependudukan"
    pages = list(page.iterdir())
    assert pages
    for folder in pages:
        names = {path.name for path in folder.iterdir()}
        assert {"page.json", "evidence.json"} <= names
        assert {f"{size}.{name}" for size in ("portrait", "story") for name in ("svg", "png", "pdf")} <= names


def test_manifest_and_specs_follow_their_schemas(built: Path) -> None:
    for name, paths in {
        "manifest": [built / "manifest.json"],
        "page": list(built.rglob("page.json")),
    }.items():
        schema = json.loads(rupadata("schema", name).stdout)
        for path in paths:
            jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)


def test_files_are_what_the_manifest_says(built: Path) -> None:
    for edition in manifest_of(built)["editions"]:  # type: ignore[attr-defined]
        for file in edition["files"]:
            content = (built / file["path"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"]


def test_every_digit_on_every_page_has_evidence(built: Path) -> None:
    exempt = {"source", "note", "date", "credit"}
    checked = 0
    for svg in built.rglob("*.svg"):
        entries = json.loads(svg.with_name("evidence.json").read_text(encoding="utf-8"))
        shown_by_node: dict[str, list[str]] = {}
        for entry in entries:
            shown_by_node.setdefault(entry["node"], []).append(entry["shown"])
        for text in etree.parse(svg).iter("{http://www.w3.org/2000/svg}text"):
            words = "".join(text.itertext())
            if text.get("data-role") in exempt or not re.search(r"\d", words):
                continue
            for shown in sorted(shown_by_node.get(text.get("id", ""), []), key=len, reverse=True):
                words = words.replace(shown, "")
            assert not re.search(r"\d", words), (svg, text.get("id"), words)
            checked += 1
    assert checked > 40


def test_every_figure_follows_from_its_cells_by_independent_computation(built: Path) -> None:
    faults = check_build(built, built.parent)
    assert faults
    assert {page: found for page, found in faults.items() if found} == {}


def test_the_check_finds_no_error(built: Path) -> None:
    done = rupadata("check", built, "--json")
    problems = json.loads(done.stdout)
    assert [p for p in problems if p["severity"] == "error"] == []
    assert done.returncode == 0


def test_the_check_finds_a_changed_figure(built: Path, tmp_path: Path) -> None:
    svg = next(built.rglob("portrait.svg"))
    (tmp_path / "evidence.json").write_bytes(svg.with_name("evidence.json").read_bytes())
    drawn = svg.read_text(encoding="utf-8")
    number = re.search(r">(\d{2,3}(?:\.\d{3})+)<", drawn)
    assert number is not None
    (tmp_path / "page.svg").write_text(drawn.replace(number[0], ">9.999.999<"), encoding="utf-8")
    done = rupadata("check", tmp_path / "page.svg")
    assert done.returncode == 1
    assert "figure-without-evidence" in done.stdout


def test_the_same_input_gives_the_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    write_table(tmp_path)
    for name, workers in (("one", "1"), ("two", "2")):
        done = rupadata("build", tmp_path / "penduduk.csv", "-o", tmp_path / name, "--workers", workers)
        assert done.returncode == 0, done.stderr
    assert tree_digest(tmp_path / "one") == tree_digest(tmp_path / "two")


def test_a_page_is_rebuilt_from_its_spec_and_the_observations(built: Path, tmp_path: Path) -> None:
    page = next(built.rglob("page.json"))
    done = rupadata(
        "render",
        page,
        "--data",
        built / "observations.parquet",
        "-o",
        tmp_path / "out.svg",
        "--size",
        "portrait",
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.svg").read_bytes() == page.with_name("portrait.svg").read_bytes()


def test_an_edited_headline_is_kept_by_the_next_build(tmp_path: Path) -> None:
    write_table(tmp_path)
    words = ("build", tmp_path / "penduduk.csv", "-o", tmp_path / "out", "--formats", "svg", "--workers", "1")
    assert rupadata(*words).returncode == 0
    page = next((tmp_path / "out").rglob("page.json"))
    spec = json.loads(page.read_text(encoding="utf-8"))
    spec["title"]["headline"] = {"id": "Warga kota terus bertambah"}
    page.write_text(json.dumps(spec), encoding="utf-8")
    assert rupadata(*words).returncode == 0
    assert manifest_of(tmp_path / "out")["editions"][0]["title"] == "Warga kota terus bertambah"  # type: ignore[index]


def test_a_refused_input_stops_only_itself(tmp_path: Path) -> None:
    good = write_table(tmp_path)
    (tmp_path / "kosong.csv").write_bytes(b"")
    done = rupadata("build", good, tmp_path / "kosong.csv", "-o", tmp_path / "out", "--formats", "svg")
    assert done.returncode == 2
    assert "kosong.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").rglob("portrait.svg"))


@pytest.mark.parametrize(
    ("words", "offer"),
    [
        (("--sizes", "potrait"), "portrait"),
        (("--formats", "pfd"), "pdf"),
        (("--theme", "defualt"), "default"),
        (("--subjects", "kependudukn"), "kependudukan"),
        (("--region", "Kota Tangerng"), "Kota Tangerang"),
    ],
)
def test_a_mistyped_word_is_refused_with_the_nearest(
    tmp_path: Path, words: tuple[str, str], offer: str
) -> None:
    write_table(tmp_path)
    done = rupadata("build", tmp_path / "penduduk.csv", "-o", tmp_path / "out", *words)
    assert done.returncode == 2
    assert offer in done.stderr
    assert len(done.stderr.strip().splitlines()[-1]) < 300


def test_english_pages_keep_their_paths(built: Path, tmp_path: Path) -> None:
    write_table(tmp_path)
    done = rupadata(
        "build", tmp_path / "penduduk.csv", "-o", tmp_path / "en", "--lang", "en", "--formats", "svg"
    )
    assert done.returncode == 0, done.stderr
    paths = {edition["path"] for edition in manifest_of(built)["editions"]}  # type: ignore[attr-defined]
    assert {edition["path"] for edition in manifest_of(tmp_path / "en")["editions"]} == paths  # type: ignore[attr-defined]


def test_two_home_regions_are_never_merged(tmp_path: Path) -> None:
    write_table(tmp_path)
    other = tmp_path / "tangsel.csv"
    other.write_text(
        "kode_kecamatan,nama_kecamatan,jumlah_penduduk,satuan,tahun\n"
        + "".join(
            f"36.74.0{i},{name},{90_000 + 1_000 * i},JIWA,{year}\n"
            for i, name in enumerate(("SERPONG", "SERPONG UTARA", "PONDOK AREN"), 1)
            for year in (2023, 2024)
        ),
        encoding="utf-8",
    )
    done = rupadata("build", tmp_path / "penduduk.csv", other, "-o", tmp_path / "out", "--formats", "svg")
    assert done.returncode == 0, done.stderr
    regions = {edition["region"] for edition in manifest_of(tmp_path / "out")["editions"]}  # type: ignore[attr-defined]
    assert regions == {"36.71", "36.74"}


def test_a_figure_is_traced_to_its_cell_and_back(built: Path) -> None:
    there = json.loads(rupadata("trace", built, "kependudukan", "--json").stdout)
    entry = next(e for e in there if e["formula"] == "value")
    cell = entry["from"][0]
    back = json.loads(rupadata("trace", built, "--cell", f"{cell['file']}!{cell['cell']}", "--json").stdout)
    assert entry["node"] in {e["node"] for e in back}


def test_what_is_not_in_a_build_is_refused_under_its_code(built: Path) -> None:
    spec = load_spec(next(built.rglob("page.json")))
    for code, call in (
        ("unknown-name", lambda: list(trace_subject(built, "tidak-ada"))),
        ("indicator-missing", lambda: find_book([], spec)),
        ("unknown-period", lambda: books_of_period([], "1999")),
    ):
        with pytest.raises(RupadataError) as refused:
            call()
        assert refused.value.code == code


def test_an_indicator_with_another_colour_on_another_page_is_found(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(built, folder)
    manifest = manifest_of(folder)
    (edition, *_) = manifest["editions"]  # type: ignore[misc]
    other = edition | {"path": f"{edition['path']}-2", "files": []}
    shutil.copytree(folder / edition["path"], folder / other["path"])
    page = folder / other["path"] / "page.json"
    spec = json.loads(page.read_text(encoding="utf-8"))
    spec["subject"]["hue"] += 40
    page.write_text(json.dumps(spec), encoding="utf-8")
    manifest["editions"] = [edition, other]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    told = json.loads(rupadata("check", folder, "--json").stdout)
    found = [p["where"]["file"] for p in told if p["code"] == "indicator-colour-differs"]
    assert set(found) == {other["path"]}
