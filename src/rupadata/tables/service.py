"""Service data: registers of complaints and licences, and satisfaction surveys, as observations.

Each observation is computed from a range of cells, which is its `cell`: the column that was counted or
averaged, from the first case to the last (`D2:D301`). No row of a person is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rupadata.language import say
from rupadata.model.source import cell_name
from rupadata.problems import Place, Problem, Severity
from rupadata.regions import get_region
from rupadata.tables.registers import (
    Cell,
    Register,
    Rows,
    count_cases,
    find_register,
    mean_durations,
    parse_date,
)
from rupadata.tables.skm import (
    DEFAULT_WEIGHT,
    ELEMENTS,
    HIGHEST_SCORE,
    LOWEST_SCORE,
    compute_index,
    find_element,
    grade_of,
    is_bare_number,
    round_half_up,
    sample_size,
)
from rupadata.tables.skm_results import INDEX_TOLERANCE, Result, find_results

LEAST_ELEMENTS = 7
LEAST_ANSWERS = 5

INDEX = "Indeks Kepuasan Masyarakat"
ELEMENT_MEAN = "Nilai rata-rata unsur pelayanan"

_INDICATORS = {
    "pengaduan": ("Jumlah pengaduan", "pengaduan"),
    "izin": ("Jumlah izin terbit", "izin"),
    "permohonan izin": ("Jumlah permohonan izin", "permohonan"),
}
_UNIT_COLUMN = re.compile(r"\b(?:unit|opd|skpd|dinas|layanan|instansi|lokasi)\b", re.I)


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """Where a sheet stands and what is known around it."""

    file: str = ""
    sheet: str = ""
    home: str = ""
    titles: str = ""
    period: str = ""
    producer: str = ""
    notes: str = ""


@dataclass(slots=True)
class ServiceTable:
    """What a sheet of service data gave: observations with the columns of the contract, and problems."""

    title: str
    place: ServicePlace
    observations: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        indicator: str,
        measure: str,
        unit: str,
        value: float,
        *,
        period: str,
        cell: str,
        decimals: int = 0,
        dimensions: dict[str, str] | None = None,
        region_code: str = "",
        role: str = "single",
        notes: str = "",
        flags: str = "computed",
    ) -> None:
        """Add one observation, computed unless `flags` says otherwise."""
        code = region_code or self.place.home
        self.observations.append(
            {
                "table": self.title,
                "indicator": indicator,
                "measure": measure,
                "unit": unit,
                "region_code": code,
                "region": get_region(code).name if code else "",
                "period": period,
                "dimensions": json.dumps(dimensions or {}, ensure_ascii=False, sort_keys=True),
                "role": role,
                "value": value,
                "decimals": decimals,
                "missing": "",
                "flags": flags,
                "producer": self.place.producer,
                "notes": "; ".join(part for part in (self.place.notes, notes) if part),
                "file": self.place.file,
                "sheet": self.place.sheet,
                "cell": cell,
            }
        )

    def report(self, code: str, severity: Severity, cell: str, message: str, hint: str = "") -> None:
        """Add one problem at a cell or range."""
        where = Place(self.place.file, self.place.sheet, cell)
        self.problems.append(Problem(code, severity, where, message, hint))


def read_service_table(
    rows: Rows, place: ServicePlace | None = None, *, weight: float = DEFAULT_WEIGHT
) -> ServiceTable | None:
    """Return the observations of a register or a satisfaction survey; None when a sheet is neither."""
    place = place or ServicePlace()
    survey = _find_survey(rows)
    if survey is not None:
        return _read_survey(rows, survey, place, weight)
    results = find_results(rows)
    if results:
        table = ServiceTable(place.titles or "Survei Kepuasan Masyarakat", place)
        _add_results(table, results, weight)
        return table
    titles = " ".join(part for part in (place.titles, place.sheet, place.file) if part)
    register = find_register(rows, re.sub(r"[_\-./]+", " ", titles))
    return _read_register(rows, register, place) if register is not None else None


def _range(column: int, first: int, last: int) -> str:
    return f"{cell_name(first, column)}:{cell_name(last, column)}"


def _read_register(rows: Rows, register: Register, place: ServicePlace) -> ServiceTable:
    indicator, unit = _INDICATORS[register.kind]
    table = ServiceTable(place.titles or f"Register {register.kind}", place)
    counts, strange, undated = count_cases(rows, register, place.home)
    for count in counts:
        is_part = bool(count.dimensions or count.region)
        table.add(
            indicator,
            "count-flow",
            unit,
            count.cases,
            period=count.period,
            cell=_range(count.column, register.first, register.last),
            dimensions=dict(count.dimensions),
            region_code=count.region.code if count.region else "",
            role="part" if is_part else "total",
        )
    for duration in mean_durations(rows, register):
        table.add(
            f"Rata-rata lama penyelesaian {register.kind}",
            "mean",
            "hari",
            round(duration.days, 6),
            period=duration.period,
            cell=_range(duration.column, register.first, register.last),
            decimals=1,
        )
    dates = _range(register.columns["date"], register.first, register.last)
    if register.personal:
        names = ", ".join(register.personal)
        table.report(
            "register-personal-columns",
            Severity.INFO,
            cell_name(register.header, 0),
            say(
                id=f"Kolom data pribadi tidak disimpan: {names}.",
                en=f"Columns of personal data are not kept: {names}.",
            ),
        )
    if undated:
        table.report(
            "register-date-unreadable",
            Severity.WARNING,
            dates,
            say(
                id=f"{undated} kasus tanpa tanggal yang terbaca tidak dihitung.",
                en=f"{undated} cases without a readable date are not counted.",
            ),
            say(id="Tulis tanggal seperti 2024-03-15 atau 15/03/2024.", en="Write dates like 2024-03-15."),
        )
    if strange:
        shown = ", ".join(name for name, _ in strange.most_common(3))
        table.report(
            "register-district-unknown",
            Severity.WARNING,
            _range(register.columns["district"], register.first, register.last),
            say(
                id=f"{sum(strange.values())} kasus tanpa kecamatan yang dikenal ({shown}).",
                en=f"{sum(strange.values())} cases without a known district ({shown}).",
            ),
            say(
                id="Perbaiki nama kecamatannya, atau sebut wilayahnya dengan --region.",
                en="Mend the names of districts, or name the region with --region.",
            ),
        )
    return table


@dataclass(frozen=True, slots=True)
class _Survey:
    header: int
    elements: dict[str, int]
    unnamed: tuple[str, ...]
    unit: int | None
    date: int | None
    first: int
    last: int


def _find_survey(rows: Rows) -> _Survey | None:
    for header, row in enumerate(rows[:15]):
        names = [cell if isinstance(cell, str) else "" for cell in row]
        elements: dict[str, int] = {}
        for index, name in enumerate(names):
            element = find_element(name) if name else None
            if element and element not in elements:
                elements[element] = index
        if len(elements) < LEAST_ELEMENTS:
            continue
        columns = list(elements.values())
        answered = [i for i in range(header + 1, len(rows)) if _is_answer(rows[i], columns)]
        if len(answered) < LEAST_ANSWERS:
            return None
        between = range(answered[0], answered[-1] + 1)
        if len(answered) < 0.9 * sum(any(_number(rows[i], k) is not None for k in columns) for i in between):
            return None
        others = {i: name for i, name in enumerate(names) if name and i not in columns}
        unit = next((i for i, name in others.items() if _UNIT_COLUMN.search(name)), None)
        first = rows[answered[0]]
        date = next((i for i in others if i < len(first) and parse_date(first[i]) is not None), None)
        unnamed = tuple(name for name in names if name and is_bare_number(name))
        return _Survey(header, elements, unnamed, unit, date, answered[0], answered[-1])
    return None


def _number(row: Sequence[Cell], column: int) -> float | None:
    value = row[column] if column < len(row) else None
    if isinstance(value, str):
        text = value.strip().replace(",", ".")
        return float(text) if re.fullmatch(r"\d+(?:\.0+)?", text) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _is_answer(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Tell whether a row holds whole scores of 1 to 4, an odd one forgiven."""
    numbers = [number for column in columns if (number := _number(row, column)) is not None]
    scores = [n for n in numbers if n.is_integer() and LOWEST_SCORE <= n <= HIGHEST_SCORE]
    return len(numbers) >= LEAST_ELEMENTS - 2 and len(scores) >= len(numbers) - 1


