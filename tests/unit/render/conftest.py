from __future__ import annotations

import pytest

from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.scene.nodes import (
    ChartData,
    ChartSeries,
    Circle,
    Group,
    Line,
    Node,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.scene.scene import Scene
from rupadata.typeset import measure

INK, MUTED, TEAL, TINT, PALE = "#14213d", "#5b6478", "#0b7a72", "#8cc5bf", "#d9ebe8"
DISTRICTS = [
    ("Cipondoh", "248,2", 248.2),
    ("Karawaci", "184,4", 184.4),
    ("Pinang", "183,1", 183.1),
    ("Ciledug", "164,2", 164.2),
    ("Larangan", "163,9", 163.9),
    ("Tangerang", "152,1", 152.1),
    ("Cibodas", "147,3", 147.3),
    ("Periuk", "141,0", 141.0),
    ("Karang Tengah", "118,5", 118.5),
    ("Neglasari", "116,6", 116.6),
    ("Jatiuwung", "101,3", 101.3),
    ("Batuceper", "91,4", 91.4),
    ("Benda", "83,5", 83.5),
]
YEARS = ["1,75", "1,77", "1,79", "1,90", "1,91", "1,93", "1,91", "1,93", "1,95 jt"]
PERSON = "M128 24a56 56 0 1 0 0.1 0ZM32 232c16-48 52-72 96-72s80 24 96 72Z"


def text(
    name: str,
    role: str,
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    family: str = "Source Sans Pro",
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
    spacing: float = 0.0,
    paragraph: str = "",
    value: float | None = None,
) -> Text:
    style = TextStyle(family, weight, size, fill, anchor, spacing)
    evidence: tuple[Evidence, ...] = ()
    if value is not None:
        evidence = (Evidence(words, value, "ribu jiwa", "value", (CellRef("kota.xlsx", "3.1.1", "C7"),)),)
    return Text(name, role, x, y, words, style, measure(words, style), evidence, "", paragraph)


def head(name: str, role: str, x: float, y: float, words: str, size: float, **more: object) -> Text:
    return text(name, role, x, y, words, size, **{"family": "Manrope", "weight": 700, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def page() -> Scene:
    """A portrait page like the reference mock: every kind of node that a real page has."""
    return portrait_page()


def portrait_page() -> Scene:
    return Scene(
        width=1080,
        height=1350,
        background="#fbfaf7",
        title="Satu dari delapan warga tinggal di Cipondoh",
        description="Jumlah penduduk menurut tahun dan kecamatan, Kota Tangerang, 2025.",
        lang="id",
        nodes=(_header(), _numbers(), _per_year(), _per_district(), _footer()),
        metadata=(("region", "36.71"), ("subject", "kependudukan")),
    )


def _header() -> Group:
    return Group(
        "header",
        "header",
        (
            Rect("band", "ornament", 0, 0, 1080, 12, Paint(TEAL)),
            head("kicker", "kicker", 64, 74, "KEPENDUDUKAN", 20, fill=TEAL, spacing=2.0),
            text(
                "place", "date", 1016, 74, "Kota Tangerang · 2025", 20, weight=600, fill=MUTED, anchor="end"
            ),
            head(
                "headline-1",
                "headline",
                64,
                146,
                "Satu dari delapan warga",
                56,
                weight=800,
                paragraph="headline",
            ),
            head(
                "headline-2", "headline", 64, 210, "tinggal di Cipondoh", 56, weight=800, paragraph="headline"
            ),
            text(
                "subtitle",
                "subtitle",
                64,
                254,
                "Jumlah penduduk menurut tahun dan kecamatan, dalam jiwa",
                24,
                fill=MUTED,
            ),
            Group(
                "symbol",
                "symbol",
                (
                    Circle("symbol-disc", "ornament", 940, 176, 76, Paint(PALE)),
                    Path(
                        "symbol-shape",
                        "symbol",
                        PERSON,
                        Paint(TINT, TEAL, 6),
                        (885, 128, 110, 110),
                        (876, 112, 0.5),
                    ),
                ),
            ),
        ),
    )


def _numbers() -> Group:
    boxes: list[Node] = []
    shown = [
        ("1.948.300", "jiwa, penduduk 2025", "naik 1,1 persen dari 2024"),
        ("11.840", "jiwa per km², kepadatan", "terpadat: Larangan, 17.900"),
        ("102,4", "rasio jenis kelamin", "laki-laki per 100 perempuan"),
    ]
    for i, (figure, unit, more) in enumerate(shown):
        x = 64 + i * 324
        boxes += [
            Rect(f"box-{i}", "box", x, 292, 304, 132, Paint("#ffffff", "#e4e6ea", 1.5), 14),
            head(f"figure-{i}", "value", x + 22, 346, figure, 44, weight=800),
            text(f"unit-{i}", "label", x + 22, 378, unit, 20, weight=600, fill=MUTED),
            text(f"more-{i}", "sentence", x + 22, 405, more, 19, fill=MUTED),
        ]
    return Group("numbers", "numbers", tuple(boxes))


def _per_year() -> Group:
    bars: list[Node] = []
    for i, label in enumerate(YEARS):
        last = i == len(YEARS) - 1
        x, height, value = (
            72 + i * 106,
            100 * float(label[:4].replace(",", ".")),
            float(label[:4].replace(",", ".")),
        )
        bars += [
            Rect(f"bar-{i}", "bar", x, 712 - height, 90, height, Paint(TEAL if last else TINT), 5, value),
            text(
                f"bar-{i}-value",
                "value",
                x + 45,
                702 - height,
                label,
                20,
                weight=700 if last else 600,
                anchor="middle",
                value=value,
            ),
            text(f"bar-{i}-year", "label", x + 45, 740, str(2017 + i), 20, fill=MUTED, anchor="middle"),
        ]
    chart = ChartData(
        "column",
        tuple(str(2017 + i) for i in range(9)),
        (ChartSeries("penduduk", tuple(float(y[:4].replace(",", ".")) for y in YEARS)),),
    )
    figure = Group(
        "year-chart",
        "figure",
        (*bars, Line("axis", "axis", 64, 712, 1016, 712, Paint(stroke=INK, stroke_width=1.5))),
        "Penduduk per tahun",
        "Penduduk naik dari 1,75 juta pada 2017 menjadi 1,95 juta jiwa pada 2025, puncaknya.",
        chart,
    )
    return Group(
        "per-year",
        "section",
        (
            head("per-year-heading", "heading", 64, 470, "Per tahun", 25),
            text(
                "per-year-sentence",
                "sentence",
                192,
                470,
                "penduduk tumbuh rata-rata 1,3 persen setahun sejak 2017",
                21,
                fill=MUTED,
            ),
            figure,
        ),
        "Per tahun",
    )


def _per_district() -> Group:
    bars: list[Node] = []
    for i, (name, shown, value) in enumerate(DISTRICTS):
        y, first = 826 + i * 32, i == 0
        bars += [
            text(f"district-{i}", "label", 188, y + 18, name, 20, weight=700 if first else 400, anchor="end"),
            Rect(
                f"district-{i}-bar", "bar", 200, y, value * 1.33, 23, Paint(TEAL if first else TINT), 4, value
            ),
            text(
                f"district-{i}-value",
                "value",
                208 + value * 1.33,
                y + 18,
                shown,
                20,
                weight=700,
                fill=INK if first else MUTED,
                value=value,
            ),
        ]
    tiles: list[Node] = []
    for i, short in enumerate(["BEN", "NEG", "BTC", "PER", "KRW", "TNG", "CPD"]):
        x, y = 664 + (i % 4) * 62, 826 + (i // 4) * 62
        tiles += [
            Rect(f"tile-{i}", "tile", x, y, 58, 58, Paint(TINT if i < 6 else TEAL), 8, float(i)),
            text(
                f"tile-{i}-name",
                "label",
                x + 29,
                y + 35,
                short,
                18,
                weight=600,
                fill=INK if i < 6 else "#ffffff",
                anchor="middle",
            ),
        ]
    return Group(
        "per-district",
        "section",
        (
            head("per-district-heading", "heading", 64, 800, "Per kecamatan", 25),
            text("per-district-unit", "sentence", 248, 800, "ribu jiwa, 2025", 21, fill=MUTED),
            Group(
                "ranking",
                "figure",
                tuple(bars),
                "Penduduk per kecamatan",
                "Cipondoh terbanyak, 248,2 ribu; Benda paling sedikit, 83,5 ribu.",
            ),
            Group("tile-map", "figure", tuple(tiles), "Peta ubin", "Kecamatan di tenggara lebih padat."),
        ),
        "Per kecamatan",
    )


def _footer() -> Group:
    return Group(
        "footer",
        "footer",
        (
            Line("foot-rule", "ornament", 64, 1252, 1016, 1252, Paint(stroke="#d5d8de", stroke_width=1.5)),
            text(
                "source",
                "source",
                64,
                1282,
                "Sumber: BPS Kota Tangerang, Kota Tangerang Dalam Angka 2026, Tabel 3.1.1.",
                18,
                fill=MUTED,
            ),
            text(
                "note",
                "note",
                64,
                1308,
                "* angka sementara · Diolah Dinas Kominfo & Persandian <Kota Tangerang>, 22 November 2026",
                18,
                fill=MUTED,
            ),
        ),
    )
