"""Regions of rows by codes and by names in several columns, from the higher level to the lower."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from rupadata.model.region import RegionLevel, level_of, parent_of
from rupadata.regions.gazetteer import common_region
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.table_regions import match_labels
from rupadata.tables.lexicon.table_words import CODE_WORDS, fold, is_place_total, named_level, without_sum
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.code_columns import CodeColumn, Pair, is_code_like, read_codes
from rupadata.tables.shape.columns import Column, RegionHeader, Role
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import Sheet, cell_text

_SAME_NAMES = 0.8
"""The share of a code's names from which a column of names is the code's own, whatever its header says."""


def code_rank(column: Column) -> tuple[int, int]:
    """Order code columns: those of the lower level first, Kemendagri's before others."""
    header = column.region or RegionHeader(True, ())
    return max(header.levels, default=0), header.notation == "kemendagri" or any(
        "." in s and not s.endswith(".0") for s in column.samples[:5]
    )


def is_called(regions: Regions, text: str, code: str) -> bool:
    """Tell whether a label is a region's own name, its kind left out or shortened."""
    name = regions.get(code).name
    bare = re.sub(r"^(?:Kabupaten|Kota) ", "", name)
    kinds = {3: ("Kecamatan", "Kec.", "Distrik"), 4: ("Kelurahan", "Kel.", "Desa")}.get(
        level_of(code), ("Provinsi",)
    )
    wanted = (name, bare, re.sub(r"^Kabupaten ", "Kab. ", name), *(f"{kind} {bare}" for kind in kinds))
    return fold(text).replace(" ", "") in [fold(other).replace(" ", "") for other in wanted]


def read_coded(sheet: Sheet, codes: Sequence[Column], names: Sequence[Column], out: RowsMeaning) -> None:
    """Take the regions of all rows from their codes, each checked against the name beside it; names of lower
    levels lead deeper, and names stand in where a code says nothing."""
    read = [_read_column(sheet, code, names, out) for code in codes]
    fallback = sorted(names, key=lambda c: max(c.region.levels, default=0) if c.region else 0)
    for meaning in out.rows:
        own: Column | None = None
        for code, name, found in read:
            value = sheet.value(meaning.row, code.index)
            if value is None:
                continue
            pair = _pair(sheet, meaning.row, code, name)
            if any(map(is_place_total, pair)):
                meaning.region_total = True
                meaning.region_text = pair[1] or pair[0]
                break
            if pair in found.against:
                out.against.append((meaning.row, *pair))
            region = found.regions.get(pair)
            if region is not None:
                meaning.region, meaning.region_text = region, pair[1] or region.name
                own = name if found.named >= _SAME_NAMES else None
                if pair in found.doubtful:
                    out.two_ways.append((meaning.row, pair[0], found.doubtful[pair]))
                break
        else:
            if not meaning.region_total and fallback:
                meaning.region_text = cell_text(sheet.value(meaning.row, fallback[-1].index))
        if meaning.region is None and not meaning.region_total:
            _chain(sheet, meaning, fallback, out, out.home)
        elif meaning.region is not None:
            _go_deeper(sheet, meaning, [name for name in fallback if name is not own], out)


