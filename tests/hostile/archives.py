"""Archives and workbooks that ask for more than they hold, name what they should not, or contradict
themselves."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Mapping

from tests.hostile.texts import csv_text, odd_text, title

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    "{tables}</office:spreadsheet></office:body></office:document-content>"
)
_COUNTS = (0, -1, 1, 2, 50, 1000, 16_384, 100_000, 1_048_576, 3_000_000, 900_000_000, 2**31, 2**63)


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ods(chance: random.Random) -> bytes:
    """Return an OpenDocument sheet whose rows and cells repeat, span and nest."""

    def repeat(what: str) -> str:
        return f'table:number-{what}-repeated="{chance.choice(_COUNTS)}"' if chance.random() < 0.4 else ""

    def cell() -> str:
        span = f'table:number-columns-spanned="{chance.choice(_COUNTS)}" ' if chance.random() < 0.1 else ""
        span += f'table:number-rows-spanned="{chance.choice(_COUNTS)}"' if chance.random() < 0.1 else ""
        kind = chance.choice(
            (
                'office:value-type="float" office:value="{}"'.format(
                    chance.choice(("1", "nan", "1e999", "x"))
                ),
                'office:value-type="string"',
                'office:value-type="date" office:date-value="{}"'.format(
                    chance.choice(("2024-01-01", "99999-99-99", "-0001-01-01"))
                ),
                'office:value-type="percentage" office:value="0.5"',
                "",
            )
        )
        inner = chance.choice(
            (
                "",
                "<text:p>1</text:p>",
                "<text:p>Ciledug</text:p>",
                f'<text:p><text:s text:c="{chance.choice(_COUNTS)}"/>x</text:p>',
            )
        )
        name = chance.choice(("table-cell", "table-cell", "covered-table-cell"))
        return f"<table:{name} {repeat('columns')} {span} {kind}>{inner}</table:{name}>"

    def row() -> str:
        cells = "".join(cell() for _ in range(chance.choice((0, 1, 3, 8))))
        return f"<table:table-row {repeat('rows')}>{cells}</table:table-row>"

    def rows() -> str:
        inner = "".join(row() for _ in range(chance.choice((1, 3, 10))))
        group = chance.choice(("", "table-row-group", "table-header-rows"))
        depth = chance.choice((1, 1, 3, 400)) if group else 0
        return f"<table:{group}>" * depth + inner + f"</table:{group}>" * depth

    tables = "".join(
        f'<table:table table:name="{number}"><table:table-column {repeat("columns")}/>{rows()}</table:table>'
        for number in range(chance.choice((1, 1, 2, 300)))
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _ODS.format(tables=tables),
        }
    )


def xlsx(chance: random.Random) -> bytes:
    """Return a workbook whose references, strings, styles, merged ranges or sheets are out of all bounds."""
    sheets = chance.choice((1, 1, 1, 2, 40))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{chance.choice(("S", "a/b", "..", "x" * 400))}{n}" sheetId="{n + 1}" r:id="a{n}"/>'
            for n in range(sheets)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="a{n}" Type="{_OFFICE}/worksheet" '
            f'Target="{chance.choice(("worksheets/", "worksheets/", "/xl/worksheets/", "../../"))}sheet{n}.xml"/>'
            for n in range(sheets)
        )
        + "</Relationships>",
    }
    for n in range(sheets):
        members[f"xl/worksheets/sheet{n}.xml"] = _sheet(chance)
    if chance.random() < 0.6:
        members["xl/sharedStrings.xml"] = _strings(chance)
    if chance.random() < 0.6:
        members["xl/styles.xml"] = _styles(chance)
    return packed(members)


_REFERENCES = (
    "A1",
    "B2",
    "C3",
    "XFD1",
    "A1048576",
    "XFD1048576",
    "ZZZZZ9",
    "A0",
    "1A",
    "",
    "B-2",
    "a1",
    "A99999999999",
    "$B$2",
)


def _sheet(chance: random.Random) -> str:
    extent = chance.choice(("", "A1:B2", "A1:XFD1048576", "XFD1048576", "B2:A1", "x"))
    parts = [f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}">']
    if extent:
        parts.append(f'<dimension ref="{extent}"/>')
    if chance.random() < 0.3:
        columns = "".join(
            f'<col min="{chance.choice(_COUNTS)}" max="{chance.choice(_COUNTS)}" hidden="1"/>'
            for _ in range(3)
        )
        parts.append(f"<cols>{columns}</cols>")
    parts.append("<sheetData>")
    height, width = chance.choice(((3, 3), (30, 8), (200, 3), (2, 3000), (4000, 2), (1, 16_000)))
    far = chance.random() < 0.3
    for r in range(1, height + 1):
        number = chance.choice(_COUNTS) if chance.random() < 0.02 else r
        hidden = ' hidden="1"' if chance.random() < 0.05 else ""
        parts.append(f'<row r="{number}"{hidden}>')
        for c in range(min(width, 20_000 // max(1, height) + 1)):
            place = chance.choice(_REFERENCES) if far and chance.random() < 0.02 else f"{_letters(c)}{r}"
            kind, inner = _cell(chance)
            style = f' s="{chance.choice(_COUNTS)}"' if chance.random() < 0.05 else ""
            parts.append(f'<c r="{place}"{kind}{style}>{inner}</c>')
        parts.append("</row>")
    parts.append("</sheetData>")
    if chance.random() < 0.3:
        ranges = (f'<mergeCell ref="{_range(chance)}"/>' for _ in range(chance.choice((1, 20, 5000))))
        parts.append(f"<mergeCells>{''.join(ranges)}</mergeCells>")
    parts.append("</worksheet>")
    return "".join(parts)


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _range(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(("A1:XFD1048576", "B2", "A1:", "x:y", "C3:A1", "A0:B0"))
    top, left = chance.randrange(1, 100), chance.randrange(20)
    return f"{_letters(left)}{top}:{_letters(left + chance.randrange(4))}{top + chance.randrange(4)}"


def _cell(chance: random.Random) -> tuple[str, str]:
    match chance.randrange(9):
        case 0:
            return ' t="s"', f"<v>{chance.choice((0, 1, 2, -1, 99_999_999))}</v>"
        case 1:
            return ' t="inlineStr"', f"<is><t>{_escaped(odd_text(chance, 200))}</t></is>"
        case 2:
            return ' t="d"', "<v>9999-99-99T99:99</v>"
        case 3:
            return ' t="e"', "<v>#DIV/0!</v>"
        case 4:
            return "", f"<f>{'SUM(' * chance.choice((1, 50))}A1</f>"
        case 5:
            return "", f"<v>{chance.choice(('1e999', 'nan', '-1', '', 'x', '9' * 400, '1e-320'))}</v>"
        case _:
            return "", f"<v>{chance.randrange(10_000)}</v>"


def _escaped(text: str) -> str:
    plain = "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else " " for c in text)
    return plain.replace("&", "&amp;").replace("<", "&lt;")


def _strings(chance: random.Random) -> str:
    texts = {
        "few": [title(chance), "Kecamatan", "Ciledug"],
        "long": ["A" * chance.choice((30_000, 3_000_000, 30_000_000)), "b", "c"],
        "many": [f"s{n}" for n in range(50_000)],
        "runs": ["</t></r><r><t>".join(["x"] * 20_000), "b", "c"],
        "odd": [_escaped(odd_text(chance, 5000)) for _ in range(3)],
    }[chance.choice(("few", "few", "long", "many", "runs", "odd"))]
    count = chance.choice((len(texts), 0, 4_294_967_295))
    items = "".join(f"<si><r><t>{text}</t></r></si>" for text in texts)
    return f'<?xml version="1.0"?><sst xmlns="{_MAIN}" count="{count}" uniqueCount="{count}">{items}</sst>'


def _styles(chance: random.Random) -> str:
    code = chance.choice(("0.0", "0" * 4_000_000, "[" * 100_000, '"' + "x" * 300, "#,##0;" * 50_000, "0.0%"))
    formats = chance.choice((1, 10, 20_000)) if len(code) < 1000 else 1
    listed = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{_escaped(code).replace(chr(34), "&quot;")}"/>'
        for n in range(formats)
    )
    used = "".join(f'<xf numFmtId="{164 + n % formats}"/>' for n in range(chance.choice((1, 50, 60_000))))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{formats}">{listed}</numFmts>'
        f"<cellXfs>{used}</cellXfs></styleSheet>"
    )


_NAMES = (
    "a.csv", "../../victim/x.csv", "/etc/x.csv", "C:\\x.csv", "a\\..\\b.csv", "x" * 250 + ".csv",
    "d/" * 300 + "a.csv", "a\nb.csv", ".csv", "~$a.csv", "\u202e.csv", "con.csv", "a.zip", "a.xlsx",
)  # fmt: skip


def zips(chance: random.Random) -> bytes:
    """Return an archive that is a bomb, a nest, or names what it should not."""
    match chance.randrange(9):
        case 0:
            size = chance.choice((10_000, 50_000_000, 120_000_000))
            return packed(
                {
                    chance.choice(("a.csv", "a.json", "a.html")): chance.choice((b"1,2\n", b"0", b"[{},"))
                    * (size // 4)
                }
            )
        case 1:
            return packed(
                {
                    chance.choice(_NAMES) + "": csv_text(chance)[:60_000].encode("utf-8", "replace")
                    for _ in range(8)
                }
            )
        case 2:
            content = packed({"a.csv": csv_text(chance)[:60_000].encode("utf-8", "replace")})
            for _ in range(chance.choice((1, 3, 20))):
                content = packed(
                    {f"z{n}.zip": content for n in range(chance.choice((1, 1, 3)))}, zipfile.ZIP_STORED
                )
                if len(content) > 400_000:
                    break
            return content
        case 3:
            return packed(
                {f"t{n}.csv": b"a,b\n1,2\n" for n in range(chance.choice((10, 6000)))}, zipfile.ZIP_STORED
            )[:990_000]
        case 4:
            return _links(chance)
        case 5:
            return packed(
                {"a.csv": csv_text(chance)[:60_000].encode("utf-8", "replace")},
                chance.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
            )
        case 6:
            return _lying(chance)
        case 7:
            whole = packed({"a.csv": b"a,b\n1,2\n", "b.csv": b"1,2\n" * 3_000_000})
            return b"MZ" * chance.randrange(3) + whole + b"x" * chance.choice((0, 70_000))
        case _:
            return _overlapping(chance)


def _links(chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("taut.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, chance.choice(("/etc/passwd", "../../victim/keep.txt", "taut.csv")))
        archive.writestr("a.csv", csv_text(chance)[:60_000].encode("utf-8", "replace"))
    return buffer.getvalue()


def _lying(chance: random.Random) -> bytes:
    """Return an archive whose directory lies about the size, method or flags of its member."""
    content = bytearray(packed({"a.csv": b"a,b\n" * 2000}))
    at = content.rfind(b"PK\x01\x02")
    place, number = chance.choice(
        ((24, 0x7FFFFFFF), (20, 0), (10, 99), (8, 1), (42, 0x7FFFFFFF), (16, 0), (28, 0xFFFF))
    )
    form = "<I" if place in (16, 20, 24, 42) else "<H"
    struct.pack_into(form, content, at + place, number & (0xFFFFFFFF if form == "<I" else 0xFFFF))
    return bytes(content)


def _overlapping(chance: random.Random) -> bytes:
    """Return an archive of which many members of the directory are one and the same bytes."""
    kernel = packed({"a.csv": b"1,2\n" * chance.choice((1000, 2_000_000))})
    at, end = kernel.rfind(b"PK\x01\x02"), kernel.rfind(b"PK\x05\x06")
    entry, count = kernel[at:end], chance.choice((2, 300))
    tail = bytearray(kernel[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(entry) * count)
    return kernel[:at] + entry * count + bytes(tail)
