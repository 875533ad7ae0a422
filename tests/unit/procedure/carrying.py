"""An invented office and short ways to carry a case, for the tests of the procedure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rupadata.procedure import (
    Case,
    Decision,
    FrozenEdition,
    Item,
    decide,
    load_procedure,
    new_case,
    parse_settings,
)
from rupadata.procedure.decision import EditionFile
from rupadata.procedure.recording import Brought, record
from rupadata.procedure.store import CaseStore

OFFICE_TEXT = """
[letterhead]
government = "PEMERINTAH KOTA CONTOH"
office = "DINAS CONTOH"
place = "Kota Contoh"
[[officials]]
id = "kabid"
name = "Contoh Kepala Bidang"
roles = ["division_head"]
[[officials]]
id = "kasie"
name = "Contoh Kepala Seksi"
roles = ["section_head"]
[[officials.deputies]]
person = "wakil"
kind = "Plh"
since = 2026-09-14
until = 2026-09-18
[[officials]]
id = "analis"
name = "Contoh Analis"
roles = ["statistics_analyst"]
[[officials]]
id = "perancang"
name = "Contoh Perancang"
roles = ["infographic_designer"]
[[officials]]
id = "wakil"
name = "Contoh Wakil"
"""
OFFICE = parse_settings(OFFICE_TEXT)
PROCEDURE = load_procedure("infografis-layanan-publik")
START = datetime(2026, 9, 7, 8, 0, tzinfo=OFFICE.zone)
ITEMS = tuple(Item(f"item-{number}", f"Judul {number}", "Layanan Publik") for number in range(3))


def begin() -> Case:
    return new_case("kasus", "Infografis 2026", PROCEDURE, OFFICE, "kabid", START)


def edition(name: str = "satu", **facts: Any) -> FrozenEdition:
    return FrozenEdition(
        f"{name:0<64}", f"Judul {name}", (EditionFile("portrait.png", "0" * 64, 1),), **facts
    )


def do(
    case: Case, action: str, person: str, *, minutes: int = 30, at: datetime | None = None, **facts: Any
) -> Case:
    """Decide so many minutes after the last decision."""
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    return decide(case, Decision(action, person, at or last + timedelta(minutes=minutes), **facts))


def with_items(items: tuple[Item, ...] = ITEMS) -> Case:
    """Return a case whose items wait for their designs."""
    case = do(begin(), "order", "kabid")
    case = do(case, "schedule", "kasie", items=items)
    return do(case, "group", "analis", items=items)


def approve(case: Case, item: str, name: str = "satu") -> Case:
    """Carry one item from its design to its approval."""
    case = do(case, "design", "perancang", item=item, edition=edition(name))
    case = do(case, "submit", "perancang", item=item)
    return do(case, "approve", "kasie", item=item)


def approved() -> Case:
    """Return a case with all items approved."""
    case = with_items()
    for item in ITEMS:
        case = approve(case, item.id)
    return case


def closed() -> Case:
    """Return a finished case."""
    case = do(approved(), "document", "perancang")
    case = do(case, "report", "analis")
    case = do(case, "receive", "kasie")
    return do(case, "close", "kabid")


def do_in(store: CaseStore, action: str, person: str, brought: Brought | None = None, **facts: Any) -> Case:
    """Record the next decision of the case "kasus" in a store, half an hour after the last one."""

    def make(case: Case) -> Decision:
        last = case.decisions[-1].at if case.decisions else case.header.created_at
        return Decision(action, person, last + timedelta(minutes=30), **facts)

    return record(store, "kasus", make, brought or Brought())
