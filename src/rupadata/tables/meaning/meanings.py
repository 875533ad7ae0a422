"""What the headers above figures mean: an indicator, a category of a breakdown, a period, a region, a
unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.glossary import load_glossary
from rupadata.glossary.classifications import classification_of
from rupadata.glossary.kinds import tell_kind
from rupadata.glossary.lexicon import read_words
from rupadata.model.region import Region
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.cell_units import parse_unit, take_unit
from rupadata.tables.lexicon.naming import (
    category_name,
    dimension_name,
    expand,
    explained_by,
    header_name,
    shouts,
    title_parts,
)
from rupadata.tables.lexicon.periods import TextPeriod, find_period, period_of_cell
from rupadata.tables.lexicon.table_regions import match_labels
from rupadata.tables.lexicon.table_words import (
    DISTRICTS,
    OF_PRICES,
    UNNAMED,
    VILLAGES,
    WHOLE_OF_PRICES,
    fold,
    indonesian,
    is_average,
    is_english,
    is_total,
    known_category,
    word_set,
)
from rupadata.tables.shape.columns import Column
from rupadata.tables.shape.row_types import RowMeaning

MEASURE_WORDS = re.compile(
    r"^(?:jumlah|banyaknya|banyak|persentase|prosentase|persen|rata|rerata|laju|kepadatan|rasio|indeks|"
    r"luas|nilai|tingkat|angka|"
    r"produksi|produktivitas|volume|distribusi|proporsi|pertumbuhan|harga|tinggi|panjang|garis|umur|usia|"
    r"harapan|pengeluaran per|"
    r"pendapatan per|kontribusi|share|inflasi|total (?!$))\b",
    re.I,
)
GENERIC_MEASURES = word_set(
    "jumlah total nilai value banyaknya banyak angka data hasil persentase persen % jml realisasi volume "
    "frekuensi count besaran capaian luas"
)
_PLANNED = word_set("alokasi kuota target pagu anggaran rencana ketetapan sasaran sisa")
"""What stands beside 'Realisasi' and says as little alone."""
_DIMENSION_WORDS = re.compile(
    r"^(?:jenis|kelompok|golongan|status|tingkat pendidikan|kategori|menurut|klasifikasi|bentuk|sumber|"
    r"kondisi|agama|lapangan usaha|titik|lokasi|stasiun|nama|"
    r"pendidikan|penggunaan|komponen|kelas|tipe|pangkat|jenjang|sub ?sektor|sektor|daerah|umur|usia|bulan)\b",
    re.I,
)


class ValueMeaning(Struct):
    """What one column of figures is about."""

    index: int
    path: tuple[str, ...]
    name: str = ""
    unit: str = ""
    year: TextPeriod | None = None
    part: str = ""
    dimensions: dict[str, str] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    is_total: bool = False
    average: bool = False
    region: Region | None = None
    flags: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)


def read_meanings(
    columns: Sequence[Column],
    title_dimensions: Sequence[str],
    regions: Regions,
    home: str,
    table_name: str = "",
    of_rows: Collection[str] = (),
    years_in_rows: bool = False,
    title: str = "",
    notes: Sequence[str] = (),
) -> list[ValueMeaning]:
    """Return what each value column means; dimensions that headers do not name are taken from the title.

    `table_name` is what the title says is measured; `of_rows` are the dimensions that label columns give;
    `years_in_rows` says that a column gives the year of each row; `title` is the whole of it, `notes` what
    stands below the table.
    """
    columns = _spell_out_initials(_drop_english_lines(columns), title or table_name, notes)
    columns = _name_whole_of_prices(_spell_out_together(columns, title or table_name), title)
    columns = [replace(column, path=path) for column, path in zip(columns, _split_names(columns))]
    columns = _name_counts_beside_shares(_pair_shares(columns))
    columns = _name_extremes(columns, table_name)
    counted = _counted_leaves(columns) | _letters_of_a_list(columns) | _measured_wholes(columns)
    units = _units_in_brackets(columns)
    meanings = [
        _scan(column, counted, years_in_rows=years_in_rows, unit=units.get(column.index, ""))
        for column in columns
    ]
    if all(meaning.is_total for meaning in meanings):
        for meaning in meanings:  # a lone "Jumlah" is the measure, no total over other columns
            meaning.is_total = meaning.average = False
    _read_region_columns(meanings, regions, home)
    common = _common_texts(meanings)
    _read_families(meanings)
    _read_classified(meanings, of_rows)
    _read_called_alike(meanings, title_dimensions)
    _read_listed_categories(meanings, title_dimensions, table_name)
    _read_listed_measures(meanings, title_dimensions, table_name)
    _settle_texts(regions, meanings, common, [d for d in title_dimensions if d], of_rows)
    _part_alike(meanings, [d for d in title_dimensions if d and d not in of_rows])
    _keep_initials(meanings, title or table_name)
    return meanings


class _Together(Struct, frozen=True):
    """Short marks that stand for something only beside each other, in tables that speak of it."""

    of: re.Pattern[str]
    words: Mapping[str, str]


@lru_cache(maxsize=1)
def _all_together() -> tuple[_Together, ...]:
    return tuple(
        _Together(re.compile(rf"\b(?:{'|'.join(entry['of'])})\b", re.IGNORECASE), entry["words"])
        for entry in read_words()["together"]
    )


def _spell_out_together(columns: Sequence[Column], title: str) -> list[Column]:
    """Write out marks that stand for something only beside each other: N and S over schools, MD, LB and LR
    over casualties. One letter more that is none of them, and they may be anything."""
    texts = {fold(text) for column in columns for text in column.path}
    said = " ".join([title, *(text for column in columns for text in column.path)])
    letters = {text for text in texts if len(text) == 1}
    written: dict[str, str] = {}
    for together in _all_together():
        found = texts & together.words.keys()
        plain = not found & letters
        enough = _FEWEST_WORDS if plain else min(3, len(together.words))
        alone = plain or letters <= together.words.keys()
        if len(found) >= enough and alone and together.of.search(said):
            written.update({text: together.words[text] for text in found})
    if not written:
        return list(columns)
    return [replace(c, path=tuple(written.get(fold(text), text) for text in c.path)) for c in columns]


_FEWEST_WORDS = 2


_EXPLAINED = re.compile(r"([^,;()]+?)\s*\(([A-Z]{2,5})\)")


def _spell_out_initials(columns: Sequence[Column], title: str, notes: Sequence[str]) -> list[Column]:
    """Write out the initials that head columns where the title or a note says what they stand for: 'PN' with
    'PN = Persalinan oleh Tenaga Kesehatan' below, 'APM Perempuan' of 'Angka Partisipasi Murni (APM) dan Angka
    Partisipasi Kasar (APK)' as a part of the first."""
    told = {
        match[2]: name
        for match in _EXPLAINED.finditer(title)
        if (name := explained_by(match[2], match[1].split()))
    }
    noted = {match[1]: match[2].strip(" .") for note in notes for match in _EXPLAINED_BELOW.finditer(note)}
    alone = {**told, **noted}
    columns = [replace(c, path=tuple(_instead_of_initials(text, alone) for text in c.path)) for c in columns]
    begun = [
        next((m for text in column.path if (m := _BEGINS_WITH_INITIALS.match(text)) and m[1] in told), None)
        for column in columns
    ]
    if len({match[1] for match in begun if match}) < 2:
        return columns
    return [
        column
        if match is None
        else replace(
            column,
            path=tuple(
                part
                for text in column.path
                for part in (
                    (f"{told[match[1]]} ({match[1]})", match[2]) if text == match.string else (text,)
                )
                if part
            ),
        )
        for column, match in zip(columns, begun)
    ]


