"""What is written when the work is received and when it is finished: the receipt and the closing note."""

from __future__ import annotations

from rupadata.documents.sheets import outcome_words, spent_words, withdrawal_words
from rupadata.documents.statements import (
    Plain,
    day_words,
    decision_of_paper,
    file_of,
    letter_number,
    paper_base,
    retention_words,
    signer_of,
    time_words,
)
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision
from rupadata.procedure.timing import sum_time, time_runs

_NAMES = {
    "work-order": "Surat Perintah",
    "schedule": "Jadwal penyusunan",
    "grouping": "Pengelompokan data",
    "approval-sheet": "Lembar koreksi / persetujuan",
    "documentation": "Dokumentasi (arsip)",
    "report": "Laporan",
    "receipt": "Tanda terima",
    "forwarding-note": "Nota dinas",
    "performance-evidence": "Bahan penilaian kinerja (SKP)",
}


def receipt(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the receipt of the result: what was handed over, by whom, to whom."""
    reported = decision_of_paper(case, "report") or decision
    approved = [item for item in case.progress.active_items() if item.approved and item.edition]
    number = letter_number(case, "report", file_of(case, "report"), reported.at)
    return {
        **paper_base(case, "Tanda Terima Hasil", decision.at, logo=logo),
        "number": letter_number(case, "receipt", file, decision.at),
        "introduction": f"Pada {day_words(decision.at, case)} telah diterima laporan penyusunan infografis "
        f"Nomor {number} tanggal {day_words(reported.at, case)} beserta {len(approved)} infografis berikut.",
        "items": [
            {
                "title": item.title,
                "subject": item.item.subject,
                "edition": item.approved[:16],
                "files": str(len(item.edition.files)) if item.edition else "",
            }
            for item in approved
        ],
        "note": decision.note,
        "giver": {**signer_of(case, reported), "place_date": ""},
        "signer": signer_of(case, decision, kind="receipt"),
    }


def closing_note(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the note with which a work order ends: what came of it, its time, and where its papers are."""
    total = sum_time(time_runs(case))
    order = case.decisions[0]
    label = case.office.label("work-order", "Surat Perintah")
    number = letter_number(case, "work-order", file_of(case, "work-order"), order.at)
    corrections = (
        [f"Putaran koreksi: {total.corrections}."] if total.corrections else ["Tidak ada putaran koreksi."]
    )
    return {
        **paper_base(case, "Catatan Penutup", decision.at, logo=logo),
        "number": letter_number(case, "closing-note", file, decision.at),
        "introduction": f"Dengan ini {label} Nomor {number} tanggal {day_words(order.at, case)} tentang "
        f"{case.header.title} dinyatakan selesai pada {day_words(decision.at, case)}.",
        "outcome": [
            outcome_words(case.progress.active_items()),
            *withdrawal_words(case),
            spent_words(total),
            f"Waktu baku SOP untuk satu infografis: {time_words(case.procedure.total_minutes)}.",
            *corrections,
            *([kept] if (kept := retention_words(case, decision.at)) else []),
        ],
        "papers": [
            {
                "row": str(step.row),
                "name": _NAMES[paper.kind],
                "number": _number_given(case, paper.file),
                "state": _state(case, paper.file),
            }
            for step in case.procedure.steps[:-1]
            for paper in step.papers
            if paper.kind in _NAMES and decision_of_paper(case, paper.kind) is not None
        ],
        "note": decision.note,
        "signer": signer_of(case, decision, kind="closing-note"),
    }


def _number_given(case: Case, file: str) -> str:
    signed = case.progress.signed.get(file)
    return signed.number if signed is not None and signed.number else "–"


def _state(case: Case, file: str) -> str:
    signed = case.progress.signed.get(file)
    if signed is None:
        return "konsep"
    return (
        f"bertanda tangan elektronik, {signed.signer}"
        if signed.kind == "pades"
        else "pindaian bertanda tangan"
    )
