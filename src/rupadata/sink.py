"""Where a build is put: a folder on disk, or memory. A page appears whole or not at all.

A sink is held by one build at a time; a second one waits. Files are named by their path below the sink, with
slashes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Protocol

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.whole_files import is_part, remove_remains, whole_folder, write_whole

LOCK_FILE = ".build.lock"
SPEC_FILE = "page.json"


class Sink(Protocol):
    """What a build needs of the place that it writes to."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the sink for one build, as a context; wait while another build holds it."""

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none."""

    def put(self, name: str, content: bytes) -> None:
        """Write one file, whole or not at all."""

    def remove(self, name: str) -> None:
        """Remove one file that is no longer made."""

    def put_page(self, place: str, files: Mapping[str, bytes], seen: bytes | None) -> None:
        """Replace a page's folder by these files, all or none.

        `seen` is the page.json that the build went by: one that a person saved since then is kept.
        """

    def remove_page(self, place: str) -> None:
        """Remove a page that is no longer made."""


class FolderSink:
    """A folder on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder by a lock that the system lets go of when a process dies."""
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / LOCK_FILE):
            self._restore()
            yield

    def _path(self, name: str) -> Path:
        """Return where a name stands; one that leads out of the folder is refused, whoever wrote it down."""
        path = PurePosixPath(name)
        if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name:
            raise InputRefusedError(
                say(
                    id=f"Nama {name!r} di luar folder hasil.", en=f"The name {name!r} is outside the output."
                ),
                code="name-outside",
            )
        return self.folder / path

    def _restore(self) -> None:
        """Bring back pages that a killed build had moved aside, and clear away what it left."""
        for old in sorted(self.folder.glob("*/*/.*.old")):
            final = old.with_name(old.name[1 : -len(".old")])
            if final.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(final)
        for part in list(self.folder.glob("*/*/.*.part")):
            if is_part(part.name):
                shutil.rmtree(part, ignore_errors=True)
        remove_remains(self.folder, older_than_s=0.0)

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none."""
        try:
            return self._path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def put(self, name: str, content: bytes) -> None:
        """Write one file, whole or not at all."""
        write_whole(self._path(name), content)

    def remove(self, name: str) -> None:
        """Remove one file."""
        self._path(name).unlink(missing_ok=True)

    def put_page(self, place: str, files: Mapping[str, bytes], seen: bytes | None) -> None:
        """Move the old folder aside, the new one in its place, then remove the old one.

        A process killed in between leaves the old folder aside; the next build brings it back.
        """
        final = self._path(place)
        old = final.with_name(f".{final.name}.old")
        with whole_folder(final) as part:
            for name, content in files.items():
                (part / name).write_bytes(content)
            if final.exists():
                final.rename(old)
                saved = _content(old / SPEC_FILE)
                if saved is not None and saved != seen:
                    (part / SPEC_FILE).write_bytes(saved)
        shutil.rmtree(old, ignore_errors=True)

    def remove_page(self, place: str) -> None:
        """Remove a page's folder, and those above it that are empty then."""
        shutil.rmtree(self._path(place), ignore_errors=True)
        with suppress(OSError):
            self._path(place).parent.rmdir()
            self._path(place).parent.parent.rmdir()


class MemorySink:
    """A build kept in memory: `files` by their names."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._lock = Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the sink for one build."""
        with self._lock:
            yield

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none."""
        return self.files.get(name)

    def put(self, name: str, content: bytes) -> None:
        """Keep one file."""
        self.files[name] = content

    def remove(self, name: str) -> None:
        """Forget one file."""
        self.files.pop(name, None)

    def put_page(self, place: str, files: Mapping[str, bytes], seen: bytes | None) -> None:
        """Replace the files of a page."""
        saved = self.files.get(f"{place}/{SPEC_FILE}")
        self.remove_page(place)
        self.files |= {f"{place}/{name}": content for name, content in files.items()}
        if saved is not None and saved != seen:
            self.files[f"{place}/{SPEC_FILE}"] = saved

    def remove_page(self, place: str) -> None:
        """Forget the files of a page."""
        self.files = {
            name: content for name, content in self.files.items() if not name.startswith(f"{place}/")
        }


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
