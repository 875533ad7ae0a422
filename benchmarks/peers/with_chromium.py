"""The page as HTML in a Chromium that is kept running, with one tab."""

from __future__ import annotations

import shutil
from html import escape
from typing import Any

from benchmarks.content import HEIGHT, INK, MUTED, PAPER, TEAL, TINT, WIDTH, Content, id_number
from rupadata.typeset import font_data_uri

_open: dict[str, Any] = {}


def draw(content: Content, format: str) -> bytes:
    page = _open["page"]
    page.set_content(html(content))
    page.evaluate("document.fonts.ready")
    if format == "pdf":
        made: bytes = page.pdf(width=f"{WIDTH}px", height=f"{HEIGHT}px", print_background=True)
        return made
    shot: bytes = page.screenshot(type="png")
    return shot


def warm_up() -> None:
    """Start the browser once."""
    from playwright.sync_api import sync_playwright

    _open["driver"] = sync_playwright().start()
    _open["browser"] = _open["driver"].chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    _open["page"] = _open["browser"].new_page(viewport={"width": WIDTH, "height": HEIGHT})


def stop() -> None:
    """Close the browser."""
    _open["browser"].close()
    _open["driver"].stop()


def html(content: Content) -> str:
    def div(x: float, y: float, words: str, size: float, colour: str = INK, more: str = "") -> str:
        style = f"left:{x}px;top:{y - size}px;font-size:{size}px;color:{colour};{more}"
        return f'<div style="{style}">{escape(words)}</div>'

    bold = "font-weight:700"
    parts = [div(64, 74, content.kicker, 20, TEAL, bold), div(64, 254, content.subtitle, 24, MUTED)]
    parts += [div(64, 146 + 64 * i, line, 56, INK, bold) for i, line in enumerate(content.headline)]
    for i, (figure, unit, more) in enumerate(content.numbers):
        x = 64 + 324 * i
        parts.append(f'<div class="box" style="left:{x}px;top:292px;width:304px;height:132px"></div>')
        parts += [div(x + 22, 346, figure, 44, INK, bold), div(x + 22, 378, unit, 20, MUTED)]
        parts.append(div(x + 22, 405, more, 19, MUTED))
    parts += [div(64, 470, "Per tahun", 25, INK, bold), div(64, 800, "Per kecamatan", 25, INK, bold)]
    top = max(value for _, value in content.years)
    for i, (year, value) in enumerate(content.years):
        x, high = 72 + 106 * i, 200 * value / top
        colour = TEAL if i == len(content.years) - 1 else TINT
        parts.append(_rect(x, 712 - high, 90, high, colour))
        parts += [div(x + 20, 700 - high, id_number(value), 20), div(x + 22, 740, str(year), 20, MUTED)]
    for i, tile in enumerate(content.ranked):
        y, wide = 826 + 32 * i, tile.thousands * 1.3
        parts.append(div(64, y + 18, tile.name, 20))
        parts.append(_rect(200, y, wide, 23, TINT if i else TEAL))
        parts.append(div(208 + wide, y + 18, id_number(tile.thousands, 1), 20))
    for tile in content.districts:
        x, y = 660 + 58 * tile.column, 830 + 58 * tile.row
        parts.append(_rect(x, y, 52, 52, TEAL if tile.thousands > 180 else TINT))
        parts.append(div(x + 6, y + 34, tile.short, 18))
    parts += [div(640, 1150 + 26 * i, "• " + sentence, 18) for i, sentence in enumerate(content.sentences)]
    parts += [div(64, 1290, content.source, 18, MUTED), div(64, 1316, content.note, 18, MUTED)]
    faces = "".join(
        f"@font-face{{font-family:'Source Sans Pro';font-weight:{weight};"
        f"src:url({font_data_uri('Source Sans Pro', weight, basic=True)})}}"
        for weight in (400, 700)
    )
    style = (
        f"{faces}body{{margin:0;background:{PAPER};font-family:'Source Sans Pro'}}"
        "div{position:absolute;white-space:nowrap}"
        ".box{background:#fff;border:1px solid #e4e6ea;border-radius:14px;box-sizing:border-box}"
    )
    return f'<!doctype html><html lang="id"><style>{style}</style><body>{"".join(parts)}</body></html>'


def _rect(x: float, y: float, wide: float, high: float, colour: str) -> str:
    place = f"left:{x}px;top:{y}px;width:{wide}px;height:{high}px"
    return f'<div style="{place};background:{colour};border-radius:5px"></div>'
