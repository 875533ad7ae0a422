"""How often a process of ours looks for values that hold each other in a ring."""

from __future__ import annotations

import gc

OBJECTS = 200_000
"""So many more values than were freed before it looks: loading this program makes 120,000 that stay, a small
build some more, and each look at 50,000 takes 15 ms. Python's own 700 are made by a hundredth of a page."""
SERVED_OBJECTS = 5_000
"""A server looks forty times as often: eight pages at once leave 17 MB of rings behind between two looks."""


def collect_rarely() -> None:
    """Let this process look for rings of garbage rarely; a program that uses the library keeps its own way.

    Starting and building make millions of small values and hardly a ring: looking for them as often as python
    does costs a sixth of a build.
    """
    gc.set_threshold(OBJECTS, 10, 10)


def collect_as_server() -> None:
    """Let a process that serves look for rings more often, and never among what it loaded before it began."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SERVED_OBJECTS, 10, 10)