def _instead_of_initials(text: str, written: Mapping[str, str]) -> str:
    """Return a header that is initials alone, or with a unit, as they are written out."""
    bare, unit = take_unit(text)
    initials = re.sub(r"\s*/\s*[A-Z]{2,5}$", "", bare.strip())  # "IPG/GDI" says it in English too
    if initials not in written:
        return text
    return f"{written[initials]} ({unit})" if unit else written[initials]


_EXPLAINED_BELOW = re.compile(
    r"(?<![^\W_])([A-Z][A-Z0-9]{1,5})\s*[=:]\s*([A-Z][^;=:\d]{4,80}?)(?=\s*(?:[;.,]|$))"
)
"""What a note says that initials stand for: 'KF = Kunjungan Nifas; KN = Kunjungan Neonatal'."""


_BEGINS_WITH_INITIALS = re.compile(r"([A-Z]{2,5})\b[\s:/-]*(.*)", re.DOTALL)


def _name_whole_of_prices(columns: Sequence[Column], title: str) -> list[Column]:
    """Take 'Umum' among groups of goods for the whole of them where prices are compared."""
    if len(columns) < 3 or not OF_PRICES.search(title):
        return list(columns)
    return [
        replace(c, path=(*c.path[:-1], "Total")) if c.path and fold(c.path[-1]) in WHOLE_OF_PRICES else c
        for c in columns
    ]


_BRACKET = re.compile(r"\(([^()]{1,24})\)")


def _units_in_brackets(columns: Sequence[Column]) -> dict[int, str]:
    """Return the units of columns whose last row of headers gives them in brackets, the known and those that
    stand among them: '(liter/detik)' and '(SR)' beside '(m3)' and '(%)'."""
    leaves = {
        c.index: match[1]
        for c in columns
        if len(c.path) > 1 and (match := _BRACKET.fullmatch(c.path[-1].strip()))
    }
    known = {index: unit for index, text in leaves.items() if (unit := parse_unit(text))}
    others = any(
        text.strip().isdigit() or _is_category(text) or period_of_cell(text) is not None
        for text in leaves.values()
    )
    if len(known) < 2 or len(known) * 2 < len(leaves) or others:
        return {}
    return {index: known.get(index, text.strip().lower()) for index, text in leaves.items()}


_INITIALS = re.compile(r"\b[A-Z]{2,5}\b")
_LONG_WORD = re.compile(r"[^\W\d_]{6}")


def _keep_initials(meanings: Sequence[ValueMeaning], title: str) -> None:
    """Write initials in names as the headers do."""
    written = _written_initials({take_unit(text)[0] for m in meanings for text in m.path}, title)
    for meaning in meanings if written else ():
        meaning.name = _as_written(meaning.name, written)


def keep_initials_of_rows(rows: Sequence[RowMeaning], title: str) -> None:
    """Write initials in what rows measure as their labels do: 'BOD' and 'COD' beside 'Fecal Coliform'."""
    named = [row for row in rows if row.indicator]
    written = _written_initials({take_unit(text)[0] for row in named for text in row.labels}, title)
    for row in named if written else ():
        row.indicator = _as_written(row.indicator, written)


def _written_initials(texts: Collection[str], title: str) -> dict[str, str]:
    """Return initials by what they are where only their first letter is one, as texts have them, where these
    or the title are not all capitals: 'IKS' beside 'Jumlah Keluarga' is no word. Of several words in capitals
    the title tells which are initials."""
    long = [
        text for text in texts if _LONG_WORD.search(text)
    ] or texts  # How words that are none are written.
    calm = sum(any(mark.islower() for mark in text) for text in long) * 2 >= len(long)
    told = any(mark.islower() for mark in title) and not shouts(title)
    said: set[str] = set(_INITIALS.findall(title)) if told else set()
    single = {text for text in texts if " " not in text.strip() or any(mark.islower() for mark in text)}
    alone: set[str] = {word for text in single for word in _INITIALS.findall(text)} if calm else set()
    loud = alone | {word for text in texts for word in _INITIALS.findall(text) if word in said}
    return {word.capitalize(): word for word in loud}


def _as_written(name: str, written: Mapping[str, str]) -> str:
    return "".join(written.get(word, word) for word in re.split(r"(\W+)", name))


