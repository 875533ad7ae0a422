"""The SOP as data, one pure function that carries it out, working time, and the store of cases."""

from rupadata.office.settings import OfficeSettings, load_settings, parse_settings
from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide, new_case, replay
from rupadata.procedure.decision import Decision, FrozenEdition, Item
from rupadata.procedure.definition import Procedure, Step, load_procedure, parse_procedure
from rupadata.procedure.folder_store import FolderStore
from rupadata.procedure.service import CaseService, Request
from rupadata.procedure.store import CaseStore, load_case

__all__ = [
    "Case",
    "CaseService",
    "CaseStore",
    "Decision",
    "FolderStore",
    "FrozenEdition",
    "Item",
    "OfficeSettings",
    "Procedure",
    "Request",
    "Step",
    "decide",
    "load_case",
    "load_procedure",
    "load_settings",
    "new_case",
    "parse_procedure",
    "parse_settings",
    "replay",
]
