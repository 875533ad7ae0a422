"""Make the fonts that papers fall back on, for texts in scripts that the text font lacks.

    python -m tools.make_fallback_fonts FOLDER...

The folders hold the fonts as their publishers give them out: Debian's `fonts-noto-core` and
`fonts-droid-fallback`, and the npm packages `@expo-google-fonts/noto-emoji` and `noto-sans-kr`, unpacked.
Each becomes a file of `src/rupadata/typeset/fallback`, without its hints and the names of its glyphs: half of
what it weighs. Every letter is in one of them only, so that no other program's choice decides how it looks
and which marks it can carry. What each is under is in `NOTICE`.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import uharfbuzz as hb

from rupadata.typeset.paper_text import text_characters

TARGET = Path(__file__).resolve().parent.parent / "src/rupadata/typeset/fallback"

LEFT_OUT = ("Display", "SignWriting", "Cuneiform", "EgyptianHieroglyphs", "AnatolianHieroglyphs", "Unjoined")
"""Second drawings of a script that another font has, and dead scripts that weigh much."""
BY_SERIF = ("Tibetan", "Ahom", "Dogra", "NyiakengPuachueHmong", "Yezidi")
"""Scripts that Noto draws with serifs only."""
FIRST = ("NotoSans", "NotoSansDevanagari", "NotoSansArabic")
LAST = ("NotoEmoji", "NotoSansMath", "NotoSansSymbols", "NotoSansSymbols2", "DroidSansFallback")
HANGUL = (*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4))
SHARED = frozenset(
    " \u00a0-\u2010\u200c\u200d\u25cc\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
"""What a font needs beside marks to shape its script: spaces, hyphens, joiners, the dotted circle."""


def wanted_fonts(folders: list[Path]) -> dict[str, Path]:
    """Return the fonts to take by the name that they get, in the order in which they get characters."""
    found = {path.stem: path for folder in folders for path in sorted(folder.rglob("*.ttf"))}
    wanted = {}
    for stem, path in found.items():
        family, _, weight = stem.partition("-")
        script = family.removeprefix("NotoSans")
        variant = script.endswith("UI") or (script.startswith("Tifinagh") and script != "Tifinagh")
        left_out = variant or any(part in script for part in LEFT_OUT)
        if family.startswith("NotoSans") and weight == "Regular" and not left_out:
            wanted[family] = path
    wanted |= {f"NotoSerif{name}": found[f"NotoSerif{name}-Regular"] for name in BY_SERIF}
    wanted["DroidSansFallback"] = found["DroidSansFallbackFull"]
    wanted["NotoEmoji"] = found["NotoEmoji_400Regular"]
    wanted["NotoSansHangul"] = found["NotoSansKR_400Regular"]
    middle = sorted(set(wanted) - {*FIRST, *LAST})
    return {name: wanted[name] for name in (*FIRST, *middle, *LAST)}


def is_shared(character: str) -> bool:
    """Tell whether several fonts may have a character: marks go with the letters of each."""
    return character in SHARED or unicodedata.category(character).startswith("M")


def lighten(face: hb.Face, characters: set[str]) -> bytes:
    """Return a font of these characters with all their shaping, without hints and glyph names."""
    subset = hb.SubsetInput()
    subset.unicode_set.update(map(ord, characters))
    subset.layout_feature_tag_set.clear()
    subset.layout_feature_tag_set.invert()
    subset.name_id_set.clear()
    subset.name_id_set.invert()
    subset.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.subset(face, subset).blob.data)


def main() -> None:
    """Write the fonts anew, every letter in one of them only, and say what they weigh."""
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.glob("*.ttf"):
        old.unlink()
    taken, total, count = set(text_characters()), 0, 0
    for name, path in wanted_fonts([Path(folder) for folder in sys.argv[1:]]).items():
        face = hb.Face(path.read_bytes())
        characters = set(map(chr, face.unicodes))
        if name == "NotoSansHangul":
            characters &= set(map(chr, HANGUL))
        own = {character for character in characters if character not in taken}
        if not any(not is_shared(character) for character in own):
            continue
        taken |= {character for character in own if not is_shared(character)}
        made = lighten(face, own | {character for character in characters if is_shared(character)})
        (TARGET / f"{name}.ttf").write_bytes(made)
        total, count = total + len(made), count + 1
    print(f"{count} fonts, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
