"""The compact form that ships: one line an indicator, one line a name; opened without reading any of them."""

from __future__ import annotations

from collections.abc import Iterable

from rupadata.glossary.keys import key_of
from rupadata.glossary.standard import Kind, Span, StandardIndicator
from rupadata.model.subject import Direction

_DIRECTIONS = {"": Direction.NEUTRAL, "+": Direction.HIGHER_IS_BETTER, "-": Direction.LOWER_IS_BETTER}
_SIGNS = {direction: sign for sign, direction in _DIRECTIONS.items()}
PARTING = "\n\n"
"""What stands between the lines of indicators and those of names."""


def write_compact(indicators: Iterable[StandardIndicator]) -> str:
    """Return indicators and the names by which they are found as text; the same input gives the same text."""
    listed = list(indicators)
    names: dict[str, list[int]] = {}
    for number, indicator in enumerate(listed):
        for text in (*indicator.names, indicator.name_en):
            key = " ".join(key_of(text))
            if key and number not in names.setdefault(key, []):
                names[key].append(number)
    lines = "\n".join(map(_line, listed))
    return lines + PARTING + "\n".join(f"{key}\t{_numbers(names[key])}" for key in sorted(names)) + "\n"


def read_line(line: str) -> StandardIndicator:
    """Return the indicator of one line."""
    (
        key,
        name,
        name_en,
        kind,
        unit,
        short,
        concept,
        sign,
        aliases,
        sums,
        plausible,
        head,
        area,
        symbol,
        ids,
    ) = line.split("\t")
    return StandardIndicator(
        key=key,
        name=name,
        name_en=name_en,
        kind=Kind(kind),
        unit=unit,
        short=short,
        concept=concept,
        direction=_DIRECTIONS[sign],
        aliases=tuple(aliases.split("|")) if aliases else (),
        own_sums=None if not sums else tuple(part for part in sums.split(",") if part != "none"),
        plausible=_span(plausible),
        per_head=_span(head),
        per_km2=_span(area),
        symbol=symbol,
        ids=tuple((part.partition("=")[0], part.partition("=")[2]) for part in ids.split("|")) if ids else (),
    )


def _line(one: StandardIndicator) -> str:
    sums = "" if one.own_sums is None else ",".join(one.own_sums) or "none"
    return "\t".join(
        (
            *(one.key, one.name, one.name_en, one.kind.value, one.unit, one.short, one.concept),
            *(_SIGNS[one.direction], "|".join(one.aliases), sums),
            *(_written(span) for span in (one.plausible, one.per_head, one.per_km2)),
            *(one.symbol, "|".join(f"{name}={number}" for name, number in one.ids)),
        )
    )


def _numbers(found: list[int]) -> str:
    return ",".join(map(str, found))


def _written(span: Span | None) -> str:
    return f"{span.least:g}..{span.most:g}" if span else ""


def _span(text: str) -> Span | None:
    least, _, most = text.partition("..")
    return Span(float(least), float(most)) if most else None
