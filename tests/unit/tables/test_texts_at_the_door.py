"""Texts that a file writes in a few bytes and that become very long, and halves of letters."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from rupadata.regions import official_regions
from rupadata.tables import read_tables
from rupadata.tables.opening.cell_formats import _count
from rupadata.tables.opening.jsontables import parse_json, read_json
from tests.hostile.archives import _ODS

ROWS = [["Kecamatan", "2022", "2023"], ["Ciledug", "10", "12"], ["Pinang", "20", "24"]]


def spreadsheet(spaces: str) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
            for one in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    title = (
        '<table:table-row><table:table-cell office:value-type="string">'
        f"<text:p>Penduduk Kota Tangerang{spaces}(jiwa)</text:p></table:table-cell></table:table-row>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", _ODS.format(tables=f'<table:table table:name="a">{title}{cells}</table:table>')
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return packed.getvalue()


@pytest.mark.parametrize(
    ("spaces", "found"),
    [
        ("", []),
        ('<text:s text:c="3"/>', []),
        ("<text:s/>", []),
        ('<text:s text:c="2000000000"/>', ["file-too-large"]),
        ('<text:s text:c="5000000"/>' * 3, ["file-too-large"]),
        (f'<text:s text:c="{"9" * 5000}"/>', ["file-too-large"]),
    ],
)
def test_spaces_that_no_text_has_are_refused_before_they_are_written(
    spaces: str, found: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "penduduk.ods"
    path.write_bytes(spreadsheet(spaces))
    reading = read_tables(path)
    assert [problem.code for problem in reading.problems if problem.severity == "error"] == found
    assert reading.observations.height == (0 if found else 4)


def test_a_count_is_a_number_that_a_file_can_have() -> None:
    assert [_count(text, 100) for text in (None, "", "7", "-7", "²", "1e9", "200")] == [1, 1, 7, 1, 1, 1, 100]
    assert _count("9" * 18, 10**20) == 10**18 - 1
    assert _count("1" + "0" * 18, 10**20) == 10**20


@pytest.mark.parametrize("escaped", [r"\ud83d", r"\uDC00", r"a\ud83dz"])
def test_half_a_letter_becomes_a_question_mark_and_whole_ones_stay(escaped: str, tmp_path: Path) -> None:
    rows = json.dumps([{"kecamatan": "KEC", "tahun": 2023, "jumlah penduduk": 1200, "catatan": "😀"}])
    path = tmp_path / "penduduk-kota-tangerang.json"
    path.write_text(rows.replace("KEC", f"Ciledug{escaped}"))
    reading = read_tables(path)
    assert [problem.code for problem in reading.problems if problem.severity == "error"] == []
    [row] = reading.observations.to_dicts()
    assert row["value"] == 1200
    said = json.loads(f'["{escaped}"]')[0]
    assert parse_json(f'["{escaped}", {{"\\ud800": "\\ud83d\\ude00"}}, "é"]') == [
        said.encode("utf-8", "replace").decode(),
        {"?": "😀"},
        "é",
    ]


def test_a_problem_names_the_beginning_of_a_text_that_would_fill_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "penduduk.csv"
    name = "(" * 100_000
    path.write_text(f"Penduduk Kota Tangerang (jiwa)\nKecamatan,2022,2023\n{name},10,12\nPinang,20,24\n")
    messages = [problem.message for problem in read_tables(path).problems]
    assert any("(((" in message for message in messages)
    assert all(len(message) < 1000 for message in messages)


@pytest.mark.parametrize(("digits", "kind"), [(307, int), (400, str)])
def test_a_whole_number_beyond_all_figures_is_a_text(digits: int, kind: type) -> None:
    records = [{"Kecamatan": "Ciledug", "2020": 10**digits}, {"Kecamatan": "Benda", "2020": 3}]
    (sheet,) = read_json(json.dumps(records).encode(), official_regions())
    value = sheet.rows[1][1]
    assert type(value) is kind
    assert int(value) == 10**digits
