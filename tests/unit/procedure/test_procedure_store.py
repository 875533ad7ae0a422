"""The file store: nothing lost, nothing done twice, whoever writes and whenever somebody pulls the plug."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE_TEXT, begin, edition

from rupadata.errors import EditionChangedError, InputRefusedError, RupadataError, StepNotOpenError
from rupadata.procedure import Case, Decision, FileStore, FrozenEdition
from rupadata.procedure.audit import audit_case, find_decision
from rupadata.procedure.decision import EditionFile, SourceTable
from rupadata.procedure.store import Contents

CONTENT = {"page.json": b"{}", "portrait.png": b"gambar" * 2000, "portrait.svg": b"<svg/>"}


TABLE_CONTENT = b"Kecamatan,2024\nContoh,1\n"
TABLE = SourceTable(
    "tabel.csv",
    sha256(TABLE_CONTENT).hexdigest(),
    f"sources/{sha256(TABLE_CONTENT).hexdigest()[:12]}/tabel.csv",
)


@dataclass(frozen=True)
class Kept:
    """A case in a store, and a page folder to design from."""

    store: FileStore
    page: Path

    def do(
        self,
        action: str,
        person: str,
        *,
        source: Path | None = None,
        contents: Contents | None = None,
        **facts: object,
    ) -> Case:
        def make(case: Case) -> Decision:
            last = case.decisions[-1].at if case.decisions else case.header.created_at
            return Decision(action, person, last + timedelta(minutes=30), **facts)  # type: ignore[arg-type]

        return self.store.record("kasus", make, source=source, tables=contents)

    def to_items(self) -> None:
        self.do("order", "kabid")
        self.do("schedule", "kasie")
        self.do("group", "analis", items=ITEMS)

    def design(self, item: str = "item-0") -> Case:
        return self.do(
            "design",
            "perancang",
            item=item,
            edition=built(),
            source=self.page,
            tables=(TABLE,),
            contents={TABLE.sha256: lambda: TABLE_CONTENT},
        )


def built() -> FrozenEdition:
    files = tuple(EditionFile(name, sha256(data).hexdigest(), len(data)) for name, data in CONTENT.items())
    return FrozenEdition(edition().digest, "Judul", files)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    page = tmp_path / "page"
    page.mkdir()
    for name, data in CONTENT.items():
        (page / name).write_bytes(data)
    store = FileStore(tmp_path / "cases")
    store.create(begin(), OFFICE_TEXT)
    return Kept(store, page)


def test_what_is_kept_is_what_was_decided(kept: Kept) -> None:
    kept.to_items()
    after = kept.design()
    loaded = kept.store.load("kasus")
    assert loaded.head == after.head
    assert loaded.progress.standing() == after.progress.standing()
    assert audit_case(kept.store, "kasus", loaded) == []


def test_an_edition_is_frozen_with_its_files(kept: Kept) -> None:
    kept.to_items()
    kept.design()
    folder = kept.store.edition_folder("kasus", "item-0", built().digest)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENT
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.iterdir())


def test_a_page_that_changed_since_the_build_is_refused(kept: Kept) -> None:
    kept.to_items()
    (kept.page / "portrait.svg").write_bytes(b"<svg>lain</svg>")
    with pytest.raises(EditionChangedError, match=r"portrait\.svg"):
        kept.design()
    assert len(kept.store.load("kasus").decisions) == 3


def test_an_existing_folder_is_not_overwritten(kept: Kept) -> None:
    with pytest.raises(InputRefusedError, match="sudah berisi"):
        kept.store.create(begin(), OFFICE_TEXT)


def test_a_folder_that_is_no_case_is_named(kept: Kept) -> None:
    with pytest.raises(InputRefusedError, match="bukan folder perintah kerja"):
        kept.store.load("tidak-ada")


def test_a_disk_that_takes_no_more_is_one_sentence_and_changes_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputRefusedError, match="tidak dapat ditulis: No space") as refused:
        kept.do("order", "kabid")
    assert refused.value.code == "case-unwritable"
    monkeypatch.undo()
    assert kept.store.load("kasus").decisions == ()
    assert [path.name for path in kept.store.folder("kasus").iterdir() if "decisions" in path.name] == [
        "decisions.jsonl"
    ]


@pytest.mark.parametrize("line", [0, 1, 3])
def test_a_changed_line_of_the_history_is_found_and_named(kept: Kept, line: int) -> None:
    kept.to_items()
    kept.design()
    history = kept.store.folder("kasus") / "decisions.jsonl"
    lines = history.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b'"person":"', b'"person":"x')
    history.write_bytes(b"".join(lines))
    with pytest.raises(InputRefusedError, match=f"ke-{line + 1}") as refused:
        kept.store.load("kasus")
    assert refused.value.code == "history-broken"


@pytest.mark.parametrize("damage", ["drop", "swap", "cut", "garbage", "append"])
def test_a_damaged_history_is_refused(kept: Kept, damage: str) -> None:
    kept.to_items()
    history = kept.store.folder("kasus") / "decisions.jsonl"
    text = history.read_bytes()
    lines = text.splitlines(keepends=True)
    history.write_bytes(
        {
            "drop": lines[0] + lines[2],
            "swap": lines[1] + lines[0] + lines[2],
            "cut": text[:-20],
            "garbage": text + b"{}\n",
            "append": text + lines[-1],
        }[damage]
    )
    with pytest.raises(InputRefusedError) as refused:
        kept.store.load("kasus")
    assert refused.value.code == "history-broken"


def test_a_changed_header_breaks_the_chain(kept: Kept) -> None:
    kept.do("order", "kabid")
    header = kept.store.folder("kasus") / "case.json"
    header.write_bytes(header.read_bytes().replace(b"Infografis 2026", b"Infografis 2027"))
    with pytest.raises(InputRefusedError) as refused:
        kept.store.load("kasus")
    assert refused.value.code == "history-broken"


def test_the_audit_finds_a_changed_and_a_missing_file(kept: Kept) -> None:
    kept.to_items()
    case = kept.design()
    folder = kept.store.edition_folder("kasus", "item-0", built().digest)
    (folder / "portrait.svg").chmod(0o644)
    (folder / "portrait.svg").write_bytes(b"lain")
    (folder / "page.json").unlink()
    faults = audit_case(kept.store, "kasus", case)
    assert len(faults) == 2
    assert any("page.json hilang" in fault for fault in faults)
    assert any("portrait.svg berubah" in fault for fault in faults)


def test_a_printed_head_is_found_by_its_beginning(kept: Kept) -> None:
    kept.to_items()
    case = kept.store.load("kasus")
    assert find_decision(case, case.decisions[1].hash[:12]) == 2
    assert find_decision(case, "0" * 64) is None
    assert find_decision(case, case.decisions[1].hash[:4]) is None


def test_a_summary_agrees_with_the_whole_history(kept: Kept) -> None:
    assert kept.store.summarise("kasus").standing == kept.store.load("kasus").progress.standing()
    kept.to_items()
    for item in ITEMS:
        kept.design(item.id)
        summary = kept.store.summarise("kasus")
        case = kept.store.load("kasus")
        assert (summary.standing, summary.head) == (case.progress.standing(), case.head)


def test_a_summary_reads_a_last_line_of_any_length(kept: Kept) -> None:
    kept.do("order", "kabid", note="x" * 20_000)
    assert kept.store.summarise("kasus").decisions == 1


def test_two_at_once_decide_one_after_the_other(kept: Kept) -> None:
    children = [_fork(lambda: kept.do("order", "kabid")) for _ in range(4)]
    codes = sorted(_wait(child) for child in children)
    assert codes == [0, 4, 4, 4]
    assert len(kept.store.load("kasus").decisions) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_point_nothing_is_lost_and_nothing_is_done_twice(kept: Kept, tmp_path: Path) -> None:
    kept.to_items()
    before = kept.store.load("kasus")
    count = _count_points(_copy(kept, tmp_path / "counted"))
    outcomes = set()
    for point in random.Random(20260907).sample(range(1, count), min(300, count - 1)):
        tried = _copy(kept, tmp_path / str(point))
        assert _wait(_fork(lambda tried=tried, point=point: _killed_after(point, tried.design))) == 9
        after = tried.store.load("kasus")
        added = len(after.decisions) - len(before.decisions)
        assert added in (0, 1)
        assert after.decisions[:3] == before.decisions
        assert audit_case(tried.store, "kasus", after) == []
        outcomes.add(added)

        # Whoever was interrupted goes on: it works, once, whatever the killed run left behind.
        again = after if added else tried.design()
        assert len(again.decisions) == len(before.decisions) + 1
        assert audit_case(tried.store, "kasus", again) == []
        tried.do("submit", "perancang", item="item-0")
        with pytest.raises(StepNotOpenError):
            tried.do("submit", "perancang", item="item-0")
    assert outcomes == {0, 1}


def _copy(kept: Kept, root: Path) -> Kept:
    shutil.copytree(kept.store.root, root)
    return Kept(FileStore(root), kept.page)


def _count_points(kept: Kept) -> int:
    """Return how many calls a design makes: the points at which it can be killed."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        kept.design()
    finally:
        sys.setprofile(None)
    return counted


def _killed_after(point: int, work: Callable[[], object]) -> None:
    left = point

    def tick(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(9)

    sys.setprofile(tick)
    work()
    sys.setprofile(None)
    os._exit(9)


def _fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except RupadataError as refused:
        os._exit(refused.exit_code)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
