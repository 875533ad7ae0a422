"""What each row of a table is about: its region, period, categories, indicator and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.regions.gazetteer import common_region, get_region, is_within
from rupadata.regions.matching import find_region
from rupadata.tables.blocks import Block
from rupadata.tables.columns import Column, RegionHeader, Role, label_text
from rupadata.tables.naming import category_name, dimension_name, header_name
from rupadata.tables.periods import TextPeriod, period_of_cell, year_of
from rupadata.tables.places import SURE, match_labels, region_by_code
from rupadata.tables.sheet import Sheet, cell_text
from rupadata.tables.units import infer_unit, parse_unit, take_unit
from rupadata.tables.words import (
    GENERIC_HEADERS,
    ROMAN,
    enumeration,
    fold,
    indonesian,
    is_average,
    is_english,
    is_total,
    known_category,
    strip_enumeration,
)

NOISE_LABELS = frozenset({"data", "summary", "ringkasan"})


@dataclass(slots=True)
class RowMeaning:
    """What one row is about."""

    row: int
    region: Region | None = None
    region_text: str = ""
    region_unknown: bool = False
    region_total: bool = False
    year: TextPeriod | None = None
    part: str = ""
    dimensions: dict[str, str] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    is_total: bool = False
    average: bool = False
    subtotal: bool = False
    indicator: str = ""
    own: bool = False
    """Whether the row measures something else than its neighbours: a rate below the counts."""
    unit: str = ""
    producer: str = ""
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class RowsMeaning:
    """What all rows are about, and what is known of their regions."""

    rows: list[RowMeaning]
    regions_in_rows: bool = False
    doubtful: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    against: list[tuple[int, str, str]] = field(default_factory=list)
    """Rows whose code says another region than their name: row, code, name."""
    attributes: list[Column] = field(default_factory=list)
    """Columns of text that break nothing down: they only describe rows that are single without them."""
    home: str = ""
    label_kinds: dict[int, str] = field(default_factory=dict)


def read_rows(
    sheet: Sheet,
    block: Block,
    columns: Sequence[Column],
    home: str,
    title_dimensions: Sequence[str],
    columns_measure: bool = False,
) -> RowsMeaning:
    """Return what the rows of a table mean; `columns_measure` says that columns are different indicators."""
    rows = [RowMeaning(row) for row in block.body if row not in block.groups]
    out = RowsMeaning(rows, home=home)
    _read_simple_keys(sheet, columns, rows)
    _read_regions(sheet, block, columns, out)
    labels = [c for c in columns if c.role is Role.LABEL]
    labels = _drop_repeated(sheet, labels, rows)
    if not block.groups:
        labels = _drop_attributes(sheet, columns, labels, out)
    long = _repeats(sheet, labels, rows)
    has_units = any(c.role is Role.UNIT for c in columns)
    for column in labels:
        _read_label(sheet, block, column, out, title_dimensions, long or columns_measure, has_units, columns)
    _read_groups(sheet, block, columns, out, title_dimensions)
    return out


def _read_simple_keys(sheet: Sheet, columns: Sequence[Column], rows: Sequence[RowMeaning]) -> None:
    for column in columns:
        for meaning in rows:
            value = sheet.value(meaning.row, column.index)
            if column.role is Role.YEAR:
                year = year_of(value)
                if year:
                    meaning.year = TextPeriod(year)
                elif value is not None:
                    meaning.year = period_of_cell(value) or meaning.year
            elif column.role in (Role.SEMESTER, Role.QUARTER, Role.MONTH) and value is not None:
                text = cell_text(value)
                number = re.match(r"\d{1,2}", text)
                n = int(number[0]) if number else ROMAN.get(text.casefold().strip(" ."), 0)
                if n:
                    meaning.part = (
                        f"{n:02d}"
                        if column.role is Role.MONTH
                        else f"{'S' if column.role is Role.SEMESTER else 'Q'}{n}"
                    )
            elif column.role is Role.PERIOD:
                text, _ = label_text(sheet, meaning.row, column)
                if is_total(text):
                    meaning.is_total = True
                    continue
                period = period_of_cell(value if column.span == 1 else text)
                if period is None and _RATE.match(text):
                    _set_own_rate(meaning, text)
                elif period is not None:
                    if period.year:
                        meaning.year = period
                    if len(period.part) > len(meaning.part) or not meaning.part.startswith(period.part):
                        meaning.part = period.part
            elif column.role is Role.UNIT and value is not None:
                text = cell_text(value)
                meaning.unit = parse_unit(text) or text.lower()
            elif column.role is Role.PRODUCER and value is not None:
                meaning.producer = cell_text(value)


def _code_rank(column: Column) -> tuple[int, int]:
    header = column.region or RegionHeader(True, ())
    return max(header.levels, default=0), header.notation == "kemendagri" or any(
        "." in s and not s.endswith(".0") for s in column.samples[:5]
    )


def _read_regions(sheet: Sheet, block: Block, columns: Sequence[Column], out: RowsMeaning) -> None:
    codes = sorted((c for c in columns if c.role is Role.REGION_CODE), key=_code_rank, reverse=True)
    names = [c for c in columns if c.role is Role.REGION_NAME]
    if codes:
        out.regions_in_rows = True
        _read_coded(sheet, codes, names, out)
        if not all(m.region is None for m in out.rows):
            return
    if not names:
        return
    out.regions_in_rows = True
    if len(names) > 1:
        _read_chains(sheet, names, out)
    else:
        _read_hierarchy(sheet, block, names[0], out, columns)


def _name_beside(columns: Sequence[Column], code: Column) -> Column | None:
    level = _code_rank(code)[0]
    notation = (code.region or RegionHeader(True, ())).notation
    same = [c for c in columns if c.region and (max(c.region.levels, default=0) == level or not level)]
    exact = [c for c in same if c.region and c.region.notation == notation]
    found = exact or same
    return found[0] if found else None


def _read_coded(sheet: Sheet, codes: Sequence[Column], names: Sequence[Column], out: RowsMeaning) -> None:
    cache: dict[tuple[str, str], tuple[Region | None, bool]] = {}
    pairs = [(code, _name_beside(names, code)) for code in codes]
    fallback = sorted(names, key=lambda c: max(c.region.levels, default=0) if c.region else 0)
    for meaning in out.rows:
        for code, name in pairs:
            value = sheet.value(meaning.row, code.index)
            if value is None:
                continue
            code_text = cell_text(value)
            name_text = cell_text(sheet.value(meaning.row, name.index)) if name else ""
            if is_total(code_text) or is_total(name_text):
                meaning.region_total = True
                meaning.region_text = name_text or code_text
                break
            key = (code_text, name_text)
            if key not in cache:
                header = code.region or RegionHeader(True, ())
                level = max(header.levels, default=0)
                match = region_by_code(
                    code_text,
                    name_text,
                    out.home,
                    header.notation,
                    level if len(set(header.levels)) == 1 else 0,
                )
                if match is None and level:
                    match = region_by_code(code_text, name_text, out.home, header.notation)
                if match is not None and match.how == "name-against-code":
                    out.against.append((meaning.row, code_text, name_text))
                usable = match is not None and match.score >= 0.6
                cache[key] = (match.region if match and usable else None, usable)
            region, _ = cache[key]
            if region is not None:
                meaning.region, meaning.region_text = region, name_text or region.name
                break
        else:
            if not meaning.region_total and fallback:
                meaning.region_text = cell_text(sheet.value(meaning.row, fallback[-1].index))
        if meaning.region is None and not meaning.region_total:
            _chain(sheet, meaning, fallback, out)


def _read_chains(sheet: Sheet, names: Sequence[Column], out: RowsMeaning) -> None:
    ordered = sorted(names, key=lambda c: (max(c.region.levels, default=0) if c.region else 0, c.index))
    for meaning in out.rows:
        _chain(sheet, meaning, ordered, out)


def _chain(sheet: Sheet, meaning: RowMeaning, names: Sequence[Column], out: RowsMeaning) -> None:
    """Follow region names from the higher level to the lower within one row."""
    scope = out.home
    for column in names:
        text = cell_text(sheet.value(meaning.row, column.index))
        if not text:
            continue
        if is_total(text):
            meaning.region_total = True
            continue
        level = max(column.region.levels, default=0) if column.region else 0
        match = find_region(text, within=scope, level=RegionLevel(level) if level else None)
        if match is None and scope:
            match = find_region(text, within=out.home, level=RegionLevel(level) if level else None)
        meaning.region_text = text
        if match is not None and (match.score >= 0.75 or (match.how == "near" and not match.alternatives)):
            meaning.region = match.region
            scope = match.region.code if match.region.level < RegionLevel.VILLAGE else scope
            meaning.region_unknown = False
        else:
            meaning.region_unknown = True
            if match is not None:
                out.doubtful[text] = (match.region, *match.alternatives)
            else:
                out.unknown.add(text)
    if meaning.region_unknown:
        meaning.region = None


_LEVEL_PREFIX = re.compile(
    r"^(?:\d+[.)]?\s*)?(kecamatan|kec\.?|distrik|kelurahan|kel\.?|desa|kabupaten|kab\.?|kota|provinsi|"
    r"prov\.?)\s+\S",
    re.I,
)
_PREFIX_LEVEL = {
    "kecamatan": 3,
    "kec": 3,
    "distrik": 3,
    "kelurahan": 4,
    "kel": 4,
    "desa": 4,
    "kabupaten": 2,
    "kab": 2,
    "kota": 2,
    "provinsi": 1,
    "prov": 1,
}


def _read_hierarchy(
    sheet: Sheet, block: Block, column: Column, out: RowsMeaning, columns: Sequence[Column]
) -> None:
    """Read one column of region names, also when districts and their villages stand under each other."""
    levels = column.region.levels if column.region else ()
    entries: list[tuple[RowMeaning | None, str, tuple[int, int]]] = []
    by_row = {meaning.row: meaning for meaning in out.rows}
    section = ""
    for row in block.body:
        label, depth = label_text(sheet, row, column)
        if row in block.groups and (kind := _section_kind(sheet, row)):
            section = kind
        elif section:
            label = _in_section(label, section, out.home)
        number = re.match(r"\(?(\d+)[.)]", label)
        entries.append((by_row.get(row), label, (depth // 100, len(number[1]) if number else 0)))
    labels = [label for _, label, _ in entries if label and not is_total(label) and not year_of(label)]
    plain = {label: strip_enumeration(label) or label for label in labels}
    repeats = len(labels) - len({fold(v) for v in plain.values()})
    others = any(c.role in (Role.LABEL, Role.YEAR, Role.PERIOD) and c is not column for c in columns)
    duplicated = 0 < repeats * 3 < len(labels) and not others
    named_levels = {label: _named_level(plain[label]) for label in plain}
    signatures = [
        (sig, named_levels.get(label, 0)) for _, label, sig in entries if label and not is_total(label)
    ]
    shapes = {sig for sig, _ in signatures}
    first_shape = signatures[0][0] if signatures else (0, 0)
    two_shapes = len(shapes) >= 2 and sum(sig == first_shape for sig, _ in signatures) < len(signatures) / 1.5
    low = max(levels, default=0)
    nested = (len(levels) > 1 or low == RegionLevel.VILLAGE or duplicated) and low != RegionLevel.REGENCY
    if not (nested or (two_shapes and low >= 3)):
        _read_flat(entries, plain, low, out)
        return
    low = max(low, min(int(RegionLevel.VILLAGE), (level_of(out.home) if out.home else 1) + 2))
    _read_nested(entries, plain, named_levels, first_shape if two_shapes else None, low, out)


_SECTION = re.compile(
    r"(?:[\divx]+[.)]?\s*|[a-z][.)]\s*)?(?:(kabupaten|kab|regency|regencies)|(kota|kotamadya|municipality|"
    r"municipalities))\b(?:\s*/\s*(?:regenc|municipalit|cit)\w+)?\.?"
)


def _section_kind(sheet: Sheet, row: int) -> str:
    """Return what a row above regencies or cities says they are: `kabupaten`, `kota`, or empty text."""
    text = " ".join(cell_text(v) for v in sheet.rows[row] if v is not None).casefold()
    match = _SECTION.fullmatch(" ".join(text.split()))
    return "" if match is None else "kabupaten" if match[1] else "kota"


def _in_section(label: str, kind: str, home: str) -> str:
    """Return a label with the kind of region that the heading above it tells, where such a region exists."""
    name = strip_enumeration(label) or label
    if not name or is_total(name) or _named_level(name):
        return label
    match = find_region(name, within=home, level=RegionLevel.REGENCY, kind=kind)
    told = match is not None and match.score >= SURE and match.region.name.casefold().startswith(kind)
    return f"{kind.title()} {name}" if told else label


def _take_year(meaning: RowMeaning, label: str) -> bool:
    """Take a row that an earlier year labels, as yearbooks put them below the regions, as that year's
    total."""
    year = year_of(label)
    if year:
        meaning.year = TextPeriod(year)
    return bool(year)


def _named_level(label: str) -> int:
    match = _LEVEL_PREFIX.match(label)
    return _PREFIX_LEVEL[match[1].casefold().rstrip(".")] if match else 0


def _read_flat(
    entries: Sequence[tuple[RowMeaning | None, str, tuple[int, int]]],
    plain: dict[str, str],
    level: int,
    out: RowsMeaning,
) -> None:
    found = match_labels(plain.values(), out.home, level)
    out.doubtful.update(
        {label: (match.region, *match.alternatives) for label, match in found.doubtful.items()}
    )
    for meaning, label, _ in entries:
        if meaning is None:
            continue
        meaning.region_text = plain.get(label, label)
        if is_total(label) or _take_year(meaning, label):
            meaning.region_total = True
            meaning.average = is_average(label)
            continue
        region = found.regions.get(plain.get(label, ""))
        if region is not None:
            meaning.region = region
        elif label:
            meaning.region_unknown = True
            out.unknown.add(meaning.region_text)


def _read_nested(
    entries: Sequence[tuple[RowMeaning | None, str, tuple[int, int]]],
    plain: dict[str, str],
    named: dict[str, int],
    parent_shape: tuple[int, int] | None,
    low: int,
    out: RowsMeaning,
) -> None:
    parent: Region | None = None
    seen: set[str] = set()
    high = low - 1
    for meaning, label, shape in entries:
        if not label:
            continue
        if is_total(label) or (meaning is not None and _take_year(meaning, label)):
            if meaning is not None:
                meaning.region_total, meaning.region_text = True, label
            continue
        text = plain[label]
        level = named[label]
        if parent_shape is not None and not level:
            level = high if shape == parent_shape else low
        region = _pick(text, level, high, low, parent, out.home, seen)
        if region is not None and region.level == high:
            parent = region
        if region is not None:
            seen.add(region.code)
        if meaning is None:
            continue
        meaning.region_text = text
        if region is not None:
            meaning.region = region
        else:
            meaning.region_unknown = True
            out.unknown.add(text)


def _pick(
    text: str, level: int, high: int, low: int, parent: Region | None, home: str, seen: set[str]
) -> Region | None:
    """Choose between a district and a village of the same name by the shape of the label and what came
    before."""
    if (
        home
        and fold(text)
        in (fold(get_region(home).name), fold(re.sub(r"^(Kabupaten|Kota) ", "", get_region(home).name)))
        and (level in (0, 2, high) and home not in seen and not _exists(text, high, home))
    ):
        return get_region(home)
    wanted = [level] if level in (high, low) else [high, low] if parent is None else [low, high]
    if (
        level == 0
        and parent is not None
        and _exists(text, high, home)
        and _code_of(text, high, home) not in seen
    ):
        wanted = [high, low]
    for target in wanted:
        scopes = [home] if target == high else [s for s in ((parent.code if parent else ""), home) if s]
        for scope in scopes:
            if scope and level_of(scope) >= target:
                continue
            match = find_region(text, within=scope, level=RegionLevel(target))
            if (
                match is not None
                and (match.score >= SURE or match.how == "near")
                and len(match.alternatives) == 0
            ):
                return match.region
    match = find_region(text, within=home)
    return match.region if match is not None and match.score >= SURE else None


def _exists(text: str, level: int, home: str) -> bool:
    return bool(_code_of(text, level, home))


def _code_of(text: str, level: int, home: str) -> str:
    if home and level_of(home) >= level:
        return ""
    match = find_region(text, within=home, level=RegionLevel(level))
    return match.region.code if match is not None and match.score >= SURE and match.how != "near" else ""


def _drop_repeated(sheet: Sheet, labels: list[Column], rows: Sequence[RowMeaning]) -> list[Column]:
    """Drop label columns that say nothing (one value) or that another column says in full
    ('uraian_lengkap')."""
    texts = {c.index: [label_text(sheet, m.row, c)[0] for m in rows[:3000]] for c in labels}
    kept = []
    for column in labels:
        own = texts[column.index]
        distinct = {fold(t) for t in own if t}
        if distinct and distinct <= NOISE_LABELS | {"total"} and len(labels) > 1:
            continue
        longer = any(
            other is not column
            and all(b.endswith(a) for a, b in zip(own, texts[other.index]))
            and texts[other.index] != own
            for other in labels
        )
        if longer:
            continue
        english = any(
            other is not column
            and other.index < column.index
            and column.index > 0
            and _translates(own, texts[other.index])
            for other in labels
        )
        if english:
            continue
        kept.append(column)
    return kept


_TIME = (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD)


_REMARK = re.compile(r"^(?:keterangan|ket\.?|catatan|remarks?|notes?)\b", re.IGNORECASE)
"""Headers of texts beside figures that people wrote about them."""


def _drop_attributes(
    sheet: Sheet, columns: Sequence[Column], labels: list[Column], out: RowsMeaning
) -> list[Column]:
    """Drop texts that only describe a row, as 'Sedang' and 'Tinggi' do an index or its name a health centre:
    regions and periods fill a grid in which each row is single without them."""
    rows = out.rows[:3000]

    def texts(chosen: Iterable[Column]) -> list[tuple[str, ...]]:
        found = [tuple(fold(label_text(sheet, m.row, c)[0]) for c in chosen) for m in rows]
        return [key if any(key) else () for key in found]

    regions = texts([c for c in columns if c.role in (Role.REGION_CODE, Role.REGION_NAME)])
    periods = texts([c for c in columns if c.role in _TIME])
    kept = list(labels)
    for column in reversed(labels):
        own = {text for text in texts([column]) if text}
        others = texts([c for c in kept if c is not column])
        single = len(set(zip(regions, periods, others))) == len(rows)
        if single and _REMARK.search(" ".join(column.path)):
            kept.remove(column)
            out.attributes.append(column)
            continue
        known = sum(bool(known_category(text[0])) for text in own)
        if len(own) < 2 or len(rows) < 4 or known * 2 >= len(own):
            continue
        lone_region = not out.regions_in_rows and (len(set(periods)) < 2 or len(set(others)) < 2)
        size = len(set(regions)) * len(set(periods)) * len(set(others))
        if lone_region or size * 2 > len(rows) * 3:
            continue
        if single:
            kept.remove(column)
            out.attributes.append(column)
    return kept


def _translates(own: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a column repeats another in English: one to one, its texts English."""
    pairs = {(a, b) for a, b in zip(own, other) if a or b}
    if len(pairs) < 3 or len({a for a, _ in pairs}) != len(pairs) or len({b for _, b in pairs}) != len(pairs):
        return False
    return sum(is_english(a) for a, _ in pairs) * 2 > len(pairs)


