"""What offices write and receive beside tables: symbols, logos, outlines, settings, lists; by chance hostile.

Each kind is a maker of bytes and the function of the product that reads them from a file.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from PIL import Image

from rupadata.errors import InputRefusedError
from rupadata.glossary import load_glossary
from rupadata.office import load_office
from rupadata.office.brand import check_logo
from rupadata.office.settings import load_settings
from rupadata.pagespec.forms import load_spec
from rupadata.procedure.definition import load_procedure
from rupadata.regions import RegionLevel, official_regions, open_boundaries
from rupadata.regions.boundaries import load_outlines
from rupadata.sources import Web, fetch_bps, fetch_ckan
from rupadata.sources.bps import KEY_VARIABLE
from rupadata.subjects.catalogue import load_catalogues
from rupadata.subjects.decisions import load_memory
from rupadata.subjects.own_symbols import parse_own_symbol
from rupadata.tables.reading.recipe import load_recipe
from tests.hostile import maps
from tests.hostile.texts import odd_text

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/kota-contoh"
_NUMBERS = (0, 1, -1, 8, 1e9, 1e300, -1e300, "nan", "inf", "1e999", "x", "", "9" * 400)
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def svg(chance: random.Random) -> bytes:
    """Return a picture with entities, scripts, outer links, endless paths, deep groups or odd numbers."""

    def number() -> object:
        return chance.choice(_NUMBERS) if chance.random() < 0.15 else round(chance.uniform(0, 256), 2)

    def path() -> str:
        count = chance.choice((1, 5, 200, 20_000))
        steps = (
            f"{chance.choice('MLHVCSQTAZmlhvcsqtaz')}{' '.join(str(number()) for _ in range(chance.choice((0, 2, 6, 7))))}"
            for _ in range(count)
        )
        return f'<path d="{"".join(steps)[:400_000]}"/>'

    def shape() -> str:
        return chance.choice(
            (
                path(),
                f'<rect width="{number()}" height="{number()}" rx="{number()}"/>',
                f'<circle r="{number()}" cx="{number()}"/>',
                f'<polygon points="{" ".join(str(number()) for _ in range(9))}"/>',
                "<script>alert(1)</script>",
                '<image href="http://127.0.0.1:9/x.png"/>',
                '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
                '<use href="#a"/>',
                '<a href="javascript:alert(1)"><rect width="8" height="8"/></a>',
                '<foreignObject><p onclick="x">x</p></foreignObject>',
                '<rect width="8" height="8" onload="alert(1)" style="fill:url(http://127.0.0.1:9/)"/>',
                "<style>@import url(http://127.0.0.1:9/x.css)</style>",
                f'<g transform="{chance.choice(("scale(1e300)", "matrix(1)", "translate(", "rotate(5)", "scale(" * 500))}">'
                '<rect width="8" height="8"/></g>',
            )
        )

    depth = chance.choice((0, 0, 3, 200, 5000, 60_000))
    head = chance.choice(
        (
            "",
            "",
            f"<!DOCTYPE svg [{_LAUGHS}]>",
            '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            '<?xml-stylesheet href="http://127.0.0.1:9/"?>',
        )
    )
    inner = "".join(shape() for _ in range(chance.choice((1, 3, 30)))) + chance.choice(
        ("", "&l9;" if head else "", "&x;" if head else "")
    )
    box = chance.choice(
        ("0 0 256 256", "0 0 8 8", "0 0 0 0", "nan 0 1 1", "0 0 1e-300 1", "a", f"0 0 {'9' * 500} 1")
    )
    text = f'{head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"<g>" * depth}{inner}{"</g>" * depth}</svg>'
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-16", "cp037")), "replace")[:990_000]


def picture(chance: random.Random) -> bytes:
    """Return a raster picture that claims to be huge, is cut, or is none."""
    buffer = io.BytesIO()
    kind = chance.choice(("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP"))
    Image.new("RGB", (chance.choice((1, 40)), 30)).save(buffer, kind)
    content = bytearray(buffer.getvalue())
    if kind == "PNG" and chance.random() < 0.6:
        size = chance.choice(((60_000, 60_000), (6000, 6000), (1, 2**31 - 1), (0, 0)))
        struct.pack_into(">II", content, 16, *size)
        struct.pack_into(">I", content, 29, zlib.crc32(content[12:29]))
    if chance.random() < 0.4:
        content[chance.randrange(len(content))] ^= 255
    return bytes(content[: chance.choice((len(content), len(content) // 2))])


def geojson(chance: random.Random) -> bytes:
    """Return outlines with degenerate, endless, crossing, empty or numberless rings."""

    def point() -> list[object]:
        if chance.random() < 0.03:
            return chance.choice(
                (
                    [],
                    [1],
                    [None, 1],
                    ["x", "y"],
                    [1e300, -1e300],
                    [float("nan"), 0],
                    [float("inf"), 0],
                    [106.6, -6.2, 7, 8],
                )
            )
        return [round(106.5 + chance.random(), 3), round(-6.5 + chance.random(), 3)]

    def ring() -> list[list[object]]:
        kind = chance.randrange(6)
        if kind == 0:
            return [point()] * chance.choice((0, 1, 2, 3, 4, 5000))
        if kind == 1:
            return [[106.5, -6.2], [106.6, -6.2], [106.5, -6.2], [106.5, -6.2]]
        count = chance.choice((3, 8, 300, 3000))
        points = [point() for _ in range(count)]
        return [*points, points[0]] if chance.random() < 0.8 else points

    def feature() -> object:
        kind = chance.choice(
            ("Polygon", "MultiPolygon", "Polygon", "LineString", "Point", "GeometryCollection", "x", None)
        )
        coordinates: object = [ring() for _ in range(chance.choice((1, 1, 2)))]
        if kind == "MultiPolygon":
            coordinates = [coordinates] * chance.choice((1, 3))
        name = chance.choice(
            (
                "Ciledug",
                "Benda",
                "36.71.01",
                "99.71.01",
                odd_text(chance, 30),
                "x" * 9000,
                3671,
                None,
                {"a": 1},
            )
        )
        geometry = {
            "type": kind,
            "coordinates": chance.choice((coordinates, coordinates, coordinates, None, "x", [])),
        }
        return {
            "type": "Feature",
            "properties": chance.choice(({"name": name, "KODE": name}, None, [], "x"))
            if chance.random() < 0.2
            else {"name": name},
            "geometry": geometry,
        }

    match chance.randrange(8):
        case 0:
            depth = chance.choice((100, 100_000))
            return ('{"type":"GeometryCollection","geometries":[' * depth)[:900_000].encode()
        case 1:
            arcs = [[[chance.choice((0, 5, 1e300)), 1]] * chance.choice((1, 4, 900)) for _ in range(5)]
            indices = [[chance.choice((0, 1, -1, 99, "x", 1.5))] * 2]
            objects = {
                "a": {
                    "type": "GeometryCollection",
                    "geometries": [{"type": "Polygon", "arcs": indices, "properties": {"name": "Benda"}}],
                }
            }
            return json.dumps(
                {
                    "type": "Topology",
                    "arcs": arcs,
                    "objects": chance.choice((objects, [], {})),
                    "transform": chance.choice((None, {"scale": [1, 1], "translate": [0, 0]}, {})),
                }
            ).encode()
        case 2:
            return chance.choice(
                (
                    b"",
                    b"[]",
                    b"1",
                    b'{"type":"FeatureCollection"}',
                    b'{"features":{}}',
                    b"\xff\xfe{}",
                    b'{"type":' + b"9" * 5000 + b"}",
                )
            )
        case _:
            features = [feature() for _ in range(chance.choice((1, 3, 13, 60)))]
            return json.dumps({"type": "FeatureCollection", "features": features}).encode("utf-8", "replace")[
                :990_000
            ]


_VALUES = (
    '""', '"x"', "1", "-1", "1.5", "nan", "inf", "true", "[]", "{}", "[[1]]", "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00",
    '"' + "y" * 5000 + '"', '"../../victim"', '"/etc/passwd"', '"a\\u0000b"', '"\\u202e"', "9" * 5000, "0x" + "f" * 400,
    "[" * 3000 + "]" * 3000, '"{unit.foo}"', '"{year:>300000000}"', '"{0}"', '"\\nbaris"', "1e400", '["a", "a"]', "0000-00-00",
)  # fmt: skip


def toml(source: bytes) -> Callable[[random.Random], bytes]:
    """Return a maker of a TOML file with values, keys, tables or bytes changed for others."""
    text = source.decode("utf-8")

    def make(chance: random.Random) -> bytes:
        changed = text
        for _ in range(chance.choice((1, 1, 2, 4))):
            lines = changed.splitlines()
            at = chance.randrange(len(lines))
            match chance.randrange(8):
                case 0:
                    lines.insert(at, lines[at])
                case 1:
                    del lines[at]
                case 2:
                    lines.insert(at, f"asing = {chance.choice(_VALUES)}")
                case 3:
                    lines.insert(
                        at,
                        chance.choice(
                            ("[asing]", "[[officials]]", "[letterhead]", "[a.b.c]", "[" + "a." * 3000 + "a]")
                        ),
                    )
                case _:
                    keyed = [n for n, line in enumerate(lines) if re.match(r"\s*[\w-]+\s*=", line)]
                    if keyed:
                        at = chance.choice(keyed)
                        lines[at] = f"{lines[at].split('=')[0]}= {chance.choice(_VALUES)}"
            changed = "\n".join(lines)
        content = changed.encode(chance.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "cp1252")), "replace")
        return content if chance.random() < 0.9 else content[: chance.randrange(len(content) + 1)]

    return make


def region_list(chance: random.Random) -> bytes:
    """Return a list of an office's own regions with odd codes, names, tiles and letters."""
    codes = (
        "99.71",
        "99.71.01",
        "36.71",
        "99",
        "",
        "x",
        "../..",
        "99.71.01.1001",
        "9" * 400,
        "٣٣.01",
        "99.71.01\n",
    )
    rows = []
    for _ in range(chance.choice((1, 10, 3000))):
        place = (str(chance.choice((1, 2, "²", "-1", "9" * 30, "", 10**9))) for _ in range(2))
        rows.append(
            ",".join(
                (
                    chance.choice(codes),
                    odd_text(chance, 12),
                    chance.choice(("", "9971", "x")),
                    *place,
                    chance.choice(("AB", "", "x" * 400)),
                )
            )
        )
    head = chance.choice(("code,name,bps_code,row,col,short", "code,name", "code,name,name", "code;name"))
    text = "\n".join([head, *rows]) + chance.choice(("\n", '\n"'))
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace")[
        :990_000
    ]


