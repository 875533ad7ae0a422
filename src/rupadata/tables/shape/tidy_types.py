"""What reading a table hands on: its observations on their way, its problems, how it was understood."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from rupadata.problems import Problem
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column
from rupadata.tables.shape.doubts import Doubt


class Observed(Struct):
    """One observation on its way: the columns of the contract, with the parts that checks still need."""

    table: str
    indicator: str
    measure: str
    unit: str
    region_code: str
    region: str
    period: str
    dimensions: dict[str, str]
    role: str
    value: float | None
    decimals: int | None
    missing: str
    flags: set[str]
    producer: str
    notes: str
    file: str
    sheet: str
    cell: str
    row: int = 0
    column: int = 0
    totals: frozenset[str] = frozenset()
    region_total: bool = False
    average: bool = False
    subtotal: bool = False
    listed: bool = False


class TidyTable(Struct):
    """The observations of one table, its problems, and how it was understood."""

    title: str
    observations: list[Observed]
    problems: list[Problem] = field(default_factory=list)
    columns: Sequence[Column] = ()
    home: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    block: TableBlock | None = None
