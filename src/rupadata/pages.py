"""A page in people's hands: made from a book or a spec, shown in notebooks, saved in any format."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
from msgspec.structs import replace

from rupadata.asked import books_of_period, check_wishes
from rupadata.compose import check_block, page_hue, plan_page
from rupadata.compose.open_books import neighbours_of
from rupadata.edition import Drawing, DrawRequest, draw_edition
from rupadata.errors import UsageError, nearest_name
from rupadata.formats import data_file, last_day, picture
from rupadata.language import say
from rupadata.model.observations import tidy
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import BlockSpec, PageSpec, Words, encode_spec, load_spec, parse_spec
from rupadata.problems import Problems
from rupadata.regions import open_boundaries
from rupadata.render import DATA_FORMATS, render_docx, render_html, render_svg
from rupadata.render.press_colours import open_profile
from rupadata.request import FileOptions, LanguageCode, SizeName, SvgText, ThemeName, parse_short_date
from rupadata.scene.scene import Scene
from rupadata.whole_files import write_whole

_shown = count(1)
"""Numbers what notebooks show, so that no two pictures of one document share an id."""
_EVIDENCE = {
    "node": pl.String(),
    "shown": pl.String(),
    "value": pl.Float64(),
    "unit": pl.String(),
    "formula": pl.String(),
    "cells": pl.List(pl.String()),
}


class Page:
    """One page in one size, theme and language. Drawing happens when a picture is asked for.

    Made by `rupadata.page` from a book, or by `Page.from_spec` from a kept spec; it never changes:
    `properties` returns another one.
    """

    def __init__(
        self,
        spec: PageSpec,
        book: SubjectBook,
        *,
        size: SizeName | str = "portrait",
        theme: ThemeName | str = "default",
        lang: LanguageCode | str = "id",
        date: str = "",
        office: Office | None = None,
    ) -> None:
        check_wishes((size,), theme, lang)
        self.spec = spec
        self.book = book
        self.size = size
        self.theme = theme
        self.lang = lang
        self.date = parse_short_date(date)
        self.office = office or default_office()

    @classmethod
    def from_spec(
        cls,
        spec: PageSpec | Mapping[str, Any] | str | bytes | Path,
        book: SubjectBook,
        *,
        size: SizeName | str = "portrait",
        theme: ThemeName = "default",
        lang: LanguageCode = "id",
        date: str = "",
        office: Office | None = None,
    ) -> Page:
        """Return the page of a spec: a `PageSpec`, its plain values, its JSON, or a `.json` or `.toml` file.

        Parameters
        ----------
        spec
            What `Page.to_json`, `Page.spec` or a build's `page.json` gave; JSON text begins with a brace,
            any other text is a path.
        book
            The observations that it speaks of; an indicator that the book lacks is refused.
        size, theme, lang, date, office
            As in `rupadata.page`.

        Raises
        ------
        InputRefusedError
            The spec cannot be read, or names what is not there.
        """
        read = _read_spec(spec)
        known = {indicator.key for indicator in book.indicators}
        for key in read.indicators:
            if key not in known:
                raise _unknown_name(
                    say(id=f"Indikator {key!r} tidak ada.", en=f"There is no indicator {key!r}."), key, known
                )
        return cls(read, book, size=size, theme=theme, lang=lang, date=date, office=office)

    @cached_property
    def drawing(self) -> Drawing:
        """The page as drawn: scenes, evidence, problems and digest, each worked out when asked for."""
        request = DrawRequest(sizes=(self.size,), theme=self.theme, lang=self.lang, date=self.date)
        return draw_edition(self.spec, self.book, self.office, request)

    @property
    def scene(self) -> Scene:
        """The finished shapes."""
        return self.drawing.scenes[self.size]

    @property
    def title(self) -> str:
        """The headline."""
        return self.scene.title

    @property
    def data(self) -> pl.DataFrame:
        """The observations behind the page, each dimension a column; see `rupadata.tidy`."""
        return tidy(self.book.rows_of(self.spec.indicators).drop("indicator_key"))

    @property
    def evidence(self) -> pl.DataFrame:
        """What stands behind every figure shown: a row a figure.

        Columns: `node` (the id in the picture), `shown`, `value` (at full precision, in `unit`), `formula`
        (docs/reference/evidence.md) and `cells`, the cells it comes from as `file · sheet · cell`.
        """
        rows = [
            {
                **{name: entry[name] for name in ("node", "shown", "value", "unit", "formula")},
                "cells": [_place_of(cell) for cell in entry["from"]],
            }
            for entry in self.drawing.evidence
        ]
        return pl.DataFrame(rows, schema=_EVIDENCE)

    def check(self) -> Problems:
        """Return what is wrong with the page as drawn; the same checks as `rupadata check`."""
        return Problems(self.drawing.problems)

    def properties(
        self,
        *,
        headline: str | Words | None = None,
        standfirst: str | Words | None = None,
        kicker: str | Words | None = None,
        hero: str | BlockSpec | None = None,
        blocks: Sequence[str | BlockSpec] | None = None,
        colour: str | None = None,
        size: SizeName | str | None = None,
        theme: ThemeName | None = None,
        lang: LanguageCode | None = None,
        date: str | None = None,
    ) -> Page:
        """Return this page with some things changed; what is not given stays.

        Parameters
        ----------
        headline, standfirst, kicker
            Words in the page's language, or `{"id": ..., "en": ...}`; "" lets the engine write them again.
            A headline written by hand is pointed out by `check`.
        hero, blocks
            The strongest picture and what stands beside it: names of blocks (docs/reference/pagespec.md)
            for the leading indicator, or `BlockSpec` for all that a block can be told.
        colour
            The page's hue as `#rrggbb`; themes see to its contrast. "" for the subject's own.
        size, theme, lang, date
            As in `rupadata.page`.

        Raises
        ------
        UsageError
            A block, size, theme, language, date or colour that is unknown.
        """
        new_lang = lang or self.lang
        title = self.spec.title
        if headline is not None:
            title = replace(title, headline=_said(headline, title.headline, new_lang))
        if standfirst is not None:
            title = replace(title, standfirst=_said(standfirst, title.standfirst, new_lang))
        if kicker is not None:
            title = replace(title, kicker=_said(kicker, title.kicker, new_lang))
        spec = replace(self.spec, title=title)
        if hero is not None:
            spec = replace(spec, hero=_block(hero))
        if blocks is not None:
            spec = replace(spec, blocks=tuple(_block(one) for one in blocks))
        if colour is not None:
            spec = replace(spec, brand=replace(spec.brand, colour=colour))
            page_hue(spec)  # refuses a colour that cannot be read
        return Page(
            spec,
            self.book,
            size=size or self.size,
            theme=theme or self.theme,
            lang=new_lang,
            date=self.date if date is None else date,
            office=self.office,
        )

    def to_svg(self, *, text: SvgText = "embed", id_prefix: str = "") -> str:
        """Return the page as SVG.

        `text` is `embed` for browsers (the fonts are carried along), `text` for drawing programs where the
        fonts are installed, `outline` for print shops, Word and PowerPoint (letters as paths). `id_prefix`
        stands before every id, for several pages in one document.
        """
        return render_svg(self.scene, text=text, id_prefix=id_prefix)

    def to_png(self, *, scale: float = 1.0, dpi: float = 0.0) -> bytes:
        """Return the page as PNG; `scale` magnifies, `dpi` is what a page for print is drawn at (0: 150)."""
        return picture(self.scene, "png", FileOptions(scale=scale, dpi=dpi))

    def to_pdf(
        self,
        *,
        bleed_mm: float = 0.0,
        crop_marks: bool = False,
        press: str | Path | bytes = b"",
    ) -> bytes:
        """Return the page as a tagged PDF.

        `bleed_mm`, `crop_marks` and `press` are for print shops: with `press`, the ICC profile of a press or
        its file, all colours are in its inks.
        """
        options = FileOptions(
            bleed_mm=bleed_mm,
            crop_marks=crop_marks,
            press=open_profile(press).content if press else b"",
        )
        return picture(self.scene, "pdf", options, date=self.date)

    def to_html(self, *, id_prefix: str | None = None) -> str:
        """Return the page as an HTML fragment: the SVG in a box that grows to its own width.

        The ids begin with the names of region, subject, page, size and language, so that different pages can
        stand in one document; give `id_prefix` where one page stands twice.
        """
        if id_prefix is None:
            names = (self.spec.region.code, self.spec.subject.key, self.spec.page, self.size, self.lang)
            id_prefix = "-".join("".join(c if c.isalnum() else "-" for c in name) for name in names) + "-"
        svg = self.to_svg(id_prefix=f"p-{id_prefix}" if id_prefix[:1].isdigit() else id_prefix)
        return (
            f'<div class="rupadata-page" style="max-width:{self.scene.width:.0f}px"'
            f' title="{escape(self.title)}">{svg}</div>'
        )

    def to_article(self) -> str:
        """Return the page as one self-contained HTML document for browsers: it flows, answers and prints.

        All blocks of the page stand in it whatever the size; its figures have tables, tips and downloads.
        """
        return render_html(self.drawing.article)

    def to_carousel(self, *, scale: float = 1.0) -> tuple[bytes, ...]:
        """Return the page as PNGs for social media: a cover, then its blocks, at most 10.

        Each is readable alone, and 1080 by 1350 pixels times `scale`, whatever the page's size.
        """
        return tuple(picture(scene, "png", FileOptions(scale=scale)) for scene in self.drawing.carousel)

    def to_json(self) -> str:
        """Return the spec as JSON."""
        return encode_spec(self.spec).decode("utf-8")

    def save(
        self,
        path: str | Path,
        *,
        scale: float = 1.0,
        dpi: float = 0.0,
        svg_text: SvgText | str = "embed",
        bleed_mm: float = 0.0,
        crop_marks: bool = False,
        press: str | Path | bytes = b"",
    ) -> Path:
        """Write the page and return the path. A file appears whole or not at all.

        Parameters
        ----------
        path
            The ending names the format: `.svg`, `.png`, `.jpg`, `.webp`, `.pdf`, `.pptx` the picture, `.html`
            a document for browsers as in `to_article`, `.docx` its words and tables to be read, `.json` the
            spec, `.xlsx` and `.csv` the data behind the page.
        scale, dpi
            For pixels: as in `to_png`.
        svg_text
            For SVG: as in `to_svg`.
        bleed_mm, crop_marks, press
            For PDF: as in `to_pdf`; refused for other formats.

        Raises
        ------
        UsageError
            The format or an option is unknown, or the format has no such option.
        """
        path = Path(path)
        name = path.suffix.lower().lstrip(".")
        if name == "json":
            content = encode_spec(self.spec)
        elif name == "html":
            content = self.to_article().encode()
        elif name == "docx":
            content = render_docx(self.drawing.article, date=last_day(self.date))
        elif name in DATA_FORMATS:
            used = self.book.rows_of(self.spec.indicators)
            content = data_file(used, name, title=self.title, date=self.date)
        else:
            if name != "pdf" and (bleed_mm or crop_marks or press):
                raise UsageError(
                    say(
                        id=f"Bleed, tanda potong, dan tinta cetak hanya ada di PDF, bukan .{name}.",
                        en=f"Bleed, crop marks and inks are for PDF, not for .{name}.",
                    ),
                    code="bleed-unusable",
                    hint=say(id="Simpan sebagai .pdf.", en="Save it as .pdf."),
                )
            if name == "pdf":
                content = self.to_pdf(bleed_mm=bleed_mm, crop_marks=crop_marks, press=press)
            else:
                options = FileOptions(scale=scale, dpi=dpi, svg_text=svg_text)
                content = picture(self.scene, name, options, date=self.date)
        return write_whole(path, content)

    def __repr__(self) -> str:
        spec = self.spec
        return (
            f"Page({spec.page!r} of {spec.region.name}, {spec.subject.key}, {spec.period}:"
            f" size={self.size!r}, theme={self.theme!r}, lang={self.lang!r})"
        )

    def _repr_html_(self) -> str:
        return self.to_html(id_prefix=f"shown{next(_shown)}-")

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        """Return the page for notebooks: HTML, SVG, PNG in base64 and plain text."""
        makers: dict[str, Callable[[], str]] = {
            "text/plain": lambda: repr(self),
            "text/html": self._repr_html_,
            "image/svg+xml": lambda: self.to_svg(id_prefix=f"shown{next(_shown)}-"),
            "image/png": lambda: b64encode(self.to_png()).decode("ascii"),
        }
        return {
            kind: make()
            for kind, make in makers.items()
            if (include is None or kind in include) and (exclude is None or kind not in exclude)
        }


def page(
    book: SubjectBook,
    *,
    size: SizeName | str = "portrait",
    theme: ThemeName = "default",
    lang: LanguageCode = "id",
    period: str | int = "",
    name: str = "",
    date: str = "",
    boundaries: str | Path | None = None,
    office: Office | None = None,
) -> Page:
    """Return a page of a subject: its first page, or the one of a given name.

    Parameters
    ----------
    book
        One subject of one region, from `rupadata.group`.
    size
        `square`, `portrait`, `story`, `slide`, `a4`, `a3`, `book`, or any `1200x900px` or `210x297mm`.
    theme
        `default`, `formal`, `vivid`, `high-contrast` or `night`.
    lang
        `id` or `en`: the language of the page.
    period
        The period that the page speaks of, as 2024 or "2024-Q1"; empty for the latest. One of which there
        are no figures is refused.
    name
        One of the pages of `book.pages`; empty for the first, or the first that has figures of the period.
    date
        The date that the page carries, ISO; empty for that of its newest data.
    boundaries
        A file of regions' outlines (GeoJSON, Shapefile) in place of the office's.
    office
        Lends regions, symbols, brand and boundaries; `default_office()` when none is given.

    Raises
    ------
    UsageError
        A size, theme, language, period, name or date that is unknown; the hint names what is near.
    """
    if not isinstance(book, SubjectBook):
        raise UsageError(
            say(
                id=f"rd.page menggambar satu SubjectBook, bukan {type(book).__name__}.",
                en=f"rd.page draws one SubjectBook, not a {type(book).__name__}.",
            ),
            code="book-expected",
            hint=say(id="Pilih satu: rd.group(...)[substansi].", en="Choose one: rd.group(...)[subject]."),
        )
    check_wishes((size,), theme, lang)
    pages = dict(book.pages)
    if name and name not in pages:
        raise _unknown_name(
            say(id=f"Halaman {name!r} tidak ada.", en=f"There is no page {name!r}."), name, pages
        )
    if not pages:
        raise UsageError(
            say(id=f"{book.subject.name} tidak punya halaman.", en=f"{book.subject.name} has no page."),
            code="nothing-to-build",
            hint=say(
                id="Lihat book.indicators: mengapa tidak ada yang dapat digambar.",
                en="See book.indicators for why nothing can be drawn.",
            ),
        )
    asked = str(period)
    if asked:
        # The page asked for must have the period itself; without a name, the first page that has it.
        asked_pages = ((name, pages[name]),) if name else book.pages
        chosen = books_of_period([replace(book, pages=asked_pages)], asked)[0].pages[0][0]
    else:
        chosen = name or book.pages[0][0]
    office = office or default_office()
    if boundaries is not None:
        office = replace(office, boundaries=open_boundaries(boundaries))
    spec = plan_page(
        book, chosen, pages[chosen], period=asked or None, regions=office.regions, brand=office.brand,
        outlined=office.boundaries is not None, neighbours=neighbours_of(book, office),
    )  # fmt: skip
    return Page(spec, book, size=size, theme=theme, lang=lang, date=date, office=office)


def _place_of(cell: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (cell["file"], cell["sheet"], cell["cell"])))


def _read_spec(spec: PageSpec | Mapping[str, Any] | str | bytes | Path) -> PageSpec:
    if isinstance(spec, PageSpec):
        return spec
    if isinstance(spec, Mapping):
        return parse_spec(json.dumps(spec, ensure_ascii=False))
    if isinstance(spec, bytes) or (isinstance(spec, str) and spec.lstrip().startswith("{")):
        return parse_spec(spec)
    return load_spec(Path(spec))


def _said(given: str | Words, before: Words, lang: str) -> Words:
    """Return the words of a title's part by language; an empty text takes a language out."""
    words = {**before, lang: given} if isinstance(given, str) else dict(given)
    return {key: text for key, text in words.items() if text}


def _block(given: str | BlockSpec) -> BlockSpec:
    block = BlockSpec(kind=given) if isinstance(given, str) else given
    check_block(block.kind)
    return block


def _unknown_name(message: str, name: str, known: Iterable[str]) -> UsageError:
    near = nearest_name(name, known)
    listed = ", ".join(sorted(known))
    return UsageError(
        message,
        code="unknown-name",
        hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?")
        if near
        else say(id=f"Yang ada: {listed}.", en=f"There are: {listed}."),
    )
