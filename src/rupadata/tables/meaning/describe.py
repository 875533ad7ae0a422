"""What an observation is about, put together from its row, its column and what holds for the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.glossary import Kind
from rupadata.glossary.kinds import tell_kind
from rupadata.model.observations import RANK
from rupadata.model.region import Region
from rupadata.tables.lexicon.cell_numbers import MarkDecision
from rupadata.tables.lexicon.cell_units import (
    WHOLE_UNITS,
    infer_unit,
    parse_unit,
    percent_of_standard,
    scale_of,
    take_unit,
    unit_of_item,
    unit_of_listed,
    unit_of_title_fits,
    without_scale,
)
from rupadata.tables.lexicon.naming import (
    ListInTitle,
    bind,
    expand,
    header_name,
    is_kind_of,
    unbind,
    with_qualifier,
)
from rupadata.tables.lexicon.periods import TextPeriod, find_period, iso_period, period_of_cell
from rupadata.tables.lexicon.table_words import AGAINST_BEFORE, fold, word_set
from rupadata.tables.meaning.meanings import GENERIC_MEASURES, MEASURE_WORDS, SHARE_LEAF, STAGE, ValueMeaning
from rupadata.tables.meaning.measures import measure_of
from rupadata.tables.opening.context import Context, names_yearbook
from rupadata.tables.shape.row_types import RowMeaning
from rupadata.tables.sheet import Sheet

_SHARE_OF = re.compile(r"^(?:jumlah|banyaknya|total)\s+", re.I)


class MeansBesideSums(Struct, frozen=True):
    """The columns and rows that give the mean of what a column or row beside them sums."""

    columns: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


def find_means_beside_sums(meanings: Sequence[ValueMeaning], rows: Sequence[RowMeaning]) -> MeansBesideSums:
    """Return the means that stand where sums stand too: 'Rata-rata' behind the 'Total' of twelve months."""
    summed = {m.path[:-1] for m in meanings if m.is_total and not m.average}
    sums_below = any((r.is_total or r.region_total) and not r.average for r in rows)
    return MeansBesideSums(
        frozenset(m.index for m in meanings if m.average and m.path[:-1] in summed),
        frozenset(r.row for r in rows if r.average and sums_below),
    )


class TableFacts(Struct, frozen=True, dict=True):
    """What holds for every figure of one table.

    `lone` says that all columns measure the same, `kinds` that each names a kind of what the title counts,
    `shares_beside` that some give the shares of what others count.
    """

    sheet: Sheet
    context: Context
    home: str
    period: TextPeriod | None
    unit: str
    name: str
    marks: dict[int, MarkDecision]
    producer: str
    notes: str
    lone: bool
    kinds: bool = False
    shares_beside: bool = False
    owners: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The columns of figures that a label column belongs to, where each has one of its own."""
    means: MeansBesideSums = MeansBesideSums()
    loose: bool = False
    listed: ListInTitle | None = None
    names: frozenset[str] = frozenset()
    """The names that the columns of figures have, folded."""

    @cached_property
    def measured(self) -> dict[tuple[object, ...], tuple[str, str, str]]:
        """What figures measure, found once for rows and columns that say the same."""
        return {}


def names_kinds(meanings: Sequence[ValueMeaning], table_name: str) -> bool:
    """Tell whether columns name kinds of one thing: none a measure or a part of the title, all in one
    unit."""
    names = {m.name for m in meanings if m.name}
    return len({m.unit for m in meanings}) == 1 and not any(
        MEASURE_WORDS.match(name) or fold(name) in fold(table_name) for name in names
    )


def has_shares_beside(meanings: Sequence[ValueMeaning]) -> bool:
    """Tell whether columns of bare shares ("Persentase", "%") stand beside columns of what they are of."""
    return 0 < sum(map(_is_share, meanings)) < len(meanings)


def _is_share(meaning: ValueMeaning) -> bool:
    return (meaning.unit == "persen" and not meaning.name) or SHARE_LEAF.fullmatch(meaning.name) is not None


class Described(Struct, frozen=True):
    """What a figure measures: name, unit, kind of measure, and the breakdown it belongs to."""

    indicator: str
    unit: str
    measure: str
    dimensions: dict[str, str]
    totals: frozenset[str]


