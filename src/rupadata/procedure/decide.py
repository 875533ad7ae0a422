"""The one pure function of the procedure: a case and a decision give the next case, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import msgspec

from rupadata.checked import is_known_year
from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.office.settings import OfficeSettings, parse_settings
from rupadata.procedure.authority import check_office, take_role
from rupadata.procedure.case import Case, CaseHeader, ItemProgress, Progress
from rupadata.procedure.controls import CONTROLS
from rupadata.procedure.decision import Decision, EditionFile, FrozenEdition, seal
from rupadata.procedure.definition import Action, Procedure, Step
from rupadata.procedure.gates import check_gates
from rupadata.procedure.moves import check_moved
from rupadata.procedure.waiting import check_still_running, get_item, not_open


def new_case(
    key: str,
    title: str,
    procedure: Procedure,
    office: OfficeSettings,
    person: str,
    at: datetime,
    *,
    enclosed: tuple[EditionFile, ...] = (),
) -> Case:
    """Return a case whose first step is open.

    The procedure is frozen with the office's own actors and titles; a role that nobody holds is refused here,
    and so is a person who may not give the order.
    """
    form = office.procedure
    frozen = procedure.with_actors(form.actors, form.titles, form.forwarding_note)
    check_office(office, frozen)
    office.official(person)
    header = CaseHeader(1, key, title, at, person, frozen, enclosed)
    case = replay(header, sha256(header.encode()).hexdigest(), office, ())
    take_role(case, Decision(frozen.steps[0].actions[0].name, person, at), frozen.steps[0].actors)
    return case


def replay(header: CaseHeader, first: str, office: OfficeSettings, decisions: Iterable[Decision]) -> Case:
    """Return the case that a history leads to; the history is taken as allowed."""
    history = tuple(decisions)
    progress = Progress(header.procedure)
    progress.begin(header.created_at)
    current = office
    for decision in history:
        progress.apply(decision)
        if decision.office:
            current = parse_settings(decision.office)
    return Case(header, first, office, current, history, progress)


def decide(case: Case, decision: Decision) -> Case:
    """Return the case after *decision*, or say why it is not allowed."""
    office = parse_settings(decision.office) if decision.office else case.office
    office.official(decision.person)
    _check_clock(case, decision)
    found = case.procedure.find_action(decision.action)
    if found is None:
        _check_deadline(case, decision, whole=decision.action == "replan")
        checked = CONTROLS[decision.action](case, decision)
    else:
        checked = _check_step(case, decision, *found)

    if decision.moved:
        check_moved(case, checked)
    numbered = msgspec.structs.replace(checked, number=len(case.decisions) + 1)
    progress = case.progress.copy()
    progress.apply(numbered)
    sealed = seal(msgspec.structs.replace(numbered, after=progress.standing()), case.head)
    return Case(case.header, case.first, case.began_with, office, (*case.decisions, sealed), progress)


def _check_step(case: Case, decision: Decision, step: Step, action: Action) -> Decision:
    """Return a decision within a step, with what follows from the case filled in."""
    role, acting = take_role(case, decision, action.actors or step.actors, step)
    item = _take_item(case, decision, step)
    check_still_running(case)
    if not _is_open(case.progress, step, action, item, decision.edition):
        raise not_open(case, step, item)
    check_gates(action, decision, item, case.progress)
    _check_deadline(case, decision, whole=step.scope == "case")

    if decision.edition is not None:
        decision = msgspec.structs.replace(decision, edition=_as_kept(case, decision.item, decision.edition))
    edition = decision.edition or (item.edition if item else None)
    return msgspec.structs.replace(
        decision, role=role, acting=acting, step=step.key, digest=edition.digest if edition else ""
    )


def _as_kept(case: Case, item: str, edition: FrozenEdition) -> FrozenEdition:
    """Return an edition with the files that were kept for its digest: an edition never changes."""
    for earlier in case.decisions:
        if earlier.item == item and earlier.edition is not None and earlier.edition.digest == edition.digest:
            kept = earlier.edition
            return msgspec.structs.replace(edition, files=kept.files, engine=kept.engine)
    return edition


def _is_open(
    progress: Progress, step: Step, action: Action, item: ItemProgress | None, brought: FrozenEdition | None
) -> bool:
    if (step.key, item.item.id if item else "") in progress.open:
        return True
    if item is None or item.withdrawn or "brings-edition" not in action.gates:
        return False
    # A better edition may follow as long as nothing after the steps per item was done with the one before:
    # it voids this item's approval, and no other.
    if not item.approved and item.edition is not None and _says_the_same(item.edition, brought):
        return False
    index = progress.procedure.index(step.key)
    return item.at > index and progress.at <= progress.block_end(index)


def _says_the_same(known: FrozenEdition, brought: FrozenEdition | None) -> bool:
    """Return whether an edition is the one that waits already, by the same engine, checked as before."""
    return brought is not None and all(
        getattr(known, name) == getattr(brought, name)
        for name in ("digest", "engine", "errors", "warnings", "missing_elements")
    )


def _take_item(case: Case, decision: Decision, step: Step) -> ItemProgress | None:
    if step.scope == "case":
        if decision.item:
            raise UsageError(
                say(
                    id=f"Langkah {step.key} berlaku untuk seluruh perintah kerja, bukan per infografis.",
                    en=f"Step {step.key} is for the whole work order, not per infographic.",
                ),
                code="item-not-wanted",
                hint=say(id="Hilangkan --item.", en="Leave out --item."),
            )
        return None
    return get_item(case, decision.item, step.key)


def _check_clock(case: Case, decision: Decision) -> None:
    if decision.at.tzinfo is None:
        raise UsageError(
            say(id="Waktu keputusan tanpa zona waktu.", en="The time of the decision has no time zone."),
            code="time-unreadable",
        )
    if not is_known_year(decision.at):
        raise UsageError(
            say(
                id=f"Tahun {decision.at.year} di luar yang dapat dihitung.",
                en=f"The year {decision.at.year} is beyond what can be counted.",
            ),
            code="time-unreadable",
        )
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    if decision.at < last:
        local = last.astimezone(case.office.zone)
        raise InputRefusedError(
            say(
                id=f"Waktu mundur: keputusan terakhir tercatat {local:%d-%m-%Y %H:%M:%S}.",
                en=f"The clock goes backwards: the last decision was at {local:%Y-%m-%d %H:%M:%S}.",
            ),
            code="clock-backwards",
            hint=say(id="Periksa jam komputer atau --at.", en="Check the computer's clock, or --at."),
        )


def _check_deadline(case: Case, decision: Decision, *, whole: bool) -> None:
    if decision.deadline is None:
        return
    if not whole:
        raise UsageError(
            say(
                id="Tenggat berlaku bagi seluruh perintah kerja.",
                en="A deadline is for the whole work order.",
            ),
            code="deadline-misplaced",
            hint=say(
                id="Berikan --deadline pada perintah atau pada jadwal.",
                en="Give --deadline with the order or with the schedule.",
            ),
        )
    if decision.deadline < decision.at.astimezone(case.office.zone).date():
        raise UsageError(
            say(
                id=f"Tenggat {decision.deadline:%d-%m-%Y} sudah lewat.",
                en=f"The deadline {decision.deadline:%Y-%m-%d} is already past.",
            ),
            code="deadline-past",
        )
