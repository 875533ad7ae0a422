"""What was made last, up to so many bytes: asked for again, it is there; else it is made anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Recent:
    """Values by their keys, the one that was asked for longest ago forgotten first; threads may share it.

    Two threads that ask for the same at once may both make it: what is made of a key must always be equal.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the value of a key, made now where it is not held; `size` tells how many bytes it counts."""
        with self._lock:
            if (held := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                known: T = held[0]
                return known
        made = make()
        counted = size(made)
        with self._lock:
            if (before := self._held.pop(key, None)) is not None:
                self._bytes -= before[1]
            self._held[key] = made, counted
            self._bytes += counted
            while len(self._held) > 1 and self._bytes > self.most_bytes:
                self._bytes -= self._held.popitem(last=False)[1][1]
        return made

    @property
    def values(self) -> tuple[Any, ...]:
        """Return what is held, the last one asked for last."""
        with self._lock:
            return tuple(value for value, _ in self._held.values())
