"""What every store of cases must hold, whoever writes and whenever somebody pulls the plug."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pytest
from carrying import ITEMS, OFFICE_TEXT, begin, edition
from sqlite_store import SqliteStore

from rupadata.errors import EditionChangedError, InputRefusedError, RupadataError, StepNotOpenError
from rupadata.procedure import Case, CaseStore, Decision, FolderStore, FrozenEdition, load_case
from rupadata.procedure.audit import audit_case, find_decision
from rupadata.procedure.decision import EditionFile, SignedPaper, SourceTable
from rupadata.procedure.due_papers import MadePaper, due_papers, keep_paper
from rupadata.procedure.recording import Brought, record
from rupadata.procedure.store import CaseFiles, edition_name, enclosed_blobs, summarise

CONTENT = {"page.json": b"{}", "portrait.png": b"gambar" * 2000, "portrait.svg": b"<svg/>"}
TABLE_CONTENT = b"Kecamatan,2024\nContoh,1\n"
TABLE = SourceTable(
    "tabel.csv",
    sha256(TABLE_CONTENT).hexdigest(),
    f"sources/{sha256(TABLE_CONTENT).hexdigest()[:12]}/tabel.csv",
)


class MakeStore(Protocol):
    def __call__(self, place: Path) -> CaseStore: ...


def folders(place: Path) -> CaseStore:
    place.mkdir(parents=True, exist_ok=True)
    return FolderStore(place)


def database(place: Path) -> CaseStore:
    place.mkdir(parents=True, exist_ok=True)
    return SqliteStore(place / "cases.sqlite")


@dataclass(frozen=True)
class Kept:
    """A case in a store, and the files of a page to design from."""

    store: CaseStore
    place: Path

    def do(self, action: str, person: str, *, brought: Brought | None = None, **facts: object) -> Case:
        def make(case: Case) -> Decision:
            last = case.decisions[-1].at if case.decisions else case.header.created_at
            return Decision(action, person, last + timedelta(minutes=30), **facts)  # type: ignore[arg-type]

        return record(self.store, "kasus", make, brought or Brought())

    def load(self) -> Case:
        return load_case(self.store, "kasus")

    def to_items(self) -> None:
        self.do("order", "kabid")
        self.do("schedule", "kasie", items=ITEMS)
        self.do("group", "analis", items=ITEMS)
        self.make_papers()

    def design(self, item: str = "item-0", content: dict[str, bytes] | None = None) -> Case:
        files = {name: (lambda data=data: data) for name, data in (content or CONTENT).items()}
        return self.do(
            "design",
            "perancang",
            item=item,
            edition=built(),
            tables=(TABLE,),
            brought=Brought(files, {TABLE.sha256: lambda: TABLE_CONTENT}),
        )

    def make_papers(self) -> None:
        """Keep papers of one line each: what they say is for the tests of documents."""
        for due in due_papers(self.load()):
            with self.store.lock("kasus"):
                keep_paper(self.store, "kasus", MadePaper(due, {f"{due.file}.pdf": due.stands_by.encode()}))

    def audit(self) -> list[str]:
        return audit_case(self.load(), CaseFiles(self.store, "kasus"))


def built() -> FrozenEdition:
    files = tuple(EditionFile(name, sha256(data).hexdigest(), len(data)) for name, data in CONTENT.items())
    return FrozenEdition(edition().digest, "Judul", files)


@pytest.fixture(params=[folders, database], ids=["folders", "database"])
def make_store(request: pytest.FixtureRequest) -> MakeStore:
    made: MakeStore = request.param
    return made


@pytest.fixture
def kept(make_store: MakeStore, tmp_path: Path) -> Kept:
    store = make_store(tmp_path / "cases")
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    return Kept(store, tmp_path / "cases")


@pytest.fixture
def folder(tmp_path: Path) -> Kept:
    """A case in a folder, for what only files can suffer."""
    store = folders(tmp_path / "cases")
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    return Kept(store, tmp_path / "cases")


def test_what_is_kept_is_what_was_decided(kept: Kept) -> None:
    kept.to_items()
    after = kept.design()
    loaded = kept.load()
    assert loaded.head == after.head
    assert loaded.progress.standing() == after.progress.standing()
    assert kept.audit() == []


def test_an_edition_is_kept_with_its_files(kept: Kept) -> None:
    kept.to_items()
    kept.design()
    under = edition_name("item-0", built().digest)
    names = kept.store.names("kasus", under)
    assert {name.removeprefix(under): kept.store.find("kasus", name) for name in names} == CONTENT


def test_a_page_that_changed_since_the_build_is_refused(kept: Kept) -> None:
    kept.to_items()
    with pytest.raises(EditionChangedError, match=r"portrait\.svg"):
        kept.design(content=CONTENT | {"portrait.svg": b"<svg>lain</svg>"})
    assert len(kept.load().decisions) == 3


def test_a_key_that_is_taken_is_refused(kept: Kept) -> None:
    with pytest.raises(InputRefusedError) as refused:
        kept.store.create("kasus", begin().header.encode(), {})
    assert refused.value.code == "case-exists"


@pytest.mark.parametrize("ask", ["load", "lock", "summary", "history"])
def test_a_key_without_a_case_is_said_so(kept: Kept, ask: str) -> None:
    def enter() -> None:
        with kept.store.lock("tidak-ada"):
            pass

    asked: dict[str, Callable[[], object]] = {
        "load": lambda: load_case(kept.store, "tidak-ada"),
        "lock": enter,
        "summary": lambda: summarise(kept.store, "tidak-ada"),
        "history": lambda: kept.store.history("tidak-ada"),
    }
    with pytest.raises(InputRefusedError) as refused:
        asked[ask]()
    assert refused.value.code == "case-missing"
    assert kept.store.keys() == ("kasus",)


@pytest.mark.parametrize(
    "name", ["", "../lain", "/etc/passwd", "a/../b", "a//b", ".tersembunyi", "a\\b", "a\x00"]
)
def test_a_name_that_is_not_plain_is_refused(kept: Kept, name: str) -> None:
    for call in (
        lambda: kept.store.find("kasus", name),
        lambda: kept.store.write("kasus", name, b"x"),
        lambda: kept.store.delete("kasus", name),
    ):
        with pytest.raises(InputRefusedError) as refused:
            call()
        assert refused.value.code == "file-name-unsafe"


def test_blobs_are_kept_found_named_and_removed(kept: Kept) -> None:
    assert kept.store.find("kasus", "papers/a.pdf") is None
    for name, content in (("papers/b.pdf", b"b"), ("papers/a.pdf", b"a"), ("papers/a.pdf", b"lain")):
        kept.store.write("kasus", name, content)
    assert kept.store.find("kasus", "papers/a.pdf") == b"lain"
    assert kept.store.names("kasus", "papers/") == ("papers/a.pdf", "papers/b.pdf")
    assert kept.store.names("kasus", "papers/b") == ("papers/b.pdf",)
    assert "office.toml" in kept.store.names("kasus")
    kept.store.delete("kasus", "papers/a.pdf")
    kept.store.delete("kasus", "papers/a.pdf")
    assert kept.store.names("kasus", "papers/") == ("papers/b.pdf",)


def test_a_line_out_of_turn_is_not_kept(kept: Kept) -> None:
    kept.do("order", "kabid")
    before = kept.store.history("kasus")
    with kept.store.lock("kasus"):
        assert not kept.store.append("kasus", b"{}\n", number=1)
        assert not kept.store.append("kasus", b"{}\n", number=3)
    assert kept.store.history("kasus") == before


def test_whoever_loses_the_race_is_judged_by_what_the_winner_did(kept: Kept) -> None:
    """Somebody decides between our reading and our line, as in a store whose lock holds nothing."""
    raced = []

    class Overtaken:
        def __getattr__(self, name: str) -> object:
            return getattr(kept.store, name)

        def append(self, key: str, line: bytes, *, number: int) -> bool:
            if not raced:
                raced.append(kept.store.append(key, line.replace(b'"kabid"', b'"kabid"'), number=number))
            return kept.store.append(key, line, number=number)

    with pytest.raises(StepNotOpenError):
        Kept(Overtaken(), kept.place).do("order", "kabid")  # type: ignore[arg-type]
    assert raced == [True]
    assert len(kept.load().decisions) == 1


def test_a_changed_header_breaks_the_chain(folder: Kept) -> None:
    folder.do("order", "kabid")
    header = folder.place / "kasus" / "case.json"
    header.write_bytes(header.read_bytes().replace(b"Infografis 2026", b"Infografis 2027"))
    with pytest.raises(InputRefusedError) as refused:
        folder.load()
    assert refused.value.code == "history-broken"


@pytest.mark.parametrize(
    "header",
    [b'{"judul":' * 20_000, b"[" * 100_000, b'{\n "title": "\xff",\n', b'{\n "title": "\\ud800",\n', b"{"],
    ids=["deep", "deeper", "no UTF-8", "half a letter", "cut"],
)
def test_a_header_that_cannot_be_read_is_refused_in_lists_too(folder: Kept, header: bytes) -> None:
    (folder.place / "kasus" / "case.json").write_bytes(header)
    for ask in (summarise, load_case):
        with pytest.raises(InputRefusedError) as refused:
            ask(folder.store, "kasus")
        assert refused.value.code == "case-unreadable"


def test_a_disk_that_takes_no_more_is_one_sentence_and_changes_nothing(
    folder: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputRefusedError, match="tidak dapat ditulis: penyimpanan penuh") as refused:
        folder.do("order", "kabid")
    assert refused.value.code == "case-unwritable"
    monkeypatch.undo()
    assert folder.load().decisions == ()
    assert [path.name for path in (folder.place / "kasus").iterdir() if "decisions" in path.name] == [
        "decisions.jsonl"
    ]


@pytest.mark.parametrize("line", [0, 1, 3])
def test_a_changed_line_of_the_history_is_found_and_named(folder: Kept, line: int) -> None:
    folder.to_items()
    folder.design()
    history = folder.place / "kasus" / "decisions.jsonl"
    lines = history.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b'"person":"', b'"person":"x')
    history.write_bytes(b"".join(lines))
    with pytest.raises(InputRefusedError, match=f"ke-{line + 1}") as refused:
        folder.load()
    assert refused.value.code == "history-broken"


@pytest.mark.parametrize("damage", ["drop", "swap", "cut", "garbage", "append"])
def test_a_damaged_history_is_refused(folder: Kept, damage: str) -> None:
    folder.to_items()
    history = folder.place / "kasus" / "decisions.jsonl"
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
        folder.load()
    assert refused.value.code == "history-broken"


def test_files_of_an_edition_cannot_be_written_by_mistake(folder: Kept) -> None:
    folder.to_items()
    folder.design()
    place = folder.place / "kasus" / edition_name("item-0", built().digest)
    assert all(path.stat().st_mode & 0o222 == 0 for path in place.iterdir())


def test_the_audit_finds_changed_missing_and_added_blobs(kept: Kept) -> None:
    kept.to_items()
    kept.design()
    kept.make_papers()
    assert kept.audit() == []
    under = edition_name("item-0", built().digest)
    kept.store.write("kasus", under + "portrait.svg", b"lain")
    kept.store.delete("kasus", under + "page.json")
    kept.store.write("kasus", under + "tambahan.png", b"x")
    kept.store.write("kasus", "papers/06-lain.pdf", b"x")
    kept.store.write("kasus", "papers/signed/01.pdf", b"x")
    faults = kept.audit()
    assert [
        any(words in fault for fault in faults)
        for words in (
            "page.json hilang",
            "portrait.svg berubah",
            "tambahan.png tidak tercatat",
            "papers/06-lain.pdf tidak tercatat",
            "papers/signed/01.pdf tidak tercatat",
        )
    ] == [True] * 5
    assert len(faults) == 5


def test_a_history_cut_short_is_betrayed_by_its_papers(folder: Kept) -> None:
    folder.to_items()
    history = folder.place / "kasus" / "decisions.jsonl"
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:2]))
    faults = folder.audit()
    assert len(faults) == 1
    assert "03-pengelompokan" in faults[0]
    assert "terpotong" in faults[0]


def test_a_history_cut_short_is_betrayed_by_what_no_decision_accounts_for(folder: Kept) -> None:
    folder.to_items()
    folder.design()
    history = folder.place / "kasus" / "decisions.jsonl"
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:3]))
    (folder.place / "kasus/papers/signed").mkdir()
    (folder.place / "kasus/papers/signed/09.pdf").write_bytes(b"lain")
    faults = "\n".join(folder.audit())
    assert "items/item-0/editions/" in faults
    assert "sources/" in faults
    assert "papers/signed/09.pdf" in faults


def test_a_history_cut_short_is_betrayed_by_the_head_that_a_paper_carries(folder: Kept) -> None:
    folder.to_items()
    history = folder.place / "kasus" / "decisions.jsonl"
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:2]))
    case = folder.load()
    files = CaseFiles(folder.store, "kasus")
    cut = [fault for fault in audit_case(case, files, bytes.decode) if "memuat keputusan" in fault]
    assert len(cut) == 1
    assert "papers/03-pengelompokan.pdf" in cut[0]


def test_a_signed_paper_is_kept_as_it_came(kept: Kept) -> None:
    kept.do("order", "kabid")
    paper = SignedPaper("01", "papers/signed/01.pdf", sha256(b"isi").hexdigest(), "scan")
    kept.do("attach", "kabid", paper=paper, brought=Brought(paper=b"isi"))
    assert kept.store.find("kasus", "papers/signed/01.pdf") == b"isi"


def test_a_printed_head_is_found_by_its_beginning(kept: Kept) -> None:
    kept.to_items()
    case = kept.load()
    assert find_decision(case, case.decisions[1].hash[:12]) == 2
    assert find_decision(case, "0" * 64) is None
    assert find_decision(case, case.decisions[1].hash[:4]) is None


def test_a_summary_agrees_with_the_whole_history(kept: Kept) -> None:
    assert summarise(kept.store, "kasus").standing == kept.load().progress.standing()
    kept.to_items()
    for item in ITEMS:
        kept.design(item.id)
        summary = summarise(kept.store, "kasus")
        case = kept.load()
        assert (summary.standing, summary.head) == (case.progress.standing(), case.head)


def test_a_summary_reads_a_last_line_of_any_length(kept: Kept) -> None:
    kept.do("order", "kabid", note="x" * 20_000)
    assert summarise(kept.store, "kasus").decisions == 1


@pytest.mark.parametrize("name", ["disalin", "diganti-nama"])
def test_a_copied_or_renamed_case_keeps_to_itself(folder: Kept, name: str) -> None:
    """The key is the store's: the name in the header is only what the case was called at first."""
    folder.to_items()
    shutil.copytree(folder.place / "kasus", folder.place / name)
    if name == "diganti-nama":
        shutil.rmtree(folder.place / "kasus")
    before = _content_of(folder.place / "kasus")

    def make(case: Case) -> Decision:
        at = case.decisions[-1].at + timedelta(minutes=5)
        return Decision("design", "perancang", at, item="item-0", edition=built())

    files = {file: (lambda data=data: data) for file, data in CONTENT.items()}
    record(folder.store, name, make, Brought(files))
    under = edition_name("item-0", built().digest)
    assert len(folder.store.names(name, under)) == len(CONTENT)
    assert _content_of(folder.place / "kasus") == before


