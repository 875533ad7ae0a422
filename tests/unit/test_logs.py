"""What is logged, where it goes, and that nothing is said unless somebody asks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rupadata.cli.app import run
from rupadata.logs import VARIABLE, get_log, set_up_logs
from rupadata.tables import read_files as reading_module
from rupadata.tables import read_tables


@pytest.fixture(autouse=True)
def _log_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    root = logging.getLogger("rupadata")
    level = root.level
    monkeypatch.delenv(VARIABLE, raising=False)
    set_up_logs()
    yield
    monkeypatch.delenv(VARIABLE, raising=False)
    set_up_logs()
    root.setLevel(level)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a table whose reading fails in a way that nobody foresaw."""

    def fail(*_: object, **__: object) -> None:
        raise TypeError("a fault of the program")

    path = tmp_path / "penduduk.csv"
    path.write_text("Kecamatan,2023\nBatuceper,1\n", encoding="utf-8")
    monkeypatch.setattr(reading_module, "tidy_sheet", fail)
    return path


def test_nothing_is_written_unless_somebody_asks(capsys: pytest.CaptureFixture[str]) -> None:
    get_log("rupadata.tables.probe").error("nobody listens")
    assert capsys.readouterr().err == ""


def test_a_level_writes_to_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "info")
    set_up_logs()
    get_log("rupadata.tables.probe").debug("too quiet")
    get_log("rupadata.tables.probe").info("loud enough")
    told = capsys.readouterr().err
    assert "INFO rupadata.tables.probe: loud enough" in told
    assert "too quiet" not in told


def test_a_table_that_is_not_understood_leaves_its_traceback_in_the_file_that_the_message_names(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = tmp_path / "rupadata.log"
    monkeypatch.setenv(VARIABLE, str(logged))
    set_up_logs()
    (problem,) = read_tables(table).problems
    assert problem.code == "table-not-understood"
    assert str(logged) in problem.hint
    told = logged.read_text(encoding="utf-8")
    assert "penduduk.csv: not understood" in told
    assert "TypeError: a fault of the program" in told


def test_without_a_log_the_message_names_the_flag_that_gives_one(table: Path) -> None:
    (problem,) = read_tables(table).problems
    assert "--verbose" in problem.hint_in("id")
    assert "--verbose" in problem.hint_in("en")


def test_the_flag_may_stand_anywhere_and_tells_where_it_failed(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # so that what the flag sets is put back
    assert run(["read", str(table), "--verbose"]) == 2
    assert "TypeError: a fault of the program" in capsys.readouterr().err


def test_a_refusal_tells_its_cause_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "info")
    assert run(["check", str(tmp_path / "none")]) == 2
    assert "refused with input-missing" in capsys.readouterr().err
