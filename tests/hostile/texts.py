"""Text tables, JSON, HTML and Parquet that are odd in every way that a small file can be."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import polars as pl

_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "utf-7",
    "cp037",
    "shift_jis",
    "ascii",
)
_PIECES = (
    "(", "((((", ")", "[", "{", " - ", "-", "–", "/", "1/2", "..", ",", ";", "%", "Rp", "(jiwa)", "2020", "2019-2024",
    "menurut", "Kecamatan", "Kota", "Kabupaten", "dan", "Jumlah", "Total", "Tabel 1.2.3", "\u202e", "\u0000", "é", "字",
    "ꦲ", "😀", "e\u0301" * 20, "\t", "  " * 40, "0" * 40, "1.234.567,89", "1e400", "NaN", "x" * 60, "Januari",
    "TW I", "*", "r)", "<b>", "&amp;", "=SUM(A1)", "'", '"', "\\", "Ciledug", "Laki-laki", "Sumber: BPS",
)  # fmt: skip
TITLE = "Jumlah Penduduk menurut Kecamatan di Kota Tangerang (jiwa), 2020-2024"
_DISTRICTS = (
    "Ciledug",
    "Benda",
    "Cipondoh",
    "Karawaci",
    "Periuk",
    "Pinang",
    "Kota Tangerang",
    "Jumlah/Total",
)


def odd_text(chance: random.Random, length: int) -> str:
    """Return a text of about so many letters: one piece over and over, or many mixed."""
    if chance.random() < 0.4:
        piece = chance.choice(_PIECES)
        return piece * max(1, length // len(piece))
    parts: list[str] = []
    size = 0
    while size < length:
        parts.append(chance.choice(_PIECES))
        size += len(parts[-1]) + 1
    return " ".join(parts)


def title(chance: random.Random) -> str:
    """Return a title: an ordinary one, or none that a table has."""
    return TITLE if chance.random() < 0.6 else odd_text(chance, chance.choice((20, 300, 20_000)))


def csv_text(chance: random.Random) -> str:
    """Return a text table with odd cells, rows, columns and quotes."""
    height, width = chance.choice(((5, 4), (30, 8), (300, 20), (3000, 6), (3, 1500), (20, 300), (8000, 3)))
    separator = chance.choice(",,,;\t|")
    rows = [[title(chance)]] if chance.random() < 0.7 else []
    rows += [["Kecamatan", *(str(2000 + n % 30) for n in range(width))]]
    odd = chance.choice((0.0, 0.002, 0.05, 0.5))
    shown = chance.choice((10, 60, 2000))
    for _ in range(height):
        row = [chance.choice(_DISTRICTS)]
        row += [str(chance.randrange(100_000)) for _ in range(width)]
        for place in range(len(row)):
            if chance.random() < odd:
                row[place] = odd_text(chance, chance.choice((2, 10, shown)))
        if chance.random() < 0.02:
            row = row[: chance.randrange(len(row))]
        rows.append(row)
        if sum(map(len, row)) * len(rows) > 900_000:
            break
    lines = [separator.join(_quoted(cell, separator, chance) for cell in row) for row in rows]
    return chance.choice(("\n", "\n", "\r\n", "\r")).join(lines)


def _quoted(cell: str, separator: str, chance: random.Random) -> str:
    if separator in cell or '"' in cell or "\n" in cell:
        return f'"{cell}"' if chance.random() < 0.9 else f'"{cell}'
    return cell


def csv(chance: random.Random) -> bytes:
    """Return a text table in one of many encodings, whole or not."""
    if chance.random() < 0.05:
        piece = chance.choice((b"\x00", b"\xff", b"\n", b",", b'"', b"1,", b"(", b" ", b"\r\n", b"a\n"))
        return piece * (chance.choice((1, 1000, 900_000)) // len(piece) + 1)
    text = csv_text(chance)
    if chance.random() < 0.1:
        text = f"sep={chance.choice((';', '', 'xx', chr(0)))}\n{text}"
    content = text.encode(chance.choice(_ENCODINGS), "replace")
    return content[: chance.choice((990_000, len(content), len(content) - 1))]


def json_bytes(chance: random.Random) -> bytes:
    """Return JSON that is deep, wide, long, doubled or no JSON."""
    match chance.randrange(10):
        case 0:
            depth = chance.choice((10, 59, 61, 5000, 200_000))
            return (chance.choice((b"[", b'{"a":')) * depth)[:900_000] + b"1"
        case 1:
            keys = chance.choice((5, 1900, 30_000))
            row = {f"k{n}": chance.choice((n, str(n), None, "x" * 20)) for n in range(keys)}
            return json.dumps([row] * max(1, 60_000 // keys)).encode()[:990_000]
        case 2:
            number = chance.choice(
                ("9" * 5000, "1e400", "NaN", "-Infinity", "1" + "0" * 400, "1e-400", "0.1e", "--1")
            )
            return f'[{{"Kecamatan": "Ciledug", "2020": {number}}}, {{"Kecamatan": "Benda", "2020": 2}}]'.encode()
        case 3:
            return b'{"a":1,' * 3 + b'"a":[{"x":1}]' + b"}" * 3
        case 4:
            return _dynamic(chance)
        case 5:
            nested: Any = {"nilai": 1}
            for n in range(chance.choice((3, 20, 50))):
                nested = {f"t{n}": nested, "lain": [nested] * chance.choice((1, 2)) if n < 9 else 1}
            return json.dumps(nested).encode()[:990_000]
        case 6:
            rows = [
                {"Kecamatan": chance.choice(_DISTRICTS), "nilai": odd_text(chance, 40)}
                for _ in range(chance.choice((3, 4000)))
            ]
            whole = {
                "success": True,
                "result": {"records": rows, "fields": chance.choice((None, 1, [], [{}], "x"))},
            }
            return json.dumps(whole).encode()[:990_000]
        case 7:
            kind = chance.choice(("data", "features", "result", "rows"))
            return json.dumps(
                {kind: [{"geometry": {"coordinates": [[[0, 0]] * 9000]}, "properties": {"a": 1}}] * 5}
            ).encode()
        case 8:
            return json.dumps(
                {"data": [{"pages": 1}, [{"title": "x" * 50_000, "table": "<table>" * 5000}]]}
            ).encode()
        case _:
            table = f"<table>{'<tr>' + '<td>1</td>' * chance.choice((3, 900)) + '</tr>'}" * chance.choice(
                (1, 40)
            )
            return json.dumps({"data": {"title": title(chance), "table": table.replace("<", "&lt;")}}).encode(
                "utf-8", "replace"
            )


def _dynamic(chance: random.Random) -> bytes:
    size = chance.choice((2, 30, 400))
    lists = {
        name: [
            {"val": chance.choice((n, str(n), -1, "x", None)), "label": f"l{n}"}
            for n in range(chance.choice((1, size)))
        ]
        for name in ("vervar", "var", "turvar", "tahun", "turtahun")
    }
    content = {
        str(chance.randrange(10**9)): chance.choice((1, "x", None, 1e300))
        for _ in range(chance.choice((1, 3000)))
    }
    return json.dumps({"datacontent": chance.choice((content, [], None)), **lists}).encode()[:990_000]


def html(chance: random.Random) -> bytes:
    """Return markup with spans, nests, scripts, entities and SpreadsheetML out of all bounds."""
    match chance.randrange(7):
        case 0:
            span = chance.choice((2, 999, 10**9, -1))
            row = "<tr>" + f"<td rowspan={span} colspan={chance.choice((1, span))}>1" * chance.choice(
                (2, 300)
            )
            return ("<table>" + row * chance.choice((1, 40))).encode()
        case 1:
            return (
                chance.choice(("<div>", "<table><tr><td>", "<b>", "<!--", "<ul><li>"))
                * chance.choice((100, 60_000))
            ).encode()[:990_000]
        case 2:
            loop = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
            outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
            return f"<?xml version='1.0'?><!DOCTYPE t [{chance.choice((loop, outside))}]><html><table><tr><td>&l9;&x;</table>".encode()
        case 3:
            cells = "".join(
                f'<Cell ss:Index="{chance.choice((1, 2, 10**9, -5))}" ss:MergeAcross="{chance.choice((0, 3, 10**9))}">'
                f'<Data ss:Type="Number">{chance.choice(("1", "1e999", "x"))}</Data></Cell>'
                for _ in range(chance.choice((3, 300)))
            )
            row = f'<Row ss:Index="{chance.choice((1, 5, 10**9))}" ss:Span="{chance.choice((0, 10**8))}">{cells}</Row>'
            return (
                '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
                f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>{row * 3}'
                "</Table></Worksheet></Workbook>"
            ).encode()
        case 4:
            return ("<table>" + "<tr><td>1</td></tr>" + "</table>" * 3).encode() * chance.choice(
                (1, 900, 20_000)
            )
        case 5:
            attribute = f'<table style="{"x" * 500_000}" on{"a" * 999}="alert(1)"><tr><td>Kecamatan<td>2020<tr><td>Benda<td>1'
            return attribute.encode()
        case _:
            rows = "".join(
                f"<tr><td>{odd_text(chance, 30)}</td>"
                + f"<td>{chance.randrange(99)}</td>" * chance.choice((3, 40))
                + "</tr>"
                for _ in range(chance.choice((3, 300)))
            )
            return f"<html><h1>{odd_text(chance, 2000)}</h1><table>{rows}</table>".encode("utf-8", "replace")[
                :990_000
            ]


def parquet(chance: random.Random) -> bytes:
    """Return a Parquet file of very many rows, columns or kinds, whole or damaged."""
    rows = chance.choice((3, 100, 20_000, 4_000_000, 10_000_000))
    wide = chance.choice((1, 5, 2500)) if rows <= 100 else 1
    columns: dict[str, Any] = {f"{2000 + n}": pl.repeat(1, rows, eager=True) for n in range(wide)}
    match chance.randrange(6):
        case 0:
            columns["Kecamatan"] = pl.repeat(
                "Benda" * chance.choice((1, 200)), min(rows, 4_000_000), eager=True
            )
            columns = {"Kecamatan": columns["Kecamatan"]} if rows > 4_000_000 else columns
        case 1 if rows <= 20_000:
            columns["d"] = [[[1, 2], [3]]] * rows
        case 2 if rows <= 20_000:
            columns["s"] = [{"a": {"b": 1}}] * rows
        case 3 if rows <= 20_000:
            columns["t"] = pl.repeat(2**62, rows, dtype=pl.Int64, eager=True).cast(pl.Datetime("us"))
        case 4 if rows <= 20_000:
            columns["b"] = [b"\xff\x00"] * rows
    buffer = io.BytesIO()
    pl.DataFrame(columns).write_parquet(buffer, compression=chance.choice(("zstd", "snappy", "uncompressed")))
    content = bytearray(buffer.getvalue()[:990_000])
    if chance.random() < 0.5:
        for _ in range(chance.choice((1, 5, 60))):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
    return bytes(content)


GOOD = f"{TITLE},,\nKecamatan,2023,2024\nCiledug,164300,165100\nBenda,84700,85200\n"
"""A table that everybody can read."""
