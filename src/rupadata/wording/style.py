"""The style sheet at work: names of tables written as a sentence can take them up.

Spelling and shortened words are mended (`Inf(Mom)` is *inflasi bulanan*), a name that is a slug gets its
spaces back, one that only says how things are classed says what is counted, and one that has lost its noun
gets it from the unit. The words stand in `style.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

_WORD = re.compile(r"[^\W\d_]+2?(?![\w-])")
_BRACKETED = re.compile(r"^(?P<word>[^\W\d_]{2,8})\.?\s*\(\s*(?P<more>[^\W\d_]{2,8})\s*\)", re.IGNORECASE)
_SLUG = re.compile(r"^[^\W_]+(?:[-_][^\W_]+)+$")
_CAMEL = re.compile(r"\bPer([A-Z])(?=[a-z])")
_SLASHED = re.compile(r"\s*/\s+|\s+/\s*")
_ALTERNATIVES = re.compile(r"(?P<first>[^/:()]+?)(?:/[^/:()]+){3,}(?=$|[:(])")
"""Four names and more of one thing: the first says it."""
_TWICE = frozenset({"rata", "laki", "undang", "kanak", "anak", "sayur", "buah", "ibu", "bapak", "masing"})
"""Words that are written twice with a hyphen and are no slug then: `rata-rata`."""


@lru_cache(maxsize=1)
def style_sheet() -> dict[str, Any]:
    """Return the tables of `style.toml`."""
    return tomllib.loads(resources.files("rupadata.wording").joinpath("style.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _written_as() -> dict[str, str]:
    sheet = style_sheet()
    return {**sheet["abbreviations"], **sheet["spelling"]}


@lru_cache(maxsize=8192)
def written_out(name: str) -> str:
    """Return a name in the spelling of the dictionary, its shortened words written out.

    A capital at the front of a word stays; words in capitals are abbreviations with a meaning of their own.
    """
    level, _, leaf = name.strip().rpartition(": ")
    whole = style_sheet()["acronyms"].get(leaf.casefold())
    if whole is not None and (not level or leaf.isupper()):
        return str(whole)
    words = _written_as()
    text = _CAMEL.sub(lambda found: f"per {found[1].lower()}", _unslugged(name))
    text = _SLASHED.sub("/", text)
    text = _ALTERNATIVES.sub(lambda found: found["first"], text)
    opening = _BRACKETED.match(text)
    if opening and {opening["word"].casefold(), opening["more"].casefold()} <= words.keys():
        text = f"{opening['word']} {opening['more']}{text[opening.end() :]}"

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        said = words.get(word.casefold())
        if word == "Dr" and text[found.end() :].startswith("."):
            return word  # The title before a name: `RSUD Dr. Harjono`.
        if said is None or (word.isupper() and len(word) > 1 and not text.isupper()):
            return word
        if text[found.end() :].casefold().startswith(f" {said.split()[-1]}"):
            return word  # "Andil inflasi" says it already.
        return said[:1].upper() + said[1:] if word[:1].isupper() else said

    return _WORD.sub(mended, text)


def _unslugged(name: str) -> str:
    """Return a name that was written without spaces (`penduduk-miskin`, `jumlah_kk`) with them."""
    bare = name.strip()
    if not _SLUG.match(bare) or "/" in bare:
        return name
    parts = re.split(r"[-_]", bare)
    if bare.count("-") and (len(set(map(str.casefold, parts))) < len(parts) or len(parts[0]) < 3):
        return bare.replace("_", " ")
    if any(part.casefold() in _TWICE for part in parts) and "_" not in bare:
        return bare
    return " ".join(parts) if all(part.isalpha() for part in parts) or "_" in bare else bare


@lru_cache(maxsize=1)
def _classing() -> re.Pattern[str]:
    lists = style_sheet()["classing"]
    nouns, verbs, counted = (
        "|".join(map(re.escape, sorted(lists[part], key=len, reverse=True)))
        for part in ("nouns", "verbs", "counted")
    )
    return re.compile(
        rf"^(?:jumlah\s+)?(?P<class>(?:{nouns})\s+(?P<what>.+?))\s+"
        rf"(?:yang\s+)?(?:{verbs})\s+(?:oleh\s+)?(?P<counted>{counted})$",
        re.IGNORECASE,
    )


def counted_of(name: str, measure: str) -> str:
    """Return what a name counts that only says how things are classed, with the classes after it.

    `Jenis air minum yang dikonsumsi rumah tangga` is *rumah tangga menurut jenis air minum*. Only counts are
    told so: the rate of something is that of what it names.
    """
    if measure and not measure.startswith("count"):
        return name
    found = _classing().match(name.strip())
    return f"{found['counted']} menurut {found['class']}" if found else name


def with_noun(name: str, unit: str) -> str:
    """Return a name with the noun that its unit gives, where it begins with no noun: *keluarga* berisiko."""
    lists = style_sheet()["headless"]
    counted = unit.strip().casefold()
    first = name.split(maxsplit=1)[0].casefold() if name.strip() else ""
    if counted not in lists["units"] or first not in lists["words"]:
        return name
    noun = lists["said"].get(counted, counted)
    return f"{noun} {name[:1].lower()}{name[1:]}"


def shorter(topic: str) -> str:
    """Return a topic without what a reader of the page does not need."""
    for pattern, short in style_sheet()["shorter"]["patterns"]:
        topic = re.sub(pattern, short, topic, flags=re.IGNORECASE)
    return topic
