"""Service data: registers of complaints and licences, and satisfaction surveys, as observations.

Each observation is computed from a range of cells, which is its `cell`: the column that was counted or
averaged, from the first case to the last (`D2:D301`). No row of a person is kept.
"""

from __future__ import annotations

import re

from rupadata.model.source import cell_name
from rupadata.tables.registers.registers import Register, Rows, count_cases, find_register, mean_durations
from rupadata.tables.registers.service_table import ServicePlace, ServiceTable, cell_range
from rupadata.tables.registers.skm import DEFAULT_WEIGHT
from rupadata.tables.registers.skm_results import find_results
from rupadata.tables.registers.surveys import add_results, find_survey, read_survey

_INDICATORS = {
    "pengaduan": ("Jumlah pengaduan", "pengaduan"),
    "izin": ("Jumlah izin terbit", "izin"),
    "permohonan izin": ("Jumlah permohonan izin", "permohonan"),
    "layanan": ("Jumlah permohonan layanan", "permohonan"),
}


def read_service_table(
    rows: Rows, place: ServicePlace, *, weight: float = DEFAULT_WEIGHT
) -> ServiceTable | None:
    """Return the observations of a register or a satisfaction survey; None when a sheet is neither."""
    survey = find_survey(rows)
    if survey is not None:
        return read_survey(rows, survey, place, weight)
    results = find_results(rows)
    if results:
        table = ServiceTable(place.titles or "Survei Kepuasan Masyarakat", place)
        add_results(table, results, weight)
        return table
    titles = " ".join(part for part in (place.titles, place.sheet, place.file) if part)
    register = find_register(rows, re.sub(r"[_\-./]+", " ", titles))
    return _read_register(rows, register, place) if register is not None else None


def _read_register(rows: Rows, register: Register, place: ServicePlace) -> ServiceTable:
    indicator, unit = _INDICATORS[register.kind]
    table = ServiceTable(place.titles or f"Register {register.kind}", place)
    counts, strange, undated = count_cases(place.regions, rows, register, place.home)
    for count in counts:
        is_part = bool(count.dimensions or count.region)
        table.add(
            indicator,
            "count-flow",
            unit,
            count.cases,
            period=count.period,
            cell=cell_range(count.column, register.first, register.last),
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
            cell=cell_range(duration.column, register.first, register.last),
            decimals=1,
        )
    dates = cell_range(register.columns["date"], register.first, register.last)
    if register.personal:
        names = ", ".join(register.personal)
        table.report("register-personal-columns", cell_name(register.header, 0), columns=names)
    if undated:
        table.report("register-date-unreadable", dates, count=undated)
    if strange:
        shown = ", ".join(name for name, _ in strange.most_common(3))
        table.report(
            "register-district-unknown",
            cell_range(register.columns["district"], register.first, register.last),
            count=sum(strange.values()),
            districts=shown,
        )
    return table
