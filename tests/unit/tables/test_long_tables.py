from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from msgspec.structs import replace

from rupadata.limits import current_limits
from rupadata.model.observations import Reading
from rupadata.tables import read_files as reading_module
from rupadata.tables import read_tables
from rupadata.tables.long import long_open
from rupadata.tables.opening.cell_formats import is_surely_plain
from tests.unit.tables.lookup import at, codes

Reader = Callable[..., Reading]
HEADER = (
    "id,kode_provinsi,nama_provinsi,bps_kode_kecamatan,bps_nama_kecamatan,kemendagri_kode_kecamatan,"
    "jenis_kelamin,jumlah_penduduk,satuan,semester,tahun\n"
)


def test_the_dotted_code_decides_between_two_notations(read_text_table: Reader) -> None:
    text = (
        HEADER
        + "1,36,BANTEN,3671010,CILEDUG,36.71.06,LAKI-LAKI,12,ORANG,2,2023\n2,36,BANTEN,3671010,CILEDUG,36.71.06,PEREMPUAN,13,ORANG,2,2023\n"  # noqa: E501
    )
    row = at(read_text_table(text, "jumlah_penduduk.csv"), "H2")
    assert (row["region_code"], row["period"], row["unit"], row["value"]) == (
        "36.71.06",
        "2023-S2",
        "orang",
        12.0,
    )
    assert row["dimensions"] == '{"jenis kelamin": "laki-laki"}'


def test_indicators_in_rows_take_their_unit_from_the_unit_column(read_text_table: Reader) -> None:
    text = (
        "uraian,satuan,tahun,nilai\n"
        "Jumlah Puskesmas,Unit,2022,4\n"
        'Luas Sawah,Ha,2022,"1.250,5"\n'
        'Panjang Jalan,Km,2022,"30,25"\n'
        "Jumlah Dokter,Orang,2022,12\n"
    )
    reading = read_text_table(text, "data_kota_mojokerto.csv")
    luas = at(reading, "D3")
    assert (luas["indicator"], luas["unit"], luas["value"], luas["decimals"]) == (
        "Luas Sawah",
        "hektare",
        1250.5,
        1,
    )


def test_ambiguous_thousands_are_decided_and_told(read_text_table: Reader) -> None:
    text = "kategori;tahun;volume\nA;2022;1.217\nB;2022;2.305\n"
    reading = read_text_table(text, "sampah_kota_mojokerto.csv")
    assert "number-mark-ambiguous" in codes(reading)
    assert at(reading, "C2")["flags"] == "decimals-inferred;doubtful"


def test_years_that_are_the_only_figures_are_no_observations(read_text_table: Reader) -> None:
    reading = read_text_table("nama_dataset,tahun\nSatu,2020\nDua,2021\n")
    assert reading.observations.is_empty()
    assert reading.refused == ("tabel.csv",)


