"""Words and numbers of XML: escaped text, attribute values, short numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

from rupadata.errors import BrokenPromiseError
from rupadata.language import say

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKUP = re.compile("[&<>\"'\t\n\r]")
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": " ",
    "\n": " ",
    "\r": " ",
}


_SHORT = 120


def clean(text: str) -> str:
    """Return text on one line without control characters."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def clean_part(text: str) -> str:
    """Return a part of a sentence cleaned, with a space where one stands at either end."""
    inside = clean(text)
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(inside)
    return f"{' ' * before}{inside}{' ' * after}"


def escape(text: str) -> str:
    """Return text safe in XML content and in quoted attributes, control characters removed."""
    # Long texts are paths of maps: remembering them would cost more than it saves.
    return _escape(text) if len(text) <= _SHORT else _escape.__wrapped__(text)


@lru_cache(maxsize=8192)
def _escape(text: str) -> str:
    return _MARKUP.sub(lambda found: _ENTITIES[found.group()], _FORBIDDEN.sub("", text))


def number(value: float) -> str:
    """Return a coordinate with at most six significant figures; one that is not finite breaks a promise."""
    if not isfinite(value):
        raise not_finite("")
    return f"{value:.6g}"


def not_finite(node_id: str) -> BrokenPromiseError:
    """Return what to raise at coordinates that are no numbers, naming the node that they belong to."""
    return BrokenPromiseError(
        say(id=f"Koordinat simpul {node_id!r} bukan bilangan.", en=f"Node {node_id!r} stands at no number."),
        code="coordinate-not-finite",
    )
