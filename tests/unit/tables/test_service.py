from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.regions import official_regions
from rupadata.tables.registers.registers import find_register, parse_date, role_of
from rupadata.tables.registers.service import read_service_table
from rupadata.tables.registers.service_table import ServicePlace
from rupadata.tables.registers.skm import ELEMENTS, compute_index, find_element, grade_of, sample_size

HOME = ServicePlace(official_regions(), file="pengaduan.xlsx", sheet="2024", home="36.71")
HEADER = [
    "No Tiket",
    "Tanggal Masuk",
    "Nama Pelapor",
    "NIK",
    "Kategori",
    "OPD",
    "Kecamatan",
    "Status",
    "Tgl Selesai",
]


def case(day: str, category: str, district: str, done: str = "") -> list[Any]:
    number = f"LKS-{day}-{category}"
    return [number, day, "Siti Aminah", "3671055502900001", category, "Dinas PUPR", district, "Selesai", done]


CASES = [
    case("2024-01-03", "JALAN RUSAK", "Cipondoh", "2024-01-05"),
    case("04/01/2024", "Jalan rusak", "KEC. CIPONDOH", "08/01/2024"),
    case("15 Januari 2024", "Sampah", "Batu Ceper"),
    case("2024-02-01", "Sampah", "Benda"),
    case("2024-02-09", "Sampah", "Atlantis"),
    case("kemarin", "Sampah", "Benda"),
]


def figures(rows: list[list[Any]], place: ServicePlace = HOME) -> dict[tuple[str, str, str, str], Any]:
    table = read_service_table(rows, place)
    assert table is not None
    return {
        (str(o["indicator"]), str(o["period"]), str(o["dimensions"]), str(o["region_code"])): o["value"]
        for o in table.observations
    }


def test_a_register_of_complaints_is_counted_by_month_category_unit_and_district() -> None:
    found = figures([HEADER, *CASES[:5]])
    name = "Jumlah pengaduan"
    assert found[name, "2024-01", "{}", "36.71"] == 3
    assert found[name, "2024-02", "{}", "36.71"] == 2
    assert found[name, "2024-01", '{"kategori": "Jalan rusak"}', "36.71"] == 2
    assert found[name, "2024-01", '{"unit layanan": "Dinas PUPR"}', "36.71"] == 3
    assert found[name, "2024-01", "{}", "36.71.05"] == 2
    assert found[name, "2024-01", "{}", "36.71.03"] == 1
    assert found["Rata-rata lama penyelesaian pengaduan", "2024-01", "{}", "36.71"] == 3


def test_observations_have_the_columns_of_the_contract_and_name_the_range_counted() -> None:
    table = read_service_table([["Register Pengaduan"], HEADER, *CASES[:5]], HOME)
    assert table is not None
    for observation in table.observations:
        assert list(observation) == list(OBSERVATION_SCHEMA)
        assert observation["flags"] == "computed"
        assert (observation["file"], observation["sheet"]) == ("pengaduan.xlsx", "2024")
    cells = {(str(o["dimensions"]), o["role"]): o["cell"] for o in table.observations}
    assert cells["{}", "total"] == "B3:B7"
    assert cells['{"kategori": "Sampah"}', "part"] == "E3:E7"


def test_nothing_of_a_person_is_kept() -> None:
    table = read_service_table([HEADER, *CASES], HOME)
    assert table is not None
    kept = json.dumps(table.observations) + "".join(str(p.as_dict()) for p in table.problems)
    assert "Siti" not in kept
    assert "3671055502900001" not in kept
    assert "LKS-" not in kept
    said = {problem.code: problem.message for problem in table.problems}
    assert "Nama Pelapor, NIK" in said["register-personal-columns"]


def test_cases_that_cannot_be_placed_are_said() -> None:
    table = read_service_table([HEADER, *CASES], HOME)
    assert table is not None
    said = {problem.code: (problem.where.cell, problem.message) for problem in table.problems}
    assert said["register-district-unknown"] == ("G2:G7", "1 kasus tanpa kecamatan yang dikenal (Atlantis).")
    assert said["register-date-unreadable"][0] == "B2:B7"


