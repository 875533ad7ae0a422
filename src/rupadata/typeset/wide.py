"""The fonts that pages fall back on, for what their own lack, and which part of a line each of them draws.

Behind a page's font stand the page's text font, then the rest of that font (Cyrillic, Greek, Vietnamese,
phonetic letters), then the fonts that papers fall back on, for scripts of the world, signs and emoji. They
are opened only for a text that needs them. Every letter beyond the page's own is in one of them only, so
measuring, browsers and Typst draw it alike.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

from rupadata.typeset.direction import levels, runs_both_ways, visual_order
from rupadata.typeset.fonts import (
    FACES,
    TEXT_FAMILY,
    character_set,
    font_bytes,
    font_folder,
    font_uri,
    keep_fonts,
    subset_font,
)
from rupadata.typeset.paper_text import fallback_folder, is_mark, paper_fonts, text_characters

REST_FAMILY = "Rupadata Sans"
"""The family of what Source Sans Pro has beyond our subset: a part of it may not bear its name."""
_REST_WEIGHTS = {400: "SourceSansPro-Regular.ttf", 700: "SourceSansPro-Bold.ttf"}
_BOLD = 600
"""From which weight on the bold one of two stands behind a font."""


class Part(Struct, frozen=True):
    """A stretch of a line that one font draws, in one direction."""

    text: str
    family: str
    leftward: bool = False


class _Behind(Struct, frozen=True):
    """A font behind those of pages: its family, and what it shows."""

    family: str
    characters: frozenset[str]
    file: str = ""
    """Its file in the folder of fallbacks; none where it is made of the text font."""


@cache
def _behind() -> tuple[_Behind, ...]:
    """Return the fonts behind those of pages, in the order in which they are asked."""
    text = character_set(TEXT_FAMILY)
    rest = frozenset(one for one in text_characters() - text if unicodedata.category(one) != "Zs")
    paths = sorted(fallback_folder().glob("*.ttf"))
    named = (hb.Face(path.read_bytes()).get_name(hb.OTNameIdPredefined.FONT_FAMILY) for path in paths)
    return (
        _Behind(TEXT_FAMILY, text),
        _Behind(REST_FAMILY, rest),
        *(
            _Behind(family or path.stem, shown, path.name)
            for path, family, shown in zip(paths, named, paper_fonts()[1:], strict=True)
        ),
    )


@lru_cache(maxsize=64)
def wide_fonts(family: str) -> tuple[frozenset[str], ...]:
    """Return what each font shows that a page's family can fall back on, its own characters first."""
    own = character_set(family)
    return own, *(one.characters - own if one.family == TEXT_FAMILY else one.characters for one in _behind())


@lru_cache(maxsize=64)
def wide_characters(family: str) -> frozenset[str]:
    """Return the characters that a page can show in a family, with its own font or one behind it."""
    return frozenset().union(*wide_fonts(family))


def needs_wide_fonts(text: str) -> bool:
    """Tell whether a text has characters that no font of pages has."""
    return not text.isascii() and any(one > "\x7f" for one in set(text) - character_set(TEXT_FAMILY))


@cache
def wide_digest() -> str:
    """Return the sha256 over the fonts behind those of pages; it identifies what is drawn with them."""
    digest = hashlib.sha256()
    for weight in _REST_WEIGHTS:
        digest.update(_rest(weight))
    for path in sorted(fallback_folder().glob("*.ttf")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def weight_behind(family: str, weight: int) -> int:
    """Return the weight of a family that stands behind text of a weight, 0 where it has one only."""
    if family == TEXT_FAMILY:
        return min(
            (face.weight for face in FACES if face.family == family), key=lambda own: abs(own - weight)
        )
    return (700 if weight >= _BOLD else 400) if family == REST_FAMILY else 0


def any_font_bytes(family: str, weight: int) -> bytes:
    """Return a font of pages, or one behind them in the weight that `weight_behind` gives."""
    if family == REST_FAMILY:
        return _rest(weight)
    if weight:
        return font_bytes(family, weight)
    file = next(one.file for one in _behind() if one.family == family)
    return (fallback_folder() / file).read_bytes()


@lru_cache(maxsize=256)
def wide_font_face(family: str, weight: int, characters: str) -> str:
    """Return the style rule that carries the needed letters of a font behind those of pages along.

    It serves every weight that it stands behind, so that no browser makes letters bold by itself.
    """
    range_ = {0: "1 1000", 400: f"1 {_BOLD - 1}", 700: f"{_BOLD} 1000"}[weight]
    content = subset_font(any_font_bytes(family, weight), characters)
    return (
        f"@font-face{{font-family:'{family}';font-weight:{range_};font-style:normal;"
        f"src:url({font_uri(content)}) format('woff')}}"
    )


@cache
def wide_font_folders() -> tuple[Path, ...]:
    """Return the folders that hold the fonts of pages and all behind them, for programs that want files."""
    made = {f"{REST_FAMILY.replace(' ', '')}-{weight}.ttf": _rest(weight) for weight in _REST_WEIGHTS}
    return font_folder(), keep_fonts(made), fallback_folder()


@cache
def _rest(weight: int) -> bytes:
    """Return what the text font has beyond our subset, under a name of its own."""
    from fontTools.ttLib import TTFont

    package = next(face.package for face in FACES if face.family == TEXT_FAMILY)
    whole = (files(package) / "files" / _REST_WEIGHTS[weight]).read_bytes()
    font = TTFont(
        io.BytesIO(subset_font(whole, "".join(sorted(_behind()[1].characters)))), recalcTimestamp=False
    )
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = REST_FAMILY
        elif record.nameID in (3, 4, 6):
            record.string = f"{REST_FAMILY.replace(' ', '')}-{weight}"
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


@lru_cache(maxsize=8192)
def families_behind(text: str, family: str) -> tuple[str, ...]:
    """Return the families that a printable text needs beside its own, in the order of their first letter."""
    return tuple(dict.fromkeys(part.family for part in parts(text, family) if part.family != family))


@lru_cache(maxsize=8192)
def parts(text: str, family: str) -> tuple[Part, ...]:
    """Return the stretches of a printable line from left to right, each in its font and direction."""
    if character_set(family).issuperset(text) or not text:
        return (Part(text, family),)
    found = levels(text) if runs_both_ways(text) else (0,) * len(text)
    fonts = _fonts_of(text, family)
    kinds = list(zip(fonts, found, strict=True))
    made: list[tuple[Part, int]] = []
    start = 0
    for (font, level), run in groupby(kinds):
        end = start + len(list(run))
        made.append((Part(text[start:end], font, level % 2 == 1), level))
        start = end
    order = visual_order([level for _, level in made])
    return tuple(made[place][0] for place in order)


def _fonts_of(text: str, family: str) -> list[str]:
    """Return the family that draws each character: that of its letter, for what is drawn onto one."""
    fonts = tuple(zip((family, *(one.family for one in _behind())), wide_fonts(family), strict=True))
    drawn: list[str] = []
    start = 0
    for cluster in letters(text):
        able = (name for name, shown in fonts if shown.issuperset(cluster))
        drawn += [next(able, family)] * len(cluster)
        start += len(cluster)
    return drawn


def letters(text: str) -> list[str]:
    """Return the letters of a text, each with what is drawn onto it or tied to it."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for character in text:
        tied = found and found[-1].endswith("\u200d") and not character.isspace()
        if tied or (found and is_mark(character)):
            found[-1] += character
        else:
            found.append(character)
    return found