def _repeats(sheet: Sheet, labels: Sequence[Column], rows: Sequence[RowMeaning]) -> bool:
    """Tell whether labels come again with other regions or periods: a long table."""
    for column in labels:
        texts = [label_text(sheet, m.row, column)[0] for m in rows[:3000]]
        if len(set(texts)) * 1.5 < len(texts):
            return True
    return False


def _read_label(
    sheet: Sheet,
    block: Block,
    column: Column,
    out: RowsMeaning,
    title_dimensions: Sequence[str],
    long: bool,
    has_units: bool,
    columns: Sequence[Column],
) -> None:
    texts = _without_english({m.row: label_text(sheet, m.row, column)[0] for m in out.rows})
    unique = list(dict.fromkeys(t for t in texts.values() if t))
    if not unique:
        return
    parts = [t for t in unique if not is_total(t)]
    known = [known_category(t) for t in parts]
    dimensions = [k[0] for k in known if k]
    if parts and len(dimensions) * 10 >= len(parts) * 6:
        name = max(set(dimensions), key=dimensions.count)
        _set_dimension(out, texts, name, column)
        _mark_subtotals(sheet, column, out)
        return
    if not out.regions_in_rows and _try_regions(sheet, block, column, out, parts, columns):
        return
    kind = _label_kind(block, column, unique, parts, out, title_dimensions, long, has_units)
    out.label_kinds[column.index] = kind
    if kind == "indicator":
        for meaning in out.rows:
            label = texts[meaning.row]
            if label:
                name, unit = _indicator_of_path(label)
                meaning.indicator = f"{meaning.indicator} {name}".strip() if meaning.indicator else name
                meaning.unit = meaning.unit or unit
                meaning.labels = (*meaning.labels, label)
        return
    _set_dimension(out, texts, kind, column)
    _mark_subtotals(sheet, column, out)


