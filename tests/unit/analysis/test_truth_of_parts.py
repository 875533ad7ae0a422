"""No false sentence over the parts of a dimension, read back by code of its own."""

from __future__ import annotations

import math
import random
import re

import pytest

from rupadata.analysis import find_findings
from tests.unit.analysis.analysis_books import Row, indicator, make_book

NAME = r"(?:[Jj]umlah penduduk|[Tt]ingkat partisipasi)"
TOPIC = r"(?:[Pp]enduduk|[Tt]ingkat partisipasi)"
MOST = r"(?P<most>terbesar|terbanyak|tertinggi)"
VALUE = r"(?P<value>[\d.,]+(?: juta)?)(?: (?:jiwa|persen))?"
PART = r"(?:[Uu]mur )?(?P<part>\S+(?: diketahui)?)"
FORMS = (
    re.compile(
        rf"{PART} mencakup (?P<share>[\d,]+) persen {NAME} Banten pada 2024 \({VALUE}\)"
        r"(?P<largest>, bagian terbesar)?\."
    ),
    re.compile(rf"Di antara (?P<many>\w+) umur, {PART} mencatat {NAME} Banten {MOST} pada 2024: {VALUE}\."),
    re.compile(
        rf"{NAME} Banten pada 2024: {PART} {VALUE}, (?:umur )?(?P<less>\S+) (?P<rest>[\d.,]+(?: juta)?)"
        r"(?: (?:jiwa|persen))?\."
    ),
    re.compile(rf"{PART} mencakup (?P<share>[\d,]+) persen penduduk"),
    re.compile(rf"{TOPIC} {MOST}: {PART}"),
    re.compile(rf"{TOPIC} {MOST}: {PART}, {VALUE}"),
    re.compile(rf"{PART} mencatat {TOPIC} {MOST}"),
    re.compile(rf"Penduduk {PART} lebih banyak daripada (?:umur )?(?P<less>\S+)"),
)
COUNTS = ("nol", "satu", "dua", "tiga", "empat", "lima")
AGES = ("0-4", "5-14", "15-64", "65+", "tidak diketahui")


def number(text: str) -> float:
    figure, _, scale = text.partition(" ")
    return float(figure.replace(".", "").replace(",", ".")) * (1e6 if scale == "juta" else 1)


def parts_table(seed: int):
    r = random.Random(seed)
    rate = r.random() < 0.3
    names = AGES[: r.randint(2, 5)]
    values = {name: float(r.choice([0, 5, 5, 40, 900, 12_345, 2_345_678])) for name in names}
    rows = [Row("99", "Banten", "2024", value, dims={"umur": name}) for name, value in values.items()]
    total = math.fsum(values.values())
    if r.random() < 0.6:
        total = total if r.random() < 0.7 else round(total * 1.2)
        rows.append(Row("99", "Banten", "2024", total))
    measure, name = ("rate", "Tingkat Partisipasi") if rate else ("count-stock", "Jumlah Penduduk")
    return make_book(rows, [indicator(name, "persen" if rate else "jiwa", measure)]), values, total, rate


def check(text: str, values: dict[str, float], total: float, rate: bool) -> None:
    match = next((found for form in FORMS if (found := form.fullmatch(text))), None)
    assert match is not None, text
    said = match.groupdict()
    written = {name.replace("-", "–").casefold(): name for name in values}
    part = written[said["part"].casefold()]
    best = max(values.values())
    assert values[part] == best, text
    assert list(values.values()).count(best) == 1, text
    if said.get("less"):
        assert len(values) == 2, text
        assert values[written[said["less"]]] < best, text
    if said.get("rest"):
        least = values[written[said["less"]]]
        assert abs(number(said["rest"]) - least) <= (5_000 if "juta" in said["rest"] else 0.5), text
    if said.get("many"):
        assert COUNTS.index(said["many"]) == len(values), text
    if said.get("largest"):
        assert len(values) > 2, text
    if said.get("value"):
        assert abs(number(said["value"]) - best) <= (5_000 if "juta" in said["value"] else 0.5), text
    if said.get("share"):
        assert not rate, text
        assert abs(number(said["share"]) - 100 * best / total) <= 0.0501, text
        assert math.isclose(math.fsum(values.values()), total, rel_tol=0.005), text


@pytest.mark.parametrize("block", range(6))
def test_no_sentence_over_parts_is_false(block):
    told = 0
    for seed in range(block * 60, block * 60 + 60):
        book, values, total, rate = parts_table(seed)
        for finding in find_findings(book, ["penduduk"]):
            if finding.kind != "breakdown":
                continue
            told += 1
            check(finding.sentence["id"].text, values, total, rate)
            for headline in finding.headlines:
                check(headline.text["id"].text, values, total, rate)
    assert told > 10
