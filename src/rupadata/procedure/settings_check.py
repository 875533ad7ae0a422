"""What is still blank or doubtful in an office's settings, before a work order begins with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rupadata.office.settings import OfficeSettings
from rupadata.problems import Place, Problem
from rupadata.procedure.authority import check_office
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.definition import Procedure

_LETTERHEAD = ("government", "office", "address", "place")
_BRAND = ("office", "web")
_PLACEHOLDER = "..."


def check_settings(office: OfficeSettings, procedure: Procedure, today: date) -> tuple[Problem, ...]:
    """Return what is blank or doubtful; refuse settings that no work order could begin with."""
    check_office(office, procedure.with_actors(office.procedure.actors, office.procedure.titles))
    calendar = WorkingCalendar(office)
    return (
        *_blanks(office),
        *_people(office, procedure, today),
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
