"""Editions whose sources say something else now than when they were frozen: named, with each figure.

The bench has the pages drawn anew from the corrected tables, people's edits laid over them: proposals, which
become editions only through the steps of design, submission and review.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.utils import timezone
from msgspec import Struct

from rupadata.errors import RupadataError
from rupadata.holdings import Correction, find_corrections, read_csv
from rupadata.language import message_language, say
from rupadata.logs import get_log
from rupadata.procedure.case import Case
from rupadata.procedure.store import edition_name
from rupadata.rebuild import load_observations
from rupadata.web.blobs import read_blob
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.models import CaseRow, Notice
from rupadata.wording import format_number, format_period

log = get_log(__name__)
DATA = "data.csv"
CORRECTED = "corrected"
"""What a notice of corrected figures is about; what it says of them follows."""


class Affected(Struct, frozen=True):
    """An edition that rests on figures which are others now; `approved` tells whether it was approved."""

    item: str
    title: str
    digest: str
    approved: bool
    corrections: tuple[Correction, ...]


def affected_editions(row: CaseRow, case: Case) -> tuple[Affected, ...]:
    """Return the editions that are approved, or under review, and rest on figures that were corrected."""
    data = Bench(row.key).build / "observations.parquet"
    if not data.is_file() or case.status != "open":
        return ()
    changed = data.stat().st_mtime_ns
    kept = dict(row.files.filter(name__endswith=f"/{DATA}").values_list("name", "sha256"))
    found = []
    for progress in case.progress.active_items():
        edition = progress.edition
        reviewed = ("review", progress.item.id) in case.progress.open
        if edition is None or not (progress.approved or reviewed):
            continue  # Whoever designs it has the corrected figures before them.
        frozen = kept.get(edition_name(progress.item.id, edition.digest, DATA))
        corrections = _corrections(frozen, str(data), changed) if frozen else ()
        if corrections:
            found.append(
                Affected(
                    progress.item.id, edition.title, edition.digest, bool(progress.approved), corrections
                )
            )
    return tuple(found)


@lru_cache(maxsize=256)
def _corrections(frozen: str, data: str, changed: int) -> tuple[Correction, ...]:
    try:
        return find_corrections(read_csv(read_blob(frozen), DATA), load_observations(Path(data)))
    except RupadataError:
        log.warning("%s cannot be compared with %s", frozen, data, exc_info=True)
        return ()


def tell_corrections(row: CaseRow, case: Case, but: Collection[str] = ()) -> int:
    """Tell the officials, and whoever designed it, of each edition that rests on corrected figures.

    The same figures of the same edition are told once, however often the tables are read again; `but` are
    those who need not be told. Return how many editions were told of.
    """
    affected = affected_editions(row, case)
    officials = {one.id for one in case.office.officials if one.roles}
    for one in affected:
        said = repr((one.digest, one.corrections))
        first = one.corrections[0]
        detail = {"title": one.title, "figures": len(one.corrections), "file": first.file.rpartition("/")[2]}
        for person in {*officials, case.progress.items[one.item].designer} - {"", *but}:
            Notice.objects.get_or_create(
                person=person,
                case=row,
                about=f"{CORRECTED}:{sha256(said.encode()).hexdigest()[:32]}",
                defaults={
                    "number": case.decisions[-1].number,
                    "item": one.item,
                    "at": timezone.now(),
                    "detail": json.dumps(detail),
                },
            )
    return len(affected)


def correction_words(one: Correction) -> dict[str, str]:
    """Return a corrected figure in words: what it is of, what it was, what it is now, and its cell."""
    lang = message_language()
    gone = say(id="tidak ada lagi", en="gone") if one.gone else say(id="kosong", en="blank")
    when = format_period(one.period, lang, short=True)
    part = "" if one.dimensions == "{}" else one.dimensions.strip("{}").replace('"', "")
    return {
        "name": ", ".join(filter(None, (one.indicator, one.region, part, when))),
        "before": say(id="kosong", en="blank") if one.before is None else format_number(one.before, lang),
        "after": gone if one.after is None else format_number(one.after, lang),
        "unit": one.unit,
        "cell": " · ".join(filter(None, (one.file.rpartition("/")[2], one.sheet, one.cell))),
    }
