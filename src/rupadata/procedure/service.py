"""The procedure as a service: everything that can be done with cases, over any store, answered in values.

```
service = CaseService(FolderStore(folder), PaperDesk())          # PaperDesk: rupadata.documents
service.create("2026-03", settings, procedure="infografis-layanan-publik", person="kabid")
done = service.decide("2026-03", Request("order", "kabid"))
done.case, done.papers, done.warnings, done.next
service.waiting_for("kasie")
```

A refusal is an exception of `rupadata.errors` and changes nothing: `NotTheirStepError` (you may not),
`StepNotOpenError` (not now), `EditionChangedError` (the version moved on), `InputRefusedError` (an input
cannot be used). Command line and web call this and only show what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from rupadata.errors import InputRefusedError, RupadataError, StepNotOpenError
from rupadata.language import say
from rupadata.logs import get_log
from rupadata.office.settings import Handover, settle_settings
from rupadata.problems import Place, Problem
from rupadata.procedure.attaching import PaperReader, SignedFile, find_attached, read_signed_paper
from rupadata.procedure.audit import audit_case
from rupadata.procedure.built_pages import BuiltPage, get_page
from rupadata.procedure.case import Case
from rupadata.procedure.decide import new_case
from rupadata.procedure.decision import Decision, MovedStep
from rupadata.procedure.definition import TIMED_PAPERS, WORK_RECORDS, load_procedure
from rupadata.procedure.due_papers import (
    DuePaper,
    MadePaper,
    due_papers,
    keep_paper,
    missing_papers,
    warn_of_replaced,
)
from rupadata.procedure.moves import latest
from rupadata.procedure.recording import Brought, record
from rupadata.procedure.schedule import REPLAN, gives_schedule
from rupadata.procedure.sources import gather_sources, wanted_sources
from rupadata.procedure.store import (
    CaseFiles,
    CaseStore,
    CaseSummary,
    check_name,
    enclose,
    enclosed_blobs,
    load_case,
    summarise,
)
from rupadata.procedure.tasks import OpenTask, open_tasks
from rupadata.procedure.typed import check_line, check_moment, check_note
from rupadata.procedure.warnings import warn_about
from rupadata.procedure.workload import Elsewhere, held_elsewhere, read_elsewhere
from rupadata.tables.opening.files import FoundFile

log = get_log(__name__)


class PaperMaker(PaperReader, Protocol):
    """Whoever makes papers: the procedure says which are due, and keeps them."""

    def make(self, case: Case, due: Sequence[DuePaper], files: CaseFiles) -> Iterator[MadePaper]:
        """Yield the due papers one by one; each is kept before the next is asked for."""

    def make_performance(self, cases: Sequence[Case], person: str, period: str) -> bytes:
        """Return the PDF with one person's material for a performance target, across cases."""

    def check_logo(self, name: str, content: bytes) -> None:
        """Refuse a logo that no paper could show."""


class OfficeFiles(msgspec.Struct, frozen=True):
    """What an office says of itself when a case begins: the text of its `office.toml`, and its logo.

    `logo` is the plain name of the picture and its content.
    """

    text: str
    logo: tuple[str, bytes] | None = None


