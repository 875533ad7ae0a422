"""Drafts: findings put into words in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rupadata.analysis.finding import Finding, Headline
from rupadata.analysis.sentence import Piece, write_sentence
from rupadata.analysis.voice import Voice
from rupadata.language import LANGUAGES
from rupadata.model.subject import Direction, Indicator

Words = Callable[[Voice], Sequence[Piece]]
"""What makes the words of a finding in a language."""

_LONG_HEADLINE = 45
_LONGEST_HEADLINE = 70


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding and its family: of one family only the strongest stands at its full weight."""

    finding: Finding
    family: str


class Drafts:
    """Makes the findings of one indicator, in all languages."""

    def __init__(self, indicator: Indicator, home: str, *, axis: str = "year", factor: float = 1.0) -> None:
        self.indicator = indicator
        self.voices = tuple(Voice(indicator, home, lang, axis=axis) for lang in LANGUAGES)
        self.factor = factor

    def welcome(self, sign: int) -> int:
        """Return 1 where a fall (sign 1) or a rise (-1) is what the office hopes for, -1 for the contrary."""
        if self.indicator.direction == Direction.LOWER_IS_BETTER:
            return sign
        return -sign if self.indicator.direction == Direction.HIGHER_IS_BETTER else 0

    def make(
        self,
        kind: str,
        pattern: str,
        weight: float,
        headline: Words | None,
        sentence: Words,
        others: Sequence[tuple[str, Words]] = (),
        *,
        family: str,
        focus_region: str = "",
        focus_period: str = "",
        focus_part: str = "",
    ) -> Draft:
        """Return a finding in words."""
        candidates = [] if headline is None else [(pattern, headline)]
        headlines = [self._headline(name, words) for name, words in (*candidates, *others)]
        standing = [one for one in headlines if _fits(one)]
        leading = standing[0] if standing else None
        weight = round(max(0.0, min(1.0, weight * self.factor)), 4)
        tail = focus_region or focus_part or focus_period
        finding = Finding(
            id=f"{self.indicator.key}.{pattern}.{tail}" if tail else f"{self.indicator.key}.{pattern}",
            kind=kind,
            pattern=leading.pattern if leading else pattern,
            indicator=self.indicator.key,
            weight=weight,
            headline=leading.text if leading else {},
            sentence={v.lang: write_sentence(sentence(v)) for v in self.voices},
            focus_region=focus_region,
            focus_period=focus_period,
            focus_part=focus_part,
            others=tuple(standing[1:]),
        )
        return Draft(finding, family)

    def _headline(self, pattern: str, words: Words) -> Headline:
        return Headline(pattern, {v.lang: write_sentence(words(v), end="") for v in self.voices})


def _fits(headline: Headline) -> bool:
    return all(len(sentence.text) <= _LONGEST_HEADLINE for sentence in headline.text.values())


def brevity(headline: Headline, lang: str = "id") -> float:
    """Return how much a headline loses by its length: nothing up to 45 characters."""
    return 0.006 * max(0, len(headline.text[lang].text) - _LONG_HEADLINE)
