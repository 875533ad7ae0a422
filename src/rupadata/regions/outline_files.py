"""Shapes with their properties, out of GeoJSON, TopoJSON, Shapefile and GeoPackage."""

from __future__ import annotations

import json
import logging
import sqlite3
import struct
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import shapely
import shapely.geometry
from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.guarded import TookTooLongError, stopped_after
from rupadata.language import in_both
from rupadata.limits import current_limits


class Feature(Struct, frozen=True):
    """A polygon in degrees and what its file says of it."""

    properties: Mapping[str, str]
    polygon: Any


def _text_of(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _feature(properties: Mapping[str, object] | None, geometry: Any) -> Feature:
    texts = {str(key): _text_of(value) for key, value in (properties or {}).items()}
    return Feature(texts, geometry)


def _read_geojson(content: Mapping[str, Any]) -> Iterator[Feature]:
    features = content["features"] if content.get("type") == "FeatureCollection" else [content]
    for feature in features:
        if feature.get("geometry"):
            yield _feature(feature.get("properties"), shapely.geometry.shape(feature["geometry"]))


def _read_topojson(content: Mapping[str, Any]) -> Iterator[Feature]:
    scale, translate = (1.0, 1.0), (0.0, 0.0)
    transform = content.get("transform")
    if transform:
        scale, translate = transform["scale"], transform["translate"]

    arcs: list[list[tuple[float, float]]] = []
    for arc in content["arcs"]:
        x = y = 0.0
        points = []
        for position in arc:
            # Without a transform positions are absolute, with one each is the step from the last.
            x, y = (x + position[0], y + position[1]) if transform else position[:2]
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)

    def ring(indices: Iterable[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def polygon(rings: Iterable[Iterable[int]]) -> Any:
        shell, *holes = (ring(indices) for indices in rings)
        return shapely.Polygon(shell, holes)

    def walk(geometry: Mapping[str, Any]) -> Iterator[Feature]:
        kind = geometry.get("type")
        if kind == "GeometryCollection":
            for member in geometry["geometries"]:
                yield from walk(member)
        elif kind in ("Polygon", "MultiPolygon"):
            parts = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
            properties = {"id": geometry.get("id"), **(geometry.get("properties") or {})}
            yield _feature(properties, shapely.MultiPolygon([polygon(rings) for rings in parts]))

    for collection in content["objects"].values():
        yield from walk(collection)


def _read_json(path: Path) -> Iterator[Feature]:
    content = json.loads(path.read_bytes())
    return _read_topojson(content) if content.get("type") == "Topology" else _read_geojson(content)


def _read_shapefile(path: Path) -> Iterator[Feature]:
    import shapefile

    # What it finds odd about a shape it would write on standard error.
    logging.getLogger(shapefile.__name__).setLevel(logging.ERROR)
    if path.suffix.lower() == ".zip":
        _check_unpacked(path)
    with shapefile.Reader(str(path)) as reader:
        for record in reader.iterShapeRecords():
            if record.shape.shapeType != shapefile.NULL:
                yield _feature(
                    record.record.as_dict(), shapely.geometry.shape(record.shape.__geo_interface__)
                )


def _check_unpacked(path: Path) -> None:
    """Refuse an archive that unpacks to more than it may, before anything of it is unpacked."""
    limits = current_limits()
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > limits.unpacked_bytes or unpacked > max(_SMALL_BYTES, _MOST_RATIO * path.stat().st_size):
        raise ValueError(f"{unpacked} bytes unpacked")


_SMALL_BYTES = 20_000_000
_MOST_RATIO = 60
"""Outlines are numbers that hardly repeat: from some size on they are packed to no less than this share."""
_STEPS_BETWEEN_LOOKS = 10_000
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def _geometry_of_blob(blob: bytes) -> Any:
    """Return the geometry of a GeoPackage cell: a header of its own, then well-known binary."""
    magic, _version, flags, _srs = struct.unpack_from("<2sBBi", blob)
    if magic != b"GP":
        raise ValueError("not a GeoPackage geometry")
    return shapely.from_wkb(blob[8 + _ENVELOPE_BYTES[(flags >> 1) & 7] :])


def _read_geopackage(path: Path) -> Iterator[Feature]:
    limits = current_limits()
    size = path.stat().st_size
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        # What a database computes is code of a stranger: no view, no other function, no more time and memory
        # than a file of its size may take.
        end = time.process_time() + limits.seconds_for(size)
        database.set_progress_handler(lambda: time.process_time() > end, _STEPS_BETWEEN_LOOKS)
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(1_000_000, size))
        database.execute("PRAGMA trusted_schema = OFF")
        database.row_factory = sqlite3.Row
        tables = database.execute(
            "SELECT table_name, column_name FROM gpkg_geometry_columns JOIN sqlite_master"
            " ON lower(name) = lower(table_name) WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall()
        for table, column in tables:
            quoted = '"' + table.replace('"', '""') + '"'
            for row in database.execute(f"SELECT * FROM {quoted}"):
                values = dict(row)
                blob = values.pop(column)
                if blob:
                    yield _feature(values, _geometry_of_blob(blob))


_READERS: dict[str, Callable[[Path], Iterator[Feature]]] = {
    ".geojson": _read_json,
    ".json": _read_json,
    ".topojson": _read_json,
    ".shp": _read_shapefile,
    ".zip": _read_shapefile,
    ".gpkg": _read_geopackage,
}


ENDINGS = tuple(_READERS)
"""How files of outlines end."""


def refuse_ending(path: Path) -> NoReturn:
    """Refuse a file whose ending is none of theirs."""
    raise InputRefusedError(
        in_both(
            id=f"{path.name}: bukan berkas batas wilayah.",
            en=f"{path.name}: not a file of boundaries.",
        ),
        code="boundaries-type-unknown",
        hint=in_both(
            id="Pakai GeoJSON, TopoJSON, Shapefile (.shp atau .zip) atau GeoPackage.",
            en="Use GeoJSON, TopoJSON, Shapefile (.shp or .zip) or GeoPackage.",
        ),
    )


def read_features(path: Path) -> tuple[Feature, ...]:
    """Return the polygons of a file in degrees of longitude and latitude, points and lines left out."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        refuse_ending(path)
    seconds = current_limits().seconds_for(path.stat().st_size if path.is_file() else 0)
    try:
        with stopped_after(seconds):
            found = tuple(f for f in reader(path) if f.polygon.geom_type in ("Polygon", "MultiPolygon"))
    except TookTooLongError as error:
        raise InputRefusedError(
            in_both(
                id=f"{path.name}: tidak selesai dibaca dalam {seconds:.0f} detik.",
                en=f"{path.name}: not read within {seconds:.0f} seconds.",
            ),
            code="boundaries-unreadable",
            hint=in_both(
                id="Sederhanakan garisnya di aplikasi peta, lalu ekspor ulang.",
                en="Simplify the lines in the map application, then export it again.",
            ),
        ) from error
    except MemoryError as error:
        # A damaged file says lengths that nothing has.
        raise InputRefusedError(
            in_both(
                id=f"{path.name}: meminta lebih banyak memori daripada yang ada.",
                en=f"{path.name}: asks for more memory than there is.",
            ),
            code="boundaries-unreadable",
            hint=in_both(
                id="Ekspor ulang dari aplikasi petanya.", en="Export it again from the map application."
            ),
        ) from error
    except Exception as error:
        # Four formats and their libraries fail in as many ways; for the person it is one.
        raise InputRefusedError(
            in_both(
                id=f"{path.name}: tidak terbaca ({error}).", en=f"{path.name}: cannot be read ({error})."
            ),
            code="boundaries-unreadable",
            hint=in_both(
                id="Ekspor ulang dari aplikasi petanya.", en="Export it again from the map application."
            ),
        ) from error
    if not found:
        raise InputRefusedError(
            in_both(id=f"{path.name}: tanpa poligon.", en=f"{path.name}: holds no polygon."),
            code="boundaries-empty",
        )
    west, south, east, north = shapely.total_bounds([f.polygon for f in found])
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputRefusedError(
            in_both(
                id=f"{path.name}: koordinatnya bukan derajat bujur dan lintang.",
                en=f"{path.name}: its coordinates are not degrees of longitude and latitude.",
            ),
            code="boundaries-projected",
            hint=in_both(id="Ekspor ulang dengan WGS 84 (EPSG:4326).", en="Export it as WGS 84 (EPSG:4326)."),
        )
    return found
