"""What somebody put elsewhere in a schedule: how it is written, to which infographics it applies, and whether
it can be.

A move is written `STEP:ITEM:PERSON:DAY:MINUTES`: without an item for a step of the whole work order, without
minutes where the standard time holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision, MovedStep

_LONGEST_MINUTES = 6000


def parse_move(text: str) -> MovedStep:
    """Return the move of a text; a `UsageError` where it is none."""
    step, *parts = text.split(":")
    try:
        item, person, day, minutes = parts if len(parts) == 4 else (*parts, "0")
        return MovedStep(step, person, date.fromisoformat(day), item, int(minutes or 0))
    except ValueError as error:
        raise UsageError(
            say(id=f"Pemindahan {text[:80]!r} tidak terbaca.", en=f"The move {text[:80]!r} cannot be read."),
            code="move-unknown",
            hint=say(
                id="Tulis LANGKAH:INFOGRAFIS:ORANG:HARI:MENIT, mis. design:gizi:perancang:2026-10-05:480.",
                en="Write STEP:ITEM:PERSON:DAY:MINUTES, like design:gizi:perancang:2026-10-05:480.",
            ),
        ) from error


def write_move(move: MovedStep) -> str:
    """Return a move as it is written."""
    return f"{move.step}:{move.item}:{move.person}:{move.day.isoformat()}:{move.minutes}"


def latest(moves: Sequence[MovedStep]) -> tuple[MovedStep, ...]:
    """Return the last move of each step of each item: of several the last holds."""
    return tuple({(one.step, one.item): one for one in moves}.values())


def moved_now(case: Case, made: Decision) -> tuple[MovedStep, ...]:
    """Return what a schedule moved, as it holds for the infographics that the case has now.

    Before the grouping a subject stands for its infographics: the first of them takes its place, with the
    standard time, and the others are planned around it.
    """
    items = tuple(one.item for one in case.progress.active_items())
    known = {item.id for item in items}
    subjects = {item.id: item.subject for item in made.items if item.subject}
    found = []
    for moved in made.moved:
        if not moved.item or moved.item in known:
            found.append(moved)
            continue
        first = next((one for one in items if one.subject == subjects.get(moved.item)), None)
        if first is not None:
            found.append(MovedStep(moved.step, moved.person, moved.day, first.id))
    return tuple(found)


def check_moved(case: Case, decision: Decision) -> None:
    """Refuse moves where nothing is scheduled, of a step that is not in the plan, or to somebody who does not
    serve in its role that day."""
    found = next((step for step in case.procedure.steps if step.key == decision.step), None)
    schedules = found is not None and any(paper.kind == "schedule" for paper in found.papers)
    items = decision.items or tuple(one.item for one in case.progress.active_items())
    known = {item.id for item in items} if schedules else set()
    for moved in decision.moved:
        step = next((one for one in case.procedure.steps if one.key == moved.step), None)
        fits = step is not None and (moved.item in known if step.scope == "item" else not moved.item)
        if not schedules or step is None or not fits or not 0 <= moved.minutes <= _LONGEST_MINUTES:
            what = " ".join((moved.step, moved.item)).strip()
            raise UsageError(
                say(id=f"{what} tidak ada dalam jadwal ini.", en=f"{what} is not in this schedule."),
                code="move-unknown",
                hint=say(id="Muat ulang jadwalnya.", en="Load the schedule again."),
            )
        if moved.person not in _on_duty(case, step.actors[0], moved.day):
            name, title = case.office.official(moved.person).name, case.procedure.title_of(step.actors[0])
            raise UsageError(
                say(
                    id=f"{name} tidak bertugas sebagai {title} pada {moved.day:%d-%m-%Y}.",
                    en=f"{name} does not serve as {title} on {moved.day:%Y-%m-%d}.",
                ),
                code="move-not-theirs",
                hint=say(id="Pilih orang atau hari lain.", en="Choose another person or day."),
            )


def _on_duty(case: Case, role: str, day: date) -> tuple[str, ...]:
    """Return who holds a role on a day."""
    given = case.progress.handovers
    return tuple(
        one.id for one in case.office.officials if case.office.acting(one.id, role, day, given) is not None
    )
