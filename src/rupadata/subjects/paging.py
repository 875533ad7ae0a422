"""Pages: which indicator leads, which stand beside it, and into how many pages a subject is split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rupadata.language import say
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.subjects.catalogue import UNGROUPED, CatalogueSubject, TypicalIndicator
from rupadata.subjects.indicators import fold_name
from rupadata.subjects.words import stems_of

MAX_PAGES = 8
MAX_INDICATORS = 6
_KIN = 0.3
"""How much of their words two indicators share before one may stand on the other's page."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an indicator is there: years, regions inside the home, parts of breakdowns, figures."""

    years: int
    regions: int
    parts: int
    figures: int
    recent: bool
    table: str


def weigh(
    indicator: Indicator, coverage: Coverage, typical: tuple[TypicalIndicator, float] | None
) -> Indicator:
    """Return the indicator with its weight as a lead, 0 to 1, and the reasons."""
    over_years = min(coverage.years, 6) / 6 if coverage.years > 1 else 0.0
    over_regions = 1.0 if coverage.regions >= 3 else 0.5 * (coverage.regions == 2)
    # "Izin Terbit" is a main indicator wholly, "Izin Ditolak" only in part.
    importance = typical[0].weight * (0.6 + 0.4 * typical[1]) if typical else 0.25
    weight = (
        0.34 * importance
        + 0.24 * over_years
        + 0.24 * over_regions
        + 0.10 * bool(over_years and over_regions)
        + 0.05 * coverage.recent
        + 0.03 * bool(coverage.parts)
    )
    why = []
    if importance >= 0.5:
        why.append(say(id="indikator pokok substansi ini", en="a main indicator of this subject"))
    if coverage.years > 1:
        why.append(say(id=f"{coverage.years} tahun", en=f"{coverage.years} years"))
    if coverage.regions > 1:
        why.append(say(id=f"{coverage.regions} wilayah", en=f"{coverage.regions} regions"))
    if coverage.parts:
        why.append(say(id="ada rincian", en="has a breakdown"))
    if not coverage.recent:
        why.append(say(id="bukan data terbaru", en="not the latest data"))
    return replace(indicator, weight=round(weight, 4), why=tuple(why))


def lay_pages(
    entry: CatalogueSubject, indicators: Sequence[Indicator], coverage: Mapping[str, Coverage]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the pages of a subject, each a slug and the keys of its indicators, the lead first.

    `indicators` come by falling weight. A small subject is one page named after it; in a crowded one each
    strong indicator leads a page of its kin, named after it. What was not grouped shares a page only with
    its own table.
    """
    waiting = _one_of_each_name(indicators)
    grouped = entry is not UNGROUPED
    if len(waiting) <= MAX_INDICATORS and (
        grouped or len({coverage[each.key].table for each in waiting}) == 1
    ):
        return ((entry.subject.key, tuple(indicator.key for indicator in waiting)),) if waiting else ()
    pages: list[tuple[str, tuple[str, ...]]] = []
    while waiting and len(pages) < MAX_PAGES:
        lead = waiting.pop(0)
        kin = sorted(
            (
                other
                for other in waiting
                if _kinship(lead, other, coverage) >= _KIN
                and (grouped or coverage[lead.key].table == coverage[other.key].table)
            ),
            key=lambda other: (-_kinship(lead, other, coverage), -other.weight, other.key),
        )[: MAX_INDICATORS - 1]
        for other in kin:
            waiting.remove(other)
        pages.append((lead.key, (lead.key, *(other.key for other in kin))))
    return tuple(pages)


def _one_of_each_name(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Return the indicators without those that say a stronger one's name again in another unit."""
    kept: dict[str, Indicator] = {}
    for indicator in indicators:
        kept.setdefault(fold_name(indicator.name), indicator)
    return list(kept.values())


@lru_cache(maxsize=16384)
def _stems(name: str) -> frozenset[str]:
    return frozenset(stems_of(name))


def _kinship(one: Indicator, other: Indicator, coverage: Mapping[str, Coverage]) -> float:
    mine, theirs = _stems(one.name), _stems(other.name)
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return shared + 0.4 * (coverage[one.key].table == coverage[other.key].table)


def page_title(book: SubjectBook, slug: str, lang: str = "id") -> str:
    """Return a page's formal title: the subject's name, or the lead indicator's where there are several."""
    keys = dict(book.pages).get(slug, ())
    if slug == book.subject.key or not keys:
        return book.subject.name_en if lang == "en" else book.subject.name
    lead = book.indicator(keys[0])
    return (lead.name_en if lang == "en" else "") or lead.name
