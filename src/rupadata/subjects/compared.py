"""Comparison rows: figures of an office's earlier builds, given to the books that they may stand beside.

They carry the flag `compared`. They make no book and lead no page. A book takes those of its own indicators,
by name and unit: of its home region and what lies in it (periods that its own tables lack), of the regions
around it, of its peers (regions of its level under the same parent), and targets under the name of the
indicator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl
from msgspec.structs import replace

from rupadata.model.observations import COMPARED
from rupadata.model.region import level_of
from rupadata.model.subject import PRINTED, SubjectBook
from rupadata.subjects.indicators import fold_name, fold_unit

_TARGET = re.compile(r"^target\s+|\s*\(target\)$|\s+target$|:\s*target$", re.IGNORECASE)


def part_compared(observations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the observations of the inputs, and the comparison rows among them."""
    told = pl.col("flags").str.split(";").list.contains(COMPARED)
    return observations.filter(~told), observations.filter(told)


def is_target(name: str) -> bool:
    """Tell whether an indicator is the target of another one."""
    return _TARGET.search(name.strip()) is not None


def with_compared(book: SubjectBook, compared: pl.DataFrame) -> SubjectBook:
    """Return a book with the comparison rows of its indicators; the book itself where there are none."""
    if compared.is_empty() or not book.region_code:
        return book
    near = [code for code in compared["region_code"].unique() if _is_near(code, book.region_code)]
    rows = compared.filter(pl.col("region_code").is_in(near))
    if rows.is_empty():
        return book
    keys = _keys_of(book)
    named = rows.select("indicator", "unit").unique(maintain_order=True).rows()
    found = [(name, unit, _key_for(name, unit, keys)) for name, unit in named]
    known = pl.DataFrame(
        [row for row in found if row[2]], schema=["indicator", "unit", "indicator_key"], orient="row"
    )
    if known.is_empty():
        return book
    taken = rows.join(known, on=["indicator", "unit"], how="inner", maintain_order="left")
    taken = taken.with_columns(pl.col("dimensions").alias(PRINTED)).select(book.observations.columns)
    return replace(book, observations=pl.concat([book.observations, taken]))


def _is_near(code: str, home: str) -> bool:
    """Tell whether a region is home, lies in it or around it, or beside it under the same parent."""
    if not code:
        return False
    if code == home or code.startswith(f"{home}.") or home.startswith(f"{code}.") or code == "00":
        return True
    if home == "00":
        return False
    return level_of(code) == level_of(home) and code.rpartition(".")[0] == home.rpartition(".")[0]


def _keys_of(book: SubjectBook) -> dict[tuple[str, str], str]:
    """Return the indicators of a book by their folded names, as cleaned and as printed, and units."""
    keys = {(fold_name(one.name), fold_unit(one.unit)): one.key for one in book.indicators}
    printed = book.observations.select("indicator", "unit", "indicator_key").unique(maintain_order=True)
    families = {one.key for one in book.indicators if one.family}
    for name, unit, key in printed.rows():
        if key not in families:
            keys.setdefault((fold_name(name), fold_unit(unit)), key)
    return keys


def _key_for(name: str, unit: str, keys: dict[tuple[str, str], str]) -> str:
    bare = _TARGET.sub("", name.strip())
    return keys.get((fold_name(bare), fold_unit(unit)), "")


def attach(books: Sequence[SubjectBook], compared: pl.DataFrame) -> list[SubjectBook]:
    """Return the books, each with its comparison rows."""
    return [with_compared(book, compared) for book in books]
