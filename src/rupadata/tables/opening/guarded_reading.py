"""Files out of the ordinary are read in a guarded process, so that none of them takes the others along.

Most files are read in this process: what they ask for is bounded before a native reader sees them. A file is
out of the ordinary when its reader aborts on damage that nobody can see beforehand (Parquet), when it unpacks
to far more than its size, when its styles are longer than those of a table, or when a line of it is longer
than any row of a table.
"""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import polars as pl

from rupadata.errors import InputRefusedError
from rupadata.guarded import GuardedCallError, GuardedProcess, Reason, TookTooLongError, stopped_after
from rupadata.language import Said, in_language, message_language
from rupadata.limits import Limits, current_limits
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.source import SourceFile
from rupadata.problems import Problem
from rupadata.tables.opening.refusals import DAMAGED, refuse

ReadFile = tuple[pl.DataFrame, SourceFile, list[Problem]]
"""The observations of a file, its identity, and its problems."""

_ODD_RATIO = 60
"""A workbook of figures unpacks to less than this many times its size."""
_LONGEST_LINE = 200_000
_LONGEST_STYLES = 256_000
_ARCHIVE = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_TEXTS_XLSX = re.compile(rb'<(?:\w+:)?sst\b[^>]*?\buniqueCount="(\d{1,20})')
_TEXTS_XLSB = re.compile(rb"\x9f\x01\x08(.{8})", re.DOTALL)
_TEXTS_XLS = re.compile(rb"\xfc\x00.[\x00-\x20](.{8})", re.DOTALL)
"""Where the three formats say how many shared texts they hold."""


class _Read(msgspec.Struct, tag=True):
    """What a guarded process says of a file; `frame` is Arrow IPC."""

    frame: bytes
    source: SourceFile
    problems: list[dict[str, Any]]


class _Refusal(msgspec.Struct, tag=True):
    """Why a guarded process refuses a file, in Indonesian and English."""

    code: str
    message: tuple[str, str]
    hint: tuple[str, str]


def is_out_of_the_ordinary(data: bytes, packed: int) -> bool:
    """Tell whether a file should be read in a guarded process, by its first bytes and its lengths.

    `packed` is its size as it came: inside an archive, less than its own.
    """
    if data.startswith(b"PAR1") or len(data) > _ODD_RATIO * packed:
        return True
    if data.startswith(_ARCHIVE):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                unpacked = sum(info.file_size for info in archive.infolist())
                return (
                    unpacked > _ODD_RATIO * len(data)
                    or _has_long_styles(archive)
                    or _claims_too_many_texts(archive)
                )
        except (*DAMAGED, LookupError):
            return True
    if data.startswith(_COMPOUND):
        return any(max(struct.unpack("<II", claim[1])) > len(data) for claim in _TEXTS_XLS.finditer(data))
    return _has_long_line(data)


def _has_long_styles(archive: zipfile.ZipFile) -> bool:
    """Tell whether the styles of a workbook are longer than a table needs: the native reader looks through a
    format once for each style that names it, and nothing but the end of its process stops it."""
    return any(
        info.file_size > _LONGEST_STYLES
        for info in archive.infolist()
        if info.filename.casefold() in ("xl/styles.xml", "xl/styles.bin")
    )


