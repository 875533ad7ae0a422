"""What pages say of regions: who leads, who moved, and every region by its name."""

from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.checks import check_scene
from rupadata.compose import compose_page, plan_page
from rupadata.page_sets import shown_pages
from rupadata.pagespec import BlockSpec
from rupadata.regions import official_regions
from rupadata.scene.nodes import Text
from rupadata.scene.scene import texts
from rupadata.subjects.catalogue import UNGROUPED
from tests.unit.analysis.analysis_books import Row, indicator
from tests.unit.compose.test_blocks import book_of, draw

REGIONS = official_regions()
CODES = [region.code for region in REGIONS.children("32")]


def levels_book(before, now, one=None):
    """Return a book of figures of the first regencies of West Java in two years."""
    rows = [
        Row(code, REGIONS.get(code).name, year, value, decimals=1)
        for year, values in (("2023", before), ("2024", now))
        for code, value in zip(CODES, values, strict=False)
    ]
    return book_of(rows, one or indicator("Upah Rata-rata", "rupiah", "mean"), region="Jawa Barat", code="32")


def overtaking(before, now):
    """Return the headline that says who overtook whom; None without one."""
    book = levels_book(before, now)
    found = [f for f in find_findings(book, book.pages[0][1]) if f.pattern == "overtake"]
    return next((f.headline.get("id") or None for f in found), None)


def test_a_new_leader_well_ahead_is_a_headline():
    assert overtaking((100, 90, 50, 40, 30, 20), (100, 120, 50, 40, 30, 20)) is not None


def test_a_lead_of_a_hair_is_no_headline():
    assert overtaking((100, 99, 50, 40, 30, 20), (100, 101, 50, 40, 30, 20)) is None


def test_a_change_of_places_below_the_top_is_no_headline():
    assert overtaking((100, 50, 40, 30, 20, 10), (100, 40, 50, 30, 20, 10)) is None


def test_a_new_leader_where_all_places_changed_is_no_headline():
    assert overtaking((100, 80, 60, 40, 20, 10), (10, 20, 40, 60, 80, 100)) is None


def test_a_list_of_sizes_is_not_headed_by_who_grew_fastest():
    book = levels_book((500, 400, 300, 200, 100), (510, 404, 303, 240, 101))
    assert any(f.kind in ("fastest", "breadth") for f in find_findings(book, book.pages[0][1]))
    scene = draw(book, BlockSpec(kind="regions", keep=True, options={"map": False}))
    headings = [text.text for text in texts(scene) if text.id.startswith("regions") and "title" in text.id]
    assert headings
    assert not any(word in " ".join(headings) for word in ("tercepat", "naik", "kenaikan"))


def test_a_page_of_an_indicator_without_a_figure_is_not_made():
    one = indicator("Penduduk", "jiwa", "count-stock")
    full = book_of([Row("99", "Kota Uji", "2024", 5.0)], one)
    empty = book_of([Row("99", "Kota Uji", "2024", None)], one)
    assert shown_pages(empty) == ()
    assert shown_pages(full) == full.pages


def test_a_page_without_a_decided_subject_says_its_place_instead():
    book = levels_book((5, 4, 3, 2, 1), (6, 4, 3, 2, 1))
    undecided = replace(book, subject=UNGROUPED.subject)
    scene = compose_page(plan_page(undecided, *undecided.pages[0]), undecided)
    said = [text.text for text in texts(scene) if isinstance(text, Text) and text.role == "kicker"]
    assert said == ["JAWA BARAT, 2024"]
    assert not [problem for problem in check_scene(scene) if problem.severity == "error"]
