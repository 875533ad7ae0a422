"""WOFF 1.0: a font's tables packed one by one, as browsers take them.

Written here because it is one directory, and the library that also can is a tenth of the start of a process.
"""

from __future__ import annotations

import struct
import zlib

_SFNT = struct.Struct(">4sHHHH")
"""The head of a font: flavour, how many tables, and three numbers for searching."""
_TABLE = struct.Struct(">4sIII")
"""A table of a font: tag, checksum, offset, length."""
_HEADER = struct.Struct(">4s4sIHHIHHIIIII")
"""The head of a WOFF: signature, flavour, length, tables, 0, unpacked length, version, and no metadata."""
_ENTRY = struct.Struct(">4sIIII")
"""A table of a WOFF: tag, offset, packed length, length, checksum."""


def pack_woff(font: bytes) -> bytes:
    """Return a TrueType or OpenType font as WOFF, the same bytes for the same font."""
    flavour, count, *_ = _SFNT.unpack_from(font)
    tables = [_TABLE.unpack_from(font, _SFNT.size + _TABLE.size * number) for number in range(count)]
    at = _HEADER.size + _ENTRY.size * count
    entries, bodies, unpacked = [], [], _SFNT.size + _TABLE.size * count
    for tag, checksum, offset, length in sorted(tables):
        whole = font[offset : offset + length]
        packed = zlib.compress(whole, 9)
        body = packed if len(packed) < length else whole
        entries.append(_ENTRY.pack(tag, at, len(body), length, checksum))
        bodies.append(body + bytes(-len(body) % 4))
        at += len(bodies[-1])
        unpacked += length + -length % 4
    header = _HEADER.pack(b"wOFF", flavour, at, count, 0, unpacked, 1, 0, 0, 0, 0, 0, 0)
    return b"".join((header, *entries, *bodies))