def _without_english(texts: dict[int, str]) -> dict[int, str]:
    """Drop what follows the slash or the line break in all labels where most of it is plainly English."""
    halves: dict[str, str] = {}
    for text in set(texts.values()):
        parts = [part.strip() for part in re.split(r"\n|/", text) if part.strip()]
        if len(parts) == 2 and " > " not in text:
            halves[text] = parts[0]
    english = sum(is_english(re.split(r"\n|/", text)[-1]) for text in halves)
    if english < 3 or english * 3 < len(halves) * 2:
        return texts
    return {row: halves.get(text, text) for row, text in texts.items()}


def _mark_subtotals(sheet: Sheet, column: Column, out: RowsMeaning) -> None:
    """Mark categories that hold the finer ones below them, told by indentation and the kind of numbering."""
    ranks = []
    for meaning in out.rows:
        label, depth = label_text(sheet, meaning.row, column)
        ranks.append((depth, _numbering_rank(label)) if label and not is_total(label) else None)
    shapes = {rank for rank in ranks if rank}
    if len(shapes) < 2 or None in shapes:
        return
    for meaning, rank, below in zip(out.rows, ranks, ranks[1:]):
        if rank and below and below > rank and (below[0] > rank[0] or 0 < rank[1] < below[1]):
            meaning.subtotal = True


