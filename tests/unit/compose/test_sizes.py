"""Sizes say how large a page and its type are, and refuse what cannot hold an infographic."""

import pytest

from rupadata.compose.look import make_look
from rupadata.compose.sizes import NAMED_SIZES, PRINT_DPI, parse_size
from rupadata.errors import UsageError


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("square", 1080, 1080), ("portrait", 1080, 1350), ("story", 1080, 1920), ("slide", 1920, 1080),
     ("a4", 1240, 1754), ("a3", 1754, 2480), ("book", 1039, 1476)],
)  # fmt: skip
def test_named_sizes_have_their_units(name, width, height):
    size = parse_size(name)
    assert (size.width, size.height) == (width, height)


def test_free_sizes_are_read_in_pixels_millimetres_and_centimetres():
    assert parse_size("1200x900").width == 1200
    assert parse_size("210x297mm") == parse_size("210x297mm")
    assert parse_size("21x29.7cm").width_mm == 210
    assert parse_size("1200×900px").height == 900


@pytest.mark.parametrize("name", ["square", "portrait", "story"])
def test_social_sizes_carry_the_message_at_24_and_sources_at_18(name):
    look = make_look(parse_size(name), "default", 200.0, "id")
    assert look.label.size >= 24
    assert look.quiet.size >= 18


@pytest.mark.parametrize("name", ["a4", "a3", "book", "105x148mm", "500x700mm"])
def test_print_never_goes_under_seven_points(name):
    look = make_look(parse_size(name), "default", 200.0, "id")
    assert look.quiet.size * 72 / PRINT_DPI >= 7


@pytest.mark.parametrize("text", ["1040x1400px", "176x250mm", "1080x700px"])
def test_pages_about_a_thousand_units_wide_stay_readable_on_a_phone(text):
    size = parse_size(text)
    assert 1000 <= size.width <= 1100
    assert make_look(size, "default", 200.0, "id").quiet.size >= 17.5


@pytest.mark.parametrize("text", ["portret", "", "12", "axb"])
def test_an_unknown_size_names_the_known_ones(text):
    with pytest.raises(UsageError) as caught:
        parse_size(text)
    assert caught.value.code == "size-unknown"
    assert all(name in caught.value.hint for name in NAMED_SIZES)


@pytest.mark.parametrize("text", ["100x100px", "4000x400px", "20x20mm"])
def test_a_size_that_cannot_hold_a_page_is_refused(text):
    with pytest.raises(UsageError) as caught:
        parse_size(text)
    assert caught.value.code == "size-unusable"
