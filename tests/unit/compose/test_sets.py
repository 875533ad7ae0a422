"""The pages of one office belong together and are not stamped."""

from collections import Counter
from pathlib import Path

import pytest

from rupadata.checks import check_set
from rupadata.compose import OpenBooks
from rupadata.office import default_office
from rupadata.page_sets import plan_pages
from rupadata.request import BuildRequest
from rupadata.subjects import group
from rupadata.tables import read_tables

EXAMPLE = Path(__file__).parents[3] / "examples/kota-contoh"


@pytest.fixture(scope="module")
def specs():
    reading = read_tables([EXAMPLE])
    books = group(reading.observations, reading.sources).books
    return [spec for _, spec in plan_pages(books, BuildRequest(), default_office(), OpenBooks())]


def test_any_twelve_pages_of_a_set_have_four_kinds_of_hero(specs):
    kinds = [spec.hero.kind for spec in specs]
    assert all(len(set(kinds[start : start + 12])) >= 4 for start in range(len(kinds) - 11))


def test_no_headline_pattern_stands_more_than_three_times_among_twelve_pages(specs):
    patterns = [spec.title.pattern for spec in specs[:12]]
    assert max(Counter(patterns).values()) <= 3


def test_twelve_pages_have_six_architectures_and_no_neighbours_are_alike(specs):
    built = [spec.architecture for spec in specs]
    assert len(set(built[:12])) >= 6
    assert not check_set(specs)
