"""Layanan publik: complaints, licences and satisfaction."""

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

COMPLAINTS = {2019: 5_874, 2020: 5_236, 2021: 8_412, 2022: 11_290, 2023: 13_867, 2024: 15_743, 2025: 16_408}
# A kind of complaint: its weight in the first and in the last year, standard and mean working days.
CATEGORIES = (
    ("Jalan rusak", 0.24, 0.19, 14, (19.8, 17.2, 15.1, 13.4, 12.6)),
    ("Sampah", 0.13, 0.24, 3, (4.9, 4.1, 3.2, 2.6, 2.1)),
    ("Drainase dan genangan", 0.23, 0.10, 7, (12.4, 9.8, 8.3, 6.7, 5.9)),
    ("Penerangan jalan", 0.12, 0.11, 5, (6.2, 5.5, 4.6, 3.9, 3.4)),
    ("Administrasi kependudukan", 0.14, 0.07, 3, (3.8, 3.1, 2.4, 1.9, 1.6)),
    ("Ketertiban umum", 0.06, 0.15, 5, (7.1, 6.6, 6.4, 6.1, 6.3)),
    ("Layanan kesehatan", 0.05, 0.08, 5, (5.9, 5.2, 4.8, 4.3, 3.9)),
    ("Lainnya", 0.03, 0.06, 7, (8.3, 7.4, 6.8, 6.2, 5.6)),
)
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTH_WEIGHTS = (1.31, 1.38, 1.12, 0.92, 0.84, 0.81, 0.83, 0.86, 0.88, 0.97, 1.09, 1.18)
# Complaints per person differ: an old centre complains more, a new suburb less.
EAGERNESS = (1.35, 1.05, 1.10, 0.62, 0.95, 0.88, 1.62, 0.74, 0.92, 0.58, 0.81, 1.02, 0.86)
ON_TIME = {2019: 61.4, 2020: 63.0, 2021: 58.7, 2022: 69.5, 2023: 78.8, 2024: 86.1, 2025: 91.2}
ON_TIME_OFFSETS = (2.1, 1.4, 3.0, -1.2, 2.6, -3.4, -15.8, 0.9, 1.8, -0.4, 1.1, -2.2, 0.6)

UNITS = (
    (
        "Dinas Kependudukan dan Pencatatan Sipil",
        (80.12, 81.45, 84.03, 86.90, 89.31, 91.06, 92.44),
    ),
    (
        "Dinas Penanaman Modal dan PTSP",
        (79.86, 80.31, 82.77, 85.40, 88.02, 89.87, 91.15),
    ),
    ("Dinas Kesehatan", (81.30, 79.84, 81.92, 83.65, 85.78, 87.20, 88.53)),
    ("Rumah Sakit Umum Daerah", (75.42, 73.18, 76.05, 78.91, 80.66, 82.35, 83.90)),
    ("Dinas Perhubungan", (76.95, 77.63, 79.28, 81.46, 83.94, 85.71, 86.88)),
    ("Badan Pendapatan Daerah", (80.44, 81.27, 83.15, 84.72, 86.53, 88.41, 89.62)),
    ("Dinas Sosial", (77.81, 78.90, 80.36, 82.54, 84.15, 86.33, 87.95)),
    ("Dinas Tenaga Kerja", (78.27, 77.95, 79.60, 81.18, 83.40, 85.02, 86.71)),
    ("Dinas Lingkungan Hidup", (76.18, 77.02, 78.44, 80.93, 84.67, 87.95, 90.08)),
    ("Dinas Perpustakaan dan Arsip", (82.65, 83.11, 84.50, 86.07, 87.66, 88.92, 90.37)),
)
ELEMENTS = (
    # What each element is above the mean of all in the last year, and by how much that moved a year.
    ("Persyaratan", 0.04, 0.009),
    ("Sistem, mekanisme, dan prosedur", 0.01, 0.021),
    ("Waktu penyelesaian", -0.16, 0.033),
    ("Biaya/tarif", 0.19, -0.004),
    ("Produk spesifikasi jenis pelayanan", 0.03, -0.011),
    ("Kompetensi pelaksana", 0.06, -0.014),
    ("Perilaku pelaksana", 0.10, -0.021),
    ("Penanganan pengaduan, saran, dan masukan", -0.11, 0.017),
    ("Sarana dan prasarana", -0.16, -0.030),
)
RESPONDENTS = (
    (380, 292, 341, 384, 396, 402, 410),
    (322, 241, 298, 331, 347, 352, 360),
    (384, 266, 310, 372, 381, 390, 394),
    (396, 304, 352, 390, 402, 408, 415),
    (265, 188, 220, 258, 270, 281, 286),
    (340, 251, 304, 336, 345, 351, 358),
    (248, 196, 231, 252, 259, 268, 274),
    (210, 154, 189, 214, 222, 230, 238),
    (226, 171, 202, 228, 236, 241, 249),
    (184, 96, 142, 178, 190, 201, 208),
)
# The one-stop service hall opened in 2020; it lies in Pasar Terang, and people from far away come less.
VISITORS = {2020: 18_344, 2021: 41_207, 2022: 68_915, 2023: 92_460, 2024: 118_736, 2025: 131_508}
NEARNESS = (1.9, 1.4, 1.5, 0.7, 1.2, 1.1, 0.6, 0.9, 1.0, 0.5, 0.8, 1.3, 0.7)
LICENCES = (
    (
        "Nomor Induk Berusaha (NIB)",
        (1_204, 1_866, 3_127, 5_490, 7_835, 9_214, 10_562),
    ),
    ("Izin Mendirikan Bangunan (IMB)", (1_412, 1_105, 640, "–", "–", "–", "–")),
    ("Persetujuan Bangunan Gedung (PBG)", ("–", "–", 212, 734, 1_083, 1_297, 1_345)),
    (
        "Izin praktik tenaga kesehatan",
        (1_987, 2_364, 2_251, 2_408, 2_570, 2_733, 2_816),
    ),
    ("Izin reklame", (846, 512, 590, 703, 768, 795, 741)),
    ("Izin penelitian", (322, 148, 201, 364, 418, 455, 487)),
)
OFFICE = "Dinas Komunikasi dan Informatika Kota Contoh"
LICENSING = "Dinas Penanaman Modal dan PTSP Kota Contoh"
SURVEY = "Bagian Organisasi Kota Contoh, Survei Kepuasan Masyarakat"


