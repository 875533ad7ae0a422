"""Run the benchmarks named, or all: `python -m benchmarks [names]`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from benchmarks import report

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the benchmarks that there are."""
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    results = {name: rows for name, rows in report.load_rows().items() if name in names()}
    for name in wanted or names():
        print(f"{name} ...", file=sys.stderr, flush=True)
        results[name] = importlib.import_module(f"benchmarks.bench_{name}").run()
        report.write(results)
    broken = [found for rows in results.values() for found in rows if found.get("within") is False]
    for found in broken:
        print(f"not kept: {found['name']}: {found.get('budget', '')}", file=sys.stderr)
    print(f"{report.FOLDER / 'RESULTS.md'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
