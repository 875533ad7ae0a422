"""Long tables of millions of rows: the same meanings as `tidy`, found once for each distinct key and joined.

A column that the rows of a long table repeat is read once for each distinct value; figures are parsed
by column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from msgspec import Struct

from rupadata.model.observations import OBSERVATION_SCHEMA, dimensions_json
from rupadata.model.source import cell_name, column_letters
from rupadata.model.thresholds import SMALL_CELL
from rupadata.problems import Place, Problem
from rupadata.regions.regions import Regions
from rupadata.tables.agreement.consistency import has_most
from rupadata.tables.lexicon.cell_units import counts_in_fractions, counts_things, parse_unit, take_unit
from rupadata.tables.lexicon.naming import find_list, people_case, title_parts
from rupadata.tables.lexicon.periods import months_of_days
from rupadata.tables.lexicon.table_words import PATH, is_total, known_category
from rupadata.tables.long.long_check import MOST_READ_SINGLY
from rupadata.tables.long.long_figures import cells_of_body, parse_figures
from rupadata.tables.long.long_open import LongTable
from rupadata.tables.long.long_roles import ROLES, Label, RowRegion, Whole, find_roles, tell_wholes
from rupadata.tables.meaning.describe import (
    TableFacts,
    describe,
    find_owners,
    has_shares_beside,
    names_kinds,
    period_of,
    region_of,
    table_period,
)
from rupadata.tables.meaning.meanings import ValueMeaning, read_meanings
from rupadata.tables.meaning.row_labels import are_regions, is_listed
from rupadata.tables.meaning.rows import read_rows, settle_home
from rupadata.tables.opening.context import Context, title_of_stem, without_letterhead, without_publication
from rupadata.tables.reading.privacy import (
    counts_people,
    point_out_dropped,
    small_cells,
    stop_for_personal_data,
)
from rupadata.tables.reading.reports import code_against_name, no_period, no_region
from rupadata.tables.reading.tidy import (
    are_rupiah,
    dimensions_of_rows,
    have_years,
    of_province,
    read_notes,
    title_of,
    without_columns,
)
from rupadata.tables.shape.blocks import TableBlock, find_blocks
from rupadata.tables.shape.coded_rows import find_code_columns
from rupadata.tables.shape.columns import Column, Role, classify_columns
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import CellValue, Sheet

MAX_KEYS = 250_000
_REGION_ROLES = (Role.REGION_CODE, Role.REGION_NAME)
_PERIOD_ROLES = (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD)
_LABEL_ROLES = (Role.LABEL, Role.UNIT, Role.PRODUCER)


def tidy_long(
    table: LongTable, context: Context, drop_columns: Sequence[str] = (), small_cell: int = SMALL_CELL
) -> tuple[pl.DataFrame, list[Problem]] | None:
    """Return the observations of a long table and its problems; None when it is not plain enough for this
    way."""
    sheet = table.sheet
    blocks = find_blocks(sheet)
    if len(blocks) != 1 or not _is_plain(table, blocks[0]):
        return None
    block = blocks[0]
    columns = without_columns(classify_columns(sheet, block), drop_columns)
    values = [c for c in columns if c.role is Role.VALUE]
    keys = [c for c in columns if c.role not in (Role.VALUE, Role.IGNORED, Role.ID)]
    if not values or any(c.span > 1 for c in columns) or not keys:
        return None
    personal = stop_for_personal_data(sheet, block, columns, context)
    if personal:
        return pl.DataFrame(schema=OBSERVATION_SCHEMA), personal

    whole_title = title_of(sheet, block) or sheet.title
    own_title, office = without_letterhead(without_publication(whole_title), context.glossary)
    title = own_title or context.title or title_of_stem(context.stem)
    notes, producer = read_notes(table.notes)
    indicator_title, title_dimensions = title_parts(context.regions, title) if title else ("", ())
    home_region, _ = context.home(of_province(own_title), whole_title, notes=producer)
    home = home_region.code if home_region else context.region
    of_rows = dimensions_of_rows(columns)
    free = [d for d in title_dimensions if d not in of_rows]
    columns = _with_regions(table, block, columns, context.regions, home)
    values = [c for c in columns if c.role is Role.VALUE]
    labelled = any(c.role is Role.LABEL for c in columns)
    meanings = read_meanings(
        values,
        free,
        context.regions,
        home,
        "" if labelled else indicator_title,
        years_in_rows=have_years(columns),
        title=title,
    )
    groups: list[KeyGroup] = []
    for roles in (_REGION_ROLES, _PERIOD_ROLES, _LABEL_ROLES):
        members = [c for c in columns if c.role in roles]
        found = _read_group(table, members, context.regions, home, title_dimensions)
        if found is None:
            return None
        groups.append(found)
    if table.height <= MOST_READ_SINGLY and _lists_items(groups[2]):
        return None
    home = settle_home(RowsMeaning(groups[0].meanings, context.regions, home=home)) or home
    facts = TableFacts(
        sheet,
        context,
        home,
        table_period(own_title, sheet, context),
        parse_unit(sheet.unit) or take_unit(title)[1],
        indicator_title,
        {},
        producer or context.producer or people_case(office),
        "; ".join((*notes, *filter(None, (sheet.notes,))))[:1000],
        len({m.name for m in meanings if m.name}) <= 1,
        names_kinds(meanings, indicator_title),
        has_shares_beside(meanings),
        find_owners(dict.fromkeys(name for row in groups[2].meanings for name in row.dimensions), meanings),
        listed=find_list(indicator_title, (m.name for m in meanings)),
    )
    problems = point_out_dropped(sheet, block, columns, context)
    frames: list[pl.DataFrame] = []
    labels = [_labels_of(meaning, groups[2], facts, title) for meaning in meanings]
    wholes = tell_wholes([label for of_column in labels for label in of_column])
    for meaning, of_column in zip(meanings, labels):
        frame = _value_frame(table, facts, title, meaning, groups, of_column, wholes, problems)
        if frame is None:
            return None
        told = meaning.unit or facts.unit or any(row.unit for row in groups[2].meanings)
        frames.append(frame if told else _in_rupiah(frame))
    if table.body.height <= MOST_READ_SINGLY and any(map(_is_mostly_text, frames)):
        return None  # the first rows misled about a column
    observations = pl.concat(frames) if len(frames) > 1 else frames[0]
    if table.height <= MOST_READ_SINGLY and _may_scale_wrongly(observations):
        return None
    observations, small = _flag_small_cells(observations, small_cell)
    if small:
        problems.append(small_cells(Place(context.file, sheet.name), small, small_cell))
    if observations["period"].n_unique() == 1 and not observations["period"][0]:
        problems.append(no_period(sheet, context))
    if not home and not any(row.region or row.region_text for row in groups[0].meanings):
        problems.append(no_region(sheet, context))
    problems += _unknown_regions(groups[0].meanings, table, values, context)
    problems += [
        code_against_name(
            Place(context.file, sheet.name, cell_name(row + table.top, values[0].index)), code, name
        )
        for row, code, name in groups[0].against
    ]
    if observations.height > 0:
        problems.append(Problem.of("checks-skipped", Place(context.file, sheet.name), rows=table.body.height))
    return observations, problems


def _with_regions(
    table: LongTable, block: TableBlock, columns: Sequence[Column], regions: Regions, home: str
) -> list[Column]:
    """Return the columns with those of labels that are names of regions, as the ordinary way finds them."""
    columns = find_code_columns(table.sheet, block, columns, regions, home)
    if any(c.role in _REGION_ROLES for c in columns):
        return columns
    for column in columns:
        if column.role is not Role.LABEL:
            continue
        texts = table.body[str(column.index)].cast(pl.String).unique(maintain_order=True).drop_nulls()
        parts = [text for text in texts.head(MAX_KEYS).to_list() if text.strip() and not is_total(text)]
        known = sum(known_category(text) is not None for text in parts[:1000])
        if parts and known * 10 < len(parts[:1000]) * 6 and are_regions(column, parts, regions, home):
            found = column.with_role(Role.REGION_NAME, "called as regions")
            return [found if c is column else c for c in columns]
    return columns


def _flag_small_cells(frame: pl.DataFrame, threshold: int) -> tuple[pl.DataFrame, int]:
    """Flag counts of few persons; return the frame and how many there are."""
    small = (frame["value"] > 0) & (frame["value"] < threshold) & (frame["decimals"] == 0)
    if not small.any():
        return frame, 0
    kinds = ["indicator", "unit", "measure"]
    of_people = frame.filter(small).select(kinds).unique()
    of_people = of_people.filter([counts_people(*kind) for kind in of_people.iter_rows()])
    if of_people.is_empty():
        return frame, 0
    people = frame.select(pl.struct(kinds).is_in(of_people.to_dicts()).alias("people"))["people"]
    small = (small & people).fill_null(value=False)
    flags = pl.concat_str(pl.lit("small-cell"), pl.col("flags"), separator=";").str.strip_chars_end(";")
    ordered = flags.str.split(";").list.sort().list.join(";")
    return frame.with_columns(flags=pl.when(small).then(ordered).otherwise("flags")), int(small.sum())


def _in_rupiah(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of a column, amounts of money without a unit in rupiah where their size tells it."""
    amounts = (pl.col("unit") == "") & (pl.col("measure") == "money-nominal") & (pl.col("value") != 0)
    found = frame.filter(amounts)
    said = " ".join([*found["indicator"].unique().to_list(), *found["table"].unique().to_list()])
    if not are_rupiah(said, found["value"].to_list()):
        return frame
    return frame.with_columns(unit=pl.when(amounts).then(pl.lit("rupiah")).otherwise("unit"))


