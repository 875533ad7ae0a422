"""Symbols to choose from: those that a search leads to, with their pictures, the office's own among them."""

from __future__ import annotations

from typing import Any

from rupadata.errors import RupadataError
from rupadata.office import Office
from rupadata.subjects.symbol_search import search_symbols
from rupadata.subjects.symbols import has_symbol, symbol_path

MOST_SYMBOLS = 18
LONGEST_SEARCH = 60


def symbol_choices(office: Office, asked: str, now: str = "") -> list[dict[str, Any]]:
    """Return the symbols that a search leads to, each with the word that led to it and its picture.

    Without words those of all subjects, the chosen one first; `now` tells which one that is.
    """
    catalogue = office.catalogues.choose()
    if asked.strip():
        own = office.symbols
        found = search_symbols(asked[:LONGEST_SEARCH], limit=MOST_SYMBOLS, own=own, catalogue=catalogue)
        words = {one.name: one.because for one in found}
    else:
        known = {one.subject.symbol: one.subject.name for one in catalogue.subjects}
        words = {now: known.get(now, now)} if now else {}
        words |= {name: said for name, said in known.items() if has_symbol(name) and name not in words}
    return [_choice(office, name, said, now) for name, said in list(words.items())[:MOST_SYMBOLS]]


def with_chosen(office: Office, asked: str, now: str) -> list[dict[str, Any]]:
    """Return the symbols that a search leads to, those of all subjects where it leads to none; the chosen
    one stays among them."""
    found = symbol_choices(office, asked, now) or symbol_choices(office, "", now)
    if not now or any(one["now"] for one in found):
        return found
    return [_choice(office, now, now, now), *found[: MOST_SYMBOLS - 1]]


def is_symbol(office: Office, name: str) -> bool:
    """Tell whether there is a symbol of this name, the office's own among them."""
    return has_symbol(name) or name in office.symbols.names


def _choice(office: Office, name: str, words: str, now: str) -> dict[str, Any]:
    return {"key": name, "words": words, "now": name == now, "layers": _layers(office, name)}


def _layers(office: Office, name: str) -> list[dict[str, Any]]:
    try:
        return [{"d": one.d, "opacity": one.opacity} for one in symbol_path(name, own=office.symbols).layers]
    except RupadataError:
        return []  # A symbol of the office's own that it has no longer.
