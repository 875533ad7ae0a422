"""Tables in which one thing grows step by step: across every limit from which something else is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from rupadata.model.subject import Direction, Indicator, SubjectBook
from tests.unit.analysis.analysis_books import Row, indicator, make_book

HOME = ("99", "Contoh")
NAMES = (
    "Alfa", "Beta", "Gama", "Delta", "Eta", "Teta", "Jota", "Kapa", "Mu", "Nu", "Ksi", "Pi", "Ro", "Sigma",
    "Tau", "Psi", "Omega", "Zeta", "Iota", "Fi",
)  # fmt: skip
POOR_PEOPLE = indicator("Jumlah Penduduk Miskin", name_en="Poor People")
LETTERS = indicator("Jumlah Pengaduan", "pengaduan", "count-flow", name_en="Complaints")
PEOPLE = indicator(name_en="Population")
HOUSES = indicator("Jumlah Bangunan", "unit", "count-stock", name_en="Buildings")
POOR = indicator(
    "Persentase Penduduk Miskin",
    "persen",
    "rate",
    name_en="Poverty Rate",
    direction=Direction.LOWER_IS_BETTER,
)
COVERAGE = indicator(
    "Cakupan Imunisasi", "persen", "rate", name_en="Coverage", direction=Direction.HIGHER_IS_BETTER
)
INDEX = indicator("Indeks Pembangunan Manusia", "", "index", direction=Direction.HIGHER_IS_BETTER)
YEARS = indicator("Rata-rata Lama Sekolah", "tahun", "mean", name_en="Mean Schooling")
MONEY = indicator("Pendapatan Asli Daerah", "miliar rupiah", "money-nominal", name_en="Local Revenue")
REAL = indicator("PDRB Atas Dasar Harga Konstan", "miliar rupiah", "money-real", name_en="Real GRDP")
AREA = indicator("Luas Panen", "ha", "count-flow", name_en="Harvested Area")
SHARE = indicator("Distribusi Penduduk", "persen", "rate", name_en="Distribution of People")
SATISFIED = indicator("Indeks Kepuasan Masyarakat", "indeks", "index", name_en="Satisfaction Index")
RAIN = indicator("Curah Hujan", "mm", "count-flow", name_en="Rainfall")

Value = float | None
Rows = Iterable[Row]


class Sweep(Struct, frozen=True):
    """Steps of one thing, and the tables that each step makes: one for each indicator."""

    steps: tuple[float, ...]
    rows: Callable[[float, int], Rows]
    of: tuple[Indicator, ...]
    decimals: tuple[int, ...] = (0, 2)

    def books(self) -> Iterator[tuple[str, SubjectBook]]:
        """Yield each book with the name of its step; rates have decimals, counts have none."""
        for one in self.of:
            decimals = self.decimals[0] if one.measure.startswith("count") else self.decimals[1]
            for step in self.steps:
                rows = [replace(row, decimals=decimals) for row in self.rows(step, decimals)]
                yield f"{one.name}, {step:g}", make_book(rows, (one,), region="Contoh")


def _home(values: Iterable[Value], first: int = 2015, **more: object) -> list[Row]:
    return [
        Row(*HOME, str(first + place), value, **more)  # type: ignore[arg-type]
        for place, value in enumerate(values)
    ]


def _regions(values: Iterable[Value], period: str = "2024", **more: object) -> list[Row]:
    return [
        Row(f"99.{place:02d}", NAMES[place - 1], period, value, **more)  # type: ignore[arg-type]
        for place, value in enumerate(values, 1)
    ]


def _parts(values: Iterable[float], period: str = "2024", dimension: str = "kategori") -> list[Row]:
    names = ("sampah", "jalan rusak", "air bersih", "penerangan", "ketertiban", "lainnya", "pohon", "parkir")
    return [
        Row(*HOME, period, value, dims={dimension: name}) for name, value in zip(names, values, strict=False)
    ]


def _scaled(values: Iterable[float], by: float, decimals: int) -> list[float]:
    return [round(value * by, decimals) for value in values]


def _two_years(times: float, decimals: int) -> Rows:
    return _home((60.0, round(60 * times, decimals)), 2023)


def _few(count: float, decimals: int) -> Rows:
    return _home((count, round(count * 1.5, decimals), round(count * 1.5, decimals) + 1), 2022)


def _many(times: float, decimals: int) -> Rows:
    return _home((100_000, round(100_000 * times, decimals)), 2023)


def _rising(years: float, decimals: int) -> Rows:
    return _home([40.0 + 2 * place for place in range(int(years))], 2000)


def _turning(years: float, decimals: int) -> Rows:
    up = [40.0 + 2 * place for place in range(int(years))]
    return _home([*up, up[-1] - 1.5], 2000)


def _falling_since(years: float, decimals: int) -> Rows:
    up = [40.0 + 2 * place for place in range(5)]
    return _home([*up, *(up[-1] - 1.5 * place for place in range(1, int(years)))], 2000)


def _steady(spread: float, decimals: int) -> Rows:
    return _home((10_000, 10_000 + spread, 10_000 + spread / 2, 10_000 + spread / 4, 10_000 + spread / 5))


def _record(years: float, decimals: int) -> Rows:
    return _home([50.0 + (3 if place % 2 else 0) for place in range(int(years))] + [54.0], 2000)


def _wavering(last: float, decimals: int) -> Rows:
    return _home((60, 58, 59, 61, 60, last))


def _gap(missing: float, decimals: int) -> Rows:
    values: list[Value] = [50.0, 52, 54, 56, 58, 60, 62]
    if missing >= 0:
        values[int(missing)] = None
    return _home(values)


def _marked(place: float, decimals: int) -> Rows:
    rows = _home((50.0, 52, 54, 53, 58, 60, 62))
    flags = "break" if place < 7 else "provisional"
    return [replace(row, flags=flags) if n == place % 7 else row for n, row in enumerate(rows)]


def _milestone(value: float, decimals: int) -> Rows:
    return _home((value * 0.93, value * 0.96, value * 0.98, value))


def _bent(slope: float, decimals: int) -> Rows:
    first = [40.0 + place for place in range(6)]
    return _home([*first, *(first[-1] + slope * place for place in range(1, 7))], 2008)


def _months(count: float, decimals: int) -> Rows:
    shape = (1.3, 1.6, 1.2, 1.0, 0.8, 0.8, 0.7, 0.9, 0.85, 1.0, 1.1, 1.25)
    return [
        Row(*HOME, f"{2022 + n // 12}-{n % 12 + 1:02d}", round(60 * shape[n % 12] * (1 + n / 100), decimals))
        for n in range(int(count))
    ]


def _ranked(count: float, decimals: int) -> Rows:
    return _regions([round(50 - 2.5 * place, decimals) for place in range(int(count))])


def _ahead(times: float, decimals: int) -> Rows:
    return _regions([round(20 * times, decimals), 20, 18, 16, 15])


def _ranked_of_few(most: float, decimals: int) -> Rows:
    return _regions((most, most - 1, max(0, most - 2), max(0, most - 3)))


def _even(share: float, decimals: int) -> Rows:
    rest = (1000 - 10 * share) / 4
    values = _scaled((10 * share, rest, rest + 1, rest - 1, rest), 100, 0)
    return [*_regions(values), Row(*HOME, "2024", sum(values))]


def _largest(count: float, decimals: int) -> Rows:
    n = int(count)
    values = [300.0 * 1.02 if place == 0 else 300.0 for place in range(n)]
    return [*_regions(values), Row(*HOME, "2024", round(sum(values), 0))]


def _whole(off: float, decimals: int) -> Rows:
    values = (4000, 3000, 2000, 1000)
    return [*_regions(values), *_parts(values), Row(*HOME, "2024", round(10_000 * (1 + off), decimals))]


def _concentrated(top: float, decimals: int) -> Rows:
    values = [round(1000 * top, 0)] * 3 + [100.0 + place for place in range(9)]
    return [*_regions(values), Row(*HOME, "2024", sum(values))]


def _low(low: float, decimals: int) -> Rows:
    return _regions((60, 55, 50, 45, 40, low))


def _quarters(count: float, decimals: int) -> Rows:
    return _regions([80, *(50 + place % 3 for place in range(int(count) - 2)), 20])


def _both(before: Iterable[float], now: Iterable[float], decimals: int) -> list[Row]:
    return [*_regions(_scaled(before, 1, decimals), "2023"), *_regions(_scaled(now, 1, decimals), "2024")]


def _overtaken(place: float, decimals: int) -> Rows:
    before = [90.0, 80, 70, 60, 50, 40]
    now = list(before)
    at = int(place)
    now[at], now[at + 1] = before[at] - 6, before[at] - 3
    return _both(before, now, decimals)


def _climbed(places: float, decimals: int) -> Rows:
    before = [90.0, 80, 70, 60, 50, 40, 30]
    now = [*before[:-1], before[-1] + 10 * places + 5]
    return _both(before, now, decimals)


def _two_climbed(places: float, decimals: int) -> Rows:
    before = [90.0, 80, 70, 60, 50, 40, 30, 20]
    now = [*before[:-2], before[-2] + 10 * places + 5, before[-1] + 10 * places + 5]
    return _both(before, now, decimals)


def _against(count: float, decimals: int) -> Rows:
    before = [50.0 + 3 * place for place in range(12)]
    now = [value + (-2 if place < count else 2) - 0.1 * place for place, value in enumerate(before)]
    return _both(before, now, decimals)


def _all_but_one(regions: float, decimals: int) -> Rows:
    before = [50.0 + 3 * place for place in range(int(regions))]
    now = [value + (-1.5 if place == 1 else 2 + 0.1 * place) for place, value in enumerate(before)]
    return _both(before, now, decimals)


def _slip(fall: float, decimals: int) -> Rows:
    before = [500.0 + 3 * place for place in range(8)]
    now = [value * (1 - fall if place == 1 else 1.02 + 0.001 * place) for place, value in enumerate(before)]
    return _both(before, now, decimals)


def _base(least: float, decimals: int) -> Rows:
    before = [least, 80.0, 90, 100, 110]
    return _both(before, [round(value * (1.1 + 0.02 * place), 0) for place, value in enumerate(before)], 0)


def _fastest(times: float, decimals: int) -> Rows:
    return _both([40.0, 50, 60, 70], [40 * times, 51, 61, 71], decimals)


def _since(values: Iterable[Iterable[float]], decimals: int) -> list[Row]:
    first = 2025 - len(list(values))
    return [
        row
        for place, one in enumerate(values)
        for row in _regions(_scaled(one, 1, decimals), str(first + place))
    ]


def _apart(times: float, decimals: int) -> Rows:
    ends = [[60.0 + spread * place for place in range(6)] for spread in (2, 2.1, 2.2, 2 * times)]
    return _since(ends, decimals)


def _long_moves(times: float, decimals: int) -> Rows:
    first = [60.0, 70, 80, 90]
    last = [60 * times, 73, 82, 90.5]
    between = [[a + (b - a) * part for a, b in zip(first, last, strict=True)] for part in (0, 0.3, 0.7, 1)]
    return _since(between, decimals)


def _long_base(least: float, decimals: int) -> Rows:
    first = [least, 70.0, 80, 90]
    return _since([[round(v * (1 + n * (0.1 + 0.01 * p))) for p, v in enumerate(first)] for n in range(4)], 0)


def _long_against(least: float, decimals: int) -> Rows:
    first = [60.0, 70, 80, 90]
    moves = (12, 7, 5, least)
    return _since([[v + m * n / 3 for v, m in zip(first, moves, strict=True)] for n in range(4)], decimals)


def _long_regions(count: float, decimals: int) -> Rows:
    n = int(count)
    return _since([[60.0 + 5 * p + year * (p + 1) for p in range(n)] for year in range(4)], decimals)


def _periods(count: float, decimals: int) -> Rows:
    years = range(int(count))
    return _since([[60.0 + 5 * p + year * (p + 1) for p in range(5)] for year in years], decimals)


def _contributed(share: float, decimals: int) -> Rows:
    before = [2000.0, 3000, 4000, 1000]
    rest = 100 * (1 - share) / 3
    now = [2000 + 100 * share, *(value + rest for value in before[1:])]
    now = [round(value, 1) for value in now]
    rows = [*_regions(before, "2023", decimals=1), *_regions(now, "2024", decimals=1)]
    parts = [*_parts(before, "2023"), *_parts(now, "2024")]
    return [*rows, *parts, *_home((sum(before), round(sum(now), 1)), 2023)]


def _contributors(count: float, decimals: int) -> Rows:
    before = [1000.0] * int(count)
    now = [1100.0, *(1010.0 for _ in before[1:])]
    return [*_regions(before, "2023"), *_regions(now, "2024"), *_home((sum(before), sum(now)), 2023)]


def _small_change(change: float, decimals: int) -> Rows:
    before = [2500.0, 2500, 2500, 2500]
    now = [2500 + change, *before[1:]]
    return [*_regions(before, "2023"), *_regions(now, "2024"), *_home((sum(before), sum(now)), 2023)]


def _part_first(share: float, decimals: int) -> Rows:
    values = [10 * share, 1000 - 10 * share]
    return [*_parts(values, dimension="jenis kelamin"), Row(*HOME, "2024", 1000)]


def _part_count(count: float, decimals: int) -> Rows:
    values = [500 - 40 * place for place in range(int(count))]
    return [*_parts(values), Row(*HOME, "2024", sum(values))]


def _part_against(moved: float, decimals: int) -> Rows:
    before, now = [500.0, 400, 300], [520.0, 430, 300 + moved]
    return [*_parts(before, "2023"), *_parts(now, "2024"), *_home((sum(before), sum(now)), 2023)]


def _part_sizes(size: float, decimals: int) -> Rows:
    before = [800.0, 200 - size, size]
    now = [850.0, 220 - size, size * 0.8]
    return [*_parts(before, "2023"), *_parts(now, "2024"), *_home((sum(before), round(sum(now), 0)), 2023)]


def _grade(value: float, decimals: int) -> Rows:
    elements = [
        Row(*HOME, "2024", round(value / 25 + 0.1 * (n - 4), 2), dims={"unsur": f"U{n}"}) for n in range(9)
    ]
    return [*_home((value - 1, value), 2023), *elements]


def _elements(count: float, decimals: int) -> Rows:
    elements = [Row(*HOME, "2024", 3.0 + 0.1 * n, dims={"unsur": f"U{n}"}) for n in range(int(count))]
    return [*_home((80.0, 82.5), 2023), *elements]


def _beside_larger(apart: float, decimals: int) -> Rows:
    larger = [Row("00", "Indonesia", str(2019 + n), 60 + n * 0.5, role="total") for n in range(6)]
    return [*_home([60 + n * (0.5 + apart / 5) for n in range(6)], 2019), *larger]


def _crossed(years: float, decimals: int) -> Rows:
    larger = [Row("00", "Indonesia", str(2019 + n), 60.0, role="total") for n in range(int(years))]
    return [*_home([60.0 + (2 if n == years - 1 else -2) for n in range(int(years))], 2019), *larger]


def _turned_last(last: float, decimals: int) -> Rows:
    return _home([50.0, 52, 54, 56, 58, 60, 60 + last])


def _covered(count: float, decimals: int) -> Rows:
    values: list[Value] = [50.0 - place for place in range(8)]
    return _regions([value if place < count else None for place, value in enumerate(values)])


def _peers(count: float, decimals: int) -> Rows:
    return [*_regions([40.0 + 3 * place for place in range(int(count))]), Row(*HOME, "2024", 46.0)]


def _gap_of(apart: float, decimals: int) -> Rows:
    larger = [Row("00", "Indonesia", str(2018 + n), 60 + n * 0.5, role="total") for n in range(7)]
    return [*_home([round(60 + n * 0.5 + apart, decimals) for n in range(7)], 2018), *larger]


def _gap_moved(times: float, decimals: int) -> Rows:
    larger = [Row("00", "Indonesia", str(2018 + n), 60.0, role="total") for n in range(7)]
    return [*_home([60 + 8 * (1 + (times - 1) * n / 6) for n in range(7)], 2018), *larger]


def _tied(count: float, decimals: int) -> Rows:
    return _regions([80.0] * int(count) + [60.0 - 4 * place for place in range(8 - int(count))])


def _tied_last(count: float, decimals: int) -> Rows:
    return _regions([80.0 - 4 * place for place in range(8 - int(count))] + [20.0] * int(count))


def _shares(count: float, decimals: int) -> Rows:
    n = int(count)
    values = [round(100 / n + (n - 1) / 2 - place, 2) for place in range(n)]
    return _regions(values)


def _off_a_hundred(off: float, decimals: int) -> Rows:
    return _regions((45.0, 30.0, 25.0 + off))


def _one_step(times: float, decimals: int) -> Rows:
    values = [1000 * 1.01**place * (times if place > 4 else 1) for place in range(9)]
    return _home([round(value, decimals) for value in values])


def _after_nothing(value: float, decimals: int) -> Rows:
    return _home((0, value * 0.6, value * 0.9, value), 2018)


def _alike(spread: float, decimals: int) -> Rows:
    return _regions([round(70 + spread * place / 5, 3) for place in range(6)], decimals=3)


def _small_sums(scale: float, decimals: int) -> Rows:
    before, now = [2.0, 3, 4, 1], [3.4, 3.1, 4.2, 1.1]
    old, new = (_scaled(values, scale, 6) for values in (before, now))
    return [
        *_regions(old, "2023"),
        *_regions(new, "2024"),
        *_home((round(sum(old), 6), round(sum(new), 6)), 2023),
    ]


def _small_since(scale: float, decimals: int) -> Rows:
    first, moves = [6.0, 7, 8, 9], (2, 1.2, 0.8, 0.4)
    return [
        row
        for n in range(4)
        for row in _regions(
            [round(scale * (v + m * n / 3), 6) for v, m in zip(first, moves, strict=True)], str(2021 + n)
        )
    ]


def _subtotals(count: float, decimals: int) -> Rows:
    rows = [
        Row(*HOME, "2024", 300.0 - 30 * n, dims={"kategori": name}, role="part")
        for n, name in enumerate(("sampah", "jalan rusak", "pohon")[: int(count)])
    ]
    listed = ("kebersihan", "prasarana")
    whole = [Row(*HOME, "2024", 400.0, dims={"kategori": name}, role="subtotal") for name in listed]
    return [*rows, *whole, Row(*HOME, "2024", 800)]


COUNTS = (LETTERS, PEOPLE, HOUSES)
RATES = (POOR, INDEX, YEARS)
SWEEPS: dict[str, Sweep] = {
    "times the year before": Sweep(
        (0.1, 0.125, 0.2, 0.4, 0.5, 0.85, 0.95, 0.999, 1, 1.003, 1.15, 1.2, 1.25, 1.3, 1.5, 1.55, 1.75, 1.8,
         1.9, 2, 2.5, 2.6, 3, 5, 5.1, 8, 8.1, 9, 10, 12),
        _two_years, (*COUNTS, POOR_PEOPLE, MONEY, REAL, *RATES, AREA, RAIN)),
    "a small step of many": Sweep((0.97, 0.997, 1, 1.0005, 1.002, 1.003, 1.004, 1.01, 1.05, 1.1), _many,
                                  (PEOPLE, LETTERS, MONEY)),
    "counted few": Sweep((1, 2, 4, 5, 6, 9, 10, 11, 20, 28, 29, 30, 31, 49, 50, 51), _few, (LETTERS, HOUSES)),
    "years of rising": Sweep((1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 19, 20, 21), _rising, (LETTERS, POOR, INDEX)),
    "a turn after years": Sweep((2, 3, 4, 5, 8, 19, 20, 21), _turning, (LETTERS, POOR)),
    "years since a turn": Sweep((1, 2, 3, 4, 5, 6, 8), _falling_since, (HOUSES, INDEX)),
    "a steady course": Sweep((0, 1, 40, 80, 99, 100, 101, 200), _steady, (HOUSES, REAL)),
    "a record of years": Sweep((2, 3, 4, 5, 6, 7, 8, 9, 10, 11), _record, (LETTERS, POOR, INDEX)),
    "after wavering": Sweep((57, 58, 59, 59.8, 60, 60.2, 60.4, 60.6, 61, 61.5, 62, 70), _wavering, RATES),
    "a missing year": Sweep(tuple(range(-1, 7)), _gap, (LETTERS, POOR)),
    "a mark at a year": Sweep(tuple(range(14)), _marked, (LETTERS, POOR)),
    "a round figure": Sweep((99, 100, 101, 999, 1000, 1010, 9_999, 10_000, 10_100, 49_000, 50_000, 51_000,
                             100_000, 101_000, 1_990_000, 2_000_000, 2_010_000), _milestone,
                            (HOUSES, MONEY, POOR)),
    "a bend": Sweep((-1, -0.5, -0.2, 0, 0.2, 0.4, 0.5, 0.6, 1, 1.9, 2, 2.1, 3, 5), _bent,
                    (POOR, HOUSES, YEARS)),
    "months": Sweep((1, 2, 3, 11, 12, 13, 24, 25), _months, (LETTERS, POOR)),
    "so many regions": Sweep((1, 2, 3, 4, 5, 7, 8, 12, 13, 16), _ranked, (HOUSES, POOR, INDEX)),
    "ahead of the second": Sweep((1, 1.01, 1.05, 1.08, 1.2, 1.25, 1.4, 1.5, 1.6, 1.9, 2, 3, 4, 5, 6, 6.1, 10),
                                 _ahead, (HOUSES, COVERAGE, INDEX, MONEY, SHARE)),
    "the most of few": Sweep((1, 2, 3, 5, 9, 10, 11, 29, 30, 31, 49, 50, 51), _ranked_of_few,
                             (LETTERS, PEOPLE, AREA)),
    "a share of the whole": Sweep((10, 20, 21, 24, 25, 26, 30, 32, 33, 34, 38, 40, 45, 48, 50, 52, 60, 66, 75,
                                   80, 90, 97), _even, (PEOPLE, LETTERS)),
    "one in so many": Sweep((2, 3, 4, 5, 6, 8, 10, 11, 12), _largest, (PEOPLE, HOUSES)),
    "parts beside the whole": Sweep((-0.02, -0.006, -0.005, -0.001, 0, 0.001, 0.005, 0.006, 0.02), _whole,
                                    (LETTERS, PEOPLE)),
    "gathered in a few": Sweep((0.2, 0.4, 0.6, 0.8, 1, 1.5, 3, 6), _concentrated, (HOUSES, LETTERS)),
    "the lowest": Sweep((0, 1, 2, 4, 5, 6, 10, 20, 30, 31, 38), _low, (HOUSES, COVERAGE, MONEY)),
    "half of them within": Sweep((4, 6, 7, 8, 9, 12), _quarters, (POOR, INDEX, YEARS)),
    "overtaken at a place": Sweep((0, 1, 2, 3, 4), _overtaken, (HOUSES, POOR, INDEX)),
    "climbed places": Sweep((0, 1, 2, 3, 4, 5, 6), _climbed, (HOUSES, INDEX)),
    "two climbed places": Sweep((0, 1, 2, 3, 4, 5), _two_climbed, (HOUSES, INDEX)),
    "against the others": Sweep((0, 1, 2, 3, 4, 5, 6, 7, 11, 12), _against, (HOUSES, POOR, INDEX)),
    "all but one of": Sweep((3, 4, 5, 6, 13, 14, 15, 16), _all_but_one, (HOUSES, INDEX)),
    "a likely slip": Sweep((0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.3), _slip, (HOUSES, REAL)),
    "the least before": Sweep((5, 29, 30, 31, 49, 50, 51), _base, (HOUSES, LETTERS)),
    "the fastest": Sweep((0.5, 0.9, 1, 1.01, 1.02, 1.05, 1.5, 1.9, 2, 2.1, 2.4), _fastest,
                         (HOUSES, POOR, INDEX, MONEY)),
    "moved apart": Sweep((0.3, 0.5, 0.79, 0.8, 0.81, 1, 1.24, 1.25, 1.26, 2), _apart, (POOR, INDEX, HOUSES)),
    "moved most since": Sweep((0.8, 0.95, 1, 1.01, 1.05, 1.3, 2, 4, 5, 5.1, 6), _long_moves,
                              (HOUSES, POOR, YEARS)),
    "the least since": Sweep((5, 10, 49, 50, 51), _long_base, (HOUSES, LETTERS)),
    "one against since": Sweep((-5, -1, 0, 1, 4, 5, 12), _long_against, (HOUSES, POOR, YEARS)),
    "so many regions since": Sweep((2, 3, 4, 5, 6), _long_regions, (HOUSES, POOR)),
    "so many years of regions": Sweep((1, 2, 3, 4, 5), _periods, (HOUSES, INDEX)),
    "of the rise": Sweep((0.1, 0.2, 0.25, 0.28, 0.29, 0.3, 0.31, 0.4, 0.6, 0.9, 1, 1.02, 1.05, 1.06, 2,
                          4, 4.1), _contributed, (LETTERS, PEOPLE), (1, 1)),
    "so many contributors": Sweep((2, 3, 4, 6), _contributors, (LETTERS, HOUSES)),
    "a small rise": Sweep((-60, -30, -29, 0, 10, 29, 30, 31, 60), _small_change, (LETTERS, HOUSES)),
    "the first of two parts": Sweep((2, 40, 49, 50, 50.5, 51, 52, 55, 60, 66, 75, 90, 98), _part_first,
                                    (PEOPLE, LETTERS), (0, 0)),
    "so many parts": Sweep((1, 2, 3, 4, 5, 6, 7, 8), _part_count, (LETTERS, POOR)),
    "a part against": Sweep((-60, -50, -30, -10, -1, 0, 1, 10), _part_against, (LETTERS, PEOPLE)),
    "a small part against": Sweep((1, 10, 30, 40, 50, 60, 100, 150), _part_sizes, (LETTERS,)),
    "a grade": Sweep((24, 25, 40, 43.75, 64.99, 65, 76.6, 76.61, 88.3, 88.31, 99, 100), _grade,
                     (SATISFIED,)),
    "so many elements": Sweep((0, 1, 2, 3, 4, 9), _elements, (SATISFIED,)),
    "beside the country": Sweep((-4, -1, -0.2, -0.05, 0, 0.05, 0.2, 1, 4), _beside_larger,
                                (POOR, INDEX, YEARS)),
    "crossed after years": Sweep((1, 2, 3, 4, 5, 6), _crossed, (POOR, INDEX)),
    "turned last": Sweep((-9, -8, -5, -2, -1.9, -1, -0.5, 0, 1, 5), _turned_last, (POOR, INDEX, HOUSES)),
    "regions with figures": Sweep((0, 1, 2, 3, 7, 8), _covered, (HOUSES, POOR)),
    "a gap of so much": Sweep((-2, -1, -0.9, -0.5, -0.1, 0.05, 0.1, 0.3, 0.5, 0.9, 1, 1.1, 3), _gap_of,
                              RATES),
    "a gap that moved": Sweep((-0.5, 0.3, 0.79, 0.8, 0.81, 1, 1.24, 1.25, 1.26, 2), _gap_moved, RATES),
    "tied at the top": Sweep((1, 2, 3, 4, 5, 8), _tied, (HOUSES, POOR, INDEX)),
    "tied at the bottom": Sweep((1, 2, 3, 4, 5), _tied_last, (HOUSES, POOR, INDEX)),
    "shares of regions": Sweep((2, 3, 4, 6), _shares, (SHARE, COVERAGE)),
    "shares off a hundred": Sweep((-2, -1, -0.99, 0, 0.99, 1, 2), _off_a_hundred, (SHARE,)),
    "one step unlike the others": Sweep((1, 1.2, 1.25, 1.3, 1.4, 1.49, 1.5, 1.51, 1.7, 2, 2.3), _one_step,
                                        (HOUSES, LETTERS, REAL, PEOPLE)),
    "a round figure after nothing": Sweep((99, 100, 101, 999, 1000, 1010, 10_100), _after_nothing,
                                          (HOUSES, LETTERS, MONEY)),
    "alike in all": Sweep((0, 0.01, 0.1, 0.3, 0.5, 0.7, 1, 2, 5, 10), _alike, (INDEX, YEARS, POOR), (0, 3)),
    "small sums": Sweep((0.01, 0.05, 0.1, 0.2, 1, 10), _small_sums, (MONEY, REAL), (0, 6)),
    "small sums since": Sweep((0.01, 0.05, 0.1, 0.15, 1, 10), _small_since, (MONEY, REAL, YEARS), (0, 6)),
    "parts and subtotals": Sweep((0, 1, 2, 3), _subtotals, (LETTERS,)),
    "regions of the same kind": Sweep((1, 2, 3, 4, 6), _peers, (POOR, HOUSES)),
}  # fmt: skip
"""What grows, by a name; its steps stand on both sides of the limits, and on them."""
