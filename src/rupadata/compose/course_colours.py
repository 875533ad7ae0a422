"""The colours of what is hoped for and of what is feared; the words say the same to who sees none of them."""

from __future__ import annotations

from rupadata.compose.colour import contrast, darken_until, lighten_until, luminance
from rupadata.compose.look import Look
from rupadata.model.subject import Direction, Indicator

HUES = {"better": 155.0, "worse": 32.0}
"""Green and red in OKLCH degrees; their lightness follows the ground."""
TEXT, MARK = 4.5, 3.0
"""The least contrasts of letters and of marks (WCAG 2.2, 1.4.3 and 1.4.11)."""
_DARK, _CHROMA = 0.2, 0.14


def course_of(indicator: Indicator, change: float) -> str:
    """Return `better` or `worse` for a change of an indicator, "" where nobody has said which way is good."""
    rising = {Direction.HIGHER_IS_BETTER: "better", Direction.LOWER_IS_BETTER: "worse"}
    falling = {Direction.HIGHER_IS_BETTER: "worse", Direction.LOWER_IS_BETTER: "better"}
    return (rising if change > 0 else falling if change < 0 else {}).get(indicator.direction, "")


def course_ink(course: str, usual: str, grounds: tuple[str, ...], look: Look, least: float = TEXT) -> str:
    """Return the colour of a course on some grounds; the usual one where there is none.

    `least` is the contrast that it has against each of the grounds; letters have what their theme asks.
    """
    if course not in HUES:
        return usual
    if least == TEXT:
        least = max(least, look.theme.accent.text_contrast)
    dark = luminance(grounds[0]) < _DARK
    found = (lighten_until if dark else darken_until)(
        0.72 if dark else 0.55, _CHROMA, HUES[course], grounds[0], least
    )
    return found if all(contrast(found, ground) >= least for ground in grounds) else usual
