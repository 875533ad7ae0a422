"""Layout: which blocks stand where, by measured height. They keep their order; what does not fit is left out.

Every way of setting the blocks (one under the other, some in pairs, in columns on a wide page) is measured,
and the one that shows the most with the least emptiness is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from rupadata.compose.blocks.base import Block
from rupadata.compose.boxes import Box, Fit, share_height
from rupadata.compose.look import Look
from rupadata.scene.nodes import Group

MOST_GAP = 1.9
"""How far the space between blocks may grow, against its usual size."""
MOST_FREE = 6
"""How many blocks that may go are tried in every set."""
STRETCH = 1.3
"""How far beyond its liking a block may grow before a page is left empty."""


@dataclass(frozen=True, slots=True)
class WaitingBlock:
    """A block waiting for its place: how much it matters, and whether it must be there."""

    block: Block
    weight: float
    keep: int = 0
    """What is kept longest: 2 for what the procedure wants on the page, 1 for the hero, 0 for the rest."""
    share: float = 1.0
    """Its part of a row that it shares with a neighbour."""
    pairs: bool = True
    """Whether it may share a row."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Columns of rows of items, by their indexes."""

    columns: tuple[tuple[tuple[int, ...], ...], ...]


class Setting:
    """Measures arrangements of items in one box."""

    def __init__(self, items: Sequence[WaitingBlock], box: Box, look: Look) -> None:
        self.items = items
        self.box = box
        self.look = look
        self._fits: dict[tuple[int, float], Fit | None] = {}
        self._rows: dict[tuple[tuple[int, ...], float], Fit | None] = {}

    def fit(self, index: int, width: float) -> Fit | None:
        """Return an item's fit at a width, measured once."""
        key = (index, round(width, 1))
        if key not in self._fits:
            self._fits[key] = self.items[index].block.fit(width, self.look)
        return self._fits[key]

    def widths(self, row: Sequence[int], width: float) -> list[float]:
        """Return the widths of the items of a row."""
        room = width - self.look.gutter * (len(row) - 1)
        total = sum(self.items[index].share for index in row)
        return [room * self.items[index].share / total for index in row]

    def row_fit(self, row: tuple[int, ...], width: float) -> Fit | None:
        """Return the heights of a row: that of its highest item."""
        key = (row, width)
        if key not in self._rows:
            self._rows[key] = self._row_fit(row, width)
        return self._rows[key]

    def _row_fit(self, row: tuple[int, ...], width: float) -> Fit | None:
        fits = [self.fit(index, wide) for index, wide in zip(row, self.widths(row, width))]
        held = [fit for fit in fits if fit is not None]
        if len(held) < len(fits):
            return None
        return Fit(
            max(fit.least for fit in held),
            max(fit.ideal for fit in held),
            max(fit.most for fit in held),
            max(fit.stretch for fit in held),
            max(fit.whole for fit in held),
            lost=max(fit.lost for fit in held),
        )

    def column_heights(
        self, rows: Sequence[tuple[int, ...]], width: float
    ) -> tuple[list[float], float] | None:
        """Return the heights of the rows of a column and what is left over; None when they do not fit."""
        fits = [self.row_fit(row, width) for row in rows]
        held = [fit for fit in fits if fit is not None]
        if len(held) < len(fits):
            return None
        room = self.box.height - self.look.gap * (len(rows) - 1)
        if sum(fit.least for fit in held) > room + 0.5:
            return None
        heights = share_height(room, held)
        return heights, room - sum(heights)

    def score(self, arrangement: Arrangement) -> float | None:
        """Return how good an arrangement is; None when it does not fit."""
        count = len(arrangement.columns)
        wide = (self.box.width - self.look.gutter * (count - 1)) / count
        total = 0.0
        shown: set[int] = set()
        for rows in arrangement.columns:
            measured = self.column_heights(rows, wide)
            if measured is None:
                return None
            heights, over = measured
            for row, height in zip(rows, heights):
                shown.update(row)
                for index, width in zip(row, self.widths(row, wide)):
                    total += self._worth(index, width, height)
                total -= 0.12 * (len(row) - 1)
            slack = over - self.look.gap * (MOST_GAP - 1) * (len(rows) - 1)
            total -= 7.0 * max(0.0, slack) / self.box.height / count
        return total

    def _worth(self, index: int, width: float, height: float) -> float:
        item, fit = self.items[index], self.fit(index, width)
        assert fit is not None
        grown = 1.0 if fit.ideal <= fit.least else min(1.0, (height - fit.least) / (fit.ideal - fit.least))
        empty = max(0.0, height - fit.most * 1.15) / self.box.height * width / self.box.width
        whole = 1.0 if height + 0.5 >= fit.whole else 0.6 * height / fit.whole
        lost = 0.0 if height + 0.5 >= fit.whole else fit.lost * (1 - height / fit.whole)
        return item.weight * (0.3 + 0.2 * grown + 0.5 * whole + 0.4 * fit.bonus - lost) - 2.5 * empty

    def most_worth(self, index: int) -> float:
        """Return what an item is worth at most: whole, at its ideal height, as wide as the page."""
        fit = self.fit(index, self.box.width)
        assert fit is not None
        return self.items[index].weight * (1.0 + 0.4 * fit.bonus)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The places of the items that are shown, in their order; how many are kept, and how good it all is."""

    places: tuple[tuple[int, Box], ...]
    kept: int
    score: float


def arrange(items: Sequence[WaitingBlock], box: Box, look: Look) -> Arranged:
    """Return the places of the items that are shown."""
    setting = Setting(items, box, look)
    able = [index for index in range(len(items)) if _fits_alone(setting, index)]
    best: Arrangement | None = None
    best_score = float("-inf")
    kept = -1
    for chosen in _choices(items, able):
        held = sum(1 for index in chosen if items[index].keep)
        if held < kept:
            break  # What is kept stays, even where a page without it would look better.
        if sum(setting.most_worth(index) for index in chosen) <= best_score:
            continue
        for arrangement in _arrangements(chosen, items, box, look):
            score = setting.score(arrangement)
            if score is not None and score > best_score + 1e-9:
                best, best_score, kept = arrangement, score, held
    if best is None:
        return Arranged((), 0, float("-inf") if items else 0.0)
    return Arranged(tuple(_places(setting, best)), kept, best_score)


def _fits_alone(setting: Setting, index: int) -> bool:
    fit = setting.fit(index, setting.box.width)
    return fit is not None and fit.least <= setting.box.height


def _choices(items: Sequence[WaitingBlock], able: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield which items to show: the kept with every set of the others, then fewer and fewer of the kept."""
    kept = [index for index in able if items[index].keep]
    free = [index for index in able if not items[index].keep][:MOST_FREE]
    for count in range(len(free), -1, -1):
        for chosen in combinations(free, count):
            yield tuple(sorted((*kept, *chosen)))
    order = sorted(kept, key=lambda index: (items[index].keep, items[index].weight, -index))
    for dropped in range(1, len(kept)):
        gone = set(order[:dropped])
        yield tuple(index for index in kept if index not in gone)


