"""Observations read back from the Parquet file of a build: checked, or refused in one sentence.

The reader of Parquet files aborts its process on some damaged ones. A file that is byte for byte what the
manifest beside it records is ours and read here; any other is read in a guarded process.
"""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path

import msgspec
import polars as pl

from rupadata.checked import REGION_CODE
from rupadata.decoding import unreadable
from rupadata.errors import InputRefusedError
from rupadata.guarded import GuardedCallError, GuardedProcess
from rupadata.language import Said, in_both
from rupadata.limits import current_limits
from rupadata.model.edition import Manifest
from rupadata.model.observations import MISSING_REASONS, OBSERVATION_SCHEMA

_HINT = Said("Bangun ulang dengan rupadata build.", "Build it again with rupadata build.")
_MOST_DECIMALS = 20


def load_observations(path: Path, manifest: Manifest | None = None) -> pl.DataFrame:
    """Return the observations of a build; a damaged file, or one of another shape, is refused."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error, "observations-unreadable", _HINT) from error
    recorded = {file.path: file.sha256 for file in manifest.files} if manifest is not None else {}
    if recorded.get(path.name) == sha256(content).hexdigest():
        return check_observations(path, pl.read_parquet(io.BytesIO(content)))
    return check_observations(path, pl.read_ipc(io.BytesIO(_read_guarded(path, content))))


def as_arrow(content: bytes) -> bytes:
    """Return the content of a Parquet file as Arrow IPC."""
    buffer = io.BytesIO()
    pl.read_parquet(io.BytesIO(content)).write_ipc(buffer)
    return buffer.getvalue()


def _read_guarded(path: Path, content: bytes) -> bytes:
    limits = current_limits()
    size = len(content)
    try:
        with GuardedProcess() as guard:
            return guard.call(
                f"{__name__}:{as_arrow.__name__}",
                content,
                seconds=limits.seconds_for(size),
                memory_bytes=limits.memory_for(size),
            )
    except GuardedCallError as error:
        raise _refused(
            path, in_both(id="berkasnya rusak atau terlalu besar", en="the file is damaged or too large")
        ) from error


def check_observations(path: Path, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame that came back from a file with the columns and kinds of observations.

    Raises `InputRefusedError` where a column is missing, of a wrong kind, or holds what no build writes.
    """
    lacking = next((name for name in OBSERVATION_SCHEMA if name not in frame.columns), None)
    if lacking is not None:
        raise _refused(path, in_both(id=f"tidak ada kolom {lacking!r}", en=f"there is no column {lacking!r}"))
    try:
        frame = frame.with_columns(pl.col(name).cast(kind) for name, kind in OBSERVATION_SCHEMA.items())
    except pl.exceptions.PolarsError as error:
        raise _refused(
            path, in_both(id="jenis kolomnya salah", en="its columns are of wrong kinds")
        ) from error
    for name, wrong in _rules().items():
        found = frame.filter(wrong)
        if found.height:
            shown = str(found[name][0])[:60]
            raise _refused(
                path,
                in_both(id=f"kolom {name!r} memuat {shown!r}", en=f"the column {name!r} holds {shown!r}"),
            )
    for text in frame["dimensions"].unique().to_list():
        try:
            msgspec.json.decode(text, type=dict[str, str])
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _refused(
                path, in_both(id="kolom 'dimensions' rusak", en="the column 'dimensions' is damaged")
            ) from error
    return frame


def _rules() -> dict[str, pl.Expr]:
    """Return by column which rows no build writes."""
    texts = {name: pl.col(name).is_null() for name, kind in OBSERVATION_SCHEMA.items() if kind == pl.String()}
    code = pl.col("region_code")
    pattern = REGION_CODE.removesuffix(r"(?!\n)")
    return {
        **texts,
        "region_code": code.is_null() | ~(code.str.contains(pattern) | (code == "")),
        "missing": pl.col("missing").is_null() | ~pl.col("missing").is_in(["", *MISSING_REASONS]),
        "value": pl.col("value").is_finite().not_() | (pl.col("value").is_null() & (pl.col("missing") == "")),
        "decimals": ~pl.col("decimals").is_between(0, _MOST_DECIMALS),
    }


def _refused(path: Path, why: Said) -> InputRefusedError:
    return InputRefusedError(
        in_both(id=f"{path} tidak terbaca: {why.id}.", en=f"{path} cannot be read: {why.en}."),
        code="observations-unreadable",
        hint=_HINT,
    )
