"""Numbers, dates, units and names as people write them, in Indonesian and English."""

from __future__ import annotations

from rupadata.wording.dates import PROVISIONAL_MARK, format_date, format_period, month_name
from rupadata.wording.numbers import (
    MINUS,
    format_compact,
    format_number,
    format_percent,
    number_word,
    round_half_up,
)
from rupadata.wording.units import Unit, ValueText, format_value, parse_unit, unit_name, word_value

__all__ = [
    "MINUS",
    "PROVISIONAL_MARK",
    "Unit",
    "ValueText",
    "format_compact",
    "format_date",
    "format_number",
    "format_percent",
    "format_period",
    "format_value",
    "month_name",
    "number_word",
    "parse_unit",
    "round_half_up",
    "unit_name",
    "word_value",
]