def _numbering_rank(label: str) -> int:
    """Order kinds of numbering from the widest: A. I. 1. a. 1) a) - ; 0 for none."""
    for rank, pattern in enumerate(
        (
            r"[A-Z]\.\s",
            r"[IVX]+\.\s",
            r"\d+\.\s",
            r"\d+\.\d+\.?\s",
            r"[a-z]\.\s",
            r"\d+\)",
            r"[a-z]\)",
            r"[-•–]\s",
        ),
        1,
    ):
        if re.match(pattern, label):
            return rank
    return 0


def _indicator_of_path(label: str) -> tuple[str, str]:
    if " > " in label:
        pieces = [header_name(strip_enumeration(piece) or piece) for piece in label.split(" > ")]
        return ": ".join(name for name, _ in pieces if name), pieces[-1][1]
    return header_name(label)


def _try_regions(
    sheet: Sheet,
    block: Block,
    column: Column,
    out: RowsMeaning,
    parts: Sequence[str],
    columns: Sequence[Column],
) -> bool:
    header = fold(indonesian(column.header)).replace(" ", "_")
    if header and header not in GENERIC_HEADERS and header not in ("", "nama", "daerah", "lokasi", "area"):
        return False
    plain = [strip_enumeration(part) or part for part in parts]
    found = match_labels(plain, out.home)
    enough = len(found.regions) >= 2 or (len(found.regions) == 1 and len(parts) == 1)
    if not enough or found.share < 0.75:
        return False
    out.regions_in_rows = True
    _read_hierarchy(sheet, block, column, out, columns)
    return True