def _read_survey(rows: Rows, survey: _Survey, place: ServicePlace, weight: float) -> ServiceTable:
    table = ServiceTable(place.titles or "Survei Kepuasan Masyarakat", place)
    if survey.unnamed:
        table.report(
            "skm-element-by-number",
            Severity.WARNING,
            cell_name(survey.header, 0),
            say(
                id=f"{', '.join(survey.unnamed)} tanpa nama: urutan U8 dan U9 berbeda antarinstansi.",
                en=f"{', '.join(survey.unnamed)} without a name: offices order U8 and U9 differently.",
            ),
            say(id="Tulis nama unsurnya di kepala kolom.", en="Write the element's name into the header."),
        )
    groups: dict[tuple[str, str], list[int]] = {}
    outside: list[str] = []
    for i in range(survey.first, survey.last + 1):
        if not _is_answer(rows[i], list(survey.elements.values())):
            continue
        period = _period_of(rows[i], survey, place)
        unit = _text_at(rows[i], survey.unit)
        for name in dict.fromkeys(("", unit)):
            groups.setdefault((period, name), []).append(i)
        for column in survey.elements.values():
            number = _number(rows[i], column)
            if number is not None and not LOWEST_SCORE <= number <= HIGHEST_SCORE:
                outside.append(cell_name(i, column))
    for (period, unit), members in sorted(groups.items()):
        _add_group(table, rows, survey, members, period, unit, weight)
    for cell in outside[:20]:
        table.report(
            "skm-answer-out-of-range",
            Severity.WARNING,
            cell,
            say(
                id="Jawaban di luar 1 sampai 4 tidak dihitung.", en="An answer beyond 1 to 4 is not counted."
            ),
        )
    if len(survey.elements) < len(ELEMENTS):
        missing = ", ".join(element for element in ELEMENTS if element not in survey.elements)
        table.report(
            "skm-element-missing",
            Severity.WARNING,
            cell_name(survey.header, 0),
            say(
                id=f"Indeks tidak dihitung: tidak ada unsur {missing}.",
                en=f"The index is not computed: no element {missing}.",
            ),
            say(id="Sembilan unsur wajib ada.", en="All nine elements are needed."),
        )
    _check_sample(table, rows, survey)
    return table


