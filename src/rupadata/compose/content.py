"""From a PageSpec and its book to what the page says in one language, ready to be set in any size."""

from __future__ import annotations

from base64 import b64decode

import msgspec
from msgspec.structs import replace

from rupadata.compose.architectures import ARCHITECTURES, Architecture, choose_architecture
from rupadata.compose.blocks import BLOCKS, get_kind
from rupadata.compose.blocks.almanac import gather_almanac
from rupadata.compose.blocks.base import Block
from rupadata.compose.blocks.figure_table import gather_figures
from rupadata.compose.blocks.headline_numbers import HeadlineNumbers
from rupadata.compose.blocks.huge_number import HugeNumber
from rupadata.compose.blocks.illustration import gather_illustration
from rupadata.compose.blocks.listed import shows_spread
from rupadata.compose.blocks.pair import named
from rupadata.compose.blocks.place_map import PlaceMap
from rupadata.compose.blocks.regions import MOST_WITH_MAP
from rupadata.compose.blocks.then_now import ThenNow
from rupadata.compose.blocks.with_course import has_course, with_course
from rupadata.compose.blocks.years import YearChart
from rupadata.compose.citation import source_line
from rupadata.compose.foot import Foot
from rupadata.compose.head import Head
from rupadata.compose.layout import WaitingBlock
from rupadata.compose.number_format import unit_words
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.page import PageContent
from rupadata.compose.page_data import Source
from rupadata.compose.pen import Writing, plain
from rupadata.compose.standfirst import write_standfirst
from rupadata.compose.themes import page_hue
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import BlockSpec, PageSpec, Words
from rupadata.pagespec.model import Option
from rupadata.subjects.catalogue import UNGROUPED
from rupadata.wording import capitalised, format_date, format_period

ILLUSTRATIVE = {"id": "DATA CONTOH, BUKAN ANGKA RESMI", "en": "SAMPLE DATA, NOT OFFICIAL FIGURES"}
CREDITS = {
    "id": "Simbol: Phosphor. Huruf: {fonts}. Dibuat dengan Rupadata.",
    "en": "Symbols: Phosphor. Type: {fonts}. Made with Rupadata.",
}
MOST_TOLD = 16
"""Up to how many regions a map may tell all by itself, so that no list stands under it."""
MOST_BLOCKS = 16
"""How many blocks of a page are kept with its book."""
LEAST_JOINED = 9
"""From how many regions on a map gives the chart over time a place in its empty ground."""
_FIGURES = frozenset({"huge-number", "then-now"})
_PARTS_ALONE = 2.0
"""How many times its weight a chart of parts has on a page that no chart per region divides."""
ELEMENTS = {"chart-per-year": "years", "chart-per-region": "regions"}


def gather_content(
    spec: PageSpec,
    book: SubjectBook,
    office: Office,
    opened: OpenBooks,
    *,
    lang: str,
    date: str = "",
    alone: bool = False,
) -> PageContent:
    """Return what a page says in one language; gathered once for all its sizes and themes.

    `alone` is for blocks that are seen without the page's headline: each names its indicator.
    """
    key = (lang, date, office.regions.digest, office.boundaries, office.fonts, alone)
    return opened.recall(
        "contents", (spec, book), key, lambda: _gather(spec, book, office, opened, lang, date, alone)
    )


