from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import bench_scale, report
from benchmarks.book import book_of, full_spec
from benchmarks.content import CONTENT
from benchmarks.timing import Row, as_installed, budgeted, interleaved_ms, median_ms, row
from rupadata.compose import compose_page
from rupadata.scene.nodes import Group
from rupadata.scene.scene import texts, walk


def test_the_ratio_is_how_many_times_faster_ours_is() -> None:
    assert row("page", 2.0, "peer", 60.0)["ratio"] == 30.0
    assert row("page", 2.0)["ratio"] is None


def test_every_call_gets_another_number_and_warm_up_is_not_counted() -> None:
    seen: list[int] = []
    median_ms(seen.append, 3, warm=2)
    assert seen == [0, 1, 2, 3, 4]
    turns: list[str] = []
    interleaved_ms({"a": lambda _: turns.append("a"), "b": lambda _: turns.append("b")}, 2)
    assert turns == ["a", "b"] * 4


def test_benchmarks_are_found_by_their_file_names() -> None:
    assert {"page", "batch"} <= set(command.names())


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["pages"]) == 2
    assert "page" in capsys.readouterr().err


def test_results_keep_what_did_not_run_this_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "FOLDER", tmp_path)
    kept: Row = budgeted(row("a", 1.0, "peer", 4.0), "at most 2 ms", True)
    broken: Row = budgeted(row("b", 9.0), "at most 2 ms", False)
    report.write({"one": [kept], "two": [broken]})
    assert report.load_rows() == {"one": [kept], "two": [broken]}
    entries = json.loads((tmp_path / "results.json").read_text())
    assert {"name", "ours_ms", "peer", "peer_ms", "ratio"} <= entries[0].keys()
    written = (tmp_path / "RESULTS.md").read_text()
    assert "| a | 1.0 | peer | 4.0 | 4.00 | at most 2 ms | yes |" in written
    assert "**no**" in written


def test_the_page_measured_is_a_full_one() -> None:
    book = book_of(CONTENT)
    scene = compose_page(full_spec(book), book)
    charts = {node.block: node.chart for node in walk(scene.nodes) if isinstance(node, Group) and node.chart}
    assert {"years", "regions", "map"} <= charts.keys()
    assert len(charts["years"].categories) == 9
    assert len(charts["regions"].categories) == 13
    shown = {text.text for text in texts(scene)}
    assert len(charts["map"].categories) == 13
    assert len({tile.name for tile in CONTENT.districts} - shown) <= 2


def test_a_measured_process_keeps_its_bytecode_whatever_this_one_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("RUPADATA_LANG", "id")
    surroundings = as_installed()
    assert "PYTHONDONTWRITEBYTECODE" not in surroundings
    assert surroundings["PYTHONPYCACHEPREFIX"]
    assert surroundings["RUPADATA_LANG"] == "id"


def test_a_build_is_told_by_what_it_took_and_what_was_promised() -> None:
    alone = {"pages": 100, "seconds": 4.0, "cpu": 1.6, "peak_mb": 200.0, "stages": {"read": 0.4, "draw": 1.2}}
    two = {"seconds": 2.0, "cpu": 0.1, "workers_cpu": 1.9, "peak_mb": 150.0, "worker_peak_mb": 210.0}
    page, twice, far, memory = bench_scale.rows_of(60, alone, two, {"seconds": 2.5})
    assert page["ours_ms"] == 16.0
    assert "read 4.0, draw 12.0" in page["name"]
    assert page["within"] is False
    assert (twice["ratio"], twice["within"]) == (2.0, True)
    assert "the caller 5% of the work" in twice["name"]
    assert (far["ratio"], far["within"]) == (1.6, False)
    assert "the caller 150 and a worker 210 MB" in memory["name"]
