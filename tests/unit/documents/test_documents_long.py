"""Names of 120 letters, 60 infographics, 25 officials: in no paper is anything cut, nothing touches."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from rupadata.documents.closing import closing_note, receipt
from rupadata.documents.grouping import grouping_page
from rupadata.documents.letters import forwarding_note, work_order
from rupadata.documents.performance import case_span, performance_evidence
from rupadata.documents.sheets import approval_sheet, report
from rupadata.documents.timetable import schedule_page
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
from rupadata.procedure.decision import EditionFile, ItemIndicator, ItemSource
from rupadata.procedure.schedule import plan_case

NAME = (
    "Prof. Dr. Ir. H. Raden Mas Wijayakusumaningratsuryadiningrat Kertaraharjakusumawardhana bin "
    "Soerjodiningrat, S.Si., M.Stat."
)
WORD = "Indikatorpelayananpublikterpadusatupintuperizinanberusahaberbasisrisikodankepuasanmasyarakat"
LONG = "Pengaduan yang Diselesaikan Tepat Waktu Menurut Kategori Layanan, Kanal, dan Kecamatan Pelapor"
NOTE = "Mohon diprioritaskan sebagaimana arahan pimpinan pada rapat koordinasi. " * 8
MARGIN_PT = {"schedule": 40.0}


def long_office() -> str:
    staff = [
        ("kabid", "division_head"),
        ("kasie", "section_head"),
        ("analis", "statistics_analyst"),
        ("perancang", "infographic_designer"),
        *((f"p{n}", "statistics_analyst" if n % 3 else "infographic_designer") for n in range(21)),
    ]
    people = "".join(
        f'[[officials]]\nid = "{key}"\nname = "{NAME}"\nroles = ["{role}"]\n'
        'position = "Pranata Komputer Ahli Pertama pada Bidang Statistik Sektoral"\n'
        for key, role in staff
    )
    return f"""
