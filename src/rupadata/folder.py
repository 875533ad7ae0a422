"""The folder of a build: pages drawn and written whole, evidence beside them, the manifest at the top.

```
DIR/manifest.json
DIR/observations.parquet
DIR/grouping.json                where each indicator was put: pages are opened again as they were built
DIR/catalogue.toml               the office's own catalogue, where the build was given one
DIR/regions-1.csv ...            regions of the office's own, where its inputs bring any
DIR/<region_code>/<subject>/<page>/page.json, evidence.json, data.csv, <size>.<format>, data.xlsx
```
A page's folder appears under its final name only when everything in it is written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from rupadata.checks import (
    check_headline,
    check_outlines,
    check_plausible,
    check_scene,
    check_truth,
    read_cells,
)
from rupadata.compose import compose_page, theme_source
from rupadata.formats import data_file, picture
from rupadata.model.edition import (
    Edition,
    Engine,
    LeftOut,
    MadeFile,
    Manifest,
    ProblemEntry,
    UsedIndicator,
    UsedSource,
    load_manifest,
)
from rupadata.model.evidence import Evidence
from rupadata.model.observations import OBSERVATION_SCHEMA, Reading
from rupadata.model.source import SourceFile
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import PageSpec, encode_spec, load_spec, spec_digest_source
from rupadata.problems import Place, Problem
from rupadata.render import DATA_FORMATS
from rupadata.request import BuildRequest
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import fonts_digest
from rupadata.version import __version__

MANIFEST_VERSION = 1
GROUPING_FILE, CATALOGUE_FILE = "grouping.json", "catalogue.toml"


@dataclass(frozen=True, slots=True)
class PageJob:
    """Everything needed to draw one page, as plain values that can travel to another process.

    `sources` and `problems` are those of the files that its book is made of.
    """

    spec: PageSpec
    book: SubjectBook
    request: BuildRequest
    date: str
    output: Path
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    edited: bool = False
    office: Office = field(default_factory=default_office)


def page_folder(spec: PageSpec) -> str:
    """Return where a page stands below a build's folder."""
    return f"{spec.region.code}/{spec.subject.key}/{spec.page}"


def draw_page(job: PageJob) -> Edition:
    """Draw one page in all its sizes and formats, check it, write its folder, and return the edition."""
    request, spec, place = job.request, job.spec, page_folder(job.spec)
    used = job.book.rows_of(spec.indicators)
    scenes = {size: compose_scene(job, size) for size in request.sizes}
    evidence = page_evidence(scenes.values())
    problems = [*_problems_of_page(job, used), *check_headline(spec, job.book, request.lang, place)]
    problems += check_plausible(spec, job.book, place)
    problems += check_outlines(spec, job.book, job.office)
    cells = read_cells(job.book.observations)
    files_used = set(used["file"].unique())
    for size, scene in scenes.items():
        problems += check_scene(scene, f"{place}/{size}")
        problems += check_truth(scene, job.book, f"{place}/{size}", cells)

    final = job.output / place
    part = final.with_name(f".{final.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    (part / "page.json").write_bytes(encode_spec(spec))
    (part / "evidence.json").write_text(_dump(evidence), encoding="utf-8")
    for size, scene in scenes.items():
        for name in request.formats:
            if name not in DATA_FORMATS:
                (part / f"{size}.{name}").write_bytes(picture(scene, name, request.files, date=job.date))
    for name in dict.fromkeys(("csv", *request.formats)):
        if name in DATA_FORMATS:
            (part / f"data.{name}").write_bytes(data_file(used, name, title=place, date=job.date))
    files = tuple(made_file(path, f"{place}/{path.name}") for path in sorted(part.iterdir()))
    _put_in_place(part, final)

    return Edition(
        path=place,
        region=spec.region.code,
        region_name=spec.region.name,
        subject=spec.subject.key,
        subject_name=job.book.subject.name,
        page=spec.page,
        title=next(iter(scenes.values())).title,
        digest=edition_digest(spec, used, request.theme),
        indicators=spec.indicators,
        why=tuple(why for key in spec.indicators for why in job.book.indicator(key).why),
        files=files,
        sources=tuple(
            UsedSource(source.file, source.sha256) for source in job.sources if source.file in files_used
        ),
        problems=tuple(problem_entry(problem) for problem in each_once(problems)),
        contents=tuple(_describe_indicator(job.book, key) for key in spec.indicators),
    )


def _describe_indicator(book: SubjectBook, key: str) -> UsedIndicator:
    indicator = book.indicator(key)
    known = book.observations.filter(pl.col("indicator_key") == key, pl.col("value").is_not_null())
    # Where years and months stand together, the years say enough.
    shortest = pl.col("period").str.len_chars()
    periods = known.filter(shortest == shortest.min())["period"].unique().sort().to_list()
    regions = (
        known.filter(pl.col("region_code") != book.region_code).select("region_code", "region").n_unique()
    )
    return UsedIndicator(
        indicator.name,
        indicator.unit,
        periods[0] if periods else "",
        periods[-1] if periods else "",
        regions,
    )


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, one that several sizes of a page share only where it stands first."""
    found: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = (problem.code, problem.where.cell, problem.variant, problem.arguments)
        found.setdefault(key, problem)
    return tuple(found.values())


def compose_scene(job: PageJob, size: str) -> Scene:
    """Return the scene of a job's page in one size."""
    return compose_page(
        job.spec,
        job.book,
        office=job.office,
        size=size,
        theme=job.request.theme,
        lang=job.request.lang,
        date=job.date,
    )


def edition_digest(spec: PageSpec, used: pl.DataFrame, theme: str) -> str:
    """Return the digest of what an edition says: spec, observations, theme and fonts; no engine version."""
    digest = hashlib.sha256()
    digest.update(spec_digest_source(spec))
    digest.update(
        used.select(*OBSERVATION_SCHEMA).sort("file", "sheet", "cell", "dimensions").write_csv().encode()
    )
    digest.update(theme_source(theme))
    digest.update(fonts_digest().encode())
    return digest.hexdigest()


def page_evidence(scenes: Iterable[Scene]) -> list[dict[str, Any]]:
    """Return the entries of `evidence.json` for all sizes of a page, each once."""
    entries: dict[str, dict[str, Any]] = {}
    for scene in scenes:
        for text in texts(scene):
            for evidence in text.evidence:
                entry = _evidence_entry(text.id, evidence)
                entries.setdefault(json.dumps(entry, sort_keys=True), entry)
    return sorted(entries.values(), key=lambda entry: (entry["node"], entry["shown"], str(entry["from"])))


def _evidence_entry(node: str, evidence: Evidence) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "node": node,
        "shown": evidence.shown,
        "value": evidence.value,
        "unit": evidence.unit,
        "formula": evidence.formula,
        "from": [cell.as_dict() for cell in evidence.cells],
    }
    if evidence.of:
        entry["of"] = evidence.of
    if evidence.scale != 1.0:
        entry["scale"] = evidence.scale
    return entry


