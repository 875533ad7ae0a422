"""A page as a row of pictures: each readable alone, all of it proved, type as large as it can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene, check_truth
from rupadata.compose import OpenBooks, compose_carousel, compose_page, plan_page
from rupadata.compose.blocks.base import without_heading
from rupadata.compose.carousel import MOST_PICTURES, UNITS, make_carousel
from rupadata.compose.content import gather_content
from rupadata.compose.page import PageContent
from rupadata.model.subject import SubjectBook
from rupadata.office import default_office
from rupadata.pagespec import PageSpec
from rupadata.scene.nodes import Group
from rupadata.scene.scene import Scene, texts, walk
from tests.golden.golden_books import city_book, growth_book

BOOKS: tuple[Callable[[], SubjectBook], ...] = (city_book, growth_book)


@cache
def planned(make: Callable[[], SubjectBook]) -> tuple[PageSpec, SubjectBook]:
    book = make()
    page, keys = book.pages[0]
    return plan_page(book, page, keys), book


@cache
def pictures(make: Callable[[], SubjectBook], lang: str = "id") -> tuple[Scene, ...]:
    spec, book = planned(make)
    return compose_carousel(spec, book, lang=lang, date="2026-11-22")


def content_of(make: Callable[[], SubjectBook]) -> PageContent:
    spec, book = planned(make)
    return gather_content(spec, book, default_office(), OpenBooks(), lang="id", date="2026")


def drawn(content: PageContent) -> tuple[Scene, ...]:
    return make_carousel(content, "default", default_office(), OpenBooks())


def said(scene: Scene, role: str) -> str:
    return " ".join(text.text for text in texts(scene) if text.role == role)


def figures(scenes: tuple[Scene, ...]) -> set[str]:
    return {
        node.block
        for scene in scenes
        for node in walk(scene.nodes)
        if isinstance(node, Group) and node.role == "figure"
    }


@pytest.mark.parametrize("make", BOOKS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_picture_says_what_where_and_from_whom(make: Callable[[], SubjectBook], lang: str) -> None:
    found = pictures(make, lang)
    assert 2 <= len(found) <= MOST_PICTURES
    for number, scene in enumerate(found, 1):
        assert (scene.width, scene.height) == (1080, 1350)
        for role in ("headline", "kicker", "place", "source"):
            assert said(scene, role), (number, role)
        assert said(scene, "date").startswith(f"{number}/{len(found)}")
    assert len({said(scene, "headline") for scene in found}) == len(found)


@pytest.mark.parametrize("make", BOOKS)
def test_the_cover_asks_to_swipe_and_the_last_picture_says_when_the_page_was_made(
    make: Callable[[], SubjectBook],
) -> None:
    cover, *_, last = pictures(make)
    assert "geser" in said(cover, "date")
    assert "geser" not in said(last, "date")
    assert "2026" in said(last, "date")


@pytest.mark.parametrize("make", BOOKS)
def test_pictures_pass_the_checks_of_pages_and_every_figure_its_proof(
    make: Callable[[], SubjectBook],
) -> None:
    _, book = planned(make)
    for scene in pictures(make):
        found = [*check_scene(scene, owed=("title", "symbol")), *check_truth(scene, book)]
        assert [problem.code for problem in found if problem.severity == "error"] == []


@pytest.mark.parametrize("make", BOOKS)
def test_what_stands_on_the_page_stands_on_a_picture(make: Callable[[], SubjectBook]) -> None:
    spec, book = planned(make)
    assert figures((compose_page(spec, book),)) <= figures(pictures(make))


def test_a_page_of_one_block_is_one_picture_with_no_number() -> None:
    (only,) = drawn(replace(content_of(city_book), items=()))
    assert "/" not in said(only, "date")


def test_of_more_blocks_than_pictures_those_that_matter_least_are_left_out() -> None:
    content = content_of(city_book)
    lone = next(item for item in content.items if item.block.kind == "regions")
    lone = replace(lone, keep=0)
    many = [replace(lone, weight=1.0 + number / 10) for number in range(2 * MOST_PICTURES)]
    least = replace(next(item for item in content.items if item.block.kind == "years"), keep=0, weight=0.1)
    found = drawn(replace(content, items=(least, *many)))
    assert len(found) == MOST_PICTURES
    assert "years" not in figures(found[1:])


def test_type_is_as_large_as_blocks_allow_and_no_name_is_cut_for_it() -> None:
    sizes = set()
    for make in BOOKS:
        for scene in pictures(make):
            kicker = next(text for text in texts(scene) if text.role == "kicker")
            sizes.add(round(kicker.style.size / 24, 2))
            assert not any(text.text.endswith("…") for text in texts(scene))
    assert sizes <= set(UNITS)
    assert max(sizes) >= 1.4


def test_a_picture_is_headed_by_what_a_block_of_it_says_and_that_block_comes_first() -> None:
    content = content_of(city_book)
    numbers = next(item for item in content.items if item.block.kind == "numbers")
    years = next(item for item in content.items if item.block.kind == "years")
    _, both = drawn(replace(content, items=(numbers, years)))
    assert said(both, "headline") == without_heading(years.block)[1].title.text
    assert [node.block for node in walk(both.nodes) if isinstance(node, Group) and node.block] == [
        "years",
        "numbers",
    ]
    assert not said(both, "section-heading")


@pytest.mark.parametrize(("lang", "headline"), [("id", "Angka kunci"), ("en", "Key figures")])
def test_figures_alone_are_not_headed_by_the_name_of_another_indicator(lang: str, headline: str) -> None:
    content = content_of(city_book)
    numbers = next(item for item in content.items if item.block.kind == "numbers")
    _, alone = drawn(replace(content, lang=lang, items=(numbers,)))
    assert said(alone, "headline") == headline


def test_a_chart_without_the_page_s_headline_names_what_it_shows() -> None:
    spec, book = planned(city_book)
    kept = OpenBooks()
    lead = next(block.id for block in spec.blocks if block.kind == "regions")

    def note(*, alone: bool) -> str:
        content = gather_content(spec, book, default_office(), kept, lang="id", date="2026", alone=alone)
        item = next(item for item in content.items if item.block.name == lead)
        return without_heading(item.block)[1].note.text

    assert note(alone=True) == f"penduduk, {note(alone=False)}"
    assert any(note(alone=True) in said(scene, "standfirst") for scene in pictures(city_book))