legal_basis = ["Peraturan Wali Kota (contoh) tentang Satu Data Indonesia Tingkat Kota"]
[letterhead]
government = "PEMERINTAH KOTA CONTOH"
office = "DINAS KOMUNIKASI, INFORMATIKA, STATISTIK, DAN PERSANDIAN"
place = "Kota Contoh"
[copies]
work-order = ["Kepala Dinas (sebagai laporan)", "Sekretaris Dinas"]
report = ["Sekretaris Dinas"]
{people}"""


@cache
def long_case() -> Case:
    office = parse_settings(long_office())
    start = datetime(2026, 9, 7, 7, 30, tzinfo=office.zone)
    case = new_case("kasus", LONG, load_procedure("infografis-layanan-publik"), office, "kabid", start)
    items = tuple(
        Item(
            f"item-{n}",
            f"{LONG} {n}",
            f"{LONG} {n % 4}",
            "Kecamatan yang Panjang Namanya",
            sources=(ItemSource("Tabel", f"{'rekapitulasi-' * 6}{n}.xlsx", "0" * 64),),
            contents=tuple(
                ItemIndicator(f"{WORD if n % 9 == 4 else LONG} {n} {k}", "orang", "2021", "2024", 6)
                for k in range(2)
            ),
        )
        for n in range(60)
    )

    def do(action: str, person: str, **facts: Any) -> None:
        nonlocal case
        last = case.decisions[-1].at if case.decisions else start
        case = decide(case, Decision(action, person, last + timedelta(minutes=7), **facts))

    do("order", "kabid", note=NOTE, deadline=date(2026, 9, 9))
    do("schedule", "kasie", items=items, note=NOTE)
    do("group", "analis", items=items, note=NOTE)
    for n, item in enumerate(items):
        title = f"{item.contents[0].name} naik enam tahun berturut-turut"
        made = FrozenEdition(f"{n:04d}" * 16, title, (EditionFile("a.csv", "0" * 64, 1),), warnings=(LONG,))
        do("design", "perancang", item=item.id, edition=made)
        do("submit", "perancang", item=item.id)
        do("agree", "kabid", item=item.id)
        do("approve", "kasie", item=item.id)
    do("document", "perancang")
    do("report", "analis", note=NOTE)
    do("receive", "kasie", note=NOTE)
    do("close", "kabid", note=NOTE)
    return case


def long_papers() -> dict[str, dict[str, Any]]:
    case = long_case()
    by_action = {decision.action: decision for decision in case.decisions}
    plan = plan_case(case, by_action["schedule"].at, deadline=case.progress.deadline)
    return {
        "work-order": work_order(case, by_action["order"], "01"),
        "schedule": schedule_page(case, by_action["schedule"], plan),
        "grouping": grouping_page(case, by_action["group"], "03"),
        "approval-sheet": approval_sheet(case, by_action["approve"], {}),
        "report": report(case, by_action["report"], {}, "08"),
        "receipt": receipt(case, by_action["receive"], "09"),
        "forwarding-note": forwarding_note(case, by_action["receive"], "09"),
        "closing-note": closing_note(case, by_action["close"], "10"),
        "performance-evidence": performance_evidence([case], "perancang", case_span(case)),
    }


@cache
def set_long(kind: str) -> bytes:
    with Typesetter() as typesetter:
        return typesetter.set_pdf(kind, long_papers()[kind], long_case().decisions[-1].at)


KINDS = (
    "work-order",
    "schedule",
    "grouping",
    "approval-sheet",
    "report",
    "receipt",
    "forwarding-note",
    "closing-note",
    "performance-evidence",
)


def boxes_of(page: pypdfium2.PdfPage) -> list[tuple[str, float, float, float, float]]:
    """Return the letters of a page with left, bottom, right and top in points."""
    text = page.get_textpage()
    return [
        (letter, *text.get_charbox(index))
        for index in range(text.count_chars())
        if (letter := text.get_text_range(index, 1)).strip()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_runs_off_the_page_or_into_the_next_column(kind: str) -> None:
    margin = MARGIN_PT.get(kind, 54.0)
    for number, page in enumerate(pypdfium2.PdfDocument(set_long(kind)), start=1):
        lines: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
        for letter, left, bottom, right, _ in boxes_of(page):
            assert right < page.get_width() - margin + 1, (kind, number, letter)
            if letter.isalnum():
                lines[round(bottom)].append((left, right, letter))
        for line in lines.values():
            line.sort()
            for (_, end, one), (begin, _, other) in pairwise(line):
                assert begin > end - 1.5, (kind, number, one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_with_dots(kind: str) -> None:
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(set_long(kind)))
    assert "…" not in words.replace("…/........", "").replace("/…/", "")


@pytest.mark.parametrize("kind", KINDS)
def test_signature_and_copies_share_a_page_with_other_words(kind: str) -> None:
    document = pypdfium2.PdfDocument(set_long(kind))
    last = document[len(document) - 1].get_textpage().get_text_range()
    assert "NIP" in last
    assert len(last.split("NIP")[0].split()) > 40


def test_long_names_stand_whole_in_the_schedule() -> None:
    page = long_papers()["schedule"]
    bare = NAME.removeprefix("Prof. Dr. Ir. H. ").split(",", 1)[0]
    assert {name for row in page["rows"] for name in row["people"]} == {bare}
    assert all(len(row["name"]) > 150 for row in page["rows"] if row["item"])


@pytest.mark.parametrize("count", [1, 6, 12])
def test_the_chart_of_usual_work_stands_on_one_page(count: int) -> None:
    data = long_papers()["schedule"]
    case_rows = [row for row in data["rows"] if not row["item"]]
    items = [
        row | {"name": f"Layanan Publik: Jumlah Pengaduan {n}"}
        for n, row in enumerate(data["rows"][3 : 3 + count])
    ]
    rows = [row | {"people": ["Contoh Perancang", "Contoh Ketua Tim"]} for row in (*case_rows, *items)]
    with Typesetter() as typesetter:
        made = typesetter.set_pdf(
            "schedule", data | {"rows": rows, "loads": [], "note": ""}, long_case().decisions[0].at
        )
    first = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "langkah untuk seluruh perintah kerja" in " ".join(first.split())