@pytest.mark.parametrize("mark", [".", ","])
def test_the_way_for_millions_of_rows_gives_the_same_as_the_ordinary_way(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    lines = ["kode_kecamatan;nama_kecamatan;tahun;kelompok_umur;nilai_rata;satuan"]
    for i in range(240):
        value = "-" if i % 97 == 0 else f"{i}{mark}{i % 10}"
        name, code = (("Ciledug", "36.71.06"), ("Benda", "36.71.04"))[i % 2]
        lines.append(f"{code};{name};{1960 + i // 4};{('0-4', '5-9', 'Jumlah')[i % 3]};{value};tahun")
    text = "\n".join(lines) + "\n"
    ordinary = read_text_table(text, "rata.csv").observations
    monkeypatch.setattr(long_open, "MIN_BYTES", 0)
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    fast = read_text_table(text, "rata.csv").observations
    differing = [name for name in ordinary.columns if not ordinary[name].equals(fast[name], null_equal=True)]
    assert differing == []
    assert fast.filter(pl.col("value").is_null()).height == 3


def test_big_workbooks_give_the_same_as_the_ordinary_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_long_book(tmp_path / "rata.xlsx", "0.0")
    ordinary, reading = read_both_ways(path, monkeypatch, MIN_ROWS=0)
    assert any(problem.code == "checks-skipped" for problem in reading.problems)
    expected = ordinary.observations
    differing = [n for n in expected.columns if not expected[n].equals(reading.observations[n])]
    assert differing == []


def test_percent_cells_of_a_big_workbook_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_long_book(tmp_path / "rata.xlsx", "0.0%")
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    assert long_open.open_long_sheet(path.read_bytes()) is None
    assert at(read_tables(path), "E2")["value"] == pytest.approx(0.5)


@pytest.mark.parametrize("reference", ["AB7", "C300000", "C1000000"])
def test_far_cells_are_not_taken_for_plain(tmp_path: Path, reference: str) -> None:
    path = write_long_book(tmp_path / "rata.xlsx", "0.0")
    with zipfile.ZipFile(path) as archive:
        assert is_surely_plain(archive)
    workbook = openpyxl.load_workbook(path)
    workbook.active[reference] = 1
    workbook.save(path)
    with zipfile.ZipFile(path) as archive:
        assert not is_surely_plain(archive)


def test_a_column_that_begins_with_marks_is_no_column_of_figures(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["kode_kecamatan,nama_kecamatan,tahun,keterangan,jumlah_sekolah"]
    lines += [f"36.71.06,Ciledug,{1400 + i},{'-' if i < 450 else 'baru'},{i}" for i in range(1000)]
    text = "\n".join(lines) + "\n"
    ordinary = read_text_table(text, "sekolah.csv").observations
    monkeypatch.setattr(long_open, "MIN_BYTES", 0)
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    assert read_text_table(text, "sekolah.csv").observations.equals(ordinary)


def read_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch, **limits: int) -> tuple[Reading, Reading]:
    """Return what the ordinary way and the way for big files read, the latter under other limits."""
    ordinary = read_tables(path)
    if path.suffix == ".xlsx":
        monkeypatch.setattr(reading_module, "open_long", long_open.open_long_sheet)
    for name, value in limits.items():
        monkeypatch.setattr(long_open, name, value)
    return ordinary, read_tables(path)


def assert_same_cells(one: Reading, other: Reading, *columns: str) -> None:
    found = [reading.observations.select(*columns, "cell").sort("cell") for reading in (one, other)]
    assert found[0].equals(found[1])


def write_long_book(path: Path, shown: str) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["kode_kecamatan", "nama_kecamatan", "tahun", "kelompok_umur", "nilai_rata"])
    for i in range(240):
        name, code = (("Ciledug", "36.71.06"), ("Benda", "36.71.04"))[i % 2]
        sheet.append(
            [
                code,
                name,
                1960 + i // 4,
                ("0-4", "5-9", "Jumlah")[i % 3],
                (i + 0.5) / (100 if "%" in shown else 1),
            ]
        )
        sheet.cell(i + 2, 5).number_format = shown
    workbook.save(path)
    return path


@pytest.mark.parametrize(("threshold", "small"), [(5, 4), (3, 2), (0, 0)])
def test_counts_of_few_persons_are_told_in_big_tables_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threshold: int, small: int
) -> None:
    lines = ["kode_kecamatan,nama_kecamatan,tahun,jumlah_penderita_tbc"]
    lines += [f"36.71.06,Ciledug,{1990 + i},{i}" for i in range(30)]
    path = tmp_path / "tbc.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ordinary = read_tables(path, small_cell=threshold)
    monkeypatch.setattr(long_open, "MIN_BYTES", 0)
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    fast = read_tables(path, small_cell=threshold)
    flagged = fast.observations.filter(fast.observations["flags"] == "small-cell")
    assert flagged.height == small
    assert fast.observations["flags"].equals(ordinary.observations["flags"])
    assert [p.message for p in fast.problems if p.code == "small-cells"] == [
        p.message for p in ordinary.problems if p.code == "small-cells"
    ]


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize(("down", "right"), [(0, 0), (2, 0), (0, 1), (2, 1)])
def test_titles_notes_and_blank_edges_of_a_big_workbook_are_read_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: bool, notes: bool, down: int, right: int
) -> None:
    workbook = openpyxl.load_workbook(write_long_book(tmp_path / "rata.xlsx", "0.0"))
    sheet = workbook.active
    sheet.title = "Data"
    if notes:
        sheet.append(["Catatan: angka dibulatkan"])
        sheet.append(["Sumber: Dinas Kesehatan"])
    if title:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Rata-rata Lama Rawat menurut Kecamatan dan Kelompok Umur"
        sheet["A2"] = "Kota Tangerang (hari)"
    if down:
        sheet.insert_rows(1, down)
    if right:
        sheet.insert_cols(1, right)
    workbook.save(tmp_path / "rata.xlsx")
    ordinary, fast = read_both_ways(tmp_path / "rata.xlsx", monkeypatch, MIN_ROWS=0)
    both = [frame.drop("decimals") for frame in (ordinary.observations, fast.observations)]
    assert [n for n in both[0].columns if not both[0][n].equals(both[1][n])] == []
    assert ("checks-skipped" in codes(fast)) is (not right)


