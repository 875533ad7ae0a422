from __future__ import annotations

import json
import sqlite3
import struct
import time
import zipfile
from contextlib import closing
from functools import reduce
from itertools import combinations
from pathlib import Path

import pytest
import shapefile
import shapely
from msgspec.structs import replace

from rupadata.errors import InputRefusedError
from rupadata.limits import DEFAULT_LIMITS, bounded_by
from rupadata.model.region import RegionLevel
from rupadata.regions import official_regions, open_boundaries, outline_files
from rupadata.regions.boundaries import BoundarySet, load_outlines

REGIONS = official_regions()


def load_boundaries(path: Path, home: str, *, level: RegionLevel | None = None) -> BoundarySet:
    return load_outlines(open_boundaries(path), REGIONS, home, level=level)


WEST, SOUTH = 106.6, -6.2


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def square(column: int, row: int = 0) -> list[list[float]]:
    x, y = WEST + column * 0.01, SOUTH + row * 0.01
    return [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]


def geojson(path: Path, *features: tuple[dict[str, object], list[list[float]]]) -> Path:
    content = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for properties, ring in features
        ],
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def codes(found: BoundarySet) -> list[str]:
    return [outline.code for outline in found.outlines]


def polygon(found: BoundarySet, code: str) -> shapely.Polygon:
    outline = found.outline(code)
    assert outline is not None
    # A ring inside another is its hole.
    return reduce(shapely.symmetric_difference, (shapely.Polygon(ring) for ring in outline.rings))


@pytest.mark.parametrize(
    "properties",
    [
        [{"kode": "36.71.05"}, {"kode": "36.71.06"}],
        [{"KDKEC": "3671020"}, {"KDKEC": "3671010"}],
        [{"KODE": 367105}, {"KODE": 367106}],
        [{"WADMKC": "CIPONDOH"}, {"WADMKC": "CILEDUG"}],
        [{"id": "id3671020", "nama": "Cipondoh"}, {"id": "id3671010", "nama": "Ciledug"}],
        [{"fid": 1, "kec": "Kec. Cipondoh"}, {"fid": 2, "kec": "Kec. Ciledug"}],
    ],
)
def test_features_are_matched_by_code_or_name(tmp_path: Path, properties: list[dict[str, object]]) -> None:
    path = geojson(tmp_path / "a.geojson", (properties[0], square(0)), (properties[1], square(1)))
    found = load_boundaries(path, "36.71")
    assert codes(found) == ["36.71.05", "36.71.06"]
    assert polygon(found, "36.71.05").centroid.x < polygon(found, "36.71.06").centroid.x


def test_names_decide_between_the_two_notations(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.geojson",
        ({"kode": "3171", "nama": "Kota Jakarta Selatan"}, square(0)),
        ({"kode": "3174", "nama": "Kota Jakarta Barat"}, square(1)),
    )
    assert codes(load_boundaries(path, "31")) == ["31.73", "31.74"]


def test_smaller_regions_are_joined(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.geojson",
        ({"kode": "36.71.05.1001"}, square(0)),
        ({"kode": "36.71.05.1002"}, square(1)),
        ({"kode": "36.71.06.1001"}, square(2)),
    )
    found = load_boundaries(path, "36.71")
    assert codes(found) == ["36.71.05", "36.71.06"]
    assert polygon(found, "36.71.05").area == pytest.approx(2 * polygon(found, "36.71.06").area, rel=0.01)
    assert len(load_boundaries(path, "36.71", level=RegionLevel.VILLAGE).outlines) == 3


def test_what_is_missing_or_unknown_is_said(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.geojson",
        ({"nama": "Cipondoh"}, square(0)),
        ({"nama": "Danau Besar"}, square(1)),
        ({"nama": "Ciledug"}, square(2)),
    )
    problems = {problem.code: problem.message for problem in load_boundaries(path, "36.71").problems}
    assert "Benda" in problems["boundaries-region-missing"]
    assert "Danau Besar" in problems["boundaries-feature-unknown"]


