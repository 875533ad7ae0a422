"""Books: the indicators of one subject in one home region, merged over files, each observation kept once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from rupadata.glossary import Glossary
from rupadata.model.observations import OBSERVATION_SCHEMA
from rupadata.model.region import RegionLevel, level_of
from rupadata.model.subject import PRINTED, Direction, Indicator, SubjectBook, table_name
from rupadata.problems import Place, Problem
from rupadata.regions import Regions
from rupadata.subjects.catalogue import CatalogueSubject
from rupadata.subjects.hopes import hope_by_words
from rupadata.subjects.indicators import find_typical, fold_name, fold_unit
from rupadata.subjects.paging import Coverage, lay_pages, weigh
from rupadata.subjects.parts import drop_hundreds, name_parts
from rupadata.subjects.same_indicators import find_same_indicators, report_same_indicators
from rupadata.subjects.title_words import slug

_MOST_OF_RATE = 1000
_LIKELY_SAME = 5.0
"""Two magnitudes within this factor may be the same indicator where one table leaves the unit out."""
MOST_CATEGORIES = 60
"""How many categories of an indicator without a whole may lead pages of their own; more share one page."""
_FIGURE = ["indicator_key", "_place", "period", "dimensions"]


class _Part(Struct, frozen=True):
    """Rows of one name and unit as they came."""

    name: str
    unit: str
    measure: str
    typical_value: float
    rows: int
    largest_whole: float = 0.0
    """The largest figure where all are whole numbers, else 0."""


def make_book(
    entry: CatalogueSubject, regions: Regions, home: str, rows: pl.DataFrame, glossary: Glossary
) -> tuple[SubjectBook, tuple[Problem, ...]]:
    """Return the book of a subject from rows that carry a cleaned `name` beside the observation's columns.

    With it come problems: figures that two files give differently, and indicators that are there twice.
    """
    region = home_name(regions, home)
    where = f"{entry.subject.name}, {region}"
    rows = name_parts(drop_hundreds(rows).with_columns(pl.col("dimensions").alias(PRINTED)))
    keys, indicators = _merge(entry, rows, glossary)
    keyed = rows.join(keys, on=["name", "unit"], how="inner", maintain_order="left").drop("name")
    once = _keep_once(keyed)
    same = find_same_indicators(once.with_columns(_same_figure()), indicators, _FIGURE[1:])
    if same:
        once = _join_same_indicators(once, same)
        keyed = keyed.with_columns(pl.col("indicator_key").replace(same))
    columns = [*OBSERVATION_SCHEMA, "indicator_key", PRINTED]
    families, together = _join_families(entry, once, {indicator.key for indicator in indicators}, glossary)
    observations = once[columns]
    sizes = dict(together.group_by("indicator_key").len().iter_rows())
    weighed = []
    coverage = _rank_parts(_coverage(observations, home), indicators)
    for indicator in indicators:
        if indicator.key not in coverage:
            continue
        covered = coverage[indicator.key]
        if family := families.get(indicator.key):
            indicator = replace(indicator, family=family.key)
            # One figure of each category is a picture of them all.
            covered = replace(covered, figures=sizes[family.key])
        weighed.append(weigh(indicator, covered, find_typical(entry, indicator.name)))
    held = pl.concat([observations, together[columns]]) if together.height else observations
    # Hundreds of categories (prices of goods, accounts) are one picture: their family stands for them.
    counted = Counter(family.key for family in families.values())
    wholes = {family.key: family for family in families.values()}
    of_wholes = _coverage(together, home)
    crowds = {key: wholes[key] for key, count in counted.items() if count > MOST_CATEGORIES}
    laid = [each for each in weighed if each.family not in crowds]
    laid += [weigh(each, of_wholes[key], find_typical(entry, each.name)) for key, each in crowds.items()]
    ordered = tuple(sorted(laid, key=lambda indicator: (-indicator.weight, indicator.key)))
    pages = lay_pages(entry, ordered, coverage | of_wholes)
    behind = (*(each for each in weighed if each.family in crowds),
              *(each for each in wholes.values() if each.key not in crowds))  # fmt: skip
    known = (*ordered, *behind)
    listed = count_regions(regions, home, held["region_code"].unique())
    book = SubjectBook(entry.subject, home, region, known, held, pages, listed)
    return book, (*report_same_indicators(same, indicators, where), *_find_differences(keyed, where))


def home_name(regions: Regions, code: str) -> str:
    """Return the name of a home region as a page says it: with its level below the regencies.

    Districts and villages of one name lie inside each other: `Kecamatan Pinang` has a Kelurahan Pinang.
    """
    name = region_name(regions, code)
    level = level_of(code) if code else None
    if name == code or level not in (RegionLevel.DISTRICT, RegionLevel.VILLAGE):
        return name
    if level is RegionLevel.DISTRICT:
        kind = "Distrik" if code[:1] == _PAPUA else "Kecamatan"
    else:
        kind = "Desa" if code.rpartition(".")[2].startswith(_OF_VILLAGES) else "Kelurahan"
    return name if name.casefold().startswith(kind.casefold()) else f"{kind} {name}"


_PAPUA, _OF_VILLAGES = "9", "2"
"""How the codes of the provinces of Papua begin, whose districts are *distrik*, and those of *desa*."""


def region_name(regions: Regions, code: str) -> str:
    """Return the name of a region as people write it; the code where it is not listed, empty for none."""
    try:
        return regions.get(code).name if code else ""
    except KeyError:
        return code


def count_regions(regions: Regions, home: str, codes: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return how many regions of a level lie in a home, for the next level and those that codes are of."""
    if not home:
        return ()
    levels = {level_of(code) for code in codes if code} | {min(level_of(home) + 1, RegionLevel.VILLAGE)}
    try:
        return tuple(
            (int(level), len(regions.descendants(home, RegionLevel(level))))
            for level in sorted(levels)
            if level > level_of(home)
        )
    except KeyError:
        return ()


