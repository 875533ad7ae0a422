from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.subjects.indicator_names import clean_name, says_nothing, without_place
from rupadata.subjects.indicators import fold_name, fold_unit


@pytest.mark.parametrize(
    ("found", "unit", "cleaned"),
    [
        ("Tabel 3.1.1 Jumlah Penduduk Menurut Kecamatan di Kota Tangerang, 2020-2023", "", "Jumlah Penduduk"),
        ("Jumlah Penduduk Akhir Tahun 2022", "jiwa", "Jumlah Penduduk Akhir Tahun"),
        ("Penduduk Akhir 2022", "jiwa", "Penduduk Akhir Tahun"),
        ("Jumlah Penduduk, 2024*", "jiwa", "Jumlah Penduduk"),
        ("Angka Melek Huruf (Persen) 2016-2006", "persen", "Angka Melek Huruf"),
        ("JUMLAH SISWA MISKIN", "", "Jumlah Siswa Miskin"),
        ("Luas (km2)", "km2", "Luas"),
        ("rata-rata lama sekolah", "tahun", "Rata-rata Lama Sekolah"),
        ("Laju Pertumbuhan Produk Domestik Regional Bruto Kota Mojokerto", "", "Laju Pertumbuhan PDRB"),
        ("Laju Pertumbuhan Penduduk per", "persen", "Laju Pertumbuhan Penduduk"),
        ("Penyinaran Matahari: (12)", "persen", "Penyinaran Matahari"),
        ("Sum of Rata-rata Lama Sekolah", "", "Rata-rata Lama Sekolah"),
        ("cfr", "persen", "CFR"),
        ("Pm10", "", "PM10"),
        ("Inflasi Bulanan (m-to-m)", "", "Inflasi Bulanan (m-to-m)"),
    ],
)
def test_a_name_is_cleaned_for_people(found: str, unit: str, cleaned: str) -> None:
    assert clean_name(found, unit) == cleaned


@pytest.mark.parametrize("name", ["IHK (2018=100)", "PDRB Atas Dasar Harga Konstan 2010"])
def test_a_base_year_stays_in_the_name(name: str) -> None:
    assert clean_name(name) == name


def test_a_name_that_says_nothing_stands_behind_its_table() -> None:
    assert says_nothing("Pertumbuhan")
    assert clean_name("Pertumbuhan", "", "Konsumsi LNPRT Kota Mojokerto, 2019-2023") == (
        "Konsumsi LNPRT: Pertumbuhan"
    )
    assert clean_name("Pertumbuhan Penduduk", "", "Apa Saja") == "Pertumbuhan Penduduk"


@given(st.text(max_size=60), st.text(max_size=10))
def test_cleaning_again_changes_nothing_for_ordinary_names(text: str, unit: str) -> None:
    once = clean_name(text, unit)
    assert isinstance(once, str)
    assert len(once) <= len(text) + 1


def test_names_and_units_that_mean_the_same_compare_equal() -> None:
    assert fold_unit("jiwa") == fold_unit("Orang")
    assert fold_unit("%") == fold_unit("Persen")
    assert fold_unit("ribu jiwa") != fold_unit("jiwa")
    assert fold_name("Jumlah Murid SD") == fold_name("Murid SD")
    assert fold_name("Distribusi Persentase Produk Domestik Regional Bruto") == fold_name("Distribusi PDRB")


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Jumlah Kelahiran Kabupaten Batang Hari 2020", "Jumlah Kelahiran 2020"),
        ("PDRB Kota Mojokerto Menurut Pengeluaran", "PDRB Menurut Pengeluaran"),
        ("Penduduk Menurut Kabupaten/Kota", "Penduduk Menurut Kabupaten/Kota"),
    ],
)
def test_a_place_is_no_evidence_of_a_subject(title: str, rest: str) -> None:
    assert without_place(title) == rest


def test_a_title_in_capitals_with_its_day_and_office_is_quieted_before_it_completes_a_name() -> None:
    table = "JUMLAH DATA TERPADU KESEJAHTERAAN SOSIAL DI KOTA BANDAR LAMPUNG PER 31 MARET 2023 DINAS SOSIAL"
    assert clean_name("Jumlah Individu", table=table) == (
        "Jumlah Data Terpadu Kesejahteraan Sosial: Jumlah Individu"
    )
    assert clean_name("Jumlah", table="Angka Kesakitan DBD per 1000 Penduduk") == (
        "Angka Kesakitan DBD per 1000 Penduduk: Jumlah"
    )
