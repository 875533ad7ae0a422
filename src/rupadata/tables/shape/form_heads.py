"""Lines of a form above a table, 'Satuan : Unit Usaha', that say of its figures what a title would."""

from __future__ import annotations

import re

from msgspec.structs import replace

from rupadata.tables.lexicon.cell_units import parse_unit
from rupadata.tables.lexicon.table_words import DISTRICTS, VILLAGES
from rupadata.tables.sheet import CellValue, Sheet, cell_text

_MOST_ROWS = 15
_KEYS = {
    "title": re.compile(
        r"(?:nama |judul )?(?:data(?:set)?|indikator|variabel|tabel|judul|elemen data)(?: data)?",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"(?:nama )?(?:wilayah|daerah|kabupaten|kota|kabupaten/kota|kab/kota|provinsi|lokasi|"
        rf"{DISTRICTS}|{VILLAGES})",
        re.IGNORECASE,
    ),
    "time": re.compile(
        r"tahun(?: data| anggaran)?|periode(?: data)?|bulan|triwulan|semester|per tanggal", re.IGNORECASE
    ),
    "unit": re.compile(r"satuan(?: data)?|unit", re.IGNORECASE),
    "producer": re.compile(
        r"(?:produsen|sumber|walidata|penyedia)(?: data)?|(?:nama )?(?:opd|skpd|instansi|perangkat daerah)",
        re.IGNORECASE,
    ),
}


def read_form_head(sheet: Sheet) -> Sheet:
    """Return the sheet with the keys of a form above its table taken out of the grid, and what they say
    around it. A sheet with fewer than two such lines stays as it is."""
    said: dict[str, list[str]] = {}
    taken: dict[int, list[CellValue]] = {}
    parted = _parted_lines(sheet)
    for row in range(min(_MOST_ROWS, sheet.height)):
        pair = _pair(sheet, row) or parted.get(row)
        if pair is None:
            continue
        kind = next((kind for kind, key in _KEYS.items() if key.fullmatch(pair[0])), "")
        if kind:
            said.setdefault(kind, []).append(pair[1] if kind != "place" else _as_place(*pair))
            taken[row] = [None] * len(sheet.rows[row])
    if len(taken) < 2 or "title" not in said:
        return sheet
    title = "\n".join([*said["title"], *said.get("place", []), *said.get("time", [])])
    unit = said.get("unit", [""])[0]
    return replace(
        sheet,
        rows=[taken.get(row, cells) for row, cells in enumerate(sheet.rows)],
        title=sheet.title or title,
        unit=sheet.unit or parse_unit(unit) or unit.lower(),
        producer=sheet.producer or next(iter(said.get("producer", [])), ""),
    )


_PIVOT_LABELS = re.compile(r"(?:row|column) labels|label (?:baris|kolom)", re.IGNORECASE)
_PIVOT_CORNER = re.compile(
    r"(?:sum|count|average|max|min) of (?=\S)|(?:jumlah|hitungan|rata-rata) dari (?=\S)", re.IGNORECASE
)


def read_pivot_head(sheet: Sheet) -> Sheet:
    """Return the sheet of a pivot table with what the program wrote into its header taken out: 'Row Labels'
    names nothing, and 'Sum of Jumlah Aduan' in the corner is what is measured, as a title says it."""
    marked = [
        (row, column)
        for row in range(min(_MOST_ROWS, sheet.height))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and _PIVOT_LABELS.fullmatch(value.strip())
    ]
    if not marked:
        return sheet
    first = min(row for row, _ in marked)
    corner = next(
        (
            (row, column, text)
            for row in range(max(0, first - 1), marked[-1][0] + 1)
            for column, value in enumerate(sheet.rows[row])
            if isinstance(value, str) and _PIVOT_CORNER.match(text := value.strip())
        ),
        None,
    )
    blank = {*marked, *([corner[:2]] if corner else [])}
    rows = [
        [None if (row, column) in blank else value for column, value in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]
    said = _PIVOT_CORNER.sub("", corner[2]) if corner else ""
    return replace(sheet, rows=rows, title=sheet.title or (said if len(said.split()) > 1 else ""))


def _pair(sheet: Sheet, row: int) -> tuple[str, str] | None:
    """Return the key and the value of a line, parted by a colon in one cell or between cells."""
    texts = [text for value in sheet.rows[row] if value is not None and (text := cell_text(value).strip())]
    if not 1 <= len(texts) <= 3 or ":" not in " ".join(texts):
        return None
    key, _, value = " ".join(texts).partition(":")
    return (" ".join(key.split()), " ".join(value.split())) if value.strip() else None


def _parted_lines(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the keys and values of lines at the very top that are parted by cells alone, as programs export
    them: 'Judul' | 'Jumlah Pelanggan Menurut Kecamatan'. Without a title in words there are none."""
    lines: dict[int, tuple[str, str]] = {}
    for row in range(min(_MOST_ROWS, sheet.height)):
        texts = [
            text for value in sheet.rows[row] if value is not None and (text := cell_text(value).strip())
        ]
        if not texts:
            continue
        if len(texts) != 2 or not isinstance(sheet.value(row, 0), str):
            break
        lines[row] = texts[0], texts[1]
    titled = any(_KEYS["title"].fullmatch(key) and len(value.split()) > 2 for key, value in lines.values())
    return lines if titled else {}


def _as_place(key: str, value: str) -> str:
    """Return a place with its kind, where only the key says it: 'Kabupaten : Bantul'."""
    kind = key.split()[-1].title()
    return value if "/" in key or kind in ("Wilayah", "Daerah", "Lokasi") else f"{kind} {value}"