def _gather(
    spec: PageSpec, book: SubjectBook, office: Office, opened: OpenBooks, lang: str, date: str, alone: bool
) -> PageContent:
    findings = opened.findings(book, spec.indicators, spec.until, office)
    source = Source(spec, book, findings, lang, office)
    standfirst, told = write_standfirst(spec, source)
    source.said_above = frozenset(told)
    heroes = _hero_items(spec, source, opened)
    source.alone = alone
    items = heroes[1:]
    shown = heroes[0].block.kind if heroes else ""
    by_region = any(block.kind in ("regions", "map", "change") for block in spec.blocks)
    for block in spec.blocks:
        if block.kind == shown == "regions" and _same_data(block, spec.hero):
            continue
        item = _item(block, source, opened)
        if item is not None and block.kind == "numbers" and spec.hero and spec.hero.kind in _FIGURES:
            item = replace(item, weight=item.weight * 0.7)  # Beside a huge figure, others matter less.
        if item is not None and isinstance(item.block, HeadlineNumbers) and len(item.block.cards) == 1:
            item = replace(item, weight=item.weight * 0.5)  # A chart on the page mostly says it too.
        if item is not None and item.block.kind == "breakdown" and not by_region:
            item = replace(item, weight=item.weight * _PARTS_ALONE)
        if item is not None:
            items.append(item)
        own_map = _own_map(block, spec, source, opened)
        if own_map is not None:
            items.append(own_map)
    if any(shows_spread(item.block) for item in items):
        items = [item for item in items if item.block.kind != "strip"]
    _illustrate(spec, heroes, items, source)
    missing = _missing(spec, {item.block.kind for item in (*heroes, *items)})
    lacking = " ".join(statement for one in missing.values() if (statement := one.get(lang, "")))
    head = _head(spec, source, standfirst)
    title = head.headlines[0].text
    formal = plain(source.words(spec.title.subtitle, _subtitle(source, spec.indicators[0])))
    content = PageContent(
        head=head,
        hero=heroes[0] if heroes else None,
        items=tuple(items),
        foot=_foot(spec, source, date, formal, plain(lacking)),
        lang=lang,
        hue=page_hue(spec),
        title=title,
        description=" ".join(part for part in (formal.text + ".", _alts([*heroes, *items])) if part),
        architecture=_architecture(spec, heroes),
        metadata=_metadata(spec, source, list(missing)),
        fuller=_fuller(heroes, items),
        stand_in=_stand_in(spec, heroes, source, opened),
    )
    return replace(content, yearbook=_yearbook(content, spec, source))


def _illustrate(
    spec: PageSpec, heroes: list[WaitingBlock], items: list[WaitingBlock], source: Source
) -> None:
    """Put the office's illustration beside a huge figure, else under the hero; a block of it says where."""
    if any(block.kind == "illustration" for block in spec.hero_and_blocks):
        return
    picture = gather_illustration(BlockSpec(kind="illustration"), source)
    if picture is None:
        return
    hero = heroes[0].block if heroes else None
    if isinstance(hero, HugeNumber):
        heroes[0] = replace(heroes[0], block=replace(hero, picture=picture))
        return
    kind = get_kind("illustration")
    items.append(WaitingBlock(picture, kind.weight, keep=1, share=kind.share))


def _yearbook(content: PageContent, spec: PageSpec, source: Source) -> PageContent:
    """Return a page as a sheet of paper has it: a list of all regions in place of what shows some of them.

    Where regions are known over no time, or by none, what stands on the page stays.
    """
    held = list(content.items)
    listed = next(
        (place for place, item in enumerate(held) if item.block.kind == "regions" and item.keep), -1
    )
    lead = next((block for block in spec.blocks if block.kind == "regions"), None)
    made = gather_almanac(lead, source) if listed >= 0 and lead is not None else None
    if made is not None:
        almanac, guide = made
        held[listed] = WaitingBlock(named(almanac, lead.id or "regions"), 3.4, keep=2, pairs=False)  # type: ignore[union-attr]
        held = [item for item in held if item.block.kind not in ("multiples", "strip")]
        held.append(WaitingBlock(guide, 0.9, pairs=False))
    else:
        # A sheet without that list has room for what its charts are drawn from.
        shown = {item.block.kind for item in (*([content.hero] if content.hero else []), *held)}
        table = gather_figures(source, by_region=bool(shown & {"regions", "map", "change"}))
        if table is not None:
            held.append(WaitingBlock(table, 1.3, pairs=False))
    hero = [content.hero] if content.hero is not None else []
    fuller = tuple(one for one in _fuller(hero, held) if not getattr(one[0].block, "figures", False))
    return replace(content, architecture=ARCHITECTURES["yearbook"], items=tuple(held), fuller=fuller)


