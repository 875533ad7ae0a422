"""From findings to a PageSpec: which finding leads, which hero shows it, which blocks follow."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from zlib import crc32

from rupadata.analysis import (
    breakdown_series,
    dimensions_of,
    find_findings,
    newest_of_parts,
    part_periods,
    rank_headlines,
    region_periods,
    region_series,
    year_series,
)
from rupadata.analysis.facts import is_additive
from rupadata.analysis.finding import Finding
from rupadata.analysis.grades import is_satisfaction_index
from rupadata.analysis.headlines import HeadlineChoice
from rupadata.compose.architectures import SET, choose_architecture
from rupadata.compose.blocks.hero_pictures import one_in_of, share_of
from rupadata.compose.blocks.months import has_months
from rupadata.compose.blocks.then_now import compared_points
from rupadata.compose.citation import cited_title
from rupadata.model.neighbourhood import Neighbours
from rupadata.model.region import RegionLevel, level_of
from rupadata.model.subject import SubjectBook
from rupadata.office import Brand
from rupadata.pagespec import (
    BlockSpec,
    BrandSpec,
    MissingElement,
    PageSpec,
    RegionSpec,
    SourceSpec,
    SubjectSpec,
    TitleSpec,
)
from rupadata.regions import Regions, official_regions
from rupadata.wording import parse_unit, region_noun

MOST_ALTERNATIVES = 5
MOST_FINDINGS = 10
MOST_CAUTIONS = 2
CAUTIONS = {"id": "Yang belum dapat dikatakan", "en": "What these figures do not say"}
"""What stands over the sentences on what to keep in mind."""
MOST_BESIDE = 16
"""How many tiles of a map have room beside ranked bars."""
MOST_SMALL = 12
"""How many regions have small lines of their own; more stand in a table with lines."""
LEAST_STRIP = 30
LEAST_MAPPED = 5
"""How many regions a map has at least as a hero."""
LEAST_SHOWN = 9
"""From how many regions on a map says more than a figure without a course."""
LEAST_SPREAD = 14
"""From how many regions on a list is headed by a picture of how they spread."""
LEAST_COMPANION = 4
"""How many years an indicator beside the leading one has at least to be drawn."""
_TIMED = re.compile(r"\b(?:waktu|lama|standar|spm|response|tanggap)\b")
LEAST_WAFFLE = 8.0
"""A share in percent below which a hundred squares show next to nothing."""
_OVER_TIME = frozenset(
    {"change", "growth", "trend", "turn", "peak", "low", "record", "milestone", "steady", "break"}
)
_LEVELS_BY_REGION = frozenset({"rank", "concentration", "spread", "outlier", "whole"})
_MOVES_BY_REGION = frozenset({"rank-change", "breadth", "fastest", "contribution"})


_AS_NUMBER = frozenset({"level", "milestone"})
_OF_AGES = frozenset({"working-age", "ageing", "young"})
_SHARES = frozenset({"share", "breakdown", "concentration"})
_LESS_APT, _SEEN, _TWINS = 1.0, 0.7, 50.0
"""What it costs a hero to be the next best one, to look like one page more of the set, like its neighbour."""


def plan_page(
    book: SubjectBook,
    page: str,
    indicator_keys: Sequence[str],
    *,
    period: str | None = None,
    findings: Sequence[Finding] | None = None,
    headline: HeadlineChoice | None = None,
    regions: Regions | None = None,
    neighbours: Neighbours | None = None,
    before: Sequence[str] = (),
    brand: Brand | None = None,
    outlined: bool = False,
) -> PageSpec:
    """Return what a page of some indicators says, the first of them leading.

    `headline` is the choice made over a set of pages; without it the best of the page's own findings leads.
    `regions` are those that the office knows, the official ones when none are given.
    `brand` is how the office signs its pages; `outlined` tells that it has outlines of its regions.
    `neighbours` tell which regions touch, where the office has outlines and the findings are not given.
    `before` are the architectures of the pages that stand before it in the set.
    """
    keys = tuple(indicator_keys)
    known = regions or official_regions()
    if findings is None:
        findings = find_findings(book, keys, period=period, neighbours=neighbours)
    if headline is None:
        ranked = rank_headlines(findings)
        headline = ranked[0] if ranked else None
    keys = _led_by(book, keys, headline)
    spoken = period or _spoken_period(book, keys[0], headline)
    lead = headline.finding if headline else None
    heroes = hero_candidates(book, known, keys[0], lead, outlined=outlined)
    hero, architecture = _choose_hero(heroes, before, crc32(f"{book.region_code} {keys[0]}".encode()))
    missing = _missing_elements(book, keys[0])
    rest = [finding for finding in findings if lead is None or finding.id != lead.id]
    others = tuple(finding.id for finding in rest if finding.kind != "caution")
    cautions = tuple(finding.id for finding in rest if finding.kind == "caution")[:MOST_CAUTIONS]
    subject = book.subject
    return PageSpec(
        page=page,
        subject=SubjectSpec(
            key=subject.key,
            name={"id": subject.name, "en": subject.name_en},
            hue=subject.hue,
            symbol=subject.symbol,
        ),
        region=RegionSpec(code=book.region_code, name=book.region),
        period=spoken,
        until=period or "",
        indicators=keys,
        title=TitleSpec(
            finding=lead.id if lead else "",
            pattern=headline.headline.pattern if headline else "",
            why=lead.why if lead else (),
            alternatives=tuple(f.id for f in findings if f.headlines and f.id in others)[:MOST_ALTERNATIVES],
        ),
        architecture=architecture,
        hero=hero,
        blocks=_choose_blocks(
            book, known, keys, hero, others, cautions, _told_region(lead, keys[0]), outlined=outlined
        ),
        brand=_brand_spec(brand or Brand()),
        sources=_sources(book, keys),
        missing_elements=missing,
        illustrative=_is_illustrative(book, keys),
    )


def _brand_spec(brand: Brand) -> BrandSpec:
    return BrandSpec(
        office=brand.office,
        logo=b64encode(brand.logo).decode("ascii"),
        logo_media_type=brand.logo_media_type,
        web=brand.web,
        social=brand.social,
        hashtag=brand.hashtag,
        colour=brand.colour,
    )


def _led_by(book: SubjectBook, keys: tuple[str, ...], headline: HeadlineChoice | None) -> tuple[str, ...]:
    """Return the indicators, the headline's first where it gives as many of the procedure's charts."""
    told = headline.finding.indicator if headline else ""
    if headline is not None and told in keys and book.indicator(told).parts_only:
        told = _category_of(book, keys, headline.finding) or told
    if told not in keys or len(_missing_elements(book, told)) > len(_missing_elements(book, keys[0])):
        return keys
    return (told, *(key for key in keys if key != told))


def _category_of(book: SubjectBook, keys: tuple[str, ...], lead: Finding) -> str:
    """Return the indicator of a page that is the category which its headline tells of; "" for none."""
    family = book.indicator(lead.indicator).family
    for key in keys:
        one = book.indicator(key)
        if one.family == family and one.name.casefold().endswith(f": {lead.focus_part.casefold()}"):
            return key if lead.focus_part else ""
    return ""


def _spoken_period(book: SubjectBook, key: str, headline: HeadlineChoice | None) -> str:
    """Return the period that the page speaks of: the headline's, else the latest there is."""
    series = year_series(book, key)
    periods = region_periods(book, key)
    if headline is not None and headline.finding.indicator == key:
        focus = headline.finding.focus_period
        if focus and headline.finding.kind not in ("peak", "low", "turn", "break") and series.point(focus):
            return focus
    latest = series.latest.key if series.latest else ""
    newest = periods[-1] if periods else ""
    if not latest and not newest:
        return newest_of_parts(book, key)
    return max(latest, newest) if latest and newest else latest or newest


