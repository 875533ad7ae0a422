"""All checks of one page: on its scene, and on the figures against the cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from rupadata.checks.colour_vision import check_colour_vision
from rupadata.checks.contrast import check_contrast
from rupadata.checks.data import CellFacts, cell_facts, check_data
from rupadata.checks.design import check_design
from rupadata.checks.drawing import drawn
from rupadata.checks.elements import SOP_ELEMENTS, check_elements
from rupadata.checks.marks import check_marks
from rupadata.checks.overlaps import check_geometry
from rupadata.checks.truth import CellValues, check_figures
from rupadata.model.source import CellRef
from rupadata.model.subject import SubjectBook
from rupadata.problems import Problem
from rupadata.scene.scene import Scene


def check_scene(
    scene: Scene, where: str = "", owed: Collection[str] = tuple(SOP_ELEMENTS)
) -> tuple[Problem, ...]:
    """Return the design problems of a scene: elements, geometry, contrast, honest marks.

    `owed` are the elements of the SOP that it must show: all, but for a picture that is a part of a page.
    """
    picture = drawn(scene)
    return (
        *check_elements(scene, where, owed),
        *check_geometry(scene, where, picture),
        *check_contrast(scene, where, picture),
        *check_marks(scene, where),
        *check_colour_vision(scene, where),
        *check_design(scene, where),
    )


def check_figure(scene: Scene, where: str = "") -> tuple[Problem, ...]:
    """Return the design problems of a scene that is one figure and no page: it owes no head and no foot."""
    picture = drawn(scene)
    return (
        *check_geometry(scene, where, picture, is_figure=True),
        *check_contrast(scene, where, picture),
        *check_marks(scene, where),
        *check_colour_vision(scene, where),
    )


class Cells(Struct, frozen=True):
    """What the observations of a book say of each cell, read once for all sizes of its pages."""

    values: CellValues
    facts: dict[CellRef, CellFacts]


def read_cells(book: SubjectBook) -> Cells:
    """Return what the observations of a book say of each cell."""
    return Cells(cell_values(book.plain), cell_facts(book.plain))


def check_truth(
    scene: Scene, book: SubjectBook, where: str = "", cells: Cells | None = None
) -> tuple[Problem, ...]:
    """Return what a scene says that the observations of its book do not bear out."""
    cells = cells or read_cells(book)
    return (
        *check_figures(scene, cells.values, where),
        *check_data(scene, book, where, cells.facts),
    )


def cell_values(plain: Mapping[str, Sequence[Any]]) -> CellValues:
    """Return the values that stand in each cell of plain observations; see `SubjectBook.plain`."""
    values: dict[CellRef, list[float]] = {}
    columns = (plain[name] for name in ("file", "sheet", "cell", "part", "value"))
    for *place, value in zip(*columns, strict=True):
        if value is not None:
            values.setdefault(CellRef(*place), []).append(value)
    return values
