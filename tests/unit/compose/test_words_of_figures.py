"""Figures broken at the end of a line, and the names by which tables are cited."""

from __future__ import annotations

import pytest

from rupadata.compose.citation import cited_title
from rupadata.compose.pen import evidence_in
from rupadata.model.evidence import Evidence
from rupadata.wording import phrase


@pytest.mark.parametrize(
    ("shown", "unit", "line", "part", "scale"),
    [
        ("1,95 juta", "jiwa", "naik menjadi 1,95", "1,95", 1e6),
        ("1,95 juta", "ribu jiwa", "naik menjadi 1,95", "1,95", 1e3),
        ("1.95 million", "jiwa", "rose to 1.95", "1.95", 1e6),
        ("12 345", "jiwa", "naik menjadi 12", "12", 1.0),
    ],
)
def test_a_figure_that_lost_its_word_of_scale_to_the_next_line_keeps_its_scale(
    shown: str, unit: str, line: str, part: str, scale: float
) -> None:
    [held] = evidence_in(line, (Evidence(shown, 7.0, unit, "value"),))
    assert (held.shown, held.scale, held.value) == (part, scale, 7.0)


def test_a_figure_is_proven_where_it_stands_by_itself() -> None:
    year, figure = Evidence("2024", 2024.0, "", "period"), Evidence("24", 24.0, "jiwa", "value")
    assert evidence_in("pada 2024", (year, figure)) == (year,)
    assert {e.shown for e in evidence_in("24 jiwa pada 2024", (year, figure))} == {"24", "2024"}
    assert evidence_in("tanpa angka", (year, figure)) == ()
    assert evidence_in("24", (figure,)) == (figure,)


@pytest.mark.parametrize(
    ("table", "file", "cited"),
    [
        ("Penduduk menurut Kecamatan", "pdrbx.xlsx", "Penduduk menurut Kecamatan"),
        ("pdrbx", "data/pdrbx.xlsx", phrase("Jumlah Penduduk")),
        ("pdrb 2024", "pdrb_2024.xlsx", phrase("Jumlah Penduduk") + ", 2024"),
        ("pdrb", "pdrb_2024.xlsx", phrase("Jumlah Penduduk")),
        ("", "pdrb 2024.xlsx", phrase("Jumlah Penduduk") + ", 2024"),
        ("penduduk", "pdrb_2024.xlsx", "penduduk"),
    ],
)
def test_a_table_is_cited_by_its_own_name_unless_that_is_the_code_of_its_file(
    table: str, file: str, cited: str
) -> None:
    assert cited_title(table, file, "Jumlah Penduduk") == cited
