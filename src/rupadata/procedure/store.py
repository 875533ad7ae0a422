"""Where cases are kept. The file store keeps one folder per case, safe against crashes and two at once.

`case.json` is written once, `decisions.jsonl` is replaced as a whole by a longer one, editions are complete
before a decision names them. Killed at any point, a case is as before the decision or as after it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import msgspec

from rupadata.errors import EditionChangedError, InputRefusedError, StepNotOpenError
from rupadata.language import say
from rupadata.procedure.case import Case, CaseHeader
from rupadata.procedure.decide import decide, replay
from rupadata.procedure.decision import (
    Decision,
    EditionFile,
    FrozenEdition,
    SourceTable,
    Standing,
    broken_history,
    decode_decision,
    decode_history,
    encode_decision,
)
from rupadata.procedure.office import parse_office

HEADER = "case.json"
HISTORY = "decisions.jsonl"
OFFICE = "office.toml"
_LOCK = ".lock"
_LOCK_SECONDS = 30.0
_TAIL = 4096
_HEAD = 1024
_TITLE_LINE = re.compile(rb'^ "title": (".*"),$', re.MULTILINE)
# Plain reading: `open` costs more than the read itself when a thousand cases are listed.
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)

MakeDecision = Callable[[Case], Decision]
Contents = Mapping[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """What a list shows of a case."""

    key: str
    title: str
    standing: Standing
    decisions: int
    changed_at: datetime
    head: str

    def as_dict(self) -> dict[str, Any]:
        """Return the plain values of `case list --json`."""
        return {
            "key": self.key,
            "title": self.title,
            "status": self.standing.status,
            "steps": list(self.standing.steps),
            "waits_for": list(self.standing.roles),
            "items": self.standing.items,
            "approved": self.standing.approved,
            "decisions": self.decisions,
            "changed_at": self.changed_at.isoformat(),
            "head": self.head,
        }


class _TitleOnly(msgspec.Struct):
    """The part of a header that a list needs; the rest is skipped unread."""

    title: str


class CaseStore(Protocol):
    """What the rules need of a place where cases are kept; a database can be one as well."""

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all cases."""

    def create(self, case: Case, office_text: str) -> None:
        """Keep a new case; refuse a key that is taken."""

    def load(self, key: str) -> Case:
        """Return a case as it stands."""

    def summarise(self, key: str) -> CaseSummary:
        """Return what a list shows of a case."""

    def record(
        self, key: str, make: MakeDecision, *, source: Path | None = None, tables: Contents | None = None
    ) -> Case:
        """Decide on a case while nobody else can, and keep the decision with the files that it brings."""


def enclose(office_text: str, logo: tuple[str, bytes] | None = None) -> tuple[EditionFile, ...]:
    """Return what a new case says of the files that lie beside its header."""
    contents = {OFFICE: office_text.encode(), **dict([logo] if logo is not None else [])}
    return tuple(
        EditionFile(name, sha256(content).hexdigest(), len(content)) for name, content in contents.items()
    )


