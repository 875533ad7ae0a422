"""Packages of office programs with one date on all of their parts: the same page gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile


def dated_package(content: bytes, when: dt.datetime) -> bytes:
    """Return a package (a zip) whose parts all carry one date; none before 1980, which a zip cannot say."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as found,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, max(when.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return out.getvalue()
