"""The style sheet: names of published tables as a sentence takes them up; English as a whole or quoted.

`worst_names.csv` holds 200 names of indicators as published tables print them, those that need most mending.
"""

import csv
import re
from pathlib import Path

import pytest

from rupadata.wording import called, is_plural, part_name, with_article
from rupadata.wording.style import counted_of, style_sheet, with_noun, written_out
from rupadata.wording.translation import translate

WORST = list(
    csv.DictReader((Path(__file__).parent / "worst_names.csv").read_text(encoding="utf-8").splitlines())
)
DANGLING = re.compile(r"\b(?:dan|atau|di|ke|dari|pada|dengan|untuk|yang|menurut|per|of|and|by|in|the)$")
WRITTEN = style_sheet()


def said(row: dict[str, str], lang: str) -> tuple[str, str]:
    return called(row["name"], "", lang, unit=row["unit"], measure=row["measure"])


@pytest.mark.parametrize("row", WORST, ids=lambda row: row["name"][:50])
def test_a_name_of_a_published_table_stands_in_a_sentence(row: dict[str, str]) -> None:
    for text in said(row, "id"):
        assert text == " ".join(text.split())
        assert not re.search(r"[()\[\]{}:_]|\s/|/\s|^\W", text), text
        assert not DANGLING.search(text), text
        words = set(re.findall(r"[a-z]+", text))
        assert not words & (set(WRITTEN["spelling"]) - {"hp"}), text
    short, long = said(row, "id")
    assert len(short) <= len(long) + 8


@pytest.mark.parametrize("row", WORST, ids=lambda row: row["name"][:50])
def test_an_english_name_is_english_as_a_whole_or_stands_in_quotes(row: dict[str, str]) -> None:
    short, long = said(row, "en")
    quoted = [text.startswith("“") and text.endswith("”") for text in (short, long)]
    assert all(quoted) or not any("“" in text for text in (short, long))
    if not any(quoted):
        assert not re.search(r"\b(?:jumlah|yang|dan|tahun|menurut|dengan)\b", f"{short} {long}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Inf(Mom)", "Inflasi bulanan"),
        ("Andil(Yoy)", "Andil inflasi tahunan"),
        ("Andil Inflasi", "Andil Inflasi"),
        ("penduduk-miskin", "penduduk miskin"),
        ("jumlah_kk", "jumlah kk"),
        ("rata-rata", "rata-rata"),
        ("Beresiko Stunting", "Berisiko Stunting"),
        ("PRAKTEK", "PRAKTIK"),
        ("Produktivitas PerPohon", "Produktivitas per pohon"),
        ("Ikan kembung/ikan gembung/ ikan banyar/ikan gembolo", "Ikan kembung"),
        ("SD/MI/SDLB", "SD/MI/SDLB"),
        ("Jumlah PM", "Jumlah PM"),
    ],
)
def test_a_name_is_written_out(name: str, text: str) -> None:
    assert written_out(name).casefold() == text.casefold()


def test_what_only_says_how_things_are_classed_says_what_is_counted() -> None:
    name = "Jenis Air Minum yang Dikonsumsi Rumah Tangga"
    assert counted_of(name, "count").casefold() == "rumah tangga menurut jenis air minum"
    assert counted_of(name, "rate") == name
    assert counted_of("Kepemilikan Rumah Keluarga", "count") == "Kepemilikan Rumah Keluarga"


def test_a_name_without_its_noun_takes_it_from_the_unit() -> None:
    assert with_noun("Berisiko stunting", "keluarga") == "keluarga berisiko stunting"
    assert with_noun("Belum sekolah", "jiwa") == "penduduk belum sekolah"
    assert with_noun("Murid baru", "orang") == "Murid baru"
    assert with_noun("Berisiko stunting", "persen") == "Berisiko stunting"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("ruang kelas SMA rusak ringan", "slightly damaged senior secondary school classrooms"),
        ("pencari kerja terdaftar", "registered job seekers"),
        ("produksi bawang merah", "shallot production"),
        ("penduduk laki-laki umur 15-19 tahun", "male population aged 15–19"),
        ("inflasi tahunan cabai rawit", "annual inflation for bird's eye chilli"),
        ("nganu bawang merah", ""),
        ("guru/dosen", ""),
        ("dan", ""),
    ],
)
def test_english_is_put_together_or_not_at_all(name: str, english: str) -> None:
    assert translate(name) == english


@pytest.mark.parametrize(
    ("name", "text", "many"),
    [
        ("poverty rate", "the poverty rate", False),
        ("life expectancy", "life expectancy", False),
        ("complaints", "complaints", True),
        ("children under five", "children under five", True),
        ("growth of GRDP", "the growth of GRDP", False),
        ("population growth", "population growth", False),
        ("people with disabilities", "people with disabilities", True),
        ("gender inequality index", "the gender inequality index", False),
    ],
)
def test_english_names_take_their_article_and_number(name: str, text: str, many: bool) -> None:
    assert with_article(name) == text
    assert is_plural(name) == many


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("TPAK", "tingkat partisipasi angkatan kerja"),
        ("IPM", "indeks pembangunan manusia"),
        ("Persentase Ak Kerja: TPAK", "tingkat partisipasi angkatan kerja"),
        ("APM SMA", "APM SMA"),
        ("Realisasi operasi sampai april", "realisasi operasi sampai April"),
    ],
)
def test_abbreviations_that_are_a_whole_name_are_written_out_and_months_have_their_capital(name, said):
    assert called(name, "", "id", measure="rate")[1] == said


def test_access_of_households_is_access_in_a_headline_and_households_in_the_sentence():
    about, name = called("Persentase Rumah Tangga dengan Akses Sanitasi Layak", "", "id", measure="rate")
    assert about == "akses sanitasi layak"
    assert name == "persentase rumah tangga dengan akses sanitasi layak"
    assert called("Jumlah Rumah Tangga dengan Akses Listrik", "", "id")[0].startswith("rumah tangga")


def test_a_utility_with_a_name_keeps_its_capitals():
    assert part_name("pdam tirta taman sari", "id") == "PDAM Tirta Taman Sari"
