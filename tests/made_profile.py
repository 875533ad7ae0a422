"""An ICC profile of a press that exists in tests only: four inks of plain physics, after ICC.1:2001-04."""

from __future__ import annotations

import itertools
import struct
from functools import cache

_GRID = 9
_PAPER_X, _PAPER_Y, _PAPER_Z = 0.9642, 1.0, 0.8249
"""D50, the white of every profile's common ground."""


@cache
def made_profile(name: str = "Mesin Cetak Uji") -> bytes:
    """Return a CMYK output profile: paper is white, black ink alone has a lightness of 10."""
    tags = {
        b"desc": _described(name),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, (_PAPER_X, _PAPER_Y, _PAPER_Z))),
        b"A2B0": _table(4, 3, 2, _lab_of_inks),
        b"B2A0": _table(3, 4, _GRID, _inks_of_lab),
    }
    at = 128 + 4 + 12 * len(tags)
    directory, bodies = struct.pack(">I", len(tags)), b""
    for tag, body in tags.items():
        directory += tag + struct.pack(">II", at + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    length = at + len(bodies)
    header = struct.pack(">I4sI4s4s4s", length, b"test", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + b"".join(map(_fixed, (_PAPER_X, _PAPER_Y, _PAPER_Z)))
    return header.ljust(128, b"\0") + directory + bodies


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _described(name: str) -> bytes:
    told = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(told)) + told + bytes(78)


def _table(inputs: int, outputs: int, grid: int, value: object) -> bytes:
    """Return a table of 8-bit values (lut8Type): curves that change nothing, and the grid between them."""
    straight = bytes(range(256))
    assert callable(value)
    points = b"".join(
        bytes(value(*(one / (grid - 1) for one in place)))
        for place in itertools.product(range(grid), repeat=inputs)
    )
    one = struct.pack(">i", 65536)
    matrix = b"".join(one if row == column else bytes(4) for row in range(3) for column in range(3))
    head = b"mft1\0\0\0\0" + bytes((inputs, outputs, grid, 0)) + matrix
    return head + straight * inputs + points + straight * outputs


def _lab_of_inks(cyan: float, magenta: float, yellow: float, black: float) -> tuple[int, int, int]:
    light = 100 * (1 - 0.9 * black) * (1 - 0.45 * cyan) * (1 - 0.5 * magenta) * (1 - 0.1 * yellow)
    shown = 1 - black
    return (
        round(light * 2.55),
        round(128 + shown * (70 * magenta - 35 * cyan)),
        round(128 + shown * (90 * yellow - 45 * cyan - 5 * magenta)),
    )


def _inks_of_lab(light: float, a: float, b: float) -> tuple[int, int, int, int]:
    toward_red, toward_yellow = a * 255 - 128, b * 255 - 128
    magenta = min(1.0, max(0.0, toward_red / 70))
    yellow = min(1.0, max(0.0, toward_yellow / 90))
    cyan = min(1.0, max(0.0, -toward_red / 70 - toward_yellow / 90))
    black = max(0.0, 1 - light - 0.3 * (cyan + magenta))
    return round(cyan * 255), round(magenta * 255), round(yellow * 255), round(black * 255)
