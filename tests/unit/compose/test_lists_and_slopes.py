"""Lists name every region, figures have their slope beside them, columns of changes have even digits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.analysis.sentence import SaidFigure
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.change import LEAST_ROW, TWO_FROM, Dumbbells, Pair
from rupadata.compose.blocks.huge_number import HugeNumber
from rupadata.compose.blocks.roster import LEAST_BROKEN, LEAST_SHORT, ROW, Class, Entry, Roster
from rupadata.compose.blocks.then_now import Moment, ThenNow
from rupadata.compose.blocks.with_course import SHORT_BESIDE, WithCourse, has_course, with_course
from rupadata.compose.blocks.years import TimeStep, YearChart
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import NOTHING, Writing, plain
from rupadata.compose.signed import signed_changes
from rupadata.compose.sizes import parse_size
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import Circle, Line, Rect, Text
from rupadata.scene.scene import walk

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")
FORM = NumberForm("persen", "id", 0, 0, "")


def said(box, block, role, look=LOOK):
    return [node for node in walk((block.draw(box, look),)) if isinstance(node, Text) and node.role == role]


def roster(names, bars=False):
    entries = tuple(Entry(plain(name), 90.0 - n, plain(str(90 - n)), n == 0) for n, name in enumerate(names))
    half = len(entries) // 2
    classes = (
        Class(plain("Atas"), entries[:half], plain("Atas")),
        Class(plain("Bawah"), entries[half:], plain("Bawah")),
    )
    return Roster(Heading(NOTHING), classes, NOTHING, FORM, "L", "A", bars)


def names(many, long):
    return [f"Kepulauan Sangat Panjang {n}" if n < long else f"Daerah {n}" for n in range(many)]


def columns(block, width):
    fit = block.fit(width, LOOK)
    return len({round(text.x) for text in said(Box(0, 0, width, fit.least), block, "label")})


def test_a_few_long_names_of_a_long_list_take_two_lines_so_that_it_needs_less_height():
    width = 850
    broken, short = roster(names(LEAST_BROKEN, LEAST_BROKEN // LEAST_SHORT)), roster(names(LEAST_BROKEN, 0))
    many = roster(names(LEAST_BROKEN, LEAST_BROKEN // LEAST_SHORT + 1))
    assert columns(broken, width) == columns(short, width) == 3
    assert columns(many, width) < 3
    assert short.fit(width, LOOK).least < broken.fit(width, LOOK).least < many.fit(width, LOOK).least


def test_a_short_list_keeps_its_names_in_one_line():
    few = LEAST_BROKEN - 1
    assert columns(roster(names(few, 1)), 850) < columns(roster(names(few, 0)), 850)


def test_a_name_in_two_lines_stands_whole_between_its_neighbours():
    block = roster(names(LEAST_BROKEN, 1))
    fit = block.fit(850, LOOK)
    labels = said(Box(0, 0, 850, fit.least), block, "label")
    first = [text for text in labels if "Kepulauan" in text.text or "Panjang" in text.text]
    assert " ".join(text.text for text in first) == "Kepulauan Sangat Panjang 0"
    below = next(text for text in labels if text.text == "Daerah 1")
    assert below.y - first[-1].y >= first[-1].y - first[0].y > 0.8 * LOOK.label.size
    assert all(text.y <= fit.least for text in labels)


@pytest.mark.parametrize("row", [ROW, 30.0, 38.0])
def test_the_head_of_a_class_stands_between_its_rule_and_its_regions(row):
    block = roster(names(9, 0))
    fit = block.fit(300, LOOK)
    drawn = [*walk((block.draw(Box(0, 0, 300, fit.least * row / ROW), LOOK),))]
    rules = [node.y1 for node in drawn if isinstance(node, Line)]
    heads = [node for node in drawn if isinstance(node, Text) and node.text in ("Atas", "Bawah")]
    entries = [node.y for node in drawn if isinstance(node, Text) and node.text.startswith("Daerah")]
    assert len(rules) == len(heads) == 2
    for rule, head in zip(rules, heads):
        assert head.y - 0.72 * head.style.size - rule > 6
        assert min(y for y in entries if y > head.y) - head.y > head.style.size
    assert rules[1] - max(y for y in entries if y < rules[1]) > 8


def figure(remark=NOTHING):
    return HugeNumber(
        plain("9,03"), plain("9,03"), plain("persen"), plain("Kemiskinan, 2024"), remark, "coins"
    )


def steps(*values):
    return tuple(
        TimeStep(plain(str(2024 - len(values) + 1 + n)), value, plain(str(value)), period=str(n))
        for n, value in enumerate(values)
    )


def chart(*values, title=NOTHING, note="persen"):
    return YearChart(Heading(title, plain(note)), steps(*values), "Per tahun", "Per tahun", "persen")


def change(value):
    return Writing(f"turun {value} poin", (Evidence(str(value), value, "persen", "change"),))


def test_two_figures_close_together_stand_beside_the_figure_as_a_slope():
    both = with_course(figure(), chart(9.36, 9.03))
    assert has_course(chart(9.36, 9.03))
    wide, narrow = SHORT_BESIDE + 1, SHORT_BESIDE - 40
    assert both.fit(wide, LOOK).least < both.fit(narrow, LOOK).least
    dots = [node for node in walk((both.draw(Box(0, 0, 950, 300), LOOK),)) if isinstance(node, Circle)]
    assert [dot.value for dot in dots] == [9.36, 9.03]
    assert min(dot.cx for dot in dots) > 950 / 2
    assert both.page_share < WithCourse(figure(), chart(9.4, 9.0, 9.2)).page_share


def test_a_break_or_a_third_figure_makes_no_slope():
    broken = chart(9.36, 9.03)
    broken = replace(broken, steps=(broken.steps[0], replace(broken.steps[1], breaks=True)))
    assert not broken.is_slope
    assert not chart(9.36, 9.03, 9.2).is_slope
    assert not chart(9.36, 3.0).is_slope
    assert chart(9.36, 9.03).is_slope


def test_no_figure_stands_in_the_heading_of_a_course_that_the_remark_has_said():
    told = with_course(figure(change(-0.33)), chart(9.1, 9.36, 9.03, title=change(-0.33)))
    assert told.course.heading == Heading(NOTHING, NOTHING)
    other = with_course(figure(change(-0.33)), chart(9.1, 9.36, 9.03, title=change(-2.0), note="ribu"))
    assert other.course.heading == Heading(change(-2.0), plain("ribu"))
    plainly = with_course(figure(change(-0.33)), chart(9.1, 9.36, 9.03, title=plain("Per tahun")))
    assert plainly.course.heading.title == plain("Per tahun")


def pairs(many):
    return Dumbbells(
        Heading(NOTHING), (plain("2023"), plain("2024")),
        tuple(Pair(plain(f"Daerah {n}"), 10.0 + n, plain("1"), 20.0 + n, plain("20")) for n in range(many)),
        "Perubahan", "Perubahan", "persen", ("dan", "lainnya"),
    )  # fmt: skip


@pytest.mark.parametrize(("many", "sides"), [(TWO_FROM - 1, 1), (TWO_FROM, 2), (26, 2)])
def test_many_regions_then_and_now_stand_in_two_columns_before_one_is_hidden(many, sides):
    block = pairs(many)
    fit = block.fit(950, LOOK)
    per_column = (many + sides - 1) // sides
    assert fit.whole == pytest.approx(36 + per_column * LEAST_ROW, abs=1)
    drawn = [*walk((block.draw(Box(0, 0, 950, fit.whole), LOOK),))]
    shown = [node for node in drawn if isinstance(node, Text) and node.text.startswith("Daerah")]
    assert len(shown) == many
    assert len({round(text.x) for text in shown}) == sides
    assert max(text.y for text in shown) <= fit.whole
    hidden = said(Box(0, 0, 950, fit.whole - LEAST_ROW), block, "label")
    assert any("lainnya" in text.text for text in hidden)


def test_two_columns_of_then_and_now_share_one_scale():
    block = replace(
        pairs(TWO_FROM), pairs=tuple(replace(pair, before=10.0, now=20.0) for pair in pairs(TWO_FROM).pairs)
    )
    drawn = walk((block.draw(Box(0, 0, 950, block.fit(950, LOOK).whole), LOOK),))
    dots = [node for node in drawn if isinstance(node, Circle) and node.value is not None]
    lengths = {round(now.cx - before.cx, 1) for before, now in zip(dots[::2], dots[1::2])}
    assert len(lengths) == 1


def told(value, shown, formula="growth"):
    return SaidFigure(shown, (Evidence(shown, value, "persen", formula),))


def test_changes_in_a_column_have_as_many_decimals():
    found = signed_changes({"a": told(48.42, "48,4"), "b": told(-42.0, "42"), "c": told(104.6, "105")}, "id")
    assert [one.text for one in found.values()] == ["+48,4", "−42,0", "+104,6"]
    assert [one.evidence[0].shown for one in found.values()] == ["48,4", "42,0", "104,6"]


def test_a_change_too_small_for_the_column_keeps_its_decimals_and_none_is_made_longer_for_it():
    found = signed_changes({"a": told(0.03, "0,03"), "b": told(2.0, "2"), "c": told(-1.5, "1,5")}, "id")
    assert [one.text for one in found.values()] == ["+0,03", "+2,0", "−1,5"]


def test_changes_in_percent_bear_their_sign_where_it_is_asked_for_and_points_do_not():
    growth, points = told(2.5, "2.5"), told(0.25, "0.25", "change")
    assert [one.text for one in signed_changes({"a": growth}, "en", mark=True).values()] == ["+2.5%"]
    both = signed_changes({"a": points, "b": told(-1.5, "1.5", "change")}, "en", mark=True)
    assert [one.text for one in both.values()] == ["+0.25", "−1.50"]


def test_a_change_written_in_a_unit_of_its_own_stays_as_it_is():
    found = signed_changes({"a": told(1.25, "1,25", "change"), "b": told(3e6, "3", "change")}, "id")
    assert [one.text for one in found.values()] == ["+1,25", "+3"]


def sizes_of(block, height):
    nodes = walk((block.draw(Box(0, 0, 950, height), LOOK),))
    found = [node for node in nodes if isinstance(node, Text | Circle)]
    number = next(
        node for node in found if isinstance(node, Text) and node.text == "9,03" and node.style.size > 60
    )
    return number, [node for node in found if isinstance(node, Circle)]


def test_figure_and_slope_alone_on_a_page_stand_one_over_the_other_as_large_as_it_allows():
    both = with_course(figure(), chart(9.36, 9.03))
    most = both.fit(950, LOOK).most
    number, dots = sizes_of(both, 4 * most)
    beside, others = sizes_of(both, most)
    assert number.style.size > beside.style.size
    assert min(dot.cy for dot in dots) > number.y > 0.1 * most
    assert min(dot.cx for dot in dots) < 950 / 2 < min(dot.cx for dot in others)
    assert max(dot.cy for dot in dots) < 4 * most


def test_a_short_course_stands_beside_its_figure_only_where_it_has_no_height_below():
    both = with_course(figure(), chart(7.0, 9.36, 9.03))
    fit = both.fit(950, LOOK)
    bars = [node for node in walk((both.draw(Box(0, 0, 950, fit.least), LOOK),)) if hasattr(node, "value")]
    assert min(node.x for node in bars if getattr(node, "width", 0) and node.role == "bar") > 950 / 2
    tall = [node for node in walk((both.draw(Box(0, 0, 950, fit.ideal), LOOK),)) if hasattr(node, "value")]
    assert min(node.x for node in tall if getattr(node, "width", 0) and node.role == "bar") < 950 / 4
    long = with_course(figure(), chart(*(7.0 + n for n in range(9))))
    assert long.fit(950, LOOK).least > fit.least


def test_then_and_now_say_their_change_once():
    moment = Moment(plain("2023"), plain("9,4"), plain("9,4"), 9.4)
    block = ThenNow(moment, moment, plain("persen"), change(-0.33), "L", "A")
    assert with_course(block, chart(9.1, 9.36, 9.03, title=change(-0.33))).course.heading.title == NOTHING
    assert with_course(block, chart(9.1, 9.36, 9.03, title=change(-2.0))).course.heading.title.text


def test_bars_give_way_before_a_name_takes_two_lines_and_no_word_is_broken():
    block = roster(names(LEAST_BROKEN, 1), bars=True)
    nodes = [*walk((block.draw(Box(0, 0, 850, block.fit(850, LOOK).least), LOOK),))]
    assert not [node for node in nodes if isinstance(node, Rect) and node.role == "bar"]
    one_word = roster(["Sukomanunggalrayasekali", *names(LEAST_BROKEN - 1, 0)])
    lines = said(Box(0, 0, 640, one_word.fit(640, LOOK).least), one_word, "label")
    assert "Sukomanunggalrayasekali" in [line.text for line in lines]


@pytest.mark.parametrize("values", [(9.36, 9.03), (7.0, 9.36, 9.03), (7.0, 3.0), tuple(range(5, 14))])
def test_in_every_height_the_words_of_a_figure_stand_clear_of_its_course(values):
    long = replace(figure(change(-0.33)), label=plain("Persentase penduduk miskin di daerah tertinggal " * 3))
    both = with_course(long, chart(*values, title=plain("Per tahun")))
    fit = both.fit(950, LOOK)
    for part in (1.0, 1.2, 1.5, 2.0, 2.6, 3.2):
        height = fit.least * part
        group = both.draw(Box(0, 0, 950, height), LOOK)
        words, course = ([node for node in walk((one,)) if isinstance(node, Text)] for one in group.children)
        over = max(word.y for word in words) <= min(text.y - 0.75 * text.style.size for text in course)
        beside = max(word.x for word in words) < min(text.x for text in course) - 60
        assert over or beside, part
        assert max(text.y for text in (*words, *course)) <= height
