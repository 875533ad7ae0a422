"""From one table on a sheet to observations: every figure with its region, period, categories, unit and cell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rupadata.language import say
from rupadata.model.region import Region
from rupadata.model.source import cell_name
from rupadata.problems import Place, Problem, Severity
from rupadata.regions.gazetteer import get_region
from rupadata.tables.blocks import Block
from rupadata.tables.columns import Column, Role, classify_columns
from rupadata.tables.context import Context, title_of_stem
from rupadata.tables.meanings import GENERIC_MEASURES, MEASURE_WORDS, ValueMeaning, read_meanings
from rupadata.tables.naming import dimension_name, expand, title_parts, with_qualifier
from rupadata.tables.numbers import Figure, Mark, MarkDecision, decide_mark, read_number, read_text
from rupadata.tables.periods import TextPeriod, find_period
from rupadata.tables.rows import RowMeaning, RowsMeaning, read_rows, settle_home
from rupadata.tables.privacy import stop_for_personal_data
from rupadata.tables.sheet import CellValue, Sheet, cell_text
from rupadata.tables.tidy_types import Observed, TidyTable
from rupadata.tables.units import counts_things, infer_unit, measure_of, parse_unit, take_unit
from rupadata.tables.words import fold, known_category


def tidy_block(
    sheet: Sheet, block: Block, context: Context, *, earlier_title: str = "", drop_columns: Sequence[str] = ()
) -> TidyTable:
    """Return the observations of one table of a sheet; none while a column of it holds personal data."""
    title = _title_of(sheet, block, earlier_title)
    notes, producer = _notes_of(sheet, block)
    columns = _without(classify_columns(sheet, block), drop_columns)
    personal = stop_for_personal_data(sheet, block, columns, context)
    if personal:
        return TidyTable(title, [], personal, columns, block=block)
    values = [c for c in columns if c.role is Role.VALUE]
    base_title = title or sheet.title or context.title or title_of_stem(context.stem)
    home_region, home_source = context.home(
        title, sheet.title, _header_texts(columns), f"{producer} {notes}"[:400]
    )
    home = sheet.region or (home_region.code if home_region else context.region)
    indicator_title, title_dimensions = title_parts(base_title) if base_title else ("", ())
    of_rows = _dimensions_of_rows(columns)
    meanings = read_meanings(values, [d for d in title_dimensions if d not in of_rows], home)
    names = {m.name for m in meanings if m.name}
    rows = read_rows(sheet, block, columns, home, title_dimensions, columns_measure=len(names) > 1)
    home = settle_home(rows) or home
    table = TidyTable(base_title, [], columns=columns, home=home, block=block)
    table_period, period_source = _table_period(title, sheet, context, _header_texts(columns))
    unit_of_title = (
        parse_unit(sheet.unit)
        or sheet.unit.lower()
        or take_unit(title)[1]
        or take_unit(sheet.title)[1]
        or ("" if title else take_unit(base_title)[1])
    )
    name_of_table = indicator_title or (indicator_from_stem(context.stem) if not title else "")
    marks = _decide_marks(sheet, block, values, meanings, unit_of_title)
    producer = producer or sheet.producer or context.producer
    all_notes = "; ".join(part for part in (notes, sheet.notes) if part)
    _report_marks(table, sheet, block, context, marks)

    has_periods = any(m.year or m.part for m in meanings) or any(r.year or r.part for r in rows.rows)
    facts = TableFacts(
        sheet,
        context,
        home,
        table_period,
        unit_of_title,
        name_of_table,
        marks,
        producer,
        all_notes,
        len(names) <= 1,
    )
    for row in rows.rows:
        for meaning in meanings:
            _observe(table, facts, row, meaning)
    _drop_blank_borders(table)
    _find_implied_totals(table.observations)
    assign_roles(table.observations, home)
    _report_regions(table, sheet, rows, values, context)
    if not has_periods and not table_period and table.observations:
        table.problems.append(_no_period(sheet, context))
    if home_source == "folder" and not rows.regions_in_rows and table.observations:
        table.problems.append(_home_from_folder(sheet, context, home))
    if not home and not rows.regions_in_rows and table.observations:
        table.problems.append(_no_region(sheet, context))
    del period_source
    return table


def _without(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Return the columns with those of the given headers left out."""
    wanted = {fold(name) for name in names}
    return [
        column.with_role(Role.IGNORED, "dropped")
        if wanted & {fold(column.header), *map(fold, column.path)}
        else column
        for column in columns
    ]


