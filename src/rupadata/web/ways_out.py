"""The way out of a problem as a page can offer it: hints are written for whoever asks, and a browser has no
command line."""

from __future__ import annotations

import re

from rupadata.language import say

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_COMMAND = re.compile(r"\brupadata [a-z]|(?<!\S)--[a-z]|\breopen\b|\bDATABASE_URL\b")


def way_out(code: str, hint: str) -> str:
    """Return a hint for the browser: the page's own where the usual one names a command, else what is left
    of it without the sentences that do."""
    if not _COMMAND.search(hint):
        return hint
    own = _own(code)
    return own or " ".join(one for one in _SENTENCE.split(hint) if not _COMMAND.search(one))


def _own(code: str) -> str:
    """Return what a page says instead, for problems that people meet in the browser."""
    ways = {
        "nothing-to-build": say(
            id="Buka Periksa pembacaan di samping berkasnya: di sana tampak apa yang terbaca.",
            en="Open Check the reading beside the file: it shows what was read.",
        ),
        "edition-changed": say(
            id="Buka lagi halamannya: edisinya sudah lain.", en="Open the page again: the edition changed."
        ),
        "check-has-errors": say(
            id="Perbaiki di studio, lalu ajukan edisi berikutnya.",
            en="Mend it in the studio, then submit the next edition.",
        ),
        "revoke-too-late": say(
            id="Kepala Bidang dapat membukanya kembali lewat Tindakan lain pada perintah kerja.",
            en="The head of the division can reopen it by Other acts on the work order.",
        ),
        "items-missing": say(
            id="Unggah tabel dan periksa pengelompokannya dahulu.",
            en="Upload tables and check their grouping first.",
        ),
        "edition-missing": say(
            id="Buka studionya: halamannya digambar di sana.", en="Open the studio: the page is drawn there."
        ),
        "note-missing": say(id="Tulis alasannya di kolom catatan.", en="Write the reason as a note."),
    }
    return ways.get(code, "")
