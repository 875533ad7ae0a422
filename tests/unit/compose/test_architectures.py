"""Pages are built around their message."""

import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene
from rupadata.compose import THEMES, compose_page, parse_size, plan_page
from rupadata.compose.architectures import ARCHITECTURES, SUITS, choose_architecture
from rupadata.errors import UsageError
from rupadata.pagespec import CommentSpec
from rupadata.scene.nodes import Group, Rect
from rupadata.scene.scene import texts, walk
from tests.golden.golden_books import city_book
from tests.unit.analysis.test_editor import banjar


def spec_of(book, **changes):
    page, keys = ("uji", ("penduduk",))
    return replace(plan_page(book, page, keys), **changes)


def draw(book, size="portrait", theme="default", lang="id", **changes):
    return compose_page(spec_of(book, **changes), book, size=size, theme=theme, lang=lang)


def test_every_hero_suits_an_architecture_that_there_is():
    assert {key for keys in SUITS.values() for key in keys} <= set(ARCHITECTURES)


def test_the_neighbour_of_a_page_is_built_otherwise():
    for hero, keys in SUITS.items():
        if len(keys) > 1:
            assert choose_architecture(hero, [keys[0]]) != keys[0]


@pytest.mark.parametrize("key", ARCHITECTURES)
@pytest.mark.parametrize("size", ["portrait", "story", "square", "slide", "a4"])
def test_every_architecture_holds_a_page_in_every_size(key, size):
    for book in (city_book(), banjar()):
        scene = draw(book, size=size, architecture=key)
        assert not [p for p in check_scene(scene) if p.severity == "error"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_keeps_the_promises_of_every_architecture(theme):
    for key in ARCHITECTURES:
        scene = draw(banjar(), theme=theme, architecture=key)
        assert not [p for p in check_scene(scene) if p.severity == "error"]


def test_an_unknown_architecture_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        draw(city_book(), architecture="plaza")
    assert caught.value.code == "architecture-unknown"
    assert "place" in caught.value.hint


def test_home_beside_the_province_is_drawn_as_two_courses_with_a_comment():
    scene = draw(banjar())
    hero = next(node for node in scene.nodes if isinstance(node, Group) and node.id == "hero")
    said = {text.text for text in texts(scene)}
    bars = [node for node in walk((hero,)) if isinstance(node, Rect) and node.role == "bar"]
    assert len(bars) == 7
    assert {"Kota Banjar", "Jawa Barat", "3,73", "1,31"} <= said
    assert "Sejak 2020 Jawa Barat turun 3,71 poin persen," in said


def test_a_hero_takes_about_what_its_architecture_wants():
    scene = draw(banjar())
    band = next(node for node in walk(scene.nodes) if isinstance(node, Rect) and node.id == "ground_band")
    assert 0.5 <= band.height / parse_size("portrait").height <= 0.8


def test_the_standfirst_says_the_figures_of_the_headline():
    said = " ".join(text.text for text in texts(draw(banjar())) if text.role == "standfirst")
    assert "5,44 persen" in said
    assert "6,75 persen" in said


def test_a_standfirst_and_comments_written_by_hand_are_obeyed():
    book = banjar()
    spec = spec_of(book)
    title = replace(spec.title, standfirst={"id": "Kalimat kantor."})
    comment = CommentSpec(at="2020", strong={"id": "Ditulis kantor:"}, more={"id": "tanpa angka."})
    spec = replace(spec, title=title, hero=replace(spec.hero, comments=(comment,)))
    said = {text.text for text in texts(compose_page(spec, book))}
    assert {"Kalimat kantor.", "Ditulis kantor:", "tanpa angka."} <= said


def test_headings_answer_and_the_headline_is_not_said_again():
    scene = draw(city_book(), size="a4")
    headings = [text.text for text in texts(scene) if text.role == "section-heading"]
    assert not any(heading == "Per kecamatan" for heading in headings)
    assert scene.title not in headings


def test_all_regions_stand_by_name_where_there_is_room():
    scene = draw(city_book(), size="a4")
    figure = next(node for node in walk(scene.nodes) if isinstance(node, Group) and node.block == "regions")
    names = {text.text for text in walk(figure.children) if getattr(text, "role", "") == "label"}
    assert {"Cipondoh", "Karawaci", "Karang Tengah", "Benda"} <= names
    assert not any("lainnya" in name for name in names)
