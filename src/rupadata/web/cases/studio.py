"""The designer's page: opened from its spec, changed by small steps that can be undone, drawn anew in
all sizes.

An edit is the page.json on the bench, where it differs from the proposal beside it: a new reading lays it
over what is then proposed. What can be undone lies beside the build, in `edits/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from filelock import FileLock
from msgspec.structs import replace

from rupadata.analysis.finding import Finding
from rupadata.compose import OpenBooks
from rupadata.compose.content import find_kinds
from rupadata.compose.own_words import prove_once
from rupadata.edition import Drawing, DrawRequest, draw_edition, page_date
from rupadata.errors import InputRefusedError
from rupadata.folder import EDITS_FILE, PROPOSAL_FILE, PageJob, draw_page, read_edits
from rupadata.formats import picture
from rupadata.language import say
from rupadata.logs import get_log
from rupadata.model.edition import Edition, Manifest, parse_manifest
from rupadata.model.evidence import Evidence
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import (
    BlockSpec,
    Overlay,
    PageSpec,
    TitleSpec,
    encode_overlay,
    encode_spec,
    load_spec,
    parse_spec,
)
from rupadata.rebuild import find_book, load_books, load_observations, office_of_build
from rupadata.request import BuildRequest, FileOptions
from rupadata.sink import FolderSink
from rupadata.studio import Fitted, fit_edits, take_way
from rupadata.studio.actions import Action, Stage, act
from rupadata.studio.history import History, encode_history, parse_history
from rupadata.version import __version__
from rupadata.web.accounts.office_files import current_folder, office_at
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.recent import Recent
from rupadata.whole_files import write_whole

log = get_log(__name__)
T = TypeVar("T")

PICTURE_BYTES = 6_000_000
"""So much of the pictures drawn last is kept: a hundred of usual size."""
_pictures = Recent(PICTURE_BYTES)
READ_BYTES = 8_000_000
"""So much of the files read last is kept as values: pages and manifests of the open studios. An unchanged
page is then the very same value, by which its drawings are found again."""
_read = Recent(READ_BYTES)
_histories = Recent(READ_BYTES)
"""Histories apart: one of thousands of steps pushes no page out."""
VALUE_SIZE = 6
"""How many times its JSON a value takes in memory, the JSON beside it."""
_opened = OpenBooks()
"""Findings, contents, places and drawings of the pages that designers of this process have open."""
DRAWN_SIZES = 2
"""How many drawings of each open page are kept."""


class DraftChangedError(Exception):
    """Somebody else changed the page since it was shown: `draft` is the page as it stands now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(draft.path)


class Draft(msgspec.Struct, frozen=True, dict=True):
    """A page on the bench as it stands: its spec, its book, what was done to it.

    `origin` tells the observations and the office apart: their file, its time, the office's folder.
    """

    bench: Bench
    path: str
    spec: PageSpec
    book: SubjectBook
    office: Office
    date: str
    lang: str
    history: History
    origin: tuple[str, int, str]

    @property
    def number(self) -> int:
        """Return how often the page was changed so far."""
        return self.history.number

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return what can be said of the page's data, the weightiest first."""
        return _opened.findings(self.book, self.spec.indicators, self.spec.until, self.office)

    def prove(self, text: str) -> tuple[Evidence, ...]:
        """Return what bears out the figures of own words in the language of the page."""
        spec = self.spec
        return prove_once(text, self.lang, self.book, spec.indicators, spec.until, _opened, self.office)

    def shows(self, *, large: bool = False) -> frozenset[str]:
        """Return the kinds of blocks that the page's data can fill; `large` as its lead picture."""
        return find_kinds(self.spec, self.book, self.office, _opened, lang=self.lang, large=large)

    @property
    def stage(self) -> Stage:
        """Return what actions on the page may draw on."""
        return Stage(
            self.book,
            {one.id: one for one in self.findings},
            self.lang,
            self.office.symbols.names,
            {one.name: one for one in self.office.illustrations},
        )

    @cached_property
    def fitted(self) -> Fitted:
        """Return the edits of the page laid over what is proposed now, and those that do not fit."""
        proposed = self.proposed
        return fit_edits(proposed, self.overlay, self.book, _opened, self.office.symbols.names, self.office)

    @property
    def proposed(self) -> PageSpec:
        """Return what the engine proposes in the place of the page."""
        kept = FolderSink(self.bench.build).read(f"{self.path}/{PROPOSAL_FILE}")
        return _page(kept, PROPOSAL_FILE) if kept else self.spec

    @property
    def overlay(self) -> Overlay:
        """Return what people changed on the page."""
        sink, manifest = FolderSink(self.bench.build), _manifest(self.bench)
        return read_edits(sink, self.path, self.proposed, manifest, read_page=_page)


