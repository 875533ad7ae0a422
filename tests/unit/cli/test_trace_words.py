"""`trace` says in words how a figure comes from its cells; English keeps the names of formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.build import build_pages
from rupadata.cli.app import run
from rupadata.request import BuildRequest

TABLE = "Jumlah Penduduk Kota Serang\nWilayah,2021,2022,2023\nKota Serang,100,120,130\n"


@pytest.mark.parametrize(
    ("lang", "told", "untold"), [("id", "angka sel itu", "  value  "), ("en", "  value  ", "angka sel itu")]
)
def test_formulas_are_said_in_words(
    lang: str, told: str, untold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "penduduk.csv").write_text(TABLE, encoding="utf-8")
    made = build_pages([tmp_path / "penduduk.csv"], tmp_path / "hasil", BuildRequest(formats=("svg",)))
    assert run(["trace", str(tmp_path / "hasil"), made.editions[0].subject, "--lang", lang]) == 0
    lines = capsys.readouterr().out
    assert told in lines
    assert untold not in lines
