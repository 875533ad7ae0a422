"""Write the published figures of Banten into `penduduk-banten.xlsx`, one sheet a year.

`python examples/banten/make_tables.py [FOLDER]` writes here or there. Sources and breaks: `README.md`.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from yearbook import Column, Table, write_workbook  # noqa: E402

REGIONS = (
    "Kabupaten Pandeglang",
    "Kabupaten Lebak",
    "Kabupaten Tangerang",
    "Kabupaten Serang",
    "Kota Tangerang",
    "Kota Cilegon",
    "Kota Serang",
    "Kota Tangerang Selatan",
    "Banten",
)

# A line a region: population (thousand), growth a year (percent), share (percent), density, sex ratio.
FIGURES = {
    2019: """
        1211.9 0.54   9.37   441 104.2
        1302.6 0.83  10.08   380 104.9
        3800.8 3.24  29.40  3756 104.5
        1508.4 0.76  11.67   870 102.7
        2229.9 2.35  17.25 14486 104.0
         437.2 1.68   3.38  2491 104.1
         688.6 1.91   5.33  2582 104.9
        1747.9 3.36  13.52 11875 101.3
       12927.3 2.14 100.00  1338 103.8""",
    2020: """
        1272.7 0.99  10.69   463 105.5
        1386.8 1.38  11.65   405 106.1
        3245.6 1.32  27.26  3208 104.8
        1622.6 1.42  13.63   936 104.7
        1895.5 0.51  15.92 12314 102.4
         434.9 1.46   3.65  2478 103.2
         692.1 1.76   5.81  2595 104.7
        1354.4 0.47  11.38  9201 100.3
       11904.6 1.10 100.00  1232 104.0""",
    2023: """
        1312.8 1.13  10.67   474 105.1
        1433.7 1.22  11.65   433 105.8
        3362.6 1.30  27.32  3272 104.3
        1682.1 1.32  13.67  1144 104.4
        1950.6 1.05  15.85 10937 101.8
         450.5 1.29   3.66  2772 102.8
         723.8 1.64   5.88  2723 104.3
        1391.6 0.99  11.31  8441  99.8
       12307.7 1.22 100.00  1316 103.6""",
    2024: """
        1326.0 1.10  10.67   478 105.0
        1449.2 1.18  11.66   438 105.7
        3400.5 1.25  27.35  3309 104.1
        1701.8 1.28  13.69  1158 104.2
        1964.0 0.95  15.80 11012 101.6
         455.6 1.25   3.67  2804 102.7
         734.9 1.61   5.91  2765 104.2
        1399.5 0.88  11.26  8489  99.5
       12431.4 1.16 100.00  1329 103.4""",
    2025: """
        1338.4 1.07  10.67   483 104.9
        1463.8 1.14  11.68   442 105.6
        3435.2 1.20  27.40  3342 104.0
        1720.3 1.24  13.72  1170 104.1
        1971.7 0.83  15.73 11055 101.4
         460.4 1.21   3.67  2833 102.5
         745.6 1.58   5.95  2805 104.1
        1402.2 0.73  11.18  8505  99.3
       12537.4 1.10 100.00  1341 103.3""",
}

PROJECTION = "Hasil Proyeksi Penduduk Indonesia 2020–2050 (Juni), berbasis Sensus Penduduk 2020."
BASIS = {
    2019: ("Hasil Proyeksi Penduduk Indonesia 2010–2035 (Juni), berbasis Sensus Penduduk 2010.",),
    2020: (
        "Hasil Sensus Penduduk 2020 (September).",
        "Putus deret/Break in series: mulai 2020 angka berbasis Sensus Penduduk 2020 dan tidak dapat "
        "dibandingkan dengan 2019, yang merupakan proyeksi berbasis Sensus Penduduk 2010.",
    ),
    2023: (
        PROJECTION,
        "¹ Putus deret/Break in series: sejak 2023 kepadatan dihitung dengan luas wilayah yang berbeda.",
    ),
    2024: (
        PROJECTION,
        "Laju pertumbuhan dihitung dari penduduk 2020 (September) ke penduduk 2024 (Juni).",
    ),
    2025: (
        PROJECTION,
        "Laju pertumbuhan dihitung dari penduduk 2020 (September) ke penduduk 2025 (Juni).",
    ),
}

COLUMNS = (
    Column(("Kabupaten/Kota\nRegency/Municipality",), width=26),
    Column(("Jumlah Penduduk (ribu jiwa)\nPopulation (thousand)",), 1, 16),
    Column(("Laju Pertumbuhan Penduduk per Tahun (persen)\nAnnual Population Growth Rate (percent)",), 2, 18),
    Column(("Persentase Penduduk (persen)\nPercentage of Total Population (percent)",), 2, 16),
    Column(("Kepadatan Penduduk (jiwa per km²)\nPopulation Density (people per sq. km)",), 0, 16),
    Column(("Rasio Jenis Kelamin Penduduk\nPopulation Sex Ratio",), 1, 16),
)


def columns_of(year: int) -> tuple[Column, ...]:
    """Return the columns, the density marked in the year in which its area changes."""
    if year != 2023:
        return COLUMNS
    density = Column((str(COLUMNS[4].header[0]).replace("Penduduk (", "Penduduk¹ ("),), 0, 16)
    return (*COLUMNS[:4], density, COLUMNS[5])


def table_of(year: int) -> Table:
    lines = FIGURES[year].split("\n")[1:]
    rows = tuple((name, *map(float, line.split())) for name, line in zip(REGIONS, lines, strict=True))
    return Table(
        sheet=str(year),
        number="3.1.1",
        title="Jumlah Penduduk, Laju Pertumbuhan Penduduk, Persentase Penduduk, Kepadatan Penduduk, dan "
        f"Rasio Jenis Kelamin Penduduk menurut Kabupaten/Kota di Provinsi Banten, {year}",
        title_en="Population, Growth Rate, Percentage, Density, and Sex Ratio by Regency/Municipality in "
        f"Banten Province, {year}",
        columns=columns_of(year),
        rows=rows,
        notes=BASIS[year],
        source="BPS Provinsi Banten, Provinsi Banten Dalam Angka",
        totals=frozenset({"Banten"}),
    )


def main(folder: Path) -> None:
    write_workbook(
        folder / "penduduk-banten.xlsx",
        [table_of(year) for year in FIGURES],
        title="Penduduk Provinsi Banten menurut Kabupaten/Kota",
        author="BPS Provinsi Banten",
        date=datetime(2025, 12, 31),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
