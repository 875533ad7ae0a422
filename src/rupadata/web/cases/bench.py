"""The analyst's and designer's bench of a case: tables that came, the grouping so far, pages as drawn now.

Nothing on the bench is decided; a decision takes from it what it needs, and the store keeps that for good.
```
files/bench/<key>/tables/<name>       the tables of the case, as they came, each with its recipe beside
files/bench/<key>/memory.json         where people put indicators, for this case alone
files/bench/<key>/build/              the pages of the last reading (a build's folder)
files/bench/<key>/assignments.json    each indicator with its subject, score and reason
```
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from msgspec import Struct

from rupadata.model.edition import Manifest, load_manifest
from rupadata.subjects.decisions import GroupingDecision, load_memory, remember
from rupadata.tables.reading.recipe import ENDINGS
from rupadata.web.blobs import blob_path
from rupadata.web.cases.models import CaseRow, SourceUpload
from rupadata.web.cases.placement import Placement, load_placements
from rupadata.whole_files import write_whole

RECIPE = ENDINGS[0]
MOST_BACK = 100


class Bench(Struct, frozen=True):
    """The bench of one case."""

    key: str

    @property
    def folder(self) -> Path:
        """Return the folder of the bench."""
        return Path(settings.STORAGE) / "bench" / self.key

    @property
    def tables(self) -> Path:
        """Return the folder of the tables as they came."""
        return self.folder / "tables"

    @property
    def build(self) -> Path:
        """Return the folder of the pages."""
        return self.folder / "build"

    @property
    def memory(self) -> Path:
        """Return the file of what people decided about the grouping."""
        return self.folder / "memory.json"

    def manifest(self) -> Manifest | None:
        """Return the manifest of the pages; None before the first reading."""
        path = self.build / "manifest.json"
        return load_manifest(path) if path.is_file() else None

    def placements(self) -> tuple[Placement, ...]:
        """Return where the last reading put each indicator."""
        return load_placements(self.folder)

    def changed(self) -> set[str]:
        """Return the keys of the indicators that people have put somewhere in this case."""
        memory = load_memory(self.memory)
        return {
            one.key
            for one in self.placements()
            if memory.find(one.file, one.sheet, one.table, one.indicator, one.unit)
        }

    def place(
        self, placements: Sequence[Placement], subject: str, person: str, taxonomy: str = "dda"
    ) -> None:
        """Remember where somebody put some indicators at once; an empty subject leaves them out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = self.memory.read_text(encoding="utf-8") if self.memory.is_file() else ""
        write_whole(self.moves, json.dumps([*self._moves(), before][-MOST_BACK:]).encode())
        decisions = tuple(
            GroupingDecision(
                indicator=placement.indicator,
                subject=subject,
                taxonomy=taxonomy,
                unit=placement.unit,
                table=placement.table,
                file=placement.file,
                sheet=placement.sheet,
                by=person,
            )
            for placement in placements
        )
        remember(self.memory, decisions)

    @property
    def moves(self) -> Path:
        """Return the file of what people decided before each move, the last one last."""
        return self.folder / "moves.json"

    @property
    def can_undo(self) -> bool:
        """Return whether there is a move to take back."""
        return bool(self._moves())

    def undo_move(self) -> bool:
        """Take the last move of an indicator back; False when there is none."""
        moves = self._moves()
        if not moves:
            return False
        before = moves.pop()
        if before:
            write_whole(self.memory, before.encode())
        else:
            self.memory.unlink(missing_ok=True)
        write_whole(self.moves, json.dumps(moves).encode())
        return True

    def _moves(self) -> list[str]:
        kept: list[str] = json.loads(self.moves.read_bytes()) if self.moves.is_file() else []
        return kept

    def lay_tables(self, uploads: Sequence[SourceUpload]) -> None:
        """Put the tables of a case into the folder that is read, and take away the others."""
        self.tables.mkdir(parents=True, exist_ok=True)
        wanted = {upload.name: upload.sha256 for upload in uploads}
        recipes = {f"{upload.name}{RECIPE}": upload.recipe for upload in uploads if upload.recipe}
        for path in self.tables.iterdir():
            if path.name not in wanted and path.name not in recipes:
                path.unlink()
        for name, text in recipes.items():
            write_whole(self.tables / name, text.encode())
        for name, digest in wanted.items():
            target = self.tables / name
            if not target.is_file() or sha256(target.read_bytes()).hexdigest() != digest:
                shutil.copyfile(blob_path(digest), target)


def uploads_of(row: CaseRow) -> list[SourceUpload]:
    """Return the tables of a case, in the order of their names."""
    return list(row.uploads.order_by("name"))
