"""Pendidikan, kesehatan, kemiskinan and lingkungan hidup."""

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
from services import MONTH_WEIGHTS, MONTHS
from yearbook import Cell, Column, Table, year_columns

EDUCATION = "Dinas Pendidikan Kota Contoh"
SURVEY = "BPS Kota Contoh, Survei Sosial Ekonomi Nasional"
HEALTH = "Dinas Kesehatan Kota Contoh"
SOCIAL = "Dinas Sosial Kota Contoh"
ENVIRONMENT = "Dinas Lingkungan Hidup Kota Contoh"

SCHOOL_YEARS = tuple(f"{year}/{year + 1}" for year in YEARS[:-1])
PUPILS = (
    ("Taman Kanak-kanak (TK)", (15_862, 13_204, 12_977, 14_618, 15_930, 16_745)),
    ("Sekolah Dasar (SD)", (74_116, 73_842, 73_205, 72_911, 72_480, 71_936)),
    ("Sekolah Menengah Pertama (SMP)", (35_470, 35_912, 36_204, 36_538, 36_871, 37_115)),
    ("Sekolah Menengah Atas (SMA)", (19_804, 20_117, 20_563, 21_048, 21_397, 21_766)),
    (
        "Sekolah Menengah Kejuruan (SMK)",
        (22_915, 22_486, 22_730, 23_194, 23_882, 24_507),
    ),
)
ATTENDANCE = (
    ("7–12", (99.41, 99.36, 99.48, 99.52, 99.57, 99.61, 99.64)),
    ("13–15", (96.82, 96.10, 96.55, 97.21, 97.84, 98.13, 98.42)),
    ("16–18", (76.35, 74.92, 75.88, 78.46, 80.91, 83.27, 85.06)),
    ("19–23", (27.14, 26.03, 26.88, 28.95, 30.72, 32.40, 33.81)),
)
STAFF = (
    ("Dokter umum", (214, 221, 236, 252, 268, 281, 297)),
    ("Dokter spesialis", (138, 141, 149, 158, 166, 177, 189)),
    ("Dokter gigi", (71, 72, 74, 79, 83, 86, 90)),
    ("Perawat", (1_126, 1_184, 1_271, 1_320, 1_366, 1_412, 1_455)),
    ("Bidan", (402, 411, 425, 438, 446, 459, 467)),
    ("Tenaga kefarmasian", (248, 255, 263, 279, 290, 304, 315)),
    ("Tenaga gizi", (48, 51, 57, 66, 78, 89, 97)),
)
FACILITIES = (
    ("Rumah sakit umum", (6, 6, 6, 7, 7, 8, 8)),
    ("Rumah sakit khusus", ("–", "–", "–", 1, 1, 1, 2)),
    ("Puskesmas", (24, 24, 25, 25, 26, 26, 26)),
    ("Klinik", (88, 91, 97, 104, 110, 118, 123)),
    ("Posyandu", (612, 615, 618, 624, 631, 637, 640)),
    ("Apotek", (147, 152, 161, 170, 178, 189, 194)),
)
STUNTING = {2019: 21.6, 2020: 22.4, 2021: 20.9, 2022: 17.8, 2023: 14.9, 2024: 12.7, 2025: 11.3}
STUNTING_OFFSETS = (-1.2, 0.8, -2.6, 2.2, -3.1, 3.4, 6.1, -0.7, -1.9, 3.8, 1.1, 2.7, 0.4)
DENGUE = {2019: 842, 2020: 615, 2021: 388, 2022: 971, 2023: 704, 2024: 1_386, 2025: 658}
# Poverty line (rupiah a person and month), poor people (thousand), depth, severity.
POVERTY = {
    2019: (512_846, 41.72, 0.84, 0.19),
    2020: (538_190, 46.38, 0.97, 0.23),
    2021: (556_027, 49.05, 1.08, 0.27),
    2022: (587_411, 46.91, 0.95, 0.22),
    2023: (621_935, 44.26, 0.86, 0.20),
    2024: (648_502, 41.80, 0.79, 0.17),
    2025: (671_288, 39.14, 0.71, 0.15),
}
AID = {2019: 18_240, 2020: 31_615, 2021: 30_127, 2022: 26_480, 2023: 23_912, 2024: 21_346, 2025: 19_874}
AID_EAGERNESS = (0.7, 1.0, 0.6, 1.3, 0.5, 1.6, 2.1, 0.8, 0.7, 1.4, 1.1, 1.5, 1.0)
WASTE_KG_A_DAY = 0.71
WASTE_WAYS = (
    ("Dikurangi dari sumber", (0.11, 0.12, 0.14, 0.17, 0.21, 0.24, 0.27)),
    ("Diangkut ke tempat pemrosesan akhir", (0.71, 0.70, 0.69, 0.68, 0.66, 0.65, 0.64)),
    ("Tidak terkelola", (0.18, 0.18, 0.17, 0.15, 0.13, 0.11, 0.09)),
)
QUALITY = (
    ("Indeks Kualitas Air", (48.33, 49.17, 48.75, 50.42, 52.08, 53.61, 55.20)),
    ("Indeks Kualitas Udara", (71.26, 76.84, 74.15, 72.90, 70.38, 71.77, 73.05)),
    ("Indeks Kualitas Lahan", (29.64, 29.71, 30.15, 30.88, 31.42, 32.06, 32.79)),
    (
        "Indeks Kualitas Lingkungan Hidup",
        (52.41, 54.86, 53.90, 54.28, 54.61, 55.94, 57.32),
    ),
)


