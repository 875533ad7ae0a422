"""Odd surroundings of a call: encodings, variables, empty names, full disks, and whoever stops it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rupadata.asked import date_asked
from rupadata.cli import app
from rupadata.errors import UsageError

EXAMPLE = Path(__file__).parents[3] / "examples/kota-contoh"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_of_any_encoding_shows_what_it_can(encoding: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from rupadata.cli.app import run; sys.exit(run())",
            "read",
            "★字.csv",
        ],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    # For ASCII the command line's library writes UTF-8 of its own accord.
    assert ("\\u2605" if encoding == "cp1252" else "★").encode() in done.stderr


@pytest.mark.parametrize("epoch", ["abc", "1e9", "9" * 40, "-"])
def test_a_date_of_the_surroundings_that_is_none_is_refused(
    epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        date_asked()


@pytest.mark.parametrize("call", [["read", ""], ["build", " ", "-o", "x"]])
def test_an_empty_name_is_not_the_current_folder(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(call) == 2
    assert "kosong" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/x/page.svg"),
            2,
            "/x/page.svg: penyimpanan penuh",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "/x: tidak diizinkan"),
        (KeyboardInterrupt(), 130, "Dihentikan."),
    ],
)
def test_what_the_system_refuses_is_one_line_in_the_asked_language(
    error: BaseException,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise error

    monkeypatch.setattr(click.Group, "main", fail)
    assert app.run(["read", "x"]) == code
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
