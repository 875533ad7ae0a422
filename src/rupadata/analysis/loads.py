"""Loads: how many of those served there are for each one who serves them, where both stand in one table.

Sizes rank regions by their own size; how many pupils a teacher has does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rupadata.analysis.drafting import Draft, Drafts
from rupadata.analysis.figures import Point
from rupadata.analysis.over_regions import Regions, number_of
from rupadata.analysis.sentence import Piece, SaidFigure
from rupadata.analysis.voice import Voice
from rupadata.model.evidence import Evidence
from rupadata.wording import format_number, topic

Pieces = Sequence[Piece]

_SERVED_BY = (
    (r"murid|siswa|peserta didik", r"guru|pendidik"),
    (r"mahasiswa", r"dosen"),
    (r"penduduk", r"dokter(?: umum| gigi| spesialis)?|bidan|perawat|tenaga (?:kesehatan|medis)"),
)
"""Who are served, and who serve them."""
_PAIRS = tuple(
    (re.compile(rf"(?:{served})\b\s*(?P<of>.*)", re.I), re.compile(rf"(?:{serving})\b\s*(?P<of>.*)", re.I))
    for served, serving in _SERVED_BY
)
_LEAST_REGIONS = 3
_LEAST_APART = 1.25
"""How many times the lightest load the heaviest is at least, for the difference to be worth a sentence."""
_WHOLE_FROM = 10.0
"""From how many for each one on no decimal is told."""
_WEIGHT = 0.62


def serve(served: str, serving: str) -> bool:
    """Tell whether an indicator counts those whom another one's people serve: `murid SD` and `guru SD`."""
    one, other = topic(served), topic(serving)
    for of_served, of_serving in _PAIRS:
        found, by = of_served.fullmatch(one), of_serving.fullmatch(other)
        if found and by and found["of"].casefold() == by["of"].casefold():
            return True
    return False


def find_load(served: Regions, serving: Regions, drafts: Drafts, serving_drafts: Drafts) -> Draft | None:
    """Find where one who serves has most of those served, and where fewest.

    `drafts` are of those served. Only where every region has both figures, each printed in a cell of its
    own. It is a sentence and no headline: no chart of a table's own figures shows it.
    """
    held = {point.key: point for point in serving.ranked}
    pairs = [(point, held[point.key]) for point in served.ranked if point.key in held]
    told = served.series.period == serving.series.period and served.complete and serving.complete
    if not told or not _LEAST_REGIONS <= len(pairs) == len(served.ranked) == len(serving.ranked):
        return None
    if any(len(point.cells) != 1 or number_of(point) <= 0 for pair in pairs for point in pair):
        return None
    ordered = sorted(pairs, key=lambda pair: (-_load(pair), pair[0].key))
    heaviest, lightest = ordered[0], ordered[-1]
    if _load(lightest) <= 1 or _load(heaviest) < _LEAST_APART * _load(lightest):
        return None

    def sentence(v: Voice) -> Pieces:
        other = serving_drafts.voices[drafts.voices.index(v)]
        most, least = _shown(heaviest, v), _shown(lightest, v)
        high, low = served.name(heaviest[0]), served.name(lightest[0])
        if v.id:
            return ("untuk setiap ", other.topic, " ", served.at(v), " ada ", most, " ", v.topic, " di ",
                    high, ", tetapi ", least, " di ", low)  # fmt: skip
        return (served.at(v), ", ", v.topic, " outnumbered ", other.topic, " by ", most, " to one in ", high,
                ", but by ", least, " to one in ", low)  # fmt: skip

    return drafts.make(
        "ratio", "load", _WEIGHT, None, sentence, family="load", focus_region=heaviest[0].key,
        focus_period=served.series.period,
    )  # fmt: skip


def _load(pair: tuple[Point, Point]) -> float:
    return number_of(pair[0]) / number_of(pair[1])


def _shown(pair: tuple[Point, Point], v: Voice) -> SaidFigure:
    value = _load(pair)
    text = format_number(value, v.lang, decimals=0 if value >= _WHOLE_FROM else 1)
    return SaidFigure(text, (Evidence(text, value, "", "ratio", (*pair[0].cells, *pair[1].cells)),))
