"""Satisfaction surveys (SKM): raw answers averaged, finished results taken as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from rupadata.model.source import cell_name
from rupadata.tables.lexicon.table_words import DISTRICTS
from rupadata.tables.registers.registers import Cell, Rows, find_district, parse_date
from rupadata.tables.registers.service_table import ServicePlace, ServiceTable, cell_range
from rupadata.tables.registers.skm import (
    ELEMENTS,
    HIGHEST_SCORE,
    LOWEST_SCORE,
    compute_index,
    find_elements,
    grade_of,
    is_bare_number,
    round_half_up,
    sample_size,
    with_legend,
)
from rupadata.tables.registers.skm_results import INDEX_TOLERANCE, Printed, Result

INDEX = "Indeks Kepuasan Masyarakat"
ELEMENT_MEAN = "Nilai rata-rata unsur pelayanan"

LEAST_ELEMENTS = 7
LEAST_ANSWERS = 5

_UNIT_COLUMN = re.compile(r"\b(?:unit|opd|skpd|perangkat daerah|dinas|layanan|instansi|lokasi)\b", re.I)
_DISTRICT_COLUMN = re.compile(rf"(?:nama )?(?:{DISTRICTS})\.?", re.I)
_YEAR_COLUMN = re.compile(r"(?:tahun|thn|year)(?: survei)?", re.I)
_WORDS = (("sangat", 4.0), ("kurang", 2.0), ("tidak", 1.0))
_PLAIN_WORDS = re.compile(
    r"(?:baik|puas|sesuai|mudah|cepat|murah|wajar|kompeten|mampu|sopan|ramah|lengkap|berfungsi|setuju|gratis)\b",
    re.I,
)
"""What stands in for the scores of a form: 'Sangat Baik' 4, 'Baik' 3, 'Kurang Baik' 2, 'Tidak Baik' 1."""


class Survey(Struct, frozen=True):
    """Raw answers as found: the header row, the column of each element, the rows of answers, from 0."""

    header: int
    elements: dict[str, int]
    unnamed: tuple[str, ...]
    unit: int | None
    district: int | None
    date: int | None
    year: int | None
    first: int
    last: int


def find_survey(rows: Rows) -> Survey | None:
    """Return the survey whose raw answers a sheet holds; None when it holds none."""
    for header, row in enumerate(rows[:15]):
        names = with_legend([cell if isinstance(cell, str) else "" for cell in row], rows)
        elements = find_elements(enumerate(names))
        if len(elements) < LEAST_ELEMENTS:
            continue
        columns = list(elements.values())
        answered = [i for i in range(header + 1, len(rows)) if _is_answer(rows[i], columns)]
        if len(answered) < LEAST_ANSWERS:
            return None
        between = range(answered[0], answered[-1] + 1)
        if len(answered) < 0.9 * sum(any(_number(rows[i], k) is not None for k in columns) for i in between):
            return None
        others = {i: name.replace("_", " ") for i, name in enumerate(names) if name and i not in columns}
        unit = next((i for i, name in others.items() if _UNIT_COLUMN.search(name)), None)
        first = rows[answered[0]]
        date = next((i for i in others if i < len(first) and parse_date(first[i]) is not None), None)
        district = next((i for i, name in others.items() if _DISTRICT_COLUMN.fullmatch(name.strip())), None)
        year = next((i for i, name in others.items() if _YEAR_COLUMN.fullmatch(name.strip())), None)
        unnamed = tuple(name for name in names if name and is_bare_number(name))
        return Survey(header, elements, unnamed, unit, district, date, year, answered[0], answered[-1])
    return None


def _number(row: Sequence[Cell], column: int) -> float | None:
    value = row[column] if column < len(row) else None
    if isinstance(value, str):
        text = value.strip().replace(",", ".")
        if text[:1].isalpha():
            return _score_of(text)
        return float(text) if re.fullmatch(r"\d+(?:\.0+)?", text) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _score_of(text: str) -> float | None:
    """Return the score that a word answer stands for."""
    folded = text.casefold()
    score = next((score for word, score in _WORDS if folded.startswith(word + " ")), None)
    if score is not None:
        return score
    return 3.0 if _PLAIN_WORDS.match(folded) and len(folded.split()) <= 3 else None


def _is_answer(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Tell whether a row holds whole scores of 1 to 4, an odd one forgiven."""
    numbers = [number for column in columns if (number := _number(row, column)) is not None]
    scores = [n for n in numbers if n.is_integer() and LOWEST_SCORE <= n <= HIGHEST_SCORE]
    return len(numbers) >= LEAST_ELEMENTS - 2 and len(scores) >= len(numbers) - 1


