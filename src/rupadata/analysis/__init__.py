"""Findings with evidence: level, change, trend, ranking, share, outlier; and the series they come from."""

from __future__ import annotations

from rupadata.analysis.series import (
    BreakdownSeries,
    Point,
    RegionSeries,
    YearSeries,
    breakdown_series,
    dimensions_of,
    region_periods,
    region_series,
    year_series,
)

__all__ = [
    "BreakdownSeries",
    "Point",
    "RegionSeries",
    "YearSeries",
    "breakdown_series",
    "dimensions_of",
    "region_periods",
    "region_series",
    "year_series",
]
