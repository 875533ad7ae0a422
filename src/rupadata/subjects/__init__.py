"""Subjects: the catalogue, matching, grouping into books, symbols.

The names are loaded on first use: who draws pages needs symbols alone, not the matcher and the readers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rupadata.subjects.assignments import Assignment as Assignment
    from rupadata.subjects.assignments import Grouping as Grouping
    from rupadata.subjects.catalogue import TAXONOMIES as TAXONOMIES
    from rupadata.subjects.catalogue import Catalogue as Catalogue
    from rupadata.subjects.catalogue import Catalogues as Catalogues
    from rupadata.subjects.catalogue import load_catalogue as load_catalogue
    from rupadata.subjects.decisions import GroupingDecision as GroupingDecision
    from rupadata.subjects.decisions import GroupingDecisions as GroupingDecisions
    from rupadata.subjects.decisions import load_memory as load_memory
    from rupadata.subjects.decisions import remember as remember
    from rupadata.subjects.grouping import group as group
    from rupadata.subjects.grouping import read_decisions as read_decisions
    from rupadata.subjects.grouping_file import encode_grouping as encode_grouping
    from rupadata.subjects.grouping_file import open_books as open_books
    from rupadata.subjects.matching import Candidate as Candidate
    from rupadata.subjects.matching import Clue as Clue
    from rupadata.subjects.matching import Match as Match
    from rupadata.subjects.matching import Matcher as Matcher
    from rupadata.subjects.matching import get_matcher as get_matcher
    from rupadata.subjects.paging import find_left_out as find_left_out
    from rupadata.subjects.paging import page_title as page_title
    from rupadata.subjects.record import read_record as read_record
    from rupadata.subjects.record import write_record as write_record
    from rupadata.subjects.symbols import SymbolLayer as SymbolLayer
    from rupadata.subjects.symbols import SymbolShape as SymbolShape
    from rupadata.subjects.symbols import symbol_names as symbol_names
    from rupadata.subjects.symbols import symbol_path as symbol_path

_WHERE = {
    "Assignment": "rupadata.subjects.assignments",
    "Candidate": "rupadata.subjects.matching",
    "Catalogue": "rupadata.subjects.catalogue",
    "Catalogues": "rupadata.subjects.catalogue",
    "Clue": "rupadata.subjects.matching",
    "GroupingDecision": "rupadata.subjects.decisions",
    "GroupingDecisions": "rupadata.subjects.decisions",
    "Grouping": "rupadata.subjects.assignments",
    "Match": "rupadata.subjects.matching",
    "Matcher": "rupadata.subjects.matching",
    "SymbolLayer": "rupadata.subjects.symbols",
    "SymbolShape": "rupadata.subjects.symbols",
    "TAXONOMIES": "rupadata.subjects.catalogue",
    "encode_grouping": "rupadata.subjects.grouping_file",
    "find_left_out": "rupadata.subjects.paging",
    "get_matcher": "rupadata.subjects.matching",
    "group": "rupadata.subjects.grouping",
    "load_catalogue": "rupadata.subjects.catalogue",
    "load_memory": "rupadata.subjects.decisions",
    "open_books": "rupadata.subjects.grouping_file",
    "page_title": "rupadata.subjects.paging",
    "read_decisions": "rupadata.subjects.grouping",
    "read_record": "rupadata.subjects.record",
    "remember": "rupadata.subjects.decisions",
    "symbol_names": "rupadata.subjects.symbols",
    "symbol_path": "rupadata.subjects.symbols",
    "write_record": "rupadata.subjects.record",
}

__all__ = [
    "TAXONOMIES",
    "Assignment",
    "Candidate",
    "Catalogue",
    "Catalogues",
    "Clue",
    "Grouping",
    "GroupingDecision",
    "GroupingDecisions",
    "Match",
    "Matcher",
    "SymbolLayer",
    "SymbolShape",
    "encode_grouping",
    "find_left_out",
    "get_matcher",
    "group",
    "load_catalogue",
    "load_memory",
    "open_books",
    "page_title",
    "read_decisions",
    "read_record",
    "remember",
    "symbol_names",
    "symbol_path",
    "write_record",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'rupadata.subjects' has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(_WHERE[name]), name)
    return found