def read_survey(rows: Rows, survey: Survey, place: ServicePlace, weight: float) -> ServiceTable:
    """Return means per element, indices and numbers of respondents, as a whole and per unit."""
    table = ServiceTable(place.titles or "Survei Kepuasan Masyarakat", place)
    if survey.unnamed:
        table.report("skm-element-by-number", cell_name(survey.header, 0), elements=", ".join(survey.unnamed))
    groups: dict[tuple[str, str, str], list[int]] = {}
    outside: list[str] = []
    for i in range(survey.first, survey.last + 1):
        if not _is_answer(rows[i], list(survey.elements.values())):
            continue
        period = _period_of(rows[i], survey, place)
        unit = _text_at(rows[i], survey.unit)
        region = find_district(place.regions, _text_at(rows[i], survey.district), place.home)
        for key in dict.fromkeys((("", ""), (unit, ""), ("", region.code if region else ""))):
            groups.setdefault((period, *key), []).append(i)
        for column in survey.elements.values():
            number = _number(rows[i], column)
            if number is not None and not LOWEST_SCORE <= number <= HIGHEST_SCORE:
                outside.append(cell_name(i, column))
    for group, members in sorted(groups.items()):
        _add_group(table, rows, survey, members, group, weight)
    for cell in outside[:20]:
        table.report("skm-answer-out-of-range", cell)
    if len(survey.elements) < len(ELEMENTS):
        missing = ", ".join(element for element in ELEMENTS if element not in survey.elements)
        table.report("skm-element-missing", cell_name(survey.header, 0), elements=missing)
    _check_sample(table, rows, survey)
    return table


