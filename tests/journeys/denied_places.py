"""Carry work orders and workplaces where the system itself denies: `python -m tests.journeys.denied_places
FOLDER CALL ...`.

Each call runs in a fork that has lost the rights that root has over everybody's files, or that sees a place
mounted for reading only. What databases write is refused as well, which no hook of Python sees.
"""

from __future__ import annotations

import ctypes
import importlib
import itertools
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.journeys.killing_commands import KEEP, NEW, ORDER, SCAN, TAKE_IN, call, lay_out

_HOME = ("--home", "rumah")
_CALLS: dict[str, tuple[tuple[str, ...], str]] = {
    "export there": (("case", "export", "kasus", "kunci/kasus", *_HOME), "kunci"),
    "backup there": (("backup", "kunci/c.zip", *_HOME), "kunci"),
    "import into a workplace there": (("case", "import", "kasus", "--home", "kunci/rumah"), "kunci"),
    "restore there": (("restore", "cadangan.zip", "--home", "kunci/rumah"), "kunci"),
    "restore right there": (("restore", "cadangan.zip", "--home", "kunci"), "kunci"),
    "import into one that is kept": (("case", "import", "kasus", "--key", "lain", *_HOME), "rumah"),
}
"""Each call, and the place in which nothing can be written."""
_HIDDEN: dict[str, tuple[tuple[str, ...], str]] = {
    "import of what cannot be read": (("case", "import", "kasus", "--home", "baru"), "kasus/case.json"),
    "restore of what cannot be read": (("restore", "cadangan.zip", "--home", "baru"), "cadangan.zip"),
    "export from a workplace that cannot be read": (("case", "export", "kasus", "baru", *_HOME), "rumah"),
    "backup of a workplace that cannot be read": (("backup", "baru.zip", *_HOME), "rumah"),
}
_MISSING: dict[str, tuple[str, ...]] = {
    "import of nothing": ("case", "import", "tiada", "--home", "baru"),
    "restore of nothing": ("restore", "tiada.zip", "--home", "baru"),
}
_VERSION_3 = 0x20080522
_OVER_ALL_FILES = 0b1110
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and CAP_FOWNER."""
_CLONE_NEWNS, _MS_RDONLY, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20000, 1, 32, 4096, 16384, 1 << 18


def give_up_rights() -> None:
    """Let this process have no more rights over files than their owner has; others have none to lose."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    for place in (0, 1):
        held[place] &= ~_OVER_ALL_FILES
    assert libc.capset(header, held) == 0


def mount_for_reading(place: str) -> None:
    """Let this process see a folder of the current one mounted for reading only."""
    libc = ctypes.CDLL(None, use_errno=True)
    path = str(Path(place).resolve()).encode()
    steps = (
        lambda: libc.unshare(_CLONE_NEWNS),
        lambda: libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None),
        lambda: libc.mount(path, path, None, _MS_BIND, None),
        lambda: libc.mount(path, path, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY, None),
    )
    for step in steps:
        if step() != 0:
            raise OSError(ctypes.get_errno(), "no mount of one's own")


def can_mount(world: Path) -> bool:
    """Tell whether a process may mount something for itself."""
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(world)
            mount_for_reading("kunci")
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def files(world: Path) -> dict[str, str]:
    """Return every file and folder of a world, without what a database makes to be read."""
    return {
        path.relative_to(world).as_posix(): str(path.stat().st_size)
        for path in sorted(world.rglob("*"))
        if not path.name.endswith((".lock", "-shm", "-wal"))
    }


def main(folder: Path, names: list[str]) -> dict[str, object]:
    """Make the named calls, or all in both languages; return what each said and changed."""
    for module in (
        "django.forms",
        "django.contrib.auth.hashers",
        "django.core.serializers",
        "rupadata.cli.case",
    ):
        importlib.import_module(module)
    turns = itertools.cycle(("id", "en"))
    calls = {name: one for name, one in _CALLS.items() if not names or name in names}
    world = folder / "dunia"
    lay_out(world)
    (world / "kunci").mkdir()
    for words in (NEW, ORDER, SCAN, TAKE_IN, KEEP):
        code, _, said = call(words, world)
        assert code == 0, (words, said)
    told: list[dict[str, object]] = []
    before = files(world)

    def tell(name: str, how: str, words: tuple[str, ...], begin: Callable[[], None]) -> None:
        for lang in (next(turns),) if names else ("id", "en"):
            code, _, said = call((*words, "--lang", lang), world, begin=begin)
            changed = sorted(files(world).items() ^ before.items())
            told.append(
                {"call": name, "how": how, "lang": lang, "code": code, "said": said, "changed": changed}
            )

    for name, words in _MISSING.items() if not names else ():
        tell(name, "missing", words, lambda: None)
    for name, (words, place) in calls.items():
        with Denied(world / place, stat.S_IRUSR | stat.S_IXUSR):
            tell(name, "rights", words, give_up_rights)
    for name, (words, place) in _HIDDEN.items() if not names else ():
        with Denied(world / place, 0):
            tell(name, "hidden", words, give_up_rights)
    mounts = can_mount(world)
    for name, (words, place) in calls.items() if mounts else ():
        tell(name, "mount", words, partial(mount_for_reading, place))
    shutil.rmtree(world)
    return {"told": told, "mounts": mounts}


class Denied:
    """Take rights over a file or a whole folder away for the length of a block."""

    def __init__(self, place: Path, rights: int) -> None:
        self.rights = {path: path.stat().st_mode for path in (place, *place.rglob("*"))}
        self.left = rights

    def __enter__(self) -> None:
        for path in reversed(self.rights):
            path.chmod(self.left if path.is_dir() else self.left & ~stat.S_IXUSR)

    def __exit__(self, *_: object) -> None:
        for path, mode in self.rights.items():
            path.chmod(mode)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))
