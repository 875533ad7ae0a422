"""An office's own fonts as values: the weights that pages are set in, made of its files.

A family is named by what is in it, so that equal names are equal fonts and two offices never share one by
chance. What is made of a file is kept in the user's cache by the digest of that file.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import fontTools
import msgspec
import uharfbuzz as hb

from rupadata.cache import cache_folder, keep
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.typeset.fonts import (
    BASIC_CHARACTERS,
    HEADING_FAMILY,
    TEXT_FAMILY,
    OwnFamily,
    character_set,
    subset_for_pages,
)

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_VERSION = "1"
"""Raised when the way of preparing changes."""
HEADING_WEIGHTS = (500, 600, 700, 800)
READING_WEIGHTS = (400, 600, 700)
"""The weights that a variable font is made static in, as pages use them."""
_LIGHTEST_BOLD, _HEAVIEST_PLAIN = 600, 500
_NEEDED = frozenset(map(chr, (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)))) | frozenset(
    " .,-%"
)
"""Without these no page can be set."""
_TABLES = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_RESTRICTED, _NO_SUBSETS, _PICTURES_ONLY = 0x0002, 0x0100, 0x0200
"""Bits of fsType, OpenType 1.9, table OS/2: what the maker of a font forbids."""
_MAY_PRINT_OR_EDIT = 0x000C
_ITALIC = 0x0001
_LONGEST_NAME = 40

# What fontTools remarks on is nothing to an office, and would stand among what the program says.
logging.getLogger(fontTools.__name__).addHandler(logging.NullHandler())


class PageFonts(msgspec.Struct, frozen=True):
    """The families that a page is set in: the house's, or an office's own."""

    heading: str = HEADING_FAMILY
    text: str = TEXT_FAMILY

    @property
    def own(self) -> tuple[OwnFamily, ...]:
        """The families that are the office's own."""
        return tuple(one for one in (self.heading, self.text) if isinstance(one, OwnFamily))

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the fonts are known, each once."""
        return tuple(dict.fromkeys((plain_name(self.heading), plain_name(self.text))))

    def find(self, family: str) -> str:
        """Return the family of a name, its own or the one it is installed under; others as they are."""
        return next((one for one in self.own if family in (one, one.name)), family)


HOUSE_FONTS = PageFonts()


class _Made(msgspec.Struct, frozen=True):
    """What is kept of a family in the cache."""

    name: str
    faces: tuple[tuple[int, bytes], ...]


class _Source(msgspec.Struct, frozen=True):
    """A font of a file as it was checked: what can be made of it."""

    file: str
    content: bytes
    least: int
    most: int
    """Its weights; both are the same for a static font."""
    axes: tuple[tuple[str, float], ...] = ()
    """The other axes of a variable font, where they stand."""


def plain_name(family: str) -> str:
    """Return the name under which a family is installed: without what sets it apart from others."""
    return family.name if isinstance(family, OwnFamily) else family


def is_reading(family: str) -> bool:
    """Tell whether a family is for texts to be read, which stand further apart than headings."""
    return family.reading if isinstance(family, OwnFamily) else family == TEXT_FAMILY


def nearest_weight(family: str, weight: int) -> int:
    """Return the weight in which a family is drawn where one is asked for; of two as near the heavier."""
    if not isinstance(family, OwnFamily):
        return weight
    return min((held for held, _ in family.faces), key=lambda held: (abs(held - weight), -held))


def weights_served(family: OwnFamily, weight: int) -> str:
    """Return which weights one of a family draws, as style sheets write ranges: `1 550`."""
    served = [asked for asked in range(1, 1001) if nearest_weight(family, asked) == weight]
    return f"{served[0]} {served[-1]}"


def letters_from_behind(family: str) -> tuple[str, ...]:
    """Return the characters of nearly every page that an own family lacks, which others then draw."""
    return tuple(sorted(BASIC_CHARACTERS - character_set(family)))


def prepare_family(files: Sequence[tuple[str, bytes]], *, reading: bool) -> OwnFamily:
    """Return the family that files of fonts (name, content) give, static weights and page characters only.

    `reading` says that it is for texts to be read; such a family needs a plain and a bold weight, one for
    headings a bold weight. Raises an InputRefusedError for a file that is damaged, may not be embedded, is
    italic or lacks letters, and for weights that are not there.
    """
    return _prepare(tuple(files), reading)


@lru_cache(maxsize=8)
def _prepare(files: tuple[tuple[str, bytes], ...], reading: bool) -> OwnFamily:
    digest = hashlib.sha256(f"{_VERSION}\0{fontTools.version}\0{reading}".encode())
    for _, content in files:
        digest.update(hashlib.sha256(content).digest())
    mark = digest.hexdigest()
    path = cache_folder() / "fonts" / f"{mark[:32]}.family"
    made = _kept(path)
    if made is None:
        made = _make(files, reading, mark[:8])
        encoded = msgspec.msgpack.encode(made)
        keep(path, hashlib.sha256(encoded).digest() + encoded)
    return OwnFamily(made.name, f"{made.name} {mark[:8]}", made.faces, reading)


def _kept(path: Any) -> _Made | None:
    try:
        held = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(held[32:]).digest() != held[:32]:
        return None
    return msgspec.msgpack.decode(held[32:], type=_Made)


def _make(files: tuple[tuple[str, bytes], ...], reading: bool, mark: str) -> _Made:
    sources = [_check(file, content) for file, content in files]
    wanted = READING_WEIGHTS if reading else HEADING_WEIGHTS
    held: dict[int, _Source] = {}
    for source in sources:
        at = [one for one in wanted if source.least <= one <= source.most] or [source.most]
        for weight in at if source.axes or source.least != source.most else [source.least]:
            held.setdefault(weight, source)
    _refuse_weights(files[0][0], held, reading)
    name = _name_of(sources[0])
    faces = tuple((weight, _static(source, weight, name, mark)) for weight, source in sorted(held.items()))
    return _Made(name, faces)


def _refuse_weights(file: str, held: Iterable[int], reading: bool) -> None:
    weights = sorted(held)
    said = ", ".join(map(str, weights))
    if weights[-1] < _LIGHTEST_BOLD:
        raise refuse_font(
            file,
            say(
                id=f"tidak ada ketebalan tebal (600 ke atas), hanya {said}",
                en=f"there is no bold weight (600 or more), only {said}",
            ),
        )
    if reading and weights[0] > _HEAVIEST_PLAIN:
        raise refuse_font(
            file,
            say(
                id=f"tidak ada ketebalan biasa (500 ke bawah), hanya {said}",
                en=f"there is no plain weight (500 or less), only {said}",
            ),
        )


def _check(file: str, content: bytes) -> _Source:
    """Return what can be made of a file; refuse one that pages cannot be set in, or may not."""
    try:
        font = _open(content)
        metrics, letters = font["OS/2"], frozenset(map(chr, font.getBestCmap() or ()))
        axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
        shown = _draws(content)
    except Exception as error:  # fontTools raises whatever the bytes make its parts stumble over.
        raise refuse_font(
            file, say(id="rusak, atau bukan huruf TTF/OTF", en="is damaged, or no TTF or OTF font")
        ) from error
    if not shown:
        raise refuse_font(file, say(id="tidak memuat bentuk huruf", en="holds no shapes of letters"))
    _refuse_forbidden(file, metrics.fsType)
    if metrics.fsSelection & _ITALIC:
        raise refuse_font(
            file, say(id="miring; halaman memakai huruf tegak", en="is italic; pages are set upright")
        )
    if lacking := sorted(_NEEDED - letters):
        said = " ".join(lacking[:12])
        raise refuse_font(file, say(id=f"tidak memiliki {said}", en=f"lacks {said}"))
    weight = axes.pop("wght", None)
    others = tuple((tag, float(axis.defaultValue)) for tag, axis in axes.items())
    if weight is None:
        least = most = int(metrics.usWeightClass)
    else:
        least, most = int(weight.minValue), int(weight.maxValue)
    return _Source(file, content, least, most, others)


def _open(content: bytes) -> TTFont:
    """Return a font whose tables are all read once; raises whatever a damaged one raises."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    if not all(tag in font for tag in _TABLES) or not any(tag in font for tag in _OUTLINES):
        raise ValueError("a table is missing")
    for tag in _TABLES:
        font.tables[tag] = font[tag]  # Reading a table is what finds damage.
    return font


