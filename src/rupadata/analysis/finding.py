"""A finding: something true and worth saying about an indicator, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rupadata.analysis.sentence import Sentence

KINDS = (
    "level", "change", "growth", "trend", "turn", "peak", "low", "record", "milestone", "steady", "break",
    "rank", "rank-change", "share", "concentration", "spread", "outlier", "ratio", "whole", "breadth",
    "fastest", "breakdown", "provisional", "missing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headline:
    """One way to put a finding as a headline; `pattern` names the form, which a set repeats rarely."""

    pattern: str
    text: Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying: a sentence and, where the finding can lead a page, a headline.

    Both stand in each language. `weight` orders findings, 0 to 1. `others` are further headlines of the same
    finding. The focus says what a picture should bring out: a region's code, a period, the name of a part.
    """

    id: str
    kind: str
    pattern: str
    indicator: str
    weight: float
    headline: Mapping[str, Sentence]
    sentence: Mapping[str, Sentence]
    focus_region: str = ""
    focus_period: str = ""
    focus_part: str = ""
    others: tuple[Headline, ...] = field(default=())

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Return all ways to put the finding as a headline, the best first; none for a mere note."""
        first = (Headline(self.pattern, self.headline),) if self.headline else ()
        return (*first, *self.others)
