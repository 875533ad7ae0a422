"""A page in people's hands: made from a book or a spec, shown in notebooks, saved in any format."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from rupadata.compose import plan_page
from rupadata.edition import DrawRequest, draw_edition
from rupadata.errors import UsageError, nearest_name
from rupadata.formats import data_file, picture
from rupadata.language import say
from rupadata.model.subject import SubjectBook
from rupadata.office import Office, default_office
from rupadata.pagespec import PageSpec, encode_spec
from rupadata.regions import open_boundaries
from rupadata.render import DATA_FORMATS
from rupadata.request import FileOptions, parse_short_date
from rupadata.scene.scene import Scene
from rupadata.whole_files import write_whole


class Page:
    """One page in one size, theme and language. Drawing happens when a picture is asked for."""

    def __init__(
        self,
        spec: PageSpec,
        book: SubjectBook,
        *,
        size: str = "portrait",
        theme: str = "default",
        lang: str = "id",
        date: str = "",
        office: Office | None = None,
    ) -> None:
        self.spec = spec
        self.book = book
        self.size = size
        self.theme = theme
        self.lang = lang
        self.date = parse_short_date(date)
        self.office = office or default_office()

    @cached_property
    def scene(self) -> Scene:
        """The finished shapes."""
        request = DrawRequest(
            sizes=(self.size,),
            theme=self.theme,
            lang=self.lang,
            date=self.date,
        )
        return draw_edition(self.spec, self.book, self.office, request).scenes[self.size]

    @property
    def title(self) -> str:
        """The headline."""
        return self.scene.title

    def to_svg(self, *, text: str = "embed") -> str:
        """Return the page as SVG; `text` is embed, text or outline."""
        return picture(self.scene, "svg", FileOptions(svg_text=text)).decode("utf-8")

    def to_json(self) -> str:
        """Return the spec as JSON."""
        return encode_spec(self.spec).decode("utf-8")

    def save(
        self,
        path: str | Path,
        *,
        scale: float = 1.0,
        dpi: float = 0.0,
        svg_text: str = "embed",
        bleed_mm: float = 0.0,
        crop_marks: bool = False,
    ) -> Path:
        """Write the page; the ending names the format. A file appears whole or not at all.

        `.json` is the spec, `.xlsx` and `.csv` the data behind the page; `FileOptions` explains the rest.
        """
        path = Path(path)
        name = path.suffix.lower().lstrip(".")
        if name == "json":
            content = encode_spec(self.spec)
        elif name in DATA_FORMATS:
            used = self.book.rows_of(self.spec.indicators)
            content = data_file(used, name, title=self.spec.page, date=self.date)
        else:
            options = FileOptions(
                scale=scale, dpi=dpi, svg_text=svg_text, bleed_mm=bleed_mm, crop_marks=crop_marks
            )
            content = picture(self.scene, name, options, date=self.date)
        return write_whole(path, content)

    def _repr_html_(self) -> str:
        return f'<div style="max-width:540px">{self.to_svg()}</div>'


def page(
    book: SubjectBook,
    *,
    size: str = "portrait",
    theme: str = "default",
    lang: str = "id",
    period: str = "",
    name: str = "",
    date: str = "",
    boundaries: str | Path | None = None,
    office: Office | None = None,
) -> Page:
    """Return a page of a subject: its first page, or the one of a given name.

    `office` lends regions, symbols and boundaries, `default_office()` when none is given; `boundaries` is a
    file of outlines in place of the office's.
    """
    pages = dict(book.pages)
    if name and name not in pages:
        near = nearest_name(name, pages)
        raise UsageError(
            say(id=f"Halaman {name!r} tidak ada.", en=f"There is no page {name!r}."),
            code="unknown-name",
            hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?") if near else "",
        )
    chosen = name or book.pages[0][0]
    office = office or default_office()
    if boundaries is not None:
        office = replace(office, boundaries=open_boundaries(boundaries))
    spec = plan_page(
        book, chosen, pages[chosen], period=period or None, regions=office.regions, brand=office.brand
    )
    return Page(spec, book, size=size, theme=theme, lang=lang, date=date, office=office)
