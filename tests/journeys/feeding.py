"""What people feed the command line: good tables, odd tables and files that are no tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from PIL import Image

RUPADATA = Path(sys.executable).with_name("rupadata")
GOOD = """Kecamatan,2022,2023,2024
Cipondoh,250100,252300,254900
Benda,84100,84700,85200
Ciledug,164300,165100,165800
Kota Tangerang,498500,502100,505900
"""
GOOD_NAME = "Jumlah Penduduk menurut Kecamatan di Kota Tangerang (jiwa), 2022-2024.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: the exit code and what stood on the two outputs."""

    code: int
    out: str
    err: str

    def lines_about(self, name: str) -> list[str]:
        """Return the lines said about a file or a word, without the lines of progress."""
        return [line for line in self.err.splitlines() if name in line and not line.startswith(("(", "["))]


def call(*words: str | Path, lang: str = "en", limit_s: float = 60) -> Outcome:
    """Run `rupadata` as people do and return how it ended; hanging is a failure."""
    done = subprocess.run(
        [str(RUPADATA), *map(str, words), "--lang", lang], capture_output=True, text=True, timeout=limit_s
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def good_table(folder: Path) -> Path:
    """Write a small table that everybody can read and return its path."""
    path = folder / GOOD_NAME
    path.write_text(GOOD, encoding="utf-8")
    return path


def workbook(path: Path, rows: Sequence[Sequence[object]], *, title: str = "") -> Path:
    """Write the rows to the first sheet of a workbook, under a title when there is one."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tabel")
    start = 0
    if title:
        sheet.write(0, 0, title)
        start = 2
    for row, values in enumerate(rows, start=start):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    book.close()
    return path


def picture_called_xlsx(folder: Path) -> Path:
    path = folder / "gambar.xlsx"
    Image.new("RGB", (40, 30), "white").save(path, "PNG")
    return path


def encrypted_workbook(folder: Path) -> Path:
    """Write the container of a workbook with a password: an OLE file with the two streams of ECMA-376."""
    path = folder / "rahasia.xlsx"
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    _put(header, 24, 2, 0x3E, 3, 0xFFFE, 9, 6)
    _put(header, 44, 4, 1, 1, 0, 4096, end, 0, end, 0, 0)
    for place in range(80, 512, 4):
        _put(header, place, 4, free)
    table = bytearray(b"\xff" * 512)
    # Sector 0 is this table, 1 the directory, 2 to 9 and 10 to 17 the two streams of 4096 bytes.
    chain = [fat, end, *range(3, 10), end, *range(11, 18), end]
    _put(table, 0, 4, *chain)
    directory = b"".join(
        (
            _entry("Root Entry", 5, 1, end, 0),
            _entry("EncryptedPackage", 2, free, 2, 4096, right=2),
            _entry("EncryptionInfo", 2, free, 10, 4096),
            bytes(128),
        )
    )
    path.write_bytes(bytes(header) + bytes(table) + directory + bytes(range(256)) * 32)
    return path


def broken_container(folder: Path) -> Path:
    """Write an OLE file whose table of sectors is gone; some readers of the format panic on it."""
    path = folder / "rusak.xls"
    whole = bytearray(encrypted_workbook(folder).read_bytes())
    whole[76:80] = b"\xff" * 4
    path.write_bytes(whole)
    (folder / "rahasia.xlsx").unlink()
    return path


def _put(target: bytearray, place: int, size: int, *numbers: int) -> None:
    for number in numbers:
        target[place : place + size] = number.to_bytes(size, "little")
        place += size


def _entry(name: str, kind: int, child: int, start: int, length: int, right: int = 0xFFFFFFFF) -> bytes:
    entry = bytearray(128)
    raw = (name + "\0").encode("utf-16-le")
    entry[: len(raw)] = raw
    _put(entry, 64, 2, len(raw))
    entry[66], entry[67] = kind, 1
    _put(entry, 68, 4, 0xFFFFFFFF, right, child)
    _put(entry, 116, 4, start, length)
    return bytes(entry)
