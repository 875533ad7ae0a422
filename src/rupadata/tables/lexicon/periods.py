"""Periods in texts: years, months, quarters, semesters, school years, ranges, with what they say besides."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from rupadata.tables.lexicon.table_words import MONTHS, ROMAN
from rupadata.tables.sheet import CellValue, cell_text


class TextPeriod(Struct, frozen=True):
    """A period found in a text. `year` 0 means that only a part of a year is named (Januari, Semester I).

    `rest` is the text without the period; `span` tells a range of years that names columns, no period itself.
    """

    year: int = 0
    part: str = ""
    end_year: int = 0
    flags: tuple[str, ...] = ()
    rest: str = ""
    span: bool = False

    @property
    def iso(self) -> str:
        """Return the ISO text, empty when the year is not known."""
        return iso_period(self.year, self.part, self.end_year)


def iso_period(year: int, part: str = "", end_year: int = 0) -> str:
    """Return a year, its part and the year in which a range ends as ISO text; empty without a year."""
    if not year:
        return ""
    text = f"{year:04d}-{part}" if part else f"{year:04d}"
    return f"{text}/{end_year:04d}" if end_year else text


_YEAR = r"(?:19[3-9]\d|20[0-6]\d)"
_FLAG_WORDS = (
    (re.compile(r"sangat sementara|very preliminary|sementara|preliminary|provisional", re.I), "provisional"),
    (re.compile(r"\bdirevisi|\brevisi\b|revised", re.I), "revised"),
    (re.compile(r"proyeksi|projection", re.I), "projection"),
    (re.compile(r"\bestimasi|\bperkiraan|estimate", re.I), "estimate"),
)
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH_NAMES})\.?\s+({_YEAR})\b", re.I)
_UP_TO = r"(?:-|–|—|s\s*[./]\s*d\.?|sd\.?|sampai(?: dengan)?|hingga|to)"
_MONTH_RANGE = re.compile(
    rf"\b({_MONTH_NAMES})\.?\s*{_UP_TO}\s*({_MONTH_NAMES})\.?[\s,]*(?:(?:tahun|thn|th)\.?\s*)?({_YEAR})\b",
    re.I,
)
DAY_RANGE = re.compile(
    rf"\b0?1\s+(?P<first>{_MONTH_NAMES})\.?(?:\s+(?P<year>{_YEAR}))?\s*{_UP_TO}\s*"
    rf"(?P<day>\d{{1,2}})\s+(?P<last>{_MONTH_NAMES})\.?\s+(?P<end>{_YEAR})\b",
    re.I,
)
"""From the first day of a month to a day: '1 Januari s.d. 31 Mei 2023'."""
_MONTHS_OVER_YEARS = re.compile(
    rf"\b({_MONTH_NAMES})\.?\s+({_YEAR})\s*{_UP_TO}\s*({_MONTH_NAMES})\.?\s+({_YEAR})\b", re.I
)
"""From a month of one year to one of another: 'Agustus 2020-Agustus 2024'."""
_MONTH_SPANS = {
    (1, 12): "",
    (1, 6): "S1",
    (7, 12): "S2",
    (1, 3): "Q1",
    (4, 6): "Q2",
    (7, 9): "Q3",
    (10, 12): "Q4",
}
_MONTH_YEAR = re.compile(
    rf"\b({_MONTH_NAMES})\.?[\s\-,/']*(?:(?:tahun|thn)\.?\s*)?({_YEAR}|\d{{2}}(?!\d))\b", re.I
)
_YEAR_MONTH = re.compile(rf"\b({_YEAR})[\s\-/]+({_MONTH_NAMES})\b", re.I)
_ISO_MONTH = re.compile(rf"\b({_YEAR})-(0[1-9]|1[0-2])(?:-(\d{{2}}))?\b")
_QUARTER = re.compile(
    rf"\b(?:triwulan|kuartal|tw\.?|quarter|trw\.?)[\s\-]*(iv|i{{1,3}}|"
    rf"[1-4])\b(?:[\s,\-/]*(?:tahun\s*)?({_YEAR}))?",
    re.I,
)
_QUARTER_SHORT = re.compile(rf"\bq([1-4])[\s\-/]*({_YEAR})?\b|\b({_YEAR})[\s\-]*q([1-4])\b", re.I)
_QUARTER_YEAR_FIRST = re.compile(
    rf"\b({_YEAR})[\s,\-/]+(?:triwulan|tw|kuartal|quarter)[\s\-]*(iv|i{{1,3}}|[1-4])\b", re.I
)
_SEMESTER = re.compile(
    rf"\b(?:semester|smt\.?|sem\.?)[\s\-]*(ii|i|[12])\b(?:[\s,\-/]*(?:tahun\s*)?({_YEAR}))?", re.I
)
_SEMESTER_YEAR_FIRST = re.compile(rf"\b({_YEAR})[\s,\-/]+(?:semester|smt|sem)[\s\-]*(ii|i|[12])\b", re.I)
_SCHOOL = re.compile(
    rf"(?:\b(?:tahun (?:ajaran|pelajaran)|t\.?a\.?)\s*)?\b({_YEAR})\s*/\s*({_YEAR}|\d{{2}})(?!\d)", re.I
)
_SCHOOL_NAMED = re.compile(
    rf"\b(?:tahun (?:ajaran|pelajaran|akademik)|t\.?\s?a\.?|t\.?\s?p\.?)[\s:.]*"
    rf"({_YEAR})\s*[-–—]\s*({_YEAR}|\d{{2}})(?!\d)",
    re.I,
)
"""A school year with a dash: only its word tells it from a span of two years."""
_RANGE = re.compile(
    rf"\b({_YEAR})\s*(?:-|–|—|─|s/d|sd\.?|sampai(?: dengan)?|to|hingga)\s*({_YEAR})(?!\d)", re.I
)
_PLAIN = re.compile(rf"(?<![\d.,/\-])({_YEAR})(?![\d]|[.,]\d|\s*=\s*100)([\s\*ᵃ-ᵿ¹²³rxe)]*)", re.I)


def _flags(text: str) -> tuple[str, ...]:
    flags = {flag for pattern, flag in _FLAG_WORDS if pattern.search(text)}
    if re.search(rf"{_YEAR}\s*\*", text):
        flags.add("provisional")
    if re.search(rf"{_YEAR}\s*\(?s\s*\)", text, re.I):
        flags.add("provisional")
    if re.search(rf"{_YEAR}\s*\(?r\)?\b", text):
        flags.add("revised")
    return tuple(sorted(flags))


_LEADS_TO_PERIOD = re.compile(
    r"(?:\b(?:pada\s+)?(?:tahun|thn|th|keadaan|periode|per|bulan|year)\b[\s.:,]*)+$", re.I
)
"""Words that say nothing once the period behind them is gone."""


def _rest(text: str, start: int, end: int) -> str:
    before = re.search(r"\b(?:akhir|tengah|awal) tahun[\s,]*$", text[:start], re.I)
    if before:
        return " ".join(f"{text[:start]} {text[end:]}".split()).strip(" ,;:-–─/_.")
    rest = _LEADS_TO_PERIOD.sub(" ", text[:start]) + " " + text[end:]
    rest = re.sub(
        r"\(\s*(?:angka\s+)?(?:sangat\s+)?(?:sementara|tetap|diperbaiki|revisi|proyeksi)[^)]*\)",
        " ",
        rest,
        flags=re.I,
    )
    rest = _LEADS_TO_PERIOD.sub(" ", rest)
    rest = re.sub(r"^\s*(?:tahun|thn|th)\b\.?", " ", rest, flags=re.I)
    rest = re.sub(r"\(\s*\)|\{\s*\}|\[\s*\]|\*+", " ", rest)
    return " ".join(rest.split()).strip(" ,;:-–─/_.")


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_ORDINALS = {"pertama": "I", "kesatu": "I", "kedua": "II", "ketiga": "III", "keempat": "IV"}
_IN_WORDS = re.compile(
    rf"\b(triwulan|kuartal|semester)\s+(?:({'|'.join(_ORDINALS)})|ke[\s-]*(iv|i{{1,3}}|[1-4]))\b", re.I
)


def _with_numerals(text: str) -> str:
    """Return a text with 'Semester Pertama' and 'Triwulan ke-2' as they are mostly written."""
    return _IN_WORDS.sub(
        lambda said: f"{said[1]} {_ORDINALS[said[2].casefold()] if said[2] else said[3]}", text
    )


@lru_cache(maxsize=65536)
def find_period(text: str) -> TextPeriod | None:
    """Return the period that a text names, with the rest of the text; None when it names none."""
    text = _with_numerals(text)
    flags = _flags(text)
    lowered = text
    if ranged := _range_of_months(text, flags):
        return ranged
    if match := _DATE.search(lowered):
        # "Keadaan 31 Desember 2023" speaks of a year's end, a day in mid-year of that month.
        month, day, year = MONTHS[match[2].casefold()], int(match[1]), int(match[3])
        part = "" if (month, day) == (12, 31) else f"{month:02d}"
        return TextPeriod(year, part, flags=flags, rest=_rest(text, *match.span()))
    if match := re.search(rf"\bsemester\s*[12i]+\s*\(({_MONTH_NAMES})\)\s*({_YEAR})", lowered, re.I):
        return TextPeriod(
            int(match[2]), f"{MONTHS[match[1].casefold()]:02d}", flags=flags, rest=_rest(text, *match.span())
        )
    for pattern in (_QUARTER_YEAR_FIRST, _SEMESTER_YEAR_FIRST):
        if match := pattern.search(lowered):
            letter = "Q" if pattern is _QUARTER_YEAR_FIRST else "S"
            part = f"{letter}{ROMAN[match[2].casefold()]}"
            return TextPeriod(int(match[1]), part, flags=flags, rest=_rest(text, *match.span()))
    for pattern, letter in ((_QUARTER, "Q"), (_SEMESTER, "S")):
        if match := pattern.search(lowered):
            part = f"{letter}{ROMAN[match[1].casefold()]}"
            year = int(match[2]) if match[2] else 0
            rest = _rest(text, *match.span())
            if not year and (plain := _PLAIN.search(rest)):
                year = int(plain[1])
                rest = _rest(rest, *plain.span())
            return TextPeriod(year, part, flags=flags, rest=rest)
    if match := _QUARTER_SHORT.search(lowered):
        number, year_text = match[1] or match[4], match[2] or match[3]
        return TextPeriod(int(year_text or 0), f"Q{number}", flags=flags, rest=_rest(text, *match.span()))
    if match := _ISO_MONTH.search(lowered):
        return TextPeriod(int(match[1]), match[2], flags=flags, rest=_rest(text, *match.span()))
    if match := _MONTH_RANGE.search(lowered):
        months = MONTHS[match[1].casefold()], MONTHS[match[2].casefold()]
        return _within_one_year(text, match, int(match[3]), months, flags)
    if match := _MONTH_YEAR.search(lowered):
        month = MONTHS[match[1].casefold()]
        return TextPeriod(_full_year(match[2]), f"{month:02d}", flags=flags, rest=_rest(text, *match.span()))
    if match := _YEAR_MONTH.search(lowered):
        month = MONTHS[match[2].casefold()]
        return TextPeriod(int(match[1]), f"{month:02d}", flags=flags, rest=_rest(text, *match.span()))
    if match := _SCHOOL.search(lowered) or _SCHOOL_NAMED.search(lowered):
        start, end = int(match[1]), match[2]
        finish = int(end) if len(end) == 4 else int(str(start)[:2] + end)
        if finish == start + 1:
            return TextPeriod(start, "", finish, (*flags, "school-year"), _rest(text, *match.span()))
        if finish > start:
            return TextPeriod(start, "", finish, flags, _rest(text, *match.span()), span=True)
    if match := _RANGE.search(lowered):
        low, high = sorted((int(match[1]), int(match[2])))
        if low < high:
            return TextPeriod(low, "", high, flags, _rest(text, *match.span()), span=True)
    found = list(_PLAIN.finditer(lowered))
    if found:
        years = [int(match[1]) for match in found]
        # A base year ("harga konstan 2010", "LF SP2020") is no period.
        usable = [m for m in found if not _is_base_year(text, m.start())]
        if usable:
            match = usable[-1]
            others = sorted({int(m[1]) for m in usable})
            span = len(others) > 1
            if span:
                listed = re.search(rf"{_YEAR}(?:\s*(?:,|dan|&|and|;)\s*{_YEAR})+", text)
                if listed:
                    return TextPeriod(
                        others[0], "", others[-1], flags, _rest(text, *listed.span()), span=True
                    )
                return TextPeriod(int(match[1]), flags=flags, rest=_rest(text, *match.span()))
            return TextPeriod(int(match[1]), flags=flags, rest=_rest(text, *match.span()))
        del years
    return None


def _range_of_months(text: str, flags: tuple[str, ...]) -> TextPeriod | None:
    """Return the period of a text that goes from one month to another, with days or over years; None for
    others. A range over years keeps the month that both its ends name: all years are of that month."""
    if (match := DAY_RANGE.search(text)) and match["year"] in (None, match["end"]):
        months = MONTHS[match["first"].casefold()], MONTHS[match["last"].casefold()]
        return _within_one_year(text, match, int(match["end"]), months, flags)
    if (match := _MONTHS_OVER_YEARS.search(text)) and match[2] < match[4]:
        first, last = MONTHS[match[1].casefold()], MONTHS[match[3].casefold()]
        part = f"{first:02d}" if first == last else ""
        rest = _rest(text, *match.span())
        return TextPeriod(int(match[2]), part, int(match[4]), flags, rest, span=True)
    return None


def _within_one_year(
    text: str, match: re.Match[str], year: int, months: tuple[int, int], flags: tuple[str, ...]
) -> TextPeriod:
    """Return the period from one month to another: a quarter or a half, else the year, of which only some
    months are told."""
    if months not in _MONTH_SPANS:
        flags = tuple(sorted({*flags, "provisional"}))
    return TextPeriod(year, _MONTH_SPANS.get(months, ""), flags=flags, rest=_rest(text, *match.span()))


def _is_base_year(text: str, start: int) -> bool:
    before = text[:start].casefold()
    return bool(
        re.search(
            r"(konstan|constant(?: \w+)? prices?|adhk|tahun dasar|base year|[(,;]\s*dasar|=|sp|"
            r"sensus penduduk|lf)[\s(,:]*$",
            before,
        )
    )


@lru_cache(maxsize=65536)
def find_part(text: str) -> str:
    """Return the part of a year that a whole label names: '03' for Maret, 'Q1', 'S2'; else empty text."""
    folded = re.sub(r"^\d{1,2}[.)]\s*", "", _with_numerals(text).casefold().strip(" .,:)"))  # "1. Januari"
    folded = re.sub(r"^(?:bulan|bln)\b[\s.:]*", "", folded)
    halves = [half.strip() for half in re.split(r"[/\n]", folded) if half.strip()]
    if halves and halves[0] in MONTHS:
        return f"{MONTHS[halves[0]]:02d}"
    if match := re.fullmatch(
        r"(?:triwulan|kuartal|tw\.?|quarter|trw\.?|q)[\s\-]*(iv|i{1,3}|[1-4])", halves[0] if halves else ""
    ):
        return f"Q{ROMAN[match[1]]}"
    if match := re.fullmatch(r"(?:semester|smt\.?|sem\.?|s)[\s\-]*(ii|i|[12])", halves[0] if halves else ""):
        return f"S{ROMAN[match[1]]}"
    return ""


def year_of(value: CellValue) -> int:
    """Return the year that a whole cell is, 0 when it is none; marks such as `2023*` allowed."""
    if isinstance(value, bool) or value is None:
        return 0
    if isinstance(value, (int, float)):
        return int(value) if float(value).is_integer() and 1930 <= value <= 2069 else 0
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return 0
    return _year_of_text(value)


@lru_cache(maxsize=65536)
def _year_of_text(value: str) -> int:
    if not re.search(r"[12]\d{3}", value):
        return 0
    text = cell_text(value).replace("\n", " ")
    match = re.fullmatch(
        rf"(?:tahun|thn\.?|th\.?|year)?\s*({_YEAR})(?:\.0+)?"
        rf"(?:\s*(?:[*rxe¹²³ᵃ-ᵿ)]|[a-z]{{1,2}}\s*\)|\(.{{1,40}}\)|\d\)))*",
        text,
        re.I,
    )
    return int(match[1]) if match else 0


_ISO_DAY = re.compile(rf"({_YEAR})[-/](0?[1-9]|1[0-2])[-/](\d{{1,2}})(?:[T ]00:00(?::00)?(?:\.0+)?)?")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*[/.\-]\s*(\d{{1,2}})\s*[/.\-]\s*({_YEAR})")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})[\s\-]+({_MONTH_NAMES})\.?[\s\-]+({_YEAR})", re.I)
_MONTH_NUMBER = re.compile(rf"({_YEAR})(0[1-9]|1[0-2])")
_MONTH_AT_END = re.compile(
    rf"^(?P<rest>.*?\w.*?)(?:\s*[-–—,(_]\s*|\s+(?:bulan|keadaan)\s+)(?P<month>{_MONTH_NAMES})\.?\s*\)?$",
    re.I,
)


def _day_of(text: str) -> TextPeriod | None:
    """Return the day that a whole text is: 2024-01-31, 31/01/2024, 31 Januari 2024."""
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if month > 12 >= day:
            day, month = month, day
    elif match := _DAY_NAMED.fullmatch(text):
        day, month, year = int(match[1]), MONTHS[match[2].casefold()], int(match[3])
        if (month, day) == (12, 31):
            return None  # a year's end speaks of the year
    else:
        return None
    return TextPeriod(year, f"{month:02d}-{day:02d}") if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month_number(text: str) -> TextPeriod | None:
    """Return the month that six digits name: 202201."""
    match = _MONTH_NUMBER.fullmatch(text)
    return TextPeriod(int(match[1]), match[2]) if match else None


def split_month(text: str) -> tuple[str, str]:
    """Part a month at the end of a header from its words: 'Garis Kemiskinan - Maret'; '' when none."""
    match = _MONTH_AT_END.match(text.strip())
    return (f"{MONTHS[match['month'].casefold()]:02d}", match["rest"].strip()) if match else ("", text)


_QUARTERS = ("i", "ii", "iii", "iv")
_YEARLY = re.compile(r"tahunan|setahun|satu tahun|annual|total(?: tahun)?|jumlah(?: tahun)?", re.I)
_WHOLE_YEAR = re.compile(
    r"(?:(?:total|jumlah)?\s*(?:tahunan|setahun|satu tahun|tahun|annual|total|jumlah)?|"
    r"(?:total|jumlah)\s+(?:(?:4|empat|keempat)\s+)?triwulan(?:an)?)(?:/.*)?",
    re.I,
)


def name_parts(paths: Mapping[int, tuple[str, ...]], title: str) -> dict[int, tuple[str, ...]]:
    """Say in header paths which part of a year they mean: I II III IV below a year, a month after a dash.

    The whole year beside its quarters ('Tahunan') leaves the year alone.
    """
    semester = bool(re.search(r"\bsemester", title, re.I))
    told = bool(re.search(r"\b(?:triwulan|kuartal|quarter|semester)", title, re.I))
    families: dict[tuple[str, ...], dict[int, str]] = {}
    for column, path in paths.items():
        if path:
            families.setdefault(path[:-1], {})[column] = path[-1].casefold().strip(" .")
    proven = any(
        len(quarters := {leaf for leaf in leaves.values() if leaf in _QUARTERS}) >= 2
        and (told or (len(quarters) >= 3 and any(year_of(text) for text in parents)))
        and all(leaf in _QUARTERS or _WHOLE_YEAR.fullmatch(leaf) for leaf in leaves.values() if parents)
        for parents, leaves in families.items()
    )
    out = {column: _with_month(path) for column, path in _with_year_ends(paths).items()}
    if not proven:
        return out
    word = (
        "Semester"
        if semester and "iii" not in {p[-1].casefold() for p in paths.values() if p}
        else "Triwulan"
    )
    for parents, leaves in families.items():
        if not any(leaf in _QUARTERS for leaf in leaves.values()):
            continue
        for column, leaf in leaves.items():
            if leaf in _QUARTERS:
                out[column] = (*parents, f"{word} {leaf.upper()}")
            elif parents and _WHOLE_YEAR.fullmatch(leaf) and any(year_of(text) for text in parents):
                out[column] = parents
    return out


def _with_year_ends(paths: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Say that the end of a year is a day where other headers are days within a year: '31 Desember 2023'
    beside '30 September 2023'. Ends of years alone speak of their years."""
    leaves = {path[-1].replace("\n", " ").strip() for path in paths.values() if path}
    if not any(map(_day_of, leaves)):
        return dict(paths)
    return {
        column: (*path[:-1], f"{end[3]}-12-{end[1]}")
        if path and (end := _DAY_NAMED.fullmatch(path[-1].replace("\n", " ").strip())) and not _day_of(end[0])
        else path
        for column, path in paths.items()
    }


