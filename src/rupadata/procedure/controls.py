"""What may be decided beside the steps: starting, pausing, withdrawing, revoking, papers, settings."""

from __future__ import annotations

import msgspec

from rupadata.errors import InputRefusedError, NotTheirStepError, StepNotOpenError, UsageError, nearest_or_all
from rupadata.language import say
from rupadata.office.settings import parse_settings
from rupadata.procedure.authority import check_office, take_role, who_may
from rupadata.procedure.case import Case, ItemProgress, OpenStep
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import Action, Words
from rupadata.procedure.gates import check_gates
from rupadata.procedure.waiting import check_still_running, get_item, not_open


def _check_start(case: Case, decision: Decision) -> Decision:
    """Return the decision to take up an open step."""
    check_still_running(case)
    fitting: list[OpenStep] = [
        waiting
        for waiting in case.progress.open.values()
        if decision.step in ("", waiting.step) and decision.item in ("", waiting.item)
    ]
    if decision.item:
        get_item(case, decision.item, "start")
    if not fitting:
        raise StepNotOpenError(
            say(id="Tidak ada langkah terbuka yang cocok.", en="No open step fits."), code="step-not-open"
        )
    mine = [open_ for open_ in fitting if decision.person in who_may(case, open_.step, day=decision.at)]
    step = case.procedure.step((mine or fitting)[0].step)
    role, acting = take_role(case, decision, step.actors, step)
    if len(mine) > 1:
        raise _several(mine)
    holder = mine[0].in_hand_of
    # Whoever left or is away cannot put aside what they took up: it is taken over from them.
    if holder and (holder == decision.person or holder in who_may(case, mine[0].step, day=decision.at)):
        raise StepNotOpenError(
            say(id=f"Langkah {mine[0].step} sudah dimulai.", en=f"Step {mine[0].step} was already taken up."),
            code="step-started",
        )
    return msgspec.structs.replace(decision, role=role, acting=acting, step=mine[0].step, item=mine[0].item)


def _check_pause(case: Case, decision: Decision) -> Decision:
    """Return the decision to put aside what the person has in hand."""
    check_still_running(case)
    if decision.item:
        get_item(case, decision.item, "pause")
    mine = [
        waiting
        for waiting in case.progress.open.values()
        if waiting.in_hand_of == decision.person
        and decision.step in ("", waiting.step)
        and decision.item in ("", waiting.item)
    ]
    if not mine:
        raise StepNotOpenError(
            say(id="Tidak ada pekerjaan yang sedang dicatat.", en="No work is being recorded."),
            code="step-not-started",
            hint=say(id="Mulai dengan start.", en="Begin with start."),
        )
    if len(mine) > 1:
        raise _several(mine)
    step = case.procedure.step(mine[0].step)
    role, acting = take_role(case, decision, step.actors, step)
    return msgspec.structs.replace(decision, role=role, acting=acting, step=step.key, item=mine[0].item)


def _several(mine: list[OpenStep]) -> UsageError:
    listed = ", ".join(f"{open_.step} {open_.item}".strip() for open_ in mine[:4])
    return UsageError(
        say(id=f"Ada {len(mine)} langkah terbuka: {listed}.", en=f"{len(mine)} steps are open: {listed}."),
        code="step-ambiguous",
        hint=say(id="Sebut --item atau --step.", en="Name --item or --step."),
    )


