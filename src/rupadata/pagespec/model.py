"""PageSpec: what a page says, apart from where it says it. Hand-editable, versioned, plain values only.

A page is rebuilt from its spec and the observations alone, in every size and language. What a spec leaves
empty is chosen well by the engine; what it names is obeyed.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from rupadata.checked import PlainName, RegionCode, WebAddress
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.office.brand import check_logo, is_picture

SPEC_VERSION = 2

_LOGO_TYPES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
"""Media types of logos, with the endings of their files."""

Words = dict[str, str]
"""One text by language: `{"id": "...", "en": "..."}`. Empty means: let the engine write it."""

Option = str | int | float | bool
"""The value of a block's option."""


class SubjectSpec(Struct, frozen=True, kw_only=True):
    """The theme of the page: its key, its name by language, its hue (OKLCH degrees) and its symbol."""

    key: PlainName
    name: Words = field(default_factory=dict)
    hue: float = 200.0
    symbol: str = ""


class RegionSpec(Struct, frozen=True, kw_only=True):
    """The region that the page speaks of: its dotted Kemendagri code and its name."""

    code: RegionCode
    name: str


class TitleSpec(Struct, frozen=True, kw_only=True):
    """The parts of the title. Texts given here replace the engine's, language by language.

    `finding` is the id of the finding that the headline states, `pattern` the form it is put in, `why` the
    rules of the editor that speak for it or against it with what each added, `alternatives` the ids of others
    worth it. `standfirst` is the sentence or two under the headline, `subtitle` the formal title in the foot.
    """

    kicker: Words = field(default_factory=dict)
    finding: str = ""
    pattern: str = ""
    why: tuple[str, ...] = ()
    headline: Words = field(default_factory=dict)
    alternatives: tuple[str, ...] = ()
    standfirst: Words = field(default_factory=dict)
    subtitle: Words = field(default_factory=dict)


class CommentSpec(Struct, frozen=True, kw_only=True):
    """What is said of a mark of a chart: `at` its period or region's code, a strong line and a quiet one.

    `x` and `y` are where a person wants its middle, as shares of the block's width and height from its top
    left; each size takes the free place nearest to it. Without them the nearest to the mark is taken.
    """

    at: str
    strong: Words = field(default_factory=dict)
    more: Words = field(default_factory=dict)
    x: float | None = None
    y: float | None = None


class BlockSpec(Struct, frozen=True, kw_only=True):
    """One block of the page.

    `id` names the block on this page, whatever stands around it: ids of what is drawn begin with it. An empty
    one is filled in by the page (`name_blocks`). `kind` names the block; `indicator` (a key), `period`,
    `region` (a code) and `dimension` say which data; `variant` one of the block's forms; `title` and `note`
    replace the engine's texts; `findings` are ids for blocks that speak in sentences; `options` are
    documented with each block. A `keep` block is never dropped for want of space.
    """

    kind: str
    id: str = ""
    indicator: str = ""
    period: str = ""
    region: str = ""
    dimension: str = ""
    variant: str = ""
    title: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    options: dict[str, Option] = field(default_factory=dict)
    comments: tuple[CommentSpec, ...] = ()
    keep: bool = False


class BrandSpec(Struct, frozen=True, kw_only=True):
    """Who publishes: the office's name, a logo (PNG, JPEG or SVG as base64), its web and social addresses.

    `colour`, like `#0b5fa5`, gives the page its hue in place of the subject's; themes see to its contrast.
    """

    office: str = ""
    logo: str = ""
    logo_media_type: str = ""
    web: str = ""
    social: tuple[str, ...] = ()
    hashtag: str = ""
    colour: str = ""

    def __post_init__(self) -> None:
        """Refuse a logo that no page could show: no base64, no picture of its type, larger than a logo."""
        if not self.logo:
            return
        if self.logo_media_type not in _LOGO_TYPES:
            raise ValueError(say(id="logo_media_type bukan gambar", en="logo_media_type is no picture"))
        _check_logo(self.logo, self.logo_media_type)


@lru_cache(maxsize=8)
def _check_logo(logo: str, media_type: str) -> None:
    """Raise a ValueError for a logo that an office could not have either; all pages of a build have one."""
    try:
        check_logo(f"brand.logo{_LOGO_TYPES[media_type]}", b64decode(logo, validate=True))
    except InputRefusedError as error:
        raise ValueError(error.message) from error
    except ValueError as error:
        raise ValueError(say(id="logo bukan base64", en="logo is no base64")) from error


class IllustrationSpec(Struct, frozen=True, kw_only=True):
    """A picture of the office's own (PNG, JPEG or SVG as base64), what it shows, and whose it is.

    It stands beside a huge figure in place of the symbol, else as a block of its own; `credit` is in
    the foot.
    """

    picture: str = ""
    media_type: str = ""
    alt: Words = field(default_factory=dict)
    credit: str = ""

    def __post_init__(self) -> None:
        """Refuse a picture that no page could show: no base64, of another type, too large."""
        if not self.picture:
            return
        if self.media_type not in _LOGO_TYPES:
            raise ValueError(say(id="media_type bukan gambar", en="media_type is no picture"))
        _check_picture(self.picture, self.media_type)


