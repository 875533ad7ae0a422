"""Charts of our pages as a presentation's own: with a data sheet, in our colours, where ours stand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct

from rupadata.render.chart_values import mark_places, shown_value, written_format
from rupadata.render.slide_units import EMU, rgb
from rupadata.render.svg import BESIDE_FIGURES
from rupadata.render.tables import DataTable, render_xlsx
from rupadata.render.xml_text import clean
from rupadata.scene.geometry import Bounds, group_box
from rupadata.scene.nodes import ChartData, Circle, Group, Line, Node, Path, Rect, Text, TextStyle
from rupadata.scene.scene import Scene, walk
from rupadata.typeset import TEXT_FAMILY, measure_widest, plain_name

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.chart.data import CategoryChartData
    from pptx.chart.datalabel import DataLabels
    from pptx.slide import Slide

_NATIVE = {
    "column": "COLUMN_CLUSTERED",
    "line": "LINE_MARKERS",
    "bar": "BAR_CLUSTERED",
    "stacked-column": "COLUMN_STACKED",
    "stacked-bar": "BAR_STACKED",
}
_LYING = ("bar", "stacked-bar")
_LOCALES = {"id": "[$-421]", "en": "[$-809]"}
"""How a format says whose signs it writes, where a program asks for that."""
_MOST_DECIMALS = 4
_STANDING = ("column", "line")
"""Kinds whose marks stand in the very place of ours."""
_LEAST_BAR = 1.25
"""How high a bar's place must be, against its text, to be one of the program's own charts."""
_OF_ALL_FIGURES = tuple(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"
    for name in ("dLblPos", "showLeaderLines")
)
"""What a single figure of a chart says otherwise than all, or, by the schema, not at all."""
_MOST_LABELS = 24
_USUAL_SIZE = 18.0
"""Of the names in a chart without any."""
_BETWEEN_NAMES = 0.5
"""How far names along an axis stand apart at least, in their size."""
_REMARKS = ("annotation", "leader", "break")
"""Roles of what is said of a chart and no part of it: comments, their arrows, breaks of a series."""
_Mark = Rect | Circle | Path
_CHART_XML = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING_XML = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SOLID = f'<a:solidFill xmlns:a="{_DRAWING_XML}"><a:srgbClr val="{{}}"/></a:solidFill>'


def is_native(node: Group) -> bool:
    """Tell whether a figure becomes a chart of the program: one that it has, with room for all names.

    A figure stays what it is that says its values in words and draws no marks, that draws more than the
    values of its chart, as a gap under two lines, or whose line is broken: programs would join what must
    not be compared.
    """
    chart, box = node.chart, group_box(picture_of(node))
    if chart is None or chart.kind not in _NATIVE or box is None:
        return False
    alone = not any(isinstance(one, Group) and one.chart is not None for one in walk(node.children))
    known = any(value is not None for series in chart.series for value in series.values)
    values = {value for series in chart.series for value in series.values}
    marks = [one.value for one in walk(node.children) if isinstance(one, _Mark) and one.value is not None]
    whole = bool(marks) and values.issuperset(marks)
    broken = chart.kind == "line" and any(one.role == "break" for one in walk(node.children))
    roomy = chart.kind not in _LYING or box.height / len(chart.categories) >= _label_size(node) * _LEAST_BAR
    return alone and known and whole and not broken and roomy


def picture_of(node: Group) -> tuple[Node, ...]:
    """Return what the program's own chart stands in for: a figure without its title and sentences."""
    return tuple(child for child in node.children if not _stands_beside(child))


def beside_chart(node: Group) -> tuple[Node, ...]:
    """Return what stays beside the program's own chart: texts, and what is said of single marks and gaps."""
    said = _said_in_plot(node)
    return tuple(
        child for child in node.children if _stands_beside(child) or child.role in _REMARKS or child in said
    )


def _said_in_plot(node: Group) -> tuple[Node, ...]:
    """Return words of a chart that the program's own lacks: as `no data` over its floor, and under it the
    names where only some have room, as not every program leaves out the others."""
    chart, floor = node.chart, next((child for child in node.children if _is_floor(child)), None)
    if chart is None or chart.kind not in _STANDING or not isinstance(floor, Line):
        return ()
    names = {*chart.categories, *(series.name for series in chart.series)}
    ours = _writes_names(node)
    return tuple(
        child
        for child in node.children
        if isinstance(child, Text)
        and child.role == "label"
        and (child.text not in names if child.y < floor.y1 else ours)
    )


