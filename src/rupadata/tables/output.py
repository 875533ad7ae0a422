"""Write observations as CSV, XLSX, JSON or Parquet; text that a spreadsheet would run as a formula is
disarmed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import polars as pl
import xlsxwriter

from rupadata.errors import UsageError
from rupadata.language import in_both
from rupadata.whole_files import whole_file

FORMATS = (".csv", ".parquet", ".xlsx", ".json")


def disarm(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that spreadsheet programs take for formulas."""
    columns = [name for name, kind in frame.schema.items() if kind == pl.String]
    risky = pl.col(columns).str.contains("^[\\s\x00]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
    return frame.with_columns(
        pl.when(risky).then(pl.lit("'") + pl.col(columns)).otherwise(pl.col(columns)).name.keep()
    )


def as_csv(frame: pl.DataFrame) -> str:
    """Return observations as the text of a CSV file."""
    return disarm(frame).write_csv()


def check_format(path: Path) -> None:
    """Refuse an output whose ending names no format."""
    if path.suffix.casefold() not in FORMATS:
        raise UsageError(
            in_both(
                id=f"Format keluaran {path.suffix or path.name!r} tidak dikenal.",
                en=f"Unknown output format {path.suffix or path.name!r}.",
            ),
            code="output-format-unknown",
            hint=in_both(
                id="Gunakan .csv, .parquet, .xlsx, atau .json.", en="Use .csv, .parquet, .xlsx or .json."
            ),
        )


def write_observations(frame: pl.DataFrame, path: Path) -> None:
    """Write observations in the format that the path's ending names, whole or not at all."""
    check_format(path)
    suffix = path.suffix.casefold()
    with whole_file(path) as part:
        if suffix == ".csv":
            with part.open("wb") as file:
                disarm(frame).write_csv(file)
        elif suffix == ".parquet":
            frame.write_parquet(part, compression="zstd", statistics=True)
        elif suffix == ".json":
            part.write_text(_as_json(frame), encoding="utf-8")
        else:
            part.write_bytes(_as_xlsx(frame))


def _as_json(frame: pl.DataFrame) -> str:
    rows = frame.to_dicts()
    for row in rows:
        row["dimensions"] = json.loads(row["dimensions"])
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _as_xlsx(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False},
    )
    sheet = book.add_worksheet("observasi")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, name, bold)
    for index, row in enumerate(disarm(frame).iter_rows(), 1):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, (int, float)):
                sheet.write_number(index, column, value)
            else:
                sheet.write_string(index, column, str(value)[:32767])
    book.close()
    return buffer.getvalue()