@lru_cache(maxsize=8)
def _check_picture(picture: str, media_type: str) -> None:
    try:
        content = b64decode(picture, validate=True)
    except ValueError as error:
        raise ValueError(say(id="picture bukan base64", en="picture is no base64")) from error
    if not is_picture(_LOGO_TYPES[media_type], content):
        raise ValueError(
            say(id=f"picture bukan gambar {media_type}", en=f"picture is no picture of type {media_type}")
        )


class SourceSpec(Struct, frozen=True, kw_only=True):
    """One source as the page names it: the producer, the publication or table, and the file it came in."""

    producer: str = ""
    title: str = ""
    file: str = ""


class MissingElement(Struct, frozen=True, kw_only=True):
    """An element of the procedure that the data cannot give, and the line that says so on the page."""

    element: str  # chart-per-year, chart-per-region
    statement: Words = field(default_factory=dict)


class PageSpec(Struct, frozen=True, kw_only=True):
    """What one page says, for all sizes and languages.

    `period` is what the page speaks of; `until` the period asked for, up to which findings look (empty: all).
    `architecture` names how the page is built around its hero (empty: the one that suits it best).
    `blocks` are in the order of reading; the engine drops from the end of interest what a size cannot hold.
    `data_url` becomes a QR code. `illustrative` draws the band that says the figures are invented.
    """

    version: int = SPEC_VERSION
    page: PlainName
    subject: SubjectSpec
    region: RegionSpec
    period: str = ""
    until: str = ""
    indicators: tuple[str, ...] = ()
    title: TitleSpec = field(default_factory=TitleSpec)
    architecture: str = ""
    hero: BlockSpec | None = None
    blocks: tuple[BlockSpec, ...] = ()
    theme: str = ""
    brand: BrandSpec = field(default_factory=BrandSpec)
    illustration: IllustrationSpec = field(default_factory=IllustrationSpec)
    sources: tuple[SourceSpec, ...] = ()
    notes: tuple[Words, ...] = ()
    missing_elements: tuple[MissingElement, ...] = ()
    data_url: WebAddress = ""
    illustrative: bool = False

    def __post_init__(self) -> None:
        """Give every block an id; one that stands twice or holds other characters is refused."""
        hero, blocks = name_blocks(self.hero, self.blocks, self.indicators)
        force_setattr(self, "hero", hero)
        force_setattr(self, "blocks", blocks)

    @property
    def hero_and_blocks(self) -> tuple[BlockSpec, ...]:
        """Return the hero, where the page has one, and its blocks."""
        return (*((self.hero,) if self.hero else ()), *self.blocks)

    def block(self, id: str) -> BlockSpec | None:
        """Return the block of an id; None where the page has none of it."""
        return next((block for block in self.hero_and_blocks if block.id == id), None)


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 60
_TAKEN = frozenset({"footer", "head", "missing", "ornament", "symbol"})
"""Names of what every page has around its blocks."""


def name_blocks(
    hero: BlockSpec | None, blocks: Iterable[BlockSpec], indicators: tuple[str, ...]
) -> tuple[BlockSpec | None, tuple[BlockSpec, ...]]:
    """Return hero and blocks of a page, those without an id named after what they show.

    The hero is `hero`. A block of the leading indicator is named by its kind, any other one by its kind and a
    digest of the data that it shows, so that neither place nor neighbours change a name; of several that show
    the same, the later ones are numbered.
    """
    blocks = tuple(blocks)
    taken = set(_TAKEN)
    for block in (*((hero,) if hero else ()), *blocks):
        if block.id:
            _refuse_bad_id(block.id, taken)
            taken.add(block.id)

    def named(block: BlockSpec, wish: str) -> BlockSpec:
        if block.id:
            return block
        id = next(name for name in _numbered(wish) if name not in taken)
        taken.add(id)
        return replace(block, id=id)

    if hero is not None:
        hero = named(hero, "hero")
    return hero, tuple(named(block, _shows(block, indicators)) for block in blocks)


def _refuse_bad_id(id: str, taken: set[str]) -> None:
    if _ID.fullmatch(id) and len(id) <= _LONGEST_ID and id not in taken:
        return
    well_formed = _ID.fullmatch(id) is not None and len(id) <= _LONGEST_ID
    raise InputRefusedError(
        say(id=f"id blok {id!r} sudah dipakai.", en=f"The block id {id!r} is taken.")
        if well_formed
        else say(id=f"id blok {id!r} tidak dapat dipakai.", en=f"The block id {id!r} cannot be used."),
        code="spec-invalid",
        hint=say(
            id="Pakai huruf kecil, angka dan tanda hubung; satu id untuk satu blok.",
            en="Use small letters, digits and hyphens; one id for one block.",
        ),
    )


def _shows(block: BlockSpec, indicators: tuple[str, ...]) -> str:
    """Return the name of a block by what it shows."""
    kind = re.sub(r"[^a-z0-9]+", "-", block.kind.casefold()).strip("-")[:40] or "block"
    lead = not block.indicator or block.indicator in indicators[:1]
    about = ("" if lead else block.indicator, block.period, block.region, block.dimension)
    if not any(about):
        return kind
    return f"{kind}-{hashlib.blake2s(chr(0).join(about).encode(), digest_size=2).hexdigest()}"


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
