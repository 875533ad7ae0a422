"""Layout: which blocks stand where, by measured height. They keep their order; what does not fit is left out.

Every way of setting the blocks (one under the other, some in pairs, in columns on a wide page) is measured,
and the one that shows the most with the least emptiness is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from rupadata.compose.blocks.base import Block
from rupadata.compose.boxes import STRETCH, Box, Fit, share_height
from rupadata.compose.look import Look
from rupadata.compose.open_books import OpenBooks
from rupadata.scene.nodes import Group

MOST_GAP = 1.9
"""How far the space between blocks may grow, against its usual size."""
MOST_FREE = 6
"""How many blocks that may go are tried in every set."""
PAIRED = 0.12
"""What it costs that two blocks share a row."""
MOST_MEASURED, MOST_DRAWN = 8, 24
"""How many sets of blocks of an open page are kept measured, and how many of its blocks drawn."""


class WaitingBlock(Struct, frozen=True):
    """A block waiting for its place: how much it matters, and whether it must be there."""

    block: Block
    weight: float
    keep: int = 0
    """What is kept longest: 2 for what the procedure wants on the page, 1 for the hero, 0 for the rest."""
    share: float = 1.0
    """Its part of a row that it shares with a neighbour."""
    pairs: bool = True
    """Whether it may share a row."""
    notes: frozenset[str] = frozenset()
    """The notes of the foot that what it shows asks for."""


class Arrangement(Struct, frozen=True):
    """Columns of rows of items, by their indexes."""

    columns: tuple[tuple[tuple[int, ...], ...], ...]


class Row(Struct, frozen=True):
    """Items side by side at one width of their column: their widths and fits, and the fit of them all."""

    items: tuple[int, ...]
    widths: tuple[float, ...]
    fits: tuple[Fit, ...]
    fit: Fit
    most_worth: float
    """What the items are worth at most: each whole, at its ideal height, with nothing empty."""


class Measured:
    """Measures items of a page in one look, alone and side by side, each once a width, and arranges them,
    once a box."""

    def __init__(self, items: Sequence[WaitingBlock], look: Look) -> None:
        self.items = items
        self.look = look
        self._fits: dict[tuple[int, float], Fit | None] = {}
        self._rows: dict[tuple[tuple[int, ...], float], Row | None] = {}
        self._arranged: dict[Box, Arranged] = {}

    def fit(self, index: int, width: float) -> Fit | None:
        """Return an item's fit at a width."""
        key = (index, round(width, 1))
        if key not in self._fits:
            self._fits[key] = self.items[index].block.fit(width, self.look)
        return self._fits[key]

    def row(self, items: tuple[int, ...], width: float) -> Row | None:
        """Return a row of items; None where one of them cannot stand so narrow."""
        key = (items, width)
        if key not in self._rows:
            self._rows[key] = self._row(items, width)
        return self._rows[key]

    def arrange(self, box: Box) -> Arranged:
        """Return the places of the items that are shown in a box."""
        if box not in self._arranged:
            self._arranged[box] = _arrange(self, box)
        return self._arranged[box]

    def _row(self, items: tuple[int, ...], width: float) -> Row | None:
        room = width - self.look.gutter * (len(items) - 1)
        total = sum(self.items[index].share for index in items)
        widths = tuple(room * self.items[index].share / total for index in items)
        fits = [self.fit(index, wide) for index, wide in zip(items, widths)]
        held = tuple(fit for fit in fits if fit is not None)
        if len(held) < len(fits):
            return None
        together = Fit(
            max(fit.least for fit in held),
            max(fit.ideal for fit in held),
            max(fit.most for fit in held),
            max(fit.stretch for fit in held),
            max(fit.whole for fit in held),
            lost=max(fit.lost for fit in held),
            named=max(fit.named for fit in held),
        )
        worth = sum(self._most_worth(index, fit) for index, fit in zip(items, held))
        return Row(items, widths, held, together, worth - PAIRED * (len(items) - 1))

    def most_worth(self, index: int, width: float) -> float:
        """Return what an item is worth at most at a width: whole, at its ideal height."""
        fit = self.fit(index, width)
        assert fit is not None
        return self._most_worth(index, fit)

    def _most_worth(self, index: int, fit: Fit) -> float:
        return self.items[index].weight * (1.0 + 0.4 * fit.bonus)


