"""Inputs that cannot be used: how they are refused, and archives that are checked before they are opened."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator

from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.limits import current_limits

_SURELY_FITS = 80_000_000
"""Bytes that an archive may unpack to, however small it is."""
_MOST_MEMBERS = 20_000
"""Members of an archive, those that are no tables too."""
SURELY_SMALL = 600_000
"""Packed bytes that cannot unpack to more than memory holds, whatever the header claims."""

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged member of an archive raises."""


def refuse(code: str, *, id: str, en: str, hint_id: str, hint_en: str) -> InputRefusedError:
    """Return the error for an input that cannot be used."""
    return InputRefusedError(in_both(id=id, en=en), code=code, hint=in_both(id=hint_id, en=hint_en))


def damaged() -> InputRefusedError:
    """Return the error for a file that is not whole."""
    return refuse(
        "file-damaged",
        id="Berkas terpotong atau rusak.",
        en="The file is cut off or damaged.",
        hint_id="Salin atau unduh ulang berkasnya.",
        hint_en="Copy or download it again.",
    )


def too_large(height: int, width: int, sheet: str = "") -> InputRefusedError:
    """Return the error for a sheet that spans more cells than memory holds."""
    where = f' "{sheet}"' if sheet else ""
    return refuse(
        "file-too-large",
        id=f"Lembar{where} terentang {height} baris x {width} kolom.",
        en=f"Sheet{where} spans {height} rows x {width} columns.",
        hint_id="Hapus sel kosong di luar tabel lalu simpan ulang.",
        hint_en="Delete the empty cells around the table and save it again.",
    )


def spans_too_much(height: int, width: int, filled: int) -> bool:
    """Tell whether a sheet spans more cells than memory holds, or very many for the few that are filled."""
    area = height * width
    most = current_limits().cells
    return area > most or (area > most // 5 and filled * 20 < area)


def repeats_too_much(cells: int, sheet: str) -> InputRefusedError:
    """Return the error for a sheet that repeats a few filled cells very often."""
    return refuse(
        "file-too-large",
        id=f'Lembar "{sheet}" mengulang sel berisi menjadi {cells} sel.',
        en=f'Sheet "{sheet}" repeats its filled cells to {cells} cells.',
        hint_id="Hapus baris dan kolom berulang di luar tabel lalu simpan ulang.",
        hint_en="Delete the repeated rows and columns outside of the table and save it again.",
    )


def text_too_long(letters: int) -> InputRefusedError:
    """Return the error for texts of more letters than a table's have."""
    return refuse(
        "file-too-large",
        id=f"Teks di dalam sel menjadi {letters} huruf.",
        en=f"The texts in its cells become {letters} letters.",
        hint_id="Hapus spasi berulang di dalam sel lalu simpan ulang.",
        hint_en="Delete the repeated spaces in cells and save it again.",
    )


def locked() -> InputRefusedError:
    """Return the error for a workbook with a password."""
    return refuse(
        "file-locked",
        id="Buku kerja dilindungi kata sandi.",
        en="The workbook is protected by a password.",
        hint_id="Simpan salinan tanpa kata sandi.",
        hint_en="Save a copy without the password.",
    )


def too_wide(width: int, sheet: str = "") -> InputRefusedError:
    """Return the error for a table of more columns than tables have."""
    where = f'"{sheet}" ' if sheet else ""
    return refuse(
        "table-too-wide",
        id=f"Tabel {where}terentang {width} kolom.",
        en=f"The table {where}spans {width} columns.",
        hint_id="Hapus sel di luar tabel, atau simpan datanya ke bawah, bukan ke samping.",
        hint_en="Delete cells outside of the table, or store the data downwards instead of sideways.",
    )


def check_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip after checking that it is whole and no bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (*DAMAGED, IndexError) as error:
        raise damaged() from error
    if sum(info.compress_size for info in infos) > len(data):
        raise damaged()  # Its members overlap: they are one and the same bytes, many times over.
    limits = current_limits()
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, len(data))
    if (
        unpacked > limits.unpacked_bytes
        or (unpacked > _SURELY_FITS and unpacked / packed > limits.unpacked_ratio)
        or len(infos) > _MOST_MEMBERS
    ):
        raise refuse(
            "file-too-large",
            id=f"Isi berkas menjadi {unpacked / 1e6:.0f} MB setelah dibuka; itu tidak wajar.",
            en=f"The file unpacks to {unpacked / 1e6:.0f} MB, which is out of proportion.",
            hint_id="Simpan ulang sebagai XLSX atau CSV yang hanya memuat tabelnya.",
            hint_en="Save it again as XLSX or CSV with nothing but the table.",
        )
    return archive


def check_members(archive: zipfile.ZipFile) -> None:
    """Refuse an archive whose members are not what its directory claims, before others unpack them."""
    if sum(info.compress_size for info in archive.infolist()) < SURELY_SMALL:
        return
    try:
        bad = archive.testzip()
    except DAMAGED as error:
        raise damaged() from error
    if bad is not None:
        raise damaged()


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep what a reader in Rust says while it panics off the terminal: we say it in one sentence."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        with open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