def _label_kind(
    block: Block,
    column: Column,
    unique: Sequence[str],
    parts: Sequence[str],
    out: RowsMeaning,
    title_dimensions: Sequence[str],
    long: bool,
    has_units: bool,
) -> str:
    """Return `indicator`, or the name of the dimension whose categories the labels are."""
    header = dimension_name(column.header)
    units = sum(bool(take_unit(text)[1]) for text in unique)
    own_units = {m.unit for m in out.rows if m.unit}
    measures = sum(
        bool(
            re.match(
                r"(?:[a-z0-9]+[.)] ?)?(?:jumlah|persentase|rata-rata|tingkat|indeks|laju|angka|luas|nilai)\b",
                fold(t),
            )
        )
        for t in parts
    )
    from_title = next(
        (
            d
            for d in title_dimensions
            if not re.match(r"(?:kabupaten|kota|kecamatan|kelurahan|desa|provinsi|wilayah|bulan|tahun)", d)
        ),
        "",
    )
    has_total = len(parts) < len(unique)
    if units * 3 >= len(unique) or (has_units and len(own_units) > 2 and not header):
        return "indicator"
    if has_units and len(own_units) > 3 and header in ("uraian lengkap",):
        return "indicator"
    if measures * 10 >= max(1, len(parts)) * 8 and not header.startswith(("jenis", "status")):
        return "indicator"
    if header:
        return header if not (header.endswith("lengkap") and len(own_units) > 2) else "indicator"
    if has_total or from_title:
        if from_title:
            return from_title
        pretty = fold(indonesian(column.header))
        return pretty if pretty in ("komponen", "kelompok", "kategori", "jenis", "elemen") else "rincian"
    if long and not has_units:
        pretty = fold(indonesian(column.header))
        first_words = {fold(t).split(" ")[0] for t in parts if t}
        if len(first_words) == 1 and len(parts) > 2 and all(" " in fold(t) for t in parts):
            return f"jenis {first_words.pop()}"
        if pretty and not pretty.startswith("dim"):
            return "rincian" if pretty in ("uraian", "rincian", "keterangan", "indikator", "nama") else pretty
    named = fold(indonesian(column.header))
    return named if named in ("kategori", "jenis", "kelompok", "komponen", "golongan") else "indicator"


