"""The order of lines in two directions, by examples of the rules of UAX #9; capitals stand for Hebrew."""

from __future__ import annotations

import pytest

from rupadata.typeset.direction import levels, runs_both_ways, visual_order

HEBREW = {chr(ord("A") + i): chr(0x5D0 + i) for i in range(26)}
ARABIC = {"1": "\u0661", "2": "\u0662"}


def told(text: str, digits: dict[str, str] | None = None) -> str:
    """Return the levels of a line, one digit a character."""
    return "".join(map(str, levels("".join((HEBREW | (digits or {})).get(one, one) for one in text))))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kota", "0000"),
        ("ABC", "111"),
        ("a ABC b", "0011100"),
        ("ABC DEF", "1111111"),  # N1: what stands between two of a kind is of it
        ("ABC - DEF", "111111111"),
        ("ABC, b", "111000"),  # N2: otherwise of the line
        ("ABC 12", "111122"),  # I1, and a figure counts as leftward beside what is neutral
        ("12 ABC", "000111"),  # W7: a figure after rightward letters is of them
        ("ABC 12.5%", "111122222"),  # W4, W5
        ("ABC $12", "1111222"),
        ("ABC 1,2 b", "111122200"),
        ("ABC 1.,2", "11112112"),  # W4 joins across one sign only
        ("ABC +1", "111112"),
        ("ABC % d", "1110000"),  # W6
        ("a (ABC) b", "000111000"),  # N0: brackets around leftward words in a rightward line
        ("ABC (DEF)", "111111111"),
        ("ABC (d)", "1110000"),
        ("ABC (12)", "11111221"),
        ("ABC (D]", "1111110"),
        ("ABC () b", "11100000"),
        ("ABC  ", "11100"),  # L1
        ("", ""),
    ],
)
def test_each_character_has_the_level_of_the_rules(line: str, expected: str) -> None:
    assert told(line) == expected


def test_a_mark_goes_with_its_letter_and_a_figure_after_arabic_is_arabic() -> None:
    assert levels("\u05d0\u05b0\u05d1") == (1, 1, 1)  # W1
    assert levels("\u0627 12") == (1, 1, 2, 2)  # W2
    assert levels("\u0627 1,2") == (1, 1, 2, 2, 2)
    assert levels("\u0627 1+2") == (1, 1, 2, 1, 2), "a plus joins European figures only"
    assert levels("\u0627 12%") == (1, 1, 2, 2, 0), "a percent sign goes with European figures only"
    assert levels("\u05d0 12%") == (1, 1, 2, 2, 2)
    assert levels("a \u0661") == (0, 0, 2)
    assert levels("\u0661,\u0662") == (2, 2, 2)
    assert levels("\u0627\u200d\u0628") == (1, 1, 1), "a joiner goes with what stands before it"
    assert levels("\u05d0 b 12 \u05d1") == (1, 0, 0, 0, 0, 0, 0, 1)


def test_runs_stand_in_the_order_of_their_levels() -> None:
    assert visual_order([]) == []
    assert visual_order([0, 1, 0]) == [0, 1, 2]
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
    assert visual_order([2, 2, 0, 1, 1]) == [0, 1, 2, 4, 3]


def test_a_line_runs_both_ways_when_a_letter_or_figure_does() -> None:
    assert not runs_both_ways("Kota 12 – ꦗꦮ 中")
    assert runs_both_ways("Kota \u05d0")
    assert runs_both_ways("\u0627")
    assert runs_both_ways("a \u0661")