def recorded_specs(output: Path) -> dict[str, str]:
    """Return the digests that the last build recorded of its specs, by path; none where there was none."""
    manifest = output / "manifest.json"
    if not manifest.exists():
        return {}
    return {
        file["path"]: file["sha256"]
        for edition in json.loads(manifest.read_text(encoding="utf-8"))["editions"]
        for file in edition["files"]
        if file["path"].endswith("/page.json")
    }


def keep_edits(output: Path, spec: PageSpec, recorded: Mapping[str, str]) -> tuple[PageSpec, bool]:
    """Return the spec to build: the planned one, or the one that a person edited since the last build.

    A page.json is edited when its content is not what the manifest beside it recorded.
    """
    name = f"{page_folder(spec)}/page.json"
    path = output / name
    if name not in recorded or not path.exists():
        return spec, False
    if recorded[name] == hashlib.sha256(path.read_bytes()).hexdigest():
        return spec, False
    edited = load_spec(path)
    return replace(edited, page=spec.page, subject=replace(edited.subject, key=spec.subject.key)), True


def _problems_of_page(job: PageJob, used: pl.DataFrame) -> list[Problem]:
    """Return the problems of reading that touch the page's own sheets, and that its spec was edited."""
    sheets = {(file, sheet) for file, sheet in used.select("file", "sheet").unique().iter_rows()}
    files = {file for file, _ in sheets}
    mine = [
        problem
        for problem in job.problems
        if problem.where.file in files
        and (not problem.where.sheet or (problem.where.file, problem.where.sheet) in sheets)
    ]
    if job.edited:
        mine.append(Problem.of("spec-edited", Place(page_folder(job.spec), "", "page.json")))
    return mine


def write_build(
    output: Path,
    reading: Reading,
    problems: Sequence[Problem],
    editions: Sequence[Edition],
    request: BuildRequest,
    date: str,
    kept: Mapping[str, bytes],
    left_out: Sequence[LeftOut],
) -> Manifest:
    """Write the observations, the manifest and what is `kept` by name; remove pages no longer made."""
    parquet = output / "observations.parquet"
    part = parquet.with_name(".observations.part")
    reading.observations.select(*OBSERVATION_SCHEMA).write_parquet(part, compression="zstd")
    part.replace(parquet)
    for name, content in kept.items():
        (output / name).write_bytes(content)
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
        files=tuple(made_file(output / name, name) for name in (parquet.name, *kept)),
        left_out=tuple(left_out),
    )
    _remove_stale(output, manifest)
    for stale in output.glob("regions-*.csv"):
        stale.unlink()
    for number, content in enumerate(reading.region_lists, 1):
        (output / f"regions-{number}.csv").write_bytes(content)
    part = output / ".manifest.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    part.replace(output / "manifest.json")
    return manifest


def _remove_stale(output: Path, manifest: Manifest) -> None:
    path = output / "manifest.json"
    if not path.exists():
        return
    kept = {edition.path for edition in manifest.editions}
    for edition in load_manifest(path).editions:
        if edition.path not in kept:
            shutil.rmtree(output / edition.path, ignore_errors=True)


def problem_entry(problem: Problem) -> ProblemEntry:
    """Return the shape that manifests and `problems.json` give a problem."""
    return msgspec.convert(problem.as_dict(), ProblemEntry)


def made_file(path: Path, name: str) -> MadeFile:
    """Return the record of a written file under the name that the manifest gives it."""
    content = path.read_bytes()
    return MadeFile(name, hashlib.sha256(content).hexdigest(), len(content))


def _put_in_place(part: Path, final: Path) -> None:
    old = final.with_name(f".{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    part.rename(final)
    shutil.rmtree(old, ignore_errors=True)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