def complaints() -> dict[int, list[list[int]]]:
    """Return the complaints of each year by district and category; every margin is made from these."""
    dice = chance("complaints")
    grids = {}
    for year in YEARS:
        way = (year - YEARS[0]) / (LAST - YEARS[0])
        weights = []
        for i, district in enumerate(DISTRICTS):
            for name, first, last, *_ in CATEGORIES:
                weight = (first + (last - first) * way) * PEOPLE[year][i] * EAGERNESS[i]
                weight *= 2.1 if district.name == "Rawa Teratai" and name.startswith("Drainase") else 1.0
                weights.append(weight * dice.uniform(0.86, 1.14))
        flat = allot(COMPLAINTS[year], weights)
        size = len(CATEGORIES)
        grids[year] = [flat[i * size : (i + 1) * size] for i in range(len(DISTRICTS))]
    return grids


def service_tables() -> list[Table]:
    """Return the tables of the flagship subject."""
    grids = complaints()
    return [
        _by_district(grids),
        _by_category(grids),
        _by_month(),
        _cross(grids[LAST]),
        _on_time(grids),
        _days(),
        _licences(),
        _satisfaction(),
        _elements(),
        _respondents(),
        _visitors(),
    ]


def _by_district(grids: dict[int, list[list[int]]]) -> Table:
    figures = [[sum(grids[year][i]) for year in YEARS] for i in range(len(DISTRICTS))]
    return illustrative(
        "2.3.1",
        "2.3.1",
        f"Jumlah Pengaduan Masyarakat menurut Kecamatan di {CITY}, 2019–2025",
        f"Number of Public Complaints by District in {CITY}, 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, [COMPLAINTS[year] for year in YEARS]),
        OFFICE,
        (PROVISIONAL, "Sejak 2021 pengaduan juga diterima melalui aplikasi"),
    )


def _by_category(grids: dict[int, list[list[int]]]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (name, *(sum(district[i] for district in grids[year]) for year in YEARS))
        for i, (name, *_) in enumerate(CATEGORIES)
    ]
    rows.append(("Jumlah/Total", *(COMPLAINTS[year] for year in YEARS)))
    return illustrative(
        "2.3.2",
        "2.3.2",
        f"Jumlah Pengaduan Masyarakat menurut Kategori di {CITY}, 2019–2025",
        f"Number of Public Complaints by Category in {CITY}, 2019–2025",
        year_columns(Column(("Kategori Pengaduan\nCategory",), width=42), year_labels([LAST])),
        rows,
        OFFICE,
        (PROVISIONAL,),
    )


