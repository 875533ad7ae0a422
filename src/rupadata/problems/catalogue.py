"""The sentences of all problems in both languages, from `catalogue.toml`.

An entry is a code with its severity, a sentence and a hint in `id` and `en`; a table inside it is a variant
with words of its own. Sentences name their arguments as `str.format` does, with two more ways to write one:
`{count:~,.10g}` writes a number with the marks of the language, `{day:date}` an ISO date in its order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from msgspec import Struct

from rupadata.language import LANGUAGES, in_language

Argument = str | int | float
"""A plain value of a sentence; words that differ between the languages are a `language.Said`."""

AS_SAID = "as-said"
"""The variant of a problem whose sentences were made elsewhere: an error's, or a stored problem's."""


class Wording(Struct, frozen=True):
    """The words of one code, or of one variant of it."""

    severity: str
    message: Mapping[str, str]
    hint: Mapping[str, str]
    arguments: frozenset[str]


_AS_SAID = Wording(
    "error",
    dict.fromkeys(LANGUAGES, "{message}"),
    dict.fromkeys(LANGUAGES, "{hint}"),
    frozenset({"message", "hint"}),
)


@cache
def load_catalogue() -> Mapping[tuple[str, str], Wording]:
    """Return the wordings by code and variant; the variant of a code's ordinary wording is empty."""
    text = files("rupadata.problems").joinpath("catalogue.toml").read_text(encoding="utf-8")
    found: dict[tuple[str, str], Wording] = {}
    for code, entry in tomllib.loads(text).items():
        variants = {name: own for name, own in entry.items() if isinstance(own, dict) and name != "hint"}
        if "id" in entry:
            found[code, ""] = _wording(entry, entry["severity"])
        for name, own in variants.items():
            found[code, name] = _wording(entry | own, own.get("severity", entry["severity"]))
    return found


def get_wording(code: str, variant: str = "") -> Wording:
    """Return the words of a code; a code or variant that the catalogue does not have is a KeyError."""
    return _AS_SAID if variant == AS_SAID else load_catalogue()[code, variant]


def say_in(template: str, arguments: Mapping[str, Argument], lang: str) -> str:
    """Return a sentence with its arguments, as people of a language write them."""
    return _Writer(lang).vformat(template, (), arguments)


def _wording(entry: Mapping[str, Any], severity: str) -> Wording:
    message = {lang: entry[lang] for lang in LANGUAGES}
    hint = {lang: entry.get("hint", {}).get(lang, "") for lang in LANGUAGES}
    named = [_names_in(text) for text in (*message.values(), *hint.values())]
    return Wording(severity, message, hint, frozenset().union(*named))


def _names_in(template: str) -> set[str]:
    names: set[str] = set()
    for _, name, spec, _ in Formatter().parse(template):
        names |= ({name} if name else set()) | (_names_in(spec) if spec else set())
    return names


class _Writer(Formatter):
    """Writes arguments in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = super().get_value(key, args, kwargs)
        return in_language(value, self.lang) if isinstance(value, str) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "date":
            year, month, day = str(value).split("-")
            return str(value) if self.lang == "en" else f"{day}-{month}-{year}"
        if not format_spec.startswith("~"):
            return str(super().format_field(value, format_spec))
        written = str(super().format_field(value, format_spec[1:]))
        return written if self.lang == "en" else written.translate(str.maketrans(",.", ".,"))
