"""Lines are broken by the widths of their parts as they are by the width of the whole line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.scene.nodes import TextStyle
from rupadata.typeset import measure
from rupadata.typeset.breaking import _KERNED, _fill

WORDS = st.lists(st.text(alphabet="AVTWYayoL.,17“”–fi", min_size=1, max_size=9), min_size=1, max_size=14)
STYLES = [
    TextStyle("Manrope", 800, 48.0, "#000000"),
    TextStyle("Source Sans Pro", 400, 27.5, "#000000"),
    TextStyle("Source Sans Pro", 700, 20.0, "#000000", "start", 1.5),
]


def _by_whole_lines(pieces: list[str], style: TextStyle, width: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if lines[-1] and measure(" ".join((*lines[-1], piece)), style) > width:
            lines.append([])
        lines[-1].append(piece)
    return lines


@pytest.mark.parametrize("style", STYLES)
@given(pieces=WORDS, width=st.floats(40.0, 900.0))
def test_lines_are_those_that_measuring_each_whole_gives(
    style: TextStyle, pieces: list[str], width: float
) -> None:
    assert _fill(pieces, style, width) == _by_whole_lines(pieces, style, width)


@pytest.mark.parametrize("style", STYLES)
def test_a_line_exactly_as_wide_as_its_room_is_not_broken(style: TextStyle) -> None:
    pieces = ["Produksi", "padi", "tumbuh"]
    whole = measure(" ".join(pieces), style)
    assert _fill(pieces, style, whole) == [pieces]
    assert _fill(pieces, style, whole - 0.01) == [pieces[:2], pieces[2:]]


@pytest.mark.parametrize("style", STYLES)
def test_no_pair_of_letters_moves_over_a_space_by_more_than_is_allowed_for(style: TextStyle) -> None:
    letters = "AVTWYXKLPFRayvwtfjr.,:;'\"“”‘’–-()/%17"
    space = measure(" ", style)
    for left in letters:
        for right in letters:
            apart = measure(left, style) + space + measure(right, style)
            assert abs(measure(f"{left} {right}", style) - apart) < _KERNED * style.size
