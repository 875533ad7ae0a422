"""Random tables laid out as offices lay them out, and the figures that a perfect reader takes from them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from rupadata.model.region import Region, RegionLevel
from rupadata.regions import official_regions

REGIONS = official_regions()

Cell = object
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in one cell: row and column from 0."""

    row: int
    column: int
    value: float | None
    region: str
    period: str
    parts: frozenset[str] = frozenset()
    unit: str = ""
    """The unit that the table names; empty where it names none."""


@dataclass(slots=True)
class Table:
    """A sheet under way: its rows, the areas that are merged, and what is to be read from it."""

    rows: list[Row] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column."""
    figures: list[Figure] = field(default_factory=list)
    unit: str = ""
    told: str = ""

    def add(self, *cells: Cell) -> int:
        """Add a row and return its number."""
        self.rows.append(list(cells))
        return len(self.rows) - 1

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge an area that is larger than a cell."""
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that is counted, with the sizes that it comes in."""

    name: str
    english: str
    unit: str
    low: float
    high: float
    decimals: int = 0
    summed: bool = True


TOPICS = (
    Topic("Jumlah Penduduk", "Population", "jiwa", 12_000, 320_000),
    Topic("Jumlah Murid SD", "Primary School Pupils", "orang", 900, 24_000),
    Topic("Jumlah Puskesmas", "Community Health Centres", "unit", 1, 9),
    Topic("Luas Panen Padi Sawah", "Harvested Area of Paddy", "ha", 12, 4_800, 2),
    Topic("Produksi Jagung", "Maize Production", "ton", 5, 90_000, 1),
    Topic("Persentase Rumah Tangga dengan Air Minum Layak", "Improved Water", "persen", 41, 99, 2, False),
    Topic("Kepadatan Penduduk per km²", "Population Density", "jiwa/km²", 110, 19_000, 0, False),
    Topic("Jumlah Keluarga Prasejahtera", "Underprivileged Families", "KK", 14, 9_800),
    Topic("Realisasi Penerimaan Pajak Bumi dan Bangunan", "Land Tax", "rupiah", 2e8, 9e10),
)
SEXES = (("Laki-laki", "Male"), ("Perempuan", "Female"))
MONTHS = tuple(
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)
AGES = [f"{low}-{low + 4}" for low in range(0, 75, 5)] + ["75+"]


@cache
def _homes() -> tuple[Region, ...]:
    """Return the regencies and cities that have five to eighteen districts of different names."""
    found = []
    for region in REGIONS.descendants("00", RegionLevel.REGENCY):
        names = [child.name.casefold() for child in REGIONS.children(region.code)]
        if 5 <= len(names) <= 18 and len(set(names)) == len(names):
            found.append(region)
    return tuple(found)


class Maker:
    """Makes one table by chance; the same seed makes the same table."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.home = self.chance.choice(_homes())
        self.parts = list(REGIONS.children(self.home.code))
        self.topic = self.chance.choice(TOPICS)
        self.last_year = self.chance.randint(2015, 2025)
        self.years = list(range(self.last_year - self.chance.randint(1, 4), self.last_year + 1))
        self.numbers = self.chance.choice(("plain", "plain", "plain", "indonesian", "english"))
        self.table = Table()

    def make(self) -> Table:
        """Return the table."""
        layout = self.chance.choice(LAYOUTS)
        layout(self)
        self.table.told = f"{layout.__name__} {self.home.name} {self.topic.name} {self.numbers}"
        return self.table

    def pick(self, *choices: str) -> str:
        """Return one of several ways to write the same."""
        return self.chance.choice(choices)

    def value(self) -> float:
        """Return a figure of the topic's size."""
        topic = self.topic
        return round(self.chance.uniform(topic.low, topic.high), topic.decimals)

    def written(self, value: float | None) -> Cell:
        """Return a figure as this office writes it."""
        if value is None:
            return self.pick("...", "…", "NA")
        if self.numbers == "plain":
            return int(value) if not self.topic.decimals else value
        text = f"{value:,.{self.topic.decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.numbers == "indonesian" else text

    def year(self, year: int) -> Cell:
        """Return a year as a header."""
        return self.chance.choice((year, year, str(year), f"{year}", float(year)))

    def named(self, region: Region, number: int) -> str:
        """Return a district as this office writes it, the same way throughout."""
        style = self.table_style
        name = region.name
        if style == "upper":
            return name.upper()
        if style == "prefixed":
            return f"Kec. {name}"
        if style == "numbered":
            return f"{number}. {name}"
        if style == "spaced":
            return f" {name} "
        return name

    def total(self) -> str:
        """Return the label of the row of totals."""
        return self.pick(
            "Jumlah", "Jumlah/Total", "TOTAL", self.home.name, self.home.name.upper(), "Jumlah / Total"
        )

    def title(self, *, years: Sequence[int], by: str = "Kecamatan") -> None:
        """Write what stands above the table."""
        span = str(years[0]) if len(years) == 1 else f"{years[0]}{self.pick('-', '–', ' - ')}{years[-1]}"
        where = self.pick(self.home.name, self.home.name, self.home.name.upper())
        named = self.chance.random() < 0.5
        unit = f" ({self.topic.unit})" if named else ""
        self.table.unit = self.topic.unit if named else ""
        number = self.pick("", "Tabel 3.1.2 ", "Tabel 4.2 ", "Tabel/Table 3.2.1 ")
        self.table.add(f"{number}{self.topic.name} Menurut {by} di {where}{unit}, {span}")
        if self.chance.random() < 0.4:
            self.table.add(f"{self.topic.english} by {by} in {self.home.name}, {span}")
        if self.chance.random() < 0.5:
            self.table.add()
        self.table_style = self.pick("plain", "plain", "upper", "prefixed", "numbered", "spaced")

    def numbering(self, columns: int) -> None:
        """Write the row of column numbers, as yearbooks have it."""
        if self.chance.random() < 0.5:
            self.table.add(*[f"({i})" for i in range(1, columns + 1)])

    def foot(self) -> None:
        """Write what stands below the table."""
        if self.chance.random() < 0.7:
            self.table.add(self.pick("Sumber: ", "Sumber/Source: ") + f"BPS {self.home.name}")
        if self.chance.random() < 0.3:
            self.table.add("Catatan: Angka diperbarui tiap tahun")

    def region_rows(self, columns: Sequence[tuple[str, frozenset[str]]]) -> None:
        """Write a row a district and one of totals: columns of a period and the parts that it holds.

        A column without parts beside others that have some is their sum.
        """
        sums: list[float] = [0.0] * len(columns)
        has_parts = any(parts for _, parts in columns)
        for number, region in enumerate(self.parts, start=1):
            values: list[float | None] = []
            for _, parts in columns:
                values.append(None if has_parts and not parts else self.value())
            for i, (period, parts) in enumerate(columns):
                if has_parts and not parts:
                    mine = [v for v, (p, q) in zip(values, columns) if p == period and q]
                    values[i] = round(sum(v or 0.0 for v in mine), self.topic.decimals)
            lost = (
                self.chance.randrange(len(columns)) if self.chance.random() < 0.05 and not has_parts else -1
            )
            shown = [None if i == lost else value for i, value in enumerate(values)]
            row = self.table.add(self.named(region, number), *map(self.written, shown))
            for i, (period, parts) in enumerate(columns):
                self.table.figures.append(
                    Figure(row, 1 + i, shown[i], region.code, period, parts, self.table.unit)
                )
                sums[i] += shown[i] or 0.0
        if self.topic.summed and self.chance.random() < 0.8:
            totals = [round(value, self.topic.decimals) for value in sums]
            row = self.table.add(self.total(), *map(self.written, totals))
            for i, (period, parts) in enumerate(columns):
                self.table.figures.append(Figure(row, 1 + i, totals[i], self.home.code, period, parts))


