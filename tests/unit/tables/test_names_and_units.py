"""What names, units and kinds of measure the headers of published tables give."""

from __future__ import annotations

import json
from collections.abc import Callable

import polars as pl
import pytest

from rupadata.model.observations import Reading
from rupadata.regions import official_regions
from rupadata.tables.lexicon.cell_units import infer_unit, parse_unit
from rupadata.tables.lexicon.naming import header_name, people_case, title_parts, with_qualifier
from rupadata.tables.lexicon.table_words import is_total
from rupadata.tables.meaning.measures import measure_of
from tests.unit.tables.lookup import at

Reader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("penduduk_ribu", "Jumlah Penduduk", "ribu"),
        ("volume_sampah_ton_per_hari", "Volume Sampah", "ton/hari"),
        ("ekspor_miliar", "Ekspor", "miliar"),
        ("luas_wilayah_km2", "Luas Wilayah", "km2"),
        ("jumlah_siswa", "Jumlah Siswa", ""),
        ("Sum of IPM", "Indeks Pembangunan Manusia", ""),
        ("JUMLAH NIB", "Jumlah NIB", ""),
        ("so2", "SO2", ""),
        ("Kepadatan Penduduk per km persegi (Km2)", "Kepadatan Penduduk", "jiwa/km2"),
        (
            "Laju Pertumbuhan Penduduk per Tahun 2020–2023 (%)",
            "Laju Pertumbuhan Penduduk per Tahun",
            "persen",
        ),
    ],
)
def test_a_header_gives_name_and_unit(header: str, name: str, unit: str) -> None:
    assert header_name(header) == (name, unit)


def test_a_yearly_rate_keeps_that_it_is_yearly() -> None:
    assert (
        title_parts(official_regions(), "Laju Pertumbuhan Penduduk per Tahun, 2023")[0]
        == "Laju Pertumbuhan Penduduk per Tahun"
    )
    assert title_parts(official_regions(), "Jumlah Penduduk per Tahun 2023")[0] == "Jumlah Penduduk"


def test_no_title_ends_in_a_word_that_leads_nowhere() -> None:
    title = "Jumlah Kedatangan Wisatawan Asing ke Bali Menurut Bulan, 2024"
    assert title_parts(official_regions(), title)[0] == "Jumlah Kedatangan Wisatawan Asing"


def test_abbreviations_keep_their_capitals() -> None:
    assert people_case("REALISASI PAD DAN PBG") == "Realisasi PAD dan PBG"
    assert people_case("JML PENDUDUK") == "Jml Penduduk"
    assert people_case("IMUNISASI DASAR DAN LENGKAP (IDL) BAYI") == "Imunisasi Dasar dan Lengkap (IDL) Bayi"
    assert people_case("LUAS PANEN (PADI)") == "Luas Panen (Padi)"


def test_a_column_takes_no_words_from_another_item_of_the_title() -> None:
    assert with_qualifier("Kepadatan Penduduk", "Kepadatan Penduduk, Rasio Jenis Kelamin Penduduk") == (
        "Kepadatan Penduduk"
    )
    assert with_qualifier("Luas Panen", "Luas Panen, Produktivitas, dan Produksi Padi") == "Luas Panen Padi"


@pytest.mark.parametrize("word", ["Presentase", "Presentasi", "Prosentase", "Persentase"])
def test_every_spelling_of_percentage_is_a_rate(word: str) -> None:
    assert infer_unit(f"{word} penduduk miskin", "") == "persen"
    assert measure_of(f"{word} penduduk miskin", "") == "rate"


def test_the_poverty_line_is_money_and_losses_are_money() -> None:
    assert infer_unit("Garis Kemiskinan", "indeks") == "rupiah/kapita/bulan"
    assert measure_of("Kerugian Material", "") == "money-nominal"
    assert measure_of("Persentase koperasi aktif: Jumlah koperasi", "unit") == "count-stock"


def test_urban_and_rural_together_are_the_total() -> None:
    assert all(map(is_total, ("Perkotaan+Perdesaan", "Perkotaan dan Perdesaan", "Urban + Rural")))


