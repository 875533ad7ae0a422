"""What a build's folder holds, as the views show it. No Django here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from rupadata.model.edition import Edition, Manifest, get_manifest
from rupadata.model.evidence import load_evidence

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
PICTURES = (".png", ".webp", ".jpg", ".svg")


class Library(msgspec.Struct, frozen=True):
    """The folder of one build and its manifest."""

    folder: Path
    manifest: Manifest

    def edition(self, path: str) -> Edition | None:
        """Return the edition at a path below the folder, or None."""
        return next((edition for edition in self.manifest.editions if edition.path == path), None)

    def file(self, path: str) -> Path | None:
        """Return a file of a page that the manifest names and that is of a kind which pages have.

        Nothing else in the folder can be asked for, and nothing outside it, whatever a manifest or a link in
        the folder says.
        """
        named = any(file.path == path for edition in self.manifest.editions for file in edition.files)
        found = self.folder / path
        inside = found.resolve().is_relative_to(self.folder)
        return found if named and inside and found.suffix in MEDIA_TYPES and found.is_file() else None

    def evidence(self, edition: Edition) -> list[dict[str, Any]]:
        """Return the evidence of an edition's figures."""
        path = self.folder / edition.path / "evidence.json"
        entries: list[dict[str, Any]] = msgspec.to_builtins(load_evidence(path))
        return entries


def open_library(folder: Path) -> Library:
    """Return the library of a build's folder; a folder without a manifest is refused."""
    return Library(folder.resolve(), get_manifest(folder))


def pictures(edition: Edition) -> list[str]:
    """Return the paths of an edition's pictures, one a size, the lightest format of each."""
    best: dict[str, str] = {}
    for file in edition.files:
        path = Path(file.path)
        if path.suffix in PICTURES:
            held = best.get(path.stem)
            if held is None or PICTURES.index(path.suffix) < PICTURES.index(Path(held).suffix):
                best[path.stem] = file.path
    return [best[size] for size in sorted(best, key=lambda size: (size != "portrait", size))]
