"""Long tables of millions of rows: the same meanings as `tidy`, found once for each distinct key and joined.

A column that the rows of a long table repeat is read once for each distinct value; figures are parsed
by column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rupadata.language import say
from rupadata.model.observations import OBSERVATION_SCHEMA, dimensions_json
from rupadata.model.source import cell_name, column_letters
from rupadata.model.thresholds import SMALL_CELL
from rupadata.problems import Place, Problem, Severity
from rupadata.regions.gazetteer import outer_codes
from rupadata.tables.blocks import Block, find_blocks
from rupadata.tables.cell_formats import first_filled, is_surely_plain, shows_percent
from rupadata.tables.columns import Column, Role, classify_columns
from rupadata.tables.consistency import MAX_CHECKED
from rupadata.tables.context import Context, title_of_stem, without_letterhead, without_publication
from rupadata.tables.describe import (
    TableFacts,
    describe,
    has_shares_beside,
    names_kinds,
    period_of,
    region_of,
    table_period,
)
from rupadata.tables.meanings import ValueMeaning, read_meanings
from rupadata.tables.naming import people_case, title_parts
from rupadata.tables.numbers import Mark, decide_mark, read_text
from rupadata.tables.periods import months_of_days
from rupadata.tables.privacy import (
    counts_people,
    point_out_dropped,
    small_cells,
    stop_for_personal_data,
)
from rupadata.tables.refusals import DAMAGED, check_archive, check_members, damaged
from rupadata.tables.reports import code_against_name, no_period, no_region
from rupadata.tables.row_types import RowMeaning, RowsMeaning
from rupadata.tables.rows import read_rows, settle_home
from rupadata.tables.sheet import CellValue, Sheet
from rupadata.tables.tidy import dimensions_of_rows, read_notes, title_of, without_columns
from rupadata.tables.units import counts_things, parse_unit, take_unit

MIN_BYTES = 1_500_000
_UNNAMED = re.compile(r"__UNNAMED__\d+|(?:_\d+)?")
"""What fastexcel calls columns whose header is blank, or an empty text."""
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
MIN_ROWS = 20_000
MIN_CELLS = MAX_CHECKED
"""Cells from which on a table of fewer rows is read the short way too: no figures are compared beyond."""
SAMPLE_ROWS = 400
MAX_KEYS = 250_000
MAX_ABOVE = 12
"""Rows above a header or below a body that may tell of the table."""
MAX_ROWS_READ_SINGLY = 200_000
"""Rows up to which a table is better read row by row than with a column misunderstood."""
_REGION_ROLES = (Role.REGION_CODE, Role.REGION_NAME)
_PERIOD_ROLES = (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD)
_LABEL_ROLES = (Role.LABEL, Role.UNIT, Role.PRODUCER)
_GROUPED = {Mark.DOT: r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$", Mark.COMMA: r"^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$"}
_PLAIN = {Mark.DOT: r"^-?\d+(?:\.\d+)?$", Mark.COMMA: r"^-?\d+(?:,\d+)?$", Mark.UNKNOWN: r"^-?\d+$"}


@dataclass(frozen=True, slots=True)
class LongTable:
    """A long table: its body as a frame with columns `0`, `1` ... in order, and what stands above it with
    its first rows as a sheet; `notes` are the lines below it."""

    sheet: Sheet
    body: pl.DataFrame
    notes: Sequence[str] = ()
    top: int = 1
    """The row of the sheet, from 0, in which the body begins."""


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
    own_title, office = without_letterhead(without_publication(whole_title))
    title = own_title or context.title or title_of_stem(context.stem)
    notes, producer = read_notes(table.notes)
    indicator_title, title_dimensions = title_parts(title) if title else ("", ())
    home_region, _ = context.home(whole_title, notes=f"{producer} {'; '.join(notes)}"[:400])
    home = home_region.code if home_region else context.region
    of_rows = dimensions_of_rows(columns)
    free = [d for d in title_dimensions if d not in of_rows]
    labelled = any(c.role is Role.LABEL for c in columns)
    meanings = read_meanings(values, free, home, "" if labelled else indicator_title)
    groups: list[KeyGroup] = []
    for roles in (_REGION_ROLES, _PERIOD_ROLES, _LABEL_ROLES):
        members = [c for c in columns if c.role in roles]
        found = _read_group(table, members, home, title_dimensions)
        if found is None:
            return None
        groups.append(found)
    home = settle_home(RowsMeaning(groups[0].meanings, home=home)) or home
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
    )
    problems = point_out_dropped(sheet, block, columns, context)
    frames = [_value_frame(table, facts, title, meaning, groups, problems) for meaning in meanings]
    if table.body.height <= MAX_ROWS_READ_SINGLY and any(map(_is_mostly_text, frames)):
        return None  # the first rows misled about a column
    observations = pl.concat(frames) if len(frames) > 1 else frames[0]
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
        problems.append(
            Problem(
                "checks-skipped",
                Severity.INFO,
                Place(context.file, sheet.name),
                say(
                    id=f"Tabel memuat {table.body.height} baris; pemeriksaan antar angka dilewati.",
                    en=f"The table has {table.body.height} rows; checks between figures are left out.",
                ),
            )
        )
    return observations, problems


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


def _is_mostly_text(frame: pl.DataFrame) -> bool:
    """Tell whether a column taken for figures holds more texts than figures."""
    return (frame["missing"] == "unreadable").sum() > frame["value"].count()


def _is_plain(table: LongTable, block: Block) -> bool:
    whole = tuple(range(table.top, table.sheet.height))
    # A row that numbers the columns may stand between the header and the figures.
    near = bool(block.headers) and table.top - 2 <= block.headers[-1] < table.top
    return near and not block.groups and block.body == whole


@dataclass(frozen=True, slots=True)
class KeyGroup:
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
    table: LongTable, members: Sequence[Column], home: str, title_dimensions: Sequence[str]
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
    block = Block((), (0,), tuple(range(1, len(rows))), frozenset(), (), 0, width - 1)
    found = read_rows(mini, block, members, home, title_dimensions, columns_measure=True)
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
    problems: list[Problem],
) -> pl.DataFrame:
    """Return the observations of one column of figures."""
    by_region, by_period, by_label = groups
    text = pl.String()
    regions = [region_of(row, meaning, facts.home) for row in by_region.meanings]
    codes = {region.code for region, _ in regions if region is not None}
    parents = outer_codes(codes)
    if "00" in codes and len(codes) > 1:
        parents.add("00")
    is_parent = [
        row.region_total or (region is not None and region.code in parents)
        for row, (region, _) in zip(by_region.meanings, regions)
    ]
    periods = [period_of(row, meaning, facts.period) for row in by_period.meanings]
    months = months_of_days({iso for iso, _ in periods})
    periods = [(iso[:7] if iso in months else iso, own) for iso, own in periods]
    described = [describe(row, meaning, facts, title) for row in by_label.meanings]
    is_total = [
        bool(d.totals) or row.is_total or meaning.is_total for d, row in zip(described, by_label.meanings)
    ]
    counts = counts_things(described[0].unit, described[0].indicator)
    figures = _parse_figures(table, meaning.index, counts, facts, problems)
    many = len(codes) > 1
    whole = bool(parents) or any(is_total)
    additive = [d.measure.startswith("count") or d.measure == "money-nominal" for d in described]
    is_part = [bool(d.dimensions) or (many and (whole or a)) for d, a in zip(described, additive)]
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
        by_label.spread(is_total, pl.Boolean()).alias("_total"),
        by_label.spread(is_part, pl.Boolean()).alias("_part"),
        by_label.spread(quiet, pl.Boolean()).alias("_quiet"),
        by_region.spread([region.code if region else "" for region, _ in regions], text).alias("region_code"),
        by_region.spread([region.name if region else name for region, name in regions], text).alias("region"),
        by_region.spread(is_parent, pl.Boolean()).alias("_parent"),
        by_period.spread([iso for iso, _ in periods], text).alias("period"),
        by_period.spread([";".join(own) for _, own in periods], text).alias("_period_flags"),
    )
    role = (
        pl.when(pl.col("_total") | pl.col("_parent"))
        .then(pl.lit("total"))
        .when(pl.col("_part"))
        .then(pl.lit("part"))
        .otherwise(pl.lit("single"))
    )
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


def _parse_figures(
    table: LongTable, column: int, counts: bool, facts: TableFacts, problems: list[Problem]
) -> pl.DataFrame:
    """Return value, decimals, missing and flags of a column, the odd cells read one by one."""
    series = table.body[str(column)]
    if series.dtype.is_numeric():
        value = series.cast(pl.Float64)
        decimals = (
            pl.when(pl.col("value") == pl.col("value").round())
            .then(0)
            .otherwise(pl.col("value").cast(pl.String).str.extract(r"\.(\d+)$").str.len_bytes().clip(0, 6))
        )
        return pl.DataFrame({"value": value}).with_columns(
            decimals.cast(pl.Int16).alias("decimals"),
            pl.when(pl.col("value").is_null()).then(pl.lit("blank")).otherwise(pl.lit("")).alias("missing"),
            pl.lit("").alias("_flags"),
        )
    text = pl.col("_text")
    if series.dtype == pl.Categorical():
        series = series.cast(pl.String)
    whole = series.cast(pl.Float64, strict=False)
    if whole.null_count() == series.null_count() and not series.str.contains(r"[.,eEnN+ ]").any():
        return pl.DataFrame({"value": whole}).with_columns(
            pl.when(pl.col("value").is_not_null()).then(0).cast(pl.Int16).alias("decimals"),
            pl.when(pl.col("value").is_null()).then(pl.lit("blank")).otherwise(pl.lit("")).alias("missing"),
            pl.lit("").alias("_flags"),
        )
    frame = pl.DataFrame({"_text": series.cast(pl.String).str.strip_chars()})
    marked = frame.lazy().filter(text.str.contains(r"[.,]")).select(text.unique()).collect()["_text"]
    decision = decide_mark(
        marked.head(200_000).drop_nulls().to_list() + ([] if marked.len() else ["0"]), whole_unit=counts
    )
    mark = decision.mark
    plain = text.str.contains(_PLAIN[mark])
    grouped = text.str.contains(_GROUPED[mark]) if mark in _GROUPED else pl.lit(False)
    group_sign, decimal_sign = (",", ".") if mark is Mark.DOT else (".", ",")
    cleaned = pl.when(grouped).then(text.str.replace_all(group_sign, "", literal=True)).otherwise(text)
    if mark is Mark.COMMA:
        cleaned = cleaned.str.replace(decimal_sign, ".", literal=True)
    ok = plain | grouped
    frame = frame.with_columns(pl.when(ok).then(cleaned).alias("_clean"))
    odd = (
        frame.lazy()
        .filter(pl.col("_clean").is_null() & text.is_not_null() & (text != ""))
        .select(text.unique())
        .collect()["_text"]
    )
    figures = {t: read_text(t, mark) for t in odd.to_list()}
    dot = pl.col("_clean").str.find(".", literal=True)
    frame = frame.with_columns(
        pl.col("_clean").cast(pl.Float64, strict=False).alias("value"),
        pl.when(pl.col("_clean").is_not_null())
        .then((pl.col("_clean").str.len_bytes() - dot - 1).fill_null(0))
        .cast(pl.Int16)
        .alias("decimals"),
    )
    if figures:
        lookup = pl.DataFrame(
            {
                "_text": list(figures),
                "_v": [f.value if f else None for f in figures.values()],
                "_d": [f.decimals if f else None for f in figures.values()],
                "_m": [f.missing if f else "unreadable" for f in figures.values()],
                "_f": [";".join(f.flags) if f else "" for f in figures.values()],
            },
            schema={"_text": pl.String, "_v": pl.Float64, "_d": pl.Int16, "_m": pl.String, "_f": pl.String},
        )
        frame = frame.join(lookup, on="_text", how="left", maintain_order="left")
        frame = frame.with_columns(
            pl.col("value").fill_null(pl.col("_v")), pl.col("decimals").fill_null(pl.col("_d"))
        )
        _report_odd(table, frame, column, facts, problems)
        missing = (
            pl.when(pl.col("value").is_not_null()).then(pl.lit("")).otherwise(pl.col("_m").fill_null("blank"))
        )
        flags = pl.col("_f").fill_null("")
    else:
        missing = pl.when(pl.col("value").is_not_null()).then(pl.lit("")).otherwise(pl.lit("blank"))
        flags = pl.lit("")
    if decision.ambiguous:
        _report_mark(table, column, decision.mark, decision.doubtful, decision.ambiguous, facts, problems)
    return frame.select("value", "decimals", missing.alias("missing"), flags.alias("_flags"))


def _report_odd(
    table: LongTable, frame: pl.DataFrame, column: int, facts: TableFacts, problems: list[Problem]
) -> None:
    bad = frame.with_row_index("_row", offset=table.top).filter(
        (pl.col("_m") == "unreadable") | pl.col("_f").str.contains("damaged")
    )
    for row, text, value in bad.head(200).select("_row", "_text", "value").iter_rows():
        damaged = value is not None
        problems.append(
            Problem(
                "number-damaged" if damaged else "cell-unreadable",
                Severity.WARNING,
                Place(facts.context.file, facts.sheet.name, cell_name(row, column)),
                say(
                    id=f'"{text[:40]}" bukan penulisan angka yang sah.',
                    en=f'"{text[:40]}" is no valid way to write a figure.',
                ),
                say(id="Periksa angkanya pada sumber.", en="Check the figure at its source."),
            )
        )


def _report_mark(
    table: LongTable,
    column: int,
    mark: Mark,
    doubtful: bool,
    count: int,
    facts: TableFacts,
    problems: list[Problem],
) -> None:
    comma = mark is Mark.COMMA
    problems.append(
        Problem(
            "number-mark-ambiguous" if doubtful else "number-mark-inferred",
            Severity.WARNING if doubtful else Severity.INFO,
            Place(
                facts.context.file,
                facts.sheet.name,
                _cells(table, column, column),
            ),
            say(
                id=f"{count} angka dapat dibaca dua cara; dipakai {'koma' if comma else 'titik'} sebagai "
                f"tanda desimal.",
                en=f"{count} figures can be read in two ways; {'comma' if comma else 'dot'} is taken for "
                f"decimals.",
            ),
        )
    )


def _cells(table: LongTable, first: int, last: int) -> str:
    """Return the range of some columns of the body."""
    return f"{cell_name(table.top, first)}:{cell_name(table.top + table.body.height - 1, last)}"


def _unknown_regions(
    rows: Sequence[RowMeaning], table: LongTable, values: Sequence[Column], context: Context
) -> list[Problem]:
    unknown = [row for row in rows if row.region_unknown]
    if not unknown:
        return []
    cells = _cells(table, values[0].index, values[-1].index)
    names = ", ".join(row.region_text for row in unknown[:5])
    # One range for all: which rows they are is told by the empty region code.
    return [
        Problem(
            "region-unknown",
            Severity.WARNING,
            Place(context.file, table.sheet.name, cells),
            say(
                id=f"{len(unknown)} wilayah tidak dikenal: {names}.",
                en=f"{len(unknown)} regions are not known: {names}.",
            ),
            say(id="Tambahkan kode wilayahnya.", en="Add their codes."),
        )
    ]


def open_long(data: bytes) -> LongTable | None:
    """Return a big file as a long table, None when it is small or of another shape."""
    if data.startswith(b"PK"):
        return open_long_sheet(data) if len(data) > 1_000_000 else None
    return (
        open_long_text(data)
        if data[:1].isalnum() or data[:3] in (b"\xef\xbb\xbf",) or data[:1] == b'"'
        else None
    )


def open_long_text(data: bytes) -> LongTable | None:
    """Return a long text table as a frame of texts; None when it is small or not plain."""
    if len(data) < MIN_BYTES or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    from rupadata.tables.delimited import find_separator, read_delimited

    head = data[: 512 * 1024]
    head = head[: head.rfind(b"\n") + 1]
    if not head or re.search(rb"\n\s*\n", head):
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    separator = find_separator(text)
    sheet = read_delimited(head)[0]
    sheet = Sheet("", sheet.rows[: SAMPLE_ROWS + 1], text_numbers=True)
    kinds = [
        _kind_of_column([row[i] if i < len(row) else "" for row in sheet.rows[1:]])
        for i in range(sheet.width)
    ]
    body = _load_text(data, separator, kinds)
    if body is None and pl.Int64 in kinds:
        body = _load_text(data, separator, [pl.String() if kind == pl.Int64 else kind for kind in kinds])
    if body is None or _is_small(body) or body.width != len(sheet.rows[0]):
        return None
    return LongTable(sheet, body)


def _kind_of_column(sample: Sequence[CellValue]) -> pl.DataType:
    """Return how a column is kept: few distinct texts by number, plain whole figures as such, else as text.

    Columns of five million rows take a quarter of the memory that their texts would.
    """
    texts = [str(value) for value in sample if value]
    if len(set(texts)) * 2 <= len(texts):
        return pl.Categorical()
    return pl.Int64() if all(_WHOLE.fullmatch(text) for text in texts) else pl.String()


def _load_text(data: bytes, separator: str, kinds: Sequence[pl.DataType]) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            data,
            separator=separator,
            has_header=False,
            skip_rows=1,
            schema={str(i): kind for i, kind in enumerate(kinds)},
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None


def open_long_sheet(data: bytes) -> LongTable | None:
    """Return the one sheet of a big workbook as a typed frame; None when it is not long and plain."""
    import fastexcel

    archive = check_archive(data)
    try:
        plain = is_surely_plain(archive)
    except DAMAGED as error:
        raise damaged() from error
    if not plain:
        check_members(archive)
        if shows_percent(archive):
            return None  # whose cells they are is found by the ordinary way
    corner = first_filled(archive)
    if corner is None or corner[1] > 0:
        return None  # a frame does not tell in which column it begins
    try:
        book = fastexcel.read_excel(data)
        if len(book.sheet_names) != 1:
            return None
        body = book.load_sheet(0, header_row=0).to_polars()
        above: list[list[CellValue]] = [list(body.columns)]
        if any(_UNNAMED.fullmatch(name) for name in body.columns):
            above = _rows_above(body)
            body = book.load_sheet(0, header_row=None, skip_rows=corner[0] + len(above)).to_polars()
    except Exception:
        return None  # the ordinary way tells what is wrong
    if _is_small(body) or any(dtype.is_temporal() for dtype in body.dtypes):
        return None
    body, notes = _without_notes(body)
    head = body.head(SAMPLE_ROWS)
    blank: list[list[CellValue]] = [[None] for _ in range(corner[0])]  # a frame begins below them
    above = [*blank, *above]
    rows: list[list[CellValue]] = [*above, *(list(row) for row in head.iter_rows())]
    body = body.rename({name: str(i) for i, name in enumerate(body.columns)})
    return LongTable(Sheet(book.sheet_names[0], rows), body, notes, len(above))


def _is_small(body: pl.DataFrame) -> bool:
    return body.height < MIN_ROWS and body.height * body.width < MIN_CELLS


def _rows_above(body: pl.DataFrame) -> list[list[CellValue]]:
    """Return the rows above the figures of a sheet whose first row was taken for its header."""
    first: list[CellValue] = [None if _UNNAMED.fullmatch(name) else name for name in body.columns]
    rows = [first, *(list(row) for row in body.head(4 * MAX_ABOVE).iter_rows())]
    blocks = find_blocks(Sheet("", rows, text_numbers=True))
    return rows[: blocks[0].body[0]] if blocks else []


def _without_notes(body: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Return a body without the lines below it, and these: they stand alone in their first cell."""
    notes: list[str] = []
    for row in body.tail(MAX_ABOVE).reverse().iter_rows():
        if any(value is not None and str(value).strip() for value in row[1:]):
            break
        notes.append(str(row[0] or ""))
    return body.head(body.height - len(notes)), notes[::-1]
