"""Small tables with one fault each, and the problem that tells of it at its place; none without the fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.model.observations import Reading
from rupadata.problems import Problem
from rupadata.tables import read_tables

JAKARTA = ("Jakarta Pusat", "Jakarta Utara", "Jakarta Barat", "Jakarta Selatan", "Jakarta Timur")


def read(folder: Path, **files: str) -> Reading:
    """Return the reading of a folder of CSV files, named by their keyword and a year in it."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_tables(folder)


def told(reading: Reading, code: str) -> list[Problem]:
    return [problem for problem in reading.problems if problem.code == code]


def series(years: tuple[int, ...]) -> str:
    rows = "".join(f"{year},{1000 + year}\n" for year in years)
    return f"Jumlah Penduduk Kota Tangerang (jiwa)\nTahun,Jumlah Penduduk\n{rows}"


def test_a_year_missing_inside_a_series_is_told(tmp_path: Path) -> None:
    (problem,) = told(read(tmp_path, penduduk=series((2018, 2019, 2021, 2022))), "period-gap")
    assert dict(problem.arguments)["years"] == "2020"


@pytest.mark.parametrize("years", [(2018, 2019, 2020, 2021), (2018, 2020)])
def test_a_whole_series_and_two_years_have_no_gap(tmp_path: Path, years: tuple[int, ...]) -> None:
    assert told(read(tmp_path, penduduk=series(years)), "period-gap") == []


@pytest.mark.parametrize(("percent", "impossible"), [("100", False), ("100.5", False), ("140.2", True)])
def test_a_share_above_a_hundred_cannot_be(tmp_path: Path, percent: str, impossible: bool) -> None:
    text = (
        "Persentase Penduduk Miskin Menurut Kecamatan di Kota Tangerang (persen) 2023\n"
        f"Kecamatan,Persentase Penduduk Miskin\nCiledug,{percent}\nCipondoh,9.1\nBenda,8.2\n"
    )
    found = told(read(tmp_path, miskin=text), "value-impossible")
    assert [(p.where.cell, p.variant) for p in found] == [("B3", "" if impossible else "unlikely")]


def test_the_same_figure_twice_is_told_once_and_is_no_warning(tmp_path: Path) -> None:
    rows = "".join(f"{name},2023,{100 + i}\n" for i, name in enumerate(("Ciledug", "Cipondoh", "Benda")))
    text = f"kecamatan,tahun,jumlah_penduduk\n{rows}Benda,2023,102\n"
    (problem,) = told(read(tmp_path, penduduk_kota_tangerang=text), "duplicate-same")
    assert (problem.where.cell, problem.severity) == ("C5", "info")


def by_region(names: tuple[str, ...]) -> str:
    rows = "".join(f"Kota {name},{1000 + i}\n" for i, name in enumerate(names))
    return f"Jumlah Penduduk Menurut Kota di DKI Jakarta (jiwa) 2023\nKota,Jumlah Penduduk\n{rows}"


def test_the_one_region_that_is_not_listed_is_named(tmp_path: Path) -> None:
    (problem,) = told(read(tmp_path, penduduk=by_region(JAKARTA)), "region-set-incomplete")
    assert "Seribu" in str(dict(problem.arguments)["missing"])


def test_a_list_of_few_regions_is_no_incomplete_one(tmp_path: Path) -> None:
    assert told(read(tmp_path, penduduk=by_region(JAKARTA[:2])), "region-set-incomplete") == []


def test_a_figure_that_differs_between_files_is_told_at_the_later_one(tmp_path: Path) -> None:
    title = "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa) 2023\nKecamatan,Jumlah Penduduk\n"
    reading = read(tmp_path, a=f"{title}Ciledug,1000\nBenda,2000\n", b=f"{title}Ciledug,1010\nBenda,2000\n")
    (problem,) = told(reading, "sources-differ")
    assert (problem.where.file.endswith("b.csv"), problem.where.cell) == (True, "B3")


