"""From bytes to checked values: what was kept, received or written by hand is trusted only after this.

A damaged or hostile file is an `InputRefusedError` of one sentence: which file, which place in it, and the
way out. Nothing else comes out of here, however deep, long or odd the content is.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rupadata.errors import InputRefusedError
from rupadata.file_errors import explain_mistake
from rupadata.language import Said, in_both, messages_in
from rupadata.limits import current_limits

T = TypeVar("T")

NO_HINT = Said("", "")
TOML_MISTAKES = (ValueError, RecursionError)
"""What a TOML text can fail with: syntax, letters, days and numbers that do not exist, depth."""


def decode_json(content: bytes, kind: type[T], where: str, code: str, hint: Said = NO_HINT) -> T:
    """Return the value of a type that JSON holds; refuse anything else."""
    try:
        return msgspec.json.decode(_bounded(content), type=kind)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError) as error:
        raise unreadable(where, error, code=code, hint=hint) from error


def parse_toml(content: bytes | str) -> dict[str, Any]:
    """Return the plain values of a TOML text; a mark of byte order at its beginning is no mistake.

    Raises one of `TOML_MISTAKES` for whatever is wrong with it: `explain_mistake` says what, in words.
    """
    text = content if isinstance(content, str) else _bounded(content).decode("utf-8")
    return tomllib.loads(text.removeprefix("\ufeff"))


def read_text(path: Path, code: str, hint: Said = NO_HINT) -> str:
    """Return the text of a file in UTF-8, without a mark of byte order."""
    try:
        return _bounded(path.read_bytes()).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise unreadable(str(path), error, code=code, hint=hint) from error


def decode_text(content: bytes, where: str, code: str, hint: Said = NO_HINT) -> str:
    """Return the text of bytes in UTF-8, without a mark of byte order."""
    try:
        return _bounded(content).decode("utf-8-sig")
    except ValueError as error:
        raise unreadable(where, error, code=code, hint=hint) from error


def unreadable(where: str, error: Exception, code: str, hint: Said = NO_HINT) -> InputRefusedError:
    """Return the error of a file that is not what it should be."""
    return InputRefusedError(
        in_both(
            id=f"{where} tidak terbaca: {explain_in(error, 'id')}.",
            en=f"{where} cannot be read: {explain_in(error, 'en')}.",
        ),
        code=code,
        hint=hint,
    )


def explain_in(error: Exception, lang: str) -> str:
    """Return what is wrong with a file, in a language."""
    with messages_in(lang):
        return explain_mistake(error)


def _bounded(content: bytes) -> bytes:
    if len(content) > current_limits().settings_bytes:
        raise ValueError(in_both(id="berkasnya terlalu besar", en="the file is too large"))
    return content
