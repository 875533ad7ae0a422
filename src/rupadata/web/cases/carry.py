"""A case carried from one store to another, as it is: between a folder and the workplace."""

from __future__ import annotations

from rupadata.procedure.case import Case
from rupadata.procedure.store import OFFICE, CaseStore, load_case


def carry_case(source: CaseStore, key: str, target: CaseStore, name: str = "") -> Case:
    """Copy a case with its history and files, byte for byte; refuse one that is broken, and a key that
    is taken."""
    name = name or key
    case = load_case(source, key)
    names = source.names(key)
    enclosed = {OFFICE, *(file.name for file in case.header.enclosed)}
    first = {one: source.find(key, one) or b"" for one in names if one in enclosed}
    target.create(name, source.header(key), first)
    for one in names:
        content = source.find(key, one)
        if one not in enclosed and content is not None:
            target.write(name, one, content, frozen=one.startswith(("items/", "sources/")))
    for number, line in enumerate(source.history(key).splitlines(keepends=True), start=1):
        with target.lock(name):
            target.append(name, line, number=number)
    return load_case(target, name)