def education_tables() -> list[Table]:
    """Return the tables of the chapter on education."""
    return [_primary_schools(), _pupils(), _attendance()]


def health_tables() -> list[Table]:
    """Return the tables of the chapter on health."""
    return [
        _stunting(),
        _kinds(
            "4.2.2",
            "Jumlah Tenaga Kesehatan",
            "Health Workers",
            "Jenis Tenaga Kesehatan\nType of Health Worker",
            STAFF,
            HEALTH,
        ),
        _kinds(
            "4.2.3",
            "Jumlah Fasilitas Kesehatan",
            "Health Facilities",
            "Jenis Fasilitas Kesehatan\nType of Health Facility",
            FACILITIES,
            HEALTH,
        ),
        _dengue(),
    ]


def poverty_tables() -> list[Table]:
    """Return the tables of the chapter on poverty and social protection."""
    return [_poverty(), _aid()]


def environment_tables() -> list[Table]:
    """Return the tables of the chapter on the environment."""
    return [_waste(), _waste_ways(), _quality()]


def _primary_schools() -> Table:
    dice = chance("schools")
    rows: list[list[int]] = []
    for number in allot(
        PUPILS[1][1][-1], [PEOPLE[LAST][i] * dice.uniform(0.9, 1.1) for i in range(len(DISTRICTS))]
    ):
        private = round(number * dice.uniform(0.12, 0.34))
        public = number - private
        schools = (round(public / dice.uniform(300, 360)), round(private / dice.uniform(190, 240)))
        teachers = (round(public / dice.uniform(21, 24)), round(private / dice.uniform(15, 18)))
        rows.append([*schools, sum(schools), *teachers, sum(teachers), public, private, number])
    kinds = ("Negeri\nPublic", "Swasta\nPrivate", "Jumlah\nTotal")
    tops = (
        "Sekolah SD\nPrimary Schools",
        "Guru SD\nPrimary School Teachers",
        "Murid SD\nPrimary School Pupils",
    )
    columns = (
        *DISTRICT,
        *(Column((top, kind), width=10) for top in tops for kind in kinds),
    )
    return illustrative(
        "4.1.1",
        "4.1.1",
        f"Jumlah Sekolah, Guru, dan Murid Sekolah Dasar (SD) menurut Kecamatan di {CITY}, {SCHOOL_YEARS[-1]}",
        f"Number of Primary Schools, Teachers, and Pupils by District in {CITY}, {SCHOOL_YEARS[-1]}",
        columns,
        district_rows(rows, [sum(column) for column in zip(*rows, strict=True)]),
        EDUCATION,
    )


