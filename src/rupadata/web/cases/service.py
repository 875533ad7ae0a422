"""The procedure's service over the workplace's store: the only door through which a case changes."""

from __future__ import annotations

from rupadata.documents import PaperDesk
from rupadata.procedure.service import CaseService
from rupadata.web.cases.store import DatabaseStore


def case_service() -> CaseService:
    """Return the service."""
    return CaseService(DatabaseStore(), PaperDesk())