def _writes_names(node: Group) -> bool:
    """Tell whether the names under a chart are ours: where few have room, or columns hang down to them."""
    chart, floor = node.chart, next((child for child in node.children if _is_floor(child)), None)
    if chart is None or chart.kind not in _STANDING or not isinstance(floor, Line):
        return False
    return _has_negative(chart) or _names_apart(node, floor.x2 - floor.x1) > 1


def _has_negative(chart: ChartData) -> bool:
    return any(value is not None and value < 0 for series in chart.series for value in series.values)


def _names_apart(node: Group, width: float) -> int:
    """Return how many categories further the next name stands that does not run into the one before."""
    assert node.chart is not None
    label, names = _label(node), node.chart.categories
    style = label.style if label is not None else TextStyle(TEXT_FAMILY, 400, _USUAL_SIZE, "#000000")
    return ceil((measure_widest(names, style) + style.size * _BETWEEN_NAMES) / (width / len(names)))


def _stands_beside(node: Node) -> bool:
    return isinstance(node, Text) and node.role in BESIDE_FIGURES


def _label(node: Group) -> Text | None:
    labels = (one for one in walk(node.children) if isinstance(one, Text) and one.role == "label")
    return next(labels, None)


def _label_size(node: Group) -> float:
    label = _label(node)
    return label.style.size if label is not None else _USUAL_SIZE


def add_chart(slide: Slide, group: Group, number: int, lang: str) -> None:
    """Put a figure on a slide as a chart of the program's own, where its picture would stand.

    `number` is the id of its shape, `lang` the language that its figures are written in.
    """
    from pptx.enum.chart import XL_CHART_TYPE

    told, box = group.chart, group_box(picture_of(group))
    assert told is not None
    assert box is not None
    data = _data(told)
    place = [round(value * EMU) for value in (box.x, box.y, box.width, box.height)]
    frame = slide.shapes.add_chart(getattr(XL_CHART_TYPE, _NATIVE[told.kind]), *place, data)
    frame.name = clean(group.label or group.id)
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("id", str(number))
    about.set("descr", clean(group.alt))
    _dress(frame.chart, group, told, box, lang)


def _data(told: ChartData) -> CategoryChartData:
    """Return a chart's values as the library takes them, with our data sheet in place of the library's."""
    from pptx.chart.data import CategoryChartData

    # The library writes its own sheet for this property; two sheets would take twice the time.
    sheet = property(lambda _: _workbook(told))
    data: CategoryChartData = type("Data", (CategoryChartData,), {"xlsx_blob": sheet})(
        number_format=written_format(told)
    )
    data.categories = [clean(name) for name in told.categories]
    for series in told.series:
        data.add_series(clean(series.name), series.values)
    return data


def _workbook(chart: ChartData) -> bytes:
    """Return the data sheet behind a chart, laid out as its references want it."""
    names = ("", *(series.name for series in chart.series))
    rows = tuple(zip(chart.categories, *(series.values for series in chart.series), strict=True))
    formats = ("", *(written_format(chart) for _ in chart.series))
    return render_xlsx([DataTable("Sheet1", names, rows, number_formats=formats)])


