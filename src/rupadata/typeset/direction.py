"""In which order the letters of a line stand where some of them are written from right to left.

The part of the Unicode bidirectional algorithm (UAX #9) that a line without marks of direction needs: the
line itself runs from left to right, as our pages do, and no character turns it. Its rules are named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_RIGHT = frozenset({"R", "AL", "AN"})
"""Classes of characters that make a line run in both directions."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def runs_both_ways(text: str) -> bool:
    """Tell whether a text has letters that are written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(one) in _RIGHT for one in text)


def levels(text: str) -> tuple[int, ...]:
    """Return the level of each character of one line: even ones run to the right, odd ones to the left."""
    kinds = _weak([unicodedata.bidirectional(one) or "L" for one in text])
    kinds = _neutral(_brackets(text, kinds))
    found = [{"R": 1, "AN": 2, "EN": 2}.get(kind, 0) for kind in kinds]  # I1
    for place in range(len(text) - 1, -1, -1):  # L1: what ends a line stands at its end.
        if unicodedata.bidirectional(text[place]) not in ("WS", "B", "S", "BN"):
            break
        found[place] = 0
    return tuple(found)


def visual_order(found: Sequence[int]) -> list[int]:
    """Return the places of runs with these levels from left to right. (L2)"""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        turned: list[int] = []
        for high, run in groupby(order, key=lambda place: found[place] >= level):
            places = list(run)
            turned += reversed(places) if high else places
        order = turned
    return order


def _weak(kinds: list[str]) -> list[str]:
    """Return the classes after the rules of weak types."""
    before, strong = "L", "L"
    for place, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):  # W1, and X9 as 5.2 keeps what it would take out
            kind = before
        if kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        kinds[place] = before = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for place in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[place - 1 : place + 2]
        if left == right and ((left == "EN" and kind in ("ES", "CS")) or (left == "AN" and kind == "CS")):
            kinds[place] = left
    start = 0
    for kind, run in groupby(list(kinds)):  # W5
        end = start + len(list(run))
        if kind == "ET" and "EN" in (*kinds[max(0, start - 1) : start], *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
        start = end
    strong = "L"
    for place, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):  # W6
            kinds[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[place] = "L"
    return kinds


def _brackets(text: str, kinds: list[str]) -> list[str]:
    """Return the classes with those of brackets in pairs decided by what they hold. (N0)"""
    open_: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, (character, kind) in enumerate(zip(text, kinds, strict=True)):
        if kind != "ON":
            continue
        if character in _CLOSING:
            open_.append((_CLOSING[character], place))
        elif character in _CLOSING.values():
            at = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == character), None)
            if at is not None:
                pairs.append((open_[at][1], place))
                del open_[at:]
    for start, end in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        if not inside:
            continue
        before = next((_strong(kind) for kind in reversed(kinds[:start]) if _strong(kind)), "L")
        kinds[start] = kinds[end] = "L" if "L" in inside else before
    return kinds


def _neutral(kinds: list[str]) -> list[str]:
    """Return the classes with every neutral one decided by its neighbours. (N1, N2)"""
    start = 0
    for neutral, run in groupby(list(kinds), key=_NEUTRAL.__contains__):
        end = start + len(list(run))
        if neutral:
            left = _strong(kinds[start - 1]) if start else "L"
            right = _strong(kinds[end]) if end < len(kinds) else "L"
            kinds[start:end] = [left if left == right else "L"] * (end - start)
        start = end
    return kinds


def _strong(kind: str) -> str:
    """Return the direction that a class counts as beside neutral ones, nothing for a neutral one."""
    return "L" if kind == "L" else "R" if kind in ("R", "AN", "EN") else ""