def part_rows_by_columns(meanings: Sequence[ValueMeaning], rows: Sequence[RowMeaning]) -> None:
    """Take columns for categories of what the rows measure, each row in a unit of its own, where no column
    names a measure: 'Terminal' and 'Perumahan' over 'SO2' in µg/m3 and 'Kebisingan' in dB(A)."""
    units = {row.unit for row in rows if row.indicator and row.unit}
    measuring = [row for row in rows if row.indicator and (row.unit or row.own)]
    named = [m for m in meanings if m.name]
    if not units or len(measuring) * 2 <= len(rows) or len(named) < 2 or len(named) < len(meanings):
        return
    if len({m.name for m in named}) < len(named) or any(m.unit or m.dimensions or m.year for m in named):
        return
    if any(_says_how(m.name) for m in named) or any(m.part or m.is_total for m in named):
        return
    if 2 * sum(_is_measured(m.name) for m in named) > len(named):
        return
    used = {name for row in rows for name in (*row.dimensions, *row.totals)}
    dimension = next((name for name in _ANY_BREAKDOWN if name not in used), "")
    for meaning in named if dimension else ():
        meaning.dimensions[dimension], meaning.name = category_name(meaning.name), ""


def _says_how(name: str) -> bool:
    """Tell whether a header may be a way to measure, and no kind or place of what is measured."""
    folded = fold(name)
    compared = set(folded.split()) & (_PLANNED | _COMPARED)
    return bool(folded in GENERIC_MEASURES or compared or MEASURE_WORDS.match(name))


def _is_measured(name: str) -> bool:
    """Tell whether the glossary knows what a name measures; a place may be called alike: 'Industri'."""
    return load_glossary().find(name) is not None or tell_kind(name, "", load_glossary()).kind is not None


_COMPARED = word_set(
    "realisasi capaian kondisi baseline rata-rata rerata standar baku batas kadar hasil nilai minimum "
    "maksimum min maks terendah tertinggi awal akhir keterangan status kategori kode metode bobot peringkat "
    "selisih"
)
"""Words of headers that say in which way, or against what, the rows are measured."""


_ANY_BREAKDOWN = (UNNAMED, "kelompok", "kategori", "jenis", "uraian")


def tell_breakdowns_apart(meanings: Sequence[ValueMeaning], rows: Sequence[RowMeaning]) -> None:
    """Give the breakdown of columns a name of its own where rows are broken down by another one that has no
    name either: 'Selesai' and 'Proses' over the subjects of complaints."""
    of_rows = {name for row in rows for name in (*row.dimensions, *row.totals)}
    of_columns = {name for m in meanings for name in (*m.dimensions, *m.totals)}
    for name in of_columns & of_rows & set(_ANY_BREAKDOWN):
        told = {m.dimensions[name] for m in meanings if name in m.dimensions}
        if not told or told & {row.dimensions.get(name, "") for row in rows}:
            continue
        new = next((n for n in _ANY_BREAKDOWN if n not in of_rows | of_columns), "")
        for meaning in meanings if new else ():
            if name in meaning.dimensions:
                meaning.dimensions[new] = meaning.dimensions.pop(name)
            if name in meaning.totals:
                meaning.totals = {*meaning.totals, new} - {name}


def _part_alike(meanings: Sequence[ValueMeaning], title_dimensions: Sequence[str]) -> None:
    """Give columns that would mean the same the header that tells them apart as a category: 'PNS' and 'Non
    PNS' over the same two rows of headers."""
    alike: dict[tuple[object, ...], list[ValueMeaning]] = {}
    for meaning in meanings:
        key = (
            meaning.name,
            meaning.unit,
            meaning.year.iso if meaning.year else "",
            meaning.part,
            meaning.region.code if meaning.region else "",
            tuple(sorted(meaning.dimensions.items())),
            meaning.is_total,
        )
        alike.setdefault(key, []).append(meaning)
    known = {name for meaning in meanings for name in meaning.dimensions}
    free = (d for d in [*title_dimensions, UNNAMED, "kelompok"] if d not in known and not is_region_word(d))
    dimension = next(free, "")
    for members in alike.values():
        level = _level_that_parts([m.path for m in members]) if len(members) > 1 and dimension else None
        for meaning in members if level is not None else ():
            text = meaning.path[level or 0]
            if is_total(text):
                meaning.totals.add(dimension)
            else:
                meaning.dimensions[dimension] = category_name(text)


def _level_that_parts(paths: Sequence[tuple[str, ...]]) -> int | None:
    """Return the first row of headers whose texts all differ between some columns, None without one."""
    for level in range(min(map(len, paths))):
        texts = [fold(path[level]) for path in paths]
        if all(texts) and len(set(texts)) == len(texts) and not any(map(period_of_cell, texts)):
            return level
    return None


SHARE_LEAF = re.compile(r"\(?(?:%|persen|persentase|percent(?:age)?|prosentase|presentase|share)\)?", re.I)
"""A header that says no more than that a column gives shares."""


def _pair_shares(columns: Sequence[Column]) -> list[Column]:
    """Put each of several bare '%' under one header below the header left of it: 'KONDOM | % | PIL | %'."""
    bare = [
        (left, column)
        for left, column in pairwise(columns)
        if len(column.path) > 1
        and SHARE_LEAF.fullmatch(column.path[-1].strip())
        and left.path[:-1] == column.path[:-1]
        and not SHARE_LEAF.fullmatch(left.path[-1].strip())
    ]
    again = Counter(column.path[:-1] for _, column in bare)
    paired = {
        column.index: (*left.path, column.path[-1]) for left, column in bare if again[column.path[:-1]] > 1
    }
    return [replace(column, path=paired.get(column.index, column.path)) for column in columns]


def _name_counts_beside_shares(columns: Sequence[Column]) -> list[Column]:
    """Take 'Jumlah' for what it is where only '%' stands beside it under one header: a count, no total."""
    families: dict[tuple[str, ...], list[Column]] = {}
    for column in columns:
        if len(column.path) > 1:
            families.setdefault(column.path[:-1], []).append(column)
    counts: dict[int, str] = {}
    for members in families.values():
        leaves = [indonesian(column.path[-1]).strip() for column in members]
        shares = [leaf for leaf in leaves if SHARE_LEAF.fullmatch(leaf)]
        totals = [c for c, leaf in zip(members, leaves) if not SHARE_LEAF.fullmatch(leaf) and is_total(leaf)]
        if shares and len(totals) == 1 and len(shares) + 1 == len(members):
            unit = take_unit(totals[0].path[-1])[1]
            counts[totals[0].index] = f"({unit})" if unit else ""
    return [
        replace(c, path=(*c.path[:-1], *filter(None, [counts[c.index]]))) if c.index in counts else c
        for c in columns
    ]


