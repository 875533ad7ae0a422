"""The words of a page, and their order, are the same whoever reads its PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from rupadata.render import render_pdf
from rupadata.scene.scene import texts
from tests.foreign.programs import needs, needs_node, page, run, some_pages

HERE = Path(__file__).parent
EVERY = 100


def by_poppler(file: Path) -> str:
    return run("pdftotext", "-raw", "-enc", "UTF-8", file, "-")


def by_pdfium(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def by_pypdf(file: Path) -> str:
    return pypdf.PdfReader(file).pages[0].extract_text()


def by_mupdf(file: Path) -> str:
    return run("mutool", "draw", "-q", "-F", "txt", file)


def by_pdfjs(file: Path) -> str:
    return str(json.loads(run("node", HERE / "extract_text.mjs", file)))


def write_page(seed: int, folder: Path) -> Path:
    file = folder / f"{seed}.pdf"
    file.write_bytes(render_pdf(page(seed)))
    return file


def unlike(seeds: list[int], folder: Path, readers: list[Callable[[Path], str]]) -> list[str]:
    """Return the pages that a reader reads otherwise than poppler does."""
    faults = []
    for seed in seeds:
        file = write_page(seed, folder)
        words = by_poppler(file).split()
        for read in readers:
            found = read(file).split()
            # PDFium moves a figure that stands left of its name, such as a fall in a list of changes.
            same = sorted(found) == sorted(words) if read is by_pdfium else found == words
            if not same:
                faults.append(f"{seed} {read.__name__}")
    return faults


@needs("pdftotext", "mutool")
def test_four_programs_read_the_same_words_in_the_same_order(tmp_path: Path) -> None:
    assert not unlike(some_pages(4), tmp_path, [by_pdfium, by_pypdf, by_mupdf])


@needs("pdftotext")
def test_no_word_of_a_page_is_lost_or_torn_in_its_pdf(tmp_path: Path) -> None:
    for seed in some_pages(4):
        said = [word for text in texts(page(seed)) for word in text.text.split()]
        read = by_poppler(write_page(seed, tmp_path))
        assert sorted("".join(said)) == sorted("".join(read.split()))
        whole = [word for word in said if word.isalpha()]
        assert set(whole) <= set(read.replace("(", " ").replace(")", " ").split()), seed


@pytest.mark.full
@needs("pdftotext", "mutool", "node")
@needs_node("pdfjs-dist")
def test_five_programs_read_a_hundred_pages_alike(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    faults = unlike(some_pages(EVERY), tmp_path, [by_pdfium, by_pypdf, by_mupdf, by_pdfjs])
    record_property("cases", f"{EVERY} pages, 5 programs")
    record_property(
        "worst", f"{len(faults)} read otherwise: {', '.join(faults[:5])}" if faults else "0 differ"
    )
    assert not faults
