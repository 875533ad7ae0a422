"""How well titles and tables are grouped: the subject part of `make corpus`.

`python -m tools.corpus_groups --shared FOLDER [--output FOLDER]` prints the quality that the model carries
(on headings that were not trained on) beside TF-IDF with logistic regression of the same rounds, the quality
on the published file itself (which it was trained on) and on natural titles of other offices (which it was
not), and how the published tables fall into subjects, to be read by eye.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rupadata.subjects import Clue, get_matcher, group
from rupadata.subjects.catalogue import load_catalogue
from rupadata.subjects.classifier import model_facts
from rupadata.tables import read_tables
from tools.natural_titles import measure_halves
from tools.subject_labels import read_labelled


def measure_file(labels: Path) -> dict[str, float]:
    """Return the quality on the published labelled titles as `rupadata group --titles` gives them."""
    wanted: dict[str, set[str]] = defaultdict(set)
    units: dict[str, str] = {}
    for element in read_labelled(labels):
        wanted[element.title].add(element.matter)
        units[element.title] = element.unit
    titles = sorted(wanted)
    ids = {entry.subject.key: entry.official_id for entry in load_catalogue("urusan").subjects}
    matches = get_matcher(load_catalogue("urusan")).match([Clue(title, units[title]) for title in titles])
    first = three = decided = right = 0
    for title, match in zip(titles, matches):
        named = [ids[match.subject.key], *(ids[other.key] for other in match.alternatives)]
        hit = named[0] in wanted[title]
        first += hit
        three += bool(set(named[:3]) & wanted[title])
        decided += match.decided
        right += match.decided and hit
    count = len(titles)
    return {
        "titles": count,
        "top1": round(first / count, 4),
        "top3": round(three / count, 4),
        "decided": round(decided / count, 4),
        "right_where_decided": round(right / max(decided, 1), 4),
    }


_HEADING = "# Grouping the published tables and titles"


@dataclass(frozen=True, slots=True)
class TableRow:
    """How many indicators of a file went to a subject (with `?` where undecided), and some of their names."""

    file: str
    subject: str
    indicators: int
    such_as: tuple[str, ...]


def group_tables(tables: Path) -> list[TableRow]:
    """Return one row for each file and subject."""
    reading = read_tables([tables])
    grouping = group(reading.observations, reading.sources)
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for assignment in grouping.assignments:
        subject = assignment.subject.name if assignment.decided else f"? {assignment.subject.name}"
        counts[assignment.file, subject] += 1
        names[assignment.file, subject].append(assignment.name)
    return [
        TableRow(file, subject, count, tuple(names[file, subject][:3]))
        for (file, subject), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1]))
    ]


def append_to_report(
    path: Path,
    held_out: dict[str, dict[str, float]],
    on_file: dict[str, float],
    natural: dict[str, dict[str, float]],
    tables: Sequence[TableRow],
) -> None:
    """Write the part about grouping behind what the report holds, in place of an older one."""
    columns = (
        ("titles", "titles"),
        ("top1", "top-1"),
        ("top3", "top-3"),
        ("baseline_top1", "TF-IDF + LR top-1"),
        ("baseline_top3", "top-3"),
        ("calibration_error", "calibration error"),
        ("decided", "decided"),
        ("right_where_decided", "right where decided"),
    )
    lines = [_HEADING, "", f"| taxonomy | {' | '.join(title for _, title in columns)} |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for name, quality in held_out.items():
        cells = " | ".join(str(quality.get(key, "")) for key, _ in columns)
        lines.append(f"| `{name}`, headings not trained on | {cells} |")
    cells = " | ".join(str(on_file.get(key, "")) for key, _ in columns)
    lines.append(f"| `urusan`, the file trained on | {cells} |")
    for name, quality in natural.items():
        cells = " | ".join(str(quality.get(key, "")) for key, _ in columns)
        lines.append(f"| {name} | {cells} |")
    lines.append("")
    lines += [
        "`?` marks what is undecided.",
        "",
        "| file | subject | indicators | such as |",
        "|---|---|---|---|",
    ]
    for row in tables:
        such_as = "; ".join(row.such_as).replace("|", "\\|")
        lines.append(f"| {row.file} | {row.subject} | {row.indicators} | {such_as} |")
    before = path.read_text(encoding="utf-8").partition(_HEADING)[0].rstrip() if path.is_file() else ""
    whole = "\n".join(([before, ""] if before else []) + lines)
    path.write_text(whole + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--shared", type=Path, required=True, help="folder of the published tables and labels"
    )
    parser.add_argument("--output", type=Path, help="folder to write groups.json and into REPORT.md")
    given = parser.parse_args(argv)
    held_out = {name: facts["quality"] for name, facts in model_facts()["taxonomies"].items()}
    on_file = measure_file(given.shared / "data" / "labels")
    natural = {
        f"`{taxonomy}`, natural titles, {half}": quality
        for taxonomy in ("urusan", "dda")
        for half, quality in measure_halves(taxonomy).items()
    }
    tables = group_tables(given.shared / "data" / "tables")
    for name, quality in held_out.items():
        print(f"{name}, headings not trained on: {json.dumps(quality)}")
    print(f"urusan, the file trained on: {json.dumps(on_file)}")
    for name, quality in natural.items():
        print(f"{name}: {json.dumps(quality)}")
    for row in tables:
        print(f"{row.file} | {row.subject} | {row.indicators} | {'; '.join(row.such_as)}")
    if given.output is not None:
        given.output.mkdir(parents=True, exist_ok=True)
        report = {
            "headings_not_trained_on": held_out,
            "file_trained_on": on_file,
            "natural_titles": natural,
            "tables": [asdict(row) for row in tables],
        }
        content = json.dumps(report, ensure_ascii=False, indent=1)
        (given.output / "groups.json").write_text(content + "\n", encoding="utf-8")
        append_to_report(given.output / "REPORT.md", held_out, on_file, natural, tables)
    return 0


if __name__ == "__main__":
    sys.exit(main())