def _set_dimension(out: RowsMeaning, texts: dict[int, str], name: str, column: Column) -> None:
    out.label_kinds[column.index] = name
    sums = [
        t for t in dict.fromkeys(texts.values()) if re.match(r"(?:\d+[.)]\s*)?(?:total|jumlah)\b", t, re.I)
    ]
    wholes = set(sums) if len(sums) == 1 and len(set(texts.values())) > 2 else set()
    wholes |= {t for t in set(texts.values()) if out.home and _is_home(t, out.home)}
    rates = _rates_among(texts.values())
    prefix = _common_prefix(
        [category_name(t) for t in dict.fromkeys(texts.values()) if t and not is_total(t)]
    )
    for meaning in out.rows:
        text = texts[meaning.row]
        if not text:
            continue
        meaning.labels = (*meaning.labels, text)
        if text in rates:
            _set_own_rate(meaning, text)
            continue
        bare = take_unit(text)[0] or text
        if is_total(bare) or text in wholes or (name != "tahun" and _take_year(meaning, text)):
            meaning.is_total = True
            meaning.average = meaning.average or is_average(text)
            meaning.totals.add(name)
            continue
        meaning.dimensions[name] = category_name(text)[len(prefix) :]
        unit = take_unit(text)[1]
        if unit and not meaning.unit and name != "kelompok umur":
            meaning.unit = unit


