"""Who may decide: the role in which a person acts, and settings under which every role has somebody."""

from __future__ import annotations

from datetime import date, datetime

from rupadata.errors import InputRefusedError, NotTheirStepError
from rupadata.language import say
from rupadata.office.settings import OfficeSettings, check_roles
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import Procedure, Step


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


def take_role(
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