def _dimensions_of_rows(columns: Sequence[Column]) -> set[str]:
    """Return the dimensions that label columns break down by, so that headers do not claim them too."""
    found: set[str] = set()
    for column in columns:
        if column.role is Role.LABEL:
            found.add(dimension_name(column.header))
            found.update(known[0] for sample in column.samples[:20] if (known := known_category(sample)))
    return found


def indicator_from_stem(stem: str) -> str:
    """Return an indicator name from a file name."""
    title = title_of_stem(stem)
    return title_parts(title)[0] if title else ""


def _title_of(sheet: Sheet, block: Block, earlier: str) -> str:
    texts = []
    for row in block.titles:
        parts = [cell_text(v) for v in sheet.rows[row] if v is not None and cell_text(v)]
        if parts:
            texts.append(" ".join(dict.fromkeys(parts)))
    texts = [t for t in texts if not re.fullmatch(r"\(?lanjutan.*|\(?continued.*", t.strip(), re.I)]
    joined = "\n".join(texts)
    if earlier and (
        not texts
        or re.search(
            r"lanjutan|continued", "\n".join(cell_text(v) for r in block.titles for v in sheet.rows[r]), re.I
        )
    ):
        return joined or earlier
    return joined


def _notes_of(sheet: Sheet, block: Block) -> tuple[str, str]:
    """Return the notes below a table, and the producer that its source line names."""
    notes, producer = [], ""
    for row in block.notes:
        text = " ".join(
            cell_text(v).replace("\n", " ") for v in sheet.rows[row] if v is not None and cell_text(v)
        )
        text = re.sub(r"<[^>]*>", "", text).strip()
        if not text:
            continue
        match = re.match(r"(?:sumber|source)\s*(?:/\s*source)?\s*(?:data)?\s*[:.]\s*(.+)", text, re.I)
        if match and not producer and not match[1].startswith("http"):
            producer = re.split(r"\s*(?:/\s*(?=[A-Z])|Data dikutip)", match[1])[0].strip(" .;")
            continue
        if re.match(r"(?:source url|access time|source\s*:)", text, re.I):
            continue
        notes.append(text)
    return "; ".join(notes)[:1000], producer[:200]


def _header_texts(columns: Sequence[Column]) -> str:
    texts = dict.fromkeys(
        text
        for column in columns
        for text in column.path
        if len(text) > 20 or column.role is Role.REGION_NAME
    )
    return " ; ".join(texts)[:600]


def _table_period(title: str, sheet: Sheet, context: Context, headers: str) -> tuple[TextPeriod | None, str]:
    for text, source in ((title, "title"), (sheet.title, "title")):
        for line in text.split("\n") if text else ():
            found = find_period(line)
            if found and found.year and not found.span:
                return found, source
    if context.period and (found := find_period(context.period)):
        return found, "catalogue"
    if found := context.file_period():
        return found, "file name"
    found = find_period(sheet.name.replace("_", " ")) if sheet.name else None
    if found and found.year and not found.span:
        return found, "sheet name"
    found = find_period(context.title) if context.title else None
    if found and found.year and not found.span:
        return found, "catalogue"
    for folder in context.folders[:1]:
        found = find_period(folder.replace("_", " "))
        if found and found.year and not found.span:
            return found, "folder"
    return None, ""