_EXTREMES = {
    **dict.fromkeys(("minimum", "min", "terendah"), "Minimum"),
    **dict.fromkeys(("maksimum", "maks", "max", "maximum", "tertinggi"), "Maksimum"),
    **dict.fromkeys(("rata-rata", "rerata", "average", "mean"), "Rata-rata"),
}


def _name_extremes(columns: Sequence[Column], table_name: str) -> list[Column]:
    """Name lowest, mean and highest after what they are of: 'Suhu Udara Minimum' is no part of a whole."""
    families: dict[tuple[str, ...], list[Column]] = {}
    for column in columns:
        families.setdefault(column.path[:-1], []).append(column)
    named: dict[int, tuple[str, ...]] = {}
    for above, members in families.items():
        words = [
            _EXTREMES.get(indonesian(c.path[-1]).casefold().strip(" .") if c.path else "") for c in members
        ]
        subject, unit = take_unit(indonesian(above[-1])) if above else (table_name, "")
        unit = unit or (take_unit(above[-1])[1] if above else "")  # behind the English half
        if not subject or None in words or not {"Minimum", "Maksimum"} & set(words) or len(words) < 2:
            continue
        for column, word in zip(members, words):
            named[column.index] = (*above[:-1], f"{subject} {word}" + (f" ({unit})" if unit else ""))
    return [replace(c, path=named.get(c.index, c.path)) for c in columns]


def _split_names(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Part headers that name several levels in one cell: 'Penduduk;Laki-laki', 'penduduk_laki_laki',
    'Guru (Negeri)', 'Faktor - Jumlah'."""
    leaves = [column.path[-1] if column.path else "" for column in columns]
    parted = [[part for piece in leaf.split(";") if (part := piece.strip())] for leaf in leaves]
    first = [pieces[0] for pieces in parted if len(pieces) > 1]
    if len(first) >= 2 and len(set(first)) < len(first):
        return [(*column.path[:-1], *pieces) for column, pieces in zip(columns, parted)]
    if fronted := _parted_by_front(leaves):
        return [(*column.path[:-1], *fronted[leaf]) for column, leaf in zip(columns, leaves)]
    tails = [_category_at_end(leaf) for leaf in leaves]
    heads = Counter(head for head, tail in tails if head and known_category(tail))
    dashed = [_parted_by_dash(leaf) for leaf in leaves]
    wholes = {head for head, tail in dashed if head and is_total(tail)}
    counts = Counter(head for head, _ in dashed)
    return [
        (*column.path[:-1], head, tail)
        if heads[head] >= 2
        else (*column.path[:-1], *dash)
        if dash[0] in wholes and counts[dash[0]] > 2
        else column.path
        for column, (head, tail), dash in zip(columns, tails, dashed)
    ]


def _category_at_end(text: str) -> tuple[str, str]:
    """Part a header into what it names (with its unit) and the category or total at its end; empty texts
    without one."""
    bare, unit = take_unit(text)
    if _is_category(bare):
        return "", ""
    behind = f" ({unit})" if unit else ""
    if (bracket := re.fullmatch(r"(.*[^\W_].*?)[\s_]*\(([^()]{1,60})\)", bare.strip())) and _is_category(
        bracket[2]
    ):
        return bracket[1] + behind, bracket[2]
    words = re.split(r"[\s_]+(?:-[\s_]+)?", bare.strip())
    for size in range(min(4, len(words) - 1), 0, -1):
        tail = " ".join(words[-size:])
        if _is_category(tail) or known_category("-".join(words[-size:])):
            return " ".join(words[:-size]).rstrip(" -") + behind, tail
    return "", ""


def _is_category(text: str) -> bool:
    return known_category(text) is not None or is_total(text)


def _parted_by_dash(text: str) -> tuple[str, str]:
    """Part 'Faktor - Jumlah' at its dash; empty texts without one."""
    match = re.fullmatch(r"(.*\w)\s+[-–]\s*(\w.*)", text.strip())
    if match is None:
        return "", ""
    whole = fold(match[2]) in (f"jumlah {fold(match[1])}", f"total {fold(match[1])}")
    return match[1], "Jumlah" if whole else match[2]


_BY = re.compile(r".*\b(?:menurut|berdasarkan)\b", re.IGNORECASE)


def _parted_by_front(leaves: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Part headers that all begin alike and say by what they are broken down: 'Upah berdasarkan Lapangan
    Pekerjaan Jasa' and '... Industri' are 'Jasa' and 'Industri' of one thing."""
    told = {leaf: leaf.split() for leaf in leaves if _BY.match(leaf)}
    if len(told) < 3 or len(told) < len(leaves):
        return {}
    front = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*told.values()))]
    by = next((i for i, word in enumerate(front) if _BY.fullmatch(word)), len(front))
    if len(front) < by + 2 or any(len(words) == len(front) for words in told.values()):
        return {}
    return {leaf: (" ".join(front), " ".join(words[len(front) :])) for leaf, words in told.items()}


def _drop_english_lines(columns: Sequence[Column]) -> list[Column]:
    """Drop the second line of all headers where most are plainly English: 'Ahli Gizi\\nNutritionist' too."""
    texts = {text for column in columns for text in column.path}
    halves = {text: lines for text in texts if len(lines := [t for t in text.split("\n") if t.strip()]) == 2}
    english = sum(is_english(lines[1]) for lines in halves.values())
    if english < 2 or english * 3 < len(halves):
        return list(columns)
    first = {text: lines[0] for text, lines in halves.items() if not take_unit(lines[1])[1]}
    return [replace(column, path=tuple(first.get(text, text) for text in column.path)) for column in columns]


