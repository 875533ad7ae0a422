"""An office brings outlines from an address, puts them in its folder and checks them."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rupadata.cli.app import run
from tests.unit.regions.test_adding import outlines


@pytest.fixture
def served(tmp_path: Path):
    """Return the address of a folder with a file of outlines."""
    folder = tmp_path / "web"
    folder.mkdir()
    outlines(folder / "Peta Kota.geojson")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_outlines_are_fetched_added_and_checked(served, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    office = str(tmp_path / "kantor")
    assert run(["boundaries", "fetch", f"{served}/Peta%20Kota.geojson", "-o", str(tmp_path / "ambil")]) == 0
    fetched = Path(capsys.readouterr().out.strip())
    assert fetched.suffix == ".geojson"
    assert fetched.read_bytes() == (tmp_path / "web/Peta Kota.geojson").read_bytes()
    told = ["--source", "Dinas Tata Kota 2024", "--licence", "CC0"]
    assert run(["boundaries", "add", str(fetched), "--office", office, *told]) == 0
    assert capsys.readouterr().out.split() == [f"{office}/boundaries.geojson", f"{office}/boundaries.txt"]
    assert run(["boundaries", "add", str(fetched), "--office", office, *told]) == 2
    assert "boundaries.geojson" in capsys.readouterr().err
    assert run(["boundaries", "check", "--office", office, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "regencies and cities: 2" in said
    assert "Dinas Tata Kota 2024 (CC0)" in said


def test_a_file_without_a_known_region_is_told_by_the_exit_code(tmp_path, capsys):
    file = outlines(tmp_path / "a.geojson", ("x", "y"))
    assert run(["boundaries", "check", str(file)]) == 1
    assert "Sumber dan lisensi belum dicatat." in capsys.readouterr().out
    assert run(["boundaries", "check"]) == 2
    assert "boundaries add" in capsys.readouterr().err


def test_an_address_of_another_kind_of_file_is_refused_before_it_is_asked(tmp_path, capsys):
    assert run(["boundaries", "fetch", "http://127.0.0.1:9/peta.pdf", "-o", str(tmp_path)]) == 2
    assert "peta.pdf" in capsys.readouterr().err
