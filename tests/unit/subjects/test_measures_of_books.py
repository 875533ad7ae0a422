"""What a book takes a measure for, where a table gives no unit."""

import pytest

from rupadata.subjects.books import _MOST_OF_RATE, _known_measure, _Part


@pytest.mark.parametrize(
    ("read", "unit", "largest", "measure"),
    [
        ("rate", "", _MOST_OF_RATE + 1, "count"),
        ("", "", _MOST_OF_RATE + 1, "count"),
        ("rate", "", _MOST_OF_RATE, "rate"),
        ("rate", "per 100.000 penduduk", _MOST_OF_RATE + 1, "rate"),
        ("index", "", _MOST_OF_RATE + 1, "index"),
    ],
)
def test_whole_numbers_in_the_thousands_without_a_unit_are_no_rate(
    read: str, unit: str, largest: float, measure: str
) -> None:
    part = _Part("Air Minum", unit, read, 500.0, 3, largest)
    assert _known_measure(part, "rate") == measure
