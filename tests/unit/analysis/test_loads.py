"""How many pupils a teacher has, and where: told of counts that stand beside each other in one table."""

from __future__ import annotations

import pytest

from rupadata.analysis import find_findings
from rupadata.analysis.loads import serve
from tests.unit.analysis.analysis_books import Row, indicator, make_book

PUPILS = indicator("Jumlah Murid SD", "orang", "count-stock")
TEACHERS = indicator("Jumlah Guru SD", "orang", "count-stock", key="guru")
COUNTED = {"Ayah": (7400.0, 370.0), "Gombong": (6000.0, 400.0), "Adimulyo": (3000.0, 260.0)}


def load(counted=COUNTED, later=()):
    rows = []
    for place, (name, pair) in enumerate(counted.items()):
        code = f"99.0{place + 1}"
        rows.append(Row(code, name, "2024", pair[0]))
        rows.append(Row(code, name, "2023" if name in later else "2024", pair[1], key="guru"))
    found = find_findings(make_book(rows, [PUPILS, TEACHERS]), ["penduduk", "guru"])
    return next((one for one in found if one.pattern == "load"), None)


def test_the_heaviest_and_the_lightest_load_are_told_and_make_no_headline():
    finding = load()
    assert finding.sentence["id"].text == (
        "Untuk setiap guru SD pada 2024 ada 20 murid SD di Ayah, tetapi 12 di Adimulyo."
    )
    assert " by 20 to one in Ayah, but by 12 to one in Adimulyo." in finding.sentence["en"].text
    assert not finding.headlines
    told = [one for one in finding.sentence["id"].evidence if one.formula == "ratio"]
    assert [round(one.value, 3) for one in told] == [20.0, 11.538]
    assert all(len(one.cells) == 2 for one in told)
    assert finding.focus_region == "99.01"


def test_loads_below_ten_have_a_decimal():
    few = {name: (pair[0] / 4, pair[1]) for name, pair in COUNTED.items()}
    assert "ada 5,0 murid SD di Ayah, tetapi 2,9 di Adimulyo" in load(few).sentence["id"].text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"Ayah": (5900.0, 410.0), "Gombong": (5600.0, 400.0)}, False),
        ({"Gombong": (6000.0, 0.0)}, False),
        ({"Gombong": (None, 400.0)}, False),
        ({"Adimulyo": (260.0, 260.0)}, False),
        ({"Adimulyo": (261.0, 260.0)}, True),
        ({"Ayah": (5770.0, 400.0), "Gombong": (4800.0, 400.0)}, True),
    ],
)
def test_loads_are_told_only_where_they_differ_and_all_are_known(changed, told):
    assert (load({**COUNTED, **changed}) is not None) == told


def test_two_regions_or_figures_of_other_years_make_no_load():
    assert load(dict(list(COUNTED.items())[:2])) is None
    assert load(later=("Ayah", "Gombong", "Adimulyo")) is None


@pytest.mark.parametrize(
    ("served", "serving", "so"),
    [
        ("Jumlah Siswa SMP Negeri", "Jumlah Guru SMP Negeri", True),
        ("Jumlah Murid SD", "Jumlah Guru SMP", False),
        ("Jumlah Guru SD", "Jumlah Murid SD", False),
        ("Jumlah Mahasiswa", "Jumlah Dosen", True),
        ("Jumlah Penduduk", "Jumlah Dokter Umum", True),
        ("Jumlah Penduduk", "Jumlah Sapi", False),
    ],
)
def test_only_who_serve_the_same_are_set_against_each_other(served, serving, so):
    assert serve(served, serving) == so
