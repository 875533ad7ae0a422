"""Pictures neither shout nor stay empty: calm scales, room that is used, nothing said twice."""

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.checks import check_truth
from rupadata.compose import compose_page, plan_page
from rupadata.compose.blocks.base import Heading
from rupadata.compose.blocks.breakdown import Part, ShareStrip
from rupadata.compose.blocks.regions import RegionBars, Row
from rupadata.compose.blocks.roster import BELOW, HEAD, Class, Entry, Roster
from rupadata.compose.boxes import Box
from rupadata.compose.look import make_look
from rupadata.compose.number_format import NumberForm
from rupadata.compose.pen import NOTHING, plain
from rupadata.compose.scales import calm_ends
from rupadata.compose.sizes import parse_size
from rupadata.scene.nodes import Line, Rect, Text
from rupadata.scene.scene import walk
from tests.unit.analysis.analysis_books import Row as Told
from tests.unit.analysis.analysis_books import indicator, make_book

LOOK = make_look(parse_size("portrait"), "default", 200.0, "id")


def nodes(block, box, kind):
    return [node for node in walk((block.draw(box, LOOK),)) if isinstance(node, kind)]


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((79.62, 80.36), (75.972, 84.008)),
        ((10.0, 12.0, 14.0), (10.0, 14.0)),
        ((100.0, 100.5, 100.2, 100.4), (99.245, 101.255)),
        ((0.0, 0.0), (-0.5, 0.5)),
        ((-80.0, -79.0), (-83.5, -75.5)),
    ],
)
def test_a_line_spans_a_part_of_its_level_at_least(values, ends):
    assert calm_ends(values) == pytest.approx(ends)


def both_sides(values, names=None):
    rows = tuple(
        Row(plain(names[n] if names else f"Barang {n}"), value, plain(f"{value:.1f}"))
        for n, value in enumerate(values)
    )
    return RegionBars(Heading(NOTHING), rows, "Andil", "Andil", "persen", ("dan", "lainnya"), variant="bars")


def test_bars_to_both_sides_take_the_width_that_names_leave():
    bars = nodes(both_sides((5.0, 1.0, -4.0)), Box(0, 0, 900, 200), Rect)
    assert sum(bar.width for bar in bars if bar.value in (5.0, -4.0)) > 0.8 * 900
    per_unit = {round(bar.width / abs(bar.value), 6) for bar in bars}
    assert len(per_unit) == 1


def test_names_across_the_zero_line_stay_inside_and_off_their_bars():
    block = both_sides((5.0, 1.0, -4.0), ("A" * 20, "B" * 30, "C" * 25))
    box = Box(40, 0, 900, 200)
    zero = next(node.x1 for node in nodes(block, box, Line) if "zero" in node.id)
    for text in nodes(block, box, Text):
        if text.text[0] in "ABC":
            left = text.x - (text.width if text.style.anchor == "end" else 0.0)
            assert left >= box.x - 0.5
            assert left + text.width <= box.right + 0.5
            assert (left + text.width <= zero) == (text.text[0] != "C")


def test_a_row_without_a_figure_keeps_the_column_of_names():
    block = both_sides((5.0, 1.0, -4.0))
    lacking = replace(block, rows=(*block.rows, Row(plain("Lain"), None, plain("tidak ada data"))))
    wide, narrow = (
        max(bar.width for bar in nodes(one, Box(0, 0, 900, 240), Rect)) for one in (block, lacking)
    )
    assert wide > narrow


def strip(values, strong=None):
    parts = tuple(
        Part(plain(f"P{n}"), v, plain(f"{v:.0f}"), plain("1%"), n == strong) for n, v in enumerate(values)
    )
    return ShareStrip(Heading(NOTHING), parts, "Bagian", "Bagian", "")


def test_the_darkest_part_of_a_strip_is_the_largest_or_the_one_told_of():
    darkest = LOOK.palette.series[0]
    for strong, at in ((None, 3), (1, 1)):
        fills = [r.paint.fill for r in nodes(strip((15, 11, 7, 19, 7), strong), Box(0, 0, 900, 160), Rect)
                 if r.role == "part"]  # fmt: skip
        assert [n for n, fill in enumerate(fills) if fill == darkest] == [at]
        assert len(set(fills)) == 5


