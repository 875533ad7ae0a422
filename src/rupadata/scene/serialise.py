"""Scenes as JSON and back, equal on return. What stands at its default is left out."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import structs

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.scene.nodes import Circle, Group, Image, Line, Node, Path, Rect, Text
from rupadata.scene.scene import Scene

FORMAT = 1
"""The version of the shape written, raised when an old reader could no longer read it."""

_KINDS: dict[str, type] = {
    "group": Group,
    "text": Text,
    "rect": Rect,
    "circle": Circle,
    "line": Line,
    "path": Path,
    "image": Image,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def scene_to_json(scene: Scene, *, indent: int = 0) -> str:
    """Return a scene as JSON text; *indent* makes it readable."""
    plain = {"format": FORMAT, **_plain(scene), "nodes": [_plain_node(node) for node in scene.nodes]}
    encoded = msgspec.json.encode(plain)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()


def scene_from_json(text: str | bytes) -> Scene:
    """Return the scene of a JSON text; text that is none is refused."""
    try:
        plain = msgspec.json.decode(text, type=dict[str, Any])
        if plain.pop("format", None) != FORMAT:
            raise msgspec.ValidationError(f"format is not {FORMAT}")
        nodes = tuple(_node(child) for child in plain.pop("nodes"))
        return Scene(nodes=nodes, **_arguments(plain, Scene))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputRefusedError(
            say(id=f"Ini bukan JSON sebuah adegan: {error}.", en=f"This is no JSON of a scene: {error}."),
            code="scene-unreadable",
            hint=say(id="Bangun ulang halamannya.", en="Build the page again."),
        ) from error


def _plain_node(node: Node) -> dict[str, Any]:
    plain = {"kind": _NAMES[type(node)], **_plain(node)}
    if isinstance(node, Group):
        plain["children"] = [_plain_node(child) for child in node.children]
    return plain


def _plain(value: Node | Scene) -> dict[str, Any]:
    """Return the fields that differ from their defaults, but for nodes."""
    plain: dict[str, Any] = {}
    for field in structs.fields(value):
        content = getattr(value, field.name)
        if field.name not in ("nodes", "children") and content != field.default:
            plain[field.name] = msgspec.to_builtins(content)
    return plain


def _node(plain: dict[str, Any]) -> Node:
    kind = plain.pop("kind")
    if kind == "group":
        children = tuple(_node(child) for child in plain.pop("children"))
        return Group(children=children, **_arguments(plain, Group))
    if kind not in _KINDS:
        raise msgspec.ValidationError(f"kind {kind!r} is not known")
    node: Node = msgspec.convert(plain, _KINDS[kind])
    return node


def _arguments(plain: dict[str, Any], kind: type) -> dict[str, Any]:
    """Return the fields of a scene or group, each converted alone: a union of nodes has no tag."""
    hints = _hints(kind)
    return {name: msgspec.convert(content, hints[name]) for name, content in plain.items()}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
