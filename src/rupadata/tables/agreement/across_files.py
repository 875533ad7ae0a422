"""Checks across files: breaks in a series, the same figure from two sources, units that change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import polars as pl

from rupadata.problems import Argument, Place, Problem
from rupadata.tables.lexicon.breaks import base_of, named_breaks, producer_kind

MAX_ROWS = 300_000
_SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9}
_OF_POPULATION = re.compile(r"penduduk|kepadatan|rasio jenis kelamin|rumah tangga", re.I)
Rows = list[dict[str, Any]]


def check_across(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the observations with breaks flagged, and what differs between files."""
    if frame.is_empty() or frame.height > MAX_ROWS:
        return frame, []
    columns = [
        "indicator",
        "unit",
        "region_code",
        "region",
        "period",
        "dimensions",
        "value",
        "producer",
        "notes",
        "file",
        "sheet",
        "cell",
        "measure",
        "flags",
    ]
    rows = frame.select(columns).with_row_index("row").to_dicts() if _may_break(frame) else []
    broken: dict[int, None] = {}
    problems = _breaks_named(rows, broken)
    problems += _breaks_of_base(rows, broken)
    problems += _breaks_of_producer(rows, broken)
    problems += _breaks_of_area(rows, broken)
    problems += _differences(rows)
    problems += _unit_changes(rows or _first_of_each_unit(frame))
    if not broken:
        return frame, problems
    flags = [_with_break(r["flags"]) if r["row"] in broken else r["flags"] for r in rows]
    return frame.with_columns(pl.Series("flags", flags, dtype=pl.String)), problems


def _may_break(frame: pl.DataFrame) -> bool:
    """Tell by the few distinct texts whether the rows must be looked at one by one."""
    if frame["file"].n_unique() > 1:
        return True
    notes = frame.select("notes", "producer").unique()
    return (
        any(named_breaks(text) or base_of(f"{text} {producer}") for text, producer in notes.iter_rows())
        or frame["producer"].n_unique() > 1
        or any(name.casefold().startswith("kepadatan penduduk") for name in frame["indicator"].unique())
    )


def _first_of_each_unit(frame: pl.DataFrame) -> Rows:
    if frame["unit"].n_unique() < 2:
        return []
    filled = frame.filter(pl.col("value").is_not_null())
    return filled.unique(["indicator", "unit"], keep="first", maintain_order=True).to_dicts()


def _with_break(flags: str) -> str:
    return ";".join(sorted({*(flag for flag in flags.split(";") if flag), "break"}))


def _problem(code: str, row: dict[str, Any], *, variant: str = "", **arguments: Argument) -> Problem:
    return Problem.with_arguments(code, Place(row["file"], row["sheet"]), arguments, variant=variant)


def _breaks_named(rows: Rows, broken: dict[int, None]) -> list[Problem]:
    """Flag the first period from the year on that a note names as the break of its table's series."""
    series: dict[tuple[str, ...], Rows] = defaultdict(list)
    for row in rows:
        if row["period"] and named_breaks(row["notes"]):
            key = (
                row["file"],
                row["sheet"],
                row["indicator"],
                row["region_code"],
                row["region"],
                row["dimensions"],
            )
            series[key].append(row)
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for members in series.values():
        members.sort(key=lambda row: row["period"])
        for year in named_breaks(members[0]["notes"]):
            later = [row for row in members if row["period"] >= year]
            if later and later[0] is not members[0]:
                broken[later[0]["row"]] = None
                told.setdefault((members[0]["indicator"], year), later[0])
    return [
        _problem("series-break", row, variant="named", indicator=indicator, year=year)
        for (indicator, year), row in told.items()
    ]


def _breaks_of_base(rows: Rows, broken: dict[int, None]) -> list[Problem]:
    """Flag the first period after the census or projection behind a series changes."""
    bases: dict[str, dict[str, str]] = defaultdict(dict)
    members: dict[tuple[str, str], Rows] = defaultdict(list)
    people = {name for name in {row["indicator"] for row in rows} if _OF_POPULATION.search(name)}
    for row in rows:
        named = named_breaks(row["notes"])
        before = bool(named) and row["period"] < named[-1]  # its note speaks of a base that came later
        if row["period"] and not before and row["indicator"] in people:
            base = base_of(f"{row['notes']} {row['producer']}")
            if base:
                bases[row["indicator"]].setdefault(row["period"], base)
            members[row["indicator"], row["period"]].append(row)
    problems = []
    for indicator, by_period in bases.items():
        periods = sorted(by_period)
        for before, after in pairwise(periods):
            if by_period[before] == by_period[after]:
                continue
            for row in members[indicator, after]:
                broken[row["row"]] = None
            problems.append(
                _problem(
                    "series-break",
                    members[indicator, after][0],
                    variant="base",
                    indicator=indicator,
                    before=before,
                    after=after,
                    base_before=by_period[before],
                    base_after=by_period[after],
                )
            )
    return problems


