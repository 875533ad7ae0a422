"""The look of one page: palette, type scale and spacing, all in scene units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rupadata.compose.sizes import PageSize
from rupadata.compose.themes import Palette, Theme, get_theme, make_palette
from rupadata.scene.nodes import TextStyle
from rupadata.typeset import HEADING_FAMILY, TEXT_FAMILY

HEADLINE_STEPS = (60.0, 56.0, 52.0, 48.0, 44.0, 40.0, 36.0)
SECTION, BODY, QUIET, NUMBER = 28.0, 24.0, 19.0, 46.0


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What every block needs to know of the page it stands on."""

    size: PageSize
    theme: Theme
    palette: Palette
    lang: str

    @property
    def u(self) -> float:
        """Return the scene units of one unit of the type scale."""
        return self.size.unit

    @property
    def gap(self) -> float:
        """Return the space between blocks."""
        return 34.0 * self.size.unit

    @property
    def gutter(self) -> float:
        """Return the space between columns."""
        return 40.0 * self.size.unit

    @property
    def corner(self) -> float:
        """Return how far corners of marks are rounded."""
        return self.theme.ornament.corner * self.size.unit

    def heading(self, size: float, fill: str = "", weight: int = 0, spacing: float = 0.0) -> TextStyle:
        """Return a style of the heading family; `size` on the type scale."""
        weight = weight or self.theme.type.section_weight
        return _style(HEADING_FAMILY, weight, size * self.u, fill or self.palette.ink, spacing * self.u)

    def text(self, size: float = BODY, fill: str = "", weight: int = 400) -> TextStyle:
        """Return a style of the text family; muted unless a colour is given."""
        return _style(TEXT_FAMILY, weight, size * self.u, fill or self.palette.muted, 0.0)

    @property
    def label(self) -> TextStyle:
        """Return the style of names at marks."""
        return self.text(fill=self.palette.ink)

    @property
    def label_strong(self) -> TextStyle:
        """Return the style of the name that matters."""
        return self.text(fill=self.palette.ink, weight=700)

    @property
    def value(self) -> TextStyle:
        """Return the style of figures at marks."""
        return self.text(weight=600)

    @property
    def value_strong(self) -> TextStyle:
        """Return the style of the figure that matters."""
        return self.text(fill=self.palette.ink, weight=700)

    @property
    def quiet(self) -> TextStyle:
        """Return the style of source, notes and credits, never under the least the page allows."""
        return self.text(max(QUIET, self.size.least_text / self.u))


@lru_cache(maxsize=512)
def _style(family: str, weight: int, size: float, fill: str, spacing: float) -> TextStyle:
    return TextStyle(family, weight, round(size, 2), fill, "start", round(spacing, 3))


@lru_cache(maxsize=64)
def make_look(size: PageSize, theme_name: str, hue: float, lang: str) -> Look:
    """Return the look of a page of some size, theme, subject hue and language."""
    theme = get_theme(theme_name)
    return Look(size, theme, make_palette(theme, hue), lang)
