"""Cases played from their histories, remembered as they stood with so many decisions.

A history only grows, so a case of a row with so many decisions never changes. What proves that nothing was
changed (`verify`) reads the history itself.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from msgspec import Struct

from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.schedule import Plan, plan_as_decided
from rupadata.procedure.store import load_case
from rupadata.procedure.timing import TimedRun, time_runs
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.store import DatabaseStore


class KeptCase(Struct, frozen=True, eq=False):
    """A case, told apart by itself, with its working calendar and its steps by used time."""

    case: Case
    calendar: WorkingCalendar
    runs: tuple[TimedRun, ...]


def kept_case(row: CaseRow) -> KeptCase:
    """Return the case of a row as it stands with the row's decisions."""
    return _played(row.pk, row.key, row.version, row.created_at, str(settings.STORAGE))


@lru_cache(maxsize=48)
def set_plan(kept: KeptCase) -> Plan | None:
    """Return the plan of the schedule that holds in a case; None while it has none."""
    return plan_as_decided(kept.case)


@lru_cache(maxsize=48)
def _played(pk: int, key: str, version: int, created_at: datetime, storage: str) -> KeptCase:
    case = load_case(DatabaseStore(), key)
    calendar = WorkingCalendar(case.office)
    return KeptCase(case, calendar, tuple(time_runs(case, calendar)))
