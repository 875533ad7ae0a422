"""Every subject's colours keep their contrasts in every theme, for every kind of eye."""

from itertools import combinations

import pytest

from rupadata.compose.colour import VISIONS, as_seen, contrast, distance, hex_of, luminance, oklch_of, text_on
from rupadata.compose.themes import THEMES, counter_ramp, get_theme, palette_faults, ramp_of
from rupadata.compose.themes.grounds import GROUNDS, ground_palette
from rupadata.errors import UsageError

HUES = tuple(range(0, 360, 6))


def palettes(theme: str):
    """Yield hue and palette of a theme on every ground."""
    for ground in GROUNDS:
        for hue in HUES:
            yield (ground, hue), ground_palette(get_theme(theme), float(hue), ground)


@pytest.mark.parametrize("theme", THEMES)
def test_every_hue_keeps_the_contrasts_of_text_and_marks(theme):
    faults = {hue: palette_faults(palette) for hue, palette in palettes(theme)}
    assert not {hue: fault for hue, fault in faults.items() if fault}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_point_stands_out_for_every_kind_of_eye(theme, vision):
    for hue, palette in palettes(theme):
        assert distance(palette.accent, palette.mark, vision=vision) > 9, hue
        assert distance(palette.accent, palette.counter, vision=vision) > 8, hue


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ramp", [ramp_of, counter_ramp])
def test_ramps_darken_with_every_step_so_that_they_read_in_grey(theme, ramp):
    for _, palette in palettes(theme):
        for classes in (2, 3, 4, 5):
            steps = [luminance(colour) for colour in ramp(palette, classes)]
            assert steps == sorted(steps, reverse=True)
            assert len(set(steps)) == classes


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_parts_of_a_whole_can_be_told_apart_by_every_kind_of_eye(theme, vision):
    for hue, palette in palettes(theme):
        series = palette.series
        for one, other in combinations(series, 2):
            assert distance(one, other, vision=vision) >= 6, hue
            assert abs(luminance(one) - luminance(other)) >= 0.015, hue


def test_chroma_gives_way_before_lightness_does():
    lightness, chroma, _ = oklch_of(hex_of(0.7, 0.4, 145))
    assert lightness == pytest.approx(0.7, abs=0.01)
    assert chroma < 0.4


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_text_takes_the_colour_that_reads_better():
    assert text_on("#ffffff", "#14203a") == "#14203a"
    assert text_on("#0b4f4a", "#14203a") == "#ffffff"


def test_a_mistyped_theme_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        get_theme("formall")
    assert caught.value.code == "theme-unknown"
    assert '"formal"' in caught.value.hint


@pytest.mark.parametrize("vision", VISIONS[1:])
@pytest.mark.parametrize("grey", [0.05, 0.3, 0.7])
def test_greys_look_alike_to_every_kind_of_eye(vision, grey):
    assert as_seen((grey, grey, grey), vision) == pytest.approx((grey, grey, grey), abs=1e-4)


def test_confused_colours_are_those_that_each_kind_of_eye_is_known_to_confuse():
    """Reds and greens of one lightness are near to deutan eyes, blues and greens to tritan ones."""
    red, green = "#b8860b", "#8b9a1f"
    assert distance(red, green) > 2 * distance(red, green, vision="deutan")
    blue, teal = "#5b8db8", "#3f9b8f"
    assert distance(blue, teal) > 2 * distance(blue, teal, vision="tritan")


def test_distances_are_those_of_the_published_oklab_values():
    """L, a, b of red are 0.62796, 0.22486, 0.12585, of green 0.86644, -0.23389, 0.17950 (Ottosson)."""
    away = ((0.62796 - 0.86644) ** 2 + (0.22486 + 0.23389) ** 2 + (0.12585 - 0.17950) ** 2) ** 0.5
    assert distance("#ff0000", "#00ff00") == pytest.approx(100 * away, abs=0.02)
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.02)
