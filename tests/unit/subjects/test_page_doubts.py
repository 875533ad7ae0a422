"""What is in doubt stands on no page, and somebody is asked."""

from __future__ import annotations

from rupadata.problems import Severity
from rupadata.subjects import Grouping, group
from tests.unit.subjects.subject_frames import observations

_YEARS = ("2020", "2021", "2022", "2023", "2024")


def _asked(grouping: Grouping) -> list[str]:
    return [
        p.message for p in grouping.problems if p.code == "page-doubtful" and p.severity is Severity.ERROR
    ]


def test_an_indicator_of_doubtful_figures_stands_on_no_page_and_is_asked_about() -> None:
    frame = observations(*({"period": year, "value": 5.0, "flags": "doubtful"} for year in _YEARS))
    grouping = group(frame)
    assert [book.pages for book in grouping.books] == [()]
    assert len(_asked(grouping)) == 1
    assert "Jumlah Penduduk" in _asked(grouping)[0]
    assert "5 dari 5" in _asked(grouping)[0]


def test_one_doubtful_figure_of_many_keeps_no_page_away() -> None:
    frame = observations(
        *(
            {"period": str(year), "value": float(year), "flags": "doubtful" * (year == 2020)}
            for year in range(2015, 2025)
        )
    )
    grouping = group(frame)
    assert _asked(grouping) == []
    assert [len(book.pages) for book in grouping.books] == [1]


def test_figures_of_which_nothing_tells_what_they_are_lead_no_page() -> None:
    frame = observations(
        *(
            {"period": year, "value": 5.0, "indicator": "Konstruksi", "unit": "", "measure": ""}
            for year in _YEARS
        )
    )
    grouping = group(frame)
    assert [book.pages for book in grouping.books] == [()]
    assert "sebut satuannya" in _asked(grouping)[0]


def test_the_subjects_own_list_tells_whether_a_count_flows() -> None:
    frame = observations({"indicator": "Jumlah Kelahiran", "measure": "count", "unit": "jiwa"})
    measures = {each.name: each.measure for book in group(frame).books for each in book.indicators}
    assert measures == {"Jumlah Kelahiran": "count-flow"}