def test_the_head_of_a_class_stands_clear_of_its_first_region():
    entries = tuple(Entry(plain(f"Daerah {n}"), 90.0 - n, plain(str(90 - n)), n == 0) for n in range(9))
    classes = (Class(plain("80 ke atas (5)"), entries[:5]), Class(plain("Di bawah 80 (4)"), entries[5:]))
    roster = Roster(Heading(NOTHING), classes, NOTHING, NumberForm("persen", "id", 0, 0, ""), "L", "A")
    fit = roster.fit(300, LOOK)
    texts = {t.text: t.y for t in nodes(roster, Box(0, 0, 300, fit.least), Text)}
    step = texts["Daerah 1"] - texts["Daerah 0"]
    assert texts["Daerah 0"] - texts["80 ke atas (5)"] > step
    assert texts["Daerah 8"] <= fit.least
    assert BELOW > 0.1 < HEAD - 1


def long_roster(many):
    entries = tuple(Entry(plain(f"Daerah {n}"), 90.0 - n, plain(str(90 - n)), n == 0) for n in range(many))
    half = many // 2
    classes = (Class(plain("Atas"), entries[:half]), Class(plain("Bawah"), entries[half:]))
    return Roster(Heading(NOTHING), classes, NOTHING, NumberForm("persen", "id", 0, 0, ""), "L", "A")


@pytest.mark.parametrize(("many", "fewest"), [(20, 1), (21, 2), (40, 2)])
def test_a_list_with_room_to_spare_fills_it_in_few_long_columns(many, fewest):
    roster = long_roster(many)
    fit = roster.fit(950, LOOK)

    def columns(height):
        names = [t for t in nodes(roster, Box(0, 0, 950, height), Text) if t.text.startswith("Daerah")]
        assert len(names) == many
        assert max(text.y for text in names) <= height
        return len({text.x for text in names})

    assert columns(fit.least) > fewest
    assert columns(fit.most) == fewest
    assert fit.most > 1.3 * fit.least


@pytest.mark.parametrize("name", ["Pertambangan dan penggalian", "A" * 60])
def test_a_name_across_the_zero_line_is_never_cut_inside_a_word(name):
    block = both_sides((9.3, 8.8, -30.0), ("Transportasi", "Akomodasi", name))
    told = " ".join(t.text for t in nodes(block, Box(0, 0, 300, 400), Text) if t.style.size < 30)
    words = set(told.replace("…", "").split())
    assert not {"Pertambanga", "n", "Pertamban", "gan", "penggalia"} & words


POOR = indicator("Jumlah Penduduk Miskin", "jiwa", "count-stock")


def grown(sizes, factor=1.1, periods=("2019", "2020", "2021", "2022")):
    rows = [
        Told(f"99.{n:02d}", f"Daerah {'ABCDEFG'[n]}", year, round(size * factor ** (p * (1 + n / 50))))
        for n, size in enumerate(sizes, 1)
        for p, year in enumerate(periods)
    ]
    return make_book(rows, [POOR])


@pytest.mark.parametrize(
    ("sizes", "bars"), [((900, 1000, 1100, 1200, 1300), False), ((900, 9000, 1100, 1200, 990), True)]
)
def test_growth_of_regions_of_many_sizes_is_shown_in_percent(sizes, bars):
    book = grown(sizes)
    fastest = [one for one in find_findings(book, ["penduduk"]) if one.kind == "fastest"]
    spec = plan_page(book, "p", ["penduduk"], findings=fastest)
    assert spec.hero.kind == "change"
    scene = compose_page(spec, book, size="portrait")
    texts = [node.text for node in walk(scene.nodes) if isinstance(node, Text)]
    assert any(text.startswith("perubahan, persen") for text in texts) is bars
    assert any("perubahan terbesar di atas" in text for text in texts) is not bars


def said(book, **wish):
    spec = plan_page(book, "p", ["penduduk"])
    scene = compose_page(replace(spec, title=replace(spec.title, **wish)), book, size="portrait")
    return [node.text for node in walk(scene.nodes) if isinstance(node, Text)]


