"""Many invented tables: what is said of them and how they are drawn changes only on purpose.

The golden pages beside this are looked at one by one; these are too many for that. They tell that something
moved: what is said is kept in words (`said.txt`, look at its diff), drawings by their digests.
`pytest tests/golden --update-golden` keeps both anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rupadata.analysis import Finding, find_findings, rank_headlines
from rupadata.compose import THEMES, compose_page, plan_page
from rupadata.model.subject import SubjectBook
from rupadata.scene.serialise import scene_to_json
from rupadata.workers import in_chunks
from tests.unit.analysis.test_truth_of_findings import book_of, likely_table
from tests.unit.compose.random_pages import SIZES, random_book

HERE = Path(__file__).parent
SAID, DRAWN = HERE / "said.txt", HERE / "drawn.json"
LIKELY = [f"likely-{seed}" for seed in range(160)]
"""Tables as offices have them."""
WILD = [f"wild-{seed}" for seed in range(60)]
"""Tables that pages must survive."""
NAMES = [*LIKELY, *WILD]
SCREENS = ("square", "portrait", "story", "slide", "900x700px")
PAPER = tuple(size for size in SIZES if size not in SCREENS)
TOGETHER = 4
"""How many tables one test looks at: a failing test should name few."""


def book(name: str) -> SubjectBook:
    seed = seed_of(name)
    return book_of(likely_table(seed))[0] if name in LIKELY else random_book(seed)


def seed_of(name: str) -> int:
    return int(name.partition("-")[2])


def size_of(name: str) -> str:
    """Return the size that a table is drawn in."""
    return SIZES[seed_of(name) % len(SIZES)]


def in_groups(names: Sequence[str], sizes: Sequence[str] = SIZES) -> list[Sequence[str]]:
    return in_chunks([name for name in names if size_of(name) in sizes], TOGETHER)


def told(finding: Finding) -> Iterator[str]:
    """Yield a finding as people read it, and after it a digest of the rest."""
    said = [*finding.sentence.values(), *(text for one in finding.headlines for text in one.text.values())]
    figures = [(one.text, [(proof.shown, proof.value) for proof in one.evidence]) for one in said]
    rest = repr((figures, [one.pattern for one in finding.headlines], finding.why, finding.focus_period))
    digest = hashlib.sha256(rest.encode()).hexdigest()[:8]
    yield f"{finding.weight:.4f} {finding.id} {digest}"
    yield f"    {finding.sentence['id']}"


def said_of(name: str) -> str:
    """Return all that is said of a table."""
    made = book(name)
    findings = find_findings(made, [indicator.key for indicator in made.indicators])
    lines = [f"# {name}", *(line for finding in findings for line in told(finding))]
    lines += [f"> {one.worth:.4f} {one.headline.text['id'].text}" for one in rank_headlines(findings)[:4]]
    return "\n".join(lines) + "\n"


def drawn_of(name: str) -> str:
    """Return the digest of a table's page, in the look that its seed decides."""
    made, seed = book(name), seed_of(name)
    scene = compose_page(
        plan_page(made, "uji", [indicator.key for indicator in made.indicators]),
        made,
        date="2026-11-22",
        size=size_of(name),
        theme=sorted(THEMES)[seed % len(THEMES)],
        lang="en" if seed % 3 == 0 else "id",
    )
    return hashlib.sha256((scene_to_json(scene)).encode()).hexdigest()[:12]


def kept_words() -> dict[str, str]:
    text = SAID.read_text(encoding="utf-8") if SAID.exists() else ""
    parts = [part.strip("\n") + "\n" for part in f"\n{text}".split("\n# ")[1:]]
    return {part.partition("\n")[0]: f"# {part}" for part in parts}


@pytest.fixture(scope="module")
def said(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    words = kept_words()
    yield words
    if request.config.getoption("--update-golden"):
        SAID.write_text("".join(words[name] for name in NAMES if name in words), encoding="utf-8")


@pytest.fixture(scope="module")
def drawn(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    digests = json.loads(DRAWN.read_text(encoding="utf-8")) if DRAWN.exists() else {}
    yield digests
    if request.config.getoption("--update-golden"):
        DRAWN.write_text(json.dumps({name: digests[name] for name in NAMES}, indent=0) + "\n", "utf-8")


@pytest.mark.parametrize("names", in_groups(NAMES), ids="+".join)
def test_the_same_is_said_of_a_table_as_before(
    names: Sequence[str], said: dict[str, str], request: pytest.FixtureRequest
) -> None:
    for name in names:
        found = said_of(name)
        if request.config.getoption("--update-golden"):
            said[name] = found
        assert found == said.get(name)


def look_at(names: Sequence[str], drawn: dict[str, str], *, update: bool) -> None:
    found = {name: drawn_of(name) for name in names}
    if update:
        drawn.update(found)
    assert {name: drawn.get(name) for name in names} == found


@pytest.mark.parametrize("names", in_groups(LIKELY, SCREENS), ids="+".join)
def test_likely_tables_are_drawn_as_before_on_screens(names, drawn, request):
    look_at(names, drawn, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("names", in_groups(LIKELY, PAPER), ids="+".join)
def test_likely_tables_are_drawn_as_before_on_paper(names, drawn, request):
    look_at(names, drawn, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("names", in_groups(WILD, SCREENS), ids="+".join)
def test_wild_tables_are_drawn_as_before_on_screens(names, drawn, request):
    look_at(names, drawn, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("names", in_groups(WILD, PAPER), ids="+".join)
def test_wild_tables_are_drawn_as_before_on_paper(names, drawn, request):
    look_at(names, drawn, update=request.config.getoption("--update-golden"))
