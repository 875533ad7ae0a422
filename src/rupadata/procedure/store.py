"""Where cases are kept: what a store must be able to do, and a case read from it.

A store knows bytes, keys and names. It knows no rule and no paper: `recording` decides, `service` puts both
together. `FolderStore` keeps one folder a case; a database can be a store as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Protocol

import msgspec

from rupadata.checked import is_known_year, is_plain_name
from rupadata.errors import InputRefusedError
from rupadata.file_errors import explain_mistake
from rupadata.language import say
from rupadata.office.settings import parse_settings
from rupadata.procedure.case import Case, CaseHeader
from rupadata.procedure.decide import replay
from rupadata.procedure.decision import (
    EditionFile,
    Standing,
    broken_history,
    decode_decision,
    decode_history,
)

HEADER = "case.json"
HISTORY = "decisions.jsonl"
OFFICE = "office.toml"
PAPERS = "papers/"
SIGNED = "papers/signed/"
SUPERSEDED = "papers/superseded/"
MADE = "papers/made.json"
ITEMS = "items/"
SOURCES = "sources/"


class Glance(msgspec.Struct, frozen=True):
    """What a list needs of a case: its title and the line of its last decision, empty while there is none."""

    title: str
    last_line: bytes


class CaseStore(Protocol):
    """A place where cases are kept. One case is a header, a history of lines, and blobs by name.

    - The *header* is written once, by `create`; a key without one is no case.
    - The *history* only grows, a line a decision, each ending in a newline.
    - A *blob* is bytes under a name like `papers/sop.pdf`: the office's settings (`office.toml`) and its
      logo, editions (`items/<item>/editions/<digest>/<file>`), papers, signed papers, source tables.

    The key is the store's: the name inside a header is only what the case was called when it began. Every
    method that takes a key raises `InputRefusedError` of code `case-missing` for a key without a case, and of
    code `case-unwritable` where nothing can be written.
    """

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all cases, in order."""

    def create(self, key: str, header: bytes, blobs: Mapping[str, bytes]) -> None:
        """Keep a new case whole or not at all; refuse a key that is taken (`case-exists`)."""

    def header(self, key: str) -> bytes:
        """Return the header as it was written."""

    def history(self, key: str) -> bytes:
        """Return all lines of the history."""

    def glance(self, key: str) -> Glance:
        """Return the title and the last line without reading the rest: a list asks for a thousand of them."""

    def append(self, key: str, line: bytes, *, number: int) -> bool:
        """Keep a line, ending in a newline, as decision *number*; call it while holding `lock`.

        Return False, keeping nothing, when the history does not hold exactly `number - 1` lines: somebody
        else was first. Of two at once one wins, whatever the lock can promise.
        """

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Hold a case for the length of a block; it is not re-entrant.

        Whoever cannot have it within a while is told so: `StepNotOpenError` of code `case-locked`.
        """

    def names(self, key: str, under: str = "") -> tuple[str, ...]:
        """Return the names of the blobs that begin with *under*, in order."""

    def find(self, key: str, name: str) -> bytes | None:
        """Return a blob; None when there is none of that name."""

    def write(self, key: str, name: str, content: bytes, *, frozen: bool = False) -> None:
        """Keep a blob, whole or not at all; *frozen* says that it is never meant to change again."""

    def delete(self, key: str, name: str) -> None:
        """Remove a blob; one that is not there is no error."""


class CaseFiles(msgspec.Struct, frozen=True):
    """What one case keeps, for reading: papers are made from it and from the case alone."""

    store: CaseStore
    key: str

    def header(self) -> bytes:
        """Return the header as it was written."""
        return self.store.header(self.key)

    def history(self) -> bytes:
        """Return all lines of the history."""
        return self.store.history(self.key)

    def names(self, under: str = "") -> tuple[str, ...]:
        """Return the names of the blobs that begin with *under*."""
        return self.store.names(self.key, under)

    def find(self, name: str) -> bytes | None:
        """Return a blob; None when there is none of that name."""
        return self.store.find(self.key, name)

    def get(self, name: str) -> bytes:
        """Return a blob that must be there."""
        content = self.find(name)
        if content is None:
            raise InputRefusedError(
                say(id=f"{self.key}: {name} hilang.", en=f"{self.key}: {name} is missing."),
                code="case-file-missing",
                hint=say(id="Pulihkan dari cadangan.", en="Restore it from a backup."),
            )
        return content


class CaseSummary(msgspec.Struct, frozen=True):
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


def load_case(store: CaseStore, key: str) -> Case:
    """Return a case as it stands; refuse one whose history was changed."""
    header_text = store.header(key)
    office_text = CaseFiles(store, key).get(OFFICE)
    header = parse_header(header_text, f"{key}/{HEADER}")
    first = sha256(header_text).hexdigest()
    decisions = decode_history(store.history(key), first, where=f"{key}/{HISTORY}")
    try:
        return replay(header, first, parse_settings(office_text.decode()), decisions)
    except (LookupError, AssertionError, ArithmeticError, TypeError, ValueError, StopIteration) as error:
        raise broken_history(f"{key}/{HISTORY}", len(decisions), str(error)) from error


def summarise(store: CaseStore, key: str) -> CaseSummary:
    """Return what a list shows of a case, from its last decision alone."""
    seen = store.glance(key)
    if not seen.last_line:
        return summary_of(key, load_case(store, key))
    decision = decode_decision(seen.last_line, 0, f"{key}/{HISTORY}")
    standing = decision.after or Standing()
    return CaseSummary(key, seen.title, standing, decision.number, decision.at, decision.hash)


def summary_of(key: str, case: Case) -> CaseSummary:
    """Return the summary of a case that is loaded already."""
    changed = case.decisions[-1].at if case.decisions else case.header.created_at
    return CaseSummary(
        key, case.header.title, case.progress.standing(), len(case.decisions), changed, case.head
    )


def enclose(office_text: str, logo: tuple[str, bytes] | None = None) -> tuple[EditionFile, ...]:
    """Return what a new case says of the blobs that it begins with."""
    return tuple(
        EditionFile(name, sha256(content).hexdigest(), len(content))
        for name, content in enclosed_blobs(office_text, logo).items()
    )


def enclosed_blobs(office_text: str, logo: tuple[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the blobs that a new case begins with: the office's settings and its logo."""
    return {OFFICE: office_text.encode(), **dict([logo] if logo is not None else [])}


