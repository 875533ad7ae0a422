from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.subjects.title_words import fold, slug, stem, stems_of


@pytest.mark.parametrize(
    ("family", "root"),
    [
        (("pendidik", "didik", "berpendidikan", "pendidikan"), "didik"),
        (("penduduk", "kependudukan"), "duduk"),
        (("pengangguran", "menganggur"), "anggur"),
        (("peternakan", "ternak"), "ternak"),
        (("perikanan", "ikan"), "ikan"),
        (("perumahan", "rumah"), "rumah"),
        (("kemiskinan", "miskin"), "miskin"),
        (("bersekolah", "sekolah"), "sekolah"),
        (("pertanian", "petani"), "tani"),
    ],
)
def test_words_of_one_family_share_a_stem(family: tuple[str, ...], root: str) -> None:
    assert {stem(word) for word in family} == {root}


def test_an_abbreviation_brings_its_words() -> None:
    assert {"didik", "murni"} & set(stems_of("APM SD")) == {"murni"}
    assert "bruto" in stems_of("Laju PDRB")
    assert "bruto" not in stems_of("Laju PDRB", expand=False)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=30))
def test_any_text_folds_to_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded == fold(folded)
    assert all(letter.isascii() and (letter.isalnum() or letter == " ") for letter in folded)


@given(st.text(max_size=40))
def test_a_slug_is_never_empty_and_safe_in_a_path(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.from_regex(r"[a-z]{1,18}", fullmatch=True))
def test_a_stem_is_no_longer_than_one_letter_more_than_its_word(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1
