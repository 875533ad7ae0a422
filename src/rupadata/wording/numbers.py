"""Numbers as written: 1.948.300 and 1,9 juta in Indonesian, 1,948,300 and 1.9 million in English."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"

_CONTEXT = Context(prec=80)
_SCALE_WORDS = {
    "id": ((12, "triliun"), (9, "miliar"), (6, "juta"), (3, "ribu")),
    "en": ((12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand")),
}
_QUANTA = {decimals: Decimal(1).scaleb(-decimals) for decimals in range(-30, 31)}


def round_half_up(value: float, decimals: int) -> Decimal:
    """Return the value rounded as people round: 0,125 to two decimals is 0,13, as printed figures are."""
    return Decimal(repr(value)).quantize(_QUANTA[decimals], ROUND_HALF_UP, _CONTEXT)


def natural_decimals(value: float, *, at_most: int = 2) -> int:
    """Return how many decimals a value deserves when nobody printed it: none for whole numbers."""
    if value == int(value):
        return 0
    if abs(value) < 1:
        return min(12, 2 - math.floor(math.log10(abs(value))))
    shortest = Decimal(repr(value)).as_tuple().exponent
    return min(at_most, max(0, -int(shortest)))


def magnitude(value: float) -> int:
    """Return the power of ten of the first digit: 3 for 1.948, 0 for zero."""
    return math.floor(math.log10(abs(value))) if value else 0


def format_number(value: float, lang: str, *, decimals: int | None = None, compact: bool = False) -> str:
    """Return the figure with the marks of the language; `compact` gives three significant figures and a word.

    `decimals` are those printed in the source; a compact figure never shows more of them than were printed.
    """
    if compact:
        return format_compact(value, lang, decimals=decimals)
    if decimals is None:
        decimals = natural_decimals(value)
    return write_decimal(round_half_up(value, max(decimals, 0)), lang)


def format_compact(value: float, lang: str, *, decimals: int | None = None, figures: int = 3) -> str:
    """Return a short form: 1.948.300 is `1,95 juta`, 12.345 is `12,3 ribu`, 12,43 is `12,4`.

    Negative `decimals` say that the source knows only tens, hundreds or thousands.
    """
    known = 30 if decimals is None else decimals
    for power, word in _SCALE_WORDS[lang]:
        shown = _significant(value, power, figures, known)
        if abs(shown) >= 1:
            return f"{write_decimal(shown, lang, trim=True)} {word}"
    return write_decimal(_significant(value, 0, figures, known), lang, trim=True)


def _significant(value: float, power: int, figures: int, known: int) -> Decimal:
    wanted = figures - 1 - (magnitude(value) - power)
    wanted = max(0, min(wanted, known + power, 29))
    scaled = Decimal(repr(value)).scaleb(-power, _CONTEXT)
    return scaled.quantize(_QUANTA[wanted], ROUND_HALF_UP, _CONTEXT)


def write_decimal(number: Decimal, lang: str, *, trim: bool = False) -> str:
    """Return a decimal with grouping and decimal marks; `trim` drops zeros at the end of the fraction."""
    text = f"{abs(number):,f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    if lang == "id":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return MINUS + text if number < 0 else text


def format_percent(value: float, lang: str, *, decimals: int | None = 1, sign: bool = False) -> str:
    """Return a percentage in words, `12,4 persen`; `sign` writes the plus of a rise."""
    text = format_number(value, lang, decimals=decimals)
    plus = "+" if sign and value > 0 else ""
    return f"{plus}{text} {'persen' if lang == 'id' else 'percent'}"


_WORDS_ID = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_WORDS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(number: int, lang: str) -> str:
    """Return a small whole number in words: to ten in English, to nineteen in Indonesian, then in figures."""
    words = _WORDS_ID if lang == "id" else _WORDS_EN
    if 0 <= number <= 10:
        return words[number]
    if lang == "id" and 11 <= number <= 19:
        return "sebelas" if number == 11 else f"{words[number - 10]} belas"
    return format_number(number, lang, decimals=0)
