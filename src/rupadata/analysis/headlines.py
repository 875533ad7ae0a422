"""Headlines over a set of pages: the most interesting for each, no form of sentence too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from rupadata.analysis.drafting import brevity, fits
from rupadata.analysis.finding import Finding, Headline

_OF_A_DOZEN = 3
_DOZEN = 12
_SECOND_WORDING = 0.04
_LATER_FINDING = 0.01
_USED_UP = 0.15
"""What the last free place of a pattern costs: the first costs nothing."""
_TOLD_AGAIN = 0.04
"""What it costs a headline that a page of the set tells of the same part already, for each such page."""


class HeadlineChoice(Struct, frozen=True):
    """A headline of a page, the finding that it states, and what it is worth (0 to 1)."""

    finding: Finding
    headline: Headline
    worth: float

    @property
    def message(self) -> tuple[str, str] | None:
        """Return what a reader takes from the headline whatever its form, where other pages may say it too:

        that a part stands out, as cabai rawit does in city after city. None for what only this page can say.
        """
        finding = self.finding
        return (finding.indicator, finding.focus_part) if finding.focus_part else None


def rank_headlines(findings: Sequence[Finding], lang: str = "id") -> tuple[HeadlineChoice, ...]:
    """Return all headlines that findings offer and that fit a page, the best first; long ones lose."""
    offers = [
        HeadlineChoice(
            finding,
            headline,
            finding.weight - brevity(headline, lang) - _SECOND_WORDING * wording - _LATER_FINDING * place,
        )
        for place, finding in enumerate(findings)
        for wording, headline in enumerate(finding.headlines)
        if fits(headline, lang)
    ]
    return tuple(sorted(offers, key=lambda offer: (-offer.worth, offer.finding.id, offer.headline.pattern)))


def choose_headlines(
    pages: Sequence[Sequence[Finding]], lang: str = "id", *, before: int = 0
) -> tuple[HeadlineChoice | None, ...]:
    """Return a headline for each page of a set; None for a page whose findings offer none.

    In a set of twelve no pattern stands more than three times (in proportion for longer sets), as far as the
    findings allow at all; of two headlines nearly as good the one with the rarer pattern is taken. `before`
    is how many pages the sets before this one have. What sets may take adds up to what all of them together
    may, so that none has to know what another one took; a set of a few pages at the end may take one.
    """
    most = max(1, _most_of(before + len(pages)) - (_most_of(before) if before else 0))
    seats = _Seats([_best_of_each_pattern(findings, lang) for findings in pages], most)
    for page in sorted(range(len(pages)), key=lambda page: -seats.first_worth(page)):
        seats.place(page)
    return tuple(seats.choice(page) for page in range(len(pages)))


def _most_of(pages: int) -> int:
    """Return how often a pattern may stand in so many pages."""
    return max(_OF_A_DOZEN, _OF_A_DOZEN * pages // _DOZEN)


def _best_of_each_pattern(findings: Sequence[Finding], lang: str) -> dict[str, HeadlineChoice]:
    best: dict[str, HeadlineChoice] = {}
    for offer in rank_headlines(findings, lang):
        best.setdefault(offer.headline.pattern, offer)
    return best


class _Seats(Struct):
    """Which page has which pattern; a matching with room for `most` pages at each pattern."""

    offers: list[dict[str, HeadlineChoice]]
    most: int
    holders: dict[str, list[int]] = field(default_factory=dict)
    pattern_of: dict[int, str] = field(default_factory=dict)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)

    def first_worth(self, page: int) -> float:
        """Return what the best headline of a page is worth."""
        return max((offer.worth for offer in self.offers[page].values()), default=0.0)

    def choice(self, page: int) -> HeadlineChoice | None:
        """Return what a page got."""
        pattern = self.pattern_of.get(page)
        return self.offers[page][pattern] if pattern is not None else None

    def place(self, page: int) -> None:
        """Give a page its best headline, moving others only where it would have none."""
        if not self._find_seat(page, set()) and self.offers[page]:
            self._sit(page, next(iter(self.offers[page])))

    def _find_seat(self, page: int, tried: set[str]) -> bool:
        wanted = self._wanted(page, tried)
        for pattern in wanted:
            if len(self.holders.get(pattern, ())) < self.most:
                self._sit(page, pattern)
                return True
        for pattern in wanted:
            tried.add(pattern)
            for sitting in tuple(self.holders[pattern]):
                if self._find_seat(sitting, tried):
                    self._sit(page, pattern)
                    return True
        return False

    def _wanted(self, page: int, tried: set[str]) -> list[str]:
        used = {pattern: len(self.holders.get(pattern, ())) for pattern in self.offers[page]}
        return sorted(
            (pattern for pattern in self.offers[page] if pattern not in tried),
            key=lambda pattern: used[pattern] * _USED_UP / self.most + self._again(page, pattern)
            - self.offers[page][pattern].worth,
        )  # fmt: skip

    def _again(self, page: int, pattern: str) -> float:
        """Return what it costs a headline that other pages tell the same."""
        message = self.offers[page][pattern].message
        if message is None:
            return 0.0
        held = self.pattern_of.get(page)
        own = held is not None and self.offers[page][held].message == message
        return _TOLD_AGAIN * (self.told[message] - own)

    def _sit(self, page: int, pattern: str) -> None:
        before = self.pattern_of.get(page)
        if before is not None:
            self.holders[before].remove(page)
            self._count(page, before, -1)
        self.pattern_of[page] = pattern
        self.holders.setdefault(pattern, []).append(page)
        self._count(page, pattern, 1)

    def _count(self, page: int, pattern: str, by: int) -> None:
        message = self.offers[page][pattern].message
        if message is not None:
            self.told[message] += by
