"""What the texts at the head of each row name: an indicator, or the category of a breakdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from rupadata.model.region import Region, RegionLevel
from rupadata.regions.gazetteer import is_within
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.cell_units import take_unit
from rupadata.tables.lexicon.naming import category_name, dimension_name, header_name, is_kind_of
from rupadata.tables.lexicon.table_regions import SURE, match_labels
from rupadata.tables.lexicon.table_words import (
    AGAINST_BEFORE,
    GENERIC_HEADERS,
    OF_PRICES,
    PATH,
    UNNAMED,
    WHOLE_OF_PRICES,
    enumeration,
    fold,
    indonesian,
    is_average,
    is_english,
    is_total,
    known_category,
    strip_enumeration,
)
from rupadata.tables.meaning.meanings import MEASURE_WORDS, is_region_word
from rupadata.tables.meaning.own_rates import RATE, set_own_rate
from rupadata.tables.meaning.row_regions import read_hierarchy, take_year
from rupadata.tables.shape.blocks import TableBlock
from rupadata.tables.shape.coded_rows import is_called
from rupadata.tables.shape.columns import Column, RegionHeader, Role, label_text
from rupadata.tables.shape.row_types import RowMeaning, RowsMeaning
from rupadata.tables.sheet import Sheet, cell_text

NOISE_LABELS = frozenset({"data", "summary", "ringkasan"})


def drop_repeated(sheet: Sheet, labels: list[Column], rows: Sequence[RowMeaning]) -> list[Column]:
    """Drop label columns that say nothing (one value) or that another column says in full
    ('uraian_lengkap')."""
    texts = {c.index: [label_text(sheet, m.row, c)[0] for m in rows[:3000]] for c in labels}
    kept = []
    for column in labels:
        own = texts[column.index]
        distinct = {fold(t) for t in own if t}
        if distinct and distinct <= NOISE_LABELS | {"total"} and len(labels) > 1:
            continue
        longer = any(
            other is not column
            and all(b.endswith(a) for a, b in zip(own, texts[other.index]))
            and texts[other.index] != own
            for other in labels
        )
        if longer:
            continue
        coded = re.match(r"(?:kode|kd|code)\b", fold(column.header).replace("_", " ")) is not None
        if any(_codes(own, texts[other.index], told=coded) for other in labels if other is not column):
            continue
        english = any(
            other is not column
            and other.index < column.index
            and column.index > 0
            and _translates(own, texts[other.index])
            for other in labels
        )
        if english:
            continue
        kept.append(column)
    return kept


def _codes(own: Sequence[str], other: Sequence[str], *, told: bool) -> bool:
    """Tell whether a column gives the codes of another's words: A beside Pertanian, 5.1 beside Belanja.

    `told` says that its header calls them so: codes of diseases are as long as some of their names.
    """
    pairs = {(a, b) for a, b in zip(own, other) if a and b}
    one_to_one = len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    short = all(len(a) <= _LONGEST_CODE and not re.search(r"[^\W\d_]{2} ", a) for a, _ in pairs)
    return (
        len(pairs) >= 3
        and one_to_one
        and short
        and (1 if told else 3) * sum(len(a) for a, _ in pairs) <= sum(len(b) for _, b in pairs)
    )


_LONGEST_CODE = 20


_TIME = (Role.YEAR, Role.MONTH, Role.QUARTER, Role.SEMESTER, Role.PERIOD)


_REMARK = re.compile(r"^(?:keterangan|ket\.?|catatan|remarks?|notes?)\b", re.IGNORECASE)
"""Headers of texts beside figures that people wrote about them."""
_GRADE = re.compile(r"(?:(?:status )?mutu|predikat|grade|kinerja|peringkat|kategori)\b", re.IGNORECASE)
_GRADES = re.compile(
    r"[a-e](?: ?\([^()]*\))?|-|–|"
    r"(?:sangat |cukup |kurang |tidak )?(?:baik|puas|memuaskan|tinggi|rendah|sedang)|"
    r"(?:ter)?cemar (?:ringan|sedang|berat)|(?:tidak )?memenuhi(?: baku mutu)?",
    re.IGNORECASE,
)
"""The grades of figures; where nothing else tells the rows apart they are what is counted by."""


def drop_attributes(
    sheet: Sheet, columns: Sequence[Column], labels: list[Column], out: RowsMeaning
) -> list[Column]:
    """Drop texts that only describe a row, as 'Sedang' and 'Tinggi' do an index or its name a health centre:
    regions and periods fill a grid in which each row is single without them."""
    rows = out.rows[:3000]

    def texts(chosen: Iterable[Column]) -> list[tuple[str, ...]]:
        found = [tuple(fold(label_text(sheet, m.row, c)[0]) for c in chosen) for m in rows]
        return [key if any(key) else () for key in found]

    regions = texts([c for c in columns if c.role in (Role.REGION_CODE, Role.REGION_NAME)])
    periods = texts([c for c in columns if c.role in _TIME])
    kept = list(labels)
    # "Jenis Jamkes" beside "% Penerima Jamkes" and "Jenis Kerja" beside "% Kerja" say what each counts.
    values = [c.header for c in columns if c.role is Role.VALUE]
    owned = [c for c in labels if any(is_kind_of(c.header, name) for name in values)]
    for column in reversed(labels):
        own = {text for text in texts([column]) if text}
        if len(owned) > 1 and column in owned:
            continue
        others = texts([c for c in kept if c is not column])
        single = len(set(zip(regions, periods, others))) == len(rows)
        graded = _GRADE.match(column.path[-1] if column.path else "") and all(
            _GRADES.fullmatch(text) for (text,) in own
        )
        if single and (graded or _REMARK.search(" ".join(column.path))):
            kept.remove(column)
            out.attributes.append(column)
            continue
        known = sum(bool(known_category(text[0])) for text in own)
        if len(own) < 2 or len(rows) < 4 or known * 2 >= len(own):
            continue
        lone_region = not out.regions_in_rows and (len(set(periods)) < 2 or len(set(others)) < 2)
        size = len(set(regions)) * len(set(periods)) * len(set(others))
        if lone_region or size * 2 > len(rows) * 3:
            continue
        if single:
            kept.remove(column)
            out.attributes.append(column)
    return kept


def _translates(own: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a column repeats another in English: one to one, its texts English."""
    pairs = {(a, b) for a, b in zip(own, other) if a or b}
    if len(pairs) < 3 or len({a for a, _ in pairs}) != len(pairs) or len({b for _, b in pairs}) != len(pairs):
        return False
    return sum(is_english(a) for a, _ in pairs) * 2 > len(pairs)