def _is_mostly_text(frame: pl.DataFrame) -> bool:
    """Tell whether a column taken for figures holds more texts than figures."""
    return (frame["missing"] == "unreadable").sum() > frame["value"].count()


def _lists_items(labels: KeyGroup) -> bool:
    """Tell whether any label is an item of a list, a part of what the row above it names."""
    return any(map(is_listed, {label for row in labels.meanings for label in row.labels}))


def _may_scale_wrongly(observations: pl.DataFrame) -> bool:
    """Tell whether any indicator stands in thousands that each of its figures may give the lie to."""
    named = observations.select("indicator", "unit").unique()
    return any(has_most(indicator, unit) for indicator, unit in named.iter_rows())


def _is_plain(table: LongTable, block: TableBlock) -> bool:
    whole = tuple(range(table.top, table.sheet.height))
    # A row that numbers the columns may stand between the header and the figures.
    near = bool(block.headers) and table.top - 2 <= block.headers[-1] < table.top
    return near and not block.groups and block.body == whole


class KeyGroup(Struct, frozen=True):
    """Some key columns read together: what each distinct combination means, and which one each row has."""

    meanings: list[RowMeaning]
    index: pl.Series | None
    """For each row the position in `meanings`; None when there is only one."""
    against: Sequence[tuple[int, str, str]] = ()
    """First row of the body (from 0), code and name of each pair that contradict each other."""

    def spread(self, values: Sequence[object], dtype: pl.DataType) -> pl.Series | pl.Expr:
        """Return a value for each row from one value for each meaning."""
        if self.index is None or len(set(values)) == 1:
            return pl.lit(values[0], dtype=dtype)
        return pl.Series(values, dtype=dtype).gather(self.index)