def open_draft(bench: Bench, path: str) -> Draft:
    """Return the page of a path on the bench; refuse a path that the build does not have."""
    manifest = _manifest(bench)
    if path not in {edition.path for edition in manifest.editions}:
        raise InputRefusedError(
            say(id="Halaman ini belum digambar.", en="This page is not drawn yet."),
            code="page-not-drawn",
            hint=say(
                id="Minta Staf Analis membaca tabelnya, lalu buka lagi.",
                en="Ask the analyst to read its tables, then open it again.",
            ),
        )
    file = bench.build / path / "page.json"
    spec = _page(file.read_bytes()) if file.is_file() else load_spec(file)
    data = bench.build / "observations.parquet"
    origin = (str(data), data.stat().st_mtime_ns, str(current_folder()))
    books, office = _books(*origin, spec.region.code)
    book = find_book(books, spec)
    known = _opened.recall("dates", (book,), spec.indicators, lambda: page_date(book, spec))
    date = manifest.date or known
    return Draft(bench, path, spec, book, office, date, manifest.lang, _history(bench, path), origin)


def change_draft(bench: Bench, path: str, seen: int | None, action: Action, by: str = "") -> Draft:
    """Do one action on a page and return it as it stands then.

    `seen` is the number of the page that the person had before them: where somebody else has changed it
    since, nothing is done and `DraftChangedError` brings that page. None changes whatever stands there.
    """

    def changed(draft: Draft) -> tuple[History, PageSpec]:
        after = act(draft.spec, action, draft.stage)
        return draft.history.record(draft.spec, after, action.op, by), after

    return _change(bench, path, seen, changed)


def step_back(bench: Bench, path: str, seen: int | None, *, forward: bool = False) -> Draft:
    """Undo the last change of a page, or do it again."""

    def stepped(draft: Draft) -> tuple[History, PageSpec]:
        steps = draft.history.redo if forward else draft.history.undo
        kept = steps[-1].kept if steps else None
        now = draft.overlay if kept is not None else None
        step = draft.history.forward if forward else draft.history.back
        history, spec = step(draft.spec, now)
        if kept is not None:
            _keep_edits(bench, path, kept, spec)
        return history, spec

    return _change(bench, path, seen, stepped)


def put_back(bench: Bench, path: str, seen: int | None, spec: PageSpec, by: str = "") -> Draft:
    """Make a kept version the page again, as one step that can be undone."""
    return _change(
        bench, path, seen, lambda draft: (draft.history.record(draft.spec, spec, "version", by), spec)
    )


def leave_misfit(bench: Bench, path: str, seen: int | None, place: str, way: int, by: str = "") -> Draft:
    """Take one of the ways out of an edit that does not fit the data any more."""

    def left(draft: Draft) -> tuple[History, PageSpec]:
        misfit = next((one for one in draft.fitted.misfits if one.place == place), None)
        if misfit is None or not 0 <= way < len(misfit.ways):
            return draft.history, draft.spec
        overlay = take_way(draft.fitted.overlay, misfit, misfit.ways[way])
        fitted = fit_edits(
            draft.proposed, overlay, draft.book, _opened, draft.office.symbols.names, draft.office
        )
        _keep_edits(bench, path, fitted.overlay, fitted.spec)
        history = draft.history.record(draft.spec, fitted.spec, "misfit", by, draft.fitted.overlay)
        return history, fitted.spec

    return _change(bench, path, seen, left)


def _keep_edits(bench: Bench, path: str, overlay: Overlay, spec: PageSpec) -> None:
    """Keep edits beside the page that they make of the proposal."""
    made = sha256(encode_spec(spec)).hexdigest()
    write_whole(bench.build / path / EDITS_FILE, encode_overlay(replace(overlay, made=made)))


def try_action(draft: Draft, action: Action) -> Draft:
    """Return the page as an action would make it, without keeping it."""
    return replace(draft, spec=act(draft.spec, action, draft.stage))


def page_seen(draft: Draft, seen: int) -> Draft | None:
    """Return the page as it stood at an earlier number; None where that is too long ago."""
    spec = draft.history.page_of(seen, draft.spec)
    return None if spec is None else replace(draft, spec=spec)


def shows_same_parts(one: Draft, other: Draft) -> bool:
    """Tell whether two states of a page have the same parts and looks, and differ in their words at most."""
    return _without_words(one.spec) == _without_words(other.spec)


def _without_words(spec: PageSpec) -> PageSpec:
    def bare(block: BlockSpec) -> BlockSpec:
        return replace(block, title={}, note={}, comments=(), findings=())

    blocks = tuple(map(bare, spec.blocks))
    return replace(spec, title=TitleSpec(), blocks=blocks, hero=bare(spec.hero) if spec.hero else None)


