"""Subjects: the catalogue, matching, grouping into books, symbols."""

from rupadata.subjects.assignments import Assignment, Grouping
from rupadata.subjects.catalogue import TAXONOMIES, Catalogue, load_catalogue
from rupadata.subjects.decisions import Decision, Decisions, load_memory, memory_path, remember
from rupadata.subjects.grouping import group, group_for_office, read_decisions
from rupadata.subjects.matching import Candidate, Clue, Match, Matcher, get_matcher
from rupadata.subjects.paging import page_title
from rupadata.subjects.record import read_record, write_record
from rupadata.subjects.symbols import SymbolLayer, SymbolShape, symbol_names, symbol_path

__all__ = [
    "TAXONOMIES",
    "Assignment",
    "Candidate",
    "Catalogue",
    "Clue",
    "Decision",
    "Decisions",
    "Grouping",
    "Match",
    "Matcher",
    "SymbolLayer",
    "SymbolShape",
    "get_matcher",
    "group",
    "group_for_office",
    "load_catalogue",
    "load_memory",
    "memory_path",
    "page_title",
    "read_decisions",
    "read_record",
    "remember",
    "symbol_names",
    "symbol_path",
    "write_record",
]
