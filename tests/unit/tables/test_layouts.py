from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from tests.unit.tables.lookup import at, codes

Reader = Callable[..., Reading]


def test_tables_side_by_side_are_read_each_with_its_own_title_and_labels(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah SD di Kota Salatiga, 2023", None, None, None, "Jumlah Puskesmas di Kota Salatiga, 2022"],
        ["Kecamatan", "Negeri", "Swasta", None, "Kecamatan", "Puskesmas", "Pustu"],
        ["Argomulyo", 20, 5, None, "Tingkir", 2, 4],
        ["Tingkir", 18, 6, None, "Argomulyo", 1, 3],
        ["Jumlah", 38, 11, None, "Jumlah", 3, 7],
    ]
    reading = read_sheet(rows, ["A1:C1", "E1:G1"])
    left, right = at(reading, "B3"), at(reading, "F3")
    assert (left["region"], left["period"], left["value"]) == ("Argomulyo", "2023", 20.0)
    assert (right["region"], right["period"], right["value"]) == ("Tingkir", "2022", 2.0)
    assert at(reading, "G5")["region_code"] == "33.73"


def test_a_table_that_goes_on_to_the_right_shares_its_title(read_sheet: Reader) -> None:
    rows = [
        ["Curah Hujan Menurut Bulan di Kabupaten Kebumen, 2023"],
        ["Bulan", "Curah Hujan (mm)", "Bulan", "Curah Hujan (mm)"],
        ["Januari", 350, "Maret", 280],
        ["Februari", 310, "April", 200],
        ["Sumber: BMKG"],
    ]
    reading = read_sheet(rows, ["A1:D1"])
    assert [at(reading, c)["period"] for c in ("B3", "B4", "D3", "D4")] == [
        "2023-01",
        "2023-02",
        "2023-03",
        "2023-04",
    ]
    assert at(reading, "D4")["producer"] == "BMKG"


def test_a_blank_column_inside_one_table_parts_nothing(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Penduduk Kota Salatiga"],
        ["Kecamatan", "2021", None, "2022", "2023"],
        ["Argomulyo", 20, None, 21, 22],
        ["Tingkir", 18, None, 19, 20],
    ]
    reading = read_sheet(rows)
    assert (at(reading, "E4")["region"], at(reading, "E4")["period"]) == ("Tingkir", "2023")


def test_a_label_left_blank_is_that_of_the_row_above(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Penduduk Kabupaten Demak Tahun 2023"],
        ["No", "Kecamatan", "Jenis Kelamin", "Jumlah"],
        [1, "Mranggen", "Laki-laki", 90],
        [None, None, "Perempuan", 89],
        [2, "Guntur", "Laki-laki", 45],
        [None, None, "Perempuan", 44],
        [None, "Jumlah", "Laki-laki", 135],
        [None, None, "Perempuan", 133],
    ]
    reading = read_sheet(rows)
    assert [at(reading, f"D{r}")["region"] for r in (4, 6, 8)] == ["Mranggen", "Guntur", "Kabupaten Demak"]


def test_a_merged_label_stands_for_all_its_rows(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Sekolah di Kabupaten Demak"],
        ["Kecamatan", "Tahun", "SD", "SMP"],
        ["Mranggen", 2022, 40, 12],
        [None, 2023, 41, 13],
        ["Guntur", 2022, 30, 9],
        [None, 2023, 31, 8],
    ]
    reading = read_sheet(rows, ["A3:A4", "A5:A6"])
    assert (at(reading, "C4")["region"], at(reading, "C4")["period"]) == ("Mranggen", "2023")
    assert at(reading, "D6")["region"] == "Guntur"


