"""Read files and folders into observations: the whole of this room on one screen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.model.observations import OBSERVATION_SCHEMA, Reading, empty_observations
from rupadata.model.source import SourceFile
from rupadata.problems import Place, Problem, Severity
from rupadata.regions import add_own_regions, is_region_list
from rupadata.regions.own import FILE_NAME as REGION_LIST
from rupadata.tables.blocks import find_blocks, is_continued
from rupadata.tables.consistency import check_consistency
from rupadata.tables.context import Context
from rupadata.tables.describe import dimensions_json
from rupadata.tables.files import FoundFile, find_files, open_sheets
from rupadata.tables.long import open_long, tidy_long
from rupadata.tables.privacy import point_out_small_cells
from rupadata.tables.sheet import Sheet, cell_text
from rupadata.tables.tidy import tidy_block
from rupadata.tables.tidy_types import Observed, TidyTable

Progress = Callable[[int, int, str], None]


def read_tables(
    inputs: Sequence[str | Path] | str | Path,
    *,
    drop_columns: Sequence[str] = (),
    recipe: str | Path | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read files and folders into observations, with what is imperfect about them.

    An input that cannot be used at all is listed in `refused`, with an error among the problems; the others are read.
    `progress` is called with the number of files done, the number of all, and the file at hand.
    """
    paths = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
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
    files, region_lists = take_region_lists(files, refused, problems)
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files), file.name)
        try:
            frame, source, found = read_file(file, drop_columns)
            problems.extend(found)
            sources.append(source)
            frames.append(frame)
            if frame.is_empty() and file.named:
                refused.append(file.name)
        except InputRefusedError as error:
            refused.append(file.name)
            problems.append(as_problem(error, file.name))
    if progress is not None:
        progress(len(files), len(files), "")
    observations = pl.concat(frames) if frames else empty_observations()
    return Reading(observations, tuple(sources), tuple(problems), tuple(refused), region_lists)


def take_region_lists(
    files: Sequence[FoundFile], refused: list[str], problems: list[Problem]
) -> tuple[list[FoundFile], tuple[bytes, ...]]:
    """Add the regions of every `regions.csv` among the files; return the other files, and the lists."""
    tables: list[FoundFile] = []
    lists: list[bytes] = []
    for file in files:
        if not file.name.endswith(REGION_LIST) or not is_region_list(file.name, content := file.load()):
            tables.append(file)
            continue
        try:
            add_own_regions(content, file.name)
            lists.append(content)
        except InputRefusedError as error:
            refused.append(file.name)
            problems.append(as_problem(error, file.name))
    return tables, tuple(lists)


def as_problem(error: InputRefusedError, file: str) -> Problem:
    """Return the problem of an input that was refused."""
    return Problem(error.code, Severity.ERROR, Place(file), error.message, error.hint)


def read_file(
    file: FoundFile, drop_columns: Sequence[str] = ()
) -> tuple[pl.DataFrame, SourceFile, list[Problem]]:
    """Return the observations of one file, its identity, and its problems."""
    data = file.load()
    context = file.context()
    long = open_long(data)
    if long is not None and (read := tidy_long(long, context, drop_columns)) is not None:
        observations, found = read
        return observations, _source(file.name, data, context.producer, context.title), found
    tables: list[TidyTable] = []
    for sheet in open_sheets(data, file):
        tables.extend(tidy_sheet(sheet, context, drop_columns))
    problems = [problem for table in tables for problem in table.problems]
    observed = [o for table in tables for o in table.observations]
    problems += check_consistency(observed)
    problems += point_out_small_cells(observed)
    if not observed and not any(p.code == "personal-data" for p in problems):
        problems.append(_nothing_found(file.name))
    producer = next((o.producer for o in observed if o.producer), "")
    title = next((o.table for o in observed if o.table), "")
    return as_frame(observed), _source(file.name, data, producer, title), problems


def _source(name: str, data: bytes, producer: str, title: str) -> SourceFile:
    return SourceFile(name, hashlib.sha256(data).hexdigest(), len(data), producer, title)


def tidy_sheet(sheet: Sheet, context: Context, drop_columns: Sequence[str] = ()) -> list[TidyTable]:
    """Return the tables of one sheet."""
    tables: list[TidyTable] = []
    earlier = ""
    for block in find_blocks(sheet):
        titles = "\n".join(cell_text(v) for row in block.titles for v in sheet.rows[row] if v is not None)
        table = tidy_block(
            sheet,
            block,
            context,
            earlier_title=earlier if is_continued(titles) else "",
            drop_columns=drop_columns,
        )
        earlier = table.title or earlier
        tables.append(table)
    return tables


def _nothing_found(file: str) -> Problem:
    return Problem(
        "no-figures",
        Severity.ERROR,
        Place(file),
        say(
            id="Tidak ada tabel dengan angka di berkas ini.",
            en="There is no table with figures in this file.",
        ),
        say(
            id="Pastikan berkas memuat kepala kolom dan baris angka.",
            en="Make sure that it holds column headers and rows of figures.",
        ),
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