def test_the_unit_of_the_title_belongs_to_the_column_that_it_fits(read_text_table: Reader) -> None:
    text = (
        '"Kepadatan Penduduk di Kota Bandung, 2022 (Jiwa/ha)",,,\n'
        "Kecamatan,Luas Wilayah (ha),Jumlah Penduduk,Kepadatan\n"
        "Andir,371,97000,261\nCoblong,735,112000,152\nSukajadi,430,103000,240\n"
    )
    reading = read_text_table(text)
    assert [at(reading, f"{column}3")["unit"] for column in "BCD"] == ["hektare", "jiwa", "jiwa/hektare"]


def test_families_beside_men_and_women_have_their_own_name(read_text_table: Reader) -> None:
    text = "NO,KECAMATAN,L,P,JUMLAH,KK\n1,Andir,20000,20100,40100,12000\n2,Coblong,21000,21800,42800,12900\n"
    reading = read_text_table(text, "Jumlah Penduduk Per Kecamatan 2023.csv", "kota_bandung")
    people, families = at(reading, "E2"), at(reading, "F2")
    assert (people["indicator"], people["unit"]) == ("Jumlah Penduduk", "jiwa")
    assert (families["indicator"], families["unit"]) == ("Jumlah Kartu Keluarga (KK)", "keluarga")


def test_rt_beside_rw_are_neighbourhoods_not_households(read_sheet: Reader) -> None:
    rows = [["Kecamatan", "Kelurahan", "RT", "RW"], ["Andir", 6, 50, 12], ["Coblong", 6, 60, 13]]
    reading = read_sheet(rows, name="Wilayah Administrasi Kota Bandung 2023.xlsx")
    assert at(reading, "C2")["indicator"] == "Jumlah Rukun Tetangga (RT)"
    assert at(reading, "C2")["unit"] == ""


def test_a_bilingual_row_of_headers_loses_its_second_lines(read_sheet: Reader) -> None:
    rows = [
        [
            "Kecamatan\nDistrict",
            "Dokter\nDoctor",
            "Perawat\nNurse",
            "Bidan\nMidwife",
            "Ahli Gizi\nNutritionist",
        ],
        ["Andir", 1, 2, 3, 4],
        ["Coblong", 5, 6, 7, 8],
    ]
    reading = read_sheet(rows, name="Tenaga Kesehatan Kota Bandung 2023.xlsx")
    assert {at(reading, "B2")["indicator"], at(reading, "E2")["indicator"]} == {"Dokter", "Ahli Gizi"}


def test_headers_of_years_alone_take_the_name_of_the_file(read_text_table: Reader) -> None:
    text = "kabkota;tahun_2019;tahun_2020\nPACITAN;44,84;43,51\nPONOROGO;55,48;57,99\nTRENGGALEK;50,1;51,2\n"
    first = at(read_text_table(text, "rev-final-produktivitas-padi-jatim.csv", "bps_jawa_timur"), "B2")
    assert (first["indicator"].casefold(), first["period"]) == ("produktivitas padi", "2019")
    assert first["producer"] == "BPS Provinsi Jawa Timur"


@pytest.mark.parametrize(
    ("folder", "producer", "code"),
    [
        ("opendata_kota_bandung", "Open Data Kota Bandung", "32.73"),
        ("opendata_surabaya", "Open Data Kota Surabaya", "35.78"),
        ("bps_provinsi_banten", "BPS Provinsi Banten", "36"),
        ("opendata_malang", "", ""),
        ("data", "", ""),
    ],
)
def test_a_folder_names_the_publisher_and_its_region(
    read_text_table: Reader, folder: str, producer: str, code: str
) -> None:
    first = at(read_text_table("Tahun,Jumlah Kasus\n2022,30\n2023,40\n", "kasus.csv", folder), "B2")
    assert (first["producer"], first["region_code"]) == (producer, code)


def test_a_percentage_is_no_small_cell(read_text_table: Reader) -> None:
    text = "Kecamatan,Korban\nAndir,3.44\nCoblong,4.10\nSukajadi,12.5\n"
    reading = read_text_table(text, "korban 2023.csv", "kota_bandung")
    assert not [p for p in reading.problems if p.code == "small-cells"]


def test_a_currency_before_its_scale_is_read_as_one_unit() -> None:
    told = {"Rp 000", "Rp.000", "(000 Rp)", "Rp. 1.000,-", "Ribu Rupiah"}
    assert {parse_unit(text) for text in told} == {"ribu rupiah"}
    assert parse_unit("US$ juta") == "juta US$"
    assert parse_unit("per 1.000 penduduk") == "per 1.000 penduduk"


