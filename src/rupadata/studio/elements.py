"""One element of a drawn page, as a person points at it: its words, what bears its figures out, its block."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from msgspec import Struct

from rupadata.analysis import region_periods, region_series, year_series
from rupadata.errors import RupadataError
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.model.subject import SubjectBook, refer_rows
from rupadata.pagespec import BlockSpec, PageSpec
from rupadata.pagespec.overlay import HERO
from rupadata.scene.nodes import Circle, Path, Rect, Text
from rupadata.scene.scene import Scene

_TITLE_PARTS = {"headline": "headline", "standfirst": "standfirst", "kicker": "kicker"}
_BY_REGION = frozenset({"regions", "map", "change", "strip", "table", "heat-table", "small-multiples"})
COMMENTED = frozenset({"years", "map", "gap"})
"""The kinds of blocks that can hold comments on their marks, where they are the lead picture or large."""


class Element(Struct, frozen=True):
    """What was pointed at.

    `block` is the id of its block, empty for what stands around blocks; `title` the part of the title that it
    shows (headline, standfirst, kicker), `comment` the mark of the comment that it writes. `mark` is the
    period or region that its figure is of.
    """

    id: str
    role: str
    text: str = ""
    block: str = ""
    title: str = ""
    comment: str = ""
    mark: str = ""
    proofs: tuple[Evidence, ...] = ()


class Mark(Struct, frozen=True):
    """What a comment can point at: the period or region's code, and its name."""

    at: str
    name: str


class Found(Struct, frozen=True):
    """The observation that stands in a cell: what is measured, where, when, how much."""

    indicator: str
    region: str
    period: str
    value: float | None
    unit: str
    cell: CellRef


def find_element(scene: Scene, id: str, spec: PageSpec, book: SubjectBook) -> Element | None:
    """Return the element of a node's id on a drawn page; None where the page has it no more."""
    node = next((one for one in scene.every if getattr(one, "id", "") == id), None)
    if node is None:
        return None
    block = _block_of(id, spec)
    if isinstance(node, Text):
        lines = _paragraph(scene, node)
        text = " ".join(line.text for line in lines)
        proofs = tuple(dict.fromkeys(proof for line in lines for proof in line.evidence))
        return Element(
            id, node.role, text, block, _TITLE_PARTS.get(node.role, ""),
            _comment_of(spec, block, text), _mark_of(proofs, spec, block, book), proofs,
        )  # fmt: skip
    if isinstance(node, (Rect, Circle, Path)):
        return Element(id, node.role, block=block, mark=_mark_by_value(node.value, spec, block, book))
    return Element(id, getattr(node, "role", ""), block=block)


def _paragraph(scene: Scene, node: Text) -> tuple[Text, ...]:
    if not node.paragraph:
        return (node,)
    lines = (one for one in scene.every if isinstance(one, Text) and one.paragraph == node.paragraph)
    return tuple(lines)


def _block_of(id: str, spec: PageSpec) -> str:
    """Return the block whose name an element's id begins with; the lead picture is called `hero`."""
    name = id.partition("_")[0]
    if spec.hero is not None and name == spec.hero.id:
        return HERO
    return name if spec.block(name) is not None else ""


def get_block(spec: PageSpec, id: str) -> BlockSpec | None:
    """Return a block by its id, the lead picture by `hero`; None where the page has none of it."""
    return spec.hero if id == HERO else spec.block(id)


def _comment_of(spec: PageSpec, id: str, text: str) -> str:
    block = get_block(spec, id)
    for comment in block.comments if block is not None else ():
        if text and text in (*comment.strong.values(), *comment.more.values()):
            return comment.at
    return ""


def marks_of(spec: PageSpec, id: str, book: SubjectBook) -> tuple[Mark, ...]:
    """Return what comments of a block can point at: its regions, or its periods from first to last."""
    block = get_block(spec, id)
    if block is None or not spec.indicators:
        return ()
    key = block.indicator or spec.indicators[0]
    try:
        if block.kind in _BY_REGION:
            return tuple(Mark(code, name) for code, name in _regions(spec, block, book, key))
        return tuple(Mark(point.key, point.name) for point in year_series(book, key).points)
    except (KeyError, RupadataError):
        return ()


def _regions(spec: PageSpec, block: BlockSpec, book: SubjectBook, key: str) -> Iterator[tuple[str, str]]:
    periods = region_periods(book, key)
    period = block.period or (spec.period if spec.period in periods else periods[-1] if periods else "")
    series = region_series(book, key, period) if period else None
    for point in series.points if series is not None else ():
        yield point.key, point.name


def find_observation(cell: CellRef, book: SubjectBook) -> Found | None:
    """Return what stands in a cell; None where the book has nothing of it."""
    rows = refer_rows(
        book.observations.filter(
            (pl.col("file") == cell.file) & (pl.col("sheet") == cell.sheet) & (pl.col("cell") == cell.cell)
        )
    )
    same = rows.filter(pl.col("part") == cell.part)
    if not same.is_empty():
        rows = same
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    region = row["region"] or book.region
    return Found(row["indicator"], region, row["period"], row["value"], row["unit"], cell)


def _mark_of(proofs: tuple[Evidence, ...], spec: PageSpec, id: str, book: SubjectBook) -> str:
    """Return the mark of a block that a figure is of, by the observation in its first cell."""
    marks = {mark.at for mark in marks_of(spec, id, book)}
    for proof in proofs:
        for cell in proof.cells[:1]:
            rows = book.observations.filter(
                (pl.col("file") == cell.file)
                & (pl.col("sheet") == cell.sheet)
                & (pl.col("cell") == cell.cell)
            )
            for row in rows.select("region_code", "period").iter_rows():
                for name in row:
                    if name in marks:
                        return str(name)
    return ""


def _mark_by_value(value: float | None, spec: PageSpec, id: str, book: SubjectBook) -> str:
    """Return the mark of a block that has a value, where one alone has it."""
    block = get_block(spec, id)
    if value is None or block is None or not spec.indicators:
        return ""
    key = block.indicator or spec.indicators[0]
    rows = book.observations.filter((pl.col("indicator_key") == key) & (pl.col("value") == value))
    marks = {mark.at for mark in marks_of(spec, id, book)}
    column = "region_code" if block.kind in _BY_REGION else "period"
    held = {name for name in rows[column].unique() if name in marks}
    return str(held.pop()) if len(held) == 1 else ""


def elements_in_order(scene: Scene) -> tuple[str, ...]:
    """Return the ids of what can be chosen by keys: the first line of every text, in reading order."""
    seen: set[str] = set()
    found = []
    for node in scene.every:
        if not isinstance(node, Text):
            continue
        name = node.paragraph or node.id
        if name not in seen:
            seen.add(name)
            found.append(node.id)
    return tuple(found)
