"""The look of one page: palette, type scale and spacing, all in scene units."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rupadata.compose.sizes import PageSize
from rupadata.compose.themes import Palette, Theme, get_theme
from rupadata.compose.themes.grounds import ground_palette
from rupadata.scene.nodes import TextStyle
from rupadata.subjects.own_symbols import OwnSymbols
from rupadata.subjects.symbols import NO_SYMBOLS
from rupadata.typeset import HOUSE_FONTS, PageFonts, nearest_weight

HEADLINE_STEPS = (72.0, 66.0, 62.0, 58.0, 54.0, 50.0, 46.0, 42.0, 38.0, 34.0, 30.0, 27.0)
SECTION, BODY, QUIET, NUMBER = 28.0, 24.0, 19.0, 46.0


class Look:
    """What every block needs to know of the page it stands on.

    One look serves all pages of its kind, so what blocks ask for again and again is worked out once.
    """

    __slots__ = (
        "_headings", "_texts", "bare", "corner", "fonts", "gap", "ground", "gutter", "hue", "label",
        "label_strong", "lang", "palette", "quiet", "size", "symbols", "theme", "u", "value", "value_strong",
    )  # fmt: skip

    def __init__(
        self,
        size: PageSize,
        theme: Theme,
        hue: float,
        lang: str,
        symbols: OwnSymbols = NO_SYMBOLS,
        ground: str = "paper",
        fonts: PageFonts = HOUSE_FONTS,
        *,
        bare: bool = False,
    ) -> None:
        palette: Palette = ground_palette(theme, hue, ground)
        self.hue: Final = hue
        self.ground: Final = ground
        """The ground that was asked for; the theme may have given another."""
        self.bare: Final = bare
        """Whether what is drawn stands on a band of its own, so that it needs no panel."""
        self.size: Final = size
        self.theme: Final = theme
        self.palette: Final = palette
        self.lang: Final = lang
        self.symbols: Final = symbols
        """The office's own symbols."""
        self.fonts: Final = fonts
        """The families that texts are set in."""
        self._headings: dict[tuple[float, str, int, float], TextStyle] = {}
        self._texts: dict[tuple[float, str, int], TextStyle] = {}
        self.u: Final = size.unit
        """Scene units of one unit of the type scale."""
        self.gap: Final = 34.0 * size.unit
        """The space between blocks."""
        self.gutter: Final = 40.0 * size.unit
        """The space between columns."""
        self.corner: Final = theme.ornament.corner * size.unit
        """How far corners of marks are rounded."""
        self.label: Final = self.text(fill=palette.ink)
        """The style of names at marks."""
        self.label_strong: Final = self.text(fill=palette.ink, weight=700)
        """The style of the name that matters."""
        self.value: Final = self.text(weight=600)
        """The style of figures at marks."""
        self.value_strong: Final = self.label_strong
        """The style of the figure that matters."""
        self.quiet: Final = self.text(max(QUIET, size.least_text / size.unit))
        """The style of source, notes and credits, never under the least the page allows."""

    def on(self, ground: str, *, bare: bool = False) -> Look:
        """Return the look of the same page on another ground."""
        return make_look(
            self.size, self.theme.name, self.hue, self.lang, self.symbols, ground, self.fonts, bare=bare
        )

    def heading(self, size: float, fill: str = "", weight: int = 0, spacing: float = 0.0) -> TextStyle:
        """Return a style of the heading family; `size` on the type scale."""
        key = (size, fill, weight, spacing)
        found = self._headings.get(key)
        if found is None:
            heavy = weight or self.theme.type.section_weight
            ink = fill or self.palette.ink
            found = self._headings[key] = _style(
                self.fonts.heading, heavy, size * self.u, ink, spacing * self.u
            )
        return found

    def text(self, size: float = BODY, fill: str = "", weight: int = 400) -> TextStyle:
        """Return a style of the text family; muted unless a colour is given."""
        key = (size, fill, weight)
        found = self._texts.get(key)
        if found is None:
            ink = fill or self.palette.muted
            found = self._texts[key] = _style(self.fonts.text, weight, size * self.u, ink, 0.0)
        return found


@lru_cache(maxsize=512)
def _style(family: str, weight: int, size: float, fill: str, spacing: float) -> TextStyle:
    return TextStyle(family, nearest_weight(family, weight), round(size, 2), fill, "start", round(spacing, 3))


@lru_cache(maxsize=256)
def make_look(
    size: PageSize,
    theme_name: str,
    hue: float,
    lang: str,
    symbols: OwnSymbols = NO_SYMBOLS,
    ground: str = "paper",
    fonts: PageFonts = HOUSE_FONTS,
    *,
    bare: bool = False,
) -> Look:
    """Return the look of a page of some size, theme, subject hue, language, own symbols, ground and fonts."""
    return Look(size, get_theme(theme_name), hue, lang, symbols, ground, fonts, bare=bare)
