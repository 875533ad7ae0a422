"""Packages of office programs with one date on all of their parts: the same page gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

_LEAST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can say."""
_TIME = struct.Struct("<HH")
"""Time and date as MS-DOS has them, in the head of a part (byte 10) and in the list of parts (byte 12)."""
_LENGTHS = struct.Struct("<HHH")
_IN_HEAD, _IN_LIST, _LENGTHS_AT, _ENTRY = 10, 12, 28, 46
"""Places in bytes after .ZIP File Format Specification 6.3, sections 4.3.7 and 4.3.12."""


def dated_package(content: bytes, when: dt.datetime) -> bytes:
    """Return a package (a zip) whose parts all carry one date; none before 1980, which a zip cannot say.

    Dates are written over those that stand there: nothing is packed anew.
    """
    year, month, day, hour, minute, second = max(when.timetuple()[:6], _LEAST)
    told = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
    made = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        parts, place = found.infolist(), found.start_dir
    for part in parts:
        _TIME.pack_into(made, part.header_offset + _IN_HEAD, *told)
        _TIME.pack_into(made, place + _IN_LIST, *told)
        place += _ENTRY + sum(_LENGTHS.unpack_from(made, place + _LENGTHS_AT))
    return bytes(made)