def test_a_unit_behind_the_last_thing_of_a_list_is_of_that_thing(read_text_table: Reader) -> None:
    text = '"Jumlah RW dan Luas Wilayah (km2) Menurut Kecamatan Kota Magelang 2023",,\nKecamatan,Luas,RW\n'
    reading = read_text_table(text + "Magelang Selatan,6.8,60\nMagelang Utara,6.1,50\n")
    assert [at(reading, c)["unit"] for c in ("B3", "C3")] == ["km2", ""]


def test_columns_that_name_kinds_of_what_the_title_counts_are_its_breakdown(read_text_table: Reader) -> None:
    title = '"Jumlah Kelompok Perikanan Menurut Jenis dan Kecamatan di Kota Tangerang Selatan 2022",,\n'
    reading = read_text_table(title + "Kecamatan,Pengolah,Pemasaran\nSerpong,6,5\nSetu,3,2\n")
    row = at(reading, "C3")
    assert (row["indicator"], row["dimensions"]) == ("Jumlah Kelompok Perikanan", '{"jenis": "pemasaran"}')


def test_a_column_that_only_says_which_carries_the_name_of_its_table(read_text_table: Reader) -> None:
    text = (
        '"Jumlah Ternak di Kabupaten Bulukumba 2022",,\nKecamatan,Sapi,Kerbau\nGantarang,6,5\nHerlang,3,2\n'
    )
    assert at(read_text_table(text), "B3")["indicator"] == "Jumlah Ternak: Sapi"


def test_the_end_of_a_year_stays_in_a_name(read_text_table: Reader) -> None:
    text = "Jenis Kelamin,2022,2023\nLaki-laki,6,5\nPerempuan,3,2\n"
    reading = read_text_table(text, "Penduduk Akhir Tahun Menurut Jenis Kelamin Kota Mojokerto.csv")
    assert at(reading, "B2")["indicator"] == "Jumlah Penduduk Akhir Tahun"


@pytest.mark.parametrize("header", ["Peringkat", "Ranking Kepadatan", "Rank", "PERINGKAT IPM"])
def test_places_in_an_order_are_no_amounts(read_sheet: Reader, header: str) -> None:
    rows = [
        ["Jumlah Penduduk menurut Kecamatan di Kota Tangerang, 2023 (jiwa)"],
        ["Kecamatan", "Jumlah Penduduk", header],
        ["Ciledug", 160000, 2],
        ["Benda", 90000, 3],
        ["Karawaci", 190000, 1],
        ["Kota Tangerang", 440000, None],
    ]
    reading = read_sheet(rows)
    place = at(reading, "C3")
    assert (place["unit"], place["measure"], place["value"]) == ("peringkat", "index", 2)
    assert at(reading, "B3")["unit"] == "jiwa"
    assert not [p for p in reading.problems if p.severity == "warning"]


@pytest.mark.parametrize("name", ["Jumlah Perusahaan menurut Peringkat PROPER", "Peringkat I", "Peringkat 2"])
def test_grades_that_things_are_counted_by_are_no_places(name: str) -> None:
    assert infer_unit(name, "perusahaan") == "perusahaan"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Jumlah Penduduk di Kecamatan Ngaglik Kabupaten Sleman, 2022", "Jumlah Penduduk"),
        (
            "Luas Wilayah Desa/Kelurahan di Kecamatan Ngaglik, Kabupaten Sleman, 2022",
            "Luas Wilayah Desa/Kelurahan",
        ),
        ("Banyaknya Masjid di Kecamatan Pondok Aren, Kota Tangerang Selatan", "Banyaknya Masjid"),
        ("Data Jumlah Guru", "Jumlah Guru"),
        ("Data Kejadian Bencana Kota Bogor", "Kejadian Bencana"),
        ("Jumlah Tamu Bulan Januari sampai dengan Desember Tahun 2023 di Kota Batu", "Jumlah Tamu"),
    ],
)
def test_titles_lose_their_districts_regencies_and_months(title: str, name: str) -> None:
    assert title_parts(official_regions(), title)[0] == name


