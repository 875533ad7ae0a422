"""What blocks are made from: one page's book, findings, period and focus, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from rupadata.analysis import (
    Point,
    RegionSeries,
    Sentence,
    YearSeries,
    region_periods,
    region_series,
    school_years,
    year_series,
)
from rupadata.analysis.facts import read_facts
from rupadata.analysis.finding import Finding
from rupadata.compose.annotation import Comment
from rupadata.compose.foot import FootNote
from rupadata.compose.number_format import NumberForm, choose_form
from rupadata.compose.own_words import prove_words
from rupadata.compose.pen import NOTHING, Writing, plain
from rupadata.errors import InputRefusedError
from rupadata.model.evidence import Evidence
from rupadata.model.region import RegionLevel
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.office import Office
from rupadata.pagespec import BlockSpec, PageSpec, Words
from rupadata.wording import (
    PROVISIONAL_MARK,
    called,
    capitalised,
    format_period,
    part_name,
    region_noun,
    says_nothing,
    short_region_names,
    unit_name,
)

if TYPE_CHECKING:
    from rupadata.regions.boundaries import BoundarySet

NOTES: dict[str, dict[str, str]] = {
    "provisional": {"id": "* angka sementara", "en": "* provisional figures"},
    "estimate": {"id": "Memuat angka perkiraan", "en": "Includes estimates"},
    "projection": {"id": "Memuat angka proyeksi", "en": "Includes projections"},
    "break": {
        "id": "Garis putus-putus tegak: deret terputus, jangan dibandingkan",
        "en": "Dashed upright line: the series is broken, do not compare across it",
    },
    "scale": {
        "id": "Skala garis atau titik tidak mulai dari nol",
        "en": "Scale of lines or dots does not begin at zero",
    },
    "sum": {"id": "Jumlah dihitung dari bagian-bagiannya", "en": "Totals are computed from their parts"},
}
"""Notes that blocks ask for when they draw what needs saying, in the order of the foot."""

OUTLINES = "outlines"
"""The note that says where outlines come from, asked for by what draws them."""

_SUMMED = frozenset({"count-stock", "count-flow", "count", "money-nominal", "money-real"})
_BY_REGION = frozenset({"regions", "map", "change"})
_AXIS = {
    "year": ("tahun", "year"), "school-year": ("tahun ajaran", "school year"), "month": ("bulan", "month"),
    "quarter": ("triwulan", "quarter"), "semester": ("semester", "half-year"), "range": ("periode", "period"),
    "day": ("hari", "day"), "other": ("periode", "period"),
}  # fmt: skip

OVER_TIME = frozenset(
    {"trend", "turn", "record", "growth", "peak", "low", "milestone", "steady", "change", "ratio", "gap"}
)
REGION_LEVELS = frozenset({"whole", "spread", "concentration", "outlier", "ratio", "rank", "share"})
REGION_MOVES = frozenset({"breadth", "fastest", "rank-change", "contribution"})
OVER_PARTS = frozenset({"breakdown"})
"""The kinds of findings whose headlines answer what a chart asks.