def _by_month() -> Table:
    dice = chance("months")
    columns = []
    for year in YEARS:
        weights = [weight * dice.uniform(0.93, 1.07) for weight in MONTH_WEIGHTS]
        columns.append(allot(COMPLAINTS[year], weights))
    rows: list[tuple[Cell, ...]] = [
        (month, *(column[i] for column in columns)) for i, month in enumerate(MONTHS)
    ]
    rows.append(("Jumlah/Total", *(COMPLAINTS[year] for year in YEARS)))
    return illustrative(
        "2.3.3",
        "2.3.3",
        f"Jumlah Pengaduan Masyarakat menurut Bulan di {CITY}, 2019–2025",
        f"Number of Public Complaints by Month in {CITY}, 2019–2025",
        year_columns(Column(("Bulan\nMonth",), width=22), year_labels([LAST])),
        rows,
        OFFICE,
        (PROVISIONAL,),
    )


def _cross(grid: list[list[int]]) -> Table:
    columns = (
        *DISTRICT,
        *(Column(("Kategori Pengaduan\nCategory", name)) for name, *_ in CATEGORIES),
        Column(("Jumlah\nTotal",)),
    )
    figures = [[*row, sum(row)] for row in grid]
    whole = [sum(column) for column in zip(*figures, strict=True)]
    return illustrative(
        "2.3.4",
        "2.3.4",
        f"Jumlah Pengaduan Masyarakat menurut Kecamatan dan Kategori di {CITY}, 2025*",
        f"Number of Public Complaints by District and Category in {CITY}, 2025*",
        columns,
        district_rows(figures, whole),
        OFFICE,
        (PROVISIONAL,),
    )


def _on_time(grids: dict[int, list[list[int]]]) -> Table:
    dice = chance("on time")
    figures: list[list[Cell]] = []
    settled = [0] * len(YEARS)
    for i, offset in enumerate(ON_TIME_OFFSETS):
        shares: list[Cell] = []
        for place, year in enumerate(YEARS):
            received = sum(grids[year][i])
            aim = ON_TIME[year] + offset * (0.5 + 0.5 * place / 6) + dice.uniform(-0.7, 0.7)
            in_time = round(received * min(aim, 98.9) / 100)
            settled[place] += in_time
            shares.append(round(100 * in_time / received, 1))
        figures.append(shares)
    whole = [round(100 * settled[place] / COMPLAINTS[year], 1) for place, year in enumerate(YEARS)]
    return illustrative(
        "2.3.5",
        "2.3.5",
        f"Persentase Pengaduan yang Selesai Tepat Waktu menurut Kecamatan di {CITY} (persen), 2019–2025",
        f"Percentage of Complaints Settled on Time by District in {CITY} (percent), 2019–2025",
        district_columns(YEARS, 1),
        district_rows(figures, whole),
        OFFICE,
    )


def _days() -> Table:
    years = YEARS[2:]
    columns = (
        Column(("Kategori Pengaduan\nCategory",), width=42),
        *(Column((year,), 1) for year in years),
    )
    return illustrative(
        "2.3.6",
        "2.3.6",
        f"Rata-rata Waktu Penyelesaian Pengaduan menurut Kategori di {CITY} (hari), 2021–2025",
        f"Mean Time to Settle Complaints by Category in {CITY} (days), 2021–2025",
        columns,
        [(name, *days) for name, _, _, _, days in CATEGORIES],
        OFFICE,
        (
            "Hari kerja",
            "Standar: " + "; ".join(f"{name.lower()} {days}" for name, _, _, days, _ in CATEGORIES),
        ),
    )


def _licences() -> Table:
    rows: list[tuple[Cell, ...]] = [(name, *figures) for name, figures in LICENCES]
    totals = [
        sum(figures[i] for _, figures in LICENCES if isinstance(figures[i], int)) for i in range(len(YEARS))
    ]
    rows.append(("Jumlah/Total", *totals))
    return illustrative(
        "2.3.7",
        "2.3.7",
        f"Jumlah Izin yang Diterbitkan menurut Jenis Izin di {CITY}, 2019–2025",
        f"Number of Licences Issued by Type in {CITY}, 2019–2025",
        year_columns(Column(("Jenis Izin\nType of Licence",), width=48), YEARS),
        rows,
        LICENSING,
        ("– Tidak ada: IMB digantikan PBG mulai 2021",),
    )