def _join_families(
    entry: CatalogueSubject, rows: pl.DataFrame, taken: Collection[str], glossary: Glossary
) -> tuple[dict[str, Indicator], pl.DataFrame]:
    """Return the indicator of which each category is one, by the category's key, and its rows.

    It has the categories as parts and no whole; one with a single category is none.
    """
    if rows["family"].null_count() == rows.height:
        return {}, rows.clear()
    parts = rows.filter(pl.col("family").is_not_null())
    families: dict[str, Indicator] = {}
    frames = [parts.clear()]
    known: set[str] = set(taken)
    for (name, unit), members in parts.group_by(["family", "unit"], maintain_order=True):
        keys = members["indicator_key"].unique(maintain_order=True).to_list()
        if len(keys) < 2:
            continue
        key, serial = f"{slug(str(name))}-rincian", 2
        while key in known:
            key, serial = f"{slug(str(name))}-rincian-{serial}", serial + 1
        known.add(key)
        measure = next((text for text in members["measure"] if text), "")
        whole = _dress(entry, key, _Part(str(name), str(unit), measure, 0.0, members.height), glossary)
        families |= dict.fromkeys(keys, replace(whole, family=key))
        frames.append(
            members.with_columns(indicator_key=pl.lit(key), dimensions=pl.col("family_dimensions")).unique(
                ["region_code", "region", "period", "dimensions"], keep="first", maintain_order=True
            )
        )
    return families, pl.concat(frames)


def _join_same_indicators(rows: pl.DataFrame, same: dict[str, str]) -> pl.DataFrame:
    """Return the rows with the same' under the better key, where that one has no figure itself."""
    placed = rows.with_columns(_same_figure())
    own = placed.filter(~pl.col("indicator_key").is_in(list(same)))
    added = placed.filter(pl.col("indicator_key").is_in(list(same))).with_columns(
        pl.col("indicator_key").replace(same)
    )
    figures = own.filter(pl.col("value").is_not_null())
    fresh = added.join(figures, on=_FIGURE, how="anti", maintain_order="left")
    gaps = own.filter(pl.col("value").is_null()).join(fresh, on=_FIGURE, how="semi")
    kept = own.join(gaps, on=_FIGURE, how="anti", maintain_order="left") if gaps.height else own
    return pl.concat([kept, fresh]).drop("_place")


