"""Where a reading put each indicator, as the board shows it. No Django here: the reading child writes it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from rupadata.decoding import decode_json
from rupadata.language import in_both
from rupadata.whole_files import write_whole

FILE = "assignments.json"


class Placement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One indicator of one table: the subject it was put in, how sure, and why."""

    file: str
    sheet: str
    table: str
    indicator: str
    name: str
    unit: str
    subject: str
    subject_name: str
    score: float
    decided: bool
    reason: str
    region: str = ""
    observations: int = 0
    by: str = "matcher"
    others: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Return what tells this indicator from all others of the case."""
        parts = "\x1f".join((self.file, self.sheet, self.table, self.indicator, self.unit))
        return sha256(parts.encode()).hexdigest()[:16]

    @property
    def points(self) -> int:
        """Return how sure the reading is of the subject, of a hundred."""
        return round(100 * self.score)


def keep_placements(folder: Path, placements: Sequence[Placement]) -> None:
    """Write where the reading put each indicator."""
    write_whole(folder / FILE, msgspec.json.encode(placements))


def load_placements(folder: Path) -> tuple[Placement, ...]:
    """Return where the last reading put each indicator; nothing before the first."""
    path = folder / FILE
    if not path.is_file():
        return ()
    hint = in_both(id="Minta tabelnya dibaca lagi.", en="Have its tables read again.")
    return decode_json(path.read_bytes(), tuple[Placement, ...], FILE, "grouping-unreadable", hint)
