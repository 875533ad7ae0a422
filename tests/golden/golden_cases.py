"""Work orders at every place they can be in: of an office with leave, deputies and several of a role."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

import msgspec

from rupadata.errors import RupadataError
from rupadata.office.settings import Handover
from rupadata.procedure import (
    Case,
    Decision,
    FrozenEdition,
    Item,
    decide,
    load_procedure,
    new_case,
    parse_procedure,
    parse_settings,
)
from rupadata.procedure.decision import (
    BusyDay,
    EditionFile,
    HeldSpan,
    ItemIndicator,
    ItemSource,
    SignedPaper,
    SourceTable,
)
from rupadata.procedure.definition import CONTROL_ACTIONS, Procedure

OFFICE_TEXT = """
[letterhead]
government = "PEMERINTAH KOTA CONTOH"
office = "DINAS CONTOH"
place = "Kota Contoh"
[[officials]]
id = "kabid"
name = "Contoh Kepala Bidang"
roles = ["division_head"]
[[officials.leave]]
since = 2026-09-15
until = 2026-09-16
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
roles = ["statistics_analyst", "infographic_designer"]
until = 2026-12-31
[[officials]]
id = "perancang"
name = "Contoh Perancang"
roles = ["infographic_designer"]
[[officials.leave]]
since = 2026-09-21
until = 2026-09-22
[[officials]]
id = "wakil"
name = "Contoh Wakil"
"""
OFFICE = parse_settings(OFFICE_TEXT)
START = datetime(2026, 9, 7, 8, 0, tzinfo=OFFICE.zone)
TABLES = (
    ItemSource("Tabel 3.1.1", "penduduk.xlsx", "a" * 64),
    ItemSource("Tabel 3.1.2", "umur.xlsx", "b" * 64),
)
ITEMS = (
    Item("item-0", "Penduduk", "Kependudukan", contents=(ItemIndicator("Jumlah Penduduk"),), sources=TABLES),
    Item("item-1", "Sekolah", "Pendidikan", sources=TABLES[:1]),
    Item("item-2", "Puskesmas", "Kesehatan", yearbook="KCDA"),
)
PEOPLE = tuple(official.id for official in OFFICE.officials)

SHORT = """
id = "singkat"
version = "1"
name = { id = "Prosedur Singkat", en = "Short procedure" }
total_minutes = 150
[[actors]]
key = "division_head"
title = { id = "Kabid", en = "Head" }
[[actors]]
key = "infographic_designer"
title = { id = "Perancang", en = "Designer" }
[[steps]]
key = "begin"
row = 1
scope = "case"
actors = ["division_head"]
activity = { id = "Memulai", en = "Begin" }
minutes = 0
actions = [
  { name = "begin", ends = "done", gates = ["brings-items"], label = { id = "memulai", en = "begins" } },
]
[[steps]]
key = "draw"
row = 2
scope = "item"
actors = ["infographic_designer"]
activity = { id = "Menggambar", en = "Draw" }
minutes = 90
actions = [
  { name = "draw", ends = "done", gates = ["brings-edition"], label = { id = "menggambar", en = "draws" } },
]
[[steps]]
key = "pass"
row = 3
scope = "item"
actors = ["division_head"]
activity = { id = "Meluluskan", en = "Pass" }
minutes = 60
actions = [
  { name = "pass", ends = "done", approves = true, label = { id = "meluluskan", en = "passes" } },
  { name = "send-back", ends = "returned", to = "draw", label = { id = "mengembalikan", en = "sends back" } },
]
"""
"""A procedure without a schedule or papers, which ends with steps per infographic."""


def edition(name: str = "satu", **facts: object) -> FrozenEdition:
    """Return an edition with one file."""
    file = EditionFile("portrait.png", "0" * 64, 1)
    return FrozenEdition(f"{name:0<64}", f"Judul {name}", (file,), **facts)  # type: ignore[arg-type]


def do(case: Case, action: str, person: str, item: str = "", *, hours: float = 0.5, **facts: object) -> Case:
    """Decide so many hours after the last decision."""
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    decision = Decision(action, person, last + timedelta(hours=hours), item=item, **facts)  # type: ignore[arg-type]
    return decide(case, decision)


def begun(procedure: Procedure | None = None) -> Case:
    """Return a case in which nothing was decided yet."""
    form = procedure or load_procedure("infografis-layanan-publik")
    return new_case("kasus", "Infografis 2026", form, OFFICE, "kabid", START)


def _ordered() -> Case:
    return do(begun(), "order", "kabid", deadline=date(2026, 9, 25))


def _scheduled() -> Case:
    busy = (BusyDay("perancang", date(2026, 9, 9), 200, ("lain",)), BusyDay("kabid", date(2026, 9, 9), 60))
    return do(_ordered(), "schedule", "kasie", items=ITEMS, elsewhere=busy)


def _grouped() -> Case:
    tables = (SourceTable("penduduk.xlsx", "a" * 64, "sources/aaaaaaaaaaaa/penduduk.xlsx"),)
    return do(_scheduled(), "group", "analis", items=ITEMS, tables=tables)


def _taken_up() -> Case:
    case = do(_grouped(), "start", "perancang", "item-0")
    return do(case, "start", "analis", "item-1", hours=1)


def _put_aside() -> Case:
    case = do(_taken_up(), "pause", "perancang", "item-0", hours=2.25)
    return do(case, "start", "analis", "item-0", hours=0.75)


def _taken_over() -> Case:
    case = do(_put_aside(), "pause", "analis", "item-1", hours=1.3)
    held = (HeldSpan("lain", "analis", case.decisions[-2].at, case.decisions[-1].at),)
    case = do(case, "design", "analis", "item-0", hours=3, edition=edition(), held=held)
    return do(case, "start", "perancang", "item-0", hours=0.1)


def _designed() -> Case:
    return do(_grouped(), "design", "perancang", "item-0", edition=edition(warnings=("Sumber lama.",)))


def _submitted() -> Case:
    return do(_designed(), "submit", "perancang", "item-0")


def _faulty() -> Case:
    lacking = edition("kurang", errors=("figure-untrue",), missing_elements=("Tidak ada grafik per tahun.",))
    return do(_grouped(), "design", "perancang", "item-0", edition=lacking)


def _lacking() -> Case:
    lacking = edition("kurang", missing_elements=("Tidak ada grafik per tahun.",))
    case = do(_grouped(), "design", "perancang", "item-0", edition=lacking)
    return do(case, "submit", "perancang", "item-0", note="Satu tahun saja.")


def _consulted() -> Case:
    case = do(_submitted(), "consult", "kasie", "item-0", note="Mohon pendapat.")
    return do(case, "agree", "kabid", "item-0")


def _returned() -> Case:
    return do(_submitted(), "return", "kasie", "item-0", note="Perjelas judul.")


def _carried(case: Case, item: str, name: str = "satu") -> Case:
    designer = "perancang" if case.progress.open.get(("design", item)) else "analis"
    case = do(case, "design", designer, item, hours=1, edition=edition(name))
    return do(do(case, "submit", designer, item), "approve", "kasie", item)


def _approved() -> Case:
    return _carried(_grouped(), "item-0")


def _all_approved() -> Case:
    case = _approved()
    for item in ITEMS[1:]:
        case = _carried(case, item.id, item.id)
    return case


def _documented() -> Case:
    return do(_all_approved(), "document", "perancang")


def _reported() -> Case:
    return do(_documented(), "report", "analis")


def _closed() -> Case:
    return do(do(_reported(), "receive", "kasie"), "close", "kabid")


def _revoked() -> Case:
    return do(_all_approved(), "revoke", "kasie", "item-1", note="Salah klik.")


def _withdrawn() -> Case:
    return do(_taken_up(), "withdraw", "kabid", note="Tidak jadi.")


def _item_withdrawn() -> Case:
    return do(_taken_up(), "withdraw", "kabid", "item-0", note="Tabel ditarik.")


def _reopened() -> Case:
    return do(_closed(), "reopen", "kabid", "item-1", note="Angka direvisi.")


def _replanned() -> Case:
    return do(
        _approved(), "replan", "kasie", hours=24 * 14, note="Data terlambat.", deadline=date(2026, 9, 30)
    )


def _handed_over() -> Case:
    case = do(_submitted(), "handover", "kasie", handover=Handover("section_head", "wakil", "Plt"))
    return do(case, "handover", "perancang", handover=Handover("", "kabid"))


def _signed() -> Case:
    paper = SignedPaper("01-surat-perintah", "papers/signed/surat.pdf", "c" * 64, "scan", number="12/2026")
    return do(_grouped(), "attach", "kabid", paper=paper)


def _other_settings() -> Case:
    text = OFFICE_TEXT.replace('name = "Contoh Wakil"', 'name = "Contoh Wakil"\nroles = ["section_head"]')
    return do(_grouped(), "settings", "kabid", office=text)


def _short() -> Case:
    return do(begun(parse_procedure(SHORT)), "begin", "kabid", items=ITEMS[:2])


def _short_drawn() -> Case:
    case = do(_short(), "draw", "perancang", "item-0", edition=edition())
    return do(case, "pass", "kabid", "item-0")


def _short_done() -> Case:
    case = do(_short_drawn(), "draw", "perancang", "item-1", edition=edition("dua"))
    return do(case, "pass", "kabid", "item-1")


PLACES: dict[str, Callable[[], Case]] = {
    make.__name__.strip("_").replace("_", " "): cache(make)
    for make in (
        begun, _ordered, _scheduled, _grouped, _taken_up, _put_aside, _taken_over, _designed, _submitted,
        _faulty, _lacking, _consulted, _returned, _approved, _all_approved, _documented, _reported, _closed,
        _revoked, _withdrawn, _item_withdrawn, _reopened, _replanned, _handed_over, _signed, _other_settings,
        _short, _short_drawn, _short_done,
    )
}  # fmt: skip
"""A work order at each place, by what was done last."""


def actions_of(case: Case) -> tuple[str, ...]:
    """Return the names of all that can be decided in a case."""
    steps = [action.name for step in case.procedure.steps for action in step.actions]
    return (*steps, *sorted(CONTROL_ACTIONS))


def bare(case: Case, action: str, person: str, item: str) -> Decision:
    """Return a decision that says nothing but what is to be done, half an hour after the last one."""
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    return Decision(action, person, last + timedelta(minutes=30), item=item)


def full(case: Case, action: str, person: str, item: str) -> Decision:
    """Return a decision that brings all that any action asks for."""
    brought: dict[str, object] = {}
    if action in ("schedule", "group", "begin"):
        brought["items"] = ITEMS
    if action in ("design", "draw"):
        brought["edition"] = edition("lain")
    if action == "handover":
        brought["handover"] = Handover("section_head", "wakil", "Plt")
    if action == "attach":
        brought["paper"] = SignedPaper("01-surat-perintah", "papers/signed/a.pdf", "c" * 64, "scan")
    if action == "settings":
        brought["office"] = OFFICE_TEXT
    return msgspec.structs.replace(bare(case, action, person, item), note="Alasan.", **brought)


def walked(seed: int) -> Case:
    """Return a case to which so many things happened as chance wanted, all of them allowed."""
    chance = random.Random(seed)
    procedure = parse_procedure(SHORT) if seed % 4 == 3 else None
    case = begun(procedure)
    known = ("", *(item.id for item in ITEMS))
    for _ in range(600):
        if len(case.decisions) >= 40:
            break
        rarely = ("withdraw", "reopen", "settings", "attach", "handover", "replan", "revoke")
        action = chance.choice(actions_of(case))
        if action in rarely and chance.random() < 0.8:
            continue
        decision = full(case, action, chance.choice(PEOPLE), chance.choice(known))
        waited = timedelta(minutes=chance.choice((0, 7, 45, 120, 300, 1100)))
        decision = msgspec.structs.replace(decision, at=decision.at + waited)
        if decision.edition is not None:
            name = f"{decision.item}-{chance.randrange(3)}"
            decision = msgspec.structs.replace(decision, edition=edition(name))
        try:
            case = decide(case, decision)
        except RupadataError:
            continue
    return case
