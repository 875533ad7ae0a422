"""From one table on a sheet to observations: every figure with its region, period, categories, unit and
cell."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from statistics import median

from msgspec.structs import replace

from rupadata.glossary import Glossary, Kind, load_glossary
from rupadata.glossary.kinds import tell_kind
from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.model.source import cell_name
from rupadata.regions.gazetteer import is_within, is_within_any, outer_codes, whole_codes
from rupadata.regions.regions import Regions
from rupadata.tables.agreement.sums_of_columns import leave_out_of_sums, tell_by_sums, tell_wholes
from rupadata.tables.agreement.sums_of_rows import give_units_to_parts
from rupadata.tables.lexicon.cell_numbers import (
    DecimalMark,
    Figure,
    MarkDecision,
    decide_mark,
    mark_of,
    read_number,
    read_text,
    restore_zeros,
)
from rupadata.tables.lexicon.cell_units import (
    WHOLE_UNITS,
    counts_things,
    infer_unit,
    parse_unit,
    scale_of,
    take_unit,
)
from rupadata.tables.lexicon.footnotes import Footnotes, marks_of, read_footnotes
from rupadata.tables.lexicon.naming import (
    dimension_name,
    find_list,
    header_name,
    people_case,
    title_parts,
    without_small_home,
)
from rupadata.tables.lexicon.periods import find_period, months_of_days, period_of_cell
from rupadata.tables.lexicon.table_regions import SURE, find_district, find_home
from rupadata.tables.lexicon.table_words import (
    AGAINST_BEFORE,
    PATH,
    fold,
    is_total,
    known_category,
    strip_enumeration,
)
from rupadata.tables.meaning.describe import (
    TableFacts,
    describe,
    find_means_beside_sums,
    find_owners,
    has_shares_beside,
    names_kinds,
    period_of,
    region_of,
    table_period,
    without_part_of_file,
)
from rupadata.tables.meaning.meanings import (
    ValueMeaning,
    is_region_word,
    keep_initials_of_rows,
    part_rows_by_columns,
    read_meanings,
    tell_breakdowns_apart,
)
from rupadata.tables.meaning.measures import is_level, measure_of, names_that_tell_nothing
from rupadata.tables.meaning.row_labels import is_way_to_measure
from rupadata.tables.meaning.rows import read_rows, settle_home
from rupadata.tables.meaning.subtotals import mark_sums, settle_namesake, settle_subtotals
from rupadata.tables.opening.context import (
    Context,
    title_of_stem,
    without_letterhead,
    without_office_below,
    without_publication,
)
from rupadata.tables.reading.privacy import point_out_dropped, stop_for_personal_data
from rupadata.tables.reading.questions import doubt_codes, doubt_marks, settle_running_year, settle_scale
from rupadata.tables.reading.recipe import SheetRecipe, apply_to_columns, apply_to_rows
from rupadata.tables.reading.reports import (
    home_from_folder,
    no_name,
    no_period,
    no_region,
    report_marks,
    report_regions,
    undated_columns,
    unreadable,
)
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.case_lists import stop_for_cases
from rupadata.tables.shape.code_parts import join_code_parts
from rupadata.tables.shape.coded_rows import find_code_columns, settle_places
from rupadata.tables.shape.columns import DROPPED, Column, Role, classify_columns
from rupadata.tables.shape.filling import fill_labels
from rupadata.tables.shape.row_types import RowMeaning
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import CellValue, Sheet, cell_text

_FIGURES = (Role.VALUE, Role.IGNORED, Role.ID)
ADDITIVE = ("count-stock", "count-flow", "count", "money-nominal", "money-real")


def tidy_block(
    sheet: Sheet,
    block: TableBlock,
    context: Context,
    *,
    earlier_title: str = "",
    head: str = "",
    drop_columns: Sequence[str] = (),
    recipe: SheetRecipe | None = None,
) -> TidyTable:
    """Return the observations of one table of a sheet; none while a column of it holds personal data.

    `earlier_title` is the title of the table that it goes on from, `head` what stands above the first of
    several like it, where its own title only says when.
    """
    title = recipe.title if recipe and recipe.title else title_of(sheet, block, earlier_title)
    title = f"{head}\n{title}" if head else title
    whole_title, (title, office) = title, without_letterhead(without_publication(title), context.glossary)
    notes, producer = _notes_of(sheet, block)
    columns = without_columns(classify_columns(sheet, block), drop_columns)
    if recipe is not None:
        columns = apply_to_columns(columns, recipe)
    personal = stop_for_personal_data(sheet, block, columns, context)
    if personal:
        return TidyTable(title, [], personal, columns, block=block)
    if recipe is None and (cases := stop_for_cases(sheet, block, columns, context)):
        return TidyTable(title, [], cases, columns, block=block)
    sheet = fill_labels(sheet, block, columns)
    base_title = title or sheet.title or context.title or title_elsewhere(sheet, context)
    home_region, home_source = context.home(
        of_province(title), whole_title, sheet.title, _header_texts(columns), sheet.around, notes=producer
    )
    if home_region is None or home_source in ("folder", "notes"):
        home_region, home_source = _district_of(
            (base_title, sheet.title), columns, context.regions, home_region, home_source
        )
    home_region, home_source = _home_on_sheet(sheet, context.regions, home_region, home_source)
    home = sheet.region or (home_region.code if home_region else context.region)
    sheet, columns = join_code_parts(sheet, block, columns, home)
    columns = find_code_columns(sheet, block, columns, context.regions, home)
    columns = settle_places(sheet, block, columns, context.regions, home)
    values = [c for c in columns if c.role is Role.VALUE]
    said = without_office_below(base_title)
    indicator_title, title_dimensions = title_parts(context.regions, said) if said else ("", ())
    indicator_title = without_small_home(context.regions, indicator_title, home)
    indicator_title, kind = without_breakdown(indicator_title, columns)
    title_dimensions = (*title_dimensions, *filter(None, [kind]))
    of_rows = dimensions_of_rows(columns)
    free = [d for d in title_dimensions if d not in of_rows]
    labelled = any(c.role is Role.LABEL for c in columns)
    meanings = read_meanings(
        values,
        free,
        context.regions,
        home,
        "" if labelled else indicator_title,
        of_rows=of_rows,
        years_in_rows=have_years(columns),
        title=base_title,
        notes=notes,
    )
    _take_units_of_cells(sheet, block, meanings)
    _date_changes(meanings)
    _date_shares(meanings)
    names = {m.name for m in meanings if m.name}
    rows = read_rows(
        sheet,
        block,
        columns,
        context.regions,
        home,
        title_dimensions,
        columns_measure=len(names) > 1,
        notation=recipe.codes if recipe is not None else "",
        title=base_title,
    )
    part_rows_by_columns(meanings, rows.rows)
    tell_breakdowns_apart(meanings, rows.rows)
    keep_initials_of_rows(rows.rows, base_title)
    home = settle_home(rows) or home
    table = TidyTable(base_title, [], columns=columns, home=home, block=block)
    table.problems += point_out_dropped(sheet, block, columns, context)
    period = table_period(title, sheet, context)
    if any(m.year for m in meanings) or any(row.year for row in rows.rows):
        period = without_part_of_file(period, title, sheet)
    unit_of_title = (
        parse_unit(sheet.unit)
        or sheet.unit.lower()
        or take_unit(title)[1]
        or take_unit(sheet.title)[1]
        or ("" if title else take_unit(base_title)[1])
        or _unit_line(sheet, block)
        or next((unit for c in columns if c.role is Role.LABEL and (unit := take_unit(c.header)[1])), "")
    )
    name_of_table = indicator_title or (
        indicator_from_stem(context) if not title else _named_elsewhere(sheet, context)
    )
    row_units = {row.unit for row in rows.rows}
    unit_of_rows = next(iter(row_units)) if len(row_units) == 1 else ""
    marks = _decide_marks(sheet, block, values, meanings, unit_of_rows or unit_of_title, name_of_table)
    if recipe is not None and recipe.decimal:
        marks = {index: MarkDecision(DecimalMark(recipe.decimal), reason="recipe") for index in marks}
    figured = [m.index for m in meanings]

    @cache
    def figure(row: int, column: int) -> float | None:
        return read_cell(sheet, row, column, marks[column]).value

    settle_subtotals(rows.rows, figured, figure, context.regions)
    settle_namesake(rows.rows, figured, figure, context.regions, home)
    mark_sums(rows.rows, figured, figure)
    if recipe is not None:
        apply_to_rows(rows, sheet, columns, recipe)
    producer = producer or sheet.producer or context.producer or people_case(office)
    all_notes = "; ".join(part for part in (*notes, sheet.notes) if part)[:1000]
    table.problems += report_marks(sheet, block, context, marks)

    has_periods = any(m.year or m.part for m in meanings) or any(r.year or r.part for r in rows.rows)
    facts = TableFacts(
        sheet,
        context,
        home,
        period,
        unit_of_title,
        name_of_table,
        marks,
        producer,
        all_notes,
        len(names) <= 1,
        names_kinds(meanings, name_of_table),
        has_shares_beside(meanings),
        find_owners(dict.fromkeys(name for row in rows.rows for name in row.dimensions), meanings),
        find_means_beside_sums(meanings, rows.rows),
        loose=not (title or sheet.title or context.title)
        and len(names) > 1
        and tell_kind(name_of_table, "", context.glossary).kind is None,
        listed=find_list(name_of_table, names),
        names=frozenset(map(fold, names)),
    )
    for row in rows.rows:
        for meaning in meanings:
            _observe(table, facts, row, meaning)
    told = {row.row for row in rows.rows if row.unit}
    untold = {m.index for m in meanings if not (m.unit or unit_of_title)}
    _drop_invented_units([o for o in table.observations if o.row not in told], untold)
    named = {m.index for m in meanings if m.name}
    own = {row.row for row in rows.rows if row.indicator}
    several = len(meanings) > 1  # a column of units may speak of another column
    _take_counts_for_counts(
        [o for o in table.observations if (several if o.row in told else o.column in named or o.row in own)],
        untold,
    )
    _take_rupiah([o for o in table.observations if o.row not in told], untold, home)
    _take_usual_money([o for o in table.observations if o.row not in told], untold, context.glossary)
    tell_by_sums(table.observations)
    give_units_to_parts(table.observations)
    leave_out_of_sums(
        table.observations,
        {m.index: header_name(m.path[-1])[0] for m in meanings if m.path},
        lambda name, unit: measure_of(name, unit, title, name_of_table, context.glossary),
    )
    tell_wholes(table.observations, next((d for d in free if not is_region_word(d)), ""))
    _attach_notes(sheet, table, read_footnotes(notes), columns)
    _drop_blank_borders(table)
    _settle_days(table.observations)
    _find_implied_totals(table.observations)
    assign_roles(table.observations)
    _mark_lists_with_gaps(table.observations, rows.rows)
    _take_shares(table.observations)
    _take_units_of_parts(table.observations)
    if sheet.formats:
        _drop_common_zeros(table.observations)
    table.problems += report_regions(sheet, rows, values, context)
    table.doubts += [*doubt_codes(sheet, rows, values, context), *doubt_marks(sheet, block, context, marks)]
    if recipe is None:
        table.doubts += settle_running_year(sheet, context, table.observations, title)
    if recipe is None or not recipe.unit:
        table.doubts += settle_scale(sheet, context, table.observations)
    _take_doubts(table)
    if not has_periods and not (period and period.year) and table.observations:
        table.problems.append(no_period(sheet, context))
    elif has_periods:
        table.problems += undated_columns(sheet, context, table.observations)
    if unnamed := names_that_tell_nothing(table.observations, context.glossary):
        table.problems.append(no_name(sheet, context, unnamed))
        for o in table.observations:
            o.measure = "" if o.indicator in unnamed else o.measure
    if home_source == "folder" and not rows.regions_in_rows and table.observations:
        table.problems.append(home_from_folder(sheet, context, home))
    if not home and not rows.regions_in_rows and table.observations:
        table.problems.append(no_region(sheet, context))
    return table


def _take_shares(observations: Sequence[Observed]) -> None:
    """Take what is named a distribution and has 100 for its whole everywhere for percent, whatever unit the
    title copied: 'Distribusi PDRB (Juta Rupiah)'."""
    wholes: dict[str, list[float]] = {}
    for o in observations:
        if o.role == "total" and o.value is not None and o.unit != "persen":
            wholes.setdefault(o.indicator, []).append(o.value)
    shares = {
        name
        for name, values in wholes.items()
        if infer_unit(name, "") == "persen" and all(abs(value - 100) < _ROUNDED for value in values)
    }
    for o in observations:
        if o.indicator in shares:
            o.unit, o.measure = "persen", "rate"


def _take_units_of_parts(observations: Sequence[Observed]) -> None:
    """Give a total without a unit that of the parts beside it: 'Jumlah' beside 'Baik' in 'Kondisi (Km)'."""
    units: dict[tuple[str, int], set[str]] = {}
    for o in observations:
        if o.role == "part":
            units.setdefault((o.indicator, o.row), set()).add(o.unit)
    for o in observations:
        beside = units.get((o.indicator, o.row), set())
        if o.role == "total" and not o.unit and len(beside) == 1 and (unit := next(iter(beside))):
            o.unit = unit


def _drop_common_zeros(observations: Sequence[Observed]) -> None:
    """Take decimals off that a cell's format adds to all figures of a kind and none of them needs: 27,380
    beside 4,560."""
    needed: dict[str, int] = {}
    for o in observations:
        if o.value is not None and o.decimals:
            digits = f"{o.value:.{o.decimals}f}".rstrip("0").partition(".")[2]
            needed[o.indicator] = max(needed.get(o.indicator, 0), len(digits))
    for o in observations:
        if o.value is not None and o.decimals:
            o.decimals = min(o.decimals, needed[o.indicator])


_ROUNDED = 0.5
"""How far a sum of rounded shares may lie from 100."""


def _take_doubts(table: TidyTable) -> None:
    """Tell the doubts of a table, and keep the figures that they speak of off pages."""
    for doubt in table.doubts:
        if not doubt.told_elsewhere:
            table.problems.append(doubt.problem())
        for o in table.observations:
            if doubt.speaks_of(o.row, o.column):
                o.flags.add("doubtful")


def _unit_line(sheet: Sheet, block: TableBlock) -> str:
    """Return the unit that a cell above the header gives for the whole table: 'Satuan: Orang'."""
    first = min(block.headers or block.body)
    texts = (
        cell_text(v) for row in range(max(0, first - 4), first) for v in sheet.rows[row] if v is not None
    )
    found = [match[1] for text in texts if (match := _UNIT_LINE.fullmatch(text.strip()))]
    return parse_unit(found[-1]) if found else ""


_UNIT_LINE = re.compile(r"\(?\s*(?:(?:satuan|unit)\s*[:=]|dalam\b)\s*(.{1,30}?)\)?", re.I)
_RUPIAH = re.compile(r"\s*rp\.?\s*\d", re.I)


def _take_units_of_cells(sheet: Sheet, block: TableBlock, meanings: Sequence[ValueMeaning]) -> None:
    """Give a column the unit or the currency that is written in its cells."""
    for meaning in meanings:
        meaning.unit = meaning.unit or sheet.column_units.get(meaning.index, "")
    rows = [row for row in block.body if row not in block.groups][:200]
    for meaning in meanings:
        texts = [v for row in rows if isinstance(v := sheet.value(row, meaning.index), str)]
        money = sum(_RUPIAH.match(text) is not None for text in texts)
        if money and money * 2 > len(texts) and not meaning.unit:
            meaning.unit = "rupiah"


_OF_BOTH = re.compile(r"(?:capaian|persentase|prosentase|presentase|sisa|lebih|kurang|%)", re.I)


def _date_shares(meanings: Sequence[ValueMeaning]) -> None:
    """Give the columns that compare others the one year that all others have: 'Capaian (%)' beside 'Target
    2023' and 'Realisasi 2023' is of 2023."""
    dated = [m for m in meanings if m.year and not m.part]
    undated = [m for m in meanings if m.year is None]
    years = {m.year.iso for m in dated if m.year}
    comparing = all(
        m.path and (_CHANGE.match(m.path[-1]) or _OF_BOTH.match(m.path[-1].strip("( "))) for m in undated
    )
    if len(dated) > 1 and len(years) == 1 and comparing:
        for meaning in undated:
            meaning.year = dated[0].year


