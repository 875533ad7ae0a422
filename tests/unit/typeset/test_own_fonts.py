"""An office's own fonts: what is made of its files, what they measure, and which files are refused."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from rupadata.errors import BrokenPromiseError, InputRefusedError
from rupadata.language import messages_in
from rupadata.scene.nodes import TextStyle
from rupadata.typeset import (
    BASIC_CHARACTERS,
    HEADING_FAMILY,
    HOUSE_FONTS,
    TEXT_FAMILY,
    OwnFamily,
    PageFonts,
    character_set,
    families_behind,
    letters_from_behind,
    line_height,
    measure,
    nearest_weight,
    plain_name,
    printable,
    weights_served,
)
from rupadata.typeset.fonts import check_face, font_bytes, own_font_folder
from rupadata.typeset.own_fonts import prepare_family
from tests.made_fonts import made_font, variable_font

WORDS = "Kota Contoh 800.720 jiwa"


def family(*files: bytes, reading: bool = True) -> OwnFamily:
    return prepare_family([(f"huruf-{n}.ttf", one) for n, one in enumerate(files)], reading=reading)


def plain_and_bold(wider: float = 1.0, **more: object) -> OwnFamily:
    return family(*(made_font(weight, wider=wider, **more) for weight in (400, 700)))  # type: ignore[arg-type]


def style(name: str, weight: int = 400) -> TextStyle:
    return TextStyle(name, weight, 40, "#000000")


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("wider", [0.8, 1.5])
def test_text_is_as_wide_as_the_font_that_draws_it(weight: int, wider: float) -> None:
    digits = "0" * 50  # Figures of one width, which nothing is kerned between.
    house, own = (measure(digits, style(name, weight)) for name in (TEXT_FAMILY, plain_and_bold(wider)))
    assert own == pytest.approx(house * wider, rel=0.003)


def test_a_family_is_known_by_what_is_in_it() -> None:
    one, same, other = plain_and_bold(1.2), plain_and_bold(1.2), plain_and_bold(1.3)
    assert one == same
    assert one != other
    assert plain_name(one) == plain_name(other) == "Huruf Kantor"
    assert one.startswith("Huruf Kantor ")
    assert family(made_font(700), made_font(400), reading=False) != family(made_font(700), made_font(400))
    assert measure(WORDS, style(one)) < measure(WORDS, style(other)), "two offices in one process"


def test_a_family_travels_with_its_fonts() -> None:
    sent = plain_and_bold(1.1)
    there = pickle.loads(pickle.dumps((style(sent), PageFonts(text=sent))))
    assert there[0].family == sent
    assert there[1].own[0].faces == sent.faces
    assert there[1].own[0].reading is True
    with pytest.raises(BrokenPromiseError):
        font_bytes("Huruf Kantor 00000000", 400)


def test_a_variable_font_becomes_static_in_the_weights_of_pages() -> None:
    reading, heading = family(variable_font()), family(variable_font(), reading=False)
    assert [weight for weight, _ in reading.faces] == [400, 600, 700]
    assert [weight for weight, _ in heading.faces] == [500, 600, 700, 800]
    for weight, content in reading.faces:
        font = TTFont(io.BytesIO(content))
        assert "fvar" not in font
        assert "gvar" not in font
        assert font["OS/2"].usWeightClass == weight
        assert font["name"].getDebugName(1) == reading
    widths = [measure(WORDS, style(heading, weight)) for weight, _ in heading.faces]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4
    for weight in (500, 600, 700, 800):
        packaged = measure("n" * 50, style(HEADING_FAMILY, weight))
        assert measure("n" * 50, style(heading, weight)) == pytest.approx(packaged, rel=0.004)


def test_outlines_of_both_kinds_are_taken() -> None:
    compact = family(made_font(400, compact=True), made_font(700, compact=True))
    assert compact.faces[0][1].startswith(b"OTTO")
    assert measure(WORDS, style(compact)) == pytest.approx(measure(WORDS, style(plain_and_bold())), rel=0.01)


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [(100, 400), (400, 400), (500, 400), (549, 400), (550, 700), (600, 700), (700, 700), (900, 700)],
)
def test_the_nearest_weight_draws(asked: int, drawn: int) -> None:
    assert nearest_weight(plain_and_bold(), asked) == drawn


def test_a_style_sheet_is_told_which_weights_a_font_draws() -> None:
    held = plain_and_bold()
    assert [weights_served(held, weight) for weight in (400, 700)] == ["1 549", "550 1000"]
    assert nearest_weight(TEXT_FAMILY, 500) == 500, "a packaged family is asked for what it has"


def test_texts_to_be_read_stand_further_apart_than_headings() -> None:
    bold = family(made_font(700), reading=False)
    assert line_height(style(plain_and_bold())) == line_height(style(TEXT_FAMILY)) == 52
    assert line_height(style(bold, 700)) == line_height(style(HEADING_FAMILY, 700)) < 46


def test_what_a_font_lacks_is_drawn_by_the_fonts_of_the_product() -> None:
    held = plain_and_bold(2.0, without="é₂")
    assert not {"é", "₂"} & character_set(held)
    assert printable("é₂", held) == "é₂"
    assert families_behind("aé", held) == (TEXT_FAMILY,)
    assert measure("é", style(held)) == pytest.approx(measure("é", style(TEXT_FAMILY)))
    assert measure("e", style(held)) == pytest.approx(2 * measure("e", style(TEXT_FAMILY)), rel=0.01)
    full = letters_from_behind(plain_and_bold())
    assert set(letters_from_behind(held)) - set(full) == {"é", "₂"}
    assert set(letters_from_behind(held)) <= BASIC_CHARACTERS


@pytest.mark.parametrize("bits", [0, 4, 8, 6])
def test_fonts_that_documents_may_carry_are_taken(bits: int) -> None:
    assert family(made_font(700, forbids=bits), reading=False).faces


REFUSED: dict[str, tuple[Sequence[bytes], bool, str]] = {
    "forbidden": ([made_font(700, forbids=2)], False, "forbids"),
    "forbidden to part": ([made_font(700, forbids=0x100)], False, "forbids"),
    "forbidden but as pictures": ([made_font(700, forbids=0x204)], False, "forbids"),
    "italic": ([made_font(700, italic=True)], False, "italic"),
    "without a letter": ([made_font(700, without="qZ7")], False, "lacks 7 Z q"),
    "no bold for headings": ([made_font(500)], False, "no bold weight"),
    "no bold for texts": ([made_font(400)], True, "no bold weight"),
    "no plain one for texts": ([made_font(600), made_font(700)], True, "no plain weight"),
    "nothing": ([b""], False, "damaged"),
    "no font": ([b"OTTO" + bytes(range(256)) * 40], False, "damaged"),
    "a collection": ([b"ttcf" + bytes(200)], False, "damaged"),
    **{
        f"cut at {part}": ([made_font(700)[: len(made_font(700)) * part // 8]], False, "")
        for part in range(1, 8)
    },
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_font_that_no_page_can_be_set_in_is_refused_with_the_reason(case: str) -> None:
    files, reading, why = REFUSED[case]
    with messages_in("en"), pytest.raises(InputRefusedError) as refused:
        family(*files, reading=reading)
    assert refused.value.code == "own-font-unusable"
    assert "huruf-0.ttf" in str(refused.value)
    assert why in str(refused.value)
    assert "[brand.fonts]" in refused.value.hint


DAMAGED = """
import pathlib, random, sys
from rupadata.errors import InputRefusedError
from rupadata.typeset.own_fonts import prepare_family