def _fuller(
    heroes: list[WaitingBlock], items: list[WaitingBlock]
) -> tuple[tuple[WaitingBlock, frozenset[int]], ...]:
    """Return heroes that show more than the plain one, and which items they make needless.

    A figure takes the chart over time into its band. A map of few regions tells name and figure of each, so
    that no list need repeat them; one of many takes the chart over time into its empty ground, so that the
    room below belongs to the names.
    """
    if not heroes:
        return ()
    years = [place for place, item in enumerate(items) if item.block.kind == "years" and item.keep][:1]
    hero = heroes[0].block
    if isinstance(hero, HugeNumber | ThenNow):
        return tuple(
            (replace(heroes[0], block=with_course(hero, course)), frozenset((place,)))
            for place in years
            if isinstance(course := items[place].block, YearChart) and has_course(course)
        )
    if hero.kind == "flows" and years:
        return ((heroes[0], frozenset(years)),)  # They are a chart over time themselves.
    if not isinstance(hero, PlaceMap):
        return ()
    plain_map = hero
    lists = [place for place, item in enumerate(items) if item.block.kind == "regions" and item.keep]
    found = []
    insets = [(items[place].block, frozenset((place,))) for place in years]
    if len(plain_map.areas) < LEAST_JOINED:
        insets = []
    if lists and len(plain_map.areas) <= MOST_TOLD and len(items) > len(lists) + 1:
        # With its lists and its chart over time on the map, something must still stand under it.
        alone: list[tuple[Block | None, frozenset[int]]] = [(None, frozenset())]
        for chart, inside in [*insets, *alone] if len(items) > len(lists) + 2 else alone:
            block = replace(plain_map, inset=chart, figures=True)
            found.append((replace(heroes[0], block=block), inside | frozenset(lists)))
    for inset, inside in insets:
        found.append((replace(heroes[0], block=replace(plain_map, inset=inset)), inside))
    return tuple(found)


def _architecture(spec: PageSpec, heroes: list[WaitingBlock]) -> Architecture:
    """Return the architecture that the spec names, else the one that suits its hero best."""
    key = spec.architecture
    if not key:
        key = choose_architecture(spec.hero.kind if spec.hero and heroes else "", ())
    if key in ARCHITECTURES:
        return ARCHITECTURES[key]
    near = nearest_name(key, ARCHITECTURES)
    raise UsageError(
        say(id=f'Arsitektur "{key}" tidak dikenal.', en=f'The architecture "{key}" is unknown.'),
        code="architecture-unknown",
        hint=say(id=f"Pilih {', '.join(ARCHITECTURES)}.", en=f"Choose one of {', '.join(ARCHITECTURES)}.")
        + (say(id=f' Maksudnya "{near}"?', en=f' Did you mean "{near}"?') if near else ""),
    )


def _own_map(block: BlockSpec, spec: PageSpec, source: Source, opened: OpenBooks) -> WaitingBlock | None:
    """Return the map of given outlines that is too fine to stand beside the bars of its regions."""
    shown = {one.kind for one in spec.hero_and_blocks}
    if block.kind != "regions" or source.office.boundaries is None or "map" in shown:
        return None
    if not block.options.get("map", True):
        return None
    on_map = BlockSpec(kind="map", id=f"{block.id}_map", indicator=block.indicator, period=block.period)
    item = _item(on_map, source, opened)
    series = source.regions(block)
    many = series is not None and len(series.points) > MOST_WITH_MAP
    beside = item is not None and getattr(item.block, "stands_beside", True) and not many
    return None if beside else item


def _missing(spec: PageSpec, shown: set[str]) -> dict[str, Words]:
    """Return the elements that the data cannot give and no block shows, with the line that says so."""
    missing = {}
    for element in spec.missing_elements:
        name = ELEMENTS.get(element.element, element.element)
        if name not in shown:
            missing[name] = element.statement
    if not shown.isdisjoint(("map", "change")):
        missing.pop("regions", None)
    return missing


