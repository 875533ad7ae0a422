"""Builds: what a person wrote stays, two at once do not hurt each other, a kill loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

import rupadata.compose.open_books as open_books
from rupadata.build import build_pages
from rupadata.edition import DrawRequest, draw_edition
from rupadata.errors import BuildCancelledError, InputRefusedError
from rupadata.folder import asked_beside
from rupadata.model.edition import Manifest
from rupadata.pagespec import load_spec
from rupadata.progress import BuildEvent, CancelToken
from rupadata.rebuild import check_path, open_page
from rupadata.request import BuildRequest
from rupadata.sink import FolderSink, MemorySink

SVG = BuildRequest(formats=("svg",))


def table(year_2024: Sequence[int] = (12, 22, 31, 28)) -> str:
    rows = zip(("Ciledug", "Benda", "Larangan", "Periuk"), (10, 20, 30, 25), year_2024)
    lines = "\n".join(f"{name},{before},{now}" for name, before, now in rows)
    return f"Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa)\nKecamatan,2023,2024\n{lines}\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "penduduk.csv"
    path.write_text(table(), encoding="utf-8")
    return path


def page_of(output: Path) -> Path:
    (found,) = output.glob("*/*/*/page.json")
    return found


def edit(page: Path, headline: str) -> None:
    plain = json.loads(page.read_text(encoding="utf-8"))
    plain["title"]["headline"] = {"id": headline}
    page.write_text(json.dumps(plain), encoding="utf-8")


def codes(manifest: Manifest) -> set[str]:
    return {problem.code for edition in manifest.editions for problem in edition.problems}


def test_a_hand_edit_survives_five_rebuilds_whatever_is_proposed_meanwhile(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    assert "spec-edited" not in codes(build_pages([source], output, SVG))
    edit(page_of(output), "Ditulis tangan")
    for year in ((12, 22, 31, 28), (12, 22, 31, 28), (90, 22, 31, 28), (12, 99, 31, 28), (12, 22, 31, 28)):
        source.write_text(table(year), encoding="utf-8")
        manifest = build_pages([source], output, SVG)
        assert [edition.title for edition in manifest.editions] == ["Ditulis tangan"]
        assert "spec-edited" in codes(manifest)
    page_of(output).unlink()
    assert "spec-edited" not in codes(build_pages([source], output, SVG))


def test_an_edit_stays_an_edit_when_the_engine_comes_to_propose_the_same(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    source.write_text(table((90, 22, 31, 28)), encoding="utf-8")
    build_pages([source], tmp_path / "other", SVG)
    wanted = page_of(tmp_path / "other").read_bytes()
    source.write_text(table(), encoding="utf-8")
    build_pages([source], output, SVG)
    assert page_of(output).read_bytes() != wanted
    page_of(output).write_bytes(wanted)
    fits, fits_not = (90, 22, 31, 28), (12, 22, 31, 28)
    for year in (fits, fits_not, fits, fits_not, fits):
        source.write_text(table(year), encoding="utf-8")
        manifest = build_pages([source], output, SVG)
        assert "spec-edited" in codes(manifest)
        assert ("edit-waits" in codes(manifest)) == (year == fits_not)
        assert (page_of(output).read_bytes() == wanted) == (year == fits)


def test_an_edit_in_a_build_without_kept_proposals_is_known_by_its_record(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    edit(page_of(output), "Ditulis tangan")
    build_pages([source], output, SVG)
    (page_of(output).parent / ".proposal.json").unlink()
    manifest = build_pages([source], output, SVG)
    assert [edition.title for edition in manifest.editions] == ["Ditulis tangan"]


def test_a_page_restored_to_the_proposal_follows_the_engine_again(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    proposal = page_of(output).read_bytes()
    edit(page_of(output), "Ditulis tangan")
    build_pages([source], output, SVG)
    page_of(output).write_bytes(proposal)
    assert "spec-edited" not in codes(build_pages([source], output, SVG))


def test_an_edit_saved_while_the_page_is_drawn_is_not_lost(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)

    def edit_while_drawing(event: BuildEvent) -> None:
        if event.stage == "draw" and event.done == 0:
            edit(page_of(output), "Disimpan di tengah jalan")

    build_pages([source], output, SVG, tell=edit_while_drawing)
    manifest = build_pages([source], output, SVG)
    assert [edition.title for edition in manifest.editions] == ["Disimpan di tengah jalan"]


KILL = """
import os, sys
from pathlib import Path
from rupadata.build import build_pages
from rupadata.request import BuildRequest
renames, real = 0, Path.rename
def rename(self, target):
    global renames
    renames += 1
    if renames == int(sys.argv[3]):
        os._exit(9)
    return real(self, target)