_CHANGE = re.compile(
    r"(?:selisih|perubahan|pertumbuhan|kenaikan|penurunan|naik|turun|peningkatan|growth|change|"
    rf"{AGAINST_BEFORE})\b",
    re.I,
)
"""How the header of a column of changes begins."""


def _date_changes(meanings: Sequence[ValueMeaning]) -> None:
    """Give a column of changes the last of the periods beside it: 'Pertumbuhan (%)' beside 2021 and 2022 is
    that of 2022, 'm-to-m' beside June and July that of July."""
    dated = [m for m in meanings if m.year and m.year.year]
    undated = [m for m in meanings if m.year is None]
    parted = {bool(m.part or m.year.part) for m in dated if m.year}
    if len(dated) < 2 or len(parted) > 1 or not undated:
        return
    if not all(_CHANGE.match(m.path[-1] if m.path else "") for m in undated):
        return
    last = max(dated, key=lambda m: (m.year.year, m.part or m.year.part) if m.year else (0, ""))
    for meaning in undated:
        meaning.year, meaning.part = last.year, last.part


def without_columns(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Return the columns with those of the given headers left out."""
    wanted = {fold(name) for name in names}
    return [
        column.with_role(Role.IGNORED, DROPPED)
        if wanted & {fold(column.header), *map(fold, column.path)}
        else column
        for column in columns
    ]


def _district_called(regions: Regions, name: str, home: Region | None) -> Region | None:
    """Return the district of a regency that a sheet is named after: 'Donorojo' of Pacitan."""
    if home is None or home.level != RegionLevel.REGENCY or not name:
        return None
    match = regions.find(name, within=home.code, level=RegionLevel.DISTRICT)
    sure = match is not None and match.score >= SURE and match.how != "near" and not match.alternatives
    return match.region if match is not None and sure else None


def _district_of(
    titles: Sequence[str], columns: Sequence[Column], regions: Regions, home: Region | None, source: str
) -> tuple[Region | None, str]:
    """Return the district that a title names without its regency, where the villages in the rows or its
    singular name tell which it is and no region around it says otherwise."""
    labels = (text for c in columns if c.role is Role.REGION_NAME for text in c.samples)
    villages = [strip_enumeration(text) or text for text in dict.fromkeys(labels) if not is_total(text)]
    for title in titles:
        found = find_district(regions, title, villages[:_SOME_VILLAGES]) if title else None
        if found is not None and (home is None or is_within(found.code, home.code)):
            return found, "title"
    return home, source


_SOME_VILLAGES = 60


def of_province(title: str) -> str:
    """Return a title that says of which province it is and of no region in it: it goes before the
    letterhead of a regency above it. Empty text for others."""
    return title if _PROVINCE.search(title) and not _WITHIN_PROVINCE.search(title) else ""


_PROVINCE = re.compile(r"\b(?:provinsi|propinsi|prov\.)\s+[A-Z]", re.I)
_WITHIN_PROVINCE = re.compile(
    r"\b(?:kota|kabupaten|kab\.?|kecamatan|kec\.?|kelurahan|desa)\s+(?!/|dan\b|di\b|se\b|kota\b)[A-Z]", re.I
)


def _home_on_sheet(
    sheet: Sheet, regions: Regions, home: Region | None, source: str
) -> tuple[Region | None, str]:
    """Return the region that the name of a sheet says, where it lies in the home region or none other is
    told."""
    named = (
        find_home(regions, sheet.name.replace("_", " "), within=home.code if home else "")
        if sheet.name
        else None
    )
    named = named or _district_called(regions, sheet.name, home)
    weak = home is None or source in ("folder", "notes")
    if named is None or not (weak or (home is not None and is_within(named.code, home.code))):
        return home, source
    return named, "sheet name"


def dimensions_of_rows(columns: Sequence[Column]) -> set[str]:
    """Return the dimensions that label columns break down by, so that headers do not claim them too."""
    found: set[str] = set()
    for column in columns:
        if column.role is Role.LABEL:
            found.add(dimension_name(column.header))
            found.update(known[0] for sample in column.samples[:20] if (known := known_category(sample)))
    return found


_BROKEN_DOWN = re.compile(r"(?P<name>.*\w)\s+per\s+(?P<kind>\w+)", re.IGNORECASE)
_AVERAGED = re.compile(
    r"rata-rata|rerata|rasio|harga|biaya|upah|pendapatan|pengeluaran|produktivitas", re.IGNORECASE
)
_TIMES = {"bulan": r"\d\d", "triwulan": r"Q\d", "semester": r"S\d"}


def without_breakdown(name: str, columns: Sequence[Column]) -> tuple[str, str]:
    """Return what a title says is measured without the breakdown at its end that rows or columns give, and
    that breakdown where it is one of the columns: 'Jumlah Penumpang per Koridor' over 'Koridor I' and
    'Koridor II', 'Realisasi per Triwulan' over quarters. A mean per something stays one."""
    match = _BROKEN_DOWN.fullmatch(name)
    if match is None or _AVERAGED.search(match["name"]):
        return name, ""
    kind = fold(match["kind"])
    keys = {fold(c.header) for c in columns if c.role in (Role.LABEL, Role.REGION_NAME, Role.PERIOD)}
    if any(kind in key.split() for key in keys):
        return match["name"], ""
    leaves = [c.path[-1] for c in columns if c.role is Role.VALUE and c.path]
    if (part := _TIMES.get(kind)) and sum(map(_names_part(part), leaves)) > 1:
        return match["name"], ""
    numbered = sum(fold(leaf).split()[:1] == [kind] for leaf in leaves) > 1
    return (match["name"], kind) if numbered else (name, "")


def _names_part(part: str) -> Callable[[str], bool]:
    """Return what tells whether a header names a part of a year that a pattern fits."""
    return lambda text: (found := period_of_cell(text)) is not None and bool(re.fullmatch(part, found.part))


def have_years(columns: Sequence[Column]) -> bool:
    """Tell whether a column gives the year of each row."""
    return any(
        column.role is Role.YEAR
        or (
            column.role is Role.PERIOD
            and any((found := period_of_cell(text)) and found.year for text in column.samples[:20])
        )
        for column in columns
    )


def title_elsewhere(sheet: Sheet, context: Context) -> str:
    """Return what the file's name says is measured; what the sheet's name says, where that alone names a
    standard indicator or a kind of figure; both where it only says in which way ('distribusi')."""
    stem, named = title_of_stem(context.stem), sheet.name.replace("_", " ")
    if stem and is_way_to_measure(named) and not is_way_to_measure(stem):
        return f"{named[:1].upper()}{named[1:]} {stem}"
    told = context.glossary.find(stem) is None and tell_kind(named, "", context.glossary).kind is not None
    return named if told else stem


def _named_elsewhere(sheet: Sheet, context: Context) -> str:
    """Return the indicator that the name of a sheet or of its file tells, where the title says no more than
    where and when; only what is known to be measured."""
    for text in (sheet.name.replace("_", " "), title_of_stem(context.stem)):
        name = title_parts(context.regions, text)[0] if text else ""
        if name and tell_kind(name, "", context.glossary).kind is not None:
            return name
    return ""


def indicator_from_stem(context: Context) -> str:
    """Return an indicator name from a file name."""
    title = title_of_stem(context.stem)
    return title_parts(context.regions, title)[0] if title else ""


_CONTINUES = re.compile(r"^\(?(?:lanjutan|continued|sambungan)\b[\s/:]*(?:continued\b)?[\s:)]*", re.I)


_GOES_ON = re.compile(
    r"(?:(?:tabel|table)[\s:.]*[a-z]?[\d.\-]*[a-z]?|[\s(/)\[\].:,-]+|lanjutan|continued|sambungan)+", re.I
)
"""A line that says no more than which table goes on: 'Lanjutan Tabel 5.3.4', 'Table 5.3.4 (continued)'."""


def title_of(sheet: Sheet, block: TableBlock, earlier: str = "") -> str:
    """Return the title above a table, or that of the table that it goes on from."""
    texts = []
    for row in block.titles:
        parts = [cell_text(v) for v in sheet.rows[row] if v is not None and cell_text(v)]
        if parts:
            texts.append(" ".join(dict.fromkeys(parts)))
    if not earlier:
        texts = [_CONTINUES.sub("", t).strip() for t in texts]
    texts = [t for t in texts if t and not re.fullmatch(r"\(?lanjutan.*|\(?continued.*", t.strip(), re.I)]
    if earlier:
        texts = [t for t in texts if not _GOES_ON.fullmatch(t.strip())]
    joined = "\n".join(texts)
    if earlier and (
        not texts
        or re.search(
            r"lanjutan|continued", "\n".join(cell_text(v) for r in block.titles for v in sheet.rows[r]), re.I
        )
    ):
        return joined or earlier
    return joined


def title_head(title: str) -> str:
    """Return the lines of a title that say more than when: what stands above the tables of several months,
    without 'Bulan Januari' over the first of them."""
    return "\n".join(line for line in title.split("\n") if line.strip() and period_of_cell(line) is None)


def _notes_of(sheet: Sheet, block: TableBlock) -> tuple[list[str], str]:
    lines = ((cell_text(v) for v in sheet.rows[row] if v is not None) for row in block.notes)
    return read_notes(" ".join(text for text in line if text) for line in lines)


def read_notes(lines: Iterable[str]) -> tuple[list[str], str]:
    """Return the notes below a table, and the producer that its source line names."""
    notes, producer = [], ""
    for line in lines:
        text = re.sub(r"<[^>]*>", "", line.replace("\n", " ")).strip()
        if not text:
            continue
        match = re.match(r"(?:sumber|source)\s*(?:/\s*source)?\s*(?:data)?\s*[:.]\s*(.+)", text, re.I)
        if match and not producer and not match[1].startswith("http"):
            producer = re.split(r"\s*(?:/\s*(?=[A-Z])|Data dikutip)", match[1])[0].strip(" .;")
            continue
        if re.match(r"(?:source url|access time|source\s*:)", text, re.I):
            continue
        notes.append(text)
    return notes, producer[:200]


def _attach_notes(sheet: Sheet, table: TidyTable, notes: Footnotes, columns: Sequence[Column]) -> None:
    """Give each figure only those notes whose mark stands on it, on its labels or on its header."""
    if not notes.marked:
        return
    heads = {c.index: frozenset[str]().union(*map(marks_of, c.path)) for c in columns}
    keys = [i for c in columns if c.role not in _FIGURES for i in range(c.index, c.index + c.span)]
    labels: dict[int, frozenset[str]] = {}
    for row in {o.row for o in table.observations}:
        texts = [v for i in keys if isinstance(v := sheet.value(row, i), str)]
        labels[row] = frozenset[str]().union(*map(marks_of, texts))
    marks = []
    for o in table.observations:
        value = sheet.value(o.row, o.column)
        own = marks_of(value) if isinstance(value, str) else frozenset()
        marks.append((own, own | heads.get(o.column, frozenset()) | labels[o.row]))
    used = frozenset[str]().union(*(found for _, found in marks))
    for o, (own, found) in zip(table.observations, marks):
        o.notes = "; ".join(part for part in (notes.of(found, used), sheet.notes) if part)[:1000]
        if any("*" in mark and not notes.says_state(mark) for mark in own):
            o.flags.discard("provisional")


def _header_texts(columns: Sequence[Column]) -> str:
    texts = dict.fromkeys(
        text
        for column in columns
        for text in column.path
        if len(text) > 20 or column.role is Role.REGION_NAME
    )
    return " ; ".join(texts)[:600]


def _decide_marks(
    sheet: Sheet,
    block: TableBlock,
    values: Sequence[Column],
    meanings: Sequence[ValueMeaning],
    unit: str,
    name: str,
) -> dict[int, MarkDecision]:
    """Return the decimal mark of each column; `unit` and `name` are those of the table."""
    rows = [row for row in block.body if row not in block.groups]
    texts: dict[int, list[str]] = {}
    for column in values:
        texts[column.index] = [v for row in rows if isinstance(v := sheet.value(row, column.index), str)]
        if texts[column.index]:
            texts[column.index] += _whole_numbers(sheet, rows, column.index)
    own = {index: decide_mark(cells) for index, cells in texts.items()}
    proofs = {DecimalMark.COMMA: 0, DecimalMark.DOT: 0}
    for decision in own.values():
        if decision.reason == "siblings":
            proofs[decision.mark] += decision.proofs
    if not any(proofs.values()):  # one table is written by one hand: what small plain figures beside tell
        for decision in own.values():
            if decision.reason == "plain-siblings":
                proofs[decision.mark] += decision.proofs
    if not any(proofs.values()) and (grouped := _always_grouped(texts.values())):
        proofs[grouped] += 1
    around = DecimalMark.UNKNOWN
    if proofs[DecimalMark.COMMA] or proofs[DecimalMark.DOT]:
        around = (
            DecimalMark.COMMA if proofs[DecimalMark.COMMA] >= proofs[DecimalMark.DOT] else DecimalMark.DOT
        )
    out = {}
    for meaning in meanings:
        own_texts = texts.get(meaning.index, [])
        told = meaning.name or ("" if re.search(r",|\bdan\b|&", name) else name)
        told_unit = meaning.unit or unit or infer_unit(told, "")
        counts = counts_things(told_unit, told) or _is_counted(told, told_unit) or _say_rupiah(own_texts)
        out[meaning.index] = decide_mark(own_texts, around, whole_unit=counts)
    if len({(m.name, m.unit) for m in meanings}) == 1:
        out = {index: _by_neighbours(sheet, rows, index, out) for index in out}
    return out


def _whole_numbers(sheet: Sheet, rows: Sequence[int], column: int) -> list[str]:
    """Return the figures that a column stores as numbers beside its texts, where all of them are whole: 848
    beside '1.583' shows that the dot groups thousands."""
    numbers = [v for row in rows if isinstance(v := sheet.value(row, column), int | float)]
    if any(isinstance(v, bool) or not float(v).is_integer() for v in numbers):
        return []
    return [str(int(v)) for v in numbers]


def _always_grouped(columns: Iterable[Sequence[str]]) -> DecimalMark | None:
    """Return the mark of decimals where every text with a mark has three digits behind it, some of them a
    last zero: programs that write decimals leave that out, so the mark groups thousands."""
    doubted = [text.strip() for texts in columns for text in texts if mark_of(text) is DecimalMark.UNKNOWN]
    marked = [text for text in doubted if re.search(r"[.,]\d{3}$", text)]
    dots = [text for text in marked if "." in text]
    zeros = sum(text.endswith("0") for text in marked)
    if len(marked) < _ENOUGH_GROUPED or not zeros or len(dots) not in (0, len(marked)):
        return None
    return DecimalMark.COMMA if dots else DecimalMark.DOT


_ENOUGH_GROUPED = 12
"""So many texts show a habit: without last zeros one in ten would have fewer digits."""


def _is_counted(name: str, unit: str) -> bool:
    """Tell whether a name without a unit is known to count whole things, or to price them in rupiah."""
    if not name or scale_of(unit) > 1:
        return False
    told = tell_kind(name, "", load_glossary())
    usual = told.unit.split("/")[0]
    if unit and told.kind is not Kind.PRICE:
        return False
    return (told.kind in (Kind.STOCK, Kind.FLOW) and usual in WHOLE_UNITS) or told.kind is Kind.PRICE


def _say_rupiah(texts: Sequence[str]) -> bool:
    """Tell whether most cells of a column say "Rp": no price is written in parts of a rupiah."""
    return sum(_RUPIAH.match(text) is not None for text in texts) * 2 > len(texts) > 0


def _by_neighbours(
    sheet: Sheet, rows: Sequence[int], column: int, decided: dict[int, MarkDecision]
) -> MarkDecision:
    """Decide a doubtful column of one measure by the sizes of the same rows' figures in other columns."""
    own = decided[column]
    if not own.doubtful:
        return own
    votes: Counter[DecimalMark] = Counter()
    for row in rows:
        text = sheet.value(row, column)
        if not isinstance(text, str) or mark_of(text) is not DecimalMark.UNKNOWN:
            continue
        beside = [
            abs(figure.value)
            for other, decision in decided.items()
            if other != column
            and not decision.doubtful
            and (figure := read_cell(sheet, row, other, decision)).value
            and not figure.ambiguous
        ]
        readings = {mark: read_text(text, mark) for mark in (DecimalMark.COMMA, DecimalMark.DOT)}
        if not beside:
            continue
        near = math.log(median(beside))
        sizes = {m: abs(math.log(abs(f.value)) - near) for m, f in readings.items() if f and f.value}
        if len(sizes) == 2 and min(sizes.values()) < math.log(5):
            votes[min(sizes, key=lambda mark: sizes[mark])] += 1
    if len(votes) != 1:
        return own
    mark, count = votes.most_common(1)[0]
    return MarkDecision(mark, count, 0, own.ambiguous, "neighbours")


def read_cell(sheet: Sheet, row: int, column: int, decision: MarkDecision) -> Figure:
    """Return a cell as a figure; a text that is none is missing as unreadable."""
    value: CellValue = sheet.value(row, column)
    if decision.lost_zeros and isinstance(value, str) and (restored := restore_zeros(value)) is not None:
        return restored
    if value is None:
        return Figure(None, missing="blank")
    if isinstance(value, bool):
        return Figure(None, missing="unreadable")
    shown = sheet.format(row, column)
    if isinstance(value, (int, float)):
        if shown.percent and abs(value) <= 20:
            figure = read_number(round(float(value) * 100, 10), shown.decimals)
            return Figure(figure.value, figure.decimals, percent=True)
        figure = read_number(value, shown.decimals)
        if figure.decimals is not None and figure.decimals > 6:
            return Figure(figure.value, 2, figure.missing)
        return figure
    if isinstance(value, str):
        found = read_text(value, decision.mark)
        return found if found is not None else Figure(None, missing="unreadable")
    return Figure(None, missing="unreadable")


def _observe(table: TidyTable, facts: TableFacts, row: RowMeaning, meaning: ValueMeaning) -> None:
    sheet, context, marks = facts.sheet, facts.context, facts.marks
    if sheet.sparse and (row.row, meaning.index) not in sheet.pointers:
        return
    decision = marks[meaning.index]
    figure = read_cell(sheet, row.row, meaning.index, decision)
    period, period_flags = period_of(row, meaning, facts.period)
    region, region_text = region_of(row, meaning, facts)
    described = describe(row, meaning, facts, table.title, percent=figure.percent)
    if not period and (told := find_period(row.indicator)) and told.year and not told.span:
        period, period_flags = told.iso, told.flags
        described = replace(
            described,
            indicator=title_parts(facts.context.regions, described.indicator)[0] or described.indicator,
        )
    flags = {*figure.flags, *meaning.flags, *period_flags}
    if figure.ambiguous:
        flags.add("decimals-inferred")
    missing = figure.missing
    if missing == "nil" and described.measure in ("rate", "ratio", "index", "mean"):
        missing = "not-available"
    name = sheet.pointers.get((row.row, meaning.index)) or cell_name(row.row, meaning.index)
    table.observations.append(
        Observed(
            table=table.title.replace("\n", " "),
            indicator=described.indicator,
            measure=described.measure,
            unit=described.unit,
            region_code=region.code if region else "",
            region=region.name if region else region_text,
            period=period,
            dimensions=dict(described.dimensions),
            role="",
            value=figure.value,
            decimals=figure.decimals if figure.value is not None else None,
            missing=missing if figure.value is None else "",
            flags=flags,
            producer=row.producer or facts.producer,
            notes=facts.notes,
            file=context.file,
            sheet=sheet.name,
            cell=name,
            row=row.row,
            column=meaning.index,
            totals=described.totals or frozenset({"?"} if row.is_total or meaning.is_total else set()),
            region_total=row.region_total,
            average=row.average or meaning.average,
            subtotal=row.subtotal,
            listed=any(PATH in label for label in row.labels),
        )
    )
    if figure.damaged or (missing == "unreadable" and figure.value is None):
        table.problems.append(
            unreadable(sheet, context, name, cell_text(sheet.value(row.row, meaning.index)), figure)
        )


def _drop_invented_units(observations: list[Observed], untold: Collection[int]) -> None:
    """Leave the unit of an indicator open that only its name tells, where the figures of a column of it have
    decimals: 414.41 of "Jumlah Penduduk" are no persons, nor are the 852 of another year."""
    columns: dict[tuple[str, int], list[Observed]] = {}
    for o in observations:
        if o.column in untold and o.value is not None and o.unit in WHOLE_UNITS:
            columns.setdefault((o.indicator, o.column), []).append(o)
    broken = {
        indicator
        for (indicator, _), members in columns.items()
        if sum(not float(o.value or 0).is_integer() for o in members) * 4 > len(members)
    }
    for (indicator, _), members in columns.items():
        for o in members if indicator in broken else ():
            o.unit = ""


_NO_SHARE = 150.0
"""Percent that most figures of a column of shares do not reach."""


def _take_counts_for_counts(observations: list[Observed], untold: Collection[int]) -> None:
    """Read a column as counts whose name alone makes it shares, where most of its figures can be none: 'IDL
    (L)' of 361 children beside '% IDL'."""
    columns: dict[int, list[Observed]] = {}
    for o in observations:
        if o.column in untold and o.value is not None and o.unit in ("persen", "") and o.measure == "rate":
            columns.setdefault(o.column, []).append(o)
    for members in columns.values():
        values = [o.value or 0.0 for o in members]
        if min(values) < 0 or sum(value > _NO_SHARE for value in values) * 2 <= len(values):
            continue
        for o in members:
            o.unit, o.measure = "", "count"
            o.indicator = re.sub(r"^(?:Persentase|Cakupan)\b", "Jumlah", o.indicator)


_WHOLE_RUPIAH = 1e7
"""Amounts of a public budget that are mostly larger are written in rupiah; in thousands they would be of a
whole country."""
_OF_TRADE = re.compile(r"ekspor|impor|export|import|investasi|dolar|dollar|us ?\$", re.I)


def are_rupiah(said: str, amounts: Sequence[float]) -> bool:
    """Tell whether amounts of money, whose name and title are `said`, are in rupiah by their size."""
    return bool(amounts) and not _OF_TRADE.search(said) and median(map(abs, amounts)) >= _WHOLE_RUPIAH


_BEYOND_THOUSANDS = 2e10
"""So many thousands of rupiah no regency spends in a year."""


def _take_rupiah(observations: list[Observed], untold: Collection[int], home: str) -> None:
    """Give amounts of money the unit that their size tells where nothing else does: 'Anggaran' of
    900,000,000. One amount that no regency has in thousands tells it for all columns of its table."""
    columns: dict[int, list[Observed]] = {}
    for o in observations:
        if o.column in untold and o.value and not o.unit and o.measure == "money-nominal":
            columns.setdefault(o.column, []).append(o)
    small = bool(home) and level_of(home) >= RegionLevel.REGENCY
    sure = small and any(abs(o.value or 0.0) >= _BEYOND_THOUSANDS for m in columns.values() for o in m)
    found: set[int] = set()
    for column, members in columns.items():
        said = " ".join({o.indicator for o in members}) + f" {members[0].table}"
        amounts = [o.value or 0.0 for o in members]
        if are_rupiah(said, amounts) or (sure and not _OF_TRADE.search(said)):
            found.add(column)
    for o in observations:
        if o.column in found and not o.unit and o.measure == "money-nominal":
            o.unit = "rupiah"


def _take_usual_money(observations: list[Observed], untold: Collection[int], glossary: Glossary) -> None:
    """Give columns without a unit the money in which the indicator that they name usually is, where all their
    figures lie in its range: 'UMK' of 4,200,000 is in rupiah, of 4,200 nobody knows."""
    columns: dict[int, list[Observed]] = {}
    for o in observations:
        if o.column in untold and o.value is not None and not o.unit:
            columns.setdefault(o.column, []).append(o)
    for members in columns.values():
        standards = {
            found.indicator for o in members if (found := glossary.find(o.indicator)) and not found.rest
        }
        standard = next(iter(standards), None)
        if len(standards) != 1 or standard is None or standard.plausible is None:
            continue
        if standard.unit.startswith("rupiah") and all(
            standard.plausible.holds(o.value or 0.0) for o in members
        ):
            for o in members:
                o.unit = o.unit or standard.unit


def _drop_blank_borders(table: TidyTable) -> None:
    """Drop tables without any figure: templates that nobody filled in."""
    if not any(o.value is not None for o in table.observations):
        table.observations = []


def _settle_days(observations: list[Observed]) -> None:
    """Take days for their months in a table that has at most one day of each month."""
    whole = months_of_days(o.period for o in observations)
    for o in observations:
        if o.period in whole:
            o.period = o.period[:7]


def _find_implied_totals(observations: list[Observed]) -> None:
    """Find a category that is the sum of all others though its label does not say so: 'Belanja Daerah'."""
    groups: dict[tuple[str, str, str, str, int], list[Observed]] = {}
    for o in observations:
        if len(o.dimensions) == 1 and not o.totals and o.value is not None:
            groups.setdefault(
                (o.indicator, o.region_code, o.period, next(iter(o.dimensions)), o.column), []
            ).append(o)
    tried: Counter[str] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    for (_, _, _, name, _), members in groups.items():
        if len(members) < 4 or members[0].measure not in ADDITIVE:
            continue
        tried[name] += 1
        for candidate in (members[0], members[-1]):
            others = [o.value for o in members if o is not candidate and o.value is not None]
            value = candidate.value or 0.0
            if value and abs(sum(others) - value) <= 1e-6 * abs(value) and sum(1 for v in others if v) >= 3:
                held[name, candidate.dimensions[name]] += 1
                break
    # Once is chance in a long table; a total adds up nearly everywhere.
    whole = {key for key, count in held.items() if count * 10 >= tried[key[0]] * 8}
    already = {name for o in observations for name in o.totals}
    for o in observations:
        for name, category in list(o.dimensions.items()):
            if (name, category) in whole and name not in already:
                del o.dimensions[name]
                o.totals = o.totals | {name}


_LETTERED = re.compile(r"\s*\(?([A-Z](?:\s*[,-]\s*[A-Z])*)[.)]?\s+(?=[A-Z][a-z])")
"""The letters that number a category: 'A. Pertanian', 'M,N Jasa Perusahaan', 'R-U Jasa Lainnya'."""


def _mark_lists_with_gaps(observations: Iterable[Observed], rows: Sequence[RowMeaning]) -> None:
    """Mark the categories of a list whose letters leave some out, and that has no whole, as those of no sum:
    'A. Pertanian', 'C. Industri' and 'F. Konstruksi' are not the PDRB."""
    lettered = {
        row.row: match[1] for row in rows for text in row.labels[-1:] if (match := _LETTERED.match(text))
    }
    listed = set("".join(re.findall("[A-Z]", " ".join(lettered.values()))))
    if len(listed) < 2 or len(lettered) * 3 < len(rows) * 2:
        return
    for low, high in (match for text in lettered.values() for match in re.findall(r"(.)\s*-\s*(.)", text)):
        listed |= {chr(code) for code in range(ord(low), ord(high))}
    whole = any(o.role in ("total", "subtotal") for o in observations)
    if whole or listed == {chr(ord("A") + place) for place in range(len(listed))}:
        return
    for o in observations:
        if o.row in lettered and o.dimensions:
            o.flags.add("parts-differ")


def assign_roles(observations: list[Observed]) -> None:
    """Set part, subtotal, total or single on each observation of one table.

    Figures that have no sum are parts only where a whole is printed beside them.
    """
    by_indicator: dict[str, list[Observed]] = {}
    for o in observations:
        by_indicator.setdefault(o.indicator, []).append(o)
    wholes = whole_codes({o.region_code for o in observations if o.region_code})
    for group in by_indicator.values():
        codes = {o.region_code for o in group if o.region_code}
        levels = all(is_level(o.measure, o.unit) for o in group)
        parents = outer_codes(codes) & wholes
        top = "00" if "00" in codes and len(codes) > 1 else ""
        many = len(codes | {o.region for o in group if not o.region_code}) > 1
        dims = any(o.dimensions for o in group)
        has_whole = bool(parents or top) or any(o.region_total or o.totals for o in group)
        for o in group:
            is_parent = o.region_code in parents or (bool(top) and o.region_code == top)
            is_top = is_parent and not is_within_any(o.region_code, parents)
            summed = o.measure.startswith("count") or o.measure == "money-nominal"
            # A rate said to be of all, with no category beside it, is a whole of nothing.
            if o.region_total or (o.totals and (dims or not levels)) or (is_parent and is_top):
                o.role = "total"
            elif is_parent or o.subtotal:
                o.role = "subtotal"
            elif o.listed:
                o.role = "part"  # an item of a list is a part of what stands above it
            elif o.dimensions or (many and (has_whole or summed)):
                o.role = "part" if has_whole or not levels else "single"
            else:
                o.role = "part" if dims and many and not levels else "single"