def _check_handover(case: Case, decision: Decision) -> Decision:
    handover = decision.handover
    if handover is None:
        raise UsageError(
            say(id="Kepada siapa peran diserahkan?", en="To whom is the role handed?"),
            code="handover-incomplete",
            hint=say(id="Sebut --to PELAKSANA.", en="Name --to PERSON."),
        )
    check_still_running(case)
    case.office.official(handover.to)
    roles = tuple(actor.key for actor in case.procedure.actors)
    role = handover.role or take_role(case, decision, roles)[0]
    if role not in roles:
        near = nearest_or_all(role, roles)
        raise UsageError(
            say(id=f"Peran {role!r} tidak dikenal.", en=f"There is no role {role!r}."),
            code="role-unknown",
            hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?"),
        )
    posts = {actor.key for actor in case.procedure.actors if actor.post}
    if handover.kind and posts and role not in posts:
        raise UsageError(
            say(
                id=f"{case.procedure.title_of(role)} bukan jabatan: {handover.kind} hanya untuk jabatan.",
                en=f"{case.procedure.title_of(role)} is no post: {handover.kind} is for posts only.",
            ),
            code="deputy-of-staff",
            hint=say(id="Serahkan tanpa --kind.", en="Hand over without --kind."),
        )
    orderers = case.procedure.steps[0].actors
    own_role, acting = take_role(case, decision, (role, *orderers))
    return msgspec.structs.replace(
        decision,
        role=own_role,
        acting=acting,
        handover=msgspec.structs.replace(handover, role=role),
    )


def _check_order(case: Case, decision: Decision) -> Decision:
    """Return a withdrawal or a reopening: both are for those who order, and both say why."""
    role, acting = take_role(case, decision, case.procedure.steps[0].actors)
    if not decision.note.strip():
        raise UsageError(
            say(id=f"{decision.action!r} memerlukan alasan.", en=f"{decision.action!r} needs a reason."),
            code="note-missing",
            hint=say(id="Sebut --note.", en="Give it with --note."),
        )
    item = get_item(case, decision.item, decision.action) if decision.item else None
    if decision.action == "withdraw":
        check_still_running(case)
        if item is not None and item.withdrawn:
            raise not_open(case, case.procedure.steps[0], item)
    elif item is None and case.status != "withdrawn":
        raise StepNotOpenError(
            say(
                id="Perintah kerja ini tidak ditarik; sebut infografis yang dibuka kembali.",
                en="This case is not withdrawn; name the infographic to reopen.",
            ),
            code="not-withdrawn",
            hint=say(id="Sebut --item.", en="Name --item."),
        )
    elif item is not None:
        _check_reopened_item(case, item)
    return msgspec.structs.replace(decision, role=role, acting=acting)


def _check_replan(case: Case, decision: Decision) -> Decision:
    """Return the making of a new schedule for what is left, by whoever schedules; it says why."""
    check_still_running(case)
    step = next(
        (one for one in case.procedure.steps if any(paper.kind == "schedule" for paper in one.papers)), None
    )
    if step is None or case.progress.at <= case.procedure.index(step.key):
        raise StepNotOpenError(
            say(id="Belum ada jadwal untuk disusun ulang.", en="There is no schedule yet to make again."),
            code="not-scheduled",
            hint=say(id="Susun dengan schedule.", en="Make one with schedule."),
        )
    role, acting = take_role(case, decision, step.actors, step)
    check_gates(_REPLANNED, decision, None, case.progress)
    return msgspec.structs.replace(decision, role=role, acting=acting, step=step.key)


_REPLANNED = Action("replan", Words("menyusun ulang jadwal", "makes a new schedule"), gates=("says-why",))
_REVOKED = Action(
    "revoke", Words("mencabut persetujuan", "revokes the approval"), gates=("same-edition", "says-why")
)


def _check_revoke(case: Case, decision: Decision) -> Decision:
    """Return the taking back of an approval, before anything was decided on what follows from it.

    It is for whoever may approve, and says why: the approval stays in the history.
    """
    check_still_running(case)
    item = get_item(case, decision.item, decision.action)
    approval = next(
        (
            made
            for made in reversed(case.decisions)
            if made.item == decision.item and _approves(case, made.action)
        ),
        None,
    )
    if approval is None or not item.approved:
        raise StepNotOpenError(
            say(
                id=f"Infografis {item.item.id} tidak sedang disetujui.",
                en=f"Item {item.item.id} is not approved.",
            ),
            code="not-approved",
        )
    step = case.procedure.step(approval.step)
    role, acting = take_role(case, decision, step.actors, step)
    if not is_revocable(case, item, step.key):
        raise StepNotOpenError(
            say(
                id=f"Persetujuan atas {item.item.id} tidak dapat dicabut lagi: langkah sesudahnya sudah "
                "diputuskan.",
                en=f"The approval of {item.item.id} cannot be revoked any more: the step after it was "
                "decided.",
            ),
            code="revoke-too-late",
            hint=say(
                id="Infografis dapat dibuka kembali atas perintah: reopen --item ID --note ALASAN.",
                en="The infographic can be reopened by order: reopen --item ID --note REASON.",
            ),
        )
    check_gates(_REVOKED, decision, item, case.progress)
    return msgspec.structs.replace(decision, role=role, acting=acting, step=step.key, digest=item.approved)


