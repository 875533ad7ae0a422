"""JSON as sheets: BPS WebAPI tables, CKAN datastores, lists of records, nested keys; cells keep their
pointer."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rupadata.limits import current_limits
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.periods import find_part, year_of
from rupadata.tables.lexicon.table_words import UNNAMED
from rupadata.tables.opening.delimited import decode
from rupadata.tables.opening.refusals import refuse, too_wide
from rupadata.tables.sheet import CellValue, Sheet

_TOO_LARGE_BITS = 1024
"""Whole numbers of so many bits are no numbers with a mark any more."""
_TITLE_KEYS = ("title", "judul", "nama_dataset", "name", "nama", "label", "indikator")
_UNIT_KEYS = ("unit", "satuan")
_SOURCE_KEYS = ("source", "sumber", "producer", "produsen", "instansi", "data_source")
_ITEM = re.compile(r"nama_item_+kategori_(\d+)")
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")
"""The beginning of one half of a letter of two, which may lack the other."""
_NOTE_KEYS = ("note", "notes", "catatan", "keterangan", "description", "deskripsi")

Label = tuple[str, str]
Keyed = tuple[str, tuple[Label, ...]]
"""A key of `datacontent` with the row, column, year and part of year that it is put together from."""


def parse_json(text: str) -> Any:
    """Return the content of a JSON text; half a letter, which UTF-8 lacks, becomes a question mark.

    Raises a ValueError or a RecursionError for what is no JSON.
    """
    content = json.loads(text)
    if _HALF_LETTER.search(text):
        content = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return content


def read_json(data: bytes, regions: Regions) -> tuple[Sheet, ...]:
    """Return the sheets of a JSON file; a catalogue without figures gives none."""
    text = decode(data)
    if _nests_too_deep(text):
        raise refuse(
            "file-damaged",
            id="JSON bersarang terlalu dalam.",
            en="The JSON is nested too deeply.",
            hint_id="Simpan datanya sebagai daftar baris, atau sebagai CSV.",
            hint_en="Store the data as a list of rows, or as CSV.",
        )
    try:
        content = parse_json(text)
    except (ValueError, RecursionError) as error:
        raise refuse(
            "file-damaged",
            id="JSON tidak dapat diurai; berkas terpotong atau rusak.",
            en="The JSON cannot be parsed; the file is cut off or damaged.",
            hint_id="Unduh ulang berkasnya.",
            hint_en="Download it again.",
        ) from error
    if isinstance(content, dict):
        if "datacontent" in content and "vervar" in content:
            return _read_dynamic(content, regions)
        if (static := _static_table(content)) is not None:
            return static
        result = content.get("result")
        if isinstance(result, dict) and isinstance(result.get("records"), list):
            return _read_records(result["records"], "/result/records", content, fields=result.get("fields"))
        if isinstance(result, dict) and "resources" in result:
            return ()
        if (
            isinstance(content.get("data"), list)
            and content["data"]
            and isinstance(content["data"][0], dict)
            and "pages" in content["data"][0]
        ):
            return _read_webapi_list(content["data"])
        for key in ("data", "records", "rows", "result", "hasil", "items", "features"):
            if isinstance(content.get(key), list) and _are_records(content[key]):
                return _read_records(content[key], f"/{key}", content)
        return _read_nested(content)
    if isinstance(content, list) and _are_records(content):
        return _read_records(content, "", {})
    return ()


def _nests_too_deep(text: str) -> bool:
    depth = deepest = 0
    for mark in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text[:2_000_000]):
        sign = mark[0]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest > current_limits().nesting


def escape_pointer(key: str) -> str:
    """Return a key as a part of an RFC 6901 pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def _are_records(items: Sequence[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) for item in items[:50])


def _text_at(content: Mapping[str, Any], keys: Sequence[str]) -> str:
    for key in keys:
        value = content.get(key)
        if isinstance(value, str) and value.strip():
            return strip_markup(value)
    return ""