def _draws(content: bytes) -> bool:
    """Tell whether a font's letters have widths and outlines."""
    font = hb.Font(hb.Face(content))
    glyph = font.get_nominal_glyph(ord("H"))
    if not glyph:
        return True  # What it lacks is told apart from damage.
    extents = font.get_glyph_extents(glyph)
    return font.get_glyph_h_advance(glyph) > 0 and extents is not None and extents.height != 0


def _refuse_forbidden(file: str, bits: int) -> None:
    restricted = bits & _RESTRICTED and not bits & _MAY_PRINT_OR_EDIT
    if restricted or bits & (_NO_SUBSETS | _PICTURES_ONLY):
        raise refuse_font(
            file,
            say(
                id="pembuatnya melarang huruf ini disertakan dalam dokumen (fsType)",
                en="its maker forbids that documents carry it (fsType)",
            ),
        )


def _name_of(source: _Source) -> str:
    """Return the family's name as it is installed, of plain letters only: it stands in many formats."""
    font = _open(source.content)["name"]
    told = font.getBestFamilyName() or source.file.rpartition(".")[0]
    plain = re.sub(r"[^0-9A-Za-z \-]+", " ", told)
    return " ".join(plain.split())[:_LONGEST_NAME].strip() or "Huruf Kantor"


