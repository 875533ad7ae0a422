"""A file of regions' outlines as a value: where it lies, and the digest of what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from rupadata.errors import InputRefusedError
from rupadata.language import say

CREDIT = ".txt"
"""How the note beside a file of outlines ends that says where they come from: `boundaries.txt`."""
LONGEST_CREDIT = 120
_PARTS_OF_SHAPEFILE = (".shp", ".dbf", ".shx", ".prj", ".cpg")


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """Outlines by the content of their file; two of equal content are equal wherever they lie.

    The content itself stays in the file: it may be large, and most pages need a few outlines of it.
    """

    digest: str
    path: Path = field(compare=False)

    @property
    def files(self) -> tuple[Path, ...]:
        """The file, and those that belong to it where it is a shapefile."""
        return _files_of(self.path)

    @property
    def credit(self) -> str:
        """Where the outlines come from and under which licence, as noted beside them; "" where nothing is."""
        try:
            return credit_of(self.path.with_suffix(CREDIT).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return ""

    def check_unchanged(self) -> None:
        """Refuse a file whose content is no longer the one that this value was made of."""
        if _digest_of(self.path) != self.digest:
            raise InputRefusedError(
                say(
                    id=f"{self.path}: isinya berubah selama dipakai.",
                    en=f"{self.path}: it changed while it was in use.",
                ),
                code="boundaries-changed",
                hint=say(id="Jalankan sekali lagi.", en="Run it once more."),
            )


def open_boundaries(path: Path | str) -> BoundaryFile:
    """Return a file of outlines as a value; one that cannot be opened is refused."""
    path = Path(path)
    return BoundaryFile(_digest_of(path), path)


def credit_of(text: str) -> str:
    """Return the first line of a note, without signs that do not print, cut where too long."""
    first = text.strip().partition("\n")[0]
    said = " ".join("".join(char if char.isprintable() else " " for char in first).split())
    return said[:LONGEST_CREDIT].rstrip()


def _files_of(path: Path) -> tuple[Path, ...]:
    beside = (*(_PARTS_OF_SHAPEFILE[1:] if path.suffix.lower() == ".shp" else ()), CREDIT)
    return (path, *(part for end in beside if (part := path.with_suffix(end)).exists()))


def _digest_of(path: Path) -> str:
    """Return the digest of a file, of a shapefile with the files that belong to it."""
    digest = hashlib.sha256()
    try:
        for part in _files_of(path):
            digest.update(hashlib.sha256(part.read_bytes()).digest())
    except OSError as error:
        raise InputRefusedError(
            say(id=f"{path}: tidak dapat dibuka.", en=f"{path}: cannot be opened."),
            code="boundaries-not-found",
        ) from error
    return digest.hexdigest()
