"""Decisions: the grouping that an office has confirmed; remembered, it wins the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.subjects.indicators import fold_name, fold_unit


@dataclass(frozen=True, slots=True)
class Decision:
    """One confirmed answer. An empty `subject` means: leave it out. `file` and what follows may be empty.

    The more of a table a decision names, the narrower it is; the narrowest that fits wins.
    """

    indicator: str
    subject: str
    unit: str = ""
    table: str = ""
    file: str = ""
    sheet: str = ""
    name: str = ""
    by: str = ""

    def reason(self) -> str:
        """Return why, in words."""
        who = self.by or say(id="kantor", en="the office")
        return say(id=f"ditetapkan oleh {who}", en=f"decided by {who}")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The confirmed answers of one office."""

    entries: tuple[Decision, ...] = ()
    _by_name: dict[str, list[Decision]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._by_name.setdefault(fold_name(entry.indicator), []).append(entry)

    def find(self, file: str, sheet: str, table: str, indicator: str, unit: str) -> Decision | None:
        """Return the narrowest decision that fits, the later one when two are equally narrow."""
        best: tuple[int, Decision] | None = None
        for entry in self._by_name.get(fold_name(indicator), ()):
            asked = (
                (entry.file, file == entry.file),
                (entry.sheet, sheet == entry.sheet),
                (entry.table, fold_name(table) == fold_name(entry.table)),
                (entry.unit, fold_unit(unit) == fold_unit(entry.unit)),
            )
            if all(fits for wanted, fits in asked if wanted):
                narrow = sum(1 for wanted, _ in asked if wanted)
                if best is None or narrow >= best[0]:
                    best = (narrow, entry)
        return best[1] if best else None

    def remember(self, entries: Iterable[Decision]) -> Decisions:
        """Return decisions with these added; a newer answer to the same question replaces the older."""
        kept = {(e.indicator, e.unit, e.table, e.file, e.sheet): e for e in self.entries}
        for entry in entries:
            kept[entry.indicator, entry.unit, entry.table, entry.file, entry.sheet] = entry
        return Decisions(tuple(kept.values()))


class _Store(msgspec.Struct):
    version: int
    decisions: list[Decision]


def load_decisions(path: Path) -> Decisions:
    """Return the decisions kept in a JSON store; none when the file does not exist yet."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        return Decisions(tuple(msgspec.json.decode(content, type=_Store).decisions))
    except msgspec.MsgspecError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Berkas {path} tidak terbaca: {error}.", en=f"The file {path} cannot be read: {error}."),
        code="decisions-unreadable",
    )
