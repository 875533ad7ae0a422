"""Audit: a case replayed under its own rules, its files compared with what was recorded."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from rupadata.errors import RupadataError
from rupadata.language import say
from rupadata.procedure.case import Case
from rupadata.procedure.decide import decide, replay
from rupadata.procedure.store import FileStore


def audit_case(store: FileStore, key: str, case: Case) -> list[str]:
    """Return what is wrong with a case whose chain is whole: decisions against the rules, files changed."""
    return [*_audit_rules(case), *_audit_editions(store, key, case), *_audit_others(store, key, case)]


def find_decision(case: Case, head: str) -> int | None:
    """Return the number of the decision of a hash or of its beginning; 0 for a case without decisions."""
    if len(head) >= 8 and case.first.startswith(head):
        return 0
    for decision in case.decisions:
        if len(head) >= 8 and decision.hash.startswith(head):
            return decision.number
    return None


def _audit_rules(case: Case) -> list[str]:
    replayed = replay(case.header, case.first, case.office, ())
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


def _audit_editions(store: FileStore, key: str, case: Case) -> list[str]:
    faults = []
    kept = {
        (decision.item, decision.edition.digest): decision.edition
        for decision in case.decisions
        if decision.edition is not None
    }
    for (item, digest), edition in kept.items():
        folder = store.edition_folder(key, item, digest)
        for file in edition.files:
            faults += compare_file(
                folder / file.name, file.sha256, f"items/{item}/editions/{digest}/{file.name}"
            )
    return faults


def _audit_others(store: FileStore, key: str, case: Case) -> list[str]:
    """Return which signed papers, source tables, settings and logo are not what they were."""
    kept = {
        **{
            decision.paper.file: decision.paper.sha256
            for decision in case.decisions
            if decision.paper is not None
        },
        **{file.name: file.sha256 for file in case.header.enclosed},
        **{table.kept: table.sha256 for table in case.progress.sources.values() if table.kept},
    }
    return [
        fault
        for name, expected in kept.items()
        for fault in compare_file(store.folder(key) / name, expected, name)
    ]


def compare_file(path: Path, expected: str, name: str) -> list[str]:
    """Return what is wrong with a file that was recorded with its sha256."""
    if not path.is_file():
        return [say(id=f"{name} hilang.", en=f"{name} is missing.")]
    if sha256(path.read_bytes()).hexdigest() != expected:
        return [say(id=f"{name} berubah.", en=f"{name} was changed.")]
    return []
