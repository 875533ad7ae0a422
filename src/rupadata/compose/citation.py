"""The source line: who made the tables, and which they are, in as few words as name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rupadata.pagespec import SourceSpec
from rupadata.wording import phrase, running_name

MOST_PRODUCERS = 2
MOST_TITLES = 2
LONGEST_TITLE = 64
_TABLE_NUMBER = re.compile(r"\b(?:Tabel|Table)\s+(\d+(?:\.\d+)*[a-z]?)\b\s*[.:]?\s*", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d\b))?")
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_BASE_YEAR = re.compile(
    r"\s*(?:\(\s*(?:(?:19|20)\d\d)\s*=\s*100\s*\)|"
    r"(?<=harga konstan) (?:tahun )?(?:dasar )?(?:19|20)\d\d\b|\b(?:tahun dasar|base year) (?:19|20)\d\d\b)",
    re.IGNORECASE,
)
"""The year that prices or an index are measured in: not one that the table tells of."""
_LEFT_OVER = re.compile(
    r"\(\s*\)|\b(?:tahun|year|pada|in|dan|and|sampai|hingga)\s*(?=[,;.)]|$)|,\s*(?:dan|and)\s*(?=,)",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\s*\(\s*\)")
"""A bracket that held a year, or the word for one, and nothing else."""
_TAG = re.compile(r"^\[[^\]]+\]\s*")
_SHORTER = (
    re.compile(r"\s+(?:menurut|berdasarkan|by)\s.*$", re.IGNORECASE),
    re.compile(r"\s+(?:di\s+)?(?:Kota|Kabupaten|Provinsi)\s+[A-Z].*$"),
)
"""What a long title may lose: how its figures are classified, then the place, which the page names."""
_FILE_ENDING = re.compile(r"\.(?:xlsx?|xlsm|csv|tsv|json|ods|pdf|html?)$", re.IGNORECASE)


class Title(NamedTuple):
    """A table's name without its years, and its years."""

    name: str
    years: tuple[int, ...]


def source_line(sources: Sequence[SourceSpec], lang: str) -> str:
    """Return `Sumber: BPS Provinsi Banten, Tabel 3.1.1 dan 3.1.2; tabel Penduduk, 2019–2025.`

    Tables of one name and several years are told once; a file is named only where nothing else is known.
    """
    told: dict[str, dict[str, list[Title]]] = {}
    for one in sources:
        titles = told.setdefault(one.producer, {})
        title = _read_title(one.title or one.file.rpartition("/")[2], lang, by_number=bool(one.producer))
        if title.name and title.name.casefold() != one.producer.casefold():
            titles.setdefault(_key(title.name), []).append(title)
    parts = [
        ", ".join(part for part in (producer, _titles(list(held.values()), lang, bare=not producer)) if part)
        for producer, held in list(told.items())[:MOST_PRODUCERS]
    ]
    if len(told) > MOST_PRODUCERS:
        more = len(told) - MOST_PRODUCERS
        parts.append(f"and {more} more sources" if lang == "en" else f"dan {more} sumber lain")
    line = "; ".join(part for part in parts if part)
    if not line:
        line = "not named in the data" if lang == "en" else "tidak disebut dalam data"
    return f"{'Source' if lang == 'en' else 'Sumber'}: {line.rstrip('.')}."


def cited_title(table: str, file: str, indicator: str) -> str:
    """Return the name that a table is cited by: its own, else what it holds where a file's code is all.

    `pdrbx` of `pdrbx.xlsx` says nothing to a reader; a title that people wrote begins with a capital.
    """
    stem = _FILE_ENDING.sub("", file.rpartition("/")[2])
    coded = table[:1].islower() and set(_key(table).split()) <= set(_key(stem.replace("_", " ")).split())
    if table and not coded:
        return table
    years = _YEARS.search(table or stem)
    return f"{phrase(indicator)}, {years[0]}" if years else phrase(indicator)


CAPITALS = 0.7
"""Part of its letters from which on a title was written in capitals, but for a "dan" in it."""
_KINDS = r"(?:kabupaten|kota|kecamatan|kelurahan|desa|provinsi)"
_PLACE = re.compile(
    rf"\b{_KINDS}(?: (?!{_KINDS}\b|(?:menurut|berdasarkan|per|tahun|bulan|dan|di|pada)\b)[a-z'-]+){{1,3}}"
)
"""A region in a title that was written in capitals."""


def _read_title(title: str, lang: str, *, by_number: bool) -> Title:
    """Return a table's title as it is cited: by its number where that finds it, a chapter's in a yearbook
    (5.1) or one of a maker who is named."""
    numbered = _TABLE_NUMBER.search(title)
    named = title[numbered.end() :] if numbered and not numbered.start() else title
    if numbered and (by_number or "." in numbered[1] or not named):
        return Title(f"{'Table' if lang == 'en' else 'Tabel'} {numbered[1].rstrip('.')}", ())
    text = _FILE_ENDING.sub("", named.split(" / ")[0].strip())
    text = " ".join(re.sub(r"_+|(?<=\w)-(?=[a-z0-9]+-)", " ", text).split())
    text = _BASE_YEAR.sub("", text)
    years = tuple(sorted({int(year) for year in _YEAR.findall(text)}))
    name = _EMPTY.sub("", _LEFT_OVER.sub("", _YEARS.sub("", text)))
    name = re.sub(r"\s+([,;.])", r"\1", " ".join(name.split())).strip(" ,;.-–(")
    return Title(_shortened(name or text), years)


def _shortened(name: str) -> str:
    """Return a long title without its classification, its place, the rest of its list; whole words only."""
    name = _TAG.sub("", name)
    spoken = _LEFT_OVER.sub("", " ".join(re.sub(r"\([^)]*\)", "", name).split()))
    letters = [mark for mark in spoken if mark.isalpha()]
    if sum(map(str.isupper, letters)) > CAPITALS * len(letters) and " " in name:
        name = _PLACE.sub(lambda match: match[0].title(), running_name(spoken.upper()))
    name = name[:1].upper() + name[1:]
    for shorter in _SHORTER:
        if len(name) <= LONGEST_TITLE:
            return name
        name = shorter.sub("", name).rstrip(" ,")
    commas = [found.start() for found in re.finditer(r",", name) if found.start() <= LONGEST_TITLE]
    return name[: commas[-1]].rstrip(" ,") if len(name) > LONGEST_TITLE and commas else name


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _titles(groups: Sequence[Sequence[Title]], lang: str, *, bare: bool) -> str:
    """Return the tables of one producer: their names with the years they are of."""
    said = []
    for titles in groups[:MOST_TITLES]:
        years = sorted({year for title in titles for year in title.years})
        name = titles[0].name
        if len(years) == 1:
            name += f", {years[0]}"
        elif years:
            name += f", {years[0]}–{years[-1]}"
        said.append(name)
    if not said:
        return ""
    more = len(groups) - MOST_TITLES
    if more > 0:
        tables = "table" if more == 1 else "tables"
        said.append(f"and {more} more {tables}" if lang == "en" else f"dan {more} tabel lain")
    line = "; ".join(said[:MOST_TITLES]) + (f", {said[-1]}" if more > 0 else "")
    if bare and not line.startswith(("Tabel ", "Table ")):
        return f"table {line}" if lang == "en" else f"tabel {line}"
    return line
