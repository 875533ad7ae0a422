"""Parts without a whole: what an indicator gives only by category becomes an indicator for each category.

School participation is published by age group and never as one rate, a table of women has no total of both
sexes: no whole may be made up for them, so each category stands under a name of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import polars as pl
from msgspec import Struct

from rupadata.model.observations import dimensions_json
from rupadata.model.wholes import is_additive, make_whole, stems_of
from rupadata.wording import part_name

Parts = Mapping[str, str]
_NAMED = ["name", "unit", "dimensions"]
_KIND = ["name", "unit", "measure", "dimensions"]
_HUNDRED, _ROUNDED = 100.0, 0.06
"""What shares add up to, and by how much each of them may be rounded."""
_AGE = re.compile(r"\d+(?:-\d+)?")
_OPEN_AGE = re.compile(r"(\d+)\+")


def drop_hundreds(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a book without the hundred percent that the shares of a whole add up to.

    It stands under every list of shares and says nothing: no line of years is drawn of it. One beside parts
    that do not add up to it is a rate that reached a hundred, and stays.
    """
    shares = rows.filter(pl.col("unit") == "persen")
    if shares.is_empty():
        return rows
    of = ["name", "region_code", "region", "period"]
    by = pl.col("dimensions").str.replace_all(r'": "[^"]*"', "")
    parts = (
        shares.filter((pl.col("dimensions") != "{}") & pl.col("value").is_between(0, _HUNDRED, closed="left"))
        .group_by(*of, by.alias("_by"))
        .agg(pl.col("value").sum().alias("_sum"), pl.len().alias("_count"))
        .filter((pl.col("_count") >= 2) & ((pl.col("_sum") - _HUNDRED).abs() <= _ROUNDED * pl.col("_count")))
        .select(of)
        .unique()
    )
    if parts.is_empty():
        return rows
    told = (pl.col("unit") == "persen") & (pl.col("dimensions") == "{}") & (pl.col("value") == _HUNDRED)
    whole = rows.with_row_index("_row").filter(told).join(parts, on=of, how="semi")["_row"]
    return rows.with_row_index("_row").filter(~pl.col("_row").is_in(whole.implode())).drop("_row")


def name_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a book with categories that make no whole in the `name`, out of `dimensions`.

    Rows keep their order. An indicator with a whole, printed or to be summed, is left as it is. Two further
    columns tell what the categories of one dimension belong to: `family`, the name without them, and
    `family_dimensions`, the dimensions with them; null elsewhere.
    """
    known = rows.filter(pl.col("value").is_not_null())
    kinds: dict[tuple[str, str], list[Parts]] = {}
    measures: dict[tuple[str, str], str] = {}
    for name, unit, measure, text in known.select(_KIND).unique(maintain_order=True).iter_rows():
        kinds.setdefault((name, unit), []).append(_parts(text))
        measures[name, unit] = measures.get((name, unit)) or measure
    splits = {of: find_split(*of, measures[of], found) for of, found in kinds.items()}
    named = []
    for name, unit, text in rows.select(_NAMED).unique(maintain_order=True).iter_rows():
        split = splits.get((name, unit), Split())
        parts = _parts(text)
        keys = next((keys for keys in split.keysets if keys <= parts.keys()), None)
        if keys is None:
            continue
        lone, own = (_pick(parts, keys & split.lone), _pick(parts, keys - split.lone))
        family = _name_with(name, lone)
        inside = _without(parts, split.lone)
        named.append(
            (name, unit, text, _name_with(family, own), dimensions_json(_without(parts, keys)))
            + ((family, dimensions_json(inside)) if len(own) == 1 and inside == own else (None, None))
        )
    if not named:
        return rows.with_columns(
            pl.lit(None, pl.String).alias(each) for each in ("family", "family_dimensions")
        )
    schema = dict.fromkeys([*_NAMED, "_name", "_dimensions", "family", "family_dimensions"], pl.String)
    return (
        rows.join(pl.DataFrame(named, schema, orient="row"), on=_NAMED, how="left", maintain_order="left")
        .with_columns(name=pl.coalesce("_name", "name"), dimensions=pl.coalesce("_dimensions", "dimensions"))
        .drop("_name", "_dimensions")
    )


class Split(Struct, frozen=True):
    """The dimensions that belong into the names of an indicator without a whole.

    A row takes the first set that it has wholly; `lone` is in each, the dimensions that never differ.
    """

    keysets: tuple[frozenset[str], ...] = ()
    lone: frozenset[str] = frozenset()


def find_split(name: str, unit: str, measure: str, kinds: Sequence[Parts]) -> Split:
    """Return the dimensions by which an indicator is split, none for one that has a whole.

    What is the same in all rows always belongs into the name; of the others those whose categories may not
    be summed. The sets with the fewest categories come first.
    """
    lone = frozenset(key for key in kinds[0] if all(kind.get(key) == kinds[0][key] for kind in kinds))
    keysets = {frozenset(kind) - lone for kind in kinds}
    smallest = [keys for keys in keysets if not any(other < keys for other in keysets)]
    values = {keys: [kind for kind in kinds if keys <= kind.keys()] for keys in smallest}
    additive = is_additive(name, unit, measure)
    lacking = {
        keys: frozenset(
            key
            for key in keys
            if not additive or not make_whole(name, key, {kind[key] for kind in values[keys]})
        )
        for keys in smallest
    }
    if not all(lacking.values()):
        return Split((lone,), lone) if lone else Split()
    ordered = sorted(smallest, key=lambda keys: (len(values[keys]), sorted(keys)))
    return Split(tuple(lone | lacking[keys] for keys in ordered), lone)


_BUDGET = re.compile(r"(.+?) pendapatan dan belanja\b.*", re.IGNORECASE)
"""Both sides of a budget: "Realisasi Pendapatan dan Belanja Daerah" has "Realisasi belanja modal"."""


def _name_with(name: str, parts: Parts) -> str:
    """Return a name with its categories: "Angka Partisipasi Sekolah: 7-12 tahun".

    A category that says the whole name itself stands alone: "Tidak berisiko stunting" of "Risiko stunting".
    """
    said = [_category(key, value) for key, value in parts.items()]
    budget = _BUDGET.fullmatch(name)
    if budget is not None and said:
        return ": ".join([f"{budget[1]} {said[0][:1].lower()}{said[0][1:]}", *said[1:]])
    if len(said) == 1 and set(name.casefold().split()) <= stems_of(said[0]):
        return said[0]
    heard = name.casefold()
    return ": ".join([name, *(text for text in said if text.casefold() not in heard)])


def _category(key: str, value: str) -> str:
    if re.search(r"\b(?:umur|usia)\b", key):
        if _AGE.fullmatch(value):
            return f"{value} tahun"
        if match := _OPEN_AGE.fullmatch(value):
            return f"{match[1]} tahun ke atas"
    said = part_name(value, "id", of=key)
    return said[:1].upper() + said[1:]


def _pick(parts: Parts, keys: Collection[str]) -> Parts:
    return {key: value for key, value in parts.items() if key in keys}


def _without(parts: Parts, keys: Collection[str]) -> Parts:
    return {key: value for key, value in parts.items() if key not in keys}


@lru_cache(maxsize=65536)
def _parts(text: str) -> Parts:
    return {str(key): str(value) for key, value in json.loads(text or "{}").items()}
