"""Subjects: the catalogue, matching, grouping into books, symbols."""

from rupadata.subjects.catalogue import TAXONOMIES, Catalogue, load_catalogue
from rupadata.subjects.decisions import Decision, Decisions, load_decisions
from rupadata.subjects.grouping import Assignment, Grouping, group
from rupadata.subjects.matching import Candidate, Clue, Match, Matcher, get_matcher
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
    "load_catalogue",
    "load_decisions",
    "symbol_names",
    "symbol_path",
]
