"""The grouping as a build keeps it (`grouping.json`): where each indicator of each table was put, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from rupadata.checked import OptionalPath, OptionalRegion
from rupadata.decoding import decode_json, unreadable
from rupadata.language import in_both

KEPT = "grouping.json"
_LONGEST_REASON = 400


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """One indicator of one table under its cleaned name, with its subject and home region, and why it stands
    there; builds of earlier releases say no reason."""

    file: str
    sheet: str
    table: str
    indicator: str
    unit: str
    name: str
    subject: str
    home: OptionalRegion
    reason: str = ""


class KeptGrouping(msgspec.Struct):
    """What a build keeps of its grouping; `catalogue` names the office's own copy beside it."""

    version: int
    taxonomy: str
    edition: str
    catalogue: OptionalPath
    placed: list[Placed]


def load_grouping(path: Path) -> KeptGrouping:
    """Return the kept grouping of a build; refuse what is none."""
    hint = in_both(id="Bangun ulang dengan rupadata build.", en="Build it again with rupadata build.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error, "grouping-unreadable", hint) from error
    return decode_json(content, KeptGrouping, str(path), "grouping-unreadable", hint)


def load_reasons(path: Path) -> Mapping[tuple[str, str, str], str]:
    """Return why indicators stand where they do, by home region, key of the subject and name.

    Empty where a build kept no grouping.
    """
    if not path.is_file():
        return {}
    reasons: dict[tuple[str, str, str], str] = {}
    for one in load_grouping(path).placed:
        reasons.setdefault((one.home, one.subject, one.name), one.reason[:_LONGEST_REASON])
    return reasons
