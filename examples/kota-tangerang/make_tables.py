"""Write the published figures of Kota Tangerang into `kota-tangerang.xlsx`.

`python examples/kota-tangerang/make_tables.py [FOLDER]` writes here or there. Sources: `README.md`.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from yearbook import Column, Table, write_workbook  # noqa: E402

# District, urban villages, growth a year 2000-2010, growth a year 2010-2016.
DISTRICTS = (
    ("Ciledug", 8, 4.77, 4.04),
    ("Larangan", 8, 3.63, 2.93),
    ("Karang Tengah", 7, 3.26, 2.51),
    ("Cipondoh", 10, 5.57, 5.05),
    ("Pinang", 11, 4.30, 3.62),
    ("Tangerang", 8, 2.95, 2.50),
    ("Karawaci", 16, 1.39, 0.82),
    ("Jatiuwung", 6, 0.33, -0.44),
    ("Cibodas", 6, 1.62, 1.21),
    ("Periuk", 5, 2.62, 1.94),
    ("Batuceper", 7, 2.37, 1.74),
    ("Neglasari", 7, 2.56, 1.83),
    ("Benda", 5, 2.70, 2.83),
)
CITY = "Kota Tangerang"
DISTRICT = Column(("Kecamatan\nDistrict",), width=22)

VILLAGES = Table(
    sheet="Kelurahan",
    number="2.1.1",
    title="Jumlah Kelurahan menurut Kecamatan di Kota Tangerang, 2025",
    title_en="Number of Urban Villages by District in Kota Tangerang, 2025",
    columns=(DISTRICT, Column(("Jumlah Kelurahan\nNumber of Urban Villages",), width=16)),
    rows=(*((name, villages) for name, villages, *_ in DISTRICTS), (CITY, 104)),
    source="Kementerian Dalam Negeri, kode dan data wilayah administrasi pemerintahan, 2025",
    totals=frozenset({CITY}),
)

GROWTH = Table(
    sheet="Laju pertumbuhan",
    number="3.1.2",
    title="Laju Pertumbuhan Penduduk per Tahun menurut Kecamatan di Kota Tangerang (persen), "
    "2000–2010 dan 2010–2016",
    title_en="Annual Population Growth Rate by District in Kota Tangerang (percent), 2000–2010 and 2010–2016",
    columns=(
        DISTRICT,
        Column(("Laju Pertumbuhan Penduduk per Tahun\nAnnual Population Growth Rate", "2000–2010"), 2),
        Column(("Laju Pertumbuhan Penduduk per Tahun\nAnnual Population Growth Rate", "2010–2016"), 2),
    ),
    rows=(*((name, old, new) for name, _, old, new in DISTRICTS), (CITY, 3.04, 2.56)),
    source="BPS Kota Tangerang, 2016",
    totals=frozenset({CITY}),
)

# Year, population (thousand), growth a year (percent), density, sex ratio.
YEARS = (
    (2019, 2229.9, 2.35, 14486, 104.0),
    (2020, 1895.5, 0.51, 12314, 102.4),
    (2023, 1950.6, 1.05, 10937, 101.8),
    (2024, 1964.0, 0.95, 11012, 101.6),
    (2025, 1971.7, 0.83, 11055, 101.4),
)
NAMES = (
    ("Jumlah Penduduk / Population", "ribu jiwa", 1),
    ("Laju Pertumbuhan Penduduk per Tahun / Annual Population Growth Rate", "persen", 2),
    ("Kepadatan Penduduk / Population Density", "jiwa per km²", 0),
    ("Rasio Jenis Kelamin / Sex Ratio", "", 1),
)


def indicator_tables() -> list[Table]:
    """Return one table an indicator: the years as rows, because each year's basis is told beside it."""
    basis = {
        2019: "proyeksi berbasis Sensus Penduduk 2010",
        2020: "hasil Sensus Penduduk 2020 (September)",
    }
    later = "proyeksi berbasis Sensus Penduduk 2020 (Juni)"
    tables = []
    for place, (name, unit, decimals) in enumerate(NAMES, start=1):
        indonesian, english = name.split(" / ")
        notes = [
            "Putus deret/Break in series 2020: angka 2019 adalah proyeksi berbasis Sensus Penduduk 2010; "
            "sejak 2020 angka berbasis Sensus Penduduk 2020 dan tidak dapat dibandingkan dengan 2019.",
            "Angka 2021 dan 2022 tidak terdapat pada tabel yang diterbitkan.",
        ]
        if unit == "jiwa per km²":
            notes.append(
                "Putus deret/Break in series 2023: kepadatan dihitung dengan luas wilayah yang berbeda."
            )
        tables.append(
            Table(
                sheet=indonesian[:31],
                number=f"3.1.{place + 2}",
                title=f"{indonesian} di Kota Tangerang{f' ({unit})' if unit else ''}, 2019–2025",
                title_en=f"{english} in Kota Tangerang, 2019–2025",
                columns=(
                    Column(("Tahun\nYear",), width=10),
                    Column((f"{indonesian}\n{english}",), decimals, 22),
                    Column(("Keterangan\nRemark",), width=46),
                ),
                rows=tuple((row[0], row[place], basis.get(row[0], later)) for row in YEARS),
                notes=tuple(notes),
                source="BPS Provinsi Banten, Provinsi Banten Dalam Angka",
            )
        )
    return tables


def main(folder: Path) -> None:
    write_workbook(
        folder / "kota-tangerang.xlsx",
        [VILLAGES, GROWTH, *indicator_tables()],
        title="Kota Tangerang: angka yang diterbitkan",
        author="BPS; Kementerian Dalam Negeri",
        date=datetime(2025, 12, 31),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