def _content_of(place: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_two_at_once_decide_one_after_the_other(kept: Kept) -> None:
    children = [_fork(lambda: kept.do("order", "kabid")) for _ in range(8)]
    codes = sorted(_wait(child) for child in children)
    assert codes == [0, *[4] * 7]
    assert len(kept.load().decisions) == 1


def test_of_two_that_begin_one_case_one_wins(make_store: MakeStore, tmp_path: Path) -> None:
    store = make_store(tmp_path / "cases")
    header, blobs = begin().header.encode(), enclosed_blobs(OFFICE_TEXT)
    children = [_fork(lambda: store.create("kasus", header, blobs)) for _ in range(6)]
    assert sorted(_wait(child) for child in children) == [0, 2, 2, 2, 2, 2]
    assert load_case(store, "kasus").decisions == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_point_nothing_is_lost_and_nothing_is_done_twice(
    kept: Kept, make_store: MakeStore, tmp_path: Path
) -> None:
    kept.to_items()
    before = kept.load()
    count = _count_points(_copy(kept, make_store, tmp_path / "counted"))
    outcomes = set()
    points = random.Random(20260907).sample(range(1, count), min(150, count - 1))
    for point in sorted({*points, count - 1}):
        tried = _copy(kept, make_store, tmp_path / str(point))
        assert _wait(_fork(lambda tried=tried, point=point: _killed_after(point, tried.design))) == 9
        after = tried.load()
        added = len(after.decisions) - len(before.decisions)
        assert added in (0, 1)
        assert after.decisions[:3] == before.decisions
        faults = _without_missing(tried.audit())
        # What a killed run left is told until the next one clears it away; it may betray a cut history.
        assert [fault for fault in faults if added or "sisa proses" not in fault] == []
        outcomes.add(added)

        # Whoever was interrupted goes on: it works, once, whatever the killed run left behind.
        again = after if added else tried.design()
        assert len(again.decisions) == len(before.decisions) + 1
        assert _without_missing(tried.audit()) == []
        tried.do("submit", "perancang", item="item-0")
        with pytest.raises(StepNotOpenError):
            tried.do("submit", "perancang", item="item-0")
    assert outcomes == {0, 1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_beginning_killed_at_any_point_can_be_begun_again(make_store: MakeStore, tmp_path: Path) -> None:
    header, blobs = begin().header.encode(), enclosed_blobs(OFFICE_TEXT, ("logo.png", b"x" * 5000))

    def work(store: CaseStore) -> None:
        store.create("kasus", header, blobs)

    count = _count(lambda: work(make_store(tmp_path / "counted")))
    for point in random.Random(7).sample(range(1, count), min(60, count - 1)):
        store = make_store(tmp_path / str(point))
        assert _wait(_fork(lambda store=store, point=point: _killed_after(point, lambda: work(store)))) == 9
        if store.keys() == ():
            work(store)
        assert load_case(store, "kasus").decisions == ()
        assert set(store.names("kasus")) == set(blobs)


def test_what_killed_runs_left_of_an_edition_is_cleared_away(kept: Kept) -> None:
    kept.to_items()
    left = edition_name("item-0", "f" * 64, "portrait.png")
    kept.store.write("kasus", left, b"setengah")
    kept.design()
    assert kept.store.find("kasus", left) is None


def _without_missing(faults: Sequence[str]) -> list[str]:
    """Return the faults beside papers that are still to be made, which no decision waits for."""
    return [fault for fault in faults if "belum dibuat" not in fault]


def _copy(kept: Kept, make_store: MakeStore, place: Path) -> Kept:
    shutil.copytree(kept.place, place)
    return Kept(make_store(place), place)


def _count_points(kept: Kept) -> int:
    """Return how many calls a design makes: the points at which it can be killed."""
    return _count(kept.design)


def _count(work: Callable[[], object]) -> int:
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        work()
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
