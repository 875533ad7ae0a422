"""Put a seeded sample of faults into four rooms and tell which the tests do not see.

    python -m tools.mutation [--mutants 240] [--seed N] [--report PATH] [--room checks] [--file layout.py]

At most 15 % may survive: those stand in the report with the reason from `accepted.toml`, or without one.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from tools.mutation.covering import Covering, covering_of
from tools.mutation.mutants import Mutant, count_mutants, get_mutant
from tools.mutation.putting import Fault, is_in_function
from tools.mutation.trying import OPTIONS, Ended, try_at_import, try_collected, warm_up

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rupadata"
ROOMS = ("procedure", "checks", "compose", "analysis")
TESTS = (
    *(f"tests/unit/{room}" for room in (*ROOMS, "documents")),
    "tests/golden",
    "tests/journeys/test_case_service.py",
    "tests/journeys/test_office_settings.py",
)
SEED = 20261122
MOST_SURVIVING = 0.15
MOST_SECONDS_OF_TESTS = 24.0
"""Seconds of computing that one fault's tests may cost without a fault; what is slower is left out."""
MOST_SECONDS_OF_A_TEST = 10.0


def choose(count: int, seed: int, rooms: tuple[str, ...], only: str) -> list[tuple[Path, int]]:
    """Return a sample of faults: as many of each room, and within it kinds as they come."""
    chance = random.Random(seed)
    chosen: list[tuple[Path, int]] = []
    for room in rooms:
        files = [path for path in sorted((SOURCE / room).rglob("*.py")) if only in path.name]
        found = [(path, number) for path in files for number in range(count_mutants(path))]
        chosen += chance.sample(found, min(len(found), count // len(rooms)))
    return chosen


def make_fault(mutant: Mutant, tree: ast.Module, covering: Covering) -> Fault:
    """Return a fault with the surest tests that should see it; with none when no test runs its line.

    As many as its time allows are taken, and the quickest of them tried first.
    """
    path = ROOT / mutant.path
    name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    tests: list[str] = []
    seconds = 0.0
    for test in covering.tests_of(path, mutant.line):
        costs = covering.seconds.get(test, 0.0)
        if tests and (costs > MOST_SECONDS_OF_A_TEST or seconds + costs > MOST_SECONDS_OF_TESTS):
            continue
        seconds += costs
        tests.append(test)
    tests.sort(key=lambda test: covering.seconds.get(test, 0.0))
    return Fault(name, path, tree, tuple(tests), seconds, str(mutant))


def try_all(faults: Sequence[Fault]) -> list[Ended]:
    """Return how faults ended, in their order; `not covered` where no test runs the line."""
    ended = [Ended("" if fault.tests else "not covered") for fault in faults]
    tried = [number for number, fault in enumerate(faults) if fault.tests]
    for number, one in zip(tried, try_collected([faults[i] for i in tried]), strict=True):
        ended[number] = one
    # A value may have been taken to where it cannot be exchanged.
    again = [
        number
        for number in tried
        if ended[number].how == "apart"
        or (ended[number].how == "survived" and not is_in_function(faults[number]))
    ]
    for number, one in zip(again, try_at_import([faults[i] for i in again]), strict=True):
        ended[number] = one
    return ended


def reasons() -> dict[str, str]:
    """Return why faults may survive, by the words of the fault, from `accepted.toml`."""
    content = Path(__file__).with_name("accepted.toml").read_text(encoding="utf-8")
    return {
        f"{one['file']}: {one['before']} -> {one['after']}": one["why"]
        for one in tomllib.loads(content)["accepted"]
    }


def report(ended: list[tuple[Mutant, str]], seed: int, seconds: float) -> str:
    """Return the section of tests/RESULTS.md."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, how in ended:
        seen = "seen" if how in ("killed", "time") else "survived"
        by_kind[f"room {mutant.path.parts[2]}"][seen] += 1
        by_kind[mutant.kind][seen] += 1
        by_kind["all"][seen] += 1
    known = reasons()
    lines = [
        "## Faults put in on purpose",
        "",
        f"Seed {seed}, {len(ended)} faults, {seconds:.0f} s. A fault is seen when a test that",
        "runs its line fails.",
        "",
        "| kind | faults | survived | share |",
        "|---|---|---|---|",
    ]
    for kind, counted in sorted(by_kind.items()):
        all_of = counted.total()
        lines.append(f"| {kind} | {all_of} | {counted['survived']} | {counted['survived'] / all_of:.0%} |")
    lines += ["", "Survivors:", ""]
    for mutant, how in ended:
        if how in ("survived", "not covered"):
            why = known.get(f"{mutant.path}: {mutant.before} -> {mutant.after}", "a test is missing")
            lines.append(f"- {mutant} ({how}): {why}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the sample, write the report; 1 when more survive than may."""
    asked = argparse.ArgumentParser(prog="python -m tools.mutation")
    asked.add_argument("--mutants", type=int, default=240)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--room", choices=ROOMS)
    asked.add_argument("--file", default="")
    asked.add_argument("--covering", type=Path, default=ROOT / ".mutation" / "covering.json")
    asked.add_argument("--report", type=Path)
    given = asked.parse_args()
    start = time.perf_counter()
    given.covering.parent.mkdir(exist_ok=True)
    os.chdir(ROOT)
    warm_up()
    covering = covering_of(
        given.covering,
        [ROOT / place for place in TESTS],
        [SOURCE / room for room in ROOMS],
        [option for option in OPTIONS if option != "-x"],
        ROOT,
    )
    rooms = (given.room,) if given.room else ROOMS
    chosen = [
        get_mutant(path, n, path.relative_to(ROOT))
        for path, n in choose(given.mutants, given.seed, rooms, given.file)
    ]
    tried = try_all([make_fault(mutant, tree, covering) for mutant, tree in chosen])
    ended = [(mutant, one.how) for (mutant, _), one in zip(chosen, tried, strict=True)]
    text = report(ended, given.seed, time.perf_counter() - start)
    print(text)
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    survived = sum(how in ("survived", "not covered") for _, how in ended)
    return int(survived > MOST_SURVIVING * len(ended))


if __name__ == "__main__":
    sys.exit(main())
