"""What a page says of its cells, against what the data say of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from msgspec.structs import replace

from rupadata.checks.colour_vision import check_colour_vision
from rupadata.checks.data import check_data
from rupadata.checks.headline import check_headline
from rupadata.checks.page_checks import read_cells
from rupadata.checks.plausible import check_plausible
from rupadata.model.evidence import Evidence
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.source import CellRef
from rupadata.model.subject import Indicator, Subject, SubjectBook
from rupadata.pagespec import PageSpec, RegionSpec, SubjectSpec, TitleSpec
from rupadata.scene.nodes import Group, Node, Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene

HOME = "36.71"


def row(cell: str, code: str, region: str, period: str, value: float, flags: str = "") -> dict[str, object]:
    return {
        "table": "Penduduk",
        "indicator": "Jumlah Penduduk",
        "measure": "count-stock",
        "unit": "jiwa",
        "region_code": code,
        "region": region,
        "period": period,
        "dimensions": "{}",
        "role": "total" if code == HOME else "part",
        "value": value,
        "decimals": 0,
        "missing": "",
        "flags": flags,
        "producer": "",
        "notes": "",
        "file": "a.csv",
        "sheet": "",
        "cell": cell,
        "indicator_key": "jumlah-penduduk",
    }


def book(*, flags: str = "") -> SubjectBook:
    rows = [
        row("B2", "36.71.01", "Tangerang", "2020", 150.0),
        row("B3", "36.71.05", "Cipondoh", "2020", 250.0),
        row("B4", HOME, "Kota Tangerang", "2020", 400.0),
        row("C4", HOME, "Kota Tangerang", "2025", 450.0, flags),
    ]
    frame = pl.DataFrame(rows, schema={**OBSERVATION_SCHEMA, "indicator_key": pl.String()})
    subject = Subject("kependudukan", "Kependudukan", "Population", 1, 240.0, "users")
    indicator = Indicator("jumlah-penduduk", "Jumlah Penduduk", "jiwa", "count-stock")
    return SubjectBook(subject, HOME, "Kota Tangerang", (indicator,), frame, regions_listed=((3, 13),))


def text(node_id: str, role: str, words: str, cells: Sequence[str] = ()) -> Text:
    proof = tuple(
        Evidence(words.rstrip("*"), 0.0, "jiwa", "value", (CellRef("a.csv", "", c),)) for c in cells
    )
    return Text(node_id, role, 0, 0, words, TextStyle("Source Sans Pro", 400, 24, "#000000"), 10, proof)


def scene(*nodes: Node) -> Scene:
    return Scene(1080, 1350, "#ffffff", "J", "U", "id", nodes)


def codes(page: Scene, data: SubjectBook) -> list[str]:
    return [problem.code for problem in check_data(page, data, "", read_cells(data).facts)]


def districts(name: str = "Cipondoh") -> Group:
    return Group(
        "regions",
        "figure",
        (
            text("regions_name", "label", name),
            text("regions_value", "value", "250", ["B3"]),
            text("regions_value-2", "value", "150", ["B2"]),
        ),
        "Per kecamatan",
        "x",
        block="regions",
    )


def total(words: str, cell: str) -> Group:
    return Group("numbers", "numbers", (text("numbers_value", "value", words, [cell]),), block="numbers")


def test_parts_beside_the_total_of_their_own_year_are_accepted() -> None:
    assert codes(scene(districts(), total("400", "B4")), book()) == []


def test_parts_beside_the_total_of_another_year_are_found() -> None:
    assert codes(scene(districts(), total("450", "C4")), book()) == ["parts-and-whole-of-different-years"]


def amount(node_id: str, value: float, cell: str) -> Text:
    proof = Evidence(f"{value:g}", value, "jiwa", "value", (CellRef("a.csv", "", cell),))
    style = TextStyle("Source Sans Pro", 400, 24, "#000000")
    return Text(node_id, "value", 0, 0, f"{value:g}", style, 10, (proof,))


def test_a_total_of_zero_beside_parts_is_an_error() -> None:
    figures = (amount("b1", 231, "B4"), amount("b2", 123, "C5"))
    parts = Group("breakdown", "figure", figures, "Menurut", "x", block="breakdown")
    data = book()
    more = pl.DataFrame([row("C5", HOME, "Kota Tangerang", "2020", 123.0)], schema=data.observations.schema)
    data = replace(data, observations=pl.concat([data.observations, more]))
    nothing = Group("numbers", "numbers", (amount("numbers_value", 0.0, "B4"),), block="numbers")
    found = [
        p
        for p in check_data(scene(parts, nothing), data, "", read_cells(data).facts)
        if p.code == "total-less-than-parts"
    ]
    assert [problem.severity for problem in found] == ["error"]
    whole = Group("numbers", "numbers", (amount("numbers_value", 354.0, "B4"),), block="numbers")
    assert codes(scene(parts, whole), data) == []


def test_a_jump_that_no_population_makes_is_told() -> None:
    data = book()
    more = [row(f"D{year}", HOME, "Kota Tangerang", str(year), 450.0 * factor)
            for year, factor in ((2026, 100.0), (2027, 200.0), (2028, 202.0))]  # fmt: skip
    frame = pl.DataFrame(more, schema=data.observations.schema)
    data = replace(data, observations=pl.concat([data.observations, frame]))
    found = check_plausible(spec(TitleSpec()), data)
    assert [problem.code for problem in found] == ["jump-implausible"]
    assert "2027" in found[0].message


def test_a_misspelt_region_is_found() -> None:
    assert codes(scene(districts("Cipondo")), book()) == ["region-name-unknown"]


def test_a_provisional_figure_without_its_mark_is_found() -> None:
    data = book(flags="provisional")
    assert codes(scene(total("450", "C4")), data) == ["provisional-mark-lost"]
    assert codes(scene(total("450*", "C4")), data) == ["provisional-mark-lost"]
    note = text("note", "note", "* angka sementara")
    assert codes(scene(total("450*", "C4"), note), data) == []


def test_colours_that_some_eyes_cannot_tell_apart_are_found() -> None:
    def chart(*fills: str) -> Scene:
        bars = tuple(Rect(f"b{i}", "bar", 0, 0, 9, 9, Paint(fill)) for i, fill in enumerate(fills))
        return scene(Group("breakdown", "figure", bars, "Menurut jenis", "x"))

    assert [p.code for p in check_colour_vision(chart("#7a8a00", "#b06a2c"))] == ["colours-too-near"]
    assert check_colour_vision(chart("#12507a", "#e8b26a")) == []


def spec(title: TitleSpec) -> PageSpec:
    return PageSpec(
        page="p",
        subject=SubjectSpec(key="kependudukan"),
        region=RegionSpec(code=HOME, name="Kota Tangerang"),
        indicators=("jumlah-penduduk",),
        title=title,
    )


def test_a_headline_by_hand_is_for_a_person_to_check() -> None:
    found = check_headline(spec(TitleSpec(headline={"id": "Kota tumbuh"})), book(), "id")
    assert [problem.code for problem in found] == ["headline-edited"]


def test_a_headline_whose_finding_is_gone_is_an_error() -> None:
    found = check_headline(spec(TitleSpec(finding="tidak-ada")), book(), "id")
    assert [problem.code for problem in found] == ["headline-not-borne-out"]
