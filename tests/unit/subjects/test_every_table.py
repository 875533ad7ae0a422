"""Every table of the data is served: by a page, or by a reason that names it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rupadata.build import list_left_out
from rupadata.model.subject import SubjectBook
from rupadata.subjects import GroupingDecision, GroupingDecisions, group
from tests.unit.subjects.subject_frames import observations

YEARS = [str(year) for year in range(2018, 2025)]
REGISTER, LICENCES, SURVEY = "Register Pengaduan", "Izin Terbit", "Rekap SKM"


def _book(rows: Sequence[dict[str, object]], subject: str) -> SubjectBook:
    decided = {str(row["indicator"]): GroupingDecision(str(row["indicator"]), subject) for row in rows}
    (book,) = group(observations(*rows), decisions=GroupingDecisions(tuple(decided.values()))).books
    return book


def _strong(names: Sequence[str], table: str, file: str) -> list[dict[str, object]]:
    return [
        {
            "indicator": name,
            "unit": "pengaduan",
            "table": table,
            "file": file,
            "period": year,
            "value": at + size,
        }
        for size, name in enumerate(names, start=10)
        for at, year in enumerate(YEARS)
    ]


def _figure(name: str, table: str, file: str, **said: object) -> dict[str, object]:
    return {"indicator": name, "table": table, "file": file, **said}


def _tables_of_pages(book: SubjectBook) -> list[set[str]]:
    return [{table for key in keys for table in book.tables_of(key)} for _, keys in book.pages]


@pytest.mark.parametrize("strong", [1, 9])
def test_complaints_licences_and_survey_have_a_page_each(strong: int) -> None:
    names = ["Jumlah Pengaduan", *(f"Pengaduan {word}" for word in "abcdefgh")][:strong]
    rows = [
        *_strong(names, REGISTER, "pengaduan.xlsx"),
        _figure("Jumlah Pengaduan Izin", LICENCES, "izin.csv", unit="izin", value=5.0),
        _figure("IKM", SURVEY, "skm.csv", unit="", measure="index", value=82.5),
    ]
    pages = _tables_of_pages(_book(rows, "layanan-publik"))
    assert {REGISTER} in pages
    assert {LICENCES} in pages
    assert {SURVEY} in pages


def test_another_subject_names_the_table_that_stands_on_no_page() -> None:
    rows = [
        *_strong([f"Penduduk {word}" for word in "abcdefgh"], "Penduduk", "a.xlsx"),
        {
            "indicator": "Jumlah Perceraian",
            "unit": "kasus",
            "table": "",
            "file": "cerai.csv",
            "sheet": "Data",
        },
    ]
    book = _book(rows, "kependudukan")
    served = {table for tables in _tables_of_pages(book) for table in tables}
    (left,) = [one for one in list_left_out([book]) if one.name == "Jumlah Perceraian"]
    assert served == {"Penduduk"}
    assert left.tables == ("cerai.csv · Data",)
    assert left.why


def test_tables_of_one_workbook_share_a_page_where_their_words_do() -> None:
    rows = [
        *_strong(["Indeks Kepuasan Masyarakat"], "IKM", "skm.xlsx"),
        *_strong(["Responden Kepuasan Masyarakat"], "Responden", "skm.xlsx"),
        *_strong(["Izin Terbit"], "Izin", "skm.xlsx"),
    ]
    assert {frozenset(tables) for tables in _tables_of_pages(_book(rows, "layanan-publik"))} == {
        frozenset({"IKM", "Responden"}),
        frozenset({"Izin"}),
    }
