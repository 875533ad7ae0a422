"""Pages: which indicator leads, which stand beside it, and into how many pages a subject is split."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from rupadata.language import in_both, say
from rupadata.model.observations import RANK
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.subjects.catalogue import UNGROUPED, CatalogueSubject, TypicalIndicator
from rupadata.subjects.indicators import fold_name
from rupadata.subjects.title_words import stems_of

MAX_PAGES = 6
MAX_INDICATORS = 6
_KIN = 0.3
"""How much of their words two indicators share before one may stand on the other's page."""
_FEW = 0.6
"""The share of the subject's strongest weight from which an indicator is worth a further page."""
_OLD_YEARS = 4
_MOST_DOUBTFUL = 0.2
"""The share of doubtful figures from which an indicator is kept off pages: what is left would mislead."""
_SEVERAL = 5
"""From how many regions on one figure for all of them is no chance."""
_WEAK = 0.4
_PART = re.compile(
    r"\b\d+\s*(?:-|–|\+|tahun)|\b(?:laki[- ]?laki|perempuan|pria|wanita|lainnya|lain-lain)\b", re.IGNORECASE
)
"""What tells that a name speaks of one part: an age group, one sex, the rest."""


class Coverage(Struct, frozen=True):
    """How much of an indicator is there: years, regions inside the home, parts of breakdowns, figures.

    `different` counts the different figures of whole regions, `zeros` tells that all are zero, `behind` how
    many years the newest is behind the subject's newest. `rank` compares the usual `size` with that of the
    largest part of the same whole, 0 to 1: Christians lead the religions of Papua, not Buddhists.
    """

    years: int
    regions: int
    parts: int
    figures: int
    different: int
    zeros: bool
    behind: int
    table: str
    file: str = ""
    size: float = 0.0
    rank: float = 1.0
    doubtful: int = 0
    """How many of the figures are against others, or can be read two ways."""


_IS_RANK = re.compile(r"(?:peringkat|ranking|rangking|rank|urutan|nomor urut|juara)(?: ke)?", re.IGNORECASE)
"""A column that only numbers its rows."""


def find_weakness(indicator: Indicator, coverage: Coverage) -> str:
    """Return why an indicator gives no picture, in words; empty when it may stand on a page."""
    if indicator.unit == RANK or _IS_RANK.fullmatch(indicator.name.strip()):
        return in_both(id="hanya urutan dari angka lain", en="only the order of other figures")
    if coverage.zeros:
        return in_both(id="semua angkanya nol", en="all figures are zero")
    if coverage.figures == 1:
        return in_both(id="hanya satu angka", en="a single figure")
    if coverage.different == 1 and coverage.years > 1 and coverage.regions < 2:
        return in_both(id="angkanya tidak pernah berubah", en="the figure never changes")
    if coverage.regions >= _SEVERAL and coverage.different <= coverage.years and not coverage.parts:
        # A figure of the whole, written again beside each of its regions.
        return in_both(id="angkanya sama di semua wilayah", en="the figure is the same in every region")
    return ""


def find_doubt(indicator: Indicator, coverage: Coverage) -> str:
    """Return what has to be decided before an indicator may stand on a page, in words; empty for nothing.

    A page without a sure lead is a false page, however well it is drawn.
    """
    if coverage.doubtful > _MOST_DOUBTFUL * coverage.figures:
        return in_both(
            id=f"{coverage.doubtful} dari {coverage.figures} angkanya meragukan: putuskan bacaannya",
            en=f"{coverage.doubtful} of its {coverage.figures} figures are in doubt: decide on them",
        )
    if not indicator.measure and not indicator.unit:
        return in_both(
            id="tidak diketahui apa yang diukur: sebut satuannya",
            en="not known what is measured: name its unit",
        )
    return ""


def weigh(
    indicator: Indicator, coverage: Coverage, typical: tuple[TypicalIndicator, float] | None
) -> Indicator:
    """Return the indicator with its weight as a lead, 0 to 1, and the reasons."""
    over_years = min(coverage.years, 6) / 6 if coverage.years > 1 else 0.0
    over_regions = 1.0 if coverage.regions >= 3 else 0.5 * (coverage.regions == 2)
    # "Izin Terbit" is a main indicator wholly, "Izin Ditolak" only in part.
    importance = typical[0].weight * (0.6 + 0.4 * typical[1]) if typical else 0.25
    # "Jumlah Penduduk" comes before "Jumlah Penduduk: Perempuan: 0 - 4".
    depth = min(indicator.name.count(": "), 3)
    part = bool(depth or _PART.search(indicator.name))
    weak = find_weakness(indicator, coverage)
    weight = (
        0.36 * importance
        + 0.24 * over_years
        + 0.24 * over_regions
        + 0.10 * bool(over_years and over_regions)
        + 0.03 * (coverage.behind == 0)
        + 0.03 * bool(coverage.parts)
        - 0.03 * depth
        - 0.06 * bool(_PART.search(indicator.name))
        - 0.08 * (coverage.behind >= _OLD_YEARS)
        - 0.04 * (1 - coverage.rank)
    )
    why = [str(weak)] if weak else []
    if importance >= 0.5:
        why.append(say(id="indikator pokok substansi ini", en="a main indicator of this subject"))
    if part:
        why.append(say(id="bagian dari suatu keseluruhan", en="a part of a whole"))
    if coverage.years > 1:
        why.append(say(id=f"{coverage.years} tahun", en=f"{coverage.years} years"))
    if coverage.regions > 1:
        why.append(say(id=f"{coverage.regions} wilayah", en=f"{coverage.regions} regions"))
    if coverage.parts:
        why.append(say(id="ada rincian", en="has a breakdown"))
    if coverage.behind:
        why.append(say(id="bukan data terbaru", en="not the latest data"))
    shown = max(weight, 0.0) * (_WEAK if weak else 1.0)
    doubt = find_doubt(indicator, coverage)
    return replace(indicator, weight=round(shown, 4), why=tuple(why), weakness=weak, doubt=doubt)


