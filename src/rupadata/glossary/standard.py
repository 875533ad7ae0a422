"""One standard indicator: what it is called, what it measures, and what may be done with its figures."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from rupadata.model.subject import Direction


class Kind(StrEnum):
    """What sort of figure an indicator is, finer than the measures of observations."""

    STOCK = "stock"  # counted at a moment: people, schools
    FLOW = "flow"  # counted over a time: births, tonnes harvested
    COUNT = "count"  # counted, but whether at a moment or over a time is not known
    SHARE = "share"  # a part of a whole, in percent
    CONTRIBUTION = "contribution"  # what a part adds to a rate: share of inflation, source of growth
    GROWTH = "growth"  # change against an earlier time, in percent
    RATE = "rate"  # events or persons per so many
    RATIO = "ratio"  # one thing per another: density, yield
    INDEX = "index"  # a made scale: IPM, IHK, IKM
    MEAN = "mean"  # an average or a measured state: years of schooling, temperature
    PRICE = "price"  # money for one of something: wage, poverty line, price of rice
    MONEY = "money"  # money that adds up over a time: spending, PDRB at current prices
    MONEY_REAL = "money-real"  # the same at constant prices
    BALANCE = "balance"  # money at a moment: deposits, credit outstanding


MEASURE_OF: dict[Kind, str] = {
    Kind.STOCK: "count-stock",
    Kind.FLOW: "count-flow",
    Kind.COUNT: "count",
    Kind.SHARE: "rate",
    Kind.CONTRIBUTION: "rate",
    Kind.GROWTH: "rate",
    Kind.RATE: "rate",
    Kind.RATIO: "ratio",
    Kind.INDEX: "index",
    Kind.MEAN: "mean",
    Kind.PRICE: "money-nominal",
    Kind.MONEY: "money-nominal",
    Kind.MONEY_REAL: "money-real",
    Kind.BALANCE: "money-nominal",
}
"""The measure that observations of a kind carry; see `rupadata.model.observations.MEASURES`."""

_SUMS: dict[Kind, tuple[str, ...]] = {
    Kind.STOCK: ("regions", "categories"),
    Kind.COUNT: ("regions", "categories"),
    Kind.BALANCE: ("regions", "categories"),
    Kind.FLOW: ("regions", "categories", "periods"),
    Kind.MONEY: ("regions", "categories", "periods"),
    Kind.MONEY_REAL: ("regions", "categories", "periods"),
}
SUMS = ("regions", "categories", "periods")


class Span(Struct, frozen=True):
    """The least and the most that a figure can plausibly be; beyond it a reader should look twice."""

    least: float
    most: float

    def holds(self, value: float) -> bool:
        """Tell whether a value lies within."""
        return self.least <= value <= self.most


class StandardIndicator(Struct, frozen=True):
    """An indicator of a public standard.

    `unit` is the usual unit as observations carry it, empty where it varies. `aliases` are further names as
    headers, portals and column keys write them. `sums` says over what its figures may be added: regions,
    categories, periods. `plausible` holds for the figure itself, `per_head` for the figure divided by the
    population, `per_km2` divided by the area; None where nothing is known. `ids` are its numbers in public
    lists, by list: `sdg`, `spm`, `iku`, `urusan`, `dda` (the subject of the yearbook).
    """

    key: str
    name: str
    name_en: str
    kind: Kind
    unit: str = ""
    short: str = ""
    concept: str = ""
    direction: Direction = Direction.NEUTRAL
    aliases: tuple[str, ...] = ()
    own_sums: tuple[str, ...] | None = None
    plausible: Span | None = None
    per_head: Span | None = None
    per_km2: Span | None = None
    symbol: str = ""
    ids: tuple[tuple[str, str], ...] = field(default=())

    @property
    def measure(self) -> str:
        """Return the measure that observations of this indicator carry."""
        return MEASURE_OF[self.kind]

    @property
    def sums(self) -> tuple[str, ...]:
        """Return over what figures may be added: its own list, or what its kind allows."""
        return _SUMS.get(self.kind, ()) if self.own_sums is None else self.own_sums

    def id_in(self, taxonomy: str) -> str:
        """Return its number in a public list, empty text when it stands in none."""
        return next((number for name, number in self.ids if name == taxonomy), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that it is called, its own name first, each once."""
        return tuple(dict.fromkeys(text for text in (self.name, self.short, *self.aliases) if text))
