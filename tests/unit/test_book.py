"""A build as one book: contents that lead to every page, tagged, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from pypdf import PdfReader

from rupadata.book import BookRequest, make_book
from rupadata.build import build_pages
from rupadata.cli.book import command
from rupadata.errors import InputRefusedError, UsageError
from rupadata.render import BookCover, Chapter, render_book
from rupadata.request import BuildRequest
from rupadata.scene.nodes import Text, TextStyle
from rupadata.scene.scene import Scene
from tests.made_profile import made_profile

PLACES = ("Ciledug", "Benda", "Larangan", "Periuk")


def tiny_scene(width: float = 300.0) -> Scene:
    head = Text("head", "headline", 20, 40, "Naik", TextStyle("Manrope", 700, 20, "#000000"), 60)
    return Scene(
        width=width,
        height=300.0,
        background="#ffffff",
        title="Naik",
        description="",
        lang="id",
        nodes=(head,),
    )


def table(title: str, years: Sequence[Sequence[int]]) -> str:
    rows = "\n".join(f"{name},{before},{now}" for name, before, now in zip(PLACES, *years, strict=True))
    return f"{title} Menurut Kecamatan di Kota Tangerang\nKecamatan,2023,2024\n{rows}\n"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    for name, title, years in (
        ("penduduk.csv", "Jumlah Penduduk (jiwa)", ((10, 20, 30, 25), (12, 22, 31, 28))),
        ("sekolah.csv", "Jumlah Murid SD (orang)", ((900, 800, 700, 600), (950, 820, 730, 500))),
    ):
        (folder / name).write_text(table(title, years), encoding="utf-8")
    build_pages([folder], folder / "out", BuildRequest(formats=("svg",)))
    return folder / "out"


@pytest.fixture(scope="module")
def book(build: Path) -> bytes:
    output = build.parent / "buku.pdf"
    assert make_book(build, output) == 2
    return output.read_bytes()


def words(page: object) -> str:
    return " ".join(page.extract_text().split())  # type: ignore[attr-defined]


def test_the_contents_name_every_page_and_lead_to_it(book: bytes) -> None:
    read = PdfReader(io.BytesIO(book))
    front, *pages = read.pages
    assert len(pages) == 2
    heads = [outline.title for outline in read.outline if not isinstance(outline, list)]
    assert heads[0] == "Kota Tangerang dalam infografis"
    for number, (page, head) in enumerate(zip(pages, heads[1:], strict=True), 2):
        assert head in words(front)
        assert head in words(page)
        assert f"{head} {number}" in words(front)
    with pikepdf.open(io.BytesIO(book)) as opened:
        targets = [annot.A.D[0] if "/A" in annot else annot.Dest[0] for annot in opened.pages[0].Annots]
        assert [opened.pages.index(pikepdf.Page(target)) for target in targets] == [1, 2]


def test_a_book_is_tagged_dated_by_its_data_and_the_same_every_time(book: bytes, build: Path) -> None:
    with pikepdf.open(io.BytesIO(book)) as opened:
        assert "/StructTreeRoot" in opened.Root
        assert bool(opened.Root.MarkInfo.Marked)
        assert [float(side) for side in opened.pages[0].mediabox[2:]] == pytest.approx(
            [float(side) for side in opened.pages[1].mediabox[2:]], abs=0.01
        )
        assert "2024" in str(opened.docinfo["/CreationDate"])
    again = build.parent / "lagi.pdf"
    make_book(build, again)
    assert again.read_bytes() == book


def test_title_publisher_and_size_are_those_asked_for(build: Path, tmp_path: Path) -> None:
    asked = BookRequest(size="square", title="Buku Saku 2024", publisher="Diskominfo")
    make_book(build, tmp_path / "saku.pdf", asked)
    read = PdfReader(tmp_path / "saku.pdf")
    assert read.metadata is not None
    assert read.metadata.title == "Buku Saku 2024"
    assert words(read.pages[0]).startswith("Buku Saku 2024 Diskominfo · 2024 Daftar isi")
    assert {page.mediabox.width / page.mediabox.height for page in read.pages} == {1}
    with pytest.raises(UsageError):
        make_book(build, tmp_path / "x.pdf", replace(asked, size="kertas"))
    assert not (tmp_path / "x.pdf").exists()


def test_a_book_of_invented_figures_says_so_first() -> None:
    scene = tiny_scene()
    page = Chapter(region="Kota", subject="Penduduk", headline="Naik", scene=scene)
    for invented in (True, False):
        cover = BookCover(title="Buku", illustrative=invented)
        made = render_book(cover, [page], lang="id", date=dt.date(2026, 1, 1))
        assert words(PdfReader(io.BytesIO(made)).pages[0]).startswith("Data contoh") is invented
    other = replace(page, scene=tiny_scene(400))
    with pytest.raises(ValueError, match="one size"):
        render_book(BookCover(title="Buku"), [page, other], lang="id", date=dt.date(2026, 1, 1))


def test_contents_of_many_pages_run_over_several_sheets() -> None:
    pages = [
        Chapter(region=f"Kota {n % 3}", subject="Penduduk", headline=f"Judul {n}", scene=tiny_scene())
        for n in range(120)
    ]
    made = render_book(BookCover(title="Buku"), pages, lang="en", date=dt.date(2026, 1, 1))
    read = PdfReader(io.BytesIO(made))
    fronts = len(read.pages) - 120
    assert fronts > 1
    text = " ".join(words(page) for page in read.pages[:fronts])
    assert "Contents" in text
    assert f"Judul 119 {fronts + 120}" in text
    assert "KOTA 1 · PENDUDUK" in text


def test_a_folder_without_pages_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError):
        make_book(tmp_path, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_build_without_pages_is_no_book(build: Path, tmp_path: Path) -> None:
    shutil.copytree(build, tmp_path / "out")
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "out/manifest.json").write_text(json.dumps({**manifest, "editions": []}), encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        make_book(tmp_path / "out", tmp_path / "x.pdf")
    assert refused.value.code == "book-without-pages"


def test_the_command_says_where_the_book_is_and_how_many_pages_it_holds(build: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(build), "-o", str(tmp_path / "b.pdf")], standalone_mode=False)
    assert done.exception is None
    assert done.output.splitlines() == [str(tmp_path / "b.pdf"), "2 halaman."]


def test_a_book_for_a_press_is_in_its_inks_with_its_bookmarks(build: Path, tmp_path: Path) -> None:
    make_book(build, tmp_path / "cetak.pdf", BookRequest(press=made_profile()))
    with pikepdf.open(tmp_path / "cetak.pdf") as document:
        assert "/DestOutputProfile" in document.Root["/OutputIntents"][0]
        assert not [page for page in document.pages if "/ColorSpace" in page.obj["/Resources"]]
    read = PdfReader(tmp_path / "cetak.pdf")
    assert len([one for one in read.outline if not isinstance(one, list)]) == 3


def test_a_whole_build_becomes_one_presentation_a_slide_a_page(build: Path, tmp_path: Path) -> None:
    from pptx import Presentation

    assert make_book(build, tmp_path / "set.pptx") == 2
    made = Presentation(str(tmp_path / "set.pptx"))
    editions = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["editions"]
    titles = [slide.shapes.title.text_frame.text.replace("\v", " ") for slide in made.slides]
    assert titles == [edition["title"] for edition in editions]
    assert made.slide_width > made.slide_height, "slides fill a screen"
    make_book(build, tmp_path / "again.PPTX")
    assert (tmp_path / "again.PPTX").read_bytes() == (tmp_path / "set.pptx").read_bytes()
    make_book(build, tmp_path / "square.pptx", BookRequest(size="square"))
    square = Presentation(str(tmp_path / "square.pptx"))
    assert square.slide_width == square.slide_height


def test_slides_are_not_printed_in_inks(build: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        make_book(build, tmp_path / "x.pptx", BookRequest(press=made_profile()))
    assert refused.value.code == "slides-without-inks"
    assert not (tmp_path / "x.pptx").exists()