def years_as_columns(maker: Maker) -> None:
    """Lay out one indicator, districts down, years across."""
    maker.title(years=maker.years)
    corner = maker.pick("Kecamatan", "Kecamatan/District", "Kecamatan\nDistrict")
    if maker.chance.random() < 0.5:
        top = maker.table.add(corner, maker.pick("Tahun", "Tahun/Year", maker.topic.name))
        low = maker.table.add(None, *map(maker.year, maker.years))
        maker.table.merge(top, 0, low, 0)
        maker.table.merge(top, 1, top, len(maker.years))
    else:
        maker.table.add(corner, *map(maker.year, maker.years))
    maker.numbering(1 + len(maker.years))
    maker.region_rows([(str(year), frozenset()) for year in maker.years])
    maker.foot()


def sexes_under_years(maker: Maker) -> None:
    """Lay out sexes under each of two years, with their sum."""
    maker.topic = TOPICS[maker.chance.randrange(2)]
    years = maker.years[-2:]
    maker.title(years=years, by="Kecamatan dan Jenis Kelamin")
    bilingual = maker.chance.random() < 0.5
    heads = [f"{a}/{b}" if bilingual else a for a, b in (*SEXES, ("Jumlah", "Total"))]
    top = maker.table.add("Kecamatan", *[cell for year in years for cell in (maker.year(year), None, None)])
    low = maker.table.add(None, *(heads * len(years)))
    maker.table.merge(top, 0, low, 0)
    for i in range(len(years)):
        maker.table.merge(top, 1 + 3 * i, top, 3 + 3 * i)
    maker.numbering(1 + 3 * len(years))
    parts = [frozenset({name.casefold()}) for name, _ in SEXES] + [frozenset[str]()]
    maker.region_rows([(str(year), part) for year in years for part in parts])
    maker.foot()


