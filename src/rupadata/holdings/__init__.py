"""All observations that an office has read, over its work orders and years: found, compared, given away."""

from rupadata.holdings.corrections import Correction, find_corrections, read_csv
from rupadata.holdings.disagreement import Conflict, find_conflicts
from rupadata.holdings.gaps import Gap, find_gaps
from rupadata.holdings.gathered import Reading, gather
from rupadata.holdings.holding import Filters, Holding, filtered, holdings_of, series_of
from rupadata.holdings.parcel import EXPORTS, export

__all__ = [
    "EXPORTS",
    "Conflict",
    "Correction",
    "Filters",
    "Gap",
    "Holding",
    "Reading",
    "export",
    "filtered",
    "find_conflicts",
    "find_corrections",
    "find_gaps",
    "gather",
    "holdings_of",
    "read_csv",
    "series_of",
]
