"""A page rendered again for a print shop, a drawing program, or as the data behind it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import polars as pl
import pytest
from feeding import call, good_table
from PIL import Image

from tests.made_profile import made_profile


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    outcome = call("build", good_table(folder), "-o", folder / "out", "--sizes", "a4", "--formats", "svg")
    assert outcome.code == 0, outcome.err
    (found,) = (folder / "out").rglob("page.json")
    return found


def test_a_print_shop_gets_its_inks(page: Path, tmp_path: Path) -> None:
    (tmp_path / "profil.icc").write_bytes(made_profile())
    made = tmp_path / "cetak.pdf"
    assert call("render", page, "-o", made, "--bleed", "3", "--cmyk", tmp_path / "profil.icc").code == 0
    with pikepdf.open(made) as document:
        assert {str(one["/S"]) for one in document.Root["/OutputIntents"]} == {"/GTS_PDFA1", "/GTS_PDFX"}
        assert "/ColorSpace" not in document.pages[0].obj["/Resources"]
        assert "/TrimBox" in document.pages[0].obj
    refused = call("render", page, "-o", tmp_path / "a.png", "--cmyk", tmp_path / "profil.icc")
    assert refused.code == 2
    wrong = call("render", page, "-o", made, "--cmyk", page)
    assert wrong.code == 2
    assert "ICC" in wrong.err


def test_a_print_shop_gets_bleed_and_crop_marks(page: Path, tmp_path: Path) -> None:
    made = tmp_path / "a4.pdf"
    assert call("render", page, "-o", made, "--bleed", "3", "--crop-marks").code == 0
    with pikepdf.open(made) as document:
        paper, trim = (
            [float(side) for side in document.pages[0].obj[box]] for box in ("/MediaBox", "/TrimBox")
        )
        bleed = [float(side) for side in document.pages[0].obj["/BleedBox"]]
    assert trim[2] - trim[0] == pytest.approx(210 * 72 / 25.4, abs=0.1)
    assert trim[0] - bleed[0] == pytest.approx(3 * 72 / 25.4, abs=0.01)
    assert paper[2] > bleed[2], "the marks stand beyond the bleed"


def test_dots_per_inch_set_the_pixels_of_a_page_for_print(page: Path, tmp_path: Path) -> None:
    made = tmp_path / "a4.png"
    assert call("render", page, "-o", made, "--dpi", "72").code == 0
    assert Image.open(io.BytesIO(made.read_bytes())).size == (595, 842)


def test_letters_become_outlines_on_request(page: Path, tmp_path: Path) -> None:
    made = tmp_path / "a4.svg"
    assert call("render", page, "-o", made, "--svg-text", "outline").code == 0
    assert "<text" not in made.read_text(encoding="utf-8")


def test_the_data_behind_a_page_names_its_cells(page: Path, tmp_path: Path) -> None:
    made = tmp_path / "data.csv"
    assert call("render", page, "-o", made).code == 0
    frame = pl.read_csv(made)
    assert frame.height
    assert {"value", "file", "cell"} <= set(frame.columns)
