"""The content of the benchmark as the product takes it: observations, grouped into the book of a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from msgspec.structs import replace

from benchmarks.content import Content
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.subject import SubjectBook

if TYPE_CHECKING:
    from rupadata.pagespec import PageSpec

HOME = ("36.71", "Kota Tangerang")


def observations(content: Content) -> pl.DataFrame:
    """Return the figures of a page as observations, one cell each."""
    rows: list[dict[str, Any]] = []

    def add(
        indicator: str, measure: str, unit: str, region: tuple[str, str], year: int, value: float, role: str
    ) -> None:
        rows.append(
            {
                "table": "Penduduk",
                "indicator": indicator,
                "measure": measure,
                "unit": unit,
                "region_code": region[0],
                "region": region[1],
                "period": str(year),
                "dimensions": "{}",
                "role": role,
                "value": value,
                "decimals": 1,
                "missing": "",
                "flags": "",
                "producer": "",
                "notes": "",
                "file": "contoh.xlsx",
                "sheet": "1",
                "cell": f"C{len(rows) + 1}",
            }
        )

    for year, value in content.years:
        add("Jumlah Penduduk", "count-stock", "ribu jiwa", HOME, year, value, "total")
        add("Kepadatan Penduduk", "ratio", "jiwa per km²", HOME, year, value * 6.05, "single")
        add(
            "Rasio Jenis Kelamin",
            "ratio",
            "laki-laki per 100 perempuan",
            HOME,
            year,
            100 + year / 900,
            "single",
        )
    last = content.years[-1][0]
    scale = content.years[-1][1] / sum(tile.thousands for tile in content.districts)
    for tile in content.districts:
        for back, (year, _) in enumerate(reversed(content.years[-2:])):
            value = round(tile.thousands * scale * (1 - 0.01 * back), 1)
            add("Jumlah Penduduk", "count-stock", "ribu jiwa", (tile.code, tile.name), year, value, "part")
        add(
            "Kepadatan Penduduk",
            "ratio",
            "jiwa per km²",
            (tile.code, tile.name),
            last,
            tile.thousands * 71,
            "part",
        )
    return pl.DataFrame(rows, schema=OBSERVATION_SCHEMA)


def book_of(content: Content) -> SubjectBook:
    """Return the book that holds the population of the content."""
    from rupadata.subjects import group

    books = group(observations(content)).books
    return next(book for book in books if any(i.name == "Jumlah Penduduk" for i in book.indicators))


def full_spec(book: SubjectBook) -> PageSpec:
    """Return a page of three numbers, years, all districts, a map and a list, as a designer would ask for it.

    Where all five do not fit at the smallest type that people can read on a phone, the list is left out; each
    tile and each year says its value instead, so that more is drawn than the peers draw.
    """
    from rupadata.compose import plan_page
    from rupadata.pagespec import BlockSpec

    page, keys = book.pages[0]
    planned = plan_page(book, page, keys)
    findings = next((block.findings for block in planned.blocks if block.kind == "findings"), ())
    blocks = (
        BlockSpec(kind="numbers", keep=True, options={"count": 3}),
        BlockSpec(kind="years", indicator=keys[0], keep=True),
        BlockSpec(
            kind="regions",
            indicator=keys[0],
            title={"id": "Per kecamatan"},
            keep=True,
            options={"map": False},
        ),
        BlockSpec(kind="map", indicator=keys[0], keep=True),
        BlockSpec(kind="findings", findings=findings, options={"count": 2}),
    )
    title = replace(planned.title, standfirst={"id": "Penduduk bertambah di semua kecamatan."})
    return replace(planned, title=title, hero=None, blocks=blocks)
