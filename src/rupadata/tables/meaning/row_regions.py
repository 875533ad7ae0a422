"""Which region each row of a table is about, told by its code, its name, or what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.periods import TextPeriod, period_of_cell, year_of
from rupadata.tables.lexicon.table_regions import SURE, match_labels
from rupadata.tables.lexicon.table_words import (
    fold,
    is_average,
    is_place_total,
    named_level,
    strip_enumeration,
    without_sum,
)
from rupadata.tables.meaning.own_rates import names_rate, set_own_rate
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.coded_rows import code_rank, is_called, read_chains, read_coded
from rupadata.tables.shape.columns import Column, Role, label_text
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import Sheet, cell_text


def read_regions(sheet: Sheet, block: TableBlock, columns: Sequence[Column], out: RowsMeaning) -> None:
    """Take the regions of all rows from code columns, several name columns, or one column of names."""
    codes = sorted((c for c in columns if c.role is Role.REGION_CODE), key=code_rank, reverse=True)
    names = [c for c in columns if c.role is Role.REGION_NAME]
    if not codes and not names:
        return
    out.regions_in_rows = True
    if codes:
        read_coded(sheet, codes, names, out)
    if names and all(m.region is None for m in out.rows):
        if len(names) > 1:
            read_chains(sheet, names, out)
        else:
            read_hierarchy(sheet, block, names[0], out, columns)
    _read_nameless(sheet, columns, out)
    if out.home and sum(m.region_unknown and names_rate(m.region_text) for m in out.rows) < len(out.rows):
        for meaning in out.rows:
            if meaning.region_unknown and names_rate(meaning.region_text):
                _take_rate(meaning, meaning.region_text, out)


def _take_rate(meaning: RowMeaning, label: str, out: RowsMeaning) -> None:
    """Take a row below all regions that names a rate for one of the home region."""
    set_own_rate(meaning, label)
    meaning.region, meaning.region_unknown = out.regions.get(out.home), False
    meaning.region_text = meaning.region.name
    out.unknown.discard(label)


def _read_nameless(sheet: Sheet, columns: Sequence[Column], out: RowsMeaning) -> None:
    """Read rows without a region name by the word that stands elsewhere before their figures; without any,
    nobody knows where they are."""
    first = min((c.index for c in columns if c.role is Role.VALUE), default=0)
    filled = any(m.region is not None or m.region_total for m in out.rows)
    for meaning in out.rows:
        if meaning.region is not None or meaning.region_text or meaning.region_total or not filled:
            continue
        texts = [text for c in range(first) if (text := cell_text(sheet.value(meaning.row, c)))]
        total = next((text for text in texts if is_place_total(text)), "")
        if total:
            meaning.region_total, meaning.region_text = True, total
            meaning.average = is_average(total)
        elif out.home and (rate := next(filter(names_rate, texts), "")):
            _take_rate(meaning, rate, out)
        elif out.home and any(is_called(out.regions, text, out.home) for text in texts):
            meaning.region, meaning.region_text = out.regions.get(out.home), out.regions.get(out.home).name
        else:
            meaning.region_unknown = True


def read_hierarchy(
    sheet: Sheet, block: TableBlock, column: Column, out: RowsMeaning, columns: Sequence[Column]
) -> None:
    """Read one column of region names, also when districts and their villages stand under each other."""
    levels = column.region.levels if column.region else ()
    found: list[tuple[RowMeaning | None, str, int, str]] = []
    by_row = {meaning.row: meaning for meaning in out.rows}
    section = ""
    for row in block.body:
        label, depth = label_text(sheet, row, column)
        label = without_sum(label)
        if row in block.groups and not label:
            label = _heading(sheet, row)
        if row in block.groups and (kind := _section_kind(sheet, row)):
            section = kind
        elif section:
            label = _in_section(out.regions, label, section, out.home)
        number = re.match(r"\(?(\d+)[.)]", label)
        found.append((by_row.get(row), label, depth, number[1] if number else ""))
    others = any(c.role in (Role.LABEL, Role.YEAR, Role.PERIOD) and c is not column for c in columns)
    count = len(found)
    if not others:
        found = _without_whole(out.regions, found, out.home)
    summed = len(found) < count
    runs = _are_numbered(sheet, columns, [m for m, label, *_ in found if label and m is not None])
    found = _without_namesake(out.regions, found, out.home, max(levels, default=0), summed=summed or runs)
    numbers = [int(number) for *_, number in found if number]
    if any(number < 71 for number in numbers) and any(71 <= number <= 79 for number in numbers):
        # The country's statistics number cities from 71 on: "71. Bogor" is the city.
        found = [
            (
                m,
                _in_section(out.regions, label, "kota" if int(n) > 70 else "kabupaten", out.home)
                if n
                else label,
                depth,
                n,
            )
            for m, label, depth, n in found
        ]
    running = numbers == list(range(1, len(numbers) + 1))
    # Numbers that run through the whole list tell no level: 10 is as deep as 9.
    entries = [
        (meaning, label, (depth // 100, bool(number) if running else len(number)))
        for meaning, label, depth, number in found
    ]
    labels = [
        label for _, label, _ in entries if label and not is_place_total(label) and not _year_named(label)
    ]
    plain = {label: strip_enumeration(label) or label for label in labels}
    repeats = len(labels) - len({fold(v) for v in plain.values()})
    duplicated = 0 < repeats * 3 < len(labels) and not others
    named_levels = {label: named_level(plain[label]) for label in plain}
    signatures = [
        (sig, named_levels.get(label, 0)) for _, label, sig in entries if label and not is_place_total(label)
    ]
    shapes = {sig for sig, _ in signatures}
    first_shape = signatures[0][0] if signatures else (0, 0)
    two_shapes = len(shapes) >= 2 and sum(sig == first_shape for sig, _ in signatures) < len(signatures) / 1.5
    low = max(levels, default=0)
    depths = [depth for _, label, depth, _ in found if label and not is_place_total(label)]
    nested = (len(levels) > 1 or low == RegionLevel.VILLAGE or duplicated) and low != RegionLevel.REGENCY
    if not (nested or (two_shapes and low >= 3)):
        _read_flat(entries, plain, low, out)
        return
    if not two_shapes and len(set(depths)) == 2 and depths[0] == min(depths):
        # Villages are only indented below their districts.
        entries = [(meaning, label, (depth, 0)) for meaning, label, depth, _ in found]
        first_shape, two_shapes = (depths[0], 0), True
    low = max(low, min(int(RegionLevel.VILLAGE), (level_of(out.home) if out.home else 1) + 2))
    _read_nested(entries, plain, named_levels, first_shape if two_shapes else None, low, out)


def _are_numbered(sheet: Sheet, columns: Sequence[Column], rows: Sequence[RowMeaning]) -> bool:
    """Tell whether a column numbers all rows from 1 on: then each is one of the list, and none the whole."""
    for column in columns:
        if column.role is Role.ID and len(rows) > 1:
            texts = [cell_text(sheet.value(m.row, column.index)).strip(" .)") for m in rows]
            if texts == [str(number) for number in range(1, len(rows) + 1)]:
                return True
    return False


def _without_whole(
    regions: Regions, found: list[tuple[RowMeaning | None, str, int, str]], home: str
) -> list[tuple[RowMeaning | None, str, int, str]]:
    """Take the first or last row for the whole where another has the same name: a district is often called

    as its regency (Sleman, Tangerang). Return the other rows.
    """
    named = [place for place, (_, label, *_) in enumerate(found) if label and not is_place_total(label)]
    same = [place for place in named if home and is_called(regions, strip_enumeration(found[place][1]), home)]
    ends = [place for place in same if place in (named[0], named[-1])]
    if len(same) != 2 or not ends:
        return found
    # Districts are numbered, the whole is not.
    whole = [place for place in ends if not found[place][3]] or ends
    meaning, label, *_ = found.pop(whole[-1])
    if meaning is not None:
        meaning.region, meaning.region_text = regions.get(home), label
    return found


def _without_namesake(
    regions: Regions,
    found: list[tuple[RowMeaning | None, str, int, str]],
    home: str,
    level: int,
    *,
    summed: bool,
) -> list[tuple[RowMeaning | None, str, int, str]]:
    """Take the one row called as the home region for its part of that name: the village Cibodas in Cibodas.

    Only where the sum has a row of its own, or the row stands among the others. Return the other rows.
    """
    same = [place for place, (_, label, *_) in enumerate(found) if home and is_called(regions, label, home)]
    named = [place for place, (_, label, *_) in enumerate(found) if label]
    # A whole stands first or last.
    summed = summed or any(is_place_total(label) for _, label, *_ in found if label)
    summed = summed or bool(same and named[0] < same[0] < named[-1])
    if len(same) != 1 or not summed or not (code := _code_of(regions, found[same[0]][1], level, home)):
        return found
    meaning, label, *_ = found.pop(same[0])
    if meaning is not None:
        meaning.region, meaning.region_text = regions.get(code), label
    return found


SECTION = re.compile(
    r"(?:[\divx]+[.)]?\s*|[a-z][.)]\s*)?(?:(kabupaten|kab|regency|regencies)|(kota|kotamadya|municipality|"
    r"municipalities))\b(?:\s*/\s*(?:regenc|municipalit|cit)\w+)?\.?"
)


def _heading(sheet: Sheet, row: int) -> str:
    """Return the lone text of a row that says of which region those below it are, in whatever column it
    stands: 'KECAMATAN SUKOREJO'; empty text without one."""
    texts = [cell_text(v) for v in sheet.rows[row] if v is not None and cell_text(v)]
    return texts[0] if len(texts) == 1 and named_level(texts[0]) else ""


def _section_kind(sheet: Sheet, row: int) -> str:
    """Return what a row above regencies or cities says they are: `kabupaten`, `kota`, or empty text."""
    text = " ".join(cell_text(v) for v in sheet.rows[row] if v is not None).casefold()
    match = SECTION.fullmatch(" ".join(text.split()))
    return "" if match is None else "kabupaten" if match[1] else "kota"


def _in_section(regions: Regions, label: str, kind: str, home: str) -> str:
    """Return a label with the kind of region that the heading above it tells, where such a region exists."""
    name = strip_enumeration(label) or label
    if not name or is_place_total(name) or named_level(name):
        return label
    match = regions.find(name, within=home, level=RegionLevel.REGENCY, kind=kind)
    told = match is not None and match.score >= SURE and match.region.name.casefold().startswith(kind)
    return f"{kind.title()} {name}" if told else label


def take_year(meaning: RowMeaning, label: str) -> bool:
    """Take a row that an earlier year labels, as yearbooks put them below the regions, as that year's
    total."""
    year = _year_named(label)
    meaning.year = year or meaning.year
    return year is not None


def _year_named(label: str) -> TextPeriod | None:
    """Return the year or the school year ('2021/2022') that a whole label is."""
    if year := year_of(label):
        return TextPeriod(year)
    period = period_of_cell(label)
    return period if period is not None and "school-year" in period.flags else None


def _read_flat(
    entries: Sequence[tuple[RowMeaning | None, str, tuple[int, int]]],
    plain: dict[str, str],
    level: int,
    out: RowsMeaning,
) -> None:
    found = match_labels(out.regions, plain.values(), out.home, level)
    out.doubtful.update(
        {label: (match.region, *match.alternatives) for label, match in found.doubtful.items()}
    )
    for meaning, label, _ in entries:
        if meaning is None:
            continue
        meaning.region_text = plain.get(label, label)
        if is_place_total(label) or take_year(meaning, label):
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
    marked = sum(level == high for level in named.values()) > 1
    for meaning, label, shape in entries:
        if not label:
            continue
        if is_place_total(label) or (meaning is not None and take_year(meaning, label)):
            if meaning is not None:
                meaning.region_total, meaning.region_text = True, label
            continue
        if label not in plain:
            continue  # a year that stands alone in its row
        text = plain[label]
        level = named[label]
        if not level and marked:
            level = low  # "Kecamatan Ciledug" is told apart from the villages below it
        elif not level and parent_shape is not None:
            level = high if shape == parent_shape else low
        region = _pick(out.regions, text, level, high, low, parent, out.home, seen)
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
    regions: Regions,
    text: str,
    level: int,
    high: int,
    low: int,
    parent: Region | None,
    home: str,
    seen: set[str],
) -> Region | None:
    """Choose between a district and a village of the same name by the shape of the label and what came
    before."""
    if (
        home
        and is_called(regions, text, home)
        and (level in (0, 2, high) and home not in seen and not _exists(regions, text, high, home))
        and not (level == 0 and parent is not None and _exists(regions, text, low, parent.code))
    ):
        return regions.get(home)
    wanted = [level] if level in (high, low) else [high, low] if parent is None else [low, high]
    if (
        level == 0
        and parent is not None
        and _exists(regions, text, high, home)
        and _code_of(regions, text, high, home) not in seen
    ):
        wanted = [high, low]
    for target in wanted:
        scopes = [home] if target == high else [s for s in ((parent.code if parent else ""), home) if s]
        for scope in scopes:
            if scope and level_of(scope) >= target:
                continue
            match = regions.find(text, within=scope, level=RegionLevel(target))
            if (
                match is not None
                and (match.score >= SURE or match.how == "near")
                and len(match.alternatives) == 0
            ):
                return match.region
    match = regions.find(text, within=home)
    return match.region if match is not None and match.score >= SURE else None


def _exists(regions: Regions, text: str, level: int, home: str) -> bool:
    return bool(_code_of(regions, text, level, home))


def _code_of(regions: Regions, text: str, level: int, home: str) -> str:
    if home and level_of(home) >= level:
        return ""
    match = regions.find(text, within=home, level=RegionLevel(level))
    return match.region.code if match is not None and match.score >= SURE and match.how != "near" else ""
