"""How the steps and acts of the procedure are called on buttons and in lists, and where each is done."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from msgspec import Struct

from rupadata.language import say
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import WORK_RECORDS
from rupadata.procedure.tasks import OpenTask


class OpenStepFacts(Struct, frozen=True):
    """What lists need of an open step; `number` and `digest` are those of the newest edition."""

    key: str
    title: str
    step: str
    item: str
    item_title: str
    number: int
    digest: str
    round: int
    standard_minutes: int
    opened_at: datetime
    started_at: datetime | None
    due_at: datetime


class Task(Struct, frozen=True):
    """One thing that waits for somebody, as lists show it."""

    open: OpenStepFacts
    heading: str
    about: str
    button: str
    address: str
    symbol: str
    picture: str
    late_minutes: int
    left_minutes: int
    standard_minutes: int
    acting: str = ""

    @property
    def late(self) -> bool:
        """Return whether the task should be done by now."""
        return self.late_minutes > 0


def step_words(step: str, usual: str = "") -> str:
    """Return a step in short, as a heading; `usual` is what the procedure calls one without a short name."""
    short = {
        "order": say(id="Memerintahkan penyusunan", en="Ordering the work"),
        "schedule": say(id="Menyusun jadwal", en="Drawing up the schedule"),
        "group": say(id="Mengelompokkan data", en="Grouping the data"),
        "design": say(id="Merancang infografis", en="Designing infographics"),
        "submit": say(id="Mengajukan rancangan", en="Submitting designs"),
        "review": say(id="Memeriksa: setuju atau koreksi", en="Reviewing: approve or correct"),
        "document": say(id="Mendokumentasikan hasil", en="Documenting the result"),
        "report": say(id="Melaporkan kepada Kasie", en="Reporting to the section head"),
        "receive": say(id="Menerima hasil", en="Receiving the result"),
        "close": say(id="Selesai", en="Finished"),
    }
    return short.get(step, usual or step)


def edition_number(case: Case, item: str, digest: str = "") -> int:
    """Return which edition of an item a digest is, counted from 1; the newest when none is named."""
    seen: list[str] = []
    for decision in case.decisions:
        if decision.item == item and decision.edition and decision.edition.digest not in seen:
            seen.append(decision.edition.digest)
    return seen.index(digest) + 1 if digest in seen else len(seen)


def item_title(case: Case, item: str) -> str:
    """Return the headline of an infographic, or its subject while there is none."""
    found = case.progress.items.get(item)
    if found is None:
        return item
    return found.edition.title if found.edition else found.item.title


def short_key(key: str) -> str:
    """Return the number by which people call a work order: 012 of 012-2026."""
    return key.split("-", 1)[0] if key[:1].isdigit() else key


def facts_of(case: Case, task: OpenTask) -> OpenStepFacts:
    """Return what lists need of an open step of a case."""
    found = case.progress.items.get(task.item)
    return OpenStepFacts(
        key=task.key,
        title=task.title,
        step=task.step,
        item=task.item,
        item_title=item_title(case, task.item) if task.item else "",
        number=edition_number(case, task.item) if task.item else 0,
        digest=found.edition.digest if found and found.edition else "",
        round=task.round,
        standard_minutes=case.procedure.step(task.step).minutes,
        opened_at=task.opened_at,
        started_at=task.started_at,
        due_at=task.due_at,
    )


def describe_task(task: OpenStepFacts, now: datetime, calendar: WorkingCalendar, acting: str = "") -> Task:
    """Return an open step as its row in a list."""
    title, number = task.item_title, task.number
    order = say(id=f"Perintah {short_key(task.key)}", en=f"Order {short_key(task.key)}")
    headings = {
        "order": (say(id="Terbitkan surat perintah", en="Issue the work order"), task.title),
        "schedule": (say(id="Susun jadwal", en="Draw up the schedule"), task.title),
        "group": (say(id="Kelompokkan data", en="Group the data"), task.title),
        "design": (say(id="Rancang", en="Design"), title),
        "submit": (say(id=f"Ajukan edisi {number}", en=f"Submit edition {number}"), title),
        "review": (say(id=f"Periksa edisi {number}", en=f"Review edition {number}"), title),
        "document": (say(id="Dokumentasikan", en="Document"), task.title),
        "report": (say(id="Susun laporan", en="Write the report"), task.title),
        "receive": (say(id="Terima laporan", en="Receive the report"), task.title),
        "close": (say(id="Tutup perintah kerja", en="Close the work order"), task.title),
    }
    verb, what = headings.get(task.step, (step_words(task.step), task.title))
    buttons = {
        "group": say(id="Unggah tabel", en="Upload tables"),
        "receive": say(id="Baca dan terima", en="Read and receive"),
        "close": say(id="Tutup", en="Close"),
    }
    about = say(id=f"koreksi ke-{task.round}", en=f"correction {task.round}") if task.round else ""
    late = calendar.minutes_between(task.due_at, now) if now > task.due_at else 0
    picture = edition_picture(task.key, task.item, task.digest) if task.digest else ""
    return Task(
        open=task,
        heading=f"{verb}: {what}",
        about=" · ".join(part for part in (about, order) if part),
        button=buttons.get(task.step, verb),
        address=task_address(task.key, task.step, task.item),
        symbol=_SYMBOLS.get(task.step, "file-text"),
        picture=picture,
        late_minutes=late,
        left_minutes=0 if late else calendar.minutes_between(now, task.due_at),
        standard_minutes=task.standard_minutes,
        acting=acting,
    )


_SYMBOLS = {
    "order": "file-text",
    "schedule": "calendar-blank",
    "group": "table",
    "design": "pencil-simple",
    "submit": "paper-plane-tilt",
    "review": "seal-check",
    "document": "folder-open",
    "report": "file-text",
    "receive": "tray",
    "close": "check-circle",
}


def task_address(key: str, step: str, item: str = "") -> str:
    """Return where a step is done."""
    if step == "schedule":
        return reverse("schedule", args=[key])
    if step == "group":
        return reverse("tables", args=[key])
    if step in ("design", "submit"):
        return reverse("studio", args=[key, item])
    if step == "review":
        return reverse("review", args=[key, item])
    return reverse("step", args=[key, step])


def edition_picture(key: str, item: str, digest: str) -> str:
    """Return the address of the small picture of an edition."""
    return reverse("thumb", args=[key, item, digest])


def decision_words(case: Case, decision: Decision) -> str:
    """Return what a decision did, for the history: `menyetujui edisi 2, Pengaduan naik`."""
    what = {
        "start": say(id="mulai mengerjakan", en="took up"),
        "pause": say(id="menghentikan sementara", en="put aside"),
        "replan": say(id="menyusun ulang jadwal", en="made a new schedule"),
        "handover": say(id="menyerahkan peran", en="handed a role over"),
        "withdraw": say(id="menarik", en="withdrew"),
        "reopen": say(id="membuka kembali", en="reopened"),
        "revoke": say(id="mencabut persetujuan", en="revoked the approval"),
        "attach": say(id="mengunggah naskah bertanda tangan", en="uploaded a signed paper"),
    }
    found = case.procedure.find_action(decision.action)
    verb = what.get(decision.action) or (str(found[1].label) if found else decision.action)
    if decision.action in WORK_RECORDS and decision.step:
        verb = f"{verb}: {step_words(decision.step).lower()}"
    if not decision.item:
        return verb
    number = edition_number(case, decision.item, decision.digest) if decision.digest else 0
    edition = say(id=f" edisi {number},", en=f" edition {number},") if number else ""
    return f"{verb}{edition} “{item_title(case, decision.item)}”"


def actor_words(case: Case, decision: Decision) -> str:
    """Return who decided, by title, with Plh or Plt."""
    acting = f"{decision.acting}. " if decision.acting else ""
    return f"{acting}{case.procedure.title_of(decision.role)}" if decision.role else decision.person
