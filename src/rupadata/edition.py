"""One page in all its sizes: drawn, proved and checked, as a pure function of plain values.

Building, rebuilding, checking and notebooks all draw by `draw_edition` and by nothing beside it, so that what
is checked is what was built. What is not asked for (evidence, problems, digest) is not worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from rupadata.checks import (
    check_figure,
    check_headline,
    check_outlines,
    check_plausible,
    check_scene,
    check_truth,
    read_cells,
)
from rupadata.compose import OpenBooks, compose_article, compose_carousel, compose_page, theme_source
from rupadata.model.evidence import Evidence
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.period import parse_period
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import PageSpec, spec_digest_source
from rupadata.problems import Problem
from rupadata.scene.article import Article, figure_scenes, said_scenes
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import fonts_digest, needs_wide_fonts, wide_digest


class DrawRequest(Struct, frozen=True, kw_only=True):
    """How a page is wanted: sizes, theme, language, and its date (ISO; empty for that of its newest data)."""

    sizes: tuple[str, ...] = ("portrait",)
    theme: str = "default"
    lang: str = "id"
    date: str = ""
    article: bool = False
    """Whether the page is wanted as an article for browsers too, proved and checked like its pictures."""
    carousel: bool = False
    """Whether it is wanted as pictures for social media too, likewise."""


class Drawing:
    """A page as it was drawn: its scenes by size, and what follows from them."""

    def __init__(
        self,
        spec: PageSpec,
        book: SubjectBook,
        office: Office,
        request: DrawRequest,
        scenes: Mapping[str, Scene],
        opened: OpenBooks,
    ) -> None:
        self.spec = spec
        self.book = book
        self.office = office
        self.request = request
        self.scenes = scenes
        self._opened = opened

    @property
    def place(self) -> str:
        """Where the page stands below a build's folder."""
        return page_folder(self.spec)

    @property
    def title(self) -> str:
        """The headline."""
        return next(iter(self.scenes.values())).title

    @cached_property
    def article(self) -> Article:
        """The page for browsers: its texts, and all of its blocks as figures."""
        return compose_article(self.spec, self.book, opened=self._opened, **self._wishes())

    @cached_property
    def carousel(self) -> tuple[Scene, ...]:
        """The page as pictures for social media, the cover first."""
        return compose_carousel(self.spec, self.book, opened=self._opened, **self._wishes())

    def _wishes(self) -> dict[str, Any]:
        request = self.request
        return {
            "office": self.office,
            "theme": request.theme,
            "lang": request.lang,
            "date": request.date,
        }

    @cached_property
    def used(self) -> pl.DataFrame:
        """The observations that the page uses."""
        return self.book.rows_of(self.spec.indicators)

    @cached_property
    def evidence(self) -> tuple[dict[str, Any], ...]:
        """The entries of `evidence.json` for all sizes, each once."""
        article = tuple(said_scenes(self.article)) if self.request.article else ()
        carousel = self.carousel if self.request.carousel else ()
        return _evidence((*self.scenes.values(), *article, *carousel))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the page in any size: the one list of checks of a page."""
        spec, book, place = self.spec, self.book, self.place
        findings = self._opened.findings(book, spec.indicators, spec.until, self.office)
        found = [
            *check_headline(spec, book, self.request.lang, place, findings),
            *check_plausible(spec, book, place),
            *check_outlines(spec, book, self.office),
        ]
        cells = self._opened.recall("cells", (book,), "", lambda: read_cells(book))
        for size, scene in self.scenes.items():
            found += check_scene(scene, f"{place}/{size}")
            found += check_truth(scene, book, f"{place}/{size}", cells)
        for number, scene in enumerate(self.carousel if self.request.carousel else (), 1):
            found += check_scene(scene, f"{place}/carousel-{number}", owed=("title", "symbol"))
            found += check_truth(scene, book, f"{place}/carousel-{number}", cells)
        if self.request.article:
            for scene in figure_scenes(self.article):
                found += check_figure(scene, f"{place}/article")
            for said in said_scenes(self.article):
                found += check_truth(said, book, f"{place}/article", cells)
        return each_once(found)

    @cached_property
    def digest(self) -> str:
        """The digest of the edition; see `edition_digest`."""
        return edition_digest(self.spec, self.book, self.office, self.request)


def edition_digest(spec: PageSpec, book: SubjectBook, office: Office, request: DrawRequest) -> str:
    """Return the digest of all that can change the picture, but for the engine's version.

    Spec (with blocks' ids and the brand), observations used, theme, fonts, language, date, and what the
    office lends a drawing: regions, symbols, boundaries, own fonts. The request bears the date of the page.
    """
    columns = list(OBSERVATION_SCHEMA)
    # Parted among threads, some hundred rows wait longer for a free one than they take.
    used = book.rows_of(spec.indicators)[columns].sort(columns, multithreaded=False).write_csv().encode()
    said = spec_digest_source(spec), used
    digest = hashlib.sha256(b"".join(said))
    digest.update(theme_source(request.theme))
    digest.update(fonts_digest().encode())
    for family in office.fonts.own:
        digest.update(family.encode())
    if any(not one.isascii() and needs_wide_fonts(one.decode()) for one in said):
        digest.update(wide_digest().encode())
    digest.update(f"\n{request.lang}\n{request.date}\n".encode())
    for part in (office.regions.digest, office.symbols.digest):
        digest.update(part.encode())
    if office.boundaries is not None:
        digest.update(office.boundaries.digest.encode())
    return digest.hexdigest()


def draw_edition(
    spec: PageSpec,
    book: SubjectBook,
    office: Office | None = None,
    request: DrawRequest | None = None,
    opened: OpenBooks | None = None,
) -> Drawing:
    """Return a page drawn in all sizes asked for; the same values give the same scenes, bytes and digest.

    `office` lends its regions, symbols and boundaries, `default_office()` when none is given. `opened` is
    what a session keeps of its books, to draw an edited page again quickly.
    """
    opened = opened or OpenBooks()
    office, request = office or default_office(), request or DrawRequest()
    date = request.date or opened.recall("dates", (book,), spec.indicators, lambda: page_date(book, spec))
    request = replace(request, date=date)
    scenes = {
        size: compose_page(
            spec,
            book,
            office=office,
            size=size,
            theme=request.theme,
            lang=request.lang,
            date=request.date,
            opened=opened,
        )
        for size in request.sizes
    }
    return Drawing(spec, book, office, request, scenes, opened)


def page_folder(spec: PageSpec) -> str:
    """Return where a page stands below a build's folder."""
    return f"{spec.region.code}/{spec.subject.key}/{spec.page}"


def page_date(book: SubjectBook, spec: PageSpec) -> str:
    """Return the date that a page carries when none is asked for: the newest period of the data that it uses.

    Never the clock, so that the same input gives the same bytes. ISO, as precise as known: 2024, 2024-03.
    """
    columns = (book.values_of(name, spec.indicators) for name in ("period", "value"))
    told = {period for period, value in zip(*columns, strict=True) if value is not None}
    periods = [parse_period(text) for text in told]
    newest = max(((p.last_year, p.part) for p in periods if p is not None), default=None)
    if newest is None:
        return ""
    year, part = newest
    return f"{year}-{part}" if part[:2].isdigit() else str(year)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, one that several sizes of a page share only where it stands first."""
    found: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = (problem.code, problem.where.cell, problem.variant, problem.arguments)
        found.setdefault(key, problem)
    return tuple(found.values())


def _evidence(scenes: Iterable[Scene]) -> tuple[dict[str, Any], ...]:
    entries: dict[tuple[str, Evidence, str], dict[str, Any]] = {}
    for scene in scenes:
        for text in texts(scene):
            for evidence in text.evidence:
                # 1 and 1.0 are equal, but are written differently.
                key = (text.id, evidence, repr(evidence.value))
                if key not in entries:
                    entries[key] = _evidence_entry(text.id, evidence)
    return tuple(
        sorted(entries.values(), key=lambda entry: (entry["node"], entry["shown"], str(entry["from"])))
    )


def _evidence_entry(node: str, evidence: Evidence) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "node": node,
        "shown": evidence.shown,
        "value": evidence.value,
        "unit": evidence.unit,
        "formula": evidence.formula,
        "from": [cell.as_dict() for cell in evidence.cells],
    }
    if evidence.of:
        entry["of"] = evidence.of
    if evidence.scale != 1.0:
        entry["scale"] = evidence.scale
    return entry