def _choose_hero(
    candidates: Sequence[BlockSpec], before: Sequence[str], turn: int
) -> tuple[BlockSpec | None, str]:
    """Return hero and architecture: the best hero, unless its page would look like those before it."""
    if not candidates:
        return None, choose_architecture("", before)
    costs = []
    for place, hero in enumerate(candidates):
        key = choose_architecture(hero.kind, before, turn)
        seen = list(before[-SET:]).count(key)
        costs.append(
            (_LESS_APT * place + _SEEN * seen + (_TWINS if before[-1:] == [key] else 0.0), place, key)
        )
    _, place, key = min(costs)
    return candidates[place], key


def hero_candidates(
    book: SubjectBook, regions: Regions, key: str, lead: Finding | None, *, outlined: bool = False
) -> list[BlockSpec]:
    """Return the pictures that show the leading finding, the best first.

    Where the office has outlines (`outlined`) a map comes before a list; squares with letters in them come
    after a list that has room for every name.
    """
    if lead is None:
        number = _number_hero(book, key)
        return [number] if number else []
    indicator = lead.indicator or key
    base = BlockSpec(kind="", indicator=indicator, findings=(lead.id,), options={"large": True})
    series, known = year_series(book, indicator), _regions(book, indicator)
    kinds: list[str] = []
    if is_satisfaction_index(book.indicator(indicator)):
        kinds.append("satisfaction")
    if lead.pattern == "elements":
        kinds.append("deviation")
    if one_in_of(lead, "id") is not None:
        kinds.append("one-in")
    share = share_of(lead, "id")
    on_map = ["map"] if known >= LEAST_MAPPED and _has_grid(book, regions, indicator) else []
    listed = ["regions"] if known >= 2 else []
    if lead.pattern in _OF_AGES:
        kinds.append("breakdown")  # A pyramid shows all ages, a waffle one share of them.
    if lead.kind == "concentration" and outlined:
        kinds += on_map
    if lead.kind in _SHARES and share is not None and share.value >= LEAST_WAFFLE:
        kinds.append("waffle")
    if outlined and lead.kind in _AS_NUMBER | _OVER_TIME and known >= LEAST_SHOWN and len(series.known) < 3:
        kinds += on_map  # A figure without a course says less than where it lies.
    if lead.kind in _AS_NUMBER and indicator == key and series.latest:
        kinds.append("huge-number")
    steps = lead.kind in ("change", "growth") and not lead.focus_region
    if steps and len(series.known) >= 3 and compared_points(lead, series) is not None:
        kinds.append("then-now")
    if lead.kind == "gap":
        kinds.append("gap")
    if (lead.kind in _OVER_TIME or lead.kind == "gap") and len(series.known) >= 3:
        kinds.append("years")
    if lead.pattern.startswith("long-") and lead.kind in _MOVES_BY_REGION:
        base.options["since"] = region_periods(book, indicator)[0]
    if lead.kind in _MOVES_BY_REGION and len(region_periods(book, indicator)) >= 2:
        kinds.append("change")  # A map or a list of sizes does not show who moved.
    if lead.kind in _LEVELS_BY_REGION | _MOVES_BY_REGION or (lead.kind == "ratio" and lead.focus_region):
        spread = ["strip"] if known >= LEAST_SPREAD else []
        kinds += [*on_map, *listed] if outlined else [*spread, *listed, *on_map]
    if lead.kind == "breakdown" and lead.focus_period and len(series.known) >= 2:
        kinds.insert(0, "flows")
    if lead.kind == "breakdown":
        kinds.append("breakdown")
    if lead.kind in _OVER_TIME and series.latest and indicator == key:
        kinds.append("huge-number")
    if not kinds and series.latest:
        kinds.append("huge-number")
    return [_as(base, kind) for kind in dict.fromkeys(kinds or listed)]