_RATE = re.compile(
    r"(?:[a-z0-9]+[.)]\s*)?(?:tingkat (?:partisipasi|pengangguran|kesempatan|pertumbuhan|penghunian)|"
    r"persentase|presentase|prosentase|laju|pertumbuhan|rasio|kepadatan|proporsi|tpak|tpt)\b",
    re.I,
)


def _set_own_rate(meaning: RowMeaning, label: str) -> None:
    meaning.indicator, unit = header_name(label)
    meaning.unit = unit or infer_unit(meaning.indicator, "")
    meaning.own = True


def _rates_among(texts: Iterable[str]) -> set[str]:
    """Return the few labels that name a rate among categories that are counted: TPAK below 'Bekerja'."""
    unique = {text for text in texts if text}
    rates = {text for text in unique if _RATE.match(text)}
    return rates if len(rates) * 2 < len(unique) else set()


def _is_home(text: str, home: str) -> bool:
    """Tell whether a label is the home region's own name, which then stands for the whole."""
    name = get_region(home).name
    return fold(text) in (
        fold(name),
        fold(re.sub(r"^Kabupaten ", "Kab. ", name)),
        fold(re.sub(r"^(?:Kabupaten|Kota) ", "", name)),
    )


def _common_prefix(names: Sequence[str]) -> str:
    """Return the words that all categories begin with, when they are two or more: 'investasi sektor '."""
    if len(names) < 3:
        return ""
    words = [name.split(" ") for name in names]
    shared = 0
    while all(len(w) > shared + 1 for w in words) and len({w[shared] for w in words}) == 1:
        shared += 1
    return " ".join(words[0][:shared]) + " " if shared >= 2 else ""


