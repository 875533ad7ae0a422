"""Small books in which every kind of block has something to show, one case a kind and form."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.analysis import Finding, find_findings
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.hero_pictures import one_in_of, share_of
from rupadata.compose.content import gather_content
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.page import PageContent
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import BlockSpec, IllustrationSpec, PageSpec
from rupadata.regions import official_regions, open_boundaries
from rupadata.scene.scene import Scene
from tests.unit.analysis.analysis_books import Row, indicator, make_book
from tests.unit.compose.test_blocks import regions_book, service_book, sexes_book

CITY, CITY_CODE = "Kota Contoh", "99.71"
PLACES = {f"99.71.0{n}": name for n, name in enumerate(("Awan", "Bintang", "Cemara", "Danau", "Embun"), 1)}
YEARS = range(2019, 2025)
HOUSE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">'
    b'<path fill="#b34700" d="M40 90L160 10L280 90Z"/>'
    b'<path fill="#e9b872" d="M64 90H256V190H64Z"/><path fill="#5b3a1e" d="M140 130H180V190H140Z"/></svg>'
)
PICTURE = IllustrationSpec(
    picture=b64encode(HOUSE).decode(),
    media_type="image/svg+xml",
    alt={"id": "Rumah beratap merah", "en": "A house with a red roof"},
    credit="Sanggar Gambar Kota Contoh",
)


class BlockCase(Struct, frozen=True):
    """A book and the one block that is drawn of it: of the first finding that `speaks`, if asked."""

    book: Callable[[], SubjectBook]
    block: BlockSpec
    speaks: Callable[[Finding], bool] | None = None
    size: str = "square"
    illustration: IllustrationSpec = field(default_factory=IllustrationSpec)
    outlined: bool = False
    """Whether the office has outlines of the book's regions."""

    def draw(self) -> Scene:
        """Return the page with this block alone, on a square."""
        spec, book = self._spec()
        with self._office() as office:
            return compose_page(spec, book, office=office, size=self.size, date="2026-11-22")

    def content(self, lang: str) -> PageContent:
        """Return what that page says, its place not yet known."""
        spec, book = self._spec()
        with self._office() as office:
            return gather_content(spec, book, office, OpenBooks(), lang=lang, date="2026-11-22")

    def _spec(self) -> tuple[PageSpec, SubjectBook]:
        book = self.book()
        page, keys = book.pages[0]
        block = self.block
        if self.speaks is not None:
            block = replace(
                block, findings=(next(f.id for f in find_findings(book, keys) if self.speaks(f)),)
            )
        spec = plan_page(book, page, keys)
        spec = replace(spec, illustration=self.illustration)
        return replace(spec, hero=None, blocks=(block,), missing_elements=()), book

    @contextmanager
    def _office(self) -> Iterator[Office]:
        if not self.outlined:
            yield default_office()
            return
        with outlined_office(self.book().region_code) as office:
            yield office