def _merge(
    entry: CatalogueSubject, rows: pl.DataFrame, glossary: Glossary
) -> tuple[pl.DataFrame, list[Indicator]]:
    parts = [
        _Part(*row)
        for row in rows.group_by(["name", "unit"], maintain_order=True)
        .agg(
            pl.col("measure").filter(pl.col("measure") != "").first().fill_null(""),
            pl.col("value").abs().median().fill_null(0.0).alias("typical_value"),
            pl.len().alias("rows"),
            pl.when(pl.col("decimals").max().fill_null(0) == 0)
            .then(pl.col("value").abs().max())
            .otherwise(0.0)
            .fill_null(0.0)
            .alias("largest_whole"),
        )
        .iter_rows()
    ]
    groups: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: not part.unit):
        groups[fold_name(part.name), _unit_of(part, groups)].append(part)
    taken: set[str] = set()
    keys: list[tuple[str, str, str]] = []
    indicators = []
    for (_, unit), members in groups.items():
        lead = max(members, key=lambda part: (bool(part.unit), part.rows))
        key = slug(lead.name)
        if key in taken:
            key = slug(f"{lead.name} {unit}", max_words=12)
        serial = 2
        while key in taken:
            key, serial = f"{slug(lead.name)}-{serial}", serial + 1
        taken.add(key)
        keys.extend((part.name, part.unit, key) for part in members)
        indicators.append(_dress(entry, key, lead, glossary))
    return pl.DataFrame(keys, schema=["name", "unit", "indicator_key"], orient="row"), indicators


def _unit_of(part: _Part, groups: dict[tuple[str, str], list[_Part]]) -> str:
    """Return the folded unit; a missing one is taken from the only sibling of like magnitude."""
    if part.unit:
        return fold_unit(part.unit)
    name = fold_name(part.name)
    siblings = [
        unit
        for (other, unit), members in groups.items()
        if other == name and unit and _alike(part.typical_value, members[0].typical_value)
    ]
    return siblings[0] if len(siblings) == 1 else ""