class Request(msgspec.Struct, frozen=True):
    """What somebody wants decided.

    `at` is now when left out. `digest` names the edition that was seen, or its beginning. `pages` are those
    of a build: all of them for a step of the whole work order; for a step of an item its own is looked up.
    `moved` are steps of a schedule that were put to a person and a day by hand; of several for one step of an
    item the last holds.
    `tables` are files among which the source tables of the case are looked for, `office` the text of new
    settings for the action `settings`. A moment that lies far ahead must be meant: `confirmed_time`.
    """

    action: str
    person: str
    at: datetime | None = None
    item: str = ""
    note: str = ""
    digest: str = ""
    step: str = ""
    role: str = ""
    handover: Handover | None = None
    deadline: date | None = None
    moved: tuple[MovedStep, ...] = ()
    pages: tuple[BuiltPage, ...] = ()
    tables: Iterable[FoundFile] = ()
    office: str = ""
    confirmed_time: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What came of a call: the case as it now stands, and the names of the papers that were made.

    `warnings` are what people should be aware of, `next` the steps that are open now and who can end them.
    """

    key: str
    case: Case
    papers: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    next: tuple[OpenTask, ...] = ()


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


class CaseService:
    """Cases of one store, carried through the procedure."""

    def __init__(
        self,
        store: CaseStore,
        papers: PaperMaker,
        *,
        clock: Callable[[], datetime] = _now,
        elsewhere: Callable[[CaseStore, str], Elsewhere] = read_elsewhere,
    ) -> None:
        """`elsewhere` answers what other cases take of people's days: a store may know it without reading
        them all."""
        self.store = store
        self._papers = papers
        self._clock = clock
        self._elsewhere = elsewhere

    def create(
        self,
        key: str,
        office: OfficeFiles,
        *,
        person: str,
        procedure: str = "infografis-layanan-publik",
        title: str = "",
        at: datetime | None = None,
        confirmed_time: bool = False,
        with_papers: bool = True,
    ) -> Outcome:
        """Begin a case; refuse a key that is taken, and settings that no case can begin with."""
        check_name(key)
        settings = settle_settings(office.text)
        doubts = [] if at is None else check_moment(at, self._clock(), at, confirmed=confirmed_time)
        title, cleaned = check_line(title)
        if office.logo is not None:
            self._papers.check_logo(*office.logo)
        definition = load_procedure(procedure)
        begun = at or self._clock().astimezone(settings.zone)
        enclosed = enclose(office.text, office.logo)
        case = new_case(
            key, title or str(definition.name), definition, settings, person, begun, enclosed=enclosed
        )
        try:
            self.store.create(key, case.header.encode(), enclosed_blobs(office.text, office.logo))
        except InputRefusedError as error:
            known = self._begun_already(key, case, at)
            if known is None:
                raise
            log.info("%s is begun already: %s", key, error.code)
            twice = Problem.of("case-begun-already", Place(file=key))
            return self._answer(key, known, known.header.created_at, (twice,), with_papers)
        return self._answer(key, case, begun, (*doubts, *cleaned), with_papers)

    def _begun_already(self, key: str, case: Case, at: datetime | None) -> Case | None:
        """Return the case of a key when it is this one, just begun: the call was broken off and repeated."""
        try:
            known = load_case(self.store, key)
        except RupadataError:
            log.debug("%s is no case", key, exc_info=True)
            return None
        created_at = case.header.created_at if at is not None else known.header.created_at
        same = msgspec.structs.replace(case.header, created_at=created_at) == known.header
        return known if same and not known.decisions else None

    def decide(self, key: str, request: Request, *, with_papers: bool = True) -> Outcome:
        """Record one decision, and make the papers that it yields.

        Without papers the call is quick; `make_papers` makes them later, the same bytes.
        """
        before = load_case(self.store, key)
        known = find_recorded(before, request)
        if known is not None and request.at is not None:
            return self._recorded_already(key, before, known, with_papers)
        try:
            return self._decide(key, before, request, with_papers)
        except StepNotOpenError:
            if known is None:
                raise
            log.info("%s is recorded already in %s", request.action, key, exc_info=True)
            return self._recorded_already(key, before, known, with_papers)

    def _recorded_already(self, key: str, case: Case, known: Decision, with_papers: bool) -> Outcome:
        twice = Problem.of("decision-recorded-already", Place(file=key), number=known.number)
        return self._answer(key, case, known.at, (twice,), with_papers)

    def _decide(self, key: str, before: Case, request: Request, with_papers: bool) -> Outcome:
        doubts = self._check_at(before, request.at, confirmed=request.confirmed_time)
        note, cleaned = check_note(request.note)
        found = before.procedure.find_action(request.action)
        item = request.item or _only_open_item(before, request.action)
        pages = _bring_pages(before, request, item)
        edition = pages[0] if pages and item else None
        wanted = wanted_sources(before, pages) if request.tables else ()
        tables, contents = gather_sources(request.tables, wanted)
        schedules = gives_schedule(found[0]) if found is not None else request.action == REPLAN
        others = self._elsewhere(self.store, key) if schedules else None
        tells_time = found is not None and any(paper.kind in TIMED_PAPERS for paper in found[0].papers)

        def make(case: Case) -> Decision:
            at = request.at or self._clock().astimezone(case.office.zone)
            return Decision(
                action=request.action,
                person=request.person,
                at=at,
                item=item,
                note=note,
                digest=request.digest,
                step=request.step if request.action in WORK_RECORDS else "",
                role=request.role,
                handover=request.handover,
                deadline=request.deadline,
                tables=tables,
                elsewhere=others.busy(at) if others else (),
                moved=latest(request.moved),
                held=held_elsewhere(self.store, key, case, at) if tells_time else (),
                office=request.office,
                edition=edition.edition if edition else None,
                items=() if item else tuple(page.item for page in pages),
            )

        brought = Brought(edition.files if edition else {}, contents)
        after = record(self.store, key, make, brought)
        warnings = (
            *doubts,
            *cleaned,
            *warn_about(after, after.decisions[-1]),
            *map(_unread, others.broken if others else ()),
        )
        return self._answer(key, after, after.decisions[-1].at, warnings, with_papers)

    def attach(self, key: str, signed: SignedFile) -> Outcome:
        """Keep a paper that came back signed, and record it; one that is recorded already is not again."""
        case = load_case(self.store, key)
        doubts = self._check_at(case, signed.at, confirmed=signed.confirmed_time)
        note, cleaned = check_note(signed.note)
        number, clean_number = check_line(signed.number)
        signed = replace(signed, note=note, number=number)
        paper = read_signed_paper(case, CaseFiles(self.store, key), signed, self._papers)
        # A signature speaks for itself: without a name the entry stands under whoever keeps the case.
        person = signed.person or case.header.created_by
        if (known := find_attached(case, paper)) is not None:
            twice = Problem.of("paper-attached-already", Place(file=paper.file), number=known.number)
            return self._answer(key, case, known.at, (twice,), with_papers=True)

        def make(current: Case) -> Decision:
            at = signed.at or self._clock().astimezone(current.office.zone)
            return Decision("attach", person, at, note=signed.note, paper=paper)

        after = record(self.store, key, make, Brought(paper=signed.content))
        warnings = (*doubts, *cleaned, *clean_number)
        return self._answer(key, after, after.decisions[-1].at, warnings, with_papers=True)

    def _check_at(self, case: Case, at: datetime | None, *, confirmed: bool) -> list[Problem]:
        """Return what is odd about the moment that a call names; refuse one that can only be a mistake."""
        last = case.decisions[-1].at if case.decisions else case.header.created_at
        return [] if at is None else check_moment(at, self._clock(), last, confirmed=confirmed)

    def make_papers(self, key: str) -> tuple[str, ...]:
        """Make the papers that are due and missing; return the names of their files."""
        case = load_case(self.store, key)
        files = CaseFiles(self.store, key)
        missing = missing_papers(case, files)
        names: list[str] = []
        for paper in self._papers.make(case, missing, files) if missing else ():
            with self.store.lock(key):
                if self._still_due(key, paper.due):
                    names += keep_paper(self.store, key, paper)
        return tuple(names)

    def warn_of_papers(self, key: str, names: Collection[str]) -> tuple[Problem, ...]:
        """Return which of these papers were printed with other signs than were written."""
        return warn_of_replaced(CaseFiles(self.store, key), names) if names else ()

    def make_performance(self, person: str, period: str) -> bytes:
        """Return one person's material for a performance target (SKP), from all cases of the store."""
        cases = [load_case(self.store, key) for key in self.store.keys()]  # noqa: SIM118 - no mapping
        if not cases:
            raise InputRefusedError(
                say(id="Tidak ada perintah kerja di situ.", en="There is no work order there."),
                code="case-missing",
            )
        return self._papers.make_performance(cases, person, period)

    def load(self, key: str) -> Case:
        """Return a case as it stands."""
        return load_case(self.store, key)

    def summaries(self) -> tuple[tuple[CaseSummary, ...], tuple[RupadataError, ...]]:
        """Return what a list shows of each case, and the errors of those that cannot be read."""
        found, broken = [], []
        for key in self.store.keys():  # noqa: SIM118 - a store is no mapping
            try:
                found.append(summarise(self.store, key))
            except RupadataError as error:
                broken.append(error)
        return tuple(found), tuple(broken)

    def waiting_for(self, person: str, now: datetime | None = None) -> tuple[OpenTask, ...]:
        """Return the open steps that a person can end now, over all cases, the most urgent first.

        Cases that cannot be read are left out; `summaries` names them.
        """
        moment = now or self._clock()
        tasks: list[OpenTask] = []
        for summary in self.summaries()[0]:
            if summary.standing.status != "open":
                continue
            try:
                case = load_case(self.store, summary.key)
            except RupadataError:
                continue
            tasks += (task for task in open_tasks(case, moment, key=summary.key) if person in task.people)
        return tuple(sorted(tasks, key=lambda task: (task.due_at, task.key, task.row)))

    def verify(self, key: str) -> tuple[str, ...]:
        """Return what is wrong with a case, in sentences: history against the rules, blobs, papers."""
        files = CaseFiles(self.store, key)
        return tuple(audit_case(load_case(self.store, key), files, self._papers.read_head))

    def _still_due(self, key: str, paper: DuePaper) -> bool:
        """Return whether a paper still stands by the same decision, now that its case is held."""
        current = load_case(self.store, key)
        return any((due.file, due.stands_by) == (paper.file, paper.stands_by) for due in due_papers(current))

    def _answer(
        self, key: str, case: Case, at: datetime, warnings: tuple[Problem, ...], with_papers: bool
    ) -> Outcome:
        papers = self.make_papers(key) if with_papers else ()
        replaced = self.warn_of_papers(key, papers)
        return Outcome(key, case, papers, (*warnings, *replaced), open_tasks(case, at, key=key))