def _counted_leaves(columns: Sequence[Column]) -> frozenset[str]:
    """Return leaf headers that are units by themselves but stand here for what is counted: KK beside L and P,
    RT beside RW."""
    leaves = [fold(column.path[-1]) for column in columns if column.path]
    if len(set(leaves)) < 2 or leaves.count("kk") > 1 or leaves.count("rt") > 1:
        return frozenset()
    alone = {fold(c.path[0]) for c in columns if len(c.path) == 1} & _COUNTED
    alone |= _odd_unit([c.path[0] for c in columns if len(c.path) == 1])
    families: dict[tuple[str, ...], list[str]] = {}
    for column in columns:
        if len(column.path) > 1:
            families.setdefault(column.path[:-1], []).append(column.path[-1])
    alone |= set().union(*map(_odd_unit, families.values()))
    return frozenset({"kk"} | alone | ({"rt"} if _BESIDE_RT & set(leaves) else set()))


_BESIDE_RT = frozenset(
    {"rw", "jumlah rw", "desa", "kelurahan", "dusun", "lingkungan", "padukuhan", "kampung", "jorong"}
)
"""Parts of a district beside which RT is one too, and no household."""


_WHOLES = word_set("pdrb pdb produk_domestik_regional_bruto produk_domestik_bruto")


def _measured_wholes(columns: Sequence[Column]) -> frozenset[str]:
    """Return headers that name a sum elsewhere but stand here for what is measured: PDRB beside IPM and
    TPT, no sum of sectors."""
    leaves = {fold(column.path[-1]) for column in columns if len(column.path) == 1}
    wholes = {leaf for leaf in leaves if leaf.replace(" ", "_") in _WHOLES}
    glossary = load_glossary()
    others = leaves - wholes
    measured = [leaf for leaf in others if MEASURE_WORDS.match(leaf) or glossary.find(leaf) is not None]
    return frozenset(wholes if len(measured) * 2 > len(others) else ())


def _letters_of_a_list(columns: Sequence[Column]) -> frozenset[str]:
    """Return single letters that head columns where they are no sexes: L and P among the sectors A to U, P
    and M of a form. Two letters are the sexes when they are those two; what else they are, nobody knows."""
    letters = {fold(text) for column in columns for text in column.path if _LETTER.fullmatch(text.strip())}
    return frozenset() if letters <= {"l", "p"} else frozenset(letters)


_LETTER = re.compile(r"[A-Za-z]")


def _odd_unit(headers: Sequence[str]) -> set[str]:
    """Return the only unit among four or more headers that name things: the district Lembar beside Gerung."""
    units = [text for text in headers if parse_unit(text.strip("()[] "))]
    others = [text for text in headers if text not in units and not is_total(text)]
    named = [text for text in others if not known_category(text) and period_of_cell(text) is None]
    return {fold(units[0])} if len(units) == 1 and len(named) >= 4 and len(named) == len(others) else set()


_COUNTED = word_set(
    "jiwa kamar pelanggan siswa guru murid mahasiswa koperasi perusahaan kunjungan izin kasus kelahiran "
    "kejadian perkara kendaraan penumpang wisatawan kegiatan kelompok lembaga usaha permohonan laporan anak "
    "bayi pohon"
) | {"kelahiran hidup", "tempat tidur"}
"""Units that name what is counted where they are the whole header of a column beside others."""


_TIMES = frozenset({"bulan", "hari", "minggu", "triwulan", "semester"})
_YEAR_WITHIN = re.compile(r"[^\W\d_]{2,}[\W_]*(?:19|20)\d\d(?:[\W_]*[^\W\d_]{2,})")
"""A year in the middle of a name: 'covid_2020_dummy'."""


def _scan(
    column: Column, counted: frozenset[str] = frozenset(), *, years_in_rows: bool = False, unit: str = ""
) -> ValueMeaning:
    """Return what one column says by itself; `unit` is what its last header gives as such in brackets."""
    meaning = ValueMeaning(column.index, column.path, unit=unit)
    for text in column.path[:-1] if unit else column.path:
        if fold(text) in counted or (unit and fold(text) in _COUNTED):
            meaning.texts.append(text)
            continue
        period = period_of_cell(text)
        if period is not None and not (period.part and not period.year and len(text) == 2):
            _take_period(meaning, period)
            meaning.unit = meaning.unit or take_unit(text)[1]  # "Tahun 2021 (Orang)"
            continue
        told = parse_unit(text.strip("()[] "))
        if fold(text) in _TIMES and any(period_of_cell(other) for other in column.path if other != text):
            continue  # "BULAN" over the months
        if told and fold(indonesian(text)) not in (
            "penduduk",
            "tahun",
            "rumah tangga",
            "desa",
            "kelurahan",
            "sekolah",
            "guru",
            "murid",
            "siswa",
            "jiwa dan",
            "rasio",
            "indeks",
            "kecamatan",
            "persentase",
        ):
            meaning.unit = meaning.unit or told
            continue
        own_unit = take_unit(text)[1]
        bare = take_unit(indonesian(text))[0]
        if own_unit:
            meaning.unit = own_unit
        if is_total(bare or text):
            meaning.is_total = True
            meaning.average = is_average(text)
            continue
        category = known_category(bare or text)
        if category:
            meaning.dimensions[category[0]] = category[1]
            continue
        found = find_period(bare) if not (years_in_rows and _YEAR_WITHIN.search(bare)) else None
        if found and (found.year or found.part) and not found.span and found.rest != bare:
            rest_category = known_category(found.rest)
            _take_period(meaning, found)
            if rest_category:
                meaning.dimensions[rest_category[0]] = rest_category[1]
                continue
            if is_total(found.rest):
                meaning.is_total = True
                continue
            text = found.rest
            if not text or fold(text) in ("tahun", "thn", "th", "year"):
                continue  # "tahun_2019" is 2019
        meaning.texts.append(text)
    if meaning.year:
        meaning.texts = [text for text in meaning.texts if fold(indonesian(text)) not in _YEAR_WORDS]
    return meaning