def years_under_sexes(maker: Maker) -> None:
    """Lay out years under each sex."""
    maker.topic = TOPICS[maker.chance.randrange(2)]
    years = maker.years[-2:]
    maker.title(years=years, by="Kecamatan dan Jenis Kelamin")
    names = [name for name, _ in SEXES]
    top = maker.table.add("Kecamatan", *[cell for name in names for cell in (name, None)])
    low = maker.table.add(None, *[maker.year(year) for _ in names for year in years])
    maker.table.merge(top, 0, low, 0)
    for i in range(len(names)):
        maker.table.merge(top, 1 + 2 * i, top, 2 + 2 * i)
    maker.numbering(1 + 2 * len(names))
    maker.region_rows([(str(year), frozenset({name.casefold()})) for name in names for year in years])
    maker.foot()


def long_rows(maker: Maker) -> None:
    """Lay out an open-data file: a figure a row."""
    coded = maker.chance.random() < 0.6
    dotted = maker.chance.random() < 0.5
    head: Row = ["kode_kecamatan"] if coded else []
    maker.table.add(*head, "nama_kecamatan", "jumlah", "satuan", "tahun")
    for year in maker.years:
        for region in maker.parts:
            value = maker.value()
            code: Row = [region.code if dotted else region.code.replace(".", "")] if coded else []
            row = maker.table.add(*code, region.name.upper(), value, maker.topic.unit.upper(), year)
            maker.table.figures.append(Figure(row, len(code) + 1, value, region.code, str(year)))


def months_down(maker: Maker) -> None:
    """Lay out months down, years across, of the whole city or regency."""
    years = maker.years[-2:]
    maker.title(years=years, by="Bulan")
    maker.table.add(maker.pick("Bulan", "Bulan/Month"), *map(maker.year, years))
    maker.numbering(1 + len(years))
    for number, month in enumerate(MONTHS, start=1):
        values = [maker.value() for _ in years]
        row = maker.table.add(month, *map(maker.written, values))
        for i, year in enumerate(years):
            figure = Figure(row, 1 + i, values[i], maker.home.code, f"{year}-{number:02}")
            maker.table.figures.append(figure)
    maker.foot()


