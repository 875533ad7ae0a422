"""How gold cells are judged: right, flagged, silent, missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.tables import read_tables
from tools.reading_score import load_gold, score

TABLE = (
    "Jumlah Sekolah di Kota Tangerang, 2023\nKecamatan,Jumlah Sekolah\nCiledug,12\nLarangan,15\nKarawaci,20\n"
)
HEAD = "file,sheet,cell,region_code,region,period,dimensions,value,unit,indicator,role,note\n"


def judged(folder: Path, gold: str) -> dict[str, int]:
    (folder / "sekolah.csv").write_text(TABLE, encoding="utf-8")
    (folder / "sekolah.gold.csv").write_text(HEAD + gold, encoding="utf-8")
    rows = load_gold(folder)["sekolah.csv"]
    return dict(+score(read_tables(folder / "sekolah.csv"), rows).counts)


@pytest.mark.parametrize(
    ("gold", "kind"),
    [
        ("sekolah.csv,,B3,36.71.06,Ciledug,2023,{},12,,,,\n", "right"),
        ("sekolah.csv,,B3,36.71.06,Ciledug,2023,{},13,,,,\n", "silent"),
        ("sekolah.csv,,B3,36.71.06,Ciledug,2022,{},12,,,,\n", "silent"),
        ("sekolah.csv,,B3,36.71.04,Larangan,2023,{},12,,,,\n", "silent"),
        ("sekolah.csv,,B9,36.71.04,Larangan,2023,{},12,,,,\n", "missed"),
        ("sekolah.csv,,B3,36.71.06,Ciledug,2023,{},,,,,missing: -\n", "silent"),
    ],
)
def test_a_gold_cell_is_judged_by_value_region_and_period(tmp_path: Path, gold: str, kind: str) -> None:
    assert judged(tmp_path, gold)[kind] == 1


def test_the_meaning_of_a_right_cell_is_counted(tmp_path: Path) -> None:
    counts = judged(tmp_path, "sekolah.csv,,B3,36.71.06,Ciledug,2023,{},12,,Jumlah Siswa,total,\n")
    assert counts["of name"] == 1
    assert "name" not in counts
    assert counts["of role"] == 1
    assert "role" not in counts
