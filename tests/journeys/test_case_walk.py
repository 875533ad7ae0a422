"""Four people carry a work order from the order to its end with `rupadata case`."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from casework import LONG_TITLE, OFFICE, case, make_build, new_case, prepare_items

from rupadata.documents import find_printed_head

PAGES = ("layanan-publik/pengaduan", "kesehatan/puskesmas", "pendidikan/sekolah")
ITEMS = tuple(page.replace("/", "-") for page in PAGES)
PLAIN = "Kecamatan,2023,2024\nContoh Utara,120,130\nContoh Selatan,90,95\n"
PERSONS = "Nama Pelapor,NIK,Jumlah\n" + "".join(
    f"Contoh Warga {name},36710101019000{number:02d},1\n" for number, name in enumerate("ABCDEF", start=1)
)
LACKING = {PAGES[2]: ["sop-element-not-in-data"]}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished case with one correction round and one element that the data cannot give."""
    root = tmp_path_factory.mktemp("walk")
    first = make_build(root / "build", PAGES, problems=LACKING)
    second = make_build(root / "build-2", PAGES, edition="2", problems=LACKING)
    folder = new_case(root / "kasus", title="Infografis Triwulan III 2026")
    prepare_items(folder, first)

    def do(*words: object) -> None:
        assert case("do", folder, *words) == 0

    for day, item in enumerate(ITEMS, start=8):
        do("start", "--item", item, "--as", "perancang", "--at", f"2026-09-{day:02d}T07:30")
        do("design", "--item", item, "--from", first, "--as", "perancang", "--at", f"2026-09-{day:02d}T15:00")
    reason = ("--note", "Sumber hanya memuat angka kota.")
    for item in ITEMS:
        note = reason if item == ITEMS[2] else ()
        do("submit", "--item", item, "--as", "perancang", "--at", "2026-09-11T08:00", *note)
    do("consult", "--item", ITEMS[0], "--as", "kabid", "--note", "Setuju.", "--at", "2026-09-11T08:30")
    do("approve", "--item", ITEMS[0], "--as", "kasie", "--at", "2026-09-11T09:00")
    do(
        "return",
        "--item",
        ITEMS[1],
        "--as",
        "kasie",
        "--note",
        "Persingkat judul.",
        "--at",
        "2026-09-11T09:30",
    )
    do("approve", "--item", ITEMS[2], "--as", "kasie", "--note", "Disetujui.", "--at", "2026-09-11T10:00")
    do("design", "--item", ITEMS[1], "--from", second, "--as", "perancang", "--at", "2026-09-11T14:00")
    do("submit", "--item", ITEMS[1], "--as", "perancang", "--at", "2026-09-11T14:10")
    do("approve", "--item", ITEMS[1], "--as", "kasie", "--at", "2026-09-11T15:00")
    do("document", "--as", "perancang", "--at", "2026-09-14T08:00")
    do("report", "--as", "analis", "--at", "2026-09-14T09:00")
    do("receive", "--as", "kasie", "--at", "2026-09-14T10:00")
    do("close", "--as", "kabid", "--at", "2026-09-14T10:30")
    return folder


def test_every_record_of_the_sop_is_in_the_folder(finished: Path) -> None:
    papers = {path.name for path in (finished / "papers").iterdir()}
    assert {
        "01-surat-perintah.pdf",
        "01-surat-perintah.docx",
        "02-jadwal.xlsx",
        "02-jadwal.ics",
        "02-jadwal.pdf",
        "02-jadwal-perancang.ics",
        "03-pengelompokan.pdf",
        "03-pengelompokan.xlsx",
        "06-lembar-persetujuan.pdf",
        "07-dokumentasi.zip",
        "08-laporan.pdf",
        "09-tanda-terima.pdf",
        "09-nota-dinas.pdf",
        "09-nota-dinas.docx",
        "10-catatan-penutup.pdf",
        "09-skp-kabid.pdf",
        "09-skp-kasie.pdf",
        "09-skp-analis.pdf",
        "09-skp-perancang.pdf",
        "sop.pdf",
    } <= papers


