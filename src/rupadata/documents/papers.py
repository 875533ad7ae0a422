"""The papers of a case, made from the case and its blobs: named bytes, which the service keeps."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePath

from rupadata.documents.archive import documentation
from rupadata.documents.calendar_files import schedule_calendar
from rupadata.documents.closing import closing_note, receipt
from rupadata.documents.form import procedure_form
from rupadata.documents.grouping import grouping_page
from rupadata.documents.letters import forwarding_note, work_order
from rupadata.documents.performance import case_span, parse_span, people_of, performance_evidence
from rupadata.documents.pictures import small_picture
from rupadata.documents.sheets import approval_sheet, report
from rupadata.documents.signing import read_signature
from rupadata.documents.statements import Plain
from rupadata.documents.timetable import schedule_page
from rupadata.documents.typesetting import Typesetter
from rupadata.documents.workbooks import grouping_workbook, schedule_workbook
from rupadata.errors import InputRefusedError
from rupadata.language import messages_in, say
from rupadata.office.brand import check_logo
from rupadata.procedure.attaching import SignatureReading
from rupadata.procedure.case import Case
from rupadata.procedure.decide import replay
from rupadata.procedure.decision import Decision
from rupadata.procedure.due_papers import DuePaper, MadePaper
from rupadata.procedure.schedule import plan_before, plan_of
from rupadata.procedure.store import CaseFiles, edition_name


class PaperDesk:
    """Makes the papers of cases: the hands of `procedure.service`."""

    def make(self, case: Case, due: Sequence[DuePaper], files: CaseFiles) -> Iterator[MadePaper]:
        """Yield the due papers one by one, each as of its own decision: made again, it is the same bytes.

        Papers are Indonesian, whatever language messages are in.
        """
        with Typesetter() as typesetter:
            desk = _Desk(case, files, typesetter)
            for one in due:
                with messages_in("id"):
                    desk.as_of(one.decision)
                    if one.decision is None:
                        made = dict(_write_form(desk, one.file))
                    else:
                        made = dict(_WRITERS[one.kind](desk, one.file, one.decision))
                yield MadePaper(one, made, typesetter.take_lost())

    def make_performance(self, cases: Sequence[Case], person: str, period: str) -> bytes:
        """Return one person's material for a performance target, across cases, as PDF."""
        span = parse_span(period)
        when = max(
            (case.decisions[-1].at for case in cases if case.decisions), default=cases[0].header.created_at
        )
        with messages_in("id"), Typesetter() as typesetter:
            data = performance_evidence(cases, person, span, period=period)
            return typesetter.set_pdf("performance-evidence", data, when)

    def read_signature(self, content: bytes, drafts: Sequence[bytes]) -> SignatureReading | None:
        """Return what the last signature of a PDF says; None for a PDF without one."""
        return read_signature(content, drafts)

    def read_head(self, content: bytes) -> str:
        """Return the head of history that a PDF carries; empty for a file that carries none."""
        try:
            return find_printed_head(content, "")
        except InputRefusedError:
            return ""

    def check_logo(self, name: str, content: bytes) -> None:
        """Refuse a logo that no paper could show."""
        check_logo(name, content)


class _Desk:
    """What the papers of one case share while they are made: typesetter, pictures, logo."""

    def __init__(self, whole: Case, files: CaseFiles, typesetter: Typesetter) -> None:
        self.whole = whole
        self.case = whole
        self.files = files
        self.typesetter = typesetter
        self.logo = ""
        self.logo_content = b""
        self._small: dict[str, tuple[str, bytes]] = {}
        name = PurePath(whole.office.letterhead.logo).name
        content = files.find(name) if name else None
        if content is not None:
            self.logo_content = content
            self.logo = typesetter.add_picture(f"logo{PurePath(name).suffix}", content)

    def as_of(self, decision: Decision | None) -> None:
        """Take the case as it stood after a decision, or as it began: a paper is the paper of then."""
        history = self.whole.decisions[: decision.number] if decision else ()
        self.case = replay(self.whole.header, self.whole.first, self.whole.began_with, history)

    def set_docx(self, kind: str, data: Plain, decision: Decision) -> bytes:
        """Return a letter for editing, with the logo where it is a raster: Word takes no SVG alone."""
        from rupadata.documents.editable_letters import letter_docx  # Here: servers wait with docx in memory.

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
                picture = small_picture(item.edition, partial(self._edition_file, key, digest))
                if picture is None:
                    continue
                name = self.typesetter.add_picture(f"item-{len(self._small)}{picture[0]}", picture[1])
                self._small[digest] = (name, picture[1])
            found[key] = self._small[digest]
        return found

    def _edition_file(self, item: str, digest: str, name: str) -> bytes:
        return self.files.get(edition_name(item, digest, name))


