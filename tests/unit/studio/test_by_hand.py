"""A page made by hand: a place whose poles are called out, like the best that people draw, in few actions."""

from __future__ import annotations

from rupadata.analysis import find_findings
from rupadata.compose import plan_page
from rupadata.edition import Drawing, draw_edition
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import PageSpec
from rupadata.problems import Severity
from rupadata.scene.scene import texts
from rupadata.studio.actions import Action, Stage, act
from rupadata.studio.elements import elements_in_order, find_element, find_observation, marks_of
from tests.golden.golden_blocks import outlined_office
from tests.golden.golden_books import city_book

TOP, LAST = "36.71.05", "36.71.06"
BY_HAND = (
    Action("hero", value="map"),
    Action("architecture", value="place"),
    Action("headline", value="penduduk.gap-ratio.36.71.05"),
    Action("standfirst", value="penduduk.few-hold.36.71.05"),
    Action("kicker-text", value="Kependudukan"),
    Action("colour", value="#8a3b12"),
    Action("comment", "hero", TOP, "Cipondoh"),
    Action("comment-more", "hero", TOP, "248.212 jiwa"),
    Action("comment", "hero", LAST, "Benda"),
    Action("comment-more", "hero", LAST, "83.526 jiwa"),
    Action("comment-place", "hero", LAST, "0.56,0.95"),
    Action("heading-text", "years", value="Dari tahun ke tahun"),
    Action("drop", "breakdown"),
    Action("drop", "numbers"),
    Action("up", "regions"),
)


def test_fifteen_actions_make_a_map_with_its_poles_called_out_and_no_fault() -> None:
    book = city_book()
    spec = plan_page(book, *book.pages[0])
    stage = Stage(book, {one.id: one for one in find_findings(book, spec.indicators)})
    regions = {mark.name: mark.at for mark in marks_of(act(spec, BY_HAND[0], stage), "hero", book)}
    last = regions["Benda"]
    for action in BY_HAND:
        put = Action(action.op, action.at, last if action.part == LAST else action.part, action.value)
        spec = act(spec, put, stage)
    assert len(BY_HAND) <= 15
    with outlined_office(book.region_code) as office:
        drawing = draw_edition(spec, book, office)
        check_page(drawing, spec, book, last)


def check_page(drawing: Drawing, spec: PageSpec, book: SubjectBook, last: str) -> None:
    scene = drawing.scenes["portrait"]
    said = {one.text: one for one in texts(scene)}
    assert {"Cipondoh", "248.212 jiwa", "Benda", "83.526 jiwa", "Dari tahun ke tahun"} <= set(said)
    assert spec.hero is not None
    assert (spec.hero.kind, spec.architecture, scene.title) == ("map", "place", drawing.title)
    assert "Benda" in scene.title
    assert [one.message for one in drawing.problems if one.severity == Severity.ERROR] == []

    comment = find_element(scene, said["83.526 jiwa"].id, spec, book)
    assert comment is not None
    assert (comment.block, comment.comment, comment.mark) == ("hero", last, last)
    found = find_observation(comment.proofs[0].cells[0], book)
    assert found is not None
    assert (found.region, found.period, found.value) == ("Benda", "2020", 83526.0)
    headline = find_element(scene, "head_headline", spec, book)
    assert headline is not None
    assert (headline.title, headline.block, headline.text) == ("headline", "", scene.title)
    assert find_element(scene, "tiada", spec, book) is None
    order = elements_in_order(scene)
    assert len(order) == len(set(order)) < len(said) + 40
    assert order.index("head_headline") < order.index(said["Dari tahun ke tahun"].id)


def test_a_mark_is_told_by_its_figure_or_by_the_one_value_that_it_has() -> None:
    book = city_book()
    spec = plan_page(book, *book.pages[0])
    scene = draw_edition(spec, book).scenes["portrait"]
    figure = next(one for one in texts(scene) if one.text == "248" and one.id.startswith("regions"))
    told = find_element(scene, figure.id, spec, book)
    assert told is not None
    assert (told.block, told.mark) == ("regions", TOP)
    assert [mark.at for mark in marks_of(spec, "years", book)][-1] == "2020"
    assert marks_of(spec, "tiada", book) == ()