def ages_down(maker: Maker) -> None:
    """Lay out age groups down, sexes across, one year in the title."""
    maker.topic = TOPICS[0]
    maker.title(years=[maker.last_year], by="Kelompok Umur dan Jenis Kelamin")
    maker.table.add(maker.pick("Kelompok Umur", "Umur/Age Group"), "Laki-laki", "Perempuan", "Jumlah")
    sums = [0.0, 0.0, 0.0]
    period, home = str(maker.last_year), maker.home.code
    for age in AGES:
        men, women = maker.value(), maker.value()
        values = [men, women, men + women]
        sums = [a + b for a, b in zip(sums, values)]
        row = maker.table.add(age, *map(maker.written, values))
        for i, sex in enumerate(("laki-laki", "perempuan", "")):
            parts = frozenset(filter(None, (sex, age)))
            maker.table.figures.append(Figure(row, 1 + i, values[i], home, period, parts))
    row = maker.table.add("Jumlah", *map(maker.written, sums))
    for i, sex in enumerate(("laki-laki", "perempuan", "")):
        figure = Figure(row, 1 + i, sums[i], home, period, frozenset(filter(None, (sex,))))
        maker.table.figures.append(figure)
    maker.foot()


def districts_across(maker: Maker) -> None:
    """Lay out years down, districts across."""
    maker.parts = maker.parts[:8]
    maker.title(years=maker.years)
    maker.table.add(maker.pick("Tahun", "Tahun/Year"), *[region.name for region in maker.parts])
    for year in maker.years:
        values = [maker.value() for _ in maker.parts]
        row = maker.table.add(maker.year(year), *map(maker.written, values))
        for i, region in enumerate(maker.parts):
            maker.table.figures.append(Figure(row, 1 + i, values[i], region.code, str(year)))
    maker.foot()


def two_tables(maker: Maker) -> None:
    """Lay out two tables under each other."""
    years_as_columns(maker)
    for _ in range(maker.chance.randint(1, 3)):
        maker.table.add()
    maker.topic = maker.chance.choice([topic for topic in TOPICS if topic != maker.topic])
    years_as_columns(maker)


def several_indicators(maker: Maker) -> None:
    """Lay out three indicators with their units, a column of numbers before the districts, one year."""
    topics = [TOPICS[0], TOPICS[2], TOPICS[7]]
    year = maker.last_year
    where = maker.home.name
    maker.table.add(f"Tabel 5.1 Penduduk, Puskesmas, dan Keluarga Menurut Kecamatan di {where}, {year}")
    maker.table_style = maker.pick("plain", "upper", "prefixed")
    numbered = maker.chance.random() < 0.6
    first: Row = ["No"] if numbered else []
    units_below = maker.chance.random() < 0.5
    heads = [topic.name if units_below else f"{topic.name} ({topic.unit})" for topic in topics]
    maker.table.add(*first, "Kecamatan", *heads)
    if units_below:
        maker.table.add(*([None] if numbered else []), None, *[f"({topic.unit})" for topic in topics])
    maker.numbering(1 + len(first) + len(topics))
    for number, region in enumerate(maker.parts, start=1):
        values: list[float] = []
        for topic in topics:
            maker.topic = topic
            values.append(maker.value())
        lead: Row = [number] if numbered else []
        row = maker.table.add(*lead, maker.named(region, number), *map(maker.written, values))
        for i, value in enumerate(values):
            maker.table.figures.append(Figure(row, len(lead) + 1 + i, value, region.code, str(year)))
    maker.foot()


def villages_under_districts(maker: Maker) -> None:
    """Lay out districts in capitals with their villages below them."""
    maker.topic = TOPICS[0]
    maker.parts = maker.parts[:4]
    maker.numbers = "plain"
    year = maker.last_year
    maker.table.add(f"Jumlah Penduduk Menurut Kecamatan dan Kelurahan di {maker.home.name}, {year}")
    maker.table.add("Kecamatan/Kelurahan", "Laki-laki", "Perempuan")
    for district in maker.parts:
        villages = REGIONS.children(district.code)
        figures = [(maker.value(), maker.value()) for _ in villages]
        sums = tuple(sum(column) for column in zip(*figures))
        for region, values in ((district, sums), *zip(villages, figures)):
            name = f"Kecamatan {region.name}" if region is district else region.name
            row = maker.table.add(name, *map(maker.written, values))
            for i, sex in enumerate(("laki-laki", "perempuan")):
                figure = Figure(row, 1 + i, values[i], region.code, str(year), frozenset({sex}))
                maker.table.figures.append(figure)
    maker.foot()


