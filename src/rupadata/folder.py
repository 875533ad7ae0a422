"""The folder of a build: pages drawn and written whole, evidence beside them, the manifest at the top.

```
DIR/manifest.json
DIR/observations.parquet
DIR/grouping.json                where each indicator was put: pages are opened again as they were built
DIR/catalogue.toml               the office's own catalogue, where the build was given one
DIR/boundaries.geojson ...       the outlines of regions, where the build was given any
DIR/regions-1.csv ...            regions of the office's own, where its inputs bring any
DIR/<region_code>/<subject>/<page>/page.json, evidence.json, data.csv, <size>.<format>, data.xlsx
                                   data-id.csv and datapackage.json beside data.csv
                                   .proposal.json, the spec as the engine proposed it
                                   .edits.json, what a person changed on it, where anybody did
                                   .made.json, what it was made from, so that it need not be made again
```
A page's folder appears under its final name only when everything in it is written.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import msgspec
import polars as pl
from msgspec import field
from msgspec.structs import replace

from rupadata import render
from rupadata.analysis import Finding
from rupadata.compose import OpenBooks
from rupadata.data_files import PACKAGE_FILE, PEOPLES_FILE, package, peoples_csv
from rupadata.edition import DrawRequest, draw_edition, each_once, page_folder
from rupadata.formats import data_file, last_day, picture
from rupadata.model.edition import (
    Edition,
    Engine,
    LeftOut,
    MadeFile,
    Manifest,
    ProblemEntry,
    UsedIndicator,
    UsedSource,
    get_manifest,
    parse_manifest,
)
from rupadata.model.observations import OBSERVATION_SCHEMA, Reading
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import (
    Overlay,
    PageSpec,
    encode_overlay,
    encode_spec,
    parse_overlay,
    parse_spec,
    revise_edits,
)
from rupadata.problems import Place, Problem
from rupadata.render import ARTICLE_FORMATS, DATA_FORMATS, PAGE_FORMATS
from rupadata.request import BuildRequest
from rupadata.sink import SPEC_FILE, FolderSink, Sink
from rupadata.studio import Misfit, fit_edits, misfit_problem
from rupadata.version import __version__

MANIFEST_VERSION = 1
MANIFEST_FILE, OBSERVATIONS_FILE = "manifest.json", "observations.parquet"
GROUPING_FILE, CATALOGUE_FILE = "grouping.json", "catalogue.toml"
BOUNDARIES_STEM = "boundaries"
_REGION_LIST = re.compile(r"regions-[0-9]+\.csv")
EVIDENCE_FILE = "evidence.json"
EDITS_FILE = ".edits.json"
"""What a person changed on the page, kept apart from both: see `pagespec.overlay`."""
PROPOSAL_FILE = ".proposal.json"
"""The spec that the engine proposed, beside the page.json that is built: no part of the edition."""
RECORD_FILE = ".made.json"
"""What the page was made from; see `page_records`. No part of the edition."""


class PageJob(msgspec.Struct, frozen=True):
    """Everything needed to draw one page, as plain values that can travel to another process.

    `sources` and `problems` are those of the files that its book is made of. `planned` is the spec that the
    engine proposes; `edited` tells that a person's edits are in it, `misfits` which of them do not fit.
    `findings` are those of the spec's indicators where planning has found them already.
    """

    spec: PageSpec
    book: SubjectBook
    request: BuildRequest
    date: str
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    edited: bool = False
    office: Office = field(default_factory=default_office)
    findings: tuple[Finding, ...] | None = None
    misfits: tuple[Misfit, ...] = ()


class MadePage(msgspec.Struct, frozen=True):
    """A page as it was made: its edition, and its files by their names in the page's folder."""

    edition: Edition
    files: dict[str, bytes]


def asked_beside(formats: Collection[str]) -> dict[str, bool]:
    """Return what formats ask to be drawn beside a page's sizes, as words of a `DrawRequest`."""
    return {
        "article": any(name in ARTICLE_FORMATS for name in formats),
        "carousel": "carousel" in formats,
    }


def draw_request(job: PageJob) -> DrawRequest:
    """Return how the page of a job is drawn."""
    request = job.request
    return DrawRequest(
        sizes=request.sizes,
        theme=request.theme,
        lang=request.lang,
        date=job.date,
        **asked_beside(request.formats),
    )


