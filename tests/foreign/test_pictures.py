"""SVG files look elsewhere as our PNG does; without our fonts, every letter stays in its room."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs
from PIL import Image as Picture

from rupadata.render import pixel_size, render_png, render_svg
from rupadata.scene.geometry import text_box
from rupadata.scene.nodes import Text
from rupadata.scene.scene import Scene, texts
from rupadata.typeset import font_folder
from tests.foreign.programs import needs, page, run, some_pages, with_fonts

SCALE = 4
"""Pages are drawn so large that it does not count how a program rounds small letters to whole pixels."""
MOST_DIFFERENT = 0.1
"""The mean difference of pictures, in percent from black to white; one page may have twice that."""
EDGES = 40
"""So many pixels are the edge of a letter that a program rounds, not a letter beside its room."""
LAYERS = 3
"""Texts are drawn in so many pictures, so that a letter is not taken for one of its neighbour's."""
NARROW = Path("/usr/share/fonts/opentype/urw-base35")
WIDE = Path("/usr/share/fonts/truetype/dejavu")


def by_rsvg(svg: Path, png: Path, size: tuple[int, int], env: dict[str, str]) -> None:
    run("rsvg-convert", "-w", str(size[0]), "-h", str(size[1]), "-o", png, svg, env=env)


def by_inkscape(svg: Path, png: Path, size: tuple[int, int], env: dict[str, str]) -> None:
    run("inkscape", "-w", str(size[0]), "-h", str(size[1]), "-o", png, svg, env=env)


def by_libreoffice(svg: Path, png: Path, size: tuple[int, int], env: dict[str, str]) -> None:
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", svg.parent, svg, env=env)
    across, down = map(str, size)
    pdf = svg.with_suffix(".pdf")
    run(
        "pdftoppm",
        "-png",
        "-singlefile",
        "-scale-to-x",
        across,
        "-scale-to-y",
        down,
        pdf,
        png.with_suffix(""),
    )


Draw = Callable[[Path, Path, tuple[int, int], dict[str, str]], None]


def difference(draw: Draw, scene: Scene, mode: str, folder: Path) -> float:
    """Return how far a program's picture of an SVG is from our PNG, in percent."""
    svg, png = folder / f"{mode}.svg", folder / f"{mode}.png"
    svg.write_text(render_svg(scene, text=mode), encoding="utf-8")
    draw(svg, png, pixel_size(scene, scale=SCALE), with_fonts(folder / "home", font_folder()))
    ours = io.BytesIO(render_png(scene, scale=SCALE))
    with Picture.open(ours) as drawn, Picture.open(png) as theirs:
        assert drawn.size == theirs.size
        apart = np.abs(
            np.asarray(drawn.convert("RGB"), dtype=np.int16)
            - np.asarray(theirs.convert("RGB"), dtype=np.int16)
        )
    return float(apart.mean()) / 2.55


def outside_their_room(draw: Draw, scene: Scene, folder: Path, env: dict[str, str]) -> int:
    """Return how many pixels of letters lie beside the room that was measured for their text."""
    lines = [
        structs.replace(text, style=structs.replace(text.style, fill="#000000"))
        for text in texts(scene)
        if text.text.strip()
    ]
    return sum(_outside(draw, scene, lines[layer::LAYERS], folder, env) for layer in range(LAYERS))


