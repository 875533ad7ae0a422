"""The grouped data as a page that officials read and sign: subject by subject, in words."""

from __future__ import annotations

from collections import Counter

from rupadata.documents.statements import (
    Plain,
    indicator_lines,
    letter_number,
    paper_base,
    person_words,
    signer_of,
    source_names,
)
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision, Item
from rupadata.wording import format_date


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
                        "reasons": reason_lines(item),
                    }
                    for item in items
                ],
            }
            for subject, items in by_subject.items()
        ],
        "decided": _decided_words(case, decision),
        "note": decision.note,
        "signer": signer_of(case, decision, kind="grouping"),
    }


def reason_lines(item: Item) -> list[str]:
    """Return why the indicators of an item belong to its subject: what speaks most for most of them.

    The workbook beside the paper has every reason in full.
    """
    found = Counter(one.reason.partition("; ")[0] for one in item.contents if one.reason)
    if not found:
        return []
    more = f"dan {len(found) - 1} dasar lain" if len(found) > 1 else ""
    return [line for line in (found.most_common(1)[0][0], more) if line]


def _decided_words(case: Case, decision: Decision) -> str:
    """Return who decided the grouping and when, and what the reasons above are; empty where none is known."""
    if not any(one.reason for progress in case.progress.items.values() for one in progress.item.contents):
        return ""
    day = format_date(decision.at.astimezone(case.office.zone).date(), "id")
    return (
        "Dasar yang menyebut kata pada judul, kepala, atau nama tabel adalah usulan aplikasi; yang lain "
        "menyebut siapa yang menetapkannya; lengkapnya dalam lembar kerja. Keputusan: pengelompokan di atas "
        f"ditetapkan oleh {person_words(case, decision)}, pada {day}."
    )
