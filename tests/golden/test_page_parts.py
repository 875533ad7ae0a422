"""What stands around the blocks: each architecture in each shape of page, head and foot with all they say.

`parts.txt` keeps a line a page, by the heights of its parts and a digest of each; `pytest tests/golden
--update-golden` keeps it anew. What a page promises of them is tested beside it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene
from rupadata.compose import compose_page, plan_page
from rupadata.compose.architectures import ARCHITECTURES
from rupadata.pagespec import BrandSpec, PageSpec
from rupadata.scene.geometry import group_box
from rupadata.scene.nodes import Group
from rupadata.scene.scene import Scene, texts
from tests.golden.golden_blocks import CASES, jobs, many, people
from tests.golden.golden_books import city_book

KEPT = Path(__file__).parent / "parts.txt"
SHAPES = ("square", "portrait", "story", "slide", "a4", "900x700px")
LOGO = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>").decode()
BRAND = BrandSpec(
    office="Dinas Komunikasi dan Informatika Kota Contoh",
    web="data.contoh.example",
    social=("@datacontoh",),
    hashtag="#SatuData",
)
SAID: dict[str, Callable[[PageSpec], PageSpec]] = {
    "office": lambda spec: replace(spec, brand=BRAND),
    "logo": lambda spec: replace(
        spec, brand=replace(BRAND, logo=LOGO, logo_media_type="image/svg+xml"), data_url="https://contoh.example/t"
    ),
    "logo alone": lambda spec: replace(spec, brand=BrandSpec(logo=LOGO, logo_media_type="image/svg+xml")),
    "address of the data": lambda spec: replace(spec, data_url="https://data.contoh.example/tabel/12"),
    "sample data": lambda spec: replace(spec, illustrative=True),
    "notes": lambda spec: replace(spec, notes=({"id": "Angka dihitung dari catatan sipil. " * 6},)),
    "long headline": lambda spec: _headline(spec, "Penduduk tumbuh di semua kecamatan tahun demi tahun " * 2),
    "longest headline": lambda spec: _headline(spec, "Penduduk tumbuh di semua kecamatan yang tercatat " * 6),
    "short headline": lambda spec: _headline(spec, "Naik lagi"),
    "long place": lambda spec: replace(
        spec, region=replace(spec.region, name="Kabupaten Administrasi Kepulauan Contoh Sekali Namanya")
    ),
    "colour": lambda spec: replace(spec, brand=BrandSpec(colour="#0b5fa5")),
}  # fmt: skip
"""What the spec of a page may say beside its blocks."""


def _headline(spec: PageSpec, words: str) -> PageSpec:
    return replace(spec, title=replace(spec.title, headline={"id": words.strip()}))


def drawn(made: str, size: str, theme: str = "default", **changed: object) -> Scene:
    """Return the page of a golden book with something changed in its spec."""
    book = {"city": city_book, "jobs": jobs, "many": many, "people": people}[made]()
    page, keys = book.pages[0]
    spec = replace(plan_page(book, page, keys), **changed)  # type: ignore[arg-type]
    return compose_page(spec, book, size=size, theme=theme, date="2026-11-22")


def said(words: str, size: str, theme: str) -> Scene:
    book = city_book()
    page, keys = book.pages[0]
    return compose_page(
        SAID[words](plan_page(book, page, keys)), book, size=size, theme=theme, date="2026-11-22"
    )


def line_of(scene: Scene) -> str:
    """Return each part of a page by its height and a digest of what is drawn."""
    parts = []
    for group in scene.nodes:
        box = group_box((group,))
        shape = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", repr(group))
        height = f"{box.height:.1f}" if box else "-"
        parts.append(f"{group.id} {height} {hashlib.sha256(shape.encode()).hexdigest()[:6]}")
    return ", ".join(parts)


def look_at(found: dict[str, str], *, update: bool) -> None:
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else []
    known = dict(line.split(": ", 1) for line in lines)
    if update:
        known |= found
        KEPT.write_text("".join(f"{key}: {known[key]}\n" for key in sorted(known)), "utf-8")
    assert found == {key: known.get(key) for key in found}


@pytest.mark.parametrize("made", ["city", "jobs", "many", "people"])
def test_every_architecture_is_set_as_before(made, request):
    found = {
        f"{made} {key} {size}": line_of(drawn(made, size, architecture=key))
        for number, key in enumerate(ARCHITECTURES)
        for size in (SHAPES[number % len(SHAPES)], SHAPES[(number + 3) % len(SHAPES)])
    }
    look_at(found, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("words", SAID)
def test_head_and_foot_are_set_as_before(words, request):
    shapes = (("portrait", "default"), ("slide", "vivid"), ("a4", "formal"), ("square", "high-contrast"))
    found = {f"{words}, {size} {theme}": line_of(said(words, size, theme)) for size, theme in shapes}
    look_at(found, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("words", SAID)
def test_whatever_a_page_says_around_its_blocks_stands_without_a_fault(words):
    for size in ("portrait", "slide", "a4"):
        faults = [p for p in check_scene(said(words, size, "default")) if p.severity == "error"]
        assert not faults


def foot_of(scene: Scene) -> str:
    [foot] = [group for group in scene.nodes if isinstance(group, Group) and group.id == "footer_footer"] or [
        group for group in scene.nodes if "foot" in group.id
    ]
    return " ".join(text.text for text in texts(replace(scene, nodes=(foot,))))


def flagged(name: str, flag: str) -> Iterable[str]:
    """Return the foot of a golden block's page where every figure carries a flag."""
    case = CASES[name]

    def made():
        book = case.book()
        return replace(book, observations=book.observations.with_columns(flags=pl.lit(flag)))

    return foot_of(replace(case, book=made, speaks=case.speaks).draw())


@pytest.mark.parametrize("name", CASES)
def test_whatever_shows_provisional_figures_says_so_at_the_foot(name):
    assert "* angka sementara" in flagged(name, "provisional")


@pytest.mark.parametrize("name", CASES)
def test_whatever_shows_estimates_says_so_at_the_foot(name):
    assert "Memuat angka perkiraan" in flagged(name, "estimate")