def lay_pages(
    entry: CatalogueSubject, indicators: Sequence[Indicator], coverage: Mapping[str, Coverage]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the pages of a subject, each a slug and the keys of its indicators, the lead first.

    `indicators` come by falling weight. A small subject is one page named after it; in a crowded one each
    strong indicator leads a page of its kin, named after it: few strong pages, the strongest first. What
    gives no picture (`weakness`) stands on no page unless the subject has nothing else, what is in doubt
    (`doubt`) on none at all. What was not grouped shares a page only with its own table. Of a subject for
    which the procedure is made (`core`) no table is crowded out by another's strong indicators: each stands
    on a page, and those of different files on pages of their own.
    """
    sure = [each for each in indicators if not each.doubt]
    waiting = _worth_showing(sure, coverage) if entry.core else _worth_showing(sure)
    tables = list(dict.fromkeys(coverage[each.key].table for each in waiting))
    together = len(tables) == 1 or not (entry is UNGROUPED or entry.core)
    if len(waiting) <= MAX_INDICATORS and together:
        return ((entry.subject.key, _with_families(waiting)),) if waiting else ()
    enough = 0.0 if entry is UNGROUPED else _FEW * max((each.weight for each in waiting), default=0.0)
    unserved = tables if entry.core else []
    pages: list[tuple[str, tuple[str, ...]]] = []
    while waiting and (unserved or (len(pages) < MAX_PAGES and waiting[0].weight >= enough)):
        lead = next((each for each in waiting if coverage[each.key].table in unserved), waiting[0])
        waiting.remove(lead)
        kin = sorted(
            (
                other
                for other in waiting
                if _kinship(lead, other, coverage) >= _KIN
                and _may_share(entry, coverage[lead.key], coverage[other.key])
            ),
            key=_by_nearness(lead, coverage),
        )[: MAX_INDICATORS - 1]
        for other in kin:
            waiting.remove(other)
        keys = _with_families([lead, *kin])
        # A family stands on one page, which shows its other categories beside each other.
        waiting = [other for other in waiting if other.family not in keys]
        left = {coverage[other.key].table for other in waiting}
        shown = {coverage[each.key].table for each in (lead, *kin)}
        unserved = [table for table in unserved if table in left and table not in shown]
        pages.append((lead.key, keys))
    return tuple(pages)


def _may_share(entry: CatalogueSubject, one: Coverage, other: Coverage) -> bool:
    """Tell whether the indicators of two tables may stand on one page of a subject."""
    if entry is UNGROUPED:
        return one.table == other.table
    return one.file == other.file or not entry.core


def _worth_showing(
    indicators: Sequence[Indicator], coverage: Mapping[str, Coverage] | None = None
) -> list[Indicator]:
    """Return the indicators that give a picture, each name once; all of them where none does.

    With `coverage` that is asked of each table on its own, so that none is left without a page.
    """
    tables: dict[str, list[Indicator]] = {}
    for each in indicators:
        tables.setdefault(coverage[each.key].table if coverage else "", []).append(each)
    kept = set[str]()
    for held in tables.values():
        named = _one_of_each_name(held)
        kept.update(each.key for each in [one for one in named if not one.weakness] or named)
    return [each for each in indicators if each.key in kept]


def _with_families(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Return the keys of indicators, and after the first what two or more of them are categories of."""
    families = [each.family for each in indicators if each.family]
    several = dict.fromkeys(key for key in families if families.count(key) > 1)
    return (indicators[0].key, *several, *(each.key for each in indicators[1:]))


def _by_nearness(
    lead: Indicator, coverage: Mapping[str, Coverage]
) -> Callable[[Indicator], tuple[float, str]]:
    return lambda other: (-_kinship(lead, other, coverage) - other.weight, other.key)


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
    shared = len(mine & theirs) / max(1, len(mine | theirs)) + bool(one.family and one.family == other.family)
    return shared + 0.4 * (coverage[one.key].table == coverage[other.key].table)


def find_left_out(book: SubjectBook) -> list[tuple[Indicator, str]]:
    """Return the indicators that stand on no page of a book, each with the reason in words."""
    shown = {key for _, keys in book.pages for key in keys}
    named = {fold_name(book.indicator(key).name) for key in shown}
    left = []
    for indicator in book.indicators:
        if indicator.key in shown or indicator.family in shown or indicator.parts_only:
            continue
        why = indicator.doubt or indicator.weakness
        if not why and fold_name(indicator.name) in named:
            why = in_both(
                id="nama yang sama tampil dalam satuan lain", en="its name is shown in another unit"
            )
        left.append((indicator, why or in_both(id="yang tampil lebih kuat", en="what is shown is stronger")))
    return left


def page_title(book: SubjectBook, slug: str, lang: str = "id") -> str:
    """Return a page's formal title: the subject's name, or the lead indicator's where there are several."""
    keys = dict(book.pages).get(slug, ())
    if slug == book.subject.key or not keys:
        return book.subject.name_en if lang == "en" else book.subject.name
    lead = book.indicator(keys[0])
    return (lead.name_en if lang == "en" else "") or lead.name
