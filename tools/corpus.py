"""Read every published table and report what became of it: tables, observations, problems, share of gold
cells.

`python -m tools.corpus --shared ../shared --output corpus` writes `reading.json` and `REPORT.md`; then
`tools.corpus_groups` reports on grouping.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import math
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from rupadata.model.observations import Reading
from rupadata.problems import Severity
from rupadata.tables import read_tables

Row = dict[str, Any]


def load_gold(folder: Path) -> dict[str, list[Row]]:
    """Return the gold rows by the file they speak of."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob("*.gold.csv")):
        with path.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                found[row["file"]].append(row)
    return found


def is_right(gold: Row, observed: Row) -> bool:
    """Tell whether value, region and period of an observation are those of a gold cell."""
    value = observed["value"]
    if gold["value"] == "":
        return value is None or value == 0
    if value is None or not math.isclose(value, float(gold["value"]), rel_tol=1e-9, abs_tol=1e-12):
        return False
    region = (
        not gold["region_code"] or "folder" in gold["note"] or observed["region_code"] == gold["region_code"]
    )
    period = not gold["period"] or observed["period"] in (gold["period"], gold["period"] + "-S2")
    return region and period


def score(reading: Reading, gold: list[Row]) -> Counter[str]:
    """Count gold cells read right, wrong and missed."""
    by_cell: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reading.observations.to_dicts():
        by_cell[row["sheet"], row["cell"]].append(row)
    counts: Counter[str] = Counter()
    for cell in gold:
        candidates = by_cell.get((cell["sheet"], cell["cell"]), [])
        if not candidates and cell["value"] != "":
            counts["missed"] += 1
        elif not candidates or any(is_right(cell, row) for row in candidates):
            counts["right"] += 1
        else:
            counts["wrong"] += 1
    return counts


def read_one(path: Path, root: Path, gold: list[Row]) -> Row:
    """Return one line of the report."""
    began = time.perf_counter()
    reading = read_tables(path)
    observations = reading.observations
    line: Row = {
        "file": path.relative_to(root).as_posix(),
        "tables": observations.select("sheet", "table").n_unique() if observations.height else 0,
        "observations": observations.height,
        "regions": observations["region_code"].n_unique() if observations.height else 0,
        "periods": observations["period"].n_unique() if observations.height else 0,
        "indicators": observations["indicator"].unique().sort().to_list()[:8],
        "problems": dict(Counter(p.code for p in reading.problems if p.severity is not Severity.INFO)),
        "refused": bool(reading.refused),
        "ms": round(1000 * (time.perf_counter() - began)),
    }
    if gold:
        counts = score(reading, gold)
        line["gold"] = {"cells": len(gold), **counts, "share": round(counts["right"] / len(gold), 4)}
    return line


def as_report(lines: list[Row]) -> list[str]:
    """Return the report in Markdown."""
    gold = [line["gold"] for line in lines if "gold" in line]
    cells = sum(g["cells"] for g in gold)
    right = sum(g.get("right", 0) for g in gold)
    out = ["# Reading the published tables", ""]
    out.append(
        f"{len(lines)} files, {sum(line['tables'] for line in lines)} tables, "
        f"{sum(line['observations'] for line in lines)} observations."
    )
    if cells:
        out.append(f"Gold: {right} of {cells} cells right ({right / cells:.2%}).")
    out += ["", "| file | tables | observations | gold | problems | ms |", "|---|---|---|---|---|---|"]
    for line in lines:
        share = f"{line['gold']['share']:.1%}" if "gold" in line else ""
        problems = ", ".join(f"{code} {count}" for code, count in sorted(line["problems"].items()))
        name = line["file"].replace("|", "\\|")
        out.append(
            f"| {name} | {line['tables']} | {line['observations']} | {share} | {problems} | {line['ms']} |"
        )
    return out


def main() -> int:
    """Read the corpus and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, default=Path("corpus"))
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not data.is_dir():
        print(f"{data} does not exist; name the folder of published tables with --shared.", file=sys.stderr)
        return 2
    gold = load_gold(data / "gold")
    lines: list[Row] = []
    for root in (data / "tables", data / "webapi_json"):
        base = root if root.name == "tables" else data
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            line = read_one(path, base, gold.get(path.relative_to(base).as_posix(), []))
            lines.append(line)
            print(f"{line['observations']:>7} {line['file']}", file=sys.stderr)
    arguments.output.mkdir(parents=True, exist_ok=True)
    report = as_report(lines)
    (arguments.output / "reading.json").write_text(
        json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (arguments.output / "REPORT.md").write_text("\n".join(report) + "\n", encoding="utf-8")
    print("\n".join(report[:4]))
    if importlib.util.find_spec("tools.corpus_groups") is None:
        return 0
    groups = importlib.import_module("tools.corpus_groups")
    return int(groups.main(["--shared", str(arguments.shared), "--output", str(arguments.output)]))


if __name__ == "__main__":
    sys.exit(main())
