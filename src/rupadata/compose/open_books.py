"""What was worked out for the books that a session has open: an edited page is drawn again quickly."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from rupadata.analysis import Finding, find_findings
from rupadata.model.neighbourhood import Neighbourhood, Neighbours
from rupadata.model.region import RegionLevel
from rupadata.model.subject import SubjectBook
from rupadata.office import Office

Made = TypeVar("Made")
MOST_OPEN = 64
"""How many books are open at once, unless the caller says otherwise."""


def neighbours_of(book: SubjectBook, office: Office | None) -> Neighbours | None:
    """Return who lies beside whom in the home of a book; None where the office has no outlines."""
    if office is None or office.boundaries is None:
        return None
    boundaries, regions = office.boundaries, office.regions

    def neighbours(level: RegionLevel) -> Neighbourhood | None:
        from rupadata.regions.adjacency import load_neighbourhood  # Brings shapely, which few builds need.

        return load_neighbourhood(boundaries, regions, book.region_code, level)

    return neighbours


def _key_of(keys: Sequence[str], until: str, office: Office | None) -> tuple[tuple[str, ...], str, str]:
    outlines = office.boundaries if office is not None else None
    return tuple(keys), until, outlines.digest if outlines is not None else ""


class OpenBooks:
    """Findings, contents and arrangements of open pages, the least recently used forgotten first.

    Owned by a caller or a session and passed along; threads may share one. Values are only ever reused for
    the very objects that they were made of, so that nothing stale is drawn.
    """

    def __init__(self, most: int = MOST_OPEN) -> None:
        self._most = most
        self._held: dict[str, OrderedDict[Hashable, tuple[tuple[object, ...], Any]]] = {}
        self._lock = Lock()

    def findings(
        self, book: SubjectBook, keys: Sequence[str], until: str, office: Office | None = None
    ) -> tuple[Finding, ...]:
        """Return the findings of some indicators up to a period, found once for a book and its outlines."""
        return self.recall(
            "findings",
            (book,),
            _key_of(keys, until, office),
            lambda: find_findings(book, keys, period=until or None, neighbours=neighbours_of(book, office)),
        )

    def known_findings(
        self, book: SubjectBook, keys: Sequence[str], until: str, office: Office | None = None
    ) -> tuple[Finding, ...] | None:
        """Return the findings of some indicators where they were found already."""
        held = self._known("findings", (book,), _key_of(keys, until, office))
        return held[0] if held else None

    def keep_findings(
        self,
        book: SubjectBook,
        keys: Sequence[str],
        until: str,
        findings: tuple[Finding, ...],
        office: Office | None = None,
    ) -> None:
        """Keep findings that were found elsewhere, of the same book and outlines up to the same period."""
        self._keep("findings", (book,), _key_of(keys, until, office), findings)

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