_PAGE = {
    "version": 2, "page": "a", "title": {"text": "x"}, "region": {"code": "99.71", "name": "Kota Contoh"},
    "subject": {"key": "kemiskinan", "name": "x"}, "blocks": [], "indicators": [],
}  # fmt: skip
_JUNK = (
    None,
    "",
    "..",
    "../../x",
    "x" * 5000,
    -1,
    10**30,
    1e300,
    True,
    [],
    {},
    [[]] * 9,
    "a\x00b",
    "\u202e",
    {"a": {"b": 1}},
    [1, "x", None],
)


def json_of(keys: tuple[str, ...], example: object) -> Callable[[random.Random], bytes]:
    """Return a maker of JSON that resembles a file of ours."""

    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.2:
            return chance.choice(
                (
                    b"",
                    b"[" * 100_000,
                    b'{"a":' * 100_000,
                    b"\xff\xfe",
                    b"9" * 5000,
                    b'"\\ud800"',
                    b"NaN",
                    b'{"version":1e999}',
                    b"\xef\xbb\xbf{}",
                    b'{"version":1,"version":2}',
                )
            )
        plain = json.loads(json.dumps(example))
        for _ in range(chance.choice((1, 2, 4))):
            plain[chance.choice(keys)] = chance.choice(_JUNK)
        return json.dumps(plain).encode()

    return make


