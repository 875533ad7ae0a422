"""Find the tables on a sheet: title, header rows, body, notes; several under each other are parted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import dropwhile, pairwise

from msgspec import Struct

from rupadata.model.source import column_index
from rupadata.tables.lexicon.cell_numbers import is_figure, looks_like_value
from rupadata.tables.lexicon.cell_units import parse_unit
from rupadata.tables.lexicon.periods import find_part, year_of
from rupadata.tables.lexicon.table_words import is_english
from rupadata.tables.sheet import CellValue, Sheet, cell_text


class RowKind(StrEnum):
    """What a row of a sheet is taken for."""

    EMPTY = "empty"
    TITLE = "title"
    HEADER = "header"
    NUMBERING = "numbering"
    DATA = "data"
    GROUP = "group"
    NOTE = "note"


class TableBlock(Struct, frozen=True):
    """One table on a sheet by its rows (counted from 0) and its first and last column."""

    titles: tuple[int, ...]
    headers: tuple[int, ...]
    body: tuple[int, ...]
    """Data rows and the group rows between them, in order."""
    groups: frozenset[int]
    notes: tuple[int, ...]
    first_column: int
    last_column: int


_NOTE = re.compile(
    r"^\s*(?:sumber|source|catatan|notes?\b|keterangan\s*[:/]|ket\.?\s*:|\*+\)?\s|\*+\)|¹|²|\d\)\s|"
    r"\(?\d\)\s|diolah|data (?:dikutip|diolah)|"
    r"access time|last update|terakhir diperbarui|r\)\s|x\)\s|satuan\s*[:=]|unit\s*[:=]|metadata)",
    re.I,
)
_TITLE = re.compile(r"^\s*(?:tabel|table|lampiran|lanjutan|continued|sambungan)\b", re.I)
_CONTINUED = re.compile(r"lanjutan|continued|sambungan", re.I)
_NUMBERING = re.compile(
    r"[(\[]?\s*(\d{1,2})\s*[)\]]?(?:\s*=\s*[\d()\[\]+\-–:/x×*%.,\s]*\d[\d()\[\]+\-–:/x×*%.,\s]*)?|-(\d{1,2})",
    re.I,
)
"""A number of a column: 1, (1), or -1, as a spreadsheet program stores (1); also with what it sums: 6=4+5."""
MAX_HEADER_ROWS = 8


def is_continued(text: str) -> bool:
    """Tell whether a title says that the table goes on from an earlier page."""
    return bool(_CONTINUED.search(text))


def cells_of(row: Sequence[CellValue]) -> list[tuple[int, CellValue]]:
    """Return the non-blank cells of a row with their columns."""
    out: list[tuple[int, CellValue]] = []
    if not row or row.count("") == len(row):
        return out
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, str) and not value.strip("\u00a0\u200b\ufeff \t\r\n"):
            continue
        out.append((column, value))
    return out


def column_numbers(texts: Sequence[str]) -> list[int]:
    """Return the numbers of columns that texts are: '(5)', '6=4+5'; none where one of them is no such."""
    matches = [_NUMBERING.fullmatch(text.strip()) for text in texts]
    return [int(match[1] or match[2]) for match in matches if match] if all(matches) else []


def is_numbering(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a row only counts the columns: (1) (2) (3), or (1) (5) (6) where a table goes on."""
    texts = [cell_text(value).strip() for _, value in cells]
    if _counts_places(cells, texts):
        return True
    numbers = column_numbers(texts)
    if len(numbers) < 2:
        return False
    brackets = [text.startswith(("(", "[", "-")) for text in texts]
    bracketed = any(brackets)
    if all(brackets) and all(a < b for a, b in pairwise(numbers)):
        return True
    if numbers[0] not in (1, 2):
        return False
    consecutive = all(b - a == 1 for a, b in pairwise(numbers))
    return consecutive and (bracketed or (len(numbers) >= 3 and numbers[0] == 1))


