"""How the figures of a chart are written: one scale and one precision for all, fit for their size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import floor, log10

from msgspec import Struct

from rupadata.analysis import Point
from rupadata.compose.pen import NOTHING, Writing
from rupadata.model.evidence import Evidence
from rupadata.wording import format_number, natural_decimals, parse_unit, unit_name, word_value

_WORDS = {
    "id": {3: "ribu", 6: "juta", 9: "miliar", 12: "triliun"},
    "en": {3: "thousand", 6: "million", 9: "billion", 12: "trillion"},
}
_CURRENCY = {"Rp": {"id": "rupiah", "en": "rupiah"}, "US$": {"id": "dolar AS", "en": "US dollars"}}
_MISSING_WORDS = {"id": "tidak ada data", "en": "no data"}
_UNCERTAIN_WORDS = {"id": "belum pasti", "en": "not certain"}
_SOME_UNCERTAIN_WORDS = {"id": "tidak ada atau belum pasti", "en": "none or not certain"}
_UNCERTAIN = "unreadable"
"""Why a figure is missing that stands in its table, but is damaged or doubted."""
_BREAK_WORDS = {"id": "deret terputus", "en": "series broken"}
_FIGURES = 3
_MOST_DECIMALS = 4
_LEAST_SHOWN = 0.005
"""What is less of a scale's unit would be written as nothing beside the largest figure."""
_ONE_DECIMAL_FROM, _NO_DECIMALS_FROM = 100, 1000
"""From which size on a headline number has one decimal at most, and none."""


