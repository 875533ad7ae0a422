"""Files that chance or malice made: read, or refused in one sentence, in little time and memory."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from rupadata.cli.app import run
from rupadata.problems import Severity
from rupadata.tables import read_tables
from tests.unit.tables.formats import NESTED, YEARS, Table, as_html, as_text, as_xlsb, as_xlsx, as_zip

ROOT = Path(__file__).parents[3]
FILES = ROOT / "tests" / "tables" / "formats"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SECONDS, MEGABYTES = 5, 1000


def fuzz(seed: int, count: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.tables.fuzzing", str(seed), str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"the process ended at {done.stderr[-300:]}"
    assert "panicked" not in done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_sample_of_damaged_files_is_read_or_refused() -> None:
    told = fuzz(20261126, 400)
    assert told["failures"] == []
    assert told["seconds"] < SECONDS
    assert told["mb"] < MEGABYTES


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 7))
def test_thousands_of_damaged_files_are_read_or_refused(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    told = fuzz(seed, 2500)
    record_property("cases", told["cases"])
    record_property("worst", f"{told['seconds']:.2f} s ({told['slowest']}), {told['mb']:.0f} MB")
    assert told["failures"] == []
    assert told["seconds"] < SECONDS
    assert told["mb"] < MEGABYTES


def members(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def with_member(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    whole = members(content)
    return as_zip({**whole, name: change(whole[name])})


def lying(content: bytes, name: str) -> bytes:
    """Return an archive that claims 4,000 bytes for a member of many megabytes."""
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo(name).file_size
    return content.replace(struct.pack("<I", size), struct.pack("<I", 4000))


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1)) * 10 if n else b"ha") for n in range(10))
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [' + LAUGHS + b"]>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def entity(text: bytes, head: bytes) -> bytes:
    body = re.sub(rb"<\?xml[^>]*\?>\s*", b"", text)
    return head + body.replace(b"Kota Cilegon", b"&l9;").replace(b"10.13", b"&l9;")


def far_cell(reference: bytes) -> bytes:
    return with_member(as_xlsx(YEARS), SHEET, lambda xml: xml.replace(b'r="B6"', b'r="' + reference + b'"'))


def far_column(letters: bytes, first: int) -> bytes:
    """Return a workbook with more cells far from its table than are typed by mistake."""
    rows = b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, letters, row) for row in range(first, first + 7)
    )
    return with_member(
        as_xlsx(YEARS), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def claimed_rows() -> bytes:
    content = bytearray((FILES / "years.xls").read_bytes())
    place = content.find(struct.pack("<HH", 0x200, 14))
    content[place + 4 : place + 12] = struct.pack("<II", 0, 0x7FFFFFFF)
    return bytes(content)


def nested(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = as_zip({"dalam.zip": content})
    return content


def fan() -> bytes:
    content = as_zip({f"t{n}.csv": as_text(YEARS).encode() for n in range(40)})
    for _ in range(2):
        content = as_zip({f"z{n}.zip": content for n in range(40)})
    return content


REFUSED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "cut": ("a.xlsx", "file-damaged", lambda: as_xlsx(YEARS)[:3000]),
    "zip bomb": ("a.zip", "file-too-large", lambda: as_zip({"a.csv": b"1,2\n" * 30_000_000})),
    "lying sheet": (
        "a.xlsx",
        "file-damaged",
        lambda: lying(
            with_member(
                as_xlsx(YEARS), SHEET, lambda xml: xml.replace(b"<sheetData>", b" " * 700_000_000, 1)
            ),
            SHEET,
        ),
    ),
    "lying strings": (
        "a.xlsx",
        "file-damaged",
        lambda: lying(
            with_member(
                as_xlsx(YEARS), STRINGS, lambda xml: xml.replace(b"Kota Cilegon", b"A" * 700_000_000)
            ),
            STRINGS,
        ),
    ),
    "entity bomb in strings": (
        "a.xlsx",
        "file-damaged",
        lambda: with_member(as_xlsx(YEARS), STRINGS, lambda xml: entity(xml, BOMB)),
    ),
    "external entity in strings": (
        "a.xlsx",
        "file-damaged",
        lambda: with_member(as_xlsx(YEARS), STRINGS, lambda xml: entity(xml, OUTSIDE)),
    ),
    "entity bomb in ods": (
        "a.ods",
        "file-damaged",
        lambda: with_member((FILES / "years.ods").read_bytes(), "content.xml", lambda xml: entity(xml, BOMB)),
    ),
    "cells in the last corner": ("a.xlsx", "file-too-large", lambda: far_column(b"XFD", 1_048_570)),
    "cell beyond the last corner": ("a.xlsx", "file-damaged", lambda: far_cell(b"ZZZZZ99999999999")),
    "claimed rows of an old workbook": ("a.xls", "file-damaged", claimed_rows),
    "row beyond the last": (
        "a.xlsb",
        "file-damaged",
        lambda: with_member(
            as_xlsb(YEARS),
            "xl/worksheets/sheet1.bin",
            lambda sheet: sheet.replace(
                struct.pack("<2I", 5, 0) + bytes(9), struct.pack("<2I", 0x7FFFFFFF, 0) + bytes(9)
            ),
        ),
    ),
    "16,384 columns": (
        "a.xlsx",
        "table-too-wide",
        lambda: as_xlsx(Table([list(range(16_384)), ["x", *range(16_383)]])),
    ),
    "30,000 keys": (
        "a.json",
        "table-too-wide",
        lambda: json.dumps([{f"k{n}": n for n in range(30_000)}] * 3).encode(),
    ),
    "spans": ("a.html", "table-too-wide", lambda: b"<table><tr>" + b"<td rowspan=999 colspan=999>1" * 300),
    "50,000 tables": ("a.html", "file-too-large", lambda: b"<table><tr><td>1</table>" * 50_000),
    "deep HTML": ("a.html", "no-table", lambda: b"<div>" * 100_000 + as_html(YEARS).encode()),
    "deep JSON": ("a.json", "file-damaged", lambda: b"[" * 100_000 + b"]" * 100_000),
    "a number of a million digits": ("a.json", "file-damaged", lambda: b'[{"a":' + b"9" * 1_000_000 + b"}]"),
    "a product of keys": (
        "a.json",
        "no-figures",
        lambda: json.dumps(
            {
                "datacontent": {"x": 1},
                **{
                    name: [{"val": n, "label": str(n)} for n in range(500)]
                    for name in ("vervar", "var", "turvar", "tahun", "turtahun")
                },
            }
        ).encode(),
    ),
    "zero bytes": (
        "a.csv",
        "file-type-unknown",
        lambda: as_text(YEARS).replace("Banten", "Ban\0ten").encode(),
    ),
    "a huge cell": (
        "a.csv",
        "file-damaged",
        lambda: as_text(YEARS).replace("Banten", "B" * 12_000_000).encode(),
    ),
    "one endless line": ("a.csv", "table-too-wide", lambda: b"1," * 3_000_000),
    "zips in zips": ("a.zip", "file-type-unknown", lambda: nested(as_zip({"a.csv": b"a,b\n1,2\n"}), 20)),
    "64,000 files in zips": ("a.zip", "file-too-large", fan),
    "two gigabytes claimed": (
        "a.zip",
        "file-too-large",
        lambda: as_zip({"a.csv": b"a,b\n" * 1000}).replace(
            struct.pack("<I", 4000), struct.pack("<I", 0x7FFFFFFF)
        ),
    ),
}


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[pytest.mark.full] if case.startswith("lying") else []) for case in REFUSED],
)
def test_it_is_refused_in_one_clear_sentence(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, code, make = REFUSED[case]
    (tmp_path / name).write_bytes(make())
    problems = tmp_path / "problems.json"
    assert run(["read", str(tmp_path / name), "--problems", str(problems), "--lang", "en"]) == 2
    errors = [p for p in json.loads(problems.read_text("utf-8")) if p["severity"] == "error"]
    assert [p["code"] for p in errors] == [code]
    assert name in errors[0]["where"]["file"]
    assert errors[0]["message"]
    assert errors[0]["hint"]
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert "root:" not in said.out + said.err


def blank_rows(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, shaded = book.add_worksheet("Tabel"), book.add_format({"bg_color": "#ffff00"})
        for r, row in enumerate(YEARS.rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        for r in range(len(YEARS.rows), 1_000_000):
            sheet.write_blank(r, 0, None, shaded)
    return path


def measured(path: Path) -> tuple[float, float, int]:
    """Return the seconds of the processor, the megabytes and the observations of reading in a new process."""
    # What getrusage tells begins with the memory of the process that started this one.
    code = (
        "import re, sys, time; from pathlib import Path; from rupadata.tables import read_tables;"
        "begin = time.process_time(); reading = read_tables(sys.argv[1]); used = time.process_time() - begin;"
        "peak = re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1];"
        "print(used, int(peak) / 1024, reading.observations.height)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, count = done.stdout.split()
    return float(seconds), float(megabytes), int(count)


@pytest.mark.full
def test_a_million_empty_formatted_rows_are_read_over(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seconds, megabytes, count = measured(blank_rows(tmp_path / "a.xlsx"))
    record_property("worst", f"{seconds:.1f} s, {megabytes:.0f} MB")
    assert count == 12
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.full
@pytest.mark.parametrize("case", REFUSED)
def test_refusing_takes_little_time_and_memory(
    case: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    name, _, make = REFUSED[case]
    (tmp_path / name).write_bytes(make())
    seconds, megabytes, _ = measured(tmp_path / name)
    record_property("worst", f"{seconds:.1f} s, {megabytes:.0f} MB")
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    content = with_member(
        as_xlsx(YEARS),
        SHEET,
        lambda xml: re.sub(rb'(<c r="C3"[^>]*>)<v>[^<]*</v>', rb"\1<f>SUM(B3:B4)</f>", xml),
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    reading = read_tables(tmp_path / "a.xlsx")
    (problem,) = (p for p in reading.problems if p.severity is not Severity.INFO)
    assert (problem.code, problem.where.cell) == ("cell-unreadable", "C3")
    assert "=SUM(B3:B4)" in problem.message


def test_marks_that_nobody_sees_change_nothing(tmp_path: Path) -> None:
    text = as_text(YEARS)
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    odd = text.replace("Kota Cilegon", "\u202eKota\x07 Cilegon\u202c").replace(
        "Kota Serang", "\u200fKota Serang\x1b"
    )
    (tmp_path / "b.csv").write_text(odd, encoding="utf-8")
    plain, seen = (read_tables(tmp_path / name).observations.drop("file") for name in ("a.csv", "b.csv"))
    assert seen.to_dicts() == plain.to_dicts()


def test_control_characters_never_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = as_text(NESTED).replace("Benda", "\x1b[31mTak Dikenal\x1b]0;x\x07")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    run(["read", str(tmp_path / "a.csv")])
    said = capsys.readouterr()
    assert "Tak Dikenal" in said.err
    assert "\x1b" not in said.err + said.out


def test_links_that_turn_in_circles_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.csv").write_text(as_text(YEARS), encoding="utf-8")
    (folder / "lagi").symlink_to(folder)
    (folder / "diri.csv").symlink_to(folder / "diri.csv")
    (folder / "hilang.csv").symlink_to(tmp_path / "nowhere.csv")
    assert read_tables(folder).observations.height == 12


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    reading = read_tables(tmp_path / "a.csv")
    assert [(p.code, bool(p.hint)) for p in reading.problems] == [("file-unreadable", True)]


def test_a_closed_folder_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rahasia").mkdir()
    (tmp_path / "a.csv").write_text(as_text(YEARS), encoding="utf-8")
    whole = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("rahasia"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    reading = read_tables(tmp_path)
    assert reading.observations.height == 12
    (problem,) = (p for p in reading.problems if p.severity is Severity.ERROR)
    assert problem.code == "file-unreadable"
    assert "rahasia" in problem.where.file


def test_one_bad_archive_does_not_take_its_folder_along(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.csv").write_text(as_text(YEARS), encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(as_zip({"x.zip": b"PK", "tabel.csv": as_text(YEARS).encode()}))
    reading = read_tables(tmp_path)
    assert reading.observations.height == 24
    assert [p.code for p in reading.problems if p.severity is Severity.ERROR] == ["file-damaged"] * 2
