"""Numbers, dates, units and names as people write them, in Indonesian and English."""

from __future__ import annotations

from rupadata.wording.dates import PROVISIONAL_MARK, format_date, format_period, month_name
from rupadata.wording.english import called, english_name, is_plural, with_article
from rupadata.wording.names import (
    PLACES_OF_WORK,
    capitalised,
    join_names,
    listed_name,
    part_name,
    region_noun,
    running_name,
    says_nothing,
    short_region_names,
    spoken_name,
    topic,
)
from rupadata.wording.numbers import (
    MINUS,
    format_compact,
    format_number,
    format_percent,
    natural_decimals,
    number_word,
    round_half_up,
    write_decimal,
)
from rupadata.wording.people_topics import members, presence, speaks_of_people
from rupadata.wording.phrases import phrase
from rupadata.wording.units import Unit, ValueText, format_value, parse_unit, unit_name, word_value

__all__ = [
    "MINUS",
    "PLACES_OF_WORK",
    "PROVISIONAL_MARK",
    "Unit",
    "ValueText",
    "called",
    "capitalised",
    "english_name",
    "format_compact",
    "format_date",
    "format_number",
    "format_percent",
    "format_period",
    "format_value",
    "is_plural",
    "join_names",
    "listed_name",
    "members",
    "month_name",
    "natural_decimals",
    "number_word",
    "parse_unit",
    "part_name",
    "phrase",
    "presence",
    "region_noun",
    "round_half_up",
    "running_name",
    "says_nothing",
    "short_region_names",
    "speaks_of_people",
    "spoken_name",
    "topic",
    "unit_name",
    "with_article",
    "word_value",
    "write_decimal",
]
