from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from rupadata.cli.app import run
from rupadata.language import message_language


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang.csv"
    path.write_text(
        "Kecamatan,2022,2023\nCipondoh,250000,252000\nCiledug,150000,151000\nPinang,180000,182000\n",
        encoding="utf-8",
    )
    return path


def test_bare_titles_get_an_answer_each_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = tmp_path / "titles.csv"
    titles.write_text(
        'id,title,unit\n7,"Negeri, Jumlah Guru SD",Orang\n3,Jumlah Puskesmas,Unit\n9,zzz,\n', encoding="utf-8"
    )
    assert run(["group", "--titles", str(titles), "--taxonomy", "urusan", "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [answer["id"] for answer in answers] == ["7", "3", "9"]
    assert [answer["subject_name"] for answer in answers[:2]] == ["Pendidikan", "Kesehatan"]
    for answer in answers:
        assert list(answer) == [
            "id",
            "decided",
            "subject",
            "subject_name",
            "score",
            "reason",
            "alternatives",
        ]
        assert len(answer["alternatives"]) >= 2
        assert 0 <= answer["score"] <= 1
        assert all(other["score"] <= answer["score"] for other in answer["alternatives"])
    assert not answers[2]["decided"]


def test_tables_are_grouped_and_the_record_comes_back(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "g.xlsx"
    assert run(["group", str(table), "--json", "--output", str(record)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(book["region_code"], book["subject"]) for book in found["books"]] == [("36.71", "kependudukan")]
    assert found["books"][0]["pages"]
    office = tmp_path / "kantor"
    office.mkdir()
    again = ["group", str(table), "--grouping", str(record), "--office", str(office)]
    assert run(again) == 0
    assert not (office / "grouping.json").exists()  # Nobody answered for what was only proposed.
    workbook = openpyxl.load_workbook(record)
    sheet = workbook["Pengelompokan"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Nama indikator") + 1).value = "Warga"
    workbook.save(record)
    assert run(again) == 0
    assert "Warga" in (office / "grouping.json").read_text(encoding="utf-8")


def test_without_memory_nothing_is_written(table: Path, tmp_path: Path) -> None:
    record = tmp_path / "g.xlsx"
    assert run(["group", str(table), "--no-memory", "--output", str(record)]) == 0
    office = ["--office", str(tmp_path)]
    assert run(["group", str(table), "--no-memory", "--grouping", str(record), *office]) == 0
    assert not (tmp_path / "grouping.json").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "id, title"),
        (b"title\nJumlah Guru\n", "id"),
        (b"id,title\n", "judul"),
        (b"PK\x03\x04\0\0", "CSV"),
    ],
)
def test_a_list_of_titles_that_cannot_be_used_is_refused_in_one_sentence(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "titles.csv"
    path.write_bytes(content)
    assert run(["group", "--titles", str(path)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0]


def test_titles_in_other_encodings_and_repeated_ids_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "titles.csv"
    text = "id;title\n1;Jumlah Guru\n1;Jumlah Puskesmas – café\n"
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        path.write_bytes(text.encode(encoding))
        assert run(["group", "--titles", str(path), "--json"]) == 0
        shown = capsys.readouterr()
        assert [answer["subject"] for answer in json.loads(shown.out)] == ["pendidikan", "kesehatan"]
        assert len(shown.err.strip().splitlines()) == 1, "the repeated id is told once"


@pytest.mark.parametrize(
    "args",
    [
        ["group"],
        ["group", "x.csv", "--taxonomy", "urusn"],
        ["group", "--titles", "missing.csv"],
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_symbols_are_found_shown_and_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["symbols", "search", "sekolah"]) == 0
    assert capsys.readouterr().out.startswith("chalkboard")
    assert run(["symbols", "search", "qwxyzqwxyz"]) == 1
    own = tmp_path / "pasar.svg"
    own.write_text('<svg viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>', encoding="utf-8")
    assert run(["symbols", "add", str(own), "--name", "Pasar Lama"]) == 2
    office = ["--office", str(tmp_path)]
    assert run(["symbols", "add", str(own), "--name", "Pasar Lama", *office]) == 0
    assert "own/pasar-lama" in capsys.readouterr().out
    assert run(["symbols", "show", "own/pasar-lama", *office]) == 0
    assert capsys.readouterr().out.startswith("<svg")


def test_the_language_of_one_call_ends_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["symbols", "search", "qwxyzqwxyz", "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith("No symbol")
    assert message_language() == "id"
