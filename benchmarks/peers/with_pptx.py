"""The page in python-pptx alone: text boxes, two native charts, tiles as rectangles."""

from __future__ import annotations

import io
from typing import Any

from benchmarks.content import HEIGHT, INK, MUTED, TEAL, TINT, WIDTH, Content, id_number

EMU = 9525


def draw(content: Content, format: str) -> bytes:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Emu, Pt

    if format != "pptx":
        raise ValueError(format)
    made: Any = Presentation()
    made.slide_width, made.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
    slide = made.slides.add_slide(made.slide_layouts[6])

    def words(x: float, y: float, text: str, size: float, colour: str) -> None:
        box = slide.shapes.add_textbox(
            Emu(round(x * EMU)), Emu(round(y * EMU)), Emu(900 * EMU), Emu(60 * EMU)
        )
        run = box.text_frame.paragraphs[0].add_run()
        run.text, run.font.size, run.font.name = text, Pt(size * 0.75), "Source Sans Pro"
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))

    def chart(kind: Any, names: list[str], values: list[float], box: tuple[int, int, int, int]) -> None:
        data = CategoryChartData()
        data.categories = names
        data.add_series("ribu jiwa", values)
        frame = slide.shapes.add_chart(kind, *(Emu(side * EMU) for side in box), data)
        plot = frame.chart.plots[0]
        plot.has_data_labels = True
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = RGBColor.from_string(TEAL.lstrip("#"))

    words(64, 40, content.kicker, 20, TEAL)
    for line, text in enumerate(content.headline):
        words(64, 70 + 64 * line, text, 56, INK)
    words(64, 210, content.subtitle, 24, MUTED)
    for place, (figure, unit, more) in enumerate(content.numbers):
        for down, (text, size) in enumerate(((figure, 44), (unit, 20), (more, 19))):
            words(64 + 324 * place, 250 + 40 * down, text, size, INK)
    years = [str(year) for year, _ in content.years]
    values = [value for _, value in content.years]
    chart(XL_CHART_TYPE.COLUMN_CLUSTERED, years, values, (64, 390, 950, 270))
    ranked = content.ranked[::-1]
    figures = [tile.thousands for tile in ranked]
    chart(XL_CHART_TYPE.BAR_CLUSTERED, [tile.name for tile in ranked], figures, (64, 690, 520, 480))
    for tile in content.districts:
        shape = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            *(Emu(side * EMU) for side in (620 + 70 * tile.column, 700 + 56 * tile.row, 66, 52)),
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string((TEAL if tile.thousands > 180 else TINT).lstrip("#"))
        shape.text_frame.text = tile.short
    for line, text in enumerate(content.sentences):
        words(620, 1000 + 40 * line, text, 18, INK)
    words(64, 1250, f"{content.source} {id_number(values[-1])}", 18, MUTED)
    words(64, 1290, content.note, 18, MUTED)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def warm_up() -> None:
    """Nothing is kept warm."""
