"""English names of what tables leave untranslated: compositions, prices, alternatives, names inside names."""

from __future__ import annotations

import pytest

from rupadata.wording import called, part_name, topic
from rupadata.wording.english import english_name
from rupadata.wording.translation import translate


@pytest.mark.parametrize(
    ("name", "in_english"),
    [
        ("wisatawan mancanegara yang datang melalui Bandara Ngurah Rai",
         "foreign visitors arriving through Ngurah Rai airport"),
        ("penerbitan izin DPMPTSP", "DPMPTSP licence issuance"),
        ("komposisi sampah", "composition of waste"),
        ("Ngurah Rai", ""),
        ("wisatawan Ngurah mancanegara", ""),
        ("wisatawan entahapa", ""),
    ],
)  # fmt: skip
def test_names_of_places_and_offices_stay_in_an_english_name(name, in_english):
    assert translate(name) == in_english


@pytest.mark.parametrize(
    ("part", "in_english"),
    [("kertas/karton", "paper/cardboard"), ("kertas/entahapa", "kertas/entahapa"),
     ("persetujuan bangunan gedung (pbg)", "building approvals (PBG)"),
     ("Puskesmas Cigugur Tengah", "Puskesmas Cigugur Tengah"), ("Pajak Hiburan", "entertainment tax"),
     ("unit layanan", "service unit")],
)  # fmt: skip
def test_alternatives_are_put_into_english_only_together(part, in_english):
    assert part_name(part, "en") == in_english


def test_an_index_of_a_book_has_its_names_turned_round():
    assert (
        called("Produksi Padi Sawah", "Production, wetland paddy", "en")[1] == "production of wetland paddy"
    )
    assert called("Pangan", "Food, drinks", "en")[1] == "food, drinks"


@pytest.mark.parametrize(
    ("measure", "unit", "said"),
    [("rate", "persen", "share of pregnant women with four visits"),
     ("rate", "kasus", "pregnant women with four visits"),
     ("count-flow", "persen", "pregnant women with four visits")],
)  # fmt: skip
def test_a_percentage_of_people_is_their_share(measure, unit, said):
    assert called("K4", "pregnant women with four visits", "en", unit=unit, measure=measure) == (said, said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "Rata-rata Harga Bahan Pangan Pokok di Pasar Tradisional: Cabai Rawit Merah",
            "harga cabai rawit merah",
        ),
        ("Harga Eceran Kebutuhan Pokok: Beras Medium", "harga beras medium"),
        ("Harga Produsen Komoditas Pangan: Gabah", "harga produsen gabah"),
        ("Harga Saham: Bank", "harga saham bank"),
        ("Harga Bahan Pangan: Rata-rata Tahunan", "rata-rata tahunan harga bahan pangan"),
    ],
)
def test_the_price_of_one_thing_in_a_list_is_its_own(name, said):
    assert topic(name) == said


def test_a_composition_is_not_the_percentage_of_itself():
    assert topic("Persentase Komposisi Sampah: Plastik") == "porsi plastik dalam sampah"
    in_english = "share of agriculture in people in work"
    assert called("Distribusi Persentase Penduduk Bekerja: Pertanian", "", "en")[1] == in_english
    assert "persentase" not in topic("Persentase Komposisi Sampah")
    assert topic("Persentase Rumah Tangga") == "persentase rumah tangga"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PDRB Atas Dasar Harga Berlaku Konstruksi", "GRDP at current prices of construction"),
        ("PDRB ADHK 2010 Industri Pengolahan", "GRDP at constant 2010 prices of manufacturing"),
        ("PDRB Atas Dasar Harga Berlaku Xyz", ""),
        ("PDRB Konstruksi", ""),
    ],
)
def test_the_product_of_one_industry_is_told_by_both_names(name, said):
    assert english_name(name) == said
