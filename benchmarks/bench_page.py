"""One full portrait page: three numbers, a year chart, 13 bars, a map, a list; warm and cold."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from types import ModuleType

from benchmarks.book import book_of, full_spec
from benchmarks.content import CONTENT, HEIGHT, WIDTH
from benchmarks.timing import Row, budgeted, interleaved_ms, median_ms, process_ms, row

PEERS = {"matplotlib": "svg png pdf", "altair": "svg png pdf", "plotly": "svg png pdf", "chromium": "png pdf"}
NAMES = {
    "matplotlib": "matplotlib",
    "altair": "Altair + vl-convert",
    "plotly": "Plotly + Kaleido, browser kept",
    "chromium": "HTML in Chromium kept warm",
}
VARIANTS = 6
FINISHED = 24
"""More pages than Typst remembers: like ours, it is timed on drawing."""


def run() -> list[Row]:
    """Return the rows of the page, ours against each peer that draws it whole."""
    ours = _ours()
    peers = {name: _peer(name, formats.split()) for name, formats in PEERS.items()}
    rows: list[Row] = []
    for format, limit in (("svg", 3.0), ("png", None), ("pdf", 25.0)):
        faster = [
            row(f"page, spec to {format.upper()}, warm", ours[format], NAMES[name], times[format])
            for name, times in peers.items()
            if format in times
        ]
        if format == "svg":
            # Chromium has no SVG to give; its PDF is its vector output.
            faster.append(
                row(
                    "page, spec to SVG, warm",
                    ours["svg"],
                    f"{NAMES['chromium']} (to PDF)",
                    peers["chromium"]["pdf"],
                )
            )
            fastest = min(faster, key=lambda found: found["peer_ms"] or 0)
            fastest.update(
                budgeted(
                    fastest, "at least 30 times faster than the fastest peer", (fastest["ratio"] or 0) >= 30
                )
            )
        if format == "png":
            browser = faster[-1]
            browser.update(
                budgeted(browser, "at least 2 times faster than warm Chromium", (browser["ratio"] or 0) >= 2)
            )
        if limit:
            rows.append(
                budgeted(
                    row(f"page, spec to {format.upper()}, warm", ours[format]),
                    f"at most {limit:g} ms",
                    ours[format] <= limit,
                )
            )
        rows += faster
    share = ours["png"] / ours["raster"]
    rows.append(
        budgeted(
            row(
                "page, spec to PNG, warm",
                ours["png"],
                "Typst rasterising the finished SVG alone",
                ours["raster"],
            ),
            "at most 1.15 times the peer",
            share <= 1.15,
        )
    )
    rows.append(row("page in a size never drawn, spec to SVG", ours["size"]))
    rows.append(row("page of a book never seen, spec to SVG", ours["new"]))
    return rows + _cold()


def _ours() -> dict[str, float]:
    from rupadata.compose import OpenBooks, compose_page
    from rupadata.render import render_pdf, render_png, render_svg

    opened = OpenBooks()
    books = [book_of(CONTENT.vary(number)) for number in range(VARIANTS)]
    specs = [full_spec(book) for book in books]
    rasterise = _typst_alone()
    finished = [_finished(number) for number in range(FINISHED)]

    def page(number: int) -> tuple[object, ...]:
        at = number % VARIANTS
        return specs[at], books[at]

    draws: dict[str, Callable[[int], object]] = {
        "svg": lambda number: render_svg(compose_page(*page(number), opened=opened)),
        "pdf": lambda number: render_pdf(compose_page(*page(number), opened=opened)),
        "png": lambda number: render_png(compose_page(*page(number), opened=opened)),
        "raster": lambda number: rasterise(finished[number % FINISHED]),
        "size": lambda number: render_svg(
            compose_page(*page(number), size=f"1080x{1350 + number}px", opened=opened)
        ),
    }
    times = {name: median_ms(draws[name], 40) for name in ("svg", "pdf", "size")}
    times |= interleaved_ms({name: draws[name] for name in ("png", "raster")}, 20)
    fresh = [book_of(CONTENT.vary(number + 200)) for number in range(12)]
    plans = [full_spec(book) for book in fresh]
    times["new"] = median_ms(lambda number: render_svg(compose_page(plans[number], fresh[number])), 10)
    return times


def _finished(number: int) -> str:
    """Return the SVG of a page, its fonts not carried along."""
    from rupadata.compose import compose_page
    from rupadata.render import render_svg

    book = book_of(CONTENT.vary(number))
    return render_svg(compose_page(full_spec(book), book), text="text")


def _typst_alone() -> Callable[[str], bytes]:
    """Return what rasterises a finished SVG with Typst, our fonts loaded once."""
    import typst

    from rupadata.render.engine import string
    from rupadata.typeset import font_folder

    compiler = typst.Compiler(font_paths=[str(font_folder())], ignore_system_fonts=True)
    size = f"width: {WIDTH}pt, height: {HEIGHT}pt"

    def rasterise(svg: str) -> bytes:
        source = f'#set page({size}, margin: 0pt)\n#image(bytes({string(svg)}), format: "svg", {size})\n'
        made = compiler.compile(input=source.encode(), format="png", ppi=72)
        assert isinstance(made, bytes)
        return made

    return rasterise


def _peer(name: str, formats: list[str]) -> dict[str, float]:
    peer = importlib.import_module(f"benchmarks.peers.with_{name}")
    peer.warm_up()
    try:
        return {format: median_ms(partial(_draw_peer, peer, format), 7) for format in formats}
    finally:
        if hasattr(peer, "stop"):
            peer.stop()


def _draw_peer(peer: ModuleType, format: str, number: int) -> object:
    return peer.draw(CONTENT.vary(number), format)


def _cold() -> list[Row]:
    rows = []
    for format in ("svg", "png", "pdf"):
        ours = process_ms(["-m", "benchmarks.cold", "rupadata", format])
        for name, formats in PEERS.items():
            if format in formats.split():
                peer = process_ms(["-m", "benchmarks.cold", name, format])
                rows.append(row(f"page, tables to {format.upper()}, a new process", ours, NAMES[name], peer))
    return rows
