"""The workplace served as an office serves it: a process of its own on a free port, ended with the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CALL = (sys.executable, "-c", "from rupadata.cli import main; main()")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_well(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers that it is well."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/sehat", timeout=5).close()
            return
        except OSError:
            assert server.poll() is None, "the server ended at its start"
            time.sleep(0.2)
    raise AssertionError("the server never answered")


@contextmanager
def serving(home: Path, *words: str, port: int = 0, worker: bool = False, **variables: str) -> Iterator[str]:
    """Serve a home folder for the length of a block; its address has no slash at its end."""
    port = port or free_port()
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", **variables}
    server = subprocess.Popen(
        [*CALL, "serve", *(() if worker else ("--no-worker",)), "--home", home, "--port", str(port), *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    path = variables.get("RUPADATA_PATH", "").strip("/")
    address = f"http://localhost:{port}" + (f"/{path}" if path else "")
    try:
        wait_until_well(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser for the length of a block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
