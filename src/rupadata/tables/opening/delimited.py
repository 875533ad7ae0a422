"""Text tables: CSV and its kin, with encoding and separator found out."""

from __future__ import annotations

import csv
import io
from collections import Counter

from rupadata.limits import current_limits
from rupadata.tables.opening.refusals import refuse, too_wide
from rupadata.tables.sheet import Sheet

SEPARATORS = (",", ";", "\t", "|")


def decode(data: bytes) -> str:
    """Return the text of a file, its encoding found out: UTF-8, UTF-16 (also unmarked), else Windows-1252."""
    if (wide := find_wide_encoding(data)) is not None:
        return data.decode(wide, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def find_wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 that a file is in, by its mark or by where its zero bytes stand; else None."""
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if data.startswith(b"\xfe\xff"):
        return "utf-16-be"
    head = data[:4000]
    for encoding, zeros, letters in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if zeros.count(0) * 2 > len(zeros) and letters.count(0) * 20 < len(letters):
            return encoding
    return None


def find_separator(text: str) -> str:
    """Return the separator that parts the lines most evenly; a tie goes to the earlier in SEPARATORS."""
    sample = text[:65536].splitlines()[:200]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = []
        try:
            for row in csv.reader(sample, delimiter=separator):
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
        except csv.Error:
            continue
        parted = Counter(width for width in widths if width > 1)  # titles and notes stand in one cell
        if not parted:
            continue
        width, count = parted.most_common(1)[0]
        # Decimal commas part a line too: prefer the separator under which lines agree.
        score = count / len(widths) * (1 + min(width, 40) / 100)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best


def read_delimited(data: bytes) -> tuple[Sheet, ...]:
    """Return the one sheet of a text table; its name is empty."""
    if b"\x00" in data[:4096] and find_wide_encoding(data) is None:
        raise refuse(
            "file-type-unknown",
            id="Berkas bukan tabel yang dikenal.",
            en="The file is no table that is known.",
            hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, atau Parquet.",
            hint_en="Use XLSX, XLS, ODS, CSV, HTML, JSON or Parquet.",
        )
    text = decode(data)
    if not text.strip():
        raise refuse(
            "file-empty",
            id="Berkas kosong.",
            en="The file is empty.",
            hint_id="Salin ulang berkasnya.",
            hint_en="Copy the file again.",
        )
    separator = find_separator(text)
    csv.field_size_limit(current_limits().text_letters)
    rows: list[list[str]] = []
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    skipped = 0
    if first.casefold().startswith("sep=") and len(first) <= 6:
        separator = first[4:5] or separator
        skipped = 1
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator))
    except csv.Error as error:
        raise refuse(
            "file-damaged",
            id=f"Baris teks tidak dapat diurai: {error}.",
            en=f"A line cannot be parsed: {error}.",
            hint_id="Simpan ulang sebagai CSV dari aplikasi spreadsheet.",
            hint_en="Save it as CSV again from a spreadsheet program.",
        ) from error
    width = max(map(len, rows), default=0)
    if width > current_limits().columns:
        raise too_wide(width)
    if skipped and rows:
        rows[0] = []
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    _join_prose(rows, separator)
    return (Sheet("", rows, text_numbers=True),)


_TITLE_ROWS = 10


def _join_prose(rows: list[list[str]], separator: str) -> None:
    """Put a title that its own commas part into one cell again: 'Volume Sampah, Kota Probolinggo, 2022'.

    Prose has a blank behind each comma, the rows of the table have none.
    """
    body = rows[_TITLE_ROWS:][:200] or rows[-1:]
    if separator != "," or any(cell[:1] == " " for row in body for cell in row[1:]):
        return
    for row in rows[: min(_TITLE_ROWS, len(rows) - 1)]:
        pieces = list(row)
        while pieces and not pieces[-1].strip():
            pieces.pop()
        if len(pieces) > 1 and all(piece[:1] == " " and piece.strip() for piece in pieces[1:]):
            row[:] = [separator.join(pieces), *[""] * (len(row) - 1)]
