from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from rupadata.glossary import load_glossary
from rupadata.model.subject import Direction, SubjectBook
from rupadata.regions import official_regions
from rupadata.subjects import (
    Grouping,
    GroupingDecision,
    GroupingDecisions,
    encode_grouping,
    find_left_out,
    group,
    open_books,
    page_title,
)
from tests.unit.subjects.subject_frames import observations


def _book(grouping: Grouping, region: str, subject: str) -> SubjectBook:
    return next(b for b in grouping.books if (b.region_code, b.subject.key) == (region, subject))


def test_home_regions_stay_apart() -> None:
    frame = observations(
        {"region_code": "36.71", "file": "a.xlsx"},
        {"region_code": "36.74", "file": "b.xlsx", "region": "Kota Tangerang Selatan"},
    )
    assert [book.region_code for book in group(frame).books] == ["36.71", "36.74"]


def test_the_same_indicator_of_several_files_is_one_series() -> None:
    frame = observations(
        {"period": "2023", "file": "2023.csv", "value": 10.0, "indicator": "Jumlah Penduduk (Jiwa)"},
        {
            "period": "2024",
            "file": "2024.csv",
            "value": 11.0,
            "indicator": "Jumlah penduduk",
            "unit": "orang",
        },
    )
    book = _book(group(frame), "36.71", "kependudukan")
    assert [indicator.key for indicator in book.indicators] == ["jumlah-penduduk"]
    assert book.observations["indicator_key"].to_list() == ["jumlah-penduduk"] * 2


def test_one_name_in_two_units_is_two_indicators() -> None:
    frame = observations({"unit": "jiwa", "value": 1_000_000.0}, {"unit": "ribu jiwa", "value": 1000.0})
    book = _book(group(frame), "36.71", "kependudukan")
    assert len(book.indicators) == 2
    assert len({indicator.key for indicator in book.indicators}) == 2
    assert [len(keys) for _, keys in book.pages] == [1], "only one of them stands on the page"


def test_a_missing_unit_is_taken_from_the_only_sibling_of_like_size() -> None:
    alike = observations({"unit": "jiwa", "value": 100.0}, {"unit": "", "value": 120.0, "period": "2023"})
    apart = observations({"unit": "ribu jiwa", "value": 100.0}, {"unit": "", "value": 120_000.0})
    assert len(_book(group(alike), "36.71", "kependudukan").indicators) == 1
    assert len(_book(group(apart), "36.71", "kependudukan").indicators) == 2


def test_a_figure_in_two_files_is_kept_once_from_the_file_that_reaches_further() -> None:
    frame = observations(
        {"file": "old.xlsx", "period": "2023", "value": 5.0},
        {"file": "new.xlsx", "period": "2023", "value": 6.0},
        {"file": "new.xlsx", "period": "2024", "value": 7.0},
    )
    grouping = group(frame)
    book = _book(grouping, "36.71", "kependudukan")
    assert book.observations.sort("period")["value"].to_list() == [6.0, 7.0]
    assert [p.where.file for p in grouping.problems if p.code == "figures-differ"] == ["old.xlsx"]


def test_equal_figures_in_two_files_are_no_problem() -> None:
    frame = observations({"file": "a.csv", "value": 5.0}, {"file": "a.json", "value": 5.0})
    grouping = group(frame)
    assert _book(grouping, "36.71", "kependudukan").observations.height == 1
    assert not grouping.problems


def test_a_figure_wins_over_a_gap() -> None:
    frame = observations(
        {"file": "a.xlsx", "value": 5.0, "period": "2020"},
        {"file": "b.xlsx", "value": None, "missing": "not-available", "period": "2020"},
        {"file": "b.xlsx", "value": 6.0, "period": "2024"},
    )
    kept = _book(group(frame), "36.71", "kependudukan").observations.sort("period")["value"].to_list()
    assert kept == [5.0, 6.0]


def test_what_is_too_uncertain_is_forced_under_no_subject_and_says_so() -> None:
    grouping = group(observations({"indicator": "Xyzzy Plugh"}))
    assert [book.subject.key for book in grouping.books] == ["belum-dikelompokkan"]
    assert not grouping.assignments[0].decided
    assert grouping.assignments[0].subject.key, "the best guess is still named"
    assert [problem.code for problem in grouping.problems] == ["subject-undecided"]


