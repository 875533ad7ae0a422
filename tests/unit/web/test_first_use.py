"""Types are worked out before threads decode them: a server must not die of its first two visitors."""

from __future__ import annotations

import subprocess
import sys

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
