"""Tables to finished pages: the whole flow on one screen."""

from __future__ import annotations


def build() -> None:
    """Build pages from inputs."""
    raise NotImplementedError
