"""What was worked out for the books that a session has open: an edited page is drawn again quickly."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from rupadata.analysis import Finding, find_findings
from rupadata.model.subject import SubjectBook

Made = TypeVar("Made")
MOST_OPEN = 64
"""How many books are open at once, unless the caller says otherwise."""


class OpenBooks:
    """Findings, contents and arrangements of open pages, the least recently used forgotten first.

    Owned by a caller or a session and passed along; threads may share one. Values are only ever reused for
    the very objects that they were made of, so that nothing stale is drawn.
    """

    def __init__(self, most: int = MOST_OPEN) -> None:
        self._most = most
        self._held: dict[str, OrderedDict[Hashable, tuple[tuple[object, ...], Any]]] = {}
        self._lock = Lock()

    def findings(self, book: SubjectBook, keys: Sequence[str], until: str) -> tuple[Finding, ...]:
        """Return the findings of some indicators up to a period, found once for a book."""
        return self.recall(
            "findings",
            (book,),
            (tuple(keys), until),
            lambda: find_findings(book, keys, period=until or None),
        )

    def recall(self, what: str, of: tuple[object, ...], key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made of some objects under a key, or make it now."""
        whole = (*map(id, of), key)
        with self._lock:
            held = self._held.setdefault(what, OrderedDict())
            found = held.get(whole)
            if found is not None and all(one is other for one, other in zip(found[0], of, strict=True)):
                held.move_to_end(whole)
                made: Made = found[1]
                return made
        made = make()
        with self._lock:
            held[whole] = (of, made)
            while len(held) > self._most:
                held.popitem(last=False)
        return made
