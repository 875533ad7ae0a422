"""What a server makes ready before threads answer: two visitors at once must not end it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rupadata.garbage import OBJECTS, SERVED_OBJECTS

_RACE = """
import sys, threading
import msgspec
from rupadata.web.first_use import make_ready
made = make_ready("rupadata.procedure.store", "rupadata.model.edition", "rupadata.office.settings")
from rupadata.model.edition import Manifest
from rupadata.office.settings import OfficeSettings
from rupadata.procedure.case import CaseHeader
sys.setswitchinterval(1e-6)
start = threading.Barrier(8)
def decode():
    start.wait()
    for kind in (Manifest, OfficeSettings, CaseHeader):
        try:
            msgspec.json.decode(b'{"procedure": {"steps": [{}]}, "editions": [{}]}', type=kind)
        except msgspec.ValidationError:
            pass
threads = [threading.Thread(target=decode) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(made)
"""


def test_threads_that_decode_a_type_for_the_first_time_at_once_all_live() -> None:
    for _ in range(3):  # Without making ready, one process in three died of SIGSEGV.
        done = subprocess.run(
            [sys.executable, "-c", _RACE],
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert int(done.stdout) > 50


_SERVER = """
import gc, sys
import rupadata.web.wsgi
print(gc.get_threshold()[0], gc.get_freeze_count(), *{"docx", "pikepdf", "requests"} & set(sys.modules))
"""


def test_a_process_that_serves_holds_little_that_pages_do_not_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SERVER],
        env={"PYTHONPATH": ":".join(sys.path), "RUPADATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    threshold, frozen, *heavy = done.stdout.split()
    assert (int(threshold), heavy) == (SERVED_OBJECTS, [])
    assert SERVED_OBJECTS < OBJECTS
    assert int(frozen) > 100_000