def test_ungrouped_indicators_share_a_page_only_with_their_own_table() -> None:
    grouping = group(
        observations(
            {"indicator": "Xyzzy Plugh", "table": "A"},
            {"indicator": "Xyzzy Frob", "table": "A", "cell": "C3"},
            {"indicator": "Grault Garply", "table": "B", "cell": "C4"},
        )
    )
    (book,) = grouping.books
    assert sorted(len(keys) for _, keys in book.pages) == [1, 2]


def test_a_doubtful_indicator_follows_its_own_table() -> None:
    table = "Jumlah Balita Stunting dan Gizi Buruk di Puskesmas"
    frame = observations(
        {"indicator": "Balita Stunting", "table": table},
        {"indicator": "Balita Gizi Buruk", "table": table},
        {"indicator": "Sangat Pendek", "table": table},
    )
    assert {a.subject.key for a in group(frame).assignments if a.decided} == {"kesehatan"}
    assert all(a.decided for a in group(frame).assignments)


def test_a_table_without_a_region_is_not_put_anywhere_by_guess() -> None:
    grouping = group(observations({"region_code": "", "region": ""}))
    assert not grouping.books
    assert "home-region-unknown" in {problem.code for problem in grouping.problems}
    assert group(observations({"region_code": "", "region": ""}), region="36.71").books


def test_decisions_of_the_office_win() -> None:
    frame = observations({"indicator": "Jumlah Rumah Sakit"})
    decided = group(
        frame, decisions=GroupingDecisions((GroupingDecision("Jumlah Rumah Sakit", "perumahan", by="Siti"),))
    )
    assert decided.assignments[0].subject.key == "perumahan"
    assert decided.assignments[0].decided_by == "office"
    assert "Siti" in decided.assignments[0].reason
    left_out = group(frame, decisions=GroupingDecisions((GroupingDecision("Jumlah Rumah Sakit", ""),)))
    assert not left_out.books


def test_a_lead_has_years_and_regions() -> None:
    regions = [f"36.71.0{number}" for number in range(1, 6)]
    rows = [
        {"indicator": "Jumlah Penduduk", "region_code": code, "period": str(year)}
        for code in regions
        for year in range(2019, 2025)
    ]
    rows += [{"indicator": "Rasio Jenis Kelamin", "unit": "", "region_code": "36.71", "measure": "ratio"}]
    book = _book(group(observations(*rows)), "36.71", "kependudukan")
    lead = book.indicator(book.pages[0][1][0])
    assert lead.name == "Jumlah Penduduk"
    assert any("6 tahun" in why for why in lead.why)
    assert any("5 wilayah" in why for why in lead.why)


def test_a_crowded_subject_is_split_into_pages_with_their_own_names() -> None:
    things = [
        "Murid SD",
        "Murid SMP",
        "Murid SMA",
        "Guru SD",
        "Guru SMP",
        "Guru SMA",
        "Sekolah SD",
        "Sekolah SMP",
    ]
    rows = [{"indicator": f"Jumlah {thing}", "unit": "", "table": thing.split()[0]} for thing in things]
    book = _book(group(observations(*rows)), "36.71", "pendidikan")
    assert 1 < len(book.pages) <= 8
    slugs = [slug for slug, _ in book.pages]
    assert len(set(slugs)) == len(slugs)
    placed = [key for _, keys in book.pages for key in keys]
    assert len(placed) == len(set(placed))
    assert all(page_title(book, slug) for slug in slugs)


@pytest.mark.parametrize("taxonomy", ["dda", "csa", "urusan"])
def test_grouping_is_the_same_whatever_the_order_of_rows(taxonomy: str) -> None:
    frame = observations(
        *({"indicator": name, "file": f"{name}.csv"} for name in ("Jumlah Penduduk", "Jumlah Puskesmas")),
    )
    there = group(frame, taxonomy=taxonomy)
    back = group(frame.reverse(), taxonomy=taxonomy)
    assert [b.subject.key for b in there.books] == [b.subject.key for b in back.books]
    assert {(a.name, a.subject.key) for a in there.assignments} == {
        (a.name, a.subject.key) for a in back.assignments
    }