def _text_at(row: Sequence[Cell], column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    return " ".join(str(value).split()) if value is not None else ""


def _period_of(row: Sequence[Cell], survey: Survey, place: ServicePlace) -> str:
    day = parse_date(row[survey.date]) if survey.date is not None and survey.date < len(row) else None
    if day is not None:
        return f"{day.year}"
    year = re.match(r"(20\d\d)(?:\.0)?$", _text_at(row, survey.year))
    return year[1] if year else place.period


def _add_group(
    table: ServiceTable,
    rows: Rows,
    survey: Survey,
    members: Sequence[int],
    group: tuple[str, str, str],
    weight: float,
) -> None:
    period, unit, region = group
    dimensions = {"unit layanan": unit} if unit else {}
    role = "part" if unit or region else "total"
    means: dict[str, float] = {}
    for element, column in survey.elements.items():
        scores = [n for i in members if (n := _number(rows[i], column)) is not None]
        scores = [n for n in scores if LOWEST_SCORE <= n <= HIGHEST_SCORE]
        if not scores:
            continue
        means[element] = sum(scores) / len(scores)
        table.add(
            ELEMENT_MEAN,
            "mean",
            "skor",
            round(means[element], 6),
            period=period,
            cell=cell_range(column, survey.first, survey.last),
            decimals=2,
            dimensions={**dimensions, "unsur": element},
            region_code=region,
            role="part",
        )
        table.add(
            INDEX,
            "index",
            "indeks",
            round_half_up(means[element] * 25),
            period=period,
            cell=cell_range(column, survey.first, survey.last),
            decimals=2,
            dimensions={**dimensions, "unsur": element},
            region_code=region,
            role="part",
        )
    first, last = min(survey.elements.values()), max(survey.elements.values())
    everything = f"{cell_name(survey.first, first)}:{cell_name(survey.last, last)}"
    if len(means) == len(ELEMENTS):
        index = compute_index(means, weight)
        table.add(
            INDEX,
            "index",
            "indeks",
            index.value,
            period=period,
            cell=everything,
            decimals=2,
            dimensions=dimensions,
            region_code=region,
            role=role,
            notes=f"Mutu pelayanan {index.grade} ({index.service})",
        )
    table.add(
        "Jumlah responden survei kepuasan masyarakat",
        "count-flow",
        "responden",
        len(members),
        period=period,
        cell=everything,
        dimensions=dimensions,
        region_code=region,
        role=role,
    )


def _in_part(period: str, part: str) -> str:
    """Return a part of a year as ISO text; the period itself where it is no bare year or no part is told."""
    return f"{period}-{part}" if part and re.fullmatch(r"\d{4}", period) else "" if part else period


def add_results(table: ServiceTable, results: Sequence[Result], weight: float) -> None:
    """Add scores and indices of a table of results as printed, and compare them where both are."""
    whole = "total" if any(result.unit for result in results) else "single"
    for result in results:
        dimensions = {"unit layanan": result.unit} if result.unit else {}
        period = _in_part(table.place.period, result.part)
        for element, score in result.scores.items():
            _add_printed(
                table,
                ELEMENT_MEAN if result.is_mean else INDEX,
                "mean" if result.is_mean else "index",
                "skor" if result.is_mean else "indeks",
                score,
                period=period,
                dimensions={**dimensions, "unsur": element},
                role="part",
            )
        if result.respondents is not None:
            _add_printed(
                table,
                "Jumlah responden",
                "count-flow",
                "responden",
                result.respondents,
                period=period,
                dimensions=dimensions,
                role="part" if result.unit else whole,
            )
        for further in result.beside:
            share = further.name.strip().startswith("%") or "persen" in further.name.casefold()
            _add_printed(
                table,
                further.name,
                "",
                "persen" if share else "",
                further.printed,
                period=period,
                dimensions={**dimensions, **({"unsur": further.element} if further.element else {})},
                role="part" if result.unit or further.element else whole,
            )
        if result.index is None:
            continue
        _add_printed(
            table,
            INDEX,
            "index",
            "indeks",
            result.index,
            period=period,
            dimensions=dimensions,
            role="part" if result.unit else whole,
            notes="Mutu pelayanan {} ({})".format(*grade_of(round_half_up(result.index.value))),
        )
        computed = result.computed_index(weight)
        if computed is not None and abs(computed - result.index.value) > INDEX_TOLERANCE:
            table.report(
                "skm-index-differs", result.index.cell, printed=result.index.value, computed=computed
            )


def _add_printed(
    table: ServiceTable,
    indicator: str,
    measure: str,
    unit: str,
    printed: Printed,
    *,
    period: str,
    dimensions: dict[str, str],
    role: str,
    notes: str = "",
) -> None:
    """Add a figure as its cell has it: with its decimals, and no mark of having been computed."""
    table.add(
        indicator,
        measure,
        unit,
        printed.value,
        period=period,
        cell=printed.cell,
        decimals=printed.decimals,
        dimensions=dimensions,
        role=role,
        notes=notes,
        flags="",
    )


def _check_sample(table: ServiceTable, rows: Rows, survey: Survey) -> None:
    """Warn when a sheet names its population and fewer people answered than it needs."""
    text = " ".join(cell for row in rows[: survey.header] for cell in row if isinstance(cell, str))
    found = re.search(r"\bpopulasi\b\D{0,20}(\d{1,3}(?:\.\d{3})+|\d+)", text, re.I)
    if found is None:
        return
    population = int(found[1].replace(".", ""))
    needed = sample_size(population)
    answered = max(
        (o["value"] for o in table.observations if o["unit"] == "responden" and isinstance(o["value"], int)),
        default=0,
    )
    if answered < needed:
        table.report(
            "skm-sample-small",
            cell_range(min(survey.elements.values()), survey.first, survey.last),
            answered=answered,
            population=population,
            needed=needed,
        )
