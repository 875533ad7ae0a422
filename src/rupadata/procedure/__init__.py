"""The SOP as data, one pure function that carries it out, working time, and the store of cases."""

from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide, new_case, replay
from rupadata.procedure.decision import Decision, FrozenEdition, Item
from rupadata.procedure.definition import Procedure, Step, load_procedure, parse_procedure
from rupadata.procedure.office import Office, load_office, parse_office
from rupadata.procedure.store import CaseStore, FileStore

__all__ = [
    "Case",
    "CaseStore",
    "Decision",
    "FileStore",
    "FrozenEdition",
    "Item",
    "Office",
    "Procedure",
    "Step",
    "decide",
    "load_office",
    "load_procedure",
    "new_case",
    "parse_office",
    "parse_procedure",
    "replay",
]
