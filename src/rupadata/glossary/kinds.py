"""What kind of figure a name speaks of: told by the glossary, by its words, by its unit, or not at all."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from rupadata.glossary.keys import words_of
from rupadata.glossary.lexicon import read_words
from rupadata.glossary.lookup import Glossary
from rupadata.glossary.standard import Kind, StandardIndicator

_PER_SO_MANY = re.compile(r"\bper\s+(?:1[.,]?0|100|seratus|seribu|satuan)", re.IGNORECASE)
_SCALES = ("ribu", "juta", "miliar", "triliun", "ratus", "puluh")


class Told(Struct, frozen=True):
    """What is told of a name: the kind of figure, its usual unit, and the standard indicator that says so.

    `kind` is None where nothing tells it. `unit` is empty where none is usual.
    """

    kind: Kind | None
    unit: str = ""
    indicator: StandardIndicator | None = None


class _Words(Struct, frozen=True):
    heads: dict[tuple[str, ...], tuple[Kind, str]]
    acts: frozenset[str]
    begins: frozenset[str]
    states: frozenset[str]
    asides: frozenset[str]
    units: dict[str, Kind]
    counted: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = read_words()
    heads = {
        tuple(phrase.split()): (Kind(entry["kind"]), str(entry.get("unit", "")))
        for entry in raw["head"]
        for phrase in entry["words"]
    }
    units = raw["units"]
    return _Words(
        heads=heads,
        acts=frozenset(raw["acts"]["words"]),
        begins=frozenset(raw["acts"]["begins"]),
        states=frozenset(raw["states"]["words"]),
        asides=frozenset(raw["aside"]["words"]),
        units={
            unit: Kind(kind) for kind in ("share", "index", "flow", "stock", "mean") for unit in units[kind]
        },
        counted=frozenset(units["counted"]),
    )


@lru_cache(maxsize=65536)
def tell_kind(name: str, unit: str, glossary: Glossary) -> Told:
    """Return what kind of figure a name in a unit is.

    First what the unit forbids: a share is no count, money no index. Then a name of the glossary as a whole,
    words at the front of the name ("Rata-rata ..."), an indicator that the name begins with, acts
    ("... yang diterbitkan"), and last the unit.
    """
    words = words_of(name)
    told = _told_of(name, words, glossary)
    if told.kind is None and len(words) > 1 and words[0] in _words().asides:
        told = _told_of(" ".join(words[1:]), words[1:], glossary)
    return _checked(told, unit)


def _told_of(name: str, words: tuple[str, ...], glossary: Glossary) -> Told:
    found = glossary.find(name)
    return _by_name(name, words, found.indicator if found else None, found.rest if found else ())


def _by_name(
    name: str, words: tuple[str, ...], standard: StandardIndicator | None, rest: tuple[str, ...]
) -> Told:
    known = _words()
    if standard is not None and not rest:
        return Told(standard.kind, standard.unit, standard)
    if _PER_SO_MANY.search(name):
        return Told(Kind.RATE, "", standard if standard and standard.kind is Kind.RATE else None)
    counted = words[:1] == ("jumlah",)
    bare = words[1:] if counted else words
    head, size = _head_of(bare, known)
    if standard is not None and len(bare) - len(rest) >= size:
        if standard.kind in _COUNTS and "persentase" in rest:
            return Told(Kind.SHARE, "persen")
        acts = standard.kind is Kind.STOCK and _acts(rest, known)
        return Told(Kind.FLOW if acts else standard.kind, standard.unit, standard)
    if head is not None:
        kind, unit = head
        acts = kind is Kind.STOCK and _acts(bare[size:], known)
        return Told(Kind.FLOW if acts else kind, unit)
    if bare and (bare[0] in known.begins or _acts(bare, known)):
        return Told(Kind.FLOW)
    return Told(Kind.COUNT if counted else None)


def _head_of(words: tuple[str, ...], known: _Words) -> tuple[tuple[Kind, str] | None, int]:
    for size in range(min(3, len(words)), 0, -1):
        if found := known.heads.get(words[:size]):
            return found, size
    return None, 0


def _acts(words: tuple[str, ...], known: _Words) -> bool:
    """Tell whether words behind a noun say what was done with it, and none that it stands."""
    return not known.states.intersection(words) and not known.acts.isdisjoint(words)


_COUNTS = frozenset({Kind.STOCK, Kind.FLOW, Kind.COUNT})
_MONEYS = frozenset({Kind.MONEY, Kind.MONEY_REAL, Kind.BALANCE, Kind.PRICE})
_LEVELS = frozenset(
    {Kind.SHARE, Kind.CONTRIBUTION, Kind.GROWTH, Kind.RATE, Kind.RATIO, Kind.INDEX, Kind.MEAN}
)


def _checked(told: Told, unit: str) -> Told:
    """Return what a name tells, or what its unit tells where both cannot be."""
    if not unit:
        return told
    known = _words()
    base = _without_scale(unit)
    kind = told.kind
    if " per " in f" {unit}" and "rupiah" not in unit:
        return told if kind in (Kind.RATE, Kind.RATIO, Kind.MEAN) else Told(Kind.RATE, unit)
    if base in ("persen", "per mil", "poin persen"):
        return told if kind in _LEVELS else Told(Kind.SHARE, unit)
    if "rupiah" in base or base in ("US$", "dolar"):
        if "/" in base:
            return Told(Kind.PRICE if kind in (None, *_COUNTS, *_MONEYS) else kind, unit, told.indicator)
        if kind is Kind.RATIO or kind in _MONEYS or kind in (Kind.MEAN, Kind.INDEX):
            return Told(Kind.PRICE, unit, told.indicator) if kind is Kind.MEAN else told
        return Told(Kind.MONEY, unit)
    if "/" in base and base not in ("ton/hari", "m3/hari"):
        return told if kind in _LEVELS or kind is Kind.PRICE else Told(Kind.RATIO, unit)
    said = known.units.get(base)
    if said in (Kind.INDEX, Kind.MEAN):
        return told if kind in _LEVELS else Told(said, unit)
    if said is not None or base in known.counted:
        # Persons and things are counted: a share or a money of them is none, an average may be.
        if kind in (Kind.SHARE, Kind.CONTRIBUTION, Kind.GROWTH) or kind in _MONEYS:
            return Told(said or Kind.COUNT, unit)
        if kind is None or kind is Kind.COUNT:
            return Told(said or Kind.COUNT, unit, told.indicator)
    return told


def _without_scale(unit: str) -> str:
    first, _, rest = unit.partition(" ")
    return rest if first in _SCALES and rest else unit