def test_a_row_without_a_region_name_is_not_taken_for_the_home_region(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Sekolah di Kabupaten Demak, 2023"],
        ["Kecamatan", "SD"],
        ["Mranggen", 40],
        [None, 7],
        ["Guntur", 30],
        ["Wedung", 20],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B4")["region_code"] == ""
    assert "region-unknown" in codes(reading)


def test_the_word_for_the_total_may_stand_in_the_column_of_numbers(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Sekolah di Kabupaten Demak, 2023"],
        ["No", "Kecamatan", "SD"],
        [1, "Mranggen", 40],
        [2, "Guntur", 30],
        [3, "Wedung", 20],
        ["Jumlah", None, 90],
    ]
    total = at(read_sheet(rows), "C6")
    assert (total["region_code"], total["role"]) == ("33.21", "total")


def test_a_table_goes_on_on_the_next_sheet_with_its_title_and_numbering(tmp_path: Path) -> None:
    path = tmp_path / "3.1.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {
            "3.1": [
                ["Tabel 3.1 Penduduk Menurut Kecamatan dan Kelompok Umur di Kabupaten Sigi, 2023"],
                ["Kecamatan", "0-4", "5-9"],
                ["(1)", "(2)", "(3)"],
                ["Pipikoro", 800, 810],
                ["Kulawi", 1200, 1100],
            ],
            "lanjutan": [
                ["Lanjutan Tabel 3.1"],
                ["Kecamatan", "10-14", "Jumlah"],
                ["(1)", "(4)", "(5)"],
                ["Pipikoro", 600, 2210],
                ["Kulawi", 1000, 3300],
            ],
        }.items():
            page = book.add_worksheet(name)
            for r, row in enumerate(rows):
                page.write_row(r, 0, row)
    reading = read_tables(path)
    later = reading.observations.filter(sheet="lanjutan", cell="B4").to_dicts()[0]
    assert (later["indicator"], later["period"], later["region"]) == ("Jumlah Penduduk", "2023", "Pipikoro")
    assert "total-differs" not in codes(reading)


