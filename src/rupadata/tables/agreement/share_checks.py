"""Shares against the counts beside them: what most rows bear out, the others should bear out too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rupadata.model.observations import dimensions_json
from rupadata.problems import Place, Problem
from rupadata.regions.gazetteer import ancestors
from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.shape.tidy_types import Observed

LEAST_SHARES = 3
MOST_AGREE = 0.6
"""Part of the shares that must follow from the counts before the others are doubted."""

_SHARE = re.compile(r"(?:persentase|prosentase|presentase|proporsi|distribusi(?: persentase)?)\s+", re.I)
_COUNT = re.compile(r"(?:jumlah|banyaknya|banyak)\s+", re.I)
Key = tuple[str, str, str, str]
"""What is counted, region, period, dimensions."""


def check_shares(members: Sequence[Observed]) -> list[Problem]:
    """Tell which shares of a table do not follow from its counts, while most of them do.

    The whole may be the sum over a category or over the regions: the one that bears out more is taken.
    """
    counts: dict[Key, Observed] = {}
    shares: list[Observed] = []
    for o in members:
        if o.value is None:
            continue
        if o.unit == "persen" and _SHARE.match(o.indicator):
            shares.append(o)
        elif o.measure.startswith("count") or o.measure == "money-nominal":
            counts.setdefault(_key(o, _COUNT), o)
    found: dict[tuple[str, str], list[tuple[Observed, float]]] = defaultdict(list)
    for share in shares:
        count = counts.get(_key(share, _SHARE))
        if count is not None:
            for which, whole in _wholes(count, counts):
                if whole.value and whole is not count:
                    found[share.indicator, which].append((share, 100 * (count.value or 0.0) / whole.value))
    best: dict[str, tuple[int, list[tuple[Observed, float]]]] = {}
    for (indicator, _), pairs in found.items():
        differing = [pair for pair in pairs if not _agree(*pair)]
        agreeing = len(pairs) - len(differing)
        if len(pairs) < LEAST_SHARES or agreeing < MOST_AGREE * len(pairs):
            continue
        if indicator not in best or agreeing > best[indicator][0]:
            best[indicator] = agreeing, differing
    return [_differs(*pair) for _, differing in best.values() for pair in differing][:60]


@lru_cache(maxsize=4096)
def _what(indicator: str, prefix: re.Pattern[str]) -> str:
    """Return what an indicator counts or gives the share of."""
    return fold(prefix.sub("", indicator, count=1))


def _key(o: Observed, prefix: re.Pattern[str]) -> Key:
    return _what(o.indicator, prefix), o.region_code or o.region, o.period, dimensions_json(o.dimensions)


def _wholes(count: Observed, counts: dict[Key, Observed]) -> Iterator[tuple[str, Observed]]:
    """Give the counts that one may be a part of, each with what it is summed over."""
    what, region, period, dimensions = _key(count, _COUNT)
    for name in count.dimensions:
        rest = {key: value for key, value in count.dimensions.items() if key != name}
        whole = counts.get((what, region, period, dimensions_json(rest)))
        if whole is not None:
            yield name, whole
    for above in ancestors(count.region_code) if count.region_code else ():
        whole = counts.get((what, above, period, dimensions))
        if whole is not None:
            yield "region", whole
            return


def _agree(share: Observed, expected: float) -> bool:
    return abs((share.value or 0.0) - expected) <= 0.51 * 10.0 ** -(share.decimals or 0) + 0.05


def _differs(share: Observed, expected: float) -> Problem:
    return Problem.of(
        "share-differs",
        Place(share.file, share.sheet, share.cell),
        printed=share.value or 0.0,
        computed=expected,
        decimals=max(1, share.decimals or 0),
    )
