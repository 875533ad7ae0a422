"""What is still blank or doubtful in an office's settings, before a work order begins with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rupadata.errors import nearest_or_all
from rupadata.office.settings import OfficeSettings, Official
from rupadata.problems import Place, Problem
from rupadata.procedure.authority import check_office
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.definition import Procedure

_LETTERHEAD = ("government", "office", "address", "place")
_BRAND = ("office", "web")
_PLACEHOLDER = "..."
_NIP_DIGITS = 18


def check_settings(office: OfficeSettings, procedure: Procedure, today: date) -> tuple[Problem, ...]:
    """Return what is blank or doubtful; refuse settings that no work order could begin with."""
    form = office.procedure
    check_office(office, procedure.with_actors(form.actors, form.titles, form.forwarding_note))
    calendar = WorkingCalendar(office)
    return (
        *_blanks(office),
        *_people(office, procedure, today),
        *_contradictions(office, procedure),
        *calendar.check_days(today, date(today.year, 12, 31)),
    )


def _blanks(office: OfficeSettings) -> Iterator[Problem]:
    """Yield which places of the papers stay blank."""
    for name in _LETTERHEAD:
        said = getattr(office.letterhead, name)
        if not said or _PLACEHOLDER in said:
            yield Problem.of("setting-blank", Place(cell=f"letterhead.{name}"), setting=f"letterhead.{name}")
    for name in _BRAND:
        if not getattr(office.brand, name):
            yield Problem.of("brand-blank", Place(cell=f"brand.{name}"), setting=f"brand.{name}")
    if not office.legal_basis:
        yield Problem.of("setting-blank", Place(cell="legal_basis"), setting="legal_basis")
    if not office.numbering.unit:
        yield Problem.of("setting-blank", Place(cell="numbering.unit"), setting="numbering.unit")
    if not office.numbering.classification:
        where = "numbering.classification"
        yield Problem.of("setting-blank", Place(cell=where), setting=where)
    for role, title in office.procedure.titles.items():
        if not title or _PLACEHOLDER in title:
            where = f"procedure.titles.{role}"
            yield Problem.of("setting-blank", Place(cell=where), setting=where)
    if not office.retention.then:
        yield Problem.of("setting-blank", Place(cell="retention"), setting="retention")
    for official in office.officials:
        for name in ("nip", "rank"):
            if official.roles and not getattr(official, name):
                where = f"officials.{official.id}.{name}"
                yield Problem.of("setting-blank", Place(cell=where), setting=where)


def _people(office: OfficeSettings, procedure: Procedure, today: date) -> Iterator[Problem]:
    """Yield who can do nothing, and which role has nobody today."""
    known = {actor.key for actor in procedure.actors}
    for official in office.officials:
        unknown = [role for role in official.roles if role not in known]
        if unknown:
            yield Problem.of(
                "role-not-in-procedure", Place(cell=official.id), name=official.name, role=unknown[0]
            )
        for deputy in official.deputies:
            if deputy.until is not None and deputy.until < today:
                yield Problem.of(
                    "deputy-past", Place(cell=official.id), name=official.name, until=deputy.until.isoformat()
                )
    for role in dict.fromkeys(role for step in procedure.steps for role in step.actors):
        if not office.on_duty(role, today):
            yield Problem.of(
                "nobody-today", Place(cell=role), title=procedure.title_of(role), day=today.isoformat()
            )


def _contradictions(office: OfficeSettings, procedure: Procedure) -> Iterator[Problem]:
    """Yield settings that cannot be meant together, or that no paper will use."""
    kinds = {paper.kind for step in procedure.steps for paper in step.papers}
    for table, said in (
        ("labels", office.labels),
        ("copies", office.copies),
        ("on_behalf", office.on_behalf),
        ("numbering.classification", office.numbering.classification),
    ):
        for kind in said:
            if kind not in kinds:
                near = nearest_or_all(kind, sorted(kinds))
                yield Problem.of(
                    "paper-kind-unknown", Place(cell=table), setting=f"{table}.{kind}", near=near
                )
    if "{sequence}" not in office.numbering.template:
        yield Problem.of("number-without-sequence", Place(cell="numbering.template"))
    for official in office.officials:
        digits = "".join(official.nip.split())
        if official.nip and (len(digits) != _NIP_DIGITS or not digits.isdigit()):
            yield Problem.of("nip-doubtful", Place(cell=official.id), name=official.name)
        yield from _away_together(office, official)
        if {actor.key for actor in procedure.actors if actor.post} & set(official.roles):
            yield from _unreplaced(office, official)


def _away_together(office: OfficeSettings, official: Official) -> Iterator[Problem]:
    """Yield deputies who are away themselves on days on which they stand in."""
    for deputy in official.deputies:
        stands_in = office.official(deputy.person)
        for leave in stands_in.leave:
            if (deputy.since or leave.since) <= leave.until and leave.since <= (deputy.until or leave.until):
                yield Problem.of(
                    "deputy-away",
                    Place(cell=official.id),
                    name=stands_in.name,
                    holder=official.name,
                    since=leave.since.isoformat(),
                )


def _unreplaced(office: OfficeSettings, official: Official) -> Iterator[Problem]:
    """Yield the leave of whoever holds a post in which nobody decides meanwhile."""
    for leave in official.leave:
        days = ((leave.since + timedelta(days=n)) for n in range((leave.until - leave.since).days + 1))
        alone = next((day for day in days for role in official.roles if not office.on_duty(role, day)), None)
        if alone is not None:
            yield Problem.of(
                "leave-without-deputy", Place(cell=official.id), name=official.name, since=alone.isoformat()
            )
