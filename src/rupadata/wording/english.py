"""English names of indicators that many offices publish, for tables that have none of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from rupadata.wording.names import part_name, spoken_name, topic
from rupadata.wording.phrases import phrase
from rupadata.wording.style import counted_of, with_noun, written_out
from rupadata.wording.translation import translate
from rupadata.wording.units import parse_unit

_AT_CURRENT, _AT_CONSTANT = "at current prices", "at constant prices"
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), english)
    for pattern, english in (
        (r"indeks kedalaman kemiskinan", "poverty gap index"),
        (r"indeks keparahan kemiskinan", "poverty severity index"),
        (r"garis kemiskinan( per ?kapita( per bulan)?)?", "poverty line"),
        (r"(jumlah )?penduduk miskin", "poor population"),
        (r"(persentase penduduk miskin|(tingkat|persentase) kemiskinan)", "poverty rate"),
        (r"pertumbuhan ipm", "growth of the human development index"),
        (r"(angka )?harapan lama sekolah", "expected years of schooling"),
        (r"(angka )?(rata-rata|rerata) lama sekolah", "mean years of schooling"),
        (r"(angka|usia|umur) harapan hidup( saat lahir)?", "life expectancy"),
        (r"pengeluaran per ?kapita( disesuaikan| yang disesuaikan)?", "expenditure per capita"),
        (r"(laju )?pertumbuhan penduduk( per tahun)?", "population growth"),
        (r"jumlah (kepala keluarga|kartu keluarga|keluarga)", "families"),
        (r"jumlah rumah tangga", "households"),
        (r"(jumlah )?kelahiran", "births"),
        (r"(jumlah )?kematian bayi", "infant deaths"),
        (r"(jumlah )?kematian ibu", "maternal deaths"),
        (r"angkatan kerja", "labour force"),
        (r"(jumlah )?pengangguran( terbuka)?", "unemployed people"),
        (r"luas (wilayah|daerah)", "total area"),
        (r"luas (tanah|lahan)", "land area"),
        (r"distribusi (persentase )?pdrb (adhb|atas dasar harga berlaku)", "composition of GRDP"),
        (r"indeks implisit pdrb", "implicit price index of GRDP"),
        (r"laju (pertumbuhan )?indeks (harga )?implisit pdrb", "growth of the implicit price index of GRDP"),
        (r"pertumbuhan riil pdrb per ?kapita", "real growth of GRDP per capita"),
        (r"indeks harga konsumen", "consumer price index"),
        (r"inflasi bulanan", "monthly inflation"),
        (r"inflasi tahunan", "annual inflation"),
        (r"inflasi tahun kalender", "calendar-year inflation"),
        (r"ekspor", "exports"),
        (r"ekspor kumulatif", "cumulative exports"),
        (r"impor", "imports"),
        (r"impor kumulatif", "cumulative imports"),
        (r"volume ekspor dan impor", "volume of exports and imports"),
        (r"tingkat penghunian kamar( hotel)?", "room occupancy rate"),
        (r"(jumlah )?kunjungan wisatawan mancanegara", "visits of foreign tourists"),
        (r"(jumlah )?kendaraan bermotor", "motor vehicles"),
        (r"(jumlah )?(siswa|murid)", "students"),
        (r"(jumlah )?guru", "teachers"),
        (r"(jumlah )?sekolah", "schools"),
        (r"(jumlah )?balita", "children under five"),
        (r"(jumlah )?(penduduk )?penyandang disabilitas", "people with disabilities"),
        (r"(jumlah )?umkm", "micro, small and medium enterprises"),
        (r"(jumlah )?koperasi( aktif)?", "cooperatives"),
        (r"(jumlah )?pengaduan( masyarakat)?", "complaints"),
        (r"(jumlah )?pns", "civil servants"),
        (r"pendapatan asli daerah", "local own revenue"),
        (r"indeks pendidikan", "education index"),
        (r"indeks kesehatan", "health index"),
        (r"indeks ketimpangan gender", "gender inequality index"),
        (r"(rasio gini|gini ratio)", "Gini ratio"),
        (r"incremental capital output ratio", "incremental capital-output ratio"),
    )
)  # fmt: skip
_PRODUCT = re.compile(
    r"(?P<growth>laju pertumbuhan )?(pdrb|produk domestik regional bruto)(?P<head> per ?kapita)?"
    r"( (adh(?P<short>[bk])|atas dasar harga (?P<kind>berlaku|konstan)))?( (tahun )?(?P<year>(19|20)\d\d))?",
    re.IGNORECASE,
)
_KINDS = re.compile(r"\s*\b(?:metode baru|kondisi (?:maret|september))\b", re.IGNORECASE)


_USED = re.compile(r"$|pengeluaran|penggunaan|konsumsi", re.IGNORECASE)
"""No industry: nothing, or what a gross product is spent on."""


@lru_cache(maxsize=2048)
def english_name(name: str) -> str:
    """Return an indicator's English name for running text, "" where it is not known.

    Only where the whole name says it: a name half in English would say something else.
    """
    said = _KINDS.sub("", phrase(name)).strip()
    product = _PRODUCT.fullmatch(said)
    if product:
        return _product(product)
    usual = next((english for pattern, english in _NAMES if pattern.fullmatch(said)), "")
    return usual or _product_of_industry(said)


def _product_of_industry(said: str) -> str:
    """Return the gross product of one industry in English, "" for other names and unknown industries."""
    product = _PRODUCT.match(said)
    industry = said[product.end() :].strip() if product else ""
    if product is None or not (product["kind"] or product["short"]) or _USED.match(industry):
        return ""
    known = part_name(industry.casefold(), "en")
    known = translate(industry.casefold()) if known == industry.casefold() else known
    return f"{_product(product)} of {known}" if known else ""


def _product(found: re.Match[str]) -> str:
    kind = (found["kind"] or found["short"] or "").casefold()[:1]
    at = {"b": _AT_CURRENT, "k": _AT_CONSTANT}.get(kind, "")
    if found["year"] and kind == "k":
        at = f"at constant {found['year']} prices"
    parts = ("growth of" if found["growth"] else "", "GRDP", "per capita" if found["head"] else "", at)
    return " ".join(part for part in parts if part)


_INVERTED = re.compile(
    r"^((?:production|productivity|yield|(?:harvested|planted|total) area|area|volume|value|length|"
    r"consumption|price|number)), (?!and\b)(\w[^,]*)$",
    re.IGNORECASE,
)
"""An English name as an index of a book has it: `Production, wetland paddy`."""
_JOINT = re.compile(
    r"\s(?:of|in|with|per|at|under|over|who|for|by|to|from|on|without|that|not|aged|having|using)\s"
)
_PLURALS = frozenset({"people", "children", "women", "men", "cattle", "poultry", "fish", "police"})
_SINGULARS = re.compile(r"(?:ss|us|is|ics|gas|goods and services)$", re.IGNORECASE)
_ARTICLED = frozenset(
    {
        "amount", "area", "average", "balance", "budget", "density", "distance", "force", "gap", "height",
        "income", "index", "length", "level", "line", "mean", "median", "number", "percentage", "population",
        "prevalence", "price", "proportion", "rate", "ratio", "score", "share", "time", "total", "value",
        "volume", "wage", "workforce",
    }
)  # fmt: skip
"""Nouns that an English sentence opens with an article: `the poverty rate`, but `life expectancy`."""


def _head_noun(name: str) -> str:
    return _JOINT.split(name, maxsplit=1)[0].rstrip("”").rpartition(" ")[2].casefold()


@lru_cache(maxsize=2048)
def is_plural(name: str) -> bool:
    """Tell whether an English name speaks of many: `complaints`, `children under five`."""
    head = _head_noun(name)
    return head in _PLURALS or (head.endswith("s") and not _SINGULARS.search(head))


@lru_cache(maxsize=2048)
def with_article(name: str) -> str:
    """Return an English name as it stands in a sentence: `the poverty rate`, `complaints`."""
    head = _head_noun(name)
    takes = head in _ARTICLED or (head == "growth" and " of " in name)
    return f"the {name}" if takes and not name.startswith(("the ", "“")) else name


def called(
    name: str, name_en: str, lang: str, *, without: str = "", unit: str = "", measure: str = ""
) -> tuple[str, str]:
    """Return what an indicator is about, short, and its name for a sentence.

    The unit gives a name the noun that it has lost, the measure tells whether things are counted.
    English text takes the table's own English name, else the usual one; a name that has none stands in
    quotes, so that nobody takes it for a slip.
    """
    short, full = _called(name, name_en, lang, without=without, unit=unit, measure=measure)
    if lang == "en" and measure == "rate" and parse_unit(unit).percent and is_plural(full):
        # "Highest pregnant women" is no rate: it is their share that is high.
        return f"share of {short}", f"share of {full}"
    return short, full


def _called(name: str, name_en: str, lang: str, *, without: str, unit: str, measure: str) -> tuple[str, str]:
    name = with_noun(counted_of(written_out(name), measure), unit)
    in_id = topic(name, without=without), spoken_name(name, without=without)
    if lang == "id":
        return in_id
    if name_en:
        name_en = _INVERTED.sub(r"\1 of \2", name_en)
        return topic(name_en, "en", without=without), spoken_name(name_en, "en", without=without)
    known = english_name(spoken_name(name, without=without))
    if known:
        return known, known
    said = [translate(text) for text in in_id]
    if said[1]:
        return said[0] or said[1], said[1]
    short = topic(name, "en", without=without)
    if short != in_id[0]:
        return short, short
    return f"“{in_id[0]}”", f"“{in_id[1]}”"