def strip_markup(text: str) -> str:
    """Return a text without HTML tags and entities."""
    plain = html.unescape(html.unescape(text))
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def _plain(value: Any) -> CellValue:
    """Return what a cell holds; a whole number beyond every figure as its digits, which no figure is read
    from."""
    if isinstance(value, int) and value.bit_length() >= _TOO_LARGE_BITS:
        return str(value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return None


def _read_records(
    records: Sequence[Mapping[str, Any]], base: str, content: Mapping[str, Any], fields: Any = None
) -> tuple[Sheet, ...]:
    if isinstance(fields, list):
        keys = [str(f["id"]) for f in fields if isinstance(f, dict) and "id" in f]
    else:
        keys = list(dict.fromkeys(str(key) for record in records for key in record))
    keys = [key for key in keys if key not in ("_full_text",)]
    if len(keys) > current_limits().columns:
        raise too_wide(len(keys))
    headers = _category_headers(keys, records)
    # The classification that names a column of categories is said by its header; it is no category itself.
    naming = {
        f"nama_kategori_{m[1]}"
        for key, said in headers.items()
        if said != key and (m := _ITEM.fullmatch(key))
    }
    keys = [key for key in keys if key not in naming]
    rows: list[list[CellValue]] = [[headers[key] for key in keys]]
    pointers: dict[tuple[int, int], str] = {}
    for index, record in enumerate(records):
        rows.append([_plain(record.get(key)) for key in keys])
        for column, key in enumerate(keys):
            pointers[index + 1, column] = f"{base}/{index}/{escape_pointer(key)}"
    texts = all(not isinstance(v, (int, float)) or isinstance(v, bool) for row in rows[1:200] for v in row)
    return (
        Sheet(
            "",
            rows,
            title=_text_at(content, _TITLE_KEYS),
            unit=_text_at(content, _UNIT_KEYS),
            producer=_text_at(content, _SOURCE_KEYS),
            notes=_text_at(content, _NOTE_KEYS)[:500],
            pointers=pointers,
            text_numbers=texts,
        ),
    )


def _category_headers(keys: Sequence[str], records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the header of each key: category columns are named by the classification that stands beside
    them, as in census records."""
    headers = {}
    for key in keys:
        match = _ITEM.fullmatch(key)
        name = ""
        if match:
            names = {str(r.get(f"nama_kategori_{match[1]}") or "").strip() for r in records[:200]}
            if len(names) == 1:
                name = re.sub(r"^Klasifikasi\s+", "", names.pop())
        headers[key] = name or key
    return headers


def _read_webapi_list(data: Sequence[Any]) -> tuple[Sheet, ...]:
    """Read a list of the BPS WebAPI: records with a value; lists of names have no figures."""
    for position, item in enumerate(data[1:], 1):
        records, base = item, f"/data/{position}"
        if isinstance(item, dict) and isinstance(item.get("data"), list):
            records, base = item["data"], f"/data/{position}/data"
        if isinstance(records, list) and _are_records(records) and {"value", "nilai"} & set(records[0]):
            return _read_records(records, base, {})
    return ()


def _static_table(content: Mapping[str, Any]) -> tuple[Sheet, ...] | None:
    """Read a static table of the BPS WebAPI: HTML inside JSON."""
    data = content.get("data")
    holder = data if isinstance(data, dict) else content
    table = holder.get("table")
    if not isinstance(table, str) or "table" not in html.unescape(table).casefold():
        return None
    text = html.unescape(table) if "<table" not in table.casefold() else table
    from rupadata.tables.opening.html_tables import read_markup  # It brings lxml, which few inputs need.

    sheets = read_markup(text)
    title = strip_markup(str(holder.get("title") or ""))
    return tuple(
        Sheet(s.name, s.rows, s.merges, title=title or s.title, producer="BPS", text_numbers=True)
        for s in sheets
    )


def _read_dynamic(content: Mapping[str, Any], regions: Regions) -> tuple[Sheet, ...]:
    """Read a dynamic table of the BPS WebAPI: keys put together from row, variable, column, year and part
    of year."""
    variables = content.get("var") or []
    cells = content.get("datacontent")
    if not isinstance(cells, dict) or not variables:
        return ()
    lists = [_labels(content.get(name)) for name in ("vervar", "var", "turvar", "tahun", "turtahun")]
    listed = [regions.by_bps_code(code) for code, _ in lists[0] if re.fullmatch(r"\d{4}|\d{7}", code)]
    homes = [region.code for region in listed if region is not None]
    sheets = []
    for code, label in lists[1]:
        detail: Mapping[str, Any] = next((v for v in variables if str(v.get("val")) == code), {})
        header = [
            "kode",
            str(content.get("labelvervar") or "wilayah"),
            UNNAMED,
            "tahun",
            "periode",
            "nilai",
        ]
        rows: list[list[CellValue]] = [list(header)]
        pointers: dict[tuple[int, int], str] = {}
        found = 0
        for key, (row, column, year, part) in _keys(cells, code, (lists[0], lists[2], lists[3], lists[4])):
            found += 1
            whole_year = part[1].casefold() in ("tahun", "tahunan", "tahun/year") or not find_part(part[1])
            nothing = re.match(r"tidak ada|tanpa|-$", column[1], re.I)
            rows.append(
                [
                    "",
                    row[1],
                    "" if nothing else column[1],
                    year[1],
                    "" if whole_year else part[1],
                    _plain(cells[key]),
                ]
            )
            pointers[len(rows) - 1, 5] = f"/datacontent/{escape_pointer(key)}"
        if not found:
            continue
        if all(row[2] == "" for row in rows[1:]):
            header_drop = 2
            rows = [row[:header_drop] + row[header_drop + 1 :] for row in rows]
            pointers = {(r, c - 1): p for (r, c), p in pointers.items()}
        notes = "; ".join(strip_markup(str(detail.get(k) or "")) for k in ("def", "note") if detail.get(k))
        sheets.append(
            Sheet(
                "" if len(lists[1]) == 1 else label,
                rows,
                title=label,
                unit=""
                if re.match(r"tidak ada", str(detail.get("unit") or ""), re.I)
                else str(detail.get("unit") or ""),
                producer="BPS",
                notes=notes[:500],
                pointers=pointers,
                region=homes[-1] if len(set(homes)) == 1 else "",
            )
        )
    return tuple(sheets)


def _keys(cells: Mapping[str, Any], variable: str, lists: Sequence[Sequence[Label]]) -> Iterator[Keyed]:
    """Find the keys of a variable among the cells, without trying what no key begins with."""
    begun = {key[:length] for key in cells for length in range(len(key) + 1)}
    parts = (lists[0], [(variable, "")], *lists[1:])

    def extend(
        key: str, chosen: tuple[tuple[str, str], ...]
    ) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        if len(chosen) == len(parts):
            if key in cells:
                yield key, (chosen[0], *chosen[2:])
            return
        for item in parts[len(chosen)]:
            if key + item[0] in begun:
                yield from extend(key + item[0], (*chosen, item))

    yield from extend("", ())


def _labels(items: Any) -> list[Label]:
    if not isinstance(items, list) or not items:
        return [("0", "")]
    return [
        (str(item.get("val", "")), strip_markup(str(item.get("label", ""))))
        for item in items
        if isinstance(item, dict)
    ]


def _read_nested(content: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """Read figures under nested keys: the last keys are columns when they are periods, the others label
    rows."""
    leaves: list[tuple[tuple[str, ...], Any]] = []
    meta = {key for key, value in content.items() if isinstance(value, str)}

    def collect(node: Any, path: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if not path and key in meta:
                    continue
                collect(value, (*path, str(key)))
        elif isinstance(node, list):
            for index, value in enumerate(node):
                collect(value, (*path, str(index)))
        elif path and (node is None or isinstance(node, (int, float, str))) and not isinstance(node, bool):
            leaves.append((path, _plain(node)))

    collect(content, ())
    by_depth: dict[int, list[tuple[tuple[str, ...], Any]]] = {}
    for path, value in leaves:
        by_depth.setdefault(len(path), []).append((path, value))
    sheets = []
    for depth, items in by_depth.items():
        if depth < 1 or not any(isinstance(v, (int, float)) for _, v in items):
            continue
        sheets.append(_nested_sheet(content, depth, items))
    return tuple(sheets)


def _nested_sheet(
    content: Mapping[str, Any], depth: int, items: Sequence[tuple[tuple[str, ...], Any]]
) -> Sheet:
    last = list(dict.fromkeys(path[-1] for path, _ in items))
    position = {key: place for place, key in enumerate(last)}
    periods = sum(bool(year_of(key) or find_part(key)) for key in last)
    wide = depth >= 2 and (periods * 2 > len(last) or len(last) <= 40)
    rows: list[list[CellValue]] = []
    pointers: dict[tuple[int, int], str] = {}
    if wide:
        heads: dict[tuple[str, ...], int] = {}
        rows.append([*(f"dim{i + 1}" for i in range(depth - 1)), *last])
        for path, value in items:
            stem = path[:-1]
            if stem not in heads:
                heads[stem] = len(rows)
                rows.append([*stem, *([None] * len(last))])
            place = heads[stem], depth - 1 + position[path[-1]]
            rows[place[0]][place[1]] = _plain(value)
            pointers[place] = "/" + "/".join(escape_pointer(part) for part in path)
    else:
        rows.append([*(f"dim{i + 1}" for i in range(depth)), "nilai"])
        for path, value in items:
            rows.append([*path, _plain(value)])
            pointers[len(rows) - 1, depth] = "/" + "/".join(escape_pointer(part) for part in path)
    present = set(pointers)
    return Sheet(
        "",
        rows,
        title=_text_at(content, _TITLE_KEYS),
        unit=_text_at(content, _UNIT_KEYS),
        producer=_text_at(content, _SOURCE_KEYS),
        notes=_text_at(content, _NOTE_KEYS)[:500],
        pointers=pointers,
        sparse=bool(wide and len(present) < (len(rows) - 1) * len(last)),
    )
