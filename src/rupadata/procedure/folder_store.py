"""The store that keeps one folder a case, safe against crashes and two at once.

`case.json` is written once, `decisions.jsonl` is replaced as a whole by a longer one, blobs are files under
their names. Killed at any point, a case is as before the decision or as after it.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from rupadata.errors import InputRefusedError, StepNotOpenError
from rupadata.file_errors import system_words
from rupadata.language import say
from rupadata.procedure.store import HEADER, HISTORY, Glance, check_name, unreadable_header
from rupadata.whole_files import is_part, remove_remains, write_whole

_LOCK = ".lock"
_LOCK_SECONDS = 30.0
_TAIL = 4096
_HEAD = 1024
_TITLE_LINE = re.compile(rb'^ "title": (".*"),$', re.MULTILINE)
# Plain reading: `open` costs more than the read itself when a thousand cases are listed.
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class _TitleOnly(msgspec.Struct):
    """The part of a header that a list needs; the rest is skipped unread."""

    title: str


class FolderStore:
    """Cases as folders of one parent folder; a case's key is the name of its folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, key: str) -> Path:
        """Return the folder of a case."""
        return self.root / key

    def keys(self) -> tuple[str, ...]:
        """Return the names of the folders that hold a header."""
        if not self.root.is_dir():
            raise _not_a_case(self.root)
        with os.scandir(self.root) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
        return tuple(name for name in sorted(names) if os.path.exists(f"{self.root}/{name}/{HEADER}"))  # noqa: PTH110

    def create(self, key: str, header: bytes, blobs: Mapping[str, bytes]) -> None:
        """Keep a new case; a folder that holds no more than the start of one may exist."""
        folder = self.folder(key)
        if folder.exists() and not folder.is_dir():
            raise _taken(folder)
        _make_folder(folder)
        with self._hold(folder):
            if not _holds_only(folder, {HISTORY, *blobs}):
                raise _taken(folder)
            for name, content in blobs.items():
                self.write(key, name, content)
            _write(folder / HISTORY, b"")
            # The header comes last: a folder without it is no case yet.
            _write(folder / HEADER, header)

    def header(self, key: str) -> bytes:
        """Return the text of `case.json`."""
        return self._read(key, HEADER)

    def history(self, key: str) -> bytes:
        """Return the text of `decisions.jsonl`."""
        return self._read(key, HISTORY)

    def glance(self, key: str) -> Glance:
        """Return the title, which stands near the beginning of the header, and the last line."""
        folder = f"{self.root}/{key}"
        try:
            return Glance(_read_title(f"{folder}/{HEADER}"), _read_last_line(f"{folder}/{HISTORY}"))
        except OSError as error:
            raise _unreadable(self.folder(key), error) from error
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise unreadable_header(f"{key}/{HEADER}", error) from error

    def append(self, key: str, line: bytes, *, number: int) -> bool:
        """Replace the history by one that is a line longer."""
        before = self.history(key)
        if before.count(b"\n") != number - 1:
            return False
        folder = self.folder(key)
        for place in (folder, folder / "papers"):
            remove_remains(place)
        _write(folder / HISTORY, before + line)
        return True

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Hold a case for the length of a block; wait a while for another holder, then say so."""
        folder = self.folder(key)
        if not (folder / HEADER).is_file():
            raise _not_a_case(folder)
        with self._hold(folder):
            yield

    def names(self, key: str, under: str = "") -> tuple[str, ...]:
        """Return the files below the folder of a case, without hidden ones, header and history."""
        folder = self.folder(key)
        start = folder / under.rpartition("/")[0]
        found = (path.relative_to(folder) for path in start.rglob("*") if path.is_file())
        plain = [path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)]
        return tuple(
            sorted(name for name in plain if name.startswith(under) and name not in (HEADER, HISTORY))
        )

    def find(self, key: str, name: str) -> bytes | None:
        """Return the content of a file; None when there is none."""
        try:
            return (self.folder(key) / check_name(name)).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def write(self, key: str, name: str, content: bytes, *, frozen: bool = False) -> None:
        """Write a file whole; a frozen one cannot be written by mistake afterwards."""
        target = self.folder(key) / check_name(name)
        _make_folder(target.parent)
        _write(target, content)
        if frozen:
            target.chmod(0o444)

    def delete(self, key: str, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        folder = self.folder(key)
        target = folder / check_name(name)
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()

    def _read(self, key: str, name: str) -> bytes:
        try:
            return _read_whole(f"{self.root}/{key}/{name}")
        except OSError as error:
            raise _unreadable(self.folder(key), error) from error

    @contextmanager
    def _hold(self, folder: Path) -> Iterator[None]:
        try:
            descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            deadline = time.monotonic() + _LOCK_SECONDS
            while not _try_lock(descriptor):
                if time.monotonic() > deadline:
                    raise StepNotOpenError(
                        say(
                            id=f"{folder.name} sedang dipakai orang lain.",
                            en=f"{folder.name} is being used by somebody else.",
                        ),
                        code="case-locked",
                        hint=say(id="Coba lagi sebentar.", en="Try again in a moment."),
                    )
                time.sleep(0.02)
            yield
        finally:
            os.close(descriptor)


def _holds_only(folder: Path, names: set[str]) -> bool:
    """Return whether a folder holds nothing but these files, or such as a killed writing of them left."""
    history = folder / HISTORY
    begun = not history.exists() or not history.stat().st_size
    growing = {*names, HEADER}
    return begun and all(
        path.name == _LOCK
        or (path.is_file() and (path.name in names or is_part(path.name) or _is_old_part(path.name, growing)))
        for path in folder.iterdir()
    )


def _is_old_part(name: str, growing: set[str]) -> bool:
    """Return whether a file is what an earlier version left where it was killed: `.NAME-PROCESS`."""
    return name.startswith(".") and name[1:].rpartition("-")[0] in growing


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _write(target: Path, content: bytes) -> None:
    try:
        write_whole(target, content, durable=True)
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: Path, error: OSError) -> InputRefusedError:
    return InputRefusedError(
        say(
            id=f"{target} tidak dapat ditulis: {system_words(error)}.",
            en=f"{target} cannot be written: {system_words(error)}.",
        ),
        code="case-unwritable",
        hint=say(
            id="Periksa juga apakah berkas itu sedang terbuka.",
            en="Check as well whether the file is open elsewhere.",
        ),
    )


def _taken(folder: Path) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Folder {folder} sudah berisi.", en=f"The folder {folder} is not empty."), code="case-exists"
    )


def _unreadable(folder: Path, error: OSError) -> InputRefusedError:
    """Return what to say of a file that cannot be read: none is there, or the system refuses it."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return _not_a_case(folder, error.filename or "")
    return InputRefusedError(
        say(
            id=f"{error.filename or folder} tidak dapat dibaca: {system_words(error)}.",
            en=f"{error.filename or folder} cannot be read: {system_words(error)}.",
        ),
        code="case-unreadable",
    )


