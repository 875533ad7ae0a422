"""The fonts that every page is set in: one Latin subset a weight, the same for measuring, SVG and Typst.

What stands behind them, for other scripts, is in `rupadata.typeset.wide`.

The subsets are made from the pinned font packages once a process and kept in the user's cache folder for
programs that want files. System fonts are never looked at, so a page is the same on every machine.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import fontTools
import uharfbuzz as hb
from msgspec import Struct

from rupadata.cache import cache_folder, keep
from rupadata.errors import BrokenPromiseError, nearest_name
from rupadata.language import say
from rupadata.typeset.woff import pack_woff

HEADING_FAMILY = "Manrope"
TABULAR_FAMILY = "Manrope Tabular"
TEXT_FAMILY = "Source Sans Pro"


class FontFace(Struct, frozen=True):
    """One static weight of a family and the file of the font package that it is made from."""

    family: str
    weight: int
    package: str
    file: str

    @property
    def stem(self) -> str:
        """Return the name of the prepared file without its suffix."""
        return f"{self.family.replace(' ', '')}-{self.weight}"


class OwnFamily(str):
    """The family of an office's own fonts: a name that carries what draws it.

    The text is `Name 1a2b3c4d`, the digits from a digest of what the fonts are made of, so that equal names
    are equal fonts. `name` is the one it is installed under, `faces` are static weights with their fonts,
    `reading` says that it is for texts to be read. It is compared, kept and sent to workers as its text is.
    """

    __slots__ = ("faces", "name", "reading")
    faces: tuple[tuple[int, bytes], ...]
    name: str
    reading: bool

    def __new__(cls, name: str, key: str, faces: tuple[tuple[int, bytes], ...], reading: bool) -> OwnFamily:
        """Return the family of a name and the key that sets it apart, with its fonts by their weights."""
        made = super().__new__(cls, key)
        made.name, made.faces, made.reading = name, faces, reading
        return made

    def __reduce__(self) -> tuple[type[OwnFamily], tuple[object, ...]]:
        return OwnFamily, (self.name, str(self), self.faces, self.reading)


_MANROPE = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
_SOURCE_SANS = {400: "Regular", 600: "Semibold", 700: "Bold"}

# Static weights only: Typst draws a variable font at its default weight, or not at all.
FACES: tuple[FontFace, ...] = (
    *(FontFace(HEADING_FAMILY, w, "font_manrope", f"Manrope-{n}.ttf") for w, n in _MANROPE.items()),
    *(FontFace(TABULAR_FAMILY, w, "font_manrope", f"Manrope-{n}.ttf") for w, n in _MANROPE.items()),
    *(
        FontFace(TEXT_FAMILY, w, "font_source_sans_pro", f"SourceSansPro-{n}.ttf")
        for w, n in _SOURCE_SANS.items()
    ),
)

# Latin with Latin-1 and Extended-A, the punctuation, arrows, signs and Greek letters that statistics use.
_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *map(ord, "ȘșȚțʼˆˇ˘˙˚˛˜˝ΔΣΩαβγδλμπσ"),
    *map(ord, "\u2002\u2003\u2007\u2009\u200a\u2010\u2011\u2012–—―‘’‚“”„†‡•…\u202f‰′″‹›⁄"),
    *range(0x2070, 0x208F),
    *map(ord, "€₫₱№℃℉™Ω←↑→↓↔↕↗↘∂∆∏∑−∕√∞∫≈≠≤≥■□▲△►▼▽●○◆◊★✓⅓⅔⅛⅜⅝⅞"),
)
BASIC_CHARACTERS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "\u00a0©°±²³·¹½×éèáíóúñüöäçÉ–—‘’“”•…€←↑→↓−≈≠≤≥₂⁄"
)
"""What nearly every page gets by with: a page of these characters alone carries much smaller fonts."""
_FEATURES = ("kern", "mark", "mkmk", "liga", "calt", "ccmp", "locl")
_VERSION = "2"
"""Raised when the way of preparing changes, so that an old cache folder is left alone."""


def check_face(family: str, weight: int) -> None:
    """Raise a BrokenPromiseError for a weight that a family lacks, or a family that is not at hand."""
    if not isinstance(family, OwnFamily) or weight not in dict(family.faces):
        get_face(family, weight)


def get_face(family: str, weight: int) -> FontFace:
    """Return the packaged face of a family and weight; a BrokenPromiseError names the nearest if none is."""
    for face in FACES:
        if face.family == family and face.weight == weight:
            return face
    families = sorted({face.family for face in FACES})
    weights = _weights_of(family)
    if weights:
        raise BrokenPromiseError(
            say(
                id=f"Huruf {family} tidak memiliki ketebalan {weight}.",
                en=f"The font {family} has no weight {weight}.",
            ),
            code="font-missing",
            hint=say(id="Yang ada: ", en="There are: ") + ", ".join(map(str, weights)) + ".",
        )
    nearest = nearest_name(family, families) or families[0]
    raise BrokenPromiseError(
        say(id=f'Huruf "{family}" tidak tersedia.', en=f'The font "{family}" is not available.'),
        code="font-missing",
        hint=say(id=f'Maksudnya "{nearest}"?', en=f'Did you mean "{nearest}"?'),
    )


def _weights_of(family: str) -> list[int]:
    if isinstance(family, OwnFamily):
        return [weight for weight, _ in family.faces]
    return [face.weight for face in FACES if face.family == family]


def font_bytes(family: str, weight: int) -> bytes:
    """Return the prepared font: a Latin subset without hints."""
    if isinstance(family, OwnFamily):
        for held, content in family.faces:
            if held == weight:
                return content
    return _packaged_bytes(family, weight)


@cache
def _packaged_bytes(family: str, weight: int) -> bytes:
    face = get_face(family, weight)
    source = files(face.package).joinpath("files", face.file)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise BrokenPromiseError(
            say(id=f"Berkas huruf {face.file} tidak ditemukan.", en=f"The font file {face.file} is missing."),
            code="font-missing",
            hint=say(id="Pasang ulang rupadata.", en="Install rupadata again."),
        ) from error
    subset = _subset(content, _CHARACTERS, (*_FEATURES, "tnum") if family == TABULAR_FAMILY else _FEATURES)
    return _tabular(subset, face) if family == TABULAR_FAMILY else subset


@lru_cache(maxsize=64)
def character_set(family: str) -> frozenset[str]:
    """Return the characters that every weight of a family can show."""
    weights = _weights_of(family)
    if not weights:
        get_face(family, 400)
    sets = [set(hb.Face(font_bytes(family, weight)).unicodes) for weight in weights]
    return frozenset(chr(code) for code in set.intersection(*sets))


def _tabular(subset: bytes, face: FontFace) -> bytes:
    """Return the font with tabular figures, as it was kept in the user's cache or made now.

    Making it takes longer than to start a small build: it is kept under a digest of all that it is made from,
    with a digest of its own before it.
    """
    made_from = b"\0".join((_VERSION.encode(), fontTools.version.encode(), face.stem.encode(), subset))
    path = cache_folder() / "fonts" / f"{hashlib.sha256(made_from).hexdigest()[:32]}.font"
    try:
        digest, kept = (held := path.read_bytes())[:32], held[32:]
        if hashlib.sha256(kept).digest() == digest:
            return kept
    except OSError:
        pass
    made = _with_tabular_figures(subset, face)
    keep(path, hashlib.sha256(made).digest() + made)
    return made


def _subset(
    content: bytes, codes: Iterable[int], tags: Iterable[str] = _FEATURES, *, names: bool = True
) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(codes)
    features = wanted.layout_feature_tag_set
    features.clear()
    features.update(int.from_bytes(tag.encode(), "big") for tag in tags)
    if not tags:
        features.invert()
    wanted.name_id_set.update((0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17))
    # Hints would let a browser move stems and change advances at small sizes, away from what was measured.
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    if names:
        wanted.flags |= hb.SubsetFlags.GLYPH_NAMES
    return bytes(hb.subset(hb.Face(content), wanted).blob.data)


def subset_for_pages(content: bytes) -> bytes:
    """Return a font with the characters that pages are set in, as those of the product are prepared."""
    return _subset(content, _CHARACTERS)


def subset_font(content: bytes, characters: str) -> bytes:
    """Return a font of these characters with all that shapes their scripts, without hints."""
    return _subset(content, map(ord, characters), ())


def font_uri(content: bytes) -> str:
    """Return a font as a WOFF in a data URI, for pages that carry their fonts along."""
    return "data:font/woff;base64," + base64.b64encode(pack_woff(content)).decode("ascii")


def _with_tabular_figures(content: bytes, face: FontFace) -> bytes:
    """Return the font under the tabular name, its digits mapped to the figures of equal width.

    Typst ignores font-feature-settings in an SVG, so the figures are chosen in the font itself.
    """
    from fontTools.ttLib import TTFont

    shaping = hb.Font(hb.Face(content))
    figures = hb.Buffer()
    figures.add_str("0123456789")
    figures.guess_segment_properties()
    hb.shape(shaping, figures, {"tnum": True, "kern": False})
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    for table in font["cmap"].tables:
        for digit, info in enumerate(figures.glyph_infos):
            table.cmap[0x30 + digit] = font.getGlyphName(info.codepoint)
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 16):
            record.string = text.replace(HEADING_FAMILY, TABULAR_FAMILY, 1)
        elif record.nameID == 6:
            record.string = face.stem
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


@lru_cache(maxsize=256)
def font_data_uri(family: str, weight: int, *, basic: bool = False) -> str:
    """Return the prepared font as a WOFF in a data URI, for pages that carry their fonts along.

    With *basic* it holds BASIC_CHARACTERS only.
    """
    codes = map(ord, BASIC_CHARACTERS) if basic else _CHARACTERS
    return font_uri(_subset(font_bytes(family, weight), codes, names=False))


@lru_cache(maxsize=256)
def font_subset_uri(family: str, weight: int, characters: str) -> str:
    """Return the prepared font as a WOFF in a data URI that holds these characters and no others."""
    return font_uri(_subset(font_bytes(family, weight), map(ord, characters), names=False))


@cache
def fonts_digest() -> str:
    """Return the sha256 over all prepared fonts; it belongs to what identifies an edition."""
    digest = hashlib.sha256()
    for face in FACES:
        digest.update(face.stem.encode())
        digest.update(font_bytes(face.family, face.weight))
    return digest.hexdigest()


@cache
def font_folder() -> Path:
    """Return a folder that holds exactly the prepared fonts as files."""
    return keep_fonts({f"{face.stem}.ttf": font_bytes(face.family, face.weight) for face in FACES})


def keep_fonts(fonts: Mapping[str, bytes]) -> Path:
    """Return a folder that holds exactly these fonts as files, by their names.

    It is made once in the user's cache and shared by all processes; where the cache cannot be written, it is
    a folder of this process.
    """
    digest = hashlib.sha256()
    for name, content in fonts.items():
        digest.update(name.removesuffix(".ttf").encode())
        digest.update(content)
    folder = cache_folder() / "fonts" / f"{_VERSION}-{digest.hexdigest()[:16]}"
    try:
        if not _holds_fonts(folder, fonts):
            _write_fonts(folder, fonts)
        if _holds_fonts(folder, fonts):
            return folder
    except OSError:
        pass  # A read-only home is no reason to stop: fall through to a folder of our own.
    own = Path(tempfile.mkdtemp(prefix="rupadata-fonts-"))
    _remove_at_exit(own)
    for name, content in fonts.items():
        (own / name).write_bytes(content)
    return own


def own_font_folder(families: Iterable[OwnFamily]) -> Path:
    """Return a folder that holds exactly the fonts of some own families as files."""
    return keep_fonts(
        {
            f"{family.replace(' ', '')}-{weight}.ttf": content
            for family in families
            for weight, content in family.faces
        }
    )


def font_files() -> tuple[Path, ...]:
    """Return the prepared font files, for programs that load fonts from disk."""
    folder = font_folder()
    return tuple(folder / f"{face.stem}.ttf" for face in FACES)


def _holds_fonts(folder: Path, fonts: Mapping[str, bytes]) -> bool:
    """Tell whether the folder holds exactly our fonts, so that nobody else's file gets into a page."""
    return folder.is_dir() and fonts == {path.name: path.read_bytes() for path in folder.iterdir()}


def _write_fonts(folder: Path, fonts: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    for name, content in fonts.items():
        (made / name).write_bytes(content)
    try:
        made.rename(folder)
    except OSError:
        # Another process was quicker; its folder holds the same bytes.
        _remove(made)


def _remove_at_exit(folder: Path) -> None:
    import atexit

    atexit.register(_remove, folder)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
