"""One grid written in every format that offices use."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter

Grid = Sequence[Sequence[str | int | float | None]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands on a sheet; `merges` are ranges like `B3:C3`, `formats` number formats by cell."""

    rows: Grid
    merges: tuple[str, ...] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def places(self) -> list[tuple[int, int, int, int]]:
        """Return the merges as first row, first column, last row, last column, counted from 0."""
        return [place_of(area) for area in self.merges]


NESTED = Table(
    [
        [
            "Tabel 3.1.2 Jumlah Penduduk menurut Kecamatan dan Jenis Kelamin di Kota Tangerang (jiwa), "
            "2023–2024"
        ],
        ["Table 3.1.2 Population by District and Sex in Tangerang Municipality (people), 2023–2024"],
        [],
        ["Kecamatan\nDistrict", 2023, None, 2024, None],
        [None, "Laki-laki\nMale", "Perempuan\nFemale", "Laki-laki\nMale", "Perempuan\nFemale"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["Cipondoh", 126400, 125900, 127700, 127200],
        ["Benda", 42700, 42000, 42900, "…"],
        ["Karang Tengah", 60100, "–", 60900, 60300],
        ["Kota Tangerang", 229200, 167900, 231500, 187500],
        ["Sumber/Source: Dinas Kependudukan dan Pencatatan Sipil"],
    ],
    ("A4:A5", "B4:C4", "D4:E4"),
)
YEARS = Table(
    [
        ["Tingkat Pengangguran Terbuka menurut Kabupaten/Kota di Provinsi Banten (persen), 2021-2023"],
        ["Kabupaten/Kota", 2021, 2022, "2023*"],
        ["Kota Tangerang", 9.07, 7.16, 6.76],
        ["Kota Cilegon", 10.13, 8.1, 7.25],
        ["Kota Serang", 9.41, 8.17, 7.45],
        ["Banten", 8.98, 8.09, 7.52],
    ]
)
LONG = Table(
    [
        ["kode_kecamatan", "nama_kecamatan", "jenis_kelamin", "jumlah_penduduk", "satuan", "tahun"],
        ["36.71.05", "CIPONDOH", "LAKI-LAKI", 126400, "JIWA", 2023],
        ["36.71.05", "CIPONDOH", "PEREMPUAN", 125900, "JIWA", 2023],
        ["36.71.04", "BENDA", "LAKI-LAKI", 42700, "JIWA", 2023],
        ["36.71.04", "BENDA", "PEREMPUAN", 42000, "JIWA", 2023],
        ["36.71.05", "CIPONDOH", "LAKI-LAKI", 127700, "JIWA", 2024],
        ["36.71.05", "CIPONDOH", "PEREMPUAN", 127200, "JIWA", 2024],
        ["36.71.04", "BENDA", "LAKI-LAKI", 42900, "JIWA", 2024],
        ["36.71.04", "BENDA", "PEREMPUAN", 42300, "JIWA", 2024],
    ]
)
LABELS = Table(
    [
        ["Jumlah Siswa menurut Kecamatan dan Jenis Kelamin di Kota Tangerang (orang), 2023"],
        ["Kecamatan", "Jenis Kelamin", "SD", "SMP"],
        ["Cipondoh", "Laki-laki", 1000, 600],
        [None, "Perempuan", 1001, 601],
        ["Benda", "Laki-laki", 1010, 610],
        [None, "Perempuan", 1011, 611],
        ["Ciledug", "Laki-laki", 1020, 620],
        [None, "Perempuan", 1021, 621],
    ],
    ("A3:A4", "A5:A6", "A7:A8"),
)
SHOWN = Table(
    [
        ["Persentase Penduduk Miskin menurut Kabupaten/Kota di Provinsi Banten (persen), 2023"],
        ["Kabupaten/Kota", "Persentase Penduduk Miskin", "Jumlah Penduduk Miskin (ribu jiwa)"],
        ["Kota Tangerang", 0.0589, 130.0],
        ["Kota Cilegon", 0.0374, 17.3],
        ["Kota Serang", 0.062, 44.1],
    ],
    formats={(row, column): code for row in (2, 3, 4) for column, code in ((1, "0.00%"), (2, "#,##0.0"))},
)
TABLES = {"nested": NESTED, "years": YEARS, "long": LONG, "labels": LABELS, "shown": SHOWN}
"""The tables by the names of their files in tests/tables/formats, which an office program saved."""


def as_xlsx(table: Table, *, macros: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        sheet = book.add_worksheet("Tabel")
        for area in table.merges:
            sheet.merge_range(area, None)
        for r, row in enumerate(table.rows):
            for c, value in enumerate(row):
                if value is not None:
                    code = table.formats.get((r, c))
                    sheet.write(r, c, value, book.add_format({"num_format": code}) if code else None)
        if macros:
            book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0" + bytes(600)), is_stream=True)
    return out.getvalue()


def as_xlsb(table: Table) -> bytes:
    """Write the binary workbook of [MS-XLSB] with as few records as it takes."""
    codes = list(dict.fromkeys(table.formats.values()))
    styles = {place: 1 + codes.index(code) for place, code in table.formats.items()}
    sheet = [_record(129), _record(148, struct.pack("<4I", 0, len(table.rows) - 1, 0, 0)), _record(145)]
    for r, row in enumerate(table.rows):
        sheet.append(_record(0, struct.pack("<2I", r, 0) + bytes(9)))
        for c, value in enumerate(row):
            if isinstance(value, str):
                sheet.append(_record(6, struct.pack("<2I", c, 0) + _wide(value)))
            elif value is not None:
                sheet.append(_record(5, struct.pack("<2Id", c, styles.get((r, c), 0), value)))
    sheet.append(_record(146))
    if table.places:
        sheet.append(_record(177, struct.pack("<I", len(table.places))))
        sheet += [
            _record(176, struct.pack("<4I", top, low, left, right)) for top, left, low, right in table.places
        ]
        sheet.append(_record(178))
    sheet.append(_record(130))
    book = [
        _record(131),
        _record(143),
        _record(156, struct.pack("<2I", 0, 1) + _wide("rId1") + _wide("Tabel")),
        _record(144),
        _record(132),
    ]
    look = [_record(44, struct.pack("<H", 164 + n) + _wide(code)) for n, code in enumerate(codes)]
    look.append(_record(617, struct.pack("<I", 1 + len(codes))))
    look += [
        _record(47, struct.pack("<2H", 0, number) + bytes(12))
        for number in (0, *range(164, 164 + len(codes)))
    ]
    look.append(_record(618))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return as_zip(
        {
            "xl/workbook.bin": b"".join(book),
            "xl/_rels/workbook.bin.rels": links.encode(),
            "xl/styles.bin": b"".join(look),
            "xl/worksheets/sheet1.bin": b"".join(sheet),
        }
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = len(content), bytearray()
    while size > 127:
        length.append(size & 127 | 128)
        size >>= 7
    return head + bytes([*length, size]) + content


def _wide(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def as_text(table: Table, separator: str = ",", *, ending: str = "\n", decimal: str = ".") -> str:
    out = io.StringIO(newline="")
    # Minimal quoting would leave a line break bare that is not the ending of lines.
    writer = csv.writer(out, delimiter=separator, lineterminator=ending, quoting=csv.QUOTE_NONNUMERIC)
    width = max(map(len, table.rows))
    for row in table.rows:
        texts = [repr(v).replace(".", decimal) if isinstance(v, float) else v for v in row]
        writer.writerow([*texts, *[None] * (width - len(row))])
    return out.getvalue()


def as_html(table: Table, *, decimal: str = ".") -> str:
    spans = {place[:2]: place for place in table.places}
    covered = {
        (r, c)
        for top, left, low, right in table.places
        for r in range(top, low + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    width = max(map(len, table.rows))
    lines = []
    for r, row in enumerate(table.rows):
        cells = []
        for c in range(width):
            if (r, c) in covered:
                continue
            value = row[c] if c < len(row) else None
            text = (
                ""
                if value is None
                else str(value).replace(".", decimal)
                if isinstance(value, float)
                else str(value)
            )
            top, left, low, right = spans.get((r, c), (r, c, r, c))
            inner = html.escape(text).replace("\n", "<br>")
            cells.append(f'<td rowspan="{low - top + 1}" colspan="{right - left + 1}">{inner}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>"


def as_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def place_of(area: str) -> tuple[int, int, int, int]:
    first = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", area)
    assert first is not None
    return int(first[2]) - 1, ord(first[1]) - 65, int(first[4]) - 1, ord(first[3]) - 65