class Setting:
    """Sets measured items in one box."""

    def __init__(self, measured: Measured, box: Box) -> None:
        self.measured = measured
        self.box = box
        self.look = measured.look

    def rows(self, column: Sequence[tuple[int, ...]], width: float) -> list[Row] | None:
        """Return the rows of a column; None where one of them, or all under each other, find no room."""
        rows: list[Row] = []
        least = 0.0
        for items in column:
            row = self.measured.row(items, width)
            if row is None:
                return None
            rows.append(row)
            least += row.fit.least
        return None if least > self.room(len(rows)) + 0.5 else rows

    def room(self, count: int) -> float:
        """Return the height that so many rows have between them."""
        return self.box.height - self.look.gap * (count - 1)

    def score(self, arrangement: Arrangement, beside: float) -> float | None:
        """Return how good an arrangement is; None when it does not fit or cannot be better than another."""
        count = len(arrangement.columns)
        wide = (self.box.width - self.look.gutter * (count - 1)) / count
        columns: list[list[Row]] = []
        most = 0.0
        for column in arrangement.columns:
            rows = self.rows(column, wide)
            if rows is None:
                return None
            columns.append(rows)
            most += sum(row.most_worth for row in rows)
        if most + 1e-6 <= beside:  # A millionth for what adding up in another order changes.
            return None
        total = 0.0
        for rows in columns:
            room = self.room(len(rows))
            heights = share_height(room, [row.fit for row in rows])
            for row, height in zip(rows, heights):
                for index, fit, width in zip(row.items, row.fits, row.widths):
                    total += self._worth(index, fit, width, height)
                total -= PAIRED * (len(row.items) - 1)
            slack = room - sum(heights) - self.look.gap * (MOST_GAP - 1) * (len(rows) - 1)
            total -= 7.0 * max(0.0, slack) / self.box.height / count
        return total

    def _worth(self, index: int, fit: Fit, width: float, height: float) -> float:
        grown = 1.0 if fit.ideal <= fit.least else min(1.0, (height - fit.least) / (fit.ideal - fit.least))
        empty = max(0.0, height - fit.most * 1.15) / self.box.height * width / self.box.width
        whole = 1.0 if height + 0.5 >= fit.whole else 0.6 * height / fit.whole
        shown = min(1.0, height / max(fit.named, fit.whole)) if fit.whole else 1.0
        lost = 0.0 if height + 0.5 >= fit.whole else fit.lost * (1 - shown)
        worth = 0.3 + 0.2 * grown + 0.5 * whole + 0.4 * fit.bonus - lost
        return self.measured.items[index].weight * worth - 2.5 * empty


class Arranged(Struct, frozen=True):
    """The places of the items that are shown, in their order; how many are kept, and how good it all is."""

    places: tuple[tuple[int, Box], ...]
    kept: int
    score: float


def _arrange(measured: Measured, box: Box) -> Arranged:
    setting, items = Setting(measured, box), measured.items
    able = [index for index in range(len(items)) if _fits_alone(setting, index)]
    best: Arrangement | None = None
    best_score = float("-inf")
    kept = -1
    for chosen in _choices(items, able):
        held = sum(1 for index in chosen if items[index].keep)
        if held < kept:
            break  # What is kept stays, even where a page without it would look better.
        if sum(measured.most_worth(index, box.width) for index in chosen) <= best_score:
            continue
        for arrangement in _arrangements(chosen, items, box, measured.look):
            score = setting.score(arrangement, best_score)
            if score is not None and score > best_score + 1e-9:
                best, best_score, kept = arrangement, score, held
    if best is None:
        return Arranged((), 0, float("-inf") if items else 0.0)
    return Arranged(tuple(_places(setting, best)), kept, best_score)


def _fits_alone(setting: Setting, index: int) -> bool:
    fit = setting.measured.fit(index, setting.box.width)
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
    for column, items in zip(columns, arrangement.columns):
        rows = setting.rows(items, column.width)
        assert rows is not None
        room, gap = setting.room(len(rows)), look.gap
        heights = share_height(room, [row.fit for row in rows])
        over = room - sum(heights)
        if len(rows) > 1 and over > 0:
            more = min(over / (len(rows) - 1), look.gap * (MOST_GAP - 1))
            gap += more
            over -= more * (len(rows) - 1)
        if over > 0:
            heights = _stretch(rows, heights, over)
        y = column.y
        for row, height in zip(rows, heights):
            x = column.x
            for index, width in zip(row.items, row.widths):
                places.append((index, Box(x, y, width, height)))
                x += width + look.gutter
            y += height + gap
    return sorted(places)


def _stretch(rows: Sequence[Row], heights: list[float], over: float) -> list[float]:
    """Give what is still left over to the rows that are hungry for it, within reason."""
    wants = [height * (STRETCH - 1) if row.fit.stretch >= 1 else 0.0 for row, height in zip(rows, heights)]
    total = sum(wants)
    if total <= 0:
        return heights
    part = min(1.0, over / total)
    return [height + want * part for height, want in zip(heights, wants)]


def measure_items(items: Sequence[WaitingBlock], look: Look, opened: OpenBooks) -> Measured:
    """Return items to be measured; measured once while the same blocks wait for their places."""
    facts = tuple((item.weight, item.keep, item.share, item.pairs) for item in items)
    blocks = (look, *(item.block for item in items))
    return opened.recall("measured", blocks, facts, lambda: Measured(items, look), each=MOST_MEASURED)


def draw_block(block: Block, box: Box, look: Look, opened: OpenBooks) -> Group:
    """Return a block drawn in a box; drawn once while it stands there."""
    return opened.recall("drawn", (block, look), box, lambda: block.draw(box, look), each=MOST_DRAWN)


def draw_items(
    items: Sequence[WaitingBlock], places: Sequence[tuple[int, Box]], look: Look, opened: OpenBooks
) -> list[Group]:
    """Return the items that have a place drawn, in their order."""
    return [draw_block(items[index].block, box, look, opened) for index, box in places]
