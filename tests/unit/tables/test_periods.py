from __future__ import annotations

import pytest

from rupadata.tables.lexicon.periods import find_period, months_of_days, period_of_cell, split_month


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023", "2023"),
        ("2023*", "2023"),
        ("Februari 2026", "2026-02"),
        ("Jan-25", "2025-01"),
        ("Semester II 2023", "2023-S2"),
        ("Triwulan III 2022", "2022-Q3"),
        ("2022 (Angka sementara)", "2022"),
        ("2022/2023", "2022/2023"),
    ],
)
def test_a_header_that_is_a_period_is_read_as_iso(text: str, iso: str) -> None:
    found = period_of_cell(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["PDRB ADHK 2010", "LF SP2020", "Harga Konstan 2010", "Kode 3671"])
def test_a_base_year_is_no_period(text: str) -> None:
    assert find_period(text) is None


def test_a_span_of_years_in_a_title_is_no_period_of_its_figures() -> None:
    found = find_period("PDRB Kota Mojokerto, 2019─2023")
    assert found is not None
    assert found.span


def test_the_end_of_a_year_is_that_year() -> None:
    found = find_period("Keadaan 31 Desember 2023")
    assert found is not None
    assert found.iso == "2023"


def test_a_provisional_year_carries_its_flag() -> None:
    found = find_period("2022 (Angka sangat sementara)")
    assert found is not None
    assert found.flags == ("provisional",)


def test_the_text_without_the_period_is_what_is_left() -> None:
    found = find_period("Jumlah Penduduk Akhir Tahun 2022")
    assert found is not None
    assert found.rest == "Jumlah Penduduk Akhir Tahun"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022 r)", "2022"),
        ("2023 s)", "2023"),
        ("2020 (SP)", "2020"),
        ("2024*)", "2024"),
        ("2023xx", "2023"),
        ("202201", "2022-01"),
        ("01/02/2024", "2024-02-01"),
        ("12/31/2024", "2024-12-31"),
        ("2021-02-03", "2021-02-03"),
        ("3 Mei 2024", "2024-05-03"),
        ("31 Desember 2023", "2023"),
    ],
)
def test_marks_days_and_digits_of_months_are_read_as_iso(text: str, iso: str) -> None:
    found = period_of_cell(text)
    assert found is not None
    assert found.iso == iso


def test_marks_beside_a_year_say_that_it_is_provisional_or_revised() -> None:
    provisional, revised = period_of_cell("2023 s)"), period_of_cell("2022 r)")
    assert provisional is not None
    assert revised is not None
    assert provisional.flags == ("provisional",)
    assert revised.flags == ("revised",)


@pytest.mark.parametrize("text", ["202213", "110101", "45/13/2024", "1234567"])
def test_other_digits_are_no_period(text: str) -> None:
    assert period_of_cell(text) is None


@pytest.mark.parametrize(
    ("header", "part", "rest"),
    [
        ("Garis Kemiskinan - Maret", "03", "Garis Kemiskinan"),
        ("Jumlah Pengangguran (Agustus)", "08", "Jumlah Pengangguran"),
        ("persentase_maret", "03", "persentase"),
        ("Harga Mentimun", "", "Harga Mentimun"),
    ],
)
def test_a_month_after_a_dash_is_parted_from_the_words(header: str, part: str, rest: str) -> None:
    assert split_month(header) == (part, rest)


def test_days_stand_for_their_months_when_no_month_has_two() -> None:
    assert months_of_days(["2024-01-01", "2024-02-01", "2024"]) == {"2024-01-01", "2024-02-01"}
    assert months_of_days(["2024-01-01", "2024-01-02"]) == frozenset()


@pytest.mark.parametrize(
    ("text", "iso", "provisional"),
    [
        ("Bulan Desember Tahun 2023", "2023-12", False),
        ("Januari - Desember 2023", "2023", False),
        ("Januari s/d Juni Tahun 2023", "2023-S1", False),
        ("Juli s.d. Desember 2023", "2023-S2", False),
        ("April-Juni 2023", "2023-Q2", False),
        ("Januari sampai dengan September 2023", "2023", True),
    ],
)
def test_months_from_one_to_another_are_no_single_month(text: str, iso: str, provisional: bool) -> None:
    found = find_period(text)
    assert found is not None
    assert (found.iso, "provisional" in found.flags) == (iso, provisional)
