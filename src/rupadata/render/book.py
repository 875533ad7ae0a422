"""Pages as one book: a title and contents that lead to each page, then the pages, tagged and archivable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from rupadata.render.engine import compile_page, own_families, string
from rupadata.render.pdf import page_height, page_point
from rupadata.render.tagged import PaperSheet, document_source, font_source, page_source
from rupadata.render.xml_text import clean, number
from rupadata.scene.scene import Scene
from rupadata.typeset import HOUSE_FONTS, PageFonts, families_behind, nearest_weight, printable

_SAID = {
    "id": {"contents": "Daftar isi", "sample": "Data contoh, bukan angka resmi"},
    "en": {"contents": "Contents", "sample": "Sample data, not official figures"},
}
_INK, _QUIET = "#14202b", "#4f5b66"


class Chapter(Struct, frozen=True, kw_only=True):
    """A page of a book: under which heads its contents name it, its headline, and its picture."""

    region: str
    subject: str
    headline: str
    scene: Scene


class BookCover(Struct, frozen=True, kw_only=True):
    """What a book says of itself."""

    title: str
    publisher: str = ""
    period: str = ""
    illustrative: bool = False
    """Whether its figures are invented, which its first page then says."""
    fonts: PageFonts = HOUSE_FONTS
    """What title and contents are set in."""


def render_book(cover: BookCover, chapters: Sequence[Chapter], *, lang: str, date: dt.date) -> bytes:
    """Return pages of one size as a PDF with contents, links and bookmarks, after PDF/A-2a and PDF/UA-1.

    Raises a ValueError where there is no page, or where they differ in size.
    """
    if len({(one.scene.width, one.scene.height) for one in chapters}) != 1:
        raise ValueError("the pages of a book are of one size")
    scene = chapters[0].scene
    point = page_point(scene)
    height = page_height(scene)
    sheet = PaperSheet(point, high=height)
    source = "".join(
        (
            document_source(cover.title, "; ".join(one.headline for one in chapters), (), date),
            _front(cover, chapters, scene.width * point, height, lang),
            *(page_source(one.scene, sheet, f"p{place}") for place, one in enumerate(chapters)),
        )
    )
    stamp = int(dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC).timestamp())
    own = {*cover.fonts.own, *own_families(one.scene for one in chapters)}
    return compile_page(source, fonts=sorted(own), standards=("a-2a", "ua-1"), timestamp=stamp)


def _front(cover: BookCover, chapters: Sequence[Chapter], width: float, height: float, lang: str) -> str:
    """Return the source of title and contents, on as many sheets as they take."""
    said = _SAID.get(lang, _SAID["en"])
    unit = min(width, height) / 595.0  # A4 is set in its own points, other sheets in proportion.
    margin = number(46 * unit)
    heading, reading = cover.fonts.heading, cover.fonts.text

    def pt(size: float) -> str:
        return f"{number(size * unit)}pt"

    def words(text: str, family: str, weight: int, size: float, fill: str) -> str:
        shown = printable(clean(text), family)
        return (
            f"text({font_source(family, families_behind(shown, family))},"
            f" weight: {nearest_weight(family, weight)}, size: {pt(size)},"
            f" fill: rgb({string(fill)}), {string(shown)})"
        )

    above = [one for one in (cover.publisher, cover.period) if one]
    lines = [
        f"#page(width: {number(width)}pt, height: {number(height)}pt, margin: {margin}pt)[\n",
        f"#set text(lang: {string(lang)}, fallback: false, hyphenate: false)\n",
        f"#set par(leading: {pt(5)}, spacing: {pt(7)}, justify: false)\n",
        "#show heading: it => block(above: 0pt, below: 0pt, it.body)\n",
    ]
    if cover.illustrative:
        lines.append(f"#par({words(said['sample'], heading, 700, 10, _INK)})\n")
    lines.append(f"#v({pt(20)})\n#heading(level: 1, {words(cover.title, heading, 800, 30, _INK)})\n")
    if above:
        lines.append(f"#v({pt(8)})\n#par({words(' · '.join(above), reading, 400, 12, _QUIET)})\n")
    lines.append(f"#v({pt(26)})\n#heading(level: 2, {words(said['contents'], heading, 700, 15, _INK)})\n")
    several = len({one.region for one in chapters}) > 1
    numbered = enumerate(chapters)
    for (region, subject), pages in groupby(numbered, key=lambda pair: (pair[1].region, pair[1].subject)):
        head = f"{region} · {subject}" if several else subject
        lines.append(
            f"#v({pt(9)})\n#block(sticky: true, below: {pt(6)},"
            f" {words(head.upper(), heading, 700, 8.5, _QUIET)})\n"
        )
        for place, one in pages:
            page_number = f"context str(counter(page).at(label({string(f'p{place}')})).first())"
            lines.append(
                f"#link(label({string(f'p{place}')}), block(breakable: false, width: 100%,"
                f" grid(columns: (1fr, auto), column-gutter: {pt(18)},"
                f" {words(one.headline, reading, 600, 11, _INK)},"
                f" text(font: {string(reading)}, size: {pt(11)}, fill: rgb({string(_QUIET)}),"
                f" {page_number}))))\n"
            )
    lines.append("]\n")
    return "".join(lines)
