"""The editor: named rules that raise or lower the weight of findings, their amounts as data.

A rule is a test on a finding and on what is known of its indicator; `editor.toml` says what it adds. What a
finding owes to each rule stays with it and goes into `page.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib import resources
from math import fsum, inf
from statistics import median

import msgspec
from msgspec.structs import replace

from rupadata.analysis.drafting import Draft
from rupadata.analysis.facts import is_additive
from rupadata.analysis.finding import Finding
from rupadata.model.source import CellRef
from rupadata.model.subject import Direction, Indicator
from rupadata.wording import Unit, parse_unit

_BY_SIZE = frozenset(
    {
        "top",
        "bottom",
        "top-bottom",
        "top-known",
        "outlier",
        "share-percent",
        "one-in",
        "fraction",
        "gap-ratio",
    }
)
_BUT = frozenset(
    {
        "long-but",
        "but-outside",
        "but-part",
        "part-against",
        "part-apart",
        "but-turn",
        "but-some",
        "one-against",
        "gap-moves",
        "count-and-rate",
    }
)
_UNEVEN = 1.25
"""From which ratio of the largest region to the median on sizes alone rank regions."""
_LONG, _SHORT = 10, 7
_VERY_FEW, _FEW = 10, 50
"""So few things are counted that the next one changes who leads."""
_CHANCE = 2.0
"""How many times its own square root a count wobbles by chance alone."""
_HARDLY_APART = 0.02
_OF_ENDS = frozenset({"rank", "outlier", "ratio", "spread", "rank-change", "fastest", "share"})
"""Findings that rest on the highest or the lowest region."""
_A_FEW = 4
_BY_RANK = ("rank", "outlier", "ratio", "spread", "rank-change")
_OF_NO_ORDER = ("nearly-equal", "all-equal", "middle-half")
_SHORT_MILESTONE = 5
_MANY = 10_000
"""Below so many things counted a round number is passed by the way, as thousands of firms pass one a year."""
_A_SHARE = re.compile(
    r"^(?:persentase|proporsi|cakupan|tingkat (?:partisipasi|penyelesaian|hunian))", re.IGNORECASE
)
_MOST_OF_SHARE = 120.0
_CLUSTERS = frozenset({"cluster", "cluster-many"})
_SMALL_BESIDE = 0.02
"""Up to which part of the greatest account of a page another one is a small item of it."""
_FAR_OFF = 6.0
"""How many times the next value the highest rate is where it is likelier a slip of the source."""


class Desk(msgspec.Struct, frozen=True, dict=True):
    """What the editor knows of an indicator: how many years, its values over regions, provisional periods,

    its latest figure at home, and the cells of regions whose newest figure is a leap from the one before.
    """

    indicator: Indicator
    years: int
    values: tuple[float, ...] = ()
    provisional: frozenset[str] = frozenset()
    latest: float | None = None
    doubtful: frozenset[CellRef] = frozenset()
    beside: float = 0.0
    """The greatest figure at home among the indicators of the page that are told in the same unit."""

    @cached_property
    def adds_up(self) -> bool:
        """Tell whether a larger region has more of it: amounts, and the shares of regions in a whole."""
        shared = self.unit.percent and len(self.values) > 2 and abs(fsum(self.values) - 100) < 1
        return is_additive(self.indicator) or shared

    @cached_property
    def unit(self) -> Unit:
        """Return the unit of the indicator."""
        return parse_unit(self.indicator.unit)

    @cached_property
    def size(self) -> float:
        """Return the newest figure at home in single units, 2,000 in 'ribu orang'; 0 for none."""
        return abs(self.latest or 0.0) * 10.0**self.unit.power

    @cached_property
    def most_counted(self) -> float:
        """Return the greatest number of things in one region, or at home; endless for other measures."""
        known = self.values or ((self.latest,) if self.latest is not None else ())
        if not is_additive(self.indicator) or self.unit.is_money or self.unit.power or not known:
            return inf
        return max(known)

    @cached_property
    def within_chance(self) -> bool:
        """Tell whether the most and the least of counted things differ by no more than chance makes."""
        if len(self.values) < 2 or self.most_counted == inf:
            return False
        most = max(self.values)
        return most > 0 and most - min(self.values) < _CHANCE * most**0.5

    @cached_property
    def hardly_apart(self) -> bool:
        """Tell whether all regions have nearly the same figure, so that an order of them says nothing."""
        return len(self.values) > 1 and max(self.values) - min(self.values) < _HARDLY_APART * max(self.values)

    @cached_property
    def people(self) -> bool:
        """Tell whether people are counted: who has most of them is known."""
        return self.unit.is_persons

    @cached_property
    def uneven(self) -> bool:
        """Tell whether regions differ in size so much that sizes alone rank them."""
        middle = median(self.values) if self.values else 0.0
        return middle > 0 and max(self.values) >= _UNEVEN * middle

    @cached_property
    def has_outlier(self) -> bool:
        """Tell whether the highest value stands so far off that it is likelier a slip of the source."""
        ranked = sorted(self.values, reverse=True)
        if (
            self.unit.percent
            and ranked
            and ranked[0] > _MOST_OF_SHARE
            and _A_SHARE.match(self.indicator.name)
        ):
            return True
        return len(ranked) > 2 and not self.adds_up and ranked[1] > 0 and ranked[0] > _FAR_OFF * ranked[1]


Rule = Callable[[Finding, Desk], bool]

RULES: dict[str, Rule] = {
    "size-follows-people": lambda f, d: d.adds_up and (d.uneven or d.people) and f.pattern in _BY_SIZE,
    "rate-over-regions": lambda f, d: not d.adds_up and f.kind in ("rank", "spread", "ratio", "whole"),
    "turning-point": lambda f, d: f.kind == "turn",
    "told-with-but": lambda f, d: f.pattern in _BUT,
    "against-larger": lambda f, d: f.kind == "gap",
    "has-direction": lambda f, d: (
        d.indicator.direction in (Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER)
    ),
    "long-record": lambda f, d: f.kind == "record" and d.years >= _LONG,
    "short-record": lambda f, d: f.kind == "record" and d.years < _SHORT,
    "short-milestone": lambda f, d: f.kind == "milestone" and d.years < _SHORT_MILESTONE,
    "small-milestone": lambda f, d: (
        f.pattern == "milestone" and is_additive(d.indicator) and not d.unit.is_money and 0 < d.size < _MANY
    ),
    "within-chance": lambda f, d: (
        f.kind in _BY_RANK and f.pattern not in _OF_NO_ORDER and (d.within_chance or d.hardly_apart)
    ),
    "provisional": lambda f, d: f.focus_period in d.provisional,
    "neighbours-alike": lambda f, d: f.kind == "concentration" and f.pattern in _CLUSTERS,
    "likely-error": lambda f, d: d.has_outlier and f.kind in ("rank", "outlier", "ratio", "spread"),
    "leap-of-region": lambda f, d: f.kind in _OF_ENDS and _rests_on(f, d.doubtful),
    "plain-level": lambda f, d: f.kind == "level",
    "very-few": lambda f, d: d.most_counted < _VERY_FEW,
    "few": lambda f, d: _VERY_FEW <= d.most_counted < _FEW,
    "small-beside": lambda f, d: (
        d.unit.is_money and d.latest is not None and abs(d.latest) < _SMALL_BESIDE * d.beside
    ),
    "unit-unknown": lambda f, d: d.indicator.measure.startswith("money") and not d.unit.is_money,
}
"""The tests by the names that `editor.toml` gives amounts for."""


def _rests_on(finding: Finding, doubtful: frozenset[CellRef]) -> bool:
    """Tell whether a finding names the figure of a doubtful region, and not only counts it among others."""
    told = finding.sentence["id"].evidence if doubtful else ()
    return any(len(one.cells) <= _A_FEW and not doubtful.isdisjoint(one.cells) for one in told)


@lru_cache(maxsize=1)
def rule_amounts() -> dict[str, float]:
    """Return what each rule adds."""
    text = resources.files("rupadata.analysis").joinpath("editor.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=dict[str, float])


def judge(draft: Draft, desk: Desk) -> Draft:
    """Return a draft with its weight as the editor sees it; a likely error of the source leads no page."""
    finding = draft.finding
    amounts = rule_amounts()
    held = [name for name, rule in RULES.items() if rule(finding, desk)]
    if not held:
        return draft
    weight = round(max(0.0, min(1.0, finding.weight + sum(amounts[name] for name in held))), 4)
    why = tuple(f"{name} {amounts[name]:+g}" for name in held)
    judged = replace(finding, weight=weight, why=why)
    if "likely-error" in held or "leap-of-region" in held:
        judged = replace(judged, headline={}, others=())
    return Draft(judged, draft.family)
