"""Figures as offices write them: number marks decided per column with the evidence, symbols, provisional
marks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from rupadata.tables.sheet import CellValue


class DecimalMark(StrEnum):
    """Which sign parts the decimals: a comma (Indonesian), a dot (English), or undecided."""

    COMMA = "comma"
    DOT = "dot"
    UNKNOWN = "unknown"


class Figure(Struct, frozen=True):
    """A cell read as a figure: `value` is None exactly where `missing` says why."""

    value: float | None
    decimals: int | None = None
    missing: str = ""
    flags: tuple[str, ...] = ()
    ambiguous: bool = False
    damaged: bool = False
    percent: bool = False


_SYMBOLS = {
    "-": "nil",
    "–": "nil",
    "—": "nil",
    "―": "nil",
    "−": "nil",
    "--": "nil",
    "---": "nil",
    "(-)": "nil",
    "…": "not-available",
    "...": "not-available",
    "..": "not-available",
    "....": "not-available",
    ".": "not-available",
    "…)": "not-available",
    "na": "not-available",
    "n/a": "not-available",
    "n.a": "not-available",
    "n.a.": "not-available",
    "nan": "not-available",
    "#n/a": "unreadable",
    "#div/0!": "unreadable",
    "#ref!": "unreadable",
    "#value!": "unreadable",
    "#name?": "unreadable",
    "#num!": "unreadable",
    "#null!": "unreadable",
    "#####": "unreadable",
    "x": "suppressed",
    "null": "not-available",
    "none": "not-available",
    "nil": "nil",
    "nihil": "nil",
    "tidak ada data": "not-available",
    "tidak tersedia": "not-available",
    "tad": "not-available",
    "t.a.d": "not-available",
    "tdk ada": "nil",
    "belum tersedia": "not-available",
    "belum ada data": "not-available",
    "data tidak tersedia": "not-available",
}

_TRAILING_FLAGS = {"*": "provisional", "r": "revised", "e": "estimate", "a": "rse-25-50", "c": "parts-differ"}
_NUMBERISH = re.compile(
    r"(?P<neg>[-−–]\s*|\()?(?:(?:rp|idr|us\$|usd|\$)\.?\s*)?(?P<neg2>[-−–]\s*)?(?P<tilde>~\s*)?"
    r"(?P<body>\d[\d.,'’\s]*|[.,]\d+)(?:,-|,--|"
    r"\.-)?\s*\)?(?P<percent>\s*%)?(?P<tail>[\s*ᵃ-ᵿ¹²³⁴⁵⁶]*(?:[reacREAC]|\d\s*\))?[\s*)]*)",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"\d{1,3}[.)]|\d{1,4}(?:[.,]\d{1,2}){2,}[.,]?|\(\d{1,2}\)|\d{1,2}\)")
GREATEST = 1e18
"""No office counts more of anything: a greater figure, or one without end, is a slip of the file."""
_EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+")


@lru_cache(maxsize=262144)
def _split(text: str) -> tuple[str, bool, tuple[str, ...], bool, bool] | None:
    """Return (digits and marks, negative, flags, percent, negligible) of a text that looks like a figure."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    text = text.lstrip("'`’\"").rstrip("'`\"").strip()
    match = _NUMBERISH.fullmatch(text)
    if match is None or _ENUMERATOR.fullmatch(text):
        return None
    tail = match["tail"].strip()
    flags = tuple(sorted({_TRAILING_FLAGS[mark] for mark in tail.casefold() if mark in _TRAILING_FLAGS}))
    body = re.sub(r"[\s'’](?=\d{3}(?!\d))", "\u2009", match["body"].strip())
    if re.search(r"\s", body.replace("\u2009", "")):
        return None
    opening = match["neg"] or ""
    negative = bool(match["neg2"]) or opening.strip() in ("-", "−", "–")
    if opening.strip() == "(":
        if ")" not in text:
            return None
        negative = True
    return body.replace("\u2009", ""), negative, flags, bool(match["percent"]), bool(match["tilde"])


@lru_cache(maxsize=262144)
def mark_of(text: str) -> DecimalMark | None:
    """Return which decimal mark a text proves, UNKNOWN when it could be both, None when it has no mark."""
    parts = _split(text)
    if parts is None:
        return None
    body = parts[0].rstrip(".,")
    dots, commas = body.count("."), body.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        if dots > 1 and commas > 1:
            return DecimalMark.UNKNOWN
        last_dot, last_comma = body.rfind("."), body.rfind(",")
        return DecimalMark.COMMA if last_comma > last_dot else DecimalMark.DOT
    sign = "." if dots else ","
    other = DecimalMark.COMMA if dots else DecimalMark.DOT
    own = DecimalMark.DOT if dots else DecimalMark.COMMA
    groups = body.split(sign)
    if len(groups) > 2:
        if all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3:
            return other
        return DecimalMark.UNKNOWN
    head, rest = groups
    if len(rest) != 3 or len(head) > 3 or head in ("", "0") or (head.startswith("0")):
        return own
    return DecimalMark.UNKNOWN


class MarkDecision(Struct, frozen=True):
    """The decimal mark of a column: what was decided, how many cells prove it, how many could be both.

    The reason `lost-zeros` tells of thousands whose last zeros a program cut off: 118.04 beside 167.228.
    """

    mark: DecimalMark
    proofs: int = 0
    contrary: int = 0
    ambiguous: int = 0
    reason: str = ""

    @property
    def lost_zeros(self) -> bool:
        """Tell whether short groups behind the mark are thousands without their last zeros."""
        return self.reason == "lost-zeros"

    @property
    def doubtful(self) -> bool:
        """Tell whether cells could be read both ways and nothing proves either."""
        return self.ambiguous > 0 and self.reason == "default"


def decide_mark(
    texts: Iterable[str], around: DecimalMark = DecimalMark.UNKNOWN, whole_unit: bool = False
) -> MarkDecision:
    """Decide the decimal mark of one column of texts; `around` is what the rest of the sheet proves.

    `whole_unit` says that the column counts things (people, units), which have no decimals.
    """
    comma = dot = unknown_dot = unknown_comma = plain = short = 0
    for text in texts:
        mark = mark_of(text)
        if mark is DecimalMark.COMMA:
            comma += 1
        elif mark is DecimalMark.DOT:
            dot += 1
            short += _SHORT_GROUP.fullmatch((_split(text) or ("",))[0]) is not None
        elif mark is DecimalMark.UNKNOWN:
            body = (_split(text) or ("",))[0]
            if body.count(".") + body.count(",") == 1:
                unknown_dot += "." in body
                unknown_comma += "," in body
        elif _split(text) is not None:
            plain += 1
    ambiguous = unknown_dot + unknown_comma
    if whole_unit and dot and short == dot and not comma and unknown_dot >= dot:
        return MarkDecision(DecimalMark.COMMA, unknown_dot, 0, ambiguous, "lost-zeros")
    if (
        whole_unit
        and max(unknown_dot, unknown_comma) >= 5 * max(comma, dot, 1)
        and min(unknown_dot, unknown_comma) == 0
    ):
        # Nothing that is counted has three decimals again and again; the few others are written otherwise.
        thousands = DecimalMark.COMMA if unknown_dot else DecimalMark.DOT
        return MarkDecision(thousands, ambiguous, comma + dot, ambiguous, "whole-unit")
    if comma or dot:
        decided = DecimalMark.COMMA if comma >= dot else DecimalMark.DOT
        return MarkDecision(decided, max(comma, dot), min(comma, dot), ambiguous, "siblings")
    if not ambiguous:
        return MarkDecision(around, reason="none")
    if unknown_dot and unknown_comma:
        return MarkDecision(
            around if around is not DecimalMark.UNKNOWN else DecimalMark.COMMA, 0, 0, ambiguous, "default"
        )
    thousands = DecimalMark.COMMA if unknown_dot else DecimalMark.DOT
    if whole_unit:
        return MarkDecision(thousands, ambiguous, 0, ambiguous, "whole-unit")
    if plain and ambiguous:
        # Printed with three decimals, a column would have no whole figures; grouped by thousands, small
        # ones stay plain.
        return MarkDecision(thousands, plain, 0, ambiguous, "plain-siblings")
    if around is not DecimalMark.UNKNOWN:
        return MarkDecision(around, 0, 0, ambiguous, "sheet")
    return MarkDecision(thousands, 0, 0, ambiguous, "default")


_SHORT_GROUP = re.compile(r"\d{1,3}\.\d{1,2}")
"""A dot with one or two digits behind it: a decimal, or a thousand whose last zeros are gone."""


def restore_zeros(text: str) -> Figure | None:
    """Return a figure of thousands whose last zeros were cut off, flagged as damaged; None for all others."""
    parts = _split(text)
    if parts is None or not _SHORT_GROUP.fullmatch(parts[0]):
        return None
    whole, _, rest = parts[0].partition(".")
    number = float(whole + rest.ljust(3, "0"))
    return Figure(
        -number if parts[1] else number, 0, flags=tuple(sorted({*parts[2], "damaged"})), damaged=True
    )


@lru_cache(maxsize=262144)
def read_text(text: str, mark: DecimalMark) -> Figure | None:
    """Read a text as a figure with the column's decimal mark; None when it is no figure and no symbol."""
    stripped = text.replace("\u00a0", " ").strip().strip("'`").strip()
    if not stripped:
        return Figure(None, missing="blank")
    symbol = _SYMBOLS.get(stripped.casefold().rstrip("*").strip()) or _SYMBOLS.get(stripped.casefold())
    if symbol:
        return Figure(None, missing=symbol)
    if _EXPONENT.fullmatch(stripped):
        return read_number(float(stripped.replace(",", ".")), 0)
    parts = _split(stripped)
    if parts is None:
        return None
    body, negative, flags, percent, tilde = parts
    own = mark_of(stripped)
    damaged = False
    ambiguous = own is DecimalMark.UNKNOWN
    used = (
        own
        if own in (DecimalMark.COMMA, DecimalMark.DOT)
        else (mark if mark is not DecimalMark.UNKNOWN else DecimalMark.COMMA)
    )
    body = body.rstrip(".,") or "0"
    if ambiguous and _is_broken(body):
        number, decimals, damaged = _read_broken(body)
    else:
        decimal_sign, group_sign = (",", ".") if used is DecimalMark.COMMA else (".", ",")
        head, _, fraction = body.replace(group_sign, "").partition(decimal_sign)
        groups = body.split(decimal_sign)[0].split(group_sign)
        if len(groups) > 1 and (any(len(g) != 3 for g in groups[1:]) or not 1 <= len(groups[0]) <= 3):
            damaged = True
        if fraction and not fraction.isdigit():
            number, decimals, damaged = _read_broken(body)
        else:
            number, decimals = float(f"{head or 0}.{fraction or 0}"), len(fraction)
            if len(head) + len(fraction) > DIGITS:
                number = _without_noise(number, f"{number:.{DIGITS}g}")
    if number > GREATEST:
        return Figure(None, missing="unreadable")
    if tilde:
        flags = (*flags, "negligible")
    if damaged:
        flags = (*flags, "damaged")
    return Figure(
        -number if negative else number,
        decimals,
        flags=tuple(sorted(set(flags))),
        ambiguous=ambiguous and not damaged,
        damaged=damaged,
        percent=percent,
    )


