"""The letters as DOCX, for the office's own letter system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

from rupadata.documents.archive import zip_files
from rupadata.documents.printing import change_texts, without_controls
from rupadata.documents.statements import Plain

_LONGEST_PROPERTY = 255
_LONG_ENTRY = 600
_ORDER_PT = 10
"""The size of a work order in points: Arial is wider than the font of the PDF, and both shall be one page."""
_LONG_OFFICE = 40
"""Letters of an office's name in capitals above which it is set smaller, to keep to one line."""


def letter_docx(kind: str, data: Plain, when: datetime, *, logo: bytes = b"") -> bytes:
    """Return a letter as DOCX for the office's own letter system; `logo` is a raster picture."""
    data = change_texts(data, without_controls)
    document = Document()
    _set_up(document, data, when, size_pt=_ORDER_PT if kind == "work-order" else 11)
    _add_letterhead(document, data, logo)
    if kind == "work-order":
        _add_work_order(document, data)
    else:
        _add_note(document, data)
    _add_signature(document, data["signer"])
    if data.get("copies"):
        _add_copies(document, data["copies"])
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as made:
        return zip_files({name: made.read(name) for name in made.namelist()}, when)


def _set_up(document: DocumentType, data: Plain, when: datetime, *, size_pt: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(16)
    section.header_distance = section.footer_distance = Mm(8)
    normal = document.styles["Normal"]
    normal.font.name = "Arial"
    normal.font.size = Pt(size_pt)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.0
    _set_language(document)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.bold = "Arial", Pt(13), True
    heading.font.color.rgb = RGBColor(0, 0, 0)
    heading.element.rPr.rFonts.attrib.clear()
    heading.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
    heading.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(8), Pt(3)
    properties = document.core_properties
    properties.title = shorten(data["title"], _LONGEST_PROPERTY, placeholder=" …")
    properties.author = properties.last_modified_by = data["office"]
    properties.comments = ""
    _drop_thumbnail(document)
    properties.created = properties.modified = when.replace(tzinfo=None)
    if data["draft"]:
        mark = section.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run("KONSEP sampai diberi nomor dan ditandatangani").font.size = Pt(8)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{data['key']}   Riwayat: {data['head']}\tHalaman ").font.size = Pt(7)
    _add_field(foot, "PAGE")
    foot.add_run(" dari ").font.size = Pt(7)
    _add_field(foot, "NUMPAGES")


def _set_language(document: DocumentType) -> None:
    """Have the letter checked as Indonesian: python-docx has no call for the language of its defaults."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "id-ID")
        language.set(qn("w:eastAsia"), "id-ID")
    document.core_properties.language = "id-ID"


def _drop_thumbnail(document: DocumentType) -> None:
    """Leave out the picture of an empty page that the library's template carries."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        relations.pop(key)


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Add a number that Word counts itself, as PAGE: python-docx has no call for fields."""
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run = paragraph.add_run()
        run.font.size = Pt(7)
        run._r.append(part)


def _add_letterhead(document: DocumentType, data: Plain, logo: bytes) -> None:
    head = data["letterhead"]
    table = document.add_table(rows=1, cols=3)
    table.autofit = False
    side = 22 if logo else 2
    for column, cell, width in zip(
        table.columns, table.rows[0].cells, (side, 165 - 2 * side, side), strict=True
    ):
        column.width = cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    left, middle, _ = table.rows[0].cells
    if logo:
        left.paragraphs[0].add_run().add_picture(_as_png(logo), height=Mm(20))
    line = middle.paragraphs[0]
    for text, size, bold in (
        (head["government"], 13, True),
        (head["office"], 15 if len(head["office"]) <= _LONG_OFFICE else 13.5, True),
        (head["division"], 10, True),
        *((line, 8.5, False) for line in head["contact"]),
    ):
        if text:
            line = middle.add_paragraph() if line.text else line
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_after = Pt(0)
            run = line.add_run(text)
            run.bold, run.font.size = bold, Pt(size)
    rule = document.add_paragraph()
    _rule_below(rule)
    rule.paragraph_format.space_after = Pt(0)
    rule.paragraph_format.line_spacing = Pt(4)


def _as_png(picture: bytes) -> io.BytesIO:
    """Return a raster as PNG, the format that every reader of DOCX shows."""
    content = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGBA").save(content, "PNG")
    content.seek(0)
    return content


def _rule_below(paragraph: object) -> None:
    """Draw the double rule of a letterhead: python-docx has no call for paragraph borders.

    It comes before spacing is set: the schema has borders stand before it.
    """
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, setting in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), setting)
    borders.append(bottom)
    properties.append(borders)


def _add_title(document: DocumentType, text: str, below: str = "") -> None:
    document.add_paragraph(text, style="Heading 1")
    if below:
        document.add_paragraph(below).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_work_order(document: DocumentType, data: Plain) -> None:
    _add_title(document, data["label"].upper(), f"Nomor: {data['number']}")
    _add_part(
        document,
        "Menimbang",
        [
            f"bahwa untuk melaksanakan {data['procedure_name']} pada {data['office']}, perlu memerintahkan "
            "pelaksana sebagaimana tersebut di bawah ini;"
        ],
    )
    _add_part(
        document,
        "Dasar",
        [f"{entry}{_mark(number, data['basis'])}" for number, entry in enumerate(data["basis"], start=1)],
    )
    _add_title(document, "MEMERINTAHKAN")
    _add_part(
        document,
        "Kepada",
        [
            "\n".join(
                part
                for part in (
                    one["name"],
                    one["rank"],
                    f"NIP {one['nip']}" if one["nip"] else "",
                    one["position"],
                )
                if part
            )
            for one in data["people"]
        ],
    )
    _add_part(
        document,
        "Untuk",
        [
            f"{task['activity']} ({task['actor']}"
            + (f", {task['time']})" if task["time"] else ")")
            + _mark(number, data["tasks"])
            for number, task in enumerate(data["tasks"], start=1)
        ],
    )
    if data["data"]:
        _add_part(
            document,
            "Data",
            [f"{entry}{_mark(number, data['data'])}" for number, entry in enumerate(data["data"], start=1)],
        )
    for name, words in (("Tenggat", "deadline"), ("Catatan", "note"), ("Keterangan", "remark")):
        if data[words]:
            _add_part(document, name, [data[words]])
    document.add_paragraph(
        "Perintah ini dilaksanakan dengan penuh tanggung jawab, dan hasilnya dilaporkan menurut prosedur."
    )


def _add_copies(document: DocumentType, copies: Sequence[str]) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    for words in ("Tembusan:", *(f"{number}. {copy}" for number, copy in enumerate(copies, start=1))):
        line = document.add_paragraph(words)
        line.paragraph_format.space_after = Pt(0)


def _mark(number: int, entries: Sequence[Plain]) -> str:
    """Return what ends an entry of an enumeration in a letter."""
    return "." if number == len(entries) else ";"


def _add_note(document: DocumentType, data: Plain) -> None:
    _add_title(document, "NOTA DINAS")
    _add_rows(document, [(name, ":", words) for name, words in data["particulars"]], (30, 5, 130))
    document.add_paragraph()
    for words in data["paragraphs"]:
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _add_part(document: DocumentType, name: str, entries: list[str]) -> None:
    """Add a part of a letter: its name, then its entries, numbered by hand so that each part begins at 1."""
    if len(entries) == 1:
        _add_rows(document, [(name, ":", entries[0])], (25, 4, 136))
    else:
        rows = [
            (name if number == 1 else "", ":" if number == 1 else "", f"{number}.", words)
            for number, words in enumerate(entries, start=1)
        ]
        _add_rows(document, rows, (25, 4, 7, 129))
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(5)


def _add_rows(document: DocumentType, rows: Sequence[Sequence[str]], widths_mm: Sequence[int]) -> None:
    """Add a table without lines; widths stand on columns and cells, as Word and LibreOffice read them."""
    table = document.add_table(rows=0, cols=len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in rows:
        added = table.add_row()
        if max(map(len, row)) < _LONG_ENTRY:
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(added.cells, row, widths_mm, strict=True):
            cell.text = text
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)


def _add_signature(document: DocumentType, data: Plain) -> None:
    # The last words go with the signature, which never stands alone on a page.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    nip = f"NIP {data['nip']}" if data["nip"] else "NIP ............................"
    above = [line for line in (data["place_date"], data["on_behalf"]) if line]
    lines = (*above, f"{data['position']},", "", "", "", data["name"], data["rank"], nip)
    blank = range(len(above) + 1, len(above) + 4)
    for number, words in enumerate(lines):
        if words or number in blank:
            line = document.add_paragraph()
            line.paragraph_format.left_indent = Mm(89)
            line.paragraph_format.space_after = Pt(0)
            line.paragraph_format.keep_with_next = number < len(lines) - 1
            line.add_run(words).bold = words == data["name"]
