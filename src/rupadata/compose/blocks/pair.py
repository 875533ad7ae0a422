"""Two blocks that belong together: the second stands beside the first where the width allows."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from rupadata.compose.blocks.base import Block, Heading, without_heading
from rupadata.compose.boxes import Box, Fit
from rupadata.compose.look import Look
from rupadata.scene.nodes import Group


class Beside(Struct, frozen=True):
    """A block and its companion, such as ranked bars and a map."""

    main: Block
    companion: Block
    heading_height: float = 46.0
    share: float = 0.6
    least_width: float = 820.0

    @property
    def kind(self) -> str:
        """Return what the main block shows."""
        return self.main.kind

    @property
    def name(self) -> str:
        """Return the name of the main block."""
        return self.main.name

    def named(self, name: str) -> Beside:
        """Return the pair under another name, the companion under one of its own."""
        companion = named(self.companion, f"{name}_{self.companion.kind}")
        return replace(self, main=named(self.main, name), companion=companion)

    def without_heading(self) -> tuple[Beside, Heading]:
        """Return the pair without the main block's heading, and that heading."""
        main, heading = without_heading(self.main)
        return replace(self, main=main), heading

    def fit(self, width: float, look: Look) -> Fit | None:
        """Return the main block's heights at the width that it gets."""
        places = self._widths(width, look)
        if places is None:
            return self.main.fit(width, look)
        first, second = self.main.fit(places[0], look), self.companion.fit(places[1], look)
        assert first is not None
        assert second is not None
        return Fit(
            max(first.least, second.least), max(first.ideal, second.ideal), max(first.most, second.least),
            first.stretch, first.whole, 1.0,
        )  # fmt: skip

    def draw(self, box: Box, look: Look) -> Group:
        """Draw both, or the main block alone."""
        places = self._widths(box.width, look)
        if places is None:
            return self.main.draw(box, look)
        fit = self.companion.fit(places[1], look)
        if fit is None or fit.least > box.height + 0.5:
            return self.main.draw(box, look)
        left = Box(box.x, box.y, places[0], box.height)
        right = Box(box.right - places[1], box.y, places[1], box.height)
        drawn = (self.main.draw(left, look), self.companion.draw(right, look))
        return Group(f"{self.name}_pair", "section", drawn)

    def _widths(self, width: float, look: Look) -> tuple[float, float] | None:
        if width < self.least_width * look.u:
            return None
        room = width - look.gutter
        for share in (self.share, self.share - 0.06, self.share - 0.12):
            first, second = room * share, room * (1 - share)
            if self.main.fit(first, look) is not None and self.companion.fit(second, look) is not None:
                return first, second
        return None


def named(block: Block, name: str) -> Block:
    """Return a block whose nodes' ids begin with `name`."""
    own: Callable[[str], Block] | None = getattr(block, "named", None)
    if own is not None:
        return own(name)
    return replace(block, name=name)  # type: ignore[type-var]