def _hero_items(spec: PageSpec, source: Source, opened: OpenBooks) -> list[WaitingBlock]:
    if spec.hero is None:
        return []
    listed = spec.architecture == "ranking"  # There the list itself is the hero.
    if spec.hero.kind == "regions" and source.office.boundaries is not None and not listed:
        on_map = _item(replace(spec.hero, kind="map"), source, opened)
        bars = _item(replace(spec.hero, id=f"{spec.hero.id}_regions"), source, opened)
        if on_map is not None and bars is not None:
            return [replace(on_map, weight=on_map.weight + 1.6, keep=1), bars]
    item = _item(spec.hero, source, opened)
    if item is None and spec.hero.kind in ("then-now", "gap"):
        item = _item(replace(spec.hero, kind="years"), source, opened)
    if item is None and spec.hero.kind == "flows":
        item = _item(replace(spec.hero, kind="breakdown"), source, opened)
    if spec.hero.kind == "strip" and item is not None and not getattr(item.block, "poles", ()):
        item = None  # Without poles to tell of, dots alone carry no page.
    if item is None and spec.hero.kind in ("map", "change", "strip"):
        item = _item(replace(spec.hero, kind="regions"), source, opened)
    if item is None:
        return []
    return [replace(item, weight=item.weight + 1.6, keep=max(1, item.keep))]


def _stand_in(
    spec: PageSpec, heroes: list[WaitingBlock], source: Source, opened: OpenBooks
) -> WaitingBlock | None:
    """Return home's own course for a page on which two courses have no room beside each other."""
    if spec.hero is None or not heroes or heroes[0].block.kind != "gap":
        return None
    item = _item(replace(spec.hero, kind="years"), source, opened)
    return replace(item, weight=item.weight + 1.6) if item is not None else None


def _same_data(block: BlockSpec, hero: BlockSpec | None) -> bool:
    return hero is not None and block.indicator == hero.indicator


def _item(block: BlockSpec, source: Source, opened: OpenBooks) -> WaitingBlock | None:
    """Return a block with what it shows, gathered once as long as nothing changes that it looks at."""
    kind = get_kind(block.kind)

    def gather() -> tuple[WaitingBlock | None, tuple[frozenset[str], frozenset[float], frozenset[str]]]:
        asked, source.needed_notes = source.needed_notes, set()
        made = kind.gather(block, source)
        notes, source.needed_notes = frozenset(source.needed_notes), asked
        if made is None:
            return None, source.said_so_far
        owed = kind.keep and not block.options.get("companion")
        keep = 2 if owed else int(block.keep)
        waiting = WaitingBlock(named(made, block.id), kind.weight, keep, kind.share, kind.pairs, notes)
        return waiting, source.said_so_far

    key = (source.seen_by_blocks, source.alone, msgspec.json.encode(block), source.said_so_far)
    item, said = opened.recall("blocks", (source.book, source.office), key, gather, each=MOST_BLOCKS)
    source.go_on_from(said)
    source.notes_of_blocks |= item.notes if item is not None else frozenset()
    return item


def find_kinds(
    spec: PageSpec, book: SubjectBook, office: Office, opened: OpenBooks, *, lang: str, large: bool = False
) -> frozenset[str]:
    """Return the kinds of blocks that the data of a page's first indicator can fill; `large` as its hero.

    Each is tried as if it stood alone: what another block has said already is not asked here.
    """
    lead = spec.indicators[0] if spec.indicators else ""
    options: dict[str, Option] = {"large": True} if large else {}

    def find() -> frozenset[str]:
        findings = opened.findings(book, spec.indicators, spec.until, office)
        return frozenset(
            name
            for name, kind in BLOCKS.items()
            if kind.gather(
                BlockSpec(kind=name, id=name, indicator=lead, options=options),
                Source(spec, book, findings, lang, office),
            )
            is not None
        )

    pictured = bool(spec.illustration.picture)
    key = (spec.indicators, spec.period, spec.until, spec.region.code, pictured, lang, large)
    return opened.recall("kinds", (book, office), key, find)


def _alts(items: list[WaitingBlock]) -> str:
    said = dict.fromkeys(alt for item in items if (alt := getattr(item.block, "alt", "")))
    return " ".join(said)[:1200]


def _head(spec: PageSpec, source: Source, standfirst: Writing) -> Head:
    lang = source.lang
    subject = spec.subject.name.get(lang) or spec.subject.key
    period = source.period(spec.period, short=False).text if spec.period else ""
    place = ", ".join(part for part in (spec.region.name, period) if part)
    kicker = source.words(spec.title.kicker, subject)
    if spec.subject.key == UNGROUPED.subject.key and not spec.title.kicker.get(lang):
        kicker, place = place, ""  # That nobody decided on the subject is no subject to readers.
    return Head(
        kicker=plain(kicker.upper(), "period"),
        place=plain(place, "period"),
        headlines=_headlines(spec, source),
        standfirst=standfirst,
        symbol=spec.subject.symbol,
        band=ILLUSTRATIVE[lang] if spec.illustrative else "",
    )


