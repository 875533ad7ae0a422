"""All checks of one page: on its scene, and on the figures against the cells."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from rupadata.checks.colour_vision import check_colour_vision
from rupadata.checks.contrast import check_contrast
from rupadata.checks.data import CellFacts, cell_facts, check_data
from rupadata.checks.design import check_design
from rupadata.checks.elements import SOP_ELEMENTS, check_elements
from rupadata.checks.marks import check_marks
from rupadata.checks.overlaps import check_geometry
from rupadata.checks.truth import CellValues, check_figures
from rupadata.model.source import CellRef
from rupadata.model.subject import SubjectBook, refer_rows
from rupadata.problems import Problem
from rupadata.scene.scene import Scene


def check_scene(
    scene: Scene, where: str = "", owed: Collection[str] = tuple(SOP_ELEMENTS)
) -> tuple[Problem, ...]:
    """Return the design problems of a scene: elements, geometry, contrast, honest marks.

    `owed` are the elements of the SOP that it must show: all, but for a picture that is a part of a page.
    """
    return (
        *check_elements(scene, where, owed),
        *check_geometry(scene, where),
        *check_contrast(scene, where),
        *check_marks(scene, where),
        *check_colour_vision(scene, where),
        *check_design(scene, where),
    )


def check_figure(scene: Scene, where: str = "") -> tuple[Problem, ...]:
    """Return the design problems of a scene that is one figure and no page: it owes no head and no foot."""
    return (
        *check_geometry(scene, where),
        *check_contrast(scene, where),
        *check_marks(scene, where),
        *check_colour_vision(scene, where),
    )


@dataclass(frozen=True, slots=True)
class Cells:
    """What the observations of a book say of each cell, read once for all sizes of its pages."""

    values: CellValues
    facts: dict[CellRef, CellFacts]


def read_cells(observations: pl.DataFrame) -> Cells:
    """Return what an observations frame says of each cell."""
    referred = refer_rows(observations)
    return Cells(cell_values(referred), cell_facts(referred))


def check_truth(
    scene: Scene, book: SubjectBook, where: str = "", cells: Cells | None = None
) -> tuple[Problem, ...]:
    """Return what a scene says that the observations of its book do not bear out."""
    cells = cells or read_cells(book.observations)
    return (
        *check_figures(scene, cells.values, where),
        *check_data(scene, book, where, cells.facts),
    )


def cell_values(observations: pl.DataFrame) -> CellValues:
    """Return the values that stand in each cell of referred observations; see `model.subject.refer_rows`."""
    values: dict[CellRef, list[float]] = {}
    known = observations.filter(pl.col("value").is_not_null())
    for *place, value in known.select("file", "sheet", "cell", "part", "value").iter_rows():
        values.setdefault(CellRef(*place), []).append(value)
    return values
