"""Architectures: how a page is built around its message, as data.

An architecture says on which ground the head and the hero stand, how much of the page the hero takes, whether
it runs to the edges, and how the rest follows. Which one a page gets is decided by its hero, which shows the
message; among those that suit, a set of pages takes the one that it has seen least.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Architecture(Struct, frozen=True):
    """One way to build a page.

    `head` and `hero` name the grounds that they stand on; where both are the same they share one band.
    `share` is how much of the page's height the hero takes where it has the choice, `wide_share` the same on
    pages wider than high. A `bleeding` hero runs to both edges. On wide pages a `beside` hero stands at the
    right of all the rest. `headline` is the largest size of the headline on the type scale.
    """

    key: str
    head: str
    hero: str
    share: float
    wide_share: float = 0.40
    bleeding: bool = False
    beside: bool = False
    headline: float = 66.0
    firm: bool = False
    """Whether the hero keeps to its share of the page whatever it shows."""


ARCHITECTURES: dict[str, Architecture] = {
    one.key: one
    for one in (
        Architecture("place", "paper", "tint", 0.42, 0.52, bleeding=True, beside=True, headline=64),
        Architecture("time", "dark", "dark", 0.38, 0.42),
        Architecture("split", "deep", "deep", 0.42, 0.46),
        Architecture("parts", "bright", "bright", 0.36, 0.42),
        Architecture("ranking", "deep", "paper", 0.44, 0.50, beside=True),
        Architecture("single", "dark", "deep", 0.25, 0.30, bleeding=True, headline=62),
        Architecture("then-now", "paper", "bright", 0.27, 0.32, bleeding=True, headline=70),
        Architecture("survey", "dark", "dark", 0.30, 0.40, beside=True),
        Architecture("course", "bright", "bright", 0.38, 0.42),
        Architecture("plaque", "paper", "deep", 0.34, 0.38, bleeding=True, headline=68),
        Architecture("ledger", "tint", "tint", 0.36, 0.42, headline=62),
        Architecture("yearbook", "paper", "paper", 0.31, 0.42, headline=60, firm=True),
    )
}
"""Every architecture by the name that a PageSpec calls it."""

SUITS: dict[str, tuple[str, ...]] = {
    "map": ("place", "ledger"),
    "years": ("time", "course", "plaque", "ledger"),
    "gap": ("split", "plaque", "time"),
    "change": ("split", "plaque", "ledger"),
    "grouped": ("split", "plaque", "ledger"),
    "regions": ("ranking", "ledger"),
    "strip": ("split", "plaque", "course"),
    "breakdown": ("parts", "plaque", "ledger"),
    "flows": ("split", "parts"),
    "pictogram": ("parts", "ledger"),
    "one-in": ("parts", "single"),
    "waffle": ("parts", "single"),
    "huge-number": ("single", "plaque", "course", "ledger"),
    "then-now": ("then-now", "plaque", "single"),
    "satisfaction": ("survey",),
}
"""The architectures that suit a hero, the best first."""

ALIKE: dict[str, int] = {
    "years": 3,
    "gap": 2,
    "change": 2,
    "strip": 3,
    "grouped": 2,
    "breakdown": 2,
    "huge-number": 3,
    "then-now": 2,
    "one-in": 2,
    "waffle": 2,
}
"""How many of the first suit a hero equally well; elsewhere the first alone is the best."""

_LESS_APT = 0.6
"""What it costs an architecture to be the next best one, against standing once more in the set."""
SET = 12
"""Over how many pages before it an architecture is counted as seen."""


def choose_architecture(hero: str, before: Sequence[str], turn: int = 0) -> str:
    """Return the architecture of a hero: the best that suits, but not that of the page before.

    `before` are the architectures of the pages that stand before it in the set. Of those that suit equally
    well `turn` takes one: a number that belongs to what the page tells, so that pages of single tables, made
    apart from each other, do not all look the same, and next year's edition of each looks as this year's.
    """
    suited = SUITS.get(hero, ("ledger",))
    alike = ALIKE.get(hero, 1)
    first = turn % alike
    order = (*suited[first:alike], *suited[:first], *suited[alike:])
    fresh = [key for key in order if not before or key != before[-1]]
    seen = list(before[-SET:])

    def cost(key: str) -> float:
        place = order.index(key)
        return seen.count(key) + _LESS_APT * (0.1 * place if place < alike else place)

    return min(fresh or order, key=cost)
