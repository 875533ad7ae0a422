from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.model.region import RegionLevel
from rupadata.regions import TileGrid, load_tiles, official_regions, open_boundaries
from rupadata.regions.boundaries import load_outlines
from rupadata.regions.tiles import parse_tiles
from rupadata.regions.tiling import grid_from_boundaries, least_cost_assignment, make_grid, short_names

REGIONS = official_regions()

HOMES = [
    r.code
    for r in (
        *REGIONS.descendants("00", RegionLevel.PROVINCE),
        *REGIONS.descendants("00", RegionLevel.REGENCY),
    )
]


def cells(grid: TileGrid) -> dict[str, tuple[int, int]]:
    return {tile.code: (tile.row, tile.col) for tile in grid.tiles}


def drawing(grid: TileGrid) -> str:
    at = {(tile.row, tile.col): tile.short for tile in grid.tiles}
    return "\n".join(
        " ".join(at.get((row, col), "---") for col in range(grid.cols)).rstrip(" -")
        for row in range(grid.rows)
    )


def test_the_grid_of_kota_tangerang_is_the_known_one() -> None:
    grid = REGIONS.tile_grid("36.71")
    assert grid is not None
    assert drawing(grid) == (
        "--- --- --- BND\n--- --- NEG BTC\nPRK KRW TNG CPD\nJTU CBD --- PNG KTG\n--- --- --- --- CLD LRG"
    )


def test_the_country_and_every_province_have_a_grid() -> None:
    assert all(REGIONS.tile_grid(home) for home in ["00", *(r.code for r in REGIONS.children("00"))])


def test_every_grid_holds_each_child_once_in_a_cell_of_its_own() -> None:
    grids = [grid for home in ["00", *HOMES] if (grid := REGIONS.tile_grid(home))]
    assert len(grids) > 50
    for grid in grids:
        assert sorted(cells(grid)) == [child.code for child in REGIONS.children(grid.home_code)]
        assert len(set(cells(grid).values())) == len(grid.tiles)
        assert min(row for row, _ in cells(grid).values()) == 0
        assert min(col for _, col in cells(grid).values()) == 0
        shorts = [tile.short for tile in grid.tiles]
        assert len(set(shorts)) == len(shorts)
        assert all(3 <= len(short) <= 4 and short.isupper() for short in shorts)


def test_a_grid_is_of_the_children_only() -> None:
    assert REGIONS.tile_grid("36.71", level=RegionLevel.DISTRICT) is REGIONS.tile_grid("36.71")
    assert REGIONS.tile_grid("36", level=RegionLevel.DISTRICT) is None
    assert REGIONS.tile_grid("36.71.05") is None


def test_an_office_can_give_its_own_grid(tmp_path: Path) -> None:
    path = tmp_path / "petak.csv"
    path.write_text("\ufeffhome,code,row,col,short\n99,99.01,0,1,ABC\n99,99.02,0,0,DEF\n", encoding="utf-8")
    grid = load_tiles(path)["99"]
    assert cells(grid) == {"99.01": (0, 1), "99.02": (0, 0)}
    assert (grid.rows, grid.cols) == (1, 2)


