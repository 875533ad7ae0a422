"""Named versions of a page on the bench: kept whole, compared with the page, brought back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from rupadata.decoding import decode_json
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.pagespec import PageSpec, encode_spec, find_edits
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.studio import Draft
from rupadata.whole_files import write_whole

LONGEST_NAME = 80
MOST_VERSIONS = 100


class Version(msgspec.Struct, frozen=True):
    """A page as somebody named it."""

    name: str
    by: str
    at: datetime
    spec: PageSpec


def versions_of(bench: Bench, path: str) -> tuple[Version, ...]:
    """Return the named versions of a page, the newest first."""
    kept = _path(bench, path)
    if not kept.is_file():
        return ()
    return decode_json(kept.read_bytes(), tuple[Version, ...], str(kept), "edits-unreadable")


def keep_version(draft: Draft, name: str, by: str, at: datetime) -> Version:
    """Keep the page as it stands under a name; refuse one without a name."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise UsageError(
            say(id="Versi itu belum bernama.", en="That version has no name yet."), code="version-nameless"
        )
    version = Version(name, by, at, draft.spec)
    kept = (version, *versions_of(draft.bench, draft.path))[:MOST_VERSIONS]
    path = _path(draft.bench, draft.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, msgspec.json.encode(kept))
    return version


def get_version(bench: Bench, path: str, number: int) -> Version:
    """Return a version by its number, counted from the oldest as 1; refuse one that there is not."""
    kept = versions_of(bench, path)
    if not 1 <= number <= len(kept):
        raise UsageError(
            say(id="Versi itu tidak ada lagi.", en="That version is gone."), code="version-missing"
        )
    return kept[len(kept) - number]


def differences(version: PageSpec, now: PageSpec) -> tuple[str, ...]:
    """Return the places in which a page differs from a version; see `Overlay.places`."""
    if encode_spec(version) == encode_spec(now):
        return ()
    return find_edits(version, now).places


def _path(bench: Bench, path: str) -> Path:
    return bench.folder / "edits" / f"{path}.versions.json"
