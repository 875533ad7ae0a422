"""The SOP itself in the official form of PermenPANRB 35/2012, drawn from the definition."""

from __future__ import annotations

from string import ascii_uppercase

from rupadata.documents.statements import Plain, paper_base, time_words
from rupadata.procedure.case import Case
from rupadata.procedure.definition import Procedure, Step


def procedure_form(case: Case, *, logo: str = "") -> Plain:
    """Return the identity page and the flowchart of a case's procedure."""
    procedure, form = case.procedure, case.office.procedure
    columns = {actor.key: index for index, actor in enumerate(procedure.actors)}
    return {
        **paper_base(case, "Standar Operasional Prosedur", case.header.created_at, logo=logo),
        "title": f"SOP {procedure.name.id}",
        "form": {
            "number": form.number,
            "created": form.created,
            "revised": form.revised,
            "effective": form.effective,
            "ratified_by": form.ratified_by,
        },
        "basis": [{"text": basis.text, "annotation": basis.annotation} for basis in procedure.legal_basis],
        "qualifications": list(procedure.qualifications),
        "related": list(procedure.related),
        "equipment": list(procedure.equipment),
        "warnings": list(procedure.warnings),
        "records": list(procedure.records),
        "actors": [actor.title.id for actor in procedure.actors],
        "steps": [
            _row(procedure, step, columns) | {"told": _tell_step(procedure, index)}
            for index, step in enumerate(procedure.steps)
        ],
        "returns": [
            {"source": index, "target": procedure.index(action.to)}
            for index, step in enumerate(procedure.steps)
            for action in step.actions
            if action.ends == "returned"
        ],
        "inferred": [str(step.row) for step in procedure.steps if step.inferred],
        "letters": list(ascii_uppercase) + [f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase],
    }


def _tell_step(procedure: Procedure, index: int) -> str:
    """Return what the chart shows of a step, for those who hear it: symbol, actors, where it leads."""
    step = procedure.steps[index]
    symbol = {"start": "mulai", "activity": "kegiatan", "decision": "keputusan", "end": "selesai"}[
        step.symbol
    ]
    who = " atau ".join(procedure.title_of(actor) for actor in step.actors)
    back = [
        f"bila tidak, kembali ke langkah {procedure.step(action.to).row}"
        for action in step.actions
        if action.ends == "returned"
    ]
    following = procedure.steps[index + 1 : index + 2]
    on = [f"{'bila ya, ' if back else ''}lanjut ke langkah {known.row}" for known in following]
    return f"Langkah {step.row}, {symbol}, {who}" + "".join(f"; {words}" for words in [*back, *on]) + "."


def _row(procedure: Procedure, step: Step, columns: dict[str, int]) -> Plain:
    if step.shows_total:
        time = time_words(procedure.total_minutes)
    elif step.shares_time_of:
        time = f"termasuk langkah {procedure.step(step.shares_time_of).row}"
    else:
        time = time_words(step.minutes)
    return {
        "row": step.row,
        "activity": step.activity.id,
        "actors": [columns[actor] for actor in step.actors],
        "symbol": step.symbol,
        "words": {"start": "MULAI", "end": "SELESAI"}.get(step.symbol, ""),
        "needs": ", ".join(step.needs),
        "time": time,
        "total": step.shows_total,
        "gives": ", ".join(step.gives),
        "remark": step.remark,
    }
