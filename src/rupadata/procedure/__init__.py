"""The SOP as data, one pure function that carries it out, working time, and the store of cases."""

from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide, new_case, replay
from rupadata.procedure.decision import Decision, FrozenEdition, Item
from rupadata.procedure.definition import Procedure, Step, load_procedure, parse_procedure
from rupadata.procedure.folder_store import FolderStore
from rupadata.procedure.office import Office, load_office, parse_office
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
    "Office",
    "Procedure",
    "Request",
    "Step",
    "decide",
    "load_case",
    "load_office",
    "load_procedure",
    "new_case",
    "parse_office",
    "parse_procedure",
    "replay",
]
