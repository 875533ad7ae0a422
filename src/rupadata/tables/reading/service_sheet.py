"""A sheet of service data on its way through the reader: where it stands, then as a table like any other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rupadata.tables.lexicon.periods import find_period
from rupadata.tables.opening.context import Context
from rupadata.tables.reading.reports import no_period, no_region
from rupadata.tables.registers.service import read_service_table
from rupadata.tables.registers.service_table import ServicePlace
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.sheet import Sheet, cell_text

_TITLE_ROWS = 6


def tidy_service_sheet(sheet: Sheet, context: Context) -> TidyTable | None:
    """Return the counts and means of a register or survey; None when a sheet is neither."""
    lines = [_only_text(sheet, row) for row in range(min(_TITLE_ROWS, sheet.height))]
    titles = [line for line in (sheet.title, *lines) if line]
    home, _ = context.home(*titles, sheet.name)
    notes = "; ".join(dict.fromkeys(_illustrative_lines(sheet)))
    place = ServicePlace(
        context.regions,
        file=context.file,
        sheet=sheet.name,
        home=sheet.region or context.region or (home.code if home else ""),
        titles=next((line for line in titles if line not in notes), ""),
        period=_year_of(*titles, sheet.name, context.stem) or context.period,
        producer=sheet.producer or context.producer,
        notes=notes,
    )
    found = read_service_table(sheet.rows, place)
    if found is None:
        return None
    observed = [_observed(observation) for observation in found.observations]
    if observed and not place.home:
        found.problems.append(no_region(sheet, context))
    if any(not o.period for o in observed):
        found.problems.append(no_period(sheet, context))
    return TidyTable(found.title, observed, found.problems, home=place.home)


def _illustrative_lines(sheet: Sheet) -> Iterator[str]:
    """Give the lines that say that figures are invented, above a register or below it."""
    ends = {*range(min(_TITLE_ROWS, sheet.height)), *range(max(0, sheet.height - _TITLE_ROWS), sheet.height)}
    for line in (sheet.title, sheet.notes, *(_only_text(sheet, row) for row in sorted(ends))):
        if re.search(r"data contoh", line, re.I):
            yield line


def _only_text(sheet: Sheet, row: int) -> str:
    """Return the text of a row that holds one cell, as titles do."""
    cells = [cell_text(value) for value in sheet.rows[row] if value is not None]
    texts = [text for text in cells if text]
    return " ".join(texts[0].split()) if len(texts) == 1 else ""


def _year_of(*texts: str) -> str:
    for text in texts:
        period = find_period(text)
        if period is not None and period.year and not period.span:
            return f"{period.year}-{period.part}" if period.part else f"{period.year}"
    return ""


def _observed(observation: dict[str, Any]) -> Observed:
    values = dict(observation)
    values["dimensions"] = json.loads(values["dimensions"])
    values["flags"] = set(filter(None, values["flags"].split(";")))
    return Observed(**values)