def test_every_pdf_is_tagged_pdf_a_in_indonesian(finished: Path) -> None:
    for path in (finished / "papers").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert "/StructTreeRoot" in pdf.Root, path.name
            assert str(pdf.Root.Lang).startswith("id"), path.name
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A"), path.name


def test_a_finished_case_is_shown_with_its_time(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert case("show", finished, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["status"] == "closed"
    assert shown["time_total"]["corrections"] == 1
    assert shown["time_by_person"]["perancang"]["standard_minutes"] == 3 * (480 + 30) + 30
    assert [item["approved"] != "" for item in shown["item_list"]] == [True, True, True]
    assert shown["item_list"][2]["consent"] == "Disetujui."
    assert "papers/sop.pdf" in shown["papers"]


def test_a_finished_case_verifies_against_its_papers(finished: Path) -> None:
    assert case("verify", finished) == 0
    assert case("verify", finished, "--against", finished / "papers" / "06-lembar-persetujuan.pdf") == 0
    assert case("verify", finished, "--against", finished / "papers" / "08-laporan.pdf") == 0


def test_a_paper_of_another_history_is_told(finished: Path, tmp_path: Path) -> None:
    other = new_case(tmp_path / "lain")
    assert case("do", other, "order", "--as", "kabid", "--at", "2026-09-07T09:00", "--note", "Lain.") == 0
    assert case("verify", finished, "--against", other / "papers" / "01-surat-perintah.pdf") == 1
    assert case("verify", finished, "--against", "0" * 64) == 1


def test_the_head_is_in_the_paper(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert case("show", finished, "--json") == 0
    history = json.loads(capsys.readouterr().out)["history"]
    report = next(entry["hash"] for entry in history if entry["action"] == "report")
    paper = (finished / "papers" / "08-laporan.pdf").read_bytes()
    assert find_printed_head(paper, "08-laporan.pdf") == report


def test_the_archive_of_a_finished_case_holds_its_last_papers(finished: Path) -> None:
    with zipfile.ZipFile(finished / "papers" / "07-dokumentasi.zip") as archive:
        names = set(archive.namelist())
    assert {"naskah/08-laporan.pdf", "naskah/09-skp-perancang.pdf", "naskah/10-catatan-penutup.pdf"} <= names
    assert "naskah/07-dokumentasi.zip" not in names


def test_the_archive_holds_approved_editions_alone_and_their_digests(finished: Path) -> None:
    with zipfile.ZipFile(finished / "papers" / "07-dokumentasi.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, digest in manifest["files"].items():
            assert sha256(archive.read(name)).hexdigest() == digest, name
        pages = sorted(name for name in manifest["files"] if name.endswith("/page.json"))
        assert [json.loads(archive.read(name))["edition"] for name in pages] == ["1", "2", "1"]
        assert pages[0].startswith("infografis/01-layanan-publik")
        assert pages[0].replace("page.json", "asal-angka.html") in manifest["files"]
        index = archive.read("index.html").decode()
    assert LONG_TITLE in index
    assert "http" not in index.replace("http://www.w3.org", "")


def test_the_archive_brings_the_figures_of_each_edition_as_a_workbook(finished: Path) -> None:
    with zipfile.ZipFile(finished / "papers" / "07-dokumentasi.zip") as archive:
        rows = [name for name in archive.namelist() if name.endswith("/data.csv")]
        assert len(rows) == 3
        for number, name in enumerate(sorted(rows)):
            sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name.replace(".csv", ".xlsx"))))["Data"]
            column = next(cell.column for cell in sheet[1] if cell.value == "Nilai")
            assert [sheet.cell(row, column).value for row in (2, 3)] == [4.5 + number, None]
        assert "data.xlsx</a>" in archive.read("index.html").decode()


def test_papers_written_again_are_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    copy = tmp_path / finished.name
    shutil.copytree(finished, copy)
    names = sorted(
        path.name
        for path in (copy / "papers").glob("*.*")
        if path.suffix in (".pdf", ".docx", ".ics", ".xlsx", ".zip")
    )
    before = {name: (copy / "papers" / name).read_bytes() for name in names}
    for path in (copy / "papers").iterdir():
        # Sheets that others took the place of are kept, like signed ones: nobody can make them again.
        if path.is_file():
            path.unlink()
    assert case("papers", copy) == 0
    assert [name for name in names if (copy / "papers" / name).read_bytes() != before[name]] == []
    assert case("papers", copy) == 0


def test_a_list_shows_cases_and_for_whom_they_wait(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_case(tmp_path / "satu")
    new_case(tmp_path / "dua")
    assert case("do", tmp_path / "dua", "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    capsys.readouterr()
    assert case("list", tmp_path, "--json") == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["satu"]["waits_for"] == ["division_head"]
    assert rows["dua"]["steps"] == ["schedule"]
    assert case("list", tmp_path, "--json", "--as", "kasie") == 0
    assert [row["key"] for row in json.loads(capsys.readouterr().out)] == ["dua"]


def test_performance_material_of_a_period_gathers_cases(finished: Path) -> None:
    target = finished.parent / "skp.pdf"
    words = ("papers", finished.parent, "--skp", "perancang", "--period", "2026-Q3", "-o", target)
    assert case(*words) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert case("papers", finished.parent, "--skp", "perancang", "--period", "2026-Q5") == 2
    assert case("papers", finished.parent, "--skp", "perancang") == 2


def test_office_file_travels_with_the_case(finished: Path) -> None:
    assert (finished / "office.toml").read_text(encoding="utf-8") == OFFICE.read_text(encoding="utf-8")


def test_a_deadline_that_cannot_be_met_reaches_the_schedule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = make_build(tmp_path / "build", tuple(f"kesehatan/lembar-{number}" for number in range(4)))
    folder = new_case(tmp_path / "kasus")
    at = ("--at", "2026-09-07T08:00")
    assert case("do", folder, "order", "--as", "kabid", "--deadline", "kemarin", *at) == 2
    assert case("do", folder, "order", "--as", "kabid", "--deadline", "2026-09-01", *at) == 2
    assert case("do", folder, "order", "--as", "kabid", "--deadline", "2026-09-09", *at) == 0
    capsys.readouterr()
    assert case("do", folder, "schedule", "--from", build, "--as", "kasie", *at) == 0
    told = capsys.readouterr().err
    assert re.search(r"Melewati tenggat \d+ hari kerja: tenggatnya 09-09-2026", told)
    assert "Staf Infografis lagi" in told
    assert case("show", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["deadline"] == "2026-09-09"
    book = openpyxl.load_workbook(folder / "papers" / "02-jadwal.xlsx")
    assert "Melewati tenggat" in str(list(book["Peringatan"].iter_rows(values_only=True)))
    assert case("verify", folder) == 0


def test_a_change_in_any_file_of_a_case_is_found(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kasus"
    shutil.copytree(finished, folder)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"]
    assert case("verify", folder) == 0
    for path in files:
        content = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(content[:-1] + (b"#" if content[-1:] != b"#" else b"%"))
        capsys.readouterr()
        assert case("verify", folder) in (1, 2), path
        path.write_bytes(content)
    assert case("verify", folder) == 0


def test_a_paper_that_was_deleted_is_written_again(finished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kasus"
    shutil.copytree(finished, folder)
    before = (folder / "papers" / "08-laporan.pdf").read_bytes()
    (folder / "papers" / "08-laporan.pdf").unlink()
    assert case("papers", folder) == 0
    assert (folder / "papers" / "08-laporan.pdf").read_bytes() == before


def test_source_tables_are_kept_and_archived_unless_they_hold_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = tmp_path / "tabel"
    tables.mkdir()
    (tables / "kesehatan.csv").write_text(PLAIN, encoding="utf-8")
    (tables / "layanan.csv").write_text(PERSONS, encoding="utf-8")
    (tables / "izin.csv").write_text(PLAIN + "\n", encoding="utf-8")
    pages = ("kesehatan/a", "layanan/b", "izin/c", "hilang/d")
    sources = {
        f"{name}.csv": sha256((tables / f"{name}.csv").read_bytes()).hexdigest()
        for name in ("kesehatan", "layanan", "izin")
    }
    build = make_build(tmp_path / "build", pages, sources=sources, dropped=("izin.csv",))
    folder = new_case(tmp_path / "kasus")
    prepare_items(folder, build)
    assert "--sources" in capsys.readouterr().err
    for page in pages:
        item = page.replace("/", "-")
        words = ("--item", item, "--at", "2026-09-08T08:00", "--as", "perancang")
        assert case("do", folder, "design", "--from", build, "--sources", tables, *words) == 0
        assert case("do", folder, "submit", *words) == 0
        assert case("do", folder, "approve", *words[:4], "--as", "kasie") == 0
    assert case("do", folder, "document", "--as", "perancang", "--at", "2026-09-09T08:00") == 0
    told = capsys.readouterr().err
    for words in (
        "layanan.csv: tampaknya memuat data pribadi",
        "izin.csv: memuat kolom",
        "hilang.xlsx: tidak",
    ):
        assert words in told
    with zipfile.ZipFile(folder / "papers" / "07-dokumentasi.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("sumber/")]
        assert names == ["sumber/kesehatan.csv"]
        assert archive.read(names[0]) == (tables / "kesehatan.csv").read_bytes()
        index = archive.read("index.html").decode()
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert "tidak disertakan: tampaknya memuat data pribadi" in index
    assert b"3671010101900001" not in whole
    kept = next((folder / "sources").rglob("*.csv"))
    kept.chmod(0o644)
    kept.write_text("lain", encoding="utf-8")
    assert case("verify", folder) == 1
    assert "kesehatan.csv berubah" in capsys.readouterr().out


def test_a_schedule_counts_what_other_open_cases_take_of_the_same_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = make_build(tmp_path / "build", ("kesehatan/a", "kesehatan/b"))
    first, second, done = (new_case(tmp_path / name) for name in ("satu", "dua", "tiga"))
    for folder in (first, done, second):
        assert case("do", folder, "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    for folder in (first, done):
        words = ("--from", build, "--as", "kasie", "--at", "2026-09-07T08:00")
        assert case("do", folder, "schedule", *words) == 0
    withdrawn = ("--as", "kabid", "--note", "Ditunda.", "--at", "2026-09-07T08:30")
    assert case("do", done, "withdraw", *withdrawn) == 0
    (tmp_path / "rusak").mkdir()
    (tmp_path / "rusak" / "case.json").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    words = ("--from", build, "--as", "kasie", "--at", "2026-09-07T09:00")
    assert case("do", second, "schedule", *words) == 0
    told = capsys.readouterr().err
    assert "rusak tidak terbaca" in told
    book = openpyxl.load_workbook(second / "papers" / "02-jadwal.xlsx")
    rows = list(book["Beban"].iter_rows(min_row=2, values_only=True))
    shared = [row for row in rows if row[3]]
    assert shared
    assert {row[5] for row in shared} == {"satu"}
    assert all(row[2] + row[3] <= row[4] for row in rows)
    before = (second / "papers" / "02-jadwal.pdf").read_bytes()
    (second / "papers" / "02-jadwal.pdf").unlink()
    shutil.rmtree(first)
    assert case("papers", second) == 0
    assert (second / "papers" / "02-jadwal.pdf").read_bytes() == before
