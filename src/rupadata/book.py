"""A build as one file: a book of all its pages with contents that lead to each, or slides to be shown."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from rupadata.errors import InputRefusedError, UsageError
from rupadata.formats import last_day
from rupadata.language import say
from rupadata.model.edition import get_manifest
from rupadata.model.period import parse_period
from rupadata.office import Office
from rupadata.rebuild import draw_build
from rupadata.render import BookCover, Chapter, render_book, render_pptx
from rupadata.render.press_colours import in_press_colours, open_profile
from rupadata.typeset import HOUSE_FONTS
from rupadata.whole_files import write_whole

_NAMED = 3
"""Up to how many regions a book's own title names."""


class BookRequest(Struct, frozen=True, kw_only=True):
    """How a book is wanted: its size, and its title and publisher where they are not those of its pages.

    Without a size a book is A4, and slides fill a screen. With `press`, the ICC profile of a press, a book is
    in its inks.
    """

    size: str = ""
    title: str = ""
    publisher: str = ""
    press: bytes = b""


def make_book(
    build: Path, output: Path, request: BookRequest | None = None, *, office: Office | None = None
) -> int:
    """Write all pages of a build as one file and return how many there are; the same build, the same bytes.

    A name that ends in `.pptx` gives a presentation, a slide a page; any other one a PDF.

    Raises
    ------
    InputRefusedError
        The folder holds no build, no page, or one that cannot be drawn again.
    UsageError
        The size is unknown, or slides are asked for in inks.
    """
    request = request or BookRequest()
    slides = output.suffix.lower() == ".pptx"
    if slides and request.press:
        raise UsageError(
            say(id="Salindia tidak dicetak dengan tinta CMYK.", en="Slides are not printed in CMYK inks."),
            code="slides-without-inks",
            hint=say(id="Pilih PDF, atau tanpa --cmyk.", en="Choose a PDF, or leave --cmyk out."),
        )
    size = request.size or ("slide" if slides else "a4")
    manifest = get_manifest(build)
    chapters: list[Chapter] = []
    brands, years, dates, invented, fonts = [], [], [], False, HOUSE_FONTS
    for edition, drawing in draw_build(build, (size,), office=office):
        chapters.append(
            Chapter(
                region=edition.region_name,
                subject=edition.subject_name,
                headline=drawing.title,
                scene=drawing.scenes[size],
            )
        )
        brands.append(drawing.spec.brand.office)
        period = parse_period(drawing.spec.period)
        years += [period.last_year] if period is not None else []
        dates.append(drawing.request.date)
        invented = invented or drawing.spec.illustrative
        fonts = drawing.office.fonts
    if not chapters:
        raise InputRefusedError(
            say(id=f"{build} tidak berisi halaman.", en=f"{build} holds no pages."), code="book-without-pages"
        )
    day = last_day(max(dates))
    assert day is not None
    if slides:
        write_whole(output, render_pptx([chapter.scene for chapter in chapters], date=day))
        return len(chapters)
    regions = list(dict.fromkeys(chapter.region for chapter in chapters))
    named = (
        ", ".join(regions)
        if len(regions) <= _NAMED
        else say(id=f"{len(regions)} wilayah", en=f"{len(regions)} regions")
    )
    lang = manifest.lang
    cover = BookCover(
        title=request.title or (f"{named} dalam infografis" if lang == "id" else f"{named} in infographics"),
        publisher=request.publisher or next((brand for brand in brands if brand), ""),
        period=str(max(years, default="")),
        illustrative=invented,
        fonts=fonts,
    )
    made = render_book(cover, chapters, lang=lang, date=day)
    write_whole(output, in_press_colours(made, open_profile(request.press)) if request.press else made)
    return len(chapters)