def repeats(sheet: Sheet, labels: Sequence[Column], rows: Sequence[RowMeaning]) -> bool:
    """Tell whether labels come again with other regions or periods: a long table."""
    for column in labels:
        texts = [label_text(sheet, m.row, column)[0] for m in rows[:3000]]
        if len(set(texts)) * 1.5 < len(texts):
            return True
    return False


def read_label(
    sheet: Sheet,
    block: TableBlock,
    column: Column,
    out: RowsMeaning,
    title_dimensions: Sequence[str],
    long: bool,
    has_units: bool,
    columns: Sequence[Column],
) -> None:
    """Take the texts of one label column into the rows: categories, regions, or indicators."""
    numbers = [c for c in columns if c.role is Role.ID and c.index < column.index]
    labels = {
        m.row: label_text(sheet, m.row, column)[0] or _in_number_column(sheet, m.row, numbers)
        for m in out.rows
    }
    texts = _without_english(labels, column.header)
    unique = list(dict.fromkeys(t for t in texts.values() if t))
    if not unique:
        return
    parts = [t for t in unique if not is_total(t)]
    known = [known_category(t) for t in parts]
    dimensions = [k[0] for k in known if k]
    if parts and len(dimensions) * 10 >= len(parts) * 6:
        name = max(set(dimensions), key=dimensions.count)
        _set_dimension(out, texts, name, column)
        _mark_subtotals(sheet, column, numbers, columns, out)
        return
    if not out.regions_in_rows and _try_regions(sheet, block, column, out, parts, columns):
        return
    free = [name for name in title_dimensions if name not in out.label_kinds.values()]
    kind = _label_kind(block, column, unique, parts, out, free, long, has_units)
    out.label_kinds[column.index] = kind
    if kind == "indicator":
        whole: RowMeaning | None = None
        placed = _regions_below(sheet, column, texts, out)
        for meaning in out.rows:
            label = texts[meaning.row]
            if meaning.own:
                continue
            if meaning.row in placed:
                above = placed[meaning.row][1]
                meaning.region, meaning.region_text = placed[meaning.row][0], label
                meaning.indicator, meaning.unit = above.indicator, meaning.unit or above.unit
                meaning.labels, meaning.dimensions = (*meaning.labels, label), dict(above.dimensions)
                continue
            category = known_category(strip_enumeration(label) or label) if label else None
            if category and whole is not None and (not meaning.unit or meaning.unit == whole.unit):
                # "a. Laki-laki" below "Jumlah Penduduk" is a part of it.
                meaning.indicator, meaning.unit = whole.indicator, whole.unit
                meaning.labels = (*meaning.labels, label)
                meaning.dimensions[category[0]] = category[1]
                whole.totals.add(category[0])
                continue
            if label and whole is not None and _is_item_of(label, meaning.unit, whole):
                meaning.indicator = whole.indicator
                meaning.labels = (*meaning.labels, label)
                meaning.dimensions[UNNAMED] = category_name(strip_enumeration(label))
                whole.totals.add(UNNAMED)
                continue
            if label:
                name, unit = _indicator_of_path(label)
                if whole is not None and _CHANGE_OF.fullmatch(fold(name)):
                    name = f"{name} {whole.indicator}"  # of the row right above it
                else:
                    whole = meaning
                meaning.indicator = f"{meaning.indicator} {name}".strip() if meaning.indicator else name
                meaning.unit = meaning.unit or unit
                meaning.labels = (*meaning.labels, label)
        return
    _set_dimension(out, texts, kind, column)
    _mark_subtotals(sheet, column, numbers, columns, out)