def _decide_marks(
    sheet: Sheet, block: Block, values: Sequence[Column], meanings: Sequence[ValueMeaning], unit: str
) -> dict[int, MarkDecision]:
    rows = [row for row in block.body if row not in block.groups]
    texts: dict[int, list[str]] = {}
    for column in values:
        texts[column.index] = [v for row in rows if isinstance(v := sheet.value(row, column.index), str)]
    own = {index: decide_mark(cells) for index, cells in texts.items()}
    proofs = {Mark.COMMA: 0, Mark.DOT: 0}
    for decision in own.values():
        if decision.reason == "siblings":
            proofs[decision.mark] += decision.proofs
    around = Mark.UNKNOWN
    if proofs[Mark.COMMA] or proofs[Mark.DOT]:
        around = Mark.COMMA if proofs[Mark.COMMA] >= proofs[Mark.DOT] else Mark.DOT
    out = {}
    for meaning in meanings:
        counts = counts_things(meaning.unit or unit, meaning.name)
        out[meaning.index] = decide_mark(texts.get(meaning.index, []), around, whole_unit=counts)
    return out


def read_cell(sheet: Sheet, row: int, column: int, mark: Mark) -> Figure:
    """Return a cell as a figure; a text that is none is missing as unreadable."""
    value: CellValue = sheet.value(row, column)
    if value is None:
        return Figure(None, missing="blank")
    if isinstance(value, bool):
        return Figure(None, missing="unreadable")
    shown = sheet.format(row, column)
    if isinstance(value, (int, float)):
        if shown.percent and abs(value) <= 20:
            figure = read_number(round(float(value) * 100, 10), shown.decimals)
            return Figure(figure.value, figure.decimals, percent=True)
        figure = read_number(value, shown.decimals)
        if figure.decimals is not None and figure.decimals > 6:
            return Figure(figure.value, 2, figure.missing)
        return figure
    if isinstance(value, str):
        found = read_text(value, mark)
        return found if found is not None else Figure(None, missing="unreadable")
    return Figure(None, missing="unreadable")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What holds for every figure of one table; `lone` says that all columns measure the same."""

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


def _observe(table: TidyTable, facts: TableFacts, row: RowMeaning, meaning: ValueMeaning) -> None:
    sheet, context, marks = facts.sheet, facts.context, facts.marks
    if sheet.sparse and (row.row, meaning.index) not in sheet.pointers:
        return
    decision = marks[meaning.index]
    figure = read_cell(sheet, row.row, meaning.index, decision.mark)
    period, period_flags = _period(row, meaning, facts.period)
    region, region_text = _region(row, meaning, facts.home)
    dimensions = {**row.dimensions, **meaning.dimensions}
    totals = row.totals | meaning.totals
    for name in totals:
        if name in row.totals or name in meaning.totals:
            dimensions.pop(name, None)
    indicator = _indicator(row, meaning, facts.name, facts.lone)
    if not period and (told := find_period(row.indicator)) and told.year and not told.span:
        period, period_flags = told.iso, told.flags
        indicator = title_parts(indicator)[0] or indicator
    if re.match(r"Penduduk(?:$| (?:akhir|tengah|miskin|usia|berumur|menurut)\b)", indicator, re.I):
        indicator = f"Jumlah {indicator}"
    unit = meaning.unit or row.unit or facts.unit
    if row.unit and meaning.unit != row.unit and row.indicator:
        unit = row.unit
    if figure.percent:
        unit = "persen"
    unit = infer_unit(indicator, unit)
    measure = measure_of(indicator, unit, table.title)
    flags = {*figure.flags, *meaning.flags, *period_flags}
    if figure.ambiguous:
        flags.add("decimals-inferred")
    missing = figure.missing
    if missing == "nil" and measure in ("rate", "ratio", "index", "mean"):
        missing = "not-available"
    name = sheet.pointers.get((row.row, meaning.index)) or cell_name(row.row, meaning.index)
    table.observations.append(
        Observed(
            table=table.title.replace("\n", " "),
            indicator=indicator,
            measure=measure,
            unit=unit,
            region_code=region.code if region else "",
            region=region.name if region else region_text,
            period=period,
            dimensions=dimensions,
            role="",
            value=figure.value,
            decimals=figure.decimals if figure.value is not None else None,
            missing=missing if figure.value is None else "",
            flags=flags,
            producer=row.producer or facts.producer,
            notes=facts.notes,
            file=context.file,
            sheet=sheet.name,
            cell=name,
            row=row.row,
            column=meaning.index,
            totals=frozenset(
                totals | ({"?"} if (row.is_total or meaning.is_total) and not totals else set())
            ),
            region_total=row.region_total,
            average=row.average or meaning.average,
            subtotal=row.subtotal,
        )
    )
    if figure.damaged or (missing == "unreadable" and figure.value is None):
        table.problems.append(
            _unreadable(sheet, context, name, cell_text(sheet.value(row.row, meaning.index)), figure)
        )


def _unreadable(sheet: Sheet, context: Context, cell: str, text: str, figure: Figure) -> Problem:
    where = Place(context.file, sheet.name, cell)
    shown = text[:40]
    if figure.damaged:
        return Problem(
            "number-damaged",
            Severity.WARNING,
            where,
            say(id=f'"{shown}" bukan penulisan angka yang sah; dibaca {figure.value:.15g}.', en=f'"{shown}" is no valid way to write a figure; read as {figure.value:.15g}.'),
            say(id="Periksa angkanya pada sumber.", en="Check the figure at its source."),
        )  # fmt: skip
    return Problem(
        "cell-unreadable",
        Severity.WARNING,
        where,
        say(
            id=f'"{shown}" bukan angka; sel dianggap kosong.',
            en=f'"{shown}" is no figure; the cell counts as missing.',
        ),
        say(
            id="Betulkan selnya, atau abaikan kolomnya dengan --drop-columns.",
            en="Correct the cell, or leave the column out with --drop-columns.",
        ),
    )


def _period(row: RowMeaning, meaning: ValueMeaning, table: TextPeriod | None) -> tuple[str, tuple[str, ...]]:
    year = meaning.year or row.year or table
    if year is None or not year.year:
        return "", ()
    part = meaning.part or row.part or year.part
    if not part and table is not None and table.part and table.year == year.year:
        part = table.part
    end = year.end_year if not part else 0
    flags = year.flags if year is table else (*year.flags,)
    return TextPeriod(year.year, part, end).iso, tuple(
        f for f in flags if f != "projection" or year is not table
    )


def _region(row: RowMeaning, meaning: ValueMeaning, home: str) -> tuple[Region | None, str]:
    if meaning.region is not None:
        return meaning.region, ""
    if row.region is not None:
        return row.region, ""
    if row.region_unknown:
        return None, row.region_text
    return (get_region(home), "") if home else (None, "")


_SHARE_OF = re.compile(r"^(?:jumlah|banyaknya|total)\s+", re.I)


def _indicator(row: RowMeaning, meaning: ValueMeaning, table_name: str, lone: bool) -> str:
    """Return the name of what is measured; `lone` says that all columns measure the same."""
    column, label = meaning.name, row.indicator
    if column and fold(column) in GENERIC_MEASURES:
        column = _complete(column, label or table_name)
        if label:
            return expand(column)
    if label and column and fold(column) not in fold(label):
        if table_name and fold(column) == fold(table_name):
            return expand(label)
        return expand(f"{label}: {column}") if MEASURE_WORDS.match(label) else expand(f"{column} {label}")
    if label:
        return _with_subject(label, table_name)
    if column:
        if (
            lone
            and table_name
            and fold(table_name).startswith(fold(column))
            and len(table_name) < 90
            and "," not in table_name
        ):
            return expand(table_name)
        if table_name and len(column) < 40:
            column = with_qualifier(column, table_name)
        return _with_subject(column, table_name)
    return expand(table_name) or "Nilai"


def _with_subject(name: str, table_name: str) -> str:
    """Say of what a price basis is, where the title tells it: 'Atas Dasar Harga Berlaku' of the PDRB."""
    name = expand(name)
    if name.startswith("Atas Dasar Harga") and re.search(r"pdrb|produk domestik", table_name, re.I):
        return f"PDRB {name}"
    if name.startswith("Atas Dasar Harga") and re.search(r"pdrb", fold(table_name)):
        return f"PDRB {name}"
    return name


def _complete(generic: str, subject: str) -> str:
    """Complete a bare 'Jumlah' or 'Persentase' with what is counted."""
    if not subject:
        return generic
    folded = fold(generic)
    if folded in ("nilai", "value", "data", "angka", "hasil", "count", "total", "besaran", "capaian"):
        return subject
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
        return f"Persentase {_SHARE_OF.sub('', subject)}"
    return f"{generic} {subject}"


def _drop_blank_borders(table: TidyTable) -> None:
    """Drop tables without any figure: templates that nobody filled in."""
    if not any(o.value is not None for o in table.observations):
        table.observations = []


def _find_implied_totals(observations: list[Observed]) -> None:
    """Find a category that is the sum of all others though its label does not say so: 'Belanja Daerah'."""
    groups: dict[tuple[str, str, str, str, int], list[Observed]] = {}
    for o in observations:
        if len(o.dimensions) == 1 and not o.totals and o.value is not None:
            groups.setdefault(
                (o.indicator, o.region_code, o.period, next(iter(o.dimensions)), o.column), []
            ).append(o)
    whole: set[tuple[str, str]] = set()
    for (indicator, _, _, name, _), members in groups.items():
        if len(members) < 4 or members[0].measure not in (
            "count-stock",
            "count-flow",
            "money-nominal",
            "money-real",
        ):
            continue
        for candidate in (members[0], members[-1]):
            others = [o.value for o in members if o is not candidate and o.value is not None]
            value = candidate.value or 0.0
            if value and abs(sum(others) - value) <= 1e-6 * abs(value) and sum(1 for v in others if v) >= 3:
                whole.add((name, candidate.dimensions[name]))
                break
        del indicator
    already = {name for o in observations for name in o.totals}
    for o in observations:
        for name, category in list(o.dimensions.items()):
            if (name, category) in whole and name not in already:
                del o.dimensions[name]
                o.totals = o.totals | {name}


def assign_roles(observations: list[Observed], home: str) -> None:
    """Set part, subtotal, total or single on each observation of one table."""
    by_indicator: dict[str, list[Observed]] = {}
    for o in observations:
        by_indicator.setdefault(o.indicator, []).append(o)
    for group in by_indicator.values():
        codes = {o.region_code for o in group if o.region_code}
        parents = {
            code for code in codes if any(other != code and other.startswith(code + ".") for other in codes)
        }
        top = "00" if "00" in codes and len(codes) > 1 else ""
        many = len(codes | {o.region for o in group if not o.region_code}) > 1
        dims = any(o.dimensions for o in group)
        has_whole = bool(parents or top) or any(o.region_total or o.totals for o in group)
        for o in group:
            is_parent = o.region_code in parents or (bool(top) and o.region_code == top)
            is_top = is_parent and not any(o.region_code.startswith(p + ".") for p in parents)
            if o.region_total or o.totals or (is_parent and is_top):
                o.role = "total"
            elif is_parent or o.subtotal:
                o.role = "subtotal"
            elif o.dimensions or (
                many and (has_whole or o.measure.startswith("count") or o.measure == "money-nominal")
            ):
                o.role = "part"
            else:
                o.role = "part" if dims and many else "single"
    del home


def dimensions_json(dimensions: dict[str, str]) -> str:
    """Return dimensions as the JSON text of the contract."""
    return json.dumps(dimensions, ensure_ascii=False, sort_keys=True) if dimensions else "{}"


def _report_marks(
    table: TidyTable, sheet: Sheet, block: Block, context: Context, marks: dict[int, MarkDecision]
) -> None:
    body = [row for row in block.body if row not in block.groups]
    for column, decision in marks.items():
        if not decision.ambiguous or not body:
            continue
        where = Place(context.file, sheet.name, f"{cell_name(body[0], column)}:{cell_name(body[-1], column)}")
        comma = decision.mark is Mark.COMMA
        told_id = (
            "koma sebagai tanda desimal, titik sebagai pemisah ribuan"
            if comma
            else "titik sebagai tanda desimal, koma sebagai pemisah ribuan"
        )
        told_en = (
            "comma for decimals, dot for thousands" if comma else "dot for decimals, comma for thousands"
        )
        weak = decision.reason == "default" or (
            decision.reason == "siblings" and decision.contrary * 4 > decision.proofs
        )
        table.problems.append(
            Problem(
                "number-mark-ambiguous" if weak else "number-mark-inferred",
                Severity.WARNING if weak else Severity.INFO,
                where,
                say(
                    id=f"{decision.ambiguous} angka dapat dibaca dua cara; dipakai {told_id}.",
                    en=f"{decision.ambiguous} figures can be read in two ways; used: {told_en}.",
                ),
                say(
                    id="Pastikan pada sumbernya, atau tetapkan decimal dalam resep.",
                    en="Check the source, or set decimal in the recipe.",
                ),
            )
        )


def _report_regions(
    table: TidyTable, sheet: Sheet, rows: RowsMeaning, values: Sequence[Column], context: Context
) -> None:
    if not values:
        return
    first, last = values[0].index, values[-1].index
    for meaning in rows.rows:
        if not meaning.region_unknown:
            continue
        options = rows.doubtful.get(meaning.region_text, ())
        where = Place(context.file, sheet.name, _range(sheet, meaning.row, first, last))
        named = ", ".join(f"{r.name} ({r.code})" for r in options[:3])
        table.problems.append(
            Problem(
                "region-ambiguous" if options else "region-unknown",
                Severity.WARNING,
                where,
                say(
                    id=f'Wilayah "{meaning.region_text}" '
                    + (f"dapat berarti {named}." if options else "tidak dikenal."),
                    en=f'Region "{meaning.region_text}" '
                    + (f"could mean {named}." if options else "is not known."),
                ),
                say(
                    id="Tambahkan kode wilayah atau nama induknya.",
                    en="Add its code or the name of the region above.",
                ),
            )
        )
    for row, code, name in rows.against[:50]:
        table.problems.append(
            Problem(
                "region-code-against-name",
                Severity.WARNING,
                Place(context.file, sheet.name, _range(sheet, row, first, last)),
                say(id=f'Kode {code} bukan kode "{name}".', en=f'Code {code} is not the code of "{name}".'),
                say(id="Betulkan kode atau namanya.", en="Correct the code or the name."),
            )
        )


def _range(sheet: Sheet, row: int, first: int, last: int) -> str:
    pointer = sheet.pointers.get((row, first))
    if pointer:
        return pointer
    return cell_name(row, first) if first == last else f"{cell_name(row, first)}:{cell_name(row, last)}"


def _no_period(sheet: Sheet, context: Context) -> Problem:
    return Problem(
        "period-missing",
        Severity.WARNING,
        Place(context.file, sheet.name),
        say(
            id="Tidak ada tahun di judul, kepala tabel, maupun nama berkas.",
            en="No year in the title, the header or the file name.",
        ),
        say(
            id="Tulis tahun di judul atau nama berkas, atau tetapkan year dalam resep.",
            en="Write the year into the title or the file name, or set year in the recipe.",
        ),
    )


def _no_region(sheet: Sheet, context: Context) -> Problem:
    return Problem(
        "region-missing",
        Severity.WARNING,
        Place(context.file, sheet.name),
        say(
            id="Tidak ada wilayah di judul, baris, nama berkas, maupun nama folder.",
            en="No region in the title, the rows, the file name or the folder name.",
        ),
        say(
            id="Tulis wilayah di judul atau nama folder, atau tetapkan region dalam resep.",
            en="Write the region into the title or the folder name, or set region in the recipe.",
        ),
    )


def _home_from_folder(sheet: Sheet, context: Context, home: str) -> Problem:
    name = get_region(home).name if home else ""
    return Problem(
        "region-from-folder",
        Severity.INFO,
        Place(context.file, sheet.name),
        say(
            id=f"Wilayah {name} diambil dari nama folder.",
            en=f"The region {name} is taken from the folder's name.",
        ),
    )
