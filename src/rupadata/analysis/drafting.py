"""Drafts: findings put into words in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from rupadata.analysis.finding import Finding, Headline
from rupadata.analysis.sentence import Piece, Texts, write_sentence
from rupadata.analysis.voice import Voice
from rupadata.language import LANGUAGES
from rupadata.model.subject import Direction, Indicator

Words = Callable[[Voice], Sequence[Piece]]
"""What makes the words of a finding in a language."""

_LONG_HEADLINE = 62
_LONGEST_HEADLINE = 92


class Draft(Struct, frozen=True, dict=True):
    """A finding and its family: of one family only the strongest stands at its full weight."""

    finding: Finding
    family: str


class Drafts:
    """Makes the findings of one indicator, in all languages."""

    def __init__(
        self,
        indicator: Indicator,
        home: str,
        *,
        axis: str = "year",
        factor: float = 1.0,
        said_year: str = "",
    ) -> None:
        self.indicator = indicator
        self.voices = tuple(Voice(indicator, home, lang, axis=axis) for lang in LANGUAGES)
        self.headline_voices = self.voices
        if said_year:
            self.headline_voices = tuple(
                Voice(indicator, home, lang, axis=axis, said_year=said_year) for lang in LANGUAGES
            )
        """Those of headlines, which need not repeat the year that stands above them."""
        self.factor = factor

    def course(self, sign: int) -> str:
        """Return `better` or `worse` for a rise (1) or a fall (-1), "" where neither is known to be good."""
        return {1: "better", -1: "worse"}.get(self.hoped_for(-sign), "") if sign else ""

    @property
    def has_course(self) -> bool:
        """Tell whether one may say that the indicator improves: schooling does, and an index of poverty;

        that "poverty improves" can be read in two ways.
        """
        if self.indicator.measure.startswith(("count", "money")):
            return False
        higher = self.indicator.direction == Direction.HIGHER_IS_BETTER
        return higher or (self.indicator.direction == Direction.LOWER_IS_BETTER
                          and self.indicator.measure == "index")  # fmt: skip

    def hoped_for(self, sign: int) -> int:
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
        sign: int = 0,
    ) -> Draft:
        """Return a finding in words; `sign` tells the way of the change that it is about, 1 for a rise."""
        offered = [*([] if headline is None else [(pattern, headline)]), *others]
        headlines = [
            Headline(name, self._texts(words, self.headline_voices, end="")) for name, words in offered
        ]
        while headlines and not fits(headlines[0]):
            headlines.pop(0)
        weight = round(max(0.0, min(1.0, weight * self.factor)), 4)
        tail = focus_region or focus_part or focus_period
        finding = Finding(
            id=f"{self.indicator.key}.{pattern}.{tail}" if tail else f"{self.indicator.key}.{pattern}",
            kind=kind,
            pattern=headlines[0].pattern if headlines else pattern,
            indicator=self.indicator.key,
            weight=weight,
            headline=headlines[0].text if headlines else {},
            sentence=self._texts(sentence, self.voices, end="."),
            focus_region=focus_region,
            focus_period=focus_period,
            focus_part=focus_part,
            others=tuple(headlines[1:]),
            course=self.course(sign),
        )
        return Draft(finding, family)

    def _texts(self, words: Words, voices: Sequence[Voice], *, end: str) -> Texts:
        return Texts(lambda lang: write_sentence(words(voices[LANGUAGES.index(lang)]), end=end))


def fits(headline: Headline, lang: str = "id") -> bool:
    """Tell whether a headline is short enough for a page."""
    return len(headline.text[lang].text) <= _LONGEST_HEADLINE


def brevity(headline: Headline, lang: str = "id") -> float:
    """Return how much a headline loses by its length: nothing up to 62 characters."""
    return 0.006 * max(0, len(headline.text[lang].text) - _LONG_HEADLINE)
