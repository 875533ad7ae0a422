"""Rows that name a rate of their own below what is counted: 'Rasio per 100.000 Penduduk' under 'Jumlah'."""

from __future__ import annotations

import re

from rupadata.tables.lexicon.cell_units import infer_unit
from rupadata.tables.lexicon.naming import header_name
from rupadata.tables.shape.row_types import RowMeaning

RATE = re.compile(
    r"(?:[a-z0-9]+[.)]\s*)?(?:tingkat (?:partisipasi|pengangguran|kesempatan|pertumbuhan|penghunian)|"
    r"persentase|presentase|prosentase|laju|pertumbuhan|rasio|kepadatan|proporsi|tpak|tpt)\b",
    re.I,
)
_PER_MANY = re.compile(
    r"\b(?:per|terhadap)\s+1[.,]?000\b|\b(?:per|terhadap)\s+1[.,]?00[.,]?000\b|"
    r"\b(?:incidence|prevalence|case fatality|crude death|case detection) rate\b|"
    r"^(?:angka (?:kematian|kesakitan|kesembuhan)|prevalensi|cakupan)\b",
    re.I,
)


def names_rate(label: str) -> bool:
    """Tell whether a label says by itself that its row gives a rate: 'Kematian per 1.000 Kelahiran'."""
    return RATE.match(label) is not None or _PER_MANY.search(label) is not None


def set_own_rate(meaning: RowMeaning, label: str) -> None:
    """Give a row that names a rate its own indicator and unit."""
    meaning.indicator, unit = header_name(label)
    meaning.unit = unit or infer_unit(meaning.indicator, "")
    meaning.own = True
