"""Findings with evidence: level, change, trend, ranking, share, outlier; and the series they come from."""

from __future__ import annotations

from rupadata.analysis.alternative_text import describe_parts, describe_regions, describe_years
from rupadata.analysis.figures import Point
from rupadata.analysis.finding import Finding, Headline
from rupadata.analysis.findings import find_findings
from rupadata.analysis.headlines import HeadlineChoice, choose_headlines, rank_headlines
from rupadata.analysis.sentence import Sentence
from rupadata.analysis.series import (
    BreakdownSeries,
    RegionSeries,
    YearSeries,
    breakdown_series,
    dimensions_of,
    has_figures,
    newest_of_parts,
    part_periods,
    region_periods,
    region_series,
    school_years,
    year_series,
)

__all__ = [
    "BreakdownSeries",
    "Finding",
    "Headline",
    "HeadlineChoice",
    "Point",
    "RegionSeries",
    "Sentence",
    "YearSeries",
    "breakdown_series",
    "choose_headlines",
    "describe_parts",
    "describe_regions",
    "describe_years",
    "dimensions_of",
    "find_findings",
    "has_figures",
    "newest_of_parts",
    "part_periods",
    "rank_headlines",
    "region_periods",
    "region_series",
    "school_years",
    "year_series",
]
