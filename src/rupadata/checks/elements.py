"""The elements that every page owes: those of the SOP, and source, date and alternative text.

Row 4 of the SOP names four elements: title, subject symbol, chart per year, chart per region.
"""

from __future__ import annotations

from rupadata.language import say
from rupadata.problems import Place, Problem, Severity
from rupadata.scene.nodes import Group, Text
from rupadata.scene.scene import Scene, walk
from rupadata.subjects.catalogue import UNGROUPED

SOP_ELEMENTS: dict[str, tuple[str, str]] = {
    "title": ("judul", "title"),
    "symbol": ("simbol substansi", "subject symbol"),
    "years": ("grafik per tahun", "chart per year"),
    "regions": ("grafik per wilayah", "chart per region"),
}
REGIONAL = ("regions", "map", "change")
"""Blocks that show the figures by region: ranked, on a map, or then and now."""
MISSING_KEY = "sop-missing"
"""Scene metadata: the elements that the data cannot give, joined by a comma."""


def elements_shown(scene: Scene) -> set[str]:
    """Return which SOP elements a scene shows, by the roles of its nodes and the kinds of its blocks."""
    shown = set()
    for node in walk(scene.nodes):
        if isinstance(node, Text) and node.role == "headline":
            shown.add("title")
        elif isinstance(node, Group) and node.role == "symbol":
            shown.add("symbol")
        elif isinstance(node, Group) and node.role == "figure" and node.block == "years":
            shown.add("years")
        elif isinstance(node, Group) and node.role == "figure" and node.block in REGIONAL:
            shown.add("regions")
    return shown


def check_elements(scene: Scene, where: str = "") -> list[Problem]:
    """Return what the page owes and does not show."""
    metadata = dict(scene.metadata)
    not_in_data = {name for name in metadata.get(MISSING_KEY, "").split(",") if name}
    shown = elements_shown(scene)
    found = []
    for name, (name_id, name_en) in SOP_ELEMENTS.items():
        if name in shown:
            continue
        if name in not_in_data:
            found.append(
                Problem(
                    "sop-element-not-in-data",
                    Severity.WARNING,
                    Place(where, "", name),
                    say(
                        id=f"Data tidak memuat {name_id}; halaman mengatakannya.",
                        en=f"The data cannot give the {name_en}; the page says so.",
                    ),
                    say(
                        id="Lengkapi datanya, atau catat alasan dan persetujuan kepala seksi.",
                        en="Complete the data, or record the reason and the section head's consent.",
                    ),
                )
            )
        else:
            found.append(
                Problem(
                    "sop-element-missing",
                    Severity.ERROR,
                    Place(where, "", name),
                    say(id=f"Halaman tidak memuat {name_id}.", en=f"The page lacks the {name_en}."),
                    say(id="Kembalikan blok itu di page.json.", en="Put the block back in page.json."),
                )
            )
    if metadata.get("subject") == UNGROUPED.subject.key:
        found.append(
            Problem(
                "subject-undecided",
                Severity.WARNING,
                Place(where, "", "subject"),
                say(
                    id="Substansi halaman ini belum ditetapkan.",
                    en="The subject of this page is not decided.",
                ),
                say(
                    id="Isi substansinya dalam berkas pengelompokan, berikan kembali dengan --grouping.",
                    en="Fill in the subject in the grouping file and give it back with --grouping.",
                ),
            )
        )
    roles = {node.role for node in walk(scene.nodes)}
    if "source" not in roles:
        found.append(
            Problem(
                "source-missing",
                Severity.ERROR,
                Place(where, "", "footer"),
                say(id="Halaman tidak menyebut sumber data.", en="The page names no source."),
                say(id="Isi 'sources' di page.json.", en="Fill 'sources' in page.json."),
            )
        )
    for node in walk(scene.nodes):
        if isinstance(node, Group) and node.role == "figure" and not node.alt:
            found.append(
                Problem(
                    "alt-text-missing",
                    Severity.ERROR,
                    Place(where, "", node.id),
                    say(id="Grafik tanpa teks alternatif.", en="A chart without alternative text."),
                    say(id="Laporkan ini sebagai kesalahan program.", en="Report this as a fault."),
                )
            )
    return found
