from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.model.region import RegionLevel
from rupadata.regions import RegionMatch, official_regions
from rupadata.regions.name_search import names_of

REGIONS = official_regions()


def code_of(text: str, within: str = "", **options: object) -> str | None:
    found = REGIONS.find(text, within=within, **options)  # type: ignore[arg-type]
    return found.region.code if found else None


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("JATI UWUNG", "36.71", "36.71.02"),
        ("Karangtengah", "36.71", "36.71.12"),
        ("Kec. Ciledug", "36.71", "36.71.06"),
        ("36.71.05 Cipondoh", "36.71", "36.71.05"),
        ("36.71.05 Cipondoh", "", "36.71.05"),
        ("Batu Ceper*", "36.71", "36.71.03"),
        ("Batuceper 1)", "36.71", "36.71.03"),
        ("1. Benda", "36.71", "36.71.04"),
        ("01 Ciledug", "36.71", "36.71.06"),
        ("11. Pinang", "36.71", "36.71.11"),
        (" Cipondoh\u00a0", "36.71", "36.71.05"),
        ("KABUPATEN BOGOR", "", "32.01"),
        ("Kab. Lebak", "", "36.02"),
        ("KAB.LEBAK", "36", "36.02"),
        ("Kota Adm. Jakarta Barat", "", "31.73"),
        ("Kota Administrasi Jakarta Barat", "31", "31.73"),
        ("Jakarta Barat", "31", "31.73"),
        ("Provinsi Banten", "", "36"),
        ("KOTA TANGERANG SELATAN", "", "36.74"),
        ("Tangerang Regency", "36", "36.03"),
        ("Kota Tangerang / Tangerang City", "36", "36.71"),
        ("DKI", "", "31"),
        ("DIY", "", "34"),
        ("Daerah Istimewa Yogyakarta", "", "34"),
        ("Kep. Bangka Belitung", "", "19"),
        ("Indonesia", "", "00"),
        ("INDONESIA", "36.71", "00"),
        ("Banten", "36.71", "36"),
        ("Kota Tangerang", "36.71", "36.71"),
        ("Tangerang", "36.71", "36.71.01"),
        ("Kota Bahagia", "11.01", "11.01.17"),
        ("Ilir Barat II", "16.71", "16.71.01"),
        ("Pematang Siantar", "12", "12.72"),
        ("Toba Samosir", "12", "12.12"),
        ("Fak-Fak", "", "92.03"),
        ("Cipondoh, Kota Tangerang", "", "36.71.05"),
        ("Kecamatan Cipondoh Kota Tangerang", "", "36.71.05"),
        ("Kelurahan Poris Plawad", "36.71", "36.71.05.1008"),
        ("Papua Barat Daya", "", "96"),
        ("Kab. Tanggerang", "", "36.03"),
    ],
)
def test_spellings_of_published_tables_are_understood(text: str, within: str, code: str) -> None:
    assert code_of(text, within) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3671020", "36.71.05"),
        ("367105", "36.71.05"),
        ("36.71.05", "36.71.05"),
        ("36.71.020", "36.71.05"),
        ("3671", "36.71"),
        ("3671.0", "36.71"),
        ("36", "36"),
        ("[3671] Tangerang", "36.71"),
        ("id3671040", "36.71.02"),
        ("36.71.05.1001", "36.71.05.1001"),
        ("3671051001", "36.71.05.1001"),
        ("0000", "00"),
    ],
)
def test_codes_of_either_notation_are_looked_up(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("within", ["", "36", "36.71", "32.04"])
@pytest.mark.parametrize(
    "text",
    [
        "Tersier",
        "Jumlah",
        "Jumlah / Total",
        "Laki-laki",
        "Perempuan",
        "Lainnya",
        "Padi Sawah",
        "Industri Pengolahan",
        "Pengadaan Listrik dan Gas",
        "Batu Bara",
        "Kopi",
        "Kelapa",
        "15-19",
        "2023",
        "1.234,5",
        "",
        "-",
        "Kabupaten/Kota",
        "Kecamatan",
        "SD/MI",
        "Rumah Sakit Umum",
        "Januari",
    ],
)
def test_other_words_of_tables_are_no_region(text: str, within: str) -> None:
    assert REGIONS.find(text, within=within) is None


def test_a_bare_name_that_two_regencies_share_means_the_kabupaten_and_says_so() -> None:
    found = REGIONS.find("Tangerang", within="36")
    assert found is not None
    assert found.region.name == "Kabupaten Tangerang"
    assert [other.name for other in found.alternatives] == ["Kota Tangerang"]
    assert found.score < 1


def test_a_heading_above_decides_between_namesakes() -> None:
    assert code_of("Tangerang", "36", kind="kota") == "36.71"
    assert code_of("Tangerang", "36", kind="kabupaten") == "36.03"


def test_a_district_name_that_stands_in_many_places_is_unsure() -> None:
    found = REGIONS.find("Kec. Sukasari")
    assert found is not None
    assert found.score < 0.6
    assert {other.name for other in found.alternatives} == {"Sukasari"}


def test_a_code_that_contradicts_its_name_is_reported() -> None:
    found = REGIONS.find("3671010 Benda", within="36.71")
    assert found is not None
    assert (found.region.name, found.how) == ("Benda", "name-against-code")
    assert found.alternatives[0].name == "Ciledug"
    assert found.score < 0.85


def test_four_digits_that_mean_two_regions_are_settled_by_the_name() -> None:
    alone = REGIONS.find("9401")
    assert alone is not None
    assert [alone.region.code, *(other.code for other in alone.alternatives)] == ["93.01", "94.01"]
    assert code_of("9401 Merauke") == "93.01"
    assert code_of("9401 Nabire") == "94.01"
    assert code_of("9401", notation="kemendagri") == "94.01"


def test_a_bare_name_from_afar_counts_only_with_its_kind() -> None:
    assert REGIONS.find("Lumajang", within="36.71") is None
    assert code_of("Kab. Lumajang", "36.71") == "35.08"


def test_names_near_a_known_one_are_marked_as_near() -> None:
    found = REGIONS.find("Batu Cepper", within="36.71")
    assert found is not None
    assert (found.region.name, found.how) == ("Batuceper", "near")


def test_every_regency_is_found_by_its_own_name_in_every_writing() -> None:
    wrong = []
    for region in REGIONS.descendants("00", RegionLevel.REGENCY):
        name = region.name
        short = name.replace("Kabupaten ", "Kab. ")
        for text in (
            name,
            name.upper(),
            short,
            short.upper(),
            f"{region.code} {name}",
            f"{region.bps_code} {name}",
        ):
            if code_of(text) != region.code:
                wrong.append((text, code_of(text)))
    assert wrong == []


@pytest.mark.parametrize(
    "home", ["36.71", "36.03", "13.05", "12.14", "91.03", "16.71", "94.02", "35.78", "11.07"]
)
def test_every_district_is_found_in_its_home_by_any_of_its_names(home: str) -> None:
    wrong = []
    for region in REGIONS.children(home):
        for name in names_of(region):
            for text in (
                name,
                name.upper(),
                name.replace(" ", ""),
                f"Kecamatan {name}",
                f"{region.code} {name}",
            ):
                if code_of(text, home) != region.code:
                    wrong.append((text, region.code, code_of(text, home)))
    assert wrong == []


@pytest.mark.full
def test_every_district_of_the_country_is_found_in_its_home() -> None:
    wrong = []
    for regency in REGIONS.descendants("00", RegionLevel.REGENCY):
        for region in REGIONS.children(regency.code):
            if code_of(region.name.upper(), regency.code, level=RegionLevel.DISTRICT) != region.code:
                wrong.append((region, code_of(region.name.upper(), regency.code)))
    assert wrong == []


@given(st.text(max_size=40), st.sampled_from(["", "00", "36", "36.71", "36.71.05"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_match_with_a_fair_score_or_none(text: str, within: str) -> None:
    found = REGIONS.find(text, within=within)
    assert found is None or (isinstance(found, RegionMatch) and 0 < found.score <= 1)
    assert found is None or found.region not in found.alternatives


def test_a_paragraph_is_no_name() -> None:
    assert REGIONS.find("Cipondoh, Kota Tangerang " * 10_000) is None
    assert REGIONS.find(", Kota " * 20) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("P. PANGGANG", "31.01.01.1001"), ("Kep. Seribu Utr", "31.01.01"), ("a. Gambir", "31.71.01")],
)
def test_islands_and_sides_are_written_short(text: str, code: str) -> None:
    level = RegionLevel.VILLAGE if code.count(".") == 3 else RegionLevel.DISTRICT
    found = REGIONS.find(text, within="31.01.01" if level == RegionLevel.VILLAGE else "31", level=level)
    assert found is not None
    assert found.region.code == code
