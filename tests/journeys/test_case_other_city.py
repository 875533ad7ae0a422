"""An office of another city lives through a hard quarter.

Two work orders at once, a tight deadline at the turn of the year, leave and a deputy, a designer who is moved
in the middle, a correction, a yearbook asked for in July.

Office, people and figures are invented; the places are those of Kota Serang.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from casework import case, make_build
from test_case_register import DISTRICTS, make_register

from rupadata.cli.app import run
from rupadata.documents import PaperDesk
from rupadata.documents.statements import time_words
from rupadata.procedure import CaseService, FolderStore, Request
from rupadata.procedure.built_pages import read_pages
from rupadata.procedure.definition import PAPER_KINDS
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.overview import describe_case
from rupadata.procedure.store import CaseFiles, load_case

OFFICE = """
time_zone = "WIB"
legal_basis = ["Peraturan Wali Kota (contoh) tentang Satu Data dan Tata Kelola Infografis Statistik"]
[letterhead]
government = "PEMERINTAH KOTA SERANG (CONTOH)"
office = "DINAS KOMUNIKASI, INFORMATIKA, STATISTIK, DAN PERSANDIAN"
division = "BIDANG STATISTIK SEKTORAL DAN PENGELOLAAN DATA LAYANAN PUBLIK TERPADU"
address = "Jalan Contoh Raya Nomor 123, Kelurahan Contoh, Kecamatan Serang, Kota Serang"
place = "Serang"
[brand]
office = "Diskominfo Kota Serang (contoh)"
[copies]
work-order = ["Kepala Dinas (sebagai laporan)", "Sekretaris Dinas"]
[on_behalf]
work-order = "a.n. Kepala Dinas Komunikasi, Informatika, Statistik, dan Persandian"
[numbering]
unit = "STAT"
[numbering.classification]
work-order = "800.1.11.1"
report = "400.14.9"
[retention]
active_years = 2
inactive_years = 3
then = "dinilai kembali"
[procedure]
forwarding_note = "close"
[procedure.titles]
division_head = "Kepala Bidang Statistik Sektoral dan Pengelolaan Data Layanan Publik Terpadu"
section_head = "Ketua Tim Kerja Statistik Sektoral"
[[officials]]
id = "kabid"
name = "Prof. Dr. Ir. H. Raden Contoh Panjang Sekali Namanya Wijayakusumaningrat, S.Si., M.Stat., M.T."
roles = ["division_head"]
rank = "Pembina Utama Muda (IV/c)"
[[officials]]
id = "kasie"
name = "Hj. Contoh Ketua Tim, S.ST."
roles = ["section_head"]
leave = [{ since = 2026-12-21, until = 2026-12-23, reason = "Cuti tahunan" }]
[[officials.deputies]]
person = "analis"
kind = "Plh"
since = 2026-12-21
until = 2026-12-23
[[officials]]
id = "analis"
name = "Contoh Analis"
roles = ["statistics_analyst"]
[[officials]]
id = "perancang"
name = "Contoh Perancang"
roles = ["infographic_designer"]
MOVED
"""
NEWCOMER = """until = 2026-12-31
[[officials]]
id = "baru"
name = "Contoh Perancang yang Baru Diangkat"
roles = ["infographic_designer"]
since = 2027-01-04
"""
KEY = "2026-12-layanan"


def make_tables(folder: Path) -> None:
    """Write an office's own tables: a register of complaints, inhabitants, licences; all invented."""
    folder.mkdir()
    make_register(folder / "register-pengaduan-kota-serang.xlsx")
    for name, title, first in (
        ("penduduk", "Jumlah Penduduk Menurut Kecamatan di Kota Serang (orang)", 90_000),
        ("izin", "Jumlah Izin Usaha yang Diterbitkan Menurut Kecamatan di Kota Serang (izin)", 300),
    ):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append([f"{title}, 2021-2024"])
        sheet.append(["Kecamatan", "2021", "2022", "2023", "2024"])
        for place, district in enumerate(DISTRICTS):
            base = first * (4 + place) // 4
            sheet.append([district, *(base + base * year * (3 + place) // 100 for year in range(4))])
        book.save(folder / f"{name}-kota-serang.xlsx")


def text_of(paper: Path) -> str:
    """Return the words of a paper, its line ends as spaces."""
    done = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


class Quarter:
    """The folder of the office's cases and the ways to act in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cases = root / "kasus"
        self.office = root / "office.toml"
        self.office.write_text(OFFICE.replace("MOVED", ""), encoding="utf-8")
        self.moved = root / "office-2027.toml"
        self.moved.write_text(OFFICE.replace("MOVED", NEWCOMER), encoding="utf-8")

    def begin(self, key: str, at: str, title: str) -> None:
        words = ("new", "--office", self.office, "--as", "kabid", "-o", self.cases / key, "--at", at)
        assert case(*words, "--title", title) == 0

    def do(self, key: str, at: str, person: str, action: str, *words: object, code: int = 0) -> None:
        done = case("do", self.cases / key, action, "--as", person, "--at", at, "--confirm-time", *words)
        assert done == code, (key, at, person, action)

    def paper(self, key: str, name: str) -> Path:
        return self.cases / key / "papers" / name


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    root = tmp_path_factory.mktemp("serang")
    made = Quarter(root)
    make_tables(root / "kota-serang")
    pages = root / "halaman"
    build = ["build", str(root / "kota-serang"), "-o", str(pages), "--formats", "png", "--workers", "1"]
    assert run([*build, "--office", str(made.office)]) in (0, 1)
    editions = json.loads((pages / "manifest.json").read_text(encoding="utf-8"))["editions"]
    assert {"layanan-publik", "kependudukan"} <= {one["subject"] for one in editions}
    key = KEY
    made.begin(key, "2026-12-14T08:00", "Infografis Statistik Layanan Publik Triwulan IV 2026")
    made.do(key, "2026-12-14T08:30", "kabid", "order", "--deadline", "2026-12-17")
    made.do(key, "2026-12-14T10:00", "kasie", "schedule", "--from", pages)
    other = make_build(root / "lain", ("kesehatan/puskesmas", "pendidikan/sekolah"))
    made.begin("2026-12-lain", "2026-12-14T10:30", "Infografis Kesehatan dan Pendidikan")
    made.do("2026-12-lain", "2026-12-14T10:30", "kabid", "order")
    made.do("2026-12-lain", "2026-12-14T11:00", "kasie", "schedule", "--from", other)
    made.do(key, "2026-12-14T14:00", "analis", "group", "--from", pages, "--sources", root / "kota-serang")
    items = list(load_case(FolderStore(made.cases), key).progress.items)
    note = ("--note", "Unsur itu tidak ada dalam data.")
    made.do(key, "2026-12-15T08:00", "perancang", "start", "--item", items[0])
    made.do(key, "2026-12-15T10:00", "perancang", "pause")
    # The work is late: what is left is planned anew.
    made.do(key, "2026-12-18T07:45", "kasie", "replan", "--note", "Data kelurahan terlambat datang.")
    made.do(key, "2026-12-18T07:50", "perancang", "start", "--item", items[0])
    at = "2026-12-18T"
    for number, item in enumerate(items):
        minute = f"{number * 2:02d}"
        made.do(key, f"{at}08:{minute}", "perancang", "design", "--item", item, "--from", pages)
    for number, item in enumerate(items):
        made.do(key, f"{at}09:{number * 2:02d}", "perancang", "submit", "--item", item, *note)
    # The head of the team is away: the deputy decides, the holder does not.
    made.do(key, "2026-12-21T08:00", "kasie", "approve", "--item", items[0], code=3)
    made.do(key, "2026-12-21T08:10", "analis", "approve", "--item", items[0], *note)
    # A mis-click of the deputy is taken back before anything follows from it.
    made.do(key, "2026-12-21T08:12", "analis", "revoke", "--item", items[0], "--note", "Salah klik.")
    made.do(key, "2026-12-21T08:20", "analis", "approve", "--item", items[0], *note)
    made.do(key, "2026-12-21T09:00", "analis", "return", "--item", items[1], "--note", "Perjelas sumbernya.")
    for item in items[2:]:
        made.do(key, "2026-12-28T09:00", "kabid", "agree", "--item", item)
        made.do(key, "2026-12-28T09:10", "kasie", "approve", "--item", item, *note)
    # The designer is moved at the turn of the year; whoever comes takes the correction over.
    made.do(key, "2027-01-04T08:00", "kabid", "settings", "--office", made.moved, "--note", "Mutasi.")
    made.do(key, "2027-01-04T08:05", "perancang", "start", "--item", items[1], code=3)
    made.do(key, "2027-01-04T08:10", "baru", "start", "--item", items[1])
    made.do(key, "2027-01-04T09:40", "baru", "design", "--item", items[1], "--from", pages)
    made.do(key, "2027-01-04T09:45", "baru", "submit", "--item", items[1], *note)
    made.do(key, "2027-01-04T10:00", "kasie", "approve", "--item", items[1], *note)
    made.do(key, "2027-01-04T13:00", "baru", "document")
    made.do(key, "2027-01-04T14:00", "analis", "report")
    made.do(key, "2027-01-05T08:00", "kasie", "receive")
    made.do(key, "2027-01-05T09:00", "kabid", "close")
    return made


def test_the_case_is_whole_at_its_end(quarter: Quarter) -> None:
    assert case("verify", quarter.cases / KEY) == 0
    assert load_case(FolderStore(quarter.cases), KEY).status == "closed"


def test_every_infographic_of_the_core_subject_is_served(quarter: Quarter) -> None:
    items = load_case(FolderStore(quarter.cases), KEY).progress.items.values()
    named = " ".join(source.file for one in items for source in one.item.sources)
    assert all(table in named for table in ("register-pengaduan", "penduduk-", "izin-"))


def test_the_tight_deadline_is_passed_in_order_and_said(quarter: Quarter) -> None:
    said = text_of(quarter.paper(KEY, "02-jadwal.pdf"))
    assert "tenggat" in said.lower()
    assert re.search(r"\d+ hari", said)
    other = openpyxl.load_workbook(quarter.paper("2026-12-lain", "02-jadwal.xlsx"))
    shared = [row for row in other["Beban"].iter_rows(min_row=2, values_only=True) if row[3]]
    assert {row[5] for row in shared} == {KEY}
    assert all(row[2] + row[3] <= row[4] for row in shared)


def test_late_work_is_planned_anew_and_both_plans_are_kept(quarter: Quarter) -> None:
    assert "Jadwal semula selesai" in text_of(quarter.paper(KEY, "02-jadwal.pdf"))
    earlier = list(quarter.paper(KEY, "superseded").glob("02-jadwal-keputusan-2-*.pdf"))
    assert len(earlier) == 1
    assert "Jadwal semula" not in text_of(earlier[0])


def test_breaks_are_no_work_and_all_papers_tell_the_same_time(quarter: Quarter) -> None:
    shown = describe_case(load_case(FolderStore(quarter.cases), KEY))
    first = next(one for one in shown["time"] if one["step"] == "design" and one["round"] == 0)
    assert first["used_minutes"] == 120 + 10
    used = " ".join(time_words(shown["time_by_person"]["perancang"]["used_minutes"]).split())
    assert used in text_of(quarter.paper(KEY, "08-laporan.pdf"))
    assert used in text_of(quarter.paper(KEY, "09-skp-perancang.pdf"))


def test_a_misclick_stands_on_the_sheet_and_the_approval_after_it(quarter: Quarter) -> None:
    said = text_of(quarter.paper(KEY, "06-lembar-persetujuan.pdf"))
    assert "mencabut persetujuan" in said
    assert "Salah klik." in said


def test_the_office_has_its_note_at_the_close_and_its_retention(quarter: Quarter) -> None:
    assert "yang kami terima pada 5 Januari 2027" in text_of(quarter.paper(KEY, "09-nota-dinas.pdf"))
    assert "Retensi arsip: aktif 2 tahun, inaktif 3 tahun (sampai akhir 2032)" in text_of(
        quarter.paper(KEY, "10-catatan-penutup.pdf")
    )


def test_the_deputy_stands_on_the_sheet_as_plh_and_the_newcomer_as_designer(quarter: Quarter) -> None:
    said = text_of(quarter.paper(KEY, "06-lembar-persetujuan.pdf"))
    assert "Plh." in said
    assert "Mengetahui" in said
    assert "Contoh Perancang yang Baru Diangkat" in text_of(quarter.paper(KEY, "08-laporan.pdf"))
    assert {path.name for path in quarter.paper(KEY, "").glob("09-skp-*.pdf")} >= {
        "09-skp-baru.pdf",
        "09-skp-perancang.pdf",
    }


def test_the_correction_is_told_apart_and_once(quarter: Quarter) -> None:
    described = load_case(FolderStore(quarter.cases), KEY)
    assert sum(item.round for item in described.progress.items.values()) == 1
    assert "2 tanpa koreksi dan 1 setelah koreksi" in text_of(quarter.paper(KEY, "08-laporan.pdf"))
    assert text_of(quarter.paper(KEY, "06-lembar-persetujuan.pdf")).count("setelah 1 putaran koreksi") == 1


def test_the_turn_of_the_year_is_in_numbers_and_holidays(quarter: Quarter) -> None:
    assert "/STAT/XII/2026" in text_of(quarter.paper(KEY, "01-surat-perintah.pdf"))
    assert "/STAT/I/2027" in text_of(quarter.paper(KEY, "08-laporan.pdf"))
    days = re.findall(r"DTSTART\S*:(\d{8})", quarter.paper(KEY, "02-jadwal.ics").read_text(encoding="utf-8"))
    assert days
    assert not {"20261225", "20270101"} & set(days)


def test_no_page_of_a_paper_is_empty_or_holds_a_signature_alone(quarter: Quarter) -> None:
    for paper in sorted(quarter.paper(KEY, "").glob("*.pdf")):
        with pikepdf.open(paper) as pdf:
            pages = len(pdf.pages)
        for page in range(1, pages + 1):
            done = subprocess.run(
                ["pdftotext", "-f", str(page), "-l", str(page), paper, "-"],
                capture_output=True,
                text=True,
                check=True,
            )
            words = done.stdout.split()
            # A closing sentence with a signature, the foot and the mark of a draft are fewer words.
            assert len(words) > 60, (paper.name, page, " ".join(words))


def test_the_archive_opens_with_the_last_papers(quarter: Quarter) -> None:
    with zipfile.ZipFile(quarter.paper(KEY, "07-dokumentasi.zip")) as archive:
        names = set(archive.namelist())
        index = archive.read("index.html").decode()
    assert {"naskah/10-catatan-penutup.pdf", "naskah/09-tanda-terima.pdf", "naskah/08-laporan.pdf"} <= names
    assert "naskah/09-nota-dinas.pdf" in names, "the note that this office writes at the close"
    replaced = {name for name in names if name.startswith("naskah/diganti/")}
    assert any(name.startswith("naskah/diganti/02-jadwal-keputusan-2-") for name in replaced)
    assert all(name.endswith(".pdf") and f'href="{name}"' in index for name in replaced)
    assert index.index("Naskah yang sudah diganti") > index.index("10-catatan-penutup.pdf")


def test_a_yearbook_asked_in_july_waits_for_september(quarter: Quarter, tmp_path: Path) -> None:
    build = make_build(tmp_path / "kcda", ("kecamatan-kasemen-dalam-angka/penduduk",))
    quarter.begin("2026-kcda", "2026-07-06T08:00", "Infografis KCDA")
    quarter.do("2026-kcda", "2026-07-06T08:30", "kabid", "order", "--deadline", "2026-07-31")
    quarter.do("2026-kcda", "2026-07-06T10:00", "kasie", "schedule", "--from", build)
    calendar = quarter.paper("2026-kcda", "02-jadwal-perancang.ics").read_text(encoding="utf-8")
    days = re.findall(r"DTSTART\S*:(\d{6})", calendar)
    assert days
    assert min(days) >= "202609"
    assert "September" in text_of(quarter.paper("2026-kcda", "02-jadwal.pdf"))


def test_the_papers_of_twelve_infographics_are_made_in_five_seconds(quarter: Quarter, tmp_path: Path) -> None:
    build = make_build(tmp_path / "dua-belas", tuple(f"layanan-publik/halaman-{n}" for n in range(12)))
    key, pages = "2026-12-banyak", read_pages(build)
    quarter.begin(key, "2026-12-14T08:00", "Dua belas infografis")
    moment = datetime.fromisoformat("2026-12-15T09:00+07:00")
    service = CaseService(FolderStore(quarter.cases), PaperDesk(), clock=lambda: moment)

    def do(action: str, person: str, **facts: Any) -> None:
        service.decide(key, Request(action, person, **facts), with_papers=False)

    do("order", "kabid")
    do("schedule", "kasie", pages=pages)
    do("group", "analis", pages=pages)
    for page in pages:
        do("design", "perancang", item=page.item.id, pages=pages)
        do("submit", "perancang", item=page.item.id)
        do("approve", "kasie", item=page.item.id)
    for action, person in (("document", "perancang"), ("report", "analis"), ("receive", "kasie")):
        do(action, person)
    do("close", "kabid")
    loaded = service.load(key)
    begun = time.process_time()
    made = list(PaperDesk().make(loaded, due_papers(loaded), CaseFiles(service.store, key)))
    assert {one.due.kind for one in made} >= set(PAPER_KINDS)
    assert time.process_time() - begun < 5
