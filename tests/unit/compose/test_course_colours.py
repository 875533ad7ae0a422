"""What is hoped for is green, what is feared red, readable on every ground, where somebody says so."""

import pytest
from msgspec.structs import replace

from rupadata.analysis.figures import Point
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.headline_numbers import Card, HeadlineNumbers
from rupadata.compose.blocks.huge_number import HugeNumber
from rupadata.compose.blocks.sentences import Sentences
from rupadata.compose.boxes import Box
from rupadata.compose.colour import contrast, oklch_of
from rupadata.compose.course_colours import HUES, TEXT, course_ink, course_of
from rupadata.compose.look import make_look
from rupadata.compose.number_format import choose_form
from rupadata.compose.pen import plain
from rupadata.compose.sizes import parse_size
from rupadata.compose.themes import THEMES
from rupadata.model.subject import Direction
from rupadata.pagespec import BlockSpec
from rupadata.scene.nodes import Path, Text
from rupadata.scene.scene import walk
from tests.unit.analysis.analysis_books import Row, indicator, make_book

RATE = indicator("Tingkat Pengangguran Terbuka", "persen", "rate", direction=Direction.LOWER_IS_BETTER)


def look_of(theme="default", ground="paper", hue=200.0):
    return make_look(parse_size("portrait"), theme, hue, "id").on(ground)


@pytest.mark.parametrize(
    ("direction", "change", "course"),
    [
        (Direction.LOWER_IS_BETTER, -1, "better"),
        (Direction.LOWER_IS_BETTER, 1, "worse"),
        (Direction.HIGHER_IS_BETTER, 1, "better"),
        (Direction.HIGHER_IS_BETTER, -1, "worse"),
        (Direction.LOWER_IS_BETTER, 0, ""),
        (Direction.NEUTRAL, 1, ""),
    ],
)
def test_a_change_has_the_course_that_its_direction_gives_it(direction, change, course):
    assert course_of(replace(RATE, direction=direction), change) == course


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "tint", "dark", "deep"])
@pytest.mark.parametrize("course", HUES)
@pytest.mark.parametrize("hue", [30.0, 145.0, 250.0])
def test_colours_of_a_course_are_readable_on_every_ground_and_apart(theme, ground, course, hue):
    look = look_of(theme, ground, hue)
    grounds = (look.palette.paper,)
    ink = course_ink(course, "#000000", grounds, look)
    assert contrast(ink, grounds[0]) >= max(TEXT, look.theme.accent.text_contrast)
    away = abs(oklch_of(ink)[2] - HUES[course]) % 360
    assert min(away, 360 - away) < 25
    other = course_ink("worse" if course == "better" else "better", "#000000", grounds, look)
    assert ink != other


def test_without_a_course_the_usual_colour_stays():
    look = look_of()
    assert course_ink("", "#123456", (look.palette.paper,), look) == "#123456"


def fills(block, role, look, width=900):
    return {n.paragraph or n.id: n.style.fill for n in walk((block.draw(Box(0, 0, width, 400), look),))
            if isinstance(n, Text) and role in n.id}  # fmt: skip


@pytest.mark.parametrize("width", [300, 900])
def test_a_remark_on_a_card_has_the_colour_of_its_course(width):
    look = look_of()
    for course, apart in (("", False), ("better", True), ("worse", True)):
        card = Card(plain("3,4"), plain("persen"), plain("turun dari 2024"), course=course)
        for cards in ((card,), (card, card)):
            found = set(fills(HeadlineNumbers(cards), "remark", look, width).values())
            assert found == {
                course_ink(course, look.palette.muted, (look.palette.paper, look.palette.card), look)
            }
            assert (found != {look.palette.muted}) is apart


def test_the_remark_under_a_huge_figure_has_the_colour_of_its_course():
    look = look_of("default", "dark")

    def remark(course):
        figure = plain("3,4")
        block = HugeNumber(figure, figure, plain("persen"), plain("TPT"), plain("naik"), course=course)
        return set(fills(block, "remark", look).values())

    assert remark("") != remark("worse")


def test_the_symbol_before_a_sentence_has_the_colour_of_its_course():
    look = look_of()
    heading = Heading(plain("Yang perlu diketahui"))
    sentences = (plain("Satu."), plain("Dua."))
    block = Sentences(heading, sentences, ("trend-up", "trend-up"), ("worse", ""))
    drawn = walk((block.draw(Box(0, 0, 900, 200), look),))
    assert len({n.paint.fill for n in drawn if "_mark" in n.id and isinstance(n, Path)}) == 2


def test_a_page_of_falling_unemployment_tells_it_in_green():
    rows = [Row("99", "Banten", str(2021 + i), v, 2) for i, v in enumerate((8.4, 7.9, 7.6, 7.2))]
    book = make_book(rows, [RATE])
    spec = replace(plan_page(book, "p", ["penduduk"]), hero=BlockSpec(kind="huge-number"))
    scene = compose_page(spec, book, size="portrait")
    texts = [n for n in walk(scene.nodes) if isinstance(n, Text)]
    told = [n for n in texts if n.text.startswith("turun 0,40")]
    assert told
    assert all(abs(oklch_of(n.style.fill)[2] - HUES["better"]) < 25 for n in told)


@pytest.mark.parametrize(
    ("values", "words", "last"),
    [((1188.2, 1021.0, 2.1), "miliar rupiah", "2"), ((1188.2, 1021.0, 301.4), "triliun rupiah", "0,30")],
)
def test_the_smallest_amount_of_a_chart_is_never_written_as_nothing(values, words, last):
    points = [Point("p", "p", value, 1) for value in values]
    form = choose_form(points, "miliar rupiah", "id")
    assert form.words == words
    assert form.digits(values[-1]) == last


@pytest.mark.parametrize("hanging", ["Rp2,64 triliun", "2,64 juta"])
def test_what_hangs_below_a_figure_does_not_touch_the_name_under_it(hanging):
    look = look_of()

    def space(value):
        block = HugeNumber(plain(value), plain(value), plain(""), plain("Realisasi belanja"))
        texts = {
            n.id.split("-")[0]: n
            for n in walk((block.draw(Box(0, 0, 900, 400), look),))
            if isinstance(n, Text)
        }
        figure, label = texts["hero_value"], texts["hero_label"]
        return (label.y - 0.7 * label.style.size - figure.y) / figure.style.size

    assert space(hanging) > space("2,64 ribu") + 0.1