def test_a_year_is_counted_only_when_all_its_months_are_there() -> None:
    months = [case(f"2023-{month:02d}-10", "Sampah", "Benda") for month in range(1, 13)]
    found = figures([HEADER, *months, *CASES[:2]])
    assert found["Jumlah pengaduan", "2023", "{}", "36.71"] == 12
    assert ("Jumlah pengaduan", "2024", "{}", "36.71") not in found


def test_licences_are_counted_by_the_day_they_were_issued() -> None:
    header = ["No", "Nomor Izin", "Nama Perusahaan", "Jenis Izin", "Tanggal Terbit", "Kecamatan"]
    rows = [[i, f"I/{i}", "PT Maju", "IMB", datetime.date(2024, 3, i + 1), "Benda"] for i in range(6)]
    found = figures([header, *rows], ServicePlace(official_regions(), home="36.71"))
    assert found["Jumlah izin terbit", "2024-03", '{"kategori": "IMB"}', "36.71"] == 6


def test_applications_are_told_from_licences() -> None:
    header = ["ID Permohonan", "Tanggal Permohonan Izin", "Pemohon", "Nama Izin", "Tanggal Terbit"]
    day = datetime.date(2024, 3, 1)
    rows = [[i, day, "Budi", "SIP Dokter", day + datetime.timedelta(days=i)] for i in range(6)]
    found = figures([header, *rows], ServicePlace(official_regions(), home="36.71"))
    assert found["Jumlah permohonan izin", "2024-03", "{}", "36.71"] == 6
    assert found["Rata-rata lama penyelesaian permohonan izin", "2024-03", "{}", "36.71"] == 2.5


@pytest.mark.parametrize(
    "rows",
    [
        [["Kecamatan", "2022", "2023"], *[[name, 1, 2] for name in "ABCDEFG"]],
        [
            ["Tanggal", "Kategori Pengaduan", "Jumlah Pengaduan"],
            *[[f"2024-01-0{i}", "Sampah", i] for i in range(1, 9)],
        ],
        [
            ["kode_kecamatan", "nama_kecamatan", "jumlah_izin", "tahun"],
            *[["3671010", "Ciledug", 4, 2020]] * 8,
        ],
        [["Tanggal", "Kategori", "Kurs"], *[[f"2024-01-0{i}", "Beli", 15000] for i in range(1, 9)]],
        [],
        [[None, None, None]],
    ],
)
def test_tables_of_figures_are_no_register(rows: list[list[Any]]) -> None:
    assert read_service_table(rows, HOME) is None


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Tanggal Lahir", "other-date"),
        ("Nama Pelapor", "personal"),
        ("no_hp", "personal"),
        ("Jenis Kelamin Pelapor", "personal"),
        ("Jenis Pengaduan", "category"),
        ("Nama Layanan", "category"),
        ("Tgl. Penyelesaian", "done"),
        ("Perangkat Daerah Tujuan", "unit"),
        ("Kanal Aduan", "channel"),
        ("Jumlah", ""),
    ],
)
def test_columns_are_known_by_their_header(header: str, role: str) -> None:
    assert role_of(header) == role


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024/3/5 10:20",
        "05/03/2024",
        "5-3-2024",
        "5 Maret 2024",
        "Selasa, 5 Mar 2024",
        "05.03.2024",
    ],
)
def test_days_are_read_as_indonesians_write_them(text: str) -> None:
    assert parse_date(text) == datetime.date(2024, 3, 5)


@pytest.mark.parametrize("text", ["31/02/2024", "2024", "12", "Maret 2024", "", None, 45000])
def test_other_texts_are_no_day(text: Any) -> None:
    assert parse_date(text) is None


NAMES = [
    "Persyaratan",
    "Prosedur",
    "Waktu Penyelesaian",
    "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana",
    "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran dan Masukan",
    "Sarana dan Prasarana",
]


def survey(answers: list[list[Any]], header: list[str] | None = None) -> list[list[Any]]:
    return [["No", "Unit Layanan", "Tanggal", *(header or NAMES)], *answers]


def answer(number: int, unit: str, scores: list[int]) -> list[Any]:
    return [number, unit, "2024-05-01", *scores]