_YEAR_WORDS = ("tahun", "thn", "th", "year", "years", "periode", "tahun anggaran", "tahun ajaran")


def _take_period(meaning: ValueMeaning, period: TextPeriod) -> None:
    if period.year:
        meaning.year = period
    if period.part and not meaning.part:
        meaning.part = period.part
    meaning.flags = tuple(sorted({*meaning.flags, *period.flags}))


def _read_region_columns(meanings: list[ValueMeaning], regions: Regions, home: str) -> None:
    """Find regions as columns: most texts of the last row of headers, or of one above it, are names of
    regions."""
    for place in range(1, 1 + max((len(m.texts) for m in meanings), default=0)):
        names = {m.texts[-place] for m in meanings if len(m.texts) >= place}
        if len(names) < 3 or any(MEASURE_WORDS.match(name) for name in names):
            continue
        found = match_labels(regions, [indonesian(name) for name in names], home)
        if len(found.regions) < 3 or found.share < 0.8:
            continue
        for meaning in meanings:
            if len(meaning.texts) >= place and (
                region := found.regions.get(indonesian(meaning.texts[-place]))
            ):
                meaning.region = region
                meaning.texts.pop(-place)
        return


def _common_texts(meanings: Sequence[ValueMeaning]) -> list[str]:
    if len(meanings) < 2:
        return []
    with_text = [m for m in meanings if m.texts]
    if len(with_text) < 2 or len(with_text) * 2 < len(meanings):
        return []
    common = []
    for text in with_text[0].texts:
        if all(text in m.texts for m in with_text) and len(with_text) == len(meanings):
            common.append(text)
    if len(common) == 1 and _PLACES.match(indonesian(common[0])) and all(map(_is_bare, meanings)):
        return []  # "Nama Pasar" over markets says what they are
    return common


_PLACES = re.compile(r"(?:nama|titik|lokasi|stasiun)\b", re.IGNORECASE)


def _is_bare(meaning: ValueMeaning) -> bool:
    """Tell whether a column says no more than a name below another header."""
    leaf = meaning.texts[-1] if meaning.texts else ""
    told = meaning.unit or meaning.year or meaning.part or meaning.dimensions or meaning.is_total
    return len(meaning.texts) == 2 and not told and not MEASURE_WORDS.match(leaf)


def _names_indicator(text: str) -> bool:
    """Tell whether a header over all columns names what is measured, not the breakdown below it."""
    return not _DIMENSION_WORDS.match(indonesian(text))


def _read_families(meanings: Sequence[ValueMeaning]) -> None:
    """Read headers like tpk, tpk_bintang, tpk_non_bintang as a total with its categories."""
    leaves = {m.texts[-1]: m for m in meanings if len(m.texts) == 1 and re.fullmatch(r"\w+", m.texts[-1])}
    for base, whole in list(leaves.items()):
        prefix = base.casefold() + "_"
        parts = [m for text, m in leaves.items() if text.casefold().startswith(prefix)]
        if len(parts) < 2 or is_total(base):
            continue
        name, unit = header_name(base)
        whole.is_total, whole.name = True, name
        whole.texts = []
        for part in parts:
            label = part.texts[-1][len(prefix) :]
            part.name, part.unit = name, part.unit or unit
            part.dimensions[UNNAMED] = category_name(label)
            part.texts = []


def _settle_texts(
    regions: Regions,
    meanings: list[ValueMeaning],
    common: list[str],
    title_dimensions: list[str],
    of_rows: Collection[str],
) -> None:
    """Decide for the texts left in headers whether they are indicators or categories."""
    for meaning in meanings:
        meaning.texts = [text for text in meaning.texts if text not in common]
    shared_name, shared_unit = ("", "")
    measured = [text for text in common if _names_indicator(text)]
    if measured:
        shared_name, shared_unit = header_name(measured[-1])
        named, dimensions = title_parts(regions, shared_name)
        shared_name = named or shared_name
        new = [d for d in dimensions if d not in title_dimensions and d not in of_rows]
        title_dimensions = [*title_dimensions, *new]
        for meaning in meanings:
            meaning.unit = meaning.unit or shared_unit
    _read_crossed_parents(meanings, shared_name, title_dimensions)
    groups: dict[tuple[str, ...], list[ValueMeaning]] = {}
    for meaning in meanings:
        if meaning.name:
            continue
        parents = tuple(meaning.texts[:-1])
        if (meaning.is_total or meaning.dimensions) and meaning.texts:
            parents = tuple(meaning.texts)
        groups.setdefault(parents, []).append(meaning)
    leaf_counts: dict[str, int] = {}
    for parents, members in groups.items():
        for leaf in {m.texts[-1] for m in members if len(m.texts) > len(parents)}:
            leaf_counts[leaf] = leaf_counts.get(leaf, 0) + 1
    for parents, members in groups.items():
        again = sum(parents[-1:] == other[-1:] for other in groups) > 1
        name_of_group = _name_of_parents(parents[-1:] if again else parents)
        _settle_group(parents, name_of_group, members, shared_name, leaf_counts, title_dimensions)


def _read_classified(meanings: Sequence[ValueMeaning], of_rows: Collection[str]) -> None:
    """Read columns that are the categories of a classification as such: 'A. Pertanian', 'B. Pertambangan'
    count one thing by lapangan usaha."""
    leaves = [m for m in meanings if m.texts and not m.name]
    dimension = classification_of({m.texts[-1] for m in leaves})
    if not dimension or dimension in of_rows or any(dimension in m.dimensions for m in meanings):
        return
    for meaning in leaves:
        meaning.dimensions[dimension] = category_name(meaning.texts.pop())
    for meaning in meanings:
        if meaning.is_total and meaning not in leaves:
            meaning.totals.add(dimension)


