"""Letters of every script on pages: shown, measured by the font that draws them, never cut in two."""

from __future__ import annotations

import io
import unicodedata

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.scene.nodes import TextStyle
from rupadata.typeset import (
    FACES,
    HEADING_FAMILY,
    REST_FAMILY,
    TEXT_FAMILY,
    break_lines,
    character_set,
    ellipsise,
    families_behind,
    fonts_digest,
    letters,
    measure,
    missing_glyphs,
    needs_wide_fonts,
    printable,
    shape,
    shaping_font,
    weight_behind,
    wide_digest,
    wide_font_face,
    wide_font_folders,
)
from rupadata.typeset.wide import any_font_bytes, parts, wide_characters
from tests.unit.typeset.test_paper_text import WRITTEN

HEAD = TextStyle(HEADING_FAMILY, 700, 40, "#000000")
BODY = TextStyle(TEXT_FAMILY, 400, 30, "#000000")
FAMILIES = sorted({face.family for face in FACES})


@pytest.mark.parametrize("script", WRITTEN)
def test_what_is_written_in_a_living_script_is_shown_as_it_is(script: str) -> None:
    text = unicodedata.normalize("NFC", WRITTEN[script])
    for style in (HEAD, BODY):
        assert printable(text, style.family) == text
        assert missing_glyphs(text, style.family) == ""
        glyphs = shape(text, style)
        assert all(glyph.number for glyph in glyphs)
        ends = [
            glyph.x + shaping_font(glyph.family, glyph.weight).get_glyph_h_advance(glyph.number) * glyph.scale
            for glyph in glyphs
        ]
        em = max(ends) / shaping_font(style.family, style.weight).face.upem
        assert measure(text, style) == pytest.approx(em * style.size, abs=style.size / 8)


@pytest.mark.parametrize("text", ["Kota ꦗꦮ 12", "السلام 12 ribu", "中文 “x”", "Nguyễn ▲ ♀", "a\u05d0(b)"])
def test_a_line_is_as_wide_as_the_parts_that_its_fonts_draw(text: str) -> None:
    alone = sum(measure(part.text, HEAD) for part in parts(text, HEAD.family))
    assert measure(text, HEAD) == pytest.approx(alone)
    assert "".join(sorted("".join(part.text for part in parts(text, HEAD.family)))) == "".join(sorted(text))


def test_parts_stand_from_left_to_right_each_in_its_own_font() -> None:
    found = parts("Kota \u05d0\u05d1 \u05d2 12 b", HEADING_FAMILY)
    assert [(part.text, part.leftward) for part in found] == [
        ("Kota ", False),
        ("12", False),
        (" ", True),
        ("\u05d2", True),
        (" ", True),
        ("\u05d0\u05d1", True),
        (" b", False),
    ]
    assert {part.family for part in found} == {HEADING_FAMILY, "Noto Sans Hebrew"}
    assert parts("Kota", HEADING_FAMILY) == parts("Kota", HEADING_FAMILY)[:1]
    assert families_behind("▲ ж 中 Kota", HEADING_FAMILY) == (TEXT_FAMILY, REST_FAMILY, "Droid Sans Fallback")
    assert families_behind("Kota", HEADING_FAMILY) == ()


def test_leftward_letters_stand_from_right_to_left() -> None:
    lam, alif = (shape(letter, HEAD)[0].number for letter in "\u05dc\u05d0")
    assert [glyph.number for glyph in shape("\u05dc\u05d0", HEAD)] == [alif, lam]
    first, second = shape("\u05dc\u05d0", HEAD)
    assert 0 == first.x < second.x


def test_letters_in_another_hand_keep_the_weight_of_their_line() -> None:
    assert [weight_behind(TEXT_FAMILY, weight) for weight in (400, 500, 600, 700, 800)] == [
        400,
        400,
        600,
        700,
        700,
    ]
    assert [weight_behind(REST_FAMILY, weight) for weight in (400, 599, 600, 800)] == [400, 400, 700, 700]
    assert weight_behind("Noto Sans Thai", 700) == 0
    assert measure("ж", HEAD) != measure("ж", TextStyle(HEADING_FAMILY, 500, 40, "#000000"))


def test_the_rest_of_the_text_font_bears_a_name_of_its_own_and_nothing_twice() -> None:
    for weight in (400, 700):
        font = TTFont(io.BytesIO(any_font_bytes(REST_FAMILY, weight)))
        names = {record.toUnicode() for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)}
        assert names == {REST_FAMILY, f"RupadataSans-{weight}"}
        shown = set(map(chr, font.getBestCmap()))
        assert "ж" in shown
        assert not shown & character_set(TEXT_FAMILY)