ANSWERS = [answer(i, "Disdukcapil" if i % 2 else "DPMPTSP", [4 if i % 2 else 3] * 9) for i in range(10)]


def test_raw_answers_give_scores_index_and_respondents() -> None:
    found = figures(survey(ANSWERS))
    index = "Indeks Kepuasan Masyarakat"
    assert found[index, "2024", "{}", "36.71"] == 87.5
    assert found[index, "2024", '{"unit layanan": "Disdukcapil"}', "36.71"] == 100
    assert found[index, "2024", '{"unit layanan": "DPMPTSP"}', "36.71"] == 75
    element = json.dumps({"unsur": "perilaku pelaksana"})
    assert found["Nilai rata-rata unsur pelayanan", "2024", element, "36.71"] == 3.5
    assert found["Jumlah responden survei kepuasan masyarakat", "2024", "{}", "36.71"] == 10


def test_elements_are_taken_by_name_whatever_their_order() -> None:
    swapped = [*NAMES[:7], NAMES[8], NAMES[7]]
    rows = survey([answer(i, "X", [3] * 7 + [4, 2]) for i in range(6)], swapped)
    found = figures(rows)
    means = {key: value for key, value in found.items() if key[0] == "Nilai rata-rata unsur pelayanan"}
    at = {json.loads(key[2])["unsur"]: value for key, value in means.items() if "unit" not in key[2]}
    assert at["sarana dan prasarana"] == 4
    assert at["penanganan pengaduan, saran, dan masukan"] == 2


def test_bare_u8_and_u9_stay_without_a_name_but_count_for_the_index() -> None:
    rows = survey([answer(i, "X", [3] * 7 + [4, 2]) for i in range(6)], [f"U{i}" for i in range(1, 10)])
    table = read_service_table(rows, HOME)
    assert table is not None
    assert {problem.code for problem in table.problems} == {"skm-element-by-number"}
    found = figures(rows)
    named = {json.loads(key[2])["unsur"]: value for key, value in found.items() if "unsur" in key[2]}
    assert named["unsur U8"] != named["unsur U9"]
    assert not {"penanganan pengaduan, saran, dan masukan", "sarana dan prasarana"} & set(named)
    assert found["Indeks Kepuasan Masyarakat", "2024", "{}", "36.71"] == 75


@pytest.mark.parametrize("left_out", [7, 8])
def test_eight_elements_give_no_index(left_out: int) -> None:
    numbers = [f"U{i + 1}" for i in range(9) if i != left_out]
    table = read_service_table(survey([answer(i, "X", [3] * 8) for i in range(6)], numbers), HOME)
    assert table is not None
    assert "skm-element-missing" in {problem.code for problem in table.problems}
    assert not [o for o in table.observations if o["measure"] == "index" and o["dimensions"] == "{}"]


def test_an_answer_beyond_the_scale_is_named_and_not_counted() -> None:
    rows = survey([*ANSWERS, answer(11, "DPMPTSP", [9, *[3] * 8])])
    table = read_service_table(rows, HOME)
    assert table is not None
    assert [(p.code, p.where.cell) for p in table.problems] == [("skm-answer-out-of-range", "D12")]


def test_too_few_respondents_for_the_named_population_is_a_warning() -> None:
    table = read_service_table([["Populasi: 1.500 orang"], *survey(ANSWERS)], HOME)
    assert table is not None
    assert "306" in next(p.message for p in table.problems if p.code == "skm-sample-small")


SCORES = [3.41, 3.38, 3.2, 3.9, 3.35, 3.5, 3.55, 3.6, 3.1]


def results_of(rows: list[list[Any]]) -> tuple[dict[tuple[str, str, str], Any], list[str]]:
    table = read_service_table(rows, ServicePlace(official_regions(), home="36.71", period="2024"))
    assert table is not None
    found = {
        (str(o["indicator"]), str(o["dimensions"]), str(o["period"])): (o["value"], o["cell"], o["flags"])
        for o in table.observations
    }
    return found, [problem.code for problem in table.problems]


