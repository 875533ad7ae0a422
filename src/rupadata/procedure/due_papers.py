"""Which papers a case has by now, as of which decision each stands, and the record of those that are made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

import msgspec

from rupadata.checked import RelativePath, Sha256
from rupadata.problems import Place, Problem
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import WORK_RECORDS
from rupadata.procedure.store import MADE, PAPERS, SUPERSEDED, CaseFiles, CaseStore
from rupadata.typeset.paper_text import name_characters

FORM = "procedure-form"
FORM_FILE = "sop.pdf"
_ARCHIVE = "documentation"


class DuePaper(msgspec.Struct, frozen=True):
    """A paper that a case has yielded: its kind, its name without the ending, the decision it stands by.

    The SOP itself stands by no decision: it is there when a case begins.
    """

    kind: str
    file: str
    decision: Decision | None
    stands_by: str


class MadePaper(msgspec.Struct, frozen=True):
    """A paper as it was made: the files it consists of, by their names below `papers/`.

    `replaced` are the characters of its texts that no font of papers shows.
    """

    due: DuePaper
    files: Mapping[str, bytes]
    replaced: str = ""


class PaperRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """As of which decision a paper was made, its files with their sha256, and the decision's number.

    `replaced` are the characters of its texts for which another sign was printed.
    """

    decision: str
    files: dict[RelativePath, Sha256]
    number: int = 0
    replaced: str = ""


def due_papers(case: Case) -> tuple[DuePaper, ...]:
    """Return the papers that the decisions so far have yielded, in the order of the procedure."""
    latest: dict[str, Decision] = {}
    of_items = [step.key for step in case.procedure.steps if step.scope == "item"]
    for decision in case.decisions:
        if decision.step and decision.action not in WORK_RECORDS:
            latest[decision.step] = decision
        elif decision.item and decision.action in ("withdraw", "reopen"):
            # What was approved of an infographic is no longer the whole story.
            latest.update((step, decision) for step in of_items if step in latest)
    due: dict[str, tuple[int, DuePaper]] = {}
    made = [(step, latest[step.key]) for step in case.procedure.steps if step.key in latest]
    for step, decision in made:
        # An office may have put another paper behind the archive of a step: the archive holds it as well.
        for paper in sorted(step.papers, key=lambda paper: paper.kind == _ARCHIVE):
            number, _ = due.get(paper.file, (0, None))
            if number > decision.number:
                continue
            # A paper that a later step renews comes after what that step adds: the archive holds it.
            due.pop(paper.file, None)
            due[paper.file] = decision.number, DuePaper(paper.kind, paper.file, decision, decision.hash)
    return (DuePaper(FORM, FORM_FILE, None, case.first), *(paper for _, paper in due.values()))


def load_records(files: CaseFiles) -> dict[str, PaperRecord]:
    """Return which paper was made as of which decision; without that record all are made again."""
    try:
        return msgspec.json.decode(files.find(MADE) or b"{}", type=dict[str, PaperRecord])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {}


def warn_of_replaced(files: CaseFiles, names: Collection[str]) -> tuple[Problem, ...]:
    """Return which of the papers with these files were printed with other signs than were written."""
    return tuple(
        Problem.of(
            "paper-signs-replaced",
            Place(file=PAPERS + first),
            paper=PAPERS + first,
            signs=name_characters(record.replaced),
        )
        for record in load_records(files).values()
        for first in list(record.files)[:1]
        if record.replaced and PAPERS + first in names
    )


def missing_papers(case: Case, files: CaseFiles) -> tuple[DuePaper, ...]:
    """Return the due papers that were never made, stand by an earlier decision, or have lost a file."""
    made = load_records(files)
    there = set(files.names(PAPERS))
    return tuple(due for due in due_papers(case) if not _stands(due, made.get(due.file), there))


def keep_paper(store: CaseStore, key: str, paper: MadePaper) -> tuple[str, ...]:
    """Keep a paper and its record, while holding the lock; return the names of its files.

    What stood in its place and differs goes to `superseded/`, under the number of the decision that it stood
    by: it may have been printed. So does a file that the paper consists of no longer: what lies in `papers/`
    is what is valid.
    """
    files = CaseFiles(store, key)
    records = load_records(files)
    before = records.get(paper.due.file) or PaperRecord("", {})
    for name, content in paper.files.items():
        if files.find(name := PAPERS + name) != content:
            _set_aside(store, files, name, before)
            store.write(key, name, content)
    for name in before.files:
        if name not in paper.files:
            _set_aside(store, files, PAPERS + name, before)
            store.delete(key, PAPERS + name)
    digests = {name: sha256(content).hexdigest() for name, content in paper.files.items()}
    number = paper.due.decision.number if paper.due.decision else 0
    records[paper.due.file] = PaperRecord(paper.due.stands_by, digests, number, paper.replaced)
    store.write(key, MADE, msgspec.json.format(msgspec.json.encode(records), indent=1))
    return tuple(PAPERS + name for name in paper.files)


def _set_aside(store: CaseStore, files: CaseFiles, name: str, record: PaperRecord) -> None:
    """Keep what stands under a name among the superseded papers; nothing where nothing stands."""
    content = files.find(name)
    if content is None:
        return
    stem, dot, ending = name.removeprefix(PAPERS).rpartition(".")
    digest = sha256(content).hexdigest()[:12]
    kept = f"{SUPERSEDED}{stem}-keputusan-{record.number}-{digest}{dot}{ending}"
    if files.find(kept) is None:
        store.write(files.key, kept, content)


def _stands(due: DuePaper, made: PaperRecord | None, there: set[str]) -> bool:
    return (
        made is not None
        and made.decision == due.stands_by
        and all(PAPERS + name in there for name in made.files)
    )
