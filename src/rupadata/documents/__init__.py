"""The papers of a case: letters, schedule, sheets, report, archive, and the SOP in its official form."""

from rupadata.documents.papers import PaperDesk, find_printed_head
from rupadata.documents.performance import parse_span, performance_evidence

__all__ = ["PaperDesk", "find_printed_head", "parse_span", "performance_evidence"]
