"""One page in a process of its own: `python -m benchmarks.cold ENGINE FORMAT`."""

from __future__ import annotations

import importlib
import sys

from benchmarks.content import CONTENT


def main(engine: str, format: str) -> None:
    if engine == "rupadata":
        from benchmarks.book import book_of, full_spec
        from rupadata.compose import compose_page
        from rupadata.render import render_pdf, render_png, render_svg

        book = book_of(CONTENT)
        scene = compose_page(full_spec(book), book)
        made = {"svg": render_svg, "png": render_png, "pdf": render_pdf}[format](scene)
    else:
        peer = importlib.import_module(f"benchmarks.peers.with_{engine}")
        peer.warm_up()
        made = peer.draw(CONTENT, format)
        if hasattr(peer, "stop"):
            peer.stop()
    assert len(made) > 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