def test_regions_that_lie_in_a_square_become_that_square() -> None:
    codes = [child.code for child in REGIONS.children("36.71")][:9]
    places = {code: (10.0 * (i % 3), 10.0 * (i // 3)) for i, code in enumerate(codes)}
    assert cells(make_grid(REGIONS, "36.71", places)) == {code: divmod(i, 3) for i, code in enumerate(codes)}


places_of = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=10, unique=True
)


@given(places_of)
@settings(max_examples=25, deadline=None)
def test_any_places_give_distinct_cells_and_the_same_again(points: list[tuple[int, int]]) -> None:
    codes = [child.code for child in REGIONS.children("36.71")]
    places = {code: (float(x), float(y)) for code, (x, y) in zip(codes, points)}
    grid = make_grid(REGIONS, "36.71", places)
    assert len(set(cells(grid).values())) == len(points)
    assert make_grid(REGIONS, "36.71", dict(reversed(places.items()))) == grid
    moved = {code: (x + 64, y - 32) for code, (x, y) in places.items()}
    assert cells(make_grid(REGIONS, "36.71", moved)) == cells(grid)


@given(st.lists(st.lists(st.integers(0, 20), min_size=5, max_size=5), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_the_assignment_is_the_cheapest_of_all(rows: list[list[int]]) -> None:
    costs = np.array(rows, dtype=np.float64)
    chosen = least_cost_assignment(costs)
    assert len(set(chosen)) == len(rows)
    cheapest = min(sum(costs[i, k] for i, k in enumerate(p)) for p in permutations(range(5), len(rows)))
    assert sum(costs[i, k] for i, k in enumerate(chosen)) == pytest.approx(cheapest)


def test_short_names_tell_kota_and_kabupaten_apart() -> None:
    shorts = short_names(REGIONS, ["32.01", "32.71", "32.04", "32.73", "32.17"])
    assert shorts["32.71"] == "K" + shorts["32.01"]
    assert len(set(shorts.values())) == 5


def borders_kept(grid: TileGrid, borders: list[tuple[str, str]]) -> float:
    """Return the share of common borders whose tiles touch, also by a corner."""
    at = cells(grid)
    near = [max(abs(at[a][0] - at[b][0]), abs(at[a][1] - at[b][1])) == 1 for a, b in borders]
    return sum(near) / len(near)


KOTA_TANGERANG_BORDERS = [
    ("36.71.04", "36.71.10"),
    ("36.71.04", "36.71.03"),
    ("36.71.10", "36.71.03"),
    ("36.71.10", "36.71.01"),
    ("36.71.10", "36.71.07"),
    ("36.71.08", "36.71.07"),
    ("36.71.08", "36.71.02"),
    ("36.71.02", "36.71.09"),
    ("36.71.09", "36.71.07"),
    ("36.71.07", "36.71.01"),
    ("36.71.01", "36.71.05"),
    ("36.71.05", "36.71.11"),
    ("36.71.05", "36.71.12"),
    ("36.71.11", "36.71.12"),
    ("36.71.12", "36.71.06"),
    ("36.71.06", "36.71.13"),
]


@pytest.mark.parametrize(
    "publisher", ["kota_tangerang_kecamatan_bps2020", "kota_tangerang_kecamatan_kemendagri2025"]
)
def test_a_grid_made_from_boundaries_keeps_neighbours_and_directions(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, publisher: str
) -> None:
    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path))
    found = load_outlines(
        open_boundaries(shared / "data/boundaries" / f"{publisher}.geojson"), REGIONS, "36.71"
    )
    grid = grid_from_boundaries(REGIONS, found)
    assert borders_kept(grid, KOTA_TANGERANG_BORDERS) >= 0.9
    wrong_way = []
    at = cells(grid)
    for first in found.outlines:
        for second in found.outlines:
            if first.label[0] + 250 < second.label[0] and at[first.code][1] > at[second.code][1]:
                wrong_way.append((first.code, second.code, "east"))
            if first.label[1] + 250 < second.label[1] and at[first.code][0] > at[second.code][0]:
                wrong_way.append((first.code, second.code, "south"))
    assert wrong_way == []


def test_shipped_grids_follow_the_map_from_west_to_east_and_north_to_south(shared: Path) -> None:
    path = shared / "data/boundaries/indonesia_kabkota_kemendagri2025_simplified.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    places = {f["properties"]["kode_kemendagri"]: f["properties"] for f in features}
    weak = []
    for province in REGIONS.children("00"):
        grid = REGIONS.tile_grid(province.code)
        assert grid is not None
        if len(grid.tiles) < 6:
            continue
        at = cells(grid)
        for axis, key, sign in ((1, "lng", 1), (0, "lat", -1)):
            tiles = np.array([at[code][axis] for code in sorted(at)], dtype=float)
            truth = np.array([sign * places[code][key] for code in sorted(at)])
            # By order also, because one far island outweighs all others.
            likeness = max(np.corrcoef(tiles, way)[0, 1] for way in (truth, truth.argsort().argsort()))
            if tiles.std() and likeness < 0.5:
                weak.append((province.name, key, round(float(likeness), 2)))
    assert weak == []


def test_a_grid_file_with_a_word_for_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="satu"):
        parse_tiles(["home,code,row,col,short", "99,99.01,satu,1,ABC"])
