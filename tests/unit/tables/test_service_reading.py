from __future__ import annotations

import datetime
from pathlib import Path

import xlsxwriter

from rupadata.tables import read_tables


def test_a_register_in_a_workbook_is_read_as_counts_and_no_case_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Mei")
        sheet.write_row(0, 0, ["Register Pengaduan Kota Tangerang"])
        sheet.write_row(2, 0, ["No Tiket", "Tanggal Masuk", "Nama Pelapor", "NIK", "Kategori", "Kecamatan"])
        for i in range(6):
            day = datetime.date(2024, 5, 1 + i)
            sheet.write_row(3 + i, 0, [f"T{i}", day, "Siti", "3671055502900001", "Sampah", "Benda"])
    reading = read_tables(path)
    assert reading.refused == ()
    totals = reading.observations.filter(role="total").to_dicts()
    assert [(row["value"], row["period"], row["region_code"], row["cell"]) for row in totals] == [
        (6.0, "2024-05", "36.71", "B4:B9")
    ]
    assert not [problem for problem in reading.problems if problem.severity == "error"]
    assert "Siti" not in reading.observations.write_csv()
