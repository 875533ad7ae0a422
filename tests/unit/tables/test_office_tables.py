"""Layouts and spellings of tables that offices make themselves, each read as a person would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from rupadata.model.observations import Reading
from rupadata.tables.lexicon.cell_numbers import DecimalMark, decide_mark
from rupadata.tables.lexicon.periods import find_period, period_of_cell
from rupadata.tables.shape.date_cells import settle_dates
from rupadata.tables.sheet import Sheet


def by_cell(reading: Reading, *columns: str) -> dict[str, tuple[object, ...]]:
    return {row[0]: tuple(row[1:]) for row in reading.observations.select("cell", *columns).iter_rows()}


def codes(reading: Reading) -> set[str]:
    return {problem.code for problem in reading.problems}


def test_a_year_with_the_format_of_a_date_is_a_year() -> None:
    day = dt.date(1905, 7, 14)
    rows = [["Tahun", "Jumlah aduan"], [day, 5], [dt.datetime(1905, 7, 15), 6], [dt.date(1945, 8, 17), 7]]
    assert [row[0] for row in settle_dates(Sheet("", rows)).rows][1:] == [2022, 2023, dt.date(1945, 8, 17)]


def test_a_range_of_ages_that_became_a_date_is_a_range_again() -> None:
    day = dt.date
    rows = [["Umur", "Jiwa"], ["0-4", 1], [day(2026, 9, 5), 2], [day(2026, 10, 14), 3], ["15-19", 4]]
    assert [row[0] for row in settle_dates(Sheet("", rows)).rows] == ["Umur", "0-4", "5-9", "10-14", "15-19"]


def test_dates_among_dates_stay_dates() -> None:
    rows = [["Tanggal", "Kasus"], [dt.date(2026, 9, 5), 2], [dt.date(2026, 9, 6), 3]]
    sheet = Sheet("", rows)
    assert settle_dates(sheet) is sheet


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Jumlah Murid Tahun Ajaran 2022-2023", "2022/2023"),
        ("TP 2022/2023", "2022/2023"),
        ("Belanja Tahun Anggaran 2022", "2022"),
    ],
)
def test_school_years_may_have_a_dash(text: str, iso: str) -> None:
    found = find_period(text)
    assert found is not None
    assert found.iso == iso


def test_the_whole_year_among_quarters_is_the_year() -> None:
    found = period_of_cell("Tahunan 2022")
    assert found is not None
    assert found.iso == "2022"


def test_thousands_whose_last_zeros_are_gone_are_told_and_restored(
    read_text_table: Callable[..., Reading],
) -> None:
    text = "kecamatan,jumlah penduduk\nCiledug,167.228\nLarangan,118.04\nKarawaci,50.36\nBenda,99.307\n"
    reading = read_text_table(text, "Jumlah Penduduk Kota Tangerang 2023.csv")
    found = by_cell(reading, "value", "flags")
    assert found["B2"][0] == 167_228
    assert found["B3"] == (118_040, "damaged")
    assert found["B4"] == (50_360, "damaged")


def test_a_few_english_decimals_do_not_turn_thousands_into_decimals() -> None:
    decision = decide_mark([*["Rp11.016"] * 20, "5678.90"], whole_unit=True)
    assert decision.mark is DecimalMark.COMMA


def test_rows_of_a_long_table_without_a_figure_head_no_table(read_text_table: Callable[..., Reading]) -> None:
    lines = ["uraian,lapangan usaha,tahun,nilai"]
    for kind in ("ADHB", "Y-on-Y"):
        for sector in ("Pertanian", "Industri"):
            for year in (2021, 2022):
                figure = "" if (kind, year) == ("Y-on-Y", 2021) else "7.5"
                lines.append(f"{kind},{sector},{year} ,{figure}")
    reading = read_text_table("\n".join(lines) + "\n", "PDRB Kota Tangerang.csv")
    assert reading.observations.height == 8
    assert reading.observations["sheet"].n_unique() == 1
    assert set(reading.observations["indicator"]) == {
        "PDRB Atas Dasar Harga Berlaku",
        "Pertumbuhan PDRB (y-on-y)",
    }


def test_codes_of_accounts_are_no_bank_accounts(read_text_table: Callable[..., Reading]) -> None:
    text = (
        "kode_rekening,nama_rekening,anggaran\n5.1.01.01.01.0001,Belanja Gaji,100\n"
        "5.1.02.01.01.0024,Belanja Kertas,50\n5.2.02.05.01.0001,Belanja Mebel,25\n"
    )
    reading = read_text_table(text, "Belanja Kota Tangerang 2024.csv")
    assert "personal-data" not in codes(reading)
    assert any("belanja gaji" in text for text in reading.observations["dimensions"])


def test_numbers_of_bank_accounts_still_stop_a_table(read_text_table: Callable[..., Reading]) -> None:
    text = "nomor rekening,penerima bantuan\n" + "".join(f"12345678{i:02d},{i}\n" for i in range(10, 20))
    assert "personal-data" in codes(read_text_table(text, "Bantuan Kota Tangerang 2024.csv"))


def test_sector_letters_are_no_sexes(read_sheet: Callable[..., Reading]) -> None:
    rows = [
        ["Pekerja Menurut Lapangan Usaha di Kota Tangerang, 2024"],
        ["Status", "A", "K", "L", "P", "Jumlah"],
        ["Buruh", 1, 2, 3, 4, 10],
        ["Bebas", 2, 3, 4, 5, 14],
    ]
    reading = read_sheet(rows)
    assert all("kelamin" not in text for text in reading.observations["dimensions"])


def test_urban_and_rural_are_a_breakdown_of_the_region(read_sheet: Callable[..., Reading]) -> None:
    rows = [["Provinsi", "Tahun", "Daerah", "Jumlah Penduduk Miskin (Ribu Jiwa)"]]
    for kind, size in (("Perkotaan", 1), ("Perdesaan", 2), ("Perkotaan+Perdesaan", 3)):
        rows += [
            [name, 2020, kind, size * 100 + i] for i, name in enumerate(("ACEH", "RIAU", "BALI", "JAMBI"))
        ]
    reading = read_sheet(rows)
    assert "duplicate-differs" not in codes(reading)
    assert len(set(reading.observations["dimensions"])) == 3


def test_a_place_in_a_footnote_is_not_the_region(read_text_table: Callable[..., Reading]) -> None:
    text = "Pekerja Menurut Pendidikan 2000 - 2001,,\nPendidikan,2000,2001\nSD,510,530\nSMP,320,330\n"
    reading = read_text_table(text + ',,\n"Pada tahun 2000, tanpa Maluku",,\n', "pekerja.csv")
    assert set(reading.observations["region_code"]) == {""}


def test_a_count_of_one_digit_among_thousands_is_doubted(read_text_table: Callable[..., Reading]) -> None:
    names = ["Ciledug", "Larangan", "Karawaci", "Benda", "Cipondoh", "Pinang", "Periuk", "Neglasari"]
    names += ["Batuceper", "Cibodas"]
    figures = [1823, 2, 1194, 1005, 757, 1511, 756, 1303, 1146, 1663]
    text = "kecamatan,jumlah kejadian\n" + "".join(f"{n},{v}\n" for n, v in zip(names, figures))
    reading = read_text_table(text, "Jumlah Kejadian Kota Tangerang 2024.csv")
    assert [p.where.cell for p in reading.problems if p.code == "thousands-lost"] == ["B3"]


def test_a_recap_of_satisfaction_keeps_index_and_respondents(read_sheet: Callable[..., Reading]) -> None:
    scores = [3.42, 3.38, 3.21, 3.87, 3.35, 3.44, 3.51, 3.29, 3.76]
    rows = [
        ["Rekapitulasi Survei Kepuasan Masyarakat Kota Serang Tahun 2024"],
        ["NO", "UNIT PELAYANAN", "NRR PER UNSUR", *[None] * 8, "NILAI IKM", "MUTU", "JUMLAH RESPONDEN"],
        [None, None, *(f"U{i}" for i in range(1, 10)), None, None, None],
        [1, "Disdukcapil", *scores, 86.75, "B", 412],
        [2, "DPMPTSP", *scores, 86.75, "B", 276],
    ]
    found = by_cell(read_sheet(rows), "indicator", "value", "dimensions")
    assert found["L4"] == ("Indeks Kepuasan Masyarakat", 86.75, '{"unit layanan": "Disdukcapil"}')
    assert found["N5"] == ("Jumlah responden", 276, '{"unit layanan": "DPMPTSP"}')


def test_a_legend_below_names_the_last_two_elements(read_sheet: Callable[..., Reading]) -> None:
    scores = [3.42, 3.38, 3.21, 3.87, 3.35, 3.44, 3.51, 3.29, 3.76]
    rows = [
        ["Hasil Survei Kepuasan Masyarakat Kota Serang Tahun 2024"],
        ["UNIT", *(f"U{i}" for i in range(1, 10))],
        ["Disdukcapil", *scores],
        [None],
        ["U8 : Sarana dan prasarana"],
        ["U9", "Penanganan pengaduan, saran dan masukan"],
    ]
    found = by_cell(read_sheet(rows), "dimensions")
    assert '"sarana dan prasarana"' in str(found["I3"][0])
    assert "pengaduan" in str(found["J3"][0])


def test_a_list_of_cases_is_refused_with_a_way_out(read_text_table: Callable[..., Reading]) -> None:
    rows = [f"{i}/Pdt.G/2024/PN.Tng,{'L' if i % 2 else 'P'},{i}-Jan-24,{i * 13}" for i in range(1, 21)]
    text = "Nomor Perkara,Jenis Kelamin,Tanggal Masuk,Lama (bulan)\n" + "\n".join(rows) + "\n"
    reading = read_text_table(text, "Perkara Kota Tangerang 2024.csv")
    assert reading.observations.is_empty()
    assert "case-list" in codes(reading)


def test_each_sum_below_a_district_is_that_of_the_district(read_sheet: Callable[..., Reading]) -> None:
    rows = [
        ["Jumlah RT Menurut Kelurahan di Kota Tangerang Tahun 2023"],
        ["KECAMATAN", "KELURAHAN", "RT"],
        ["Ciledug", "Sudimara Barat", 52],
        [None, "Sudimara Timur", 48],
        ["JUMLAH", None, 100],
        ["Benda", "Belendung", 30],
        [None, "Jurumudi", 41],
        ["JUMLAH", None, 71],
        ["TOTAL", None, 171],
    ]
    reading = read_sheet(rows)
    found = by_cell(reading, "region_code", "role")
    assert found["C5"] == ("36.71.06", "subtotal")
    assert found["C8"] == ("36.71.04", "subtotal")
    assert found["C9"] == ("36.71", "total")
    assert "duplicate-differs" not in codes(reading)


def test_a_village_called_as_its_district_stands_beside_the_district(
    read_sheet: Callable[..., Reading],
) -> None:
    rows = [
        ["Jumlah Penduduk Menurut Kelurahan di Kecamatan Kasemen, Kota Serang, 2023"],
        ["Kelurahan", "Jumlah Penduduk"],
        ["Kasemen", 10],
        ["Terumbu", 20],
        ["Banten", 30],
        ["Kecamatan Kasemen", 60],
    ]
    found = by_cell(read_sheet(rows), "region_code")
    assert (found["B3"][0], found["B6"][0]) == ("36.73.02.1001", "36.73.02")


def test_a_province_and_its_regency_may_stand_in_one_cell(read_text_table: Callable[..., Reading]) -> None:
    text = "Wilayah,Kemiskinan (%)\naceh - aceh selatan,13.2\njawa timur - kota blitar,7.2\n"
    found = by_cell(read_text_table(text, "kemiskinan 2022.csv"), "region_code")
    assert [code for (code,) in found.values()] == ["11.01", "35.72"]


@pytest.mark.parametrize("line", ["BADAN PUSAT STATISTIK", "Lampiran II", "Lampiran 3."])
def test_a_letterhead_or_attachment_above_changes_no_name(
    line: str, read_text_table: Callable[..., Reading]
) -> None:
    text = "Kecamatan,Jumlah Sekolah\nCiledug,12\nLarangan,15\nBenda,9\n"
    plain = read_text_table(text, "Jumlah Sekolah Kota Tangerang 2023.csv")
    headed = read_text_table(f"{line},\n{text}", "Jumlah Sekolah Kota Tangerang 2023.csv", folder="lain")
    assert set(headed.observations["indicator"]) == set(plain.observations["indicator"])
    assert set(headed.observations["table"]) == set(plain.observations["table"])


def test_the_headings_of_a_page_tell_the_region_of_its_tables(
    read_text_table: Callable[..., Reading],
) -> None:
    page = (
        "<html><body><h3>SISTEM DATA</h3><h3>KOTA GORONTALO</h3><table><tr><td>"
        "<table><tr><th>Uraian</th><th>2021</th><th>2022</th></tr>"
        "<tr><td>Jumlah Sekolah</td><td>5</td><td>6</td></tr>"
        "<tr><td>Jumlah Guru</td><td>50</td><td>60</td></tr></table></td></tr></table></body></html>"
    )
    reading = read_text_table(page, "profil.html")
    assert set(reading.observations["region_code"]) == {"75.71"}


def test_a_stray_cell_far_below_keeps_no_workbook_away(read_sheet: Callable[..., Reading]) -> None:
    rows: list[list[object]] = [["Kecamatan", *(f"Jumlah Sekolah {year}" for year in range(2011, 2024))]]
    rows += [[name, *range(10, 23)] for name in ("Ciledug", "Larangan", "Benda")]
    rows += [[]] * (1_048_570 - len(rows)) + [[0]]
    reading = read_sheet(rows, name="Sekolah Kota Tangerang.xlsx")
    assert reading.observations.height == 39
    assert "stray-cells" in codes(reading)
