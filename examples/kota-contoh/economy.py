"""Pendapatan regional and keuangan daerah: the city's product by industry, and the city's revenue."""

from __future__ import annotations

from city import CITY, YEARS, chance, illustrative
from yearbook import Cell, Column, Table, year_columns

ACCOUNTS = "BPS Kota Contoh, Produk Domestik Regional Bruto"
REVENUE_OFFICE = "Badan Pengelola Keuangan Daerah Kota Contoh"
MARKS = ("* Angka sementara/Provisional figures", "** Angka sangat sementara/Very provisional figures")
YEAR_LABELS = (*YEARS[:-2], f"{YEARS[-2]}*", f"{YEARS[-1]}**")
# An industry: product of 2019 at prices of 2010 (billion rupiah), usual growth (percent), shock of 2020.
INDUSTRIES = (
    ("Pertanian, Kehutanan, dan Perikanan", 412.6, 1.1, 0.6),
    ("Pertambangan dan Penggalian", 18.3, -0.8, -3.1),
    ("Industri Pengolahan", 9_871.4, 4.6, -4.9),
    ("Pengadaan Listrik dan Gas", 684.2, 4.1, -2.7),
    ("Pengadaan Air dan Pengelolaan Sampah", 61.7, 5.0, 4.2),
    ("Konstruksi", 3_105.8, 5.4, -3.8),
    ("Perdagangan Besar dan Eceran", 5_642.9, 5.1, -5.7),
    ("Transportasi dan Pergudangan", 4_218.5, 8.2, -18.4),
    ("Penyediaan Akomodasi dan Makan Minum", 1_027.3, 7.3, -9.6),
    ("Informasi dan Komunikasi", 2_386.1, 7.6, 9.8),
    ("Jasa Keuangan dan Asuransi", 1_244.7, 3.9, 1.9),
    ("Real Estat", 2_057.6, 4.2, 1.1),
    ("Jasa Perusahaan", 498.2, 5.2, -4.4),
    ("Administrasi Pemerintahan", 633.9, 2.4, -0.9),
    ("Jasa Pendidikan", 894.5, 4.4, 1.7),
    ("Jasa Kesehatan dan Kegiatan Sosial", 417.0, 6.4, 11.2),
    ("Jasa Lainnya", 586.8, 5.6, -7.5),
)
PRICES = (1.382, 1.401, 1.432, 1.498, 1.541, 1.579, 1.618)
REVENUE = (
    (
        "Pendapatan Asli Daerah (PAD)",
        (1_142.6, 987.3, 1_096.8, 1_284.5, 1_437.9, 1_588.2, 1_731.4),
    ),
    ("Pendapatan Transfer", (1_618.4, 1_502.7, 1_489.6, 1_561.3, 1_644.0, 1_702.8, 1_668.5)),
    ("Lain-lain Pendapatan yang Sah", (214.9, 268.1, 236.4, 88.7, 61.2, 54.9, 47.3)),
)


def economy_tables() -> list[Table]:
    """Return the tables of the chapter on the regional product."""
    real = _real_product()
    nominal = [[round(v * PRICES[i], 1) for i, v in enumerate(row)] for row in real]
    growth = [[_growth(row, i) for i in range(1, len(YEARS))] for row in [*real, _sums(real)]]
    return [
        _product("6.1.1", "Atas Dasar Harga Berlaku", "at Current Market Prices", nominal),
        _product("6.1.2", "Atas Dasar Harga Konstan 2010", "at Constant 2010 Prices", real),
        _growth_table(growth),
    ]


def finance_tables() -> list[Table]:
    """Return the tables of the chapter on the city's money."""
    rows: list[tuple[Cell, ...]] = [(name, *figures) for name, figures in REVENUE]
    rows.append(("Jumlah/Total", *_sums([figures for _, figures in REVENUE])))
    return [
        illustrative(
            "2.4.1",
            "2.4.1",
            f"Realisasi Pendapatan Daerah menurut Jenis Pendapatan di {CITY} (miliar rupiah), 2019–2025",
            f"Actual Revenue of the Government of {CITY} by Kind (billion rupiah), 2019–2025",
            year_columns(
                Column(("Jenis Pendapatan\nType of Revenue",), width=48),
                YEARS,
                1,
            ),
            rows,
            REVENUE_OFFICE,
        )
    ]


def _real_product() -> list[list[float]]:
    dice = chance("product")
    rows = []
    for _, first, usual, shock in INDUSTRIES:
        row = [first]
        for year in YEARS[1:]:
            growth = shock if year == 2020 else usual * dice.uniform(0.8, 1.15)
            # The year after the shock recovers a part of it.
            growth -= shock * 0.45 if year == 2021 and shock < 0 else 0.0
            row.append(round(row[-1] * (1 + growth / 100), 1))
        rows.append(row)
    return rows


def _sums(rows: list[list[float]] | list[tuple[float, ...]]) -> list[float]:
    return [round(sum(column), 1) for column in zip(*rows, strict=True)]


def _growth(row: list[float], place: int) -> float:
    return round(100 * (row[place] / row[place - 1] - 1), 2)


def _product(number: str, prices: str, prices_en: str, figures: list[list[float]]) -> Table:
    rows: list[tuple[Cell, ...]] = [(name, *figures[i]) for i, (name, *_) in enumerate(INDUSTRIES)]
    rows.append(("Jumlah/Total", *_sums(figures)))
    return illustrative(
        number,
        number,
        f"Produk Domestik Regional Bruto (PDRB) {prices} menurut Lapangan Usaha "
        f"di {CITY} (miliar rupiah), 2019–2025",
        f"Gross Regional Domestic Product {prices_en} by Industry in {CITY} (billion rupiah), 2019–2025",
        year_columns(
            Column(("Lapangan Usaha\nIndustry",), width=62),
            YEAR_LABELS,
            1,
        ),
        rows,
        ACCOUNTS,
        MARKS,
    )


def _growth_table(growth: list[list[float]]) -> Table:
    names = [name for name, *_ in INDUSTRIES] + ["Produk Domestik Regional Bruto"]
    return illustrative(
        "6.1.3",
        "6.1.3",
        "Laju Pertumbuhan Produk Domestik Regional Bruto (PDRB) Atas Dasar Harga Konstan 2010 menurut "
        f"Lapangan Usaha di {CITY} (persen), 2020–2025",
        f"Growth Rate of Gross Regional Domestic Product at Constant 2010 Prices by Industry in {CITY} "
        "(percent), 2020–2025",
        year_columns(
            Column(("Lapangan Usaha\nIndustry",), width=62),
            YEAR_LABELS[1:],
            2,
        ),
        [(name, *row) for name, row in zip(names, growth, strict=True)],
        ACCOUNTS,
        MARKS,
    )
