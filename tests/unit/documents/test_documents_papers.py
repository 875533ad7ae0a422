"""The papers say what the case says, for short and for very long contents, and look the same every time."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from rupadata.documents import typesetting
from rupadata.documents.calendar_files import schedule_calendar
from rupadata.documents.closing import closing_note, receipt
from rupadata.documents.editable_letters import letter_docx
from rupadata.documents.form import procedure_form
from rupadata.documents.grouping import grouping_page, reason_lines
from rupadata.documents.letters import forwarding_note, work_order
from rupadata.documents.performance import parse_span, performance_evidence
from rupadata.documents.sheets import approval_sheet, report
from rupadata.documents.statements import day_words, running_case, time_words
from rupadata.documents.timetable import schedule_page
from rupadata.documents.typesetting import Typesetter
from rupadata.documents.workbooks import grouping_workbook, schedule_workbook
from rupadata.errors import UsageError
from rupadata.procedure import (
    Case,
    Decision,
    FrozenEdition,
    Item,
    decide,
    load_procedure,
    new_case,
    parse_settings,
    replay,
)
from rupadata.procedure.decision import EditionFile, ItemIndicator, ItemSource
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.schedule import plan_case

LONG = "Pengaduan layanan publik yang diselesaikan tepat waktu di seluruh kecamatan " * 6
OFFICE = """
[letterhead]
government = "PEMERINTAH KOTA CONTOH"
office = "DINAS KOMUNIKASI DAN INFORMATIKA"
place = "Kota Contoh"
[[officials]]
id = "kabid"
name = "Contoh Kepala Bidang"
roles = ["division_head"]
nip = "CONTOH-TANPA-NIP"
[[officials]]
id = "kasie"
name = "Contoh Kepala Seksi"
roles = ["section_head"]
[[officials]]
id = "staf"
name = "Contoh Staf"
roles = ["statistics_analyst", "infographic_designer"]
"""


def carried(titles: tuple[str, ...], *, note: str = "") -> Case:
    """Return a closed case of these infographics, the first one corrected once."""
    office = parse_settings(OFFICE)
    start = datetime(2026, 9, 7, 8, tzinfo=office.zone)
    case = new_case(
        f"kasus-{len(titles)}", titles[0], load_procedure("infografis-layanan-publik"), office, "kabid", start
    )
    items = tuple(
        Item(
            f"item-{n}",
            title,
            f"Substansi {title}",
            "Kota Contoh",
            indicators=(f"indikator-{n}",),
            sources=(ItemSource("Tabel", f"tabel-{n}.xlsx", "0" * 64),),
            contents=()
            if n == 2
            else (
                ItemIndicator(f"Jumlah {title}", "orang", "2019", "2024", 6, "'jumlah' di judul tabel; lain"),
            ),
        )
        for n, title in enumerate(titles)
    )

    def do(action: str, person: str, **facts: Any) -> None:
        nonlocal case
        last = case.decisions[-1].at if case.decisions else start
        case = decide(case, Decision(action, person, last + timedelta(minutes=40), **facts))

    do("order", "kabid", note=note)
    do("schedule", "kasie", items=items)
    do("group", "staf", items=items)
    for number, item in enumerate(items):
        for again in range(2 if number == 0 else 1):
            files = (EditionFile("data.csv", "0" * 64, 1),)
            lacking = (LONG,) if number == 1 else ()
            made = FrozenEdition(
                f"{number:02d}{again:02d}" * 16, item.title, files, "rupadata 1", (), (LONG,), lacking
            )
            do("design", "staf", item=item.id, edition=made, note=LONG if lacking else "")
            do("submit", "staf", item=item.id)
            action = "return" if number == 0 and not again else "approve"
            do(action, "kasie", item=item.id, note=LONG if action == "return" or lacking else note)
    do("document", "staf")
    do("report", "staf", note=note)
    do("receive", "kasie")
    do("close", "kabid")
    return case


SHORT = carried(("A",))
LARGE = carried(tuple(f"{LONG} {number}" for number in range(12)), note=LONG)


def papers(case: Case) -> dict[str, dict[str, Any]]:
    by_action = {decision.action: decision for decision in case.decisions}
    span = (date(2026, 9, 1), date(2026, 12, 31))
    return {
        "work-order": work_order(case, by_action["order"], "01"),
        "schedule": schedule_page(case, by_action["schedule"], plan_case(case, by_action["schedule"].at)),
        "grouping": grouping_page(case, by_action["group"], "03"),
        "approval-sheet": approval_sheet(case, by_action["approve"], {}),
        "report": report(case, by_action["report"], {}, "08"),
        "receipt": receipt(case, by_action["receive"], "09"),
        "forwarding-note": forwarding_note(case, by_action["receive"], "09"),
        "closing-note": closing_note(case, by_action["close"], "10"),
        "performance-evidence": performance_evidence([case, case], "staf", span),
        "sop": procedure_form(case),
    }


@pytest.mark.parametrize("case", [SHORT, LARGE], ids=["short", "long"])
def test_every_paper_is_set_for_short_and_long_contents(case: Case) -> None:
    with Typesetter() as typesetter:
        for template, data in papers(case).items():
            first = typesetter.set_pdf(template, data, case.header.created_at)
            assert first.startswith(b"%PDF")
            assert first == typesetter.set_pdf(template, data, case.header.created_at), template


@pytest.mark.parametrize("case", [SHORT, LARGE], ids=["short", "long"])
def test_every_paper_is_a_draft_and_claims_no_signature(case: Case) -> None:
    for data in papers(case).values():
        assert data["draft"] is True
        assert "ditandatangani secara elektronik" not in json.dumps(data)


def test_nothing_is_invented_for_an_official_without_nip() -> None:
    order = papers(SHORT)["work-order"]
    assert {person["nip"] for person in order["people"]} == {""}
    assert order["signer"]["nip"] == "CONTOH-TANPA-NIP"
    assert "........" in order["number"]


def test_the_work_order_goes_to_everybody_with_a_step_once() -> None:
    assert [person["name"] for person in papers(SHORT)["work-order"]["people"]] == [
        "Contoh Kepala Seksi",
        "Contoh Staf",
    ]


def test_the_law_is_quoted_as_the_sop_has_it_with_a_note_on_the_form_alone() -> None:
    entry = next(entry for entry in papers(SHORT)["sop"]["basis"] if "Keterbukaan" in entry["text"])
    assert "14 Tahun 2004" in entry["text"]
    assert "14 Tahun 2008" in entry["annotation"]


def test_a_letter_names_the_offices_own_laws_and_nobody_elses() -> None:
    assert papers(SHORT)["work-order"]["basis"] == [f"SOP {SHORT.procedure.name.id}"]
    own = replace(SHORT, office=msgspec.structs.replace(SHORT.office, legal_basis=("Perda Nomor 1",)))
    assert papers(own)["work-order"]["basis"] == ["Perda Nomor 1", f"SOP {SHORT.procedure.name.id}"]


def test_an_order_goes_to_deputies_in_its_time_and_names_data() -> None:
    deputy = '[[officials.deputies]]\nperson = "staf"\nsince = 2026-09-20\nuntil = 2026-09-25\n'
    office = parse_settings(OFFICE.replace('roles = ["section_head"]', f'roles = ["section_head"]\n{deputy}'))
    case = replace(LARGE, office=office)
    order = work_order(case, case.decisions[0], "01")
    assert "Plh. Kasie Statistik PDLP" in {person["position"] for person in order["people"]}
    first = next(iter(case.progress.items.values())).item
    assert order["data"][0] == f"{first.subject} (tabel tabel-0)"


def test_copies_and_on_behalf_come_from_the_settings() -> None:
    office = msgspec.structs.replace(
        SHORT.office,
        copies={"work-order": ("Sekretaris",), "forwarding-note": ("Kepala Dinas",)},
        on_behalf={"work-order": "a.n. Kepala Dinas"},
    )
    made = papers(replace(SHORT, office=office))
    assert made["work-order"]["copies"] == ["Sekretaris"]
    assert made["work-order"]["signer"]["on_behalf"] == "a.n. Kepala Dinas"
    assert ["Tembusan", "Kepala Dinas"] in made["forwarding-note"]["particulars"]
    assert "Tembusan" not in dict(papers(SHORT)["forwarding-note"]["particulars"])


def test_the_note_is_written_when_the_report_was_received_and_dated_once() -> None:
    data = papers(SHORT)["forwarding-note"]
    received = next(decision for decision in SHORT.decisions if decision.action == "receive")
    assert dict(data["particulars"])["Tanggal"] == data["date"]
    assert data["date"] == day_words(received.at, SHORT)
    assert data["signer"]["place_date"] == ""


def test_every_step_from_the_report_on_has_its_paper() -> None:
    due = {one.file: one for one in due_papers(LARGE)}
    actions = {file: one.decision.action for file, one in due.items() if one.decision}
    assert actions["08-laporan"] == "report"
    assert actions["09-tanda-terima"] == actions["09-nota-dinas"] == "receive"
    # What is to show the whole work is renewed when the work is over, the archive last of all.
    assert actions["10-catatan-penutup"] == actions["09-skp"] == actions["07-dokumentasi"] == "close"
    assert list(due)[-1] == "07-dokumentasi"


def test_the_archive_is_made_last_also_where_the_note_is_written_at_the_close() -> None:
    moved = LARGE.procedure.with_actors({}, {}, "close")
    case = SimpleNamespace(procedure=moved, decisions=LARGE.decisions, first=LARGE.first)
    due = due_papers(case)  # type: ignore[arg-type]
    assert [one.file for one in due if one.decision and one.decision.action == "close"][-2:] == [
        "09-nota-dinas",
        "07-dokumentasi",
    ]


def test_no_semicolon_of_a_paper_is_swallowed() -> None:
    templates = Path(typesetting.__file__).parent / "templates"
    for template in templates.glob("*.typ"):
        # A semicolon behind an expression ends it, and is not printed.
        assert not re.search(r"#[\w.-]+; ", template.read_text(encoding="utf-8")), template.name


def test_a_reopened_work_order_is_archived_by_its_newest_documentation() -> None:
    at = LARGE.decisions[-1].at + timedelta(minutes=5)
    case = decide(LARGE, Decision("reopen", "kabid", at, item="item-3", note="Data baru."))
    edition = case.progress.items["item-3"].edition
    assert edition is not None
    for action, person, item in (
        ("design", "staf", "item-3"),
        ("submit", "staf", "item-3"),
        ("approve", "kasie", "item-3"),
        ("document", "staf", ""),
    ):
        at += timedelta(minutes=5)
        brought = edition if action == "design" else None
        case = decide(case, Decision(action, person, at, item=item, edition=brought))
    due = next(one for one in due_papers(case) if one.file == "07-dokumentasi")
    assert due.decision == case.decisions[-1]


def test_coordination_with_the_head_stands_on_the_sheet() -> None:
    sheet = papers(LARGE)["approval-sheet"]
    assert {item["coordination"] for item in sheet["items"]} == {"tidak dimintakan"}
    assert sheet["seen_by"]["name"] == "Contoh Kepala Bidang"


def test_time_that_nobody_recorded_is_told_as_such_in_report_and_skp() -> None:
    made = papers(SHORT)
    assert {row["used"] for row in made["report"]["activities"]} == {"tidak dicatat"}
    work = made["performance-evidence"]["work"]
    assert {row["used"] for row in work} == {"tidak dicatat"}
    assert "tidak diketahui" in made["report"]["conclusions"][0]


def test_the_schedule_and_the_grouping_name_data_and_not_headlines() -> None:
    made = papers(LARGE)
    names = [row["name"] for row in made["schedule"]["rows"] if row["item"]]
    assert all("Jumlah" in name or name.startswith("Substansi") for name in names)
    rows = [item for subject in made["grouping"]["subjects"] for item in subject["items"]]
    assert any("(orang); 2019 s.d. 2024; 6 wilayah" in line for item in rows for line in item["lines"])
    assert all("-" not in line.split(" ")[0] for item in rows for line in item["lines"])


def test_the_grouping_tells_why_and_by_whose_decision() -> None:
    made = papers(LARGE)["grouping"]
    rows = {item["number"]: item for subject in made["subjects"] for item in subject["items"]}
    assert rows["1"]["reasons"] == ["'jumlah' di judul tabel"]
    assert rows["3"]["reasons"] == []
    assert "ditetapkan oleh Contoh Staf, Staf Analis Statistik, pada 7 September 2026" in made["decided"]
    several = Item(
        "a",
        "A",
        contents=tuple(
            ItemIndicator(str(n), reason=reason) for n, reason in enumerate(("x; y", "z", "x; w"))
        ),
    )
    assert reason_lines(several) == ["x", "dan 1 dasar lain"]


def test_the_approval_sheet_tells_reason_and_consent() -> None:
    item = papers(LARGE)["approval-sheet"]["items"][1]
    assert item["missing"] == [LONG]
    assert item["reason"] == LONG
    assert item["consent"] == LONG


def test_the_report_keeps_corrections_apart() -> None:
    rows = papers(LARGE)["report"]["activities"]
    again = [row for row in rows if row["activity"].startswith("Putaran koreksi")]
    assert [row["row"] for row in again] == ["4", "5", "6"]
    assert {row["standard"] for row in again} == {"–"}


def test_the_form_of_the_sop_has_its_symbols_returns_and_total() -> None:
    form = papers(SHORT)["sop"]
    assert [step["symbol"] for step in form["steps"]] == [
        "start",
        *["activity"] * 4,
        "decision",
        *["activity"] * 3,
        "end",
    ]
    assert form["returns"] == [{"source": 5, "target": 3}]
    assert form["steps"][-1]["time"] == time_words(15 * 60)
    assert form["steps"][0]["words"] == "MULAI"


def test_performance_material_counts_across_cases_and_rates_nothing() -> None:
    data = performance_evidence([SHORT, LARGE], "staf", parse_span("2026-Q3"))
    design = next(row for row in data["work"] if row["activity"].startswith("Melakukan design"))
    assert design["quantity"] == "13 infografis"
    assert design["quality"] == "13 disetujui, 11 tanpa koreksi"
    assert all(len(row["hash"]) == 16 for row in data["evidence"])
    nothing = performance_evidence([SHORT], "staf", parse_span("2027-01"))
    assert (nothing["work"], nothing["evidence"]) == ([], [])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_months_quarters_and_years(text: str, first: date, last: date) -> None:
    assert parse_span(text) == (first, last)


@pytest.mark.parametrize("text", ["2026-13", "2026-Q5", "26", ""])
def test_other_periods_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_span(text)


def test_letters_come_as_docx_with_their_words() -> None:
    for kind in ("work-order", "forwarding-note"):
        data = papers(LARGE)[kind]
        document = Document(io.BytesIO(letter_docx(kind, data, LARGE.header.created_at)))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        assert "Contoh Kepala" in text
        assert "KONSEP" in document.sections[0].header.paragraphs[0].text
        assert ("Melakukan pengelompokan" if kind == "work-order" else "Nota") in cells + "Nota"


@pytest.mark.parametrize("kind", ["work-order", "forwarding-note"])
def test_a_letter_for_editing_is_indonesian_and_says_what_its_pdf_says(kind: str) -> None:
    data = papers(LARGE)[kind]
    document = Document(io.BytesIO(letter_docx(kind, data, LARGE.header.created_at)))
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"id-ID"}
    assert [one.style.name for one in document.paragraphs if one.text].count("Heading 1") >= 1
    cells = {cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells}
    told = " ".join([*(one.text for one in document.paragraphs), *cells.values()])
    with Typesetter() as typesetter:
        pages = _texts(typesetter.set_pdf(kind, data, LARGE.header.created_at))
    mark = {"konsep", "sampai", "diberi", "nomor", "dan", "ditandatangani", "halaman", "dari", "riwayat"}
    shown = {
        word.strip(".,;:()").lower()
        for page in pages
        for word in page.split()
        if word.isalpha() and len(word) > 3
    }
    assert shown - mark - {word.strip(".,;:()").lower() for word in told.split()} == set()


def test_the_schedule_is_a_workbook_that_opens() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "schedule")
    plan = plan_case(LARGE, decision.at)
    book = openpyxl.load_workbook(io.BytesIO(schedule_workbook(LARGE, decision, plan)))
    rows = list(book["Jadwal"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(plan.steps) == 7 + 12 * 3
    assert isinstance(rows[0][4], datetime)
    assert {row[6] for row in rows if row[0] == 4} == {8.0}
    assert book["Beban"].max_row == 1 + len(plan.loads)


def test_the_schedule_is_a_calendar_of_working_days_with_folded_lines() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "schedule")
    plan = plan_case(LARGE, decision.at)
    text = schedule_calendar(LARGE, decision, plan).decode()
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 5 + 12 * 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTSTART:20260907T" in text
    lines = text.split("\r\n")
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    starts = [line[8:16] for line in lines if line.startswith("DTSTART:")]
    ends = [line[6:14] for line in lines if line.startswith("DTEND:")]
    assert starts == ends
    moments = [line.partition(":")[2] for line in lines if line.startswith(("DTSTART:", "DTEND:"))]
    assert all(begun < done for begun, done in zip(moments[::2], moments[1::2], strict=True))


def test_a_calendar_reminds_once_of_each_step_and_holds_no_step_without_time() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "schedule")
    plan = plan_case(LARGE, decision.at)
    text = schedule_calendar(LARGE, decision, plan).decode()
    working = [step for step in plan.steps if step.start < step.end]
    assert len(working) < len(plan.steps)
    assert text.count("BEGIN:VALARM") == text.count("TRIGGER:-PT15M") == len(working)
    assert "SUMMARY:1. " not in text


def test_each_person_has_a_calendar_of_their_own() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "schedule")
    plan = plan_case(LARGE, decision.at)
    whole = schedule_calendar(LARGE, decision, plan).decode().count("BEGIN:VEVENT")
    people = dict.fromkeys(step.person for step in plan.steps)
    each = [schedule_calendar(LARGE, decision, plan, person=person).decode() for person in people]
    assert sum(text.count("BEGIN:VEVENT") for text in each) == whole
    assert "Contoh Kepala Seksi" not in each[list(people).index("staf")]


def test_the_grouping_names_each_indicator_with_unit_years_and_regions() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "group")
    book = openpyxl.load_workbook(io.BytesIO(grouping_workbook(LARGE, decision)))
    assert book["Pengelompokan"].max_row == 4 + 12
    row = [cell.value for cell in book["Pengelompokan"][5]]
    assert row[3:6] == ["orang", "2019 s.d. 2024", "Kota Contoh, 6 wilayah"]
    assert row[6] == "'jumlah' di judul tabel; lain"
    assert "0" * 64 not in str(row)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(30, "30 menit"), (120, "2 jam"), (90, "1 jam 30 menit"), (0, "0 menit"), (900, "15 jam")],
)
def test_time_reads_as_the_sop_writes_it(minutes: int, words: str) -> None:
    assert time_words(minutes).replace("\u00a0", " ") == words


def test_a_name_in_capitals_gets_capital_initials_in_a_sentence() -> None:
    assert running_case("DINAS KOMUNIKASI DAN INFORMATIKA") == "Dinas Komunikasi dan Informatika"
    assert running_case("Badan Pusat Statistik") == "Badan Pusat Statistik"


def test_a_deadline_that_cannot_be_met_stands_on_the_schedule() -> None:
    decision = next(decision for decision in LARGE.decisions if decision.action == "schedule")
    plan = plan_case(LARGE, decision.at, deadline=date(2026, 9, 11))
    page = schedule_page(LARGE, decision, plan)
    assert len(page["late"]) == 1
    assert "Yang menolong: tenggat paling cepat" in page["late"][0]
    assert all(day["percent"] <= 100 for row in page["loads"] for day in row["days"])
    book = openpyxl.load_workbook(io.BytesIO(schedule_workbook(LARGE, decision, plan)))
    assert "Yang menolong" in str(list(book["Peringatan"].iter_rows(values_only=True)))
    with Typesetter() as typesetter:
        assert typesetter.set_pdf("schedule", page, decision.at).startswith(b"%PDF")


@pytest.mark.parametrize("count", range(1, 16))
def test_no_signature_stands_alone_on_a_page(count: int) -> None:
    case = carried(tuple(f"Infografis {number}" for number in range(count)), note="Catatan. " * 3 * count)
    with Typesetter() as typesetter:
        for template, data in papers(case).items():
            made = typesetter.set_pdf(template, data, case.header.created_at)
            pages = [page.strip() for page in _texts(made)]
            if template == "sop":
                continue
            last = pages[-1]
            before = last.split("Demikian")[0].split("Perintah ini dilaksanakan")[0]
            before = before.split("Hasil tersebut")[0].split("Seluruh naskah, infografis")[0]
            before = before.split("Naskah ini memuat")[0]
            words = before.replace("KONSEP", "").replace("sampai diberi nomor dan ditandatangani", "")
            assert len(pages) == 1 or len(words.split()) > 3, (template, count)


def _texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_the_flowchart_can_be_heard() -> None:
    form = papers(SHORT)["sop"]
    assert form["steps"][5]["told"] == (
        "Langkah 6, keputusan, Kasie Statistik PDLP; bila tidak, kembali ke langkah 4; "
        "bila ya, lanjut ke langkah 7."
    )
    with Typesetter() as typesetter:
        made = typesetter.set_pdf("sop", form, SHORT.header.created_at)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        told = [
            str(object_["/Alt"])
            for object_ in pdf.objects
            if isinstance(object_, pikepdf.Dictionary) and "/Alt" in object_
        ]
        assert any("bila tidak, kembali ke langkah 4" in words for words in told)
        assert len(pdf.pages) == 2


def test_a_long_chart_breaks_with_connectors() -> None:
    form = papers(SHORT)["sop"]
    steps = [step | {"activity": LONG, "row": row} for row, step in enumerate(form["steps"] * 2, start=1)]
    with Typesetter() as typesetter:
        made = typesetter.set_pdf("sop", form | {"steps": steps}, SHORT.header.created_at)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) > 3


def test_a_withdrawal_after_the_last_approval_stands_on_the_sheet() -> None:
    last = max(decision.number for decision in LARGE.decisions if decision.action == "approve")
    case = replay(LARGE.header, LARGE.first, LARGE.office, LARGE.decisions[:last])
    at = case.decisions[-1].at + timedelta(minutes=5)
    case = decide(case, Decision("withdraw", "kabid", at, item="item-3", note="Data ditarik penyedia."))
    due = next(one for one in due_papers(case) if one.kind == "approval-sheet")
    assert due.decision == case.decisions[-1]
    sheet = approval_sheet(case, due.decision, {})
    assert sheet["items"][3]["state"] == "withdrawn"
    assert sheet["items"][3]["decisions"][-1]["note"] == "Data ditarik penyedia."
    assert sheet["signer"]["name"] == "Contoh Kepala Seksi"
    told = report(case, case.decisions[-1], {}, "08")["conclusions"]
    assert told[0].startswith(
        "Seluruh 11 infografis telah disetujui, 10 tanpa koreksi dan 1 setelah koreksi."
    )
    assert "Data ditarik penyedia" in told[1]


def test_the_legend_of_a_schedule_reads_as_a_sentence() -> None:
    with Typesetter() as typesetter:
        made = typesetter.set_pdf("schedule", papers(SHORT)["schedule"], SHORT.header.created_at)
    told = " ".join(" ".join(_texts(made)).split())
    legend = "langkah untuk seluruh perintah kerja; 4. merancang; 5. mengajukan; 6. menyetujui."
    assert legend in told


def test_material_of_a_period_without_work_says_so_in_words() -> None:
    span = (date(2025, 1, 1), date(2025, 1, 31))
    data = performance_evidence([SHORT], "staf", span, period="2025-01")
    assert ["Perintah kerja", "tidak ada dalam periode ini"] in data["particulars"]
    assert not data["work"]
    assert not data["evidence"]


RETAINED = """
[retention]
active_years = 2
inactive_years = 3
then = "dinilai kembali"
basis = "Peraturan Wali Kota (contoh)"
"""


def test_the_retention_of_the_office_stands_on_the_closing_note() -> None:
    office = parse_settings(OFFICE + RETAINED)
    case = replay(SHORT.header, SHORT.first, office, SHORT.decisions)
    words = (
        "Retensi arsip: aktif 2 tahun, inaktif 3 tahun (sampai akhir 2031), lalu dinilai kembali, "
        "menurut Peraturan Wali Kota (contoh)."
    )
    assert words in closing_note(case, case.decisions[-1], "10")["outcome"]
    assert not [one for one in papers(SHORT)["closing-note"]["outcome"] if "Retensi" in one]


def test_place_and_day_stand_once_above_two_signatures() -> None:
    sheet = papers(SHORT)["approval-sheet"]
    assert sheet["signer"]["place_date"]
    assert sheet["seen_by"]["place_date"] == ""


def test_hashes_on_papers_can_be_copied() -> None:
    with Typesetter() as typesetter:
        for template in ("approval-sheet", "report", "receipt", "performance-evidence"):
            made = typesetter.set_pdf(template, papers(LARGE)[template], LARGE.header.created_at)
            told = "".join(_texts(made))
            assert LARGE.head in told, template
            assert not set(told) & set("\u00ad\u200b\u200c\u200d\u2060\ufeff"), template