def test_distances_are_nothing_to_sum() -> None:
    assert measure_of("Jarak ke Ibukota Kecamatan", "km") == "mean"
    assert measure_of("Panjang Jalan", "km") == "count-stock"


def test_units_behind_the_figures_of_a_column_are_taken_out(read_text_table: Reader) -> None:
    text = (
        "Bantuan UMKM Kota Bandung, 2023;;;\nKecamatan;Jumlah Penerima;Luas;Nilai Bantuan\n"
        "Coblong;25 orang;1.200 m2;Rp125.000.000,00\nCicendo;30 orang;950 m2;Rp150.000.000,00\n"
        "Andir;-;1.050 m2;Rp140.000.000,00\n"
    )
    reading = read_text_table(text)
    found = [(at(reading, cell)["value"], at(reading, cell)["unit"]) for cell in ("B3", "C3", "D3")]
    assert found == [(25, "orang"), (1200, "m2"), (125_000_000, "rupiah")]
    assert at(reading, "B5")["missing"] == "nil"
    assert not [o for o in reading.observations["dimensions"] if o != "{}"]


@pytest.mark.parametrize(("first", "second"), [("1 orang", "2 orang"), ("1 tahun", "2 tahun")])
def test_numbers_with_a_unit_that_label_rows_stay_labels(
    read_text_table: Reader, first: str, second: str
) -> None:
    title = "Rumah Tangga menurut Jumlah Anggota, Kota Bandung 2023;"
    text = f"{title}\nAnggota;Rumah Tangga\n{first};50\n{second};70\n"
    assert at(read_text_table(text), "B3")["dimensions"] != "{}"


def test_the_basis_of_prices_is_said_of_the_product_per_head(read_sheet: Reader) -> None:
    rows = [
        ["PDRB per Kapita Kabupaten/Kota di Provinsi Bali (Ribu Rupiah), 2022"],
        ["Kabupaten/Kota", "Harga Berlaku", "Harga Konstan 2010"],
        ["Jembrana", 42000, 28000],
        ["Badung", 80000, 50000],
    ]
    reading = read_sheet(rows)
    assert at(reading, "B3")["indicator"] == "PDRB per Kapita Atas Dasar Harga Berlaku"
    assert at(reading, "C3")["measure"] == "money-real"


@pytest.mark.parametrize(
    ("name", "unit", "measure"),
    [
        ("Jumlah Penduduk", "jiwa", "count-stock"),
        ("Jumlah Limbah Terangkut", "ton", "count-flow"),
        ("Jumlah Meninggal", "orang", "count-flow"),
        ("Jumlah Kematian", "jiwa", "count-flow"),
        ("Jumlah Zonasi", "unit", "count"),
        ("Konstruksi", "", ""),
        ("Skor Kepatuhan", "poin", "index"),
    ],
)
def test_a_measure_is_never_taken_for_a_stock_without_a_word_that_tells_it(
    name: str, unit: str, measure: str
) -> None:
    assert measure_of(name, unit) == measure


def test_a_column_that_only_says_how_is_measured_takes_its_object_from_the_title(
    read_text_table: Reader,
) -> None:
    reading = read_text_table(
        "CAKUPAN IMUNISASI DASAR LENGKAP (IDL) PADA BAYI MENURUT KECAMATAN DI KOTA TANGERANG TAHUN 2024,,,\n"
        "Kecamatan,Sasaran Bayi,Bayi Diimunisasi,Cakupan (%)\n"
        "Ciledug,500,450,90.0\nBenda,400,340,85.0\nKarawaci,600,555,92.5\nLarangan,300,264,88.0\n",
        "imunisasi.csv",
    )
    assert reading.observations["indicator"].unique(maintain_order=True).to_list() == [
        "Sasaran Bayi",
        "Bayi Diimunisasi",
        "Cakupan Imunisasi Dasar Lengkap (IDL) pada Bayi",
    ]