def describe(
    row: RowMeaning, meaning: ValueMeaning, facts: TableFacts, title: str, *, percent: bool = False
) -> Described:
    """Return what the figure of a row and a column measures; `percent` says that its cell shows a
    percentage."""
    totals = row.totals | meaning.totals
    dimensions = {**row.dimensions, **meaning.dimensions}
    if totals or facts.owners:
        of_others = {name for name, columns in facts.owners.items() if meaning.index not in columns}
        dimensions = {
            name: value
            for name, value in dimensions.items()
            if name not in totals and (name in meaning.dimensions or name not in of_others)
        }
    key = (row.indicator, row.own, row.unit, meaning.index, title, percent)
    if (measured := facts.measured.get(key)) is None:
        measured = facts.measured[key] = _measured(row, meaning, facts, title, percent=percent)
    if meaning.index in facts.means.columns or row.row in facts.means.rows:
        measured = _as_mean(*measured)
    return Described(*measured, dimensions, frozenset(totals))


def _as_mean(indicator: str, unit: str, measure: str) -> tuple[str, str, str]:
    """Return name, unit and measure of the mean of what figures measure."""
    told = re.match(r"rata-rata\b|rerata\b", indicator, re.IGNORECASE) is not None
    counted = re.sub(r"^(?:jumlah|banyaknya)\s+(?=\S)", "", indicator, flags=re.IGNORECASE)
    return indicator if told else f"Rata-rata {counted}", unit, "mean" if measure in _SUMMED else measure


_SUMMED = ("count", "count-flow", "count-stock", "money-nominal", "money-real")


def _measured(
    row: RowMeaning, meaning: ValueMeaning, facts: TableFacts, title: str, *, percent: bool
) -> tuple[str, str, str]:
    """Return the name, the unit and the kind of measure of a figure."""
    own = row.own and (facts.lone or not meaning.name or fold(meaning.name) in _OF_ITSELF)
    indicator = (
        _own_indicator(row.indicator, facts.name)
        if own
        else unbind(_indicator(row, meaning, facts, "persen" if percent else meaning.unit))
    )
    if re.match(r"Penduduk(?:$| (?:akhir|tengah|miskin|usia|berumur|menurut)\b)", indicator, re.I):
        indicator = f"Jumlah {indicator}"
    unit = meaning.unit or row.unit or unit_of_item(title, meaning.name)
    if "/" in unit and not facts.lone and len(meaning.path) > 1 and not take_unit(meaning.path[-1])[1]:
        # A title that spans all columns gives its unit to those that it can fit.
        unit = unit if unit_of_title_fits(indicator, unit) else infer_unit(indicator, "")
    fits = facts.lone or (unit_of_title_fits(indicator, facts.unit) and unit_of_listed(title, indicator))
    counted = facts.shares_beside and not _is_share(meaning) and facts.unit == "persen"
    unit = unit or (facts.unit if fits and not counted else "")
    if scale_of(facts.unit) > 1 and not without_scale(facts.unit) and unit in WHOLE_UNITS:
        unit = f"{facts.unit} {unit}"  # "(ribu)" in the title, "Pelanggan" over the column
    if row.unit and meaning.unit != row.unit and row.indicator and not _tells_own_unit(meaning):
        unit = row.unit
    if not facts.lone and meaning.unit and indicator == expand(facts.name):
        indicator = _item_of(indicator, meaning.unit)
    unit = infer_unit(indicator, "persen" if percent else unit)
    unit = unit or percent_of_standard(indicator, facts.context.glossary)
    unit = _priced(indicator, unit, facts)
    if unit == "persen":
        indicator = re.sub(r"^(?:jumlah|banyaknya)\s+(?=\S)", "Persentase ", indicator, flags=re.I)
    return indicator, unit, measure_of(indicator, unit, title, facts.name, facts.context.glossary)


def _priced(indicator: str, unit: str, facts: TableFacts) -> str:
    """Return the unit of a price, where the table only tells what it is the price of: 'kilogram' in the
    column of units beside rice gives 'rupiah/kilogram'."""
    of_money = "rupiah" in unit or "US$" in unit or "/" in unit or scale_of(unit) > 1
    if not unit or of_money or unit in ("persen", "indeks", "tahun", "poin", RANK):
        return unit
    told = tell_kind(indicator, "", facts.context.glossary)
    return f"rupiah/{unit}" if told.kind is Kind.PRICE and _PRICE.search(indicator) else unit


