"""Every format has the same bytes in another process, zone, language, cache and order of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rupadata.render import FORMATS
from tests.made_profile import made_profile
from tests.unit.office.test_brand import TABLE
from tests.unit.office.test_own_fonts import office_with_fonts

PLACES = (
    {"TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "77"},
)
BUILD = "import sys; from rupadata.cli.app import run; sys.exit(run(sys.argv[1:]))"


@pytest.mark.full
def test_a_build_in_all_formats_has_the_same_bytes_anywhere(tmp_path: Path) -> None:
    office_with_fonts(tmp_path / "kantor", 1.1)
    (tmp_path / "penduduk.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "press.icc").write_bytes(made_profile())
    made = []
    for number, place in enumerate(PLACES):
        output = tmp_path / f"hasil-{number}"
        env = {**os.environ, **place, "RUPADATA_CACHE": str(tmp_path / f"cache-{number}")}
        words = ["build", tmp_path / "penduduk.csv", "-o", output, "--office", tmp_path / "kantor"]
        words += ["--formats", ",".join(FORMATS), "--cmyk", tmp_path / "press.icc", "--bleed", "3"]
        subprocess.run([sys.executable, "-c", BUILD, *map(str, words)], env=env, check=True, timeout=300)
        files = (path for path in output.rglob("*") if path.is_file())
        made.append({str(path.relative_to(output)): path.read_bytes() for path in files})
    first, second = made
    assert {Path(name).suffix for name in first} >= {f".{one}" for one in FORMATS if one != "carousel"}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
