"""Pages hold whatever the data is: nothing overlaps, leaves the page, is too small or unproven."""

import pytest
from msgspec import structs

from rupadata.checks import check_scene, check_truth
from rupadata.compose import THEMES, compose_page, parse_size, plan_page
from rupadata.errors import UsageError
from rupadata.pagespec import BlockSpec, PageSpec, encode_spec, parse_spec
from rupadata.scene.nodes import Group, Rect, Text
from rupadata.scene.scene import Scene, texts, walk
from tests.unit.compose.random_pages import SIZES, random_book

# Faults of the random tables, whose totals are no sums, and not of their pages.
EXPECTED = {"sop-element-not-in-data", "total-less-than-parts", "page-empty"}
"""What a table without years, regions or enough figures cannot help."""


def faults_of(seed: int, size: str, theme: str, lang: str) -> list[str]:
    book = random_book(seed)
    page, keys = book.pages[0]
    spec = plan_page(book, page, keys)
    scene = compose_page(spec, book, size=size, theme=theme, lang=lang, date="2026-11-22")
    problems = (*check_scene(scene), *check_truth(scene, book))
    return [f"{seed} {size} {p.code} {p.where.cell}: {p.message}" for p in problems if p.code not in EXPECTED]


def variant(seed: int) -> tuple[str, str, str]:
    return SIZES[seed % len(SIZES)], THEMES[seed // 9 % len(THEMES)], ("id", "en")[seed // 7 % 2]


@pytest.mark.parametrize("start", range(0, 60, 10))
def test_random_books_make_pages_without_a_fault(start):
    faults = [fault for seed in range(start, start + 10) for fault in faults_of(seed, *variant(seed))]
    assert not faults


@pytest.mark.parametrize("seed", [155, 1049, 1304, 1388, 1748, 1998])
def test_books_whose_pages_had_a_fault_have_none_again(seed):
    assert not faults_of(seed, *variant(seed))


@pytest.mark.full
@pytest.mark.parametrize("start", range(60, 2060, 100))
def test_two_thousand_random_books_make_pages_without_a_fault(start):
    faults = [fault for seed in range(start, start + 100) for fault in faults_of(seed, *variant(seed))]
    assert not faults


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3000, 3100))
def test_a_hundred_random_books_stand_in_all_sizes_themes_and_languages(seed):
    faults = [
        fault for size in SIZES for theme in THEMES for lang in ("id", "en")
        for fault in faults_of(seed, size, theme, lang)
    ]  # fmt: skip
    assert not faults


@pytest.fixture(scope="module")
def book():
    """The first random book with years, regions and parts."""
    wanted = {"years", "regions", "breakdown"}
    for seed in range(100):
        found = random_book(seed)
        spec = plan_page(found, *found.pages[0])
        if wanted <= {block.kind for block in spec.blocks}:
            return found
    raise AssertionError("no random book has years, regions and parts")


def draw(book, **options) -> Scene:
    page, keys = book.pages[0]
    return compose_page(plan_page(book, page, keys), book, **options)


def test_the_same_page_is_drawn_the_same_again(book):
    assert draw(book, date="2026-11-22") == draw(book, date="2026-11-22")


def test_a_page_is_rebuilt_from_its_written_spec(book):
    page, keys = book.pages[0]
    spec = plan_page(book, page, keys)
    again = parse_spec(encode_spec(spec))
    assert compose_page(again, book) == compose_page(spec, book)


def test_every_figure_has_a_label_words_for_the_blind_and_its_data(book):
    figures = [node for node in walk(draw(book).nodes) if isinstance(node, Group) and node.role == "figure"]
    assert figures
    for figure in figures:
        assert figure.label
        assert figure.alt
        assert figure.chart is not None


def test_bars_carry_their_values(book):
    bars = [node for node in walk(draw(book).nodes) if isinstance(node, Rect) and node.role == "bar"]
    assert all(bar.value is not None for bar in bars)