def find_printed_head(content: bytes, name: str) -> str:
    """Return the head of history that a PDF of a case carries; refuse a file that carries none."""
    import pikepdf  # Here, because a server seldom reads a paper and each of its processes holds it.

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            keywords = str(pdf.docinfo.get("/Keywords", ""))
            if not keywords:
                with pdf.open_metadata() as metadata:
                    keywords = str(metadata.get("pdf:Keywords", ""))
    except pikepdf.PdfError as error:
        raise InputRefusedError(
            say(id=f"{name} bukan PDF yang terbaca.", en=f"{name} is no readable PDF."),
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
        say(id=f"{name} tidak memuat kepala riwayat.", en=f"{name} carries no head of history."),
        code="paper-without-head",
        hint=say(
            id="Ketik kepala riwayat yang tercetak pada naskah.", en="Type the head printed on the paper."
        ),
    )


NamedFiles = Iterator[tuple[str, bytes]]


def _write_form(desk: _Desk, file: str) -> NamedFiles:
    data = procedure_form(desk.case, logo=desk.logo)
    yield file, desk.typesetter.set_pdf("sop", data, desk.case.header.created_at)


def _write_work_order(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = work_order(desk.case, decision, file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("work-order", data, decision.at)
    yield f"{file}.docx", desk.set_docx("work-order", data, decision)


def _write_forwarding_note(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = forwarding_note(desk.case, decision, file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("forwarding-note", data, decision.at)
    yield f"{file}.docx", desk.set_docx("forwarding-note", data, decision)


def _write_schedule(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    plan, before = plan_of(desk.case, decision), plan_before(desk.case, decision)
    page = schedule_page(desk.case, decision, plan, before=before, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("schedule", page, decision.at)
    yield f"{file}.xlsx", schedule_workbook(desk.case, decision, plan, before=before)
    yield f"{file}.ics", schedule_calendar(desk.case, decision, plan)
    for person in dict.fromkeys(step.person for step in plan.steps if step.start < step.end):
        yield f"{file}-{person}.ics", schedule_calendar(desk.case, decision, plan, person=person)


def _write_grouping(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    page = grouping_page(desk.case, decision, file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("grouping", page, decision.at)
    yield f"{file}.xlsx", grouping_workbook(desk.case, decision)


def _write_approval_sheet(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = approval_sheet(desk.case, decision, desk.pictures(), logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("approval-sheet", data, decision.at)


def _write_documentation(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    yield f"{file}.zip", documentation(desk.case, decision, desk.files, desk.small_pictures())


def _write_report(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = report(desk.case, decision, desk.pictures(), file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("report", data, decision.at)


def _write_receipt(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = receipt(desk.case, decision, file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("receipt", data, decision.at)


def _write_closing_note(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    data = closing_note(desk.case, decision, file, logo=desk.logo)
    yield f"{file}.pdf", desk.typesetter.set_pdf("closing-note", data, decision.at)


def _write_performance(desk: _Desk, file: str, decision: Decision) -> NamedFiles:
    for person in people_of(desk.case):
        data = performance_evidence([desk.case], person, case_span(desk.case), logo=desk.logo)
        yield (
            f"{file}-{person}.pdf",
            desk.typesetter.set_pdf("performance-evidence", data, decision.at),
        )


_WRITERS: dict[str, Callable[[_Desk, str, Decision], NamedFiles]] = {
    "work-order": _write_work_order,
    "schedule": _write_schedule,
    "grouping": _write_grouping,
    "approval-sheet": _write_approval_sheet,
    "documentation": _write_documentation,
    "report": _write_report,
    "forwarding-note": _write_forwarding_note,
    "receipt": _write_receipt,
    "performance-evidence": _write_performance,
    "closing-note": _write_closing_note,
}