def _pupils() -> Table:
    rows: list[tuple[Cell, ...]] = [(name, *figures) for name, figures in PUPILS]
    rows.append(("Jumlah/Total", *(sum(f[i] for _, f in PUPILS) for i in range(len(SCHOOL_YEARS)))))
    return illustrative(
        "4.1.2",
        "4.1.2",
        f"Jumlah Murid menurut Jenjang Pendidikan di {CITY}, 2019/2020–2024/2025",
        f"Number of Pupils by Level of Education in {CITY}, 2019/2020–2024/2025",
        year_columns(Column(("Jenjang Pendidikan\nLevel",), width=48), SCHOOL_YEARS),
        rows,
        EDUCATION,
    )


def _attendance() -> Table:
    return illustrative(
        "4.1.3",
        "4.1.3",
        f"Angka Partisipasi Sekolah (APS) menurut Kelompok Umur di {CITY} (persen), 2019–2025",
        f"School Enrolment Rate by Age Group in {CITY} (percent), 2019–2025",
        year_columns(
            Column(("Kelompok Umur\nAge Group",), width=18),
            YEARS,
            2,
        ),
        [(age, *figures) for age, figures in ATTENDANCE],
        SURVEY,
    )


def _stunting() -> Table:
    dice = chance("stunting")
    figures: list[list[Cell]] = [
        [
            round(STUNTING[year] + offset * (1 - 0.03 * i) + dice.uniform(-0.4, 0.4), 1)
            for i, year in enumerate(YEARS)
        ]
        for offset in STUNTING_OFFSETS
    ]
    for unmeasured in (3, 9):
        figures[unmeasured][1] = "…"
    return illustrative(
        "4.2.1",
        "4.2.1",
        f"Prevalensi Stunting pada Balita menurut Kecamatan di {CITY} (persen), 2019–2025",
        f"Prevalence of Stunting among Children under Five by District in {CITY} (percent), 2019–2025",
        district_columns(year_labels([LAST]), 1),
        district_rows(figures, [STUNTING[year] for year in YEARS]),
        HEALTH,
        (PROVISIONAL, "… Data tidak tersedia: penimbangan 2020 tidak dilakukan"),
    )


def _kinds(
    number: str,
    name: str,
    name_en: str,
    first: str,
    kinds: tuple[tuple[str, tuple[Cell, ...]], ...],
    source: str,
) -> Table:
    rows: list[tuple[Cell, ...]] = [(kind, *figures) for kind, figures in kinds]
    totals = [sum(f[i] for _, f in kinds if isinstance(f[i], int)) for i in range(len(YEARS))]
    rows.append(("Jumlah/Total", *totals))
    dash = any("–" in figures for _, figures in kinds)
    return illustrative(
        number,
        number,
        f"{name} menurut Jenis di {CITY}, 2019–2025",
        f"Number of {name_en} by Kind in {CITY}, 2019–2025",
        year_columns(Column((first,), width=42), YEARS),
        rows,
        source,
        ("– Tidak ada",) if dash else (),
    )


def _dengue() -> Table:
    dice = chance("dengue")
    columns = []
    for year in YEARS:
        columns.append(allot(DENGUE[year], [w**3 * dice.uniform(0.8, 1.2) for w in MONTH_WEIGHTS]))
    rows: list[tuple[Cell, ...]] = [
        (month, *(column[i] for column in columns)) for i, month in enumerate(MONTHS)
    ]
    rows.append(("Jumlah/Total", *(DENGUE[year] for year in YEARS)))
    return illustrative(
        "4.2.4",
        "4.2.4",
        f"Jumlah Kasus Demam Berdarah Dengue (DBD) menurut Bulan di {CITY}, 2019–2025",
        f"Number of Dengue Cases by Month in {CITY}, 2019–2025",
        year_columns(Column(("Bulan\nMonth",), width=22), YEARS),
        rows,
        HEALTH,
    )


