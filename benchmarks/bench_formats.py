"""A page where pages go: slides, browsers, word processors, posts, a book; beside who makes such files."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.book import book_of, full_spec
from benchmarks.content import CONTENT
from benchmarks.peers import with_altair, with_pptx
from benchmarks.timing import Row, budgeted, interleaved_ms, median_ms, row

VARIANTS = 6
TIMES = 18
DAY = dt.date(2026, 1, 1)
MOST_SLIDE_MS = 60
MOST_HTML_KB = 250


def run() -> list[Row]:
    """Return the time of a page in each format, with the size of its file; from spec to file, warm."""
    from rupadata.compose import OpenBooks, compose_article, compose_carousel, compose_page
    from rupadata.render import (
        BookCover,
        Chapter,
        render_book,
        render_docx,
        render_html,
        render_pdf,
        render_png,
        render_pptx,
    )
    from rupadata.render.press_colours import in_press_colours, open_profile
    from tests.made_profile import made_profile

    contents = [CONTENT.vary(number) for number in range(VARIANTS)]
    books = [book_of(content) for content in contents]
    spec, opened = full_spec(books[0]), OpenBooks()

    def slide(number: int) -> bytes:
        return render_pptx([compose_page(spec, books[number % VARIANTS], opened=opened)], date=DAY)

    def article(number: int) -> bytes:
        return render_html(compose_article(spec, books[number % VARIANTS], opened=opened)).encode()

    def text(number: int) -> bytes:
        return render_docx(compose_article(spec, books[number % VARIANTS], opened=opened), date=DAY)

    def post(number: int) -> bytes:
        return b"".join(
            render_png(one) for one in compose_carousel(spec, books[number % VARIANTS], opened=opened)
        )

    def book(number: int) -> bytes:
        pages = [
            Chapter(
                region="Kota",
                subject="Penduduk",
                headline=f"Halaman {place} {number}",
                scene=compose_page(spec, books[place], size="a4", opened=opened),
            )
            for place in range(VARIANTS)
        ]
        return render_book(BookCover(title="Buku"), pages, lang="id", date=DAY)

    def vega(number: int) -> bytes:
        import vl_convert

        chart = with_altair.chart(contents[number % VARIANTS]).to_dict()
        return str(vl_convert.vegalite_to_html(chart, bundle=True)).encode()

    def python_pptx(number: int) -> bytes:
        return with_pptx.draw(contents[number % VARIANTS], "pptx")

    press = open_profile(made_profile())
    plain = render_pdf(compose_page(spec, books[0], opened=opened), date=DAY)

    def pressed(number: int) -> bytes:
        return in_press_colours(plain, press)

    def ghostscript(number: int) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            profile, source = Path(folder, "press.icc"), Path(folder, "page.pdf")
            profile.write_bytes(press.content)
            source.write_bytes(plain)
            words = [
                "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dNOSAFER", "-sDEVICE=pdfwrite",
                "-sColorConversionStrategy=CMYK", "-sProcessColorModel=DeviceCMYK",
                f"-sOutputICCProfile={profile}", "-o", f"{folder}/made.pdf", str(source),
            ]  # fmt: skip
            subprocess.run(words, check=True, capture_output=True)
            return Path(folder, "made.pdf").read_bytes()

    with_altair.warm_up()
    draws: dict[str, Callable[[int], bytes]] = {
        "slide": slide,
        "python-pptx": python_pptx,
        "article": article,
        "vega": vega,
    }
    taken = interleaved_ms(dict(draws), TIMES)
    slide_cpu = median_ms(slide, TIMES, clock=time.process_time)
    sizes = {name: len(draw(1)) / 1000 for name, draw in draws.items()}
    slides = row(
        f"page as a slide ({sizes['slide']:.0f} kB, theirs {sizes['python-pptx']:.0f} kB)",
        taken["slide"], "python-pptx alone, two charts", taken["python-pptx"],
    )  # fmt: skip
    articles = row(
        f"page for browsers ({sizes['article']:.0f} kB, theirs {sizes['vega']:.0f} kB)",
        taken["article"], "Altair + vl-convert, one HTML file", taken["vega"],
    )  # fmt: skip
    inks = {"inks": pressed} | ({"ghostscript": ghostscript} if shutil.which("gs") else {})
    for_press = interleaved_ms(dict(inks), 6)
    return [
        budgeted(slides, f"at most {MOST_SLIDE_MS} ms of CPU ({slide_cpu:.0f})", slide_cpu <= MOST_SLIDE_MS),
        budgeted(articles, f"under {MOST_HTML_KB} kB", sizes["article"] < MOST_HTML_KB),
        row(f"page to be read, DOCX ({len(text(1)) / 1000:.0f} kB)", median_ms(text, TIMES)),
        row(f"page as a post of pictures ({len(post(1)) / 1000:.0f} kB)", median_ms(post, 6)),
        row(
            "PDF written in the inks of a press",
            for_press["inks"],
            "Ghostscript, which loses its tags",
            for_press.get("ghostscript"),
        ),
        row(f"book of {VARIANTS} pages ({len(book(1)) / 1000:.0f} kB)", median_ms(book, 6)),
    ]
