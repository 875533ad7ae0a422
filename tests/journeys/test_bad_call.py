"""Whatever people mistype: one sentence in their language, exit code 2, before any work is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from feeding import call, good_table


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--workers", "0"), "--workers: isi dengan angka dari 1 sampai 256."),
        (("--workers", "dua"), "--workers: isi dengan angka dari 1 sampai 256."),
        (("--svg-text", "huruf"), "--svg-text: pilihannya embed, text, outline."),
        (("--siz", "a4"), "Tidak ada opsi --siz. Maksudnya --sizes?"),
        (("--date", "besok"), "Tanggal 'besok' tidak dikenali."),
        (("--boundaries", "tidak-ada.geojson"), "tidak-ada.geojson"),
    ],
)
def test_a_wrong_option_is_answered_in_one_indonesian_sentence(
    words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    outcome = call("build", good_table(tmp_path), "-o", tmp_path / "hasil", *words, lang="id")
    assert outcome.code == 2
    assert told in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
    assert not (tmp_path / "hasil").exists()


def test_a_missing_option_is_named_in_both_languages(tmp_path: Path) -> None:
    table = good_table(tmp_path)
    assert call("build", table, lang="id").err.strip() == "rupadata: --output belum disebut. Lihat --help."
    assert call("build", table, lang="en").err.strip() == "rupadata: --output is missing. See --help."


def test_a_file_in_the_place_of_the_output_folder_is_not_harmed(tmp_path: Path) -> None:
    table = good_table(tmp_path)
    before = table.read_bytes()
    outcome = call("build", table, "-o", table, lang="id")
    assert outcome.code == 2
    assert "adalah berkas" in outcome.err
    assert table.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    table = good_table(tmp_path)
    outcome = call("build", table, "-o", table / "hasil", lang="id")
    assert outcome.code == 2
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("command", ["check", "render", "trace"])
def test_a_page_that_is_not_there_is_named(command: str, tmp_path: Path) -> None:
    words = {"check": [], "render": ["-o", tmp_path / "x.svg"], "trace": ["kependudukan"]}[command]
    outcome = call(command, tmp_path / "tidak-ada.json", *words, lang="id")
    assert outcome.code == 2
    assert "tidak-ada.json" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
