"""Sizes of pages and of their type, worked out by hand, and where a size is refused."""

from __future__ import annotations

import pytest

from rupadata.compose.sizes import parse_size
from rupadata.errors import UsageError


@pytest.mark.parametrize(
    "text",
    ["320x320px", "320x960px", "20000x6667px", "95x95mm", "95x285mm", "3000x1000mm", "9.5x9.5cm"],
)
def test_sizes_at_the_limits_are_taken(text: str) -> None:
    size = parse_size(text)
    assert size.width > 0
    assert size.height > 0


@pytest.mark.parametrize(
    "text",
    [
        "319x320px",
        "320x961px",
        "20001x9000px",
        "9000x20001px",
        "94x95mm",
        "95x286mm",
        "3001x1500mm",
        "9.4x9.5cm",
    ],
)
def test_sizes_beyond_the_limits_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_size(text)
    assert refused.value.code == "size-unusable"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("540x540px", 0.5),
        ("2160x3000px", 2.0),
        ("999x540px", 0.5),
        ("1000x540px", 1.0),
        ("1100x540px", 1.0),
        ("1101x540px", 0.5),
        ("1100x1620px", 1100 / 1080),
    ],
)
def test_type_on_a_screen_grows_with_the_shorter_side(text: str, unit: float) -> None:
    size = parse_size(text)
    assert (size.unit, size.head_unit) == pytest.approx((unit, unit))
    assert size.least_text == pytest.approx(18 * unit)
    assert (size.width_mm, size.height_mm) == (0, 0)


@pytest.mark.parametrize(
    ("text", "body_pt"),
    # 8.2 pt where the short side is A5's 148 mm, and 0.0335 pt more a millimetre; 7.4 at least.
    [
        ("148x210mm", 8.2),
        ("210x297mm", 8.2 + 62 * 0.0335),
        ("297x420mm", 8.2 + 149 * 0.0335),
        ("100x140mm", 7.4),
    ],
)
def test_type_in_print_grows_with_the_distance_it_is_read_from(text: str, body_pt: float) -> None:
    size = parse_size(text)
    wide, high = (float(side) for side in text.removesuffix("mm").split("x"))
    per_mm, per_pt = 150 / 25.4, 150 / 72
    assert (size.width, size.height) == (round(wide * per_mm), round(high * per_mm))
    assert (size.width_mm, size.height_mm) == (wide, high)
    least = max(7.3, 0.76 * body_pt) * per_pt
    assert size.least_text == pytest.approx(least)
    assert size.unit == pytest.approx(max(body_pt * per_pt, least) / 24)
    assert size.head_unit == pytest.approx(max(size.unit, size.width / 1080))
