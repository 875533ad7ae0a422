"""Kependudukan and ketenagakerjaan: people by district, sex and age, and their work."""

from __future__ import annotations

from city import (
    CITY,
    DISTRICT,
    DISTRICTS,
    LAST,
    PEOPLE,
    PROVISIONAL,
    YEARS,
    allot,
    chance,
    district_columns,
    district_rows,
    illustrative,
    year_labels,
)
from yearbook import Cell, Column, Table, year_columns

STATISTICS = "BPS Kota Contoh, Proyeksi Penduduk"
LABOUR = "BPS Kota Contoh, Survei Angkatan Kerja Nasional"
AGES = (
    "0–4",
    "5–9",
    "10–14",
    "15–19",
    "20–24",
    "25–29",
    "30–34",
    "35–39",
    "40–44",
    "45–49",
    "50–54",
    "55–59",
    "60–64",
    "65–69",
    "70–74",
    "75+",
)
AGE_WEIGHTS_MALE = (8.0, 8.1, 8.0, 8.1, 8.4, 8.5, 8.3, 8.1, 7.7, 7.0, 6.1, 5.0, 3.8, 2.6, 1.4, 0.9)
AGE_WEIGHTS_FEMALE = (7.6, 7.7, 7.6, 7.8, 8.3, 8.5, 8.4, 8.2, 7.8, 7.1, 6.2, 5.2, 4.0, 2.8, 1.7, 1.3)
# Labour force (thousand), of these at work, by sex; the rest looks for work.
WORK = {
    2019: (231.4, 218.9, 152.8, 143.7),
    2020: (234.0, 214.2, 150.1, 136.3),
    2021: (237.9, 219.8, 155.6, 142.6),
    2022: (242.3, 226.8, 160.9, 149.4),
    2023: (246.1, 232.3, 166.4, 155.9),
    2024: (250.8, 238.3, 171.2, 161.8),
    2025: (254.9, 243.6, 176.5, 167.7),
}
WORKING_AGE = {
    2019: (286.2, 285.1),
    2020: (289.8, 288.9),
    2021: (293.4, 292.6),
    2022: (297.3, 296.4),
    2023: (301.0, 300.3),
    2024: (304.9, 304.1),
    2025: (308.6, 308.0),
}


def resident_tables() -> list[Table]:
    """Return the tables of the chapter on people."""
    return [_area(), _population(), _by_sex(), _by_age(), _density()]


def labour_tables() -> list[Table]:
    """Return the tables of the chapter on work."""
    return [_labour_force(), _participation(), _unemployment()]


def men() -> list[int]:
    """Return the men of each district in the last year."""
    dice = chance("sex")
    return [round(number * dice.uniform(0.497, 0.512)) for number in PEOPLE[LAST]]


def _population() -> Table:
    figures = [[PEOPLE[year][i] for year in YEARS] for i in range(len(DISTRICTS))]
    return illustrative(
        "3.1.1",
        "3.1.1",
        f"Jumlah Penduduk menurut Kecamatan di {CITY} (jiwa), 2019–2025",
        f"Population by District in {CITY} (people), 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, [sum(PEOPLE[year]) for year in YEARS]),
        STATISTICS,
        (PROVISIONAL, "Pertengahan tahun"),
    )


def _by_sex() -> Table:
    columns = (
        *DISTRICT,
        Column(("Jenis Kelamin\nSex", "Laki-laki\nMale")),
        Column(("Jenis Kelamin\nSex", "Perempuan\nFemale")),
        Column(("Jumlah\nTotal",)),
    )
    figures = [[m, total - m, total] for m, total in zip(men(), PEOPLE[LAST], strict=True)]
    return illustrative(
        "3.1.2",
        "3.1.2",
        f"Jumlah Penduduk menurut Kecamatan dan Jenis Kelamin di {CITY} (jiwa), {LAST}*",
        f"Population by District and Sex in {CITY} (people), {LAST}*",
        columns,
        district_rows(figures, [sum(column) for column in zip(*figures, strict=True)]),
        STATISTICS,
        (PROVISIONAL,),
    )


