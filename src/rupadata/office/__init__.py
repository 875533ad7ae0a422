"""An office as one value: what it knows, what it decided, how it draws, and what it says about itself."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rupadata.office.brand import Brand as Brand
    from rupadata.office.folder import load_office as load_office
    from rupadata.office.folder import remember_decisions as remember_decisions
    from rupadata.office.settings import OfficeSettings as OfficeSettings
    from rupadata.office.settings import load_settings as load_settings
    from rupadata.office.settings import parse_settings as parse_settings
    from rupadata.office.value import Office as Office
    from rupadata.office.value import default_office as default_office

_WHERE = {
    "Brand": "rupadata.office.brand",
    "Office": "rupadata.office.value",
    "OfficeSettings": "rupadata.office.settings",
    "default_office": "rupadata.office.value",
    "load_office": "rupadata.office.folder",
    "load_settings": "rupadata.office.settings",
    "parse_settings": "rupadata.office.settings",
    "remember_decisions": "rupadata.office.folder",
}

__all__ = [
    "Brand",
    "Office",
    "OfficeSettings",
    "default_office",
    "load_office",
    "load_settings",
    "parse_settings",
    "remember_decisions",
]


def __getattr__(name: str) -> Any:
    # The procedure needs the settings alone, not the readers of catalogues.
    if name not in _WHERE:
        raise AttributeError(f"module 'rupadata.office' has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(_WHERE[name]), name)
    return found