def test_a_difference_of_rounding_is_none_between_files(tmp_path: Path) -> None:
    title = "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa) 2023\nKecamatan,Jumlah Penduduk\n"
    reading = read(tmp_path, a=f"{title}Ciledug,1000\n", b=f"{title}Ciledug,1005\n")
    assert told(reading, "sources-differ") == []


def test_one_indicator_in_units_of_two_sizes_is_told(tmp_path: Path) -> None:
    def table(unit: str, year: int) -> str:
        title = f"Jumlah Penduduk Menurut Kecamatan di Kota Tangerang ({unit}) {year}"
        return f"{title}\nKecamatan,Jumlah Penduduk\nCiledug,12\n"

    (problem,) = told(read(tmp_path, a=table("jiwa", 2022), b=table("ribu jiwa", 2023)), "unit-changes")
    assert dict(problem.arguments)["units"] == "jiwa, ribu jiwa"
    assert told(read(tmp_path / "sama", a=table("jiwa", 2022), b=table("jiwa", 2023)), "unit-changes") == []


@pytest.mark.parametrize(("after", "jumps"), [(105.0, False), (150.0, True)])
def test_an_area_that_jumps_between_two_years_is_told(tmp_path: Path, after: float, jumps: bool) -> None:
    text = (
        "kecamatan,tahun,jumlah_penduduk,kepadatan_penduduk\n"
        f"Ciledug,2022,100000,1000\nCiledug,2023,100000,{100000 / after:.2f}\n"
    )
    found = told(read(tmp_path, penduduk_kota_tangerang=text), "area-break")
    assert [dict(problem.arguments)["after"] for problem in found] == (["2023"] if jumps else [])


def test_marks_that_no_notation_has_are_read_and_told(tmp_path: Path) -> None:
    text = (
        "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa) 2023\nKecamatan;Jumlah Penduduk\n"
        "Ciledug;36.741.35\nCipondoh;1.234\nBenda;2.345\n"
    )
    (problem,) = told(read(tmp_path, penduduk=text), "number-damaged")
    assert (problem.where.cell, dict(problem.arguments)["text"]) == ("B3", "36.741.35")


def test_a_mark_that_its_column_decides_is_told_for_information(tmp_path: Path) -> None:
    text = (
        "Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa) 2023\nKecamatan;Jumlah Penduduk\n"
        "Ciledug;12.345\nCipondoh;1.234\nBenda;2.345\n"
    )
    (problem,) = told(read(tmp_path, penduduk=text), "number-mark-inferred")
    assert problem.severity == "info"
    assert (problem.variant, dict(problem.arguments)["count"]) == ("comma", 3)


def test_a_name_that_several_regions_have_is_ambiguous_and_they_are_named(tmp_path: Path) -> None:
    text = (
        "Jumlah Penduduk Menurut Kecamatan di Provinsi Jawa Barat (jiwa) 2023\n"
        "Kecamatan,Jumlah Penduduk\nCiledug,10\nSukasari,20\nCidadap,40\n"
    )
    found = {p.where.cell: dict(p.arguments) for p in told(read(tmp_path, penduduk=text), "region-ambiguous")}
    assert set(found) == {"B4", "B5"}
    assert found["B5"] == {"region": "Cidadap", "options": "Cidadap (32.02.44), Cidadap (32.73.08)"}


def test_a_region_that_only_the_folder_names_is_told(tmp_path: Path) -> None:
    text = "Jumlah Penduduk (jiwa)\nTahun,Jumlah Penduduk\n2022,10\n2023,20\n"
    found = told(read(tmp_path, **{"Kota Tangerang__penduduk": text}), "region-from-folder")
    assert [dict(problem.arguments)["region"] for problem in found] == ["Kota Tangerang"]


def test_keys_that_tell_nothing_without_a_title_are_asked_about(tmp_path: Path) -> None:
    text = "kode_kabupaten,tahun,x1\n3671,2022,10\n3671,2023,20\n3674,2022,30\n3674,2023,40\n"
    assert len(told(read(tmp_path, data=text), "name-tells-nothing")) == 1