def _arrangements(
    chosen: Sequence[int], items: Sequence[WaitingBlock], box: Box, look: Look
) -> Iterator[Arrangement]:
    pairs = box.width >= 760 * look.u
    for rows in _pairings(tuple(chosen), items, 2 if pairs else 1):
        yield Arrangement((rows,))
    if look.size.aspect < 1.1:
        for count in (2, 3):
            if count <= len(chosen) and box.width / count >= 440 * look.u:
                for cuts in combinations(range(1, len(chosen)), count - 1):
                    edges = (0, *cuts, len(chosen))
                    yield Arrangement(
                        tuple(
                            tuple((index,) for index in chosen[start:end]) for start, end in pairwise(edges)
                        )
                    )


def _pairings(
    chosen: tuple[int, ...], items: Sequence[WaitingBlock], most: int
) -> Iterator[tuple[tuple[int, ...], ...]]:
    if not chosen:
        yield ()
        return
    for rest in _pairings(chosen[1:], items, most):
        yield ((chosen[0],), *rest)
    if most > 1 and len(chosen) > 1 and items[chosen[0]].pairs and items[chosen[1]].pairs:
        for rest in _pairings(chosen[2:], items, most):
            yield ((chosen[0], chosen[1]), *rest)


def _places(setting: Setting, arrangement: Arrangement) -> list[tuple[int, Box]]:
    box, look = setting.box, setting.look
    count = len(arrangement.columns)
    columns = box.columns([1.0] * count, look.gutter)
    places: list[tuple[int, Box]] = []
    for column, rows in zip(columns, arrangement.columns):
        measured = setting.column_heights(rows, column.width)
        assert measured is not None
        heights, over = measured
        gap = look.gap
        if len(rows) > 1 and over > 0:
            more = min(over / (len(rows) - 1), look.gap * (MOST_GAP - 1))
            gap += more
            over -= more * (len(rows) - 1)
        if over > 0:
            heights = _stretch(setting, rows, column.width, heights, over)
        y = column.y
        for row, height in zip(rows, heights):
            x = column.x
            for index, width in zip(row, setting.widths(row, column.width)):
                places.append((index, Box(x, y, width, height)))
                x += width + look.gutter
            y += height + gap
    return sorted(places)


def _stretch(
    setting: Setting, rows: Sequence[tuple[int, ...]], width: float, heights: list[float], over: float
) -> list[float]:
    """Give what is still left over to the rows that are hungry for it, within reason."""
    fits = [setting.row_fit(row, width) for row in rows]
    wants = [
        height * (STRETCH - 1) if fit is not None and fit.stretch >= 1 else 0.0
        for fit, height in zip(fits, heights)
    ]
    total = sum(wants)
    if total <= 0:
        return heights
    part = min(1.0, over / total)
    return [height + want * part for height, want in zip(heights, wants)]


def draw_items(items: Sequence[WaitingBlock], places: Sequence[tuple[int, Box]], look: Look) -> list[Group]:
    """Draw the items that have a place, in their order."""
    return [items[index].block.draw(box, look) for index, box in places]
