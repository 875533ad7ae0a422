"""What typesetting must know of a style."""

from __future__ import annotations

from typing import Protocol


class SetStyle(Protocol):
    """The part of a text style that decides how wide and high text is; a scene's TextStyle is one.

    Styles are hashable values: results are remembered by them.
    """

    @property
    def family(self) -> str:
        """One of the families of `FACES`, or an office's own."""

    @property
    def weight(self) -> int:
        """A weight that the family has."""

    @property
    def size(self) -> float:
        """The height of the em square, in scene units."""

    @property
    def letter_spacing(self) -> float:
        """What is added after every letter, in scene units."""

    def __hash__(self) -> int: ...
