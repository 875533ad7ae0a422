"""Changes in a column, with their signs: as many decimals in every row, so that the eye compares digits."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rupadata.analysis.sentence import SaidFigure
from rupadata.compose.pen import Writing
from rupadata.model.evidence import Evidence
from rupadata.wording import format_number

_MOST_OF_GROWTH = 1
"""How many decimals a column of percentages has: a change too small for them keeps its own."""


def signed_changes(changes: Mapping[str, SaidFigure], lang: str, *, mark: bool = False) -> dict[str, Writing]:
    """Return changes by key with `+` or `−` before them; `mark` writes `%` behind those in percent."""
    point = "," if lang == "id" else "."
    proofs = {key: told.evidence[0] for key, told in changes.items()}
    decimals = {key: len(proof.shown.partition(point)[2]) for key, proof in proofs.items()}
    most = max(decimals.values(), default=0)
    said = {}
    for key, proof in proofs.items():
        percent = proof.formula.startswith("growth")
        even = _with_decimals(proof, lang, decimals[key], min(most, _MOST_OF_GROWTH) if percent else most)
        sign = "+" if proof.value > 0 else "−"
        said[key] = Writing(f"{sign}{even.shown}{'%' if mark and percent else ''}", (even,))
    return said


def _with_decimals(proof: Evidence, lang: str, has: int, wanted: int) -> Evidence:
    """Return a figure written with more decimals; as it is where it is written in a unit of its own."""
    if has >= wanted:
        return proof
    size = abs(proof.value)
    if format_number(size, lang, decimals=has) != proof.shown:
        return proof
    return msgspec.structs.replace(proof, shown=format_number(size, lang, decimals=wanted))
