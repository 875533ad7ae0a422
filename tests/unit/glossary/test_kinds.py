"""What kind of figure a name and its unit tell."""

from __future__ import annotations

import pytest

from rupadata.glossary import load_glossary
from rupadata.glossary.kinds import tell_kind


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("Jumlah Penduduk", "jiwa", "stock"),
        ("Jumlah Limbah Terangkut", "ton", "flow"),
        ("Jumlah Akta Kelahiran Diterbitkan", "", "flow"),
        ("Jumlah RT Terlayani Listrik", "", "stock"),
        ("Risiko Kejadian per 100.000 Penduduk", "", "rate"),
        ("ANDIL(YOY)", "", "contribution"),
        ("INF(MOM)", "", "growth"),
        ("Nilai SKM", "", "index"),
        ("Rata-rata Upah", "rupiah", "price"),
        ("Rata-rata Produksi", "kuintal/hektare", "ratio"),
        ("Penerima Jaminan", "persen", "share"),
        ("Harga Beras Medium", "rupiah/kilogram", "price"),
        ("PDRB ADHK", "juta rupiah", "money-real"),
        ("Bibit Sawit", "batang", "count"),
        ("Skor Kepatuhan", "poin", "index"),
        ("Kepadatan Penduduk", "jiwa/km2", "ratio"),
        ("Penyaluran Bantuan", "rupiah", "money"),
    ],
)
def test_names_words_and_units_tell_the_kind(name: str, unit: str, kind: str) -> None:
    told = tell_kind(name, unit, load_glossary()).kind
    assert told is not None
    assert told.value == kind


@pytest.mark.parametrize("name", ["Konstruksi", "Target", "Uraian", "Blok Tiga"])
def test_a_name_that_tells_nothing_has_no_kind(name: str) -> None:
    assert tell_kind(name, "", load_glossary()).kind is None


def test_a_count_of_what_nobody_knows_is_neither_stock_nor_flow() -> None:
    told = tell_kind("Jumlah Zonasi", "", load_glossary()).kind
    assert told is not None
    assert told.value == "count"
