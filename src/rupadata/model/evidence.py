"""Evidence: for a figure that people see, its value, the formula and the cells it comes from.

The formulas are a closed list, so that anybody can recompute a page from its cells without this engine;
`docs/reference/evidence.md` documents each.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from rupadata.decoding import decode_json, unreadable
from rupadata.language import Said
from rupadata.model.source import CellRef

FORMULAS: dict[str, str] = {
    "value": "the one cell",
    "sum": "sum of all cells",
    "mean": "arithmetic mean of all cells",
    "count": "how many cells are listed (or, with a condition in words, how many meet it)",
    "share": "100 x first cell / second cell",
    "share-of-sum": "100 x first cell / sum of all cells, the first included",
    "shares-of-sum": "100 x (sum of the first `of` cells) / sum of all cells",
    "shares-of-total": "100 x (sum of all cells but the last) / last cell",
    "one-in": "last cell / first cell: the N of 'one in N'",
    "one-in-of-sum": "sum of all cells / first cell: the N of 'one in N'",
    "one-in-of-rate": "100 / the one cell, a percentage: the N of 'one in N'",
    "above-limit": "the one cell - a limit of a regulation, which is `of` / 10000",
    "change": "first cell - second cell (of the two: the later first)",
    "growth": "100 x (first cell / second cell - 1)",
    "mean-growth": "100 x ((first cell / second cell)^(1 / years) - 1), years = `of`",
    "mean-change": "(first cell - second cell) / years, years = `of`",
    "ratio": "first cell / second cell",
    "difference": "first cell - second cell, of two regions or two parts",
    "change-of-sums": "sum of the first `of` cells - sum of the others",
    "growth-of-sums": "100 x (sum of the first `of` cells / sum of the others - 1)",
    "ratio-of-sums": "sum of the first `of` cells / sum of the others",
    "contribution": "100 x (first cell - cell `of` + 1) / (sum of the first `of` cells - sum of the others)",
    "rank": "1 + how many of the other cells are greater than the first",
    "rank-low": "1 + how many of the other cells are smaller than the first",
    "max": "greatest of the cells",
    "min": "smallest of the cells",
    "years": "how many years lie between the two periods named, counted as in the text",
    "period": "a period that the cells are of; no computation",
    "bound": "a round class bound, axis tick or threshold chosen by the page; no cell",
    "label": "a name that holds a digit, as found (a code, an age group, a base year); no computation",
}


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """What stands behind one shown figure.

    `shown` is the text as people see it, `value` the full-precision number in `unit`, `cells` in the order
    that the formula speaks of, `of` the count that some formulas need (years, how many of the first).
    """

    shown: str
    value: float
    unit: str
    formula: str
    cells: tuple[CellRef, ...] = ()
    of: int = 0
    scale: float = 1.0
    """What the shown digits are multiplied by to be in `unit`: 1000 where a chart says "ribu" once."""


class ProvenFigure(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One entry of `evidence.json`: the evidence of a figure, and the node of the page that shows it."""

    node: str
    shown: str
    value: float
    unit: str
    formula: str
    cells: tuple[CellRef, ...] = msgspec.field(name="from")
    of: int = 0
    scale: float = 1.0

    def as_evidence(self) -> Evidence:
        """Return what stands behind the figure."""
        return Evidence(self.shown, self.value, self.unit, self.formula, self.cells, self.of, self.scale)


def load_evidence(path: Path) -> tuple[ProvenFigure, ...]:
    """Return the entries of an `evidence.json`; none where there is none, a damaged one is refused."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(str(path), error, "evidence-unreadable", _BUILD_AGAIN) from error
    return parse_evidence(content, str(path))


def parse_evidence(content: bytes, where: str = "evidence.json") -> tuple[ProvenFigure, ...]:
    """Return the entries of the JSON of an `evidence.json`."""
    return decode_json(content, tuple[ProvenFigure, ...], where, "evidence-unreadable", _BUILD_AGAIN)


_BUILD_AGAIN = Said("Bangun ulang dengan rupadata build.", "Build it again with rupadata build.")
