"""The page in Plotly, drawn by Kaleido with its browser kept running."""

from __future__ import annotations

from typing import Any

from benchmarks.content import HEIGHT, INK, MUTED, PAPER, TEAL, TINT, WIDTH, Content, id_number


def draw(content: Content, format: str) -> bytes:
    import kaleido

    made: bytes = kaleido.calc_fig_sync(
        figure(content), opts={"format": format, "width": WIDTH, "height": HEIGHT, "scale": 1}
    )
    return made


def warm_up() -> None:
    """Start the browser once."""
    import shutil

    import kaleido

    kaleido.start_sync_server(path=shutil.which("chromium"), silence_warnings=True)


def stop() -> None:
    """Close the browser."""
    import kaleido

    kaleido.stop_sync_server(silence_warnings=True)


def figure(content: Content) -> Any:
    from plotly.graph_objects import Bar, Figure, Layout

    def text(
        x: float, y: float, words: str, size: float, colour: str = INK, **more: object
    ) -> dict[str, object]:
        return {
            "x": x / WIDTH,
            "y": 1 - y / HEIGHT,
            "text": words,
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "font": {"size": size, "color": colour},
            "xanchor": "left",
            "yanchor": "bottom",
            **more,
        }

    words = [text(64, 74, content.kicker, 20, TEAL), text(64, 254, content.subtitle, 24, MUTED)]
    words += [text(64, 146 + 64 * i, f"<b>{line}</b>", 56) for i, line in enumerate(content.headline)]
    words += [text(64, 470, "<b>Per tahun</b>", 25), text(64, 800, "<b>Per kecamatan</b>", 25)]
    shapes = []

    def box(x: float, y: float, wide: float, high: float, fill: str) -> None:
        shapes.append(
            {
                "type": "rect",
                "xref": "paper",
                "yref": "paper",
                "fillcolor": fill,
                "line": {"width": 0},
                "x0": x / WIDTH,
                "x1": (x + wide) / WIDTH,
                "y0": 1 - y / HEIGHT,
                "y1": 1 - (y + high) / HEIGHT,
            }
        )

    for i, (figure_text, unit, more) in enumerate(content.numbers):
        x = 64 + 324 * i
        box(x, 292, 304, 132, "#ffffff")
        words += [text(x + 22, 350, f"<b>{figure_text}</b>", 44), text(x + 22, 380, unit, 20, MUTED)]
        words.append(text(x + 22, 408, more, 19, MUTED))
    for tile in content.districts:
        x, y = 660 + 58 * tile.column, 830 + 58 * tile.row
        box(x, y, 52, 52, TEAL if tile.thousands > 180 else TINT)
        words.append(text(x + 26, y + 38, tile.short, 18, xanchor="center"))
    words += [text(640, 1150 + 26 * i, "• " + s, 18) for i, s in enumerate(content.sentences)]
    words += [text(64, 1295, content.source, 18, MUTED), text(64, 1320, content.note, 18, MUTED)]

    ranked = content.ranked[::-1]
    years = Bar(
        x=[str(year) for year, _ in content.years],
        y=[value for _, value in content.years],
        text=[id_number(value) for _, value in content.years],
        textposition="outside",
        marker_color=[*[TINT] * (len(content.years) - 1), TEAL],
    )
    ranking = Bar(
        y=[tile.name for tile in ranked],
        x=[tile.thousands for tile in ranked],
        orientation="h",
        text=[id_number(tile.thousands, 1) for tile in ranked],
        textposition="outside",
        marker_color=[*[TINT] * 12, TEAL],
        xaxis="x2",
        yaxis="y2",
    )
    layout = Layout(
        width=WIDTH,
        height=HEIGHT,
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        font={"family": "Source Sans Pro", "size": 18, "color": INK},
        xaxis={"domain": [0.06, 0.94]},
        yaxis={"domain": [0.47, 0.63], "visible": False},
        xaxis2={"domain": [0.19, 0.52], "visible": False, "anchor": "y2"},
        yaxis2={"domain": [0.08, 0.39], "anchor": "x2"},
        annotations=words,
        shapes=shapes,
    )
    return Figure([years, ranking], layout)
