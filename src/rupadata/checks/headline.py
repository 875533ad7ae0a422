"""The headline: is what it claims still among the findings of the data, or did a person write it."""

from __future__ import annotations

from rupadata.analysis import find_findings
from rupadata.language import say
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.problems import Place, Problem, Severity


def check_headline(spec: PageSpec, book: SubjectBook, lang: str, where: str = "") -> list[Problem]:
    """Return a warning for a headline written by hand, an error for one that the data do not bear out."""
    if spec.title.headline.get(lang):
        return [
            Problem(
                "headline-edited",
                Severity.WARNING,
                Place(where, "", "head_headline"),
                say(
                    id="Judul ditulis tangan; kebenaran katanya belum diperiksa mesin.",
                    en="The headline was written by hand; no engine has checked its words.",
                ),
                say(id="Bandingkan dengan grafiknya.", en="Read it against the charts."),
            )
        ]
    if not spec.title.finding:
        return []
    known = {finding.id for finding in find_findings(book, spec.indicators, period=spec.until or None)}
    if spec.title.finding in known:
        return []
    return [
        Problem(
            "headline-not-borne-out",
            Severity.ERROR,
            Place(where, "", "head_headline"),
            say(
                id=f"Temuan {spec.title.finding!r} tidak ada lagi dalam data.",
                en=f"The finding {spec.title.finding!r} is not in the data any more.",
            ),
            say(id="Pilih temuan lain atau bangun ulang.", en="Choose another finding, or build again."),
        )
    ]
