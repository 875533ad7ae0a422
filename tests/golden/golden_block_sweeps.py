"""Tables in which one thing grows, for the blocks that draw them: more steps, parts, regions, other signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose import plan_page
from rupadata.compose.blocks.base import Block
from rupadata.compose.content import gather_content
from rupadata.compose.open_books import OpenBooks
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import BlockSpec
from rupadata.regions import official_regions
from tests.golden.golden_blocks import outlined_office
from tests.golden.golden_sweeps import COVERAGE, HOUSES, INDEX, LETTERS, MONEY, PEOPLE, POOR, SATISFIED, YEARS
from tests.unit.analysis.analysis_books import Row, indicator, make_book

JAVA = ("35", "Jawa Timur")
DAYS = indicator("Rata-rata Waktu Penyelesaian", "hari", "mean", key="waktu")
KINDS = (
    "sampah", "jalan rusak", "air bersih", "penerangan jalan umum", "ketertiban", "lainnya", "pohon",
    "parkir", "reklame", "pedagang", "banjir", "selokan", "taman", "bangunan",
)  # fmt: skip


class BlockSweep(Struct, frozen=True):
    """A block, the steps of what grows, and the rows that each step makes."""

    block: BlockSpec
    steps: tuple[float, ...]
    rows: Callable[[float], Iterable[Row]]
    of: Indicator = PEOPLE
    home: tuple[str, str] = JAVA
    outlined: bool = False
    lang: str = "id"

    def blocks(self) -> Iterator[tuple[float, list[Block]]]:
        """Yield each step with the blocks that its page shows."""
        for step in self.steps:
            book = self.book(step)
            page, keys = book.pages[0]
            spec = replace(plan_page(book, page, keys), hero=None, blocks=(self.block,), missing_elements=())
            if self.outlined:
                with outlined_office(self.home[0]) as office:
                    yield step, self._made(spec, book, office)
            else:
                yield step, self._made(spec, book, default_office())

    def _made(self, spec: object, book: SubjectBook, office: Office) -> list[Block]:
        content = gather_content(spec, book, office, OpenBooks(), lang=self.lang, date="2026-11-22")  # type: ignore[arg-type]
        return [item.block for item in content.items]

    def book(self, step: float) -> SubjectBook:
        """Return the book of a step."""
        rows = [replace(row, key=self.of.key) for row in self.rows(step)]
        book = make_book(rows, (self.of,), code=self.home[0], region=self.home[1])
        return replace(book, pages=(("uji", (self.of.key,)),))


def _home(values: Iterable[float | None], first: int = 2010, **more: object) -> list[Row]:
    return [
        Row(*JAVA, str(first + place), value, **more)  # type: ignore[arg-type]
        for place, value in enumerate(values)
    ]


def _regions(values: Iterable[float | None], period: str = "2024", **more: object) -> list[Row]:
    places = official_regions().children(JAVA[0])
    return [
        Row(region.code, region.name, period, value, **more)  # type: ignore[arg-type]
        for region, value in zip(places, values, strict=False)
    ]


def _parts(
    values: Iterable[float], period: str = "2024", name: str = "kategori", decimals: int = 0
) -> list[Row]:
    return [
        Row(*JAVA, period, value, decimals, dims={name: part})
        for part, value in zip(KINDS, values, strict=False)
    ]


def _course(count: float) -> list[Row]:
    return _home([1000.0 + 40 * place + 30 * (place % 3) for place in range(int(count))], 1998)


def _course_of_a_rate(count: float) -> list[Row]:
    return _home([round(12 - 0.2 * place + (place % 2), 1) for place in range(int(count))], 1998, decimals=1)


def _signs(shift: float) -> list[Row]:
    return _home([round(4 * (-1) ** place + shift + place * 0.3, 1) for place in range(7)], decimals=1)


def _with_gap(place: float) -> list[Row]:
    values: list[float | None] = [1000.0 + 60 * step for step in range(8)]
    values[int(place)] = None
    return _home(values)


def _marked(place: float) -> list[Row]:
    rows = _home([1000.0 + 60 * step for step in range(8)])
    flags = "break" if place < 8 else "provisional"
    return [replace(row, flags=flags) if n == place % 8 else row for n, row in enumerate(rows)]


def _near(spread: float) -> list[Row]:
    return _home([100.0, 100 + spread / 2, 100 + spread / 3, 100 + spread], decimals=1)


def _ranked(count: float) -> list[Row]:
    return _regions([90_000.0 - 2_000 * place + 300 * (place % 5) for place in range(int(count))])


def _ranked_rate(count: float) -> list[Row]:
    return _regions([round(18 - 0.4 * place + (place % 3), 1) for place in range(int(count))], decimals=1)


def _falling(count: float) -> list[Row]:
    values = [6.4 - place if place < 12 - count else -0.7 * place for place in range(12)]
    return _regions([round(value, 1) for value in values], decimals=1)


def _unknown(count: float) -> list[Row]:
    return _regions([None if place < count else 900.0 - 20 * place for place in range(14)])


def _close(spread: float) -> list[Row]:
    return _regions([round(70 + spread * place / 11, 2) for place in range(12)], decimals=2)


def _far(times: float) -> list[Row]:
    return _regions([100.0 * times, *(100.0 - 3 * place for place in range(9))])


def _in_two_years(share: float) -> list[Row]:
    before = [500.0 + 30 * place for place in range(10)]
    now = [value * (1.1 if place < share else 0.93) for place, value in enumerate(before)]
    return [*_regions(before, "2023"), *_regions([round(v) for v in now], "2024")]


def _over_years(years: float) -> list[Row]:
    return [
        row
        for year in range(int(years))
        for row in _regions([500.0 + 30 * place + year * (place + 1) for place in range(9)], str(2000 + year))
    ]


def _of_so_many(count: float) -> list[Row]:
    return [
        row
        for year in range(4)
        for row in _regions(
            [500.0 + 30 * p + year * (p % 7 - 3) * 9 for p in range(int(count))], str(2020 + year)
        )
    ]


def _sums(count: float) -> list[Row]:
    values = [900.0 - 90 * place for place in range(int(count))]
    return [*_parts(values), Row(*JAVA, "2024", sum(values))]


def _off(off: float) -> list[Row]:
    values = (4000.0, 3000, 2000, 1000)
    return [*_parts(values), Row(*JAVA, "2024", round(10_000 * (1 + off)))]


def _parts_over(count: float) -> list[Row]:
    rows = []
    for year in range(2019, 2025):
        values = [400.0 - 40 * place + (year - 2019) * (12 - 5 * place) for place in range(int(count))]
        rows += [*_parts(values, str(year)), Row(*JAVA, str(year), sum(values))]
    return rows


def _parts_in_years(years: float) -> list[Row]:
    rows = []
    for year in range(2025 - int(years), 2025):
        values = [400.0 + 9 * (year - 2015), 300.0 - 6 * (year - 2015), 100.0]
        rows += [*_parts(values, str(year)), Row(*JAVA, str(year), sum(values))]
    return rows


def _ages(count: float) -> list[Row]:
    rows = []
    for band in range(int(count)):
        for sex, base in (("laki-laki", 50_000), ("perempuan", 48_000)):
            dims = {"jenis kelamin": sex, "kelompok umur": f"{5 * band:02d}-{5 * band + 4:02d}"}
            rows.append(Row(*JAVA, "2024", float(base - 1_500 * band), dims=dims))
    return [*rows, Row(*JAVA, "2024", sum(row.value or 0.0 for row in rows))]


def _months(years: float) -> list[Row]:
    shape = (1.3, 1.6, 1.2, 1.0, 0.8, 0.8, 0.7, 0.9, 0.85, 1.0, 1.1, 1.25)
    count = round(12 * years)
    return [
        Row(*JAVA, f"{2012 + n // 12}-{n % 12 + 1:02d}", float(round(900 * shape[n % 12] * (1 + n / 90))))
        for n in range(count)
    ]


def _seasons(strength: float) -> list[Row]:
    return [
        Row(
            *JAVA,
            f"{2022 + n // 12}-{n % 12 + 1:02d}",
            float(round(900 * (1 + strength * (n % 12 == 3) + n / 900))),
        )
        for n in range(36)
    ]


def _beside(years: float) -> list[Row]:
    larger = [
        Row("00", "Indonesia", str(2024 - n), round(6 + 0.2 * n, 1), 1, role="total")
        for n in range(int(years))
    ]
    return [
        *_home([round(5 + 0.3 * n * (-1) ** n, 1) for n in range(int(years))], 2025 - int(years), decimals=1),
        *larger,
    ]


def _around(apart: float) -> list[Row]:
    larger = [Row("00", "Indonesia", str(2018 + n), round(6 + 0.2 * n, 1), 1, role="total") for n in range(7)]
    return [*_home([round(6 + 0.2 * n + apart * (n - 2.5), 1) for n in range(7)], 2018, decimals=1), *larger]


def _share(percent: float) -> list[Row]:
    return _home([round(percent * 1.1, 1), percent], 2023, decimals=1)


def _graded(value: float) -> list[Row]:
    elements = [
        Row(*JAVA, "2024", round(value / 25 + 0.08 * (n - 4), 2), 2, dims={"unsur": f"U{n + 1}"})
        for n in range(9)
    ]
    return [*_home((value - 2, value - 1, value), 2022, decimals=2), *elements]


def _with_elements(count: float) -> list[Row]:
    elements = [Row(*JAVA, "2024", 3.0 + 0.06 * n, 2, dims={"unsur": f"U{n + 1}"}) for n in range(int(count))]
    return [*_home((80.0, 81.2, 82.5), 2022, decimals=2), *elements]


def _of_units(count: float) -> list[Row]:
    units = [
        Row(*JAVA, "2024", 74.0 + 1.7 * n, 2, dims={"unit layanan": KINDS[n]}) for n in range(int(count))
    ]
    return [*_home((80.0, 81.2, 82.5), 2022, decimals=2), *units]


def _services(count: float) -> list[Row]:
    return _parts([2.0 + 1.5 * n for n in range(int(count))], decimals=1)


def _then(times: float) -> list[Row]:
    return _home((84_000.0, round(84_000 * times)), 2019)


def _whole(size: float) -> list[Row]:
    return _home((size * 0.8, size), 2023)


def _block(kind: str, variant: str = "", **options: object) -> BlockSpec:
    return BlockSpec(kind=kind, variant=variant, keep=True, options=options)


STANDARD = {"standard": dict.fromkeys(KINDS, 6.0)}
BLOCK_SWEEPS: dict[str, BlockSweep] = {
    "years of a count": BlockSweep(_block("years"), (2, 3, 4, 5, 6, 10, 15, 16, 17, 24, 27), _course),
    "years of a rate": BlockSweep(_block("years"), (2, 3, 4, 5, 9, 16, 17, 27), _course_of_a_rate, POOR),
    "years as columns": BlockSweep(_block("years", "columns"), (2, 3, 16, 17, 27), _course),
    "years as a line": BlockSweep(_block("years", "line"), (2, 3, 5, 17), _course),
    "years as a slope": BlockSweep(_block("years", "slope"), (2, 3), _course),
    "years at large": BlockSweep(_block("years", large=True), (2, 3, 4, 5, 12, 17, 27), _course),
    "years of both signs": BlockSweep(_block("years"), (-9, -5, -4, -2, 0, 2, 4, 5), _signs, POOR),
    "years at large of both signs": BlockSweep(_block("years", large=True), (-9, -4, 0, 4), _signs, POOR),
    "a missing year": BlockSweep(_block("years"), (0, 1, 3, 6, 7), _with_gap),
    "a missing year at large": BlockSweep(_block("years", large=True), (0, 1, 3, 6, 7), _with_gap),
    "a marked year": BlockSweep(_block("years"), (0, 1, 4, 7, 8, 11, 15), _marked),
    "a marked year at large": BlockSweep(_block("years", large=True), (1, 4, 7, 8, 15), _marked),
    "years close together": BlockSweep(_block("years"), (0, 1, 10, 17, 18, 30), _near, INDEX),
    "regions of a count": BlockSweep(
        _block("regions", map=False), (1, 2, 3, 8, 12, 13, 16, 17, 30, 38), _ranked
    ),
    "regions of a rate": BlockSweep(
        _block("regions", map=False), (2, 3, 8, 12, 17, 36, 38), _ranked_rate, POOR
    ),
    "regions with a map": BlockSweep(_block("regions"), (2, 3, 11, 12, 13, 38), _ranked),
    "regions as dots": BlockSweep(_block("regions", "dots", map=False), (2, 9, 20), _ranked_rate, POOR),
    "regions as lollipops": BlockSweep(
        _block("regions", "lollipops", map=False), (0, 3, 6, 9, 12), _falling, POOR
    ),
    "regions as bars of both signs": BlockSweep(
        _block("regions", "bars", map=False), (0, 1, 3, 6, 9, 11, 12), _falling, POOR
    ),
    "regions without figures": BlockSweep(_block("regions", map=False), (0, 1, 7, 12, 13), _unknown),
    "regions close together": BlockSweep(_block("regions", map=False), (0, 3, 9, 12, 13, 30), _close, INDEX),
    "one region far off": BlockSweep(_block("regions", map=False), (1, 1.2, 3, 20), _far),
    "the whole list": BlockSweep(_block("regions", map=False, whole=True), (7, 8, 20, 36, 38), _ranked),
    "a yearbook of years": BlockSweep(
        _block("regions", map=False, whole=True), (1, 2, 3, 6, 20, 21), _over_years
    ),
    "tiles": BlockSweep(_block("map"), (2, 3, 8, 38), _ranked),
    "tiles of both signs": BlockSweep(_block("map"), (0, 1, 6, 12), _falling, POOR),
    "tiles without figures": BlockSweep(_block("map"), (1, 7, 11, 12), _unknown),
    "outlines": BlockSweep(_block("map"), (3, 8, 30, 38), _ranked, outlined=True),
    "outlines of both signs": BlockSweep(_block("map"), (1, 6, 12), _falling, POOR, outlined=True),
    "outlines without figures": BlockSweep(_block("map"), (1, 7, 11), _unknown, outlined=True),
    "outlines at large": BlockSweep(_block("map", large=True), (5, 15, 16, 38), _ranked, outlined=True),
    "outlines at large of both signs": BlockSweep(
        _block("map", large=True), (1, 6, 12), _falling, POOR, outlined=True
    ),
    "outlines at large without figures": BlockSweep(
        _block("map", large=True), (1, 11), _unknown, outlined=True
    ),
    "a strip": BlockSweep(_block("strip"), (11, 12, 20, 38), _ranked_rate, COVERAGE),
    "a strip close together": BlockSweep(_block("strip"), (0, 1, 20, 40), _close, INDEX),
    "changes": BlockSweep(_block("change"), (0, 1, 5, 9, 10), _in_two_years, HOUSES),
    "changes of a rate": BlockSweep(_block("change"), (0, 5, 10), _in_two_years, INDEX),
    "changes since": BlockSweep(_block("change", since="2000"), (2, 3, 9), _over_years, HOUSES),
    "small multiples": BlockSweep(_block("small-multiples"), (1, 2, 3, 7, 16, 38), _of_so_many, HOUSES),
    "small multiples over years": BlockSweep(
        _block("small-multiples"), (1, 2, 3, 15, 16), _over_years, HOUSES
    ),
    "a heat table": BlockSweep(_block("heat-table"), (2, 3, 9, 38), _of_so_many, HOUSES),
    "a heat table over years": BlockSweep(_block("heat-table"), (2, 3, 10, 15, 16), _over_years, HOUSES),
    "a table": BlockSweep(_block("table"), (2, 3, 9, 38), _of_so_many, HOUSES),
    "a table over years": BlockSweep(_block("table"), (2, 6, 15, 16), _over_years, HOUSES),
    "parts": BlockSweep(_block("breakdown"), (1, 2, 3, 5, 6, 9, 14), _sums, LETTERS),
    "parts as bars": BlockSweep(_block("breakdown", "bars"), (2, 5), _sums, LETTERS),
    "parts beside the whole": BlockSweep(
        _block("breakdown"), (-0.02, -0.006, 0, 0.006, 0.0061, 0.02), _off, LETTERS
    ),
    "parts that are no whole": BlockSweep(_block("breakdown"), (2, 5, 9), _sums, YEARS),
    "a pyramid": BlockSweep(_block("breakdown"), (2, 3, 8, 20, 24, 25), _ages),
    "stacks": BlockSweep(_block("stacked"), (1, 2, 3, 5, 6), _parts_over, LETTERS),
    "stacks over years": BlockSweep(_block("stacked"), (1, 2, 3, 9), _parts_in_years, LETTERS),
    "stacks as wholes": BlockSweep(_block("stacked", "whole"), (2, 3, 5), _parts_over, LETTERS),
    "groups": BlockSweep(_block("grouped"), (1, 2, 3, 4), _parts_over, LETTERS),
    "groups over years": BlockSweep(_block("grouped"), (1, 2, 8, 9), _parts_in_years, LETTERS),
    "flows": BlockSweep(_block("flows"), (1, 2, 3, 6, 7), _parts_over, LETTERS),
    "flows over years": BlockSweep(_block("flows"), (1, 2, 6, 7), _parts_in_years, LETTERS),
    "symbols": BlockSweep(_block("pictogram"), (1, 2, 3, 7, 8), _sums, PEOPLE),
    "months": BlockSweep(
        _block("months"), (1, 1.5, 1.75, 1.84, 1.92, 2, 2.75, 2.84, 3, 9, 10, 11), _months, LETTERS
    ),
    "a month above the others": BlockSweep(_block("months"), (0, 0.1, 0.2, 0.21, 0.5), _seasons, LETTERS),
    "beside the country": BlockSweep(_block("gap"), (1, 3, 4, 5, 14, 15), _beside, POOR),
    "around the country": BlockSweep(_block("gap"), (-0.6, -0.2, 0, 0.1, 0.3, 0.6), _around, POOR),
    "out of so many": BlockSweep(_block("out-of"), (1, 3.4, 3.5, 5, 9.9, 25, 33.3, 49, 50, 51), _share, POOR),
    "then and now": BlockSweep(_block("then-now"), (0.5, 0.9, 1.1, 1.9, 3), _then),
    "a huge number": BlockSweep(_block("huge-number"), (5, 900, 12_345, 1_234_567, 1.2e9), _whole),
    "a huge number of money": BlockSweep(_block("huge-number"), (5, 900, 12_345, 1_234_567), _whole, MONEY),
    "sentences": BlockSweep(_block("findings"), (2, 3, 9), _over_years),
    "a grade": BlockSweep(
        _block("satisfaction"), (20, 25, 64.9, 65, 76.6, 76.7, 88.3, 88.4, 100), _graded, SATISFIED
    ),
    "a grade at large": BlockSweep(
        _block("satisfaction", large=True), (25, 65, 88.4, 100), _graded, SATISFIED
    ),
    "elements": BlockSweep(_block("deviation"), (2, 3, 9, 14), _with_elements, SATISFIED),
    "elements of a grade": BlockSweep(_block("deviation"), (30, 65, 76.7, 88.4), _graded, SATISFIED),
    "units": BlockSweep(_block("deviation", "units"), (2, 3, 9, 14), _of_units, SATISFIED),
    "services": BlockSweep(_block("standard", standard=6), (1, 2, 3, 12, 13), _services, DAYS),
    "services by a standard of nobody": BlockSweep(
        _block("standard", standard="entah"), (2, 6), _services, DAYS
    ),
    "services at least": BlockSweep(
        _block("standard", **{"standard": 6.5, "at-least": True}), (2, 6), _services, DAYS
    ),
}
"""Blocks and what grows under them, by a name."""
