"""Read files and folders into observations: the whole of this room on one screen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from rupadata.errors import InputRefusedError, UsageError
from rupadata.glossary import Glossary
from rupadata.guarded import GuardedProcess
from rupadata.language import in_both, message_language, messages_in
from rupadata.limits import Limits, bounded_by, current_limits
from rupadata.logs import get_log, log_file
from rupadata.model.observations import (
    OBSERVATION_SCHEMA,
    Reading,
    dimensions_json,
    empty_observations,
)
from rupadata.model.source import SourceFile
from rupadata.model.thresholds import SMALL_CELL
from rupadata.problems import Place, Problem, Problems, Severity
from rupadata.regions import Regions, is_region_list, official_regions
from rupadata.regions.own import FILE_NAME as REGION_LIST
from rupadata.tables.agreement.across_files import check_across
from rupadata.tables.agreement.consistency import check_consistency
from rupadata.tables.agreement.plausible import check_plausible
from rupadata.tables.long.long_open import LongTable, open_long
from rupadata.tables.opening.context import Context
from rupadata.tables.opening.files import FoundFile, find_files, open_sheets
from rupadata.tables.opening.guarded_reading import (
    ReadFile,
    call_guarded,
    encode_answer,
    is_out_of_the_ordinary,
    read_in_time,
)
from rupadata.tables.opening.metadata import FolderCatalogues
from rupadata.tables.reading.hidden import point_out_hidden
from rupadata.tables.reading.privacy import point_out_small_cells
from rupadata.tables.reading.recipe import (
    Recipe,
    SheetRecipe,
    accept_cells,
    apply_to_sheet,
    find_recipe,
    load_recipe,
)
from rupadata.tables.reading.service_sheet import tidy_service_sheet
from rupadata.tables.reading.tidy import tidy_block, title_head, title_of
from rupadata.tables.shape.blocks import is_continued
from rupadata.tables.shape.date_cells import settle_dates
from rupadata.tables.shape.form_heads import read_form_head, read_pivot_head
from rupadata.tables.shape.side_by_side import find_tables
from rupadata.tables.shape.tidy_types import Observed, TidyTable
from rupadata.tables.shape.unit_cells import part_units
from rupadata.tables.sheet import Sheet, cell_text
from rupadata.workers import IN_PROCESS, Workers, in_chunks

log = get_log(__name__)

Progress = Callable[[int, int, str], None]
_CHUNK = 8
"""How many files a worker takes at once."""
_UNFORESEEN = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, MemoryError)
"""What a table that nobody foresaw may raise; it must not take the other files down."""


def read_tables(
    inputs: Sequence[str | Path] | str | Path,
    *,
    drop_columns: Sequence[str] = (),
    recipe: str | Path | None = None,
    progress: Progress | None = None,
    small_cell: int = SMALL_CELL,
    limits: Limits | None = None,
    regions: Regions | None = None,
    glossary: Glossary | None = None,
    workers: Workers = IN_PROCESS,
) -> Reading:
    """Read files and folders into observations, with what is imperfect about them.

    An input that cannot be used at all is listed in `refused`, with an error among the problems; the
    others are read.
    Counts of fewer persons than `small_cell` are pointed out.
    `progress` is called with the number of files done, the number of all, and the file at hand. `limits`
    bound what one file may ask for; those that hold here when none are given. `regions` are those that the
    office knows, the official ones when none are given; lists of regions among the inputs add to them for
    this reading alone. `glossary` tells what names measure, the one that ships when none is given. `workers`
    read the files.
    """
    if hasattr(inputs, "columns") or hasattr(inputs, "schema"):
        raise UsageError(
            in_both(id="read_tables membaca berkas, bukan tabel.", en="read_tables reads files, not frames."),
            code="frame-unusable",
            hint=in_both(id="Pakai rupadata.from_frame.", en="Use rupadata.from_frame."),
        )
    paths = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    with bounded_by(limits or current_limits()):
        return _read_all(paths, drop_columns, recipe, progress, small_cell, regions, glossary, workers)


def _read_all(
    paths: Sequence[str | Path],
    drop_columns: Sequence[str],
    recipe: str | Path | None,
    progress: Progress | None,
    small_cell: int,
    regions: Regions | None,
    glossary: Glossary | None,
    workers: Workers,
) -> Reading:
    given = load_recipe(Path(recipe)) if recipe is not None else None
    frames: list[pl.DataFrame] = []
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    refused: list[str] = []
    files: list[FoundFile] = []
    for path in paths:
        try:
            files.extend(find_files(Path(path)))
        except InputRefusedError as error:
            refused.append(str(path))
            problems.append(as_problem(error, Path(path).name))
    # What is read, and so what is made of it, does not depend on the order that files are named in.
    files.sort(key=lambda file: file.name)
    refused.sort()
    files, known = take_region_lists(files, regions or official_regions(), refused, problems)
    shared = _Shared(known, drop_columns, given, small_cell, current_limits(), glossary)
    if not all(workers.sees(Path(path)) for path in paths):
        workers = IN_PROCESS
    size = max(1, len(files)) if workers.here else _CHUNK
    jobs = (_FilesJob(_to_travel(chunk, workers), shared) for chunk in in_chunks(files, size))
    if progress is not None and files:
        progress(0, len(files), files[0].name)
    for done, (file, answer) in enumerate(zip(files, workers.stream(_read_each, jobs), strict=True), 1):
        problems.extend(answer.problems)
        if answer.source is not None:
            sources.append(answer.source)
            frames.append(answer.frame)
        if answer.source is None or (answer.frame.is_empty() and file.named):
            refused.append(file.name)
        if progress is not None:
            progress(done, len(files), files[done].name if done < len(files) else "")
    observations, across = check_across(pl.concat(frames) if frames else empty_observations())
    problems += across
    return Reading(observations, tuple(sources), Problems(problems), tuple(refused), known.lists)


class _Shared(Struct, frozen=True):
    """How all files of a reading are read."""

    regions: Regions
    drop_columns: Sequence[str]
    recipe: Recipe | None
    small_cell: int
    limits: Limits
    glossary: Glossary | None


class _FilesJob(Struct, frozen=True):
    """Some files to read, as plain values that can travel to another process."""

    files: Sequence[FoundFile]
    shared: _Shared


class _Answer(Struct, frozen=True):
    """What one file gave; no source where it could not be read at all."""

    frame: pl.DataFrame
    source: SourceFile | None
    problems: Sequence[Problem]


def _to_travel(files: Sequence[FoundFile], workers: Workers) -> Sequence[FoundFile]:
    return files if workers.here else [file.detached() for file in files]


def _read_each(job: _FilesJob) -> Iterator[_Answer]:
    """Yield what each file of a job gives."""
    catalogues = FolderCatalogues()
    with GuardedProcess("rupadata.tables.read_files") as guard:
        for file in job.files:
            with bounded_by(job.shared.limits):
                answer = _answer(file, job.shared, catalogues, guard)
            yield answer


def _answer(file: FoundFile, shared: _Shared, catalogues: FolderCatalogues, guard: GuardedProcess) -> _Answer:
    """Return what a file gives: one that nobody foresaw must not take the others down."""
    try:
        frame, source, found = read_file(
            file,
            shared.regions,
            shared.drop_columns,
            shared.recipe,
            shared.small_cell,
            guard,
            catalogues,
            shared.glossary,
        )
    except InputRefusedError as error:
        return _Answer(empty_observations(), None, [as_problem(error, file.name)])
    except _UNFORESEEN as error:
        log.exception("%s: not understood", file.name)
        return _Answer(empty_observations(), None, [_not_understood(file.name, error)])
    log.debug("%s: %d observations, %d problems", file.name, frame.height, len(found))
    return _Answer(frame, source, found)


def take_region_lists(
    files: Sequence[FoundFile], regions: Regions, refused: list[str], problems: list[Problem]
) -> tuple[list[FoundFile], Regions]:
    """Return the files that are no list of regions, and the regions with those of every such list added."""
    tables: list[FoundFile] = []
    for file in files:
        try:
            if not file.name.endswith(REGION_LIST) or not is_region_list(file.name, content := file.load()):
                tables.append(file)
                continue
            regions = regions.with_list(content, file.name)
        except InputRefusedError as error:
            refused.append(file.name)
            problems.append(as_problem(error, file.name))
        except _UNFORESEEN as error:
            log.exception("%s: not understood", file.name)
            refused.append(file.name)
            problems.append(_not_understood(file.name, error))
    return tables, regions


def as_problem(error: InputRefusedError, file: str) -> Problem:
    """Return the problem of an input that was refused."""
    return Problem.of_error(error, Place(file))


def read_file(
    file: FoundFile,
    regions: Regions,
    drop_columns: Sequence[str] = (),
    recipe: Recipe | None = None,
    small_cell: int = SMALL_CELL,
    guard: GuardedProcess | None = None,
    catalogues: FolderCatalogues | None = None,
    glossary: Glossary | None = None,
) -> ReadFile:
    """Return the observations of one file, its identity, and its problems; apart from the others, in `guard`,
    where it is out of the ordinary."""
    recipe = recipe or recipe_beside(file)
    context = file.context(regions, catalogues or FolderCatalogues(), glossary)
    data = file.load()
    if guard is not None and _reads_apart(file, data):
        loaded = LoadedFile(file.name, file.named, data, context)
        return call_guarded(
            guard,
            "rupadata.tables.read_files:read_apart",
            loaded,
            drop_columns,
            recipe,
            small_cell,
            message_language(),
            current_limits(),
            size=file.packed_size(data),
            within=file.archive_time,
        )
    return read_in_time(
        lambda: _read(file, data, context, drop_columns, recipe, small_cell), len(data), file.archive_time
    )


class LoadedFile(Struct, frozen=True):
    """A file with its bytes, for another process."""

    name: str
    named: bool
    data: bytes
    surroundings: Context

    def load(self) -> bytes:
        """Return the bytes of the file."""
        return self.data


def read_apart(
    file: LoadedFile,
    drop_columns: Sequence[str],
    recipe: Recipe | None,
    small_cell: int,
    lang: str,
    limits: Limits,
) -> bytes:
    """Read a file in a guarded process; see `encode_answer`."""
    with messages_in(lang), bounded_by(limits):
        return encode_answer(
            lambda: _read(file, file.data, file.surroundings, drop_columns, recipe, small_cell)
        )


def _read(
    file: FoundFile | LoadedFile,
    data: bytes,
    context: Context,
    drop_columns: Sequence[str],
    recipe: Recipe | None,
    small_cell: int,
) -> ReadFile:
    long = open_long(data) if recipe is None else None
    if long is not None and _is_read_alike(long, context, drop_columns):
        from rupadata.tables.long.joined import tidy_long  # Few tables are long; it takes its time to load.

        with ThreadPoolExecutor(1) as beside:
            source = beside.submit(_source, file.name, data, context.producer, context.title)
            del data  # hundreds of megabytes, no longer needed once the cells are in a frame
            read = tidy_long(long, context, drop_columns, small_cell)
        if read is not None:
            observations, found = read
            return observations, source.result(), found
        data = file.load()
    tables: list[TidyTable] = []
    for sheet in open_sheets(data, context.regions, context.folders):
        own = recipe.for_sheet(sheet.name) if recipe else None
        earlier = next((table.title for table in reversed(tables) if table.title), "")
        tables += tidy_sheet(sheet, context, drop_columns, own, earlier)
    problems = [problem for table in tables for problem in table.problems]
    observed = [o for table in tables for o in table.observations]
    problems += check_consistency(observed, context.regions)
    problems += point_out_small_cells(observed, small_cell)
    if recipe is not None:
        problems = accept_cells(recipe, observed, problems)
    if not observed and not any(p.code == "personal-data" for p in problems):
        problems.append(_nothing_found(file))
    producer = next((o.producer for o in observed if o.producer), "")
    title = next((o.table for o in observed if o.table), "")
    return as_frame(observed), _source(file.name, data, producer, title), problems


def _is_read_alike(table: LongTable, context: Context, drop_columns: Sequence[str]) -> bool:
    """Tell whether the short way gives what the ordinary one does, else the ordinary one is taken."""

    from rupadata.tables.long.joined import tidy_long
    from rupadata.tables.long.long_check import reads_alike

    def short(sample: LongTable) -> pl.DataFrame | None:
        read = tidy_long(sample, context, drop_columns)
        return read[0] if read is not None else None

    def ordinary(sheet: Sheet) -> list[Observed]:
        tables = tidy_sheet(sheet, context, drop_columns)
        observed = [o for table in tables for o in table.observations]
        if check_plausible(observed):
            return []  # figures beyond their range are told one by one
        check_consistency(observed, context.regions)
        return observed

    return reads_alike(table, short, ordinary, as_frame)


def recipe_beside(file: FoundFile) -> Recipe | None:
    """Return the recipe beside a file, None when there is none; files in an archive have none."""
    path = find_recipe(file.path) if file.archive is None and not file.alone else None
    return load_recipe(path) if path is not None else None


def _source(name: str, data: bytes, producer: str, title: str) -> SourceFile:
    return SourceFile(name, hashlib.sha256(data).hexdigest(), len(data), producer, title)


def tidy_sheet(
    sheet: Sheet,
    context: Context,
    drop_columns: Sequence[str] = (),
    recipe: SheetRecipe | None = None,
    earlier: str = "",
) -> list[TidyTable]:
    """Return the tables of one sheet; a register or a survey gives one, of counts and means.

    `earlier` is the title of the table before the sheet, for one that says no more than that it goes on.
    """
    if recipe is None and (service := tidy_service_sheet(sheet, context)) is not None:
        return [service]
    if recipe is not None:
        if recipe.skip:
            return []
        sheet = apply_to_sheet(sheet, recipe)
        period = recipe.period or (str(recipe.year) if recipe.year else "")
        context = replace(context, fixed_period=period or context.fixed_period)
    sheet = part_units(settle_dates(read_pivot_head(read_form_head(sheet))))
    header_rows = recipe.header_rows if recipe else None
    tables: list[TidyTable] = []
    heads: dict[frozenset[str], str] = {}
    named = (header_rows[0] - 1, header_rows[1] - 1) if header_rows else None
    for part, block in find_tables(sheet, named):
        titles = "\n".join(cell_text(v) for row in block.titles for v in part.rows[row] if v is not None)
        headers = frozenset(cell_text(v) for row in block.headers for v in part.rows[row] if v is not None)
        own = title_of(part, block)
        when = bool(own) and not title_head(own)  # "Bulan Februari" above the second of several alike
        table = tidy_block(
            part,
            block,
            context,
            earlier_title=earlier if is_continued(f"{titles}\n{sheet.name}") else "",
            head=heads.get(headers, "") if when else "",
            drop_columns=(*drop_columns, *(recipe.drop_columns if recipe else ())),
            recipe=recipe,
        )
        earlier = table.title or earlier
        if not when:
            heads[headers] = title_head(own)
        tables.append(table)
    if tables:
        tables[-1].problems += point_out_hidden(sheet, context, tables)
    if tables and sheet.stray:
        where = Place(context.file, sheet.name, sheet.stray[0])
        tables[-1].problems.append(Problem.of("stray-cells", where, cells=", ".join(sheet.stray)))
    return tables


def understand(
    path: str | Path, regions: Regions, recipe: str | Path | None = None
) -> tuple[list[tuple[Sheet, list[TidyTable]]], Regions]:
    """Return the sheets of one input with their tables as they are understood, for explaining and for
    recipes."""
    given = load_recipe(Path(recipe)) if recipe is not None else None
    out = []
    catalogues = FolderCatalogues()
    files, known = take_region_lists(list(find_files(Path(path))), regions, [], [])
    with GuardedProcess("rupadata.tables.read_files") as guard:
        for file in files:
            own = given or recipe_beside(file)
            data = file.load()
            if _reads_apart(file, data):
                # What comes back whole from there can be opened here.
                read_file(file, known, recipe=own, guard=guard, catalogues=catalogues)
            earlier = ""
            for sheet in open_sheets(data, known, file.folders):
                recipe_of_sheet = own.for_sheet(sheet.name) if own else None
                tables = tidy_sheet(sheet, file.context(known, catalogues), (), recipe_of_sheet, earlier)
                earlier = next((table.title for table in reversed(tables) if table.title), earlier)
                out.append((sheet, tables))
    return out, known


def _reads_apart(file: FoundFile, data: bytes) -> bool:
    """Tell whether a file is to be read in a guarded process."""
    packed = file.packed_size(data)
    return current_limits().guard_all or file.in_odd_archive or is_out_of_the_ordinary(data, packed)


def _not_understood(file: str, error: Exception) -> Problem:
    kind = type(error).__name__
    if logged := log_file():
        return Problem.of("table-not-understood", Place(file), variant="logged", kind=kind, log=logged)
    return Problem.of("table-not-understood", Place(file), kind=kind)


def _nothing_found(file: FoundFile | LoadedFile) -> Problem:
    return Problem.of(
        "no-figures", Place(file.name), severity=Severity.ERROR if file.named else Severity.WARNING
    )


def as_frame(observed: Sequence[Observed]) -> pl.DataFrame:
    """Return observations as the frame of the contract."""
    if not observed:
        return empty_observations()
    columns: dict[str, list[object]] = {
        "table": [o.table for o in observed],
        "indicator": [o.indicator for o in observed],
        "measure": [o.measure for o in observed],
        "unit": [o.unit for o in observed],
        "region_code": [o.region_code for o in observed],
        "region": [o.region for o in observed],
        "period": [o.period for o in observed],
        "dimensions": [dimensions_json(o.dimensions) for o in observed],
        "role": [o.role for o in observed],
        "value": [o.value for o in observed],
        "decimals": [o.decimals for o in observed],
        "missing": [o.missing for o in observed],
        "flags": [";".join(sorted(_flags(o))) for o in observed],
        "producer": [o.producer for o in observed],
        "notes": [o.notes for o in observed],
        "file": [o.file for o in observed],
        "sheet": [o.sheet for o in observed],
        "cell": [o.cell for o in observed],
    }
    return pl.DataFrame(columns, schema=OBSERVATION_SCHEMA)


_ILLUSTRATIVE = re.compile(r"data contoh, bukan angka resmi", re.IGNORECASE)


def _flags(observed: Observed) -> frozenset[str]:
    """Return the flags, with `illustrative` where a note of the table says that its figures are invented."""
    flags = frozenset(observed.flags)
    return flags | {"illustrative"} if _ILLUSTRATIVE.search(observed.notes) else flags
