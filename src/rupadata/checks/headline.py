"""The headline: is what it claims still among the findings of the data, or did a person write it."""

from __future__ import annotations

from rupadata.analysis import Finding, find_findings
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem


def check_headline(
    spec: PageSpec,
    book: SubjectBook,
    lang: str,
    where: str = "",
    findings: tuple[Finding, ...] | None = None,
) -> list[Problem]:
    """Return a warning for a headline written by hand, an error for one that the data do not bear out.

    `findings` are those of the spec's indicators where the caller has them.
    """
    if spec.title.headline.get(lang):
        return [Problem.of("headline-edited", Place(where, "", "head_headline"))]
    if not spec.title.finding:
        return []
    if findings is None:
        findings = find_findings(book, spec.indicators, period=spec.until or None)
    known = {finding.id for finding in findings}
    if spec.title.finding in known:
        return []
    return [
        Problem.of("headline-not-borne-out", Place(where, "", "head_headline"), finding=spec.title.finding)
    ]
