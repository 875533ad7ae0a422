"""The letters: work order and covering note, as plain values for Typst and as DOCX for editing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from rupadata.documents.archive import zip_files
from rupadata.documents.printing import change_texts, without_controls
from rupadata.documents.statements import (
    Plain,
    day_words,
    letter_number,
    paper_base,
    role_titles,
    signer,
    signer_of,
    time_words,
)
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision

_LONGEST_PROPERTY = 255
_LONG_ENTRY = 600


def work_order(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the work order that a decision gave, addressed to everybody whom the SOP gives a step."""
    label = case.office.label("work-order", "Surat Perintah")
    orderers = set(case.procedure.steps[0].actors)
    used = [role for step in case.procedure.steps for role in step.actors if role not in orderers]
    people = {official.id: official for role in used for official in case.office.holders(role)}
    people.pop(decision.person, None)
    form = case.office.procedure.number
    name = case.procedure.name.id
    return {
        **paper_base(case, label, decision.at, logo=logo),
        "label": label,
        "number": letter_number(case, "work-order", file, decision.at),
        "basis": [
            *({"text": basis.text, "annotation": basis.annotation} for basis in case.procedure.legal_basis),
            {"text": f"SOP {name}" + (f" Nomor {form}" if form else ""), "annotation": ""},
        ],
        "people": [
            {"name": one.name, "nip": one.nip, "position": one.position or role_titles(case, one)}
            for one in people.values()
        ],
        "tasks": [
            {
                "activity": step.activity.id,
                "actor": case.procedure.title_of(step.actors[0]),
                "time": time_words(step.minutes) if step.minutes else "",
            }
            for step in case.procedure.steps[1:]
            if not step.shows_total
        ],
        "items": [],
        "note": decision.note,
        "deadline": day_words(decision.deadline, case) if decision.deadline else "",
        "remark": case.procedure.steps[0].remark,
        "signer": signer_of(case, decision),
    }


def forwarding_note(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the note by which the section head forwards the report to who ordered the work."""
    order = case.decisions[0]
    receiver = case.office.official(order.person)
    role = next(
        (action_role for action_role in _approving_roles(case) if case.office.holders(action_role)),
        decision.role,
    )
    sender = case.office.holders(role)[0]
    approved = sum(bool(item.approved) for item in case.progress.active_items())
    report_file = next(
        (paper.file for step in case.procedure.steps for paper in step.papers if paper.kind == "report"), ""
    )
    order_file = next(
        (paper.file for step in case.procedure.steps for paper in step.papers if paper.kind == "work-order"),
        "",
    )
    base = paper_base(case, "Nota Dinas", decision.at, logo=logo)
    return {
        **base,
        "particulars": [
            ["Yth.", receiver.position or case.procedure.title_of(order.role)],
            ["Dari", sender.position or case.procedure.title_of(role)],
            ["Tembusan", "–"],
            ["Tanggal", base["date"]],
            ["Nomor", letter_number(case, "forwarding-note", file, decision.at)],
            ["Sifat", "Biasa"],
            ["Lampiran", "1 (satu) berkas"],
            ["Hal", f"Penyampaian laporan: {case.header.title}"],
        ],
        "paragraphs": [
            f"Menindaklanjuti {case.office.label('work-order', 'Surat Perintah')} Nomor "
            f"{letter_number(case, 'work-order', order_file, order.at)}, bersama ini kami sampaikan laporan "
            f"penyusunan infografis Nomor {letter_number(case, 'report', report_file, decision.at)}.",
            f"Laporan memuat {approved} infografis yang telah disetujui, waktu pelaksanaan dibandingkan "
            "dengan waktu baku, putaran koreksi, serta catatan tentang data yang dipakai.",
            "Demikian disampaikan, atas perhatian Bapak/Ibu diucapkan terima kasih.",
        ],
        "signer": signer(case, sender, "", role, decision.at),
    }


def letter_docx(kind: str, data: Plain, when: datetime, *, logo: bytes = b"") -> bytes:
    """Return a letter as DOCX for the office's own letter system; `logo` is a raster picture."""
    data = change_texts(data, without_controls)
    document = Document()
    _set_up(document, data, when)
    _add_letterhead(document, data, logo)
    if kind == "work-order":
        _add_work_order(document, data)
    else:
        _add_note(document, data)
    _add_signature(document, data["signer"])
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as made:
        return zip_files({name: made.read(name) for name in made.namelist()}, when)


def _approving_roles(case: Case) -> tuple[str, ...]:
    return tuple(
        role
        for step in case.procedure.steps
        if any(action.approves for action in step.actions)
        for role in step.actors
    )


def _set_up(document: DocumentType, data: Plain, when: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name = "Arial"
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.title = shorten(data["title"], _LONGEST_PROPERTY, placeholder=" …")
    properties.author = data["office"]
    properties.created = properties.modified = when.replace(tzinfo=None)
    if data["draft"]:
        mark = section.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run("KONSEP sampai diberi nomor dan ditandatangani").font.size = Pt(8)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{data['key']}   Riwayat: {data['head']}").font.size = Pt(7)


def _add_letterhead(document: DocumentType, data: Plain, logo: bytes) -> None:
    head = data["letterhead"]
    table = document.add_table(rows=1, cols=3)
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, (22, 121, 22), strict=True):
        column.width = cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    left, middle, _ = table.rows[0].cells
    if logo:
        left.paragraphs[0].add_run().add_picture(_as_png(logo), height=Mm(20))
    line = middle.paragraphs[0]
    for text, size, bold in (
        (head["government"], 13, True),
        (head["office"], 15, True),
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
    rule.paragraph_format.space_after = Pt(0)
    rule.paragraph_format.line_spacing = Pt(4)
    _rule_below(rule)


def _as_png(picture: bytes) -> io.BytesIO:
    """Return a raster as PNG, the format that every reader of DOCX shows."""
    content = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGBA").save(content, "PNG")
    content.seek(0)
    return content


def _rule_below(paragraph: object) -> None:
    """Draw the double rule of a letterhead: python-docx has no call for paragraph borders."""
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, setting in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), setting)
    borders.append(bottom)
    properties.append(borders)