class NumberForm(Struct, frozen=True):
    """How a chart writes its figures: digits x 10^`shift` are in the table's unit, said once in `words`."""

    unit: str
    lang: str
    shift: int
    decimals: int
    words: str

    def digits(self, value: float) -> str:
        """Return the digits of a value in the table's unit."""
        return _digits(value, self.shift, self.decimals, self.lang)

    def show(self, point: Point, *, mark: bool = False) -> Writing:
        """Return a point's figure with its evidence; a provisional one may carry its mark."""
        if point.value is None:
            return NOTHING
        text = self.digits(point.value)
        evidence = Evidence(text, point.value, self.unit, point.formula, point.cells, 0, 10.0**self.shift)
        return Writing(f"{text}*" if mark and point.provisional else text, (evidence,))

    def bound(self, value: float) -> Writing:
        """Return a tick or class bound as short as it is round."""
        scaled = value / 10**self.shift
        text = format_number(scaled, self.lang, decimals=_needed_decimals(scaled))
        return Writing(text, (Evidence(text, value, self.unit, "bound", (), 0, 10.0**self.shift),))

    @property
    def number_format(self) -> str:
        """Return a spreadsheet's format that shows values as this form does; commas at its end scale."""
        digits = "#,##0" if self.decimals <= 0 else "#,##0." + "0" * self.decimals
        return digits + "," * (self.shift // 3)


@lru_cache(maxsize=8192)
def _digits(value: float, shift: int, decimals: int, lang: str) -> str:
    scaled = float(f"{value!r}e{-shift}") if shift and "e" not in repr(value) else value / 10**shift
    return format_number(scaled, lang, decimals=decimals)


def _needed_decimals(value: float) -> int:
    for decimals in range(0, 10):
        if abs(value - round(value, decimals)) <= abs(value) * 1e-9:
            return decimals
    return 10


def choose_form(points: Iterable[Point], unit: str, lang: str) -> NumberForm:
    """Return the form for a chart of points: three significant figures at its largest value,

    more where the values lie close together, never more than were printed.
    """
    known = [(point.value, point.decimals) for point in points if point.value is not None]
    return _choose_form(tuple(known), unit, lang)


@lru_cache(maxsize=2048)
def _choose_form(known: tuple[tuple[float, int], ...], unit: str, lang: str) -> NumberForm:
    parsed = parse_unit(unit)
    sizes = [abs(value) for value, _ in known if value]
    largest = max(sizes, default=1.0)
    smallest = min(sizes, default=1.0)
    printed = max((decimals for _, decimals in known), default=0)
    plain = parsed.percent and largest < 1e6
    power = parsed.power + _scale_power(largest, smallest, parsed.power, plain=plain)
    shift = power - parsed.power
    values = [value for value, _ in known]
    spread = max(values, default=0.0) - min(values, default=0.0)
    wanted = _FIGURES - 1 - floor(log10(largest) - shift + 1e-9)
    if 0 < spread < 0.1 * largest:
        wanted = max(wanted, min(wanted + 2, 1 - floor(log10(spread) - shift + 1e-9)))
    decimals = max(0, min(wanted, printed + shift, 12))
    return NumberForm(unit, lang, shift, decimals, unit_words(unit, lang, power=power))


def _scale_power(largest: float, smallest: float, base: int, *, plain: bool) -> int:
    """Return the power of ten, a multiple of three, that a chart's figures are divided by."""
    if plain:
        return 0
    for power in (12, 9, 6, 3):
        step = power - base
        if step <= 0 or step % 3:  # Spreadsheets scale by thousands.
            continue
        wide = largest >= 10.0 ** (step + 4) or (base > 0 and smallest >= _LEAST_SHOWN * 10.0**step)
        if largest >= 10.0 ** (step + (1 if power == 3 else 0)) and (wide or smallest >= 10.0 ** (step - 1)):
            return step
    return 0


def unit_words(unit: str, lang: str, *, power: int | None = None) -> str:
    """Return a unit in words with its scale: `ribu jiwa`, `triliun rupiah`, `persen`; empty when unknown."""
    parsed = parse_unit(unit)
    scale = _WORDS[lang].get(parsed.power if power is None else power, "")
    noun = unit_name(unit, lang)
    money = _CURRENCY.get(parsed.prefix, {}).get(lang, "")
    return " ".join(part for part in (scale, money, noun) if part)


def big_number(point: Point, unit: str, lang: str, *, short: bool = False) -> tuple[Writing, str]:
    """Return a headline number and its unit: `1.948.300` and `jiwa`; long ones with a word of scale."""
    assert point.value is not None
    parsed = parse_unit(unit)
    absolute = abs(point.value) * 10.0**parsed.power
    compact = short or absolute >= 1e8 or (parsed.power > 0 and absolute >= 1e6)
    decimals = point.decimals
    if decimals > _MOST_DECIMALS:
        # So many digits come out of a computation and not out of a measurement.
        decimals = max(2, natural_decimals(point.value) if abs(point.value) < 1 else 0)
    if not parsed.power:
        decimals = min(
            decimals, 0 if absolute >= _NO_DECIMALS_FROM else 1 if absolute >= _ONE_DECIMAL_FROM else decimals
        )
    text = word_value(point.value, unit, lang, decimals=decimals, compact=compact)
    evidence = Evidence(text.number, point.value, unit, point.formula, point.cells)
    return Writing(text.number, (evidence,)), text.unit


def missing_words(lang: str, reasons: Iterable[str]) -> str:
    """Return what stands where figures are missing, told by the reason of each."""
    uncertain = {reason == _UNCERTAIN for reason in reasons}
    if True not in uncertain:
        return _MISSING_WORDS[lang]
    return (_SOME_UNCERTAIN_WORDS if False in uncertain else _UNCERTAIN_WORDS)[lang]


def break_words(lang: str) -> str:
    """Return what stands at the line where a series is cut."""
    return _BREAK_WORDS[lang]


def spread_share(values: Sequence[float]) -> float:
    """Return how far values lie apart as a share of their level; 0 for one value, large around zero."""
    if not values:
        return 0.0
    level = max(abs(value) for value in values)
    return (max(values) - min(values)) / level if level else 0.0
