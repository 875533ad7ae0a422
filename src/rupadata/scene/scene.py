"""A scene: where every shape of one page in one size stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from rupadata.scene.nodes import Group, Node, Text


class Scene(Struct, frozen=True, dict=True):
    """One page in one size, one theme, one language: finished shapes, painted in order.

    `width` and `height` are in scene units. `width_mm` and `height_mm` are its physical size for print, 0 for
    screens, where a unit is a pixel. `title` and `description` name the page for those who cannot see it.
    `metadata` are plain pairs (region, subject, period, illustrative ...) that files carry along.
    """

    width: float
    height: float
    background: str
    title: str
    description: str
    lang: str
    nodes: tuple[Node, ...]
    width_mm: float = 0.0
    height_mm: float = 0.0
    metadata: tuple[tuple[str, str], ...] = ()

    @cached_property
    def every(self) -> tuple[Node, ...]:
        """Every node in painting order, groups before their children."""
        return tuple(walk(self.nodes))

    @cached_property
    def every_text(self) -> tuple[Text, ...]:
        """Every text in reading order."""
        return tuple(node for node in self.every if isinstance(node, Text))


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node in painting order, groups before their children."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Group):
            waiting.extend(reversed(node.children))


def texts(scene: Scene) -> tuple[Text, ...]:
    """Return every text of a scene in reading order."""
    return scene.every_text