def test_a_book_holds_only_the_rows_of_its_indicators() -> None:
    frame = observations({"indicator": "Jumlah Penduduk"}, {"indicator": "Jumlah Puskesmas", "unit": "unit"})
    for book in group(frame).books:
        keys = {indicator.key for indicator in book.indicators}
        assert set(book.observations["indicator_key"]) == keys
        assert book.observations.filter(pl.col("indicator_key").is_null()).is_empty()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Penduduk Usia Kerja: Menurut Golongan Umur: 35 - 39",
            "Penduduk Usia Kerja: Menurut Golongan Umur: 40 - 44",
        ),
        ("Jumlah Siswa / Mahasiswa: Negeri", "Jumlah Siswa / Mahasiswa: Swasta"),
        ("Penduduk Umur 0-4 (Jiwa)", "Penduduk Umur 5-9 (Jiwa)"),
        ("Jumlah Penduduk", "Penduduk"),
    ],
)
def test_what_one_table_tells_apart_never_joins(one: str, other: str) -> None:
    frame = observations(
        {"indicator": one, "value": 1.0},
        {"indicator": other, "value": 2.0},
    )
    books = group(frame).books
    assert sum(len(book.indicators) for book in books) == 2
    assert sorted(value for book in books for value in book.observations["value"]) == [1.0, 2.0]


def _twice(unit: str, values: list[float]) -> list[dict[str, object]]:
    years = range(2018, 2018 + len(values))
    return [
        {"indicator": name, "unit": of, "file": file, "period": str(year), "value": value}
        for name, of, file in (("Kendaraan", "", "v.csv"), ("Jumlah Kendaraan Bermotor", unit, "v.json"))
        for year, value in zip(years, values)
    ]


def test_the_same_figures_under_two_names_are_one_indicator_and_it_says_so() -> None:
    result = group(observations(*_twice("unit", [30.0, 32.0, 35.0, 37.0, 41.0])))
    (book,) = result.books
    assert [(i.name, i.unit) for i in book.indicators] == [("Jumlah Kendaraan Bermotor", "unit")]
    assert book.observations["value"].to_list() == [30.0, 32.0, 35.0, 37.0, 41.0]
    assert set(book.observations["unit"]) == {"unit"}
    assert "indicator-published-twice" in {problem.code for problem in result.problems}


def test_few_or_repeated_equal_figures_are_no_sign_of_one_indicator() -> None:
    result = group(observations(*_twice("unit", [3.0, 3.0, 3.0, 4.0, 3.0])))
    assert len(result.books[0].indicators) == 2


def test_the_better_described_fills_its_gaps_from_its_twin() -> None:
    rows = _twice("unit", [30.0, 32.0, 35.0, 37.0, 41.0])
    rows[-1] = {**rows[-1], "value": None, "missing": "-"}
    (book,) = group(observations(*rows)).books
    assert book.observations.sort("period")["value"].to_list() == [30.0, 32.0, 35.0, 37.0, 41.0]


def test_an_edition_groups_by_its_chapters() -> None:
    frame = observations({"indicator": "Jumlah Puskesmas", "unit": "unit"})
    result = group(frame, edition="kcda-2026")
    assert [book.subject.name for book in result.books] == ["Sosial dan Kesejahteraan Rakyat"]


def test_an_own_catalogue_of_one_subject_works(tmp_path: Path) -> None:
    own = tmp_path / "catalogue.toml"
    own.write_text(
        '[[subject]]\nid = "parkir"\nname = { id = "Parkir", en = "Parking" }\norder = 1\nhue = 10\n'
        'symbol = "car"\nterms = ["parkir"]\n',
        encoding="utf-8",
    )
    result = group(observations({"indicator": "Juru Parkir"}), catalogue=own)
    assert result.assignments[0].subject.key == "parkir"


def test_a_doubtful_indicator_follows_the_same_one_elsewhere_and_its_heading() -> None:
    frame = observations(
        {"indicator": "Sarana Kesehatan: Puskesmas", "unit": "unit", "file": "a.csv", "table": ""},
        {"indicator": "Sarana Kesehatan: Pembantu", "unit": "unit", "file": "a.csv", "table": ""},
        {"indicator": "Qwerty", "unit": "unit", "file": "a.csv", "table": ""},
    )
    subjects = {a.name: (a.subject.key, a.decided) for a in group(frame).assignments}
    assert subjects["Sarana Kesehatan: Pembantu"] == ("kesehatan", True)
    assert not subjects["Qwerty"][1]


