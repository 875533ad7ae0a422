"""Figures against what the glossary says that an indicator can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rupadata.glossary import load_glossary
from rupadata.problems import Place, Problem
from rupadata.tables.lexicon.table_words import fold, word_set
from rupadata.tables.shape.tidy_types import Observed

_NO_SHARE = 1000.0
"""Percent that no rate reaches in most figures of a column: they are counts under the name of a rate."""
_MOST_TOLD = 60
_GENERIC = word_set("nilai rata rata-rata skor indeks angka jumlah persentase tingkat total hasil capaian")
"""Words that alone say nothing: 'Nilai Rata-rata' may be that of an examination."""


def check_plausible(members: Sequence[Observed]) -> list[Problem]:
    """Doubt figures beyond what their standard indicator can be, and columns of counts that the name of their
    table makes percentages."""
    columns: dict[tuple[str, str, int], list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None and not o.flags & {"damaged", "doubtful"}:
            columns[o.indicator, o.unit, o.column].append(o)
    problems: list[Problem] = []
    for (indicator, unit, _), group in columns.items():
        found = load_glossary().find(indicator) if set(fold(indicator).split()) - _GENERIC else None
        told = found is not None and found.whole and found.indicator.unit == unit
        span = found.indicator.plausible if found is not None and told else None
        if span is not None:
            # What holds for the whole need not hold for one of a hundred goods.
            beyond = [o for o in group if not o.dimensions and not span.holds(o.value or 0.0)]
            problems += [_unlikely(o, o.cell) for o in beyond]
        elif unit == "persen" and group[0].measure == "rate":
            beyond = [o for o in group if abs(o.value or 0.0) > _NO_SHARE]
            if len(beyond) * 2 <= len(group):
                continue
            beyond = group
            problems += [_unlikely(run[0], f"{run[0].cell}:{run[-1].cell}") for run in _runs(group)]
        else:
            continue
        for o in beyond:
            o.flags.add("doubtful")
    return problems[:_MOST_TOLD]


def _runs(group: Sequence[Observed]) -> list[list[Observed]]:
    """Return the figures of a column in runs of rows below each other."""
    runs: list[list[Observed]] = []
    for o in sorted(group, key=lambda o: o.row):
        if not runs or o.row != runs[-1][-1].row + 1:
            runs.append([])
        runs[-1].append(o)
    return runs


def _unlikely(o: Observed, cell: str) -> Problem:
    where = Place(o.file, o.sheet, cell)
    return Problem.of(
        "value-impossible", where, variant="unlikely", value=o.value or 0.0, indicator=o.indicator
    )
