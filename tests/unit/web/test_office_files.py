"""The office's own files in the workplace are the office's folder of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import web_home

from rupadata.errors import RupadataError
from rupadata.office import load_office

EXAMPLE = web_home.OFFICE.parent
REGIONS = (EXAMPLE / "regions.csv").read_bytes()
SYMBOL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><path d="M0 0H9V9H0Z"/></svg>'
GROUPING = b'{"version": 1, "decisions": [{"indicator": "Bahagia", "subject": "kependudukan"}]}'


def test_the_office_is_the_one_that_the_command_line_reads_from_the_same_files(
    workplace: dict[str, Any], tmp_path: Path
) -> None:
    from rupadata.web.accounts.office_files import current_value, keep_office_file

    (tmp_path / "symbols").mkdir()
    for kind, file, there, content in (
        ("regions", "Wilayah kami.csv", "regions.csv", REGIONS),
        ("symbol", "Menara Air.svg", "symbols/menara-air.svg", SYMBOL),
        ("grouping", "ingatan.json", "grouping.json", GROUPING),
    ):
        assert keep_office_file(kind, file, content, "admin") == there
        (tmp_path / there).write_bytes(content)
    (tmp_path / "office.toml").write_bytes(web_home.OFFICE.read_bytes())
    assert current_value().digest == load_office(tmp_path).digest
    assert current_value().regions.get("99.71").name == "Kota Contoh"


@pytest.mark.parametrize(
    ("kind", "file", "content"),
    [
        ("regions", "r.csv", b"bukan,daftar\n1,2\n"),
        ("glossary", "g.toml", b"[[["),
        ("catalogue", "c.toml", b"x = 1"),
        ("grouping", "g.json", b"[]"),
        ("boundaries", "b.geojson", b'{"type": "FeatureCollection", "features": []}'),
        ("symbol", "s.svg", b"<svg><script/></svg>"),
    ],
)
def test_a_file_that_the_office_cannot_be_read_with_is_not_kept(
    workplace: dict[str, Any], kind: str, file: str, content: bytes
) -> None:
    from rupadata.web.accounts.models import OfficeFile
    from rupadata.web.accounts.office_files import current_value, keep_office_file

    before = current_value().digest
    with pytest.raises(RupadataError) as refused:
        keep_office_file(kind, file, content, "admin")
    assert "/tmp" not in str(refused.value)
    assert not OfficeFile.objects.exists()
    assert current_value().digest == before


def test_settings_that_name_a_logo_which_is_not_there_are_not_saved(browser: Callable[[str], Any]) -> None:
    from rupadata.web.accounts.models import OfficeVersion

    text = web_home.OFFICE.read_text(encoding="utf-8") + '\n[brand]\nlogo = "lambang.svg"\n'
    answer = browser("admin").post("/pengaturan/", {"text": text})
    assert answer.status_code == 422
    assert "lambang.svg" in answer.content.decode()
    assert OfficeVersion.objects.count() == 1


@pytest.mark.parametrize("name", ["kabid", "analis", "orang-luar", ""])
def test_only_the_administrator_changes_the_offices_files(browser: Callable[[str], Any], name: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rupadata.web.accounts.models import OfficeFile

    file = SimpleUploadedFile("regions.csv", REGIONS)
    browser(name).post("/pengaturan/berkas/", {"kind": "regions", "file": file})
    assert not OfficeFile.objects.exists()
    file.seek(0)
    browser("admin").post("/pengaturan/berkas/", {"kind": "regions", "file": file})
    held = OfficeFile.objects.get()
    for address in (f"/pengaturan/berkas/{held.pk}/", f"/pengaturan/berkas/{held.pk}/lepas/"):
        assert browser(name).get(address).status_code in (302, 403, 405)
        browser(name).post(address)
    assert OfficeFile.objects.count() == 1
    assert browser("admin").get(f"/pengaturan/berkas/{held.pk}/").content == REGIONS
    browser("admin").post(f"/pengaturan/berkas/{held.pk}/lepas/")
    assert not OfficeFile.objects.exists()


def test_tables_are_read_with_the_offices_regions_and_remembered_grouping(
    workplace: dict[str, Any], tmp_path: Path
) -> None:
    from rupadata.web.accounts.office_files import current_folder, keep_office_file
    from rupadata.web.cases.desk import run_child
    from rupadata.web.cases.placement import load_placements
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import Pulse

    (tmp_path / "tables").mkdir()
    table = "Tabel 1. Menara Air menurut Kecamatan, 2024\nKecamatan,Menara Air\n"
    rows = "\n".join(f"{name},{at}" for at, name in enumerate(("Pasar Terang", "Kampung Sagu"), 3))
    (tmp_path / "tables" / "menara.csv").write_text(table + rows + "\n", encoding="utf-8")
    keep_office_file("regions", "regions.csv", REGIONS, "admin")
    decided = GROUPING.replace(b"Bahagia", b"Menara Air").replace(b'kependudukan"', b'perumahan"')
    decided = decided.replace(b"perumahan", b"lingkungan-hidup")
    keep_office_file("grouping", "g.json", decided, "admin")
    request = {"folder": str(tmp_path), "office": str(current_folder()), "sizes": ["portrait"]}
    run_child({**request, "formats": ["svg"]}, Pulse(Job.objects.create(kind="read-tables").pk))
    placed = {one.name: (one.subject, one.region, one.by) for one in load_placements(tmp_path)}
    assert placed == {"Menara Air": ("lingkungan-hidup", "Kota Contoh", "office")}


def test_a_grouping_that_is_set_is_remembered_for_the_next_work_order(workplace: dict[str, Any]) -> None:
    from rupadata.subjects.decisions import GroupingDecision
    from rupadata.web.accounts.office_files import current_value, remember_grouping

    first = GroupingDecision("Menara Air", "lingkungan-hidup", unit="unit", file="a.xlsx", by="Analis")
    remember_grouping([first], "analis")
    remember_grouping([GroupingDecision("Sumur", "lingkungan-hidup", file="b.xlsx")], "analis")
    known = current_value().decisions
    found = known.find("tahun depan.xlsx", "2", "tabel lain", "menara air", "unit")
    assert found is not None
    assert (found.subject, found.by) == ("lingkungan-hidup", "Analis")
    assert known.find("", "", "", "Sumur", "") is not None


def test_the_offices_logo_stands_on_every_page_cleaned(browser: Callable[[str], Any]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rupadata.web.accounts.models import current_office, logo_of

    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0h9z"/></svg>'
    version = current_office()
    assert version is not None
    text = version.text.replace('logo = ""', 'logo = "lambang.svg"')
    sent = {"text": text, "logo": SimpleUploadedFile("lambang.svg", drawn, "image/svg+xml")}
    assert browser("admin").post("/pengaturan/", sent).status_code == 302
    digest = logo_of(current_office())
    assert f"/lambang/{digest}" in browser("kasie").get("/").content.decode()
    shown = browser("").get(f"/lambang/{digest}")
    assert shown["Content-Type"] == "image/svg+xml"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert b"onload" not in shown.content
    assert browser("").get("/lambang/0000000000000000").status_code == 404
