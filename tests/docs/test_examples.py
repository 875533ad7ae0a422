"""The example tables are what their scripts write, and say what they are."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pages import ROOT
from python_calamine import CalamineWorkbook

EXAMPLES = ROOT / "examples"
FOLDERS = ("banten", "kota-tangerang", "kota-contoh")
INVENTED = sorted((EXAMPLES / "kota-contoh").glob("*.xlsx"))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/")}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_script_writes_the_tables_that_are_committed(name: str, tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLES / name / "make_tables.py", tmp_path], check=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert [n for n in written if n.endswith(".xlsx")] == sorted(
        p.name for p in (EXAMPLES / name).glob("*.xlsx")
    )
    for file in written:
        if file.endswith(".xlsx"):
            assert parts(tmp_path / file) == parts(EXAMPLES / name / file)
        else:
            assert (tmp_path / file).read_bytes() == (EXAMPLES / name / file).read_bytes()


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_every_invented_table_says_so(path: Path) -> None:
    book = CalamineWorkbook.from_path(path)
    for sheet in book.sheet_names:
        first = [str(row[0]) for row in book.get_sheet_by_name(sheet).to_python()]
        assert any("Data contoh, bukan angka resmi" in text for text in first), sheet


def test_the_complaints_of_kota_contoh_agree_in_all_their_tables() -> None:
    book = CalamineWorkbook.from_path(EXAMPLES / "kota-contoh/layanan-publik.xlsx")

    def totals(sheet: str, skip: int) -> list[object]:
        rows = book.get_sheet_by_name(sheet).to_python()
        return next(row[skip:] for row in rows if "Kota Contoh" in row[:2] or row[0] == "Jumlah/Total")

    by_district = totals("2.3.1", 2)
    assert by_district == totals("2.3.2", 1) == totals("2.3.3", 1)
    assert totals("2.3.4", 2)[-1] == by_district[-1]


def test_no_invented_region_carries_the_code_of_a_real_one() -> None:
    from rupadata.regions.gazetteer import is_official

    lines = (EXAMPLES / "kota-contoh/regions.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 15
    assert [line for line in lines if is_official(line.partition(",")[0])] == []
