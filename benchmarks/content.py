"""What every engine draws: three numbers, nine years, 13 districts, a tile map and a list on one page.

The figures are invented; only their shape matters. `vary` makes a page with other figures, so that no engine
is timed on remembering.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

WIDTH, HEIGHT = 1080, 1350
INK, MUTED, TEAL, TINT, PAPER = "#14213d", "#5b6478", "#0b7a72", "#8cc5bf", "#fbfaf7"


class Tile(Struct, frozen=True):
    code: str
    name: str
    short: str
    row: int
    column: int
    thousands: float


class Content(Struct, frozen=True):
    kicker: str
    headline: tuple[str, str]
    subtitle: str
    numbers: tuple[tuple[str, str, str], ...]
    years: tuple[tuple[int, float], ...]
    districts: tuple[Tile, ...]
    sentences: tuple[str, ...]
    source: str
    note: str

    @property
    def ranked(self) -> list[Tile]:
        return sorted(self.districts, key=lambda tile: -tile.thousands)

    def vary(self, number: int) -> Content:
        grown = number % 97 / 100
        return replace(
            self,
            subtitle=f"{self.subtitle} ({number})",
            years=tuple((year, round(value + grown, 2)) for year, value in self.years),
            districts=tuple(
                replace(tile, thousands=round(tile.thousands + grown, 1)) for tile in self.districts
            ),
        )


def id_number(value: float, decimals: int = 0) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


CONTENT = Content(
    kicker="KEPENDUDUKAN",
    headline=("Satu dari delapan warga", "tinggal di Cipondoh"),
    subtitle="Jumlah penduduk menurut tahun dan kecamatan, ribu jiwa",
    numbers=(
        ("1.955,6", "ribu jiwa, penduduk 2025", "naik 1,3 persen dari 2024"),
        ("11.840", "jiwa per km², kepadatan", "terpadat: Larangan"),
        ("102,4", "rasio jenis kelamin", "laki-laki per 100 perempuan"),
    ),
    years=tuple(
        zip(range(2017, 2026), (1750.1, 1771.4, 1793.0, 1895.5, 1911.9, 1930.6, 1912.7, 1930.9, 1955.6))
    ),
    districts=(
        Tile("36.71.01", "Tangerang", "TNG", 2, 2, 152.1),
        Tile("36.71.02", "Jatiuwung", "JTU", 3, 0, 101.3),
        Tile("36.71.03", "Batuceper", "BTC", 1, 3, 91.4),
        Tile("36.71.04", "Benda", "BEN", 0, 3, 83.5),
        Tile("36.71.05", "Cipondoh", "CPD", 2, 3, 248.2),
        Tile("36.71.06", "Ciledug", "CLD", 4, 4, 164.2),
        Tile("36.71.07", "Karawaci", "KRW", 2, 1, 184.4),
        Tile("36.71.08", "Periuk", "PER", 2, 0, 141.0),
        Tile("36.71.09", "Cibodas", "CBD", 3, 1, 147.3),
        Tile("36.71.10", "Neglasari", "NEG", 1, 2, 116.6),
        Tile("36.71.11", "Pinang", "PIN", 3, 3, 183.1),
        Tile("36.71.12", "Karang Tengah", "KTG", 3, 4, 118.5),
        Tile("36.71.13", "Larangan", "LRG", 4, 5, 163.9),
    ),
    sentences=(
        "Penduduk bertambah 205,5 ribu jiwa sejak 2017.",
        "Tiga kecamatan menampung sepertiga warga.",
        "Cipondoh hampir tiga kali Benda.",
        "Pertumbuhan rata-rata 1,4 persen setahun.",
        "Penduduk turun sekali, pada 2023.",
    ),
    source="Sumber: data contoh untuk pengukuran.",
    note="* angka rekaan, bukan angka resmi",
)
