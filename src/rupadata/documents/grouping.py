"""The grouped data as a page that officials read and sign: subject by subject, in words."""

from __future__ import annotations

from rupadata.documents.statements import (
    Plain,
    indicator_lines,
    letter_number,
    paper_base,
    signer_of,
    source_names,
)
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision, Item


def grouping_page(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the page of the grouping: the infographics of each subject, their indicators and tables."""
    by_subject: dict[str, list[Item]] = {}
    for progress in case.progress.items.values():
        by_subject.setdefault(progress.item.subject or "Tanpa substansi", []).append(progress.item)
    several = len({item.region for items in by_subject.values() for item in items}) > 1
    numbers = {key: number for number, key in enumerate(case.progress.items, start=1)}
    return {
        **paper_base(case, "Pengelompokan Data per Substansi", decision.at, logo=logo),
        "number": letter_number(case, "grouping", file, decision.at),
        "summary": f"{len(case.progress.items)} infografis dalam {len(by_subject)} substansi",
        "region": "" if several else next((i.region for s in by_subject.values() for i in s), ""),
        "subjects": [
            {
                "name": subject,
                "items": [
                    {
                        "number": str(numbers[item.id]),
                        "lines": indicator_lines(item) or [item.title],
                        "region": item.region if several else "",
                        "yearbook": item.yearbook,
                        "sources": source_names(item),
                    }
                    for item in items
                ],
            }
            for subject, items in by_subject.items()
        ],
        "note": decision.note,
        "signer": signer_of(case, decision, kind="grouping"),
    }