def _with_month(path: tuple[str, ...]) -> tuple[str, ...]:
    if not path or find_period(path[-1]) is not None or period_of_cell(path[-1]) is not None:
        return path
    leaf = path[-1].replace("\n", " ")
    part, rest = split_month(leaf)
    unit = ""
    if not part and (brackets := re.search(r"(?:\s*\([^()]*\))+\s*$", leaf)):
        unit = brackets[0].strip()
        part, rest = split_month(leaf[: brackets.start()])
    if not part or find_part(rest):
        return path
    month = next(name for name, number in MONTHS.items() if number == int(part))
    return (*path[:-1], f"{rest} {unit}".strip(), month.capitalize())


def months_of_days(periods: Iterable[str]) -> frozenset[str]:
    """Return the days among ISO periods that stand for their months: no month has a second day."""
    days = {period for period in periods if len(period) == 10 and period[4] == period[7] == "-"}
    months = Counter(day[:7] for day in days)
    return frozenset(days) if days and max(months.values()) == 1 else frozenset()


def period_of_cell(value: CellValue) -> TextPeriod | None:
    """Return the period that a whole cell is (a header or a key): a year, a month, a date; None when it is
    more."""
    if isinstance(value, datetime.datetime | datetime.date):
        return TextPeriod(value.year, f"{value.month:02d}-{value.day:02d}")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        year = year_of(value)
        return TextPeriod(year) if year else _month_number(cell_text(value))
    if not isinstance(value, str):
        return None
    text = cell_text(value).replace("\n", " ")
    if (day := _day_of(text)) or (day := _month_number(text)):
        return day
    if year := year_of(text):
        return TextPeriod(year, flags=_flags(text))
    if part := find_part(text):
        return TextPeriod(part=part)
    found = find_period(text)
    if found and found.part and not found.year and (month := find_part(found.rest.strip("() "))):
        return TextPeriod(part=month, flags=found.flags)  # "Semester 1 (Maret)" is what was measured in March
    if found and found.year and not found.part and _YEARLY.fullmatch(found.rest):
        return TextPeriod(found.year, flags=found.flags)  # "Tahunan 2022" below its quarters
    if found and not found.rest:
        return found if not found.span else TextPeriod(found.year, "", found.end_year, found.flags)
    if found and re.fullmatch(
        r"\(?\s*(?:angka\s*)?(?:sangat\s*)?(?:sementara|tetap|revisi|diperbaiki|proyeksi|estimasi)[\w\s]*\)?",
        found.rest,
        re.I,
    ):
        return found
    return None
