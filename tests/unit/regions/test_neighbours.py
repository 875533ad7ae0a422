"""The land around a home region, as far as a file of boundaries holds it."""

import json

import pytest

from rupadata.regions import official_regions, open_boundaries
from rupadata.regions.boundaries import load_outlines

REGIONS = official_regions()
BANTEN = [region.code for region in REGIONS.children("36")]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path / "cache"))


def feature(code, column, row=0, side=0.01):
    x, y = 106.6 + column * 0.01, -6.2 + row * 0.01
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {
        "type": "Feature",
        "properties": {"kode": code, "nama": REGIONS.get(code).name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def load(path, home, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return load_outlines(open_boundaries(path), REGIONS, home)


def districts(home):
    return [feature(region.code, place) for place, region in enumerate(REGIONS.children(home)[:3])]


def test_a_file_of_home_alone_tells_of_no_neighbours(tmp_path):
    found = load(tmp_path / "b.geojson", "36.71", districts("36.71"))
    assert found.around == ()
    assert not found.coast


def test_regions_beside_home_are_its_neighbours_by_name(tmp_path):
    found = load(
        tmp_path / "b.geojson", "36.71", [*districts("36.71"), feature("36.74", 3), feature("36.03", -1)]
    )
    assert {land.name for land in found.around} == {REGIONS.get("36.74").name, REGIONS.get("36.03").name}
    assert not found.coast, "a part of the neighbours does not tell where the sea is"


def test_where_all_siblings_and_land_beyond_are_known_the_rest_is_water(tmp_path):
    siblings = [feature(code, 3 + place) for place, code in enumerate(BANTEN) if code != "36.71"]
    found = load(tmp_path / "b.geojson", "36.71", [*districts("36.71"), *siblings, feature("31.73", 4, 1)])
    assert found.coast


def test_land_far_off_is_left_out_and_smaller_regions_of_a_neighbour_are_joined(tmp_path):
    parts = [feature(region.code, 3, place) for place, region in enumerate(REGIONS.children("36.74")[:2])]
    found = load(tmp_path / "b.geojson", "36.71", [*districts("36.71"), *parts, feature("36.03", 400)])
    assert [land.name for land in found.around] == [REGIONS.get("36.74").name]


def test_outlines_and_neighbours_out_of_the_cache_are_the_same(tmp_path):
    held = [*districts("36.71"), feature("36.74", 3)]
    first, again = (load(tmp_path / f"{name}.geojson", "36.71", held) for name in "bc")
    assert (first.outlines, first.around, first.coast) == (again.outlines, again.around, again.coast)
    assert first.around