def draw_page(job: PageJob) -> MadePage:
    """Draw one page in all its sizes and formats, check it, and return its files and its edition."""
    request, spec = job.request, job.spec
    opened = OpenBooks()
    if job.findings is not None:
        opened.keep_findings(job.book, spec.indicators, spec.until, job.findings, job.office)
    drawing = draw_edition(spec, job.book, job.office, draw_request(job), opened)
    place, used = drawing.place, drawing.used
    files_used = set(used["file"].to_list())
    files = {SPEC_FILE: encode_spec(spec), EVIDENCE_FILE: _dump(list(drawing.evidence)).encode()}
    for size, scene in drawing.scenes.items():
        for name in request.formats:
            if name not in (*DATA_FORMATS, *PAGE_FORMATS):
                files[f"{size}.{name}"] = picture(scene, name, request.files, date=job.date)
    if "html" in request.formats:
        files["page.html"] = render.render_html(drawing.article).encode("utf-8")
    if "docx" in request.formats:
        files["page.docx"] = render.render_docx(drawing.article, date=last_day(job.date))
    if "carousel" in request.formats:
        for number, scene in enumerate(drawing.carousel, 1):
            files[f"carousel-{number}.png"] = picture(scene, "png", request.files)
    for name in dict.fromkeys(("csv", *request.formats)):
        if name in DATA_FORMATS:
            files[f"data.{name}"] = data_file(used, name, title=place, date=job.date)
    files[PEOPLES_FILE] = peoples_csv(used)
    files[PACKAGE_FILE] = package(drawing.title, place.replace("/", "-"))
    problems = each_once((*_problems_of_page(job, used), *drawing.problems))
    edition = Edition(
        path=place,
        region=spec.region.code,
        region_name=spec.region.name,
        subject=spec.subject.key,
        subject_name=job.book.subject.name,
        page=spec.page,
        title=drawing.title,
        digest=drawing.digest,
        indicators=spec.indicators,
        why=tuple(why for key in spec.indicators for why in job.book.indicator(key).why),
        files=tuple(made_file(f"{place}/{name}", content) for name, content in sorted(files.items())),
        sources=tuple(
            UsedSource(source.file, source.sha256) for source in job.sources if source.file in files_used
        ),
        problems=tuple(problem_entry(problem) for problem in problems),
        contents=tuple(_describe_indicator(job.book, key) for key in spec.indicators),
    )
    return MadePage(edition, files)


def _describe_indicator(book: SubjectBook, key: str) -> UsedIndicator:
    indicator = book.indicator(key)
    columns = (book.values_of(name, (key,)) for name in ("value", "period", "region_code", "region"))
    known = [row for value, *row in zip(*columns, strict=True) if value is not None]
    # Where years and months stand together, the years say enough.
    shortest = min((len(period) for period, _, _ in known), default=0)
    periods = {period for period, _, _ in known if len(period) == shortest}
    regions = {(code, name) for _, code, name in known if code != book.region_code}
    return UsedIndicator(
        indicator.name, indicator.unit, min(periods, default=""), max(periods, default=""), len(regions)
    )


class KeptSpec(msgspec.Struct, frozen=True):
    """The spec to build a page from: the engine's proposal with what a person made of an earlier one.

    `seen` is the page.json that was found; `proposal` the bytes to keep beside it, by which a later edit is
    known; `overlay` the edits and `misfits` those of them that do not fit the data.
    """

    spec: PageSpec
    seen: bytes | None
    proposal: bytes
    overlay: Overlay
    misfits: tuple[Misfit, ...] = ()

    @property
    def edited(self) -> bool:
        """Tell whether a person had a hand in the page."""
        return bool(self.overlay)

    @property
    def files(self) -> dict[str, bytes]:
        """Return what is kept beside the page, by name: no part of the edition."""
        kept = {PROPOSAL_FILE: self.proposal}
        if self.overlay:
            made = hashlib.sha256(encode_spec(self.spec)).hexdigest()
            kept[EDITS_FILE] = encode_overlay(replace(self.overlay, made=made))
        return kept


