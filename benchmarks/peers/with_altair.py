"""The page in Altair, drawn by vl-convert: one concatenated chart."""

from __future__ import annotations

from typing import Any

from benchmarks.content import HEIGHT, INK, MUTED, PAPER, TEAL, TINT, WIDTH, Content, id_number


def draw(content: Content, format: str) -> bytes:
    import vl_convert

    spec = chart(content).to_dict()
    if format == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    made: bytes = getattr(vl_convert, f"vegalite_to_{format}")(spec)
    return made


def warm_up() -> None:
    """Register the page's fonts."""
    import vl_convert

    from rupadata.typeset import font_folder

    vl_convert.register_font_directory(str(font_folder()))


def chart(content: Content) -> Any:
    import altair as alt

    def words(lines: list[tuple[float, float, str, float, str]], width: float, height: float) -> Any:
        rows = [{"x": x, "y": y, "t": text, "s": size, "c": colour} for x, y, text, size, colour in lines]
        return (
            alt.Chart(alt.Data(values=rows))
            .mark_text(align="left", baseline="alphabetic", font="Source Sans Pro")
            .encode(
                x=alt.X("x:Q", scale=alt.Scale(domain=[0, width]), axis=None),
                y=alt.Y("y:Q", scale=alt.Scale(domain=[height, 0]), axis=None),
                text="t:N",
                size=alt.Size("s:Q", scale=None),
                color=alt.Color("c:N", scale=None),
            )
            .properties(width=width, height=height)
        )

    head = [(0.0, 30.0, content.kicker, 20.0, TEAL), (0.0, 210.0, content.subtitle, 24.0, MUTED)]
    head += [(0.0, 95.0 + 64 * i, line, 56.0, INK) for i, line in enumerate(content.headline)]
    for i, (figure, unit, more) in enumerate(content.numbers):
        x = 22.0 + 324 * i
        head += [(x, 290, figure, 44, INK), (x, 322, unit, 20, MUTED), (x, 350, more, 19, MUTED)]

    rows = [{"year": str(y), "value": v, "label": id_number(v), "c": TINT} for y, v in content.years]
    rows[-1]["c"] = TEAL
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("year:N", title=None, axis=alt.Axis(labelAngle=0, ticks=False, labelFontSize=20)),
        y=alt.Y("value:Q", axis=None),
    )
    years = (
        base.mark_bar(cornerRadius=5).encode(color=alt.Color("c:N", scale=None))
        + base.mark_text(dy=-12, fontSize=20).encode(text="label:N")
    ).properties(width=940, height=230, title=alt.Title("Per tahun", anchor="start", fontSize=25))

    ranked = content.ranked
    bars = [{"n": t.name, "v": t.thousands, "l": id_number(t.thousands, 1), "c": TINT} for t in ranked]
    bars[0]["c"] = TEAL
    base = alt.Chart(alt.Data(values=bars)).encode(
        y=alt.Y("n:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelFontSize=20)),
        x=alt.X("v:Q", axis=None),
    )
    ranking = (
        base.mark_bar(cornerRadius=4).encode(color=alt.Color("c:N", scale=None))
        + base.mark_text(align="left", dx=6, fontSize=20).encode(text="l:N")
    ).properties(width=380, height=400, title=alt.Title("Per kecamatan", anchor="start", fontSize=25))

    tiles = [
        {"row": t.row, "column": t.column, "short": t.short, "c": TEAL if t.thousands > 180 else TINT}
        for t in content.districts
    ]
    base = alt.Chart(alt.Data(values=tiles)).encode(
        x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None)
    )
    tile_map = (
        base.mark_rect(cornerRadius=8, stroke=PAPER, strokeWidth=4).encode(color=alt.Color("c:N", scale=None))
        + base.mark_text(fontSize=18).encode(text="short:N")
    ).properties(width=340, height=270)
    listing = words(
        [(0.0, 26.0 * (i + 1), "• " + s, 18.0, INK) for i, s in enumerate(content.sentences)], 340, 140
    )
    foot = words([(0.0, 20.0, content.source, 18.0, MUTED), (0.0, 46.0, content.note, 18.0, MUTED)], 940, 50)
    return (
        alt.vconcat(words(head, 940, 360), years, alt.hconcat(ranking, alt.vconcat(tile_map, listing)), foot)
        .configure(
            background=PAPER,
            padding={"left": 64, "top": 40, "right": 64, "bottom": 30},
            font="Source Sans Pro",
        )
        .configure_view(stroke=None)
        .properties(usermeta={"width": WIDTH, "height": HEIGHT})
    )
