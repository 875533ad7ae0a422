"""Formats by name, and which of them nobody gets unasked."""

from __future__ import annotations

from rupadata.render import FORMATS
from rupadata.request import BuildRequest


def test_no_build_writes_jpeg_unless_asked() -> None:
    assert "jpg" in FORMATS
    assert set(BuildRequest().formats) <= set(FORMATS) - {"jpg", "webp"}