Over time, of sizes by region, of changes by region, of parts: a list of sizes does not show who grew fastest.
"""
_MOVING_PATTERNS = frozenset({"spread-moves", "multiple"})
"""Headlines that tell of a change, though their kind also tells of levels."""
LONGEST_ANSWER = 58
LONGEST_NAME = 36
"""Up to which length, in letters, a name that the standfirst has just said stands over the hero once more."""
_NO_ANSWERS = frozenset(
    {"change-to", "home-first", "level", "there-are", "rank-move", "overtake", "whole-top"}
)

_SINGULAR = {
    "districts": "district", "villages": "village", "provinces": "province", "cities": "city",
    "regencies": "regency", "areas": "area", "countries": "country",
}  # fmt: skip


def newest_until(periods: Sequence[str], wanted: str) -> str:
    """Return the period that is asked for, else the newest that it does not come before: the year of a
    quarter, where only years are known; the newest of all where nothing is as old."""
    if wanted in periods:
        return wanted
    return next((period for period in reversed(periods) if wanted and period <= wanted), periods[-1])


class Source:
    """Gives blocks their figures, names and words; remembers which notes they need."""

    def __init__(
        self,
        spec: PageSpec,
        book: SubjectBook,
        findings: Sequence[Finding],
        lang: str,
        office: Office,
    ) -> None:
        self.spec = spec
        self.book = book
        self.lang = lang
        self.office = office
        self.findings = {finding.id: finding for finding in findings}
        self.lead = self.findings.get(spec.title.finding)
        self.needed_notes: set[str] = set()
        self.notes_of_blocks: set[str] = set()
        """What blocks ask for, each for itself: a note goes where its block is left out."""
        self.told: set[float] = set()
        """Figures that the page has told already, above where a block stands."""
        self.answered: frozenset[str] = frozenset()
        """The findings that headings of charts state."""
        self.said_above: frozenset[str] = frozenset()
        """The findings that the standfirst tells."""
        self.alone = False
        """Whether a block is seen without the page's headline, and names its indicator itself."""
        if self.lead is not None and self.lead.headline:
            self.told |= {one.value for one in self.lead.headline[lang].evidence}

    @property
    def said_so_far(self) -> tuple[frozenset[str], frozenset[float], frozenset[str]]:
        """What the blocks up to here have left behind: notes, figures told, findings answered."""
        return frozenset(self.needed_notes), frozenset(self.told), self.answered

    def go_on_from(self, said: tuple[frozenset[str], frozenset[float], frozenset[str]]) -> None:
        """Take over what blocks have left behind that were gathered before."""
        notes, told, self.answered = said
        self.needed_notes, self.told = set(notes), set(told)

    @cached_property
    def seen_by_blocks(self) -> bytes:
        """All of the page that can change what a block says of its book, but for what others said before."""
        spec = self.spec
        seen = (
            self.lang, spec.indicators, spec.period, spec.until, spec.subject, spec.hero, spec.blocks,
            spec.title.finding, spec.title.pattern, spec.illustration,
            sorted(self.said_above), sorted(self.headline_figures),
        )  # fmt: skip
        return msgspec.json.encode(seen)

    def is_drawn(self, finding: Finding) -> bool:
        """Tell whether a finding is the figure of one part alone, of a whole whose parts a chart of the page
        shows beside each other."""
        family = self.book.indicator(finding.indicator).family
        drawn = {block.indicator for block in self.spec.hero_and_blocks}
        return finding.kind == "level" and bool(family) and family in drawn

    def say(self, id: str, en: str) -> str:
        """Return the words in the page's language."""
        return en if self.lang == "en" else id

    def heading(self, block: BlockSpec, default: str, kinds: frozenset[str]) -> Writing:
        """Return what stands over a chart: the spec's words, over a hero its name, else the answer.

        The answer is the weightiest headline among findings of some kinds that stands nowhere else on the
        page; where there is none the default says what the chart goes by.
        """
        own = block.title.get(self.lang)
        if own:
            return self.own(own)
        indicator = self.indicator(block)
        if block.options.get("large"):
            name = self.name(indicator)
            told = self.lead is not None and self.lead.id in self.said_above
            return plain(default if told and len(name) > LONGEST_NAME else capitalised(name))
        if block.region and block.region != self.book.region_code:
            return plain(default)
        found = self._answer(indicator.key, kinds)
        return found if found is not None else plain(default)

    def _answer(self, key: str, kinds: frozenset[str]) -> Writing | None:
        taken = self.said_above | self.answered
        for finding in self.findings.values():
            if finding.indicator != key or finding.kind not in kinds or finding is self.lead:
                continue
            if kinds is OVER_TIME and finding.focus_region:
                continue
            if kinds is REGION_LEVELS and finding.pattern in _MOVING_PATTERNS:
                continue
            if finding.id in taken or (self.lead is not None and finding.pattern == self.lead.pattern):
                continue
            for headline in finding.headlines:
                said = headline.text[self.lang]
                text = self._without_home(said.text)
                if headline.pattern not in _NO_ANSWERS and len(text) <= LONGEST_ANSWER:
                    self.answered |= {finding.id}
                    self.mark_said(finding, said)
                    return Writing(text, (*said.evidence, *self.unit_labels(key)))
        return None

    def _without_home(self, text: str) -> str:
        """Return a headline without the home region, which the page names above."""
        home = self.book.region
        if f" angka {home}" in text or f"the {home} figure" in text:
            return text
        if any(name in text for name in self._named_like_home):
            return text  # "di Kota Bengkulu" without Bengkulu would be in no place at all.
        for joined in (f" in {home}", f" {home}"):
            if joined in text and not text.startswith(home):
                return text.replace(joined, "", 1)
        return text

    @cached_property
    def _named_like_home(self) -> frozenset[str]:
        """The names of other regions that hold the home region's name, whole and as they are said."""
        home = self.book.region
        names = [name for name in dict.fromkeys(self.book.plain["region"]) if name and name != home]
        short = short_region_names(names).values()
        return frozenset(name for name in (*names, *short) if home in name and name != home)

    def comments(self, block: BlockSpec) -> tuple[Comment, ...] | None:
        """Return the comments that the spec gives; None where the engine is to find its own."""
        if not block.comments:
            return None

        def said(texts: Words) -> Writing:
            return self.own(texts.get(self.lang, ""))

        return tuple(
            Comment(
                said(one.strong),
                said(one.more),
                one.at,
                wanted=None if one.x is None or one.y is None else (one.x, one.y),
            )
            for one in block.comments
            if one.at
        )

    def own(self, text: str) -> Writing:
        """Return words that a person wrote, with what bears their figures out."""
        proofs = prove_words(text, self.lang, self.book, self.spec.indicators, self.findings.values())
        return Writing(text, proofs)

    def titled(self, block: BlockSpec, default: str) -> Writing:
        """Return what the spec writes over a block, else the engine's words."""
        own = block.title.get(self.lang)
        return self.own(own) if own else plain(default)

    def words(self, texts: Words, default: str) -> str:
        """Return the text that the spec gives in this language, else the engine's."""
        return texts.get(self.lang) or default

    @cached_property
    def headline_figures(self) -> frozenset[float]:
        """The figures that the headline says in digits, periods apart; none where a person wrote it."""
        if self.lead is None or not self.lead.headline or self.spec.title.headline.get(self.lang):
            return frozenset()
        chosen = [h.text for h in self.lead.headlines if h.pattern == self.spec.title.pattern]
        said = (chosen or [self.lead.headline])[0][self.lang].evidence
        return frozenset(
            one.value for one in said if one.formula != "period" and any(char.isdigit() for char in one.shown)
        )

    @cached_property
    def focus_region(self) -> str:
        """Return the region that the headline speaks of."""
        return self.lead.focus_region if self.lead else ""

    def indicator(self, block: BlockSpec) -> Indicator:
        """Return the block's indicator, else the page's first."""
        return self.book.indicator(block.indicator or self.spec.indicators[0])

    def name(self, indicator: Indicator) -> str:
        """Return an indicator's name for a sentence."""
        return self._called(indicator)[1]

    def topic(self, indicator: Indicator) -> str:
        """Return what an indicator is about, short."""
        return self._called(indicator)[0]

    def _called(self, indicator: Indicator) -> tuple[str, str]:
        home = self.book.region
        return called(
            indicator.name,
            indicator.name_en,
            self.lang,
            without=home,
            unit=indicator.unit,
            measure=indicator.measure,
        )

    def part(self, name: str, of: str) -> str:
        """Return the name of a part of a breakdown as a label; `of` is its dimension, empty when unknown."""
        return capitalised(part_name(name, self.lang, of=of))

    def by_dimension(self, dimension: str) -> str:
        """Return `Menurut jenis kelamin`: a breakdown's heading; by its kinds where that has no name."""
        if says_nothing(dimension):
            return self.say("Menurut jenis", "By type")
        return f"{self.say('Menurut', 'By')} {part_name(dimension, self.lang)}"

    def is_lead(self, indicator: Indicator) -> bool:
        """Tell whether an indicator is the one that the page is about."""
        return indicator.key == self.spec.indicators[0]

    def about(self, indicator: Indicator) -> str:
        """Return what a chart's heading must say it shows; nothing where headline and title say it."""
        told = not self.alone and (self.lead is None or self.lead.indicator == indicator.key)
        return "" if self.is_lead(indicator) and told else self.topic(indicator)

    def years(self, block: BlockSpec) -> YearSeries:
        """Return the block's indicator over time, at home or in the region it names."""
        return year_series(self.book, self.indicator(block).key, region_code=block.region or None)

    def regions(self, block: BlockSpec) -> RegionSeries | None:
        """Return the block's indicator over regions in its period, else in the page's, else the latest."""
        key = self.indicator(block).key
        periods = region_periods(self.book, key)
        wanted = block.period or self.spec.period
        if not periods:
            return None
        return region_series(self.book, key, newest_until(periods, wanted))

    def outlines(self, level: RegionLevel | None) -> BoundarySet | None:
        """Return the outlines of the home region's parts, where the office has boundaries."""
        if self.office.boundaries is None or level is None:
            return None
        from rupadata.regions.boundaries import load_outlines  # Few pages have outlines.

        try:
            found = load_outlines(
                self.office.boundaries, self.office.regions, self.book.region_code, level=level
            )
            self.needed_notes.add(OUTLINES)
            return found
        except InputRefusedError as error:
            if error.code == "boundaries-no-match":
                return None  # A file serves one of several home regions; the others have their grids.
            raise

    def home_point(self, block: BlockSpec) -> tuple[YearSeries, Point | None]:
        """Return the figure at home that a number may show: of the page's period, else the latest.

        Where the page also shows the parts of an amount by region, of their period: parts and whole of
        different years do not stand side by side.
        """
        series = self.years(block)
        point = series.point(block.period or self.spec.period)
        if point is None or point.value is None:
            point = series.latest
        key = self.indicator(block).key
        if point is None or not self._shows_regions(key) or self.indicator(block).measure not in _SUMMED:
            return series, point
        regions = self.regions(BlockSpec(kind="regions", indicator=key))
        if regions is None or regions.period == point.key:
            return series, point
        other = series.point(regions.period)
        return series, other if other is not None and other.value is not None else None

    def _shows_regions(self, key: str) -> bool:
        return any(
            block.kind in _BY_REGION and (block.indicator or self.spec.indicators[0]) == key
            for block in self.spec.hero_and_blocks
        )

    def region_periods(self, block: BlockSpec) -> tuple[str, ...]:
        """Return the periods in which the block's indicator is known by region."""
        return region_periods(self.book, self.indicator(block).key)

    def is_cut(self, key: str, region_code: str, after: str, until: str) -> bool:
        """Tell whether a break cuts a region's series after one period and up to another."""
        points = year_series(self.book, key, region_code=region_code).points
        return any(point.breaks and after < point.key <= until for point in points)

    def compared(self, before: RegionSeries, now: RegionSeries) -> list[tuple[Point, Point]]:
        """Return the regions known in both periods and not cut in between, the greatest now first."""
        key, earlier = now.indicator.key, {point.key: point for point in before.known}
        return [
            (earlier[point.key], point)
            for point in now.ranked
            if point.key in earlier
            and not point.breaks
            and not self.is_cut(key, point.key, before.period, now.period)
        ]

    def form(self, points: Sequence[Point], indicator: Indicator) -> NumberForm:
        """Return how a chart of points writes its figures."""
        return choose_form(points, indicator.unit, self.lang)

    def period(
        self, text: str, axis: str = "year", *, provisional: bool = False, short: bool = True
    ) -> Writing:
        """Return a period as shown."""
        school = axis == "school-year" or text in self._school_years
        said = format_period(text, self.lang, school_year=school, provisional=provisional, short=short)
        return plain(said, "period")

    @cached_property
    def _school_years(self) -> frozenset[str]:
        return school_years(self.book, self.spec.indicators)

    def axis_word(self, axis: str) -> str:
        """Return `tahun`, `bulan`: what a time axis goes by."""
        return _AXIS[axis][1 if self.lang == "en" else 0]

    def region_word(self, series: RegionSeries) -> str:
        """Return what the regions of a series are called: `kecamatan`."""
        names = [point.name for point in series.points]
        return region_noun(series.level, names, [point.key for point in series.points], self.lang)

    def by_region(self, series: RegionSeries) -> str:
        """Return what a chart of regions goes by, in the singular: `kecamatan`, `district`."""
        noun = self.region_word(series)
        return (
            " and ".join(_SINGULAR.get(word, word) for word in noun.split(" and "))
            if self.lang == "en"
            else noun
        )

    def short_names(self, points: Sequence[Point]) -> dict[str, str]:
        """Return the names of regions as short as they stay clear."""
        return short_region_names(point.name for point in points)

    def heading_note(self, *parts: Writing | str) -> Writing:
        """Return the parts of a section's note with commas between them."""
        shown = [plain(part) if isinstance(part, str) else part for part in parts]
        held = [part for part in shown if part.text]
        if not held:
            return NOTHING
        evidence = tuple(one for part in held for one in part.evidence)
        return Writing(", ".join(part.text for part in held), evidence)

    def sentence(self, finding: Finding) -> Writing:
        """Return a finding's sentence."""
        said = finding.sentence[self.lang]
        self.mark_said(finding, said)
        return Writing(said.text, (*said.evidence, *self.unit_labels(finding.indicator)))

    def mark_said(self, finding: Finding, said: Sentence) -> None:
        """Ask for the notes that the figures in words of a finding need."""
        if PROVISIONAL_MARK in said.text:
            self.needed_notes.add("provisional")
        cells = [cell for proof in said.evidence for cell in proof.cells]
        flags = read_facts(self.book, finding.indicator).flags_of(cells)
        self.needed_notes |= flags & {"estimate", "projection"}

    def unit_labels(self, key: str) -> tuple[Evidence, ...]:
        """Return labels for the digits in an indicator's unit: `per 1.000 penduduk`."""
        words = unit_name(self.book.indicator(key).unit, self.lang).split()
        return tuple(Evidence(word, 0.0, "", "label") for word in words if any(c.isdigit() for c in word))

    def mark_points(self, points: Sequence[Point], *, breaks: bool = False) -> None:
        """Ask for the notes that the flags of points need; that on breaks where they are drawn."""
        flags = frozenset[str]().union(*(point.flags for point in points if point.value is not None))
        self.needed_notes |= flags & {"provisional", "estimate", "projection"}
        if breaks and any(point.breaks for point in points):
            self.needed_notes.add("break")

    def notes(self) -> tuple[FootNote, ...]:
        """Return the notes of the page: the engine's, then those of the spec."""
        asked = self.needed_notes | self.notes_of_blocks
        said = [(key, words[self.lang]) for key, words in NOTES.items() if key in asked]
        credit = self.office.boundaries.credit if self.office.boundaries is not None else ""
        if OUTLINES in asked and credit:
            said.append((OUTLINES, self.say(f"Batas wilayah: {credit}", f"Outlines: {credit}")))
        if self.spec.illustration.picture and (drawn := self.spec.illustration.credit):
            said.append(("", self.say(f"Ilustrasi: {drawn}", f"Illustration: {drawn}")))
        said += [("", note[self.lang]) for note in self.spec.notes if note.get(self.lang)]
        return tuple(FootNote(text, "" if key in self.needed_notes else key) for key, text in said)
