"""The standfirst: one or two sentences under the headline, with the figures that carry it.

The first says what the headline says, in figures, unless the hero's own caption does; the second the
weightiest thing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rupadata.analysis.finding import Finding
from rupadata.compose.page_data import Source
from rupadata.compose.pen import NOTHING, Writing, joined
from rupadata.pagespec import PageSpec

MOST_LETTERS = 235
MOST_COMPANION = 150
CAPTIONED = frozenset({"one-in", "waffle", "then-now"})
"""Heroes whose caption is the headline's own sentence."""
_NOTES = frozenset({"missing", "provisional", "break", "caution", "revision"})
_OF_EXPERTS = frozenset({"middle-half"})
"""What a reader who wants the news does not ask first."""
_OF_NOTHING = frozenset({"none-recorded"})
_NO_FIGURES = frozenset({"period", "label", "bound", "years", "count"})


def write_standfirst(spec: PageSpec, source: Source) -> tuple[Writing, tuple[str, ...]]:
    """Return the standfirst and the ids of the findings that it tells."""
    own = spec.title.standfirst.get(source.lang, "")
    if own:
        return source.own(own), ()
    told: list[Finding] = []
    lead = source.lead
    captioned = spec.hero is not None and spec.hero.kind in CAPTIONED
    if lead is not None and not captioned and len(_text(lead, source)) <= MOST_LETTERS:
        told.append(lead)
    companion = _companion(lead, source)
    if companion is not None and sum(len(_text(one, source)) for one in (*told, companion)) <= MOST_LETTERS:
        told.append(companion)
    if not told:
        return NOTHING, ()
    source.told |= {figure for one in told for figure in _figures(one, source.lang)}
    return joined(source.sentence(one) for one in told), tuple(one.id for one in told)


def _companion(lead: Finding | None, source: Source) -> Finding | None:
    """Return the weightiest finding that tells something else than the headline, in few words."""
    said = _figures(lead, source.lang) if lead is not None else set()
    for finding in _by_weight(source.findings.values()):
        if (
            finding is lead
            or finding.kind in _NOTES
            or finding.pattern in _OF_EXPERTS
            or source.is_drawn(finding)
            or finding.pattern in _OF_NOTHING
            or len(_text(finding, source)) > MOST_COMPANION
        ):
            continue
        if lead is not None and finding.kind == lead.kind and finding.indicator == lead.indicator:
            continue
        figures = _figures(finding, source.lang)
        if figures and not figures & said:
            return finding
    return None


def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (-finding.weight, finding.id))


def _text(finding: Finding, source: Source) -> str:
    return finding.sentence[source.lang].text


def _figures(finding: Finding, lang: str) -> set[float]:
    return {one.value for one in finding.sentence[lang].evidence if one.formula not in _NO_FIGURES}
