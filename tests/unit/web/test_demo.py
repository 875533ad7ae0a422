"""The example office of `serve --demo` is the example city of the repository."""

from __future__ import annotations

from pathlib import Path

import rupadata.web

ROOT = Path(__file__).resolve().parents[3]
DEMO = Path(rupadata.web.__file__).parent / "demo"
EXAMPLE = ROOT / "examples" / "kota-contoh"


def test_the_demo_holds_the_tables_and_settings_of_the_example_city() -> None:
    tables = {path.name: path.read_bytes() for path in (DEMO / "tables").iterdir()}
    wanted = [path for path in EXAMPLE.iterdir() if path.suffix in (".xlsx", ".csv")]
    assert tables == {path.name: path.read_bytes() for path in wanted}
    assert (DEMO / "office.toml").read_bytes() == (EXAMPLE / "office.toml").read_bytes()