def _breaks_of_producer(rows: Rows, broken: dict[int, None]) -> list[Problem]:
    """Flag the first period after a series goes from BPS to a register, or back."""
    series: dict[tuple[str, ...], Rows] = defaultdict(list)
    for row in rows:
        if row["period"] and row["value"] is not None and producer_kind(row["producer"]):
            key = (row["indicator"], row["unit"], row["region_code"], row["region"], row["dimensions"])
            series[key].append(row)
    told: dict[tuple[str, str, str], dict[str, Any]] = {}
    for (indicator, *_), members in series.items():
        members.sort(key=lambda row: row["period"])
        for before, after in pairwise(members):
            kinds = {producer_kind(row["producer"]) for row in (before, after)}
            if len(kinds) > 1 and before["period"] < after["period"]:
                broken[after["row"]] = None
                told.setdefault((indicator, before["period"], after["period"]), after)
    return [
        _problem(
            "series-break",
            row,
            variant="producer",
            indicator=indicator,
            before=before,
            after=after,
            producer=row["producer"],
        )
        for (indicator, before, after), row in told.items()
    ]


def _scaled(row: dict[str, Any]) -> float:
    scale = next((factor for word, factor in _SCALES.items() if row["unit"].startswith(word)), 1.0)
    return float(row["value"]) * scale


def _breaks_of_area(rows: Rows, broken: dict[int, None]) -> list[Problem]:
    """Flag densities whose implied area jumps: the boundary or the source of the area changed."""
    people: dict[tuple[str, str], float] = {}
    density: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        if row["value"] is None or not row["region_code"] or row["dimensions"] != "{}":
            continue
        name = row["indicator"].casefold()
        if re.match(r"jumlah penduduk(?: akhir tahun| tengah tahun)?$", name):
            people.setdefault((row["region_code"], row["period"]), _scaled(row))
        elif name.startswith("kepadatan penduduk") and row["value"] > 0:
            density[row["region_code"]].setdefault(row["period"], row)
    jumps: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for code, by_period in density.items():
        areas = [
            (period, people[code, period] / row["value"], row)
            for period, row in sorted(by_period.items())
            if (code, period) in people
        ]
        for (before, old, _), (after, new, row) in pairwise(areas):
            if old > 0 and not 0.9 < new / old < 1.1:
                broken[row["row"]] = None
                jumps[before, after].append(row)
    return [
        _problem("area-break", found[0], before=before, after=after, regions=_names(found))
        for (before, after), found in jumps.items()
    ]


def _names(rows: Iterable[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(row["region"] for row in rows))
    return ", ".join(names[:4]) + (f" (+{len(names) - 4})" if len(names) > 4 else "")


def _differences(rows: Rows) -> list[Problem]:
    """Tell where two files give different figures for the same thing."""
    same: dict[tuple[str, ...], Rows] = defaultdict(list)
    for row in rows:
        if row["value"] is not None and row["period"] and row["region_code"]:
            same[
                row["indicator"].casefold(), row["unit"], row["region_code"], row["period"], row["dimensions"]
            ].append(row)
    told: dict[tuple[str, str, str], Rows] = defaultdict(list)
    for found in same.values():
        first = found[0]
        for other in found[1:]:
            top = max(abs(first["value"]), abs(other["value"]))
            if other["file"] != first["file"] and top and abs(first["value"] - other["value"]) > 0.005 * top:
                told[first["indicator"], first["file"], other["file"]].append(other)
    return [
        Problem.of(
            "sources-differ",
            Place(found[0]["file"], found[0]["sheet"], found[0]["cell"]),
            indicator=indicator,
            count=len(found),
            file=file,
        )
        for (indicator, file, _), found in list(told.items())[:50]
    ]


def _unit_changes(rows: Rows) -> list[Problem]:
    """Tell where one indicator comes in units of different scale."""
    units: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        if row["unit"] and row["value"] is not None:
            units[row["indicator"].casefold()].setdefault(row["unit"], row)
    problems = []
    for found in units.values():
        bases = {re.sub(r"^(?:ribu|juta|miliar|triliun) ", "", unit) for unit in found}
        if len(found) > 1 and len(bases) < len(found):
            row = list(found.values())[-1]
            named = ", ".join(sorted(found))
            problems.append(_problem("unit-changes", row, indicator=row["indicator"], units=named))
    return problems[:20]
