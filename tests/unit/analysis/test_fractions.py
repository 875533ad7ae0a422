"""Fractions as people name them: at the fraction, near it on both sides, and too far from it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rupadata.analysis.shares import name_fraction

NAMED = {
    3 / 4: ("tiga perempat", "three quarters"),
    2 / 3: ("dua pertiga", "two thirds"),
    1 / 2: ("separuh", "half"),
    1 / 3: ("sepertiga", "a third"),
    1 / 4: ("seperempat", "a quarter"),
    1 / 5: ("seperlima", "a fifth"),
}


def said(share: float) -> tuple[str, str] | None:
    found = name_fraction(share)
    return None if found is None else (found[0]["id"] + found[1]["id"], found[0]["en"] + found[1]["en"])


@pytest.mark.parametrize("fraction", NAMED)
def test_a_share_near_a_fraction_is_named_by_it(fraction: float) -> None:
    in_id, in_en = NAMED[fraction]
    for apart in (-0.005, -0.0049, 0.0, 0.0049, 0.005):
        assert said(fraction + apart) == (in_id, in_en)
    for apart in (0.0051, 0.0199, 0.02):
        assert said(fraction + apart) == (f"lebih dari {in_id}", f"more than {in_en}")
    for apart in (-0.0051, -0.0199, -0.02):
        assert said(fraction + apart) == (f"hampir {in_id}", f"nearly {in_en}")
    assert said(fraction + 0.0201) is None
    assert said(fraction - 0.0201) is None


def test_what_lies_between_two_fractions_has_no_name() -> None:
    for high, low in pairwise((1.0, *NAMED, 0.0)):
        assert said((high + low) / 2) is None
