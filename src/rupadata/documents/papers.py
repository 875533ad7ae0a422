"""Which papers a case has by now, and writing them: whole, in order, none twice, none lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec
import pikepdf

from rupadata.documents.archive import documentation
from rupadata.documents.form import procedure_form
from rupadata.documents.letters import forwarding_note, letter_docx, work_order
from rupadata.documents.performance import case_span, people_of, performance_evidence
from rupadata.documents.pictures import small_picture
from rupadata.documents.sheets import approval_sheet, report
from rupadata.documents.statements import Plain
from rupadata.documents.timetable import (
    grouping_workbook,
    schedule_calendar,
    schedule_page,
    schedule_workbook,
)
from rupadata.documents.typesetting import Typesetter
from rupadata.errors import InputRefusedError
from rupadata.language import messages_in, say
from rupadata.procedure.audit import compare_file
from rupadata.procedure.case import Case
from rupadata.procedure.decide import replay
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import StepPaper
from rupadata.procedure.schedule import plan_case
from rupadata.procedure.store import write_whole

SOP_FILE = "sop.pdf"
_MADE = "made.json"


@dataclass(frozen=True, slots=True)
class DuePaper:
    """A paper that the case has yielded, and the decision as of which it stands."""

    paper: StepPaper
    decision: Decision


class _Made(msgspec.Struct, frozen=True):
    """As of which decision a paper was written, and its files with their sha256."""

    decision: str
    files: dict[str, str]


@dataclass(slots=True)
class _Desk:
    """What the papers of one case share while they are written: typesetter, pictures, logo."""

    whole: Case
    case: Case
    folder: Path
    typesetter: Typesetter
    logo: str = ""
    logo_content: bytes = b""
    _small: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        logo = self.case.office.letterhead.logo
        path = self.folder / Path(logo).name if logo else None
        if path is not None and path.is_file():
            self.logo_content = path.read_bytes()
            self.logo = self.typesetter.add_picture(f"logo{path.suffix}", self.logo_content)

    def as_of(self, decision: Decision) -> None:
        """Take the case as it stood after a decision: a paper written again is the paper of then."""
        history = self.whole.decisions[: decision.number]
        self.case = replay(self.whole.header, self.whole.first, self.whole.office, history)

    def set_docx(self, kind: str, data: Plain, decision: Decision) -> bytes:
        """Return a letter for editing, with the logo where it is a raster: Word takes no SVG alone."""
        logo = b"" if self.logo.endswith(".svg") else self.logo_content
        return letter_docx(kind, data, decision.at, logo=logo)

    def pictures(self) -> dict[str, str]:
        """Return the names under which templates find the pictures of the items."""
        return {item: name for item, (name, _) in self._pictures().items()}

    def small_pictures(self) -> dict[str, bytes]:
        """Return the pictures themselves, where they are rasters."""
        return {item: content for item, (name, content) in self._pictures().items() if name.endswith(".jpg")}

    def _pictures(self) -> dict[str, tuple[str, bytes]]:
        """Scale the pictures of all items, each edition once for whichever papers show it."""
        found = {}
        for key, item in self.case.progress.items.items():
            if item.edition is None:
                continue
            digest = item.edition.digest
            if digest not in self._small:
                kept = self.folder / "items" / key / "editions" / digest
                picture = small_picture(kept, item.edition)
                if picture is None:
                    continue
                name = self.typesetter.add_picture(f"item-{len(self._small)}{picture[0]}", picture[1])
                self._small[digest] = (name, picture[1])
            found[key] = self._small[digest]
        return found


def due_papers(case: Case) -> tuple[DuePaper, ...]:
    """Return the papers that the decisions so far have yielded, in the order of the procedure."""
    latest: dict[str, Decision] = {}
    of_items = [step.key for step in case.procedure.steps if step.scope == "item"]
    for decision in case.decisions:
        if decision.step and decision.action != "start":
            latest[decision.step] = decision
        elif decision.item and decision.action in ("withdraw", "reopen"):
            # What was approved of an infographic is no longer the whole story.
            latest.update((step, decision) for step in of_items if step in latest)
    return tuple(
        DuePaper(paper, latest[step.key])
        for step in case.procedure.steps
        if step.key in latest
        for paper in step.papers
    )


def write_papers(case: Case, folder: Path) -> tuple[Path, ...]:
    """Write the papers that are missing or stand as of an earlier decision; return their files.

    A paper that was written before and now differs is kept under `superseded/`: it may have been printed.
    Papers are Indonesian, whatever language messages are in.
    """
    with messages_in("id"):
        return _write_papers(case, folder)


def _write_papers(case: Case, folder: Path) -> tuple[Path, ...]:
    papers = folder / "papers"
    papers.mkdir(exist_ok=True)
    made = _load_made(papers)
    due = [one for one in due_papers(case) if not _stands(papers, made.get(one.paper.file), one.decision)]
    written: list[Path] = []
    form_stands = SOP_FILE in made and (papers / SOP_FILE).is_file()
    if not due and form_stands:
        return ()
    with Typesetter() as typesetter:
        desk = _Desk(case, case, folder, typesetter)
        if not form_stands:
            bare = replay(case.header, case.first, case.office, ())
            content = typesetter.set_pdf("sop", procedure_form(bare, logo=desk.logo), case.header.created_at)
            write_whole(papers / SOP_FILE, content)
            written.append(papers / SOP_FILE)
            made[SOP_FILE] = _Made(case.first, {SOP_FILE: sha256(content).hexdigest()})
            _keep_made(papers, made)
        for one in due:
            desk.as_of(one.decision)
            files = {}
            for name, content in _WRITERS[one.paper.kind](desk, one):
                _replace(papers / name, content)
                written.append(papers / name)
                files[name] = sha256(content).hexdigest()
            made[one.paper.file] = _Made(one.decision.hash, files)
            _keep_made(papers, made)
    return tuple(written)


def audit_papers(case: Case, folder: Path) -> list[str]:
    """Return what is wrong with the papers of a case: missing, changed since they were written, or behind."""
    papers = folder / "papers"
    made = _load_made(papers)
    faults = []
    due = {SOP_FILE: case.first, **{one.paper.file: one.decision.hash for one in due_papers(case)}}
    for file, decision in due.items():
        entry = made.get(file)
        if entry is None or entry.decision != decision:
            faults.append(
                say(
                    id=f"papers/{file} belum ditulis menurut riwayat; jalankan `rupadata case papers`.",
                    en=f"papers/{file} was not written as of the history; run `rupadata case papers`.",
                )
            )
            continue
        for name, expected in entry.files.items():
            faults += compare_file(papers / name, expected, f"papers/{name}")
    for path in sorted((papers / "superseded").glob("*")):
        if not _digest(path).startswith(path.stem.rpartition("-")[2]):
            faults.append(
                say(
                    id=f"papers/superseded/{path.name} berubah.",
                    en=f"papers/superseded/{path.name} was changed.",
                )
            )
    return faults


def find_printed_head(paper: Path) -> str:
    """Return the head of history that a PDF of a case carries; refuse a file that carries none."""
    try:
        with pikepdf.open(paper) as pdf:
            keywords = str(pdf.docinfo.get("/Keywords", ""))
            if not keywords:
                with pdf.open_metadata() as metadata:
                    keywords = str(metadata.get("pdf:Keywords", ""))
    except pikepdf.PdfError as error:
        raise InputRefusedError(
            say(id=f"{paper} bukan PDF yang terbaca.", en=f"{paper} is no readable PDF."),
            code="paper-unreadable",
            hint=say(
                id="Sebut kepala riwayat yang tercetak pada naskah sebagai gantinya.",
                en="Name the head of history printed on the paper instead.",
            ),
        ) from error
    for word in keywords.replace(",", " ").replace(";", " ").split():
        if word.startswith("riwayat:"):
            return word.removeprefix("riwayat:")
    raise InputRefusedError(
        say(id=f"{paper} tidak memuat kepala riwayat.", en=f"{paper} carries no head of history."),
        code="paper-without-head",
        hint=say(
            id="Ketik kepala riwayat yang tercetak pada naskah.", en="Type the head printed on the paper."
        ),
    )


def _load_made(papers: Path) -> dict[str, _Made]:
    """Return which paper was written as of which decision; without that record all are written again."""
    try:
        return msgspec.json.decode((papers / _MADE).read_bytes(), type=dict[str, _Made])
    except (OSError, msgspec.DecodeError):
        return {}


def _keep_made(papers: Path, made: dict[str, _Made]) -> None:
    write_whole(papers / _MADE, msgspec.json.format(msgspec.json.encode(made), indent=1))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _stands(papers: Path, made: _Made | None, decision: Decision) -> bool:
    """Return whether a paper was written as of a decision and its files are still there."""
    return (
        made is not None
        and made.decision == decision.hash
        and all((papers / name).is_file() for name in made.files)
    )


def _replace(target: Path, content: bytes) -> None:
    if target.is_file():
        old = target.read_bytes()
        if old == content:
            return
        kept = target.parent / "superseded" / f"{target.stem}-{sha256(old).hexdigest()[:12]}{target.suffix}"
        kept.parent.mkdir(exist_ok=True)
        if not kept.exists():
            write_whole(kept, old)
    write_whole(target, content)


Files = Iterator[tuple[str, bytes]]


def _write_work_order(desk: _Desk, due: DuePaper) -> Files:
    data = work_order(desk.case, due.decision, due.paper.file, logo=desk.logo)
    yield f"{due.paper.file}.pdf", desk.typesetter.set_pdf("work-order", data, due.decision.at)
    yield f"{due.paper.file}.docx", desk.set_docx("work-order", data, due.decision)


def _write_forwarding_note(desk: _Desk, due: DuePaper) -> Files:
    data = forwarding_note(desk.case, due.decision, due.paper.file, logo=desk.logo)
    yield f"{due.paper.file}.pdf", desk.typesetter.set_pdf("forwarding-note", data, due.decision.at)
    yield f"{due.paper.file}.docx", desk.set_docx("forwarding-note", data, due.decision)


def _write_schedule(desk: _Desk, due: DuePaper) -> Files:
    plan = plan_case(
        desk.case,
        due.decision.at,
        deadline=desk.case.progress.deadline,
        elsewhere=due.decision.elsewhere,
    )
    page = schedule_page(desk.case, due.decision, plan, logo=desk.logo)
    yield f"{due.paper.file}.pdf", desk.typesetter.set_pdf("schedule", page, due.decision.at)
    yield f"{due.paper.file}.xlsx", schedule_workbook(desk.case, due.decision, plan)
    yield f"{due.paper.file}.ics", schedule_calendar(desk.case, due.decision, plan)


def _write_grouping(desk: _Desk, due: DuePaper) -> Files:
    yield f"{due.paper.file}.xlsx", grouping_workbook(desk.case, due.decision)


def _write_approval_sheet(desk: _Desk, due: DuePaper) -> Files:
    data = approval_sheet(desk.case, due.decision, desk.pictures(), logo=desk.logo)
    yield f"{due.paper.file}.pdf", desk.typesetter.set_pdf("approval-sheet", data, due.decision.at)


def _write_documentation(desk: _Desk, due: DuePaper) -> Files:
    yield f"{due.paper.file}.zip", documentation(desk.case, due.decision, desk.folder, desk.small_pictures())


def _write_report(desk: _Desk, due: DuePaper) -> Files:
    data = report(desk.case, due.decision, desk.pictures(), due.paper.file, logo=desk.logo)
    yield f"{due.paper.file}.pdf", desk.typesetter.set_pdf("report", data, due.decision.at)


def _write_performance(desk: _Desk, due: DuePaper) -> Files:
    for person in people_of(desk.case):
        data = performance_evidence([desk.case], person, case_span(desk.case), logo=desk.logo)
        yield (
            f"{due.paper.file}-{person}.pdf",
            desk.typesetter.set_pdf("performance-evidence", data, due.decision.at),
        )


_WRITERS: dict[str, Callable[[_Desk, DuePaper], Files]] = {
    "work-order": _write_work_order,
    "schedule": _write_schedule,
    "grouping": _write_grouping,
    "approval-sheet": _write_approval_sheet,
    "documentation": _write_documentation,
    "report": _write_report,
    "forwarding-note": _write_forwarding_note,
    "performance-evidence": _write_performance,
}
