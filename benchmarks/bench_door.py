"""What the door costs: the same build with the checks of everything that is read back, and without them.

Both build an office's tables over an earlier build of theirs, in turn. Without the door nothing is checked:
archives, extents and far cells of workbooks, the clock of each file, names inside the output, parts of killed
writers, the rules of names, paths and digests in a manifest. Processor time: a busy machine changes others.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import msgspec

from benchmarks.timing import Row, budgeted, row

EXAMPLE = Path(__file__).resolve().parent.parent / "examples/kota-contoh"
PAIRS = 9
MOST = 1.02
"""The door may cost so many times the build without it."""


def run() -> list[Row]:
    """Return the processor time of a build with the door and without, and their ratio."""
    from rupadata.build import build_pages
    from rupadata.request import BuildRequest

    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "hasil")

        def build() -> float:
            gc.collect()
            begin = time.process_time()
            build_pages([EXAMPLE], output, BuildRequest(formats=("svg",)))
            return (time.process_time() - begin) * 1000

        build()
        pairs = []
        for number in range(PAIRS):
            with_door = build() if number % 2 else None
            with door_open(output):
                without = build()
            pairs.append((with_door or build(), without))
    ours, peer = (statistics.median(values) for values in zip(*pairs, strict=True))
    cost = statistics.median(one / other for one, other in pairs)
    name = f"a build of the example office over an earlier one, {cost - 1:+.1%} for the door"
    measured = row(name, ours, "the same without checks at the door", peer)
    return [budgeted(measured, f"at most {MOST - 1:.0%} more", cost <= MOST)]


@contextmanager
def door_open(output: Path) -> Iterator[None]:
    """Let everything in unchecked while a block runs."""
    from rupadata.folder import MANIFEST_FILE
    from rupadata.model.edition import parse_manifest

    known = parse_manifest((output / MANIFEST_FILE).read_bytes(), where=MANIFEST_FILE)

    def plain_manifest(content: bytes, **words: object) -> object:
        msgspec.json.decode(content)
        return known

    def nothing(*words: object, **others: object) -> None:
        return None

    unchecked = {
        "rupadata.tables.read_files._reads_apart": lambda file, data: False,
        "rupadata.tables.read_files.read_in_time": lambda read, size, within: read(),
        "rupadata.tables.opening.workbook.without_stray_cells": lambda data: (data, {}),
        "rupadata.tables.opening.cell_formats.check_extent": nothing,
        "rupadata.tables.opening.refusals.check_members": nothing,
        "rupadata.sink.FolderSink._path": lambda sink, name: sink.folder / name,
        "rupadata.sink.FolderSink._restore": nothing,
        "rupadata.whole_files._clear_away_killed": nothing,
        "rupadata.folder.parse_manifest": plain_manifest,
    }
    with ExitStack() as stack:
        for place, open_ in unchecked.items():
            stack.enter_context(patch(place, open_))
        yield
