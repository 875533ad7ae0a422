"""Symbols as path data: Phosphor by default, an office's own files beside it."""

from __future__ import annotations

from functools import lru_cache

from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.subjects.own_symbols import PREFIX, OwnSymbols
from rupadata.subjects.symbol_pack import pack_entries, read_entry
from rupadata.subjects.symbol_paths import SymbolLayer, SymbolShape, svg_layers

__all__ = ["WEIGHTS", "SymbolLayer", "SymbolShape", "has_symbol", "symbol_names", "symbol_path"]

NO_SYMBOLS = OwnSymbols()
"""The own symbols of an office that has none."""
WEIGHTS = ("thin", "light", "regular", "bold", "fill", "duotone")


def symbol_names() -> tuple[str, ...]:
    """Return the names of all Phosphor symbols in alphabetical order."""
    return tuple(sorted(name[8:-4] for name in pack_entries() if name.startswith("regular/")))


def has_symbol(name: str) -> bool:
    """Tell whether a Phosphor symbol has this name."""
    return f"regular/{name}.svg" in pack_entries()


def symbol_path(name: str, weight: str = "duotone", own: OwnSymbols = NO_SYMBOLS) -> SymbolShape:
    """Return the paths of a Phosphor symbol, or of the office's `own` where the name begins with `own/`.

    An unknown name or weight is a UsageError; an own symbol has one weight only.
    """
    return own.get(name) if name.startswith(PREFIX) else _phosphor(name, weight)


@lru_cache(maxsize=512)
def _phosphor(name: str, weight: str) -> SymbolShape:
    if weight not in WEIGHTS:
        raise UsageError(
            say(id=f"Tidak ada tebal simbol {weight!r}.", en=f"There is no symbol weight {weight!r}."),
            code="symbol-weight-unknown",
            hint=say(id="Pilih salah satu: ", en="Choose one of: ") + ", ".join(WEIGHTS) + ".",
        )
    if not has_symbol(name):
        near = nearest_name(name, symbol_names())
        hint = say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?") if near else ""
        raise UsageError(
            say(id=f"Tidak ada simbol {name!r}.", en=f"There is no symbol {name!r}."),
            code="symbol-unknown",
            hint=hint,
        )
    suffix = "" if weight == "regular" else f"-{weight}"
    content = read_entry(f"{weight}/{name}{suffix}.svg")
    return SymbolShape(name, weight, svg_layers(content))