def find_recorded(case: Case, request: Request) -> Decision | None:
    """Return the last decision when it is what a request asks for: the call was broken off and repeated."""
    last = case.decisions[-1] if case.decisions else None
    if last is None:
        return None
    asked = (
        (request.item, last.item),
        (request.at, last.at),
        (request.handover, last.handover),
        (request.deadline, last.deadline),
        (request.office, last.office),
        (request.digest, last.digest[: len(request.digest)]),
        (request.step, last.step),
    )
    same = (request.action, request.person, check_note(request.note)[0]) == (
        last.action,
        last.person,
        last.note,
    )
    return last if same and all(wanted == found for wanted, found in asked if wanted) else None


def _only_open_item(case: Case, action: str) -> str:
    """Return the item that an action can only mean, because its step waits for no other."""
    found = case.procedure.find_action(action)
    waiting = [one.item for one in case.progress.open.values() if found and one.step == found[0].key]
    return waiting[0] if len(waiting) == 1 else ""


def _bring_pages(case: Case, request: Request, item: str) -> tuple[BuiltPage, ...]:
    """Return the pages that a call brings: of the item that it names, or all for the whole work order."""
    found = case.procedure.find_action(request.action)
    if not request.pages or found is None:
        return ()
    if found[0].scope == "case":
        return request.pages
    known = case.progress.items.get(item)
    # An unknown item is refused by the rules, which know all items to offer.
    return (get_page(request.pages, known.item),) if known else ()


def _unread(key: str) -> Problem:
    return Problem.of("case-not-counted", Place(file=key), case=key)
