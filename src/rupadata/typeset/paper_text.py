"""Which characters papers can print, in any script, and what stands in for those that they cannot.

Papers are set in the text font; what it lacks comes from the fonts of `fallback/`: Noto for the scripts of
the world, Droid Sans Fallback for Chinese and Japanese, Noto Emoji. Typst refuses to make a PDF/A with a
character that no font shows, so such a character is replaced before it gets there: a control or invisible one
by nothing, a space of any width by a space, another by U+25A1, or "?" where only the text font is left.
`lost_characters` tells which those are, so that it is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import uharfbuzz as hb

from rupadata.typeset.fonts import FACES, TEXT_FAMILY

_BLANK = "\u25a1"
_SIGNS = (_BLANK, "?")
"""What is printed for a character that no font shows."""
_STAND_INS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2212": "–",
    "\u02bc": "’",
    "\u02bb": "‘",
    "\u2605": "*",
}
_ENDLESS = re.compile(r"\w{300}(?=\w)")
"""What no language calls a word any more."""
_SPACES = " \u00a0"
_INVISIBLE = ("Cc", "Cf", "Cs")
_JOINER = "\u200d"
_JOINERS = "\u200c\u200d"
"""Invisible characters that change how their neighbours are drawn. All others go, those too that turn the
direction of a line: a note must not read otherwise on paper than it was typed."""
_EXTENDING = _JOINERS + "\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""Characters that belong to the letter before them without being marks: joiners, voices, colours of skin."""


def text_font_files() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of the weights of the text font, whole, as their package holds them."""
    faces = [face for face in FACES if face.family == TEXT_FAMILY]
    return tuple((face.file, (files(face.package) / "files" / face.file).read_bytes()) for face in faces)


def fallback_folder() -> Path:
    """Return the folder of the fonts for scripts that the text font lacks."""
    return Path(str(files("rupadata.typeset"))) / "fallback"


@cache
def text_characters() -> frozenset[str]:
    """Return the characters that every weight of the text font shows."""
    return frozenset.intersection(*(_shown_by(content) for _, content in text_font_files()))


@cache
def paper_fonts() -> tuple[frozenset[str], ...]:
    """Return what each font of papers shows, the text font first."""
    paths = sorted(fallback_folder().glob("*.ttf"))
    return text_characters(), *(_shown_by(path.read_bytes()) for path in paths)


@cache
def paper_characters() -> frozenset[str]:
    """Return the characters that papers can print, with the text font or one of those behind it."""
    return frozenset().union(*paper_fonts())


def make_printable(text: str, *, plain: bool = False) -> str:
    """Return a text with nothing in it that cannot be printed; line ends stay.

    What would be a word without end is parted by spaces: it fits no line, and setting it takes the square
    of its letters. The fonts behind the text font are looked at only when it needs them; `plain` leaves them
    out.
    """
    return _ENDLESS.sub(r"\g<0> ", "".join(made for _, made in _pairs(text, plain)))


def lost_characters(text: str, *, plain: bool = False) -> str:
    """Return the characters of a text that papers cannot print, each once, in order."""
    lost = (
        character
        for character, made in _pairs(text, plain)
        if made != character and (made in _SIGNS or (not made and is_mark(character)))
    )
    return "".join(dict.fromkeys(lost))


def _pairs(text: str, plain: bool) -> Iterator[tuple[str, str]]:
    """Yield each character, composed, and what is printed for it."""
    if text_characters().issuperset(text):
        yield from zip(text, text)
        return
    fonts = (text_characters(),) if plain else paper_fonts()
    shown = text_characters() if plain else paper_characters()
    yield from pair_printed(text, fonts, lambda one: one if one in shown else _stand_in(one, shown))


def pair_printed(
    text: str, fonts: tuple[frozenset[str], ...], show: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield each character, composed, and what is printed for it: what `show` says, where its font can.

    *fonts* are the characters of each font, the first preferred; `show` gives only what one of them has.
    """
    composed = unicodedata.normalize("NFC", text)
    drawing: tuple[frozenset[str], ...] = ()
    """The fonts that may draw the letter so far: what is drawn onto it must be in all of them, as Typst does
    not look for one that has both."""
    for character, follower in zip(composed, composed[1:] + "\n"):
        made = character if character == "\n" else show(character)
        if made in _JOINERS and not drawing:
            made = ""  # It ties nothing.
        if made and drawing and is_mark(character):
            needed = made + follower if character == _JOINER else made
            made = made if all(font.issuperset(needed) for font in drawing) else ""
        elif made:
            drawing = _fonts_that_draw(made, fonts)
        yield character, made


def _fonts_that_draw(text: str, fonts: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    """Return the text font where it has a text, otherwise all fonts that have it."""
    able = tuple(font for font in fonts if font.issuperset(text))
    return able[:1] if fonts[0].issuperset(text) else able


def is_mark(character: str) -> bool:
    """Tell whether a character is drawn onto the letter before it, or ties the next one to it."""
    return unicodedata.category(character).startswith("M") or character in _EXTENDING


def name_characters(characters: Iterable[str]) -> str:
    """Return characters by their numbers, as they are looked up: what no font shows has no other name."""
    return ", ".join(f"U+{ord(c):04X}" for c in characters)


def _shown_by(font: bytes) -> frozenset[str]:
    codes = map(chr, hb.Face(font).unicodes)
    return frozenset(c for c in codes if c in _SPACES or not _is_unfit(c))


def _is_unfit(character: str) -> bool:
    """Tell whether a font's character is no letter for papers: invisible, of private use, an odd space."""
    category = unicodedata.category(character)
    return (category in _INVISIBLE and character not in _JOINERS) or category in ("Co", "Zs")


def _stand_in(character: str, shown: frozenset[str]) -> str:
    if character in "\t\r\v\f\u2028\u2029\x85" or unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.category(character) in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return ""
    near = _STAND_INS.get(character) or unicodedata.normalize("NFKC", character)
    if near != character and shown.issuperset(near):
        return near
    if is_mark(character):
        return ""
    return _BLANK if _BLANK in shown else "?"