_PRICE = re.compile(r"\bharga\b", re.IGNORECASE)


_OF_ITSELF = GENERIC_MEASURES - {"realisasi", "capaian", "target"}
"""Headers that say nothing of a rate that names itself; its target and what was reached are two figures."""


def _tells_own_unit(meaning: ValueMeaning) -> bool:
    """Tell whether a column's own header gives its unit: 'Capaian (%)' beside a target in documents."""
    leaf = meaning.path[-1] if meaning.path else ""
    return bool(take_unit(leaf)[1] or parse_unit(leaf.strip("()[] ")))


def find_owners(dimensions: Iterable[str], meanings: Sequence[ValueMeaning]) -> dict[str, frozenset[int]]:
    """Return which columns of figures each dimension of the rows is of, where two and more have columns of
    their own: 'Jenis Jamkes' is of '% Penerima Jamkes', 'Jenis Ak Kerja' of '% Ak Kerja'."""
    owners: dict[str, frozenset[int]] = {}
    for dimension in dimensions:
        own = {m.index for m in meanings if is_kind_of(dimension, m.name or " ".join(m.path))}
        if own and len(own) < len(meanings):
            owners[dimension] = frozenset(own)
    apart = sum(map(len, owners.values())) == len(frozenset().union(*owners.values()))
    return owners if len(owners) > 1 and apart else {}


def table_period(title: str, sheet: Sheet, context: Context) -> TextPeriod | None:
    """Return the period of a whole table: from its title, a catalogue, the names of file, sheet or folder.

    A title over years that are all of one month gives that month alone: 'Agustus 2020-Agustus 2024'.
    """
    if context.fixed_period and (fixed := find_period(context.fixed_period)):
        return fixed
    named = [line for text in (title, sheet.title) for line in text.split("\n")]
    whole = [told for line in named if (told := period_of_cell(line)) is not None]
    named.sort(key=lambda line: period_of_cell(line) is None)  # "Tahun 2022" below "Perkembangan sejak 2019"
    months_told = {told.part for told in whole if not told.year}
    later = [
        sheet.name.replace("_", " "),
        context.title,
        *(folder.replace("_", " ") for folder in context.folders[:1]),
    ]
    for text in (*named, context.period):
        found = find_period(text) if text else None
        if found and found.year and not found.span:
            if len(months_told) == 1 and not (found.part or found.end_year):
                return replace(found, part=months_told.pop())
            return _within_year(found, sheet.name)
    if found := context.file_period():
        return _within_year(found, sheet.name)
    for text in later:
        found = find_period(text) if text and not names_yearbook(text) else None
        if found and found.year and not found.span:
            return found
    months = (found.part for text in named if (found := find_period(text)) and found.span and found.part)
    return next((TextPeriod(part=month) for month in months), None)


def _within_year(told: TextPeriod, sheet_name: str) -> TextPeriod:
    """Return the month or quarter that a sheet is named after, in the year that stands elsewhere: 'JAN' in
    'Lahir dan Mati 2023'."""
    part = period_of_cell(sheet_name) if len(sheet_name.strip()) > 2 else None
    if told.part or told.end_year or part is None or part.year or not part.part:
        return told
    return replace(told, part=part.part)


def without_part_of_file(period: TextPeriod | None, title: str, sheet: Sheet) -> TextPeriod | None:
    """Return the period of a table whose rows or columns tell years, without the quarter or month that only
    the file's name gives: 'Realisasi TW 4 2025' says when a table of years was made."""
    texts = [line for text in (title, sheet.title) for line in text.split("\n")]
    told = [found for text in (*texts, sheet.name.replace("_", " ")) if (found := find_period(text))]
    if period is None or not period.part or any(found.part for found in told):
        return period
    return replace(period, part="")


