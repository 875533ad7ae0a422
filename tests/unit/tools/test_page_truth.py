"""Printed figures are held against the gold answers of their cells."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tools.page_truth import agrees, compare_build

READ: dict[str, Any] = {
    "file": "data/guru.csv",
    "sheet": "",
    "cell": "B2",
    "value": 12.0,
    "region_code": "36.71.01",
    "period": "2023",
    "dimensions": '{"jenis kelamin": "perempuan"}',
    "indicator": "Jumlah Guru",
    "table": "guru",
    "unit": "orang",
}
GOLD = {
    "file": "kota/guru.csv",
    "sheet": "",
    "cell": "B2",
    "value": "12",
    "region_code": "36.71.01",
    "period": "2023",
    "dimensions": '{"jk": "Perempuan"}',
    "note": "",
}


def test_an_observation_as_the_answer_says_agrees() -> None:
    assert agrees(READ, GOLD)


@pytest.mark.parametrize(
    "other",
    [
        {"value": 13.0},
        {"value": None},
        {"region_code": "36.71"},
        {"period": "2022"},
        {"dimensions": '{"jenis kelamin": "laki-laki"}'},
    ],
)
def test_another_value_region_period_or_category_does_not(other: dict[str, Any]) -> None:
    assert not agrees(READ | other, GOLD)


def test_what_the_answer_leaves_open_may_be_anything() -> None:
    assert agrees(READ, GOLD | {"region_code": "", "period": "", "dimensions": ""})
    assert agrees(READ, GOLD | {"region_code": "36", "note": "told by the folder"})


@pytest.mark.parametrize(("value", "false"), [(12.0, {}), (21.0, {"guru/a4": 1})])
def test_pages_are_told_whose_cells_are_read_otherwise(
    tmp_path: Path, value: float, false: dict[str, int]
) -> None:
    gold, build = tmp_path / "gold", tmp_path / "build"
    gold.mkdir()
    with (gold / "guru.gold.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(GOLD))
        writer.writeheader()
        writer.writerow(GOLD)
    page = build / "guru" / "a4"
    page.mkdir(parents=True)
    shown = [{"shown": "12", "from": [{"file": "data/guru.csv", "cell": "B2"}]}, {"shown": "2023"}]
    (page / "evidence.json").write_text(json.dumps(shown), encoding="utf-8")
    pl.DataFrame([READ | {"value": value}]).write_parquet(build / "observations.parquet")
    told, compared = compare_build(build, [gold])
    assert {path: len(texts) for path, texts in told.items()} == false
    assert compared == 1
