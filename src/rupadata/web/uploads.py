"""Uploads: stopped while they come when they are too large, looked at by content, opened by a guarded
child only."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.web.phrasing import size_words

TABLE_ENDINGS = (
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".html", ".htm", ".json", ".zip",
)  # fmt: skip
SCAN_ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_BEGINNINGS = {
    ".xlsx": (b"PK\x03\x04",), ".xlsm": (b"PK\x03\x04",), ".xlsb": (b"PK\x03\x04",), ".ods": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",), ".zip": (b"PK\x03\x04", b"PK\x05\x06"), ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".gpkg": (b"SQLite format 3",), ".tif": (b"II*\x00", b"MM\x00*"), ".tiff": (b"II*\x00", b"MM\x00*"),
}  # fmt: skip


class LimitedUpload(FileUploadHandler):
    """Stops a file while it comes when it grows beyond the limit: what was announced is not believed."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count a file."""
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and stop beyond the limit."""
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def plain_name(name: str) -> str:
    """Return the last part of a file's name without what a disk or a page could misread."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:120]}{dot}{ending[:8]}" if dot else clean[:120]


def take_upload(file: UploadedFile, endings: tuple[str, ...]) -> tuple[str, bytes]:
    """Return the name and content of an upload whose beginning fits its name; else say why not."""
    name = plain_name(file.name or "")
    ending = PurePosixPath(name).suffix.lower()
    size = file.size or 0
    if size > settings.UPLOAD_BYTES:
        raise _refused(
            say(
                id=f"{name}: {size_words(size)} melebihi batas {size_words(settings.UPLOAD_BYTES)}.",
                en=f"{name}: {size_words(size)} is more than {size_words(settings.UPLOAD_BYTES)}.",
            ),
            say(
                id="Pisahkan lembarnya, atau minta berkas yang lebih kecil kepada pembuatnya.",
                en="Split its sheets, or ask whoever made it for a smaller file.",
            ),
        )
    if ending not in endings:
        known = ", ".join(one.lstrip(".") for one in endings)
        raise _refused(
            say(id=f"{name}: jenis berkas ini tidak dibaca.", en=f"{name}: this kind of file is not read."),
            say(id=f"Yang dapat dibaca: {known}.", en=f"What can be read: {known}."),
        )
    content = file.read()
    if not content:
        raise _refused(say(id=f"{name} kosong.", en=f"{name} is empty."), "")
    wanted = _BEGINNINGS.get(ending)
    if wanted and not content.startswith(wanted):
        raise _refused(
            say(
                id=f"{name}: isinya bukan {ending.lstrip('.')}.",
                en=f"{name}: what it holds is no {ending[1:]}.",
            ),
            say(id="Buka lalu simpan lagi berkas itu.", en="Open that file and save it again."),
        )
    return name, content


def _refused(message: str, hint: str) -> InputRefusedError:
    return InputRefusedError(message, code="upload-refused", hint=hint)
