"""GeoPackages and shapefiles by chance hostile: views that never end, odd geometry, lying counts, bombs."""

from __future__ import annotations

import io
import random
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path

import shapefile
import shapely

from tests.unit.tables.fuzzing import damage

_SQUARE = [(106.5, -6.3), (106.6, -6.3), (106.6, -6.2), (106.5, -6.2), (106.5, -6.3)]
_ENDLESS = (
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS kode, x AS geom FROM c"
)
_TABLES = (
    "CREATE TABLE batas (kode TEXT, geom BLOB)",
    "CREATE TABLE batas (kode TEXT, geom BLOB)",
    "CREATE TABLE batas (kode TEXT, geom BLOB, x BLOB AS (zeroblob(100000000)))",
    "CREATE TABLE batas (kode TEXT, geom BLOB, x TEXT AS (hex(zeroblob(20000000))))",
    f"CREATE VIEW batas AS {_ENDLESS}",
    "CREATE VIEW batas AS SELECT 'x' AS kode, zeroblob(900000000) AS geom",
    "CREATE VIEW batas AS SELECT load_extension('/tmp/x') AS kode, readfile('/etc/passwd') AS geom",
)
_NAMES = (
    "batas",
    "batas",
    "batas",
    "BATAS",
    'ba"tas; DROP TABLE batas; --',
    "sqlite_master",
    "",
    "tidak-ada",
)


def geopackage(chance: random.Random) -> bytes:
    """Return a GeoPackage with views, computed columns, odd names and geometry, or damaged bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "batas.gpkg")
        database = sqlite3.connect(path)
        database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
        for _ in range(chance.choice((1, 1, 40))):
            row = (chance.choice(_NAMES), chance.choice(("geom", "geom", "kode", "x", "")))
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?)", row)
        table = chance.choice(_TABLES)
        database.execute(table)
        if table.startswith("CREATE TABLE"):
            for number in range(1 if " AS (" in table else chance.choice((1, 3, 100))):
                code = chance.choice((f"36.71.{number:02}", None, 5, b"\xff", "x" * 5000))
                database.execute("INSERT INTO batas (kode, geom) VALUES (?, ?)", (code, _blob(chance)))
        database.commit()
        database.close()
        content = path.read_bytes()
    return damage(content, chance) if chance.random() < 0.3 else content


def _blob(chance: random.Random) -> bytes | str | int | None:
    good = shapely.to_wkb(shapely.Polygon(_SQUARE))
    deep = b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" * 5000 + good
    endless = b"\x01\x03\x00\x00\x00\x01\x00\x00\x00" + struct.pack("<I", 2**32 - 1)
    points = ((float("nan"), 1e300), (1.0, 1.0), (2.0, float("inf")), (float("nan"), 1e300))
    odd = struct.pack("<BIII", 1, 3, 1, len(points)) + b"".join(
        struct.pack("<dd", *point) for point in points
    )
    shape = chance.choice((good, good, deep, endless, odd, damage(good, chance), b""))
    head = struct.pack("<2sBBi", b"GP", 0, chance.choice((1, 1, 3, 15, 255)), 4326)
    return chance.choice((head + shape, head + shape, head + shape, shape, "teks", 7, None))


def shapes(chance: random.Random) -> bytes:
    """Return a zipped shapefile, whole, damaged, with lying lengths, or one that unpacks to gigabytes."""
    parts = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        writer.field("KODE", "C", size=13)
        for number in range(chance.choice((1, 3, 100))):
            writer.poly([_SQUARE[::-1]])
            writer.record(f"36.71.{number:02}")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for end, part in parts.items():
            content = part.getvalue()
            if chance.random() < 0.4:
                content = _lying(content, chance)
            if chance.random() < 0.05:
                content += bytes(chance.choice((30_000_000, 200_000_000)))
            archive.writestr(
                chance.choice(("batas", "batas", "batas", "../batas", "a/b/batas")) + f".{end}", content
            )
    content = out.getvalue()
    return damage(content, chance) if chance.random() < 0.3 else content


def _lying(content: bytes, chance: random.Random) -> bytes:
    """Return a part with a count or a length in it that is not so."""
    data = bytearray(content)
    at = chance.randrange(max(1, len(data) - 4))
    data[at : at + 4] = chance.choice(
        (b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", bytes(4))
    )
    return bytes(data)
