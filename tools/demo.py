"""The demo: build the infographics of all examples, then carry one work order through the whole procedure."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tools import demo_case

ROOT = Path(__file__).resolve().parent.parent
RUPADATA = Path(sys.executable).with_name("rupadata")
OUTPUT = ROOT / "demo-output"
EXAMPLES = ("kota-contoh", "banten", "kota-tangerang")


def main(output: Path = OUTPUT) -> int:
    """Build the examples one after another; the exit code is the worst of theirs."""
    worst = 0
    start = time.perf_counter()
    for name in EXAMPLES:
        print(f"\n== {name}", file=sys.stderr)
        folder = ROOT / "examples" / name
        office = ["--office", folder] if (folder / "office.toml").exists() else []
        done = subprocess.run(
            [RUPADATA, "build", folder, "--output", output / name, "--sizes", "all", *office], check=False
        )
        worst = max(worst, done.returncode)
    print("\n== SOP: kota-contoh", file=sys.stderr)
    demo_case.run(output / "kota-contoh", output / "perkara")
    print(f"\n{output}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return worst


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
