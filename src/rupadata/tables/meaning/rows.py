"""What each row of a table is about: its region, period, categories, indicator and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.regions.gazetteer import common_region, is_within
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.cell_units import parse_unit
from rupadata.tables.lexicon.periods import TextPeriod, period_of_cell, year_of
from rupadata.tables.lexicon.table_words import (
    ROMAN,
    is_average,
    is_total,
)
from rupadata.tables.meaning.own_rates import RATE, set_own_rate
from rupadata.tables.meaning.row_groups import read_groups
from rupadata.tables.meaning.row_labels import (
    drop_attributes,
    drop_repeated,
    read_label,
    repeats,
)
from rupadata.tables.meaning.row_regions import read_regions
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import DAYS, Column, Role, label_text
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import Sheet, cell_text


def read_rows(
    sheet: Sheet,
    block: TableBlock,
    columns: Sequence[Column],
    regions: Regions,
    home: str,
    title_dimensions: Sequence[str],
    columns_measure: bool = False,
    notation: str = "",
    title: str = "",
) -> RowsMeaning:
    """Return what the rows of a table mean.

    `columns_measure` says that columns are different indicators, `notation` whose codes of regions they have,
    where a recipe says so, `title` what stands above the table.
    """
    rows = [RowMeaning(row) for row in block.body if row not in block.groups]
    out = RowsMeaning(rows, regions, home=home, title=title, notation=notation)
    _read_simple_keys(sheet, columns, rows)
    read_regions(sheet, block, columns, out)
    labels = [c for c in columns if c.role is Role.LABEL]
    labels = drop_repeated(sheet, labels, rows)
    if not block.groups:
        labels = drop_attributes(sheet, columns, labels, out)
    long = repeats(sheet, labels, rows)
    has_units = any(c.role is Role.UNIT for c in columns)
    for column in labels:
        read_label(sheet, block, column, out, title_dimensions, long or columns_measure, has_units, columns)
    read_groups(sheet, block, columns, out, title_dimensions)
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
                meaning.is_total = meaning.is_total or is_total(text)
                if n:
                    meaning.part = (
                        f"{n:02d}"
                        if column.role is Role.MONTH
                        else f"{'S' if column.role is Role.SEMESTER else 'Q'}{n}"
                    )
            elif column.role is Role.PERIOD:
                text, _ = label_text(sheet, meaning.row, column)
                if is_total(text):
                    meaning.is_total, meaning.average = True, is_average(text)
                    continue
                if column.why == DAYS:
                    meaning.day = f"{int(float(text)):02d}" if text else ""
                    continue
                period = period_of_cell(value if column.span == 1 else text)
                if period is None and RATE.match(text):
                    set_own_rate(meaning, text)
                elif period is not None:
                    if period.year:
                        meaning.year = period
                    if len(period.part) > len(meaning.part) or not meaning.part.startswith(period.part):
                        meaning.part = period.part
            elif column.role is Role.UNIT and value is not None:
                text = cell_text(value)
                meaning.unit = parse_unit(text) or ("" if _NO_UNIT.fullmatch(text) else text.lower())
            elif column.role is Role.PRODUCER and value is not None:
                meaning.producer = cell_text(value)


_NO_UNIT = re.compile(r"(?:tidak ada|tanpa|no)(?: satuan| unit)?|-+|n\.?a\.?", re.IGNORECASE)


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