class FileStore:
    """Cases as folders of one parent folder; a case's key is the name of its folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, key: str) -> Path:
        """Return the folder of a case."""
        return self.root / key

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all cases, in order."""
        if not self.root.is_dir():
            raise _not_a_case(self.root)
        with os.scandir(self.root) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
        return tuple(name for name in sorted(names) if os.path.exists(f"{self.root}/{name}/{HEADER}"))  # noqa: PTH110

    def create(self, case: Case, office_text: str, *, logo: tuple[str, bytes] | None = None) -> None:
        """Keep a new case with its logo; a folder that holds no more than the start of one may exist."""
        folder = self.folder(case.key)
        started = {OFFICE, HISTORY, *((logo[0],) if logo else ())}
        if folder.exists() and not (folder.is_dir() and _holds_only(folder, started)):
            raise InputRefusedError(
                say(id=f"Folder {folder} sudah berisi.", en=f"The folder {folder} is not empty."),
                code="case-exists",
            )
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / OFFICE, office_text.encode())
        write_whole(folder / HISTORY, b"")
        if logo is not None:
            write_whole(folder / logo[0], logo[1])
        # The header comes last: a folder without it is no case yet.
        write_whole(folder / HEADER, case.header.encode())

    def load(self, key: str) -> Case:
        """Return a case as it stands; refuse one whose history was changed."""
        folder = f"{self.root}/{key}"
        try:
            header_text = _read(f"{folder}/{HEADER}")
            office_text = _read(f"{folder}/{OFFICE}").decode()
            history = _read(f"{folder}/{HISTORY}")
        except OSError as error:
            raise _not_a_case(self.folder(key), error.filename or "") from error
        header = _parse_header(header_text, f"{key}/{HEADER}")
        first = sha256(header_text).hexdigest()
        decisions = decode_history(history, first, where=f"{key}/{HISTORY}")
        try:
            return replay(header, first, parse_office(office_text), decisions)
        except (KeyError, AssertionError) as error:
            raise broken_history(f"{key}/{HISTORY}", len(decisions), str(error)) from error

    def summarise(self, key: str) -> CaseSummary:
        """Return what a list shows of a case, from its last decision alone: no other line is read."""
        folder = f"{self.root}/{key}"
        try:
            last = _read_last_line(f"{folder}/{HISTORY}")
            if not last:
                case = self.load(key)
                return CaseSummary(
                    key, case.header.title, case.progress.standing(), 0, case.header.created_at, case.head
                )
            title = _read_title(f"{folder}/{HEADER}")
        except OSError as error:
            raise _not_a_case(self.folder(key), error.filename or "") from error
        except msgspec.DecodeError as error:
            raise _unreadable(f"{key}/{HEADER}", error) from error
        decision = decode_decision(last, 0, f"{key}/{HISTORY}")
        standing = decision.after or Standing()
        return CaseSummary(key, title, standing, decision.number, decision.at, decision.hash)

    def record(
        self, key: str, make: MakeDecision, *, source: Path | None = None, tables: Contents | None = None
    ) -> Case:
        """Decide on a case under its lock.

        `source` is the folder or file that the decision brings, `tables` the source tables by sha256.
        """
        with self.lock(key):
            before = self.load(key)
            after = decide(before, make(before))
            decision = after.decisions[-1]
            if source is not None and decision.edition is not None:
                self._keep_edition(before, decision.item, decision.edition, source)
            if source is not None and decision.paper is not None:
                _keep_file(source, self.folder(key) / decision.paper.file, decision.paper.sha256)
            for table in decision.tables:
                if table.kept and tables is not None:
                    _keep_table(self.folder(key) / table.kept, table, tables)
            history = self.folder(key) / HISTORY
            write_whole(history, history.read_bytes() + encode_decision(decision) + b"\n")
            return after

    def edition_folder(self, key: str, item: str, digest: str) -> Path:
        """Return where the files of an edition are kept."""
        return self.folder(key) / "items" / item / "editions" / digest

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Hold a case for the length of a block; wait a while for another holder, then say so."""
        folder = self.folder(key)
        if not (folder / HEADER).is_file():
            raise _not_a_case(folder)
        try:
            descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise InputRefusedError(
                say(id=f"{folder} tidak dapat ditulis.", en=f"{folder} cannot be written."),
                code="case-unwritable",
                hint=say(id="Periksa hak akses folder itu.", en="Check the rights of the folder."),
            ) from error
        try:
            deadline = time.monotonic() + _LOCK_SECONDS
            while not _try_lock(descriptor):
                if time.monotonic() > deadline:
                    raise StepNotOpenError(
                        say(
                            id=f"{key} sedang dipakai orang lain.",
                            en=f"{key} is being used by somebody else.",
                        ),
                        code="case-locked",
                        hint=say(id="Coba lagi sebentar.", en="Try again in a moment."),
                    )
                time.sleep(0.02)
            yield
        finally:
            os.close(descriptor)

    def _keep_edition(self, case: Case, item: str, edition: FrozenEdition, source: Path) -> None:
        """Copy an edition's files to their place, whole or not at all."""
        target = self.edition_folder(case.key, item, edition.digest)
        named = any(
            earlier.item == item and earlier.edition is not None and earlier.edition.digest == edition.digest
            for earlier in case.decisions
        )
        if target.is_dir() and named:
            return
        if target.is_dir():
            # Left by a run that was killed before its decision was written: nobody points at it.
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = target.with_name(f".{edition.digest[:16]}-{os.getpid()}")
        shutil.rmtree(growing, ignore_errors=True)
        for file in edition.files:
            _keep_file(source / file.name, growing / file.name, file.sha256)
        growing.replace(target)
        _flush_folder(target.parent)


