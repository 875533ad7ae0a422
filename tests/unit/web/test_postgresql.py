"""The same promises on PostgreSQL: the tests of store, two at once and backup, against a real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), Path("/nowhere"))
pytestmark = pytest.mark.skipif(
    not (BINARIES / "initdb").exists() or not shutil.which("runuser"), reason="needs Debian's postgresql"
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of a database on a server of its own, over a socket in a folder of its owner."""
    place = Path(tempfile.mkdtemp(prefix="rupadata-pg-"))
    data = place / "data"
    data.mkdir()
    as_owner: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root.
        for folder in (place, data):
            shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    subprocess.run(
        [*as_owner, BINARIES / "initdb", "-D", data, "-A", "trust", "-U", "uji", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        cwd="/",
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={data} -c fsync=off"
    control = [*as_owner, BINARIES / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgresql://uji@{str(data).replace('/', '%2F')}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
        shutil.rmtree(place)


@pytest.mark.parametrize("name", ["test_case_store", "test_two_at_once", "test_backup", "test_background"])
def test_it_holds_on_postgresql_as_well(database: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", HERE / f"{name}.py"],
        cwd=HERE.parents[2],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
