"""The office as a value: frozen, passed in, compared by the digest of what is in it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import field
from msgspec.structs import replace

from rupadata.glossary import Glossary, load_glossary
from rupadata.office.brand import Brand
from rupadata.office.illustrations import OwnIllustration
from rupadata.regions import BoundaryFile, Regions, official_regions
from rupadata.subjects.catalogue import Catalogues, shipped_catalogues
from rupadata.subjects.decisions import GroupingDecisions
from rupadata.subjects.own_symbols import OwnSymbols
from rupadata.typeset import HOUSE_FONTS, PageFonts

if TYPE_CHECKING:
    from rupadata.office.settings import OfficeSettings


class Office(msgspec.Struct, frozen=True, eq=False):
    """One office: what it adds to what ships, what it decided, and what it says about itself.

    `regions` are the official ones and its own; `catalogues` its subjects; `glossary` its standard
    indicators; `decisions` the grouping that it has confirmed; `symbols` its own drawings; `boundaries` the
    outlines of its regions; `settings` its letterhead, officials and hours, where it has named any; `brand`
    how it signs its pages; `fonts` what they are set in; `illustrations` its own pictures, which change no
    page before they are put on one. `memory` is the file where new decisions are remembered, if anywhere; it
    is no part of what the office is.
    """

    regions: Regions = field(default_factory=official_regions)
    catalogues: Catalogues = field(default_factory=shipped_catalogues)
    glossary: Glossary = field(default_factory=load_glossary)
    decisions: GroupingDecisions = field(default_factory=GroupingDecisions)
    symbols: OwnSymbols = field(default_factory=OwnSymbols)
    boundaries: BoundaryFile | None = None
    settings: OfficeSettings | None = None
    brand: Brand = field(default_factory=Brand)
    fonts: PageFonts = HOUSE_FONTS
    illustrations: tuple[OwnIllustration, ...] = ()
    memory: Path | None = None

    @property
    def digest(self) -> str:
        """The digest of all that can change what this office reads, groups, draws or writes."""
        decided = msgspec.json.encode(self.decisions.entries)
        said = msgspec.json.encode(self.settings, order="deterministic")
        parts = (
            self.regions.digest,
            hashlib.sha256(self.catalogues.content).hexdigest(),
            self.glossary.digest,
            hashlib.sha256(decided).hexdigest(),
            self.symbols.digest,
            self.boundaries.digest if self.boundaries is not None else "",
            hashlib.sha256(said).hexdigest(),
            hashlib.sha256(msgspec.json.encode(self.brand)).hexdigest(),
            *self.fonts.own,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Office) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def with_region_lists(self, lists: tuple[bytes, ...]) -> Office:
        """Return the office with the regions of some lists added, as a reading brings them."""
        regions = self.regions
        for content in lists:
            regions = regions.with_list(content)
        return self if regions is self.regions else replace(self, regions=regions)


@lru_cache(maxsize=1)
def default_office() -> Office:
    """Return the office of whoever names none: what ships, and nothing of its own."""
    return Office()
