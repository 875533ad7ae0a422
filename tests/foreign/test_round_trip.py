"""Pictures that Inkscape and LibreOffice saved again come back: as nothing, or as what was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.pages import Page
from rupadata.scene.scene import texts
from rupadata.take_back import TakenBack, take_back
from rupadata.typeset import font_folder
from tests.foreign.programs import needs, run, with_fonts
from tests.foreign.test_slides import convert, needs_impress
from tests.unit.take_back.test_take_back import first, page

SVG_ACTIONS = (
    "select-by-id:{value};transform-translate:40,30;select-clear;select-by-id:{note};delete;select-clear;"
    "select-by-id:{source};object-set-attribute:style,font-family:Arial;export-filename:{out};export-do"
)


def back(of: Page, path: Path) -> TakenBack:
    return take_back(of, path.name, path.read_bytes())


@pytest.mark.full
@needs("inkscape")
def test_inkscape_gives_back_what_it_was_given_and_what_was_edited_in_it(tmp_path: Path) -> None:
    of = page()
    drawn, saved = of.save(tmp_path / "a.svg", svg_text="text"), tmp_path / "b.svg"
    env = with_fonts(tmp_path / "home", font_folder())
    for more in ((), ("--export-plain-svg",)):
        run("inkscape", drawn, *more, f"--export-filename={saved}", env=env)
        found = back(of, saved)
        assert (found.taken, found.refused, found.left) == ((), (), ())
    gone = first("section-note")
    names = {"value": first("value").id, "note": gone.id, "source": first("source").id, "out": saved}
    run("inkscape", drawn, f"--actions={SVG_ACTIONS.format(**names)}", env=env)
    found = back(of, saved)
    assert not found.taken
    assert not found.refused
    assert sorted(one.what.split(" '")[0] for one in found.left) == ["huruf", "teks digeser", "teks dihapus"]


@pytest.mark.full
@needs("soffice")
@needs_impress
def test_libreoffice_gives_back_the_slide_that_it_was_given(tmp_path: Path) -> None:
    from pptx import Presentation

    of = page()
    drawn = of.save(tmp_path / "a.pptx")
    saved = convert(drawn, "pptx", font_folder())
    found = back(of, saved)
    assert (found.taken, found.refused, found.left) == ((), (), ())
    made = Presentation(str(saved))
    runs = made.slides[0].shapes.title.text_frame.paragraphs[0].runs
    runs[0].text = "Warga kota"
    edited = tmp_path / "edited.pptx"
    made.save(str(edited))
    found = back(of, convert(edited, "pptx", font_folder()))
    rest = " ".join(text.text for text in texts(of.scene) if text.role == "headline").split()[-1]
    assert found.spec.title.headline["id"].startswith("Warga kota")
    assert rest in found.spec.title.headline["id"] or len(runs) == 1
    assert not found.refused
    assert not found.left
