"""What the rows between data rows say of those below them: a region, a period, a category, a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rupadata.glossary import load_glossary
from rupadata.tables.lexicon.naming import category_name, header_name
from rupadata.tables.lexicon.periods import period_of_cell
from rupadata.tables.lexicon.table_words import (
    UNNAMED,
    enumeration,
    fold,
    indonesian,
    is_total,
    known_category,
    strip_enumeration,
)
from rupadata.tables.meaning.meanings import MEASURE_WORDS
from rupadata.tables.meaning.row_labels import is_way_to_measure
from rupadata.tables.meaning.row_regions import SECTION
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column, Role, label_text
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import Sheet, cell_text


def read_groups(
    sheet: Sheet,
    block: TableBlock,
    columns: Sequence[Column],
    out: RowsMeaning,
    title_dimensions: Sequence[str],
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
            heading = cells[0] if cells and not _REMARK.fullmatch(cells[0]) else ""
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
    units = Counter(m.unit for m in out.rows)
    every = [m.labels[-1] for m in out.rows if m.labels]
    apart = len(set(every)) == len(every)
    for text, members in sections:
        if members:
            _apply_group(text, members, out, first, title_dimensions, units, apart=apart)


_REMARK = re.compile(r"\([^()]*\)")
"""What stands wholly in brackets between rows says something of a figure; it heads nothing."""


_NAMES_OF_KEYS = (
    "tahun",
    "year",
    "bulan",
    "month",
    "triwulan",
    "semester",
    "periode",
    "uraian",
    "no",
    "satuan",
)


def _apply_group(
    text: str,
    members: Sequence[RowMeaning],
    out: RowsMeaning,
    first: Column | None,
    title_dimensions: Sequence[str],
    units: Counter[str],
    *,
    apart: bool,
) -> None:
    """Apply one group row to the rows below it; `units` counts those of all rows and is kept up, `apart` says
    that no two rows of the table are called alike."""
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
    if fold(text) in _NAMES_OF_KEYS:
        return  # the second row of a header
    if not out.regions_in_rows:
        match = out.regions.find(strip_enumeration(text) or text, within=out.home)
        if match is not None and match.score >= 0.9 and match.how != "near":
            for meaning in members:
                meaning.region, meaning.region_text = match.region, match.region.name
            return
    elif any(m.region is not None for m in members):
        match = out.regions.find(strip_enumeration(text) or text, within=out.home)
        if match is not None and match.score >= 0.8:
            return
    if out.regions_in_rows and SECTION.fullmatch(fold(text)):
        return
    name, unit = header_name(text)
    has_total = any(m.is_total or is_total(m.labels[-1] if m.labels else "") for m in members)
    kind = out.label_kinds.get(first.index, "") if first else ""
    alone = kind == "indicator" and not has_total and apart and _name_themselves(members)
    measures = bool(unit or MEASURE_WORDS.match(name)) or len(+units) > 1
    for meaning in members:
        units[meaning.unit] -= 1
        meaning.unit = meaning.unit or unit
        units[meaning.unit] += 1
        if alone:
            continue  # "Gambaran Umum" above "Luas Wilayah" says nothing of it
        if kind == "indicator" and not has_total:
            meaning.indicator = f"{_without_value_word(name)} {meaning.indicator}".strip()
        elif kind == "indicator":
            own = meaning.indicator
            meaning.indicator = name
            dimension = next((d for d in title_dimensions), UNNAMED)
            if meaning.is_total or is_total(meaning.labels[-1] if meaning.labels else own):
                meaning.totals.add(dimension)
                meaning.is_total = True
            else:
                meaning.dimensions[dimension] = category_name(own)
        elif (has_total and kind) or (out.regions_in_rows and not kind) or measures:
            meaning.indicator = name
        else:
            meaning.dimensions.setdefault("kelompok", category_name(text))


def _name_themselves(members: Sequence[RowMeaning]) -> bool:
    """Tell whether rows below a heading, no two called alike, name what they measure without it: most begin
    as measures do or are standard indicators."""
    names = [m.indicator for m in members]
    if any(map(is_way_to_measure, names)):
        return False
    known = [name for name in names if MEASURE_WORDS.match(name) or load_glossary().find(name) is not None]
    return len(known) * 5 >= len(names) * 3


def _summed_dimension(text: str) -> str:
    """Return the dimension whose categories a total names: 'Perkotaan+Perdesaan' sums over 'daerah'."""
    parts = [known_category(part) for part in re.split(r"\s*[+/]\s*|\s+dan\s+", indonesian(text))]
    return next((part[0] for part in parts if part), "")


def _without_value_word(name: str) -> str:
    return re.sub(r"^Nilai\s+", "", name)