def test_results_with_elements_as_rows_are_read_as_printed() -> None:
    rows = [["Hasil SKM"], ["No", "Unsur", "NRR", "Nilai Unsur", "Mutu"]]
    rows += [[i + 1, name, score, score * 25, "B"] for i, (name, score) in enumerate(zip(NAMES, SCORES))]
    rows += [[None, "Indeks Kepuasan Masyarakat", None, 86.08, "B"]]
    found, problems = results_of(rows)
    name = "Nilai rata-rata unsur pelayanan"
    assert found[name, json.dumps({"unsur": "perilaku pelaksana"}), "2024"] == (3.55, "C9", "")
    assert found["Indeks Kepuasan Masyarakat", "{}", "2024"] == (86.08, "D12", "")
    element = json.dumps({"unsur": "persyaratan"})
    assert found["Indeks Kepuasan Masyarakat", element, "2024"] == (85.25, "D3", "")
    assert len(found) == 19
    assert problems == []


def test_results_of_several_years_are_left_to_the_reader_of_tables() -> None:
    rows: list[list[Any]] = [["Unsur", 2023.0, 2024.0]]
    rows += [[name, score - 0.1, score] for name, score in zip(NAMES, SCORES)]
    assert read_service_table(rows, HOME) is None


def test_results_per_unit_are_read_as_printed() -> None:
    rows = [["Unit Layanan", *NAMES, "IKM"], ["Disdukcapil", *SCORES, 86.08], ["Rata-rata", *SCORES, "86,08"]]
    found, _ = results_of(rows)
    index = "Indeks Kepuasan Masyarakat"
    assert found[index, json.dumps({"unit layanan": "Disdukcapil"}), "2024"] == (86.08, "K2", "")
    assert found[index, "{}", "2024"] == (86.08, "K3", "")


def test_an_index_that_its_elements_do_not_give_is_a_warning() -> None:
    _, problems = results_of([["Unit", *NAMES, "IKM"], ["RSUD", *SCORES, 91.5]])
    assert problems == ["skm-index-differs"]


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        (25.0, "D"),
        (64.99, "D"),
        (65.0, "C"),
        (76.60, "C"),
        (76.61, "B"),
        (88.30, "B"),
        (88.31, "A"),
        (100.0, "A"),
    ],
)
def test_grades_follow_the_table_of_the_regulation(index: float, grade: str) -> None:
    assert grade_of(index)[0] == grade


def test_the_grade_is_given_after_rounding() -> None:
    means = dict.fromkeys(ELEMENTS, 88.305 / 25)
    assert (compute_index(means).value, compute_index(means).grade) == (88.31, "A")
    lower = dict.fromkeys(ELEMENTS, 88.3049 / 25)
    assert (compute_index(lower).value, compute_index(lower).grade) == (88.3, "B")


def test_the_weight_is_a_setting() -> None:
    best = dict.fromkeys(ELEMENTS, 4.0)
    assert compute_index(best).value == 100
    assert compute_index(best, weight=0.11).value == 99


@pytest.mark.parametrize(
    ("population", "needed"),
    [(10, 10), (100, 80), (1000, 278), (1500, 306), (10_000, 370), (100_000, 383), (0, 0)],
)
def test_sample_sizes_follow_krejcie_and_morgan(population: int, needed: int) -> None:
    assert sample_size(population) == needed


@given(st.integers(1, 10**9))
def test_a_sample_is_never_larger_than_its_population_nor_shrinks_with_it(population: int) -> None:
    assert sample_size(population) <= population
    assert sample_size(population) <= sample_size(population + 1)


def test_every_element_is_found_by_its_own_name() -> None:
    assert [find_element(element) for element in ELEMENTS] == list(ELEMENTS)
    assert [find_element(name.upper()) for name in NAMES] == list(ELEMENTS)
    assert find_element("Saran dan prasarana lain") != "persyaratan"
    assert find_element("Tanggal") is None
    assert [find_element(text) for text in ("U3", "unsur 7", "u 8")] == [ELEMENTS[2], ELEMENTS[6], None]
    assert [find_element(text) for text in ("3", "15.200", "")] == [None, None, None]


def test_a_register_without_a_home_is_counted_as_a_whole() -> None:
    register = find_register([HEADER, *CASES])
    assert register is not None
    table = read_service_table([HEADER, *CASES], ServicePlace(official_regions()))
    assert table is not None
    assert {o["region_code"] for o in table.observations} == {""}