def keep_edits(
    sink: Sink,
    planned: PageSpec,
    manifest: Manifest | None,
    book: SubjectBook,
    opened: OpenBooks | None = None,
    earlier: EarlierPages | None = None,
    symbols: Collection[str] = (),
    office: Office | None = None,
) -> KeptSpec:
    """Return what a page is built from: the planned spec with the edits that a person made of it.

    They are those found in the sink; where there are none, those of the same page in an `earlier` build.
    `symbols` are the office's own; its outlines tell which regions touch.
    """
    place = page_folder(planned)
    followed = earlier.edits_of(planned) if earlier is not None else Overlay()
    overlay = read_edits(sink, place, planned, manifest) or followed
    fitted = fit_edits(planned, overlay, book, opened, symbols, office)
    seen = sink.read(f"{place}/{SPEC_FILE}")
    return KeptSpec(fitted.spec, seen, encode_spec(planned), fitted.overlay, fitted.misfits)


def read_edits(
    sink: Sink,
    place: str,
    planned: PageSpec,
    manifest: Manifest | None,
    read_page: Callable[[bytes, str], PageSpec] = lambda content, name: parse_spec(content, name=name),
) -> Overlay:
    """Return what a person made of a page that a build left in a sink; nothing where nobody touched it.

    `read_page` makes a spec of a file's content and name: whoever remembers pages lends its own.
    """
    seen = sink.read(f"{place}/{SPEC_FILE}")
    before = sink.read(f"{place}/{PROPOSAL_FILE}")
    kept = sink.read(f"{place}/{EDITS_FILE}")
    if seen is None:
        return Overlay()
    overlay = Overlay() if kept is None else parse_overlay(kept, f"{place}/{EDITS_FILE}")
    if kept is not None and overlay.made == hashlib.sha256(seen).hexdigest():
        return overlay
    if not (_is_edited(place, seen, manifest) if before is None else seen != before):
        return Overlay()
    proposed = read_page(before, PROPOSAL_FILE) if before else planned
    return revise_edits(overlay, proposed, read_page(seen, SPEC_FILE))


class EarlierPages:
    """The pages of an earlier build, whose edits are laid over those of this one: last year's book."""

    def __init__(self, folder: Path) -> None:
        self._sink = FolderSink(folder)
        self._manifest = get_manifest(folder)
        self._taken: set[str] = set()

    def edits_of(self, planned: PageSpec) -> Overlay:
        """Return the edits of the page that a planned one follows: of its name, else of its lead."""
        edition = self._find(planned)
        if edition is None:
            return Overlay()
        self._taken.add(edition.path)
        return read_edits(self._sink, edition.path, planned, self._manifest)

    def _find(self, planned: PageSpec) -> Edition | None:
        held = [one for one in self._manifest.editions if one.path not in self._taken]
        same = next((one for one in held if one.path == page_folder(planned)), None)
        if same is not None:
            return same
        about = (planned.region.code, planned.subject.key, planned.indicators[:1])
        return next((one for one in held if (one.region, one.subject, one.indicators[:1]) == about), None)

    @property
    def left(self) -> tuple[Edition, ...]:
        """Return the edited pages that no page of this build follows."""
        return tuple(
            one
            for one in self._manifest.editions
            if one.path not in self._taken and any(problem.code == "spec-edited" for problem in one.problems)
        )


def _is_edited(place: str, seen: bytes, manifest: Manifest | None) -> bool:
    """Tell whether a page of a build that kept no proposals was edited: by its record and its problems."""
    edition = next((e for e in manifest.editions if e.path == place), None) if manifest else None
    if edition is None:
        return False
    if any(problem.code == "spec-edited" for problem in edition.problems):
        return True
    recorded = {file.path: file.sha256 for file in edition.files}.get(f"{place}/{SPEC_FILE}")
    return recorded is not None and recorded != hashlib.sha256(seen).hexdigest()


def last_manifest(sink: Sink) -> Manifest | None:
    """Return the manifest of the build that a sink holds, None where there is none."""
    content = sink.read(MANIFEST_FILE)
    return None if content is None else parse_manifest(content, where=MANIFEST_FILE)