def _not_a_case(folder: Path, missing: str = "") -> InputRefusedError:
    name = f" ({Path(missing).name})" if missing else ""
    return InputRefusedError(
        say(id=f"{folder} bukan folder perintah kerja{name}.", en=f"{folder} is no case folder{name}."),
        code="case-missing",
        hint=say(id="Buat dengan `rupadata case new`.", en="Make one with `rupadata case new`."),
    )


def _read_whole(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def _read_title(path: str) -> str:
    """Return the title of a header, which stands in a line of its own near the beginning."""
    descriptor = os.open(path, _READING)
    try:
        line = _TITLE_LINE.search(os.read(descriptor, _HEAD))
    finally:
        os.close(descriptor)
    if line is not None:
        return msgspec.json.decode(line[1], type=str)
    return msgspec.json.decode(_read_whole(path), type=_TitleOnly).title


def _read_last_line(path: str) -> bytes:
    """Return the last line of a history, reading its end alone where that holds a whole line."""
    descriptor = os.open(path, _READING)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        os.lseek(descriptor, max(0, size - _TAIL), os.SEEK_SET)
        tail = os.read(descriptor, _TAIL)
    finally:
        os.close(descriptor)
    if size > _TAIL and b"\n" not in tail[:-1]:
        tail = _read_whole(path)
    return tail[:-1].rpartition(b"\n")[2] if tail.endswith(b"\n") else tail.rpartition(b"\n")[2]


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
