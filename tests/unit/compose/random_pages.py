"""Random and adversarial books: what pages must survive."""

from __future__ import annotations

import json
import random
from functools import cache

import polars as pl

from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.region import RegionLevel
from rupadata.model.subject import Indicator, Subject, SubjectBook
from rupadata.regions import official_regions
from rupadata.subjects.books import count_regions

REGIONS = official_regions()

HOMES = ("36.71", "36", "32", "35", "00", "91", "15.04")
UNITS = {
    "count-stock": ("jiwa", "unit", "ribu jiwa", "sekolah", "keluarga"),
    "count-flow": ("kasus", "ton", "pengaduan", "kunjungan"),
    "rate": ("persen", "per 1.000 penduduk"),
    "index": ("", "indeks"),
    "mean": ("tahun", "jam"),
    "money-nominal": ("rupiah", "juta rupiah", "miliar rupiah"),
}
SYMBOLS = ("users-three", "graduation-cap", "heartbeat", "leaf", "bus", "storefront")
SIZES = ("square", "portrait", "story", "slide", "a4", "a3", "book", "900x700px", "148x210mm")
_SYLLABLES = ("ba", "cika", "rang", "sum", "ber", "wangi", "tanah", "mung", "kuning", "ulu", "pasir", "muara")


@cache
def _codes(home: str, deep: bool) -> tuple[tuple[str, str], ...]:
    found = REGIONS.descendants(home, RegionLevel.REGENCY) if deep else REGIONS.children(home)
    return tuple((region.code, region.name) for region in found if not deep or region.code.count(".") == 1)


def random_book(seed: int) -> SubjectBook:
    """Return a book of one to three indicators whose shape and size the seed decides."""
    chance = random.Random(seed)
    home = chance.choice(HOMES)
    regions = _random_regions(chance, home)
    years = chance.choice((0, 1, 1, 2, 2, 3, 5, 8, 12, 20, 35, 60))
    latest = chance.randint(2005, 2026)
    rows: list[dict[str, object]] = []
    indicators = []
    for number in range(chance.choice((1, 1, 2, 3))):
        measure = chance.choice(tuple(UNITS))
        unit = chance.choice(UNITS[measure])
        name = _random_name(chance, chance.choice((8, 20, 45, 90))) + f" {'ABC'[number]}"
        key = f"indikator-{number}"
        indicators.append(Indicator(key, name, unit, measure))
        decimals = chance.choice((0, 0, 1, 2))
        level = 10 ** chance.uniform(-3, 13)
        spread = chance.choice((0.0, 0.01, 0.1, 0.6, 0.98, 3.0))
        months = years > 3 and chance.random() < 0.15
        periods = _periods(chance, latest, years, months)
        parts = chance.choice((0, 0, 2, 3, 5, 9))
        for period in periods:
            if chance.random() < 0.12:
                continue
            provisional = period == periods[-1] and chance.random() < 0.3
            held = [("", "", {})] if chance.random() < 0.9 else []
            if period == periods[-1] or chance.random() < 0.4:
                held += [(code, region, {}) for code, region in regions]
                held += [("", "", {"jenis": f"{_random_name(chance, 14)} {i}"}) for i in range(parts)]
            for code, region, dims in held:
                rows.append(
                    _row(chance, key, name, unit, measure, home, code, region, period, dims, level, spread,
                         decimals, len(rows), provisional=provisional)
                )  # fmt: skip
    if not rows:
        one = indicators[0]
        rows.append(_row(chance, one.key, one.name, one.unit, one.measure, home, "", "", "2024", {}, 12.0,
                         0.1, 0, 0, provisional=False))  # fmt: skip
    used = {row["indicator_key"] for row in rows}
    kept = tuple(indicator for indicator in indicators if indicator.key in used)
    frame = pl.DataFrame(rows, schema={**OBSERVATION_SCHEMA, "indicator_key": pl.String()})
    subject = Subject(
        "uji", _random_name(chance, chance.choice((6, 40))), "Trial", 1, chance.uniform(0, 360),
        chance.choice(SYMBOLS),
    )  # fmt: skip
    pages = (("uji", tuple(indicator.key for indicator in kept)),)
    name = "Kota Uji" if home != "00" else "Indonesia"
    listed = count_regions(REGIONS, home, frame["region_code"].unique())
    return SubjectBook(subject, home, name, kept, frame, pages, listed)


def _random_regions(chance: random.Random, home: str) -> list[tuple[str, str]]:
    if chance.random() < 0.2:
        return []
    if chance.random() < 0.2:
        count = chance.choice((1, 2, 3, 13, 38))
        return [("", _random_name(chance, chance.choice((3, 12, 30, 60))) + f" {i}") for i in range(count)]
    deep = home == "00" and chance.random() < 0.3
    held = list(_codes(home, deep))
    if chance.random() < 0.3:
        held = held[: chance.randint(1, len(held))]
    return held


def _random_name(chance: random.Random, length: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append("".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3)))).capitalize())
    return " ".join(words)[:length].strip() or "Aa"


def _periods(chance: random.Random, latest: int, years: int, months: bool) -> list[str]:
    if years == 0:
        return [""]
    if months:
        return [f"{latest}-{month:02d}" for month in range(1, min(12, years) + 1)]
    return [str(latest - years + 1 + i) for i in range(years)]


def _row(
    chance: random.Random, key: str, name: str, unit: str, measure: str, home: str, code: str, region: str,
    period: str, dims: dict[str, str], level: float, spread: float, decimals: int, place: int, *,
    provisional: bool,
) -> dict[str, object]:  # fmt: skip
    value: float | None = level * (1 + spread * chance.uniform(-1, 1))
    if chance.random() < 0.03:
        value = 0.0
    missing = ""
    if chance.random() < 0.04:
        value, missing = None, "not-available"
    if value is not None:
        decimals = decimals if abs(value) >= 1 else 4
        value = round(value, decimals)
    flags = [
        flag for flag, wanted in (("break", chance.random() < 0.03), ("provisional", provisional)) if wanted
    ]
    return {
        "table": "Tabel 1.1 Uji", "indicator": name, "measure": measure, "unit": unit,
        "region_code": home if not region else code, "region": region, "period": period,
        "dimensions": json.dumps(dims), "role": "part" if region or dims else "single", "value": value,
        "decimals": decimals if value is not None else None, "missing": missing, "flags": ";".join(flags),
        "producer": "BPS Kota Uji", "notes": "", "file": "uji.xlsx", "sheet": "1", "cell": f"B{place + 5}",
        "indicator_key": key,
    }  # fmt: skip
