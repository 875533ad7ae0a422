"""Whether a source file may be passed on as it is, in an archive: stricter than reading its figures.

Reading leaves columns out and counts registers; the file itself still holds them. A file is kept back when in
doubt: its figures stand in the observations all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from rupadata.errors import InputRefusedError
from rupadata.guarded import GuardedCallError, GuardedProcess
from rupadata.limits import current_limits
from rupadata.logs import get_log
from rupadata.regions import official_regions
from rupadata.tables.opening.files import FoundFile, open_sheets
from rupadata.tables.opening.guarded_reading import is_out_of_the_ordinary
from rupadata.tables.read_files import read_file, recipe_beside
from rupadata.tables.reading.privacy import is_personal_header, is_personal_value
from rupadata.tables.sheet import Sheet, cell_text

log = get_log(__name__)

KEPT_BACK = ("column-dropped", "personal-data", "single-records", "unreadable")
"""Why a file is not passed on, in the order in which it is asked."""

_FEW = 3
"""So many cells of a kind below each other are a column of it; one may be an office's own address."""


def why_kept_back(file: FoundFile) -> str:
    """Return why a file may not be passed on as it is; empty when nothing speaks against it."""
    recipe = recipe_beside(file)
    if recipe is not None and any(part.drop_columns for part in (recipe.whole, *recipe.sheets.values())):
        return "column-dropped"
    try:
        data = file.load()
    except InputRefusedError:
        return "unreadable"
    packed = file.member.compress_size if file.member is not None else len(data)
    if not is_out_of_the_ordinary(data, packed):
        return _judge(replace(file, alone=True), data)
    limits = current_limits()
    try:
        with GuardedProcess() as guard:
            return guard.call(
                f"{__name__}:{judge_apart.__name__}",
                file.name,
                data,
                seconds=limits.seconds_for(len(data)),
                memory_bytes=limits.memory_for(len(data)),
            ).decode()
    except GuardedCallError:
        return "unreadable"


def judge_apart(name: str, data: bytes) -> bytes:
    """Return in a guarded process why a file may not be passed on."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"file{PurePosixPath(name).suffix}")
        path.write_bytes(data)
        return _judge(FoundFile(name, path, (), named=True, alone=True), data).encode()


def _judge(file: FoundFile, data: bytes) -> str:
    try:
        frame, _, problems = read_file(file, official_regions())
        sheets = open_sheets(data, official_regions())
    except InputRefusedError:
        return "unreadable"
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
        log.exception("%s: not understood, so not passed on", file.name)
        return "unreadable"
    if any(problem.code == "personal-data" for problem in problems) or any(map(_holds_persons, sheets)):
        return "personal-data"
    if any("computed" in flags.split(";") for flags in frame["flags"].unique()):
        return "single-records"
    return ""


def _holds_persons(sheet: Sheet) -> bool:
    return any(_is_personal(_texts(sheet, column)) for column in range(sheet.width))


def _texts(sheet: Sheet, column: int) -> Iterable[str]:
    for row in sheet.rows:
        if column < len(row) and row[column] is not None and (text := cell_text(row[column])):
            yield text


def _is_personal(texts: Iterable[str]) -> bool:
    """Tell whether a column holds personal data anywhere: values that speak for themselves, or a header."""
    values, header, below = 0, "", 0
    for text in texts:
        values += is_personal_value(text)
        if kind := is_personal_header(text):
            header, below = kind, 0
        elif header:
            below += _fits(header, text)
        if values >= _FEW or below >= _FEW:
            return True
    return False


def _fits(kind: str, text: str) -> bool:
    """Tell whether a cell can be what its header says, and no count of such."""
    if kind == "e-mail":
        return "@" in text
    if kind in ("nik", "phone", "bank-account"):
        return len(re.sub(r"\D", "", text)) >= 7
    if kind == "birth-date":
        return True
    return re.fullmatch(r"[\d.,\s-]+", text) is None
