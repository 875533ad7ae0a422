"""PDFium: the pixels of a page that Typst has set."""

from __future__ import annotations

import ctypes
from threading import Lock
from typing import NamedTuple

from rupadata.errors import BrokenPromiseError
from rupadata.language import say

_LOCK = Lock()
"""PDFium is one for the whole process, and not for several threads at once."""
_WHITE = 0xFFFFFFFF


class Pixels(NamedTuple):
    """Rows of RGB pixels; before each row stands a zero byte, which is how a PNG says "not filtered"."""

    width: int
    height: int
    scanlines: bytearray

    @property
    def stride(self) -> int:
        """Return the bytes from one row to the next."""
        return 3 * self.width + 1


def draw_pixels(pdf: bytes, width: int, height: int) -> Pixels:
    """Return the first page of a PDF drawn to fill exactly so many pixels."""
    import pypdfium2.raw as pdfium  # It starts the library, which who draws no pixels never needs.

    made = Pixels(width, height, bytearray((3 * width + 1) * height))
    first = ctypes.addressof(ctypes.c_char.from_buffer(made.scanlines)) + 1
    with _LOCK:
        document = pdfium.FPDF_LoadMemDocument64(pdf, len(pdf), None)
        page = pdfium.FPDF_LoadPage(document, 0) if document else None
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, first, made.stride)
        try:
            if not page or not bitmap:
                raise BrokenPromiseError(
                    say(id="Halaman gagal digambar.", en="The page could not be drawn."),
                    code="drawing-failed",
                )
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
        finally:
            if bitmap:
                pdfium.FPDFBitmap_Destroy(bitmap)
            if page:
                pdfium.FPDF_ClosePage(page)
            if document:
                pdfium.FPDF_CloseDocument(document)
    return made
