"""A paper that came back signed: which draft it belongs to, and what is known of its signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Protocol

from msgspec import Struct

from rupadata.errors import InputRefusedError, UsageError, nearest_name
from rupadata.language import say
from rupadata.procedure.audit import find_decision
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision, SignedPaper
from rupadata.procedure.store import PAPERS, SIGNED, SUPERSEDED, CaseFiles

_SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_DRAFTS = (".pdf", ".xlsx", ".zip")


class SignedFile(Struct, frozen=True):
    """A paper that comes back: which draft it is (`01`, `01-surat-perintah` ...), its file, its number.

    `person` confirms it; a signed PDF may come without one. `at` is now when left out.
    """

    paper: str
    file_name: str
    content: bytes
    number: str = ""
    note: str = ""
    person: str = ""
    at: datetime | None = None
    confirmed_time: bool = False


class SignatureReading(Struct, frozen=True):
    """Who signed a PDF and when, whether it is unchanged since, and whether it began as one of our drafts.

    `intact` speaks of the document alone; whether to trust the certificate is for the office's verifier.
    """

    signer: str
    signed_at: str
    intact: bool
    matches: bool


class PaperReader(Protocol):
    """Whoever reads PDFs for the procedure."""

    def read_signature(self, content: bytes, drafts: Sequence[bytes]) -> SignatureReading | None:
        """Return what the signature in a PDF says; None for a PDF without one."""

    def read_head(self, content: bytes) -> str:
        """Return the head of history that a PDF carries; empty for a file that carries none."""


def read_signed_paper(case: Case, files: CaseFiles, signed: SignedFile, reader: PaperReader) -> SignedPaper:
    """Return what is recorded of a paper that came back; refuse a file that is none, or that of another.

    Refused are a file that is byte for byte one of our drafts (nobody signed it), one that was attached to
    another paper, one that carries the head of another paper or case, and a number that another paper has.
    """
    draft = find_draft(files, signed.paper)
    ending = PurePath(signed.file_name).suffix.lower()
    if ending not in _SCANS:
        raise InputRefusedError(
            say(
                id=f"{signed.file_name} bukan PDF atau gambar.",
                en=f"{signed.file_name} is neither PDF nor picture.",
            ),
            code="paper-unreadable",
        )
    stem, dot, kind = draft.rpartition(".")
    earlier = [name for name in files.names(f"{SUPERSEDED}{stem}-") if name.endswith(dot + kind)]
    drafts = [files.get(PAPERS + draft), *map(files.get, earlier)]
    _refuse_own_drafts(files, signed)
    _refuse_another(case, signed, stem, reader.read_head(signed.content) if ending == ".pdf" else "")
    reading = reader.read_signature(signed.content, drafts) if ending == ".pdf" else None
    if reading is None and not signed.person:
        raise UsageError(
            say(
                id="Pindaian harus dikonfirmasi oleh seseorang.",
                en="A scan must be confirmed by a named person.",
            ),
            code="person-missing",
            hint=say(id="Sebut --as PELAKSANA.", en="Name --as PERSON."),
        )
    return SignedPaper(
        paper=stem,
        file=_free_name(files, stem, ending, signed.content),
        sha256=sha256(signed.content).hexdigest(),
        kind="pades" if reading else "scan",
        signer=reading.signer if reading else "",
        signed_at=reading.signed_at if reading else "",
        intact=reading.intact if reading else None,
        matches=reading.matches if reading else None,
        number=signed.number,
    )


def _refuse_own_drafts(files: CaseFiles, signed: SignedFile) -> None:
    """Refuse a file that we made ourselves, whichever paper it is."""
    for name in files.names(PAPERS):
        if not name.startswith(SIGNED) and files.find(name) == signed.content:
            raise InputRefusedError(
                say(
                    id=f"{signed.file_name} adalah konsep {name} sendiri, tanpa tanda tangan.",
                    en=f"{signed.file_name} is our own draft {name}, without a signature.",
                ),
                code="paper-unsigned",
                hint=say(id="Lampirkan naskah yang ditandatangani.", en="Attach the paper that was signed."),
            )


def _refuse_another(case: Case, signed: SignedFile, stem: str, head: str) -> None:
    """Refuse a file of another paper, and a number that another paper has."""
    digest = sha256(signed.content).hexdigest()
    for other, paper in case.progress.signed.items():
        if other != stem and paper.sha256 == digest:
            raise _of_another(signed, other)
        if other != stem and signed.number and paper.number == signed.number:
            raise InputRefusedError(
                say(
                    id=f"Nomor {signed.number} sudah dipakai naskah {other}.",
                    en=f"The number {signed.number} is that of {other}.",
                ),
                code="number-taken",
                hint=say(id="Periksa nomornya.", en="Check the number."),
            )
    if not head:
        return
    known = find_decision(case, head)
    if known is None:
        raise _of_another(signed, say(id="perintah kerja lain", en="another work order"))
    if known:
        step = case.decisions[known - 1].step
        made = [paper.file for one in case.procedure.steps if one.key == step for paper in one.papers]
        if made and not any(stem == file or stem.startswith(f"{file}-") for file in made):
            raise _of_another(signed, ", ".join(made))


def _of_another(signed: SignedFile, other: str) -> InputRefusedError:
    return InputRefusedError(
        say(
            id=f"{signed.file_name} adalah naskah {other}.",
            en=f"{signed.file_name} is the paper of {other}.",
        ),
        code="paper-of-another",
        hint=say(id="Sebut naskahnya dengan benar.", en="Name the right paper."),
    )


def find_attached(case: Case, paper: SignedPaper) -> Decision | None:
    """Return the decision by which exactly this paper was attached, with the number that it has now."""
    current = case.progress.signed.get(paper.paper)
    if current is None or (current.sha256, current.number) != (paper.sha256, paper.number):
        return None
    made = [one for one in case.decisions if one.paper is not None and one.paper.sha256 == paper.sha256]
    return made[-1]


def find_draft(files: CaseFiles, name: str) -> str:
    """Return the draft that a name means: `01`, `01-surat-perintah` or with its ending."""
    names = [known.removeprefix(PAPERS) for known in files.names(PAPERS)]
    drafts = [known for known in names if "/" not in known and known.endswith(_DRAFTS)]
    for known in drafts:
        stem = known.rpartition(".")[0]
        if name in (known, stem, stem.split("-", 1)[0]):
            return known
    stems = list(dict.fromkeys(known.rpartition(".")[0] for known in drafts))
    near = nearest_name(name, stems)
    raise UsageError(
        say(id=f"Tidak ada naskah {name!r}.", en=f"There is no paper {name!r}."),
        code="paper-unknown",
        hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id=f"Yang ada: {', '.join(stems) or '-'}.", en=f"There are: {', '.join(stems) or '-'}."),
    )


def _free_name(files: CaseFiles, stem: str, ending: str, content: bytes) -> str:
    """Return the name under which the file is kept, numbered where another file has it."""
    name, count = f"{SIGNED}{stem}{ending}", 2
    while (kept := files.find(name)) is not None and kept != content:
        name = f"{SIGNED}{stem}-{count}{ending}"
        count += 1
    return name
