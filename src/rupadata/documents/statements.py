"""What papers say, as plain values: names, times and states in the Indonesian of official letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from rupadata.office.settings import Official
from rupadata.procedure.case import Case, ItemProgress
from rupadata.procedure.decision import Decision, Item
from rupadata.procedure.definition import WORK_RECORDS, Step
from rupadata.wording import format_date, format_period

Plain = dict[str, Any]


def paper_base(case: Case, title: str, when: datetime, *, logo: str = "", draft: bool = True) -> Plain:
    """Return what every paper carries: title, letterhead, the case and the head of its history."""
    head = case.office.letterhead
    reach = (
        f"Telepon {head.phone}" if head.phone else "",
        f"Pos-el {head.email}" if head.email else "",
        f"Laman {head.website}" if head.website else "",
    )
    contact = (f"{head.address} {head.postal_code}".strip(), " · ".join(part for part in reach if part))
    return {
        "title": f"{title} – {case.header.title}",
        "summary": f"{title}, {case.key}",
        "office": running_case(head.office),
        "key": case.key,
        "head": case.head,
        "keywords": [f"riwayat:{case.head}", f"perintah-kerja:{case.key}"],
        "draft": draft,
        "case_title": case.header.title,
        "procedure_name": str(case.procedure.name.id),
        "date": day_words(when, case),
        "letterhead": {
            "government": head.government,
            "office": head.office,
            "division": head.division,
            "section": head.section,
            "contact": [part for part in contact if part],
            "logo": logo,
        },
    }


def running_case(name: str) -> str:
    """Return a name of a letterhead as it stands in a sentence: capitals become capital initials."""
    if not name.isupper():
        return name
    words = name.title().split()
    small = {"Dan", "Di", "Ke", "Dari", "Untuk", "Yang", "Pada", "Atau"}
    return " ".join(word.lower() if word in small and index else word for index, word in enumerate(words))


def day_words(when: datetime | date, case: Case) -> str:
    """Return a day as letters write it: 7 September 2026."""
    day = when.astimezone(case.office.zone).date() if isinstance(when, datetime) else when
    return format_date(day, "id")


def moment_words(when: datetime, case: Case) -> str:
    """Return a moment in the office's own time: 7 Sep 2026 08.30."""
    local = when.astimezone(case.office.zone)
    return f"{format_date(local.date(), 'id', short=True)} {local:%H.%M}"


def used_words(minutes: int, runs: int, unmeasured: int) -> str:
    """Return time that was used, or that nobody recorded it, or of how many runs nobody did."""
    if runs and unmeasured == runs:
        return "tidak dicatat"
    return time_words(minutes) + (f"\u00a0({unmeasured} tidak dicatat)" if unmeasured else "")


def time_words(minutes: int) -> str:
    """Return working minutes as the SOP writes them: 2 jam, 30 menit, 1 jam 30 menit."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}\u00a0jam"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}\u00a0menit")
    return " ".join(parts)


def role_titles(case: Case, official: Official) -> str:
    """Return the titles of the roles that somebody holds, for an official without a position of record."""
    return ", ".join(case.procedure.title_of(role) for role in official.roles)


def signer(
    case: Case, official: Official, acting: str, role: str, when: datetime, *, kind: str = ""
) -> Plain:
    """Return the block at the end of a paper; what the office did not give stays blank there.

    For a *kind* of paper that is signed on behalf of a superior, the superior's title stands above.
    """
    title = official.position or case.procedure.title_of(role)
    if acting:
        holders = case.office.holders(role)
        title = f"{acting}. {(holders[0].position if holders else '') or case.procedure.title_of(role)}"
    place = case.office.letterhead.place
    return {
        "place_date": f"{place}, {day_words(when, case)}" if place else day_words(when, case),
        "on_behalf": case.office.on_behalf.get(kind, ""),
        "position": title,
        "name": official.name,
        "rank": official.rank,
        "nip": official.nip,
    }


def signer_of(case: Case, decision: Decision, *, kind: str = "") -> Plain:
    """Return the signature block of whoever took a decision."""
    official = case.office.official(decision.person)
    return signer(case, official, decision.acting, decision.role, decision.at, kind=kind)


def signer_in(case: Case, role: str, when: datetime, *, kind: str = "") -> Plain:
    """Return the signature block of whoever is on duty in a role on a day, else of its holder."""
    day = when.astimezone(case.office.zone).date()
    on_duty = case.office.on_duty(role, day, case.progress.handovers)
    official, acting = on_duty[0] if on_duty else (case.office.holders(role)[0], "")
    return signer(case, official, acting, role, when, kind=kind)


def position_in(case: Case, role: str) -> str:
    """Return the position of record of a role, or its title in the SOP."""
    holders = case.office.holders(role)
    return (holders[0].position if holders else "") or case.procedure.title_of(role)


def role_that(case: Case, ends: Callable[[Step], bool], default: str) -> str:
    """Return the first actor of the first step that passes a test."""
    return next((step.actors[0] for step in case.procedure.steps if ends(step)), default)


def approving_role(case: Case) -> str:
    """Return the role that approves infographics: to it the work is reported."""
    return role_that(
        case, lambda step: any(action.approves for action in step.actions), case.procedure.steps[0].actors[0]
    )


def file_of(case: Case, kind: str) -> str:
    """Return the name under which the procedure keeps a kind of paper; empty when it has none."""
    return next(
        (paper.file for step in case.procedure.steps for paper in step.papers if paper.kind == kind), ""
    )


def period_words(first: str, last: str) -> str:
    """Return a span of periods: 2019 s.d. 2024."""
    if not first:
        return ""
    words = [format_period(period, "id") for period in dict.fromkeys((first, last))]
    return " s.d. ".join(words)


def indicator_lines(item: Item) -> list[str]:
    """Return the indicators of an item as an official reads them: name, unit, years, how many regions."""
    if not item.contents:
        return [key.replace("-", " ").capitalize() for key in item.indicators]
    return [
        "; ".join(
            part
            for part in (
                f"{one.name} ({one.unit})" if one.unit else one.name,
                period_words(one.first, one.last),
                f"{one.regions} wilayah" if one.regions else "",
            )
            if part
        )
        for one in item.contents
    ]


def source_names(item: Item) -> list[str]:
    """Return the source tables of an item by the names of their files, without folders and endings."""
    return list(dict.fromkeys(PurePosixPath(source.file).stem for source in item.sources if source.file))


def last_decision(case: Case, test: Callable[[Decision], bool]) -> Decision | None:
    """Return the latest decision that passes a test."""
    return next((decision for decision in reversed(case.decisions) if test(decision)), None)


def decision_of_paper(case: Case, kind: str) -> Decision | None:
    """Return the latest decision that ended a step which yields a kind of paper."""
    steps = {step.key for step in case.procedure.steps if any(paper.kind == kind for paper in step.papers)}
    return last_decision(
        case, lambda decision: decision.step in steps and decision.action not in WORK_RECORDS
    )


def letter_number(case: Case, kind: str, file: str, when: datetime) -> str:
    """Return the number that came back with the signed paper, else the office's proposal with its blanks."""
    signed = case.progress.signed.get(file)
    if signed is not None and signed.number:
        return signed.number
    return case.office.proposed_number(kind, when.astimezone(case.office.zone).date())


