"""The letters: work order and covering note, as plain values."""

from __future__ import annotations

from datetime import timedelta

from rupadata.documents.statements import (
    Plain,
    approving_role,
    day_words,
    decision_of_paper,
    file_of,
    letter_number,
    paper_base,
    position_in,
    role_titles,
    signer_in,
    signer_of,
    source_names,
    time_words,
)
from rupadata.office.settings import Official
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision

_USUAL_TIME = timedelta(days=30)
"""For which deputies a work order without a deadline looks ahead."""


def work_order(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the work order that a decision gave: to whoever has a task, on which data, by when."""
    label = case.office.label("work-order", "Surat Perintah")
    form = case.office.procedure.number
    name = case.procedure.name.id
    return {
        **paper_base(case, label, decision.at, logo=logo),
        "label": label,
        "number": letter_number(case, "work-order", file, decision.at),
        "basis": [*case.office.legal_basis, f"SOP {name}" + (f" Nomor {form}" if form else "")],
        "people": _people_with_tasks(case, decision),
        "tasks": [
            {
                "activity": step.activity.id,
                "actor": case.procedure.title_of(step.actors[0]),
                "time": time_words(step.minutes) if step.minutes else "",
            }
            for step in case.procedure.steps[1:]
            if not step.shows_total
        ],
        "data": _ordered_data(case),
        "note": decision.note,
        "deadline": day_words(decision.deadline, case) if decision.deadline else "",
        "remark": case.procedure.steps[0].remark,
        "copies": list(case.office.copies.get("work-order", ())),
        "signer": signer_of(case, decision, kind="work-order"),
    }


def _people_with_tasks(case: Case, decision: Decision) -> list[Plain]:
    """Return who gets the order: holders of the roles in it, and who stands in for them in its time.

    The time runs to the deadline, or so long as the SOP's standard time lets expect.
    """
    office, first = case.office, decision.at.astimezone(case.office.zone).date()
    last = decision.deadline or first + _USUAL_TIME
    orderers = set(case.procedure.steps[0].actors)
    roles = dict.fromkeys(
        role for step in case.procedure.steps for role in step.actors if role not in orderers
    )
    found: dict[str, Plain] = {}
    for role in roles:
        for holder in office.holders(role):
            if holder.serves(first) or holder.serves(last):
                found.setdefault(holder.id, _person(case, holder, ""))
            for deputy in holder.deputies:
                if (deputy.until or last) >= first and (deputy.since or first) <= last:
                    title = f"{deputy.kind}. {position_in(case, role)}" if deputy.kind else ""
                    found.setdefault(
                        f"{deputy.person} {role}", _person(case, office.official(deputy.person), title)
                    )
    found.pop(decision.person, None)
    return list(found.values())


def _person(case: Case, official: Official, acting: str) -> Plain:
    return {
        "name": official.name,
        "rank": official.rank,
        "nip": official.nip,
        "position": acting or official.position or role_titles(case, official),
    }


def _ordered_data(case: Case) -> list[str]:
    """Return the data that an order names: its subjects, and behind each the tables."""
    by_subject: dict[str, dict[str, None]] = {}
    for progress in case.progress.items.values():
        by_subject.setdefault(progress.item.subject or progress.item.title, {}).update(
            dict.fromkeys(source_names(progress.item))
        )
    return [
        subject + (f" (tabel {', '.join(tables)})" if tables else "")
        for subject, tables in by_subject.items()
    ]


def forwarding_note(case: Case, decision: Decision, file: str, *, logo: str = "") -> Plain:
    """Return the note by which whoever received the report forwards it to who ordered the work."""
    order = case.decisions[0]
    role = approving_role(case)
    report_made = decision_of_paper(case, "report") or decision
    received = decision_of_paper(case, "receipt") or decision
    approved = sum(bool(item.approved) for item in case.progress.active_items())
    base = paper_base(case, "Nota Dinas", decision.at, logo=logo)
    sender = signer_in(case, role, decision.at, kind="forwarding-note")
    copies = case.office.copies.get("forwarding-note", ())
    return {
        **base,
        "particulars": [
            ["Yth.", position_in(case, order.role)],
            ["Dari", sender["position"]],
            *([["Tembusan", "; ".join(copies)]] if copies else []),
            ["Tanggal", base["date"]],
            ["Nomor", letter_number(case, "forwarding-note", file, decision.at)],
            ["Sifat", "Biasa"],
            ["Lampiran", "1 (satu) berkas"],
            ["Hal", f"Penyampaian laporan: {case.header.title}"],
        ],
        "paragraphs": [
            f"Menindaklanjuti {case.office.label('work-order', 'Surat Perintah')} Nomor "
            f"{letter_number(case, 'work-order', file_of(case, 'work-order'), order.at)}, bersama ini kami "
            "sampaikan laporan penyusunan infografis Nomor "
            f"{letter_number(case, 'report', file_of(case, 'report'), report_made.at)} yang kami terima pada "
            f"{day_words(received.at, case)}.",
            f"Laporan memuat {approved} infografis yang telah disetujui, waktu pelaksanaan dibandingkan "
            "dengan waktu baku, putaran koreksi, serta catatan tentang data yang dipakai.",
            "Demikian disampaikan, atas perhatian Bapak/Ibu diucapkan terima kasih.",
        ],
        # The date stands above already.
        "signer": {**sender, "place_date": ""},
    }