def _dress(chart: Chart, group: Group, told: ChartData, box: Bounds, lang: str) -> None:
    """Give a chart the colours and letters of our drawing: no grid, no value axis, a figure at each mark."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    label, size = _label(group), _label_size(group)
    ink = label.style.fill if label is not None else "#333333"
    chart.font.size = Pt(size * 0.75)
    chart.font.name = plain_name(label.style.family if label is not None else TEXT_FAMILY)
    chart.font.color.rgb = rgb(ink)
    chart.has_title = False
    chart.has_legend = len(told.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(ink)
    chart.category_axis.has_major_gridlines = False
    _thin_out(chart, group, told, box)
    _number_axes(chart)
    if told.kind in _LYING:
        chart.category_axis.reverse_order = True
    _scale(chart, group, told, box)
    plot = chart.plots[0]
    if told.kind != "line":
        plot.gap_width = 35
        plot.overlap = 100 if told.kind.startswith("stacked") else -5
    plot.has_data_labels = len(told.categories) <= _MOST_LABELS
    if plot.has_data_labels:
        plot.data_labels.number_format = _label_format(group, told, lang)
        plot.data_labels.number_format_is_linked = False
        plot.data_labels.show_value = True
        if not told.kind.startswith("stacked"):
            above = XL_LABEL_POSITION.ABOVE if told.kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
            plot.data_labels.position = above
        _keep_on_one_line(plot.data_labels)
        _label_as_ours(chart, group, told)
    _colour(chart, group, told)


def _label_format(group: Group, told: ChartData, lang: str) -> str:
    """Return the format that writes figures at marks as our drawing does: its decimals, its plus signs."""
    shown = [one.text for one in walk(group.children) if isinstance(one, Text) and one.role == "value"]
    drawn = {_number(text, lang) for text in shown}
    known = [value for series in told.series for value in series.values if value is not None]
    usual = written_format(told)
    thousands = "," * (len(usual) - len(usual.rstrip(",")))
    shorter = [f"#,##0{'.' if places else ''}{'0' * places}{thousands}" for places in range(_MOST_DECIMALS)]
    form = max(
        (usual, *shorter),
        key=lambda one: sum(_number(shown_value(value, one, lang), lang) in drawn for value in known),
    )
    where = _LOCALES.get(lang, "")
    signed = any(text.startswith("+") for text in shown)
    return f"{where}+{form};{where}-{form};{where}{form}" if signed else f"{where}{form}"


def _number(shown: str, lang: str) -> float | None:
    """Return the number that a figure shows; None where it holds other words."""
    thousands, decimal = (".", ",") if lang == "id" else (",", ".")
    plain = shown.replace(thousands, "").replace(decimal, ".").replace("\u2212", "-")
    try:
        return float(plain)
    except ValueError:
        return None


def _keep_on_one_line(labels: DataLabels) -> None:
    """Let no program break a figure that is wider than its column."""
    _ = labels.font  # Asking for it makes the element that says how the labels are set.
    for body in labels._element.iter(f"{{{_DRAWING_XML}}}bodyPr"):
        body.set("wrap", "none")


def _label_as_ours(chart: Chart, group: Group, told: ChartData) -> None:
    """Write a figure only at marks that have one in our drawing, and under those where ours stands so.

    Where no mark is known by its place, all have theirs.
    """
    from copy import deepcopy

    from pptx.oxml import parse_xml

    at = _figures_at(group, told)
    if not at:
        return
    common = chart.plots[0].data_labels._element
    for place, series in enumerate(chart.plots[0].series):
        labels = series.data_labels._element
        labels.getparent().replace(labels, kept := deepcopy(common))
        shown = [child for child in common if child.tag not in _OF_ALL_FIGURES]
        for row in reversed(range(len(told.categories))):
            one = parse_xml(f'<c:dLbl xmlns:c="{_CHART_XML}"><c:idx val="{row}"/></c:dLbl>')
            figure = at.get((place, row))
            if figure is None:
                one.append(parse_xml(f'<c:delete xmlns:c="{_CHART_XML}" val="1"/>'))
            elif figure.position:
                one.extend(deepcopy(shown))
                legend = one.find(f"{{{_CHART_XML}}}showLegendKey")
                legend.addprevious(parse_xml(f'<c:dLblPos xmlns:c="{_CHART_XML}" val="{figure.position}"/>'))
                for letters in one.iter(f"{{{_DRAWING_XML}}}defRPr") if figure.ink else ():
                    letters.insert(0, parse_xml(_SOLID.format(figure.ink.lstrip("#")[:6].upper())))
            else:
                continue
            kept.insert(0, one)


class _Figure(Struct, frozen=True):
    """How a figure stands at its mark where that is not as all do: on which side, in which ink."""

    position: str = ""
    ink: str = ""


def _figures_at(group: Group, told: ChartData) -> dict[tuple[int, int], _Figure]:
    """Return which marks have a figure in our drawing, by series and category, and how it stands there.

    In a stack a figure is that of the part it stands in, else that of the nearest mark over or under it.
    """
    found = mark_places(Scene(0, 0, "", "", "", "", (group,)), [told])
    nodes = {node.id: node for node in walk(group.children) if isinstance(node, Circle | Rect)}
    stacked = told.kind.startswith("stacked")
    known = sum(value is not None for series in told.series for value in series.values)
    if not (stacked or told.kind in _STANDING) or len(found) < known:
        return {}
    if not all(names[0] in nodes for names in found.values()):
        return {}
    boxes = [(cell, group_box((nodes[names[0]],))) for (_, *cell), names in found.items()]
    places = [((column, row), box) for (column, row), box in boxes if box is not None]
    at: dict[tuple[int, int], _Figure] = {}
    for text in walk(group.children):
        if not isinstance(text, Text) or text.role != "value" or (stood := group_box((text,))) is None:
            continue
        middle = stood.x + stood.width / 2
        if stacked:
            inside = (cell for cell, box in places if box.contains(Bounds(middle, text.y, 0, 0)))
            if (cell := next(inside, None)) is not None:
                at[cell] = _Figure("ctr", text.style.fill)
        elif places:
            cell, box = min(
                places, key=lambda one: (abs(one[1].x + one[1].width / 2 - middle), abs(one[1].y - text.y))
            )
            is_under = told.kind == "line" and text.y > box.y + box.height
            at[cell] = _Figure("b" if is_under else "")
    return at


def _number_axes(chart: Chart) -> None:
    """Give the axes numbers that the schema allows: the library's are negative."""
    for name in ("axId", "crossAx"):
        for one in chart._chartSpace.iter(f"{{{_CHART_XML}}}{name}"):
            one.set("val", str(int(one.get("val")) % 2**31))


