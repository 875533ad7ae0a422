"""Kota Contoh: an invented city of 13 invented districts, and the arithmetic that its tables share."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from yearbook import Cell, Column, Table

SEED = 99_71
YEARS = tuple(range(2019, 2026))
LAST = YEARS[-1]
CODE = "99.71"
CITY = "Kota Contoh"
NOTE = "Data contoh, bukan angka resmi/Illustrative data, not official figures"
PROVISIONAL = "* Angka sementara/Provisional figures"
TOTALS = frozenset({CITY, "Jumlah/Total", "Rata-rata/Average", CODE})


@dataclass(frozen=True, slots=True)
class District:
    """An invented district: where its tile stands, how large it is, how many people and how fast it grows."""

    code: str
    name: str
    short: str
    row: int
    column: int
    area_km2: float
    people: int
    growth: float


DISTRICTS = (
    District("99.71.01", "Pasar Terang", "PST", 1, 1, 7.84, 91_240, -0.0060),
    District("99.71.02", "Kampung Sagu", "KSG", 1, 2, 9.12, 78_415, 0.0018),
    District("99.71.03", "Taman Cempaka", "TCP", 2, 1, 11.36, 86_302, 0.0071),
    District("99.71.04", "Bukit Selasih", "BSL", 3, 2, 18.95, 41_730, 0.0312),
    District("99.71.05", "Lembah Kenari", "LKN", 2, 2, 12.48, 64_288, 0.0164),
    District("99.71.06", "Muara Pelita", "MPL", 0, 2, 8.27, 47_356, 0.0042),
    District("99.71.07", "Rawa Teratai", "RTR", 1, 0, 10.03, 72_611, 0.0095),
    District("99.71.08", "Sumber Embun", "SEM", 2, 3, 14.70, 52_984, 0.0237),
    District("99.71.09", "Tirta Asri", "TAS", 1, 3, 9.66, 45_817, 0.0129),
    District("99.71.10", "Wana Lestari", "WLS", 3, 3, 22.41, 30_126, 0.0405),
    District("99.71.11", "Kebun Pala", "KPL", 3, 1, 15.58, 49_043, 0.0256),
    District("99.71.12", "Dermaga Biru", "DBR", 0, 1, 6.91, 39_508, -0.0021),
    District("99.71.13", "Talang Pandan", "TLP", 2, 0, 13.27, 46_385, 0.0198),
)


def chance(topic: str) -> random.Random:
    """Return the dice of one topic, so that a change in one table leaves the others alone."""
    return random.Random(f"{SEED} {topic}")


def allot(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole numbers in proportion to the weights that add up to the total."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in by_rest[: total - sum(parts)]:
        parts[i] += 1
    return parts


def people() -> dict[int, list[int]]:
    """Return the people of each district in each year."""
    dice = chance("people")
    wobble = [[dice.uniform(-0.002, 0.002) for _ in YEARS] for _ in DISTRICTS]
    return {
        year: [
            round(d.people * (1 + d.growth) ** (year - YEARS[0]) * (1 + wobble[i][year - YEARS[0]]))
            for i, d in enumerate(DISTRICTS)
        ]
        for year in YEARS
    }


PEOPLE = people()


def year_labels(provisional: Sequence[int] = ()) -> tuple[str | int, ...]:
    """Return the years as headers, the provisional ones marked."""
    return tuple(f"{year}*" if year in provisional else year for year in YEARS)


DISTRICT = (Column(("Kode\nCode",), width=10), Column(("Kecamatan\nDistrict",), width=18))


def district_columns(years: Sequence[str | int], decimals: int = 0) -> tuple[Column, ...]:
    """Return the columns code and district, then one a year."""
    return (*DISTRICT, *(Column((year,), decimals, 11) for year in years))


def district_rows(figures: Sequence[Sequence[Cell]], whole: Sequence[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Return a row a district and the row of the city."""
    rows = [(d.code, d.name, *figures[i]) for i, d in enumerate(DISTRICTS)]
    return (*rows, (CODE, CITY, *whole))


def illustrative(
    sheet: str,
    number: str,
    title: str,
    title_en: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Cell, ...]],
    source: str,
    notes: Sequence[str] = (),
) -> Table:
    """Return a table that says on itself that its figures are invented."""
    return Table(sheet, number, title, title_en, tuple(columns), tuple(rows), source, (NOTE, *notes), TOTALS)
