"""Problems: the data is imperfect and the work goes on, saying so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops a page from being approved."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: a file, in it a sheet, in it one cell or one range (`C7`, `C7:C19`).

    A problem of a page names the page's folder as `file` and the node's id as `cell`.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One imperfection: a stable documented code, how much it matters, where, what, and the way out."""

    code: str
    severity: Severity
    where: Place
    message: str
    hint: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the shape of `problems.json`."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": {"file": self.where.file, "sheet": self.where.sheet, "cell": self.where.cell},
            "message": self.message,
            "hint": self.hint,
        }
