"""No false sentence: random tables, every claim read back and checked by code that shares nothing with it."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rupadata.analysis import find_findings
from rupadata.analysis.finding import KINDS as FINDING_KINDS
from rupadata.analysis.finding import PATTERNS
from rupadata.model.subject import Direction
from tests.unit.analysis import analysis_forms as forms
from tests.unit.analysis.analysis_books import Row, indicator, make_book
from tests.unit.analysis.analysis_claims import (
    OVER_MONTHS,
    WORDS,
    ClaimError,
    Reader,
    World,
    coverage,
)


@dataclass(frozen=True)
class Kind:
    name: str
    unit: str
    measure: str
    name_en: str
    scale: float
    said: dict[str, tuple[str, str, str]]  # language -> name, topic, crowd
    direction: Direction = Direction.NEUTRAL


KINDS = (
    Kind("Jumlah Penduduk", "jiwa", "count-stock", "Population", 1,
         {"id": ("jumlah penduduk", "penduduk", "warga"), "en": ("population", "population", "residents")}),
    Kind("Persentase Penduduk Miskin", "persen", "rate", "Poverty Rate", 1,
         {"id": ("persentase penduduk miskin", "kemiskinan", "kemiskinan"),
          "en": ("poverty rate", "poverty rate", "poverty rate")}, Direction.LOWER_IS_BETTER),
    Kind("Indeks Pembangunan Manusia", "", "index", "Human Development Index", 1,
         {"id": ("indeks pembangunan manusia", "IPM", "IPM"),
          "en": ("human development index", "human development index", "human development index")},
         Direction.HIGHER_IS_BETTER),
    Kind("Pendapatan Asli Daerah", "juta rupiah", "money-nominal", "Local Revenue", 1e6,
         {"id": ("pendapatan asli daerah", "PAD", "PAD"),
          "en": ("local revenue", "local revenue", "local revenue")}),
    Kind("PDRB Atas Dasar Harga Konstan", "miliar rupiah", "money-real", "Real GRDP", 1e9,
         {"id": ("PDRB atas dasar harga konstan", "PDRB ADHK", "PDRB ADHK"),
          "en": ("real GRDP", "real GRDP", "real GRDP")}),
    Kind("Rata-rata Lama Sekolah", "tahun", "mean", "Mean Schooling", 1,
         {"id": ("rata-rata lama sekolah", "lama sekolah", "lama sekolah"),
          "en": ("mean schooling", "mean schooling", "mean schooling")}),
    Kind("Jumlah Siswa SMP", "", "count-stock", "Students", 1,
         {"id": ("jumlah siswa SMP", "siswa SMP", "siswa SMP"), "en": ("students", "students", "students")}),
    Kind("Jumlah Kunjungan", "ribu orang", "count-flow", "Visits", 1e3,
         {"id": ("jumlah kunjungan", "kunjungan", "kunjungan"), "en": ("visits", "visits", "visits")}),
)  # fmt: skip
NAMES = ("Alfa", "Beta", "Gama", "Delta", "Eta", "Teta", "Jota", "Kapa", "Mu", "Nu", "Ksi", "Pi")


@dataclass(frozen=True)
class Table:
    kind: Kind
    decimals: int
    home: dict[str, tuple[float | None, str]]
    regions: dict[str, dict[str, tuple[float | None, str]]]


def _values(kind: Kind, decimals: int):
    near = st.integers(min_value=90, max_value=110).map(float)
    small = st.integers(min_value=0, max_value=12).map(float)
    usual = st.floats(min_value=0, max_value=1e5, allow_nan=False)
    big = st.floats(min_value=1e6, max_value=1e13)
    negative = st.floats(min_value=-1e4, max_value=0)
    chosen = (
        st.one_of(near, small, usual, big)
        if kind.measure.startswith("count")
        else st.one_of(near, small, usual, big, negative)
    )
    return chosen.map(lambda value: round(value, decimals) + 0.0)


@st.composite
def paths(draw, kind: Kind, decimals: int, years: tuple[str, ...]):
    """A series: wild values, or a walk as real series are, with ties, runs and turns."""
    if draw(st.booleans()):
        values = [draw(_values(kind, decimals)) for _ in years]
    else:
        value = draw(st.sampled_from([3.0, 40.0, 72.5, 900.0, 52_000.0, 1_950_000.0, 8.8e9]))
        drift = draw(st.sampled_from([0.0, 0.002, 0.02, 0.3, -0.01, -0.1]))
        values = []
        for _ in years:
            values.append(round(value, decimals) + 0.0)
            value *= 1 + drift + draw(st.sampled_from([0.0, 0.0, 0.01, -0.01, -drift]))
    out = {}
    for year, value in zip(years, values):
        state = draw(st.sampled_from(["", "", "", "", "", "", "", "break", "provisional", "missing", "none"]))
        if state == "none":
            continue
        out[year] = (None, "") if state == "missing" else (value, state)
    return out


@st.composite
def tables(draw):
    kind = draw(st.sampled_from(KINDS))
    decimals = draw(st.sampled_from([0, 0, 1, 2, 3]))
    first = draw(st.integers(min_value=2000, max_value=2015))
    length = draw(st.integers(min_value=1, max_value=9))
    years = tuple(str(first + step) for step in range(length))
    count = draw(st.integers(min_value=0, max_value=12))
    home = draw(paths(kind, decimals, years)) if draw(st.booleans()) or count < 2 else {}
    regions = {}
    like_first = draw(st.booleans())
    for name in NAMES[:count]:
        path = draw(paths(kind, decimals, years[-3:]))
        if path:
            regions[name] = path
    if like_first and count >= 3 and NAMES[0] in regions:
        regions[NAMES[1]] = dict(regions[NAMES[0]])
    if home and draw(st.booleans()) and kind.measure.startswith(("count", "money")):
        for year in years[-3:]:
            column = [held[year][0] for held in regions.values() if year in held]
            if year in home and home[year][0] is not None and column and None not in column:
                home[year] = (round(math.fsum(v for v in column if v is not None), decimals), home[year][1])
    return Table(kind, decimals, home, regions)


def world_of(table: Table) -> World:
    marked = {("", year): flag for year, (_, flag) in table.home.items()}
    for name, held in table.regions.items():
        marked |= {(name, year): flag for year, (_, flag) in held.items()}
    return World(
        measure=table.kind.measure,
        unit_scale=table.kind.scale,
        home={year: value for year, (value, _) in table.home.items()},
        regions={
            name: {year: value for year, (value, _) in held.items()} for name, held in table.regions.items()
        },
        provisional={place for place, flag in marked.items() if flag == "provisional"},
        breaks={place for place, flag in marked.items() if flag == "break"},
        has_home=any(value is not None for value, _ in table.home.values()),
    )


def book_of(table: Table):
    kind = table.kind
    rows = [
        Row("99", "Contoh", year, value, table.decimals, flags=flag)
        for year, (value, flag) in table.home.items()
    ]
    for place, (name, held) in enumerate(table.regions.items()):
        rows += [
            Row(f"99.{place + 1:02d}", name, year, value, table.decimals, flags=flag)
            for year, (value, flag) in held.items()
        ]
    one = indicator(kind.name, kind.unit, kind.measure, name_en=kind.name_en, direction=kind.direction)
    return make_book(rows, [one], code="99", region="Contoh"), {
        (row.region_code, row.period): row.value for row in rows
    }


def recomputed(evidence, cells):
    """The formulas of docs/reference/evidence.md, written once more."""
    v = [cells[cell.cell] for cell in evidence.cells]
    n = evidence.of
    return {
        "value": lambda: v[0],
        "sum": lambda: math.fsum(v),
        "mean": lambda: math.fsum(v) / len(v),
        "share": lambda: 100 * v[0] / v[1],
        "share-of-sum": lambda: 100 * v[0] / math.fsum(v),
        "shares-of-sum": lambda: 100 * math.fsum(v[:n]) / math.fsum(v),
        "shares-of-total": lambda: 100 * math.fsum(v[:-1]) / v[-1],
        "one-in": lambda: v[-1] / v[0],
        "one-in-of-sum": lambda: math.fsum(v) / v[0],
        "change": lambda: v[0] - v[1],
        "difference": lambda: v[0] - v[1],
        "growth": lambda: 100 * (v[0] / v[1] - 1),
        "mean-growth": lambda: 100 * ((v[0] / v[1]) ** (1 / n) - 1),
        "mean-change": lambda: (v[0] - v[1]) / n,
        "ratio": lambda: v[0] / v[1],
        "change-of-sums": lambda: math.fsum(v[:n]) - math.fsum(v[n:]),
        "growth-of-sums": lambda: 100 * (math.fsum(v[:n]) / math.fsum(v[n:]) - 1),
        "ratio-of-sums": lambda: math.fsum(v[:n]) / math.fsum(v[n:]),
        "contribution": lambda: 100 * (v[0] - v[n]) / (math.fsum(v[:n]) - math.fsum(v[n:])),
        "rank": lambda: 1 + sum(other > v[0] for other in v[1:]),
    }[evidence.formula]()


NUMBER_WORD = {
    lang: re.compile(
        r"\b(?:" + "|".join(words[:0:-1]) + r")\b(?= (?:tahun|years?|kali|times|dari|of|in|kecamatan|"
        r"kabupaten|areas|regencies))", re.IGNORECASE,
    )
    for lang, words in WORDS.items()
}  # fmt: skip


def check_evidence(text: str, evidence, cells: dict[str, float | None], lang: str) -> None:
    rest = text
    for one in sorted(evidence, key=lambda one: -len(one.shown)):
        assert one.shown in text, f"{one.shown!r} is not in {text!r}"
        rest = rest.replace(one.shown, "#")
        # The period of a figure that no table gives has no cell.
        assert one.cells or one.formula == "period", f"no cells behind {one.shown!r}"
        if one.formula in ("period", "years", "count", "bound", "label"):
            continue
        assert math.isclose(recomputed(one, cells), one.value, rel_tol=1e-6, abs_tol=1e-9), (text, one)
    assert not re.search(r"\d", rest), f"a figure without evidence in {text!r}: {rest!r}"
    assert not NUMBER_WORD[lang].search(rest.replace("satu triwulan", "")), f"no evidence: {text!r}: {rest!r}"


def check_table(table: Table) -> set[str]:
    book, _ = book_of(table)
    cells = dict(zip(book.observations["cell"].to_list(), book.observations["value"].to_list()))
    world = world_of(table)
    told = set()
    nouns = {"id": ("kabupaten",), "en": ("regencies",)}
    for finding in find_findings(book, ["penduduk"]):
        assert finding.headline or not finding.others
        assert finding.kind in FINDING_KINDS
        assert {headline.pattern for headline in finding.headlines} <= set(PATTERNS)
        for lang, sentences, headlines in (
            ("id", forms.SENTENCES_ID, forms.HEADLINES_ID),
            ("en", forms.SENTENCES_EN, forms.HEADLINES_EN),
        ):
            reader = Reader(world, lang, *table.kind.said[lang], "Contoh", nouns[lang])
            reader.direction = table.kind.direction.partition("-")[0].replace("neutral", "")
            sentence = finding.sentence[lang]
            try:
                told.add(reader.read(sentence.text, finding.focus_period, sentences))
                for headline in finding.headlines:
                    text = headline.text[lang].text
                    told.add(reader.read(text, _focus(finding, world), headlines))
                    assert len(text) <= (92 if headline is finding.headlines[0] and lang == "id" else 140)
                    check_evidence(text, headline.text[lang].evidence, cells, lang)
            except ClaimError as error:
                raise AssertionError(f"{finding.kind}/{finding.pattern}: {error}\n{table}") from error
            check_evidence(sentence.text, sentence.evidence, cells, lang)
    return told


def _focus(finding, world: World) -> str:
    """The period that a headline speaks of: for an extreme, the newest figure, not the extreme itself."""
    return world.known()[-1] if finding.kind in ("peak", "low") else finding.focus_period


@given(tables())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_sentence_is_false(table):
    check_table(table)


def likely_table(seed: int) -> Table:
    """Return a table as offices have them: regions that grow at their own pace, a total that fits."""
    r = random.Random(seed)
    kind = r.choice(KINDS)
    relative = kind.measure.startswith(("count", "money"))
    decimals = r.choice([0, 0, 1]) if relative else 2
    years = [str(2010 + step) for step in range(r.randint(2, 10))]
    names = NAMES[: r.choice([3, 4, 5, 6, 8, 12])]
    base = r.choice([8, 40, 300, 9_000, 120_000, 4_000_000]) if relative else r.choice([4.0, 12.0, 68.0])
    share_like = r.random() < 0.3
    alike = r.random() < 0.02
    regions: dict[str, dict[str, tuple[float | None, str]]] = {}
    for place, name in enumerate(names):
        size = base * (
            r.choice([0.5, 1, 1, 1, 2, 3]) if share_like else 1 + r.random() ** 3 * r.choice([0.1, 3])
        )
        pace = r.choice([0.0, 0.01, 0.03, -0.02, 0.15]) * (0.1 if kind.measure == "index" else 1)
        path: dict[str, tuple[float | None, str]] = {}
        for year in years:
            path[year] = (round(size, decimals) + 0.0, "provisional" if year == years[-1] else "")
            size *= 1 + pace + r.uniform(-0.01, 0.01) * r.choice([0, 1, 3])
        if r.random() < 0.1 and place:
            path.pop(r.choice(years))
        if relative and place and r.random() < 0.02:
            path = dict.fromkeys(path, (0.0, ""))
        regions[name] = dict(regions[names[0]]) if alike and place else path
    home: dict[str, tuple[float | None, str]] = {}
    if r.random() < 0.7:
        for year in years:
            column = [held[year][0] or 0.0 for held in regions.values() if year in held]
            value = math.fsum(column) / (1 if relative else max(1, len(column)))
            flag = "break" if r.random() < 0.04 else "provisional" if year == years[-1] else ""
            if r.random() > 0.05:
                home[year] = (round(value, decimals), flag)
    if relative and r.random() < 0.01:
        home = dict.fromkeys(home, (0.0, ""))
    if kind.measure == "money-nominal" and home and r.random() < 0.1:
        middle = math.fsum(value or 0.0 for value, _ in home.values()) / len(home)
        home = {
            year: (round((value or 0.0) - middle, decimals), flag) for year, (value, flag) in home.items()
        }
    return Table(kind, decimals, home, regions)


def forms_told(seeds: range) -> Counter[str]:
    told: Counter[str] = Counter()
    for seed in seeds:
        told.update(check_table(likely_table(seed)))
    return told


def test_no_sentence_is_false_on_tables_as_offices_have_them():
    told = forms_told(range(150))
    assert len(told) > 100


@pytest.mark.parametrize("count", [1, 2, 38, 514])
def test_no_sentence_is_false_however_many_regions_there_are(count):
    r = random.Random(count)
    for kind in KINDS:
        regions = {
            f"Daerah {place}": {year: (round(r.uniform(1, 1e5), 2), "") for year in ("2022", "2023", "2024")}
            for place in range(1, count + 1)
        }
        check_table(Table(kind, 2, {"2024": (50.0, "")} if kind.measure == "rate" else {}, regions))


@pytest.mark.parametrize(
    "values",
    [
        [None],
        [None, None, None],
        [0.0],
        [0.0, 0.0, 0.0, 0.0],
        [-5.0, 0.0, 5.0, -5.0],
        [0.001, 0.0011, 0.0012, 0.0013, 0.0014],
        [1e13, 2e13, 2e13, 1.9e13],
        [5.0, None, None, 7.0, None],
        [100.0, 100.0, 100.0, 100.1],
        [99.96, 100.04, 99.97, 100.03, 100.0],
    ],
)
def test_no_sentence_is_false_on_nasty_series(values):
    for kind in KINDS:
        home = {str(2015 + step): (value, "") for step, value in enumerate(values)}
        check_table(Table(kind, 4, home, {}))
        check_table(Table(kind, 4, {}, {"Alfa": home, "Beta": dict(reversed(home.items()))}))


@pytest.mark.full
def test_no_sentence_is_false_on_thousands_of_likely_tables():
    told = forms_told(range(1_000, 9_000))
    every = (forms.SENTENCES_ID, forms.HEADLINES_ID, forms.SENTENCES_EN, forms.HEADLINES_EN)
    # These tables are of years, and of a place of which no list knows how many regions it has.
    others = (coverage, *OVER_MONTHS)
    untold = [form for group in every for form, claim in group if not told[form] and claim not in others]
    assert not untold


@pytest.mark.full
@given(tables())
@settings(max_examples=6000, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_sentence_is_false_over_thousands_of_tables(table):
    check_table(table)
