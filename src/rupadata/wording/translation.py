"""English names put together from a word list where the table and the glossary give none.

Indonesian names what is meant first and what kind of it after: `ruang kelas SMA rusak ringan` is, word by
word, classrooms, senior secondary schools, slightly damaged. English turns the row round. A name is put into
English as a whole or not at all: half of one would say something else.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_AGED = re.compile(
    r"\s*\b(?:ber)?(?:umur|usia|umur|kelompok umur)\s+(?P<ages>\d{1,2}\s?[-–]\s?\d{1,2})(?:\s+tahun)?\b",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(r"[\d/,;+&()]")
"""Marks of names that are more than one phrase."""
_MOST_WORDS = 5
_MOST_PARTS = 5
_SINGULAR_ENDINGS = (
    ("sses", "ss"), ("wives", "wife"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("s", ""),
)  # fmt: skip
_KEEP_PLURAL = frozenset({"services", "public services", "sales", "premises", "fees"})


_NAME = "name"
"""The class of a word that is not translated: names of places and offices, which have a capital."""


class _Word(NamedTuple):
    said: str
    kind: str


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, ...], tuple[_Word, ...]]:
    text = resources.files("rupadata.wording").joinpath("english_words.toml").read_text("utf-8")
    found: dict[tuple[str, ...], tuple[_Word, ...]] = {}
    for kind, lines in tomllib.loads(text).items():
        for phrase, said in lines.items():
            key = tuple(phrase.split())
            found[key] = (*found.get(key, ()), _Word(said, kind))
    return found


def is_known(word: str) -> bool:
    """Tell whether the word list has a word, in small letters, alone."""
    return (word,) in _words()


@lru_cache(maxsize=4096)
def translate(name: str) -> str:
    """Return an Indonesian name in English, "" where a word of it is not known."""
    aged = _AGED.search(name)
    bare = _AGED.sub(" ", name) if aged else name
    if _DOUBTFUL.search(bare):
        return ""
    parts = _read(_TOKEN.findall(bare))
    kinds = [part.kind for part in parts]
    if not parts or len(kinds) - kinds.count("joint") > _MOST_PARTS or kinds.count("adjective") > 1:
        return ""
    said = _compose(parts)
    words = [word for word in said.split() if len(word) > 3]
    if len(set(words)) < len(words):
        return ""  # What says a word twice was put together wrongly.
    return f"{said} aged {aged['ages'].replace('-', '–')}" if said and aged else said


def _read(tokens: list[str]) -> list[_Word]:
    """Return the words of a name by the longest phrases known; none where one is unknown.

    Words with a capital inside a name are names themselves: `Bandara Ngurah Rai`.
    """
    words, place = _words(), 0
    found: list[_Word] = []
    folded = [token.casefold() for token in tokens]
    while place < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - place), 0, -1):
            known = words.get(tuple(folded[place : place + size]))
            if known and found and found[-1].kind == _NAME and known[0].kind != "joint":
                return []  # What goes on after a name is no name of a thing any more.
            if known:
                found.append(_fitting(known, found))
                place += size
                break
        else:
            if not tokens[place][:1].isupper() or not found:
                return []
            found.append(_Word(tokens[place], _NAME))
            place += 1
    return found


def _fitting(known: tuple[_Word, ...], before: list[_Word]) -> _Word:
    """Return the class of a word that has several: behind a noun its adjective or tail, else its noun."""
    if len(known) == 1:
        return known[0]
    opens = not before or before[-1].kind in ("joint", "measure")
    wanted = ("noun", "measure") if opens else ("after", "adjective")
    return next((word for word in known if word.kind in wanted), known[0])


def _compose(parts: list[_Word]) -> str:
    """Return words as an English phrase: what stands between two joints is one group, turned round."""
    groups: list[str] = []
    group: list[_Word] = []
    for part in (*parts, _Word("", "end")):
        if part.kind not in ("joint", "end"):
            group.append(part)
            continue
        if group:
            groups.append(_turned(group))
            group = []
        if part.said:
            groups.append(part.said)
    if not groups or groups[0] in ("by", "in", "and", "of", ",", "or") or groups[-1] in ("and", "or", ","):
        return ""
    return " ".join(groups).replace(" ,", ",").strip()


def _turned(group: list[_Word]) -> str:
    """Return a noun with its kinds before it, after the measure that it is of."""
    measures: list[str] = []
    while group and group[0].kind == "measure" and len(group) > 1:
        measures.append(group.pop(0).said)
    tails = [word.said for word in group if word.kind == "after"]
    nouns = [word.said for word in group if word.kind in ("noun", "measure")]
    adjectives = [word.said for word in group if word.kind == "adjective"]
    names = [word.said for word in group if word.kind == _NAME]
    head = nouns[0] if nouns else ""
    kinds = [_singular(noun) for noun in reversed(nouns[1:])]
    thing = " ".join([*names, *reversed(adjectives), *kinds, head, *tails]).strip()
    said = [measure for measure in measures if measure]
    for measure in reversed(said):
        if not thing:
            thing = measure
        elif measure in ("average", "total", "realised"):
            thing = f"{measure} {thing}"
        else:
            thing = f"{measure} {'for' if measure.endswith('inflation') else 'of'} {thing}"
    return thing


def _singular(noun: str) -> str:
    """Return a noun as it stands before another one: `school classrooms`."""
    first, joint, _ = noun.partition(" of ")
    if joint or noun in _KEEP_PLURAL or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    for ending, single in _SINGULAR_ENDINGS:
        if first.endswith(ending):
            return first[: len(first) - len(ending)] + single
    return noun
