"""Which figures of a page say something else than in the edition before: by the cells they come from."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from rupadata.model.evidence import ProvenFigure
from rupadata.model.source import CellRef


class FigureChange(Struct, frozen=True):
    """A figure out of the same cells by the same formula, with another value."""

    was: str
    now: str
    unit: str
    cell: CellRef


def compare_figures(old: Iterable[ProvenFigure], new: Iterable[ProvenFigure]) -> tuple[FigureChange, ...]:
    """Return the figures whose cells hold other values now, each once."""
    before = {_key(one): one for one in old if one.cells}
    found: dict[tuple[str, str], FigureChange] = {}
    for one in new:
        known = before.get(_key(one)) if one.cells else None
        if known is not None and known.value != one.value:
            change = FigureChange(known.shown, one.shown, one.unit, one.cells[0])
            found.setdefault((known.shown, one.shown), change)
    return tuple(found.values())


def _key(figure: ProvenFigure) -> tuple[object, ...]:
    places = tuple((_name(cell.file), cell.sheet, cell.cell, cell.part) for cell in figure.cells)
    return (figure.formula, figure.unit, figure.of, places)


def _name(file: str) -> str:
    return file.rpartition("/")[2]