def test_an_outline_that_encloses_nothing_is_missing(tmp_path: Path) -> None:
    line = [[106.5, -6.2], [106.6, -6.2], [106.5, -6.2], [106.5, -6.2]]
    whole = ({"name": "Ciledug"}, square(0))
    found = load_boundaries(geojson(tmp_path / "a.geojson", whole, ({"name": "Larangan"}, line)), "36.71")
    assert codes(found) == ["36.71.06"]
    told = {problem.code: problem.message for problem in found.problems}
    assert "Larangan" in told["boundaries-region-missing"]
    with pytest.raises(InputRefusedError) as refused:
        load_boundaries(geojson(tmp_path / "b.geojson", ({"name": "Larangan"}, line)), "36.71")
    assert refused.value.code == "boundaries-no-match"


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_a_feature_without_an_outline_that_names_no_region_is_left_out(tmp_path: Path, kind: str) -> None:
    path = geojson(tmp_path / "a.geojson", ({"name": "Ciledug"}, square(0)))
    content = json.loads(path.read_text(encoding="utf-8"))
    nowhere = {
        "type": "Feature",
        "properties": {"name": "Danau"},
        "geometry": {"type": kind, "coordinates": []},
    }
    content["features"].append(nowhere)
    path.write_text(json.dumps(content), encoding="utf-8")
    found = load_boundaries(path, "36.71")
    assert codes(found) == ["36.71.06"]
    assert "boundaries-feature-unknown" not in {problem.code for problem in found.problems}


def test_north_is_up_and_the_box_holds_everything(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.geojson", ({"nama": "Cipondoh"}, square(0, 1)), ({"nama": "Ciledug"}, square(0, 0))
    )
    found = load_boundaries(path, "36.71")
    assert polygon(found, "36.71.05").centroid.y < polygon(found, "36.71.06").centroid.y
    assert max(found.width, found.height) == 1000
    points = [point for outline in found.outlines for ring in outline.rings for point in ring]
    assert all(-0.01 <= x <= found.width + 0.01 and -0.01 <= y <= found.height + 0.01 for x, y in points)


def test_a_label_lies_inside_its_region_also_when_that_is_bent(tmp_path: Path) -> None:
    horseshoe = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]
    ring = [[WEST + x * 0.01, SOUTH + y * 0.01] for x, y in horseshoe]
    found = load_boundaries(geojson(tmp_path / "a.geojson", ({"nama": "Cipondoh"}, ring)), "36.71")
    outline = found.outlines[0]
    shape = polygon(found, "36.71.05")
    assert shape.contains(shapely.Point(outline.label))
    assert not shape.contains(shape.centroid)
    assert outline.label_radius > 100


def test_a_path_is_scaled_then_moved(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", ({"nama": "Cipondoh"}, square(0)))
    outline = load_boundaries(path, "36.71").outlines[0]
    drawn = outline.path(0.1, 5, 7)
    assert (drawn[0], drawn[-1]) == ("M", "Z")
    numbers = [float(text) for text in drawn.strip("MZ").replace("L", " ").split()]
    assert min(numbers[0::2]) >= 5
    assert min(numbers[1::2]) >= 7
    assert max(numbers) <= 107.01


def test_a_shapefile_is_read(tmp_path: Path) -> None:
    with shapefile.Writer(str(tmp_path / "batas")) as writer:
        writer.field("KODE", "C", size=13)
        writer.poly([square(0)[::-1]])
        writer.record("36.71.05")
        writer.poly([square(1)[::-1]])
        writer.record("36.71.06")
    assert codes(load_boundaries(tmp_path / "batas.shp", "36.71")) == ["36.71.05", "36.71.06"]


def test_a_geopackage_is_read(tmp_path: Path) -> None:
    path = tmp_path / "batas.gpkg"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
    database.execute("INSERT INTO gpkg_geometry_columns VALUES ('batas', 'geom')")
    database.execute("CREATE TABLE batas (fid INTEGER, kode TEXT, geom BLOB)")
    for number, code in enumerate(("36.71.05", "36.71.06")):
        shape = shapely.Polygon(square(number))
        header = struct.pack("<2sBBi4d", b"GP", 0, 0b11, 4326, *(shape.bounds[i] for i in (0, 2, 1, 3)))
        database.execute("INSERT INTO batas VALUES (?, ?, ?)", (number, code, header + shapely.to_wkb(shape)))
    database.commit()
    database.close()
    assert codes(load_boundaries(path, "36.71")) == ["36.71.05", "36.71.06"]


def test_a_topojson_with_a_shared_arc_is_read(tmp_path: Path) -> None:
    content = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [WEST, SOUTH]},
        "arcs": [
            [[1, 0], [0, 1]],
            [[1, 1], [-1, 0], [0, -1], [1, 0]],
            [[1, 0], [1, 0], [0, 1], [-1, 0]],
        ],
        "objects": {
            "batas": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"kode": "36.71.05"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"kode": "36.71.06"}},
                ],
            }
        },
    }
    path = tmp_path / "batas.topojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    found = load_boundaries(path, "36.71")
    assert codes(found) == ["36.71.05", "36.71.06"]
    assert polygon(found, "36.71.05").area == pytest.approx(polygon(found, "36.71.06").area, rel=0.01)


