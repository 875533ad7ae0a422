"""The fonts that an office names in its settings, opened: made ready for pages, or refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import uharfbuzz as hb

from rupadata.language import say
from rupadata.office.settings import FontSettings
from rupadata.problems import Place, Problem
from rupadata.typeset import (
    HEADING_FAMILY,
    HOUSE_FONTS,
    TEXT_FAMILY,
    OwnFamily,
    PageFonts,
    letters_from_behind,
    plain_name,
)
from rupadata.typeset.own_fonts import prepare_family, refuse_font

_MOST_BYTES = 20_000_000
"""Of a file of a font: the largest of the world's scripts are smaller."""
_KEPT = re.compile(r"fonts-(heading|text)-([1-9]\d{0,3})\.(?:ttf|otf)")
_KEY = re.compile(r"(?P<name>.+) [0-9a-f]{8}")
_COMPACT = b"OTTO"
"""How a font begins whose outlines are PostScript's."""


def load_fonts(said: FontSettings, folder: Path) -> PageFonts:
    """Return the fonts that an office's pages are set in, its files read from its folder; refuse bad ones.

    A family for which no file is named is the product's own.
    """
    if not said.heading and not said.text:
        return HOUSE_FONTS
    heading = [(name, _read(folder, name)) for name in said.heading]
    text = [(name, _read(folder, name)) for name in said.text]
    return PageFonts(
        heading=prepare_family(heading, reading=False) if heading else HEADING_FAMILY,
        text=prepare_family(text, reading=True) if text else TEXT_FAMILY,
    )


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if path.stat().st_size > _MOST_BYTES:
            most = _MOST_BYTES // 1_000_000
            raise refuse_font(name, say(id=f"lebih besar dari {most} MB", en=f"it is larger than {most} MB"))
        return path.read_bytes()
    except OSError as error:
        raise refuse_font(str(path), say(id="berkasnya tidak ada", en="there is no such file")) from error


def find_letters_behind(fonts: PageFonts) -> tuple[Problem, ...]:
    """Return which characters of nearly every page an office's own fonts lack, a problem a font."""
    return tuple(
        Problem.of(
            "own-font-letters", Place(cell="brand.fonts"), font=plain_name(one), letters=" ".join(lacking)
        )
        for one in fonts.own
        if (lacking := letters_from_behind(one))
    )


def fonts_as_files(fonts: PageFonts) -> dict[str, bytes]:
    """Return an office's own fonts as files by their names, as a build keeps them to be drawn again."""
    return {
        f"fonts-{part}-{weight}.{'otf' if content.startswith(_COMPACT) else 'ttf'}": content
        for part, family in (("heading", fonts.heading), ("text", fonts.text))
        if isinstance(family, OwnFamily)
        for weight, content in family.faces
    }


def is_kept_font(name: str) -> bool:
    """Tell whether a file of a build is a font that `fonts_as_files` named."""
    return _KEPT.fullmatch(name) is not None


def fonts_of_files(files: Mapping[str, bytes]) -> PageFonts:
    """Return the fonts that files of a build hold, equal to those that they were made of."""
    faces: dict[str, list[tuple[int, str, bytes]]] = {"heading": [], "text": []}
    for file, content in files.items():
        if told := _KEPT.fullmatch(file):
            faces[told[1]].append((int(told[2]), file, content))
    return PageFonts(
        heading=_family_of(faces["heading"], reading=False) or HEADING_FAMILY,
        text=_family_of(faces["text"], reading=True) or TEXT_FAMILY,
    )


def _family_of(faces: Iterable[tuple[int, str, bytes]], *, reading: bool) -> str:
    """Return the family of kept faces, named by the fonts themselves; nothing where there are none."""
    held = sorted(faces)
    if not held:
        return ""
    keys = {hb.Face(content).get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "" for _, _, content in held}
    told = _KEY.fullmatch(next(iter(keys)))
    if len(keys) != 1 or told is None:
        raise refuse_font(held[0][1], say(id="rusak", en="it is damaged"))
    return OwnFamily(told["name"], told[0], tuple((weight, content) for weight, _, content in held), reading)
