"""What one row of a table is about, and what all of them are about together."""

from __future__ import annotations

from msgspec import Struct, field

from rupadata.model.region import Region
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.periods import TextPeriod
from rupadata.tables.shape.columns import Column


class RowMeaning(Struct):
    """What one row is about."""

    row: int
    region: Region | None = None
    region_text: str = ""
    region_unknown: bool = False
    region_total: bool = False
    year: TextPeriod | None = None
    part: str = ""
    day: str = ""
    """The day of the month that the table or another column tells."""
    dimensions: dict[str, str] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    is_total: bool = False
    average: bool = False
    subtotal: bool = False
    indicator: str = ""
    own: bool = False
    """Whether the row measures something else than its neighbours: a rate below the counts."""
    unit: str = ""
    producer: str = ""
    labels: tuple[str, ...] = ()


class RowsMeaning(Struct):
    """What all rows are about, and what is known of their regions."""

    rows: list[RowMeaning]
    regions: Regions
    regions_in_rows: bool = False
    doubtful: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    against: list[tuple[int, str, str]] = field(default_factory=list)
    """Rows whose code says another region than their name: row, code, name."""
    two_ways: list[tuple[int, str, tuple[Region, ...]]] = field(default_factory=list)
    """Rows whose code can be read two ways: row, code, what it may mean."""
    attributes: list[Column] = field(default_factory=list)
    """Columns of text that break nothing down: they only describe rows that are single without them."""
    home: str = ""
    title: str = ""
    """What stands above the table."""
    notation: str = ""
    """Whose codes of regions the rows have, where a recipe says so."""
    label_kinds: dict[int, str] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=dict)
    """What stands in a column of the sheet in each row, read once."""