def _outside(draw: Draw, scene: Scene, lines: list[Text], folder: Path, env: dict[str, str]) -> int:
    svg, png = folder / "letters.svg", folder / "letters.png"
    alone = structs.replace(scene, background="#ffffff", nodes=tuple(lines), width_mm=0, height_mm=0)
    svg.write_text(render_svg(alone, text="text"), encoding="utf-8")
    draw(svg, png, pixel_size(alone), env)
    with Picture.open(png) as drawn:
        ink = np.asarray(drawn.convert("RGBA"))
    dark = (ink[..., 3] > 60) & (ink[..., :3].max(axis=2) < 160)
    for line in lines:
        box, size = text_box(line), line.style.size
        # Side bearings differ a little by font; taller accents and deeper tails collide with nobody.
        left, right = int(box.x - 0.12 * size), int(box.right + 0.12 * size) + 2
        top, bottom = int(box.y - 0.4 * size), int(box.bottom + 0.4 * size) + 2
        dark[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = False
    return int(dark.sum())


PROGRAMS = [
    pytest.param(by_rsvg, marks=needs("rsvg-convert")),
    pytest.param(by_inkscape, marks=needs("inkscape")),
]


@needs("rsvg-convert")
@pytest.mark.parametrize("mode", ["text", "outline"])
def test_a_page_looks_in_rsvg_as_its_png(mode: str, tmp_path: Path) -> None:
    assert difference(by_rsvg, page(some_pages(1)[0]), mode, tmp_path) <= 2 * MOST_DIFFERENT


@needs("rsvg-convert")
@pytest.mark.skipif(not NARROW.is_dir(), reason="needs fonts-urw-base35: make system-full")
def test_a_program_that_squeezes_no_text_takes_a_narrower_font(tmp_path: Path) -> None:
    env = with_fonts(tmp_path / "home", NARROW, WIDE)
    assert sum(outside_their_room(by_rsvg, page(seed), tmp_path, env) for seed in some_pages(3)) == 0


@needs("rsvg-convert")
@pytest.mark.skipif(not WIDE.is_dir(), reason="needs fonts-dejavu-core: make system-full")
def test_letters_beside_their_room_are_seen(tmp_path: Path) -> None:
    """What the other tests count is there to be counted: rsvg with a wide font alone."""
    env = with_fonts(tmp_path / "home", WIDE)
    assert outside_their_room(by_rsvg, page(some_pages(1)[0]), tmp_path, env) > 100


@pytest.mark.full
@pytest.mark.parametrize("mode", ["text", "outline"])
@pytest.mark.parametrize("draw", PROGRAMS)
def test_pages_look_elsewhere_as_their_png(
    draw: Draw, mode: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seeds = some_pages(12)
    found = {seed: difference(draw, page(seed), mode, tmp_path) for seed in seeds}
    worst = max(found, key=lambda seed: found[seed])
    record_property("cases", f"{len(seeds)} pages")
    mean = sum(found.values()) / len(found)
    record_property("worst", f"{found[worst]:.3f} % (page {worst}), mean {mean:.3f} %")
    assert mean <= MOST_DIFFERENT
    assert found[worst] <= 2 * MOST_DIFFERENT


@pytest.mark.full
@pytest.mark.parametrize(
    "draw", [*PROGRAMS, pytest.param(by_libreoffice, marks=needs("soffice", "pdftoppm"))]
)
def test_without_our_fonts_no_letter_leaves_its_room(
    draw: Draw, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    # rsvg squeezes no text: it needs one of the narrow families that the files name.
    env = with_fonts(tmp_path / "home", *((NARROW, WIDE) if draw is by_rsvg else (WIDE,)))
    seeds = some_pages(12)
    found = {seed: outside_their_room(draw, page(seed), tmp_path, env) for seed in seeds}
    record_property("cases", f"{len(seeds)} pages")
    record_property("worst", f"{max(found.values())} pixels outside")
    assert not [seed for seed in seeds if found[seed] > EDGES]


@pytest.mark.full
@needs("soffice", "pdftoppm")
def test_outlines_look_in_libreoffice_as_the_png(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    assert shutil.which("soffice")
    found = [difference(by_libreoffice, page(seed), "outline", tmp_path) for seed in some_pages(4)]
    record_property("cases", "4 pages")
    mean = sum(found) / len(found)
    record_property("worst", f"{max(found):.3f} %, mean {mean:.3f} %")
    # It rounds every point of an outline to a hundredth of a millimetre: all edges tremble a little.
    assert mean <= 10 * MOST_DIFFERENT
    assert max(found) <= 20 * MOST_DIFFERENT
