"""The elements that every page owes: those of the SOP, and source, date and alternative text.

Row 4 of the SOP names four elements: title, subject symbol, chart per year, chart per region.
"""

from __future__ import annotations

from collections.abc import Collection

from rupadata.language import Said
from rupadata.problems import Place, Problem
from rupadata.scene.nodes import Group, Text
from rupadata.scene.scene import Scene
from rupadata.subjects.catalogue import UNGROUPED

SOP_ELEMENTS = {
    "title": Said("judul", "title"),
    "symbol": Said("simbol substansi", "subject symbol"),
    "years": Said("grafik per tahun", "chart per year"),
    "regions": Said("grafik per wilayah", "chart per region"),
}
REGIONAL = ("regions", "map", "change")
"""Blocks that show the figures by region: ranked, on a map, or then and now."""
OVER_TIME = ("years", "gap", "satisfaction", "flows")
"""Blocks that show the figures by year: home's alone, or beside the region around it."""
MISSING_KEY = "sop-missing"
"""Scene metadata: the elements that the data cannot give, joined by a comma."""


def elements_shown(scene: Scene) -> set[str]:
    """Return which SOP elements a scene shows, by the roles of its nodes and the kinds of its blocks."""
    shown = set()
    for node in scene.every:
        if isinstance(node, Text) and node.role == "headline":
            shown.add("title")
        elif isinstance(node, Group) and node.role == "symbol":
            shown.add("symbol")
        elif isinstance(node, Group) and node.role == "figure" and node.block in OVER_TIME:
            shown.add("years")
        elif isinstance(node, Group) and node.role == "figure" and node.block in REGIONAL:
            shown.add("regions")
    return shown


def check_elements(
    scene: Scene, where: str = "", owed: Collection[str] = tuple(SOP_ELEMENTS)
) -> list[Problem]:
    """Return what a page that owes some elements of the SOP, source and alternative texts does not show."""
    metadata = dict(scene.metadata)
    not_in_data = {name for name in metadata.get(MISSING_KEY, "").split(",") if name}
    shown = elements_shown(scene)
    found = []
    for name, element in SOP_ELEMENTS.items():
        if name in shown or name not in owed:
            continue
        if name in not_in_data:
            found.append(Problem.of("sop-element-not-in-data", Place(where, "", name), element=element))
        else:
            found.append(Problem.of("sop-element-missing", Place(where, "", name), element=element))
    if metadata.get("subject") == UNGROUPED.subject.key:
        found.append(Problem.of("subject-undecided", Place(where, "", "subject"), variant="page"))
    roles = {node.role for node in scene.every}
    if "source" not in roles:
        found.append(Problem.of("source-missing", Place(where, "", "footer")))
    for node in scene.every:
        if isinstance(node, Group) and node.role == "figure" and not node.alt:
            found.append(Problem.of("alt-text-missing", Place(where, "", node.id)))
    return found
