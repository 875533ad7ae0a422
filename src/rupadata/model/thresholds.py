"""Thresholds that an office may set otherwise."""

from __future__ import annotations

SMALL_CELL = 5
"""Counts of people below this are few enough to point at persons."""
