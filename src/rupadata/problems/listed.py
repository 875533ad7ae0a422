"""Problems together: a tuple that shows itself as a table and turns into a frame."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from rupadata.problems.problem import Problem

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = ("code", "severity", "file", "sheet", "cell", "message", "hint")


class Problems(tuple[Problem, ...]):
    """What is imperfect, in the order it was found. An empty one means that nothing was."""

    __slots__ = ()

    def to_frame(self) -> pl.DataFrame:
        """Return a polars frame with a row a problem: code, severity, file, sheet, cell, message, hint.

        All columns are text; the sentences are in the language of messages.
        """
        import polars as pl  # Whoever only lists problems needs no frames.

        return pl.DataFrame(self._rows(), schema=dict.fromkeys(_COLUMNS, pl.String()), orient="row")

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (one.code, str(one.severity), at.file, at.sheet, at.cell, one.message, one.hint)
            for one in self
            for at in (one.where,)
        ]

    def __repr__(self) -> str:
        counts = Counter(str(one.severity) for one in self)
        said = ", ".join(f"{count} {severity}" for severity, count in counts.items())
        return f"Problems({said or 'none'})"

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{head}</th>" for head in _COLUMNS)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self._rows()
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
