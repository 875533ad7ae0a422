"""The headline: is what it claims still among the findings of the data, or did a person write it."""

from __future__ import annotations

from rupadata.analysis import find_findings
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem


def check_headline(spec: PageSpec, book: SubjectBook, lang: str, where: str = "") -> list[Problem]:
    """Return a warning for a headline written by hand, an error for one that the data do not bear out."""
    if spec.title.headline.get(lang):
        return [Problem.of("headline-edited", Place(where, "", "head_headline"))]
    if not spec.title.finding:
        return []
    known = {finding.id for finding in find_findings(book, spec.indicators, period=spec.until or None)}
    if spec.title.finding in known:
        return []
    return [
        Problem.of("headline-not-borne-out", Place(where, "", "head_headline"), finding=spec.title.finding)
    ]
