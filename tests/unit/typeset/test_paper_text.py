from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.typeset.paper_text import (
    lost_characters,
    make_printable,
    name_characters,
    paper_characters,
    text_characters,
)

WRITTEN = {
    "Arabic": "السلام عليكم",
    "Balinese": "ᬅᬓ᭄ᬱᬭᬩᬮᬶ",
    "Batak": "ᯀᯂ᯲",
    "Bengali": "বাংলা",
    "Buginese": "ᨒᨚᨈᨑ",
    "Chinese": "中文说明漢字",
    "Cyrillic": "Русский",
    "Devanagari": "हिन्दी",
    "Emoji": "😀🎉👍🏽",
    "Ethiopic": "አማርኛ",
    "Georgian": "ქართული",
    "Greek": "Ελληνικά",
    "Hebrew": "עברית",
    "Japanese": "ひらがなカタカナ",
    "Javanese": "ꦲꦏ꧀ꦱꦫꦗꦮ",
    "Khmer": "ខ្មែរ",
    "Korean": "한국어",
    "Lao": "ລາວ",
    "Mathematics": "∑∫√𝐀ℝ",
    "Myanmar": "မြန်မာ",
    "Rejang": "ꤰꥍ",
    "Sundanese": "ᮃᮊ᮪ᮞᮛ",
    "Tamil": "தமிழ்",
    "Thai": "ไทย",
    "Tibetan": "བོད",
}


@pytest.mark.parametrize("script", WRITTEN)
def test_what_is_written_in_a_living_script_is_printed_as_it_is(script: str) -> None:
    text = unicodedata.normalize("NFC", WRITTEN[script])
    assert make_printable(text) == text
    assert lost_characters(text) == ""


def test_what_can_be_printed_stays_as_it_is() -> None:
    text = "Kota Tangerang – “Rp5.000,00” é\nbaris kedua"
    assert make_printable(text) == text


def test_what_no_font_shows_becomes_a_relative_a_mark_or_nothing() -> None:
    made = make_printable("a\u2011b ★ 漢 \x07\ud83d\u200b\u00ad ﬁ e\u0301 \U000130b8", plain=True)
    assert made == "a-b * ?  ﬁ é ?"


def test_what_is_lost_is_told_once_each_by_number() -> None:
    text = "Bina \U000130b8\U000130b8 \ue000 \U000104b7\u05b0x"
    lost = lost_characters(text, plain=True)
    assert name_characters(lost) == "U+130B8, U+E000, U+104B7, U+05B0"
    assert name_characters(lost_characters("kabar\x07 \u200b baik\u202e")) == ""


def test_the_direction_of_a_line_cannot_be_turned() -> None:
    assert make_printable("disetujui \u202etidak\u202c \u2067x\u2069") == "disetujui tidak x"


def test_papers_have_a_sign_for_what_is_lost() -> None:
    assert "?" in text_characters() < paper_characters()
    assert make_printable("\U000130b8") == "□"


@given(st.text(st.characters(), max_size=60))
def test_every_text_becomes_printable_and_what_was_lost_is_told(text: str) -> None:
    for plain, shown in ((True, text_characters()), (False, paper_characters())):
        made = make_printable(text, plain=plain)
        assert shown.issuperset(made.replace("\n", ""))
        assert lost_characters(made, plain=plain) == ""
        assert bool(lost_characters(text, plain=plain)) <= (made != text)


def test_a_mark_stands_only_on_a_letter_of_its_own_font() -> None:
    assert make_printable("x\u05b0 \u05d0\u05b0") == "x \u05d0\u05b0"
    assert name_characters(lost_characters("x\u05b0")) == "U+05B0"
    assert make_printable("\u6f22\u200d\U0001f600 \U0001f468\u200d\U0001f469") == (
        "\u6f22\U0001f600 \U0001f468\u200d\U0001f469"
    )


@pytest.mark.parametrize(("letters", "words"), [(300, [300]), (301, [300, 1]), (900, [300, 300, 300])])
def test_a_word_without_end_is_parted(letters: int, words: list[int]) -> None:
    assert [len(word) for word in make_printable("d" * letters).split(" ")] == words