def find_code_columns(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], regions: Regions, home: str
) -> list[Column]:
    """Return the columns with those that hold codes of regions though no header says so.

    A column called *kode*, *id* or nothing, or one of texts like '36. 03', is one where nearly all that
    stands in it are codes, and most of them are called as another column says, or all lie in the home region,
    each once.
    """
    if any(c.role is Role.REGION_CODE for c in columns):
        return list(columns)
    rows = [row for row in block.body if row not in block.groups]
    names = [c for c in columns if c.role in (Role.REGION_NAME, Role.LABEL) and c.span == 1]
    for code in columns:
        if code.role not in (Role.ID, Role.LABEL, Role.VALUE) or code.span > 1 or not _may_be_codes(code):
            continue
        texts = [(row, text) for row in rows if (text := cell_text(sheet.value(row, code.index)))]
        like = [(row, text) for row, text in texts if is_code_like(text)]
        if len(like) < 2 or len(like) * 10 < 9 * len(texts):
            continue
        for name in [*(c for c in names if c is not code), None]:
            pairs = list(
                dict.fromkeys(
                    (text, cell_text(sheet.value(row, name.index)) if name is not None else "")
                    for row, text in like
                )
            )
            found = read_codes(regions, pairs, home, RegionHeader(True, ()))
            evidence = found.reading.evidence
            named = name is not None and found.named >= _MOSTLY_NAMED
            alone = (
                name is None
                and not any(c.role is Role.REGION_NAME for c in columns)
                and evidence.holds("in one home") == 1.0
                and evidence.holds("each region once") == 1.0
                and all(len(re.sub(r"\D", "", text)) > 2 for _, text in like)
            )
            if (evidence.holds("codes exist") or 0.0) >= 0.9 and (named or alone):
                return [_as_region(column, code, name if named else None) for column in columns]
    return list(columns)


def settle_places(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], regions: Regions, home: str
) -> list[Column]:
    """Take places that are no regions for what the figures are broken down by: 'Terminal' and 'Pasar' under
    'Lokasi'. A header that says a level means regions, known or not."""
    return [
        column.with_role(Role.LABEL, "places that are no regions")
        if column.role is Role.REGION_NAME
        and column.region is not None
        and not column.region.levels
        and _are_other_places(sheet, block, column, regions, home)
        else column
        for column in columns
    ]


def _are_other_places(sheet: Sheet, block: TableBlock, column: Column, regions: Regions, home: str) -> bool:
    cells = dict.fromkeys(
        cell_text(sheet.value(row, column.index)) for row in block.body if row not in block.groups
    )
    texts = [text for text in list(cells)[:_MOST_PLACES] if text and not is_place_total(text)]
    found = match_labels(regions, texts, home)
    return len(texts) > 1 and not found.regions and not found.doubtful


_MOST_PLACES = 200
_MOSTLY_NAMED = 0.6


def _may_be_codes(column: Column) -> bool:
    words = set(fold(column.header).replace("_", " ").split())
    return (
        not words
        or bool(words & (CODE_WORDS | {"id", "no", "nomor", "wilayah"}))
        or column.role is Role.LABEL
    )


def _as_region(column: Column, code: Column, name: Column | None) -> Column:
    if column is code:
        return replace(
            column.with_role(Role.REGION_CODE, "cells are codes of regions"), region=RegionHeader(True, ())
        )
    if column is name and column.role is not Role.REGION_NAME:
        return replace(
            column.with_role(Role.REGION_NAME, "called as the codes beside it"),
            region=RegionHeader(False, ()),
        )
    return column


def _read_column(
    sheet: Sheet, code: Column, names: Sequence[Column], out: RowsMeaning
) -> tuple[Column, Column | None, CodeColumn]:
    """Return a code column with the names that are its own and what it means.

    Those of its level come first; where they are not called as the codes say, those that are.
    """
    header = code.region or RegionHeader(True, ())
    level = max(header.levels, default=0)
    same = [c for c in names if c.region and (max(c.region.levels, default=0) == level or not level)]
    exact = [c for c in same if c.region and c.region.notation == header.notation]
    ordered: list[Column | None] = [*(exact or same), *(c for c in names if c not in (exact or same))]
    best: tuple[Column | None, CodeColumn] | None = None
    for name in (*ordered[:3], None) if not ordered or not same else ordered[:3]:
        found = read_codes(out.regions, _distinct(sheet, code, name, out), out.home, header, out.notation)
        if best is None or found.named > best[1].named + 0.2:
            best = (name, found)
        if found.named >= _SAME_NAMES:
            break
    assert best is not None
    return code, *best


