"""The `CaseStore` of the workplace: header, history and files of a case in the database, contents by digest.

A case goes between this store and a folder as it is, byte for byte (`carry.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from django.db import IntegrityError, OperationalError, transaction

from rupadata.errors import InputRefusedError, StepNotOpenError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.store import OFFICE, Glance, check_name, load_case, parse_header
from rupadata.web.blobs import keep_blob, read_blob
from rupadata.web.cases.glance import keep_glance
from rupadata.web.cases.models import CaseFile, CaseRow, DecisionRow

_line = msgspec.json.Decoder(Decision)


class DatabaseStore:
    """Cases in the database. A lock is a transaction: what fails within it leaves nothing behind.

    *then* is called with the changed case before that transaction ends: what belongs to a decision is kept
    with it or not at all, whenever the machine stops.
    """

    def __init__(self, then: Callable[[Case, CaseRow], None] | None = None) -> None:
        self._then = then

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all cases, in order."""
        return tuple(CaseRow.objects.order_by("key").values_list("key", flat=True))

    def create(self, key: str, header: bytes, blobs: Mapping[str, bytes]) -> None:
        """Keep a new case whole or not at all; refuse a key that is taken."""
        begun = parse_header(header, key)
        try:
            with transaction.atomic():
                row = CaseRow.objects.create(
                    key=key,
                    title=begun.title,
                    header=header,
                    created_at=begun.created_at,
                    changed_at=begun.created_at,
                    search=f"{key} {begun.title}".casefold(),
                )
                for name, content in blobs.items():
                    _write(row, name, content)
                self.renew(key)
        except IntegrityError as error:
            raise InputRefusedError(
                say(id=f"Perintah kerja {key} sudah ada.", en=f"There is a case {key} already."),
                code="case-exists",
            ) from error

    def header(self, key: str) -> bytes:
        """Return the header as it was written."""
        return bytes(self.row(key).header)

    def history(self, key: str) -> bytes:
        """Return all lines of the history."""
        lines = self.row(key).decisions.order_by("number").values_list("line", flat=True)
        return b"".join(bytes(line) for line in lines)

    def glance(self, key: str) -> Glance:
        """Return the title and the last line."""
        row = self.row(key)
        last = row.decisions.order_by("-number").values_list("line", flat=True).first()
        return Glance(row.title, bytes(last).rstrip(b"\n") if last else b"")

    def append(self, key: str, line: bytes, *, number: int) -> bool:
        """Keep a line as decision *number*; False when somebody else was first."""
        decision = _line.decode(line)
        after = decision.after
        row = self.row(key)
        moved = CaseRow.objects.filter(pk=row.pk, version=number - 1).update(
            version=number,
            status=after.status if after else "open",
            changed_at=decision.at,
            search=_search_text(row, decision),
        )
        if not moved:
            return False
        try:
            with transaction.atomic():
                DecisionRow.objects.create(
                    case=row,
                    number=number,
                    line=line,
                    at=decision.at,
                    person=decision.person,
                    action=decision.action,
                )
        except IntegrityError:
            return False
        return True

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Hold a case for the length of a block: a transaction that holds its row."""
        with all_or_nothing(key):
            row = CaseRow.objects.select_for_update().filter(key=key).first()
            if row is None:
                raise _missing(key)
            before = row.version
            yield
            if CaseRow.objects.filter(pk=row.pk).exclude(version=before).exists():
                case = self.renew(key)
                if self._then is not None:
                    self._then(case, row)

    def renew(self, key: str) -> Case:
        """Make anew what lists show of a case; return it."""
        row = self.row(key)
        case = load_case(self, key)
        newer = next((one.office for one in reversed(case.decisions) if one.office), "")
        keep_glance(row, case, newer.encode() or self.find(key, OFFICE) or b"")
        return case

    def names(self, key: str, under: str = "") -> tuple[str, ...]:
        """Return the names of the files that begin with *under*, in order."""
        files = self.row(key).files.filter(name__startswith=under)
        return tuple(sorted(files.values_list("name", flat=True)))

    def find(self, key: str, name: str) -> bytes | None:
        """Return a file's content; None when there is none of that name."""
        file = CaseFile.objects.filter(case__key=key, name=name).first()
        return read_blob(file.sha256) if file else None

    def write(self, key: str, name: str, content: bytes, *, frozen: bool = False) -> None:
        """Keep a file; contents are kept by digest, so that what a name once held is never overwritten."""
        _write(self.row(key), check_name(name), content)

    def delete(self, key: str, name: str) -> None:
        """Remove a name; its content stays, as others may share it."""
        CaseFile.objects.filter(case__key=key, name=name).delete()

    def row(self, key: str) -> CaseRow:
        """Return the row of a case."""
        row = CaseRow.objects.filter(key=key).first()
        if row is None:
            raise _missing(key)
        return row


@contextmanager
def all_or_nothing(key: str) -> Iterator[None]:
    """Keep what a block does to a case whole or not at all."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        # SQLite's lock was not to be had within its timeout.
        raise StepNotOpenError(
            say(id=f"{key} sedang dipakai orang lain.", en=f"{key} is being used by somebody else."),
            code="case-locked",
            hint=say(id="Coba lagi sebentar.", en="Try again in a moment."),
        ) from error


def _write(row: CaseRow, name: str, content: bytes) -> None:
    facts = {"sha256": keep_blob(content), "size": len(content)}
    CaseFile.objects.update_or_create(case=row, name=name, defaults=facts)


def _search_text(row: CaseRow, decision: Decision) -> str:
    """Return the words by which a case is found, with those that a decision adds."""
    words = [row.search]
    words += [word for item in decision.items for word in (item.title, item.subject)]
    words += [decision.edition.title] if decision.edition else []
    return "\n".join(dict.fromkeys(word.casefold() for word in words if word))


def _missing(key: str) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Tidak ada perintah kerja {key}.", en=f"There is no case {key}."), code="case-missing"
    )