def _read_groups(
    sheet: Sheet, block: Block, columns: Sequence[Column], out: RowsMeaning, title_dimensions: Sequence[str]
) -> None:
    """Apply the group rows to the rows below them: a region, a period, a category, or a heading of
    indicators."""
    if not block.groups:
        return
    if out.regions_in_rows and any(c.role is Role.REGION_NAME for c in columns):
        pass  # parents among region names were followed already; headings of another kind still apply
    by_row = {m.row: m for m in out.rows}
    label_columns = [c for c in columns if c.role in (Role.LABEL, Role.REGION_NAME, Role.PERIOD)]
    first = label_columns[0] if label_columns else None
    heading = ""
    children: list[RowMeaning] = []
    kind_of_children = ""
    sections: list[tuple[str, list[RowMeaning]]] = []
    for row in block.body:
        if row in block.groups:
            cells = [cell_text(v) for v in sheet.rows[row] if v is not None and cell_text(v)]
            if len(cells) > 1 and re.fullmatch(r"[IVXLC]{1,5}[.)]?|[A-Z][.)]?", cells[0]):
                cells = cells[1:]  # the number of the section
            heading = cells[0] if cells else ""
            children, kind_of_children = [], ""
            sections.append((heading, children))
            continue
        meaning = by_row[row]
        if not heading:
            continue
        label = label_text(sheet, row, first)[0] if first else ""
        kind = enumeration(label)
        if not children:
            kind_of_children = kind
        elif kind_of_children and not kind and not is_total(label):
            heading = ""
            continue
        children.append(meaning)
        if is_total(label) and kind_of_children:
            heading = ""
    for text, members in sections:
        if members:
            _apply_group(text, members, out, first, title_dimensions)


def _apply_group(
    text: str,
    members: Sequence[RowMeaning],
    out: RowsMeaning,
    first: Column | None,
    title_dimensions: Sequence[str],
) -> None:
    period = period_of_cell(text)
    if period is not None:
        for meaning in members:
            if period.year and meaning.year is None:
                meaning.year = period
            if period.part and not meaning.part:
                meaning.part = period.part
        return
    category = known_category(text)
    if category:
        for meaning in members:
            meaning.dimensions.setdefault(category[0], category[1])
        return
    if is_total(text):
        name = _summed_dimension(text) or next(iter(title_dimensions), "kelompok")
        for meaning in members:
            meaning.totals.add(name)
            meaning.is_total = True
        return
    if not out.regions_in_rows:
        match = find_region(strip_enumeration(text) or text, within=out.home)
        if match is not None and match.score >= 0.9 and match.how != "near":
            for meaning in members:
                meaning.region, meaning.region_text = match.region, match.region.name
            return
    elif any(m.region is not None for m in members):
        match = find_region(strip_enumeration(text) or text, within=out.home)
        if match is not None and match.score >= 0.8:
            return
    if out.regions_in_rows and _SECTION.fullmatch(fold(text)):
        return
    name, unit = header_name(text)
    has_total = any(m.is_total or is_total(m.labels[-1] if m.labels else "") for m in members)
    kind = out.label_kinds.get(first.index, "") if first else ""
    for meaning in members:
        meaning.unit = meaning.unit or unit
        if kind == "indicator" and not has_total:
            meaning.indicator = f"{_without_value_word(name)} {meaning.indicator}".strip()
        elif kind == "indicator":
            own = meaning.indicator
            meaning.indicator = name
            dimension = next((d for d in title_dimensions), "rincian")
            if meaning.is_total or is_total(meaning.labels[-1] if meaning.labels else own):
                meaning.totals.add(dimension)
                meaning.is_total = True
            else:
                meaning.dimensions[dimension] = category_name(own)
        elif (has_total and kind) or (out.regions_in_rows and not kind):
            meaning.indicator = name
        else:
            meaning.dimensions.setdefault("kelompok", category_name(text))


def _summed_dimension(text: str) -> str:
    """Return the dimension whose categories a total names: 'Perkotaan+Perdesaan' sums over 'daerah'."""
    parts = [known_category(part) for part in re.split(r"\s*[+/]\s*|\s+dan\s+", indonesian(text))]
    return next((part[0] for part in parts if part), "")


def _without_value_word(name: str) -> str:
    return re.sub(r"^Nilai\s+", "", name)


def settle_home(out: RowsMeaning) -> str:
    """Return the home region that the rows imply: the given one when rows lie in it, else their common
    parent."""
    codes = [m.region.code for m in out.rows if m.region is not None]
    if not codes:
        return out.home
    inside = sum(bool(out.home) and is_within(code, out.home) for code in codes)
    if out.home and inside * 2 >= len(codes):
        return out.home
    return common_region(codes)
