"""Facts: the observations of one indicator as plain values, read once from the frame of a book."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from msgspec import Struct, field

from rupadata.model import wholes
from rupadata.model.observations import COMPARED
from rupadata.model.source import CellRef
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.subjects.compared import is_target

Dims = tuple[tuple[str, str], ...]
"""Dimension values sorted by their keys; () for the plain figure."""

_COLUMNS = (
    "indicator", "table", "region_code", "region", "period", "dimensions", "role", "value", "decimals",
    "missing", "flags", "producer", "file", "sheet", "cell", "part",
)  # fmt: skip
_NO_NEWS = frozenset({"damaged", "doubtful"})
"""Flags of figures that are never told: certainly broken, or not decided yet."""
_MOST_RESTORED = 2
_NOT_YET = object()
Computed = TypeVar("Computed")


class Fact(NamedTuple):
    """One observation: what stands in one cell."""

    value: float | None
    decimals: int
    missing: str
    flags: frozenset[str]
    role: str
    producer: str
    cell: CellRef


class IndicatorFacts(Struct, dict=True):
    """The facts of one indicator by dimensions, region (code, else name) and period."""

    indicator: Indicator
    home: str
    home_name: str
    regions_listed: Mapping[int, int] = field(default_factory=dict)
    """How many regions of a level the home has, where the office's list knows it."""
    table: dict[Dims, dict[str, dict[str, Fact]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    peers: dict[str, dict[str, Fact]] = field(default_factory=dict)
    """Figures of regions beside home by code and period, from earlier builds."""
    earlier: dict[str, Fact] = field(default_factory=dict)
    """What earlier builds said of home, by period."""
    targets: dict[str, Fact] = field(default_factory=dict)
    """Targets of home by period."""
    of_the_greatest: bool = False
    """Whether a table lists only the greatest of all parts: what it names has no sum."""
    axes: dict[str, str] = field(default_factory=dict)
    """The axes of periods that were asked for, by period; see `series`."""
    _results: dict[Hashable, object] = field(default_factory=dict)
    """What was already computed from these facts, by the caller's key."""

    @cached_property
    def additive(self) -> bool:
        """Whether parts may be summed to a whole."""
        return is_additive(self.indicator)

    def once(self, key: Hashable, compute: Callable[[], Computed]) -> Computed:
        """Return what was computed of these facts under a key, or compute it now."""
        found = self._results.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = self._results[key] = compute()
        return cast(Computed, found)

    def of(self, dims: Dims, region: str) -> Mapping[str, Fact]:
        """Return the facts of a region by period."""
        return self.table.get(dims, {}).get(region, {})

    def flags_of(self, cells: Iterable[CellRef]) -> frozenset[str]:
        """Return the flags of all figures that stand in some cells."""
        flagged = self.once("flagged", self._flagged)
        return frozenset[str]().union(*(flagged[cell] for cell in cells if cell in flagged))

    def _flagged(self) -> dict[CellRef, frozenset[str]]:
        held = (periods for regions in self.table.values() for periods in regions.values())
        return {fact.cell: fact.flags for periods in held for fact in periods.values() if fact.flags}

    def extensions(self, dims: Dims) -> Iterator[tuple[tuple[str, ...], list[Dims]]]:
        """Yield each set of further dimension keys with its members, the smallest set first."""
        fixed = set(dims)
        keysets: dict[tuple[str, ...], list[Dims]] = {}
        for member in self.table:
            if len(member) > len(dims) and fixed <= set(member):
                keys = tuple(key for key, _ in member if key not in dict(dims))
                keysets.setdefault(keys, []).append(member)
        yield from sorted(keysets.items(), key=lambda item: (len(item[0]), -len(item[1]), item[0]))


def is_additive(indicator: Indicator) -> bool:
    """Tell whether figures of the indicator may be summed: counts and money, unless per something."""
    return wholes.is_additive(indicator.name, indicator.unit, indicator.measure)


def read_facts(book: SubjectBook, indicator_key: str) -> IndicatorFacts:
    """Return the facts of one indicator: read from the frame at the first call, kept with the book after."""
    key = ("facts", indicator_key)
    facts: IndicatorFacts | None = book.derived.get(key)
    if facts is None:
        rows = book.derived.get("rows")
        if rows is None:
            rows = book.derived["rows"] = _rows_by_indicator(book)
        facts = book.derived[key] = _read(book, indicator_key, rows.get(indicator_key, []))
    return facts


def _rows_by_indicator(book: SubjectBook) -> dict[str, list[tuple[Any, ...]]]:
    by_key: dict[str, list[tuple[Any, ...]]] = {}
    plain = book.plain
    rows = zip(*(plain[name] for name in _COLUMNS), strict=True)
    for key, row in zip(plain["indicator_key"], rows, strict=True):
        by_key.setdefault(key, []).append(row)
    return by_key


def _read(book: SubjectBook, indicator_key: str, rows: list[tuple[Any, ...]]) -> IndicatorFacts:
    facts = IndicatorFacts(
        book.indicator(indicator_key), book.region_code, book.region, dict(book.regions_listed)
    )
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row[1]] = sizes.get(row[1], 0) + 1
    facts.of_the_greatest = any(map(wholes.lists_the_greatest, sizes))
    standing: dict[tuple[Dims, str, str], tuple[bool, bool, int]] = {}
    for row in rows:
        name_as_read, table, code, name, period, dims_text, role, value, decimals, missing, flags, *rest = row
        producer, *where = rest
        region = code or (name if name != book.region else "") or book.region_code
        dims = _parse_dims(dims_text)
        marks = _parse_flags(flags)
        if marks & _NO_NEWS:
            value, missing = None, missing or "unreadable"
        fact = Fact(value, decimals or 0, missing, marks, role, producer, CellRef(*where))
        if COMPARED in marks and not _may_fill(facts, region, dims, period, name_as_read, fact):
            continue
        # Where two tables speak of the same figure, the known one stands, then the revised, then that of the
        # table which says most.
        rank = (value is not None and COMPARED not in marks, "revised" in marks, sizes[table])
        key = (dims, region, period)
        if key in standing and standing[key] >= rank:
            continue
        standing[key] = rank
        facts.names.setdefault(region, name or region)
        facts.table.setdefault(dims, {}).setdefault(region, {})[period] = fact
    if not wholes.is_summable(facts.indicator.measure):
        _restore_zeros(facts)
    return facts


def _may_fill(facts: IndicatorFacts, region: str, dims: Dims, period: str, name: str, fact: Fact) -> bool:
    """Put a figure of an earlier build in its place; tell whether it may stand where the tables have none.

    Those of home and what lies in it do, and those of the regions around it; peers and targets stand apart.
    """
    home = facts.home
    if is_target(name):
        if region == home and not dims:
            facts.targets.setdefault(period, fact)
        return False
    if region == home and not dims:
        facts.earlier.setdefault(period, fact)
    inside = region == home or region.startswith(f"{home}.") or home == "00"
    if inside or region == "00" or home.startswith(f"{region}."):
        return True
    if not dims:
        facts.peers.setdefault(region, {}).setdefault(period, fact)
    return False


def _restore_zeros(facts: IndicatorFacts) -> None:
    """Give rates, indices and means the decimals of their neighbours: 1,1 beside 1,16 was printed 1,10."""
    held = [periods for regions in facts.table.values() for periods in regions.values()]
    known = [fact.decimals for periods in held for fact in periods.values() if fact.value is not None]
    usual = min(max(known, default=0), _MOST_RESTORED)
    for periods in held:
        for period, fact in periods.items():
            if fact.value is not None and fact.decimals < usual:
                periods[period] = fact._replace(decimals=usual)


@lru_cache(maxsize=4096)
def _parse_dims(text: str) -> Dims:
    if text in ("", "{}"):
        return ()
    return tuple(sorted((str(key), str(value)) for key, value in json.loads(text).items()))


@lru_cache(maxsize=256)
def _parse_flags(text: str) -> frozenset[str]:
    return frozenset(text.split(";")) if text else frozenset()
