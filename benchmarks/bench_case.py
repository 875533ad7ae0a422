"""A thousand cases of twelve items: showing one, listing all, deciding, and the whole set of papers."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.timing import Row, budgeted, row
from rupadata.documents import PaperDesk
from rupadata.procedure import (
    Case,
    CaseService,
    Decision,
    FolderStore,
    FrozenEdition,
    Item,
    decide,
    load_case,
    load_procedure,
    load_settings,
    new_case,
)
from rupadata.procedure.decision import EditionFile
from rupadata.procedure.overview import describe_case
from rupadata.procedure.recording import Brought, record
from rupadata.procedure.store import enclosed_blobs, summarise

OFFICE = Path(__file__).parents[1] / "examples" / "kota-contoh" / "office.toml"
CASES, ITEMS, ROUNDS = 1000, 12, 5


def run() -> list[Row]:
    """Return the measured times and what was promised; there is no peer that carries this procedure."""
    root = Path(tempfile.mkdtemp(prefix="rupadata-bench-"))
    try:
        return _measure(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _measure(root: Path) -> list[Row]:
    store, page = FolderStore(root / "cases"), root / "page"
    edition = _make_page(page)
    _fill(store, page, edition)

    keys = store.keys()
    results = [
        ("case list, 1,000 cases of 12 items", 200.0, _best(lambda: [summarise(store, key) for key in keys])),
        ("case show, 58 decisions", 20.0, _best(lambda: describe_case(load_case(store, keys[0])))),
    ]
    durations = []
    for key in keys[1 : 1 + ROUNDS]:
        begun = time.perf_counter()
        record(store, key, lambda case: _next(case, "report", "analis"))
        durations.append((time.perf_counter() - begun) * 1000)
    results.append(("case do, one decision kept on disk", 10.0, min(durations)))

    for action, person in (("report", "analis"), ("receive", "kasie"), ("close", "kabid")):
        record(store, keys[0], lambda case, action=action, person=person: _next(case, action, person))
    begun = time.perf_counter()
    CaseService(store, PaperDesk()).make_papers(keys[0])
    results.append(("all papers of a case of 12 items", 5000.0, (time.perf_counter() - begun) * 1000))
    return [
        budgeted(row(name, ours), f"at most {budget:,.0f} ms", ours <= budget)
        for name, budget, ours in results
    ]


def _make_page(page: Path) -> FrozenEdition:
    page.mkdir(parents=True)
    Image.effect_noise((1080, 1350), 40).convert("RGB").save(page / "portrait.png")
    (page / "page.json").write_text("{}", encoding="utf-8")
    files = tuple(
        EditionFile(path.name, sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in sorted(page.iterdir())
    )
    return FrozenEdition("e" * 64, "Judul infografis", files)


def _fill(store: FolderStore, page: Path, edition: FrozenEdition) -> None:
    """Keep the cases: the history is decided once and written for each key, for the sake of the time."""
    office, procedure = load_settings(OFFICE), load_procedure("infografis-layanan-publik")
    items = tuple(
        Item(f"item-{number:02d}", f"Infografis {number}", "Layanan Publik") for number in range(ITEMS)
    )
    text = OFFICE.read_text(encoding="utf-8")
    for number in range(CASES):
        key = f"kasus-{number:04d}"
        begun = datetime(2026, 9, 7, 8, tzinfo=office.zone)
        case = new_case(key, f"Perintah kerja {number}", procedure, office, "kabid", begun)
        store.create(key, case.header.encode(), enclosed_blobs(text))
        if number == 0:
            _decide_all(store, key, page, edition, items)
            template = load_case(store, key).decisions
        else:
            _write_history(store, key, template)


def _decide_all(
    store: FolderStore, key: str, page: Path, edition: FrozenEdition, items: tuple[Item, ...]
) -> None:
    def do(action: str, person: str, source: Path | None = None, **facts: Any) -> None:
        files = {path.name: path.read_bytes for path in source.iterdir()} if source else {}
        record(store, key, lambda case: _next(case, action, person, **facts), Brought(files))

    do("order", "kabid")
    do("schedule", "kasie")
    do("group", "analis", items=items)
    for number, item in enumerate(items):
        do("start", "perancang", item=item.id)
        for again in range(2 if number == 0 else 1):
            brought = edition if not again else FrozenEdition("f" * 64, edition.title, edition.files)
            do("design", "perancang", item=item.id, edition=brought, source=page)
            do("submit", "perancang", item=item.id)
            action = "return" if number == 0 and not again else "approve"
            do(action, "kasie", item=item.id, note="Perbaiki judul." if action == "return" else "")
    do("document", "perancang")


def _write_history(store: FolderStore, key: str, template: tuple[Decision, ...]) -> None:
    from rupadata.procedure.decision import encode_decision

    case: Case = load_case(store, key)
    for decision in template:
        case = decide(case, _unsealed(decision))
    lines = b"".join(encode_decision(decision) + b"\n" for decision in case.decisions)
    (store.folder(key) / "decisions.jsonl").write_bytes(lines)


def _unsealed(decision: Decision) -> Decision:
    import msgspec

    return msgspec.structs.replace(decision, number=0, previous="", hash="", after=None)


def _next(case: Case, action: str, person: str, **facts: Any) -> Decision:
    last = case.decisions[-1].at if case.decisions else case.header.created_at
    return Decision(action, person, last + timedelta(minutes=20), **facts)


def _best(work: Callable[[], object]) -> float:
    durations = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        durations.append((time.perf_counter() - begun) * 1000)
    return min(durations)


if __name__ == "__main__":
    for line in run():
        print(line)