def _as(base: BlockSpec, kind: str) -> BlockSpec:
    return BlockSpec(kind=kind, indicator=base.indicator, findings=base.findings, options=dict(base.options))


def _number_hero(book: SubjectBook, key: str) -> BlockSpec | None:
    return BlockSpec(kind="huge-number", indicator=key) if year_series(book, key).latest else None


def _has_grid(book: SubjectBook, regions: Regions, key: str) -> bool:
    periods = region_periods(book, key)
    if not periods:
        return False
    series = region_series(book, key, periods[-1])
    grid = regions.tile_grid(book.region_code, level=series.level)
    return grid is not None and {p.key for p in series.known} <= {tile.code for tile in grid.tiles}


def _told_region(lead: Finding | None, key: str) -> str:
    return lead.focus_region if lead is not None and lead.indicator == key else ""


def _choose_blocks(
    book: SubjectBook,
    regions: Regions,
    keys: Sequence[str],
    hero: BlockSpec | None,
    others: Sequence[str],
    cautions: Sequence[str],
    told: str,
    *,
    outlined: bool,
) -> tuple[BlockSpec, ...]:
    lead = keys[0]
    kind = hero.kind if hero else ""
    same = hero is not None and hero.indicator == lead
    blocks = [
        BlockSpec(
            kind="numbers",
            options={"count": 3, "skip-lead": True}
            if kind in ("huge-number", "then-now") and same
            else {"count": 3},
        )
    ]
    if is_satisfaction_index(book.indicator(lead)):
        blocks = [BlockSpec(kind="satisfaction", indicator=lead)] if kind != "satisfaction" else []
        blocks.append(BlockSpec(kind="deviation", indicator=lead, keep=True))
        blocks.append(BlockSpec(kind="deviation", indicator=lead, variant="units"))
    series_region = _series_region(book, lead, told)
    if not (kind in ("years", "gap", "satisfaction") and same) and series_region is not None:
        blocks.append(BlockSpec(kind="years", indicator=lead, region=series_region, keep=True))
    if kind == "change" and same:
        # Then and now are a chart per region already.
        if outlined:
            blocks.append(BlockSpec(kind="map", indicator=lead))
        blocks.append(BlockSpec(kind="regions", indicator=lead, options={"whole": True, "companion": True}))
    elif not (kind == "regions" and same) and region_periods(book, lead):
        wide = kind != "map" and _regions(book, lead) > MOST_BESIDE and _has_grid(book, regions, lead)
        options: dict[str, str | int | float | bool] = {"map": kind != "map" and not wide}
        blocks.append(BlockSpec(kind="regions", indicator=lead, keep=True, options=options))
        if wide:
            blocks.append(BlockSpec(kind="map", indicator=lead))
        elif _regions(book, lead) >= LEAST_STRIP and kind != "strip":
            blocks.append(BlockSpec(kind="strip", indicator=lead))
    monthly = next((key for key in keys if has_months(book, key)), "")
    if monthly:
        blocks.append(BlockSpec(kind="months", indicator=monthly))
    blocks += [BlockSpec(kind="standard", indicator=key) for key in keys if _TIMED.search(key)]
    if not region_periods(book, lead):
        blocks.append(BlockSpec(kind="out-of", indicator=lead))
        blocks += [
            BlockSpec(kind="years", indicator=key, options={"companion": True})
            for key in keys[1:3]
            if len(year_series(book, key).known) >= LEAST_COMPANION and _moves(book, key)
        ]
    if kind not in ("breakdown", "flows"):
        broken = _broken_down(book, keys)
        if broken:
            # Where an indicator has no whole, its categories side by side are what the page is about.
            keep = book.indicator(broken).parts_only and not region_periods(book, lead)
            blocks.append(BlockSpec(kind=_breakdown_kind(book, broken, kind), indicator=broken, keep=keep))
    if len(region_periods(book, lead)) >= 4:
        many = _regions(book, lead) > MOST_SMALL
        level = book.indicator(lead).measure not in ("count-stock", "count-flow", "count")
        kind = ("heat-table" if level else "table") if many else "small-multiples"
        blocks.append(BlockSpec(kind=kind, indicator=lead))
    if others:
        blocks.append(BlockSpec(kind="findings", findings=tuple(others[:MOST_FINDINGS])))
    if cautions:
        blocks.append(BlockSpec(kind="findings", findings=tuple(cautions), keep=True, title=dict(CAUTIONS)))
    return tuple(blocks)


