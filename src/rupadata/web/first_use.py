"""What must be ready before threads answer people: the views, the engine, the types that are decoded.

msgspec works a type out when it is first decoded, and lets other threads see it half done: of two people who
opened the first page at the same moment both lost their server. Each type is therefore worked out here, in
the only thread that runs yet.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable

import msgspec

from rupadata.logs import get_log

log = get_log(__name__)


def make_ready(*modules: str) -> int:
    """Load modules, then work out every type of ours that can be decoded; return how many."""
    for name in modules:
        importlib.import_module(name)
    return sum(_is_worked_out(kind) for kind in _own_types())


def _own_types() -> Iterable[type]:
    found = {
        kind
        for name, module in tuple(sys.modules.items())
        if name.startswith("rupadata.")
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


def _is_worked_out(kind: type) -> bool:
    try:
        msgspec.json.Decoder(kind)
    except (TypeError, NameError):  # It holds what no file does: it is never decoded.
        log.debug("%s is not decoded from files", kind.__qualname__, exc_info=True)
        return False
    return True
