"""Which tables a folder gives to a case, and what other cases take of people's days."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from carrying import OFFICE, begin, closed, do, with_items

from rupadata.procedure.decision import ItemSource
from rupadata.procedure.sources import gather_sources
from rupadata.procedure.workload import busy_days
from rupadata.tables.opening.files import FoundFile

GOOD = b"Kecamatan,2023,2024\nContoh,10,11\nLain,20,21\n"


def found(folder: Path, name: str, content: bytes) -> FoundFile:
    path = folder / name
    path.write_bytes(content)
    return FoundFile(name, path, (), False)


def wanted(name: str, content: bytes, *, dropped: bool = False) -> ItemSource:
    return ItemSource(name, name, sha256(content).hexdigest(), dropped)


def test_a_table_is_found_by_its_content_under_whatever_name(tmp_path: Path) -> None:
    files = [found(tmp_path, "lain.csv", b"Lain,1\n"), found(tmp_path, "salinan.csv", GOOD)]
    digest = sha256(GOOD).hexdigest()
    [table], contents = gather_sources(files, [wanted("tabel.csv", GOOD)])
    assert (table.file, table.kept, table.why) == ("tabel.csv", f"sources/{digest[:12]}/tabel.csv", "")
    assert {name: load() for name, load in contents.items()} == {digest: GOOD}


def test_what_is_not_found_or_was_cut_is_named_and_not_kept(tmp_path: Path) -> None:
    files = [found(tmp_path, "tabel.csv", GOOD)]
    asked = [wanted("hilang.csv", b"x"), wanted("tabel.csv", GOOD, dropped=True)]
    tables, contents = gather_sources(files, asked)
    assert [(table.kept, table.why) for table in tables] == [("", "not-found"), ("", "column-dropped")]
    assert contents == {}


def test_days_are_taken_by_the_open_cases_that_have_a_schedule_each_by_its_key() -> None:
    start = datetime(2026, 9, 7, 10, tzinfo=OFFICE.zone)
    one = busy_days({"a": with_items()}, start)
    assert one
    assert {busy.cases for busy in one} == {("a",)}
    both = {
        (busy.person, busy.day): busy for busy in busy_days({"a": with_items(), "b": with_items()}, start)
    }
    assert {busy.cases for busy in both.values()} == {("a", "b")}
    for busy in one:
        assert both[busy.person, busy.day].minutes == 2 * busy.minutes
    assert busy_days({"a": closed(), "b": do(begin(), "order", "kabid")}, start) == ()