def _alike(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high / low <= _LIKELY_SAME


def _dress(entry: CatalogueSubject, key: str, part: _Part, glossary: Glossary) -> Indicator:
    """Return an indicator as the office calls it, where its glossary has the name; else as it is known."""
    found = find_typical(entry, part.name)
    typical = found[0] if found else None
    whole = typical is not None and any(fold_name(phrase) == fold_name(part.name) for phrase in typical.match)
    if (own := glossary.own(part.name)) is not None:
        return Indicator(
            key=key,
            name=own.name,
            unit=part.unit or own.unit,
            measure=_known_measure(part, own.measure),
            name_en=own.name_en,
            direction=own.direction,
            symbol=own.symbol or entry.subject.symbol,
        )
    told = glossary.find(part.name)
    standard = told.indicator if told is not None and told.whole else None
    name_en = typical.name_en if typical and whole else standard.name_en if standard else ""
    direction = typical.direction if typical else Direction.NEUTRAL
    symbol = typical.symbol if typical else entry.subject.symbol
    measure = _known_measure(part, typical.measure if typical else "")
    if standard and direction is Direction.NEUTRAL:
        direction = standard.direction
    if typical is None and standard is None:
        direction = hope_by_words(part.name, measure)
    return Indicator(
        key=key,
        name=part.name,
        unit=part.unit,
        measure=measure,
        name_en=name_en,
        direction=direction,
        symbol=standard.symbol if standard and standard.symbol and not typical else symbol,
    )


def _known_measure(part: _Part, typical: str) -> str:
    """Return what the table tells of a measure, or the subject's own list where that tells more.

    Whole numbers in the thousands without a unit are no rate, whatever such a name usually stands for.
    """
    read = part.measure
    if (read or typical) == "rate" and not part.unit and part.largest_whole > _MOST_OF_RATE:
        return "count"
    unsettled = not read or (read == "count" and typical.startswith("count"))
    return typical if typical and unsettled else read


def _same_figure() -> list[pl.Expr]:
    """Return what makes two rows the same figure: indicator, place, time and part."""
    place = pl.when(pl.col("region_code") == "").then(pl.col("region")).otherwise(pl.col("region_code"))
    return [pl.col("indicator_key"), place.alias("_place"), pl.col("period"), pl.col("dimensions")]


def _keep_once(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with each figure once: the same place, time and part may stand in several files.

    A figure wins over a gap, and the file that reaches furthest in time wins over older ones: it holds the
    latest revision.
    """
    placed = rows.with_columns(_same_figure())
    if not placed[_FIGURE].is_duplicated().any():
        return rows
    newest = rows.group_by("file").agg(pl.col("period").max().alias("_newest"))
    return (
        placed.with_row_index("_row")
        .join(newest, on="file", how="left", maintain_order="left")
        .sort(
            [pl.col("value").is_null(), pl.col("_newest"), pl.col("file"), pl.col("_row")],
            descending=[False, True, False, False],
        )
        .unique(_FIGURE, keep="first", maintain_order=True)
        .sort("_row")
        .drop("_row", "_newest", "_place")
    )


def _find_differences(rows: pl.DataFrame, where: str) -> tuple[Problem, ...]:
    """Return a problem for each file whose figures differ from those of another that were taken instead."""
    if rows["file"].n_unique() < 2:
        return ()
    figures = rows.filter(pl.col("value").is_not_null()).with_columns(_same_figure())
    twice = figures.filter(pl.col("file").n_unique().over(_FIGURE) > 1)
    differing = twice.filter((pl.col("value").max() - pl.col("value").min()).over(_FIGURE) > 0)
    if differing.is_empty():
        return ()
    kept = _keep_once(differing.drop("_place")).select("file").unique()["file"].to_list()
    found = []
    for (file,), part in differing.group_by(["file"], maintain_order=True):
        if file in kept and len(kept) == 1:
            continue
        first = part.row(0, named=True)
        found.append(
            Problem.of(
                "figures-differ",
                Place(str(file), first["sheet"], first["cell"]),
                book=where,
                count=part.height,
                indicator=first["indicator"],
                region=first["region"],
                period=first["period"],
            )
        )
    return tuple(found)


def _coverage(observations: pl.DataFrame, home: str) -> dict[str, Coverage]:
    if observations.is_empty():
        return {}
    known = observations.filter(pl.col("value").is_not_null())
    inner = (
        pl.col("region_code").str.starts_with(f"{home}.")
        if home and home != "00"
        else pl.col("region_code") != "00"
    )
    whole = pl.col("value").filter(pl.col("dimensions") == "{}")
    rows = known.group_by("indicator_key").agg(
        pl.col("period").str.slice(0, 4).n_unique().alias("years"),
        pl.col("region_code").filter(inner).n_unique().alias("regions"),
        pl.col("dimensions").filter(pl.col("dimensions") != "{}").n_unique().alias("parts"),
        pl.col("period").max().str.slice(0, 4).alias("latest"),
        pl.len().alias("figures"),
        pl.col("flags").str.contains(r"\b(?:doubtful|damaged)\b").sum().alias("doubtful"),
        whole.n_unique().alias("different"),
        pl.col("value").abs().median().alias("size"),
        (pl.col("value") == 0).all().alias("zeros"),
        table_name().first().alias("table"),
        pl.col("file").first(),
    )
    newest = _year(str(rows["latest"].max() or ""))
    return {
        row["indicator_key"]: Coverage(
            years=row["years"],
            regions=row["regions"],
            parts=row["parts"],
            figures=row["figures"],
            different=row["different"],
            zeros=row["zeros"],
            behind=newest - _year(row["latest"]),
            table=row["table"],
            file=row["file"],
            size=row["size"],
            doubtful=row["doubtful"],
        )
        for row in rows.iter_rows(named=True)
    }


def _rank_parts(coverage: dict[str, Coverage], indicators: Sequence[Indicator]) -> dict[str, Coverage]:
    """Return the coverage with the rank of each indicator among the parts of its whole ("Agama: Islam")."""
    largest: dict[tuple[str, str], float] = defaultdict(float)
    whole = {each.key: (each.name.rpartition(": ")[0], each.unit) for each in indicators}
    for key, found in coverage.items():
        largest[whole[key]] = max(largest[whole[key]], found.size)
    return {
        key: replace(found, rank=found.size / largest[whole[key]])
        if whole[key][0] and largest[whole[key]]
        else found
        for key, found in coverage.items()
    }


def _year(text: str) -> int:
    return int(text) if text.isdigit() else 0
