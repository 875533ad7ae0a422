"""An office's own illustrations: pictures with what they show and who made them, to be put on pages.

```
illustrations/NAME.png, .jpg or .svg
illustrations/NAME.toml         credit = "who made it"; [alt] id = "what it shows", en = "..."
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from rupadata.decoding import TOML_MISTAKES, parse_toml
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.office.brand import is_picture
from rupadata.subjects.title_words import fold

MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
MOST_BYTES = 1_000_000
"""A picture lies in every page.json that shows it."""


class Caption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said of a picture: what it shows, by language, and who made it."""

    alt: dict[str, str]
    credit: str


class OwnIllustration(msgspec.Struct, frozen=True):
    """One picture of the office's own."""

    name: str
    media_type: str
    content: bytes
    alt: Mapping[str, str]
    credit: str


def load_illustrations(folder: Path) -> tuple[OwnIllustration, ...]:
    """Return the pictures that lie in a folder, by name; none where there is no folder.

    A picture without its caption, and one that no page could show, is refused.
    """
    if not folder.is_dir():
        return ()
    found = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in MEDIA_TYPES)
    return tuple(_load(path) for path in found)


def _load(path: Path) -> OwnIllustration:
    try:
        content = path.read_bytes()
        caption = parse_toml(path.with_suffix(".toml").read_bytes())
    except (OSError, *TOML_MISTAKES) as error:
        raise _refused(path.stem, say(id="tidak punya keterangan", en="has no caption")) from error
    return read_illustration(path.stem, path.suffix, content, caption)


def read_illustration(name: str, ending: str, content: bytes, caption: object) -> OwnIllustration:
    """Return a picture with its caption; refuse one that is too large or none, or that nobody signed."""
    try:
        said = msgspec.convert(caption, Caption)
    except msgspec.ValidationError as error:
        raise _refused(name, say(id="tidak punya keterangan", en="has no caption")) from error
    if not said.credit.strip() or not said.alt.get("id", "").strip():
        raise _refused(name, say(id="belum menyebut isi dan pembuatnya", en="names no content or no maker"))
    if len(content) > MOST_BYTES:
        raise _refused(name, say(id="lebih besar dari 1 MB", en="is larger than 1 MB"))
    if not is_picture(ending, content):
        raise _refused(name, say(id="bukan gambar", en="is no picture"))
    return OwnIllustration(name, MEDIA_TYPES[ending.lower()], content, said.alt, said.credit.strip())


def write_caption(alt: Mapping[str, str], credit: str) -> str:
    """Return the TOML of a caption."""
    lines = [f"credit = {_quoted(credit)}", "[alt]"]
    return "\n".join([*lines, *(f"{lang} = {_quoted(text)}" for lang, text in alt.items() if text)]) + "\n"


def find_illustrations(held: Iterable[OwnIllustration], words: str) -> tuple[OwnIllustration, ...]:
    """Return the pictures whose name, content or maker has all words of a search; all without any."""
    wanted = fold(words).split()
    return tuple(
        one
        for one in held
        if all(word in fold(" ".join((one.name, one.credit, *one.alt.values()))) for word in wanted)
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign for sign in escaped if sign.isprintable()) + '"'


def _refused(name: str, why: str) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Ilustrasi {name} {why}.", en=f"The illustration {name} {why}."),
        code="illustration-refused",
        hint=say(
            id="Pakai PNG, JPG, atau SVG sampai 1 MB, dan sebut apa isinya serta siapa pembuatnya.",
            en="Use a PNG, JPG or SVG of up to 1 MB, and say what it shows and who made it.",
        ),
    )