def test_schools_teachers_and_pupils_below_each_level_are_no_parts_of_it(read_text_table: Reader) -> None:
    table = (
        ",SD,,,SMP,,\nKecamatan,Sekolah,Guru,Murid,Sekolah,Guru,Murid\n"
        "Ciledug,20,210,4000,5,90,1300\nBenda,18,190,3500,4,80,1100\n"
        "Karawaci,25,260,5200,7,120,1900\nLarangan,16,170,3100,3,60,900\n"
    )
    titles = (
        "Jumlah Sekolah, Guru, dan Murid SD dan SMP Menurut Kecamatan di Kota Tangerang, 2024",
        "Keadaan Pendidikan Menurut Kecamatan di Kota Tangerang, 2024",
    )
    for title in titles:
        reading = read_text_table(f'"{title}",,,,,,\n{table}', "pendidikan.csv")
        told = reading.observations.filter(pl.col("cell").is_in(["B4", "C4", "D4", "E4"]))
        names = [name.removeprefix("Jumlah ") for name in told["indicator"].to_list()]
        assert names == ["Sekolah", "Guru", "Murid", "Sekolah"]
        levels = [json.loads(text) for text in told["dimensions"].to_list()]
        assert [set(level.values()) for level in levels] == [{"sd"}, {"sd"}, {"sd"}, {"smp"}]


def test_a_unit_among_the_things_that_columns_name_is_one_of_them_beside_a_total(
    read_text_table: Reader,
) -> None:
    reading = read_text_table(
        '"Jumlah Kejadian Kebakaran Menurut Objek dan Kecamatan di Kota Tangerang, 2024",,,,,,\n'
        "Kecamatan,Rumah Tinggal,Toko,Lahan,Kendaraan,Lainnya,Total\n"
        "Ciledug,4,2,3,1,5,15\nBenda,6,1,2,2,1,12\nKarawaci,9,3,1,4,2,19\nLarangan,5,1,4,1,3,14\n",
        "kebakaran.csv",
    )
    told = reading.observations.row(by_predicate=pl.col("cell") == "E3", named=True)
    assert told["unit"] != "kendaraan"
    assert "kendaraan" in json.loads(told["dimensions"]).values()


def test_what_is_done_to_the_last_of_a_list_is_not_said_of_the_others(read_text_table: Reader) -> None:
    reading = read_text_table(
        '"Banyaknya Pelanggan dan Air yang Disalurkan Menurut Kecamatan di Kota Tangerang, 2023",,,\n'
        "Kecamatan,Pelanggan,Air Disalurkan (m3),Nilai (000 Rp)\n"
        "Ciledug,800,160000,540000\nBenda,700,150000,510000\nKarawaci,900,190000,640000\n",
        "air.csv",
    )
    names = reading.observations["indicator"].unique(maintain_order=True).to_list()
    assert names == ["Jumlah Pelanggan", "Air Disalurkan", "Nilai Pelanggan dan Air yang Disalurkan"]


def test_a_title_per_age_counts_people_by_age(read_text_table: Reader) -> None:
    reading = read_text_table(
        "DATA AGREGAT KEPENDUDUKAN PER KELOMPOK UMUR,,,\nKOTA TANGERANG SEMESTER II TAHUN 2024,,,\n"
        "KELOMPOK UMUR,LAKI-LAKI,PEREMPUAN,JUMLAH\n0-4,820,800,1620\n5-9,790,770,1560\n10-14,700,705,1405\n",
        "agregat.csv",
    )
    assert set(reading.observations["indicator"]) == {"Jumlah Penduduk"}
    assert set(reading.observations["measure"]) == {"count-stock"}


def test_per_cents_beside_what_was_planned_and_done_say_that_they_are(read_text_table: Reader) -> None:
    reading = read_text_table(
        '"LAPORAN REALISASI PENDAPATAN DAERAH KOTA TANGERANG TAHUN ANGGARAN 2024",,,\n'
        "Uraian,Anggaran (Rp),Realisasi (Rp),%\n"
        "Pajak Daerah,80000000000,84100000000,105.13\nRetribusi Daerah,30000000000,21300000000,71.00\n"
        "Pendapatan Transfer,780000000000,757800000000,97.15\n",
        "realisasi.csv",
    )
    named = reading.observations.filter(pl.col("unit") == "persen")["indicator"]
    assert set(named) == {"Persentase Realisasi Pendapatan Daerah"}


def test_a_joint_before_a_place_is_a_word_of_its_own():
    title = "Persentase Penduduk Miskin Kabupaten Wonogiri dan Provinsi Jawa Tengah, 2017-2024"
    assert title_parts(official_regions(), title)[0].startswith("Persentase Penduduk Miskin")
