"""Write out the authored sources of the glossary into the compact data that ships.

    python -m tools.make_glossary [--check]

Reads every numbered file in `src/rupadata/glossary/authored/` in order of name, writes families out for
their members, and writes `src/rupadata/glossary/generated/indicators.tsv`. Two entries with one key are an
error, so are names that the reader would not find. `--check` only says whether what ships is what would be
written.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path

from rupadata.glossary.compact import write_compact
from rupadata.glossary.families import read_indicators
from rupadata.glossary.keys import key_of
from rupadata.glossary.standard import StandardIndicator

ROOM = Path(__file__).parent.parent / "src/rupadata/glossary"
SHIPPED = ROOM / "generated/indicators.tsv"
LONGEST = 14


def read_sources(folder: Path = ROOM / "authored") -> list[StandardIndicator]:
    """Return all indicators of the authored sources, in order."""
    sources = [
        (path.name, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("[0-9]*.toml"))
    ]
    axes = {name: members for _, raw in sources for name, members in raw.get("axis", {}).items()}
    found: list[StandardIndicator] = []
    for name, raw in sources:
        try:
            found += read_indicators(raw, axes)
        except (KeyError, TypeError, ValueError) as error:
            raise SystemExit(f"{name}: {error!r}") from error
    twice = [key for key, count in Counter(one.key for one in found).items() if count > 1]
    long = [text for one in found for text in one.names if len(key_of(text)) > LONGEST]
    marked = [one.key for one in found if any(mark in text for text in one.names for mark in "{}|\t")]
    if twice or long or marked:
        raise SystemExit(f"keys twice: {twice}\nnames too long: {long}\nmarks in names: {marked}")
    return found


def main() -> int:
    """Write the data, or with `--check` tell whether it is up to date."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    found = read_sources()
    text = write_compact(found)
    if options.parse_args().check:
        return int(SHIPPED.read_text(encoding="utf-8") != text)
    SHIPPED.write_text(text, encoding="utf-8")
    kinds = Counter(one.kind.value for one in found)
    print(f"{len(found)} indicators, {dict(kinds.most_common())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
