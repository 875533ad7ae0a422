"""The results as results.json and RESULTS.md, with the machine that they were measured on."""

from __future__ import annotations

import datetime
import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.timing import Row

FOLDER = Path(__file__).parent
PACKAGES = (
    "rupadata",
    "typst",
    "polars",
    "matplotlib",
    "altair",
    "vl-convert-python",
    "plotly",
    "kaleido",
    "playwright",
)


def load_rows() -> dict[str, list[Row]]:
    """Return the rows of the last run by benchmark."""
    path = FOLDER / "results.json"
    found: dict[str, list[Row]] = {}
    if path.exists():
        for entry in json.loads(path.read_text()):
            found.setdefault(entry.pop("benchmark", ""), []).append(entry)
    return found


def write(results: dict[str, list[Row]]) -> None:
    """Write all rows, those of benchmarks that did not run this time included."""
    rows = [{**found, "benchmark": name} for name, group in sorted(results.items()) for found in group]
    (FOLDER / "results.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    parts = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Times are medians in milliseconds. The ratio is how many",
        "times faster ours is than the peer (peer / ours). Calls draw pages with different figures, so that",
        "nobody is timed on remembering.",
        "",
        *_machine(),
    ]
    for name, group in sorted(results.items()):
        parts += [
            "",
            f"## {name}",
            "",
            "| what | ours | peer | peer's | ratio | promised | kept |",
            "|---|---:|---|---:|---:|---|---|",
        ]
        parts += [_line(found) for found in group]
    (FOLDER / "RESULTS.md").write_text("\n".join(parts) + "\n")


def _line(found: Row) -> str:
    peer_ms, ratio, within = found["peer_ms"], found["ratio"], found.get("within")
    cells = (
        found["name"],
        f"{found['ours_ms']:,.1f}",
        found["peer"],
        "" if peer_ms is None else f"{peer_ms:,.1f}",
        "" if ratio is None else f"{ratio:,.2f}",
        found.get("budget", ""),
        "" if within is None else "yes" if within else "**no**",
    )
    return "| " + " | ".join(cells) + " |"


def _machine() -> list[str]:
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in _read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = next(
        (int(line.split()[1]) for line in _read("/proc/meminfo").splitlines() if "MemTotal" in line), 0
    )
    today, load = datetime.datetime.now(datetime.UTC), os.getloadavg()[0]
    versions = ", ".join(f"{name} {found}" for name in PACKAGES if (found := _version(name)))
    return [
        f"- measured on {today:%Y-%m-%d}, load {load:.1f} at the end",
        f"- {cpu}, {os.cpu_count()} cores, {memory / 1024 / 1024:.0f} GB, {platform.system()}",
        f"- Python {platform.python_version()}, {versions}",
    ]


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
