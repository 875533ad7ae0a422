"""The fonts that office.toml names set the office's pages in every format, and no other office's."""

from __future__ import annotations

import pickle
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from rupadata.build import build_pages
from rupadata.cli.app import run
from rupadata.edition import DrawRequest, draw_edition
from rupadata.errors import InputRefusedError
from rupadata.office import Office, default_office, load_office
from rupadata.office.own_fonts import fonts_as_files, fonts_of_files, is_kept_font
from rupadata.pagespec import parse_spec
from rupadata.rebuild import check_path, open_page
from rupadata.render import render_png, render_svg
from rupadata.request import BuildRequest
from rupadata.scene.scene import texts
from rupadata.typeset import HOUSE_FONTS, OwnFamily
from tests.made_fonts import made_font
from tests.unit.office.test_brand import TABLE

FORMATS = ("svg", "png", "pdf", "pptx", "html", "docx")


def office_with_fonts(folder: Path, wider: float, *, without: str = "") -> Office:
    if not folder.exists():
        assert run(["office", "new", str(folder)]) == 0
    for weight in (400, 700):
        (folder / f"kantor-{weight}.ttf").write_bytes(made_font(weight, wider=wider, without=without))
    said = (folder / "office.toml").read_text("utf-8")
    said = re.sub(r"(?m)^heading = \[\]", 'heading = ["kantor-700.ttf"]', said)
    said = re.sub(r"(?m)^text = \[\]", 'text = ["kantor-400.ttf", "kantor-700.ttf"]', said)
    (folder / "office.toml").write_text(said, "utf-8")
    return load_office(folder)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_with_fonts(tmp_path_factory.mktemp("kantor") / "kantor", 1.25)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hasil")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """The folder of a page that an office with its own fonts built."""
    kantor = office_with_fonts(tmp_path_factory.mktemp("kantor") / "kantor", 1.25)
    table = tmp_path_factory.mktemp("tabel") / "penduduk.csv"
    table.write_text(TABLE, encoding="utf-8")
    made = build_pages([table], built, BuildRequest(formats=FORMATS), office=kantor)
    return built / made.editions[0].path


def test_every_format_is_set_in_the_fonts_of_the_office(page: Path) -> None:
    svg = (page / "portrait.svg").read_text("utf-8")
    carried = re.findall(r"@font-face\{font-family:'([^']+)';font-weight:(\d+)", svg)
    assert {weight for _, weight in carried} == {"400", "700"}
    assert all(re.fullmatch(r"Huruf Kantor [0-9a-f]{8}", name) for name, _ in carried)
    assert set(re.findall(r'font-family="(\'Huruf Kantor [0-9a-f]{8}\', \'Huruf Kantor\', )?', svg)) == {
        f"'{name}', 'Huruf Kantor', " for name, _ in carried
    }
    assert "Manrope" not in svg
    html = (page / "page.html").read_text("utf-8")
    assert {name for name, _ in carried} == set(re.findall(r"@font-face\{font-family:'([^']+)'", html))
    assert "--reading:'Huruf Kantor " in html
    assert "font-weight:550 1000;" in html
    with zipfile.ZipFile(page / "portrait.pptx") as slides:
        slide = slides.read("ppt/slides/slide1.xml").decode()
    assert set(re.findall(r'<a:latin typeface="([^"]+)"', slide)) == {"Huruf Kantor"}
    with zipfile.ZipFile(page / "page.docx") as document:
        styles, table = (document.read(f"word/{name}.xml").decode() for name in ("styles", "fontTable"))
    for style in ("Normal", "Heading1", "Heading2"):
        said = re.search(rf'w:styleId="{style}".*?<w:rFonts([^>]*)/>', styles, re.S)
        assert said is not None
        assert 'w:ascii="Huruf Kantor"' in said[1]
        assert "Theme" not in said[1]
    assert re.findall(r'<w:font w:name="Huruf Kantor"><w:altName w:val="([^"]+)"/>', table) == ["Arial"]
    with pikepdf.open(page / "portrait.pdf") as pdf:
        fonts = {str(one["/BaseFont"]) for one in pdf.objects if _is_font(one)}
    assert fonts
    assert all("HurufKantor" in one for one in fonts)


def _is_font(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font" and "/BaseFont" in one


def test_the_page_says_which_fonts_it_is_set_in(page: Path) -> None:
    assert "Huruf: Huruf Kantor." in (page / "page.html").read_text("utf-8")


def test_a_build_keeps_the_fonts_and_is_drawn_again_without_the_office(page: Path, built: Path) -> None:
    assert {path.name for path in built.iterdir() if is_kept_font(path.name)} == {
        "fonts-heading-700.ttf",
        "fonts-text-400.ttf",
        "fonts-text-700.ttf",
    }
    assert [one for one in check_path(built) if one.severity == "error"] == []
    again = open_page(page / "page.json", built / "observations.parquet")
    assert render_svg(again.scene) == (page / "portrait.svg").read_text("utf-8")
    assert render_png(again.scene) == (page / "portrait.png").read_bytes()
    assert [one for one in check_path(page / "portrait.svg") if one.severity == "error"] == []


def test_a_page_whose_fonts_are_elsewhere_is_checked_by_its_own_widths(page: Path, tmp_path: Path) -> None:
    alone = tmp_path / "portrait.svg"
    alone.write_bytes((page / "portrait.svg").read_bytes())
    assert "figure-without-evidence" not in {one.code for one in check_path(alone)}


def test_kept_fonts_are_those_that_they_were_made_of(office: Office) -> None:
    files = fonts_as_files(office.fonts)
    assert fonts_of_files(files) == office.fonts
    assert [one.faces for one in fonts_of_files(files).own] == [one.faces for one in office.fonts.own]
    assert fonts_of_files({}) == HOUSE_FONTS
    with pytest.raises(InputRefusedError) as refused:
        fonts_of_files({"fonts-text-400.ttf": b"no font"})
    assert refused.value.code == "own-font-unusable"


def test_the_same_page_in_other_fonts_is_another_edition(page: Path, built: Path, office: Office) -> None:
    spec = parse_spec((page / "page.json").read_bytes())
    opened = open_page(page / "page.json", built / "observations.parquet")

    def digest(of: Office) -> str:
        return draw_edition(spec, opened.book, of, DrawRequest(date="2024")).digest

    plain, own = default_office(), replace(default_office(), fonts=office.fonts)
    assert digest(plain) != digest(own)
    assert plain != own
    assert digest(own) == digest(pickle.loads(pickle.dumps(own)))


def test_two_offices_in_one_process_keep_their_fonts(page: Path, built: Path, tmp_path: Path) -> None:
    spec = parse_spec((page / "page.json").read_bytes())
    book = open_page(page / "page.json", built / "observations.parquet").book
    seen = []
    for wider in (0.8, 1.25, 0.8):
        own = office_with_fonts(tmp_path / str(wider), wider)
        drawn = draw_edition(spec, book, pickle.loads(pickle.dumps(own))).scenes["portrait"]
        seen.append(next(text.width / text.style.size for text in texts(drawn) if text.role == "source"))
    assert seen[0] == seen[2] < seen[1]
    house = draw_edition(spec, book).scenes["portrait"]
    assert not any(isinstance(text.style.family, OwnFamily) for text in texts(house))


def test_letters_that_the_fonts_lack_are_told(
    page: Path, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kantor"
    lacking = office_with_fonts(folder, 1.0, without="@–")
    spec = parse_spec((page / "page.json").read_bytes())
    spec = replace(spec, brand=replace(spec.brand, social=("@kantor",)))
    book = open_page(page / "page.json", built / "observations.parquet").book
    told = [one for one in draw_edition(spec, book, lacking).problems if one.code == "own-font-letters"]
    assert [dict(one.arguments)["letters"] for one in told] == ["@"]
    assert {one.severity for one in told} == {"info"}
    capsys.readouterr()
    assert run(["office", "check", str(folder / "office.toml"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.count("The font Huruf Kantor lacks") == 2
    assert "–" in said


@pytest.mark.parametrize(("content", "why"), [(None, "no such file"), (bytes(20_000_001), "20 MB")])
def test_a_file_that_cannot_be_opened_is_refused(
    content: bytes | None, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kantor"
    office_with_fonts(folder, 1.0)
    (folder / "kantor-700.ttf").unlink()
    if content is not None:
        (folder / "kantor-700.ttf").write_bytes(content)
    capsys.readouterr()
    assert run(["office", "check", str(folder / "office.toml"), "--lang", "en"]) == 2
    assert why in capsys.readouterr().err
