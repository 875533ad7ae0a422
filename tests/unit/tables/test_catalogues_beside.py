"""Catalogues beside the files are read anew by every reading."""

from __future__ import annotations

from pathlib import Path

from rupadata.tables import read_tables


def test_a_corrected_catalogue_beside_the_files_is_seen_at_the_next_reading(tmp_path: Path) -> None:
    (tmp_path / "d1.csv").write_text("Kecamatan,2022,2023\nCipondoh,1,2\nCiledug,3,4\nPinang,5,6\n")
    listed = tmp_path / "katalog.csv"
    listed.write_text("judul,file\nJumlah Taman di Kota Tangerang,d1.csv\n")
    before = read_tables([tmp_path / "d1.csv"]).observations
    listed.write_text("judul,file\nJumlah Pasar di Kota Tangerang,d1.csv\n")
    after = read_tables([tmp_path / "d1.csv"]).observations
    assert before["indicator"].unique().to_list() == ["Jumlah Taman"]
    assert after["indicator"].unique().to_list() == ["Jumlah Pasar"]
