"""The papers of a case: letters, schedule, sheets, report, archive, and the SOP in its official form."""

from rupadata.documents.papers import due_papers, find_printed_head, write_papers
from rupadata.documents.performance import parse_span, performance_evidence

__all__ = ["due_papers", "find_printed_head", "parse_span", "performance_evidence", "write_papers"]
