"""Authored sources: single indicators, and families that are written once for every crop, level or disease.

A source is TOML. At its top stand defaults for all its entries (`urusan`, `dda`, `symbol`, `better`); below
are tables:

- `[[indicator]]` with `name`, `en`, `kind`, and optionally `id`, `short`, `concept`, `unit`, `better`
  (`higher` or `lower`), `also` (further names), `sums`, `range`, `per_head`, `per_km2` (each two numbers),
  `symbol`, `sdg`, `spm`, `iku`, `urusan`, `dda`. A list `indicators = [{...}, ...]` is the same.
- `[axis]` with lists of members, each `{ name, en, also, ... }`.
- `[[family]]`, an indicator whose texts hold `{axis}` once: it is written for each member of that axis
  (`only` and `without` choose by the members' names); every name of a member gives a name of the indicator.
  A field of the same name in a member (`unit`, `range`, `better`, `symbol`) goes before that of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rupadata.glossary.standard import SUMS, Kind, Span, StandardIndicator
from rupadata.model.subject import Direction

_DIRECTIONS = {
    "higher": Direction.HIGHER_IS_BETTER,
    "lower": Direction.LOWER_IS_BETTER,
    "neutral": Direction.NEUTRAL,
}
_LISTS = ("sdg", "spm", "iku", "urusan", "dda")
_FIELDS = frozenset(
    ("id", "name", "en", "kind", "short", "concept", "unit", "better", "also", "sums", "range", "per_head")
) | {"per_km2", "symbol", *_LISTS}
_DEFAULTS = ("urusan", "dda", "symbol", "better", "kind", "unit", "concept")


def read_indicators(raw: Mapping[str, Any], axes: Mapping[str, Any] | None = None) -> list[StandardIndicator]:
    """Return the indicators of a source, families written out; `axes` are those of other sources.

    KeyError, TypeError and ValueError name the entry that is incomplete or wrong.
    """
    known = {**(axes or {}), **raw.get("axis", {})}
    defaults = {name: raw[name] for name in _DEFAULTS if name in raw}
    found = [
        _indicator({**defaults, **entry}) for entry in (*raw.get("indicator", ()), *raw.get("indicators", ()))
    ]
    for family in (*raw.get("family", ()), *raw.get("families", ())):
        found += [_indicator(entry) for entry in _members({**defaults, **family}, known)]
    return found


def _members(family: Mapping[str, Any], axes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    axis = next((name for name in re.findall(r"\{(\w+)\}", str(family["name"])) if name in axes), "")
    if not axis:
        raise ValueError(f"family {family['name']!r}: no axis")
    only, without = family.get("only"), family.get("without", ())
    for member in axes[axis]:
        if (only is not None and member["name"] not in only) or member["name"] in without:
            continue
        entry = {name: value for name, value in family.items() if name not in ("only", "without")}
        entry.update({name: member[name] for name in _FIELDS - _TEXTS if name in member})
        mark = "{" + axis + "}"
        entry["name"] = family["name"].replace(mark, member["name"])
        entry["en"] = family["en"].replace(mark, member.get("en", member["name"]))
        if "short" in family:
            entry["short"] = family["short"].replace(mark, member.get("short", member["name"]))
        spellings = (member["name"], *member.get("also", ()))
        entry["also"] = [
            text.replace(mark, spelling)
            for text in (family["name"], *family.get("also", ()))
            for spelling in spellings
            if text.replace(mark, spelling) != entry["name"]
        ]
        yield entry


_TEXTS = frozenset({"id", "name", "en", "short", "also", "kind"})


def slug_of(name: str) -> str:
    """Return a name as a key: lower case words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", name.casefold().replace("%", " persen ")))


def _indicator(entry: Mapping[str, Any]) -> StandardIndicator:
    name = str(entry["name"])
    unknown = set(entry) - _FIELDS
    if unknown:
        raise ValueError(f"{name!r}: unknown field {', '.join(sorted(unknown))}")
    sums = entry.get("sums")
    if sums is not None and not set(sums) <= set(SUMS):
        raise ValueError(f"{name!r}: sums {sums}")
    return StandardIndicator(
        key=str(entry.get("id") or slug_of(name)),
        name=name,
        name_en=str(entry["en"]),
        kind=Kind(entry["kind"]),
        unit=str(entry.get("unit", "")),
        short=str(entry.get("short", "")),
        concept=str(entry.get("concept", "")),
        direction=_DIRECTIONS[entry.get("better", "neutral")],
        aliases=tuple(dict.fromkeys(map(str, entry.get("also", ())))),
        own_sums=None if sums is None else tuple(sums),
        plausible=_span(entry.get("range")),
        per_head=_span(entry.get("per_head")),
        per_km2=_span(entry.get("per_km2")),
        symbol=str(entry.get("symbol", "")),
        ids=tuple((name, str(entry[name])) for name in _LISTS if entry.get(name)),
    )


def _span(raw: Any) -> Span | None:
    if raw is None:
        return None
    least, most = raw
    if least > most:
        raise ValueError(f"range {raw}")
    return Span(float(least), float(most))