def _claims_too_many_texts(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook claims more shared texts than it has letters: readers make room for them all,
    and where there is no such room the process ends."""
    for info in archive.infolist():
        pattern = {"xl/sharedstrings.xml": _TEXTS_XLSX, "xl/sharedstrings.bin": _TEXTS_XLSB}.get(
            info.filename.casefold()
        )
        if pattern is None:
            continue
        with archive.open(info) as file:
            found = pattern.search(file.read(4096))
        if found is not None:
            claims = found.groups()
            counts = struct.unpack("<II", claims[0]) if pattern is _TEXTS_XLSB else map(int, claims)
            if max(counts) > info.file_size:
                return True
    return False


def _has_long_line(data: bytes) -> bool:
    """Tell whether any line is longer than a row of a table; a look at each line's end, not at each byte."""
    at = 0
    while len(data) - at > _LONGEST_LINE:
        end = data.rfind(b"\n", at, at + _LONGEST_LINE)
        if end < 0:
            return True
        at = end + 1
    return False


def encode_answer(read: Callable[[], ReadFile]) -> bytes:
    """Return what a reading gives, or why it refuses, as bytes for another process."""
    try:
        frame, source, problems = read()
    except InputRefusedError as error:
        return msgspec.msgpack.encode(_Refusal(error.code, _in_both(error.message), _in_both(error.hint)))
    buffer = io.BytesIO()
    frame.write_ipc(buffer)
    told = [problem.as_dict() for problem in problems]
    return msgspec.msgpack.encode(_Read(buffer.getvalue(), source, told))


def _in_both(words: str) -> tuple[str, str]:
    return in_language(words, "id"), in_language(words, "en")


class TimeLeft(msgspec.Struct):
    """The seconds of work that are left to the files of one archive together; an odd one unpacks to far more
    than its size."""

    seconds: float
    odd: bool


def call_guarded(
    guard: GuardedProcess, place: str, *arguments: object, size: int, within: TimeLeft | None = None
) -> ReadFile:
    """Return what the function at `place` reads in a guarded process, which gives `encode_answer`'s bytes.

    `size` is that of the file as it came, `within` the time that it shares with others.

    Raises `InputRefusedError` where it refuses the file, takes too long or too much memory, or ends.
    """
    limits = current_limits()
    seconds = limits.seconds_for(size) if within is None else min(limits.seconds_for(size), within.seconds)
    before, begun = guard.worked_seconds, time.process_time()
    try:
        if seconds <= 0:
            raise GuardedCallError("time")
        answer = guard.call(place, *arguments, seconds=seconds, memory_bytes=limits.memory_for(size))
        return _take(answer)
    except GuardedCallError as error:
        raise _not_read(error.reason, limits, size) from error
    finally:
        if within is not None:
            # What is sent and taken here is work too: an archive may hold hundreds of files.
            within.seconds -= guard.worked_seconds - before + time.process_time() - begun


def _take(answer: bytes) -> ReadFile:
    """Return what `encode_answer` gave; raises `InputRefusedError` where the file was refused."""
    told = msgspec.msgpack.decode(answer, type=_Read | _Refusal)
    if isinstance(told, _Refusal):
        message, hint = (Said(*words, lang=message_language()) for words in (told.message, told.hint))
        raise InputRefusedError(message, code=told.code, hint=hint)
    frame = pl.read_ipc(io.BytesIO(told.frame))
    checked = frame.select(pl.col(name).cast(kind) for name, kind in OBSERVATION_SCHEMA.items())
    return checked, told.source, [Problem.from_dict(problem) for problem in told.problems]


def read_in_time(read: Callable[[], ReadFile], size: int, within: TimeLeft | None) -> ReadFile:
    """Return what an ordinary file of so many bytes gives in this process, as long as that takes no longer
    than it may; `within` is the time that it shares with others."""
    limits = current_limits()
    seconds = limits.seconds_for(size) if within is None else min(limits.seconds_for(size), within.seconds)
    begun = time.process_time()
    try:
        if seconds <= 0:
            raise TookTooLongError
        with stopped_after(seconds):
            return read()
    except TookTooLongError as error:
        raise _not_read("time", limits, size) from error
    finally:
        if within is not None:
            within.seconds -= time.process_time() - begun


def _plainly(seconds: float) -> str:
    return f"{seconds:.1f}".removesuffix(".0")


def _not_read(reason: Reason, limits: Limits, size: int) -> InputRefusedError:
    if reason == "time":
        seconds = limits.seconds_for(size)
        return refuse(
            "file-too-slow",
            id=f"Berkas tidak selesai dibaca dalam {_plainly(seconds).replace('.', ',')} detik.",
            en=f"The file was not read within {_plainly(seconds)} seconds.",
            hint_id="Simpan ulang tabelnya saja sebagai XLSX atau CSV, atau bagi berkasnya.",
            hint_en="Save nothing but the table again as XLSX or CSV, or part the file.",
        )
    if reason == "memory":
        megabytes = limits.memory_for(size) / 1e6
        return refuse(
            "file-too-large",
            id=f"Berkas membutuhkan lebih dari {megabytes:.0f} MB memori.",
            en=f"The file needs more than {megabytes:.0f} MB of memory.",
            hint_id="Simpan ulang tabelnya saja sebagai XLSX atau CSV, atau bagi berkasnya.",
            hint_en="Save nothing but the table again as XLSX or CSV, or part the file.",
        )
    return refuse(
        "file-damaged",
        id="Berkas rusak; pembacanya berhenti di tengah jalan.",
        en="The file is damaged; its reader broke off half way.",
        hint_id="Salin atau unduh ulang berkasnya.",
        hint_en="Copy or download it again.",
    )