def read_outlines(path: Path) -> None:
    """Read outlines as a build does: opened, matched and drawn."""
    load_outlines(open_boundaries(path), official_regions(), "36.71", level=RegionLevel.DISTRICT)


def read_office(path: Path) -> None:
    """Read a folder of an office in which one file is odd."""
    load_office(path.parent)


_DATASET = {
    "success": True,
    "result": {"results": [{"name": "../../victim", "resources": [{"name": "..", "url": "/a.csv", "format": "CSV"}]}], "name": "x", "resources": [{"id": "/etc/x", "datastore_active": True}], "records": [{"a": 1}], "total": 1},
    "error": None,
}  # fmt: skip
_VARIABLE = {"status": "OK", "data-availability": "available", "datacontent": {"1": 2}, "message": "x"}


class _Kept(Web):
    """A web on which every address answers with the same."""

    tries: int = 1
    content: bytes = b""

    def get(self, address: str, arguments: Mapping[str, str] | None = None, *, secret: str = "") -> bytes:
        """Return the answer."""
        return self.content


def read_portal(path: Path) -> None:
    """Take an answer for that of a portal, to whatever is asked; write below the folder only."""
    for address in ("https://data.invalid/", "https://data.invalid/dataset/x", "https://data.invalid/api/3/action/datastore_search?resource_id=../../x"):  # fmt: skip
        with suppress(InputRefusedError):
            fetch_ckan(address, path.parent / "ambilan", web=_Kept(content=path.read_bytes()))
        shutil.rmtree(path.parent / "ambilan", ignore_errors=True)