_CHANGE_OF = re.compile(r"(?:laju )?(?:pertumbuhan|perubahan|kenaikan|penurunan|selisih)")
"""A label that only says that the row above it changed: 'Perubahan' below 'PDRB ADHK'."""


def is_listed(label: str) -> bool:
    """Tell whether a label is an item of a list, set in below another, and does not say its whole path."""
    return PATH not in label and enumeration(label) in ("letter", "dash")


def _is_item_of(label: str, unit: str, whole: RowMeaning) -> bool:
    """Tell whether a label lists a part of the indicator above it: '- Aktif' below 'Jumlah Koperasi', in
    the same unit and without a word that would make it a measure of its own."""
    ranks = ("", "number", "letter", "dash")
    above = enumeration(whole.labels[-1].rpartition(PATH)[2] if whole.labels else "")
    deeper = is_listed(label) and ranks.index(enumeration(label)) > ranks.index(above)
    return deeper and bool(unit) and unit == whole.unit and not MEASURE_WORDS.match(strip_enumeration(label))


def _regions_below(
    sheet: Sheet, column: Column, texts: dict[int, str], out: RowsMeaning
) -> dict[int, tuple[Region, RowMeaning]]:
    """Return the rows that name parts of the home region, set in below an indicator or a category of it, each
    with the row that it is a part of. One alone may only be called so."""
    found: dict[int, tuple[Region, RowMeaning]] = {}
    if not out.home or out.regions_in_rows:
        return found
    stack: list[tuple[int, RowMeaning]] = []
    for meaning in out.rows:
        label, depth = texts[meaning.row], label_text(sheet, meaning.row, column)[1]
        while stack and stack[-1][0] >= depth:
            stack.pop()
        match = (
            out.regions.find(strip_enumeration(label) or label, within=out.home) if label and stack else None
        )
        sure = match is not None and match.score >= SURE and match.how != "near" and not match.alternatives
        if (
            match is not None
            and sure
            and is_within(match.region.code, out.home)
            and match.region.code != out.home
        ):
            found[meaning.row] = match.region, stack[-1][1]
            continue
        stack.append((depth, meaning))
    return found if len({region.code for region, _ in found.values()}) > 1 else {}


def _in_number_column(sheet: Sheet, row: int, numbers: Sequence[Column]) -> str:
    """Return the words that stand where other rows have their number: "Jumlah", "Surplus/(Defisit)"."""
    texts = (cell_text(sheet.value(row, column.index)) for column in numbers)
    return next((text for text in texts if re.search(r"[^\W\d_]{3}", text)), "")


def _without_english(texts: dict[int, str], header: str) -> dict[int, str]:
    """Drop what follows the slash or the line break in all labels where most of it is plainly English, or

    where all labels have two halves as their header has, whose second is English.
    """
    halves: dict[str, str] = {}
    for text in set(texts.values()):
        parts = [part.strip() for part in re.split(r"\n|/", text) if part.strip()]
        if len(parts) == 2 and PATH not in text:
            halves[text] = parts[0]
    english = sum(is_english(re.split(r"\n|/", text)[-1]) for text in halves)
    every = len(halves) >= 3 and set(halves) == {text for text in texts.values() if text}
    bilingual = bool(re.search(r"\n|/", header)) and is_english(re.split(r"\n|/", header)[-1])
    if (english < 3 or english * 3 < len(halves) * 2) and not (every and bilingual and english):
        return texts
    return {row: halves.get(text, text) for row, text in texts.items()}


