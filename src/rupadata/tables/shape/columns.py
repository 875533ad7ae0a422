"""What each column of a table is: keys (region, period, category, unit) or figures, told by header and
values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.tables.lexicon.cell_numbers import is_figure, looks_like_value
from rupadata.tables.lexicon.cell_units import parse_unit, take_unit
from rupadata.tables.lexicon.periods import name_parts, period_of_cell, year_of
from rupadata.tables.lexicon.table_regions import PROVINCES_IN_SHORT
from rupadata.tables.lexicon.table_words import (
    CODE_WORDS,
    LEVEL_WORDS,
    REGION_WORDS,
    despace,
    fold,
    indonesian,
    is_english,
    is_total,
    known_category,
    word_set,
)
from rupadata.tables.shape.blocks import TableBlock, cells_of, column_numbers, is_numbering
from rupadata.tables.sheet import CellValue, Sheet, cell_text


class Role(StrEnum):
    """The role of a column."""

    REGION_CODE = "region-code"
    REGION_NAME = "region-name"
    YEAR = "year"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    PERIOD = "period"
    UNIT = "unit"
    PRODUCER = "producer"
    LABEL = "label"
    ID = "id"
    VALUE = "value"
    IGNORED = "ignored"


class RegionHeader(Struct, frozen=True):
    """What a header says of regions: a code or a name, of which levels (empty: any), in which notation."""

    code: bool
    levels: tuple[int, ...]
    notation: str = ""


DAYS = "days of a month"
"""Why a column of small numbers is one of periods."""
DROPPED = "dropped"
"""Why a column is ignored that somebody asked to leave out."""


class Column(Struct, frozen=True):
    """A column (or adjacent label columns under one header) with its role and the reason for it."""

    index: int
    role: Role
    header: str
    path: tuple[str, ...] = ()
    span: int = 1
    """How many adjacent columns make up one label."""
    region: RegionHeader | None = None
    why: str = ""
    samples: tuple[str, ...] = field(default=())

    def with_role(self, role: Role, why: str) -> Column:
        """Return the column in another role."""
        return replace(self, role=role, why=why)


_GLUED = re.compile(
    r"^(nama|kode|kd|id|nm)?_?(provinsi|prov|prop|kabupatenkota|kabkota|kabkot|kabupaten|kab|kota|kecamatan|"
    r"kec|kelurahan|kel|desakelurahan|deskel|desa|wilayah|wil)$"
)
_NOISE = word_set(
    "nama kode kd id bps kemendagri dan atau menurut name code of names nm mendagri atau per tiap daftar no"
)
_ENGLISH_LEVELS = word_set(
    "subdistrict district regency municipality village province city sub regencies districts"
)


_PREPOSITIONS = frozenset({"se", "di", "in"})


_BESIDE_YEARS = re.compile(r"^(?:tahun|thn|year)\s*/\s*(?=\S)|(?<=\S)\s*/\s*(?:tahun|thn|year)$")
"""The years that stand among the regions of one column: 'Tahun/Kecamatan'."""


@lru_cache(maxsize=4096)
def region_header(text: str) -> RegionHeader | None:
    """Tell whether a header names regions or their codes."""
    alone = _BESIDE_YEARS.sub("", plain := despace(text).casefold())
    folded = alone.replace("kabupaten kota", "kabupaten/kota")
    tokens = [token for token in re.split(r"[^a-z]+", folded) if token]
    if not tokens or len(tokens) > 9:
        return None
    levels: list[int] = []
    code = any(token in CODE_WORDS for token in tokens)
    notation = "bps" if "bps" in tokens else "kemendagri" if {"kemendagri", "mendagri"} & set(tokens) else ""
    seen_region = False
    if tokens[0] in REGION_WORDS and tokens[1:2] and tokens[1] in LEVEL_WORDS and len(tokens) > 2:
        return RegionHeader(False, (), notation)  # "Wilayah Provinsi Kalimantan Selatan" is what they lie in
    for position, token in enumerate(tokens):
        glued = _GLUED.match(token)
        if token in _NOISE:
            continue
        if token == "kd" and not seen_region:
            continue
        if token in LEVEL_WORDS:
            levels.append(LEVEL_WORDS[token])
            seen_region = True
        elif token in REGION_WORDS:
            seen_region = True
        elif glued and (glued[1] or glued[2]):
            seen_region = True
            code |= glued[1] in ("kode", "kd", "id")
            if glued[2] in LEVEL_WORDS:
                levels.append(LEVEL_WORDS[glued[2]])
        elif (token in _ENGLISH_LEVELS and seen_region) or (
            seen_region
            and (
                token in ("se", "di", "in", "pengukuran")
                or token in PROVINCES_IN_SHORT
                or _PREPOSITIONS.intersection(tokens[:position])
            )
        ):
            continue  # "Wilayah Jateng", "Kecamatan di Kota Tangerang"
        else:
            return None
    if code and "kd" in tokens and not levels:
        levels = [4]
        seen_region = True
    if code and "kec" in tokens:
        levels = [3]
    if not seen_region and not (code and notation):
        return None
    if alone != plain and not levels:
        return None  # "Daerah/Tahun" is of town and country
    return RegionHeader(code, tuple(sorted(set(levels))), notation)


_YEAR_HEADERS = word_set("tahun thn th year years tahun_data tahun/year periode_tahun tahun_anggaran")
_PERIOD_HEADERS = word_set(
    "periode waktu bulan month period tanggal date bulan/month periode_data bulan_tahun periode/period "
    "triwulan quarter semester tahun_ajaran tahun_pelajaran"
)
_UNIT_HEADERS = word_set("satuan unit satuan/unit ukuran units unit_satuan satuan_data")
_ID_HEADERS = word_set(
    "id no no. n_o nomor _id number num # no_urut nomor_urut index idx rowid fid objectid gid no/number "
    "unnamed kbli kbki kode_kbli kode_hs hs kode_kbki isic sitc"
)
_PRODUCER_HEADERS = word_set(
    "sumber instansi produsen sumber_data opd dinas produsen_data source walidata perangkat_daerah organisasi"
)
_DAY_HEADERS = word_set("tgl tanggal hari hari/tanggal date day tanggal/date")
_AGE_HEADERS = word_set("umur usia age kelompok_umur kelompok_usia umur/age usia/age")
_PLACE_HEADERS = word_set("lintang bujur latitude longitude lat lon long lng koordinat")


class Stats(Struct):
    """What stands in a column of the body."""

    filled: int = 0
    figures: int = 0
    symbols: int = 0
    texts: int = 0
    years: int = 0
    values: list[CellValue] = field(default_factory=list)

    @property
    def figurelike(self) -> bool:
        """Tell whether most filled cells are figures or symbols for missing ones."""
        return (
            self.filled > 0
            and (self.figures + self.symbols) * 2 >= self.filled
            and not self.texts * 2 > self.filled
        )


def column_stats(sheet: Sheet, rows: Sequence[int], column: int, limit: int = 4000) -> Stats:
    """Count what stands in a column."""
    stats = Stats()
    step = max(1, len(rows) // limit)
    for row in rows[::step]:
        value = sheet.value(row, column)
        if value is None:
            continue
        stats.filled += 1
        stats.values.append(value)
        if is_figure(value):
            stats.figures += 1
            stats.years += bool(year_of(value))
        elif looks_like_value(value):
            stats.symbols += 1
        else:
            stats.texts += 1
    return stats


def header_paths(sheet: Sheet, block: TableBlock) -> dict[int, tuple[str, ...]]:
    """Return for each column the texts above it from top to bottom, merged cells spread, repeats dropped."""
    rows = [row for row in block.headers if not _numbers_columns(sheet, row)]
    rows = [row for i, row in enumerate(rows) if not i or not _translates_row(sheet, rows[i - 1], row)]
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for first_row, first_column, last_row, last_column in sheet.merges:
        if last_row - first_row > 12:
            continue
        for row in range(first_row, last_row + 1):
            if row not in rows:
                continue
            for column in range(first_column, min(last_column, block.last_column) + 1):
                anchors[row, column] = (first_row, first_column)
    spread = _spread_unmerged(sheet, block, rows, anchors)
    glued = _glued_words(sheet, block, rows)
    paths: dict[int, tuple[str, ...]] = {}
    for column in range(block.first_column, block.last_column + 1):
        texts: list[str] = []
        for row in rows:
            at = anchors.get((row, column), (row, column))
            text = _header_text(sheet.value(*at)) or spread.get((row, column), "")
            text = _CAMEL.sub(" ", text) if text in glued else text
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        paths[column] = tuple(texts)
    return paths


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _glued_words(sheet: Sheet, block: TableBlock, rows: Sequence[int]) -> frozenset[str]:
    """Return the headers that a program wrote as one word of several, where it did so more than once:
    'KepalaKeluarga', 'jumlahPenduduk'."""
    columns = range(block.first_column, block.last_column + 1)
    texts = {_header_text(sheet.value(row, column)) for row in rows for column in columns}
    glued = {text for text in texts if re.fullmatch(r"[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)+", text)}
    return frozenset(glued if len(glued) > 1 else ())


def _header_text(value: CellValue) -> str:
    if value is None:
        return ""
    period = period_of_cell(value) if not isinstance(value, str) else None
    if period is not None and period.iso:
        return period.iso
    return cell_text(value)


def _numbers_columns(sheet: Sheet, row: int) -> bool:
    cells = cells_of(sheet.rows[row])
    texts = [cell_text(value).strip() for _, value in cells]
    values = column_numbers(texts)
    bracketed = all(text.startswith(("(", "[", "-")) for text in texts)
    if values and not bracketed and any(first < row <= last for first, _, last, _ in sheet.merges):
        return False  # headers beside them reach down here: "1" to "5" are the stars of hotels
    if is_numbering(cells):
        return True
    if len(values) < 2:
        return False
    return all(b - a == 1 or (bracketed and b > a) for a, b in pairwise(values))


def _translates_row(sheet: Sheet, above: int, row: int) -> bool:
    """Tell whether a header row says in English what the row above it says."""
    first, second = cells_of(sheet.rows[above]), cells_of(sheet.rows[row])
    if len(second) < 2 or [c for c, _ in first] != [c for c, _ in second]:
        return False
    lead = cell_text(second[0][1])
    return (
        is_english(lead)
        and not is_english(cell_text(first[0][1]))
        and not any(is_figure(value) for _, value in second)
    )


def _spread_unmerged(
    sheet: Sheet, block: TableBlock, rows: list[int], anchors: dict[tuple[int, int], tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """Spread upper header texts to the right over blank cells where lower texts part them (unmerged
    headers)."""
    spread: dict[tuple[int, int], str] = {}
    for position, row in enumerate(rows[:-1]):
        lower = rows[position + 1 :]
        last = ""
        for column in range(block.first_column, block.last_column + 1):
            if (row, column) in anchors:
                last = ""
                continue
            text = _header_text(sheet.value(row, column))
            if text:
                last = text
            elif last and any(sheet.value(other, column) is not None for other in lower):
                spread[row, column] = last
            else:
                last = ""
    return spread


def classify_columns(sheet: Sheet, block: TableBlock) -> list[Column]:
    """Return the columns of a table with their roles, label columns under one header joined."""
    title = " ".join(cell_text(v) for row in block.titles for v in sheet.rows[row] if v is not None)
    paths = name_parts(header_paths(sheet, block), f"{title} {sheet.title}")
    rows = [row for row in block.body if row not in block.groups]
    columns: list[Column] = []
    stats = {c: column_stats(sheet, rows, c) for c in range(block.first_column, block.last_column + 1)}
    last_value = max((c for c, s in stats.items() if s.figurelike), default=-1)
    for index in range(block.first_column, block.last_column + 1):
        columns.append(_classify(sheet, index, paths[index], stats[index], len(rows), last_value))
    columns = [_as_enumerator(sheet, block, column, stats, paths) for column in columns]
    columns = _settle_value_columns(columns, stats)
    columns = _settle_years(sheet, rows, columns, stats)
    columns = _settle_producers(sheet, rows, columns)
    return _join_labels(sheet, block, columns, stats)


def _classify(
    sheet: Sheet, index: int, path: tuple[str, ...], stats: Stats, height: int, last_value: int
) -> Column:
    header = " ".join(path)
    plain = " ".join(indonesian(despace(part)) for part in path)
    key = fold(plain).replace(" ", "_")
    column = Column(index, Role.VALUE, header, path, samples=tuple(cell_text(v) for v in stats.values[:200]))
    if not stats.filled:
        role = Role.VALUE if path and index <= last_value + 60 else Role.IGNORED
        return column.with_role(role, "blank")
    regions = region_header(header) or region_header(path[-1] if path else "")
    if key in _PLACE_HEADERS:
        return column.with_role(Role.IGNORED, "coordinates")
    if regions is not None and regions.code and (_code_like(stats) or _grouped_codes(stats)):
        return replace(column.with_role(Role.REGION_CODE, "header names codes"), region=regions)
    if key in _UNIT_HEADERS and stats.texts * 2 >= stats.filled:
        return column.with_role(Role.UNIT, "header names units")
    if not key and stats.texts == stats.filled and stats.filled > 1 and all(map(_is_unit, stats.values)):
        return column.with_role(Role.UNIT, "cells are units")
    if key in _PRODUCER_HEADERS and stats.texts * 2 >= stats.filled:
        return column.with_role(Role.PRODUCER, "header names producers")
    if key in _YEAR_HEADERS:
        return column.with_role(Role.YEAR if stats.years else Role.PERIOD, "header says year")
    if key in _PERIOD_HEADERS and stats.figurelike and _mostly_periods(stats):
        return column.with_role(
            Role.YEAR if stats.years == stats.filled else Role.PERIOD, "header says period"
        )
    part = _part_of_year(key)
    if part is Role.QUARTER and (_roman_quarters(stats) or _small_integers(stats, 4)):
        return column.with_role(Role.QUARTER, "header says quarter")
    if part is Role.SEMESTER and (_small_integers(stats, 2) or _roman_quarters(stats)):
        return column.with_role(Role.SEMESTER, "header says semester")
    if part is Role.MONTH and _small_integers(stats, 12):
        return column.with_role(Role.MONTH, "header says month")
    if key in _DAY_HEADERS and _small_integers(stats, 31):
        return column.with_role(Role.PERIOD, DAYS)
    if key in _AGE_HEADERS and _single_ages(stats):
        return column.with_role(Role.LABEL, "single ages")
    if index == 0 and _outlines(stats):
        return column.with_role(Role.ID, "numbers of a list")
    if stats.figurelike:
        if regions is not None and _code_like(stats) and _fit_level(stats, regions.levels):
            return replace(
                column.with_role(Role.REGION_CODE, "header names regions, cells are codes"),
                region=replace(regions, code=True),
            )
        if (
            key in _ID_HEADERS
            or (path and fold(indonesian(path[0])).replace(" ", "_") in _ID_HEADERS)
            or re.match(r"^(id|kode|kd)(_|$)", key)
            or (
                regions is not None and re.match(r"(no|nomor)[_.]", key) and all(map(_is_whole, stats.values))
            )
            or (key.endswith("_id") and stats.figures and all(map(_is_whole, stats.values)))
            or (key.startswith("id") and len(key) > 4 and key[2:].isalpha() and _distinct(stats))
        ):
            return column.with_role(Role.ID, "running number")
        if not key and index == 0 and _counts_up(stats):
            return column.with_role(Role.ID, "counts up")
        if stats.years == stats.filled and stats.filled >= 2 and _year_column(index, path, stats):
            return column.with_role(Role.YEAR, "cells are years")
        if stats.years == stats.filled and _YEAR_OF_THING.match(key):
            return column.with_role(Role.IGNORED, "years of things")
        if _dotted_codes(stats):
            return replace(
                column.with_role(Role.REGION_CODE, "cells are codes"),
                region=RegionHeader(True, (), "kemendagri"),
            )
        return column.with_role(Role.VALUE, "figures")
    if (
        key in _ID_HEADERS
        or (path and fold(path[0]) in ("no", "no.", "nomor"))
        or re.search(r"(?:^|_)(?:hash|uuid|url|link|api)(?:_|$)", key)
    ):
        return column.with_role(Role.ID, "header says number")
    if _refer_to_tables(stats):
        return column.with_role(Role.ID, "refers to other tables")
    if _dotted_codes(stats):
        return replace(
            column.with_role(Role.REGION_CODE, "cells are codes"),
            region=regions or RegionHeader(True, (), "kemendagri"),
        )
    if regions is not None and _mostly_categories(stats):
        return column.with_role(Role.LABEL, "categories")  # "Daerah" of urban and rural
    if regions is not None:
        return replace(
            column.with_role(Role.REGION_NAME, "header names regions"), region=replace(regions, code=False)
        )
    if key in _PERIOD_HEADERS or _mostly_periods(stats):
        return column.with_role(Role.PERIOD, "cells are periods")
    return column.with_role(Role.LABEL, "texts")


_PARTS_OF_YEAR = {
    **dict.fromkeys(("triwulan", "quarter", "kuartal", "tw"), Role.QUARTER),
    **dict.fromkeys(("semester", "smt"), Role.SEMESTER),
    **dict.fromkeys(("bulan", "month"), Role.MONTH),
}
_NUMBERED = frozenset({"num", "no", "nomor", "number", "ke", "angka", "kode", "kd", "urut", "urutan"})


def _part_of_year(key: str) -> Role | None:
    """Return which part of a year a header numbers: 'bulan', 'bulan_ke', 'triwulan_num'; None for none."""
    words = [word for word in re.split(r"[\W_]+", key) if word and word not in _NUMBERED]
    return _PARTS_OF_YEAR.get(words[0]) if len(words) == 1 else None


def _refer_to_tables(stats: Stats) -> bool:
    """Tell whether cells only say in which table the figures stand: Tabel 1, Lampiran 4."""
    pattern = r"(?:tabel|table|lampiran|gambar|grafik)\s*[\w.\-]+"
    return bool(stats.values) and all(re.fullmatch(pattern, cell_text(v), re.I) for v in stats.values)


def _single_ages(stats: Stats) -> bool:
    """Tell whether a column lists ages one by one, with or without the sum that closes it."""
    ages = _without_totals(stats)
    return len(ages) > 1 and len(set(ages)) == len(ages) and all(map(_is_whole, ages))


def _is_unit(value: CellValue) -> bool:
    return bool(parse_unit(cell_text(value)))


def _is_whole(value: CellValue) -> bool:
    return re.fullmatch(r"-?\d+(?:\.0+)?", cell_text(value)) is not None


def _as_enumerator(
    sheet: Sheet,
    block: TableBlock,
    column: Column,
    stats: dict[int, Stats],
    paths: Mapping[int, tuple[str, ...]],
) -> Column:
    """Take a column of list numbers for what it is: '010', or figures under one header with the labels
    beside them."""
    own = stats[column.index]
    if column.role is not Role.VALUE or not own.filled:
        return column
    padded = [v for v in own.values if isinstance(v, str) and re.fullmatch(r"0\d{1,3}\.?", v.strip())]
    beside = stats.get(column.index + 1)
    under_one = (
        beside is not None
        and beside.texts * 2 > beside.filled
        and column.path == paths.get(column.index + 1)  # "Nilai" and "Mutu" below one year are two things
        and any(m[0] in block.headers and m[1] <= column.index < m[3] for m in sheet.merges)
    )
    texts = {cell_text(v) for v in own.values if isinstance(v, str)}
    coded = (
        bool(padded)
        and len(texts) == len(own.values)
        and len(set(map(len, texts))) == 1
        and all(text.isdigit() for text in texts)
        and beside is not None
        and beside.texts * 2 > beside.filled
    )
    if len(padded) * 2 > len(own.values) or under_one or coded:
        return column.with_role(Role.ID, "numbers of a list")
    return column


def _small_integers(stats: Stats, most: int) -> bool:
    numbers = []
    for text in _without_totals(stats):
        if not re.fullmatch(r"\d{1,2}(?:\.0)?", text):
            return False
        numbers.append(int(float(text)))
    return bool(numbers) and max(numbers) <= most and min(numbers) >= 1


def _roman_quarters(stats: Stats) -> bool:
    texts = _without_totals(stats)
    return bool(texts) and all(text.casefold().strip(" .") in ("i", "ii", "iii", "iv") for text in texts)


def _without_totals(stats: Stats) -> list[str]:
    """Return the texts of a column without the 'Jumlah' that closes it."""
    texts = [cell_text(value) for value in stats.values]
    return [text for text in texts if not is_total(text)]


_CODE = re.compile(
    r"\d{2}(?:\.0)?|\d{4}(?:\.0)?|\d{6,7}(?:\.0)?|\d{10}(?:\.0)?|\d{2}(?:\.\d{2}){1,2}(?:\.\d{4})?"
)


_BETWEEN_PARTS = re.compile(r"(?<=\d)\s*-\s*(?=\d)")


def _code_like(stats: Stats) -> bool:
    hits = 0
    for value in stats.values[:500]:
        text = _BETWEEN_PARTS.sub(".", cell_text(value))
        if _CODE.fullmatch(text) and ("11" <= text[:2] <= "97" or text[:2] == "00"):
            hits += 1
    return hits * 10 >= len(stats.values[:500]) * 8


def _fit_level(stats: Stats, levels: Sequence[int]) -> bool:
    """Tell whether most cells have the digits that codes of a level need: 12 below 'Desa' counts villages."""
    least = 2 * min(levels, default=1)
    digits = [len(re.sub(r"\D", "", cell_text(v).removesuffix(".0"))) for v in stats.values[:500]]
    return sum(count >= least for count in digits) * 2 > len(digits)


def _grouped_codes(stats: Stats) -> bool:
    """Tell whether the cells are codes that a program grouped as if they were figures: 3.273 or 3.273.180."""
    texts = [cell_text(value) for value in stats.values[:500]]
    grouped = [re.sub(r"[.,]", "", text) for text in texts if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text)]
    return len(grouped) * 10 >= len(texts) * 9 and all(_CODE.fullmatch(text) for text in grouped)


def _dotted_codes(stats: Stats) -> bool:
    sample = stats.values[:500]
    codes = [match for v in sample if isinstance(v, str) and (match := _DOTTED_CODE.fullmatch(v.strip()))]
    # Two groups alone ("36.71") are figures as likely as codes.
    return bool(sample) and len(codes) * 10 >= len(sample) * 8 and any(match[1] for match in codes)


_DOTTED_CODE = re.compile(r"\d{2}\.\d{2}(\.\d{2}(?:\.\d{4})?)?")


def _distinct(stats: Stats) -> bool:
    texts = [cell_text(v) for v in stats.values]
    return len(set(texts)) == len(texts) and all(re.fullmatch(r"\d+(?:\.0)?", t) for t in texts)


def _counts_up(stats: Stats) -> bool:
    numbers = [
        float(cell_text(v).rstrip(".") or "nan")
        for v in stats.values
        if re.fullmatch(r"\d+\.?", cell_text(v))
    ]
    return (
        len(numbers) >= 3
        and len(numbers) == len(stats.values)
        and all(b - a == 1 for a, b in pairwise(numbers))
    )


_YEAR_OF_THING = re.compile(r"(?:tahun|thn|year)_[^\W\d_]")
"""A header of years that belong to what the row names: 'Tahun Pembuatan' of a bridge is no figure of it."""


def _year_column(index: int, path: tuple[str, ...], stats: Stats) -> bool:
    """Tell whether a column of four-digit figures holds years: no header of its own, repeated, or in a
    row."""
    years = [year_of(v) for v in stats.values]
    if path and year_of(path[-1]):
        return False
    steps = {abs(b - a) for a, b in pairwise(years)}
    return (not path and index == 0) or (steps <= {0, 1} and index <= 2)


def _outlines(stats: Stats) -> bool:
    """Tell whether cells number the points of an outline, each below what it belongs to: 1, 1.1, 1.1.1, 2."""
    texts = [cell_text(v).strip(" .") for v in stats.values]
    if len(texts) < _FEWEST_POINTS or not all(_POINT.fullmatch(text) for text in texts):
        return False
    points = [tuple(map(int, text.split("."))) for text in texts]
    deep = any(len(point) > 2 for point in points)
    below = all(len(b) <= len(a) or b[: len(a)] == a for a, b in pairwise(points))
    return deep and below and len(points[0]) == 1 and all(a < b for a, b in pairwise(points))


_FEWEST_POINTS = 4
_POINT = re.compile(r"\d{1,2}(?:\.\d{1,2})*")


def _mostly_periods(stats: Stats) -> bool:
    texts = [v for v in stats.values if not (isinstance(v, str) and is_total(v))]
    hits = sum(period_of_cell(v) is not None for v in texts)
    return bool(texts) and hits * 10 >= len(texts) * 8


def _mostly_categories(stats: Stats) -> bool:
    texts = {cell_text(v) for v in stats.values[:500]}
    known = [text for text in texts if _category_of(text)]
    return len(known) >= 2 and len(known) * 10 >= len(texts) * 6


def _category_of(text: str) -> bool:
    """Tell whether a label is a category, or a sum of several: Perkotaan+Perdesaan."""
    parts = [part for part in re.split(r"\s*[+&]\s*|\s+dan\s+", text) if part]
    return all(known_category(part) for part in parts) if parts else False


def _settle_value_columns(columns: list[Column], stats: dict[int, Stats]) -> list[Column]:
    """Drop ids beside a column that says it is the value, and blank columns that have no figures beside
    them."""
    values = [c for c in columns if c.role is Role.VALUE and stats[c.index].filled]
    named = [c for c in values if fold(c.header) in ("nilai", "value")]
    if len(named) == 1 and len(values) > 1 and any(c.role in (Role.LABEL, Role.REGION_NAME) for c in columns):
        columns = [
            c.with_role(Role.IGNORED, "beside the value")
            if c.role is Role.VALUE and c is not named[0] and not _has_unit(c)
            else c
            for c in columns
        ]
        values = [c for c in values if c is named[0] or _has_unit(c)]
    out = []
    for column in columns:
        if column.role is Role.VALUE and not stats[column.index].filled:
            siblings = [
                v
                for v in values
                if len(v.path) == len(column.path) and (len(v.path) > 1 and v.path[0] == column.path[0])
            ]
            alike = [
                v
                for v in values
                if column.path and period_of_cell(column.path[-1]) and v.path and period_of_cell(v.path[-1])
            ]
            known = column.path and (known_category(column.path[-1]) or is_total(column.path[-1]))
            between = values and values[0].index < column.index < values[-1].index
            if not (siblings or alike or known or between):
                column = column.with_role(Role.IGNORED, "blank")
        out.append(column)
    return out


def _has_unit(column: Column) -> bool:
    """Tell whether a header gives the unit of its figures: 'Share (%)' beside 'Value' is no id."""
    return bool(take_unit(column.path[-1])[1]) if column.path else False


_TELL_APART = (
    Role.REGION_CODE,
    Role.REGION_NAME,
    Role.YEAR,
    Role.MONTH,
    Role.QUARTER,
    Role.SEMESTER,
    Role.PERIOD,
    Role.LABEL,
)


_TIMES = (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD)


def _settle_years(
    sheet: Sheet, rows: Sequence[int], columns: list[Column], stats: dict[int, Stats]
) -> list[Column]:
    """Take a column of years under an unknown header ('epoch') for the period where nothing else gives one
    and each row is single only with it."""
    if any(c.role in _TIMES or any(map(period_of_cell, c.path)) for c in columns):
        return columns
    looked = rows[:2000]
    years = [
        c
        for c in columns
        if c.role is Role.VALUE and stats[c.index].filled == stats[c.index].years and len(looked) > 1
    ]
    keys = [c.index for c in columns if c.role in _TELL_APART]
    without = {tuple(cell_text(sheet.value(row, i)) for i in keys) for row in looked}
    if len(years) != 1 or not keys or len(without) == len(looked):
        return columns
    column = years[0]
    told = {tuple(cell_text(sheet.value(row, i)) for i in (*keys, column.index)) for row in looked}
    if len(told) < len(looked):
        return columns
    return [c.with_role(Role.YEAR, "tells rows apart") if c is column else c for c in columns]


_GRADE = re.compile(r"(?:mutu|predikat|grade|kinerja|peringkat)\b", re.I)


def _settle_producers(sheet: Sheet, rows: Sequence[int], columns: list[Column]) -> list[Column]:
    """Take offices for what the figures are broken down by where no other column tells the rows apart."""
    keys = [c.index for c in columns if c.role in _TELL_APART and not _GRADE.match((c.path or ("",))[-1])]
    looked = rows[:2000]
    without = {tuple(cell_text(sheet.value(row, i)) for i in keys) for row in looked}
    out = []
    for column in columns:
        if column.role is Role.PRODUCER and len(without) < len(looked):
            owners = {cell_text(sheet.value(row, column.index)) for row in looked}
            split = {tuple(cell_text(sheet.value(row, i)) for i in (*keys, column.index)) for row in looked}
            if len(owners) > 1 and len(split) == len(looked):
                column = column.with_role(Role.LABEL, "tells rows apart")
        out.append(column)
    return out


def _join_labels(
    sheet: Sheet, block: TableBlock, columns: list[Column], stats: dict[int, Stats]
) -> list[Column]:
    """Join adjacent label columns that stand under one header, numbers of a list included."""
    out: list[Column] = []
    gaps: list[Column] = []
    texty = (Role.LABEL, Role.REGION_NAME, Role.PERIOD, Role.IGNORED, Role.ID)
    for column in columns:
        before = out[-1] if out else None
        if before is not None and not stats[column.index].filled and column.path in ((), before.path):
            gaps.append(column)  # a blank column parts no labels that stand under one header
            continue
        if (
            before is not None
            and column.role in texty
            and before.role in texty
            and stats[column.index].filled
        ):
            same_merge = any(
                m[1] <= before.index
                and before.index + before.span <= m[3] + 1
                and m[1] <= column.index <= m[3]
                and m[0] in block.headers
                for m in sheet.merges
            )
            headless = not column.path and before.path and before.role is not Role.ID
            enumerates = _enumerates(before) and not column.path
            if same_merge or headless or enumerates:
                role = before.role if before.role in (Role.REGION_NAME, Role.PERIOD) else column.role
                if role in (Role.IGNORED, Role.ID):
                    role = Role.LABEL
                if _mostly_periods(stats[column.index]):
                    role = Role.PERIOD
                out[-1] = replace(
                    before,
                    role=role,
                    span=column.index - before.index + 1,
                    region=before.region or column.region,
                    header=before.header or column.header,
                    path=before.path or column.path,
                    samples=before.samples + column.samples,
                    why="labels under one header",
                )
                gaps = []
                continue
        out += [*gaps, column]
        gaps = []
    return out + gaps


def _enumerates(column: Column) -> bool:
    return bool(column.samples) and all(
        re.fullmatch(r"\(?\d{1,3}[.)]?|[a-zA-Z][.)]", sample) for sample in column.samples
    )


def label_text(sheet: Sheet, row: int, column: Column) -> tuple[str, int]:
    """Return the label of a row and its depth: how far right or indented it begins."""
    if column.span == 1:
        value = sheet.value(row, column.index)
        text = cell_text(value)
        if not sheet.formats and not (isinstance(value, str) and value[:1] in " \u00a0"):
            return text, 0
    texts: list[str] = []
    depth = -1
    for offset in range(column.span):
        value = sheet.value(row, column.index + offset)
        if value is None:
            continue
        text = cell_text(value)
        if depth < 0:
            raw = value if isinstance(value, str) else ""
            spaces = len(raw.replace("\u00a0", " ")) - len(raw.replace("\u00a0", " ").lstrip(" "))
            depth = offset * 100 + sheet.format(row, column.index + offset).indent * 10 + min(spaces, 9)
        texts.append(text)
    words = [text for text in texts if not re.fullmatch(r"\(?\d{1,3}[.)]?|[a-zA-Z][.)]", text)]
    number = next((text for text in texts if text not in words), "")
    label = " ".join(words)
    if not label and number:
        label = number
    elif number and column.span > 1 and column.role is Role.REGION_NAME:
        label = f"{number.rstrip('.')}. {label}"
    return label, max(depth, 0)


def most_common(values: Sequence[str]) -> str:
    """Return the most frequent text, the first among equals."""
    return Counter(values).most_common(1)[0][0] if values else ""
