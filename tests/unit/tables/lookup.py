"""Look things up in a reading."""

from __future__ import annotations

from rupadata.model.observations import Reading

Row = dict[str, object]


def at(reading: Reading, cell: str) -> Row:
    """Return the one observation of a cell."""
    found = reading.observations.filter(cell=cell).to_dicts()
    assert len(found) == 1, f"{len(found)} observations at {cell}"
    return found[0]


def codes(reading: Reading) -> set[str]:
    """Return the codes of all problems."""
    return {problem.code for problem in reading.problems}