def period_of(
    row: RowMeaning, meaning: ValueMeaning, table: TextPeriod | None
) -> tuple[str, tuple[str, ...]]:
    """Return the period of a figure as ISO text, and the flags that its words carry."""
    year = meaning.year or row.year or table
    if year is None or not year.year:
        return "", ()
    part = meaning.part or row.part or year.part
    planned = meaning.year is not None and any(map(_PLAN_OF_YEAR.match, meaning.path))
    if not part and not planned and table is not None and table.part and table.year in (0, year.year):
        part = table.part
    if row.day and re.fullmatch(r"\d\d", part):
        part = f"{part}-{row.day}"
    end = year.end_year if not part else 0
    return iso_period(year.year, part, end), tuple(
        f for f in year.flags if f != "projection" or year is not table
    )


_PLAN_OF_YEAR = re.compile(r"\W*(?:target|pagu|anggaran|alokasi|kuota|rencana|ketetapan)\b", re.IGNORECASE)
"""A header that plans for the year it names, whatever part of it a report is of: 'Target 2024 (Rp)'."""


def region_of(row: RowMeaning, meaning: ValueMeaning, facts: TableFacts) -> tuple[Region | None, str]:
    """Return the region of a figure; the text as found beside None when it is not known."""
    if meaning.region is not None:
        return meaning.region, ""
    if row.region is not None:
        return row.region, ""
    if row.region_unknown:
        return None, row.region_text
    return (facts.context.regions.get(facts.home), "") if facts.home else (None, "")


_COUNTS_AND_SHARES = re.compile(
    r"(?:(?P<count>jumlah|banyaknya|banyak|frekuensi) (?:dan|&|serta) (?:persentase|prosentase|presentase|"
    r"persen|proporsi)|(?:persentase|prosentase|presentase|proporsi) (?:dan|&|serta) "
    r"(?P<after>jumlah|banyaknya|banyak))\s+(?P<what>.+)",
    re.IGNORECASE,
)
_SHARE_TITLE = re.compile(r"(?:persentase|prosentase|presentase|proporsi)\s+(?P<what>.+)", re.IGNORECASE)


def _of_counts_or_shares(meaning: ValueMeaning, facts: TableFacts) -> str:
    """Return what the title names for a column: the count or the share of "Jumlah dan Persentase"."""
    match = _COUNTS_AND_SHARES.fullmatch(facts.name)
    if match is not None:
        if _is_share(meaning):
            return f"Persentase {match['what']}"
        return f"{(match['count'] or match['after']).capitalize()} {match['what']}"
    match = _SHARE_TITLE.fullmatch(facts.name) if facts.shares_beside else None
    return f"Jumlah {match['what']}" if match and not _is_share(meaning) else facts.name


_DONE = re.compile(r"(?:laporan )?realisasi (?!anggaran\b)(.+)", re.IGNORECASE)
_PLANNED_AND_DONE = re.compile(
    r"(?:target|pagu|anggaran|rencana|kuota|alokasi) (?:dan|&) realisasi (.+)", re.IGNORECASE
)


def _indicator(row: RowMeaning, meaning: ValueMeaning, facts: TableFacts, unit: str) -> str:
    """Return the name of what is measured; `unit` is that of the column or of its cells."""
    column, label = meaning.name, row.indicator
    table_name, lone = bind(_of_counts_or_shares(meaning, facts)), facts.lone
    if not column and meaning.unit == "persen" and (match := _PLANNED_AND_DONE.match(table_name)):
        table_name = f"Persentase Realisasi {match[1]}"  # the column "%" beside Target and Realisasi
    elif not column and meaning.unit == "persen" and not lone and (match := _DONE.match(table_name)):
        table_name = f"Persentase Realisasi {match[1]}"
    if column and all(part in GENERIC_MEASURES for part in fold(column).split("/")) and not facts.loose:
        column = _complete(column, label or table_name, meaning.unit)
        if label:
            return _with_subject(column, table_name)
    if label and column and fold(column) not in fold(label):
        if row.own:
            return expand(f"{label}: {column.rpartition(': ')[2]}")
        if table_name and fold(column) == fold(table_name):
            return expand(label)
        return expand(f"{label}: {column}") if MEASURE_WORDS.match(label) else expand(f"{column} {label}")
    if label:
        return _with_subject(label, table_name)
    if column and facts.listed is not None and fold(column) in facts.listed.items:
        return expand(facts.listed.name(column))
    if column:
        if (
            (lone or fold(column) in _HEADS or (_only_says_how(column, unit) and not _lists(table_name)))
            and table_name
            and fold(table_name).startswith(fold(column))
            and len(table_name) < 90
            and "," not in table_name
        ):
            return expand(table_name)
        if table_name and len(column) < 40:
            qualified = with_qualifier(column, table_name, facts.names)
            column = _in_table(column, facts) if qualified == column else qualified
        return _with_subject(column, table_name)
    if facts.loose and meaning.path:
        return header_name(meaning.path[-1])[0] or expand(table_name)
    return expand(table_name) or "Nilai"