def _counts_places(cells: list[tuple[int, CellValue]], texts: Sequence[str]) -> bool:
    """Tell whether a row tells where its cells stand, here and there wrong where it was copied: 73 74 _ 76,
    -3 -4 _ -6, or the letters I J _ L of a spreadsheet's columns. Years do so too, and head columns."""
    if len(texts) < _FEWEST_PLACES:
        return False
    if all(re.fullmatch(r"-?\d{1,3}", text) for text in texts):
        places = [abs(int(text)) for text in texts]
    elif all(re.fullmatch(r"[A-Z]{1,2}", text) for text in texts):
        places = [column_index(text) for text in texts]
    else:
        return False
    steps = [
        place - before == column - left
        for (before, place), ((left, _), (column, _)) in zip(pairwise(places), pairwise(cells))
    ]
    return sum(steps) >= _MOST_STEPS * len(steps)


_FEWEST_PLACES = 4
_MOST_STEPS = 0.75


def _year_header(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether the figures of a row are years that head columns."""
    years = [year_of(value) for _, value in cells]
    figures = [year for (_, value), year in zip(cells, years) if is_figure(value) or year]
    if not figures or not all(figures):
        return False
    leading = (
        cells and years[0] and len(cells) > 1 and isinstance(cells[0][1], (int, float)) and cells[0][0] == 0
    )
    if leading and not all(years):
        return False  # a first column of years with figures beside it is data
    if len(figures) == 1:
        return True
    steps = {b - a for a, b in pairwise(figures)}
    regular = len(steps) == 1 and abs(next(iter(steps))) <= 10
    repeated = len(set(figures)) < len(figures) and len(set(figures)) <= max(20, len(figures) // 2)
    monotone = all(s > 0 for s in steps) or all(s < 0 for s in steps)
    return regular or repeated or (monotone and max(abs(s) for s in steps) <= 15)


def _kinds(sheet: Sheet) -> list[RowKind]:
    kinds: list[RowKind] = []
    data_seen = False
    for r in range(sheet.height):
        cells = cells_of(sheet.rows[r])
        if not cells:
            kinds.append(RowKind.EMPTY)
            continue
        if kinds and kinds[-1] is RowKind.DATA and _goes_on(cells):
            kinds.append(RowKind.DATA)
            continue
        first_text = cell_text(cells[0][1])
        if _is_split_title(cells) or _translates_title(sheet, r, cells, kinds):
            kinds.append(RowKind.TITLE)
            continue
        if not data_seen and kinds and kinds[-1] is RowKind.HEADER and _are_units(cells):
            kinds.append(RowKind.HEADER)
            continue
        if _is_section(sheet, r, cells) or _is_year_of_rows(sheet, r, cells):
            kinds.append(RowKind.TITLE)
            continue
        if (
            isinstance(cells[0][1], str)
            and _NOTE.match(first_text)
            and len([1 for _, v in cells[1:] if is_figure(v)]) <= 1
            and not _is_row_of_table(sheet, r, cells, kinds)
        ):
            kinds.append(RowKind.NOTE if not _looks_like_header(cells) else RowKind.HEADER)
            continue
        if is_numbering(cells) and not (data_seen and len(cells) < 3):
            kinds.append(RowKind.NUMBERING)
            data_seen = data_seen or False
            continue
        values = [(c, v) for c, v in cells if looks_like_value(v) and not _is_label_figure(c, v, cells)]
        if values:
            figures = [(c, v) for c, v in values if is_figure(v)]
            others = [(c, v) for c, v in cells if (c, v) not in values]
            dated = [
                v
                for _, v in cells[1:]
                if isinstance(v, (datetime.date, datetime.datetime)) or find_part(cell_text(v))
            ]
            is_header = bool(figures) and len(figures) == len(values) and _year_header(cells)
            if (
                is_header
                and not (data_seen and kinds and kinds[-1] is RowKind.DATA)
                and not _under_year(sheet, r, figures)
            ):
                header = True
                if data_seen:
                    header = r + 1 < sheet.height and not _all_years(cells_of(sheet.rows[r + 1]))
                kinds.append(RowKind.HEADER if header else RowKind.DATA)
                data_seen = False if header else data_seen
                continue
            if not figures and len(others) >= 2 and len(values) <= len(others) // 2 and not data_seen:
                kinds.append(RowKind.HEADER)
                continue
            if len(dated) >= 2 and len(figures) <= 1 and not data_seen:
                kinds.append(RowKind.HEADER)
                continue
            kinds.append(RowKind.DATA)
            data_seen = True
            continue
        if len(cells) == 1:
            kinds.append(RowKind.TITLE)
        else:
            kinds.append(RowKind.HEADER)
            if kinds[-2:-1] and kinds[-2] is RowKind.EMPTY:
                data_seen = False
    return kinds


def _goes_on(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell at a glance that a row below figures has figures too: it has three cells and more, the first of
    them no note, title or number of a column."""
    first, last = cells[0][1], cells[-1][1]
    return (
        len(cells) > 2
        and isinstance(first, str)
        and not _BEGINS_OTHERWISE.match(first)
        and not _NOTE.match(first)
        and is_figure(last)
    )


_BEGINS_OTHERWISE = re.compile(r"\s*(?:[(\[]?\s*-?\d|tabel|table|gambar|lampiran|$)", re.I)
_TABLE_WORD = re.compile(r"(?:tabel|table|gambar|lampiran)\s*[:.]?\s*(?:[a-z]{0,2}\d[\w.\-]*)?", re.I)


def _are_units(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a row only gives the units of the columns, in brackets: (Ton) | (Rp 000)."""
    texts = [cell_text(value).strip() for _, value in cells]
    return all(text[:1] in "([" and text[-1:] in ")]" and parse_unit(text[1:-1]) for text in texts)


def _is_row_of_table(
    sheet: Sheet, row: int, cells: list[tuple[int, CellValue]], kinds: Sequence[RowKind]
) -> bool:
    """Tell whether a row that begins like a note is one of the table: the district Sumber has its figure
    where its neighbours have theirs, or the labels of a long table beside it."""
    if len(cells) < 2 or not _ONE_WORD.fullmatch(cell_text(cells[0][1])):
        return False
    above = kinds[-1:] == [RowKind.DATA]
    beside = cells_of(sheet.rows[row - 1]) if above else _cells_below(sheet, row)
    labels = [column for column, value in cells if not is_figure(value)]
    if labels != [column for column, value in beside if not is_figure(value)]:
        return False
    figures = {column for column, value in cells if is_figure(value)}
    if figures:
        return figures <= {column for column, value in beside if is_figure(value)}
    near = range(max(0, row - _NEAR), row)
    again = {cell_text(sheet.value(other, labels[-1])) for other in near}
    return above and cell_text(cells[-1][1]) in again


_ONE_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 200
"""How many rows above are looked through for a label that comes again."""


def _is_split_title(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a title stands in several cells: Tabel | 11.2 | Produk Domestik ..."""
    texts = [cell_text(value) for _, value in cells]
    return (
        len(cells) >= 2
        and _TABLE_WORD.fullmatch(texts[0]) is not None
        and len(texts[-1]) > 15
        and all(re.fullmatch(r"[a-z]{0,2}[\d.\-]+[a-z]?|[:.]", text, re.I) for text in texts[1:-1])
    )


def _translates_title(
    sheet: Sheet, row: int, cells: list[tuple[int, CellValue]], kinds: list[RowKind]
) -> bool:
    """Tell whether a lone text stands right below the words of a title in several cells: its translation."""
    return (
        len(cells) == 1
        and bool(kinds)
        and kinds[-1] is RowKind.TITLE
        and _is_split_title(above := cells_of(sheet.rows[row - 1]))
        and cells[0][0] == above[-1][0]
    )


def _is_section(sheet: Sheet, row: int, cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a row numbers a section of the figures below it: I | Kabupaten."""
    if len(cells) != 2 or not re.fullmatch(r"[IVXLC]{1,5}[.)]?|[A-H][.)]?", cell_text(cells[0][1])):
        return False
    below = _cells_below(sheet, row)
    if looks_like_value(cells[1][1]) or len(cell_text(cells[1][1])) < 2 or not below:
        return False  # L beside P heads columns, however Roman an L is
    return sum(is_figure(value) for _, value in below) >= 2 and len(below) > 2


def _is_year_of_rows(sheet: Sheet, row: int, cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a lone year heads the rows below it, whose labels stand in its column."""
    if len(cells) != 1 or not year_of(cells[0][1]):
        return False
    below = _cells_below(sheet, row)
    if len(below) > 1 and below[0][0] < cells[0][0] and _is_running(below[0][1]):
        below = below[1:]  # numbers of the rows stand before the labels
    return (
        len(below) > 1
        and below[0][0] == cells[0][0]
        and not looks_like_value(below[0][1])
        and sum(is_figure(value) for _, value in below) * 2 >= len(below) - 1
        and not _all_years(below[1:])
    )


def _cells_below(sheet: Sheet, row: int) -> list[tuple[int, CellValue]]:
    """Return the cells of the next row that has any, one blank row left out; none at the end."""
    for below in range(row + 1, min(row + 3, sheet.height)):
        if cells := cells_of(sheet.rows[below]):
            return cells
    return []


def _is_running(value: CellValue) -> bool:
    """Tell whether a cell can be the number of its row: 1, 12."""
    return re.fullmatch(r"\d{1,3}[.)]?", cell_text(value)) is not None


def _under_year(sheet: Sheet, row: int, figures: list[tuple[int, CellValue]]) -> bool:
    """Tell whether the only figure of a row stands right below a header that says 'tahun'."""
    if len(figures) != 1 or row == 0:
        return False
    above = cell_text(sheet.value(row - 1, figures[0][0])).casefold()
    return above in ("tahun", "year", "thn", "tahun/year", "th")


def _looks_like_header(cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a row that begins like a note ('Keterangan', 'Sumber Air') has header texts beside it."""
    return len(cells) >= 2 and len(cell_text(cells[0][1])) < 40 and ":" not in cell_text(cells[0][1])


def _all_years(cells: list[tuple[int, CellValue]]) -> bool:
    figures = [v for _, v in cells if is_figure(v)]
    return bool(figures) and all(year_of(v) for v in figures)


def _is_label_figure(column: int, value: CellValue, cells: list[tuple[int, CellValue]]) -> bool:
    """Tell whether a figure is a running number at the head of a text row."""
    return column == cells[0][0] and len(cells) == 2 and not looks_like_value(cells[1][1])


def find_blocks(sheet: Sheet, header_rows: tuple[int, int] | None = None) -> list[TableBlock]:
    """Return the tables of a sheet from top to bottom; `header_rows` (first, last) names the header of the
    first."""
    if header_rows is not None:
        return _block_under(sheet, header_rows)
    kinds = _kinds(sheet)
    covered = _rows_under_merges(sheet)
    blocks: list[TableBlock] = []
    position = 0
    while position < len(kinds):
        start = next((r for r in range(position, len(kinds)) if kinds[r] is RowKind.DATA), None)
        if start is None:
            break
        headers = _headers_above(sheet, kinds, covered, start, position)
        titles = [
            r
            for r in range(position, headers[0] if headers else start)
            if kinds[r] in (RowKind.TITLE, RowKind.NOTE, RowKind.HEADER)
        ]
        if headers == [] and titles:
            headers = [r for r in titles[-1:] if kinds[r] is RowKind.HEADER]
            titles = [r for r in titles if r not in headers]
        body, groups, end = _body(sheet, kinds, start)
        if _is_stray(sheet, kinds, headers, body, end):
            kinds[start] = RowKind.EMPTY
            continue
        notes, position = _notes_below(sheet, kinds, end)
        columns = _extent(sheet, headers, body)
        listed = _particulars(sheet, kinds, titles)
        own_titles = [r for r in titles if (kinds[r] is not RowKind.NOTE or blocks == []) and r not in listed]
        blocks.append(
            TableBlock(
                tuple(own_titles[-6:]), tuple(headers), tuple(body), frozenset(groups), tuple(notes), *columns
            )
        )
        position = max(position, end)
    return _join_fragments(sheet, blocks)


def _particulars(sheet: Sheet, kinds: Sequence[RowKind], rows: Sequence[int]) -> frozenset[int]:
    """Return the rows of a list of particulars, a name and a sentence each, which are no title of the table
    below it: 'Alasan dikeluarkan' | 'Data tidak lengkap ...'. Short lines of a form say where and when."""
    listed: set[int] = set()
    run: list[int] = []
    for row in (*rows, -1):
        cells = cells_of(sheet.rows[row]) if row >= 0 and kinds[row] is not RowKind.TITLE else []
        pair = len(cells) == 2 and cells[1][0] == cells[0][0] + 1
        if pair and (not run or row == run[-1] + 1):
            run.append(row)
            continue
        if len(run) >= _FEWEST_PARTICULARS and any(
            len(cell_text(cells_of(sheet.rows[each])[1][1])) > _LONGEST_FIELD for each in run
        ):
            listed.update(run)
        run = [row] if pair else []
    return frozenset(listed)


_FEWEST_PARTICULARS = 3
_LONGEST_FIELD = 60
"""So many letters fill the field of a form; more are a sentence."""


def _is_stray(
    sheet: Sheet, kinds: Sequence[RowKind], headers: Sequence[int], body: Sequence[int], end: int
) -> bool:
    """Tell whether figures in one row are no table: they stand under nothing, and a header comes below."""
    if len(body) != 1 or RowKind.HEADER not in kinds[end : end + MAX_HEADER_ROWS]:
        return False
    headed = {column for row in headers for column, _ in cells_of(sheet.rows[row])}
    figures = {column for column, value in cells_of(sheet.rows[body[0]]) if is_figure(value)}
    return bool(headed) and bool(figures) and not figures & headed


def _block_under(sheet: Sheet, header_rows: tuple[int, int]) -> list[TableBlock]:
    first, last = header_rows
    kinds = _kinds(sheet)
    for r in range(first, min(last + 1, len(kinds))):
        kinds[r] = RowKind.HEADER
    start = next((r for r in range(last + 1, len(kinds)) if kinds[r] in (RowKind.DATA, RowKind.HEADER)), None)
    if start is None:
        return []
    kinds[start] = RowKind.DATA
    body, groups, end = _body(sheet, kinds, start)
    notes, _ = _notes_below(sheet, kinds, end)
    headers = tuple(range(first, last + 1))
    titles = tuple(r for r in range(first) if kinds[r] is not RowKind.EMPTY)
    return [
        TableBlock(
            titles,
            headers,
            tuple(body),
            frozenset(groups),
            tuple(notes),
            *_extent(sheet, list(headers), body),
        )
    ]


def _rows_under_merges(sheet: Sheet) -> dict[int, int]:
    """Map rows covered by a merge from above to the first row of that merge."""
    covered: dict[int, int] = {}
    for first, _, last, _ in sheet.merges:
        if last - first > MAX_HEADER_ROWS:
            continue
        for row in range(first + 1, last + 1):
            covered[row] = min(first, covered.get(row, first))
    return covered


def _headers_above(
    sheet: Sheet, kinds: list[RowKind], covered: dict[int, int], start: int, floor: int
) -> list[int]:
    headers: list[int] = []
    leftmost = min((c for c, _ in cells_of(sheet.rows[start])), default=0)
    row = start - 1
    lead = _lead_group(sheet, kinds, start)
    if (
        lead is not None
        and lead > floor
        and cells_of(sheet.rows[lead])[0][0] <= max(leftmost, _label_of(sheet, start))
    ):
        row = lead - 1  # a group label between header and figures
    blanks = 0
    while row >= floor and len(headers) < MAX_HEADER_ROWS:
        kind = kinds[row]
        if kind is RowKind.EMPTY:
            if row in covered and covered[row] >= floor:
                headers.append(row)
            elif not _passes_blank(kinds, row, headers, blanks):
                break
            else:
                blanks += 1
        elif kind in (RowKind.HEADER, RowKind.NUMBERING):
            headers.append(row)
        elif kind is RowKind.TITLE:
            column, value = cells_of(sheet.rows[row])[0]
            under_header = row > floor and kinds[row - 1] is RowKind.HEADER
            if not (under_header and _translates_label(value)) and not _heads_columns(
                sheet, row, column, value, leftmost, headers, start
            ):
                break
            headers.append(row)
        else:
            break
        row -= 1
    while headers and kinds[headers[-1]] is RowKind.EMPTY:
        headers.pop()
    return sorted(headers)


def _passes_blank(kinds: Sequence[RowKind], row: int, headers: Sequence[int], blanks: int) -> bool:
    """Tell whether the header goes on above a blank row: one stands below it, and one more where only the
    numbers of the columns stand between."""
    if not headers:
        return blanks == 0
    numbered = all(kinds[header] is RowKind.NUMBERING for header in headers)
    return numbered and blanks <= 1 and row > 0 and kinds[row - 1] is RowKind.HEADER


def _lead_group(sheet: Sheet, kinds: Sequence[RowKind], start: int) -> int | None:
    """Return the row of a group label between header and first figures, an odd blank row around it forgiven;
    None without one."""
    row = start - 1
    if row > 0 and kinds[row] is RowKind.EMPTY:
        row -= 1
    if row < 1 or kinds[row] is not RowKind.TITLE:
        return None
    value = cells_of(sheet.rows[row])[0][1]
    above = row - 1
    if above > 0 and kinds[above] is RowKind.EMPTY:
        above -= 1
    headed = kinds[above] in (RowKind.HEADER, RowKind.NUMBERING)
    return row if headed and not _TITLE.match(cell_text(value)) and not _translates_label(value) else None


def _label_of(sheet: Sheet, row: int) -> int:
    """Return the column of the first label of a row of figures, behind the number of the row."""
    cells = cells_of(sheet.rows[row])
    if len(cells) > 1 and _is_running(cells[0][1]) and not looks_like_value(cells[1][1]):
        return cells[1][0]
    return cells[0][0] if cells else 0


def _translates_label(value: CellValue) -> bool:
    """Tell whether a lone text under a header is the English half of its labels: 'Subdistrict'."""
    text = cell_text(value)
    return len(text) < 40 and is_english(text)


_UNIT_OF_ALL = re.compile(r"\(?\s*(?:dalam|satuan\s*[:=]|unit\s*[:=]|in)\s+.{1,30}\)?", re.I)


def _heads_columns(
    sheet: Sheet, row: int, column: int, value: CellValue, leftmost: int, headers: list[int], start: int
) -> bool:
    """Tell whether a lone text stands over columns, instead of being a title or a group label."""
    text = cell_text(value)
    if _TITLE.match(text):
        return False
    merge = next((m for m in sheet.merges if m[0] <= row <= m[2] and m[1] <= column <= m[3]), None)
    width = sheet.width
    if merge is None and _UNIT_OF_ALL.fullmatch(text.strip()) and parse_unit(text.strip("() ")):
        return False  # "(dalam rupiah)" in a corner above the header is of all columns
    if merge and merge[1] <= leftmost and merge[3] >= width - 1 and width > 1:
        return False
    if column > leftmost:
        return True
    if merge and merge[2] > merge[0]:
        return True  # the label header, merged downwards
    if not headers and row == start - 1:
        # A lone label directly above figures: a group row of the body, or the only header of a one-column
        # table.
        return width == 1
    below = cells_of(sheet.rows[row + 1]) if row + 1 < sheet.height else []
    return (
        bool(below)
        and min(c for c, _ in below) > column
        and not text.endswith((".", ":"))
        and len(text) < 60
        and bool(headers)
    )


def _body(sheet: Sheet, kinds: list[RowKind], start: int) -> tuple[list[int], list[int], int]:
    """Return the rows of the body, which of them are group labels, and the row after the body."""
    body: list[int] = []
    groups: list[int] = []
    waiting: list[int] = []
    if (lead := _lead_group(sheet, kinds, start)) is not None:
        body.append(lead)
        groups.append(lead)
    row = start
    blanks = 0
    labels = _LabelsOfRows(sheet)
    while row < len(kinds):
        kind = kinds[row]
        if kind is RowKind.DATA:
            body.extend(waiting)
            groups.extend(waiting)
            waiting = []
            body.append(row)
            blanks = 0
        elif kind is RowKind.EMPTY:
            blanks += 1
            if blanks > 3:
                break
        elif kind is RowKind.TITLE:
            text = cell_text(cells_of(sheet.rows[row])[0][1])
            if _TITLE.match(text) or (blanks and len(text) > 80):
                break
            waiting.append(row)
        elif kind is RowKind.NUMBERING or kind is RowKind.NOTE:
            break
        elif body and labels.repeat_in(row, body):
            body.extend(waiting)
            groups.extend(waiting)
            waiting = []
            body.append(row)  # figures that are all missing
            blanks = 0
        else:
            following = next((k for k in kinds[row + 1 : row + 3] if k is not RowKind.EMPTY), RowKind.EMPTY)
            if (
                blanks
                or waiting
                or not _is_text_row_of_body(sheet, row, body)
                or following is not RowKind.DATA
            ):
                break
            body.append(row)
            groups.append(row)
        row += 1
    if waiting and row >= len(kinds):
        # Labels after the last figures: rows whose figures are all blank, or loose notes.
        pass
    end = waiting[0] if waiting else row
    return body, groups, min(end, len(kinds))


class _LabelsOfRows:
    """The texts that stand in each column of a body, gathered as far as somebody asked."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._texts: dict[int, set[str]] = {}
        self._gathered = 0

    def repeat_in(self, row: int, body: Sequence[int]) -> bool:
        """Tell whether a row of texts has its labels where the rows above it have theirs, most of them again.

        A long table leaves figures out that nobody knows: such a row heads no other table.
        """
        cells = cells_of(self._sheet.rows[row])
        for above in body[self._gathered :]:
            for column, value in cells_of(self._sheet.rows[above]):
                if not is_figure(value):
                    self._texts.setdefault(column, set()).add(cell_text(value))
        self._gathered = len(body)
        placed = all(column in self._texts for column, _ in cells)
        again = sum(cell_text(value) in self._texts.get(column, ()) for column, value in cells)
        last = cells_of(self._sheet.rows[body[-1]])
        labels = [column for column, value in last if not is_figure(value)]
        return placed and again >= 2 and again * 2 > len(cells) and [c for c, _ in cells] == labels


def _is_text_row_of_body(sheet: Sheet, row: int, body: list[int]) -> bool:
    """Tell whether a row of texts fits among data rows as a group label with its English half in a last
    column."""
    cells = cells_of(sheet.rows[row])
    if len(cells) > 3 or not body:
        return False
    last = max(c for c, _ in cells_of(sheet.rows[body[-1]]))
    return all(c <= 2 or c >= last for c, _ in cells)


def _notes_below(sheet: Sheet, kinds: list[RowKind], end: int) -> tuple[list[int], int]:
    notes: list[int] = []
    row = end
    while row < len(kinds):
        kind = kinds[row]
        if kind is RowKind.NOTE:
            notes.append(row)
        elif kind is RowKind.TITLE:
            text = cell_text(cells_of(sheet.rows[row])[0][1])
            rest = dropwhile(lambda k: k is RowKind.TITLE, kinds[row + 1 :])
            following = next((k for k in rest if k is not RowKind.EMPTY), None)
            if _TITLE.match(text):
                break
            parted = row and (
                kinds[row - 1] is RowKind.EMPTY
                or (kinds[row - 1] is RowKind.DATA and _titles_down_to_header(kinds, row))
            )
            if following in (RowKind.HEADER, RowKind.NUMBERING) and parted and notes[-1:] != [row - 1]:
                break
            notes.append(row)
        elif kind is RowKind.EMPTY:
            pass
        else:
            break
        row += 1
    return notes, row


def _titles_down_to_header(kinds: list[RowKind], row: int) -> bool:
    """Tell whether lone texts and then a header stand right below figures: the next table, without a gap."""
    below = list(dropwhile(lambda kind: kind is RowKind.TITLE, kinds[row:]))
    return below[:1] == [RowKind.HEADER]


def _extent(sheet: Sheet, headers: list[int], body: list[int]) -> tuple[int, int]:
    low, high = 10**9, 0
    for row in [*headers, *body]:
        cells = cells_of(sheet.rows[row])
        if cells:
            low = min(low, cells[0][0])
            high = max(high, cells[-1][0])
    return (0 if low == 10**9 else low), high


def _join_fragments(sheet: Sheet, blocks: list[TableBlock]) -> list[TableBlock]:
    """Join a block without header to the one before: the same table, interrupted by blank rows."""
    joined: list[TableBlock] = []
    for block in blocks:
        before = joined[-1] if joined else None
        again = before is not None and _same_header(sheet, before, block)
        if before and (again or not block.headers) and not block.titles and not before.notes:
            joined[-1] = TableBlock(
                before.titles,
                before.headers,
                before.body + block.body,
                before.groups | block.groups,
                block.notes,
                min(before.first_column, block.first_column),
                max(before.last_column, block.last_column),
            )
            continue
        joined.append(block)
    return [b for b in joined if any(row not in b.groups for row in b.body)]


def _same_header(sheet: Sheet, before: TableBlock, block: TableBlock) -> bool:
    """Tell whether a header says again what the one before it says: a page break within one table."""
    texts = [
        [[(c, cell_text(v)) for c, v in cells_of(sheet.rows[row])] for row in part.headers]
        for part in (before, block)
    ]
    return bool(block.headers) and texts[0] == texts[1]
