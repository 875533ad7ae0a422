"""A build put into an object store: whatever `fsspec` has a way to, named by an address like `s3://bucket/year`.

An object appears whole by itself, a page does not: who reads while a build goes on may find old and new files
side by side. The record of a page tells that all of it stands, and a build that resumes makes anew what does
not. Nothing there can be locked: one build at a time is the caller's promise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from rupadata.errors import InputRefusedError, MissingPartError, UsageError
from rupadata.language import say
from rupadata.sink import SPEC_FILE
from rupadata.workers import Workers

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_OF_ONE_PROCESS = "memory"


def is_address(output: object) -> bool:
    """Tell whether an output is the address of an object store."""
    return isinstance(output, str) and "://" in output


class ObjectSink:
    """A place in an object store. Travels as its address; each process opens it for itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opened: tuple[AbstractFileSystem, str] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"address": self.address, "_opened": None}

    @contextmanager
    def held(self) -> Iterator[None]:
        """Open the store, so that one that cannot be opened stops a build before any work is done."""
        self._store()
        yield

    def reached_by(self, workers: Workers) -> bool:
        """Tell whether workers reach the store: all do, but for one that lives in this process's memory."""
        return workers.here or not self.address.startswith(f"{_OF_ONE_PROCESS}://")

    def read(self, name: str) -> bytes | None:
        """Return an object's content, None where there is none."""
        store, root = self._store()
        try:
            content: bytes = store.cat_file(f"{root}/{_plain(name)}")
        except (FileNotFoundError, IsADirectoryError):
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        """Write one object."""
        store, root = self._store()
        store.pipe_file(f"{root}/{_plain(name)}", content)

    def remove(self, name: str) -> None:
        """Remove one object that is no longer made."""
        store, root = self._store()
        with suppress(FileNotFoundError):
            store.rm_file(f"{root}/{_plain(name)}")

    def put_page(
        self, place: str, files: Mapping[str, bytes], seen: bytes | None, made: Collection[str] = ()
    ) -> None:
        """Write the files of a page and remove those of an earlier build; a spec saved since is kept."""
        saved = self.read(f"{place}/{SPEC_FILE}")
        kept = {SPEC_FILE: saved} if saved is not None and saved != seen else {}
        for name, content in {**files, **kept}.items():
            self.put(f"{place}/{name}", content)
        for name in sorted(set(made) - files.keys()):
            self.remove(f"{place}/{name}")

    def _store(self) -> tuple[AbstractFileSystem, str]:
        if self._opened is None:
            self._opened = _open(self.address)
        return self._opened


def _open(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of an address and the place in it."""
    kind = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs

        store, root = url_to_fs(address)
    except ImportError as error:
        raise MissingPartError(
            say(
                id=f"Bagian untuk {kind}:// belum terpasang.", en=f"The part for {kind}:// is not installed."
            ),
            code="part-missing",
            hint=say(
                id="Pasang rupadata[scale] dan paket fsspec untuk penyimpanan itu (s3fs, gcsfs, adlfs).",
                en="Install rupadata[scale] and the package of fsspec for that store (s3fs, gcsfs, adlfs).",
            ),
        ) from error
    except ValueError as error:
        raise UsageError(
            say(id=f"Penyimpanan {kind}:// tidak dikenal.", en=f"The store {kind}:// is unknown."),
            code="output-not-a-folder",
            hint=say(id="Sebut sebuah folder dengan --output.", en="Name a folder with --output."),
        ) from error
    return store, root.rstrip("/")


def _plain(name: str) -> str:
    """Return a name below the place; one that leads out of it is refused, whoever wrote it down."""
    parts = name.split("/")
    if not name or "\\" in name or any(part in ("", ".", "..") for part in parts):
        raise InputRefusedError(
            say(id=f"Nama {name!r} di luar folder hasil.", en=f"The name {name!r} is outside the output."),
            code="name-outside",
        )
    return name
