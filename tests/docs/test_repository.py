"""The repository speaks of itself only, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest
from pages import FENCE, ROOT, markdown_files, tracked_files

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
# Spelled in parts, so that this file does not hold what it forbids.
FOREIGN = re.compile(
    "|".join(
        [
            "(?<![\\w.])/" + "(work|root|home|mnt|Users)" + "/",
            "--(extra-)?" + "index-url",
            "--trusted" + "-host",
            "https?://[^\\s\"']*/" + "simple/?\\b",
        ]
    )
)


def text_files() -> list[tuple[str, str]]:
    found = []
    for path in tracked_files():
        raw = path.read_bytes()
        if b"\0" not in raw[:4096]:
            found.append((str(path.relative_to(ROOT)), raw.decode("utf-8")))
    return found


def test_no_file_names_a_machine_path_or_a_package_index() -> None:
    found = [f"{name}: {match[0]}" for name, text in text_files() for match in FOREIGN.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/dev.txt"])
def test_every_locked_package_is_pinned_with_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").replace("\\\n", ""))
    packages = [block for block in blocks if not block.startswith("#")]
    assert [
        block.split()[0] for block in packages if "==" not in block or "--hash=sha256:" not in block
    ] == []


def test_every_relative_link_leads_to_a_file() -> None:
    broken = []
    for path in markdown_files():
        text = FENCE.sub("", path.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (path.parent / target).exists()
            ):
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_decision_records_have_one_number_each() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


@pytest.mark.parametrize("name", ["banten", "kota-tangerang", "kota-contoh"])
def test_every_example_names_its_sources(name: str) -> None:
    assert "umber" in (ROOT / "examples" / name / "README.md").read_text(encoding="utf-8")


def test_the_notice_names_what_pages_carry() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for work in ("Manrope", "Source Sans Pro", "Phosphor", "SIL OPEN FONT LICENSE", "MIT License"):
        assert work in notice
