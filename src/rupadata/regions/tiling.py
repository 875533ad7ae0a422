"""Make a tile grid from where regions lie, so that neighbours stay neighbours and north stays up.

Regions are assigned to cells at the least total distance, then moved and swapped as long as that brings each
pair of neighbours closer to one step in its true direction. Nothing is drawn by lot: equal input, equal grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely

from rupadata.regions.boundaries import BoundarySet
from rupadata.regions.regions import Regions
from rupadata.regions.spelling import KOTA, bare_name
from rupadata.regions.tiles import Tile, TileGrid

Array = npt.NDArray[np.float64]
Cells = list[tuple[int, int]]
Pairs = dict[tuple[int, int], float]

_TRUE_BORDER, _NEAR = 1.0, 0.35
"""How much a pair with a common border counts, and one that only lies near."""

_STAY = 0.05
"""How much each region is held to its true place."""

_LOOSE = 0.6
"""What each free side between two regions of the grid costs: grids are drawn large when they are compact."""


def make_grid(
    regions: Regions,
    home_code: str,
    places: Mapping[str, tuple[float, float]],
    borders: Iterable[tuple[str, str]] = (),
) -> TileGrid:
    """Return the grid of regions by where they lie (x east, y south, any unit) and who borders on whom."""
    codes = sorted(places)
    points = np.array([places[code] for code in codes], dtype=np.float64).reshape(-1, 2)
    pairs = _neighbours(points)
    at = {code: i for i, code in enumerate(codes)}
    for first, second in borders:
        i, j = sorted((at[first], at[second]))
        pairs[i, j] = _TRUE_BORDER
    cells = _settle(points, pairs)
    top, left = min(row for row, _ in cells), min(col for _, col in cells)
    shorts = short_names(regions, codes)
    tiles = (Tile(code, row - top, col - left, shorts[code]) for code, (row, col) in zip(codes, cells))
    return TileGrid(home_code, tuple(tiles))


def grid_from_boundaries(regions: Regions, found: BoundarySet) -> TileGrid:
    """Return the grid of the regions of a file of boundaries."""
    shapes = {o.code: shapely.make_valid(shapely.Polygon(max(o.rings, key=len))) for o in found.outlines}
    borders = [
        (first, second)
        for first, second in combinations(shapes, 2)
        if shapes[first].distance(shapes[second]) < 0.05 and _common_length(shapes[first], shapes[second]) > 4
    ]
    places = {code: (shape.centroid.x, shape.centroid.y) for code, shape in shapes.items()}
    return make_grid(regions, found.home_code, places, borders)


def _common_length(first: shapely.Geometry, second: shapely.Geometry) -> float:
    return float(first.boundary.intersection(second.buffer(0.1)).length)


def _neighbours(points: Array) -> Pairs:
    """Return the pairs that no third point lies between (the Gabriel graph): it holds all points together."""
    squares = ((points[:, None] - points[None]) ** 2).sum(-1)
    pairs: Pairs = {}
    for i, j in combinations(range(len(points)), 2):
        through = squares[i] + squares[j]
        through[[i, j]] = np.inf
        if squares[i, j] <= through.min():
            pairs[i, j] = _NEAR
    return pairs


def _settle(points: Array, pairs: Pairs) -> Cells:
    if len(points) == 1:
        return [(0, 0)]
    lengths = [math.dist(points[i], points[j]) for i, j in pairs]
    unit = float(np.median(lengths)) or 1.0
    best: tuple[float, Cells] | None = None
    for factor in (0.7, 0.85, 1.0, 1.2, 1.45):
        targets = (points - points.mean(0)) / (unit * factor)
        cells = _improve(_assign(targets), targets, pairs)
        cost = _cost(cells, targets, pairs)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, cells)
    assert best is not None
    return best[1]


def _assign(targets: Array) -> Cells:
    """Return distinct cells for the points at the least sum of squared distances."""
    low = np.floor(targets.min(0)).astype(int) - 1
    high = np.ceil(targets.max(0)).astype(int) + 1
    while (high - low + 1).prod() < 2 * len(targets):
        low, high = low - 1, high + 1
    grid = [(row, col) for row in range(low[1], high[1] + 1) for col in range(low[0], high[0] + 1)]
    centres = np.array([(col, row) for row, col in grid], dtype=np.float64)
    costs = ((targets[:, None] - centres[None]) ** 2).sum(-1)
    return [grid[k] for k in least_cost_assignment(costs)]


def least_cost_assignment(costs: Array) -> list[int]:
    """Return for each row a column of its own, at the least total cost (shortest augmenting paths)."""
    rows, cols = costs.shape
    row_price, col_price = np.zeros(rows + 1), np.zeros(cols + 1)
    row_of = np.zeros(cols + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        row_of[0], col = row, 0
        least = np.full(cols + 1, np.inf)
        came_from = np.zeros(cols + 1, dtype=np.int64)
        done = np.zeros(cols + 1, dtype=bool)
        while row_of[col]:
            done[col] = True
            here = row_of[col]
            step = costs[here - 1] - row_price[here] - col_price[1:]
            closer = ~done[1:] & (step < least[1:])
            least[1:][closer] = step[closer]
            came_from[1:][closer] = col
            open_cols = np.where(done[1:], np.inf, least[1:])
            next_col = int(open_cols.argmin()) + 1
            delta = least[next_col]
            row_price[row_of[done]] += delta
            col_price[done] -= delta
            least[~done] -= delta
            col = next_col
        while col:
            previous = came_from[col]
            row_of[col] = row_of[previous]
            col = previous
    chosen = [0] * rows
    for col in range(1, cols + 1):
        if row_of[col]:
            chosen[row_of[col] - 1] = col - 1
    return chosen


def _cost(cells: Cells, targets: Array, pairs: Pairs) -> float:
    everyone = range(len(cells))
    held = sum(_held(cells[i], targets[i]) for i in everyone)
    return held + _pair_cost(cells, _wanted_steps(targets, pairs), pairs) + _LOOSE * _free_sides(cells)


def _held(cell: tuple[int, int], target: npt.NDArray[np.float64]) -> float:
    return _STAY * float((target[0] - cell[1]) ** 2 + (target[1] - cell[0]) ** 2)


def _wanted_steps(targets: Array, pairs: Pairs) -> dict[tuple[int, int], tuple[float, float, float]]:
    """Return for each pair one step in its true direction, and how much the pair counts."""
    steps = {}
    for (i, j), weight in pairs.items():
        dx, dy = (float(part) for part in targets[j] - targets[i])
        length = math.hypot(dx, dy) or 1.0
        steps[i, j] = (dx / length, dy / length, weight)
    return steps


def _pair_cost(
    cells: Cells,
    steps: Mapping[tuple[int, int], tuple[float, float, float]],
    which: Iterable[tuple[int, int]],
) -> float:
    """Return how far neighbours are from one step in their true direction."""
    total = 0.0
    for i, j in which:
        wanted_x, wanted_y, weight = steps[i, j]
        step_x, step_y = cells[j][1] - cells[i][1], cells[j][0] - cells[i][0]
        apart = abs(step_x) > 1 or abs(step_y) > 1
        total += weight * ((step_x - wanted_x) ** 2 + (step_y - wanted_y) ** 2 + apart)
    return total


def _free_sides(cells: Cells) -> float:
    """Return how many free cells lie between two taken ones in a row or a column."""
    taken = set(cells)
    rows: dict[int, list[int]] = {}
    cols: dict[int, list[int]] = {}
    for row, col in taken:
        rows.setdefault(row, []).append(col)
        cols.setdefault(col, []).append(row)
    lines = (*rows.values(), *cols.values())
    return float(sum(max(line) - min(line) + 1 - len(line) for line in lines)) / 2


def _improve(cells: Cells, targets: Array, pairs: Pairs) -> Cells:
    """Move regions to free cells beside taken ones and swap them, the best change first, until none helps."""
    cells = list(cells)
    steps = _wanted_steps(targets, pairs)
    pairs_of = [[pair for pair in pairs if i in pair] for i in range(len(cells))]

    def cost_of(moved: Sequence[int]) -> float:
        touched = {pair for i in moved for pair in pairs_of[i]}
        return sum(_held(cells[i], targets[i]) for i in moved) + _pair_cost(cells, steps, touched)

    for _ in range(20 * len(cells)):
        best = (-1e-9, -1, (0, 0))
        taken = {cell: i for i, cell in enumerate(cells)}
        beside = {(r + dr, c + dc) for r, c in cells for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))}
        free_sides = _free_sides(cells)
        for i, cell in ((i, cell) for i in range(len(cells)) for cell in sorted(beside | set(cells))):
            here, other = cells[i], taken.get(cell)
            far = max(abs(cell[0] - here[0]), abs(cell[1] - here[1])) > 3
            if far or (other is not None and other <= i):
                continue
            moved = [i] if other is None else [i, other]
            before = cost_of(moved)
            _exchange(cells, i, cell, other)
            change = cost_of(moved) - before
            if other is None:
                change += _LOOSE * (_free_sides(cells) - free_sides)
            _exchange(cells, i, here, other)
            if change < best[0]:
                best = (change, i, cell)
        if best[1] < 0:
            break
        _exchange(cells, best[1], best[2], taken.get(best[2]))
    return cells


def _exchange(cells: Cells, i: int, cell: tuple[int, int], other: int | None) -> None:
    if other is not None:
        cells[other] = cells[i]
    cells[i] = cell


def short_names(regions: Regions, codes: Sequence[str]) -> dict[str, str]:
    """Return names of three letters, four where three cannot tell regions apart, unique among the codes."""
    names = {code: bare_name(regions.get(code)) for code in codes}
    bare = [name for name, _ in names.values()]
    shorts: dict[str, str] = {}
    for code, (name, kind) in sorted(names.items()):
        prefix = "K" if kind == KOTA and bare.count(name) > 1 else ""
        taken = set(shorts.values())
        shorts[code] = next(short for short in _shortenings(name, prefix) if short not in taken)
    return shorts


def _shortenings(name: str, prefix: str) -> Iterable[str]:
    words = ["".join(mark for mark in word.upper() if "A" <= mark <= "Z") for word in name.split()]
    words = [word for word in words if word] or ["X"]
    letters = "".join(words)
    marks = [word[0] + "".join(mark for mark in word[1:] if mark not in "AEIOU") for word in words]
    if len(marks) > 2:
        yield prefix + "".join(mark[0] for mark in marks)[:3]
    if len(marks) > 1:
        yield prefix + (marks[0][0] + marks[1])[:3].ljust(3, letters[-1])
        yield prefix + (marks[0][:2] + marks[1])[:3].ljust(3, letters[-1])
    joined = "".join(marks)
    rest = joined if len(joined) >= 3 else letters
    for size in (3, 4 - len(prefix)):
        for middle in combinations(rest[1:], min(size, len(rest)) - 1):
            yield prefix + rest[0] + "".join(middle)
        for middle in combinations(letters[1:], min(size, len(letters)) - 1):
            yield prefix + letters[0] + "".join(middle)
    yield from (f"{letters[0]}{number:02d}" for number in range(1, 100))