def test_the_headline_takes_three_lines_at_most_and_two_on_wide_pages():
    for seed in range(12):
        found = random_book(seed)
        for size in SIZES:
            lines = [t for t in texts(draw(found, size=size)) if t.role == "headline"]
            assert 1 <= len(lines) <= (3 if parse_size(size).aspect > 1.05 else 2)


def test_a_headline_that_is_written_by_hand_is_obeyed(book):
    page, keys = book.pages[0]
    spec = plan_page(book, page, keys)
    title = structs.replace(
        spec.title, headline={"id": "Judul pilihan kantor"}, subtitle={"id": "Anak judul"}
    )
    scene = compose_page(structs.replace(spec, title=title), book)
    assert scene.title == "Judul pilihan kantor"
    assert "Anak judul" in {node.text for node in texts(scene)}


def test_invented_figures_carry_the_band_and_the_mark_of_the_file(book):
    page, keys = book.pages[0]
    spec = structs.replace(plan_page(book, page, keys), illustrative=True)
    for theme in THEMES:
        scene = compose_page(spec, book, theme=theme)
        assert "DATA CONTOH, BUKAN ANGKA RESMI" in {node.text for node in texts(scene)}
        assert dict(scene.metadata)["illustrative"]
        assert not [p for p in check_scene(scene) if p.severity == "error"]


def test_a_block_named_by_a_designer_is_drawn_and_an_unknown_one_refused(book):
    page, keys = book.pages[0]
    spec = plan_page(book, page, keys)
    named = structs.replace(spec, hero=None, blocks=(BlockSpec(kind="regions", keep=True),))
    assert any(node.id.startswith("regions") for node in compose_page(named, book).nodes)
    with pytest.raises(UsageError) as caught:
        compose_page(structs.replace(spec, blocks=(BlockSpec(kind="region"),)), book)
    assert caught.value.code == "block-unknown"
    assert "regions" in caught.value.hint


def test_the_data_address_becomes_a_code_to_scan(book):
    page, keys = book.pages[0]
    spec = structs.replace(plan_page(book, page, keys), data_url="https://data.example/penduduk")
    for size in SIZES:
        scene = compose_page(spec, book, size=size)
        assert any(node.role == "qr" for node in walk(scene.nodes))
        assert not [p for p in check_scene(scene) if p.severity == "error"]


def test_what_the_data_cannot_give_is_said_and_not_filled():
    for seed in range(40):
        found = random_book(seed)
        page, keys = found.pages[0]
        spec = plan_page(found, page, keys)
        if not spec.missing_elements:
            continue
        scene = compose_page(spec, found)
        said = " ".join(t.text for t in texts(scene) if isinstance(t, Text) and t.role == "sop-missing")
        for element in spec.missing_elements:
            assert element.statement["id"] in said
        return
    pytest.fail("no book lacked an element")


def test_ids_of_what_is_drawn_keep_when_blocks_are_moved_and_others_added(book):
    page, keys = book.pages[0]
    spec = structs.replace(
        plan_page(book, page, keys),
        hero=None,
        blocks=(BlockSpec(kind="years", keep=True), BlockSpec(kind="regions", options={"map": False})),
    )
    twin = BlockSpec(kind="years", title={"id": "Lagi"}, keep=True)
    moved = structs.replace(spec, blocks=(twin, *reversed(spec.blocks)))

    def drawn(spec: PageSpec) -> dict[str, dict[str, str]]:
        scene = compose_page(spec, book, size="1400x4000px")
        found: dict[str, dict[str, str]] = {}
        for node in texts(scene):
            block, _, name = node.id.partition("_")
            found.setdefault(block, {})[name] = node.text
        return found

    before, after = drawn(spec), drawn(moved)
    assert after["years-2"]["title"] == "Lagi"
    assert before["years"]["title"] == after["years"]["title"] != "Lagi"
    assert before["years"] == after["years"]
    assert before["regions"] == after["regions"]
