"""Damage table files by chance and read them: `python -m tests.unit.tables.fuzzing SEED COUNT` tells how.

In a process of its own, because a reader that ends the process must not take the tests along, and because
memory is measured for the whole of it.
"""

from __future__ import annotations

import io
import json
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import polars as pl

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.problems import Severity
from rupadata.tables import read_tables
from tests.peak_memory import peak_megabytes
from tests.unit.tables.formats import TABLES, as_html, as_text, as_xlsb, as_xlsx, as_zip

FILES = Path(__file__).parents[2] / "tables" / "formats"
MEMORY = 4_000_000_000
_WORDS = (
    b"",
    b"0",
    b"-1",
    b"1e309",
    b"999999999999",
    b"\x00",
    b"\xff",
    b"&x;",
    b"<",
    b">",
    b'"',
    b"]]>",
    b"NaN",
    b"XFD1048576",
)


def sources() -> dict[str, bytes]:
    """Return whole files by their names, one of each format."""
    files: dict[str, bytes] = {}
    for name, table in TABLES.items():
        files[f"{name}.xlsx"] = as_xlsx(table)
        files[f"{name}.xlsb"] = as_xlsb(table)
        files[f"{name}.html"] = as_html(table).encode()
        files[f"{name}.csv"] = as_text(table, ";").encode()
        files[f"{name}.zip"] = as_zip(
            {"a/tabel.xlsx": as_xlsx(table), "b/tabel.csv": as_text(table).encode()}
        )
        for ending in ("xls", "ods"):
            files[f"{name}.{ending}"] = (FILES / f"{name}.{ending}").read_bytes()
    head, *rows = TABLES["long"].rows
    records = [dict(zip(map(str, head), row)) for row in rows]
    files["rows.json"] = json.dumps({"success": True, "result": {"records": records}}).encode()
    out = io.BytesIO()
    pl.DataFrame(records).write_parquet(out)
    files["rows.parquet"] = out.getvalue()
    return files


def damage(content: bytes, chance: random.Random) -> bytes:
    """Return a file cut, flipped, or with members of its archive dropped, cut or changed."""
    if content.startswith(b"PK") and chance.random() < 0.75:
        return _damage_members(content, chance)
    return _damage_bytes(content, chance)


def _damage_bytes(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    data = bytearray(content)
    match chance.randrange(5):
        case 0:
            return bytes(data[: chance.randrange(len(data))])
        case 1:
            for _ in range(chance.choice((1, 1, 4, 30))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 2:
            place = chance.randrange(len(data))
            data[place : place + 4] = chance.choice(
                (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\1\0\0\x80")
            )
        case 3:
            place = chance.randrange(len(data))
            data[place:place] = data[chance.randrange(len(data)) :][: chance.randrange(400)]
        case _:
            place = chance.randrange(len(data))
            del data[place : place + chance.choice((1, 7, 100, 1000))]
    return bytes(data)


def _damage_members(content: bytes, chance: random.Random) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = {info.filename: archive.read(info) for info in archive.infolist()}
    name = chance.choice(sorted(members))
    match chance.randrange(4):
        case 0:
            del members[name]
        case 1:
            members[name] = _damage_bytes(members[name], chance)
        case _:
            members[name] = _damage_markup(members[name], chance)
    return as_zip(members)


def _damage_markup(text: bytes, chance: random.Random) -> bytes:
    """Return XML with values, names or whole elements changed for others."""
    for _ in range(chance.choice((1, 2, 8))):
        values = list(re.finditer(rb'"[^"<>]*"|>[^<>]+<|<[^<>]+>', text))
        if not values:
            return _damage_bytes(text, chance)
        old = chance.choice(values)
        new = old[0][:1] + chance.choice(_WORDS) + old[0][-1:]
        if chance.random() < 0.4:
            new = chance.choice(values)[0]
        text = text[: old.start()] + new + text[old.end() :]
    return text


def judge(path: Path) -> str:
    """Return what is wrong about how a file was read or refused; empty when nothing is."""
    try:
        reading = read_tables(path)
    except BaseException as error:
        return f"raised {type(error).__name__}: {error}"
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if any(problem.code == "table-not-understood" for problem in errors):
        return f"not foreseen: {errors[0].message}"
    if dict(reading.observations.schema) != dict(OBSERVATION_SCHEMA):
        return "another schema"
    if reading.observations.is_empty() and not errors:
        return "neither read nor refused"
    if path.suffix != ".zip" and len(errors) > 1 and errors[0].code != "personal-data":
        return f"{len(errors)} errors"
    if any(not (problem.message and problem.hint and problem.where.file) for problem in errors):
        return f"unclear: {errors[0]}"
    return ""


def main(seed: int, count: int) -> dict[str, object]:
    """Read so many damaged files and return the cases, the failures, the slowest and the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chance = random.Random(seed)
    whole = sources()
    failures, slowest = [], (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            name = chance.choice(sorted(whole))
            content = damage(whole[name], chance)
            path = Path(folder, name)
            path.write_bytes(content)
            print(number, name, file=sys.stderr, flush=True)
            begin = time.process_time()
            if wrong := judge(path):
                failures.append(f"{number} {name}: {wrong}")
            slowest = max(slowest, (time.process_time() - begin, f"{number} {name}"))
            path.unlink()
    peak = peak_megabytes()
    return {"cases": count, "failures": failures, "seconds": slowest[0], "slowest": slowest[1], "mb": peak}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
