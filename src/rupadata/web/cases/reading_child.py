"""The child process in which tables of strangers are opened: little memory, little time, no way back.

Started as `python -m rupadata.web.cases.reading_child`, it takes one request as JSON on standard input
and tells
how far it is as JSON lines on standard output. It knows no Django and holds no database: what a hostile file
could take over has nothing to give.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from rupadata.lifeline import end_with

if TYPE_CHECKING:
    from rupadata.office import Office

MEMORY_BYTES = 3 * 1024**3
CPU_SECONDS = 900
FILE_BYTES = 1024**3


def main() -> int:
    """Read, group and draw; return 0, or 2 when the tables were refused."""
    _limit()
    request = json.loads(sys.stdin.read())
    end_with(request["parent"])
    folder = Path(request["folder"])
    from rupadata.errors import RupadataError
    from rupadata.language import messages_in

    try:
        with messages_in(request.get("lang", "id")):
            result = _build(folder, request)
        _tell(kind="done", result=result)
    except RupadataError as error:
        _tell(kind="refused", message=error.message, hint=error.hint, code=error.code)
        return 2
    return 0


def _build(folder: Path, request: dict[str, Any]) -> dict[str, Any]:
    from rupadata.build import build_pages
    from rupadata.limits import SERVER_LIMITS
    from rupadata.office import load_office
    from rupadata.request import BuildRequest
    from rupadata.subjects.decisions import load_memory
    from rupadata.web.cases.known_recipes import lay_known_recipes

    own = load_office(Path(request["office"]))
    decided = load_memory(folder / "memory.json").over(own.decisions)
    office = replace(own, decisions=decided, memory=None)
    wishes = BuildRequest(
        sizes=tuple(request["sizes"]), formats=tuple(request["formats"]), period=request.get("period", "")
    )
    recipes = lay_known_recipes(folder / "tables", Path(request["office"]) / "recipes")
    manifest = build_pages(
        [folder / "tables"],
        folder / "build",
        wishes,
        office=office,
        limits=SERVER_LIMITS,
        tell=lambda event: _tell(
            kind="progress", stage=event.stage, done=event.done, of=event.of, item=event.item
        ),
    )
    return {
        "pages": len(manifest.editions),
        "problems": len(manifest.problems),
        "recipes": recipes,
        **_placements(folder, office),
    }


def _placements(folder: Path, office: Office) -> dict[str, Any]:
    """Write where each indicator went and why; the build keeps only where."""
    from rupadata.rebuild import load_observations, office_of_build
    from rupadata.subjects.grouping import group
    from rupadata.web.cases.placement import Placement, keep_placements

    data = folder / "build" / "observations.parquet"
    office = office_of_build(data, office)
    grouping = group(
        load_observations(data),
        decisions=office.decisions,
        catalogue=office.catalogues,
        regions=office.regions,
        glossary=office.glossary,
    )
    placements = tuple(
        Placement(
            file=each.file,
            sheet=each.sheet,
            table=each.table,
            indicator=each.indicator,
            name=each.name,
            unit=each.unit,
            subject=each.subject.key if each.decided else "",
            subject_name=each.subject.name if each.decided else "",
            score=round(each.subject.score, 3),
            decided=each.decided,
            reason=each.reason,
            region=each.region,
            observations=each.observations,
            by=each.decided_by,
            others=tuple((other.key, other.name) for other in each.alternatives),
        )
        for each in grouping.assignments
    )
    keep_placements(folder, placements)
    return {"indicators": len(placements), "undecided": sum(not one.decided for one in placements)}


def _tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _limit() -> None:
    """Limit memory, time and the size of files, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