def _holds_only(folder: Path, names: set[str]) -> bool:
    """Return whether a folder holds nothing but these files, or such as a killed writing of them left."""
    history = folder / HISTORY
    begun = not history.exists() or not history.stat().st_size
    growing = {*names, HEADER}
    return begun and all(
        path.is_file() and (path.name in names or path.name.lstrip(".").rpartition("-")[0] in growing)
        for path in folder.iterdir()
    )


def _keep_file(source: Path, target: Path, expected: str) -> None:
    try:
        content = source.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            say(id=f"Berkas {source} tidak terbaca.", en=f"The file {source} cannot be read."),
            code="file-unreadable",
        ) from error
    _refuse_changed(source.name, content, expected)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    target.chmod(0o444)


def _keep_table(target: Path, table: SourceTable, contents: Contents) -> None:
    if target.is_file() and sha256(target.read_bytes()).hexdigest() == table.sha256:
        return
    content = contents[table.sha256]()
    _refuse_changed(table.file, content, table.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    target.chmod(0o444)


def _refuse_changed(name: str, content: bytes, expected: str) -> None:
    if sha256(content).hexdigest() != expected:
        raise EditionChangedError(
            say(
                id=f"Berkas {name} berubah sejak dibuat.",
                en=f"The file {name} changed since it was made.",
            ),
            code="file-changed",
            hint=say(id="Jalankan `rupadata build` lagi.", en="Run `rupadata build` again."),
        )


def _parse_header(text: bytes, where: str) -> CaseHeader:
    try:
        return msgspec.json.decode(text, type=CaseHeader)
    except msgspec.DecodeError as error:
        raise _unreadable(where, error) from error


def _unreadable(where: str, error: msgspec.DecodeError) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"{where} tidak terbaca: {error}.", en=f"{where} cannot be read: {error}."),
        code="case-unreadable",
        hint=say(id="Pulihkan dari cadangan.", en="Restore it from a backup."),
    )


def _not_a_case(folder: Path, missing: str = "") -> InputRefusedError:
    name = f" ({Path(missing).name})" if missing else ""
    return InputRefusedError(
        say(id=f"{folder} bukan folder perintah kerja{name}.", en=f"{folder} is no case folder{name}."),
        code="case-missing",
        hint=say(id="Buat dengan `rupadata case new`.", en="Make one with `rupadata case new`."),
    )


def _read(path: str) -> bytes:
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
    return msgspec.json.decode(_read(path), type=_TitleOnly).title


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
        tail = _read(path)
    return tail[:-1].rpartition(b"\n")[2] if tail.endswith(b"\n") else tail.rpartition(b"\n")[2]


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it holds all of the content or what it held before."""
    growing = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        with open(growing, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        growing.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        growing.unlink(missing_ok=True)
        raise InputRefusedError(
            say(
                id=f"{target} tidak dapat ditulis: {error.strerror}.",
                en=f"{target} cannot be written: {error.strerror}.",
            ),
            code="case-unwritable",
            hint=say(
                id="Periksa ruang kosong, hak akses, dan apakah berkas itu sedang terbuka.",
                en="Check free space, rights, and whether the file is open elsewhere.",
            ),
        ) from error


def _flush_folder(folder: Path) -> None:
    """Have the system put a renaming on disk; Windows does that by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