def _by_age() -> Table:
    all_men = sum(men())
    male = allot(all_men, AGE_WEIGHTS_MALE)
    female = allot(sum(PEOPLE[LAST]) - all_men, AGE_WEIGHTS_FEMALE)
    rows: list[tuple[Cell, ...]] = [(age, m, f, m + f) for age, m, f in zip(AGES, male, female, strict=True)]
    rows.append(("Jumlah/Total", sum(male), sum(female), sum(male) + sum(female)))
    columns = (
        Column(("Kelompok Umur\nAge Group",), width=18),
        Column(("Jenis Kelamin\nSex", "Laki-laki\nMale")),
        Column(("Jenis Kelamin\nSex", "Perempuan\nFemale")),
        Column(("Jumlah\nTotal",)),
    )
    return illustrative(
        "3.1.3",
        "3.1.3",
        f"Jumlah Penduduk menurut Kelompok Umur dan Jenis Kelamin di {CITY} (jiwa), {LAST}*",
        f"Population by Age Group and Sex in {CITY} (people), {LAST}*",
        columns,
        rows,
        STATISTICS,
        (PROVISIONAL,),
    )


def _area() -> Table:
    area = round(sum(d.area_km2 for d in DISTRICTS), 2)
    return illustrative(
        "1.1.1",
        "1.1.1",
        f"Luas Wilayah menurut Kecamatan di {CITY} (km²), {LAST}",
        f"Area by District in {CITY} (sq. km), {LAST}",
        (*DISTRICT, Column(("Luas Wilayah (km²)\nArea (sq. km)",), 2)),
        district_rows([[d.area_km2] for d in DISTRICTS], [area]),
        "Bagian Pemerintahan Kota Contoh",
    )


def _density() -> Table:
    area = sum(d.area_km2 for d in DISTRICTS)
    figures = [[round(PEOPLE[year][i] / d.area_km2) for year in YEARS] for i, d in enumerate(DISTRICTS)]
    return illustrative(
        "3.1.4",
        "3.1.4",
        f"Kepadatan Penduduk menurut Kecamatan di {CITY} (jiwa per km²), 2019–2025",
        f"Population Density by District in {CITY} (people per sq. km), 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, [round(sum(PEOPLE[year]) / area) for year in YEARS]),
        STATISTICS,
        (PROVISIONAL,),
    )


def _labour_force() -> Table:
    kinds = (
        ("Bekerja", lambda w: w[1] + w[3]),
        ("Pengangguran terbuka", lambda w: w[0] + w[2] - w[1] - w[3]),
        ("Jumlah/Total", lambda w: w[0] + w[2]),
    )
    rows = [(name, *(round(of(WORK[year]), 1) for year in YEARS)) for name, of in kinds]
    return illustrative(
        "3.2.1",
        "3.2.1",
        f"Jumlah Angkatan Kerja menurut Kegiatan Utama di {CITY} (ribu orang), 2019–2025",
        f"Labour Force by Main Activity in {CITY} (thousand people), 2019–2025",
        year_columns(
            Column(("Kegiatan Utama\nMain Activity",), width=36),
            YEARS,
            1,
        ),
        rows,
        LABOUR,
        ("Keadaan Agustus",),
    )


def _participation() -> Table:
    rows = []
    for year in YEARS:
        men, _, women, _ = WORK[year]
        able_men, able_women = WORKING_AGE[year]
        rows.append(
            (
                year,
                _percent(men, able_men),
                _percent(women, able_women),
                _percent(men + women, able_men + able_women),
            )
        )
    return _rates(
        "3.2.2", "Tingkat Partisipasi Angkatan Kerja (TPAK)", "Labour Force Participation Rate", rows
    )


def _unemployment() -> Table:
    rows = []
    for year in YEARS:
        men, men_at_work, women, women_at_work = WORK[year]
        idle_men, idle_women = men - men_at_work, women - women_at_work
        rows.append(
            (
                year,
                _percent(idle_men, men),
                _percent(idle_women, women),
                _percent(idle_men + idle_women, men + women),
            )
        )
    return _rates("3.2.3", "Tingkat Pengangguran Terbuka (TPT)", "Open Unemployment Rate", rows)


def _rates(number: str, name: str, name_en: str, rows: list[tuple[Cell, ...]]) -> Table:
    sexes = ("Laki-laki\nMale", "Perempuan\nFemale")
    return illustrative(
        number,
        number,
        f"{name} menurut Jenis Kelamin di {CITY} (persen), 2019–2025",
        f"{name_en} by Sex in {CITY} (percent), 2019–2025",
        (
            Column(("Tahun\nYear",), width=10),
            *(Column(("Jenis Kelamin\nSex", sex), 2) for sex in sexes),
            Column(("Jumlah\nTotal",), 2),
        ),
        rows,
        LABOUR,
        ("Keadaan Agustus",),
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)
