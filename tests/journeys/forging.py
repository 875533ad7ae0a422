"""Kept files forged by a seeded generator, as somebody hostile, a bad disk or a careless hand would."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None,
    "",
    "..",
    "../../victim",
    "/etc/passwd",
    "C:\\victim",
    "a\x00b",
    "a\nb",
    "x" * 5000,
    "\u202e\u0007☃",
    "99.71/../../victim/x",
    -1,
    0,
    10**30,
    1e300,
    True,
    [],
    {},
    [[]] * 50,
    {"a": {"b": {}}},
    "0001-01-01T00:00:00+07:00",
    "9999-12-31T23:59:59-12:00",
    "2026-13-45",
    "{unit.foo}",
    "{year:>300000000}",
    "https://example.invalid/" + "d" * 9000,
)
"""Values that no field expects."""


def worked_seconds() -> float:
    """Return the processor time of this process and of its children, those that live and those that ended.

    It means the same on a busy machine, and a child that ends does not bring the work of its past along.
    """
    spent = os.times()
    living = [one for task in Path("/proc/self/task").iterdir() for one in _children_of(task)]
    own = spent.user + spent.system + spent.children_user + spent.children_system
    return own + sum(map(_child_seconds, living))


def _children_of(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:  # A thread that has just ended.
        return []


def _child_seconds(number: str) -> float:
    """Return the processor time of a living child and of those that it waited for."""
    try:
        told = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].split()
    except OSError:  # It has just ended.
        return 0.0
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


def forge(content: bytes, seed: int) -> bytes:
    """Return a JSON text with one to three forgeries of its values, or of its bytes."""
    choice = random.Random(seed)
    if choice.random() < 0.25:
        return _damage(content, choice)
    plain = json.loads(content)
    for _ in range(choice.randint(1, 3)):
        plain = _change(plain, choice)
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def damage(content: bytes, seed: int) -> bytes:
    """Return bytes cut, flipped, doubled or filled with others."""
    return _damage(content, random.Random(seed))


def _damage(content: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(max(1, len(content)))
    match choice.randrange(6):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + bytes([choice.randrange(256)]) + content[at + 1 :]
        case 2:
            return content[:at] + content[at // 2 :]
        case 3:
            return b"\xff\xfe" + content
        case 4:
            return b'{"a":' * 5000 + content
        case _:
            return b""


def _places(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if where:
        yield where
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, inner in entries:
        yield from _places(inner, (*where, key))


def _change(plain: Any, choice: random.Random) -> Any:
    plain = copy.deepcopy(plain)
    places = list(_places(plain))
    if not places:
        return choice.choice(HOSTILE)
    *path, last = choice.choice(places)
    holder = plain
    for key in path:
        holder = holder[key]
    match choice.randrange(5):
        case 0:
            del holder[last]
        case 1 if isinstance(holder, dict):
            holder[f"{last}x"] = holder[last]
        case 2 if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        case _:
            holder[last] = choice.choice(HOSTILE)
    return plain


def list_files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
