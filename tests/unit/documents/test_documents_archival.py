"""Papers keep what PDF/A-2a promises, as far as it can be looked up; where Preflight is there, it judges."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from rupadata.documents import typesetting
from rupadata.documents.form import procedure_form
from rupadata.documents.letters import work_order
from rupadata.documents.sheets import approval_sheet, report
from rupadata.documents.typesetting import Typesetter
from rupadata.procedure import (
    Case,
    Decision,
    FrozenEdition,
    Item,
    decide,
    load_procedure,
    new_case,
    parse_settings,
)
from rupadata.procedure.decision import EditionFile

JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "preflight",
        "xmpbox",
        "pdfbox2",
        "fontbox2",
        "commons-logging",
        "commons-io",
        "javax.activation",
        "jaxb-api",
    )
]
OFFICE = """
[letterhead]
government = "PEMERINTAH KOTA CONTOH"
office = "DINAS CONTOH"
logo = "logo.png"
[[officials]]
id = "semua"
name = "Contoh Pelaksana"
roles = ["division_head", "section_head", "statistics_analyst", "infographic_designer"]
"""


def reported() -> Case:
    """Return a case of two infographics that was reported."""
    office = parse_settings(OFFICE)
    at = datetime(2026, 9, 7, 8, tzinfo=office.zone)
    case = new_case("kasus", "Infografis", load_procedure("infografis-layanan-publik"), office, "semua", at)
    items = (Item("a", "Judul A", "Substansi"), Item("b", "Judul B", "Substansi"))
    steps: list[tuple[str, str]] = [("order", ""), ("schedule", ""), ("group", "")]
    steps += [(action, item.id) for item in items for action in ("design", "submit", "approve")]
    steps += [("document", ""), ("report", "")]
    for action, item in steps:
        facts: dict[str, Any] = {"items": items} if action in ("schedule", "group") else {}
        if action == "design":
            facts["edition"] = FrozenEdition(item * 64, f"Judul {item}", (EditionFile("data.csv", "0" * 64),))
        case = decide(case, Decision(action, "semua", at, item=item, **facts))
    return case


@pytest.fixture(scope="module")
def set_papers() -> dict[str, bytes]:
    return make_papers()


def make_papers() -> dict[str, bytes]:
    case = reported()
    last = case.decisions[-1]
    content = io.BytesIO()
    Image.new("RGB", (40, 50), "teal").save(content, "PNG")
    with Typesetter() as typesetter:
        logo = typesetter.add_picture("logo.png", content.getvalue())
        pictures = dict.fromkeys(case.progress.items, typesetter.add_picture("p.png", content.getvalue()))
        data = {
            "work-order": work_order(case, case.decisions[0], "01", logo=logo),
            "approval-sheet": approval_sheet(case, last, pictures, logo=logo),
            "report": report(case, last, pictures, "08", logo=logo),
            "sop": procedure_form(case, logo=logo),
        }
        return {name: typesetter.set_pdf(name, values, last.at) for name, values in data.items()}


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """Give the elements of a structure tree."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor":
            yield found


def test_what_pdf_a_asks_for_is_there(set_papers: dict[str, bytes]) -> None:
    for name, content in set_papers.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A"), name
                assert metadata["dc:title"], name
            intent = pdf.Root.OutputIntents[0]
            assert intent.S == "/GTS_PDFA1", name
            assert len(intent.DestOutputProfile.read_bytes()) > 100, name
            embedded = [bool({"/FontFile2", "/FontFile3"} & set(font.keys())) for font in fonts(pdf)]
            assert embedded, name
            assert all(embedded), name
            assert not pdf.is_encrypted, name
            assert not {"/OpenAction", "/AA", "/JavaScript", "/AcroForm"} & set(pdf.Root.keys()), name


def test_readers_who_listen_find_headings_tables_and_words_for_pictures(
    set_papers: dict[str, bytes],
) -> None:
    kinds: dict[str, set[str]] = {}
    for name, content in set_papers.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.Root.MarkInfo.Marked is True, name
            tree = list(elements(pdf.Root.StructTreeRoot.K))
            kinds[name] = {str(element.S) for element in tree}
            figures = [element for element in tree if element.S == "/Figure"]
            assert figures, name
            assert all(str(figure.get("/Alt", "")) for figure in figures), name
    assert all("/H1" in kinds[name] for name in kinds)
    assert all({"/Table", "/TH", "/TD"} <= kinds[name] for name in ("approval-sheet", "report", "sop"))


@pytest.mark.full
@pytest.mark.skipif(
    shutil.which("java") is None or not all(path.is_file() for path in JARS),
    reason="needs Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java",
)
def test_preflight_takes_the_papers_for_pdf_a(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Preflight knows PDF/A-1b alone: the same templates are set in that part."""
    monkeypatch.setattr(typesetting, "_STANDARDS", ("a-1b",))
    for name, content in make_papers().items():
        path = tmp_path / f"{name}.pdf"
        _write_with_direct_destinations(content, path)
        words = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b"]
        told = subprocess.run([*words, str(path)], capture_output=True, text=True, check=False, timeout=120)
        assert "is a valid PDF/A-1b file" in told.stdout, (name, told.stdout)


def _write_with_direct_destinations(content: bytes, path: Path) -> None:
    """Write a PDF with the destinations of its outline in place: Preflight follows no references to them."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for entry in list(pdf.objects):
            if isinstance(entry, pikepdf.Dictionary) and isinstance(entry.get("/Dest"), pikepdf.Array):
                entry["/Dest"] = pikepdf.Array(list(entry["/Dest"]))
        pdf.save(path)