def test_weak_indicators_lead_no_page_and_are_told_with_the_reason() -> None:
    years = [str(year) for year in range(2018, 2024)]
    rows: list[dict[str, object]] = []
    for at, year in enumerate(years):
        rows += [
            {"indicator": "Jumlah Penduduk", "unit": "jiwa", "period": year, "value": 100.0 + at},
            {"indicator": "Jumlah Kelahiran", "unit": "jiwa", "period": year, "value": 0.0},
            {"indicator": "Jumlah Kematian", "unit": "jiwa", "period": year, "value": 7.0},
            {"indicator": "Ranking Penduduk", "unit": "peringkat", "period": year, "value": 9.0 - at},
        ]
    rows.append({"indicator": "Perkawinan", "unit": "pasangan", "period": "2023", "value": 5.0})
    named = {str(row["indicator"]) for row in rows}
    result = group(
        observations(*rows),
        decisions=GroupingDecisions(tuple(GroupingDecision(name, "kependudukan") for name in named)),
    )
    book = _book(result, "36.71", "kependudukan")
    assert book.pages == (("kependudukan", ("jumlah-penduduk",)),)
    assert {indicator.key: bool(why) for indicator, why in find_left_out(book)} == {
        "jumlah-kelahiran": True,
        "jumlah-kematian": True,
        "perkawinan": True,
        "ranking-penduduk": True,
    }
    (problem,) = [p for p in result.problems if p.code == "indicators-not-on-a-page"]
    assert "nol" in problem.message


def test_a_whole_leads_before_its_parts() -> None:
    rows = [
        {"indicator": name, "unit": "jiwa", "period": str(year), "value": value + year}
        for year in range(2018, 2024)
        for name, value in (("Penduduk Perempuan: 0 - 4", 10.0), ("Jumlah Penduduk", 900.0))
    ]
    book = _book(group(observations(*rows)), "36.71", "kependudukan")
    assert book.pages[0][1][0] == "jumlah-penduduk"


def test_a_build_opens_its_books_again_from_what_it_kept(tmp_path: Path) -> None:
    frame = observations({"indicator": "Jumlah Sekolah", "unit": "unit", "table": "Jumlah Sekolah"})
    result = group(
        frame, decisions=GroupingDecisions((GroupingDecision("Jumlah Sekolah", "agama", name="Pesantren"),))
    )
    (tmp_path / "grouping.json").write_bytes(encode_grouping(result))
    (book,) = open_books(frame, tmp_path / "grouping.json", official_regions())
    assert (book.subject.key, book.indicators) == ("agama", result.books[0].indicators)


def test_equal_names_given_in_one_table_are_counted_not_merged() -> None:
    frame = observations({"indicator": "Laki-laki", "value": 1.0}, {"indicator": "Perempuan", "value": 2.0})
    named = [GroupingDecision(name, "kependudukan", name="Warga") for name in ("Laki-laki", "Perempuan")]
    (book,) = group(frame, decisions=GroupingDecisions(tuple(named))).books
    assert sorted(indicator.name for indicator in book.indicators) == ["Warga (1)", "Warga (2)"]


def test_an_indicator_is_called_as_the_office_calls_it_and_keeps_its_key() -> None:
    rows = [
        {"indicator": "Garis Kemiskinan", "unit": unit, "value": 400.0 + year, "period": str(year)}
        for unit in ("", "rupiah/kapita/bulan")
        for year in (2023, 2024)
    ]
    own = load_glossary().with_own({
        "indicator": [
            {
                "name": "Batas Miskin", "en": "Poverty Limit", "kind": "price", "unit": "rupiah",
                "better": "lower", "symbol": "drop", "also": ["Garis Kemiskinan"],
            }
        ]
    })  # fmt: skip
    for unit, shown in (("", "rupiah"), ("rupiah/kapita/bulan", "rupiah/kapita/bulan")):
        frame = observations(*(row for row in rows if row["unit"] == unit))
        (plain,) = group(frame).books
        (named,) = group(frame, glossary=own).books
        (before,), (after,) = plain.indicators, named.indicators
        assert (after.key, after.name, after.name_en, after.unit) == (
            before.key, "Batas Miskin", "Poverty Limit", shown,
        )  # fmt: skip
        assert (after.direction, after.symbol) == (Direction.LOWER_IS_BETTER, "drop")
        assert (before.name, before.unit) == ("Garis Kemiskinan", unit)
