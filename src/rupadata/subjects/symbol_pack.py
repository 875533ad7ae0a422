"""The pack of Phosphor symbols: a ZIP of thousands of small files.

Its directory is read here because `zipfile` makes an object of every entry, a tenth of what a new process
does before its first page.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_END = struct.Struct("<4s6xHII")
"""The end of the directory: signature, how many entries, how long the directory is and where it begins."""
_ENTRY = struct.Struct("<4s6xH8xI4xHHH8xI")
"""An entry: signature, method, packed size, lengths of name, extra and comment, where the file begins."""
_ENTRY_SIZE, _FILE_SIZE = 46, 30
_DEFLATED = 8


@lru_cache(maxsize=1)
def _content() -> bytes:
    found = find_spec("justmyresource_phosphor")  # Importing it would cost more than reading the pack.
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0], "icons.zip").read_bytes()


@lru_cache(maxsize=1)
def pack_entries() -> dict[str, tuple[int, int, int]]:
    """Return by name where a file of the pack begins, its packed size and its method."""
    content = _content()
    _, count, _, at = _END.unpack_from(content, content.rindex(b"PK\5\6"))
    entries = {}
    for _ in range(count):
        _, method, size, name, extra, comment, begin = _ENTRY.unpack_from(content, at)
        at += _ENTRY_SIZE
        entries[content[at : at + name].decode()] = (begin, size, method)
        at += name + extra + comment
    return entries


def read_entry(name: str) -> bytes:
    """Return a file of the pack; KeyError when there is none of this name."""
    begin, size, method = pack_entries()[name]
    content = _content()
    lengths = struct.unpack_from("<HH", content, begin + _FILE_SIZE - 4)
    at = begin + _FILE_SIZE + sum(lengths)
    packed = content[at : at + size]
    return zlib.decompress(packed, -zlib.MAX_WBITS) if method == _DEFLATED else packed
