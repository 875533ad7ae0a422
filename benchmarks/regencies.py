"""Tables of many regencies as their offices would send them: one file a subject, districts over years."""

from __future__ import annotations

import random
from pathlib import Path

from rupadata.model.region import RegionLevel
from rupadata.regions import official_regions

YEARS = range(2020, 2025)
TABLES = (
    ("penduduk", "Jumlah Penduduk Menurut Kecamatan di {} (jiwa)", 40_000, 0.04, 0),
    ("murid", "Jumlah Murid SD Menurut Kecamatan di {} (orang)", 4_000, 0.06, 0),
    ("puskesmas", "Jumlah Kunjungan Puskesmas Menurut Kecamatan di {} (kunjungan)", 9_000, 0.1, 0),
    ("padi", "Produksi Padi Menurut Kecamatan di {} (ton)", 7_000, 0.15, 1),
)
"""Name of the file, title, usual figure of a district, how much it moves in a year, decimals."""
MOST_DISTRICTS = 20


def write_regencies(folder: Path, count: int, seed: int = 20261130) -> list[Path]:
    """Write the tables of some regencies, four files each with about a hundred figures; return their paths.

    Beyond the 514 that there are, the same regencies come again in folders of another office.
    """
    regions = official_regions()
    homes = [
        home
        for province in regions.children("00")
        for home in regions.children(province.code)
        if home.level is RegionLevel.REGENCY
    ]
    written = []
    for number in range(count):
        home = homes[number % len(homes)]
        chance = random.Random(f"{seed}/{number}")
        districts = regions.children(home.code)[:MOST_DISTRICTS]
        place = folder / f"{number // len(homes)}" / home.code
        place.mkdir(parents=True, exist_ok=True)
        for name, title, usual, moves, decimals in TABLES:
            lines = [title.format(home.name), ",".join(("Kecamatan", *map(str, YEARS)))]
            for district in districts:
                value, figures = usual * chance.lognormvariate(0, 0.5), []
                for _ in YEARS:
                    value *= 1 + chance.gauss(0.01, moves)
                    figures.append(f"{value:.{decimals}f}")
                lines.append(",".join((district.name, *figures)))
            path = place / f"{name}.csv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            written.append(path)
    return written
