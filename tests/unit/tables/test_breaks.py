"""Where a series breaks: by its notes, its census, who counted, the area that a density implies."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.model.observations import Reading
from rupadata.tables import read_tables
from rupadata.tables.lexicon.breaks import named_breaks, producer_kind

PEOPLE = "Jumlah Penduduk Kota Tangerang (jiwa), 2018-2022\nKecamatan;2018;2019;2020;2021;2022\n"
FIGURES = "Ciledug;150000;151000;170000;171000;172000\nBenda;90000;91000;99000;99500;99900\n"


def read(folder: Path, **texts: str) -> Reading:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_tables(folder)


def broken(reading: Reading) -> set[str]:
    flagged = reading.observations.filter(reading.observations["flags"].str.contains("break"))
    return set(flagged["period"])


@pytest.mark.parametrize(
    ("notes", "years"),
    [
        ("Putus deret 2021: cakupan berubah", ["2021"]),
        ("2017-2019 proyeksi penduduk SP2010, 2020 ke atas hasil SP2020", ["2020"]),
        ("2011-2019 proyeksi SP2010; 2020 hasil SP2020; 2021-2023 proyeksi SP2020", ["2020"]),
        ("Sejak 2021 menggunakan metode baru", ["2021"]),
        ("Mulai tahun 2019 memakai definisi baru (UU 2/2018)", ["2019"]),
        ("Metode baru sejak tahun 2010", ["2010"]),
        ("Perubahan konsep pada 2018", ["2018"]),
        ("Tahun dasar berubah mulai 2020 (2018=100)", ["2020"]),
        ("Angka 2020 tidak dapat dibandingkan dengan tahun sebelumnya", ["2020"]),
        ("Sebelum 2018 memakai tahun dasar 2012=100", ["2018"]),
        ("Data 2023 bersumber dari Dinas Kesehatan", []),
        ("Tahun dasar 2010; IPM metode baru; angka sementara 2023", []),
        ("Hasil proyeksi SP2020 (pertengahan tahun 2023)", []),
    ],
)
def test_notes_tell_the_year_of_a_break(notes: str, years: list[str]) -> None:
    assert list(named_breaks(notes)) == years


def test_a_note_on_two_censuses_cuts_the_series_of_its_table(tmp_path: Path) -> None:
    note = "Catatan: 2018-2019 proyeksi penduduk SP2010, 2020 ke atas hasil SP2020\n"
    reading = read(tmp_path, a=PEOPLE + FIGURES + note)
    assert broken(reading) == {"2020"}
    assert [p.code for p in reading.problems] == ["series-break"]
    assert broken(read(tmp_path, a=PEOPLE + FIGURES)) == set()


@pytest.mark.parametrize(
    ("before", "after", "breaks"),
    [
        ("BPS Kota Tangerang", "Dinas Kependudukan dan Pencatatan Sipil", True),
        ("Badan Pusat Statistik", "BPS Kota Tangerang, Susenas", False),
        ("Dinas Kesehatan", "Dinkes dan Badan Keluarga Berencana", False),
    ],
)
def test_a_series_that_goes_from_bps_to_a_register_is_cut(
    tmp_path: Path, before: str, after: str, breaks: bool
) -> None:
    old = f"Jumlah Penduduk Kota Tangerang (jiwa)\nKecamatan;2018;2019\nBenda;90;91\nSumber: {before}\n"
    new = f"Jumlah Penduduk Kota Tangerang (jiwa)\nKecamatan;2020;2021\nBenda;99;100\nSumber: {after}\n"
    reading = read(tmp_path, lama=old, baru=new)
    assert broken(reading) == ({"2020"} if breaks else set())


def test_kinds_of_producers() -> None:
    names = ("BPS Provinsi Banten", "Disdukcapil Kota Tangerang", "Dinas Sosial", "", "Anonim")
    assert [producer_kind(name) for name in names] == ["BPS", "Dukcapil", "office", "", ""]


def test_a_density_that_implies_another_area_is_cut(tmp_path: Path) -> None:
    people = PEOPLE + "Benda;90000;91000;92000;93000;94000\n"
    density = "Kepadatan Penduduk Kota Tangerang (jiwa/km2)\nKecamatan;2018;2019;2020;2021;2022\n"
    reading = read(tmp_path, a=people, b=density + "Benda;9000;9100;9200;6200;6300\n")
    flagged = reading.observations.filter(reading.observations["flags"].str.contains("break"))
    assert flagged.select("indicator", "period").rows() == [("Kepadatan Penduduk", "2021")]