_CODE = re.compile(r"((?:\d+|[A-Z](?=\.))(?:\.\d+|\.\s?(?:\d{1,2}|[a-z])(?=\.))*)\.?(?=\s|$)")
"""A code at the head of a label: 1.1.2, A.1., or with spaces in it, A. 1. a."""


def _texts_of(sheet: Sheet, index: int, out: RowsMeaning) -> list[str]:
    """Return what stands in a column in each row."""
    if (found := out.texts.get(index)) is None:
        found = out.texts[index] = [cell_text(sheet.value(m.row, index)) for m in out.rows]
    return found


def _mark_by_code_path(sheet: Sheet, coded: Sequence[Column], out: RowsMeaning) -> bool:
    """Mark rows whose codes, in one or several columns, go on in the next row: '2.16 | 2.16.01' above
    '2.16 | 2.16.01 | 5.1.02'. Return whether there are any."""
    places = [index for c in coded for index in range(c.index, c.index + c.span)]
    columns = [_texts_of(sheet, index, out) for index in places]
    unique = {text.strip(" .") for texts in columns for text in set(texts)}
    if not any("." in code for code in unique):
        return False
    if not all(_CODE.fullmatch(code) or not re.search(r"\d", code) for code in unique):
        return False
    paths = [tuple(text.strip(" .") for text in texts) for texts in zip(*columns)]
    above = [
        any(path)
        and path != below
        and all(b == a or not a or b.startswith(f"{a}.") for a, b in zip(path, below))
        for path, below in pairwise(paths)
    ]
    for meaning, is_above in zip(out.rows, above):
        meaning.subtotal = meaning.subtotal or is_above
    return any(above)


def _runs(sheet: Sheet, column: Column, out: RowsMeaning) -> bool:
    """Tell whether a column only numbers the rows: 1, 2, 3."""
    number = 0
    for text in _texts_of(sheet, column.index, out):
        if plain := text.strip(" .)"):
            number += 1
            if plain != str(number):
                return False
    return number > 2


def _mark_subtotals(
    sheet: Sheet,
    column: Column,
    numbers: Sequence[Column],
    columns: Sequence[Column],
    out: RowsMeaning,
) -> None:
    """Mark categories that hold finer ones: told by codes (1.1 holds 1.1.2), indentation, or numbering."""
    _mark_limited_totals(_texts_of(sheet, column.index, out), out)
    left = [c for c in columns if c.index < column.index and c.role in (Role.ID, Role.IGNORED, Role.LABEL)]
    left = [c for c in left if not _runs(sheet, c, out)]
    if left and _mark_by_code_path(sheet, left, out):
        return
    told = zip(*(_texts_of(sheet, c.index, out) for c in (column, *numbers)))
    found = {texts: _first_code(texts) for texts in set(told)}
    outer = {code.rpartition(".")[0] for code in found.values()} - {""}
    if outer & set(found.values()):
        told = zip(*(_texts_of(sheet, c.index, out) for c in (column, *numbers)))
        for meaning, texts in zip(out.rows, told):
            meaning.subtotal = meaning.subtotal or found[texts] in outer
        return
    ranks = _ranks_of(sheet, column, out)
    shapes = {rank for rank in ranks if rank}
    if len(shapes) < 2 or None in shapes:
        return
    for meaning, rank, below in zip(out.rows, ranks, ranks[1:]):
        if rank and below and below > rank and (below[0] > rank[0] or 0 < rank[1] < below[1]):
            meaning.subtotal = True


def _mark_limited_totals(texts: Sequence[str], out: RowsMeaning) -> None:
    """Mark what holds nearly all parts and says so: 'PDRB tanpa migas' beside the total 'PDRB'."""
    wholes = {fold(text) for meaning, text in zip(out.rows, texts) if meaning.is_total and text}
    for meaning, text in zip(out.rows, texts) if wholes else ():
        whole, *limited = _LIMITED.split(fold(text), maxsplit=1)
        meaning.subtotal = meaning.subtotal or (bool(limited) and whole in wholes)


_LIMITED = re.compile(r"\s+(?:tanpa|non|di ?luar|selain|excluding|without)\s+")


