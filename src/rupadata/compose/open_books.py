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

    def known_findings(
        self, book: SubjectBook, keys: Sequence[str], until: str
    ) -> tuple[Finding, ...] | None:
        """Return the findings of some indicators where they were found already."""
        held = self._known("findings", (book,), (tuple(keys), until))
        return held[0] if held else None

    def keep_findings(
        self, book: SubjectBook, keys: Sequence[str], until: str, findings: tuple[Finding, ...]
    ) -> None:
        """Keep findings that were found elsewhere, of the same book up to the same period."""
        self._keep("findings", (book,), (tuple(keys), until), findings)

    def recall(
        self, what: str, of: tuple[object, ...], key: Hashable, make: Callable[[], Made], *, each: int = 1
    ) -> Made:
        """Return what was made of some objects under a key, or make it now; `each` page has so many of it."""
        held = self._known(what, of, key)
        if held is not None:
            known: Made = held[0]
            return known
        made = make()
        self._keep(what, of, key, made, each)
        return made

    def _known(self, what: str, of: tuple[object, ...], key: Hashable) -> tuple[Any] | None:
        whole = (*map(id, of), key)
        with self._lock:
            held = self._held.setdefault(what, OrderedDict())
            found = held.get(whole)
            if found is None or any(one is not other for one, other in zip(found[0], of, strict=True)):
                return None
            held.move_to_end(whole)
            return (found[1],)

    def _keep(self, what: str, of: tuple[object, ...], key: Hashable, made: object, each: int = 1) -> None:
        with self._lock:
            held = self._held.setdefault(what, OrderedDict())
            held[*map(id, of), key] = (of, made)
            while len(held) > self._most * each:
                held.popitem(last=False)