Path.rename = rename
build_pages([sys.argv[1]], sys.argv[2], BuildRequest(formats=("svg",)))
"""


@pytest.mark.parametrize("at", [1, 2])
def test_a_kill_at_a_renaming_loses_no_edit(source: Path, tmp_path: Path, at: int) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    edit(page_of(output), "Ditulis tangan")
    done = subprocess.run([sys.executable, "-c", KILL, source, output, str(at)], check=False)
    assert done.returncode == 9
    manifest = build_pages([source], output, SVG)
    assert [edition.title for edition in manifest.editions] == ["Ditulis tangan"]
    left = [path.name for path in output.rglob(".*") if path.suffix in (".old", ".part")]
    assert left == []


def test_two_builds_into_one_folder_both_end_well(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    made: list[Manifest] = []
    threads = [
        threading.Thread(target=lambda: made.append(build_pages([source], output, SVG))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert made[0] == made[1] == made[2]
    assert not [problem for problem in check_path(output) if problem.severity == "error"]


def test_the_order_of_inputs_changes_nothing(tmp_path: Path) -> None:
    names = ("b.csv", "a.csv", "c.csv")
    for place, name in enumerate(names):
        year = (12 + place, 22, 31, 28)
        text = table(year).replace("Penduduk", ("Penduduk", "Rumah Tangga", "Sekolah Dasar")[place])
        (tmp_path / name).write_text(text, encoding="utf-8")
    sinks = []
    for order in (names, sorted(names), sorted(names, reverse=True)):
        sinks.append(MemorySink())
        build_pages([tmp_path / name for name in order], sinks[-1], SVG)
    assert sinks[0].files == sinks[1].files == sinks[2].files != {}


def test_a_folder_and_memory_hold_the_same_build(source: Path, tmp_path: Path) -> None:
    memory, folder = MemorySink(), tmp_path / "out"
    assert build_pages([source], memory, SVG) == build_pages([source], FolderSink(folder), SVG)
    on_disk = {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    on_disk.pop(".build.lock", None)
    assert on_disk == memory.files


def test_events_count_up_to_the_end_of_every_stage(source: Path, tmp_path: Path) -> None:
    events: list[BuildEvent] = []
    manifest = build_pages([source], tmp_path / "out", SVG, tell=events.append)
    drawn = [event for event in events if event.stage == "draw"]
    assert [(event.done, event.of) for event in drawn] == [(n, len(drawn) - 1) for n in range(len(drawn))]
    assert {event.item for event in drawn if event.item} == {edition.path for edition in manifest.editions}
    assert [event.seconds for event in events] == sorted(event.seconds for event in events)
    stages = list(dict.fromkeys(event.stage for event in events))
    assert stages == ["read", "group", "plan", "wait", "draw", "write"]


@pytest.mark.parametrize("stage", ["read", "draw"])
def test_a_cancelled_build_leaves_what_stood_there(source: Path, tmp_path: Path, stage: str) -> None:
    output, cancel = tmp_path / "out", CancelToken()
    build_pages([source], output, SVG)
    before = (output / "manifest.json").read_bytes()
    source.write_text(table((90, 22, 31, 28)), encoding="utf-8")

    def tell(event: BuildEvent) -> None:
        if event.stage == stage:
            cancel.cancel()

    with pytest.raises(BuildCancelledError):
        build_pages([source], output, SVG, tell=tell, cancel=cancel)
    assert (output / "manifest.json").read_bytes() == before


def outlines(shift: float) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"kode": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1 + shift], [x, 1], [x, 0]]],
            },
        }
        for x, code in enumerate(("36.71.06", "36.71.04", "36.71.13", "36.71.08"), 100)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_other_boundaries_are_another_edition_and_the_check_draws_the_same(
    source: Path, tmp_path: Path
) -> None:
    digests = []
    for shift in (0.0, 0.5):
        path = tmp_path / "batas.geojson"
        path.write_text(outlines(shift), encoding="utf-8")
        output = tmp_path / f"out{shift}"
        manifest = build_pages([source], output, replace(SVG, boundaries=path))
        path.unlink()
        digests.append(manifest.editions[0].digest)
        built = next(page_of(output).parent.glob("*.svg")).read_text(encoding="utf-8")
        assert open_page(page_of(output), output / "observations.parquet").to_svg() == built
        found = {problem.code for problem in check_path(output)}
        assert found >= {c for c in codes(manifest) if c.startswith("boundaries")}
        assert "file-changed" not in found
    assert digests[0] != digests[1]
    build_pages([source], output, SVG)
    assert not list(output.glob("boundaries.*"))


def test_maps_name_the_source_of_their_outlines_also_when_drawn_again(source: Path, tmp_path: Path) -> None:
    path, output = tmp_path / "batas.geojson", tmp_path / "out"
    path.write_text(outlines(0.0), encoding="utf-8")
    path.with_suffix(".txt").write_text("Dinas Tata Kota (CC0)")
    build_pages([source], output, replace(SVG, sizes=("portrait", "a4"), boundaries=path))
    for made in (path, path.with_suffix(".txt")):
        made.unlink()
    built, without_map = (
        (page_of(output).parent / f"{size}.svg").read_text(encoding="utf-8") for size in ("a4", "portrait")
    )
    assert "Batas wilayah: Dinas Tata Kota (CC0)" in built
    assert "Batas wilayah" not in without_map
    again = open_page(page_of(output), output / "observations.parquet", size="a4")
    assert again.to_svg() == built
    assert "file-changed" not in {problem.code for problem in check_path(output)}
    build_pages([source], output, SVG)
    assert not list(output.glob("boundaries.*"))


def test_the_digest_covers_the_fonts_behind_a_page_where_its_words_need_them(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    opened = open_page(page_of(output), output / "observations.parquet")
    spec = load_spec(page_of(output))
    wide = replace(spec, brand=replace(spec.brand, office="Dinas 中文"))
    before = [draw_edition(one, opened.book).digest for one in (spec, wide)]
    monkeypatch.setattr("rupadata.edition.wide_digest", lambda: "others")
    after = [draw_edition(one, opened.book).digest for one in (spec, wide)]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_the_digest_changes_with_all_that_changes_the_picture(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    opened = open_page(page_of(output), output / "observations.parquet")
    spec = load_spec(page_of(output))
    first = draw_edition(spec, opened.book).digest
    assert draw_edition(spec, opened.book).digest == first
    branded = replace(spec, brand=replace(spec.brand, office="Diskominfo"))
    others = {
        draw_edition(branded, opened.book).digest,
        *(
            draw_edition(spec, opened.book, None, DrawRequest(**asked)).digest
            for asked in ({"lang": "en"}, {"theme": "vivid"}, {"date": "2026-01-02"})
        ),
    }
    assert len(others | {first}) == 5


def test_what_stands_beside_the_sizes_is_proved_recorded_and_checked_again(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    manifest = build_pages([source], output, replace(SVG, formats=("svg", "docx", "carousel")))
    (edition,) = manifest.editions
    made = {Path(file.path).name for file in edition.files}
    assert {"portrait.svg", "page.docx", "carousel-1.png", "carousel-2.png"} <= made
    assert "page.html" not in made
    told = json.loads((page_of(output).parent / "evidence.json").read_text(encoding="utf-8"))
    assert {"article"} <= {entry["node"].partition("-")[0] for entry in told}
    assert asked_beside(manifest.formats) == {"article": True, "carousel": True}
    assert asked_beside(("svg", "png")) == {"article": False, "carousel": False}
    found = {problem.code for problem in check_path(output)}
    assert "file-changed" not in found
    (output / next(f.path for f in edition.files if f.path.endswith("carousel-2.png"))).write_bytes(b"x")
    assert "file-changed" in {problem.code for problem in check_path(output)}


def test_a_build_looks_for_the_findings_of_a_page_once(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[object] = []
    real = open_books.find_findings
    monkeypatch.setattr(
        open_books, "find_findings", lambda *args, **how: (found.append(args), real(*args, **how))[1]
    )
    build_pages([source], tmp_path / "out", replace(SVG, sizes=("portrait", "story")))
    assert len(found) == 1


def test_last_years_edits_are_laid_over_this_years_pages_and_what_fits_no_more_is_named(
    source: Path, tmp_path: Path
) -> None:
    last, this = tmp_path / "2024", tmp_path / "2025"
    build_pages([source], last, SVG)
    plain = json.loads(page_of(last).read_bytes())
    said = {"kind": "findings", "id": "kalimat", "findings": ["jumlah-penduduk.all-move.2024"]}
    plain |= {"theme": "night", "blocks": [*plain["blocks"][1:], said]}
    page_of(last).write_text(json.dumps(plain), encoding="utf-8")
    build_pages([source], last, SVG)
    source.write_text(table().replace("2024", "2025").replace("2023", "2024"), encoding="utf-8")
    first = build_pages([source], this, SVG)
    proposed = load_spec(page_of(this))
    page_of(this).unlink()
    manifest = build_pages([source], this, replace(SVG, edits_from=last))
    spec = load_spec(page_of(this))
    assert codes(first) & {"spec-edited", "edit-waits"} == set()
    assert {"spec-edited", "edit-waits"} <= codes(manifest)
    assert spec == replace(proposed, theme="night", blocks=proposed.blocks[1:])
    (waits,) = [one for one in manifest.editions[0].problems if one.code == "edit-waits"]
    assert "jumlah-penduduk.all-move.2025" in waits.hint
    again = build_pages([source], this, SVG)
    assert again.editions == manifest.editions
    assert not list(last.rglob("*.part"))


def test_edits_made_since_go_before_last_years_and_pages_without_a_successor_are_named(
    source: Path, tmp_path: Path
) -> None:
    last, this = tmp_path / "2024", tmp_path / "2025"
    build_pages([source], last, SVG)
    edit(page_of(last), "Tahun lalu")
    build_pages([source], last, SVG)
    build_pages([source], this, SVG)
    edit(page_of(this), "Tahun ini")
    manifest = build_pages([source], this, replace(SVG, edits_from=last))
    assert manifest.editions[0].title == "Tahun ini"
    assert "edits-without-page" not in {problem.code for problem in manifest.problems}
    source.write_text(table().replace("Jumlah Penduduk", "Jumlah Sekolah Dasar"), encoding="utf-8")
    other = build_pages([source], tmp_path / "lain", replace(SVG, edits_from=last))
    (left,) = [one for one in other.problems if one.code == "edits-without-page"]
    assert "Tahun lalu" in left.message


def test_damaged_edits_are_refused_by_name(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build_pages([source], output, SVG)
    edit(page_of(output), "Ditulis tangan")
    build_pages([source], output, SVG)
    kept = page_of(output).parent / ".edits.json"
    assert json.loads(kept.read_bytes())["fields"] == {"title.headline": {"id": "Ditulis tangan"}}
    kept.write_text("{", encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        build_pages([source], output, SVG)
    assert refused.value.code == "edits-unreadable"
    kept.unlink()
    assert build_pages([source], output, SVG).editions[0].title == "Ditulis tangan"
    page_of(output).unlink()
    build_pages([source], output, SVG)
    assert not kept.exists()