def _static(source: _Source, weight: int, name: str, mark: str) -> bytes:
    """Return a static font of one weight with the characters of pages, under a name of its own."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    try:
        font = TTFont(io.BytesIO(subset_for_pages(source.content)), recalcTimestamp=False)
        if "fvar" in font:
            places = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            if "wght" in places:
                places["wght"] = weight
            font = instancer.instantiateVariableFont(font, places, inplace=True, downgradeCFF2="CFF2" in font)
        _rename(font, name, mark, weight)
        out = io.BytesIO()
        font.save(out, reorderTables=None)
        made = out.getvalue()
        if not _draws(made):
            raise ValueError("no outlines are left")
    except Exception as error:  # As in `_check`: the bytes decide what is raised.
        raise refuse_font(
            source.file, say(id=f"tidak dapat dijadikan ketebalan {weight}", en=f"gives no weight {weight}")
        ) from error
    return made


def _rename(font: TTFont, name: str, mark: str, weight: int) -> None:
    """Name a font by what it is made of: a part of a font may not bear the whole one's name."""
    family = f"{name} {mark}"
    script = f"{family.replace(' ', '')}-{weight}"
    font["OS/2"].usWeightClass = weight
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 13, 14)]
    said = {1: family, 2: "Regular", 3: script, 4: f"{family} {weight}", 5: "Version 1.000", 6: script}
    for number, text in said.items():
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [script]


def refuse_font(file: str, why: str) -> InputRefusedError:
    """Return the refusal of a font, its reason in the language of messages."""
    return InputRefusedError(
        say(id=f"Huruf {file} tidak dapat dipakai: {why}.", en=f"The font {file} cannot be used: {why}."),
        code="own-font-unusable",
        hint=say(
            id="Perbaiki [brand.fonts] dalam office.toml, atau kosongkan agar huruf bawaan dipakai.",
            en="Mend [brand.fonts] in office.toml, or leave it empty for the fonts of the product.",
        ),
    )