_HEADS = frozenset({"indeks", "skor", "rasio", "angka", "tingkat"})
"""Words that head the name of one figure: a column under one of them alone, beside its rank, is what the
title says."""


def _lists(table_name: str) -> bool:
    """Tell whether a title lists measures: 'Produksi dan Nilai Produksi Ikan'."""
    return any(MEASURE_WORDS.match(item.strip()) for item in re.split(r",|\bdan\b|&", table_name)[1:])


def _only_says_how(column: str, unit: str) -> bool:
    """Tell whether a column's name is one word for a way to measure, without what is measured: 'Produksi', or
    'Cakupan' over per cents."""
    return " " not in column.strip() and (unit == "persen" or MEASURE_WORDS.match(column) is not None)


_SAYS_LITTLE = word_set(
    "internasional domestik selesai proses dalam_proses diproses masuk keluar diterima ditolak terbit "
    "lainnya baik "
    "rusak aktif pasif sembuh kereta sebelum_perubahan setelah_perubahan bertambah/(berkurang) "
    "bertambah/berkurang"
)


_LEVELS = frozenset({Kind.SHARE, Kind.RATE, Kind.RATIO, Kind.INDEX, Kind.MEAN})
"""Kinds of figures that are no kinds of things that are counted."""


def _in_table(column: str, facts: TableFacts) -> str:
    """Return a column's name behind that of its table, where the table counts one thing and the column only
    says which: 'Jumlah Ternak: Sapi', 'Transportasi: Domestik'."""
    folded, table_name = fold(column), facts.name
    done = _DONE.fullmatch(table_name) or _PLANNED_AND_DONE.fullmatch(table_name)
    if folded in ("anggaran", "target", "pagu", "rencana") and done:
        return f"{column} {done[1]}"
    if _GROWTH.fullmatch(folded):
        return column
    says_little = folded.replace(" ", "_") in _SAYS_LITTLE or STAGE.fullmatch(folded)
    one = len(table_name) < 60 and (says_little or not re.search(r",|\bdan\b|&", table_name))
    known = MEASURE_WORDS.match(column) or folded in fold(table_name) or expand(column) != column
    known = known or tell_kind(column, "", facts.context.glossary).kind in _LEVELS
    if not one or known or infer_unit(column, ""):
        return column
    kind = facts.kinds and MEASURE_WORDS.match(table_name)
    return f"{table_name}: {column}" if says_little or kind else column


def _item_of(title: str, unit: str) -> str:
    """Return the one thing of a list that comes in a unit: 'Penduduk' in jiwa of 'KK dan Penduduk'."""
    items = [item.strip() for item in re.split(r",|\bdan\b|&", title) if item.strip()]
    counted = re.match(r"(?:jumlah|banyaknya)\s", title, re.I)
    names = [item if MEASURE_WORDS.match(item) or not counted else f"Jumlah {item}" for item in items]
    fitting = [name for name in names if infer_unit(name, "") == unit]
    return fitting[0] if len(items) > 1 and len(fitting) == 1 else title


def _own_indicator(label: str, table_name: str) -> str:
    """Return the name of a rate that a row gives for itself; a bare 'Pertumbuhan' is that of the table."""
    bare = fold(label) in ("pertumbuhan", "laju pertumbuhan", "persentase", "rasio", "kepadatan", "proporsi")
    return expand(f"{label} {_SHARE_OF.sub('', table_name)}".strip() if bare else label)


_GROWTH = re.compile(rf"(?:laju |pertumbuhan |laju pertumbuhan )?\(?({AGAINST_BEFORE})\)?")


_OF_THE_TABLE = frozenset(
    {"distribusi", "kontribusi", "struktur", "andil", "pertumbuhan", "kenaikan", "penurunan", "perubahan"}
)
"""Ways to measure that say nothing without what is measured."""