def _problems_of_page(job: PageJob, used: pl.DataFrame) -> list[Problem]:
    """Return the problems of reading that touch the page's own sheets, and that its spec was edited."""
    sheets = set(zip(used["file"].to_list(), used["sheet"].to_list(), strict=True))
    files = {file for file, _ in sheets}
    mine = [
        problem
        for problem in job.problems
        if problem.where.file in files
        and (not problem.where.sheet or (problem.where.file, problem.where.sheet) in sheets)
    ]
    if job.edited:
        mine.append(Problem.of("spec-edited", Place(page_folder(job.spec), "", "page.json")))
    return [*mine, *(misfit_problem(one, page_folder(job.spec)) for one in job.misfits)]


def write_build(
    sink: Sink,
    reading: Reading,
    problems: Sequence[Problem],
    editions: Sequence[Edition],
    request: BuildRequest,
    date: str,
    kept: Mapping[str, bytes],
    left_out: Sequence[LeftOut],
) -> Manifest:
    """Write the observations, the manifest and what is `kept` by name; remove pages no longer made."""
    buffer = io.BytesIO()
    reading.observations.select(*OBSERVATION_SCHEMA).write_parquet(buffer, compression="zstd")
    lists = {f"regions-{number}.csv": content for number, content in enumerate(reading.region_lists, 1)}
    files = {OBSERVATIONS_FILE: buffer.getvalue(), **kept, **lists}
    manifest = Manifest(
        version=MANIFEST_VERSION,
        engine=Engine("rupadata", __version__),
        lang=request.lang,
        theme=request.theme,
        date=date,
        sizes=request.sizes,
        formats=request.formats,
        sources=tuple(UsedSource(source.file, source.sha256) for source in reading.sources),
        refused=reading.refused,
        editions=tuple(sorted(editions, key=lambda edition: edition.path)),
        problems=tuple(problem_entry(problem) for problem in problems),
        files=tuple(made_file(name, content) for name, content in files.items()),
        left_out=tuple(left_out),
    )
    before = last_manifest(sink)
    made = {edition.path for edition in editions}
    for edition in before.editions if before else ():
        if edition.path not in made:
            _remove_page(sink, edition)
    for file in before.files if before else ():
        if file.path not in files and _is_kept_input(file.path):
            _remove_made(sink, file)
    for name, content in files.items():
        sink.put(name, content)
    sink.put(MANIFEST_FILE, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def made_names(manifest: Manifest | None, place: str) -> frozenset[str]:
    """Return the names of the files that an earlier build made in a page's folder."""
    edition = next((e for e in manifest.editions if e.path == place), None) if manifest else None
    made = (file.path.removeprefix(f"{place}/") for file in edition.files) if edition else ()
    return frozenset((*made, EDITS_FILE))


def _remove_page(sink: Sink, edition: Edition) -> None:
    """Remove what a build made of a page that is no longer made; what a person wrote or put there stays."""
    edited = any(problem.code == "spec-edited" for problem in edition.problems)
    for file in edition.files:
        if not (edited and file.path.endswith(f"/{SPEC_FILE}")):
            _remove_made(sink, file)
    if sink.read(f"{edition.path}/{SPEC_FILE}") is None:
        for name in (PROPOSAL_FILE, EDITS_FILE, RECORD_FILE):
            sink.remove(f"{edition.path}/{name}")


def _remove_made(sink: Sink, file: MadeFile) -> None:
    content = sink.read(file.path)
    if content is not None and hashlib.sha256(content).hexdigest() == file.sha256:
        sink.remove(file.path)


def _is_kept_input(name: str) -> bool:
    """Tell whether a build keeps one of its inputs under a name."""
    stem = name.rpartition(".")[0]
    return name in (GROUPING_FILE, CATALOGUE_FILE) or stem == BOUNDARIES_STEM or is_region_list_name(name)


def is_region_list_name(name: str) -> bool:
    """Tell whether a build keeps a list of regions of the office's own under a name."""
    return _REGION_LIST.fullmatch(name) is not None


def problem_entry(problem: Problem) -> ProblemEntry:
    """Return the shape that manifests and `problems.json` give a problem."""
    return msgspec.convert(problem.as_dict(), ProblemEntry)


def made_file(name: str, content: bytes) -> MadeFile:
    """Return the record of a written file under the name that the manifest gives it."""
    return MadeFile(name, hashlib.sha256(content).hexdigest(), len(content))


def _dump(value: object) -> str:
    """Return JSON with its lines indented: the standard library writes it, but indents it slowly."""
    return msgspec.json.format(json.dumps(value, ensure_ascii=False), indent=1) + "\n"
