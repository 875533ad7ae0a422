"""The figures of a big table, read by column; the odd cells one by one."""

from __future__ import annotations

import polars as pl

from rupadata.model.source import cell_name
from rupadata.problems import Place, Problem
from rupadata.tables.lexicon.cell_numbers import DIGITS, DecimalMark, decide_mark, read_text
from rupadata.tables.long.long_open import LongTable
from rupadata.tables.meaning.describe import TableFacts

_GROUPED = {
    DecimalMark.DOT: r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$",
    DecimalMark.COMMA: r"^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$",
}
_PLAIN = {
    DecimalMark.DOT: r"^-?\d+(?:\.\d+)?$",
    DecimalMark.COMMA: r"^-?\d+(?:,\d+)?$",
    DecimalMark.UNKNOWN: r"^-?\d+$",
}


def parse_figures(
    table: LongTable, column: int, counts: bool, facts: TableFacts, problems: list[Problem]
) -> pl.DataFrame | None:
    """Return value, decimals, missing and flags of a column, the odd cells read one by one.

    None where each cell has to be judged beside the others.
    """
    series = table.body[str(column)]
    if series.dtype.is_numeric():
        value = _without_noise(series.cast(pl.Float64))
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
    if decision.lost_zeros:
        return None  # cell by cell
    mark = decision.mark
    plain = text.str.contains(_PLAIN[mark])
    grouped = text.str.contains(_GROUPED[mark]) if mark in _GROUPED else pl.lit(False)
    group_sign, decimal_sign = (",", ".") if mark is DecimalMark.DOT else (".", ",")
    cleaned = pl.when(grouped).then(text.str.replace_all(group_sign, "", literal=True)).otherwise(text)
    if mark is DecimalMark.COMMA:
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
    if int(str(frame["_clean"].str.len_bytes().max() or 0)) > DIGITS:
        frame = frame.with_columns(_without_noise(frame["value"]))
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


def _without_noise(values: pl.Series) -> pl.Series:
    """Return figures with no more digits than a spreadsheet program holds, as `read_number` reads each."""
    noisy = values.cast(pl.String).str.count_matches(r"\d") > DIGITS
    places = noisy.fill_null(value=False).arg_true()
    if places.is_empty():
        return values
    told = [float(f"{value:.{DIGITS}g}") for value in values.gather(places).to_list()]
    return values.scatter(places, told)


def _report_odd(
    table: LongTable, frame: pl.DataFrame, column: int, facts: TableFacts, problems: list[Problem]
) -> None:
    bad = frame.with_row_index("_row", offset=table.top).filter(
        (pl.col("_m") == "unreadable") | pl.col("_f").str.contains("damaged")
    )
    for row, text, value in bad.head(200).select("_row", "_text", "value").iter_rows():
        where = Place(facts.context.file, facts.sheet.name, cell_name(row, column))
        problems.append(
            Problem.of("cell-unreadable", where, text=text[:40])
            if value is None
            else Problem.of("number-damaged", where, text=text[:40], value=value)
        )


def _report_mark(
    table: LongTable,
    column: int,
    mark: DecimalMark,
    doubtful: bool,
    count: int,
    facts: TableFacts,
    problems: list[Problem],
) -> None:
    problems.append(
        Problem.of(
            "number-mark-ambiguous" if doubtful else "number-mark-inferred",
            Place(facts.context.file, facts.sheet.name, cells_of_body(table, column, column)),
            variant="comma" if mark is DecimalMark.COMMA else "dot",
            count=count,
        )
    )


def cells_of_body(table: LongTable, first: int, last: int) -> str:
    """Return the range of some columns of the body."""
    return f"{cell_name(table.top, first)}:{cell_name(table.top + table.body.height - 1, last)}"
