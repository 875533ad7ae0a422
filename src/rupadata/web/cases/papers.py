"""The papers of a work order as pages show them: what each is called, of which step, signed or not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct

from rupadata.language import say
from rupadata.procedure.decision import SignedPaper
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.store import PAPERS
from rupadata.web.cases.models import CaseFile
from rupadata.web.cases.rights import Opened

_OWN = ("papers/signed/", "papers/superseded/", "papers/made.json")


class Paper(Struct, frozen=True):
    """One paper: its name without the ending, the step it comes from, its files, the signed one that
    came back."""

    stem: str
    kind: str
    step: str
    label: str
    files: tuple[CaseFile, ...]
    signed: SignedPaper | None
    ready: bool

    @property
    def symbol(self) -> str:
        """Return the symbol of the first file's kind."""
        ending = PurePosixPath(self.files[0].name).suffix if self.files else ""
        return {".xlsx": "file-xls", ".zip": "file-zip"}.get(ending, "file-pdf")

    @property
    def first(self) -> str:
        """Return the name of the file that people open."""
        return PurePosixPath(self.files[0].name).name if self.files else ""

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """Return the other files, for editing and for calendars: each name and what tells it apart."""
        names = [PurePosixPath(file.name).name for file in self.files[1:]]
        return tuple((name, name.removeprefix(self.stem).lstrip("-.")) for name in names)


def papers_of(opened: Opened) -> tuple[Paper, ...]:
    """Return the papers that a work order has by now, in the order of the steps."""
    kept: dict[str, list[CaseFile]] = {}
    for file in opened.row.files.filter(name__startswith=PAPERS).order_by("name"):
        if not file.name.startswith(_OWN):
            kept.setdefault(PurePosixPath(file.name).stem, []).append(file)
    step_of = {paper.file: step.key for step in opened.case.procedure.steps for paper in step.papers}
    found = []
    for due in due_papers(opened.case):
        stem = PurePosixPath(due.file).stem
        mine = [
            file
            for name, files in kept.items()
            if name == stem or name.startswith(f"{stem}-")
            for file in files
        ]
        mine.sort(key=lambda file: (_RANK.get(PurePosixPath(file.name).suffix, 9), file.name))
        found.append(
            Paper(
                stem=stem,
                kind=due.kind,
                step=step_of.get(due.file, ""),
                label=paper_words(due.kind),
                files=tuple(mine),
                signed=opened.case.progress.signed.get(stem),
                ready=bool(mine),
            )
        )
    return tuple(found)


def papers_by_step(papers: Iterable[Paper]) -> dict[str, tuple[Paper, ...]]:
    """Return papers by the step that they come from."""
    by_step: dict[str, tuple[Paper, ...]] = {}
    for paper in papers:
        if paper.step:
            by_step[paper.step] = (*by_step.get(paper.step, ()), paper)
    return by_step


def paper_words(kind: str) -> str:
    """Return what a kind of paper is called."""
    names = {
        "procedure-form": say(id="Naskah SOP", en="The procedure"),
        "work-order": say(id="Surat perintah", en="Work order"),
        "schedule": say(id="Jadwal penyusunan", en="Schedule"),
        "grouping": say(id="Pengelompokan data", en="Grouping of the data"),
        "approval-sheet": say(id="Lembar persetujuan", en="Approval sheet"),
        "documentation": say(id="Dokumentasi", en="Documentation"),
        "report": say(id="Laporan", en="Report"),
        "receipt": say(id="Tanda terima hasil", en="Receipt of the result"),
        "forwarding-note": say(id="Nota dinas", en="Forwarding note"),
        "performance-evidence": say(id="Bahan SKP", en="Performance evidence"),
        "closing-note": say(id="Catatan penutup", en="Closing note"),
    }
    return names.get(kind, kind)


_RANK = {".pdf": 0, ".zip": 0, ".xlsx": 1, ".docx": 2, ".ics": 3}
