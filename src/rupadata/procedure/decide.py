"""The one pure function of the procedure: a case and a decision give the next case, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

import msgspec

from rupadata.checked import is_known_year
from rupadata.errors import (
    InputRefusedError,
    NotTheirStepError,
    StepNotOpenError,
    UsageError,
    nearest_name,
)
from rupadata.language import say
from rupadata.office.settings import OfficeSettings, check_roles, parse_settings
from rupadata.procedure.case import Case, CaseHeader, ItemProgress, OpenStep, Progress
from rupadata.procedure.decision import Decision, EditionFile, FrozenEdition, seal
from rupadata.procedure.definition import Action, Procedure, Step
from rupadata.procedure.gates import check_gates


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
    frozen = procedure.with_actors(office.procedure.actors, office.procedure.titles)
    check_office(office, frozen)
    header = CaseHeader(1, key, title, at, person, frozen, enclosed)
    case = replay(header, sha256(header.encode()).hexdigest(), office, ())
    office.official(person)
    _take_role(case, Decision(frozen.steps[0].actions[0].name, person, at), frozen.steps[0].actors)
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
        checked = _CONTROLS[decision.action](case, decision)
    else:
        checked = _check_step(case, decision, *found)

    numbered = msgspec.structs.replace(checked, number=len(case.decisions) + 1)
    progress = case.progress.copy()
    progress.apply(numbered)
    sealed = seal(msgspec.structs.replace(numbered, after=progress.standing()), case.head)
    return Case(case.header, case.first, case.began_with, office, (*case.decisions, sealed), progress)


def who_may(case: Case, step: str, *, day: datetime) -> tuple[str, ...]:
    """Return the ids of the persons who can end a step on a day."""
    roles = case.procedure.step(step).actors
    return tuple(
        official.id
        for official in case.office.officials
        if any(
            case.office.acting(official.id, role, day.date(), case.progress.handovers) is not None
            for role in roles
        )
    )


def _check_step(case: Case, decision: Decision, step: Step, action: Action) -> Decision:
    """Return a decision within a step, with what follows from the case filled in."""
    role, acting = _take_role(case, decision, action.actors or step.actors, step)
    item = _take_item(case, decision, step)
    _check_still_running(case)
    if not _is_open(case.progress, step, action, item, decision.edition):
        raise _not_open(case, step, item)
    check_gates(action, decision, item, case.progress)
    _check_deadline(case, decision, step)

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


def _take_role(
    case: Case, decision: Decision, roles: tuple[str, ...], step: Step | None = None
) -> tuple[str, str]:
    """Return the role in which a person decides and how it is held, or say whose step it is."""
    day = decision.at.astimezone(case.office.zone).date()
    for role in roles if not decision.role else (decision.role,):
        acting = case.office.acting(decision.person, role, day, case.progress.handovers)
        if acting is not None and role in roles:
            return role, acting
    titles = ", ".join(_who_holds(case, role, day) for role in roles)
    name = case.office.official(decision.person).name
    what = decision.action
    place_id = f" (langkah {step.row}, {step.key})" if step else ""
    place_en = f" (step {step.row}, {step.key})" if step else ""
    raise NotTheirStepError(
        say(
            id=f"{name} tidak berwenang untuk {what!r}{place_id}.",
            en=f"{name} may not {what!r}{place_en}.",
        ),
        code="not-their-step",
        hint=say(id=f"Yang berwenang: {titles}.", en=f"It is for: {titles}."),
    )


def _who_holds(case: Case, role: str, day: date) -> str:
    """Return the title of a role; where it was handed over or is deputised, who holds it now as well."""
    held = [
        (official.name, case.office.acting(official.id, role, day, case.progress.handovers))
        for official in case.office.officials
    ]
    said = [f"{name}, {acting}." for name, acting in held if acting]
    for holder in case.office.holders(role):
        leave = holder.away(day)
        if leave is not None:
            said.append(
                say(
                    id=f"{holder.name} tidak di tempat sampai {leave.until:%d-%m-%Y}",
                    en=f"{holder.name} is away until {leave.until:%Y-%m-%d}",
                )
            )
    title = case.procedure.title_of(role)
    return f"{title} ({'; '.join(said)})" if said else title


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
    return _get_item(case, decision.item, step.key)


def _get_item(case: Case, item: str, what: str) -> ItemProgress:
    known = case.progress.items
    if item in known:
        return known[item]
    if not known:
        raise StepNotOpenError(
            say(
                id="Belum ada infografis: data belum dikelompokkan.",
                en="There are no infographics yet: the data is not grouped.",
            ),
            code="items-missing",
        )
    near = nearest_name(item, known) if item else None
    listed = ", ".join(list(known)[:6]) + (" …" if len(known) > 6 else "")
    raise UsageError(
        say(
            id=f"Infografis {item!r} tidak ada dalam perintah kerja ini.",
            en=f"This case has no item {item!r}.",
        )
        if item
        else say(id=f"{what!r} berlaku per infografis.", en=f"{what!r} is per infographic."),
        code="item-unknown",
        hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id=f"Pilih dengan --item: {listed}.", en=f"Name one with --item: {listed}."),
    )


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


def _check_deadline(case: Case, decision: Decision, step: Step) -> None:
    if decision.deadline is None:
        return
    if step.scope == "item":
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


def _check_still_running(case: Case) -> None:
    if case.status == "open":
        return
    done = say(id="sudah selesai", en="is finished")
    withdrawn = say(id="sudah ditarik", en="was withdrawn")
    state = done if case.status == "closed" else withdrawn
    raise StepNotOpenError(
        say(id=f"Perintah kerja {case.key} {state}.", en=f"Case {case.key} {state}."),
        code="case-closed" if case.status == "closed" else "case-withdrawn",
        hint=say(
            id="Satu infografis dapat dibuka kembali atas perintah: reopen --item ID --note ALASAN.",
            en="One infographic can be reopened by order: reopen --item ID --note REASON.",
        )
        if case.status == "closed"
        else say(
            id="Dapat dibuka kembali atas perintah: reopen --note ALASAN.",
            en="It can be reopened by order: reopen --note REASON.",
        ),
    )


def _not_open(case: Case, step: Step, item: ItemProgress | None) -> StepNotOpenError:
    if item is not None and item.withdrawn:
        return StepNotOpenError(
            say(id=f"Infografis {item.item.id} sudah ditarik.", en=f"Item {item.item.id} was withdrawn."),
            code="item-withdrawn",
        )
    waiting = [
        open_.step
        for open_ in case.progress.open.values()
        if item is None or open_.item in ("", item.item.id)
    ]
    open_steps = [case.procedure.step(key) for key in dict.fromkeys(waiting)]
    now = ", ".join(
        f"{known.row} {known.key} ({case.procedure.title_of(known.actors[0])})" for known in open_steps
    )
    subject = f" {item.item.id}" if item else ""
    return StepNotOpenError(
        say(
            id=f"Belum waktunya: langkah {step.row} {step.key}{subject} tidak terbuka.",
            en=f"Not now: step {step.row} {step.key}{subject} is not open.",
        ),
        code="step-not-open",
        hint=say(id=f"Yang terbuka: {now}.", en=f"Open now: {now}.") if now else "",
    )


def _check_start(case: Case, decision: Decision) -> Decision:
    """Return the decision to take up an open step."""
    _check_still_running(case)
    fitting: list[OpenStep] = [
        waiting
        for waiting in case.progress.open.values()
        if decision.step in ("", waiting.step) and decision.item in ("", waiting.item)
    ]
    if decision.item:
        _get_item(case, decision.item, "start")
    if not fitting:
        raise StepNotOpenError(
            say(id="Tidak ada langkah terbuka yang cocok.", en="No open step fits."), code="step-not-open"
        )
    mine = [open_ for open_ in fitting if decision.person in who_may(case, open_.step, day=decision.at)]
    step = case.procedure.step((mine or fitting)[0].step)
    role, acting = _take_role(case, decision, step.actors, step)
    if len(mine) > 1:
        listed = ", ".join(f"{open_.step} {open_.item}".strip() for open_ in mine[:4])
        raise UsageError(
            say(
                id=f"Ada {len(mine)} langkah terbuka: {listed}.", en=f"{len(mine)} steps are open: {listed}."
            ),
            code="step-ambiguous",
            hint=say(id="Sebut --item atau --step.", en="Name --item or --step."),
        )
    if mine[0].started_at is not None:
        raise StepNotOpenError(
            say(id=f"Langkah {mine[0].step} sudah dimulai.", en=f"Step {mine[0].step} was already taken up."),
            code="step-started",
        )
    return msgspec.structs.replace(decision, role=role, acting=acting, step=mine[0].step, item=mine[0].item)


def _check_handover(case: Case, decision: Decision) -> Decision:
    handover = decision.handover
    if handover is None:
        raise UsageError(
            say(id="Kepada siapa peran diserahkan?", en="To whom is the role handed?"),
            code="handover-incomplete",
            hint=say(id="Sebut --to PELAKSANA.", en="Name --to PERSON."),
        )
    _check_still_running(case)
    case.office.official(handover.to)
    roles = tuple(actor.key for actor in case.procedure.actors)
    role = handover.role or _take_role(case, decision, roles)[0]
    if role not in roles:
        near = nearest_name(role, roles) or ", ".join(roles)
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
    own_role, acting = _take_role(case, decision, (role, *orderers))
    return msgspec.structs.replace(
        decision,
        role=own_role,
        acting=acting,
        handover=msgspec.structs.replace(handover, role=role),
    )


def _check_order(case: Case, decision: Decision) -> Decision:
    """Return a withdrawal or a reopening: both are for those who order, and both say why."""
    role, acting = _take_role(case, decision, case.procedure.steps[0].actors)
    if not decision.note.strip():
        raise UsageError(
            say(id=f"{decision.action!r} memerlukan alasan.", en=f"{decision.action!r} needs a reason."),
            code="note-missing",
            hint=say(id="Sebut --note.", en="Give it with --note."),
        )
    item = _get_item(case, decision.item, decision.action) if decision.item else None
    if decision.action == "withdraw":
        _check_still_running(case)
        if item is not None and item.withdrawn:
            raise _not_open(case, case.procedure.steps[0], item)
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


def _check_reopened_item(case: Case, item: ItemProgress) -> None:
    if case.status == "withdrawn":
        _check_still_running(case)
    done = item.at >= 0 and case.progress.block_end(item.at) == item.at
    if not (item.withdrawn or done):
        raise StepNotOpenError(
            say(
                id=f"Infografis {item.item.id} masih dikerjakan.",
                en=f"Item {item.item.id} is still being worked on.",
            ),
            code="item-open",
        )


def _check_settings(case: Case, decision: Decision) -> Decision:
    """Return the taking over of new settings, by somebody who gives orders under the old or the new ones."""
    if not decision.office:
        raise UsageError(
            say(id="Pengaturan yang mana?", en="Which settings?"),
            code="settings-missing",
            hint=say(id="Sebut --office BERKAS.", en="Name --office FILE."),
        )
    _check_still_running(case)
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
                role, acting = _take_role(seen, decision, orderers)
            except NotTheirStepError:
                continue
            return msgspec.structs.replace(decision, role=role, acting=acting)
    role, acting = _take_role(case, decision, orderers)
    return msgspec.structs.replace(decision, role=role, acting=acting)


def check_office(office: OfficeSettings, procedure: Procedure) -> None:
    """Refuse settings under which a role has nobody, or staff are deputised as if they held a post."""
    used = {role for step in procedure.steps for role in step.actors}
    check_roles(
        office,
        tuple(actor.key for actor in procedure.actors if actor.key in used),
        {actor.key: str(actor.title) for actor in procedure.actors},
    )
    posts = {actor.key for actor in procedure.actors if actor.post}
    for official in office.officials if posts else ():
        staff = official.roles and not posts & set(official.roles)
        if staff and any(deputy.kind for deputy in official.deputies):
            raise InputRefusedError(
                say(
                    id=f"{official.name} bukan pejabat: Plh dan Plt hanya untuk jabatan.",
                    en=f"{official.name} holds no post: Plh and Plt are for posts only.",
                ),
                code="deputy-of-staff",
                hint=say(id='Tulis kind = "" pada penggantinya.', en='Write kind = "" for the deputy.'),
            )


def _check_attach(case: Case, decision: Decision) -> Decision:
    if decision.paper is None:
        raise UsageError(say(id="Naskah mana?", en="Which paper?"), code="paper-missing")
    roles = tuple(actor.key for actor in case.procedure.actors)
    role, acting = _take_role(case, decision, roles)
    return msgspec.structs.replace(decision, role=role, acting=acting)


_CONTROLS = {
    "start": _check_start,
    "handover": _check_handover,
    "withdraw": _check_order,
    "reopen": _check_order,
    "attach": _check_attach,
    "settings": _check_settings,
}
