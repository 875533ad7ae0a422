"""From a statistics office's tables to trusted infographics.

The public names, loaded on first use so that `import rupadata` stays quick and brings no heavy library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rupadata.version import __version__

if TYPE_CHECKING:
    from rupadata.build import build_pages as build_pages
    from rupadata.model.observations import Reading as Reading
    from rupadata.model.observations import tidy as tidy
    from rupadata.model.subject import SubjectBook as SubjectBook
    from rupadata.office import Office as Office
    from rupadata.office import default_office as default_office
    from rupadata.office import load_office as load_office
    from rupadata.pages import Page as Page
    from rupadata.pages import page as page
    from rupadata.pagespec import BlockSpec as BlockSpec
    from rupadata.pagespec import PageSpec as PageSpec
    from rupadata.problems import Problems as Problems
    from rupadata.progress import BuildEvent as BuildEvent
    from rupadata.progress import CancelToken as CancelToken
    from rupadata.request import BuildRequest as BuildRequest
    from rupadata.sink import FolderSink as FolderSink
    from rupadata.sink import MemorySink as MemorySink
    from rupadata.subjects import Grouping as Grouping
    from rupadata.subjects import group as group
    from rupadata.tables import from_frame as from_frame
    from rupadata.tables import read_tables as read_tables

_WHERE = {
    "BlockSpec": "rupadata.pagespec",
    "BuildEvent": "rupadata.progress",
    "BuildRequest": "rupadata.request",
    "CancelToken": "rupadata.progress",
    "FolderSink": "rupadata.sink",
    "Grouping": "rupadata.subjects",
    "MemorySink": "rupadata.sink",
    "Office": "rupadata.office",
    "Page": "rupadata.pages",
    "PageSpec": "rupadata.pagespec",
    "Problems": "rupadata.problems",
    "Reading": "rupadata.model.observations",
    "SubjectBook": "rupadata.model.subject",
    "build_pages": "rupadata.build",
    "default_office": "rupadata.office",
    "from_frame": "rupadata.tables",
    "group": "rupadata.subjects",
    "load_office": "rupadata.office",
    "page": "rupadata.pages",
    "read_tables": "rupadata.tables",
    "tidy": "rupadata.model.observations",
}

__all__ = [
    "BlockSpec",
    "BuildEvent",
    "BuildRequest",
    "CancelToken",
    "FolderSink",
    "Grouping",
    "MemorySink",
    "Office",
    "Page",
    "PageSpec",
    "Problems",
    "Reading",
    "SubjectBook",
    "__version__",
    "build_pages",
    "default_office",
    "from_frame",
    "group",
    "load_office",
    "page",
    "read_tables",
    "tidy",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'rupadata' has no attribute {name!r}")
    import importlib

    found = globals()[name] = getattr(importlib.import_module(_WHERE[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