def _headlines(spec: PageSpec, source: Source) -> tuple[Writing, ...]:
    """Return the headline and those that may stand in where it does not fit two lines."""
    own = spec.title.headline.get(source.lang, "")
    lead = source.lead
    if own:
        return (source.own(own),)
    texts = []
    if lead is not None:
        chosen = [h for h in lead.headlines if h.pattern == spec.title.pattern]
        texts = [h.text[source.lang] for h in (*chosen, *lead.headlines)]
        for text in texts:
            source.mark_said(lead, text)
    labels = source.unit_labels(lead.indicator) if lead is not None else ()
    found = [Writing(text.text, (*text.evidence, *labels)) for text in texts]
    return tuple(dict.fromkeys(found)) or (_plain_headline(source),)


def _plain_headline(source: Source) -> Writing:
    """Return the name of the lead for a page about which nothing can be found."""
    lead = source.book.indicator(source.spec.indicators[0])
    return plain(capitalised(source.name(lead)))


def _subtitle(source: Source, key: str) -> str:
    """Return the formal title of what the headline speaks of, then that of the page's first indicator."""
    told = source.lead.indicator if source.lead else key
    if told == key:
        return _formal_title(source, key)
    second = _formal_title(source, key)
    return f"{_formal_title(source, told)}; {second}"


def _formal_title(source: Source, key: str) -> str:
    """Return `Jumlah penduduk menurut tahun dan kecamatan, jiwa`."""
    indicator = source.book.indicator(key)
    block = BlockSpec(kind="years", indicator=key)
    by = []
    series = source.years(block)
    if len(series.known) >= 2:
        by.append(source.axis_word(series.axis))
    regions = source.regions(block)
    if regions is not None:
        by.append(source.by_region(regions))
    title = capitalised(source.name(indicator))
    if by and " menurut " not in f" {title.casefold()} " and " by " not in f" {title.casefold()} ":
        title += f" {source.say('menurut', 'by')} {source.say(' dan ', ' and ').join(by)}"
    unit = unit_words(indicator.unit, source.lang)
    if unit and unit.casefold() not in title.casefold():
        title += f", {source.say('dalam ', 'in ')}{unit}"
    if not unit and indicator.measure.startswith("money"):
        title += source.say(", satuan tidak disebut dalam tabel", ", unit not stated in the table")
    return title


def _foot(spec: PageSpec, source: Source, date: str, formal: Writing, lacking: Writing) -> Foot:
    brand = spec.brand
    return Foot(
        source=source_line(spec.sources, source.lang),
        notes=source.notes(),
        made_by=_made_by(spec, source, date),
        credits=CREDITS[source.lang].format(fonts=", ".join(source.office.fonts.names)),
        address=" · ".join(part for part in (brand.web, *brand.social, brand.hashtag) if part),
        qr=spec.data_url,
        logo=b64decode(brand.logo) if brand.logo else b"",
        logo_media_type=brand.logo_media_type,
        office=brand.office,
        formal=formal,
        lacking=lacking,
    )


def _made_by(spec: PageSpec, source: Source, date: str) -> str:
    parts = []
    if spec.brand.office:
        parts.append(f"{source.say('Diolah', 'Prepared by')} {spec.brand.office}")
    if date:
        parts.append(_worded_date(date, source.lang))
    return ", ".join(parts) if len(date) == 10 else " · ".join(parts)


def _worded_date(date: str, lang: str) -> str:
    if len(date) == 10:
        return format_date(date, lang)
    said = format_period(date, lang)
    return f"Data sampai {said}" if lang == "id" else f"Data up to {said}"


def _metadata(spec: PageSpec, source: Source, missing: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = [
        ("region", spec.region.code),
        ("region-name", spec.region.name),
        ("subject", spec.subject.key),
        ("page", spec.page),
        ("period", spec.period),
    ]
    if missing:
        pairs.append(("sop-missing", ",".join(missing)))
    if spec.illustrative:
        pairs.append(("illustrative", ILLUSTRATIVE[source.lang]))
    return tuple(pairs)
