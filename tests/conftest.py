"""What every test may ask for, and the seal between tests and whoever runs them.

Home, caches and settings of all tests and of the processes that they start lie in a folder of the session. It
is full of settings that mislead, where programs usually look for them: what is found there must change
nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

SEALED = "SEALED_HOME"
"""The variable by which processes of one session find the same folder."""
KEPT = frozenset({"RUPADATA_SHARED"})
FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
}
MISLEADING = "agama"
"""The subject under which the misleading settings put everything."""


def mislead(folder: Path) -> None:
    """Fill a folder of settings with what would change every page, if anything looked there."""
    (folder / "symbols").mkdir(parents=True)
    decision = {"indicator": "Jumlah Penduduk", "subject": MISLEADING, "name": "Umat"}
    (folder / "grouping.json").write_text(json.dumps({"version": 1, "decisions": [decision]}))
    (folder / "regions.csv").write_text("code,name,bps_code,row,col,short\n99,Provinsi Salah,,,,\n")
    (folder / "catalogue.toml").write_text("subject = 'salah'\n")
    (folder / "symbols" / "salah.svg").write_text(
        '<svg viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>', encoding="utf-8"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Seal this process and those that it starts from the settings of whoever runs the tests."""
    if SEALED not in os.environ:
        root = Path(tempfile.mkdtemp(prefix="rupadata-tests-"))
        os.environ[SEALED] = str(root)
        config.add_cleanup(lambda: shutil.rmtree(root, ignore_errors=True))
        config.add_cleanup(lambda: os.environ.pop(SEALED, None))
        mislead(root / "home/.config/rupadata")
    for name in [name for name in os.environ if name.startswith("RUPADATA_") and name not in KEPT]:
        del os.environ[name]
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    for name, folder in FOLDERS.items():
        os.environ[name] = str(Path(os.environ[SEALED]) / folder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the published tables: RUPADATA_SHARED, else `shared` beside the checkout."""
    folder = Path(os.environ.get("RUPADATA_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"the published tables are not in {folder}; name their folder in RUPADATA_SHARED")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden pages be written anew."""
    parser.addoption("--update-golden", action="store_true", help="write golden pages as they are drawn now")
