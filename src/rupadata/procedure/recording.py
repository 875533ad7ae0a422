"""One decision kept: decided under the lock of the case, its files first and its line last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from msgspec import Struct, field

from rupadata.errors import EditionChangedError, StepNotOpenError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide
from rupadata.procedure.decision import Decision, FrozenEdition, encode_decision
from rupadata.procedure.store import ITEMS, CaseStore, edition_name, load_case

_TRIES = 5

MakeDecision = Callable[[Case], Decision]
Contents = Mapping[str, Callable[[], bytes]]


class Brought(Struct, frozen=True):
    """The contents that a decision brings along, loaded only when they are kept.

    `edition` are the files of an edition by name, `tables` source tables by sha256, `paper` a signed paper.
    """

    edition: Contents = field(default_factory=dict)
    tables: Contents = field(default_factory=dict)
    paper: bytes = b""


NOTHING = Brought()


def record(store: CaseStore, key: str, make: MakeDecision, brought: Brought = NOTHING) -> Case:
    """Decide on a case while nobody else can, keep what the decision brings, and return the case after it.

    Where a store's lock holds less than it promises, somebody else's line may come first: then the decision
    is made again on the case as it then stands, and refused by the rules if it no longer fits.
    """
    for _ in range(_TRIES):
        with store.lock(key):
            after = decide(before := load_case(store, key), make(before))
            decision = after.decisions[-1]
            _keep_files(store, key, before, decision, brought)
            if store.append(key, encode_decision(decision) + b"\n", number=decision.number):
                return after
    raise StepNotOpenError(
        say(id=f"{key} sedang dipakai orang lain.", en=f"{key} is being used by somebody else."),
        code="case-locked",
        hint=say(id="Coba lagi sebentar.", en="Try again in a moment."),
    )


def _keep_files(store: CaseStore, key: str, before: Case, decision: Decision, brought: Brought) -> None:
    if decision.edition is not None and brought.edition:
        _keep_edition(store, key, before, decision.item, decision.edition, brought.edition)
    if decision.paper is not None and brought.paper:
        _keep(store, key, decision.paper.file, decision.paper.sha256, lambda: brought.paper)
    for table in decision.tables:
        if table.kept and table.sha256 in brought.tables:
            _keep(store, key, table.kept, table.sha256, brought.tables[table.sha256])


def _keep_edition(
    store: CaseStore, key: str, case: Case, item: str, edition: FrozenEdition, contents: Contents
) -> None:
    """Keep the files of an edition, and clear away what killed runs left of others."""
    named = {made.edition.digest for made in case.decisions if made.item == item and made.edition is not None}
    # Nobody points at these: their run ended before its decision was written.
    for name in store.names(key, f"{ITEMS}{item}/editions/"):
        if name.split("/")[3] not in named:
            store.delete(key, name)
    if edition.digest in named:
        return
    for file in edition.files:
        _keep(store, key, edition_name(item, edition.digest, file.name), file.sha256, contents[file.name])


def _keep(store: CaseStore, key: str, name: str, expected: str, load: Callable[[], bytes]) -> None:
    """Keep a blob that is to have a digest; one that has it already stays untouched."""
    known = store.find(key, name)
    if known is not None and sha256(known).hexdigest() == expected:
        return
    content = load()
    refuse_changed(name.rpartition("/")[2], content, expected)
    store.write(key, name, content, frozen=True)


def refuse_changed(name: str, content: bytes, expected: str) -> None:
    """Refuse contents that are no longer what was recorded of them."""
    if sha256(content).hexdigest() != expected:
        raise EditionChangedError(
            say(
                id=f"Berkas {name} berubah sejak dibuat.",
                en=f"The file {name} changed since it was made.",
            ),
            code="file-changed",
            hint=say(id="Jalankan `rupadata build` lagi.", en="Run `rupadata build` again."),
        )