def _is_broken(body: str) -> bool:
    """Tell whether marks stand where no notation puts them: 36.741.35, 5.947.414.20."""
    signs = [sign for sign in body if sign in ".,"]
    return len(signs) > 1


def _read_broken(body: str) -> tuple[float, int, bool]:
    """Read a figure with misplaced marks: the last mark parts the decimals unless three digits follow it."""
    head, last = re.split(r"[.,](?=[^.,]*$)", body)
    digits = re.sub(r"[.,]", "", head)
    if len(last) == 3:
        return float(digits + last), 0, True
    return float(f"{digits}.{last}"), len(last), True


def read_number(value: float | int, shown_decimals: int | None = None) -> Figure:
    """Read a stored number; the decimals are those shown, else those that the stored form needs (15
    digits)."""
    number = float(value)
    if not abs(number) <= GREATEST:  # not a number compares as false too
        return Figure(None, missing="unreadable")
    text = f"{number:.{DIGITS}g}"
    decimals = 0 if "e" in text or "E" in text else len(text.partition(".")[2])
    if shown_decimals is not None:
        decimals = shown_decimals
    return Figure(_without_noise(number, text), decimals)


DIGITS = 15
"""How many digits a spreadsheet program holds; what stands behind them is noise of binary fractions."""


def _without_noise(number: float, text: str) -> float:
    """Return a number as its first 15 digits say it: 31.99576 for 31.995759999999997."""
    return number if number.is_integer() else float(text)


def looks_like_value(value: CellValue) -> bool:
    """Tell whether a cell holds a figure or a symbol for a missing one."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return False
    return _looks(value)[0]


@lru_cache(maxsize=262144)
def _looks(text: str) -> tuple[bool, bool]:
    """Tell whether a text is a figure or a symbol for a missing one, and whether it is a figure."""
    figure = read_text(text, DecimalMark.UNKNOWN)
    return figure is not None, figure is not None and figure.value is not None


def is_figure(value: CellValue) -> bool:
    """Tell whether a cell holds a figure (symbols for missing ones do not count)."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and _looks(value)[1]