def _text_at(row: Sequence[Cell], column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    return " ".join(str(value).split()) if value is not None else ""


def _period_of(row: Sequence[Cell], survey: _Survey, place: ServicePlace) -> str:
    day = parse_date(row[survey.date]) if survey.date is not None and survey.date < len(row) else None
    return f"{day.year}" if day is not None else place.period


def _add_group(
    table: ServiceTable,
    rows: Rows,
    survey: _Survey,
    members: Sequence[int],
    period: str,
    unit: str,
    weight: float,
) -> None:
    dimensions = {"unit layanan": unit} if unit else {}
    role = "part" if unit else "total"
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
            cell=_range(column, survey.first, survey.last),
            decimals=2,
            dimensions={**dimensions, "unsur": element},
            role="part",
        )
        table.add(
            INDEX,
            "index",
            "indeks",
            round_half_up(means[element] * 25),
            period=period,
            cell=_range(column, survey.first, survey.last),
            decimals=2,
            dimensions={**dimensions, "unsur": element},
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
        role=role,
    )


def _add_results(table: ServiceTable, results: Sequence[Result], weight: float) -> None:
    """Add scores and indices of a table of results as printed, and compare them where both are."""
    for result in results:
        dimensions = {"unit layanan": result.unit} if result.unit else {}
        period = table.place.period
        for element, score in result.scores.items():
            table.add(
                ELEMENT_MEAN if result.is_mean else INDEX,
                "mean" if result.is_mean else "index",
                "skor" if result.is_mean else "indeks",
                score.value,
                period=period,
                cell=score.cell,
                decimals=score.decimals,
                dimensions={**dimensions, "unsur": element},
                role="part",
                flags="",
            )
        if result.index is None:
            continue
        table.add(
            INDEX,
            "index",
            "indeks",
            result.index.value,
            period=period,
            cell=result.index.cell,
            decimals=result.index.decimals,
            dimensions=dimensions,
            role="part" if result.unit else "single",
            notes="Mutu pelayanan {} ({})".format(*grade_of(round_half_up(result.index.value))),
            flags="",
        )
        computed = result.computed_index(weight)
        if computed is not None and abs(computed - result.index.value) > INDEX_TOLERANCE:
            table.report(
                "skm-index-differs",
                Severity.WARNING,
                result.index.cell,
                say(
                    id=f"Indeks tercetak {result.index.value}, dari nilai unsurnya {computed}.",
                    en=f"The printed index is {result.index.value}, from its elements {computed}.",
                ),
                say(
                    id="Periksa angkanya, atau bobot yang dipakai (1/9 atau 0,11).",
                    en="Check the figures, or the weight that was used (1/9 or 0.11).",
                ),
            )


def _check_sample(table: ServiceTable, rows: Rows, survey: _Survey) -> None:
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
            Severity.WARNING,
            _range(min(survey.elements.values()), survey.first, survey.last),
            say(
                id=f"{answered} responden; populasi {population} memerlukan {needed}.",
                en=f"{answered} respondents; a population of {population} needs {needed}.",
            ),
            say(id="Sebut keterbatasan ini di catatan.", en="Say so in the notes."),
        )
