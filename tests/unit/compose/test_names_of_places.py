"""Parts that are places by their own names keep their capitals in every text of a page."""

from __future__ import annotations

import re
from pathlib import Path

from rupadata.build import build_pages
from rupadata.request import BuildRequest

VISITS = """Jumlah Kunjungan Wisatawan ke Kabupaten Lebak menurut Objek Wisata, 2023
Objek Wisata,Jumlah
Pantai Sawarna,213460
Baduy Luar,90520
Pantai Bagedur,190232
Kebun Teh Cikuya,45610
Curug Munding,8125
Jumlah,547947
"""


def test_every_text_of_a_page_names_a_sight_as_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "wisata.csv").write_text(VISITS, encoding="utf-8")
    asked = BuildRequest(sizes=("portrait", "slide"), formats=("svg",))
    build_pages([tmp_path / "wisata.csv"], tmp_path / "hasil", asked)
    drawn = list((tmp_path / "hasil").rglob("*.svg"))
    assert len(drawn) == 2
    for path in drawn:
        said = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "Sawarna" in said
        assert "sawarna" not in said