def test_wide_tables_of_many_figures_are_read_the_short_way_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = openpyxl.Workbook()
    months = ("Januari", "Februari", "Maret", "April")
    workbook.active.append(["Kecamatan", *(f"{month} {year}" for year in (2022, 2023) for month in months)])
    for number, name in enumerate(("Ciledug", "Benda", "Karawaci", "Kota Tangerang")):
        workbook.active.append([name, *(1000 * number + place for place in range(8))])
    path = tmp_path / "Jumlah Kunjungan.xlsx"
    workbook.save(path)
    ordinary, reading = read_both_ways(path, monkeypatch, MIN_CELLS=36)
    assert "checks-skipped" in codes(reading)
    assert_same_cells(reading, ordinary, "indicator", "unit", "region_code", "period", "role", "value")


def test_headers_of_two_rows_are_read_the_short_way_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Jumlah Guru dan Murid menurut Kecamatan di Kota Tangerang, 2022 dan 2023"])
    sheet.append(["Kecamatan", "Guru", None, "Murid", None])
    sheet.append([None, 2022, 2023, 2022, 2023])
    sheet.append(["(1)", "(2)", "(3)", "(4)", "(5)"])
    for number, name in enumerate(("Ciledug", "Benda", "Karawaci", "Kota Tangerang")):
        sheet.append([name, *(100 * number + place for place in range(4))])
    sheet.append(["Sumber: Dinas Pendidikan"])
    path = tmp_path / "guru.xlsx"
    workbook.save(path)
    ordinary, reading = read_both_ways(path, monkeypatch, MIN_CELLS=20)
    assert "checks-skipped" in codes(reading)
    columns = ("table", "indicator", "unit", "region_code", "period", "role", "value", "producer")
    assert_same_cells(reading, ordinary, *columns)


