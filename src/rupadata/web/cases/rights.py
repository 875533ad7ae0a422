"""Who may see which work order. What a person may decide is never answered here: the procedure says that."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from msgspec import Struct

from rupadata.office.settings import OfficeSettings
from rupadata.procedure.case import Case
from rupadata.web.accounts.models import Person
from rupadata.web.cases.kept_cases import KeptCase, kept_case
from rupadata.web.cases.models import CaseRow


class Opened(Struct, frozen=True):
    """A work order that somebody opened: its row, the case as kept, who looks, and when."""

    row: CaseRow
    kept: KeptCase
    person: Person
    now: datetime

    @property
    def case(self) -> Case:
        """Return the case."""
        return self.kept.case

    @property
    def key(self) -> str:
        """Return the key of the case."""
        return str(self.row.key)

    @property
    def official(self) -> str:
        """Return who looks, as the case knows the person."""
        return str(self.person.official)

    def may(self, *actions: str) -> bool:
        """Return whether the person holds a role that takes one of these actions today."""
        return any(self._may(action) for action in actions)

    def _may(self, name: str) -> bool:
        found = self.case.procedure.find_action(name)
        roles = (found[1].actors or found[0].actors) if found else self.case.procedure.steps[0].actors
        return any(self.holds(role) for role in roles)

    def holds(self, role: str) -> bool:
        """Return whether the person holds a role today, by office, as deputy or by handover."""
        day = timezone.localtime(self.now, self.case.office.zone).date()
        return self.case.office.acting(self.official, role, day, self.case.progress.handovers) is not None

    def is_open(self, step: str, item: str = "") -> bool:
        """Return whether a step waits now."""
        return self.case.status == "open" and (step, item) in self.case.progress.open


def open_case(request: HttpRequest, key: str) -> Opened:
    """Return a work order for somebody who is named in it; for everybody else there is none."""
    row = CaseRow.objects.defer("header", "search").filter(key=key).first()
    if row is None:
        raise Http404
    person = request.user
    kept = kept_case(row)
    if not takes_part(kept.case, person):
        raise Http404
    return Opened(row, kept, person, timezone.now())


def takes_part(case: Case, person: Person) -> bool:
    """Return whether a person is one of the officials whom a case names."""
    return bool(person.official) and any(one.id == person.official for one in case.office.officials)


def is_head(office: OfficeSettings | None, person: Person) -> bool:
    """Return whether a person holds a role that oversees: the first of the procedure's actors, or who
    approves."""
    return office is not None and bool(heads_roles(office, person))


def heads_roles(office: OfficeSettings, person: Person) -> tuple[str, ...]:
    """Return the overseeing roles that a person holds today."""
    if not any(one.id == person.official for one in office.officials):
        return ()
    day = timezone.localtime(timezone.now(), office.zone).date()
    return tuple(
        role
        for role in ("division_head", "section_head")
        if office.acting(person.official, role, day) is not None
    )
