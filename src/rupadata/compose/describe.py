"""Charts in words, for those who cannot see them: trend, peak and low, every figure named."""

from __future__ import annotations

from rupadata.analysis import BreakdownSeries, Point, RegionSeries, YearSeries
from rupadata.wording import format_period, format_value


def describe_years(series: YearSeries, lang: str) -> str:
    """Return a series over time in words."""
    known = series.known
    if not known:
        return ""
    first, last = known[0], known[-1]
    peak = max(known, key=lambda point: point.value or 0.0)
    low = min(known, key=lambda point: point.value or 0.0)

    def at(point: Point) -> str:
        period = format_period(point.key, lang, school_year=series.axis == "school-year", provisional=False)
        mark = ""
        if point.provisional:
            mark = " (angka sementara)" if lang == "id" else " (provisional)"
        joint = "pada" if lang == "id" else "in"
        return f"{_value(point, series.indicator.unit, lang)} {joint} {period}{mark}"

    gaps = sum(1 for point in series.points if point.value is None)
    if lang == "id":
        text = f"{series.indicator.name}, {series.region}: dari {at(first)} menjadi {at(last)}. "
        text += f"Tertinggi {at(peak)}, terendah {at(low)}."
        if gaps:
            text += f" {gaps} periode tanpa data."
        if any(point.breaks for point in series.points):
            text += " Deretnya terputus dan tidak seluruhnya dapat dibandingkan."
        return text
    name = series.indicator.name_en or series.indicator.name
    text = f"{name}, {series.region}: from {at(first)} to {at(last)}. "
    text += f"Highest {at(peak)}, lowest {at(low)}."
    if gaps:
        text += f" {gaps} periods without data."
    if any(point.breaks for point in series.points):
        text += " The series is broken and cannot be compared throughout."
    return text


def describe_regions(series: RegionSeries, lang: str) -> str:
    """Return the figures of regions in words: how many, the three highest, the lowest."""
    ranked = series.ranked
    if not ranked:
        return ""
    period = format_period(series.period, lang)
    unit = series.indicator.unit
    top = ", ".join(f"{point.name} {_value(point, unit, lang)}" for point in ranked[:3])
    last = ranked[-1]
    low = f"{last.name} {_value(last, unit, lang)}"
    missing = len(series.points) - len(ranked)
    if lang == "id":
        text = f"{series.indicator.name} di {len(ranked)} wilayah, {period}. Tertinggi {top}; terendah {low}."
        return text + (f" {missing} wilayah tanpa data." if missing else "")
    name = series.indicator.name_en or series.indicator.name
    text = f"{name} in {len(ranked)} regions, {period}. Highest {top}; lowest {low}."
    return text + (f" {missing} regions without data." if missing else "")


def describe_parts(series: BreakdownSeries, lang: str) -> str:
    """Return the parts of a breakdown in words, the greatest first."""
    unit = series.indicator.unit
    parts = sorted(series.known, key=lambda point: -(point.value or 0.0))[:6]
    said = ", ".join(f"{point.name} {_value(point, unit, lang)}" for point in parts)
    name = series.indicator.name if lang == "id" else series.indicator.name_en or series.indicator.name
    by = "menurut" if lang == "id" else "by"
    return f"{name} {by} {series.dimension}, {format_period(series.period, lang)}: {said}."


def _value(point: Point, unit: str, lang: str) -> str:
    assert point.value is not None
    return format_value(point.value, unit, lang, decimals=point.decimals)
