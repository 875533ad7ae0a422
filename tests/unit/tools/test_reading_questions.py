"""What a reading asks: sure ground, questions of a table, doubts that name a right reading."""

from __future__ import annotations

from pathlib import Path

from rupadata.tables import read_tables
from tools.reading_questions import Asked, ask
from tools.reading_score import load_gold

HEAD = "file,sheet,cell,region_code,region,period,dimensions,value,unit,indicator,role,note\n"


def asked(folder: Path, name: str, table: str, gold: str) -> Asked:
    (folder / name).write_text(table, encoding="utf-8")
    (folder / "tabel.gold.csv").write_text(HEAD + gold, encoding="utf-8")
    return ask(folder / name, read_tables(folder / name), load_gold(folder)[name])


def test_a_figure_with_a_question_on_it_stands_on_no_sure_ground(tmp_path: Path) -> None:
    table = "Kecamatan,Jumlah Sekolah\nCiledug,12\nNegeri Antah,15\nKarawaci,20\n"
    name = "Jumlah Sekolah Kota Tangerang 2023.csv"
    gold = f"{name},,B2,,,,{{}},12,,,,\n{name},,B3,,,,{{}},15,,,,\n{name},,B4,,,,{{}},20,,,,\n"
    found = asked(tmp_path, name, table, gold)
    assert (found.figures, found.sure) == (3, 2)
    assert found.questions == [1]


def test_a_doubt_is_right_when_one_of_its_readings_is(tmp_path: Path) -> None:
    table = "BELANJA KOTA SERANG TAHUN 2024,,\nUraian,Anggaran,Realisasi\nPegawai,500,290\nBarang,300,170\n"
    name = "lra april.csv"
    month = f"{name},,C3,,,2024-04,{{}},290,,,,\n{name},,C4,,,2024-04,{{}},170,,,,\n"
    found = asked(tmp_path, name, table, month)
    assert (found.doubts, found.doubts_right) == (1, 1)
    neither = asked(tmp_path, name, table, month.replace("2024-04", "2019-01"))
    assert (neither.doubts, neither.doubts_right) == (1, 0)


def test_counts_of_files_add_up_and_say_so_in_one_line() -> None:
    both = Asked(10, 9, [1, 3], 1, 1) + Asked(10, 10, [2], 1, 0)
    assert both.line("gold") == "| gold | 20 | 95.00 | 3 | 2 | 1 of 2 |"
