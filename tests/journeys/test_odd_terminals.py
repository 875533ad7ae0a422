"""Terminals of any encoding, closed streams, a full disk: no traceback, and the work is done or refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from feeding import RUPADATA, good_table


def shell(words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell in which $R is the command."""
    environment: Mapping[str, str] = {**os.environ, "R": str(RUPADATA), **variables}
    return subprocess.run(
        ["bash", "-c", words], cwd=folder, env=environment, capture_output=True, timeout=90, check=False
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16"])
def test_a_terminal_of_any_encoding_shows_what_it_can(encoding: str, tmp_path: Path) -> None:
    good_table(tmp_path)
    done = shell("$R read . --explain && $R group .", tmp_path, PYTHONIOENCODING=encoding, LANG="C")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["read . ", "read . -o data.csv", "build . -o hasil --formats svg"])
def test_closed_streams_take_nothing_along(closed: str, command: str, tmp_path: Path) -> None:
    good_table(tmp_path)
    done = shell(f"$R {command} {closed}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    if "-o" in command:
        made = tmp_path / command.split("-o ")[1].split()[0]
        assert (made if made.is_file() else made / "manifest.json").stat().st_size > 100


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    good_table(tmp_path)
    for command in ("read .", "group .", "symbols search rumah", "schema page", "--help"):
        done = shell(f"$R {command} | head -c 1", tmp_path)
        assert done.stderr.replace(b"\r", b"\n").count(b"\n") <= 2, done.stderr
        assert b"Error" not in done.stderr


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    good_table(tmp_path)
    done = shell("$R read . > /dev/full", tmp_path)
    assert done.returncode == 2
    assert b"penyimpanan penuh" in done.stderr
    for command in ("read . -o data.csv", "read . -o data.xlsx", "build . -o hasil --formats svg,png,pdf"):
        # A limit on the size of files stands for the disk: what is written ends in the same error.
        full = shell(f"trap '' XFSZ; ulimit -f 1; $R {command} --lang en", tmp_path)
        assert full.returncode == 2, (command, full.stderr)
        assert b"disk is full" in full.stderr, (command, full.stderr)
        assert b"Traceback" not in full.stderr
        assert [path.name for path in tmp_path.glob("*.part")] == []


def test_an_epoch_that_is_no_number_is_refused(tmp_path: Path) -> None:
    good_table(tmp_path)
    done = shell("$R build . -o hasil --formats svg", tmp_path, SOURCE_DATE_EPOCH="abc")
    assert done.returncode == 2
    assert b"SOURCE_DATE_EPOCH" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "hasil").exists()


def test_an_interruption_is_one_word(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        good_table(folder)
    words = [str(RUPADATA), "build", ".", "-o", "hasil", "--formats", "svg,png,pdf", "--workers", "2"]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as child:
        time.sleep(2.5)
        os.killpg(child.pid, signal.SIGINT)
        _, said = child.communicate(timeout=30)
    lines = [
        line for line in said.decode().replace("\r", "\n").splitlines() if line and line[0] not in "([\x1b"
    ]
    assert child.returncode in (0, 130), said
    assert len(lines) <= 3, said
    assert "Traceback" not in said.decode()


def test_odd_names_of_files_take_nothing_along(tmp_path: Path) -> None:
    (tmp_path / "tabel").mkdir()
    names = (b"x" * 240 + b".csv", b"a\nb.csv", b"'q\"uote.csv", b"-dash.csv", b"\xff\xfe.csv")
    for number, name in enumerate(names):
        title = f"Jumlah Penduduk Kota Tangerang Menurut Kecamatan, {2018 + number} (jiwa)"
        content = f'"{title}"\nKecamatan,Jumlah\nBatuceper,10{number}200\nKarawaci,17{number}300\n'
        (tmp_path / "tabel" / os.fsdecode(name)).write_text(content, encoding="utf-8")
    done = shell("$R build tabel -o hasil --formats svg && $R read ./tabel/-dash.csv", tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    said = json.loads((tmp_path / "hasil/manifest.json").read_bytes())
    assert len(said["sources"]) == len(names)
    assert said["refused"] == []
    assert {"tabel/a%0Ab.csv", "tabel/%FF%FE.csv"} <= {source["file"] for source in said["sources"]}


@pytest.mark.parametrize("name", [b"ka\xffsus", b"ka\nsus", b"k" * 250, b".kasus", b"a:b", b"con|x"])
def test_a_case_begins_under_a_plain_name_only(name: bytes, tmp_path: Path) -> None:
    office = Path(__file__).parents[2] / "examples/kota-contoh/office.toml"
    words = [str(RUPADATA), "case", "new", "--office", str(office), "--as", "kabid", "-o", name]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=90, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []
