"""The page in matplotlib, without pyplot, fonts registered once."""

from __future__ import annotations

import io
from typing import Any

from benchmarks.content import HEIGHT, INK, MUTED, PAPER, TEAL, TINT, WIDTH, Content, id_number


def draw(content: Content, format: str) -> bytes:
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)

    def text(x: float, y: float, words: str, size: float, colour: str = INK, **more: object) -> None:
        figure.text(x / WIDTH, 1 - y / HEIGHT, words, fontsize=size * 0.72, color=colour, **more)

    text(64, 74, content.kicker, 20, TEAL, weight="bold")
    for i, line in enumerate(content.headline):
        text(64, 146 + 64 * i, line, 56, weight="bold")
    text(64, 254, content.subtitle, 24, MUTED)
    for i, (figure_text, unit, more) in enumerate(content.numbers):
        x = 64 + 324 * i
        box = FancyBboxPatch(
            (x / WIDTH, 1 - 424 / HEIGHT),
            304 / WIDTH,
            132 / HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.01",
            transform=figure.transFigure,
            facecolor="white",
            edgecolor="#e4e6ea",
        )
        figure.add_artist(box)
        text(x + 22, 346, figure_text, 44, weight="bold")
        text(x + 22, 378, unit, 20, MUTED)
        text(x + 22, 405, more, 19, MUTED)

    text(64, 470, "Per tahun", 25, weight="bold")
    axes = figure.add_axes((64 / WIDTH, 1 - 712 / HEIGHT, 952 / WIDTH, 210 / HEIGHT))
    years = [str(year) for year, _ in content.years]
    bars = axes.bar(
        years, [value for _, value in content.years], color=[*[TINT] * (len(years) - 1), TEAL], width=0.85
    )
    axes.bar_label(bars, [id_number(value) for _, value in content.years], fontsize=14, color=INK)
    _bare(axes, "y")
    axes.tick_params(axis="x", length=0, labelsize=14, labelcolor=MUTED)

    text(64, 800, "Per kecamatan", 25, weight="bold")
    ranked = content.ranked[::-1]
    axes = figure.add_axes((200 / WIDTH, 1 - 1236 / HEIGHT, 330 / WIDTH, 415 / HEIGHT))
    values = [tile.thousands for tile in ranked]
    bars = axes.barh([tile.name for tile in ranked], values, color=[*[TINT] * 12, TEAL], height=0.75)
    axes.bar_label(bars, [id_number(value, 1) for value in values], fontsize=14, padding=4, color=INK)
    _bare(axes, "x")
    axes.tick_params(axis="y", length=0, labelsize=14)

    for tile in content.districts:
        x, y, colour = 660 + 58 * tile.column, 850 + 58 * tile.row, TEAL if tile.thousands > 180 else TINT
        figure.add_artist(
            FancyBboxPatch(
                (x / WIDTH, 1 - y / HEIGHT),
                52 / WIDTH,
                52 / HEIGHT,
                boxstyle="round,pad=0,rounding_size=0.005",
                transform=figure.transFigure,
                facecolor=colour,
                edgecolor="none",
            )
        )
        text(x + 26, y - 20, tile.short, 18, horizontalalignment="center")
    for i, sentence in enumerate(content.sentences):
        text(640, 1130 + 26 * i, "• " + sentence, 18)
    text(64, 1290, content.source, 18, MUTED)
    text(64, 1316, content.note, 18, MUTED)
    out = io.BytesIO()
    figure.savefig(out, format=format, facecolor=PAPER)
    return out.getvalue()


def warm_up() -> None:
    """Register the page's fonts; letters stay text in SVG, as in ours."""
    import matplotlib
    from matplotlib import font_manager

    from rupadata.typeset import font_files

    for file in font_files():
        font_manager.fontManager.addfont(file)
    matplotlib.rcParams.update({"font.family": "Source Sans Pro", "svg.fonttype": "none", "pdf.fonttype": 42})


def _bare(axes: Any, hidden: str) -> None:
    axes.set_facecolor("none")
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    getattr(axes, f"{hidden}axis").set_visible(False)
