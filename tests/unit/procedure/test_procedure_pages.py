"""Pages of a build become items and editions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casework import make_build

from rupadata.errors import InputRefusedError
from rupadata.procedure.built_pages import get_page, read_pages


@pytest.mark.parametrize(
    ("source", "yearbook"),
    [
        ("kecamatan-contoh-dalam-angka-2026", "KCDA"),
        ("kota-contoh-dalam-angka-2026", "KODA"),
        ("kabupaten_contoh_dalam_angka_2026", "KODA"),
        ("kependudukan", ""),
    ],
)
def test_yearbooks_are_known_by_the_names_of_their_files(tmp_path: Path, source: str, yearbook: str) -> None:
    pages = read_pages(make_build(tmp_path, (f"{source}/penduduk",)))
    assert [page.item.yearbook for page in pages] == [yearbook]


def test_a_page_that_begins_with_its_subject_gives_the_item_its_own_name(tmp_path: Path) -> None:
    pages = read_pages(make_build(tmp_path, ("kesehatan/kesehatan", "kesehatan/puskesmas")))
    assert [page.item.id for page in pages] == ["kesehatan", "kesehatan-puskesmas"]


def test_ids_stay_apart_where_short_names_would_meet(tmp_path: Path) -> None:
    pages = read_pages(make_build(tmp_path, ("air/air-bersih", "air-bersih/air-bersih")))
    assert len({page.item.id for page in pages}) == 2


def test_what_the_data_cannot_give_stands_in_the_edition(tmp_path: Path) -> None:
    build = make_build(
        tmp_path,
        ("kesehatan/a", "kesehatan/b"),
        problems={"kesehatan/a": ["sop-element-not-in-data", "figure-untrue"]},
    )
    first, second = (page.edition for page in read_pages(build))
    assert first.missing_elements == ("Data tidak memuat grafik per wilayah; halaman mengatakannya.",)
    assert first.errors == ("figure-untrue",)
    assert (second.missing_elements, second.errors) == ((), ())


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match=r"manifest\.json"):
        read_pages(tmp_path)


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    (build / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="tidak terbaca"):
        read_pages(build)


def test_a_page_is_found_from_the_build_and_from_its_own_folder(tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a", "kesehatan/b"))
    item = read_pages(build)[1].item
    alone = read_pages(build / "99.71" / "kesehatan" / "b")
    whole = get_page(read_pages(build), item)
    assert [page.item for page in alone] == [item]
    assert get_page(alone, item).files["page.json"]() == whole.files["page.json"]()
    with pytest.raises(InputRefusedError, match="kesehatan-a"):
        get_page(read_pages(build / "99.71" / "kesehatan" / "a"), item)


@pytest.mark.parametrize("digest", ["../../../lain", "/etc", ".sembunyi", ""])
def test_a_manifest_that_names_a_place_outside_is_refused(tmp_path: Path, digest: str) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    manifest["editions"][0]["digest"] = digest
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        read_pages(build)
    assert refused.value.code == "manifest-unreadable"


def keep_grouping(build: Path, *placed: tuple[str, ...]) -> None:
    """Add the kept grouping of a build, and say in its manifest which indicators its page shows."""
    kept = {"version": 1, "taxonomy": "dda", "edition": "", "catalogue": "", "placed": placed}
    (build / "grouping.json").write_text(json.dumps(kept), encoding="utf-8")
    manifest = json.loads((build / "manifest.json").read_bytes())
    shown = ("Jumlah Bidan", "Jumlah Bidan: Desa", "Jumlah Dokter")
    manifest["editions"][0]["contents"] = [
        {"name": name, "unit": "orang", "first": "2020", "last": "2024", "regions": 3} for name in shown
    ]
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_an_indicator_tells_why_it_stands_in_its_subject(tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    table = ("a.xlsx", "1", "Tabel", "Bidan", "orang", "Jumlah Bidan")
    keep_grouping(
        build,
        (*table, "pendidikan", "99.71", "salah"),
        (*table, "kesehatan", "99.72", "salah"),
        (*table, "kesehatan", "99.71", "bidan di judul"),
        (*table, "kesehatan", "99.71", "yang kedua"),
        ("a.xlsx", "1", "Tabel", "Dokter", "orang", "Jumlah Dokter", "kesehatan", "99.71"),
    )
    (page,) = read_pages(build)
    assert [one.reason for one in page.item.contents] == ["bidan di judul", "bidan di judul", ""]


def test_a_build_without_a_kept_grouping_has_no_reasons_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    keep_grouping(build)
    (build / "grouping.json").unlink()
    assert [one.reason for one in read_pages(build)[0].item.contents] == ["", "", ""]
    (build / "grouping.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"grouping\.json") as refused:
        read_pages(build)
    assert refused.value.code == "grouping-unreadable"


@pytest.mark.parametrize("home", ["99.71.01.1001.22.33", "Tangerang"])
def test_a_kept_grouping_names_homes_by_their_codes(home: str, tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    keep_grouping(build, ("a", "1", "T", "B", "", "Jumlah Bidan", "kesehatan", home, ""))
    with pytest.raises(InputRefusedError) as refused:
        read_pages(build)
    assert refused.value.code == "grouping-unreadable"


def test_a_reason_without_end_is_cut(tmp_path: Path) -> None:
    build = make_build(tmp_path, ("kesehatan/a",))
    keep_grouping(build, ("a", "1", "T", "B", "", "Jumlah Bidan", "kesehatan", "99.71", "x" * 5000))
    assert read_pages(build)[0].item.contents[0].reason == "x" * 400
