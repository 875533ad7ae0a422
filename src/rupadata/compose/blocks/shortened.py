"""Short lists: what is shown of more rows than a block has room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Ranked(Protocol):
    """A row that may be the one that the headline speaks of."""

    @property
    def strong(self) -> bool:
        """Tell whether it is."""
        ...


Row = TypeVar("Row", bound=Ranked)


def shorten(rows: Sequence[Row], room: int, last: int = 1) -> tuple[tuple[Row, ...], tuple[Row, ...], int]:
    """Return the rows shown, those hidden, and the place among the shown where the hidden are named.

    The first rows are shown, the `last` ones, and the strong ones, wherever they stand. `room` counts lines,
    that which names the hidden rows included; it is at least three. Fewer last rows are shown where the room
    is short.
    """
    last = max(1, min(last, room - 2, (room - 1) // 2))
    top = max(1, room - 1 - last)
    shown = [*range(top), *range(len(rows) - last, len(rows))]
    inside = [place for place, row in enumerate(rows) if row.strong and place not in shown]
    for place in inside[: len(shown) - 1]:
        # The last of the first rows gives way; where there is but one, the last row does.
        shown.remove(top - 1 if top > 1 else shown[-1])
        shown.append(place)
        top -= top > 1
    shown.sort()
    hidden = tuple(row for place, row in enumerate(rows) if place not in shown)
    return tuple(rows[place] for place in shown), hidden, top
