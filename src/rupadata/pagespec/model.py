"""PageSpec: what a page says, apart from where it says it. Hand-editable, versioned, plain values only.

A page is rebuilt from its spec and the observations alone, in every size and language. What a spec leaves
empty is chosen well by the engine; what it names is obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SPEC_VERSION = 1

Words = dict[str, str]
"""One text by language: `{"id": "...", "en": "..."}`. Empty means: let the engine write it."""

Option = str | int | float | bool
"""The value of a block's option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSpec:
    """The theme of the page: its key, its name by language, its hue (OKLCH degrees) and its symbol."""

    key: str
    name: Words = field(default_factory=dict)
    hue: float = 200.0
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSpec:
    """The region that the page speaks of: its dotted Kemendagri code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSpec:
    """The parts of the title. Texts given here replace the engine's, language by language.

    `finding` is the id of the finding that the headline states, `pattern` the form it is put in,
    `alternatives` the ids of others worth it.
    """

    kicker: Words = field(default_factory=dict)
    finding: str = ""
    pattern: str = ""
    headline: Words = field(default_factory=dict)
    alternatives: tuple[str, ...] = ()
    subtitle: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """One block of the page.

    `kind` names the block; `indicator` (a key), `period`, `region` (a code) and `dimension` say which data;
    `variant` one of the block's forms; `title` and `note` replace the engine's texts; `findings` are ids for
    blocks that speak in sentences; `options` are documented with each block. A `keep` block is never dropped
    for want of space.
    """

    kind: str
    indicator: str = ""
    period: str = ""
    region: str = ""
    dimension: str = ""
    variant: str = ""
    title: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    options: dict[str, Option] = field(default_factory=dict)
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandSpec:
    """Who publishes: the office's name, a logo (PNG, JPEG or SVG as base64), its web and social addresses."""

    office: str = ""
    logo: str = ""
    logo_media_type: str = ""
    web: str = ""
    social: tuple[str, ...] = ()
    hashtag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One source as the page names it: the producer, the publication or table, and the file it came in."""

    producer: str = ""
    title: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingElement:
    """An element of the procedure that the data cannot give, and the line that says so on the page."""

    element: str  # chart-per-year, chart-per-region
    statement: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """What one page says, for all sizes and languages.

    `period` is what the page speaks of; `until` the period asked for, up to which findings look (empty: all).
    `blocks` are in the order of reading; the engine drops from the end of interest what a size cannot hold.
    `data_url` becomes a QR code. `illustrative` draws the band that says the figures are invented.
    """

    version: int = SPEC_VERSION
    page: str
    subject: SubjectSpec
    region: RegionSpec
    period: str = ""
    until: str = ""
    indicators: tuple[str, ...] = ()
    title: TitleSpec = field(default_factory=TitleSpec)
    hero: BlockSpec | None = None
    blocks: tuple[BlockSpec, ...] = ()
    theme: str = ""
    brand: BrandSpec = field(default_factory=BrandSpec)
    sources: tuple[SourceSpec, ...] = ()
    notes: tuple[Words, ...] = ()
    missing_elements: tuple[MissingElement, ...] = ()
    data_url: str = ""
    illustrative: bool = False