def _distinct(sheet: Sheet, code: Column, name: Column | None, out: RowsMeaning) -> list[Pair]:
    pairs = dict.fromkeys(
        _pair(sheet, m.row, code, name) for m in out.rows if sheet.value(m.row, code.index) is not None
    )
    return [pair for pair in pairs if not any(map(is_place_total, pair))]


def _pair(sheet: Sheet, row: int, code: Column, name: Column | None) -> Pair:
    return cell_text(sheet.value(row, code.index)), cell_text(sheet.value(row, name.index)) if name else ""


def _go_deeper(sheet: Sheet, meaning: RowMeaning, names: Sequence[Column], out: RowsMeaning) -> None:
    """Follow names of a lower level than that of the codes: districts beside the code of their city."""
    for column in names:
        level = max(column.region.levels, default=0) if column.region else 0
        text = cell_text(sheet.value(meaning.row, column.index))
        if meaning.region is None or level <= meaning.region.level or not text or is_place_total(text):
            continue
        match = out.regions.find(text, within=meaning.region.code, level=RegionLevel(level))
        if match is None and is_called(out.regions, text, meaning.region.code):
            continue  # the row of the whole: the city's code beside the city's name
        meaning.region_text = text
        if match is not None and (match.score >= 0.75 or (match.how == "near" and not match.alternatives)):
            meaning.region = match.region
        else:
            meaning.region, meaning.region_unknown = None, True
            options = (match.region, *match.alternatives) if match is not None else ()
            out.doubtful[text] = options


def read_chains(sheet: Sheet, names: Sequence[Column], out: RowsMeaning) -> None:
    """Take the regions of all rows from names in several columns, from the higher level to the lower."""
    ordered = sorted(names, key=lambda c: (max(c.region.levels, default=0) if c.region else 0, c.index))
    around = out.home or _around(sheet, ordered[0], out)
    for meaning in out.rows:
        _chain(sheet, meaning, ordered, out, around)


def _around(sheet: Sheet, column: Column, out: RowsMeaning) -> str:
    """Return the region that all names of a column lie in, where no title tells one: Lembo beside Petasia is
    that of Morowali Utara. Empty text where they have nothing in common."""
    texts = dict.fromkeys(cell_text(sheet.value(meaning.row, column.index)) for meaning in out.rows)
    names = [text for text in texts if text and not is_place_total(text)]
    level = max(column.region.levels, default=0) if column.region else 0
    found = match_labels(out.regions, names, "", level)
    inside = common_region([region.code for region in found.regions.values()])
    if len(found.regions) == 1:
        inside = parent_of(inside)
    return "" if inside == "00" else inside


def _chain(sheet: Sheet, meaning: RowMeaning, names: Sequence[Column], out: RowsMeaning, around: str) -> None:
    """Follow region names from the higher level to the lower within one row."""
    scope = around
    for column in names:
        text = cell_text(sheet.value(meaning.row, column.index))
        if not text:
            continue
        if is_place_total(text):
            meaning.region_total = True
            continue
        level = max(column.region.levels, default=0) if column.region else 0
        if (summed := without_sum(text)) != text:
            # "Jumlah Kec. Plantungan" is of the district, in whatever column it stands.
            text, level, scope = summed, named_level(summed), around
        if fold(text) in ("indonesia", "nasional") and len(names) == 1:
            meaning.region, meaning.region_text = out.regions.get("00"), text
            continue
        match = out.regions.find(text, within=scope, level=RegionLevel(level) if level else None)
        if match is None and scope:
            wanted = RegionLevel(level) if level else None
            match = out.regions.find(text, within=around, level=wanted) or out.regions.find(
                text, within=out.home, level=wanted
            )
        meaning.region_text = text
        if match is None and out.home and is_called(out.regions, text, out.home):
            meaning.region, meaning.region_unknown = out.regions.get(out.home), False
            continue  # the row of the whole
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
