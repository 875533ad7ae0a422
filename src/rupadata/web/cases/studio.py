"""The designer's page: opened from its spec, changed by small steps that can be undone, drawn anew in
all sizes.

An edit is the page.json on the bench, where it differs from the proposal beside it: a new reading keeps it.
What can be undone lies beside the build, in `edits/`.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from rupadata.analysis import find_findings
from rupadata.analysis.finding import Finding
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.themes import THEMES
from rupadata.edition import Drawing, DrawRequest, draw_edition, page_date
from rupadata.errors import InputRefusedError, UsageError
from rupadata.folder import PROPOSAL_FILE, PageJob, draw_page
from rupadata.formats import picture
from rupadata.language import message_language, say
from rupadata.logs import get_log
from rupadata.model.edition import Edition, Manifest, load_manifest
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import BlockSpec, PageSpec, encode_spec, load_spec, parse_spec
from rupadata.rebuild import find_book, load_books, load_observations, office_of_build
from rupadata.request import BuildRequest, FileOptions
from rupadata.sink import FolderSink
from rupadata.subjects.symbols import has_symbol
from rupadata.version import __version__
from rupadata.web.accounts.office_files import current_folder, office_at
from rupadata.web.cases.bench import Bench
from rupadata.whole_files import write_whole

log = get_log(__name__)

MOST_UNDO = 30
MOST_PICTURES = 64
_pictures: dict[str, bytes] = {}
_drawing = threading.Lock()
HEROES = ("years", "huge-number", "then-now", "regions", "map", "breakdown", "waffle")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page on the bench as it stands: its spec, its book, how many steps can be undone and done again.

    `origin` tells the observations and the office apart: their file, its time, the office's folder.
    """

    bench: Bench
    path: str
    spec: PageSpec
    book: SubjectBook
    office: Office
    date: str
    undo: int
    redo: int
    origin: tuple[str, int, str]


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
    kept = _edits(bench, path)
    spec_path = bench.build / path / "page.json"
    spec = load_spec(spec_path)
    data = bench.build / "observations.parquet"
    origin = (str(data), data.stat().st_mtime_ns, str(current_folder()))
    books, office = _books(*origin, spec.region.code)
    book = find_book(books, spec)
    date = manifest.date or page_date(book, spec)
    return Draft(bench, path, spec, book, office, date, len(kept["undo"]), len(kept["redo"]), origin)


def change_draft(draft: Draft, spec: PageSpec) -> Draft:
    """Keep a changed spec as the page's own, the one before it to be undone to."""
    kept = _edits(draft.bench, draft.path)
    before = encode_spec(draft.spec).decode()
    facts = {"undo": [*kept["undo"], before][-MOST_UNDO:], "redo": []}
    return _put(draft, spec, facts)


def step_back(draft: Draft, *, forward: bool = False) -> Draft:
    """Undo the last change, or do it again."""
    kept = _edits(draft.bench, draft.path)
    source, target = ("redo", "undo") if forward else ("undo", "redo")
    if not kept[source]:
        return draft
    spec = parse_spec(kept[source][-1], name="page.json")
    facts = {source: kept[source][:-1], target: [*kept[target], encode_spec(draft.spec).decode()]}
    return _put(draft, spec, facts)


def edit_spec(spec: PageSpec, op: str, value: str) -> PageSpec:
    """Return a spec after one small change; the value says of what."""
    if op == "headline":
        return replace(spec, title=replace(spec.title, finding=value, pattern="", headline={}))
    if op == "headline-text":
        words = {**spec.title.headline, "id": value.strip()} if value.strip() else {}
        return replace(spec, title=replace(spec.title, headline=words))
    if op == "hero" and value in HEROES:
        indicator = spec.hero.indicator if spec.hero else (spec.indicators[0] if spec.indicators else "")
        findings = spec.hero.findings if spec.hero else ()
        hero = BlockSpec(kind=value, indicator=indicator, findings=findings, options={"large": True})
        return replace(spec, hero=hero)
    if op == "theme" and value in THEMES:
        return replace(spec, theme=value)
    if op == "symbol" and has_symbol(value):
        return replace(spec, subject=replace(spec.subject, symbol=value))
    if op in ("up", "down", "hide"):
        return replace(spec, blocks=_moved(spec.blocks, op, int(value) if value.isdigit() else -1))
    if op == "add" and value in BLOCKS:
        lead = spec.indicators[0] if spec.indicators else ""
        return replace(spec, blocks=(*spec.blocks, BlockSpec(kind=value, indicator=lead)))
    raise UsageError(
        say(id="Perubahan itu tidak dikenal.", en="That change is unknown."), code="edit-unknown"
    )


