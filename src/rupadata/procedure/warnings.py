"""What people should be aware of after a decision."""

from __future__ import annotations

from collections.abc import Iterator

from rupadata.problems import Place, Problem
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.schedule import REPLAN, YEARBOOK_MONTH, gives_schedule, plan_case, plan_of
from rupadata.procedure.sources import lacking_sources, source_words


def warn_about(case: Case, decision: Decision) -> tuple[Problem, ...]:
    """Return the warnings about the last decision of a case: its schedule, yearbooks, source tables."""
    return (*_warn_about_plan(case, decision), *_warn_about_sources(case, decision))


def _warn_about_plan(case: Case, decision: Decision) -> tuple[Problem, ...]:
    found = case.procedure.find_action(decision.action)
    if decision.action == REPLAN:
        return plan_of(case, decision).problems
    if found is not None and gives_schedule(found[0]):
        if not case.progress.items:
            return ()
        return plan_case(
            case,
            decision.at,
            deadline=case.progress.deadline,
            elsewhere=decision.elsewhere,
            moved=decision.moved,
        ).problems
    item = case.progress.items.get(decision.item)
    early = decision.at.astimezone(case.office.zone).month < YEARBOOK_MONTH
    if item is None or not item.item.yearbook or decision.edition is None or not early:
        return ()
    return (
        Problem.of(
            "yearbook-before-september",
            Place(cell=item.item.id),
            yearbook=item.item.yearbook,
        ),
    )


def _warn_about_sources(case: Case, decision: Decision) -> Iterator[Problem]:
    """Yield which source tables the case lacks, where some came, were grouped or went into the archive."""
    found = case.procedure.find_action(decision.action)
    archived = found is not None and any(paper.kind == "documentation" for paper in found[0].papers)
    grouped = found is not None and "brings-items" in found[1].gates
    if not (archived or grouped or decision.tables):
        return
    known = case.progress.sources
    new = {table.sha256 for table in decision.tables}
    lacking = [
        source
        for source in lacking_sources(case)
        if archived or source.sha256 in new or (grouped and source.sha256 not in known)
    ]
    for source in lacking:
        if source.sha256 in known:
            yield Problem.of(
                "source-not-kept",
                Place(file=source.file),
                variant="known",
                file=source.file,
                why=source_words(known[source.sha256].why),
            )
    unasked = [source.file for source in lacking if source.sha256 not in known]
    if unasked:
        names = ", ".join(unasked[:3]) + (" …" if len(unasked) > 3 else "")
        yield Problem.of(
            "source-not-kept",
            Place(file=unasked[0]),
            variant="not-archived" if archived else "not-asked",
            count=len(unasked),
            files=names,
        )
