"""Lists of single cases, a row with a number of its own for each: no figures until somebody counts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.problems import Place, Problem
from rupadata.tables.lexicon.periods import period_of_cell
from rupadata.tables.opening.context import Context
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.columns import Column, Role
from rupadata.tables.sheet import Sheet, cell_text

_LEAST_ROWS = 10
_LEAST_DESCRIBED = 3
"""How many columns of a few words each tell that rows are cases, where none of them is a day."""


def stop_for_cases(
    sheet: Sheet, block: TableBlock, columns: Sequence[Column], context: Context
) -> list[Problem]:
    """Return an error where the rows of a table are single cases: a marriage of 13 months is no statistics.

    Each row has a number of its own of letters and signs (2/Pdt.G/2024/PN.Tng), and with it a day, or several
    columns that describe the case.
    """
    rows = [row for row in block.body if row not in block.groups][:2000]
    if len(rows) < _LEAST_ROWS:
        return []
    texts = {
        column.index: [cell_text(sheet.value(row, column.index)) for row in rows]
        for column in columns
        if column.role in (Role.LABEL, Role.ID, Role.PERIOD) and column.span == 1
    }
    numbered = [index for index, own in texts.items() if _is_case_number(own)]
    if not numbered:
        return []
    others = {index: own for index, own in texts.items() if index not in numbered}
    days = any(_are_days(own) for own in others.values())
    described = sum(1 < len(set(own)) * 3 <= len(own) for own in others.values())
    if not days and described < _LEAST_DESCRIBED:
        return []
    return [Problem.of("case-list", Place(context.file, sheet.name), cases=len(rows))]


def _is_case_number(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    marked = [
        t for t in filled if re.search(r"\d", t) and re.search(r"[^\W\d_]", t) and re.search(r"[/\-]", t)
    ]
    return (
        len(filled) == len(texts) == len(set(filled))
        and len(marked) * 10 >= len(filled) * 9
        and not _are_days(texts)
    )


def _are_days(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    days = [
        t for t in filled if _DAY.fullmatch(t) or ((p := period_of_cell(t)) is not None and len(p.part) == 5)
    ]
    return bool(filled) and len(days) * 10 >= len(filled) * 8


_DAY = re.compile(r"\d{1,2}[\s/.\-](?:\d{1,2}|[^\W\d_]{3,9})\.?[\s/.\-](?:\d{2}|\d{4})")
