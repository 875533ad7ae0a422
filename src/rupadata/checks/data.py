"""What a page says against what the data say of the same cells: marks of standing, years, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from rupadata.model.source import CellRef
from rupadata.model.subject import SubjectBook
from rupadata.problems import Place, Problem, Severity
from rupadata.scene.nodes import Group, Text
from rupadata.scene.scene import Scene, texts, walk
from rupadata.wording import listed_name, short_region_names

_ROUNDING = 1.005
_BY_REGION = ("regions", "map", "change")
_NUMBERS = ("numbers", "huge-number")
_SUMMED = ("count-stock", "count-flow", "count", "money-nominal", "money-real")


class CellFacts(Struct, frozen=True):
    """What the data say of one cell."""

    indicator: str
    summed: bool
    region_code: str
    period: str
    provisional: bool


def cell_facts(plain: Mapping[str, Sequence[Any]]) -> dict[CellRef, CellFacts]:
    """Return what plain observations of a book say of each cell; see `SubjectBook.plain`."""
    columns = ("file", "sheet", "cell", "part", "indicator_key", "measure", "region_code", "period", "flags")
    rows = zip(*(plain[name] for name in columns), strict=True)
    return {
        CellRef(file, sheet, cell, part): CellFacts(
            key, measure in _SUMMED, region, period, "provisional" in flags.split(";")
        )
        for file, sheet, cell, part, key, measure, region, period, flags in rows
    }


def check_data(scene: Scene, book: SubjectBook, where: str, facts: dict[CellRef, CellFacts]) -> list[Problem]:
    """Return where a page loses the mark of provisional figures, mixes years, sets a total beside parts that

    it cannot be the sum of, or misspells a region.
    """
    return [
        *_check_provisional(scene, facts, where),
        *_check_years(scene, facts, book.region_code, where),
        *_check_totals(scene, facts, book.region_code, where),
        *_check_names(scene, book, where),
    ]


def _check_provisional(scene: Scene, facts: dict[CellRef, CellFacts], where: str) -> Iterator[Problem]:
    """Find provisional figures on a page without the asterisk or without the note that explains it."""
    used = {
        facts[cell]
        for text in texts(scene)
        for evidence in text.evidence
        if evidence.formula == "value"
        for cell in evidence.cells
        if cell in facts
    }
    if not any(fact.provisional for fact in used):
        return
    marked = any("*" in text.text for text in texts(scene) if text.role != "note")
    explained = any("*" in text.text for text in texts(scene) if text.role == "note")
    if not (marked and explained):
        yield Problem.of("provisional-mark-lost", Place(where, "", "footer"))


def _check_years(scene: Scene, facts: dict[CellRef, CellFacts], home: str, where: str) -> Iterator[Problem]:
    """Find the parts of one year beside the whole of another, for indicators whose parts add up."""
    parts: dict[str, set[str]] = {}
    wholes: dict[str, list[tuple[str, str]]] = {}
    for group in (node for node in scene.every if isinstance(node, Group)):
        regional = group.role == "figure" and group.block in _BY_REGION
        big = group.block in _NUMBERS and group.role in ("numbers", "number")
        if not (regional or big):
            continue
        for text in (node for node in walk(group.children) if isinstance(node, Text)):
            if text.role != "value":
                continue
            for evidence in text.evidence:
                held = [facts[cell] for cell in evidence.cells if cell in facts]
                if not held or evidence.formula not in ("value", "sum") or not held[0].summed:
                    continue
                if regional and evidence.formula == "value" and held[0].region_code != home:
                    parts.setdefault(held[0].indicator, set()).add(held[0].period)
                elif big and (evidence.formula == "sum" or held[0].region_code == home):
                    wholes.setdefault(held[0].indicator, []).append((held[0].period, text.id))
    for indicator, periods in parts.items():
        for period, node in wholes.get(indicator, ()):
            if period not in periods:
                shown = ", ".join(sorted(periods))
                yield Problem.of(
                    "parts-and-whole-of-different-years", Place(where, "", node), period=period, parts=shown
                )


def _check_totals(scene: Scene, facts: dict[CellRef, CellFacts], home: str, where: str) -> Iterator[Problem]:
    """Find a total of zero beside parts that are not, and parts that are more than their total."""
    wholes: dict[tuple[str, str], tuple[float, str]] = {}
    parts: dict[tuple[str, str], dict[str, dict[tuple[CellRef, ...], float]]] = {}
    for group in (node for node in scene.every if isinstance(node, Group)):
        parted = group.role == "figure" and group.block in ("breakdown", *_BY_REGION)
        big = group.block in _NUMBERS and group.role in ("numbers", "number")
        if not (parted or big):
            continue
        for text in (
            node for node in walk(group.children) if isinstance(node, Text) and node.role == "value"
        ):
            for evidence in text.evidence:
                held = [facts[cell] for cell in evidence.cells if cell in facts]
                if not held or evidence.formula not in ("value", "sum") or not held[0].summed:
                    continue
                about = (held[0].indicator, held[0].period)
                at_home = held[0].region_code == home
                if big and (at_home or evidence.formula == "sum"):
                    wholes[about] = (evidence.value, text.id)
                elif parted and (at_home or evidence.formula == "value"):
                    parts.setdefault(about, {}).setdefault(group.id, {})[evidence.cells] = evidence.value
    for about, (whole, node) in wholes.items():
        for figures in parts.get(about, {}).values():
            total = sum(figures.values())
            if len(figures) < 2 or min(figures.values()) < 0 or total <= whole * _ROUNDING:
                continue
            yield Problem.of(
                "total-less-than-parts",
                Place(where, "", node),
                severity=Severity.ERROR if whole == 0 else Severity.WARNING,
                whole=whole,
                added=total,
            )
            break


def _check_names(scene: Scene, book: SubjectBook, where: str) -> Iterator[Problem]:
    """Find names in the charts per region that no region of the data has."""
    names = [name for name in dict.fromkeys(book.plain["region"]) if name]
    short = short_region_names(names).values()
    known = {_folded(name) for name in (*names, *short, *map(listed_name, short), book.region)}
    for group in (node for node in scene.every if isinstance(node, Group)):
        if group.role != "figure" or group.block not in ("regions", "change"):
            continue
        for name, node in _whole_names(node for node in walk(group.children) if isinstance(node, Text)):
            folded = _folded(name.rstrip("…"))
            if folded not in known and not (
                name.endswith("…") and any(real.startswith(folded) for real in known)
            ):
                yield Problem.of("region-name-unknown", Place(where, "", node), region=name)


def _whole_names(nodes: Iterable[Text]) -> Iterator[tuple[str, str]]:
    """Yield each region's name with the id of its first line; lines of one paragraph are one name."""
    lines: dict[str, list[Text]] = {}
    for text in nodes:
        if text.role == "label" and "name" in text.id.rpartition("_")[2]:
            lines.setdefault(text.paragraph or text.id, []).append(text)
    for group in lines.values():
        yield " ".join(text.text for text in group), group[0].id


def _folded(name: str) -> str:
    return "".join(name.casefold().split())