@contextmanager
def outlined_office(home: str) -> Iterator[Office]:
    """Give an office that has outlines of the regions of a home."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "boundaries.geojson"
        file.write_text(json.dumps(_outlines(home)), encoding="utf-8")
        yield replace(default_office(), boundaries=open_boundaries(file))


def _outlines(home: str) -> dict[str, object]:
    """Return a field for each region of a home: rows of six, every second one of half the height."""
    features = []
    for place, region in enumerate(official_regions().children(home)):
        row, column = divmod(place, 6)
        west, south, height = 110 + column, -7 - row, 0.5 if place % 2 else 1.0
        ring = [(west, south), (west + 1, south), (west + 1, south + height), (west, south + height)]
        shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": {"kode": region.code}, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def _province(code: str, name: str, values: Callable[[int], float], *, decimals: int = 1) -> SubjectBook:
    rows = [
        Row(region.code, region.name, "2024", values(place), decimals=decimals)
        for place, region in enumerate(official_regions().children(code))
    ]
    return _book(rows, indicator("Persentase Penduduk Miskin", "persen", "rate"), region=name, code=code)


def five() -> SubjectBook:
    """Return a rate of the five regencies of a province."""
    return _province("34", "DI Yogyakarta", lambda place: (15.6, 11.7, 15.2, 7.5, 6.3)[place])


def many() -> SubjectBook:
    """Return a rate of 38 regencies that spreads widely, one far above the rest."""
    return _province(
        "35", "Jawa Timur", lambda place: round(4 + (place * 7 % 38) * 0.4 + (place == 3) * 9, 1)
    )


def counted() -> SubjectBook:
    """Return people of 38 regencies, so that the list has bars."""
    rows = [
        Row(region.code, region.name, "2024", 20_000.0 + 7_000 * (place * 11 % 38))
        for place, region in enumerate(official_regions().children("35"))
    ]
    return _book(rows, indicator(), region="Jawa Timur", code="35")


def eighth() -> SubjectBook:
    """Return the people of eight districts of nearly the same size: one in eight live in the largest."""
    rows = [
        Row(f"99.71.0{n}", f"Distrik {n}", "2024", 45_000.0 if n == 1 else 45_000.0 - 10 * n + 50)
        for n in range(1, 9)
    ]
    return _book([*rows, _city(2024, 360_000.0)], indicator())


def long_run() -> SubjectBook:
    """Return a rate of thirty years that falls below zero, with a gap, a break and a provisional end."""
    rows = []
    for year in range(1995, 2025):
        if year == 2003:
            continue
        flags = "break" if year == 2011 else "provisional" if year == 2024 else ""
        rows.append(
            _city(year, round(6 - 0.45 * (year - 1995) + 3 * (year % 4 == 0), 1), decimals=1, flags=flags)
        )
    return _book(rows, indicator("Laju Pertumbuhan", "persen", "rate"))


def _book(
    rows: Iterable[Row], one: Indicator, *, region: str = CITY, code: str = CITY_CODE, notes: str = ""
) -> SubjectBook:
    book = make_book(rows, (one,), region=region, code=code)
    frame = book.observations.with_columns(pl.lit(notes).alias("notes"))
    return replace(book, observations=frame, pages=(("uji", (one.key,)),))


def _city(period: object, value: float, **more: object) -> Row:
    return Row(CITY_CODE, CITY, str(period), value, **more)  # type: ignore[arg-type]


def jobs() -> SubjectBook:
    """Return a rate of a city beside that of its province, falling in both."""
    rates = {2018: (5.95, 8.23), 2019: (6.16, 8.04), 2020: (6.73, 10.46), 2021: (6.09, 9.82),
             2022: (5.53, 8.31), 2023: (5.43, 7.44), 2024: (5.44, 6.75)}  # fmt: skip
    rows = [
        Row(code, name, str(year), value, decimals=2)
        for year, pair in rates.items()
        for (code, name), value in zip((("32.79", "Kota Banjar"), ("32", "Jawa Barat")), pair, strict=True)
    ]
    one = indicator("Tingkat Pengangguran Terbuka", "persen", "rate")
    return _book(rows, one, region="Kota Banjar", code="32.79")


def people() -> SubjectBook:
    """Return the people of a city by district over six years, and by sex."""
    rows = []
    for year in YEARS:
        counts = [(40_000 + 9_000 * n) * (1 + 0.01 * n * (year - 2019)) for n in range(5)]
        rows += [
            Row(code, name, str(year), float(round(count)))
            for (code, name), count in zip(PLACES.items(), counts, strict=True)
        ]
        total = float(sum(round(count) for count in counts))
        rows.append(_city(year, total))
        rows += [
            _city(year, float(round(total * share)), dims={"jenis kelamin": sex})
            for sex, share in (("laki-laki", 0.49), ("perempuan", 0.51))
        ]
    return _book(rows, indicator())


def quarter() -> SubjectBook:
    """Return the people of five districts, of whom one in four live in the first."""
    rows = [
        Row(code, name, "2024", 40_000.0 if place == 0 else 30_000.0)
        for place, (code, name) in enumerate(PLACES.items())
    ]
    return _book([*rows, _city(2024, 160_000.0)], indicator())


def ages() -> SubjectBook:
    """Return the people of a city by age and sex in one year."""
    rows = []
    for n, age in enumerate(("0-14", "15-29", "30-44", "45-59", "60+")):
        for sex, base in (("laki-laki", 50_000), ("perempuan", 48_000)):
            dims = {"jenis kelamin": sex, "kelompok umur": age}
            rows.append(_city(2024, float(base - 6_000 * n), dims=dims))
    return _book(rows, indicator())


def letters() -> SubjectBook:
    """Return complaints by what they are about over five years, one kind against the course of the rest."""
    start = {"sampah": 900, "jalan rusak": 700, "air bersih": 400, "penerangan": 300, "lainnya": 150}
    rows = []
    for year in range(2020, 2025):
        counts = {
            kind: float(count + (year - 2020) * (60 if kind != "air bersih" else -70))
            for kind, count in start.items()
        }
        rows.append(_city(year, sum(counts.values())))
        rows += [_city(year, count, dims={"kategori": kind}) for kind, count in counts.items()]
    return _book(rows, indicator("Jumlah Pengaduan", "pengaduan", "count-flow"))


def seasons() -> SubjectBook:
    """Return complaints by month over three years, the most of them in February of each."""
    shape = (1.3, 1.6, 1.2, 1.0, 0.8, 0.8, 0.7, 0.9, 0.85, 1.0, 1.1, 1.25)
    rows = [
        _city(f"{year}-{month:02d}", float(round(900 * part * (1 + 0.1 * (year - 2022)))))
        for year in (2022, 2023, 2024)
        for month, part in enumerate(shape, 1)
    ]
    return _book(rows, indicator("Jumlah Pengaduan", "pengaduan", "count-flow"))


def survey() -> SubjectBook:
    """Return a satisfaction index over three years with its nine elements and four units."""
    values = (3.70, 3.62, 3.48, 3.81, 3.66, 3.72, 3.55, 3.40, 3.60)
    rows = [_city(2022, 86.10, decimals=2), _city(2023, 87.28, decimals=2), _city(2024, 89.83, decimals=2)]
    for number, value in enumerate(values, 1):
        rows.append(_city(2024, value, decimals=2, dims={"unsur": f"U{number}"}))
    return _book(rows, indicator("Indeks Kepuasan Masyarakat", "indeks", "index"))


def twice() -> SubjectBook:
    """Return the figures of two years that lie far apart."""
    return _book([_city(2019, 84_000.0), _city(2024, 160_000.0)], indicator())


def measured() -> SubjectBook:
    """Return how long services took, and what another indicator of the table sets them as a standard."""
    days = {"jalan rusak": (17.0, 14.0), "sampah": (2.0, 3.0), "ketertiban umum": (6.0, 5.0)}
    indicators = (
        indicator("Rata-rata Waktu Penyelesaian", "hari", "mean", key="waktu"),
        indicator("Standar Waktu Penyelesaian", "hari", "mean", key="standar"),
    )
    rows = [
        _city(2024, pair[place], decimals=1, dims={"pengaduan": kind}, key=one.key)
        for kind, pair in days.items()
        for place, one in enumerate(indicators)
    ]
    book = make_book(rows, indicators, region=CITY, code=CITY_CODE)
    return replace(book, pages=(("uji", ("waktu",)),))


def _block(kind: str, **more: object) -> BlockSpec:
    return BlockSpec(kind=kind, keep=True, **more)  # type: ignore[arg-type]


CASES: dict[str, BlockCase] = {
    "numbers": BlockCase(people, _block("numbers")),
    "years-columns": BlockCase(people, _block("years")),
    "years-pair": BlockCase(twice, _block("years")),
    "years-line": BlockCase(jobs, _block("years")),
    "regions-bars": BlockCase(people, _block("regions", options={"map": False})),
    "regions-lollipops": BlockCase(lambda: regions_book("rate"), _block("regions", options={"map": False})),
    "map-tiles": BlockCase(regions_book, _block("map")),
    "breakdown-strip": BlockCase(people, _block("breakdown", dimension="jenis kelamin")),
    "breakdown-pyramid": BlockCase(ages, _block("breakdown")),
    "breakdown-bars": BlockCase(letters, _block("breakdown", dimension="kategori")),
    "findings": BlockCase(people, _block("findings")),
    "one-in": BlockCase(quarter, _block("one-in"), lambda f: one_in_of(f, "id") is not None),
    "waffle": BlockCase(people, _block("waffle"), lambda f: share_of(f, "id") is not None),
    "then-now": BlockCase(people, _block("then-now"), lambda f: f.kind == "change"),
    "change": BlockCase(people, _block("change")),
    "out-of": BlockCase(jobs, _block("out-of")),
    "gap": BlockCase(jobs, _block("gap")),
    "flows": BlockCase(letters, _block("flows")),
    "months": BlockCase(seasons, _block("months")),
    "grouped": BlockCase(sexes_book, _block("grouped")),
    "pictogram": BlockCase(people, _block("pictogram")),
    "standard": BlockCase(
        lambda: service_book("Hari kerja; Standar: jalan rusak 14; sampah 3; ketertiban umum 5"),
        _block("standard"),
    ),
    "standard-of-another": BlockCase(measured, _block("standard")),
    "strip": BlockCase(regions_book, _block("strip")),
    "stacked": BlockCase(letters, _block("stacked")),
    "small-multiples": BlockCase(people, _block("small-multiples")),
    "heat-table": BlockCase(people, _block("heat-table")),
    "table": BlockCase(people, _block("table")),
    "deviation": BlockCase(survey, _block("deviation")),
    "satisfaction": BlockCase(survey, _block("satisfaction")),
    "satisfaction-large": BlockCase(survey, _block("satisfaction", options={"large": True})),
    "huge-number": BlockCase(people, _block("huge-number")),
    "illustration": BlockCase(people, _block("illustration"), illustration=PICTURE),
    "map-outlines": BlockCase(five, _block("map"), outlined=True),
    "map-outlines-many": BlockCase(many, _block("map"), size="a4", outlined=True),
    "map-outlines-large": BlockCase(five, _block("map", options={"large": True}), outlined=True),
    "map-outlines-large-many": BlockCase(
        many, _block("map", options={"large": True}), size="a4", outlined=True
    ),
    "regions-list": BlockCase(counted, _block("regions", options={"map": False}), size="a3"),
    "regions-list-dots": BlockCase(many, _block("regions", options={"map": False}), size="story"),
    "regions-with-map": BlockCase(many, _block("regions"), size="slide"),
    "one-in-eight": BlockCase(eighth, _block("one-in"), lambda f: one_in_of(f, "id") == 8, size="portrait"),
    "years-long": BlockCase(long_run, _block("years"), size="portrait"),
    "years-large": BlockCase(long_run, _block("years", options={"large": True}), size="portrait"),
    "years-large-columns": BlockCase(people, _block("years", options={"large": True}), size="slide"),
    "years-large-line": BlockCase(jobs, _block("years", options={"large": True}), size="story"),
    "waffle-slide": BlockCase(
        people, _block("waffle"), lambda f: share_of(f, "id") is not None, size="slide"
    ),
    "huge-number-story": BlockCase(people, _block("huge-number"), size="story"),
    "pictogram-slide": BlockCase(people, _block("pictogram"), size="slide"),
}
"""A golden case for every kind of block, and for its forms where it has several."""