def _read_group(
    table: LongTable,
    members: Sequence[Column],
    regions: Regions,
    home: str,
    title_dimensions: Sequence[str],
) -> KeyGroup | None:
    """Read the distinct combinations of some key columns."""
    if not members:
        return KeyGroup([RowMeaning(0)], None)
    code: np.ndarray | None = None
    size = 1
    for column in members:
        own, count = _codes(table.body[str(column.index)])
        if count > 1:
            if size * count > 2**62:
                return None
            code = own if code is None else code * count + own
            size *= count
    if code is None:
        first, index = np.zeros(1, dtype=np.int64), None
    else:
        first, index = _number_combinations(code, size)
    if len(first) > MAX_KEYS:
        return None
    distinct = table.body.select([str(c.index) for c in members])[first]
    width = table.sheet.width
    rows: list[list[CellValue]] = [list(table.sheet.rows[table.top - 1])]
    for values in distinct.iter_rows():
        row: list[CellValue] = [None] * width
        for column, value in zip(members, values):
            row[column.index] = value
        rows.append(row)
    mini = Sheet(table.sheet.name, rows)
    block = TableBlock((), (0,), tuple(range(1, len(rows))), frozenset(), (), 0, width - 1)
    found = read_rows(mini, block, members, regions, home, title_dimensions, columns_measure=True)
    against = [(int(first[row - 1]), code, name) for row, code, name in found.against]
    return KeyGroup(found.rows, None if index is None else pl.Series(index), against)