def test_a_big_table_without_period_or_region_is_told(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "jenis_usaha,skala,jumlah_usaha\n" + "".join(f"Usaha {i},mikro,{i}\n" for i in range(200))
    ordinary = codes(read_text_table(text, "usaha.csv"))
    monkeypatch.setattr(long_open, "MIN_BYTES", 0)
    monkeypatch.setattr(long_open, "MIN_ROWS", 0)
    fast = codes(read_text_table(text, "usaha.csv"))
    assert {"period-missing", "region-missing", "checks-skipped"} <= fast
    assert ordinary <= fast


@pytest.mark.shared
def test_the_short_way_gives_the_frame_of_the_ordinary_one_on_every_published_csv(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [
        shared / "data" / "tables",
        shared / "data" / "field" / "tables",
        shared / "data" / "cases" / "tables",
    ]
    files = [path for place in places for path in sorted(place.rglob("*.csv"))]
    compared = [
        "indicator",
        "measure",
        "unit",
        "region_code",
        "period",
        "dimensions",
        "role",
        "value",
        "table",
    ]
    unhurried = replace(current_limits(), seconds=60.0)
    ordinary = {path: read_tables(path, limits=unhurried).observations for path in files}
    for name in ("MIN_BYTES", "MIN_ROWS", "MIN_CELLS"):
        monkeypatch.setattr(long_open, name, 0)
    differing = []
    for path in files:
        short = read_tables(path, limits=unhurried).observations
        keys = ["sheet", "cell", *compared]
        one, other = (
            frame.select(keys).sort("sheet", "cell", "dimensions") for frame in (ordinary[path], short)
        )
        if not one.equals(other):
            differing.append(path.name)
    assert differing == []


def test_regions_in_a_column_of_labels_are_not_lost_the_short_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MIN_BYTES", "MIN_ROWS", "MIN_CELLS"):
        monkeypatch.setattr(long_open, name, 0)
    names = ["Kota Tangerang", "Kota Cilegon", "Kabupaten Lebak", "Kabupaten Pandeglang"]
    lines = [f"{name},{year},{1000 + year}" for name in names for year in range(2011, 2024)]
    path = tmp_path / "penduduk.csv"
    path.write_text("\n".join(["nama,tahun,jumlah penduduk", *lines]) + "\n", encoding="utf-8")
    assert read_tables(path).observations["region_code"].n_unique() == 4


LONG_TEXTS = {
    "title": (
        "Produksi Ternak Provinsi Jawa Barat\n\nKecamatan;Tahun;Jenis;Produksi\n",
        lambda name, k: f"{name};{2015 + k % 9};Jenis {k // 9};{k * 7 % 1000}\n",
        "ton",
    ),
    "budget": (
        "kecamatan;tahun;uraian;anggaran\n",
        lambda name, k: f"{name};{2015 + k % 9};Belanja {k // 9};{(k * 7 % 1000 + 10) * 10**6}\n",
        "rupiah",
    ),
    "thousands": (
        "kecamatan;tahun;komoditas;nilai_ribu_rupiah\n",
        lambda name, k: f"{name};{2015 + k % 9};Komoditas {k // 9};{k * 7 % 1000 + 1}\n",
        "ribu rupiah",
    ),
}


@pytest.mark.parametrize("kind", LONG_TEXTS)
def test_long_texts_are_read_the_short_way_with_a_title_a_budget_or_thousands(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    head, line, unit = LONG_TEXTS[kind]
    names = ("Sukajadi", "Coblong", "Andir", "Cicendo")
    text = head + "".join(line(name, k) for name in names for k in range(270))
    ordinary = read_text_table(text, f"{kind} kota bandung.csv")
    for name in ("MIN_BYTES", "MIN_ROWS", "MIN_CELLS"):
        monkeypatch.setattr(long_open, name, 0)
    short = read_text_table(text, f"{kind} kota bandung.csv")
    assert "checks-skipped" in codes(short)
    assert "checks-skipped" not in codes(ordinary)
    keys = ["cell", "indicator", "unit", "measure", "region_code", "period", "dimensions", "role", "value"]
    assert (
        short.observations.select(keys).sort("cell").equals(ordinary.observations.select(keys).sort("cell"))
    )
    assert kind == "title" or short.observations["unit"].unique().to_list() == [unit]


def test_people_in_thousands_are_read_one_by_one(
    read_text_table: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MIN_BYTES", "MIN_ROWS", "MIN_CELLS"):
        monkeypatch.setattr(long_open, name, 0)
    rows = (f"{name},{year},{year}\n" for name in ("Sukajadi", "Coblong") for year in range(2001, 2021))
    reading = read_text_table("kecamatan,tahun,penduduk_ribu\n" + "".join(rows), "kota bandung.csv")
    assert "checks-skipped" not in codes(reading)


def test_items_of_a_list_are_parts_of_the_row_above_them_the_short_way_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Jumlah Barang {i},Unit,2022,{9000 + i}" for i in range(700)]
    for place, whole in ((401, "Jumlah Koperasi"), (404, "Jumlah Pasar")):  # rows outside the sample
        rows[place] = f"{whole},Unit,2022,30"
        rows[place + 1] = "a. Aktif,Unit,2022,15"
    path = tmp_path / "kota tangerang.csv"
    path.write_text("\n".join(["uraian,satuan,tahun,nilai", *rows]) + "\n", encoding="utf-8")
    ordinary, reading = read_both_ways(path, monkeypatch, MIN_BYTES=0, MIN_ROWS=0)
    assert_same_cells(reading, ordinary, "indicator", "dimensions", "role", "unit", "value")
    items = reading.observations.filter(pl.col("dimensions") != "{}")
    assert items["indicator"].to_list() == ["Jumlah Koperasi", "Jumlah Pasar"]


def test_thousands_that_a_late_row_gives_the_lie_to_are_doubted_the_short_way_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Jumlah Barang {i},Unit,2022,{9_000_000 + i}" for i in range(700)]
    rows[401] = "Upah Minimum,Rp.000/bln,2022,1941108"  # a row outside the sample
    path = tmp_path / "kota tangerang.csv"
    path.write_text("\n".join(["uraian,satuan,tahun,nilai", *rows]) + "\n", encoding="utf-8")
    ordinary, reading = read_both_ways(path, monkeypatch, MIN_BYTES=0, MIN_ROWS=0)
    assert_same_cells(reading, ordinary, "indicator", "role", "unit", "value")
    assert reading.observations.row(401, named=True)["unit"] == "rupiah/bulan"


def test_a_label_that_says_its_whole_path_is_no_item_of_the_row_above_it(read_text_table: Reader) -> None:
    reading = read_text_table(
        "uraian,satuan,tahun,nilai\n"
        "Kontribusi perkebunan terhadap PDRB,%,2022,0.9\n"
        "I. Pendapatan Daerah > 6. Rasio Efektivitas,%,2022,97.4\n"
        "Status Otonomi > C. Daerah Induk,Kab,2022,4\n"
        "a. Daerah Otonomi Baru,Kab,2022,9\n",
        "kota tangerang.csv",
    )
    assert reading.observations["dimensions"].to_list() == ["{}"] * 4
    assert reading.observations["indicator"].to_list()[1:] == [
        "Pendapatan Daerah: Rasio Efektivitas",
        "Status Otonomi: Daerah Induk",
        "Daerah Otonomi Baru",
    ]
