"""Heroes that use their band: courses with long names, spreads with poles, posters, words beside figures."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.checks import check_scene, check_truth
from rupadata.compose import compose_page, plan_page
from rupadata.compose.architectures import ALIKE, SUITS, choose_architecture
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.gap import apart_enough
from rupadata.compose.blocks.hero_pictures import TALL, Waffle
from rupadata.compose.blocks.huge_number import SIZES, HugeNumber
from rupadata.compose.blocks.regions import LEAST_ROW, RegionBars, Row
from rupadata.compose.blocks.strip import POLE
from rupadata.compose.blocks.years import TimeStep, YearChart
from rupadata.compose.boxes import STRETCH, Box
from rupadata.compose.head import CLOSE_SET, WIDE_SET, Head, set_head
from rupadata.compose.look import Look, make_look
from rupadata.compose.pen import NOTHING, plain
from rupadata.compose.sizes import parse_size
from rupadata.compose.themes import get_theme
from rupadata.compose.themes.grounds import ground_palette
from rupadata.model.subject import SubjectBook
from rupadata.scene.nodes import Circle, Group, Line, Rect, Text
from rupadata.scene.scene import Scene, texts, walk
from tests.unit.analysis.analysis_books import Row as Told
from tests.unit.analysis.analysis_books import indicator, make_book

RATE = indicator("Tingkat pengangguran terbuka", "persen", "rate")
LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")
BARE = LOOK.on("dark", bare=True)


def drawn(book: SubjectBook, size: str = "portrait", lang: str = "id") -> Scene:
    scene = compose_page(plan_page(book, "uji", ("penduduk",)), book, size=size, lang=lang)
    assert [problem for problem in check_scene(scene) if problem.severity == "error"] == []
    assert [problem for problem in check_truth(scene, book) if problem.severity == "error"] == []
    return scene


def belu(steps: int = 12) -> SubjectBook:
    years = [str(2024 - steps + 1 + place) for place in range(steps)]
    rows = [Told("53.04", "Kabupaten Belu", y, round(9.1 - 0.4 * n, 2), 2) for n, y in enumerate(years)]
    rows += [Told("53", "Nusa Tenggara Timur", y, round(11.7 - 0.2 * n, 2), 2) for n, y in enumerate(years)]
    return make_book(rows, [RATE], code="53.04", region="Kabupaten Belu")


def regions_only(values: list[float], home: float | None = 60.0) -> SubjectBook:
    rows = [Told(f"35.09.{n + 1:02d}", f"Wilayah {chr(65 + n)}", "2024", v, 1) for n, v in enumerate(values)]
    if home is not None:
        rows.append(Told("35.09", "Kabupaten Jember", "2024", home, 1))
    return make_book(rows, [RATE], code="35.09", region="Kabupaten Jember")


@pytest.mark.parametrize("size", ["portrait", "square", "story", "slide", "a4", "95x180mm"])
def test_two_courses_of_twelve_years_with_long_names_never_leave_a_page_empty(size: str) -> None:
    scene = drawn(belu(), size)
    charts = [node for node in walk(scene.nodes) if isinstance(node, Group) and node.chart is not None]
    assert any(len(chart.chart.categories) == 12 for chart in charts if chart.chart is not None)


def test_of_figures_that_would_meet_the_first_that_are_wanted_stay() -> None:
    words = [plain("12,34")] * 5
    assert apart_enough((4, 0, 1, 2, 3), [0.0, 30.0, 60.0, 90.0, 120.0], words, LOOK) == [4, 0]
    assert apart_enough((4, 0, 1, 2, 3), [0.0, 90.0, 180.0, 270.0, 360.0], words, LOOK) == [4, 0, 1, 2, 3]


@pytest.mark.parametrize("hero", ALIKE)
def test_pages_apart_from_each_other_take_turns_among_what_suits_equally(hero: str) -> None:
    suited = SUITS[hero]
    assert {choose_architecture(hero, (), turn) for turn in range(12)} == set(suited[: ALIKE[hero]])
    assert choose_architecture(hero, (), ALIKE[hero]) == choose_architecture(hero, ()) == suited[0]
    for turn in range(4):
        assert choose_architecture(hero, [choose_architecture(hero, (), turn)], turn) != choose_architecture(
            hero, (), turn
        )


def test_a_list_without_outlines_is_headed_by_how_its_regions_spread() -> None:
    values = [40.0 + 2.5 * n for n in range(20)]
    scene = drawn(regions_only(values))
    hero = next(node for node in scene.nodes if isinstance(node, Group) and node.id == "hero")
    held = list(walk((hero,)))
    assert (
        sorted(node.value for node in held if isinstance(node, Circle) and node.value is not None) == values
    )
    large = [node for node in held if isinstance(node, Text) and node.id.startswith("hero_pole-value")]
    assert [text.text for text in large] == ["40,0", "87,5"]
    assert all(text.style.size == pytest.approx(POLE) for text in large)
    line = next(node for node in held if isinstance(node, Line) and node.id.startswith("hero_home-line"))
    dots = {node.value: node.cx for node in held if isinstance(node, Circle) and node.value is not None}
    assert dots[57.5] < line.x1 == line.x2 < dots[62.5]


def test_poles_that_two_regions_share_head_no_page() -> None:
    spec = plan_page(regions_only([40.0, 40.0, *(42.0 + n for n in range(18))]), "uji", ("penduduk",))
    assert spec.hero is not None
    scene = drawn(regions_only([40.0, 40.0, *(42.0 + n for n in range(18))]))
    assert not any(text.id.startswith("hero_pole") for text in texts(scene))


def test_a_sum_has_no_line_among_its_parts() -> None:
    count = indicator("Jumlah penduduk", "jiwa", "count-stock")
    rows = [Told(f"35.09.{n + 1:02d}", f"Wilayah {chr(65 + n)}", "2024", 4000.0 + 900 * n) for n in range(16)]
    rows.append(Told("35.09", "Kabupaten Jember", "2024", 4000.0 * 16 + 900 * 120))
    scene = drawn(make_book(rows, [count], code="35.09", region="Kabupaten Jember"))
    assert not any("home-line" in node.id for node in walk(scene.nodes))


def figure(value: str = "9,79", short: str = "9,8") -> HugeNumber:
    return HugeNumber(plain(value), plain(short), plain("persen"), plain("Penduduk miskin, 2024"), NOTHING)


def parts(block: HugeNumber, box: Box, look: Look = BARE) -> dict[str, Text]:
    found = [node for node in walk((block.draw(box, look),)) if isinstance(node, Text)]
    return {node.id.split("_", 1)[1].split("-")[0]: node for node in found}


def test_a_figure_alone_on_its_page_is_set_as_a_poster_and_whole() -> None:
    usual = parts(figure(), Box(0, 0, 950, 240))["value"]
    poster = parts(figure(), Box(0, 0, 950, 900))["value"]
    assert usual.style.size <= SIZES[0] * BARE.u < poster.style.size
    assert poster.text == "9,79"
    assert 0 < poster.y < 900


def test_words_stand_beside_a_figure_over_its_course_and_save_their_height() -> None:
    aside, under = replace(figure(), sideways=True), figure()
    lower, higher = aside.fit(950, BARE), under.fit(950, BARE)
    assert lower is not None
    assert higher is not None
    assert lower.least < higher.least - 30
    found = parts(aside, Box(0, 0, 950, lower.least))
    assert found["label"].x > found["value"].x + found["value"].width
    narrow = aside.fit(420, BARE)
    assert narrow is not None
    assert parts(aside, Box(0, 0, 420, narrow.least))["label"].x == 0


def steps(*values: float) -> YearChart:
    held = tuple(
        TimeStep(plain(str(2020 + n)), v, plain(f"{v:g}"), strong=n == len(values) - 1, period=str(2020 + n))
        for n, v in enumerate(values)
    )
    return YearChart(Heading(NOTHING), held, "Uji", "Uji", "")


@pytest.mark.parametrize(
    ("values", "pair"),
    [((10.0, 20.0), True), ((99.0, 100.0), False), ((-1.0, 20.0), False), ((1.0, 2.0, 3.0), False)],
)
def test_two_figures_far_apart_are_two_bars(values: tuple[float, ...], pair: bool) -> None:
    assert steps(*values).is_pair is pair
    assert not replace(steps(*values), large=True).is_pair


def test_rows_are_as_high_as_the_names_that_are_shown_need() -> None:
    long = "Dinas Kesehatan, Pengendalian Penduduk, Keluarga Berencana, dan Pemberdayaan Perempuan"
    names = [*(f"Dinas {n}" for n in range(8)), long, "Dinas akhir"]
    rows = tuple(Row(plain(name), 100.0 - n, plain(f"{100 - n}")) for n, name in enumerate(names))
    bars = RegionBars(Heading(NOTHING), rows, "Uji", "Uji", "persen", ("dan", "lainnya"), variant="bars")
    width = 600.0
    alone = sum(bars._heights(rows, bars._name_width(width, LOOK)[0], LOOK))
    assert alone == pytest.approx(9 * LEAST_ROW + LEAST_ROW + 2 * 24 * 1.08)
    shown = [n for n in walk((bars.draw(Box(0, 0, width, alone), LOOK),)) if isinstance(n, Rect)]
    assert len(shown) == len(rows)
    assert len({round(bar.height, 6) for bar in shown}) == 1
    few = [n for n in walk((bars.draw(Box(0, 0, width, 6 * LEAST_ROW), LOOK),)) if isinstance(n, Rect)]
    assert len(few) == 5


@pytest.mark.parametrize("count", [2, 3, 4])
def test_few_rows_in_too_little_room_are_still_drawn(count: int) -> None:
    rows = tuple(Row(plain(f"Dinas {n}"), 9.0 - n, plain(f"{9 - n}")) for n in range(count))
    bars = RegionBars(Heading(NOTHING), rows, "Uji", "Uji", "persen", ("dan", "lainnya"), variant="bars")
    drawn = [n for n in walk((bars.draw(Box(0, 0, 600, 40), LOOK),)) if isinstance(n, Rect)]
    assert len(drawn) == 2


def test_a_long_subject_stands_closer_before_region_and_period_leave_its_line() -> None:
    def found(kicker: str, place: str = "Kabupaten Jember, 2024") -> tuple[float, bool, str]:
        head = Head(plain(kicker), plain(place), (plain("Judul"),), symbol="own/uji")
        made = set_head(head, 950.0, LOOK, 66.0)
        return made.kicker.letter_spacing, made.place_below, made.head.symbol

    assert found("KESEHATAN") == (WIDE_SET, False, "own/uji")
    assert found("PARIWISATA, TRANSPORTASI, DAN INFORMATIKA") == (CLOSE_SET, False, "own/uji")
    assert found("PARIWISATA, TRANSPORTASI, DAN KOMUNIKASI BARU") == (CLOSE_SET, False, "")
    assert found("PERTANIAN, KEHUTANAN, PETERNAKAN, DAN PERIKANAN LAUT") == (WIDE_SET, True, "own/uji")


def test_no_dark_ground_is_khaki() -> None:
    theme = get_theme("default")
    papers = {hue: ground_palette(theme, float(hue), "dark").paper for hue in (58, 80, 100, 104, 126, 145)}
    assert papers[80] == papers[100] == papers[58]
    assert papers[104] == papers[126] == papers[145]
    assert ground_palette(theme, 70.0, "dark").paper not in set(papers.values())


def months(first: str, last: str, marked: bool = False) -> list[str]:
    year, month = (int(part) for part in first.split("-"))
    keys = []
    while not keys or keys[-1] != last:
        keys.append(f"{year}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    rows = [Told("35.09", "Kabupaten Jember", key, 10.0 + 3 * (n % 5), 1) for n, key in enumerate(keys)]
    scene = drawn(make_book(rows, [RATE], code="35.09", region="Kabupaten Jember"))
    under = [node.text for node in texts(scene) if "_period" in node.id]
    assert under
    return under


def test_months_of_one_year_stand_by_their_names_alone() -> None:
    found = months("2024-01", "2024-12")
    names = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    assert [name for name in found if name in names] == list(names)


def test_months_of_two_years_keep_their_years() -> None:
    assert all(any(mark.isdigit() for mark in said) for said in months("2023-11", "2024-06"))


def waffle() -> Waffle:
    return Waffle(35.4, plain("35,4 persen"), plain("dari jumlah kejadian, 2024"), "Bagian", "Bagian")


def cells_and_words(height: float, width: float = 950.0) -> tuple[list[Rect], list[Text]]:
    nodes = [*walk((waffle().draw(Box(0, 0, width, height), BARE),))]
    cells = [node for node in nodes if isinstance(node, Rect) and node.role == "cell"]
    return cells, [node for node in nodes if isinstance(node, Text)]


def test_the_squares_of_a_share_stand_over_its_words_in_a_tall_place_and_beside_them_elsewhere() -> None:
    flat, words = cells_and_words(400.0)
    assert max(cell.x + cell.width for cell in flat) < min(word.x for word in words)
    tall, below = cells_and_words(900.0)
    assert max(cell.y + cell.height for cell in tall) < min(word.y - word.style.size * 0.7 for word in below)
    assert max(word.y for word in below) < 900
    assert tall[0].width >= TALL * cells_and_words(500.0)[0][0].width
    assert max(cell.x + cell.width for cell in tall) <= 950


@pytest.mark.parametrize("height", [300.0, 900.0])
def test_of_the_squares_of_a_share_as_many_are_full_from_the_lowest_row_on(height: float) -> None:
    cells, _ = cells_and_words(height)
    full = [cell for cell in cells if cell.paint.fill == BARE.palette.accent]
    assert (len(cells), len(full)) == (100, 35)
    assert min(cell.y for cell in full) >= max(cell.y for cell in cells if cell not in full) - 1e-6


@pytest.mark.parametrize("columns", [1, 2])
def test_rows_take_what_a_page_gives_them_beyond_their_liking(columns: int) -> None:
    rows = tuple(Row(plain(f"Baris {n}"), 9.0 - n % 7, plain("9")) for n in range(5 if columns == 1 else 24))
    block = RegionBars(Heading(NOTHING), rows, "L", "A", "persen", ("dan", "lainnya"), variant="bars")
    most = block.fit(950, LOOK).most

    def last(height: float) -> float:
        nodes = walk((block.draw(Box(0, 0, 950, height), LOOK),))
        return max(node.y for node in nodes if isinstance(node, Text) and node.text.startswith("Baris"))

    assert last(most * STRETCH) > 1.2 * last(most)
    assert last(most * STRETCH) <= most * STRETCH
    assert last(most * STRETCH * 2) == pytest.approx(last(most * STRETCH), rel=0.02)
