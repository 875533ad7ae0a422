"""Gates: what must be so before an action of a step is allowed."""

from __future__ import annotations

from collections.abc import Callable

from rupadata.errors import EditionChangedError, StepNotOpenError, UsageError
from rupadata.language import say
from rupadata.procedure.case import ItemProgress, Progress
from rupadata.procedure.decision import Decision, FrozenEdition
from rupadata.procedure.definition import Action


def check_gates(action: Action, decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    """Raise what an action's gates find, in the order in which the definition names them."""
    for gate in action.gates:
        _GATES[gate](decision, item, progress)


def _bring_items(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    if not decision.items and not progress.items:
        raise UsageError(
            say(
                id="Belum ada data substansi: tidak ada yang dijadwalkan atau dikelompokkan.",
                en="There is no data yet: nothing to schedule or to group.",
            ),
            code="items-missing",
            hint=say(
                id="Sebut folder hasil `rupadata build` dengan --from.",
                en="Name a folder made by `rupadata build` with --from.",
            ),
        )


def _bring_edition(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    if decision.edition is None or not decision.edition.files:
        raise UsageError(
            say(id="Rancangan tanpa berkas infografis.", en="A design without files."),
            code="edition-missing",
            hint=say(
                id="Sebut folder halaman hasil `rupadata build` dengan --from.",
                en="Name a page folder made by `rupadata build` with --from.",
            ),
        )
    if item is not None and item.approved == decision.edition.digest:
        raise StepNotOpenError(
            say(
                id=f"Edisi {item.approved[:12]} dari {item.item.id} sudah disetujui; tidak ada yang berubah.",
                en=f"Edition {item.approved[:12]} of {item.item.id} is approved already; nothing changed.",
            ),
            code="edition-approved",
        )


def _keep_edition(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    if item is None or item.edition is None:
        raise StepNotOpenError(
            say(id="Belum ada rancangan.", en="There is no design yet."), code="edition-missing"
        )
    current = item.edition
    brought = decision.edition.digest if decision.edition else decision.digest
    if not current.digest.startswith(brought):
        raise EditionChangedError(
            say(
                id=f"{item.item.id} sudah berubah: tercatat {current.digest[:12]}, diberikan {brought[:12]}.",
                en=f"{item.item.id} moved on: recorded {current.digest[:12]}, given {brought[:12]}.",
            ),
            code="edition-changed",
            hint=say(
                id="Lihat lagi dengan `rupadata case show`; rancangan baru dicatat dengan `design`.",
                en="Look again with `rupadata case show`; a new design is recorded with `design`.",
            ),
        )


def _refuse_errors(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    edition = _edition(decision, item)
    if edition.errors:
        codes = ", ".join(edition.errors[:3])
        more = len(edition.errors) - 3
        rest = say(id=f" dan {more} lagi", en=f" and {more} more") if more > 0 else ""
        raise StepNotOpenError(
            say(
                id=f"Pemeriksaan menemukan kesalahan: {codes}{rest}.",
                en=f"The check found errors: {codes}{rest}.",
            ),
            code="check-has-errors",
            hint=say(
                id="Jalankan `rupadata check`, perbaiki, lalu rancang ulang.",
                en="Run `rupadata check`, mend, and design again.",
            ),
        )


def _explain_missing(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    missing = _edition(decision, item).missing_elements
    if missing and not (decision.note.strip() or (item and item.reason)):
        raise StepNotOpenError(
            say(
                id=f"Unsur SOP tidak ada dalam data: {missing[0]} Perancang belum memberi alasan.",
                en=f"An element of the SOP is not in the data: {missing[0]} The designer gave no reason yet.",
            ),
            code="missing-element-unexplained",
            hint=say(id="Sebut alasannya dengan --note.", en="Give the reason with --note."),
        )


def _consent_to_missing(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    missing = _edition(decision, item).missing_elements
    if missing and not decision.note.strip():
        raise StepNotOpenError(
            say(
                id=f"Unsur SOP tidak ada dalam data: {missing[0]} Persetujuan harus dicatat.",
                en=f"An element of the SOP is not in the data: {missing[0]} Consent must be recorded.",
            ),
            code="consent-missing",
            hint=say(id="Sebut persetujuannya dengan --note.", en="Give the consent with --note."),
        )


def _say_why(decision: Decision, item: ItemProgress | None, progress: Progress) -> None:
    if not decision.note.strip():
        raise UsageError(
            say(id=f"{decision.action!r} memerlukan catatan.", en=f"{decision.action!r} needs a note."),
            code="note-missing",
            hint=say(id="Sebut --note.", en="Give it with --note."),
        )


def _edition(decision: Decision, item: ItemProgress | None) -> FrozenEdition:
    edition = decision.edition or (item.edition if item else None)
    assert edition is not None
    return edition


_GATES: dict[str, Callable[[Decision, ItemProgress | None, Progress], None]] = {
    "brings-items": _bring_items,
    "brings-edition": _bring_edition,
    "same-edition": _keep_edition,
    "no-errors": _refuse_errors,
    "explains-missing-elements": _explain_missing,
    "consents-to-missing-elements": _consent_to_missing,
    "says-why": _say_why,
}
