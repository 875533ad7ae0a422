from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import report
from benchmarks.book import book_of, full_spec
from benchmarks.content import CONTENT
from benchmarks.timing import Row, budgeted, interleaved_ms, median_ms, row
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
