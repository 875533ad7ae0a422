"""From a statistics office's tables to trusted infographics.

The public names, loaded on first use so that `import rupadata` stays quick and brings no heavy library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rupadata.version import __version__

if TYPE_CHECKING:
    from rupadata.build import build as build
    from rupadata.tables import read_tables as read_tables

_WHERE = {
    "build": "rupadata.build",
    "read_tables": "rupadata.tables",
}

__all__ = ["__version__", "build", "read_tables"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'rupadata' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