def test_the_second_time_the_cache_answers_the_same(tmp_path: Path, own_cache: Path) -> None:
    from rupadata.regions import boundaries

    path = geojson(
        tmp_path / "a.geojson", ({"nama": "Cipondoh"}, square(0)), ({"nama": "Ciledug"}, square(1))
    )
    first = load_boundaries(path, "36.71")
    assert len(list((own_cache / "boundaries").iterdir())) == 1
    boundaries._load.cache_clear()
    assert load_boundaries(path, "36.71") == first
    boundaries._load.cache_clear()
    next((own_cache / "boundaries").iterdir()).write_text("{}", encoding="utf-8")
    assert load_boundaries(path, "36.71") == first


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.geojson", "{", "boundaries-unreadable"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "boundaries-empty"),
        ("a.kml", "<kml/>", "boundaries-type-unknown"),
        ("a.shp", "no shapes", "boundaries-unreadable"),
        ("a.gpkg", "no database", "boundaries-unreadable"),
    ],
)
def test_files_that_cannot_be_used_are_refused(tmp_path: Path, name: str, content: str, code: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        load_boundaries(tmp_path / name, "36.71")
    assert refused.value.code == code


def test_metres_instead_of_degrees_are_refused(tmp_path: Path) -> None:
    metres = [[x * 1e6, y * 1e6] for x, y in square(0)]
    with pytest.raises(InputRefusedError) as refused:
        load_boundaries(geojson(tmp_path / "a.geojson", ({"nama": "Cipondoh"}, metres)), "36.71")
    assert refused.value.code == "boundaries-projected"


def test_boundaries_of_another_home_are_refused(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", ({"kode": "32.73.01"}, square(0)))
    with pytest.raises(InputRefusedError) as refused:
        load_boundaries(path, "36.71")
    assert refused.value.code == "boundaries-no-match"


@pytest.mark.parametrize(
    ("file", "home", "regions"),
    [
        ("kota_tangerang_kecamatan_kemendagri2025", "36.71", 13),
        ("kota_tangerang_kecamatan_bps2020", "36.71", 13),
        ("kota_tangerang_kelurahan_bps2020_ORIGINAL", "36.71", 13),
        ("kota_tangerang_kelurahan_kemendagri2025", "36.71", 13),
        ("banten_kabkota_kemendagri2025", "36", 8),
        ("dki_jakarta_5kota_kecamatan_bps2020", "31.74", 10),
        ("kota_surabaya_kecamatan_bps2020", "35.78", 31),
        ("papua_induk_kabkota_kemendagri2025", "91", 9),
        ("indonesia_provinsi_34_simplified_ORIGINAL", "00", 34),
    ],
)
def test_published_boundaries_keep_their_shared_borders(
    shared: Path, file: str, home: str, regions: int
) -> None:
    found = load_boundaries(shared / "data/boundaries" / f"{file}.geojson", home)
    assert len(found.outlines) == regions
    assert all(REGIONS.get(outline.code).parent_code == home for outline in found.outlines)
    shapes = [shapely.make_valid(polygon(found, code)) for code in codes(found)]
    for first, second in combinations(shapes, 2):
        assert first.intersection(second).area < 2
    for outline, shape in zip(found.outlines, shapes):
        assert shape.buffer(0.5).contains(shapely.Point(outline.label))
    assert sum(len(ring) for outline in found.outlines for ring in outline.rings) < 2500


def test_both_publishers_draw_the_same_map(shared: Path) -> None:
    folder = shared / "data/boundaries"
    bps = load_boundaries(folder / "kota_tangerang_kecamatan_bps2020.geojson", "36.71")
    ministry = load_boundaries(folder / "kota_tangerang_kecamatan_kemendagri2025.geojson", "36.71")
    for outline in bps.outlines:
        other = ministry.outline(outline.code)
        assert other is not None
        distance = shapely.Point(outline.label).distance(shapely.Point(other.label))
        assert distance < 150, REGIONS.get(outline.code).name


def test_borders_that_overlap_are_closed_and_that_is_told(tmp_path: Path) -> None:
    shifted = [[x - 0.002, y] for x, y in square(1)]
    overlapping = geojson(
        tmp_path / "a.geojson", ({"nama": "Cipondoh"}, square(0)), ({"nama": "Ciledug"}, shifted)
    )
    whole = geojson(
        tmp_path / "b.geojson", ({"nama": "Cipondoh"}, square(0)), ({"nama": "Ciledug"}, square(1))
    )
    told = {path: [p.code for p in load_boundaries(path, "36.71").problems] for path in (overlapping, whole)}
    assert "boundaries-healed" in told[overlapping]
    assert "boundaries-healed" not in told[whole]


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS kode, x AS geom FROM c"


@pytest.mark.parametrize(
    "table",
    [
        f"CREATE VIEW batas AS {ENDLESS}",
        "CREATE VIEW batas AS SELECT 'x' AS kode, zeroblob(900000000) AS geom",
        "CREATE TABLE batas (kode TEXT, geom BLOB AS (zeroblob(900000000)))",
    ],
)
def test_nothing_that_a_geopackage_computes_is_run(tmp_path: Path, table: str) -> None:
    path = tmp_path / "batas.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('batas', 'geom')")
        database.execute(table)
        if table.startswith("CREATE TABLE"):
            database.execute("INSERT INTO batas (kode) VALUES ('36.71.05')")
        database.commit()
    before = time.process_time()
    with pytest.raises(InputRefusedError) as refused:
        load_boundaries(path, "36.71")
    assert refused.value.code in ("boundaries-empty", "boundaries-unreadable")
    assert time.process_time() - before < 2


def test_an_archive_of_outlines_unpacks_to_no_more_than_outlines_do(tmp_path: Path) -> None:
    path = tmp_path / "batas.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for end in ("shp", "shx", "dbf"):
            archive.writestr(f"batas.{end}", bytes(50_000_000))
    with pytest.raises(InputRefusedError, match="unpacked"):
        load_boundaries(path, "36.71")


# The clock may ring in a callback that swallows all; it rings again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_outlines_that_take_too_long_are_refused(tmp_path: Path) -> None:
    rings = [[square(number % 3)] for number in range(20_000)]
    shapes = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": ring}}
        for ring in rings
    ]
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    with (
        bounded_by(replace(DEFAULT_LIMITS, seconds=0.01, seconds_per_megabyte=0.0)),
        pytest.raises(InputRefusedError) as refused,
    ):
        load_boundaries(path, "36.71")
    assert refused.value.code == "boundaries-unreadable"


def test_an_outline_that_asks_for_more_memory_than_there_is_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(path: Path) -> object:
        raise MemoryError

    monkeypatch.setitem(outline_files._READERS, ".shp", ask)
    (tmp_path / "batas.shp").write_bytes(b"x")
    with pytest.raises(InputRefusedError, match="memori") as refused:
        load_boundaries(tmp_path / "batas.shp", "36.71")
    assert refused.value.code == "boundaries-unreadable"
