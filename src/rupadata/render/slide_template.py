"""The master that slides stand on: one layout with a title, in the fonts and colours of the pages.

What people add to a presentation takes fonts and colours from here. It is made of the template that the
library ships, without what pages have no use for, once a process.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rupadata.render.slide_units import EMU
from rupadata.render.xml_text import escape
from rupadata.scene.nodes import Circle, Path, Rect
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import HEADING_FAMILY, TEXT_FAMILY, plain_name

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_TITLE_ONLY = 5
"""The place of the layout with nothing but a title."""
_ACCENTS = 6
_SPARE = ("336699", "7AA6C2", "B8860B", "6B8E23", "8B5A7C", "5F6B73")
"""Accents of a theme beyond the colours that pages have."""
_SCRIPTS = '<a:ea typeface=""/><a:cs typeface=""/>'
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Rupadata</Application></Properties>"
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def new_presentation(scenes: Sequence[Scene]) -> Presentation:
    """Return an empty presentation for pages of one size, its master in their fonts and colours."""
    from pptx import Presentation

    made = Presentation(io.BytesIO(_bare()))
    width, height = (round(side * EMU) for side in (scenes[0].width, scenes[0].height))
    across, down = width / (made.slide_width or width), height / (made.slide_height or height)
    made.slide_width, made.slide_height = width, height
    for shape in made.slide_master.placeholders:
        place = shape.left * across, shape.top * down, shape.width * across, shape.height * down
        shape.left, shape.top, shape.width, shape.height = map(round, place)
    theme: Any = made.slide_master.part.part_related_by(f"{_RELATED}/theme")
    theme._blob = _with_theme(theme.blob.decode(), scenes).encode()
    return made


@lru_cache(maxsize=1)
def _bare() -> bytes:
    """Return the library's template with one layout, its notes, and nothing about who made it."""
    from pptx import Presentation
    from pptx.oxml import parse_xml

    made = Presentation()
    for place, layout in reversed(list(enumerate(made.slide_layouts))):
        if place != _TITLE_ONLY:
            made.slide_layouts.remove(layout)
    package: Any = made.part.package
    for holder, kind in ((made.part, "printerSettings"), (package, "metadata/thumbnail")):
        for name, one in list(holder._rels.items()):
            if one.reltype.endswith(f"/{kind}"):
                holder._rels.pop(name)
    package.part_related_by(f"{_RELATED}/extended-properties")._blob = _PROPERTIES.encode()
    size = made.part._element.sldSz
    del size.attrib["type"]  # It names a screen of 4 to 3.
    notes = made.part.relate_to(made.notes_master.part, f"{_RELATED}/notesMaster")
    told = parse_xml(
        '<p:notesMasterIdLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        f' xmlns:r="{_RELATED}"><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst>'
    )
    made.part._element.find("{*}sldMasterIdLst").addnext(told)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _with_theme(theme: str, scenes: Sequence[Scene]) -> str:
    """Return a theme with the fonts and colours of pages in place of its own."""
    heading, reading = _fonts_of(scenes)
    fonts = "".join(
        f'<a:{part}Font><a:latin typeface="{escape(name)}"/>{_SCRIPTS}</a:{part}Font>'
        for part, name in (("major", heading), ("minor", reading))
    )
    found = _colours_of(scenes)
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in found.items())
    for tag, inner in (("clrScheme", colours), ("fontScheme", fonts)):
        before, rest = theme.split(f"<a:{tag} ", 1)
        theme = f'{before}<a:{tag} name="Rupadata">{inner}</a:{tag}>{rest.split(f"</a:{tag}>", 1)[1]}'
    return theme.replace('name="Office Theme"', 'name="Rupadata"', 1)


def _fonts_of(scenes: Sequence[Scene]) -> tuple[str, str]:
    """Return the names of the fonts of headlines and of what is read, as pages have them."""
    found = [(text.role, plain_name(text.style.family)) for scene in scenes for text in texts(scene)]
    heading = next((name for role, name in found if role == "headline"), HEADING_FAMILY)
    reading = next((name for role, name in found if role == "source"), TEXT_FAMILY)
    return heading, reading


def _colours_of(scenes: Sequence[Scene]) -> dict[str, str]:
    """Return the colours of a theme: ground, ink, and those that most marks have, the most frequent first."""
    inks = Counter(text.style.fill for scene in scenes for text in texts(scene) if text.role == "source")
    marks = Counter(
        node.paint.fill or node.paint.stroke
        for scene in scenes
        for node in scene.every
        if isinstance(node, Rect | Circle | Path) and node.value is not None
    )
    bands = Counter(
        node.paint.fill
        for scene in scenes
        for node in scene.every
        if isinstance(node, Rect) and node.value is None and node.width >= scene.width
    )
    ground = _hex(scenes[0].background or "#ffffff")
    ink = _hex(max(inks, key=inks.__getitem__, default="#000000"))
    accents = [_hex(colour) for colour, _ in marks.most_common() if colour]
    accents = list(dict.fromkeys((*accents, *_SPARE)))[:_ACCENTS]
    band = _hex(max(bands, key=bands.__getitem__, default="") or f"#{accents[0]}")
    told = {"dk1": ink, "lt1": ground, "dk2": band, "lt2": "EEEEEE"}
    told |= {f"accent{place}": colour for place, colour in enumerate(accents, 1)}
    return {**told, "hlink": accents[0], "folHlink": ink}


def _hex(colour: str) -> str:
    return colour.lstrip("#")[:6].upper()
