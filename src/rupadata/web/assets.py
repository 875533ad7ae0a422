"""What pages load beside their text: sheets with a digest in their address, letters and symbols from
packages.

Fonts and symbols come from the same pinned packages as those on the infographics; none lies in the
repository.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from rupadata.typeset import FACES, font_bytes
from rupadata.typeset.woff import pack_woff

SYMBOLS = (
    "arrow-counter-clockwise", "arrow-down", "arrow-left", "arrow-right", "arrow-u-up-left",
    "arrow-u-up-right", "arrow-up", "bell", "buildings", "calendar-blank", "chart-bar", "chat-circle-text",
    "chats-circle", "check", "check-circle", "clock", "clock-counter-clockwise", "coffee", "copy",
    "database", "dots-six-vertical", "download-simple", "eye", "eye-slash", "file-csv", "file-pdf",
    "file-text", "file-xls", "file-zip", "fingerprint", "folder-open", "gear", "hash", "hourglass-medium",
    "info", "key", "keyboard", "list-checks", "lock-key", "magnifying-glass", "map-trifold",
    "paper-plane-tilt", "pencil-simple", "plus", "prohibit", "push-pin", "question", "seal-check",
    "shield-check", "sign-out", "swap", "table", "text-t", "tray", "upload-simple", "user", "user-switch",
    "users-three", "warning", "warning-circle", "x",
)  # fmt: skip
"""The symbols of the interface, regular weight; two more come in bold and filled."""
HEAVIER = {"check-bold": "bold/check-bold.svg", "warning-circle-fill": "fill/warning-circle-fill.svg"}
_PATH = re.compile(rb"<svg[^>]*>(.*)</svg>", re.DOTALL)


class DigestedStatic(StaticFilesStorage):
    """Static files whose addresses change with their content, so that no browser shows an old sheet."""

    def url(self, name: str | None) -> str:
        """Return the address of a static file."""
        address: str = super().url(name)
        return f"{address}?{_digest(name or '')}"


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:10] if found else ""


@cache
def sprite() -> bytes:
    """Return the symbols of the interface as one SVG."""
    from rupadata.subjects.symbol_pack import read_entry

    entries = {name: f"regular/{name}.svg" for name in SYMBOLS} | HEAVIER
    parts = [b'<svg xmlns="http://www.w3.org/2000/svg">']
    for name, entry in entries.items():
        found = _PATH.search(read_entry(entry))
        assert found is not None
        parts.append(b'<symbol id="i-%s" viewBox="0 0 256 256">%s</symbol>' % (name.encode(), found.group(1)))
    return b"\n".join([*parts, b"</svg>"])


@cache
def webfont(stem: str) -> bytes | None:
    """Return the WOFF of a face such as Manrope-700; None for a name that is no face."""
    face = next((face for face in FACES if face.stem == stem), None)
    return pack_woff(font_bytes(face.family, face.weight)) if face else None


@cache
def sprite_version() -> str:
    """Return the digest of the symbols, for their address."""
    return sha256(sprite()).hexdigest()[:10]
