"""The change of each region against the period before stands beside its bar, with its sign."""

from __future__ import annotations

import re

from rupadata.compose import compose_page, plan_page
from rupadata.scene.scene import Scene, texts
from tests.unit.analysis.analysis_books import Row, indicator, make_book

NAMES = ("Alfa", "Beta", "Gama", "Delta", "Eta")


def drawn(values: list[tuple[float, float]], flags: str = "", measure: str = "count-stock") -> Scene:
    rows = []
    for place, (name, pair) in enumerate(zip(NAMES, values), 1):
        for year, value in zip(("2023", "2024"), pair):
            mark = flags if year == "2024" else ""
            rows.append(Row(f"99.0{place}", name, year, value, flags=mark, decimals=1))
    unit = "jiwa" if measure == "count-stock" else "persen"
    book = make_book(rows, [indicator("Jumlah Penduduk", unit, measure)])
    return compose_page(plan_page(book, "penduduk", ["penduduk"]), book, size="a4", date="2026-11-22")


def changes(scene: Scene) -> list[str]:
    return [node.text for node in texts(scene) if re.search(r"_change(-\d+)?$", node.id)]


def test_amounts_change_in_percent_from_the_year_before() -> None:
    pairs = [(1000.0, 1100.0), (900.0, 810.0), (700.0, 707.0), (600.0, 450.0), (400.0, 404.0)]
    scene = drawn(pairs)
    ranked = sorted(pairs, key=lambda pair: -pair[1])
    wanted = [100 * (now / before - 1) for before, now in ranked]
    told = [float(text.rstrip("%").replace("−", "-").replace(",", ".")) for text in changes(scene)]
    assert told == [round(change, 1) for change in wanted]
    assert any("perubahan dari 2023" in node.text for node in texts(scene))


def test_rates_change_in_points_without_a_percent_sign() -> None:
    told = changes(drawn([(12.5, 11.0), (9.0, 9.5), (8.0, 7.0), (6.0, 6.5), (2.0, 2.5)], measure="rate"))
    assert told == ["−1,5", "+0,5", "−1,0", "+0,5", "+0,5"]


def test_nothing_is_told_across_a_break() -> None:
    assert changes(drawn([(1000.0, 1100.0), (900.0, 810.0), (700.0, 707.0)], flags="break")) == []
