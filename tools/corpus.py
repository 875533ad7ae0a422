"""Read every published table and report what became of it: tables, observations, problems, gold cells.

`python -m tools.corpus --shared ../shared --output corpus` writes `reading.json` (with every gold cell that
is not right) and `REPORT.md` (right, flagged, silent and missed per set and publisher); then
`tools.corpus_groups` reports on grouping.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rupadata.problems import Severity
from rupadata.tables import read_tables
from tools.reading_questions import HEADING as ASKED_HEADING
from tools.reading_questions import Asked, ask
from tools.reading_score import HEADING, Score, as_line, load_gold, score

Row = dict[str, Any]


def read_one(path: Path, root: Path, gold: list[Row]) -> tuple[Row, Score, Asked]:
    """Return one line of the report, how the gold cells were read, and what the reading asks."""
    began = time.perf_counter()
    reading = read_tables(path)
    took = round(1000 * (time.perf_counter() - began))
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
        "ms": took,
    }
    found = score(reading, gold)
    if gold:
        line["gold"] = {"cells": found.cells, **+found.counts, "share": round(found.share("right"), 4)}
        line["wrong"] = found.wrong
    return line, found, ask(path, reading, gold)


def as_report(lines: list[Row], scores: dict[str, dict[str, Score]], asked: dict[str, Asked]) -> list[str]:
    """Return the report in Markdown: per set and publisher, then per file."""
    out = ["# Reading the published tables", ""]
    out.append(
        f"{len(lines)} files, {sum(line['tables'] for line in lines)} tables, "
        f"{sum(line['observations'] for line in lines)} observations."
    )
    out += ["", *HEADING.split("\n")]
    for name, publishers in scores.items():
        out.append(as_line(f"**{name}**", sum(publishers.values(), Score())))
        if len(publishers) > 1:
            out += [as_line(publisher, found) for publisher, found in sorted(publishers.items())]
    out += ["", *ASKED_HEADING.split("\n"), *(found.line(name) for name, found in asked.items())]
    out += ["", "| file | tables | observations | gold | problems | ms |", "|---|---|---|---|---|---|"]
    for line in lines:
        share = f"{line['gold']['share']:.1%}" if "gold" in line else ""
        problems = ", ".join(f"{code} {count}" for code, count in sorted(line["problems"].items()))
        name = line["file"].replace("|", "\\|")
        out.append(
            f"| {name} | {line['tables']} | {line['observations']} | {share} | {problems} | {line['ms']} |"
        )
    return out


def sets(data: Path) -> dict[str, tuple[Path, tuple[Path, ...], Path]]:
    """Return the sets: the folder that names are relative to, where the files are, where the gold is."""
    return {
        "gold": (data / "tables", (data / "tables",), data / "gold"),
        "webapi": (data, (data / "webapi_json",), data / "gold"),
        "field": (data / "field" / "tables", (data / "field" / "tables",), data / "field" / "gold"),
        "cases": (data / "cases" / "tables", (data / "cases" / "tables",), data / "cases" / "gold"),
    }


def main() -> int:
    """Read the corpus and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, default=Path("corpus"))
    parser.add_argument(
        "--sets", nargs="*", default=[], help="gold, webapi, field, cases; all where none is named"
    )
    parser.add_argument("--only", default="", help="read only files whose name holds this text")
    parser.add_argument(
        "--wrong", type=int, default=0, help="print so many cells of each file that are not right"
    )
    parser.add_argument("--no-groups", action="store_true", help="leave out the report on grouping")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not data.is_dir():
        print(f"{data} does not exist; name the folder of published tables with --shared.", file=sys.stderr)
        return 2
    lines: list[Row] = []
    scores: dict[str, dict[str, Score]] = {}
    asked: dict[str, Asked] = {}
    for name, (root, folders, answers) in sets(data).items():
        if arguments.sets and name not in arguments.sets:
            continue
        gold = load_gold(answers) if answers.is_dir() else {}
        of_set = scores.setdefault(name, {})
        for path in sorted(
            p for folder in folders if folder.is_dir() for p in folder.rglob("*") if p.is_file()
        ):
            place = path.relative_to(root)
            if arguments.only not in place.as_posix():
                continue
            line, found, asks = read_one(path, root, gold.get(place.as_posix(), []))
            asked[name] = asked.get(name, Asked()) + asks
            lines.append(line)
            print(f"{line['observations']:>7} {line['ms']:>6} ms {line['file']}", file=sys.stderr)
            if "gold" in line:
                publisher = place.parts[0] if len(place.parts) > 1 and name != "cases" else "all"
                of_set[publisher] = of_set.get(publisher, Score()) + found
                if arguments.wrong and found.wrong:
                    print(f"{line['file']}: {dict(+found.counts)}")
                    print("\n".join(f"    {text}" for text in found.wrong[: arguments.wrong]))
    arguments.output.mkdir(parents=True, exist_ok=True)
    report = as_report(lines, scores, asked)
    (arguments.output / "reading.json").write_text(
        json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (arguments.output / "REPORT.md").write_text("\n".join(report) + "\n", encoding="utf-8")
    print("\n".join(report[: next(i for i, text in enumerate(report) if text.startswith("| file |"))]))
    if arguments.no_groups or importlib.util.find_spec("tools.corpus_groups") is None:
        return 0
    groups = importlib.import_module("tools.corpus_groups")
    return int(groups.main(["--shared", str(arguments.shared), "--output", str(arguments.output)]))


if __name__ == "__main__":
    sys.exit(main())