def _read_called_alike(meanings: Sequence[ValueMeaning], title_dimensions: Sequence[str]) -> None:
    """Read columns that all begin with the breakdown that the title names as its categories: 'Koridor I' and
    'Koridor II' of 'Jumlah Penumpang per Koridor'."""
    for dimension in title_dimensions:
        called = [
            m for m in meanings if m.texts and not m.name and fold(m.texts[-1]).startswith(f"{dimension} ")
        ]
        plain = [m for m in meanings if m.texts and not m.name]
        if len(called) < 2 or len(called) < len(plain) or any(dimension in m.dimensions for m in meanings):
            continue
        for meaning in called:
            meaning.dimensions[dimension] = category_name(meaning.texts.pop())
        for meaning in meanings:
            if meaning.is_total:
                meaning.totals.add(dimension)


def _read_listed_categories(
    meanings: Sequence[ValueMeaning], title_dimensions: Sequence[str], table_name: str
) -> None:
    """Read columns that name no measure as the categories of the kinds by which the title counts one thing:
    'Pengolahan' and 'Pemasaran' of 'Jumlah Kelompok Perikanan Menurut Jenis'."""
    kinds = [d for d in title_dimensions if _DIMENSION_WORDS.match(d) and not is_region_word(d)]
    measured = MEASURE_WORDS.match(table_name) or fold(table_name).startswith("populasi ")
    counted = measured and not re.search(r",|\bdan\b", table_name)
    if len(kinds) != 1 or not counted or len(meanings) < 2 or any(m.name or m.dimensions for m in meanings):
        return
    leaves = [m for m in meanings if len(m.texts) == 1]
    # "NTP" beside its subsectors is the whole of them.
    wholes = {m.index for m in leaves if fold(expand(m.texts[0])) == fold(table_name)}
    parts = [m for m in leaves if m.index not in wholes]
    plain = all(not m.unit and not MEASURE_WORDS.match(header_name(m.texts[0])[0]) for m in parts)
    if len(leaves) + sum(m.is_total for m in meanings) < len(meanings) or len(parts) < 2 or not plain:
        return
    if any(fold(m.texts[0]) in fold(table_name) for m in parts):
        return
    for meaning in leaves:
        text = meaning.texts.pop()
        if meaning.index in wholes:
            meaning.is_total = True
            meaning.totals.add(kinds[0])
        else:
            meaning.dimensions[kinds[0]] = category_name(text)


STAGE = re.compile(
    r"(?:tahap|termin|gelombang|putaran|minggu|pekan|sesi|angkatan|periode)(?: ke)?[ -]?(?:[ivx]+|\d+)"
)
"""A header that only numbers a stage of what the title or the header below it says, folded."""
_LISTED = re.compile(r",\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta|and)\s+|\s*&\s*", re.IGNORECASE)
_COUNTING = re.compile(r"(?:jumlah|banyaknya|number of)\s+", re.IGNORECASE)


def _read_listed_measures(
    meanings: Sequence[ValueMeaning], title_dimensions: Sequence[str], table_name: str
) -> None:
    """Read leaf headers that the title lists as what is measured, and the headers over them as categories:
    'SD' over 'Sekolah', 'Guru' and 'Murid' in 'Jumlah Sekolah, Guru, dan Murid Menurut Jenjang'."""
    leaves = [m for m in meanings if len(m.texts) == 2 and not m.name]
    told = {fold(_COUNTING.sub("", indonesian(m.texts[-1]))) for m in leaves}
    above = {fold(indonesian(m.texts[0])) for m in leaves}
    listed = {_without_end(fold(_COUNTING.sub("", item)), above) for item in _LISTED.split(table_name)} - {""}
    known = {dimension for m in meanings for dimension in m.dimensions}
    free = [d for d in title_dimensions if d not in known and not is_region_word(d)]
    crossed = len(above) > 1
    stages = crossed and all(STAGE.fullmatch(text) or is_total(text) for text in above)
    named = told <= listed or stages or (crossed and _are_units_apart(told))
    if len(told) < 2 or not named or not (free or crossed):
        return
    if any(m.texts and m not in leaves for m in meanings):
        return
    counted = _COUNTING.match(table_name)
    dimension = free[0] if free else UNNAMED
    for meaning in leaves:
        parent, leaf = meaning.texts
        name, unit = header_name(leaf)
        meaning.name = f"{counted[0].strip()} {name}" if counted and not _COUNTING.match(name) else name
        meaning.unit = meaning.unit or unit
        if is_total(parent):
            meaning.totals.add(dimension)
        else:
            meaning.dimensions[dimension] = category_name(parent)
        meaning.texts = []


def _without_end(item: str, above: Collection[str]) -> str:
    """Return an item of a title's list without the header that all items stand under: 'Murid' of 'Guru dan
    Murid SD'."""
    return next((item.removesuffix(f" {text}") for text in above if item.endswith(f" {text}")), item)


def _are_units_apart(leaves: Collection[str]) -> bool:
    """Tell whether headers are all units of what they count, and not of one thing: schools and teachers."""
    units = {parse_unit(leaf) for leaf in leaves}
    return "" not in units and len(units) > 1


def _read_crossed_parents(
    meanings: Sequence[ValueMeaning], listed: str, title_dimensions: Sequence[str]
) -> None:
    """Read 'SD' and 'SMP' over L, P and L+P as categories, where the title names a breakdown that nothing
    else gives, or a total over them has the same columns."""
    crossed = [m for m in meanings if len(m.texts) == 1 and (m.dimensions or m.is_total) and not m.name]
    wholes = [m for m in meanings if not m.texts and m.dimensions and m.is_total and not m.name]
    parents = {m.texts[0]: {*map(str, m.dimensions.items())} for m in crossed}
    for meaning in crossed:
        parents[meaning.texts[0]].update(map(str, meaning.dimensions.items()))
    shapes = {frozenset(shape) for shape in parents.values()}
    known = {name for m in meanings for name in m.dimensions}
    free = [d for d in title_dimensions if d not in known and not is_region_word(d)]
    plain = not any(MEASURE_WORDS.match(indonesian(p)) or header_name(p)[1] for p in parents)
    told = free or wholes or _are_opposed(parents)
    if len(parents) < 2 or len(shapes) != 1 or not told or not plain or listed:
        return
    if len(crossed) + len(wholes) + sum(m.is_total and not m.texts for m in meanings) < len(meanings):
        return
    name = free[0] if free else UNNAMED
    for meaning in crossed:
        meaning.dimensions[name] = category_name(meaning.texts.pop())
    for meaning in wholes:
        meaning.totals.add(name)


