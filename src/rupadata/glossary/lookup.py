"""The glossary as a value: standard indicators found by any of their names, by the front of a longer name, or
by words that people search with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from msgspec import Struct

from rupadata.decoding import TOML_MISTAKES, explain_in, parse_toml
from rupadata.errors import InputRefusedError
from rupadata.glossary.compact import PARTING, read_line, write_compact
from rupadata.glossary.families import read_indicators
from rupadata.glossary.keys import key_of, words_of
from rupadata.glossary.standard import StandardIndicator
from rupadata.language import in_both, say

_LONGEST = 14
"""No name has more words than this; checked when the list is written."""


class Found(Struct, frozen=True):
    """A standard indicator that a name begins with.

    `rest` holds the words behind it that it does not explain: a category, a place, a year. `counted` says
    that the name began with a word of counting ('Jumlah').
    """

    indicator: StandardIndicator
    rest: tuple[str, ...] = ()
    counted: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether the name is one of the indicator's own."""
        return not self.rest


class Glossary:
    """Standard indicators by name.

    Made from compact text; an indicator is read when it is first asked for. An office's own list goes before
    the one that ships: it adds indicators, and one with a key of the list that ships takes its place.
    """

    def __init__(self, text: str, own: str = "") -> None:
        lines, _, names = text.partition(PARTING)
        self._lines = lines.split("\n") if lines else []
        self._numbers: dict[str, str] = dict(line.split("\t", 1) for line in names.split("\n") if line)
        self._texts = (text, own)
        self._hidden: frozenset[int] = frozenset()
        self._own_from = len(self._lines)
        if own:
            self._add(own)

    def _add(self, own: str) -> None:
        start = len(self._lines)
        lines, _, names = own.partition(PARTING)
        self._lines += lines.split("\n") if lines else []
        replaced = {line.partition("\t")[0] for line in self._lines[start:]}
        self._hidden = frozenset(
            number for number in range(start) if self._lines[number].partition("\t")[0] in replaced
        )
        for line in names.split("\n"):
            key, _, numbers = line.partition("\t")
            if key:
                shifted = ",".join(str(start + int(number)) for number in numbers.split(","))
                known = self._numbers.get(key)
                self._numbers[key] = f"{shifted},{known}" if known else shifted

    def with_own(self, indicators: Mapping[str, Any]) -> Glossary:
        """Return this glossary with the entries of an office's own source before it; see `families`."""
        return Glossary(self._texts[0], write_compact(read_indicators(indicators)))

    @cached_property
    def digest(self) -> str:
        """Return what tells this glossary from others."""
        return hashlib.sha256("\0".join(self._texts).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Tell whether two glossaries were made from the same texts."""
        return isinstance(other, Glossary) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(self._texts)

    def __reduce__(self) -> tuple[Callable[..., Glossary], tuple[str, ...]]:
        """Travel to another process as the texts of an office, or as the name of what ships."""
        if self is _shipped():
            return load_glossary, ()
        return Glossary, self._texts

    def __len__(self) -> int:
        return len(self._lines) - len(self._hidden)

    def __iter__(self) -> Iterator[StandardIndicator]:
        """Go through all indicators, the office's own first."""
        for number in (*range(self._own_from, len(self._lines)), *range(self._own_from)):
            if number not in self._hidden:
                yield _read(self._lines[number])

    def get(self, key: str) -> StandardIndicator | None:
        """Return the indicator with this key, None when there is none."""
        return next((one for one in self if one.key == key), None)

    def named(self, words: tuple[str, ...]) -> tuple[StandardIndicator, ...]:
        """Return the indicators that one of their names, as `keys.key_of` gives it, is exactly."""
        numbers = self._numbers.get(" ".join(words))
        if numbers is None:
            return ()
        return tuple(
            _read(self._lines[number])
            for number in map(int, numbers.split(","))
            if number not in self._hidden
        )

    def find(self, name: str) -> Found | None:
        """Return the indicator that a name is or begins with, the longest first; None where it begins with
        none.

        What an Indonesian name is about stands at its front: 'Jumlah Guru SD Negeri' begins with 'Guru SD'.
        """
        written = words_of(name)
        key = key_of(name)
        counted = len(key) < len(written) or written[:1] == ("jumlah",)
        for size in range(min(len(key), _LONGEST), 0, -1):
            if found := self.named(key[:size]):
                return Found(_best(found, counted=counted), key[size:], counted)
        return None

    def own(self, name: str) -> StandardIndicator | None:
        """Return the indicator of the office's own list that a whole name is; None where it is in none."""
        numbers = self._numbers.get(" ".join(key_of(name)), "")
        mine = (int(number) for number in numbers.split(",") if number and int(number) >= self._own_from)
        return next((_read(self._lines[number]) for number in mine), None)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return all words of all names, for parting keys that were written without spaces."""
        return frozenset(word for key in self._numbers for word in key.split(" "))

    def search(self, words: str, most: int = 20) -> list[StandardIndicator]:
        """Return the indicators whose names, in either language, hold most of some words, best first."""
        wanted = words_of(words)
        if not wanted:
            return []
        scored: dict[int, float] = {}
        for key, numbers in self._numbers.items():
            own = key.split(" ")
            hits = sum(_likeness(word, own) for word in wanted)
            if hits < 0.6 * len(wanted):
                continue
            score = hits / len(wanted) + 0.5 * hits / max(len(own), len(wanted))
            for number in map(int, numbers.split(",")):
                if number not in self._hidden:
                    scored[number] = max(scored.get(number, 0.0), score)
        best = sorted(scored, key=lambda number: (-scored[number], number < self._own_from, number))
        return [_read(self._lines[number]) for number in best[:most]]


def _likeness(word: str, own: list[str]) -> float:
    if word in own:
        return 1.0
    return 0.7 if len(word) >= 4 and any(other.startswith(word) for other in own) else 0.0


def _best(found: tuple[StandardIndicator, ...], *, counted: bool) -> StandardIndicator:
    """Return the indicator that a name means where several share it: a count where it is said to be
    counted."""
    if counted:
        return next((one for one in found if one.measure.startswith("count")), found[0])
    return found[0]


@lru_cache(maxsize=4096)
def _read(line: str) -> StandardIndicator:
    return read_line(line)


def load_glossary(own: Path | None = None) -> Glossary:
    """Return the glossary that ships, with an office's own file before it where one is named.

    An own file that cannot be read or is wrong is an InputRefusedError, `glossary-broken`.
    """
    shipped = _shipped()
    if own is None:
        return shipped
    try:
        return shipped.with_own(parse_toml(own.read_bytes()))
    except (OSError, KeyError, TypeError, AttributeError, *TOML_MISTAKES) as error:
        raise InputRefusedError(
            in_both(
                id=f"Daftar indikator {own} tidak terbaca atau salah: {explain_in(error, 'id')}.",
                en=f"The list of indicators {own} cannot be read or is wrong: {explain_in(error, 'en')}.",
            ),
            code="glossary-broken",
            hint=say(
                id="Lihat docs/guide/glossary.md untuk bentuknya.",
                en="See docs/guide/glossary.md for its form.",
            ),
        ) from error


@lru_cache(maxsize=1)
def _shipped() -> Glossary:
    data = resources.files("rupadata.glossary") / "generated/indicators.tsv"
    return Glossary(data.read_text(encoding="utf-8"))