def test_a_share_is_told_in_headline_and_picture_and_not_a_third_time():
    rows = [Told("99", "Banten", "2024", value, dims={"jenis": name}) for name, value in
            (("pendidikan", 382.0), ("kesehatan", 300.0), ("sosial", 200.0), ("lain", 118.0))]  # fmt: skip
    rows.append(Told("99", "Banten", "2024", 1000.0))
    texts = said(make_book(rows, [indicator("Anggaran Belanja", "miliar rupiah", "money-nominal")]))
    assert sum("38,2" in text for text in texts) <= 3  # headline, squares, and the strip below
    assert any(text.startswith("dari anggaran belanja") for text in texts)


def test_many_regions_without_a_figure_share_one_row():
    def rows(missing):
        known = [Told(f"99.{n:02d}", f"Desa {'ABCDEF'[n]}", "2024", 5.0 + n, 1) for n in range(1, 6)]
        return known + [Told(f"99.{n:02d}", f"Desa Tak {n}", "2024", None) for n in range(10, 10 + missing)]

    rate = indicator("Tingkat Partisipasi", "persen", "rate")
    few, many = (said(make_book(rows(n), [rate])) for n in (3, 4))
    assert sum(text.startswith("Desa Tak") for text in few) == 3
    assert not any(text.startswith("Tak") or "Desa Tak" in text for text in many)
    assert any(text.endswith(" lain") for text in many)
    book = make_book(rows(4), [rate])
    problems = check_truth(compose_page(plan_page(book, "p", ["penduduk"]), book, size="portrait"), book)
    assert not [problem for problem in problems if problem.code == "region-name-unknown"]


def test_no_change_in_single_people_stands_beside_thousands():
    one = indicator("Kepadatan Penduduk", "jiwa per km²", "ratio")
    rows = [Told(f"99.{n:02d}", f"Daerah {'ABCDE'[n]}", year, v * n, 0) for n in range(1, 5)
            for year, v in (("2023", 2900.0), ("2024", 2950.0))]  # fmt: skip
    assert not any("perubahan dari" in text for text in said(make_book(rows, [one])))
    small = [replace(row, value=row.value / 100) for row in rows]
    assert any("perubahan dari" in text for text in said(make_book(small, [one])))


def test_a_heading_keeps_a_region_whose_name_holds_the_home_regions():
    rows = [Told("17", "Bengkulu", str(2019 + n), 60.0 + 2 * n, 1) for n in range(6)]
    rows += [Told(f"17.{n:02d}", name, "2024", 60.0 + 3 * n, 1) for n, name in
             enumerate(("Kaur", "Seluma", "Bengkulu Utara", "Kota Bengkulu"), 1)]  # fmt: skip
    rate = indicator("Akses Sanitasi Layak", "persen", "rate")
    book = make_book(rows, [rate], code="17", region="Bengkulu")
    heads = [text for text in said(book, standfirst={"id": "Akses naik."}) if " layak tertinggi" in text]
    assert heads
    assert not any(text.endswith((" di Kota", " di Utara")) for text in heads)


def test_who_holds_a_share_is_told_where_the_headline_says_it_in_words():
    rows = [Told(f"99.{n:02d}", f"Daerah {'ABCDEFGH'[n]}", "2024", value) for n, value in
            enumerate((100.0, 95.0, 40.0, 39.0, 38.0, 37.0, 36.0, 35.0))]  # fmt: skip
    rows.append(Told("99", "Banten", "2024", 420.0))
    book = make_book(rows, [indicator("Jumlah Ruang Kelas", "unit", "count-stock")])
    few = [one for one in find_findings(book, ["penduduk"]) if one.kind == "concentration"]
    spec = plan_page(book, "p", ["penduduk"], findings=few)
    assert spec.hero.kind == "waffle"
    scene = compose_page(spec, book, size="portrait")
    texts = " ".join(
        node.text for node in walk(scene.nodes) if isinstance(node, Text) and "caption" in node.id
    )
    assert "Daerah D bersama-sama memiliki" in texts