def test_every_letter_behind_a_page_is_in_one_font_only() -> None:
    held: dict[str, str] = {}
    for folder in wide_font_folders()[1:]:
        for path in sorted(folder.glob("*.ttf")):
            for code in hb.Face(path.read_bytes()).unicodes:
                shared = unicodedata.category(chr(code))[0] in "MZCP" or code in (0x25CC, 0xFF9E, 0xFF9F)
                if not shared and not 0x1F3FB <= code <= 0x1F3FF:
                    assert held.setdefault(chr(code), path.stem.split("-")[0]) == path.stem.split("-")[0], (
                        chr(code)
                    )
    assert len(held) > 40_000


def test_only_what_no_font_shows_is_lost_and_told() -> None:
    for family in FAMILIES:
        assert printable("a\U000130b8b \ue000\u0378", family) == "a?b ??"
        assert missing_glyphs("a\U000130b8\U000130b8 \ue000\u0378 中★", family) == "\U000130b8\ue000\u0378"
        assert printable("x\u0302y", family) == "xy"
        assert missing_glyphs("x\u0302y", family) == "\u0302"
        assert missing_glyphs("\u202a12\u202f%\u200b \u2011 \ufe0f\u200d µμ", family) == ""


def test_joiners_stay_where_they_tie_letters_of_a_font_and_go_elsewhere() -> None:
    family = "\U0001f468\u200d\U0001f469"
    assert printable(family, HEADING_FAMILY) == family
    assert printable(f"\u200d{family} \u200db\u200dc", HEADING_FAMILY) == f"{family} bc"
    assert letters(f"{family}\u200d b") == [f"{family}\u200d", " ", "b"]
    three = f"{family}\u200d\U0001f467"
    assert measure(three, HEAD) < 0.5 * measure(three.replace("\u200d", ""), HEAD)


def test_a_letter_is_counted_with_its_marks() -> None:
    assert letters("abc") == ["a", "b", "c"]
    assert letters("ꦏ꧀ꦱ") == ["ꦏ꧀", "ꦱ"]
    assert letters("\U0001f468\u200d\U0001f469x") == ["\U0001f468\u200d\U0001f469", "x"]
    assert letters("\u0301") == ["\u0301"]
    spaced = TextStyle(TEXT_FAMILY, 400, 30, "#000000", letter_spacing=10)
    assert measure("ꦏ꧀ꦱ", spaced) == pytest.approx(measure("ꦏ꧀ꦱ", BODY) + 20, abs=1)
    assert [glyph.x for glyph in shape("中文", spaced)][1] > [glyph.x for glyph in shape("中文", BODY)][1]


@given(st.sampled_from(sorted(WRITTEN)), st.integers(20, 400), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_lines_break_between_letters_and_never_within_one(script: str, width: int, times: int) -> None:
    text = unicodedata.normalize("NFC", WRITTEN[script]).replace(" ", "") * times
    whole = letters(text)
    lines = break_lines(text, BODY, width)
    assert "".join(lines) == text
    assert [one for line in lines for one in letters(line)] == whole
    assert all(measure(line, BODY) <= width + 0.01 or len(letters(line)) == 1 for line in lines)
    cut = ellipsise(text, BODY, width)
    assert cut == text or letters(cut[:-1]) == whole[: len(letters(cut[:-1]))]


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_every_text_becomes_what_a_font_shows(text: str) -> None:
    for family in (HEADING_FAMILY, TEXT_FAMILY):
        shown = printable(text, family)
        assert wide_characters(family).issuperset(shown)
        assert printable(shown, family) == shown
        assert missing_glyphs(shown, family) == ""


def test_fonts_behind_are_asked_only_by_what_needs_them() -> None:
    assert not needs_wide_fonts("Kota\n\tÇé ▲ ≥")
    assert needs_wide_fonts("Kota ж")
    assert wide_digest() != fonts_digest()


def test_a_font_that_is_carried_along_serves_its_weights_alone() -> None:
    assert "font-family:'Noto Sans Thai';font-weight:1 1000" in wide_font_face("Noto Sans Thai", 0, "ไทย")
    assert "font-weight:1 599" in wide_font_face(REST_FAMILY, 400, "ж")
    assert "font-weight:600 1000" in wide_font_face(REST_FAMILY, 700, "ж")
    assert len(wide_font_face("Droid Sans Fallback", 0, "中")) < 6000
