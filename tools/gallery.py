"""Build pages from all published tables, judge them, and show the worst first.

Writes `index.html` (a contact sheet at phone width and full size) and `report.json`.
"""

from __future__ import annotations

import argparse
import html
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from tools.page_truth import compare_build
from tools.recompute import check_build

SIZES = "portrait,story,a4"
RUPADATA = Path(sys.executable).with_name("rupadata")


@dataclass
class Judged:
    """One page and what the judges say of it."""

    page: str
    folder: str
    title: str
    pictures: list[str]
    problems: list[dict[str, object]] = field(default_factory=list)
    geometry: list[dict[str, object]] = field(default_factory=list)
    wrong_figures: list[str] = field(default_factory=list)
    false_figures: list[str] = field(default_factory=list)
    """Printed figures whose cells say something else in the gold answers."""
    empty_share: float = 0.0
    score: float = 0.0


def build_office(folder: Path, output: Path) -> tuple[float, str]:
    """Build one office's tables; return the seconds it took and what was said on the way."""
    start = time.perf_counter()
    done = subprocess.run(
        [
            RUPADATA,
            "build",
            folder,
            "--output",
            output,
            "--sizes",
            SIZES,
            "--formats",
            "svg,png",
            "--workers",
            "2",
            "--lang",
            "id",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return time.perf_counter() - start, done.stderr


def check_office(output: Path) -> list[dict[str, object]]:
    """Return what `rupadata check` reports on a build."""
    done = subprocess.run([RUPADATA, "check", output, "--json"], capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise SystemExit(f"rupadata check failed on {output}:\n{done.stderr}")
    return json.loads(done.stdout)


def geometry_faults(tool: Path, output: Path, report: Path) -> dict[str, list[dict[str, object]]]:
    """Return the faults that a real browser finds, by SVG file."""
    if not tool.exists():
        return {}
    subprocess.run(
        [sys.executable, tool, "--least", "0", "--json", report, output], capture_output=True, check=False
    )
    if not report.exists():
        return {}
    return {entry["file"]: entry["faults"] for entry in json.loads(report.read_text()) if entry["faults"]}


def empty_band(picture: Path) -> float:
    """Return the height of the tallest blank band of a page, as a share of its height."""
    with Image.open(picture) as image:
        grey = np.asarray(image.convert("L").resize((180, image.height * 180 // image.width)))
    blank = grey.max(axis=1).astype(int) - grey.min(axis=1) < 6
    longest = run = 0
    for row in blank:
        run = run + 1 if row else 0
        longest = max(longest, run)
    return longest / len(blank)


def judge(output: Path, tool: Path, tables: Path, golds: Sequence[Path]) -> tuple[list[Judged], int]:
    """Return all pages of one build with their faults, and how many of their cells had a gold answer."""
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    problems = check_office(output)
    geometry = geometry_faults(tool, output, output / "geometry.json")
    figures = check_build(output, tables)
    false, compared = compare_build(output, golds)
    pages = []
    for edition in manifest["editions"]:
        folder = output / edition["path"]
        pictures = sorted(p.as_posix() for p in folder.glob("*.png"))
        mine = [p for p in problems if str(p["where"]["file"]).startswith(edition["path"])]  # type: ignore[index]
        page = Judged(edition["path"], output.name, edition["title"], pictures, mine)
        page.geometry = [
            fault | {"file": Path(file).name}
            for file, faults in geometry.items()
            if Path(file).parent == folder
            for fault in faults
        ]
        page.wrong_figures = figures.get(edition["path"], [])
        page.false_figures = false.get(edition["path"], [])
        page.empty_share = max((empty_band(Path(p)) for p in pictures), default=0.0)
        errors = sum(p["severity"] == "error" for p in mine)
        page.score = (
            10 * errors
            + 20 * len(page.geometry)
            + 20 * len(page.wrong_figures)
            + 20 * len(page.false_figures)
            + sum(p["severity"] == "warning" for p in mine)
            + 40 * max(0.0, page.empty_share - 0.12)
        )
        pages.append(page)
    return pages, compared


STYLE = """body{font:16px/1.4 sans-serif;margin:24px;background:#f3f3f1;color:#222}
.page{background:#fff;padding:16px;margin:0 0 24px;border-radius:8px}
.row{display:flex;gap:16px;flex-wrap:wrap;align-items:flex-start}
img{width:360px;border:1px solid #ddd}h2{margin:0 0 4px}
pre{white-space:pre-wrap;color:#a00;font-size:13px}.meta{color:#666}"""


def write_index(pages: list[Judged], output: Path, facts: dict[str, object]) -> None:
    """Write the contact sheet: the worst 12 at phone width and full size, then all the others."""
    parts = [f"<!doctype html><meta charset=utf-8><title>Galeri</title><style>{STYLE}</style>"]
    parts.append(f"<h1>Galeri: {len(pages)} halaman</h1><p>{html.escape(json.dumps(facts))}</p>")
    for rank, page in enumerate(pages):
        if rank == 0:
            parts.append("<h1>12 terburuk</h1>")
        if rank == 12:
            parts.append("<h1>Lainnya</h1>")
        parts.append(f"<div class=page><h2>{html.escape(page.title)}</h2>")
        parts.append(
            f"<p class=meta>{html.escape(page.folder)}/{html.escape(page.page)} · nilai {page.score:.1f}"
            f" · kosong {page.empty_share:.0%}</p><div class=row>"
        )
        for picture in page.pictures:
            link = html.escape(Path(picture).relative_to(output).as_posix())
            parts.append(f'<a href="{link}"><img loading=lazy src="{link}" alt=""></a>')
        faults = [f"{p['code']}: {p['message']}" for p in page.problems]
        faults += [json.dumps(fault, ensure_ascii=False) for fault in page.geometry]
        faults += page.wrong_figures + page.false_figures
        parts.append(f"</div><pre>{html.escape(chr(10).join(faults))}</pre></div>")
    (output / "index.html").write_text("\n".join(parts), encoding="utf-8")


def main() -> int:
    """Build and judge the gallery; exit 1 when any page has an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--gold", type=Path, nargs="*", help="folders of gold answers; those beside the tables when left out"
    )
    parser.add_argument("--only", help="build only offices whose folder holds this word")
    asked = parser.parse_args()
    if not asked.tables.is_dir():
        print(f"{asked.tables} is not there: the gallery needs published tables.", file=sys.stderr)
        return 2
    tool = asked.tables.parent.parent / "tools" / "svg_geometry.py"
    beside = (asked.tables.parent / "gold", asked.tables.parent / "field" / "gold")
    golds = [folder for folder in (beside if asked.gold is None else asked.gold) if folder.is_dir()]
    compared = 0
    pages: list[Judged] = []
    seconds: dict[str, float] = {}
    for office in sorted(path for path in asked.tables.iterdir() if path.is_dir()):
        if asked.only and asked.only not in office.name:
            continue
        output = asked.output / office.name
        seconds[office.name], said = build_office(office, output)
        if not (output / "manifest.json").exists():
            print(f"{office.name}: nothing built\n{said}", file=sys.stderr)
            continue
        found, cells = judge(output, tool, office.parent, golds)
        compared += cells
        pages += found
        print(f"{office.name}: {len(found)} pages in {seconds[office.name]:.1f} s", file=sys.stderr)
    pages.sort(key=lambda page: -page.score)
    facts: dict[str, object] = {
        "pages": len(pages),
        "errors": sum(p["severity"] == "error" for page in pages for p in page.problems),
        "warnings": sum(p["severity"] == "warning" for page in pages for p in page.problems),
        "geometry_faults": sum(len(page.geometry) for page in pages),
        "wrong_figures": sum(len(page.wrong_figures) for page in pages),
        "cells_with_gold": compared,
        "false_figures": sum(len(page.false_figures) for page in pages),
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
    }
    asked.output.mkdir(parents=True, exist_ok=True)
    report = {"facts": facts, "pages": [asdict(page) for page in pages]}
    (asked.output / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    write_index(pages, asked.output, facts)
    print(json.dumps(facts, indent=1))
    for page in pages[:12]:
        print(f"{page.score:7.1f}  {page.folder}/{page.page}  {page.title}")
    return 1 if any(facts[k] for k in ("errors", "geometry_faults", "wrong_figures", "false_figures")) else 0


if __name__ == "__main__":
    sys.exit(main())