def read_webapi(path: Path) -> None:
    """Take an answer for one of the WebAPI."""
    os.environ[KEY_VARIABLE] = "kunci"
    try:
        fetch_bps("3671", [1], path.parent / "ambilan", web=_Kept(content=path.read_bytes()))
    finally:
        shutil.rmtree(path.parent / "ambilan", ignore_errors=True)


MEMORY = {"version": 1, "decisions": [{"indicator": "a", "subject": "b"}]}
KINDS: dict[str, tuple[str, Callable[[random.Random], bytes], Callable[[Path], object]]] = {
    "symbol": ("lambang.svg", svg, lambda path: parse_own_symbol("lambang", path.read_bytes())),
    "logo": ("logo.svg", svg, lambda path: check_logo(path.name, path.read_bytes())),
    "picture": ("logo.png", picture, lambda path: check_logo(path.name, path.read_bytes())),
    "outlines": ("batas.geojson", geojson, read_outlines),
    "office": ("office.toml", toml((EXAMPLE / "office.toml").read_bytes()), load_settings),
    "office folder": ("office.toml", toml((EXAMPLE / "office.toml").read_bytes()), read_office),
    "procedure": ("prosedur.toml", toml((ROOT / "src/rupadata/procedure/definitions/infografis-layanan-publik.toml").read_bytes()), lambda path: load_procedure(str(path))),
    "catalogue": ("catalogue.toml", toml((ROOT / "src/rupadata/subjects/catalogue.toml").read_bytes()), lambda path: load_catalogues(path).choose("dda", "")),
    "glossary": ("glossary.toml", toml(b'[[indicator]]\nname = "Jumlah Kucing"\nenglish = "Cats"\nunit = "ekor"\nwords = ["kucing"]\nmeasure = "count-stock"\n'), load_glossary),
    "recipe": ("a.recipe.toml", toml(b'[sheet."1"]\nheader_rows = [3, 5]\ntitle = "x"\nyear = 2024\nunit = "jiwa"\ndrop_columns = ["No"]\naccept = ["B2:C3"]\n'), load_recipe),
    "regions": ("regions.csv", region_list, read_office),
    "memory": ("grouping.json", json_of(("version", "decisions"), MEMORY), load_memory),
    "page": ("page.json", json_of(tuple(_PAGE), _PAGE), load_spec),
    "geopackage": ("batas.gpkg", maps.geopackage, read_outlines),
    "shapefile": ("batas.zip", maps.shapes, read_outlines),
    "portal": ("jawaban.json", json_of(tuple(_DATASET), _DATASET), read_portal),
    "webapi": ("jawaban.json", json_of(tuple(_VARIABLE), _VARIABLE), read_webapi),
}  # fmt: skip
"""The name of the file, how it is made, and what reads it."""