def _change(
    bench: Bench, path: str, seen: int | None, change: Callable[[Draft], tuple[History, PageSpec]]
) -> Draft:
    with _held(bench, path):
        draft = open_draft(bench, path)
        if seen is not None and seen != draft.number:
            raise DraftChangedError(draft)
        history, spec = change(draft)
        if spec != draft.spec:
            page = encode_spec(spec)
            write_whole(bench.build / path / "page.json", page)
            spec = _page(page)
        kept = encode_history(history)
        write_whole(_history_path(bench, path), kept)
        return replace(draft, spec=spec, history=_recall(path, kept, lambda: history, _histories))


@contextmanager
def _held(bench: Bench, path: str) -> Iterator[None]:
    """Let one person at a time change a page."""
    kept = _history_path(bench, path)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(kept.with_suffix(".lock")):
        yield


def draw(draft: Draft, sizes: tuple[str, ...] = ("portrait",)) -> Drawing:
    """Return the page drawn as it stands: its scenes, evidence and problems."""
    theme = draft.spec.theme or "default"
    request = DrawRequest(sizes=sizes, theme=theme, date=draft.date, lang=draft.lang)
    return _opened.recall(
        "drawings",
        (draft.spec, draft.book, draft.office),
        request,
        lambda: draw_edition(draft.spec, draft.book, draft.office, request, _opened),
        each=DRAWN_SIZES,
    )


def draft_svg(draft: Draft, size: str) -> tuple[bytes, str]:
    """Return the page as SVG in one size, its text to be set by the browser, and the digest of all that it
    depends on."""
    facts = (draft.origin, draft.date, size, encode_spec(draft.spec).decode(), __version__)
    digest = sha256(repr(facts).encode()).hexdigest()[:32]

    def made() -> bytes:
        return picture(draw(draft, (size,)).scenes[size], "svg", FileOptions(svg_text="text"))

    return _pictures.recall(digest, made, len), digest


def draw_draft(draft: Draft) -> Edition:
    """Draw the page in all sizes and formats of its build, and put it into the build's manifest."""
    bench, manifest = draft.bench, _manifest(draft.bench)
    request = BuildRequest(
        sizes=manifest.sizes,
        formats=manifest.formats,
        lang=manifest.lang,
        theme=draft.spec.theme or manifest.theme,
    )
    files = set(draft.book.observations["file"].unique())
    job = PageJob(
        draft.spec,
        draft.book,
        request,
        draft.date,
        tuple(SourceFile(one.file, one.sha256, 0) for one in manifest.sources if one.file in files),
        tuple(one.as_problem() for one in manifest.problems if one.where.file in files),
        edited=bool(draft.overlay),
        office=draft.office,
    )
    made = draw_page(job)
    edition = made.edition
    sink = FolderSink(bench.build)
    with sink.held():
        proposal = sink.read(f"{draft.path}/{PROPOSAL_FILE}")
        kept = {PROPOSAL_FILE: proposal} if proposal is not None else {}
        sink.put_page(draft.path, {**made.files, **kept}, sink.read(f"{draft.path}/page.json"))
    editions = tuple(edition if one.path == draft.path else one for one in manifest.editions)
    renewed = msgspec.json.encode(replace(manifest, editions=editions))
    write_whole(bench.build / "manifest.json", msgspec.json.format(renewed, indent=2) + b"\n")
    return edition


def _history_path(bench: Bench, path: str) -> Path:
    return bench.folder / "edits" / f"{path}.json"


def _history(bench: Bench, path: str) -> History:
    kept = _history_path(bench, path)
    if not kept.is_file():
        return History()
    try:
        content = kept.read_bytes()
        return _recall(path, content, lambda: parse_history(content, str(kept)), _histories)
    except InputRefusedError:
        # What could be undone is lost; the page itself is not.
        log.warning("%s is not what was kept; nothing can be undone", kept, exc_info=True)
        return History()


def _manifest(bench: Bench) -> Manifest:
    path = bench.build / "manifest.json"
    if not path.is_file():
        raise InputRefusedError(
            say(id="Belum ada tabel yang dibaca.", en="No tables were read yet."), code="tables-missing"
        )
    content = path.read_bytes()
    return _recall(str(path), content, lambda: parse_manifest(content, where=str(path)))


def _page(content: bytes, name: str = "page.json") -> PageSpec:
    return _recall(name, content, lambda: parse_spec(content, name=name))


def _recall(name: str, content: bytes, parse: Callable[[], T], among: Recent = _read) -> T:
    """Return the value of a file's content, the same one while it is among those read last."""
    return among.recall((name, content), parse, lambda _: VALUE_SIZE * len(content))


@lru_cache(maxsize=8)
def _books(
    data: str, changed: int, office_folder: str, region: str
) -> tuple[tuple[SubjectBook, ...], Office]:
    """Return the books of a reading, and the office with the regions and outlines that it used."""
    path = Path(data)
    office = office_of_build(path, office_at(office_folder))
    return tuple(load_books(path, load_observations(path), region, office)), office
