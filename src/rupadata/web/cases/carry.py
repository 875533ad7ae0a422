"""A case carried from one store to another, as it is: between a folder and the workplace."""

from __future__ import annotations

from rupadata.errors import InputRefusedError, RupadataError
from rupadata.logs import get_log
from rupadata.procedure.case import Case
from rupadata.procedure.store import OFFICE, CaseStore, load_case

log = get_log(__name__)


def carry_case(source: CaseStore, key: str, target: CaseStore, name: str = "") -> Case:
    """Copy a case with its history and files, byte for byte; refuse one that is broken, and a key that is
    taken by another.

    What was broken off is gone on with: a target that holds the beginning of the same case is completed.
    """
    name = name or key
    case = load_case(source, key)
    names = source.names(key)
    lines = source.history(key).splitlines(keepends=True)
    enclosed = {OFFICE, *(file.name for file in case.header.enclosed)}
    first = {one: source.find(key, one) or b"" for one in names if one in enclosed}
    try:
        target.create(name, source.header(key), first)
        there = 0
    except InputRefusedError:
        known = _lines_of_beginning(source, key, target, name)
        if known is None:
            raise
        there = known
    for one in names:
        content = source.find(key, one)
        if one not in enclosed and content is not None and target.find(name, one) != content:
            target.write(name, one, content, frozen=one.startswith(("items/", "sources/")))
    for number, line in enumerate(lines[there:], start=there + 1):
        with target.lock(name):
            target.append(name, line, number=number)
    return load_case(target, name)


def _lines_of_beginning(source: CaseStore, key: str, target: CaseStore, name: str) -> int | None:
    """Return how many decisions of this case a target holds; None where it holds anything else."""
    try:
        if target.header(name) != source.header(key):
            return None
        there = target.history(name)
    except RupadataError:
        log.debug("%s is no case", name, exc_info=True)
        return None
    return len(there.splitlines()) if source.history(key).startswith(there) else None