def _moves(book: SubjectBook, key: str) -> bool:
    """Tell whether an indicator changes over time at all: the sum of shares is 100 in every year."""
    return len({point.value for point in year_series(book, key).known}) > 1


def _regions(book: SubjectBook, key: str) -> int:
    """Return how many regions are known in the latest period by region."""
    periods = region_periods(book, key)
    return len(region_series(book, key, periods[-1]).known) if periods else 0


def _breakdown_kind(book: SubjectBook, key: str, hero: str) -> str:
    """Return how the parts of an indicator are shown: over time where they are no amounts to add up,

    as rows of symbols where people are counted and no picture on the page does so yet.
    """
    indicator = book.indicator(key)
    latest = newest_of_parts(book, key)
    parts = max(
        (len(breakdown_series(book, key, latest, name).known) for name in dimensions_of(book, key)),
        default=0,
    )
    steps = max(len(year_series(book, key).known), len(part_periods(book, key)))
    if not is_additive(indicator) and 2 <= parts <= 3 and steps >= 2:
        return "grouped"
    persons = parse_unit(indicator.unit).is_persons
    if persons and hero in ("years", "huge-number", "change") and 3 <= parts <= 6:
        return "pictogram"
    return "breakdown"


def _series_region(book: SubjectBook, key: str, told: str = "") -> str | None:
    """Return the region whose years are drawn: "" for home; where only parts are known over time the one

    that the headline tells of, else the first.
    """
    if len(year_series(book, key).known) >= 2:
        return ""
    periods = region_periods(book, key)
    if len(periods) >= 2:
        ranked = region_series(book, key, periods[-1]).ranked
        for code in (told, *(point.key for point in ranked[:1])):
            if code and len(year_series(book, key, region_code=code).known) >= 2:
                return code
    return None


