"""One value bounds all readers: it is documented, lower for servers, and every field of it is asked for."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from msgspec.structs import fields, replace
from PIL import Image

from rupadata.decoding import decode_json
from rupadata.errors import InputRefusedError
from rupadata.limits import DEFAULT_LIMITS, SERVER_LIMITS, Limits, bounded_by, current_limits
from rupadata.office.brand import check_logo
from rupadata.subjects.own_symbols import parse_own_symbol
from rupadata.tables import read_tables
from tests.unit.tables.formats import YEARS, as_text, as_xlsx, as_zip

ROOT = Path(__file__).parents[2]


def shown(value: float | bool) -> str:
    return (
        ("yes" if value else "no")
        if isinstance(value, bool)
        else f"{value:,g}"
        if value < 1e4
        else f"{int(value):,}"
    )


def test_every_bound_is_documented_with_both_values() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+? \| .+?) \|", page, re.MULTILINE))
    both = (DEFAULT_LIMITS, SERVER_LIMITS)
    wanted = {
        field.name: " | ".join(shown(getattr(limits, field.name)) for limits in both)
        for field in fields(Limits)
    }
    assert rows == wanted


def test_a_server_has_no_bound_that_is_higher() -> None:
    for field in fields(Limits):
        if field.name != "guard_all":
            assert getattr(SERVER_LIMITS, field.name) <= getattr(DEFAULT_LIMITS, field.name)
    assert SERVER_LIMITS.guard_all


def test_bounds_hold_inside_and_end_there() -> None:
    with bounded_by(SERVER_LIMITS):
        assert current_limits() is SERVER_LIMITS
    assert current_limits() is DEFAULT_LIMITS


def parquet(rows: int) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"Kecamatan": ["Benda"] * rows, "2024": [1] * rows}).write_parquet(buffer)
    return buffer.getvalue()


CSV = as_text(YEARS)
TABLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cells": ("a.xlsx", lambda: as_xlsx(YEARS)),
    "columns": ("a.csv", CSV.encode),
    "rows": ("a.parquet", lambda: parquet(20)),
    "text_letters": ("a.csv", (CSV + "x" * 400).encode),
    "tables": ("a.html", lambda: b"<table><tr><td>1</table>" * 5),
    "unpacked_bytes": ("a.zip", lambda: as_zip({"a.csv": CSV.encode()})),
    "archive_files": ("a.zip", lambda: as_zip({f"{n}.csv": CSV.encode() for n in range(9)})),
    "archive_depth": ("a.zip", lambda: as_zip({"b.zip": as_zip({"a.csv": CSV.encode()})})),
    "archive_bytes": ("a.zip", lambda: as_zip({"b.zip": as_zip({"a.csv": CSV.encode()})})),
    "nesting": ("a.json", lambda: json.dumps([[[[{"a": 1}]]]]).encode()),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("guarded", [False, True], ids=["here", "apart"])
def test_a_reader_asks_for_its_bound(name: str, guarded: bool, tmp_path: Path) -> None:
    file, make = TABLES[name]
    (tmp_path / file).write_bytes(make())
    low = replace(DEFAULT_LIMITS, guard_all=guarded, **{name: 3 if name != "archive_depth" else 1})
    before, after = (read_tables(tmp_path, limits=limits) for limits in (DEFAULT_LIMITS, low))
    said = {problem.code for problem in after.problems} - {problem.code for problem in before.problems}
    assert said & {"file-too-large", "table-too-wide", "file-damaged", "file-type-unknown"}


def test_time_and_memory_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    for name, value, code in (("seconds", 0.0, "file-too-slow"), ("memory_bytes", 1000, "file-too-large")):
        reading = read_tables(tmp_path, limits=replace(DEFAULT_LIMITS, guard_all=True, **{name: value}))
        assert code in {problem.code for problem in reading.problems}


def test_settings_logos_and_symbols_are_bounded() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    symbol = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
    calls: dict[str, Callable[[], object]] = {
        "settings_bytes": lambda: decode_json(b'{"a": 1}', dict[str, int], "a.json", "case-unreadable"),
        "pixels": lambda: check_logo("a.png", picture.getvalue()),
        "symbol_bytes": lambda: parse_own_symbol("a", symbol),
    }
    for name, call in calls.items():
        call()
        with bounded_by(replace(DEFAULT_LIMITS, **{name: 4})), pytest.raises(InputRefusedError):
            call()


def test_each_further_megabyte_adds_to_what_may_be() -> None:
    for amount in (DEFAULT_LIMITS.seconds_for, DEFAULT_LIMITS.memory_for, DEFAULT_LIMITS.files_for):
        assert amount(0) == amount(1_000_000) < amount(2_000_000)
