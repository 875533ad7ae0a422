"""Roles of figures that are found at once are those that are found one by one."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from rupadata.tables.long import long_open
from rupadata.tables.long.long_roles import ROLES, Label, RowRegion, find_roles, tell_wholes
from rupadata.tables.meaning.describe import Described
from rupadata.tables.reading.tidy import assign_roles
from rupadata.tables.shape.tidy_types import Observed
from tests.unit.tables.lookup import codes

TextReader = Callable[..., Reading]
PLACES = (
    RowRegion("36.71", "", total=False),
    RowRegion("36.71.01", "", total=False),
    RowRegion("36.71.02", "", total=False),
    RowRegion("36.03", "", total=False),
    RowRegion("36", "", total=False),
    RowRegion("00", "", total=False),
    RowRegion("", "Entah", total=False),
    RowRegion("", "Jumlah", total=True),
    RowRegion("", "", total=False),
)
KINDS = (("count-stock", "unit"), ("rate", "persen"), ("money-nominal", "rupiah"), ("", ""), ("count", "x/y"))


def random_label(chance: random.Random) -> Label:
    measure, unit = chance.choice(KINDS)
    name = chance.choice(("Luas", "Tinggi", "Berat", "Umur"))
    dimensions = {"jenis": chance.choice("ab")} if chance.random() < 0.4 else {}
    totals = frozenset({"jenis"} if chance.random() < 0.2 else ())
    return Label(
        Described(name, unit, measure, dimensions, totals),
        summed=bool(totals) or chance.random() < 0.1,
        listed=chance.random() < 0.1,
    )


def observed(label: Label, place: RowRegion) -> Observed:
    told = label.described
    return Observed(
        table="", indicator=told.indicator, measure=told.measure, unit=told.unit, region_code=place.code,
        region=place.name, period="2023", dimensions=told.dimensions, role="", value=1.0, decimals=0,
        missing="", flags=set(), producer="", notes="", file="", sheet="", cell="",
        totals=frozenset({"?"} if label.summed else ()), region_total=place.total, listed=label.listed,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(150))
def test_roles_found_at_once_are_those_found_one_by_one(seed: int) -> None:
    chance = random.Random(seed)
    labels = [random_label(chance) for _ in range(chance.randint(1, 7))]
    places = chance.sample(PLACES, chance.randint(1, len(PLACES)))
    # Each label and each place stands in some row.
    pairs = [
        pair
        for pair in range(len(labels) * len(places))
        if chance.random() < 0.6 or pair < len(places) or pair % len(places) == 0
    ]
    singly = [observed(labels[pair // len(places)], places[pair % len(places)]) for pair in pairs]
    assign_roles(singly)
    at_once = find_roles(labels, places, np.array(pairs), tell_wholes(labels))
    assert [ROLES[role] for role in at_once] == [o.role for o in singly]


def test_indicators_of_several_units_are_read_the_short_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = {"Jumlah Sekolah": "Unit", "Panjang Jalan": "Km", "Luas Sawah": "Ha", "Jumlah Murid": "Orang"}
    places = ("Kota Tangerang", "Ciledug", "Benda", "Karawaci")
    rows = [
        f"{place},{name} {n},{unit},2022,{100 + n + at}"
        for n in range(60)
        for at, (name, unit) in enumerate(units.items())
        for place in (places if n % 3 else places[1:2])
    ]
    path = tmp_path / "data kota tangerang.csv"
    path.write_text("\n".join(["wilayah,uraian,satuan,tahun,nilai", *rows]) + "\n", encoding="utf-8")
    ordinary = read_tables(path)
    monkeypatch.setattr(long_open, "MIN_BYTES", 0)
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    short = read_tables(path)
    assert "checks-skipped" in codes(short)
    both = [r.observations.select("cell", "role", "unit", "value").sort("cell") for r in (ordinary, short)]
    assert both[0].equals(both[1])
    assert set(short.observations["role"].unique().to_list()) == {"single", "part", "total"}
    alone = short.observations.filter(pl.col("indicator") == "Jumlah Sekolah 3")
    assert alone["role"].to_list() == ["single"]
