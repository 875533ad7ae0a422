"""What is appended to a case: decisions, and what they bring along.

These are msgspec structs and not dataclasses: defaults are left out of the line that is hashed, so that a new
optional field leaves the hash of an old history as it was.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import msgspec

from rupadata.checked import Moment, OptionalPath, PlainName, RelativePath, Sha256, is_known_year
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.office.settings import Handover

_SEAL = b',"hash":"'


class ItemSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """One source table of an item; `dropped` says that columns of it were left out when it was read."""

    title: str
    file: str = ""
    sha256: str = ""
    dropped: bool = False


class SourceTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source table on its way into the case: where it is kept, or why it is not.

    `why` is `not-found`, or one of `tables.passing.KEPT_BACK`.
    """

    file: str
    sha256: Sha256
    kept: OptionalPath = ""
    why: str = ""


class BusyDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """Minutes that other open cases take of somebody's day when a schedule is made."""

    person: str
    day: date
    minutes: int
    cases: tuple[str, ...] = ()


class MovedStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step of the plan that somebody put to a person and a day by hand; `item` is empty for a step of the
    whole work order, `minutes` are 0 where its standard time holds."""

    step: str
    person: str
    day: date
    item: str = ""
    minutes: int = 0


class HeldSpan(msgspec.Struct, frozen=True):
    """From when to when somebody had a step of another case in hand."""

    case: str
    person: str
    start: Moment
    end: Moment


class EditionFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file of an edition, by its name inside the edition's folder."""

    name: RelativePath
    sha256: Sha256
    size: int = 0


class FrozenEdition(msgspec.Struct, frozen=True, omit_defaults=True):
    """One frozen build of a page: the procedure knows its digest, its title and its files, no more.

    `errors` are the codes of the check's errors; `warnings` are sentences, and so are `missing_elements`:
    what the SOP asks for and the data cannot give.
    """

    digest: PlainName
    title: str
    files: tuple[EditionFile, ...] = ()
    engine: str = ""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    missing_elements: tuple[str, ...] = ()
    sources: tuple[ItemSource, ...] = ()


class ItemIndicator(msgspec.Struct, frozen=True, omit_defaults=True):
    """One indicator of an item as people read it: first and last period, how many regions inside its own, and
    why it belongs to its subject."""

    name: str
    unit: str = ""
    first: str = ""
    last: str = ""
    regions: int = 0
    reason: str = ""


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One infographic of a work order: a title within a subject of a region.

    `indicators` are keys, `contents` the same in words. `yearbook` is `KCDA` or `KODA` for the infographics
    that belong to one; `path` is where its page lies in the folder of pages.
    """

    id: PlainName
    title: str
    subject: str = ""
    region: str = ""
    yearbook: str = ""
    path: str = ""
    indicators: tuple[str, ...] = ()
    sources: tuple[ItemSource, ...] = ()
    contents: tuple[ItemIndicator, ...] = ()

    @property
    def name(self) -> str:
        """Return what the item is called before it has a headline: its subject and its leading indicators."""
        shown = [one.name for one in self.contents[:2]]
        if not shown:
            named = self.subject and self.subject != self.title
            return f"{self.subject}: {self.title}" if named else self.title
        more = f" (+{len(self.contents) - 2})" if len(self.contents) > 2 else ""
        return f"{self.subject}: {', '.join(shown)}{more}" if self.subject else f"{', '.join(shown)}{more}"


class SignedPaper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paper that came back signed, and how we know.

    `kind` is `pades` for a signed PDF, `scan` for a picture of paper. `matches` says whether the first
    revision of a signed PDF is the paper that the case made; None when nothing can be compared.
    """

    paper: PlainName
    file: RelativePath
    sha256: Sha256
    kind: str
    signer: str = ""
    signed_at: str = ""
    intact: bool | None = None
    matches: bool | None = None
    number: str = ""


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a case stands after a decision: enough for a list of many cases, and part of what is hashed."""

    status: str = "open"
    steps: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    items: int = 0
    approved: int = 0


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of the history: who did what, when, in which role, on what.

    `decide` fills `number`, `role`, `acting`, `step` and `digest` where the caller leaves them empty, tells
    in `after` where the case then stands, and seals the entry with `previous` and `hash`. `deadline` is the
    day by which the work order is to be finished, given with the order or with the schedule. `tables` are
    source tables that it brings into the case, `elsewhere` what other cases take of people's days, `moved`
    what was put elsewhere in its plan, `held` when people of this case had another in hand: minutes are
    shared with it. `office` is the text of new settings of the office, which hold from this decision on.
    """

    action: str
    person: str
    at: Moment
    number: int = 0
    role: str = ""
    acting: str = ""
    step: str = ""
    item: str = ""
    note: str = ""
    digest: str = ""
    edition: FrozenEdition | None = None
    items: tuple[Item, ...] = ()
    handover: Handover | None = None
    paper: SignedPaper | None = None
    deadline: date | None = None
    tables: tuple[SourceTable, ...] = ()
    elsewhere: tuple[BusyDay, ...] = ()
    moved: tuple[MovedStep, ...] = ()
    held: tuple[HeldSpan, ...] = ()
    office: str = ""
    after: Standing | None = None
    previous: str = ""
    hash: str = ""