def _codes(series: pl.Series) -> tuple[np.ndarray, int]:
    """Number the distinct values of a column from 0; blank is one of them."""
    if series.dtype != pl.Categorical:
        texts = series if series.dtype == pl.String else series.cast(pl.String)
        series = texts.cast(pl.Enum(texts.unique().drop_nulls()))
    # Categories are numbered over all columns: those that stand here get numbers of their own.
    own = series.to_physical().cast(pl.Int64).fill_null(-1).to_numpy() + 1
    present = np.zeros(int(own.max(initial=0)) + 1, dtype=np.bool_)
    present[own] = True
    number = np.cumsum(present, dtype=np.int64) - 1
    return number[own], int(present.sum())


def _number_combinations(code: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the first row of each combination, in the order of the table, and the combination of each
    row."""
    if size <= 4_000_000:
        last = np.full(size, -1, dtype=np.int64)
        last[code[::-1]] = np.arange(len(code) - 1, -1, -1)
        present = np.flatnonzero(last >= 0)
        order = np.argsort(last[present], kind="stable")
        first = last[present][order]
        number = np.empty(size, dtype=np.uint32)
        number[present[order]] = np.arange(len(present), dtype=np.uint32)
        return first, number[code]
    _, first, index = np.unique(code, return_index=True, return_inverse=True)
    return first, index.astype(np.uint32)


def _value_frame(
    table: LongTable,
    facts: TableFacts,
    title: str,
    meaning: ValueMeaning,
    groups: Sequence[KeyGroup],
    labels: Sequence[Label],
    wholes: Mapping[str, Whole],
    problems: list[Problem],
) -> pl.DataFrame | None:
    """Return the observations of one column of figures; None where they are not read by column."""
    by_region, by_period, by_label = groups
    text = pl.String()
    regions = [region_of(row, meaning, facts) for row in by_region.meanings]
    periods = [period_of(row, meaning, facts.period) for row in by_period.meanings]
    months = months_of_days({iso for iso, _ in periods})
    periods = [(iso[:7] if iso in months else iso, own) for iso, own in periods]
    described = [label.described for label in labels]
    counts = counts_things(described[0].unit, described[0].indicator)
    figures = parse_figures(table, meaning.index, counts, facts, problems)
    if figures is None:
        return None
    if counts and counts_in_fractions(described[0].unit, described[0].indicator, figures["value"]):
        return None  # asked about where the table is read cell by cell
    quiet = [d.measure in ("rate", "ratio", "index", "mean") for d in described]
    flags = ";".join(meaning.flags)
    frame = figures.with_columns(
        by_label.spread([d.indicator for d in described], text).alias("indicator"),
        by_label.spread([d.measure for d in described], text).alias("measure"),
        by_label.spread([d.unit for d in described], text).alias("unit"),
        by_label.spread([dimensions_json(d.dimensions) for d in described], text).alias("dimensions"),
        by_label.spread([row.producer or facts.producer for row in by_label.meanings], text).alias(
            "producer"
        ),
        by_label.spread(quiet, pl.Boolean()).alias("_quiet"),
        by_region.spread([region.code if region else "" for region, _ in regions], text).alias("region_code"),
        by_region.spread([region.name if region else name for region, name in regions], text).alias("region"),
        by_period.spread([iso for iso, _ in periods], text).alias("period"),
        by_period.spread([";".join(own) for _, own in periods], text).alias("_period_flags"),
    )
    places = [
        RowRegion(region.code if region else "", name, row.region_total)
        for row, (region, name) in zip(by_region.meanings, regions)
    ]
    role = _roles(labels, by_label, places, by_region, wholes)
    marked = bool(flags) or any(own for _, own in periods) or bool((figures["_flags"] != "").any())
    joined = pl.concat_str("_flags", "_period_flags", pl.lit(flags), separator=";")
    joined = joined.str.replace_all(";;+", ";").str.strip_chars(";")
    missing = pl.col("missing")
    if (figures["missing"] == "nil").any():
        missing = (
            pl.when(pl.col("_quiet") & (missing == "nil")).then(pl.lit("not-available")).otherwise(missing)
        )
    rows = pl.int_range(table.top + 1, table.top + 1 + figures.height, dtype=pl.UInt32).cast(pl.String)
    return frame.select(
        pl.lit(title.replace("\n", " ")).alias("table"),
        "indicator",
        "measure",
        "unit",
        "region_code",
        "region",
        "period",
        "dimensions",
        role.alias("role"),
        "value",
        "decimals",
        missing.alias("missing"),
        (joined if marked else pl.lit("")).alias("flags"),
        "producer",
        pl.lit(facts.notes).alias("notes"),
        pl.lit(facts.context.file).alias("file"),
        pl.lit(facts.sheet.name).alias("sheet"),
        (pl.lit(column_letters(meaning.index)) + rows).alias("cell"),
    )


def _labels_of(meaning: ValueMeaning, by_label: KeyGroup, facts: TableFacts, title: str) -> list[Label]:
    """Return what each label says of the figures of a column."""
    told = [(describe(row, meaning, facts, title), row) for row in by_label.meanings]
    return [
        Label(
            described,
            bool(described.totals) or row.is_total or meaning.is_total,
            any(PATH in label for label in row.labels),
        )
        for described, row in told
    ]


def _roles(
    labels: Sequence[Label],
    by_label: KeyGroup,
    places: Sequence[RowRegion],
    by_region: KeyGroup,
    wholes: Mapping[str, Whole],
) -> pl.Series | pl.Expr:
    """Return the role of each row by its label and its region."""
    text = pl.String()
    if by_label.index is None and by_region.index is None:
        lone = find_roles(labels, places, np.zeros(1, dtype=np.int64), wholes)
        return pl.lit(ROLES[lone[0]], dtype=text)
    code = np.zeros(1, dtype=np.int64)
    if by_label.index is not None:
        code = by_label.index.to_numpy().astype(np.int64) * len(places)
    if by_region.index is not None:
        code = code + by_region.index.to_numpy()
    first, number = _number_combinations(code, len(labels) * len(places))
    roles = find_roles(labels, places, code[first], wholes)
    return pl.Series(ROLES, dtype=text).gather(roles[number])


def _unknown_regions(
    rows: Sequence[RowMeaning], table: LongTable, values: Sequence[Column], context: Context
) -> list[Problem]:
    unknown = [row for row in rows if row.region_unknown]
    if not unknown:
        return []
    cells = cells_of_body(table, values[0].index, values[-1].index)
    names = ", ".join(row.region_text for row in unknown[:5])
    # One range for all: which rows they are is told by the empty region code.
    return [
        Problem.of(
            "region-unknown",
            Place(context.file, table.sheet.name, cells),
            variant="many",
            count=len(unknown),
            regions=names,
        )
    ]