def retention_words(case: Case, closed: datetime) -> str:
    """Return how long the office keeps the papers of a case; empty where its settings say nothing."""
    kept = case.office.retention
    if not kept.then:
        return ""
    spans = [
        f"{name} {years} tahun"
        for name, years in (("aktif", kept.active_years), ("inaktif", kept.inactive_years))
        if years
    ]
    last = closed.astimezone(case.office.zone).year + kept.active_years + kept.inactive_years
    until = f"{', '.join(spans)} (sampai akhir {last}), lalu " if spans else ""
    basis = f", menurut {kept.basis}" if kept.basis else ""
    return f"Retensi arsip: {until}{kept.then}{basis}."


def action_words(case: Case, decision: Decision) -> str:
    """Return what was decided, as a verb."""
    words = {
        "start": "memulai",
        "pause": "menghentikan sementara",
        "replan": "menyusun ulang jadwal",
        "handover": "menyerahkan peran",
        "withdraw": "menarik",
        "settings": "memperbarui pengaturan kantor",
        "reopen": "membuka kembali",
        "revoke": "mencabut persetujuan",
        "attach": "melampirkan naskah",
    }
    if decision.action in words:
        return words[decision.action]
    found = case.procedure.find_action(decision.action)
    return found[1].label.id if found else decision.action


def person_words(case: Case, decision: Decision) -> str:
    """Return who decided, in which role."""
    acting = f"{decision.acting}. " if decision.acting else ""
    name = case.office.official(decision.person).name
    return f"{name}, {acting}{case.procedure.title_of(decision.role)}"


def short_name(name: str) -> str:
    """Return a name for a narrow column: without the degrees around it; the signature gives it in full.

    It is never cut: the column breaks it.
    """
    bare = re.sub(r"^(?:(?:[A-Z][a-z]{0,3}|drg?|drs|drh)\. *)+", "", name.split(",", 1)[0])
    return bare or name


def item_facts(case: Case, item: ItemProgress, number: int, picture: str = "") -> Plain:
    """Return what papers say about one infographic."""
    state, words = _item_state(item)
    edition = item.edition
    return {
        "number": number,
        "id": item.item.id,
        "title": item.title,
        "name": item.item.name,
        "subject": item.item.subject,
        "region": item.item.region,
        "state": state,
        "state_words": words,
        "digest": edition.digest[:16] if edition else "",
        "engine": edition.engine if edition else "",
        "files": len(edition.files) if edition else 0,
        "missing": list(edition.missing_elements) if edition else [],
        "reason": item.reason,
        "consent": item.consent,
        "coordination": _coordination(case, item),
        "picture": picture,
    }


def _coordination(case: Case, item: ItemProgress) -> str:
    """Return how far the coordination with the head of division went; empty where the SOP knows none."""
    kinds = {action.name: action.coordination for step in case.procedure.steps for action in step.actions}
    if not any(kinds.values()):
        return ""
    made = [(kinds.get(decision.action, ""), decision) for decision in item.coordination]
    for kind, words in (("agreed", "disetujui"), ("waived", "dinyatakan tidak diperlukan")):
        done = [decision for found, decision in made if found == kind]
        if done:
            return _coordinated(case, words, done[-1])
    if made:
        return _coordinated(case, "diminta, belum dijawab", made[-1][1])
    return "tidak dimintakan"


def _coordinated(case: Case, words: str, decision: Decision) -> str:
    note = f": {decision.note.strip()}" if decision.note.strip() else ""
    return f"{words}, {person_words(case, decision)}, {day_words(decision.at, case)}{note}"


def _item_state(item: ItemProgress) -> tuple[str, str]:
    rounds = f", setelah {item.round} putaran koreksi" if item.round else ""
    if item.withdrawn:
        return "withdrawn", "Ditarik dari perintah kerja"
    if item.approved:
        return "approved", f"Disetujui{rounds}"
    if item.round:
        return "returned", f"Dikoreksi, putaran {item.round}"
    return "waiting", "Belum diputuskan"