_decoder = msgspec.json.Decoder(Decision)
_encoder = msgspec.json.Encoder()


def seal(decision: Decision, previous: str) -> Decision:
    """Return the decision bound to the one before it."""
    bound = msgspec.structs.replace(decision, previous=previous, hash="")
    return msgspec.structs.replace(bound, hash=sha256(_encoder.encode(bound)).hexdigest())


def encode_decision(decision: Decision) -> bytes:
    """Return the line of a sealed decision: what was hashed, then the hash."""
    body = _encoder.encode(msgspec.structs.replace(decision, hash=""))
    return body[:-1] + _SEAL + decision.hash.encode() + b'"}'


def decode_decision(line: bytes, number: int, where: str) -> Decision:
    """Return the decision of one line; refuse a line that is not what was recorded."""
    body, mark, tail = line.rpartition(_SEAL)
    try:
        decision = _decoder.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise broken_history(
            where, number, say(id="barisnya tidak terbaca", en="it cannot be read")
        ) from error
    if not is_known_year(decision.at):
        raise broken_history(where, number, say(id="waktunya tidak mungkin", en="its time is impossible"))
    if not mark or sha256(body + b"}").hexdigest().encode() + b'"}' != tail:
        raise broken_history(
            where, number, say(id="isinya bukan yang dahulu dicatat", en="it is not what was recorded")
        )
    return decision


def decode_history(text: bytes, first: str, *, where: str = "decisions.jsonl") -> tuple[Decision, ...]:
    """Return the decisions of a history that follows the hash `first`; refuse a broken chain by its line.

    The hash is taken over the line as it stands, not as this version would write it.
    """
    previous = first
    decisions = []
    if text and not text.endswith(b"\n"):
        raise broken_history(where, text.count(b"\n") + 1, say(id="barisnya terpotong", en="it is cut off"))
    for number, line in enumerate(text.splitlines(), start=1):
        decision = decode_decision(line, number, where)
        if decision.previous != previous or decision.number != number:
            raise broken_history(
                where,
                number,
                say(id="tidak menyambung ke baris sebelumnya", en="it does not follow the line before"),
            )
        previous = decision.hash
        decisions.append(decision)
    return tuple(decisions)


def broken_history(where: str, number: int, why: str) -> InputRefusedError:
    """Return the error of a history that was changed afterwards."""
    place_id = f"keputusan ke-{number}" if number else "keputusan terakhir"
    place_en = f"decision {number}" if number else "its last decision"
    return InputRefusedError(
        say(
            id=f"Riwayat {where} rusak pada {place_id}: {why}.",
            en=f"The history {where} is broken at {place_en}: {why}.",
        ),
        code="history-broken",
        hint=say(
            id="Pulihkan berkas itu dari cadangan; tidak ada yang diubah.",
            en="Restore the file from a backup; nothing was changed.",
        ),
    )
