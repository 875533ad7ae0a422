from __future__ import annotations

import json
from pathlib import Path

import pytest

from rupadata.build import build_pages
from rupadata.request import BuildRequest

TABLE = """Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa)
Kecamatan,2023,2024
Ciledug,10,12
Benda,20,22
Larangan,30,31
Periuk,25,28
"""


def shapes(*codes: str) -> str:
    """Return a row of squares with the codes of districts."""
    features = [
        {
            "type": "Feature",
            "properties": {"kode": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]],
            },
        }
        for x, code in enumerate(codes, 100)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("31.71.01", "31.71.02"), {"boundaries-no-match"}),
        (("36.71.07", "36.71.05"), {"boundaries-region-missing"}),
    ],
)
def test_what_outlines_lack_is_a_problem_of_the_page(
    tmp_path: Path, codes: tuple[str, ...], told: set[str]
) -> None:
    table, outlines = tmp_path / "penduduk.csv", tmp_path / "batas.geojson"
    table.write_text(TABLE, encoding="utf-8")
    outlines.write_text(shapes(*codes), encoding="utf-8")
    manifest = build_pages([table], tmp_path / "out", BuildRequest(boundaries=outlines, formats=("svg",)))
    found = [problem for edition in manifest.editions for problem in edition.problems]
    assert {problem.code for problem in found if problem.code.startswith("boundaries")} == told


def test_without_a_file_nothing_is_said_of_outlines(tmp_path: Path) -> None:
    table = tmp_path / "penduduk.csv"
    table.write_text(TABLE, encoding="utf-8")
    manifest = build_pages([table], tmp_path / "out", BuildRequest(formats=("svg",)))
    assert manifest.editions
    assert not [p for e in manifest.editions for p in e.problems if p.code.startswith("boundaries")]


def test_outlines_are_looked_at_for_a_table_of_one_year_too(tmp_path: Path) -> None:
    table, outlines = tmp_path / "penduduk.csv", tmp_path / "batas.geojson"
    lines = [line.split(",") for line in TABLE.splitlines()]
    table.write_text("\n".join(",".join(cells[::2]) for cells in lines), encoding="utf-8")
    outlines.write_text(shapes("31.71.01", "31.71.02"), encoding="utf-8")
    manifest = build_pages([table], tmp_path / "out", BuildRequest(boundaries=outlines, formats=("svg",)))
    found = {problem.code for edition in manifest.editions for problem in edition.problems}
    assert "boundaries-no-match" in found