def edition_name(item: str, digest: str, file: str = "") -> str:
    """Return the name of a file of an edition, or of what all its files begin with."""
    return f"{ITEMS}{item}/editions/{digest}/{file}"


def check_name(name: str) -> str:
    """Return a name that is plain: relative, without `..`, hidden parts or signs that a disk refuses."""
    parts = PurePosixPath(name).parts
    plain = "/".join(parts) == name and all(
        is_plain_name(part) and not part.startswith(".") for part in parts
    )
    if not parts or not plain:
        raise InputRefusedError(
            say(
                id=f"Nama berkas {name!r} tidak dapat dipakai.", en=f"The file name {name!r} cannot be used."
            ),
            code="file-name-unsafe",
        )
    return name


def parse_header(text: bytes, where: str) -> CaseHeader:
    """Return the header of a case, parsed into its types."""
    try:
        header = msgspec.json.decode(text, type=CaseHeader)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise unreadable_header(where, error) from error
    if not is_known_year(header.created_at):
        raise unreadable_header(where, ValueError(f"created_at: {header.created_at.isoformat()}"))
    return header


def unreadable_header(where: str, error: Exception) -> InputRefusedError:
    """Return the error of a header that cannot be read."""
    why = explain_mistake(error)
    return InputRefusedError(
        say(id=f"{where} rusak: {why}.", en=f"{where} is damaged: {why}."),
        code="case-unreadable",
        hint=say(id="Pulihkan dari cadangan.", en="Restore it from a backup."),
    )
