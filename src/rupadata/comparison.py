"""Comparison: what an office's earlier builds know, read for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from msgspec.structs import replace

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.model.observations import COMPARED, OBSERVATION_SCHEMA, Reading
from rupadata.model.observations_file import load_observations
from rupadata.subjects.compared import is_target
from rupadata.subjects.indicators import fold_name

_NEVER = ("damaged", "doubtful", COMPARED)
"""Flags of rows that no other build may take up; what was a comparison there is none of its own figures."""
OBSERVATIONS_FILE = "observations.parquet"


def with_comparison(reading: Reading, folders: Sequence[Path]) -> Reading:
    """Return a reading with the rows of earlier builds that speak of its indicators, flagged `compared`.

    `folders` are the outputs of builds; what is newer stands first. A row keeps its cell, its file after the
    name of its folder, so that two editions of one file stay two. Refuses a folder that is no build.
    """
    if not folders or reading.observations.is_empty():
        return reading
    names = {fold_name(name) for name in reading.observations["indicator"].unique()}
    frames = [reading.observations]
    for folder in folders:
        rows = _rows_of(folder)
        wanted = [name for name in rows["indicator"].unique() if fold_name(name) in names or is_target(name)]
        frames.append(rows.filter(pl.col("indicator").is_in(wanted)))
    return replace(reading, observations=pl.concat(frames))


def _rows_of(folder: Path) -> pl.DataFrame:
    file = folder / OBSERVATIONS_FILE
    if not file.is_file():
        raise UsageError(
            say(
                id=f"{folder} bukan hasil rupadata build: {OBSERVATIONS_FILE} tidak ada.",
                en=f"{folder} is no result of rupadata build: it has no {OBSERVATIONS_FILE}.",
            ),
            code="comparison-not-a-build",
            hint=say(
                id="Sebut folder hasil bangunan terdahulu dengan --compare.",
                en="Name the output folder of an earlier build with --compare.",
            ),
        )
    rows = load_observations(file)
    flags = pl.col("flags").str.split(";")
    for flag in _NEVER:
        rows = rows.filter(~flags.list.contains(flag))
    rows = rows.filter(pl.col("value").is_not_null(), pl.col("region_code") != "")
    marked = pl.concat_list(flags, pl.lit([COMPARED])).list.filter(pl.element() != "").list.sort()
    return rows.select(*OBSERVATION_SCHEMA).with_columns(
        flags=marked.list.join(";"), file=pl.lit(f"{folder.resolve().name}/") + pl.col("file")
    )