whole = pathlib.Path(sys.argv[1]).read_bytes()
taken = refused = 0
for number in range(16):
    chance, content = random.Random(number), bytearray(whole)
    for _ in range(chance.choice((1, 8, 60))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        prepare_family([("huruf.ttf", bytes(content))], reading=False)
        taken += 1
    except InputRefusedError:
        refused += 1
print(taken + refused, refused > 0)
"""


def test_damaged_fonts_are_taken_or_refused_and_nothing_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "huruf.ttf").write_bytes(made_font(700))
    done = subprocess.run(
        [sys.executable, "-c", DAMAGED, str(tmp_path / "huruf.ttf")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("16 True\n", "")


def test_a_damaged_cache_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rupadata.typeset import own_fonts

    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path))
    files = (("a.ttf", made_font(700, wider=1.07)),)
    made = prepare_family(files, reading=False)
    kept = list((tmp_path / "fonts").glob("*.family"))
    assert len(kept) == 1
    own_fonts._prepare.cache_clear()
    monkeypatch.setattr(own_fonts, "_make", None)
    assert prepare_family(files, reading=False).faces == made.faces, "what is kept is not made again"
    monkeypatch.undo()
    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path))
    kept[0].write_bytes(kept[0].read_bytes()[:-1] + b"!")
    own_fonts._prepare.cache_clear()
    assert prepare_family(files, reading=False).faces == made.faces


def test_names_are_plain_wherever_they_stand() -> None:
    odd = family(made_font(700, name="Huruf, 'Kantor' <b>& \\ " + "x" * 80), reading=False)
    assert plain_name(odd) == "Huruf Kantor b " + "x" * 25
    assert set(odd) <= set("Huruf Kantobx 0123456789abcdef")


def test_programs_that_want_files_find_a_family_by_its_name() -> None:
    held = plain_and_bold(1.4)
    names = {
        (TTFont(path)["name"].getDebugName(1), TTFont(path)["OS/2"].usWeightClass)
        for path in own_font_folder([held]).iterdir()
    }
    assert names == {(str(held), 400), (str(held), 700)}


def test_a_weight_that_a_family_lacks_breaks_a_promise() -> None:
    check_face(plain_and_bold(), 700)
    with pytest.raises(BrokenPromiseError, match="600"):
        check_face(plain_and_bold(), 600)


def test_fonts_of_a_page_are_found_by_either_name() -> None:
    held = plain_and_bold()
    fonts = PageFonts(text=held)
    assert fonts.find(str(held)) is held
    assert fonts.find("Huruf Kantor") is held
    assert fonts.find("Arial") == "Arial"
    assert fonts.names == (HEADING_FAMILY, "Huruf Kantor")
    assert fonts.own == (held,)
    assert HOUSE_FONTS.own == ()
