"""Maps among neighbours, with comments, a chart and figures in them, and pages as articles.

`maps.txt` and `articles.txt` keep a line each by what is written and a digest of what is drawn;
`pytest tests/golden --update-golden` keeps them anew.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from rupadata.compose import compose_article, plan_page
from rupadata.compose.annotation import Comment
from rupadata.compose.blocks.base import Block, Heading
from rupadata.compose.blocks.choropleth import Area, Choropleth
from rupadata.compose.blocks.place_map import PlaceMap, Whole
from rupadata.compose.boxes import Box
from rupadata.compose.look import Look, make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import Writing
from rupadata.compose.sizes import parse_size
from rupadata.regions.boundaries import Land, Outline
from rupadata.scene.nodes import Text
from rupadata.scene.scene import walk
from tests.golden.golden_blocks import CASES, jobs, many, people
from tests.golden.golden_books import city_book, growth_book
from tests.golden.kept_parts import look_at

MAPS, ARTICLES = Path(__file__).parent / "maps.txt", Path(__file__).parent / "articles.txt"
FORM = NumberForm("persen", "id", 1, 1, "persen")
NAMES = ("Benda", "Periuk", "Karang Tengah", "Neglasari", "Batuceper", "Cipondoh", "Pinang", "Ciledug Indah")
BOXES = (Box(0, 300, 1080, 620), Box(0, 300, 1080, 360), Box(40, 300, 560, 700), Box(0, 200, 1080, 1100))


@cache
def look_of(theme: str, size: str = "portrait") -> Look:
    return make_look(parse_size(size), theme, 200.0, "id", ground="tint", bare=True)


def digest(drawn: object) -> str:
    shape = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", repr(drawn))
    return hashlib.sha256(shape.encode()).hexdigest()[:6]


def areas(columns: int, rows: int, low: float, *, empty: int = -1, gaps: bool = False) -> tuple[Area, ...]:
    """Return fields in rows, the values rising from `low`; `gaps` leaves every third field out."""
    wide, high = 120 / columns, 80 / rows
    found = []
    for n in range(columns * rows):
        if gaps and n % 3 == 1:
            continue
        x, y = n % columns * wide, n // columns * high
        ring = ((x, y), (x + wide, y), (x + wide, y + high * 0.9), (x + wide / 2, y + high), (x, y + high))
        value = None if n == empty else round(low + 1.7 * n, 1)
        shown = Writing("" if value is None else f"{value:g}".replace(".", ","))
        outline = Outline(f"99.{n:02d}", (ring,), (x + wide / 2, y + high / 2), min(wide, high) / 2)
        name = Writing(f"{NAMES[n % len(NAMES)]}{'' if n < len(NAMES) else f' {n}'}")
        found.append(Area(outline, name, value, shown, n == 2, value is not None, n < 4))
    return tuple(found)


def land(name: str, left: float, top: float, right: float, bottom: float) -> Land:
    return Land(name, (((left, top), (right, top), (right, bottom), (left, bottom)),))


AROUND = (
    land("Sebelah Timur", 120, -60, 260, 90),
    land("Sebelah Barat yang Panjang Namanya", -200, -40, 0, 70),
    land("Utara", 20, -90, 90, 0),
    land("Jauh", 900, 900, 950, 950),
)
SAID = (
    Comment(Writing("Cipondoh"), Writing("13,5 persen, tertinggi"), "99.05", accent=True),
    Comment(Writing("Benda"), Writing("5 persen, terendah"), "99.00", accent=True),
    Comment(Writing("Entah"), Writing("tidak ada"), "99.99", accent=True),
)


def place_map(some: tuple[Area, ...], **more: object) -> PlaceMap:
    return PlaceMap(
        Heading(Writing("Angka, persen")), some, 120.0, 80.0, FORM, more.pop("comments", ()),  # type: ignore[arg-type]
        more.pop("whole", None), "Peta", "Peta", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def small_map(some: tuple[Area, ...], **more: object) -> Choropleth:
    return Choropleth(Heading(Writing("Angka")), some, 120.0, 80.0, FORM, "Peta", "Peta", **more)  # type: ignore[arg-type]


@cache
def chart(name: str) -> Block:
    return CASES[name].content("id").items[0].block


def blocks_of(name: str) -> dict[str, Block]:
    """Return the maps of a group."""
    whole = Whole(7.5, Writing("7,5"), "Kota Contoh")
    match name:
        case "named":
            return {
                f"{columns}x{rows}": place_map(areas(columns, rows, 5.0))
                for columns, rows in ((2, 2), (3, 2), (4, 3), (7, 3), (8, 8))
            }
        case "with figures":
            return {
                f"{columns}x{rows}": place_map(areas(columns, rows, 5.0), figures=True)
                for columns, rows in ((2, 2), (4, 3), (5, 4), (7, 3))
            }
        case "said of":
            return {
                "with comments": place_map(areas(4, 3, 5.0), comments=SAID),
                "with comments and figures": place_map(areas(5, 4, 5.0), comments=SAID, figures=True),
                "with the whole": place_map(areas(4, 3, 5.0), whole=whole, comments=SAID),
            }
        case "below zero":
            return {
                f"from {low:g}": place_map(areas(4, 3, low, empty=1), whole=whole)
                for low in (-20.0, -9.0, -3.4, 0.0)
            }
        case "neighbours":
            return {
                "by land": place_map(areas(4, 3, 5.0), around=AROUND),
                "by the sea": place_map(areas(4, 3, 5.0, gaps=True), around=AROUND, coast=True),
                "said of": place_map(
                    areas(4, 3, 5.0), around=AROUND, coast=True, comments=SAID, figures=True
                ),
            }
        case "a chart beside":
            return {
                "years": place_map(areas(2, 3, 5.0, gaps=True), inset=chart("years-columns")),
                "a line": place_map(areas(3, 3, 5.0), inset=chart("years-line"), around=AROUND, coast=True),
                "a pair": place_map(areas(4, 2, 5.0), inset=chart("years-pair"), whole=whole, figures=True),
            }
        case "small":
            return {
                f"{columns}x{rows}{' large' * large}": small_map(
                    areas(columns, rows, -4.0, empty=1), large=large
                )
                for columns, rows in ((2, 2), (4, 4), (6, 5), (8, 5))
                for large in (False, True)
            }
    raise KeyError(name)


GROUPS = ("named", "with figures", "said of", "below zero", "neighbours", "a chart beside", "small")


@pytest.mark.parametrize("name", GROUPS)
def test_maps_are_drawn_in_their_places_as_before(name, request):
    lines = []
    for place, (what, block) in enumerate(blocks_of(name).items()):
        look = look_of(
            ("default", "night", "formal", "high-contrast")[place % 4], ("portrait", "a4")[place % 2]
        )
        for box in BOXES:
            fit = block.fit(box.width, look)
            if fit is None:
                lines.append(f"{what}, {box.width:g}x{box.height:g}: no room")
                continue
            drawn = block.draw(box, look)
            stands = (
                f" {'stands' if block.stands(box, look) else 'falls'}" if isinstance(block, PlaceMap) else ""
            )
            count = sum(isinstance(node, Text) for node in walk((drawn,)))
            asked = " ".join(f"{part:.0f}" for part in fit[:3])
            lines.append(
                f"{what}, {box.width:g}x{box.height:g}: {asked}{stands}, {count} texts {digest(drawn)}"
            )
    look_at(MAPS, name, lines, update=request.config.getoption("--update-golden"))


BOOKS = {"city": city_book, "growth": growth_book, "jobs": jobs, "many": many, "people": people}
ARCHITECTURES = ("time", "place", "split", "parts", "single", "ranking")


@pytest.mark.parametrize("name", BOOKS)
def test_pages_read_as_articles_as_before(name, request):
    book = BOOKS[name]()
    page, keys = book.pages[0]
    lines = []
    for place, theme in enumerate(("default", "vivid", "night", "formal", "high-contrast")):
        spec = replace(plan_page(book, page, keys), architecture=ARCHITECTURES[place])
        article = compose_article(spec, book, theme=theme, date="2026-11-22", lang=("id", "en")[place % 2])
        figures = [
            f"{one.name}{'*' * one.hero}{' titled' * one.titled} {one.narrow.width:g}x{one.narrow.height:g} "
            f"{one.wide.width:g}x{one.wide.height:g} {len(one.charts)} charts "
            f"{'dark' if one.dark_narrow else 'light'} {'dark' if one.dark_wide else 'light'} {digest(one)}"
            for one in article.figures
        ]
        bare = digest(replace(article, figures=(), metadata=()))
        lines.append(f"{theme}: {bare}; {'; '.join(figures)}")
    look_at(ARTICLES, name, lines, update=request.config.getoption("--update-golden"))