def _first_code(texts: Sequence[str]) -> str:
    return next((re.sub(r"\s", "", match[1]) for text in texts if (match := _CODE.match(text))), "")


def _ranks_of(sheet: Sheet, column: Column, out: RowsMeaning) -> list[tuple[int, int] | None]:
    """Return how deep the label of each row stands and how it is numbered; None without a label or for a
    sum."""
    plain = column.span == 1 and not sheet.formats  # then a label is the same wherever it stands
    known: dict[object, tuple[int, int] | None] = {}
    ranks = []
    for meaning in out.rows:
        key = sheet.value(meaning.row, column.index) if plain else meaning.row
        if key not in known:
            label, depth = label_text(sheet, meaning.row, column)
            known[key] = (depth, _numbering_rank(label)) if label and not is_total(label) else None
        ranks.append(known[key])
    return ranks


@lru_cache(maxsize=65536)
def _numbering_rank(label: str) -> int:
    """Order kinds of numbering from the widest: A. I. 1. a. 1) a) - ; 0 for none."""
    for rank, pattern in enumerate(
        (
            r"[A-Z]\.\s",
            r"[IVX]+\.\s",
            r"\d+\.\s",
            r"\d+\.\d+\.?\s",
            r"[a-z]\.\s",
            r"\d+\)",
            r"[a-z]\)",
            r"[-•–]\s",
        ),
        1,
    ):
        if re.match(pattern, label):
            return rank
    return 0


def _indicator_of_path(label: str) -> tuple[str, str]:
    if PATH in label:
        pieces = [header_name(strip_enumeration(piece) or piece) for piece in label.split(PATH)]
        return ": ".join(name for name, _ in pieces if name), pieces[-1][1]
    return header_name(label)


def are_regions(column: Column, parts: Sequence[str], regions: Regions, home: str) -> bool:
    """Tell whether the labels of a column, whose header names no region, are names of regions."""
    return _levels_of_regions(column, parts, regions, home) is not None


def _levels_of_regions(
    column: Column, parts: Sequence[str], regions: Regions, home: str
) -> tuple[int, ...] | None:
    """Return the levels that the labels of a column name, empty where that stays open, None where they are no
    regions.

    Without a home region, labels are districts where nearly all of them are called as districts of one
    regency.
    """
    header = fold(indonesian(column.header)).replace(" ", "_")
    if header and header not in GENERIC_HEADERS and header not in ("", "nama", "daerah", "lokasi", "area"):
        return None
    plain = [strip_enumeration(part) or part for part in parts]
    found = match_labels(regions, plain, home)
    enough = len(found.regions) >= 2 or (len(found.regions) == 1 and len(parts) == 1)
    if enough and found.share >= 0.75:
        return ()
    if home or not _FEWEST_DISTRICTS <= len(plain) <= _MOST_DISTRICTS:
        return None
    districts = match_labels(regions, plain, "", RegionLevel.DISTRICT)
    around = {region.parent_code for region in districts.regions.values()}
    return (int(RegionLevel.DISTRICT),) if len(around) == 1 and districts.share >= 0.9 else None


_FEWEST_DISTRICTS, _MOST_DISTRICTS = 5, 60
"""So many names called as the districts of one regency are no chance; no regency has more."""


def _try_regions(
    sheet: Sheet,
    block: TableBlock,
    column: Column,
    out: RowsMeaning,
    parts: Sequence[str],
    columns: Sequence[Column],
) -> bool:
    levels = _levels_of_regions(column, parts, out.regions, out.home)
    if levels is None:
        return False
    out.regions_in_rows = True
    told = replace(column, region=RegionHeader(False, levels)) if levels else column
    read_hierarchy(sheet, block, told, out, columns)
    return True


_KIND_OF_MEASURE = re.compile(
    r"(?:pdrb )?(?:adhb|adhk|(?:atas dasar )?harga (?:berlaku|konstan)|distribusi|kontribusi|struktur|laju|"
    r"pertumbuhan|indeks|implisit|andil|inflasi|"
    rf"{AGAINST_BEFORE}|ytd)\b"
)
"""Ways to measure one thing: current and constant prices, shares, growth. They are no parts of a whole."""


def is_way_to_measure(text: str) -> bool:
    """Tell whether a label only says in which way something is measured: 'Atas Dasar Harga Berlaku'."""
    return _KIND_OF_MEASURE.match(fold(text)) is not None