def test_a_count_beside_its_percentage_is_no_total(read_sheet: Reader) -> None:
    rows = [
        ["Penduduk Menurut Agama di Kabupaten Ende, 2023"],
        ["Agama", "Laki-laki", None, "Jumlah", None],
        [None, "Jumlah", "%", "Jumlah", "%"],
        ["Islam", 30, 30.0, 65, 32.5],
        ["Katolik", 70, 70.0, 135, 67.5],
        ["Jumlah", 100, 100, 200, 100],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:C2", "D2:E2"])
    assert at(reading, "B4")["dimensions"] == '{"agama": "islam", "jenis kelamin": "laki-laki"}'
    assert at(reading, "D4")["dimensions"] == '{"agama": "islam"}'
    share = at(reading, "C4")
    assert (share["indicator"], share["unit"], share["measure"]) == ("Persentase Penduduk", "persen", "rate")


def test_a_header_of_several_levels_in_one_cell_is_parted(read_text_table: Reader) -> None:
    text = (
        'Kecamatan,"Jumlah Penduduk;Laki-laki","Jumlah Penduduk;Total"\nTarakan Timur,30,60\n'
        "Tarakan Barat,40,80\n"
    )
    reading = read_text_table(text, "data 2023.csv")
    assert at(reading, "B2")["dimensions"] == '{"jenis kelamin": "laki-laki"}'
    assert at(reading, "C2")["role"] == "total"


def test_the_home_region_is_not_mistaken_for_a_district_of_nearly_its_name(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Ternak Menurut Kecamatan di Kabupaten Bulukumba, 2023"],
        ["Kecamatan", "Sapi"],
        ["Gantarang", 12],
        ["Ujung Bulu", 1],
        ["Bulukumba", 13],
    ]
    total = at(read_sheet(rows), "B5")
    assert (total["region_code"], total["role"]) == ("73.02", "total")


def test_a_village_of_the_citys_name_is_told_by_its_indentation(read_sheet: Reader) -> None:
    rows = [
        ["Luas Wilayah Menurut Kelurahan di Kota Magelang, 2023"],
        ["Kecamatan/Kelurahan", "Luas"],
        ["Magelang Selatan", 6.8],
        ["  Magersari", 1.3],
        ["  Jurangombo Utara", 5.5],
        ["Magelang Tengah", 5.1],
        ["  Magelang", 1.2],
        ["  Kemirirejo", 3.9],
        ["Magelang", 11.9],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B7")["region_code"] == "33.71.03.1004"
    assert at(reading, "B9")["region_code"] == "33.71"


def test_a_semester_that_names_its_month_is_that_month(read_sheet: Reader) -> None:
    rows = [
        ["Persentase Penduduk Miskin Menurut Provinsi"],
        ["Provinsi", "2022", None],
        [None, "Semester 1 (Maret)", "Semester 2 (September)"],
        ["ACEH", 14.64, 14.75],
        ["INDONESIA", 9.54, 9.57],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:C2"])
    assert [at(reading, c)["period"] for c in ("B4", "C4")] == ["2022-03", "2022-09"]
    assert at(reading, "B4")["indicator"] == "Persentase Penduduk Miskin"


def test_categories_over_sexes_are_told_by_the_breakdown_of_the_title(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Siswa Menurut Jenjang Pendidikan dan Jenis Kelamin di Kabupaten Sumba Timur, 2023"],
        ["Kecamatan", "Total", None, None, "SD", None, None, "SMP", None, None],
        [None, *["L", "P", "L+P"] * 3],
        ["Lewa", 300, 280, 580, 200, 190, 390, 100, 90, 190],
        ["Haharu", 100, 110, 210, 60, 70, 130, 40, 40, 80],
    ]
    reading = read_sheet(rows, ["A2:A3", "B2:D2", "E2:G2", "H2:J2"])
    assert at(reading, "B4")["dimensions"] == '{"jenis kelamin": "laki-laki"}'
    assert at(reading, "E4")["dimensions"] == '{"jenis kelamin": "laki-laki", "jenjang pendidikan": "sd"}'
    assert at(reading, "G4")["dimensions"] == '{"jenjang pendidikan": "sd"}'
    assert set(reading.observations["indicator"]) == {"Jumlah Siswa"}


def test_categories_at_the_end_of_column_names_are_a_breakdown(read_text_table: Reader) -> None:
    text = (
        "kecamatan,jumlah_penduduk_laki_laki,jumlah_penduduk_perempuan,jumlah_penduduk_total,tahun\n"
        "Purwokerto Utara,25,26,51,2021\nPurwokerto Selatan,36,37,73,2021\n"
    )
    reading = read_text_table(text)
    assert at(reading, "B2")["dimensions"] == '{"jenis kelamin": "laki-laki"}'
    assert at(reading, "D2")["role"] == "total"
    assert set(reading.observations["indicator"]) == {"Jumlah Penduduk"}


def test_a_lone_year_heads_the_rows_below_it(read_sheet: Reader) -> None:
    rows = [
        ["Banyaknya Hotel dan Kamar Menurut Kelas Hotel di Kota Tomohon"],
        ["Kelas Hotel", "Hotel", "Kamar"],
        ["2021"],
        ["Bintang", 5, 300],
        ["Jumlah", 5, 300],
        ["2022"],
        ["Bintang", 6, 340],
        ["Jumlah", 6, 340],
    ]
    reading = read_sheet(rows)
    assert [at(reading, f"B{r}")["period"] for r in (4, 5, 7, 8)] == ["2021", "2021", "2022", "2022"]
    assert at(reading, "C4")["indicator"] == "Jumlah Kamar"


def test_a_heading_of_rows_in_another_unit_names_what_they_measure(read_sheet: Reader) -> None:
    rows = [
        ["Indikator Ketenagakerjaan Provinsi Maluku Utara"],
        ["Uraian", "Satuan", "2021", "2022"],
        ["Penduduk Usia Kerja"],
        ["Laki-laki", "ribu orang", 460.1, 468.2],
        ["Perempuan", "ribu orang", 445.1, 452.2],
        ["Tingkat Pengangguran Terbuka"],
        ["Laki-laki", "persen", 4.5, 3.9],
        ["Perempuan", "persen", 5.1, 4.3],
    ]
    reading = read_sheet(rows)
    assert at(reading, "C4")["indicator"] == "Jumlah Penduduk Usia Kerja"
    assert at(reading, "C7")["indicator"] == "Tingkat Pengangguran Terbuka"


def test_the_name_of_a_sheet_tells_its_region(read_sheet: Reader) -> None:
    rows = [["Jumlah Sekolah Tahun 2022"], ["Jenjang", "Negeri", "Swasta"], ["SD", 100, 20], ["SMP", 40, 10]]
    assert at(read_sheet(rows, sheet="Kota Kupang"), "B3")["region_code"] == "53.71"


def test_a_note_stands_only_with_the_figures_that_bear_its_mark(read_sheet: Reader) -> None:
    rows = [
        ["Luas Daerah dan Jumlah Pulau Menurut Kecamatan di Kabupaten Wakatobi, 2023"],
        ["Kecamatan", "Luas1 (km2)", "Jumlah Pulau"],
        ["Binongko", "93,1", 2],
        ["Tomia*", "47,5", "3*"],
        ["Catatan: 1 Berdasarkan Permendagri 72/2019"],
        ["* Hasil pemekaran"],
        ["Angka dibulatkan"],
    ]
    reading = read_sheet(rows)
    notes = {cell: at(reading, cell)["notes"] for cell in ("B3", "C3", "B4", "C4")}
    assert notes == {
        "B3": "Angka dibulatkan; Berdasarkan Permendagri 72/2019",
        "C3": "Angka dibulatkan",
        "B4": "Angka dibulatkan; Berdasarkan Permendagri 72/2019; Hasil pemekaran",
        "C4": "Angka dibulatkan; Hasil pemekaran",
    }
    assert at(reading, "C4")["flags"] == "", "the note says that the star means something else"


def test_a_doubtful_mark_is_decided_by_the_sizes_in_the_same_row_and_only_told_of_its_cell(
    read_sheet: Reader,
) -> None:
    rows = [
        ["Produksi Perkebunan Kabupaten Kutai Barat (ton)"],
        ["Jenis Tanaman", "2019", "2020"],
        ["Karet", 12345, "12.001e"],
        ["Kelapa Sawit", 350123, "361.500*"],
        ["Kakao", 12, "13.250"],
    ]
    reading = read_sheet(rows)
    assert at(reading, "C3")["value"] == 12001.0
    told = [p.where.cell for p in reading.problems if p.code.startswith("number-mark")]
    assert told == ["C3:C5"]


def test_a_code_against_its_name_is_told_of_every_row(read_text_table: Reader) -> None:
    text = "bps_kode_kabupaten_kota,bps_nama_kabupaten_kota,kategori,jumlah,tahun\n" + "".join(
        f"1106,Aceh Barat,{kind},{i},2022\n" for i, kind in enumerate(("sawah", "kebun", "hutan"))
    )
    reading = read_text_table(text + "1171,Kota Banda Aceh,sawah,4,2022\n", folder="aceh")
    assert [p.where.cell for p in reading.problems if p.code == "region-code-against-name"] == ["D2:D4"]


def test_a_code_that_agrees_with_its_name_in_the_other_notation_is_not_against_it(
    read_text_table: Reader,
) -> None:
    text = "bps_kode_kabupaten_kota,bps_nama_kabupaten_kota,jumlah,tahun\n"
    rows = "1105,Aceh Barat,1,2022\n1171,Kota Banda Aceh,4,2022\n"  # 11.05 is Kemendagri's code
    reading = read_text_table(text + rows, folder="aceh")
    assert "region-code-against-name" not in {p.code for p in reading.problems}
    assert reading.observations["region_code"].to_list() == ["11.05", "11.71"]


def test_the_english_half_of_the_label_header_may_stand_in_a_row_of_its_own(read_sheet: Reader) -> None:
    title = ["Jumlah Desa Menurut Kecamatan di Kabupaten Morowali, 2021-2023"]
    body = [["Menui Kepulauan", 19, 20, 21], ["Bungku Selatan", 26, 27, 28], ["Morowali", 45, 47, 49]]
    header = [["Kecamatan", 2021, 2022, 2023], ["Subdistrict"]]
    numbered = read_sheet([title, [], *header, ["(1)", "(2)", "(3)", "(4)"], *body], name="a.xlsx")
    plain = read_sheet([title, [], *header, *body], name="b.xlsx")
    assert [at(numbered, f"{c}6")["period"] for c in "BCD"] == ["2021", "2022", "2023"]
    assert [at(plain, f"{c}5")["period"] for c in "BCD"] == ["2021", "2022", "2023"]
    assert at(plain, "B5")["indicator"] == "Jumlah Desa"


def test_the_year_of_a_yearbook_is_not_that_of_its_tables(read_sheet: Reader) -> None:
    rows = [
        ["Kabupaten Banggai Dalam Angka 2024"],
        ["Tabel 1.1.2 Luas Daerah Menurut Kecamatan, 2023"],
        ["Kecamatan", "Luas (km2)"],
        ["Toili", 800.5],
        ["Luwuk", 72.8],
    ]
    row = at(read_sheet(rows), "B4")
    assert (row["period"], row["region_code"]) == ("2023", "72.01.09")
    untold = read_sheet([["Luas Daerah"], *rows[2:]], name="banggai-dalam-angka-2024.xlsx")
    assert at(untold, "B3")["period"] == ""
    assert "period-missing" in codes(untold)


def test_a_header_row_in_english_says_nothing_new(read_sheet: Reader) -> None:
    rows = [
        ["Jumlah Tenaga Kesehatan Menurut Kecamatan di Kabupaten Buru, 2022"],
        ["Kecamatan", "Dokter", "Perawat"],
        ["Subdistrict", "Doctors", "Nurses"],
        ["Namlea", 20, 80],
        ["Waeapo", 2, 20],
    ]
    assert at(read_sheet(rows), "B4")["indicator"] == "Jumlah Tenaga Kesehatan: Dokter"


def test_semesters_in_roman_numbers_are_halves_of_the_year(read_sheet: Reader) -> None:
    rows = [
        ["Nilai Tukar Nelayan Provinsi Maluku"],
        ["Tahun", "Semester", "NTN"],
        [2022, "I", 102.1],
        [None, "II", 103.4],
        [2023, "I", 104.0],
        [None, "II", 104.8],
    ]
    reading = read_sheet(rows)
    assert [at(reading, f"C{r}")["period"] for r in (3, 4, 5, 6)] == [
        "2022-S1",
        "2022-S2",
        "2023-S1",
        "2023-S2",
    ]