def quarters_across(maker: Maker) -> None:
    """Lay out the quarters of two years across."""
    years = maker.years[-2:]
    maker.title(years=years, by="Kecamatan dan Triwulan")
    heads = maker.chance.choice(
        (("I", "II", "III", "IV"), ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"))
    )
    names = [head if "T" in head else f"Triwulan {head}" for head in heads]
    top = maker.table.add(
        "Kecamatan", *[cell for year in years for cell in (maker.year(year), None, None, None)]
    )
    low = maker.table.add(None, *(names * 2))
    maker.table.merge(top, 0, low, 0)
    for i in range(len(years)):
        maker.table.merge(top, 1 + 4 * i, top, 4 + 4 * i)
    maker.region_rows([(f"{year}-Q{quarter}", frozenset()) for year in years for quarter in range(1, 5)])
    maker.foot()


def groups_down(maker: Maker) -> None:
    """Lay out kinds of a thing in groups, each under a label of its own, years across."""
    maker.topic = Topic("Jumlah Sekolah", "Schools", "unit", 3, 480)
    maker.title(years=maker.years, by="Jenjang dan Status")
    maker.table.add("Jenjang Pendidikan", *map(maker.year, maker.years))
    for level in ("SD", "SMP", "SMA"):
        maker.table.add(level)
        for status in ("Negeri", "Swasta"):
            values = [maker.value() for _ in maker.years]
            row = maker.table.add(f"  {status}", *map(maker.written, values))
            for i, year in enumerate(maker.years):
                parts = frozenset({level.casefold(), status.casefold()})
                figure = Figure(row, 1 + i, values[i], maker.home.code, str(year), parts)
                maker.table.figures.append(figure)
    maker.foot()


def provisional_years(maker: Maker) -> None:
    """Lay out years across, the last provisional, with a note that says so."""
    maker.title(years=maker.years)
    *settled, last = maker.years
    maker.table.add("Kecamatan", *settled, f"{last}{maker.pick('*', '*)', '**')}")
    maker.region_rows([(str(year), frozenset()) for year in maker.years])
    maker.table.add(maker.pick("* Angka sementara", "*) Angka Sementara/Preliminary Figures"))


def earlier_totals(maker: Maker) -> None:
    """Lay out one year by sex, and below the total the totals of earlier years."""
    maker.topic = TOPICS[1]
    year = maker.last_year
    maker.title(years=[year], by="Kecamatan dan Jenis Kelamin")
    maker.table.add("Kecamatan", "Laki-laki", "Perempuan", "Jumlah")
    parts = [frozenset({"laki-laki"}), frozenset({"perempuan"}), frozenset[str]()]
    maker.region_rows([(str(year), part) for part in parts])
    for earlier in (year - 1, year - 2):
        men, women = 10 * maker.value(), 10 * maker.value()
        row = maker.table.add(earlier, *map(maker.written, (men, women, men + women)))
        for i, value in enumerate((men, women, men + women)):
            figure = Figure(row, 1 + i, value, maker.home.code, str(earlier), parts[i])
            maker.table.figures.append(figure)
    maker.foot()


LAYOUTS: tuple[Callable[[Maker], None], ...] = (
    years_as_columns,
    years_as_columns,
    sexes_under_years,
    years_under_sexes,
    long_rows,
    months_down,
    ages_down,
    districts_across,
    two_tables,
    several_indicators,
    villages_under_districts,
    quarters_across,
    groups_down,
    provisional_years,
    earlier_totals,
)