def draw(draft: Draft, sizes: tuple[str, ...] = ("portrait",)) -> Drawing:
    """Return the page drawn as it stands: its scenes, evidence and problems."""
    request = DrawRequest(sizes=sizes, theme=draft.spec.theme or "default", date=draft.date)
    return draw_edition(draft.spec, draft.book, draft.office, request)


def draft_svg(draft: Draft, size: str) -> tuple[bytes, str]:
    """Return the page as SVG in one size, and the digest of all that it depends on."""
    facts = (draft.origin, draft.date, size, encode_spec(draft.spec).decode(), __version__)
    digest = sha256(repr(facts).encode()).hexdigest()[:32]
    with _drawing:
        known = _pictures.pop(digest, None)
    if known is None:
        known = picture(draw(draft, (size,)).scenes[size], "svg", FileOptions())
    with _drawing:
        _pictures[digest] = known
        while len(_pictures) > MOST_PICTURES:
            del _pictures[next(iter(_pictures))]
    return known, digest


def draft_findings(draft: Draft) -> list[dict[str, Any]]:
    """Return the findings of the page's data that can lead it, as sentences with their headlines."""
    lang = message_language()
    findings: tuple[Finding, ...] = find_findings(
        draft.book, draft.spec.indicators, period=draft.spec.until or None
    )
    shown = []
    for finding in findings:
        if finding.headline and lang in finding.headline:
            shown.append(
                {
                    "id": finding.id,
                    "headline": str(finding.headline[lang]),
                    "sentence": str(finding.sentence.get(lang, "")),
                    "leads": finding.id == draft.spec.title.finding,
                }
            )
    return shown[:10]


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
        edited=draft.undo > 0,
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


def _moved(blocks: tuple[BlockSpec, ...], op: str, at: int) -> tuple[BlockSpec, ...]:
    if not 0 <= at < len(blocks):
        return blocks
    rest = [*blocks[:at], *blocks[at + 1 :]]
    if op == "hide":
        return tuple(rest)
    to = max(0, at - 1) if op == "up" else min(len(rest), at + 1)
    rest.insert(to, blocks[at])
    return tuple(rest)


def _put(draft: Draft, spec: PageSpec, facts: dict[str, Any]) -> Draft:
    text = encode_spec(spec)
    write_whole(draft.bench.build / draft.path / "page.json", text)
    kept = draft.bench.folder / "edits" / f"{draft.path}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, json.dumps(facts, ensure_ascii=False).encode())
    return replace(draft, spec=spec, undo=len(facts["undo"]), redo=len(facts["redo"]))


def _edits(bench: Bench, path: str) -> dict[str, list[str]]:
    kept = bench.folder / "edits" / f"{path}.json"
    if not kept.is_file():
        return {"undo": [], "redo": []}
    try:
        facts = msgspec.json.decode(kept.read_bytes(), type=dict[str, list[str]])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # What could be undone is lost; the page itself is not.
        log.warning("%s is not what was kept; nothing can be undone", kept, exc_info=True)
        facts = {}
    return {"undo": facts.get("undo", []), "redo": facts.get("redo", [])}


def _manifest(bench: Bench) -> Manifest:
    path = bench.build / "manifest.json"
    if not path.is_file():
        raise InputRefusedError(
            say(id="Belum ada tabel yang dibaca.", en="No tables were read yet."), code="tables-missing"
        )
    return load_manifest(path)


@lru_cache(maxsize=8)
def _books(
    data: str, changed: int, office_folder: str, region: str
) -> tuple[tuple[SubjectBook, ...], Office]:
    """Return the books of a reading, and the office with the regions and outlines that it used."""
    path = Path(data)
    office = office_of_build(path, office_at(office_folder))
    return tuple(load_books(path, load_observations(path), region, office)), office
