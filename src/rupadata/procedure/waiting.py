"""What waits and what does not: the infographic that is meant, and why a step is not open."""

from __future__ import annotations

from rupadata.errors import StepNotOpenError, UsageError, nearest_name
from rupadata.language import say
from rupadata.procedure.case import Case, ItemProgress
from rupadata.procedure.definition import Step


def get_item(case: Case, item: str, what: str) -> ItemProgress:
    """Return an infographic of a case, or say which there are; *what* is the step or action that asks."""
    known = case.progress.items
    if item in known:
        return known[item]
    if not known:
        raise StepNotOpenError(
            say(
                id="Belum ada infografis: data belum dikelompokkan.",
                en="There are no infographics yet: the data is not grouped.",
            ),
            code="items-missing",
        )
    near = nearest_name(item, known) if item else None
    listed = ", ".join(list(known)[:6]) + (" …" if len(known) > 6 else "")
    raise UsageError(
        say(
            id=f"Infografis {item!r} tidak ada dalam perintah kerja ini.",
            en=f"This case has no item {item!r}.",
        )
        if item
        else say(id=f"{what!r} berlaku per infografis.", en=f"{what!r} is per infographic."),
        code="item-unknown",
        hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id=f"Pilih dengan --item: {listed}.", en=f"Name one with --item: {listed}."),
    )


def check_still_running(case: Case) -> None:
    """Refuse what only a running case can take, with the way to open it again."""
    if case.status == "open":
        return
    done = say(id="sudah selesai", en="is finished")
    withdrawn = say(id="sudah ditarik", en="was withdrawn")
    state = done if case.status == "closed" else withdrawn
    raise StepNotOpenError(
        say(id=f"Perintah kerja {case.key} {state}.", en=f"Case {case.key} {state}."),
        code="case-closed" if case.status == "closed" else "case-withdrawn",
        hint=say(
            id="Satu infografis dapat dibuka kembali atas perintah: reopen --item ID --note ALASAN.",
            en="One infographic can be reopened by order: reopen --item ID --note REASON.",
        )
        if case.status == "closed"
        else say(
            id="Dapat dibuka kembali atas perintah: reopen --note ALASAN.",
            en="It can be reopened by order: reopen --note REASON.",
        ),
    )


def not_open(case: Case, step: Step, item: ItemProgress | None) -> StepNotOpenError:
    """Return the error of a step that is not open, naming those that are."""
    if item is not None and item.withdrawn:
        return StepNotOpenError(
            say(id=f"Infografis {item.item.id} sudah ditarik.", en=f"Item {item.item.id} was withdrawn."),
            code="item-withdrawn",
        )
    waiting = [
        open_.step
        for open_ in case.progress.open.values()
        if item is None or open_.item in ("", item.item.id)
    ]
    open_steps = [case.procedure.step(key) for key in dict.fromkeys(waiting)]
    now = ", ".join(
        f"{known.row} {known.key} ({case.procedure.title_of(known.actors[0])})" for known in open_steps
    )
    subject = f" {item.item.id}" if item else ""
    return StepNotOpenError(
        say(
            id=f"Belum waktunya: langkah {step.row} {step.key}{subject} tidak terbuka.",
            en=f"Not now: step {step.row} {step.key}{subject} is not open.",
        ),
        code="step-not-open",
        hint=say(id=f"Yang terbuka: {now}.", en=f"Open now: {now}.") if now else "",
    )
