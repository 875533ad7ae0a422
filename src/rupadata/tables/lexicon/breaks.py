"""Years from which on, by a note, figures are no longer those of before: another method, base, census."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_THING = (
    r"(?:metode|metodologi|definisi|konsep|klasifikasi|tahun dasar|cakupan|sumber data|batas wilayah|"
    r"pemekaran|method(?:ology)?|definition|concept|classification|base year|coverage)"
)
_FROM = r"(?:sejak|mulai|terhitung|since|from)(?: tahun)?"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:putus deret|break in (?:the )?series)\s+(\d{4})",
        rf"\b{_FROM} (\d{{4}})\b[^.;]{{0,60}}?\b(?:{_THING}|bersumber|tidak dapat dibandingkan)\b",
        rf"\b(?:perubahan|pergantian|change (?:of|in)) {_THING}\b[^.;]{{0,40}}?\b(?:{_FROM}|pada|tahun|in) "
        r"(?:tahun )?(\d{4})\b",
        rf"\b{_THING} (?:yang )?(?:baru|berubah|berganti|diganti|berbeda|new|changed)\b[^.;]{{0,40}}?"
        rf"\b(?:{_FROM}|pada|tahun|in) (?:tahun )?(\d{{4}})\b",
        rf"\bsebelum(?: tahun)? (\d{{4}})\b[^.;]{{0,60}}?\b{_THING}\b",
        r"\b(?:data|angka|tahun) (\d{4})\b[^.;]{0,30}? tidak dapat dibandingkan",
    )
)
_BASES = (
    ("2000", re.compile(r"\bsp ?2000\b|sensus penduduk 2000|population census 2000", re.I)),
    (
        "2010",
        re.compile(r"\bsp ?2010\b|sensus penduduk 2010|2010 population census|\b2010\s*[–-]\s*2035\b", re.I),
    ),
    ("2015", re.compile(r"\bsupas ?2015\b|\b2015\s*[–-]\s*2045\b", re.I)),
    (
        "2020",
        re.compile(r"\bsp ?2020\b|sensus penduduk 2020|2020 population census|\b2020\s*[–-]\s*2050\b", re.I),
    ),
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=4096)
def base_of(text: str) -> str:
    """Return the newest census or projection that a note builds on."""
    return max((base for base, pattern in _BASES if pattern.search(text)), default="")


@lru_cache(maxsize=4096)
def named_breaks(notes: str) -> tuple[str, ...]:
    """Return the years in which a series breaks by its notes, in order."""
    found = {match[1] for pattern in _NAMED for match in pattern.finditer(notes)}
    return tuple(sorted(found | _changes_of_base(notes)))


def _changes_of_base(notes: str) -> set[str]:
    """Return the first years of later bases: 2020 of '2017-2019 proyeksi SP2010, 2020 ke atas SP2020'."""
    mentions = sorted(
        (match.start(), match.end(), base) for base, pattern in _BASES for match in pattern.finditer(notes)
    )
    years = set()
    for (_, end, before), (start, _, after) in pairwise(mentions):
        between = _YEAR.search(notes, end, start)
        if after > before and between is not None:
            years.add(between[0])
    return years


_PRODUCERS = (
    ("BPS", re.compile(r"\bbps\b|badan pusat statistik|statistics indonesia", re.I)),
    ("Dukcapil", re.compile(r"dukcapil|kependudukan dan pencatatan sipil|capil\b", re.I)),
    ("", re.compile(r"\b(?:dinas|badan|kantor|bagian|rsud|polres|kementerian)\b", re.I)),
)


@lru_cache(maxsize=4096)
def producer_kind(producer: str) -> str:
    """Return BPS, Dukcapil or `office` for who counted; empty when nobody is named.

    A series may go on from one office to another of its city; what BPS counts and what a register holds
    are two things.
    """
    return next((kind or "office" for kind, pattern in _PRODUCERS if pattern.search(producer)), "")
