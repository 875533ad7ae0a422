"""`rupadata glossary search`: in both languages, as JSON, and with an office's own list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rupadata.cli.app import run


def test_words_and_short_names_lead_to_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["glossary", "search", "TPT"]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("tingkat-pengangguran-terbuka ")
    assert "Tingkat Pengangguran Terbuka (rate, persen, lebih rendah lebih baik)" in line
    assert run(["glossary", "search", "unemployment", "rate", "--lang", "en"]) == 0
    assert "Open Unemployment Rate (rate, persen, lower is better)" in capsys.readouterr().out


def test_all_fields_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["glossary", "search", "angka", "kematian", "bayi", "--json", "--limit", "1"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["id"] == "angka-kematian-bayi"
    assert (found["kind"], found["measure"], found["sums"]) == ("rate", "rate", [])
    assert found["ids"] == {"sdg": "3.2.2", "urusan": "1.1.02", "dda": "kesehatan"}
    assert found["plausible"] == [1, 200]


def test_nothing_found_is_said_with_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["glossary", "search", "qqq"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Tidak ada indikator baku" in told.err


def test_the_list_of_an_office_is_searched_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = "[[indicator]]\nname = 'Guru Ngaji'\nen = 'Reciters'\nkind = 'stock'\nunit = 'orang'\n"
    (tmp_path / "glossary.toml").write_text(own, encoding="utf-8")
    assert run(["glossary", "search", "guru", "ngaji", "--office", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("guru-ngaji ")
    assert run(["glossary", "search", "guru", "ngaji"]) in (0, 1)
    assert "guru-ngaji" not in capsys.readouterr().out


def test_a_wrong_list_of_an_office_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "glossary.toml").write_text("[[indicator]]\nname = 'X'\n", encoding="utf-8")
    assert run(["glossary", "search", "x", "--office", str(tmp_path)]) != 0
    assert "glossary.toml" in capsys.readouterr().err
