"""Audit: a case replayed under its own rules, its blobs compared with what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

import msgspec

from rupadata.errors import RupadataError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide, replay
from rupadata.procedure.due_papers import due_papers, load_records
from rupadata.procedure.store import ITEMS, MADE, OFFICE, PAPERS, SIGNED, SUPERSEDED, CaseFiles, edition_name

ReadHead = Callable[[bytes], str]
"""Returns the head of history that a PDF carries, empty for none."""


def audit_case(case: Case, files: CaseFiles, read_head: ReadHead = lambda content: "") -> list[str]:
    """Return what is wrong with a case whose chain is whole.

    Decisions against the rules, blobs that are gone or changed, every blob that nothing accounts for, and
    papers that know of decisions which the history lacks: by their record, or by the head printed on them.
    """
    return [
        *_audit_rules(case),
        *_audit_editions(case, files),
        *_audit_others(case, files),
        *_audit_papers(case, files),
        *_audit_heads(case, files, read_head),
    ]


def find_decision(case: Case, head: str) -> int | None:
    """Return the number of the decision of a hash or of its beginning; 0 for a case without decisions."""
    if len(head) >= 8 and case.first.startswith(head):
        return 0
    for decision in case.decisions:
        if len(head) >= 8 and decision.hash.startswith(head):
            return decision.number
    return None


def _audit_rules(case: Case) -> list[str]:
    replayed = replay(case.header, case.first, case.began_with, ())
    for decision in case.decisions:
        asked = msgspec.structs.replace(decision, number=0, previous="", hash="")
        try:
            replayed = decide(replayed, asked)
        except RupadataError as error:
            return [
                say(
                    id=f"Keputusan ke-{decision.number} tidak menurut aturan: {error}",
                    en=f"Decision {decision.number} is against the rules: {error}",
                )
            ]
        if replayed.decisions[-1].after != decision.after:
            return [
                say(
                    id=f"Keputusan ke-{decision.number} mencatat keadaan yang lain dari riwayatnya.",
                    en=f"Decision {decision.number} records another standing than its history gives.",
                )
            ]
    return []


def _audit_editions(case: Case, files: CaseFiles) -> list[str]:
    """Return which files of editions are missing, changed, or lie there unrecorded.

    An edition that no decision names was left by a run that was killed, or by a history that was longer.
    """
    faults = []
    accounted: set[str] = set()
    kept = {
        (decision.item, decision.edition.digest): decision.edition
        for decision in case.decisions
        if decision.edition is not None
    }
    for (item, digest), edition in kept.items():
        faults += _compare_all(files, {edition_name(item, digest, f.name): f.sha256 for f in edition.files})
        recorded = {edition_name(item, digest, file.name) for file in edition.files}
        accounted |= recorded
    return [*faults, *(_left_over(name) for name in files.names(ITEMS) if name not in accounted)]


def _audit_others(case: Case, files: CaseFiles) -> list[str]:
    """Return which signed papers, source tables, settings and logo are not what they were."""
    signed = {made.paper.file: made.paper.sha256 for made in case.decisions if made.paper is not None}
    kept = {
        **signed,
        **{file.name: file.sha256 for file in case.header.enclosed},
        **{table.kept: table.sha256 for table in case.progress.sources.values() if table.kept},
    }
    others = [name for name in files.names() if not name.startswith((PAPERS, ITEMS)) and name != OFFICE]
    extra = [name for name in (*others, *files.names(SIGNED)) if name not in kept]
    return [*_compare_all(files, kept), *map(_left_over, extra)]


def _audit_papers(case: Case, files: CaseFiles) -> list[str]:
    """Return which papers are missing, changed, behind the history, or ahead of it."""
    made = load_records(files)
    due = {one.file: one.stands_by for one in due_papers(case)}
    faults = []
    for file, stands_by in due.items():
        entry = made.get(file)
        if entry is None or entry.decision != stands_by:
            faults.append(
                say(
                    id=f"papers/{file} belum dibuat menurut riwayat; jalankan `rupadata case papers`.",
                    en=f"papers/{file} was not made as of the history; run `rupadata case papers`.",
                )
            )
    known = {case.first, *(decision.hash for decision in case.decisions)}
    faults += [
        say(
            id=f"papers/{file} dibuat menurut keputusan yang tidak ada dalam riwayat ini; terpotong?",
            en=f"papers/{file} was made by a decision that this history lacks; was it cut short?",
        )
        for file, entry in made.items()
        if entry.decision not in known
    ]
    digests = {PAPERS + name: digest for entry in made.values() for name, digest in entry.files.items()}
    faults += _compare_all(files, digests)
    for name in files.names(PAPERS):
        content = files.get(name)
        if name.startswith(SUPERSEDED):
            digest = name.rpartition(".")[0].rpartition("-")[2]
            if not sha256(content).hexdigest().startswith(digest):
                faults.append(say(id=f"{name} berubah.", en=f"{name} was changed."))
        elif name not in digests and name != MADE and not name.startswith(SIGNED):
            faults.append(_unrecorded(name))
    return faults


def _audit_heads(case: Case, files: CaseFiles, read_head: ReadHead) -> list[str]:
    """Return the papers that carry the head of a history which is not, or no longer, this one."""
    known = {case.first, *(decision.hash for decision in case.decisions)}
    faults = []
    for name in files.names(PAPERS):
        head = read_head(files.find(name) or b"") if name.endswith(".pdf") else ""
        if head and not any(one.startswith(head) for one in known):
            faults.append(
                say(
                    id=f"{name} memuat keputusan yang tidak ada dalam riwayat ini; terpotong?",
                    en=f"{name} carries a decision that this history lacks; was it cut short?",
                )
            )
    return faults


def _compare_all(files: CaseFiles, recorded: Mapping[str, str]) -> list[str]:
    """Return which blobs are missing or differ from the sha256 that was recorded of them."""
    faults = []
    for name, expected in recorded.items():
        content = files.find(name)
        if content is None:
            faults.append(say(id=f"{name} hilang.", en=f"{name} is missing."))
        elif sha256(content).hexdigest() != expected:
            faults.append(say(id=f"{name} berubah.", en=f"{name} was changed."))
    return faults


def _unrecorded(name: str) -> str:
    return say(id=f"{name} tidak tercatat.", en=f"{name} is not recorded.")


def _left_over(name: str) -> str:
    return say(
        id=f"{name} tidak tercatat: sisa proses yang terputus, atau riwayatnya dipotong.",
        en=f"{name} is not recorded: left by a run that was killed, or the history was cut short.",
    )
