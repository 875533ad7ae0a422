"""Make hostile inputs by chance and read them: `python -m tests.hostile.corpus SEED COUNT FOLDER [KIND ...]`.

In a process of its own, because a reader may end it. Each input is under a megabyte; time and memory are
measured for each, those of guarded processes included. Files of the folder's outside must stay as they are.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from rupadata.errors import RupadataError
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.problems import Severity
from rupadata.tables import read_tables
from tests.hostile import archives, settings, texts
from tests.unit.tables.fuzzing import damage, sources

TABLES: dict[str, tuple[str, Callable[[random.Random], bytes]]] = {
    "ods": ("a.ods", archives.ods),
    "xlsx": ("a.xlsx", archives.xlsx),
    "zip": ("a.zip", archives.zips),
    "csv": ("a.csv", texts.csv),
    "json": ("a.json", texts.json_bytes),
    "html": ("a.html", texts.html),
    "parquet": ("a.parquet", texts.parquet),
}
SECONDS, MEGABYTES = 5.0, 1000.0
LARGEST = 1_000_000
MEMORY = 5_000_000_000


def read_table(path: Path) -> str:
    """Read a table beside a good one; return what is wrong about how that went."""
    reading = read_tables(path.parent)
    errors = [p for p in reading.problems if p.severity is Severity.ERROR and path.name in p.where.file]
    if any(problem.code == "table-not-understood" for problem in errors):
        return f"not foreseen: {errors[0].message}"
    if dict(reading.observations.schema) != dict(OBSERVATION_SCHEMA):
        return "another schema"
    if not reading.observations["file"].str.contains("baik.csv").any():
        return "the good table beside it was not read"
    if any(not (p.message and p.hint) or "\n" in p.message or len(p.message) > 2000 for p in errors):
        return f"unclear: {errors[0]}"
    return ""


def read_setting(reader: Callable[[Path], object]) -> Callable[[Path], str]:
    """Return a judge of how a file of settings is read: taken, or refused in a sentence."""

    def judge(path: Path) -> str:
        try:
            reader(path)
        except RupadataError as error:
            words = str(error)
            return "" if error.message and len(words) < 2500 else f"unclear: {words[:300]}"
        return ""

    return judge


def input_of(
    kind: str, chance: random.Random, whole: dict[str, bytes]
) -> tuple[str, bytes, Callable[[Path], str]]:
    """Return the name of a file, its content, and who judges how it is read."""
    if kind in TABLES:
        name, make = TABLES[kind]
        return name, make(chance), read_table
    if kind == "damaged":
        name = chance.choice(sorted(whole))
        return f"a{Path(name).suffix}", damage(whole[name], chance), read_table
    name, make, reader = settings.KINDS[kind]
    return name, make(chance), read_setting(reader)


def _worked() -> float:
    """Return the processor time of this process and of those that it started and waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def forget_peak() -> None:
    """Let `peak_mb` count from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """Return the most memory that this process held since `forget_peak`, in megabytes."""
    found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def main(seed: int, count: int, folder: Path, kinds: list[str]) -> dict[str, object]:
    """Read so many inputs and return the cases, the failures, the slowest and the largest."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chosen = kinds or [*TABLES, "damaged", *settings.KINDS]
    whole = sources()
    failures: list[str] = []
    slowest, largest = (0.0, ""), (0.0, "")
    (folder / "victim").mkdir(parents=True)
    (folder / "victim/keep.txt").write_text("mine")
    work = folder / "kerja"
    for number in range(seed, seed + count):
        chance = random.Random(number)
        kind = chosen[number % len(chosen)]
        name, content, judge = input_of(kind, chance, whole)
        if len(content) >= LARGEST:
            content = content[: LARGEST - 1]
        work.mkdir()
        (work / name).write_bytes(content)
        (work / "baik.csv").write_text(texts.GOOD, encoding="utf-8")
        del content
        print(number, kind, file=sys.stderr, flush=True)
        forget_peak()
        begin = _worked()
        try:
            wrong = judge(work / name)
        except BaseException as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"raised {type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}:{last.lineno})"
        seconds, mb = _worked() - begin, peak_mb()
        slowest, largest = max(slowest, (seconds, f"{number} {kind}")), max(largest, (mb, f"{number} {kind}"))
        if seconds > SECONDS:
            wrong += f" took {seconds:.1f} s"
        if mb > MEGABYTES:
            wrong += f" took {mb:.0f} MB"
        if sorted(path.name for path in folder.iterdir()) != ["kerja", "victim"]:
            wrong += " wrote outside"
        if wrong:
            failures.append(f"{number} {kind}: {wrong}")
            print(failures[-1], file=sys.stderr, flush=True)
        for path in work.iterdir():
            path.unlink()
        work.rmdir()
    assert (folder / "victim/keep.txt").read_text() == "mine"
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "cases": count,
        "failures": failures,
        "seconds": slowest[0],
        "slowest": slowest[1],
        "mb": max(largest[0], children),
        "largest": largest[1] if largest[0] >= children else "a guarded process",
    }


if __name__ == "__main__":
    told = main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
    print(json.dumps(told))