def _add_title(document: DocumentType, text: str, below: str = "") -> None:
    for words, size, bold in ((text, 13, True), (below, 11, False)):
        if words:
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_before = Pt(10 if bold else 0)
            run = line.add_run(words)
            run.bold, run.font.size = bold, Pt(size)


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
        [
            f"{entry['text']}{_mark(number, data['basis'])}"
            + (f" (Catatan: {entry['annotation']})" if entry["annotation"] else "")
            for number, entry in enumerate(data["basis"], start=1)
        ],
    )
    _add_title(document, "MEMERINTAHKAN")
    _add_part(
        document,
        "Kepada",
        [
            "\n".join(
                part
                for part in (one["name"], f"NIP {one['nip']}" if one["nip"] else "", one["position"])
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
    for name, words in (("Tenggat", "deadline"), ("Catatan", "note"), ("Keterangan", "remark")):
        if data[words]:
            _add_part(document, name, [data[words]])
    document.add_paragraph(
        "Perintah ini dilaksanakan dengan penuh tanggung jawab, dan hasilnya dilaporkan menurut prosedur."
    )


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
    rows = [
        (
            name if number == 1 else "",
            ":" if number == 1 else "",
            f"{number}." if len(entries) > 1 else "",
            words,
        )
        for number, words in enumerate(entries, start=1)
    ]
    _add_rows(document, rows, (27, 5, 11, 122))
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(7)


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
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _add_signature(document: DocumentType, data: Plain) -> None:
    # The last words go with the signature, which never stands alone on a page.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    nip = f"NIP {data['nip']}" if data["nip"] else "NIP ............................"
    lines = (data["place_date"], f"{data['position']},", "", "", "", data["name"], data["rank"], nip)
    for number, words in enumerate(lines):
        if words or 2 <= number <= 4:
            line = document.add_paragraph()
            line.paragraph_format.left_indent = Mm(89)
            line.paragraph_format.space_after = Pt(0)
            line.paragraph_format.keep_with_next = number < len(lines) - 1
            line.add_run(words).bold = words == data["name"]