def is_revocable(case: Case, item: ItemProgress, step: str) -> bool:
    """Return whether nothing was decided yet on what follows from an approval in a step."""
    index = case.procedure.index(step)
    return (
        bool(item.approved) and item.at == index + 1 and case.progress.at <= case.progress.block_end(item.at)
    )


def _approves(case: Case, action: str) -> bool:
    return any(
        known.approves and known.name == action for step in case.procedure.steps for known in step.actions
    )


def _check_attach(case: Case, decision: Decision) -> Decision:
    if decision.paper is None:
        raise UsageError(say(id="Naskah mana?", en="Which paper?"), code="paper-missing")
    roles = tuple(actor.key for actor in case.procedure.actors)
    role, acting = take_role(case, decision, roles)
    return msgspec.structs.replace(decision, role=role, acting=acting)


def _check_settings(case: Case, decision: Decision) -> Decision:
    """Return the taking over of new settings, by somebody who gives orders under the old or the new ones."""
    if not decision.office:
        raise UsageError(
            say(id="Pengaturan yang mana?", en="Which settings?"),
            code="settings-missing",
            hint=say(id="Sebut --office BERKAS.", en="Name --office FILE."),
        )
    check_still_running(case)
    office = parse_settings(decision.office)
    if office.time_zone != case.office.time_zone or office.letterhead.logo != case.office.letterhead.logo:
        raise InputRefusedError(
            say(
                id="Zona waktu dan lambang tidak berganti di tengah perintah kerja.",
                en="Time zone and logo do not change in the middle of a work order.",
            ),
            code="settings-fixed",
        )
    check_office(office, case.procedure)
    known = {official.id for official in office.officials}
    acted = dict.fromkeys([case.header.created_by, *(made.person for made in case.decisions)])
    gone = [person for person in acted if person not in known]
    if gone:
        raise InputRefusedError(
            say(
                id=f"{', '.join(gone)} sudah memutuskan dalam perintah kerja ini dan harus tetap tercantum.",
                en=f"{', '.join(gone)} decided in this case and must stay in the file.",
            ),
            code="official-gone",
            hint=say(id="Beri `until` pada pejabat itu.", en="Give that official an `until`."),
        )
    orderers = case.procedure.steps[0].actors
    for settings in (case.office, office):
        if decision.person in {official.id for official in settings.officials}:
            seen = Case(case.header, case.first, case.began_with, settings, case.decisions, case.progress)
            try:
                role, acting = take_role(seen, decision, orderers)
            except NotTheirStepError:
                continue
            return msgspec.structs.replace(decision, role=role, acting=acting)
    role, acting = take_role(case, decision, orderers)
    return msgspec.structs.replace(decision, role=role, acting=acting)


def _check_reopened_item(case: Case, item: ItemProgress) -> None:
    if case.status == "withdrawn":
        check_still_running(case)
    done = item.at >= 0 and case.progress.block_end(item.at) == item.at
    if not (item.withdrawn or done):
        raise StepNotOpenError(
            say(
                id=f"Infografis {item.item.id} masih dikerjakan.",
                en=f"Item {item.item.id} is still being worked on.",
            ),
            code="item-open",
        )


CONTROLS = {
    "start": _check_start,
    "pause": _check_pause,
    "replan": _check_replan,
    "handover": _check_handover,
    "withdraw": _check_order,
    "reopen": _check_order,
    "revoke": _check_revoke,
    "attach": _check_attach,
    "settings": _check_settings,
}
"""How each action beside the steps is checked; each returns the decision with what follows filled in."""