def _thin_out(chart: Chart, group: Group, told: ChartData, box: Bounds) -> None:
    """Leave out names of categories that would run into each other, and keep all of them upright.

    Where ours stand beside the chart, it writes none.
    """
    from pptx.enum.chart import XL_TICK_LABEL_POSITION
    from pptx.oxml import parse_xml

    axis = chart.category_axis._element
    body = axis.find(f".//{{{_DRAWING_XML}}}bodyPr")
    if body is None:
        chart.category_axis.tick_labels.font.bold = False
        body = axis.find(f".//{{{_DRAWING_XML}}}bodyPr")
    body.set("rot", "0")
    body.set("vert", "horz")
    if _has_negative(told):
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if told.kind in _LYING:
        return
    if _writes_names(group):
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    elif (every := _names_apart(group, box.width)) > 1:
        skip = parse_xml(f'<c:tickLblSkip xmlns:c="{_CHART_XML}" val="{every}"/>')
        axis.find(f"{{{_CHART_XML}}}noMultiLvlLbl").addprevious(skip)


def _scale(chart: Chart, group: Group, told: ChartData, box: Bounds) -> None:
    """Give the value axis the reach of our drawing, so that what is said of single marks meets them.

    Columns, lines and bars take the very place of ours; bars that ours sets in groups fill the box.
    """
    known = [value for series in told.series for value in series.values if value is not None]
    chart.value_axis.minimum_scale = min(0.0, *known) if min(known) < 0 else 0.0
    ends = _ends(group)
    if told.kind == "bar" and (plot := _bars_in_a_row(group, told)) is not None:
        chart.value_axis.maximum_scale = max(known)
        _lay_out(chart, plot, box)
    if told.kind not in _STANDING or len(ends) < 2:
        return
    (low, bottom), (high, top) = min(ends), max(ends)
    axis = next((node for node in group.children if _is_floor(node)), None)
    if high == low or bottom == top:
        return
    share = (high - low) / (bottom - top)
    if not isinstance(axis, Line):
        # No floor is drawn: the program lays the chart out, with as much of a slope as ours.
        chart.value_axis.minimum_scale = low - (box.bottom - bottom) * share
        chart.value_axis.maximum_scale = high + (top - box.y) * share
        return
    floor = max(axis.y1, bottom)
    chart.value_axis.minimum_scale = low - (floor - bottom) * share
    chart.value_axis.maximum_scale = high
    _lay_out(chart, Bounds(axis.x1, top, axis.x2 - axis.x1, floor - top), box)


