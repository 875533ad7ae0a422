"""The procedure's service over the workplace's store: the only door through which a case changes."""

from __future__ import annotations

from collections.abc import Callable

from rupadata.documents import PaperDesk
from rupadata.procedure.case import Case
from rupadata.procedure.service import CaseService
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.store import DatabaseStore
from rupadata.web.cases.workload import kept_elsewhere


def case_service(then: Callable[[Case, CaseRow], None] | None = None) -> CaseService:
    """Return the service; *then* is done in the transaction of a decision, with the changed case."""
    return CaseService(DatabaseStore(then), PaperDesk(), elsewhere=kept_elsewhere)