def _are_opposed(texts: Collection[str]) -> bool:
    """Tell whether of some headers one denies another: 'UMK' and 'Non UMK' are kinds, whatever they stand
    for."""
    folded = {fold(text) for text in texts}
    return any(f"{word} {text}" in folded for text in folded for word in ("non", "bukan", "tidak"))


def _settle_group(
    parents: tuple[str, ...],
    named: tuple[str, str],
    members: list[ValueMeaning],
    shared_name: str,
    leaf_counts: dict[str, int],
    title_dimensions: list[str],
) -> None:
    leaves = [m for m in members if len(m.texts) > len(parents)]
    known = {dimension for m in members for dimension in m.dimensions}
    parent = parents[-1] if parents else ""
    parent_name, parent_unit = named
    has_total = any(m.is_total for m in members)
    distinct = {m.texts[-1] for m in leaves}
    measures = {leaf for leaf in distinct if _is_measure(leaf, members)}
    units = {m.unit for m in leaves if m.unit}
    others = any(re.match(r"(?:lain|lainnya|lain-lain)", fold(leaf)) for leaf in distinct)
    others = others or _are_opposed(distinct)
    parent_is_dimension = bool(parent) and bool(_DIMENSION_WORDS.match(indonesian(parent)))
    rest = distinct - measures
    as_categories = (
        bool(rest)
        and len(units) <= 1
        and (
            (has_total and len(rest) >= 2)
            or others
            or parent_is_dimension
            or (bool(parent) and len(rest) >= 2)
        )
    )
    if (
        distinct
        and not as_categories
        and parent
        and all(leaf_counts.get(leaf, 0) > 1 for leaf in distinct)
        and measures == distinct
    ):
        # The same measures under several parents: the parents are the categories.
        free = (d for d in title_dimensions if d not in known and not is_region_word(d))
        name_of_dimension = next(free, UNNAMED)
        for meaning in leaves:
            meaning.name, unit = header_name(meaning.texts[-1])
            meaning.unit = meaning.unit or unit
            if is_total(parent):
                meaning.totals.add(name_of_dimension)
            else:
                meaning.dimensions[name_of_dimension] = category_name(parent)
        return
    dimension = ""
    if as_categories:
        if parent_is_dimension:
            dimension = dimension_name(parent) or fold(indonesian(parent))
        dimension = (
            dimension
            or next((d for d in title_dimensions if d not in known and not is_region_word(d)), "")
            or UNNAMED
        )
    indicator = shared_name if parent_is_dimension or not parent_name else parent_name
    for meaning in members:
        meaning.unit = meaning.unit or parent_unit
        if len(meaning.texts) > len(parents):
            leaf = meaning.texts[-1]
            if leaf in measures or not as_categories:
                name, unit = header_name(leaf)
                meaning.unit = meaning.unit or unit
                generic = fold(name) in GENERIC_MEASURES
                if parent_name and not parent_is_dimension and fold(name) in _PLANNED:
                    meaning.name = f"{name} {parent_name}"
                elif parent_name and not parent_is_dimension and not generic:
                    meaning.name = name if MEASURE_WORDS.match(name) else f"{parent_name}: {name}"
                elif parent_name and generic:
                    meaning.name = f"{name} {parent_name}" if fold(name) != "luas" else parent_name
                elif (
                    not parents
                    and _counts_one_thing(shared_name)
                    and not (generic or MEASURE_WORDS.match(name))
                ):
                    meaning.name = f"{shared_name}: {name}"
                else:
                    meaning.name = name
                continue
            letter = _LETTER.fullmatch(leaf.strip()) and dimension != "jenis kelamin"
            meaning.dimensions[dimension] = leaf.strip().lower() if letter else category_name(leaf)
            meaning.name = indicator
            continue
        meaning.name = indicator
        if meaning.is_total:
            summed = known | ({dimension} if dimension else set())
            meaning.totals.update(summed - meaning.dimensions.keys())


def _counts_one_thing(name: str) -> bool:
    """Tell whether a header over all columns says what is counted below it: 'Jumlah Kematian'."""
    return MEASURE_WORDS.match(name) is not None and fold(name) not in GENERIC_MEASURES


def _name_of_parents(parents: tuple[str, ...]) -> tuple[str, str]:
    """Return the name and the unit that the headers over some columns give: the last of them, behind the one
    above it where it names no measure of its own: 'Bayi Diimunisasi: DPT-HB-Hib3' over L and P."""
    if not parents:
        return "", ""
    name, unit = header_name(parents[-1])
    if len(parents) == 1 or MEASURE_WORDS.match(name) or _DIMENSION_WORDS.match(indonesian(parents[-1])):
        return name, unit
    above, unit_above = header_name(parents[-2])
    if _DIMENSION_WORDS.match(indonesian(parents[-2])) or fold(above) in fold(name):
        return name, unit
    return f"{above}: {name}", unit or unit_above


def _is_measure(leaf: str, members: Sequence[ValueMeaning]) -> bool:
    name, unit = header_name(leaf)
    siblings = {word for m in members if m.texts for word in fold(m.texts[-1]).split()}
    if fold(name) == "tinggi" and siblings & {"rendah", "sedang", "menengah"}:
        return False  # a grade, no height
    if fold(name) in GENERIC_MEASURES or MEASURE_WORDS.match(name):
        return True
    others = {m.unit for m in members if m.texts and m.texts[-1] != leaf and m.unit}
    if unit == "persen" and not others and len(siblings) > 2:
        return True  # "NPL (%)" beside kinds of credit, whose unit the title gives
    return bool(unit) and bool(others) and unit not in others


def is_region_word(text: str) -> bool:
    """Tell whether a breakdown of a title is by region or time, which are no categories."""
    return bool(
        re.match(
            rf"(?:kabupaten|kota|provinsi|wilayah|kab|bulan|tahun|triwulan|(?:{DISTRICTS}|{VILLAGES})\b)",
            text,
        )
    )