def _bars_in_a_row(group: Group, told: ChartData) -> Bounds | None:
    """Return where bars to the right lie under each other, each as far from the next; None for others."""
    bars = [one for one in walk(group.children) if isinstance(one, Rect) and one.value is not None]
    values = told.series[0].values
    if len(told.series) > 1 or len(bars) < 2 or tuple(one.value for one in bars) != values:
        return None
    steps = [after.y - before.y for before, after in pairwise(bars)]
    longest = max(bars, key=lambda one: one.value or 0.0)
    from_one_line = max(one.x for one in bars) - min(one.x for one in bars) < 1
    if _has_negative(told) or max(steps) - min(steps) > 1 or min(steps) <= 0 or not from_one_line:
        return None
    step = sum(steps) / len(steps)
    top = bars[0].y + bars[0].height / 2 - step / 2
    return Bounds(longest.x, top, longest.width, step * len(bars))


def _is_floor(node: Node) -> bool:
    """Tell whether a node is the line that marks stand on, and not one that leads up from it."""
    return isinstance(node, Line) and node.role == "axis" and node.y1 == node.y2 and node.x1 < node.x2


def _ends(group: Group) -> list[tuple[float, float]]:
    """Return values with the height at which each is drawn: the middle of a dot, the far end of a column."""
    found = []
    for node in walk(group.children):
        if isinstance(node, Circle) and node.value is not None:
            found.append((node.value, node.cy))
        elif isinstance(node, Rect) and node.value is not None:
            found.append((node.value, node.y if node.value >= 0 else node.y + node.height))
    return found


def _lay_out(chart: Chart, plot: Bounds, box: Bounds) -> None:
    """Fix where the inside of the axes stands in a chart, as shares of its box."""
    from pptx.oxml import parse_xml

    shares = {
        "x": (plot.x - box.x) / box.width, "y": (plot.y - box.y) / box.height,
        "w": plot.width / box.width, "h": plot.height / box.height,
    }  # fmt: skip
    told = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in shares.items())
    layout = parse_xml(
        f'<c:layout xmlns:c="{_CHART_XML}"><c:manualLayout>'
        '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{told}</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(layout.tag):
        area.remove(old)
    area.insert(0, layout)


def _colour(chart: Chart, group: Group, told: ChartData) -> None:
    from pptx.enum.dml import MSO_PATTERN

    fills = {
        node.id: node.paint.fill or node.paint.stroke
        for node in walk(group.children)
        if isinstance(node, Rect | Circle | Path) and node.value is not None
    }
    lines = [
        node.paint.stroke for node in walk(group.children) if isinstance(node, Path) and node.role == "line"
    ]
    found = mark_places(Scene(0, 0, "", "", "", "", (group,)), [told])
    for place, series in enumerate(chart.plots[0].series):
        colours = {row: fills[ids[0]] for (_, column, row), ids in found.items() if column == place}
        common = Counter(colours.values()).most_common(1)
        usual = (lines[place] if place < len(lines) else "") or (common[0][0] if common else "#336699")
        if told.kind == "line":
            series.smooth = False
            series.format.line.color.rgb = rgb(usual)
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = rgb(usual)
            series.marker.format.line.color.rgb = rgb(usual)
            continue
        series.invert_if_negative = False
        hatched = _hatched(group)
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(usual)
        for (_, column, row), ids in found.items():
            if column != place:
                continue
            point = series.points[row].format.fill if ids[0] in hatched or colours[row] != usual else None
            if point is not None and ids[0] in hatched:
                point.patterned()
                point.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
                point.fore_color.rgb, point.back_color.rgb = rgb(hatched[ids[0]]), rgb(colours[row])
            elif point is not None:
                point.solid()
                point.fore_color.rgb = rgb(colours[row])


def _hatched(group: Group) -> dict[str, str]:
    """Return the columns of provisional figures, which we hatch, each with the colour of its lines."""
    nodes = tuple(walk(group.children))
    lines = [node for node in nodes if isinstance(node, Path) and node.role == "hatch"]
    found = {}
    for node in nodes:
        if isinstance(node, Rect) and node.value is not None:
            around = Bounds(node.x, node.y, node.width, node.height)
            for line in lines:
                if around.contains(Bounds(*line.box), slack=1.0):
                    found[node.id] = line.paint.stroke
    return found
