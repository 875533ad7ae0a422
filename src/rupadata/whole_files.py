"""Files and folders that appear whole or not at all, whoever else writes beside them.

What is being written stands under a name of its own, `.NAME.PROCESS-THREADzCOMPUTER-RANDOM.part`, until it is
whole: no two processes, threads or calls ever share one. The next writer of the same name clears away what a
killed one left, `remove_remains` what nobody wrote again.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import shutil
import stat
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REMAINS_AFTER_S = 24 * 3600.0
"""Seconds after which a part that nobody finished is taken for what a killed writer left."""
_PART = re.compile(r"\..+\.([0-9a-f]+)-[0-9a-f]+(?:z([0-9a-f]{8}))?-[0-9a-f]{8}\.part", re.DOTALL)
_HOST = f"{zlib.crc32(platform.node().encode()):08x}"
"""This computer, in the names of parts: whether a process lives can only be asked of one's own."""
_LONGEST_NAME = 150
"""Bytes of a name that its part's name repeats; file systems take 255 in all."""


def part_name(name: str) -> str:
    """Return a name for the growing part of a file or folder that nothing else has or gets."""
    return f".{_short(name)}.{os.getpid():x}-{threading.get_ident():x}z{_HOST}-{secrets.token_hex(4)}.part"


def _short(name: str) -> str:
    return name.encode("utf-8", "surrogateescape")[:_LONGEST_NAME].decode("utf-8", "ignore")


def is_part(name: str) -> bool:
    """Tell whether a name is that of a growing part."""
    return _PART.fullmatch(name) is not None


def finished_name(name: str) -> str:
    """Return the name that a growing part is to have, for people; another name as it is."""
    match = _PART.fullmatch(name)
    return name[1 : match.start(1) - 1] if match else name


@contextmanager
def whole_file(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """Give the path of a part to write; it becomes `path` at the end, or goes away on any error.

    The folder is made where it is missing. With `durable` the content is on the disk before the name is. A
    device or a pipe at `path` stays what it is: the content is written into it.
    """
    if _is_device(path):
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder, "part")
            yield part
            with part.open("rb") as content, path.open("wb") as device:
                shutil.copyfileobj(content, device)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_away_killed(path)
    part = path.with_name(part_name(path.name))
    try:
        yield part
        if durable:
            _flush(part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if durable:
        flush_folder(path.parent)


def _is_device(path: Path) -> bool:
    """Tell whether something stands at a path that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> Path:
    """Write a file whole or not at all and return its path; an OSError leaves what stood there."""
    with whole_file(path, durable=durable) as part:
        part.write_bytes(content)
    return path


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it becomes `path` at the end, or goes away on any error.

    A folder that stands at `path` must be gone by then: what to do with the old one is the caller's to say.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_away_killed(path)
    part = path.with_name(part_name(path.name))
    part.mkdir()
    try:
        yield part
        part.rename(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _clear_away_killed(path: Path) -> None:
    """Remove the parts of a file or folder whose writers were killed on this computer."""
    beginning = f".{_short(path.name)}."
    with os.scandir(path.parent) as others:
        dead = [one.name for one in others if one.name.startswith(beginning) and _is_of_the_dead(one.name)]
    for name in dead:
        _remove(path.with_name(name))


def _is_of_the_dead(name: str) -> bool:
    """Tell whether a part was written by a process of this computer that is no more."""
    match = _PART.fullmatch(name)
    if match is None or match[2] != _HOST or sys.platform == "win32":
        return False  # On Windows, asking a process whether it lives ends it.
    try:
        os.kill(int(match[1], 16), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _remove(path: Path) -> bool:
    """Remove a part; False where its writer finished, or another call removed it."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return False
    return True


def remove_remains(folder: Path, *, older_than_s: float = REMAINS_AFTER_S) -> list[Path]:
    """Remove the parts directly in a folder that nobody has touched for long; return them."""
    gone = []
    limit = time.time() - older_than_s
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            if not is_part(path.name) or path.lstat().st_mtime > limit:
                continue
        except FileNotFoundError:
            continue  # Its writer finished, or another call removed it.
        if _remove(path):
            gone.append(path)
    return gone


def flush_folder(folder: Path) -> None:
    """Have the system put a renaming on the disk; Windows does that by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