def _label_kind(
    block: TableBlock,
    column: Column,
    unique: Sequence[str],
    parts: Sequence[str],
    out: RowsMeaning,
    title_dimensions: Sequence[str],
    long: bool,
    has_units: bool,
) -> str:
    """Return `indicator`, or the name of the dimension whose categories the labels are."""
    header = dimension_name(column.header)
    units = sum(bool(take_unit(text)[1]) for text in unique)
    own_units = {m.unit for m in out.rows if m.unit}
    measures = sum(
        bool(
            re.match(
                r"(?:[a-z0-9]+[.)] ?)?(?:jumlah|persentase|rata-rata|tingkat|indeks|laju|angka|luas|nilai)\b",
                fold(t),
            )
        )
        for t in parts
    )
    from_title = next(
        (d for d in title_dimensions if not is_region_word(d)),
        "",
    )
    has_total = len(parts) < len(unique)
    if parts and all(map(is_way_to_measure, parts)):
        return "indicator"
    if units * 3 >= len(unique) or (has_units and len(own_units) > 1 and not header):
        return "indicator"
    if measures * 10 >= max(1, len(parts)) * 8 and not header.startswith(("jenis", "status")):
        return "indicator"
    if header.startswith("indikator"):
        return "indicator"
    if header:
        return header if not (header.endswith("lengkap") and len(own_units) > 2) else "indicator"
    if has_total or from_title:
        if from_title:
            return from_title
        pretty = fold(indonesian(column.header))
        return pretty if pretty in ("komponen", "kelompok", "kategori", "jenis", "elemen") else UNNAMED
    if long and not has_units:
        pretty = fold(indonesian(column.header))
        first_words = {fold(t).split(" ")[0] for t in parts if t}
        if len(first_words) == 1 and len(parts) > 2 and all(" " in fold(t) for t in parts):
            return f"jenis {first_words.pop()}"
        if pretty and not pretty.startswith("dim"):
            return UNNAMED if pretty in ("uraian", "rincian", "keterangan", "indikator", "nama") else pretty
    named = fold(indonesian(column.header))
    return named if named in ("kategori", "jenis", "kelompok", "komponen", "golongan") else "indicator"


def _set_dimension(out: RowsMeaning, texts: dict[int, str], name: str, column: Column) -> None:
    out.label_kinds[column.index] = name
    sums = [
        t for t in dict.fromkeys(texts.values()) if re.match(r"(?:\d+[.)]\s*)?(?:total|jumlah)\b", t, re.I)
    ]
    wholes = set(sums) if len(sums) == 1 and len(set(texts.values())) > 2 else set()
    if OF_PRICES.search(out.title) and len(set(texts.values())) > 2:
        wholes |= {t for t in set(texts.values()) if fold(t) in WHOLE_OF_PRICES}
    wholes |= {t for t in set(texts.values()) if out.home and is_called(out.regions, t, out.home)}
    rates = _rates_among(texts.values())
    prefix = _common_prefix(
        [category_name(t) for t in dict.fromkeys(texts.values()) if t and not is_total(t)]
    )
    said = (f"{fold(text)} " for text in (out.title, column.header))
    prefix = prefix if any(prefix in text for text in said) else ""  # else nothing says it
    for meaning in out.rows:
        text = texts[meaning.row]
        if not text or meaning.own:
            continue
        meaning.labels = (*meaning.labels, text)
        if text in rates:
            set_own_rate(meaning, text)
            continue
        bare = take_unit(text)[0] or text
        if is_total(bare) or text in wholes or (not name.startswith("tahun") and take_year(meaning, text)):
            meaning.is_total = True
            meaning.average = meaning.average or is_average(text)
            meaning.totals.add(name)
            continue
        meaning.dimensions[name] = category_name(text)[len(prefix) :]
        unit = take_unit(text)[1]
        if unit and not meaning.unit and name != "kelompok umur":
            meaning.unit = unit


def _rates_among(texts: Iterable[str]) -> set[str]:
    """Return the few labels that name a rate among categories that are counted: TPAK below 'Bekerja'."""
    unique = {text for text in texts if text}
    rates = {text for text in unique if RATE.match(text)}
    return rates if len(rates) * 2 < len(unique) else set()


def _common_prefix(names: Sequence[str]) -> str:
    """Return the words that all categories begin with, when they are two or more: 'investasi sektor '."""
    if len(names) < 3:
        return ""
    words = [name.split(" ") for name in names]
    shared = 0
    while all(len(w) > shared + 1 for w in words) and len({w[shared] for w in words}) == 1:
        shared += 1
    return " ".join(words[0][:shared]) + " " if shared >= 2 else ""
