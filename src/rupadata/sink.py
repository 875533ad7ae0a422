"""Where a build is put: a folder on disk, or memory. A page appears whole or not at all.

A sink is held by one build at a time; a second one waits. Files are named by their path below the sink, with
slashes.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Protocol

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.whole_files import is_part, remove_remains, whole_folder, write_whole
from rupadata.workers import Workers

LOCK_FILE = ".build.lock"
SPEC_FILE = "page.json"


class Sink(Protocol):
    """What a build needs of the place that it writes to."""

    def reached_by(self, workers: Workers) -> bool:
        """Tell whether workers that the sink travels to can read it and put pages into it themselves."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the sink for one build, as a context; wait while another build holds it."""

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none."""

    def put(self, name: str, content: bytes) -> None:
        """Write one file, whole or not at all."""

    def remove(self, name: str) -> None:
        """Remove one file that is no longer made."""

    def put_page(
        self, place: str, files: Mapping[str, bytes], seen: bytes | None, made: Collection[str] = ()
    ) -> None:
        """Replace a page's folder by these files, all or none.

        `seen` is the page.json that the build went by: one that a person saved since then is kept. `made` are
        the names of an earlier build's files, which go; what else lies in the folder stays.
        """


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

    def reached_by(self, workers: Workers) -> bool:
        """Tell whether workers find the folder, which is held by now, where this process does."""
        return workers.sees(self.folder)

    def _path(self, name: str) -> Path:
        """Return where a name stands; one that leads out of the folder is refused, whoever wrote it down."""
        path = PurePosixPath(name)
        outside = path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name
        if outside or not (self.folder / path).parent.resolve().is_relative_to(self.folder.resolve()):
            raise InputRefusedError(
                say(
                    id=f"Nama {name!r} di luar folder hasil.", en=f"The name {name!r} is outside the output."
                ),
                code="name-outside",
            )
        return self.folder / path

    def _restore(self) -> None:
        """Bring back pages that a killed build had moved aside, and clear away what it left."""
        for old in sorted(self.folder.glob("[0-9][0-9]*/*/.*.old")):
            if not (old / SPEC_FILE).is_file():
                continue  # No page of ours, whatever it is.
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
        """Remove one file, and the folders that are empty then."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in path.parents:
                if folder == self.folder:
                    return
                folder.rmdir()

    def put_page(
        self, place: str, files: Mapping[str, bytes], seen: bytes | None, made: Collection[str] = ()
    ) -> None:
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
                _copy_others(old, part, {*files, *made})
        shutil.rmtree(old, ignore_errors=True)


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

    def reached_by(self, workers: Workers) -> bool:
        """Tell that only this process reaches its memory."""
        return workers.here

    def read(self, name: str) -> bytes | None:
        """Return a file's content, None where there is none."""
        return self.files.get(name)

    def put(self, name: str, content: bytes) -> None:
        """Keep one file."""
        self.files[name] = content

    def remove(self, name: str) -> None:
        """Forget one file."""
        self.files.pop(name, None)

    def put_page(
        self, place: str, files: Mapping[str, bytes], seen: bytes | None, made: Collection[str] = ()
    ) -> None:
        """Replace the files of a page."""
        saved = self.files.get(f"{place}/{SPEC_FILE}")
        for name in made:
            self.files.pop(f"{place}/{name}", None)
        self.files |= {f"{place}/{name}": content for name, content in files.items()}
        if saved is not None and saved != seen:
            self.files[f"{place}/{SPEC_FILE}"] = saved


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _copy_others(old: Path, new: Path, ours: Collection[str]) -> None:
    """Copy what somebody else put into a page's folder into the one that takes its place."""
    for path in old.iterdir():
        if path.name in ours or is_part(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new / path.name, symlinks=True)
        else:
            shutil.copy2(path, new / path.name, follow_symlinks=False)
