"""Put a seeded sample of faults into four rooms and tell which the tests do not see.

    python -m tools.mutation [--mutants 240] [--seed N] [--report PATH] [--room checks] [--file layout.py]

At most 15 % may survive: those stand in the report with the reason from `accepted.toml`, or without one.
"""

from __future__ import annotations

import argparse
import ast
import json
import multiprocessing
import random
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path

from tools.mutation.covering import Covering, measure
from tools.mutation.mutants import Mutant, count_mutants, get_mutant
from tools.mutation.trying import OPTIONS, try_mutant, warm_up

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rupadata"
ROOMS = ("procedure", "checks", "compose", "analysis")
TESTS = (*(f"tests/unit/{room}" for room in ROOMS), "tests/journeys/test_case_service.py")
SEED = 20261122
MOST_SURVIVING = 0.15
MOST_SECONDS_OF_TESTS = 30.0
"""Seconds of tests that one fault may cost, measured without a fault; what is slower is left out."""


def choose(count: int, seed: int, rooms: tuple[str, ...], only: str) -> list[tuple[Path, int]]:
    """Return a sample of faults: as many of each room, and within it kinds as they come."""
    chance = random.Random(seed)
    chosen: list[tuple[Path, int]] = []
    for room in rooms:
        files = [path for path in sorted((SOURCE / room).rglob("*.py")) if only in path.name]
        found = [(path, number) for path in files for number in range(count_mutants(path))]
        chosen += chance.sample(found, min(len(found), count // len(rooms)))
    return chosen


def _measure_apart(kept: Path) -> None:
    covering = measure(TESTS, [SOURCE / room for room in ROOMS], [o for o in OPTIONS if o != "-x"])
    kept.write_text(json.dumps(asdict(covering)), encoding="utf-8")


def covering_of(kept: Path) -> Covering:
    """Return which tests run which lines, measured in a process of its own unless it was kept before."""
    if not kept.exists():
        measuring = multiprocessing.get_context("fork").Process(target=_measure_apart, args=(kept,))
        measuring.start()
        measuring.join()
    raw = json.loads(kept.read_text(encoding="utf-8"))
    lines = {file: {int(n): tests for n, tests in of.items()} for file, of in raw["lines"].items()}
    return Covering(lines, raw["seconds"])


def try_one(mutant: Mutant, tree: ast.Module, covering: Covering) -> str:
    """Return how one fault ended: `killed`, `time`, `survived`, or `not covered` by any test."""
    path = ROOT / mutant.path
    name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    tests: list[str] = []
    seconds = 0.0
    for test in covering.tests_of(path, mutant.line):
        seconds += covering.seconds.get(test, 0.0)
        if tests and seconds > MOST_SECONDS_OF_TESTS:
            break
        tests.append(test)
    if not tests:
        return "not covered"
    return try_mutant(name, path, tree, tests, 60 + 6 * min(seconds, MOST_SECONDS_OF_TESTS))


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
    warm_up()
    covering = covering_of(given.covering)
    rooms = (given.room,) if given.room else ROOMS
    ended = []
    for path, number in choose(given.mutants, given.seed, rooms, given.file):
        mutant, tree = get_mutant(path, number, path.relative_to(ROOT))
        how = try_one(mutant, tree, covering)
        ended.append((mutant, how))
        print(f"{how}: {mutant}", flush=True)
    text = report(ended, given.seed, time.perf_counter() - start)
    print(text)
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    survived = sum(how in ("survived", "not covered") for _, how in ended)
    return int(survived > MOST_SURVIVING * len(ended))


if __name__ == "__main__":
    sys.exit(main())