def _poverty() -> Table:
    columns = (
        Column(("Tahun\nYear",), width=10),
        Column(("Garis Kemiskinan (rupiah/kapita/bulan)\nPoverty Line (rupiah/capita/month)",), 0, 22),
        Column(("Jumlah Penduduk Miskin (ribu jiwa)\nPoor People (thousand)",), 2, 20),
        Column(("Persentase Penduduk Miskin (persen)\nPercentage of Poor People (percent)",), 2, 20),
        Column(("Indeks Kedalaman Kemiskinan\nPoverty Gap",), 2, 18),
        Column(("Indeks Keparahan Kemiskinan\nPoverty Severity",), 2, 18),
    )
    return illustrative(
        "4.3.1",
        "4.3.1",
        f"Garis Kemiskinan, Jumlah, dan Persentase Penduduk Miskin di {CITY}, 2019–2025",
        f"Poverty Line, Number, and Percentage of Poor People in {CITY}, 2019–2025",
        columns,
        [
            (year, line, poor, round(100 * poor / (sum(PEOPLE[year]) / 1000), 2), depth, severity)
            for year, (line, poor, depth, severity) in POVERTY.items()
        ],
        SURVEY,
        ("Keadaan Maret",),
    )


def _aid() -> Table:
    dice = chance("aid")
    by_year = {
        year: allot(
            AID[year],
            [PEOPLE[year][i] * AID_EAGERNESS[i] * dice.uniform(0.92, 1.08) for i in range(len(DISTRICTS))],
        )
        for year in YEARS
    }
    figures: list[list[Cell]] = [[by_year[year][i] for year in YEARS] for i in range(len(DISTRICTS))]
    revised = YEARS.index(2024)
    for row in figures:
        row[revised] = f"{row[revised]:,}r".replace(",", ".")
    return illustrative(
        "4.3.2",
        "4.3.2",
        f"Jumlah Keluarga Penerima Bantuan Sosial menurut Kecamatan di {CITY} (keluarga), 2019–2025",
        f"Number of Families Receiving Social Assistance by District in {CITY} (families), 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, [*(AID[year] for year in YEARS[:revised]), "21.346r", AID[LAST]]),
        SOCIAL,
        (PROVISIONAL, "r Angka diperbaiki/Revised figures"),
    )


def _tonnes() -> dict[int, list[int]]:
    dice = chance("waste")
    rate = [WASTE_KG_A_DAY * dice.uniform(0.88, 1.12) for _ in DISTRICTS]
    return {
        year: [round(number * rate[i] * 365 / 1000) for i, number in enumerate(PEOPLE[year])]
        for year in YEARS
    }


def _waste() -> Table:
    tonnes = _tonnes()
    figures = [[tonnes[year][i] for year in YEARS] for i in range(len(DISTRICTS))]
    return illustrative(
        "5.1.1",
        "5.1.1",
        f"Timbulan Sampah menurut Kecamatan di {CITY} (ton), 2019–2025",
        f"Waste Generation by District in {CITY} (tonnes), 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, [sum(tonnes[year]) for year in YEARS]),
        ENVIRONMENT,
        (PROVISIONAL,),
    )


def _waste_ways() -> Table:
    tonnes = {year: sum(parts) for year, parts in _tonnes().items()}
    shares = [[way[1][i] for way in WASTE_WAYS] for i in range(len(YEARS))]
    columns = [allot(tonnes[year], shares[i]) for i, year in enumerate(YEARS)]
    rows: list[tuple[Cell, ...]] = [
        (name, *(column[i] for column in columns)) for i, (name, _) in enumerate(WASTE_WAYS)
    ]
    rows.append(("Jumlah/Total", *(tonnes[year] for year in YEARS)))
    return illustrative(
        "5.1.2",
        "5.1.2",
        f"Pengelolaan Sampah menurut Cara Penanganan di {CITY} (ton), 2019–2025",
        f"Waste Management by Way of Handling in {CITY} (tonnes), 2019–2025",
        year_columns(
            Column(("Cara Penanganan\nType of Management",), width=48),
            year_labels([LAST]),
        ),
        rows,
        ENVIRONMENT,
        (PROVISIONAL,),
    )


def _quality() -> Table:
    return illustrative(
        "5.1.3",
        "5.1.3",
        f"Indeks Kualitas Lingkungan Hidup menurut Komponen di {CITY}, 2019–2025",
        f"Environment Quality Index by Component in {CITY}, 2019–2025",
        year_columns(Column(("Komponen",), width=48), YEARS, 2),
        [(name, *figures) for name, figures in QUALITY],
        ENVIRONMENT,
    )