def _broken_down(book: SubjectBook, keys: Sequence[str]) -> str:
    """Return the first indicator that has parts at home, "" for none."""
    for key in keys:
        latest = newest_of_parts(book, key)
        for dimension in dimensions_of(book, key) if latest else ():
            if len(breakdown_series(book, key, latest, dimension).known) >= 2:
                return key
    return ""


def _missing_elements(book: SubjectBook, key: str) -> tuple[MissingElement, ...]:
    missing = []
    if _series_region(book, key) is None:
        missing.append(
            MissingElement(
                element="chart-per-year",
                statement={"id": "Data per tahun tidak tersedia.", "en": "Data by year are not available."},
            )
        )
    if not region_periods(book, key):
        level = _level_below(book.region_code)
        statement = {
            "id": f"Data per {region_noun(level, (), (), 'id') if level else 'wilayah'} tidak tersedia.",
            "en": f"Data for {region_noun(level, (), (), 'en') if level else 'areas'} are not available.",
        }
        missing.append(MissingElement(element="chart-per-region", statement=statement))
    return tuple(missing)


def _level_below(code: str) -> RegionLevel | None:
    if not code:
        return None
    level = level_of(code)
    return RegionLevel(level + 1) if level < RegionLevel.VILLAGE else None


def _sources(book: SubjectBook, keys: Sequence[str]) -> tuple[SourceSpec, ...]:
    """Return the producer, table and file of each source, that of the lead first."""
    rank = {key: place for place, key in enumerate(keys)}
    columns = (book.values_of(name, keys) for name in ("indicator_key", "producer", "table", "file"))
    rows = sorted(dict.fromkeys(zip(*columns, strict=True)), key=lambda row: rank[row[0]])
    found = dict.fromkeys(
        (producer, cited_title(table, file, book.indicator(key).name), file)
        for key, producer, table, file in rows
    )
    return tuple(SourceSpec(producer=producer, title=table, file=file) for producer, table, file in found)


def _is_illustrative(book: SubjectBook, keys: Sequence[str]) -> bool:
    return any("illustrative" in text.split(";") for text in set(book.values_of("flags", keys)))
