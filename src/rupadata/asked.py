"""What a call asks for by name, found in what there is: regions, subjects, periods, a date; or refused."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Sequence

import polars as pl
from msgspec.structs import replace

from rupadata.checked import YEARS, is_known_year
from rupadata.compose import get_theme, parse_size
from rupadata.errors import UsageError, nearest_name
from rupadata.language import LANGUAGES, say
from rupadata.model.subject import SubjectBook
from rupadata.regions import Regions
from rupadata.render import FORMATS
from rupadata.request import BuildRequest, parse_date

SURE = 0.85
"""From this score on a region is taken for the one that a text means."""


def home_asked(request: BuildRequest, regions: Regions) -> str:
    """Return the code of the one region asked for: the home of tables that name none. Empty for several."""
    if len(request.regions) != 1:
        return ""
    found = regions.find(request.regions[0])
    return found.region.code if found is not None and found.score >= SURE else ""


def choose_books(books: Sequence[SubjectBook], request: BuildRequest) -> list[SubjectBook]:
    """Return the books of the regions and subjects asked for; a name that is nowhere is refused."""
    by_region = {book.region_code: book.region for book in books}
    by_subject = {book.subject.key: book.subject.name for book in books}
    regions = {_find_asked(asked, by_region, say(id="Wilayah", en="Region")) for asked in request.regions}
    subjects = {
        _find_asked(asked, by_subject, say(id="Substansi", en="Subject")) for asked in request.subjects
    }
    return [
        book
        for book in books
        if (not regions or book.region_code in regions) and (not subjects or book.subject.key in subjects)
    ]


def books_of_period(books: Sequence[SubjectBook], period: str) -> list[SubjectBook]:
    """Return the books with only the pages that have figures of a period; an unknown one is refused."""
    found, known = [], set[str]()
    for book in books:
        rows = (
            book.observations.filter(pl.col("value").is_not_null()).select("indicator_key", "period").unique()
        )
        known.update(rows["period"])
        having = set(rows.filter(pl.col("period") == period)["indicator_key"])
        pages = tuple((page, keys) for page, keys in book.pages if having.intersection(keys))
        if pages:
            found.append(replace(book, pages=pages))
    if not found:
        near = nearest_name(period, known)
        years = sorted(text for text in known if text.isdigit())
        span = f"{years[0]}–{years[-1]}" if years else ", ".join(sorted(known)[:6])
        raise UsageError(
            say(id=f"Tidak ada angka untuk periode {period!r}.", en=f"There are no figures of {period!r}."),
            code="unknown-period",
            hint=say(
                id=f"Maksudnya {near}? Yang ada: {span}." if near else f"Yang ada: {span}.",
                en=f"Did you mean {near}? There are: {span}." if near else f"There are: {span}.",
            ),
        )
    return found


def _find_asked(asked: str, names: dict[str, str], kind: str) -> str:
    for key, name in names.items():
        if asked.casefold() in (key.casefold(), name.casefold()):
            return key
    near = nearest_name(asked, names) or nearest_name(asked, names.values())
    hint = (
        say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?")
        if near
        else say(id=f"Yang ada: {', '.join(names)}.", en=f"There are: {', '.join(names)}.")
    )
    message = say(id=f"{kind} {asked!r} tidak ada dalam data.", en=f"{kind} {asked!r} is not in the data.")
    raise UsageError(message, code="unknown-name", hint=hint)


def date_asked(asked: str = "") -> str:
    """Return the date that the call or SOURCE_DATE_EPOCH asks for, ISO; empty for none."""
    if asked:
        return parse_date(asked)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    # The convention knows digits alone; what lies beyond the calendars is a slip, not a day of publication.
    if re.fullmatch("[0-9]{1,11}", epoch) and is_known_year(moment := _moment_of(int(epoch))):
        return moment.date().isoformat()
    raise UsageError(
        say(
            id=f"SOURCE_DATE_EPOCH={epoch[:40]!r} bukan detik sejak 1970 yang masih masuk akal.",
            en=f"SOURCE_DATE_EPOCH={epoch[:40]!r} is no plausible number of seconds since 1970.",
        ),
        code="date-invalid",
        hint=say(
            id=f"Hapus peubah itu, atau beri bilangan bulat sebelum tahun {YEARS.stop}.",
            en=f"Unset it, or give it a whole number before the year {YEARS.stop}.",
        ),
    )


def _moment_of(seconds: int) -> dt.datetime:
    """Return the moment so many seconds after the beginning of 1970."""
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)


def check_wishes(sizes: Iterable[str], theme: str, lang: str, formats: Iterable[str] = ()) -> None:
    """Refuse sizes, formats, a theme or a language that are unknown, naming those that are known."""
    for size in sizes:
        parse_size(size)
    get_theme(theme)
    for kind, asked, known in (
        *((("Format", "format"), name, FORMATS) for name in formats),
        (("Bahasa", "language"), lang, LANGUAGES),
    ):
        if asked not in known:
            raise UsageError(
                say(id=f"{kind[0]} {asked!r} tidak dikenal.", en=f"The {kind[1]} {asked!r} is unknown."),
                code="option-unknown",
                hint=say(id=f"Pilihannya: {', '.join(known)}.", en=f"Choose from: {', '.join(known)}."),
            )
