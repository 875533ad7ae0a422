"""A PostgreSQL server of its own for the length of a block, where the system has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), Path("/nowhere"))
MISSING = not (BINARIES / "initdb").exists() or not shutil.which("runuser")
WHY = "needs Debian's postgresql: make system"


@contextmanager
def postgresql() -> Iterator[str]:
    """Serve an empty database over a socket in a folder of its owner; its address is given."""
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
