from __future__ import annotations

import pytest

from rupadata.tables.periods import find_period, period_of_cell


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