_BESIDE_GROWTH = re.compile(r"(\w+) dan (?:laju )?pertumbuhan (.+)", re.IGNORECASE)
"""A title that gives one more thing of what grows: 'Struktur dan Laju Pertumbuhan PDRB'."""


def _with_subject(name: str, table_name: str) -> str:
    """Say of what a price basis or a growth is, where the title tells it: 'Atas Dasar Harga Berlaku' of the
    PDRB."""
    name = expand(name)
    growth = _GROWTH.fullmatch(fold(name))
    if growth is None and (beside := _BESIDE_GROWTH.fullmatch(table_name)) and fold(name) == fold(beside[1]):
        return f"{name} {beside[2]}"
    if table_name and (growth or fold(name) in _OF_THE_TABLE):
        told = growth is not None and re.match(r"(?:laju )?pertumbuhan\b", table_name, re.I) is not None
        head = "" if told else "Pertumbuhan " if growth else f"{name} "
        return f"{head}{table_name} ({growth[1]})" if growth else f"{head}{table_name}"
    name = {"adhb": "Harga Berlaku", "adhk": "Harga Konstan"}.get(fold(name), name)
    basis = re.fullmatch(r"(?:Atas Dasar )?(Harga (?:Berlaku|Konstan).*)", name)
    if basis is None or not re.search(r"pdrb|produk domestik", f"{table_name} {fold(table_name)}", re.I):
        return name
    head = "PDRB per Kapita" if re.search(r"per ?kapita", table_name, re.I) else "PDRB"
    return f"{head} Atas Dasar {basis[1]}"


_SAY_NOTHING = frozenset({"nilai", "value", "data", "angka", "hasil", "count", "total", "besaran"})


_ITS_VALUE = re.compile(r",?\s*\bdan nilainya$", re.IGNORECASE)
"""The end of a list that gives the worth of what stands before it: 'Air yang Disalurkan dan Nilainya'."""


_COUNTED = re.compile(r"banyaknya\s+", re.IGNORECASE)


def _complete(generic: str, subject: str, unit: str) -> str:
    """Complete a bare 'Jumlah' or 'Persentase' with what is counted."""
    if not subject:
        return generic
    folded = fold(generic)
    if "rupiah" in unit and (counted := _COUNTED.match(subject)):
        return f"{generic} {subject[counted.end() :]}"  # no number of customers is an amount of money
    if set(folded.split("/")) <= _SAY_NOTHING:
        own = re.search(rf"(?:^|,|\bdan\b)\s*({re.escape(folded)}\s[^,]+?)(?=,|\bdan\b|$)", subject, re.I)
        if (worth := _ITS_VALUE.search(subject)) and folded == "nilai":
            return "Nilai " + re.split(r",|\bdan\b", subject[: worth.start()])[-1].strip()
        return own[1].strip() if own and _lists(subject) else subject
    if folded == "capaian":
        return f"Capaian {re.sub('^(?:(?:target dan )?realisasi|capaian|cakupan) ', '', subject, flags=re.I)}"
    if listed := re.search(rf"(?:^|,|\bdan\b)\s*({re.escape(folded)}\s[^,]+?)(?=,|\bdan\b|$)", subject, re.I):
        further = re.match(r"\s*dan\s+(.+)", subject[listed.end() :])
        if listed.start() or further is None or MEASURE_WORDS.match(further[1]):
            return listed[1].strip()  # "Realisasi" of "Target dan Realisasi Pajak"
        return subject  # "Realisasi" of "Realisasi Pendapatan dan Belanja"
    if folded == "luas" and "luas" not in fold(subject):
        # No region is measured in square metres.
        return f"Luas {_SHARE_OF.sub('', subject)}" if unit == "m2" else "Luas Wilayah"
    if MEASURE_WORDS.match(subject) and folded in (
        "jumlah",
        "banyaknya",
        "jml",
        "banyak",
        "luas",
        "volume",
        "frekuensi",
        "realisasi",
    ):
        return subject
    if fold(subject).startswith(folded):
        return subject
    if folded in ("persentase", "prosentase", "persen", "%"):
        if done := _PLANNED_AND_DONE.match(subject):
            return f"Persentase Realisasi {done[1]}"
        return f"Persentase {_SHARE_OF.sub('', subject)}"
    return f"{generic} {subject}"
