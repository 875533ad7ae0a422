from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from rupadata.compose.blocks.shortened import shorten


@dataclass(frozen=True)
class Row:
    place: int
    strong: bool = False


@given(st.integers(8, 60), st.integers(3, 30), st.integers(1, 40))
def test_of_a_list_with_two_ends_both_are_shown(count, room, last):
    rows = [Row(place) for place in range(count)]
    room = min(room, count - 1)
    shown, hidden, cut = shorten(rows, room, last)
    below = len(shown) - cut
    assert below == max(1, min(last, (room - 1) // 2))
    assert [row.place for row in shown[cut:]] == list(range(count - below, count))
    assert len(shown) + 1 <= room
    assert len(shown) + len(hidden) == count


@given(st.integers(4, 60), st.integers(3, 30), st.integers(0, 59))
def test_a_short_list_keeps_its_order_the_first_row_and_the_one_that_is_told_of(count, room, told):
    rows = [Row(place, place == told) for place in range(count)]
    room = min(room, count - 1)
    shown, hidden, cut = shorten(rows, room)
    assert len(shown) + 1 <= room  # One line names the hidden rows.
    assert [row.place for row in shown] == sorted(row.place for row in shown)
    assert sorted(row.place for row in (*shown, *hidden)) == list(range(count))
    assert shown[0].place == 0
    assert 1 <= cut < len(shown)
    assert {row.place for row in shown[:cut]} == set(range(cut)), (
        "rows are missing above the line of the rest"
    )
    if told < count:
        assert any(row.strong for row in shown)
    else:
        assert shown[-1].place == count - 1
