"""Titles as offices word them: none was trained on, one half was only measured."""

from __future__ import annotations

import pytest

from rupadata.subjects import Clue, get_matcher, load_catalogue
from tools.natural_titles import measure_halves


@pytest.mark.parametrize("taxonomy", ["urusan", "dda"])
def test_natural_titles_stay_as_well_grouped_as_the_guide_says(taxonomy: str) -> None:
    for quality in measure_halves(taxonomy).values():
        assert quality["top1"] >= 0.94
        assert quality["top3"] >= 0.98
        assert quality["decided"] >= 0.65
        assert quality["right_where_decided"] >= 0.97


@pytest.mark.parametrize(
    "title",
    ["Nilai SAKIP", "Realisasi APBD menurut Jenis Belanja", "Pendapatan Asli Daerah (PAD)", "Nilai LPPD"],
)
def test_what_is_no_matter_of_government_stays_undecided(title: str) -> None:
    (match,) = get_matcher(load_catalogue("urusan")).match([Clue(title)])
    assert not match.decided
    assert len(match.alternatives) >= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Produksi Padi menurut Kecamatan", "Produksi Padi berdasarkan Kecamatan"),
        ("Jumlah Makanan dan Minuman", "Jumlah Makanan Minuman"),
    ],
)
def test_words_that_only_join_others_change_nothing(one: str, other: str) -> None:
    first, second = get_matcher(load_catalogue()).match([Clue(one), Clue(other)])
    assert first.subject == second.subject


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Jumlah Penduduk", "kependudukan"),
        ("Jumlah Kelahiran", "kependudukan"),
        ("Angka Kematian Bayi/1.000", "kesehatan"),
        ("Jumlah Sekolah", "pendidikan"),
        ("Inflasi", "perbankan-koperasi-dan-perdagangan"),
    ],
)
def test_the_bare_name_of_a_typical_indicator_is_decided(title: str, subject: str) -> None:
    (match,) = get_matcher(load_catalogue()).match([Clue(title, "jiwa")])
    assert (match.subject.key, match.decided) == (subject, True)
