"""The approval sheet and the report of a case, as plain values for their templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rupadata.documents.statements import (
    Plain,
    action_words,
    approving_role,
    day_words,
    decision_of_paper,
    file_of,
    item_facts,
    last_decision,
    letter_number,
    moment_words,
    paper_base,
    person_words,
    position_in,
    short_name,
    signer_in,
    signer_of,
    time_words,
    used_words,
)
from rupadata.procedure.case import Case, ItemProgress
from rupadata.procedure.decision import Decision
from rupadata.procedure.definition import WORK_RECORDS
from rupadata.procedure.timing import TimedRun, TimeSum, sum_time, time_runs

_WARNINGS_SHOWN = 4
_LONG_NOTE = 160


def approval_sheet(case: Case, decision: Decision, pictures: Mapping[str, str], *, logo: str = "") -> Plain:
    """Return the sheet of corrections and approvals as it stands after a decision."""
    reviewed = {step.key for step in case.procedure.steps if step.scope == "item"}
    items = []
    for number, item in enumerate(case.progress.items.values(), start=1):
        facts = item_facts(case, item, number, pictures.get(item.item.id, ""))
        facts["decisions"] = [
            {
                "time": moment_words(made.at, case),
                "person": person_words(case, made),
                "action": action_words(case, made),
                "note": _note_words(made, item),
            }
            for made in case.decisions
            if made.item == item.item.id
            and (made.step in reviewed or made.action in ("withdraw", "reopen"))
            and made.action not in WORK_RECORDS
        ]
        items.append(facts)
    active = case.progress.active_items()
    role = approving_role(case)
    keys = {step.key for step in case.procedure.steps if any(action.approves for action in step.actions)}
    approval = last_decision(case, lambda made: made.role == role and made.step in keys)
    coordinated = any(facts["coordination"] for facts in items)
    return {
        **paper_base(case, "Lembar Koreksi / Persetujuan", decision.at, logo=logo),
        "particulars": [
            ["Perintah kerja", case.header.title],
            [
                "Keadaan",
                f"{sum(bool(item.approved) for item in active)} dari {len(active)} infografis disetujui",
            ],
            ["Keputusan terakhir", f"{moment_words(decision.at, case)} {case.office.time_zone}"],
        ],
        "items": items,
        "signer": signer_of(case, approval) if approval else signer_in(case, role, decision.at),
        # Place and day stand once, above whoever signs.
        "seen_by": {
            **signer_in(case, case.procedure.steps[0].actors[0], decision.at),
            "place_date": "",
        }
        if coordinated
        else None,
    }


def _note_words(made: Decision, item: ItemProgress) -> str:
    """Return what a decision said; a long reason or consent that already stands above is not said again."""
    if len(made.note) > _LONG_NOTE and made.note in (item.reason, item.consent):
        return "Tercantum di atas."
    return made.note or (f"edisi {made.digest[:16]}" if made.digest else "")


def report(
    case: Case, decision: Decision, pictures: Mapping[str, str], file: str, *, logo: str = ""
) -> Plain:
    """Return the report: what was ordered and done, by whom, time against standard, results, problems."""
    runs = time_runs(case)
    active = case.progress.active_items()
    order = decision_of_paper(case, "work-order") or case.decisions[0]
    approved = [item for item in active if item.approved]
    total = sum_time(runs)
    label = case.office.label("work-order", "Surat Perintah")
    return {
        **paper_base(case, "Laporan Penyusunan Infografis", decision.at, logo=logo),
        "number": letter_number(case, "report", file, decision.at),
        "addressee": position_in(case, approving_role(case)),
        "introduction": [
            f"Laporan ini dibuat sebagai pelaksanaan {label} Nomor "
            f"{letter_number(case, 'work-order', file_of(case, 'work-order'), order.at)} tanggal "
            f"{day_words(order.at, case)} yang diperintahkan oleh "
            f"{person_words(case, order)}.",
            f"Pekerjaan dilaksanakan menurut {case.procedure.name.id}.",
        ],
        "purpose": [
            "Maksud laporan ini adalah menyampaikan hasil penyusunan infografis beserta pelaksanaannya.",
            "Tujuannya agar hasil itu dapat diterima, digunakan, dan menjadi bahan penilaian serta perbaikan "
            "penyusunan berikutnya.",
        ],
        "activities": _activities(case, runs),
        "unmeasured": sum(not run.measured for run in runs),
        "result_words": f"Dihasilkan {len(approved)} infografis yang disetujui:"
        if approved
        else "Tidak ada infografis yang disetujui.",
        "items": [
            item_facts(case, item, number, pictures.get(item.item.id, ""))
            for number, item in enumerate(approved, start=1)
        ],
        "people": [
            *(
                _time_row(
                    case.office.official(person).name, [run for run in runs if run.run.person == person]
                )
                for person in dict.fromkeys(run.run.person for run in runs)
            ),
            _time_row("Jumlah", list(runs)),
        ],
        "problems": _problems(case),
        "conclusions": _conclusions(case, decision, total),
        "copies": list(case.office.copies.get("report", ())),
        "signer": signer_of(case, decision, kind="report"),
    }


def _activities(case: Case, runs: tuple[TimedRun, ...]) -> list[Plain]:
    """Return a row per step, the passages of all infographics together, corrections on rows of their own."""
    rows = []
    for step in case.procedure.steps:
        for again in (False, True):
            mine = [run for run in runs if run.run.step == step.key and run.correction == again]
            if not mine:
                continue
            total = sum_time(mine)
            many = f" ({total.runs} kali)" if total.runs > 1 else ""
            unmeasured = total.corrections_unmeasured if again else total.unmeasured
            used = used_words(
                total.correction_minutes if again else total.used_minutes, total.runs, unmeasured
            )
            if all(run.off_hours for run in mine):
                used = "di luar jam kerja"
            rows.append(
                {
                    "row": str(step.row),
                    "activity": f"Putaran koreksi{many}" if again else step.activity.id + many,
                    "person": ", ".join(
                        dict.fromkeys(short_name(case.office.official(run.run.person).name) for run in mine)
                    ),
                    "ended": moment_words(mine[-1].run.ended_at, case),
                    "standard": "–"
                    if again or not total.standard_minutes
                    else time_words(total.standard_minutes),
                    "used": used,
                    "waiting": "tidak dicatat"
                    if unmeasured == total.runs > 0
                    else _minutes(total.waiting_minutes),
                }
            )
    return rows


def _time_row(name: str, runs: list[TimedRun]) -> Plain:
    total = sum_time(runs)
    first = total.runs - total.correction_runs
    again = used_words(total.correction_minutes, total.correction_runs, total.corrections_unmeasured)
    return {
        "name": name,
        "standard": _minutes(total.standard_minutes),
        "used": used_words(total.used_minutes, first, total.unmeasured) if first else "–",
        "waiting": _minutes(total.waiting_minutes),
        "correction": again if total.correction_runs else "–",
        "rounds": str(total.corrections or "–"),
    }


def _minutes(minutes: int) -> str:
    return time_words(minutes) if minutes else "–"


def _problems(case: Case) -> list[Plain]:
    """Return what the pages or their data lack, per infographic."""
    rows = []
    for item in case.progress.active_items():
        if item.edition is None:
            continue
        words = list(item.edition.missing_elements)
        if item.edition.warnings:
            words += item.edition.warnings[:_WARNINGS_SHOWN]
            more = len(item.edition.warnings) - _WARNINGS_SHOWN
            words += [f"Dan {more} peringatan lain."] if more > 0 else []
        if words:
            rows.append({"item": item.edition.title, "words": " ".join(words)})
    return rows


def _conclusions(case: Case, decision: Decision, total: TimeSum) -> list[str]:
    """Return what follows from the record, and what the reporter adds; nothing is judged."""
    active = case.progress.active_items()
    lines = [
        f"{outcome_words(active)} {spent_words(total)}",
        *withdrawal_words(case),
    ]
    lacking = [item for item in active if item.edition and item.edition.missing_elements]
    if lacking:
        lines.append(
            f"Saran: lengkapi data bagi {len(lacking)} infografis yang belum memuat semua unsur menurut SOP, "
            "agar terbitan berikutnya dapat menampilkannya."
        )
    if any(item.edition and item.edition.warnings for item in active):
        lines.append("Saran: tindak lanjuti catatan pemeriksaan pada bagian E sebelum terbitan berikutnya.")
    if decision.note:
        lines.append(f"Catatan pelapor: {decision.note}")
    return lines


def spent_words(total: TimeSum) -> str:
    """Return the time used against the standard, as far as it was recorded."""
    standard = time_words(total.standard_minutes)
    first = total.runs - total.correction_runs
    if total.unmeasured == first:
        return (
            f"Waktu mulai tidak dicatat, sehingga waktu terpakai tidak diketahui; waktu bakunya {standard}."
        )
    words = (
        f"Waktu terpakai {time_words(total.used_minutes)} dari waktu baku {standard} di luar putaran koreksi"
    )
    if total.unmeasured:
        words += f"; {total.unmeasured} dari {first} kegiatan tidak dicatat mulainya dan tidak termasuk"
    return f"{words}."


def outcome_words(active: Sequence[ItemProgress]) -> str:
    """Return how many infographics were approved, and how many of them after a correction."""
    approved = [item for item in active if item.approved]
    if not approved:
        return "Belum ada infografis yang disetujui."
    corrected = sum(bool(item.round) for item in approved)
    if 0 < corrected < len(approved):
        how = f"{len(approved) - corrected} tanpa koreksi dan {corrected} setelah koreksi"
    else:
        how = "setelah koreksi" if corrected else "tanpa koreksi"
    if len(approved) < len(active):
        return f"Dari {len(active)} infografis, {len(approved)} telah disetujui, {how}."
    whole = f"Seluruh {len(active)} infografis" if len(active) > 1 else "Infografis"
    return f"{whole} telah disetujui, {how}."


def withdrawal_words(case: Case) -> list[str]:
    """Return which infographics were withdrawn, and why."""
    reasons = {made.item: made.note for made in case.decisions if made.action == "withdraw" and made.item}
    return [
        f"Ditarik dari perintah kerja: {item.title} ({reasons[key].rstrip('.')})."
        for key, item in case.progress.items.items()
        if item.withdrawn
    ]