def city_index(year_place: int) -> float:
    """Return the satisfaction index of the city: the mean of its units."""
    return round(sum(scores[year_place] for _, scores in UNITS) / len(UNITS), 2)


def _satisfaction() -> Table:
    rows: list[tuple[Cell, ...]] = [(name, *scores) for name, scores in UNITS]
    rows.append(("Rata-rata/Average", *(city_index(i) for i in range(len(YEARS)))))
    return illustrative(
        "2.3.8",
        "2.3.8",
        f"Indeks Kepuasan Masyarakat (IKM) menurut Unit Pelayanan di {CITY}, 2019–2025",
        f"Public Satisfaction Index by Service Unit in {CITY}, 2019–2025",
        year_columns(Column(("Unit Pelayanan\nService Unit",), width=54), YEARS, 2),
        rows,
        SURVEY,
        ("Nilai kota adalah rata-rata unit",),
    )


def _elements() -> Table:
    places = range(2, len(YEARS))
    dice = chance("elements")
    apart: dict[int, list[float]] = {}
    for i in places:
        years = len(YEARS) - 1 - i
        offsets = [
            at - moved * years + dice.uniform(-0.02, 0.02) * min(years, 1) for _, at, moved in ELEMENTS
        ]
        # The mean of the elements stays the index of the city, as the survey computes it.
        apart[i] = [offset - sum(offsets) / len(offsets) for offset in offsets]
    rows: list[tuple[Cell, ...]] = [
        (name, *(round(city_index(i) / 25 + apart[i][place], 3) for i in places))
        for place, (name, *_) in enumerate(ELEMENTS)
    ]
    rows.append(("Rata-rata/Average", *(round(city_index(i) / 25, 3) for i in places)))
    return illustrative(
        "2.3.9",
        "2.3.9",
        f"Nilai Rata-rata Kepuasan Masyarakat menurut Unsur di {CITY}, 2021–2025",
        f"Mean Score of the Elements of the Public Satisfaction Survey in {CITY}, 2021–2025",
        year_columns(
            Column(("Unsur Pelayanan\nService",), width=54),
            [YEARS[i] for i in places],
            3,
        ),
        rows,
        SURVEY,
        ("Skala 1 sampai 4",),
    )


def _respondents() -> Table:
    rows: list[tuple[Cell, ...]] = [
        (name, *figures) for (name, _), figures in zip(UNITS, RESPONDENTS, strict=True)
    ]
    rows.append(("Jumlah/Total", *(sum(column) for column in zip(*RESPONDENTS, strict=True))))
    return illustrative(
        "2.3.10",
        "2.3.10",
        f"Jumlah Responden Survei Kepuasan Masyarakat menurut Unit Pelayanan di {CITY}, 2019–2025",
        f"Number of Respondents of the Public Satisfaction Survey by Service Unit in {CITY}, 2019–2025",
        year_columns(Column(("Unit Pelayanan\nService Unit",), width=54), YEARS),
        rows,
        SURVEY,
    )


def _visitors() -> Table:
    dice = chance("visitors")
    by_year = {
        year: allot(
            total, [PEOPLE[year][i] * NEARNESS[i] * dice.uniform(0.9, 1.1) for i in range(len(DISTRICTS))]
        )
        for year, total in VISITORS.items()
    }
    figures: list[list[Cell]] = [
        ["–" if year == YEARS[0] else by_year[year][i] for year in YEARS] for i in range(len(DISTRICTS))
    ]
    return illustrative(
        "2.3.11",
        "2.3.11",
        f"Jumlah Pengunjung Mal Pelayanan Publik menurut Kecamatan Asal di {CITY}, 2019–2025",
        f"Number of Visitors of the Public Service Hall by District of Origin in {CITY}, 2019–2025",
        district_columns(year_labels([LAST])),
        district_rows(figures, ["–", *VISITORS.values()]),
        LICENSING,
        (PROVISIONAL, "– Tidak ada: Mal Pelayanan Publik dibuka pada 2020"),
    )
