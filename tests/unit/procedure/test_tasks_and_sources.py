"""What waits for whom, which papers are missing, and which source tables a case still lacks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from carrying import ITEMS, OFFICE, OFFICE_TEXT, approve, approved, begin, closed, do, edition, with_items

from rupadata.errors import StepNotOpenError
from rupadata.procedure import Case, FolderStore, Item, parse_settings
from rupadata.procedure.audit import audit_case
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.decision import ItemSource, SourceTable
from rupadata.procedure.due_papers import MadePaper, due_papers, keep_paper, missing_papers
from rupadata.procedure.schedule import planned_ends
from rupadata.procedure.sources import lacking_sources
from rupadata.procedure.store import CaseFiles, enclosed_blobs
from rupadata.procedure.tasks import open_tasks
from rupadata.procedure.warnings import warn_about

NOW = datetime(2026, 9, 7, 9, tzinfo=OFFICE.zone)


def test_a_task_stands_under_the_key_of_the_store_or_the_name_of_the_case() -> None:
    case = with_items()
    assert {task.key for task in open_tasks(case, NOW)} == {"kasus"}
    assert {task.key for task in open_tasks(case, NOW, key="lain")} == {"lain"}
    assert [(task.item, task.item_title) for task in open_tasks(case, NOW)] == [
        (item.id, item.title) for item in ITEMS
    ]
    assert [task.item_title for task in open_tasks(do(begin(), "order", "kabid"), NOW)] == [""]
    assert open_tasks(closed(), NOW) == ()


def test_a_task_is_due_when_the_plan_comes_to_it_and_overdue_after_that() -> None:
    case = with_items()
    planned = planned_ends(case)
    for task in open_tasks(case, NOW):
        assert task.due_at >= planned[task.step, task.item]
        for moment, overdue in ((task.due_at, False), (task.due_at + timedelta(seconds=1), True)):
            again = {one.item: one for one in open_tasks(case, moment)}
            assert again[task.item].overdue is overdue


def test_tasks_are_due_by_the_calendar_of_whoever_asks() -> None:
    case = do(begin(), "order", "kabid")
    free = "".join(
        f'[[holidays]]\ndate = {date(2026, 9, 7) + timedelta(days=n)}\nname = "Libur"\n' for n in range(4)
    )
    shut = WorkingCalendar(parse_settings(OFFICE_TEXT + free))
    [usual], [later] = open_tasks(case, NOW), open_tasks(case, NOW, calendar=shut)
    assert usual.due_at.date() < later.due_at.date()


def test_a_step_that_waits_for_another_is_no_step_of_a_withdrawn_infographic() -> None:
    with pytest.raises(StepNotOpenError) as refused:
        do(with_items(), "approve", "kasie", item="item-0")
    assert refused.value.code != "item-withdrawn"
    gone = do(with_items(), "withdraw", "kabid", item="item-0", note="Data ditunda.")
    with pytest.raises(StepNotOpenError) as refused:
        do(gone, "design", "perancang", item="item-0", edition=edition())
    assert refused.value.code == "item-withdrawn"


@pytest.fixture
def files(tmp_path: Path) -> CaseFiles:
    store = FolderStore(tmp_path)
    store.create("kasus", begin().header.encode(), enclosed_blobs(OFFICE_TEXT))
    return CaseFiles(store, "kasus")


def make(files: CaseFiles, case: Case) -> None:
    store = FolderStore(Path(files.store.root))  # type: ignore[attr-defined]
    for due in due_papers(case):
        keep_paper(store, "kasus", MadePaper(due, {f"{due.file}.pdf": due.stands_by.encode()}))


def test_a_paper_is_missing_until_it_is_made_and_when_it_stands_by_an_earlier_decision(
    files: CaseFiles,
) -> None:
    case = approved()
    every = {due.file for due in due_papers(case)}
    assert {due.file for due in missing_papers(case, files)} == every
    make(files, case)
    assert missing_papers(case, files) == ()
    later = do(case, "withdraw", "kabid", item="item-0", note="Data ditunda.")
    renewed = {due.file for due in missing_papers(later, files)}
    assert renewed
    assert renewed < every
    first = min(every)
    files.store.delete("kasus", f"papers/{first}.pdf")  # type: ignore[attr-defined]
    assert [due.file for due in missing_papers(case, files)] == [first]


def test_what_lies_among_the_papers_is_what_is_valid(files: CaseFiles) -> None:
    store = FolderStore(Path(files.store.root))  # type: ignore[attr-defined]
    case = do(begin(), "order", "kabid")
    form, order = due_papers(case)
    keep_paper(store, "kasus", MadePaper(form, {"sop.pdf": b"form"}))
    keep_paper(store, "kasus", MadePaper(order, {"01.pdf": b"first", "01-a.ics": b"a", "01-b.ics": b"b"}))
    kept = keep_paper(store, "kasus", MadePaper(order, {"01.pdf": b"second", "01-a.ics": b"a"}))
    assert kept == ("papers/01.pdf", "papers/01-a.ics")
    assert [name for name in files.names("papers/") if "superseded" not in name] == [
        "papers/01-a.ics",
        "papers/01.pdf",
        "papers/made.json",
        "papers/sop.pdf",
    ]
    aside = files.names("papers/superseded/")
    assert [name.rpartition("-")[0] for name in aside] == [
        "papers/superseded/01-b-keputusan-1",
        "papers/superseded/01-keputusan-1",
    ]
    assert [files.get(name) for name in aside] == [b"b", b"first"]
    assert audit_case(case, files) == []


def digest(number: int) -> str:
    return f"{number:064d}"


def case_from(*dropped: bool, tables: tuple[SourceTable, ...] = ()) -> Case:
    """A case of one infographic from so many tables."""
    sources = tuple(ItemSource(f"T{n}", f"t{n}.csv", digest(n), drop) for n, drop in enumerate(dropped))
    item = Item("a", "A", sources=sources)
    case = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=(item,))
    return do(case, "group", "analis", items=(item,), tables=tables)


def warned(case: Case) -> list[tuple[str, str]]:
    return [
        (str(problem.where.file), problem.hint or problem.message)
        for problem in warn_about(case, case.decisions[-1])
        if problem.code == "source-not-kept"
    ]


def test_a_case_lacks_the_tables_that_it_does_not_keep() -> None:
    case = case_from(False, False)
    assert [source.file for source in lacking_sources(case)] == ["t0.csv", "t1.csv"]
    kept = SourceTable("t0.csv", digest(0), "sources/0/t0.csv")
    lost = SourceTable("t1.csv", digest(1), why="not-found")
    assert [s.file for s in lacking_sources(case_from(False, False, tables=(kept,)))] == ["t1.csv"]
    assert [s.file for s in lacking_sources(case_from(False, False, tables=(kept, lost)))] == ["t1.csv"]


def test_a_column_that_one_build_left_out_stays_out() -> None:
    one = Item("a", "A", sources=(ItemSource("T", "t.csv", digest(1), False),))
    other = Item("b", "B", sources=(ItemSource("T", "t.csv", digest(1), True),))
    for items in ((one, other), (other, one)):
        case = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=items)
        assert [source.dropped for source in lacking_sources(do(case, "group", "analis", items=items))] == [
            True
        ]


def test_tables_that_nobody_was_asked_for_are_told_together_when_the_data_are_grouped() -> None:
    [(file, _)] = warned(case_from(*[False] * 5))
    assert file == "t0.csv"
    lost = SourceTable("t1.csv", digest(1), why="not-found")
    assert [file for file, _ in warned(case_from(False, False, tables=(lost,)))] == ["t1.csv", "t0.csv"]
    assert warned(case_from(False, tables=(SourceTable("t0.csv", digest(0), "sources/0/t0.csv"),))) == []


def test_steps_that_touch_no_table_say_nothing_of_tables_until_the_archive() -> None:
    case = case_from(False)
    case = do(case, "design", "perancang", item="a", edition=edition())
    assert warned(case) == []
    case = do(case, "submit", "perancang", item="a")
    assert warned(case) == []
    case = do(case, "approve", "kasie", item="a")
    assert warned(case) == []
    case = do(case, "document", "perancang")
    assert [file for file, _ in warned(case)] == ["t0.csv"]


def test_decisions_beside_the_steps_say_nothing_of_tables() -> None:
    case = do(case_from(False), "withdraw", "kabid", item="a", note="Data ditunda.")
    assert warned(case) == []


def test_an_approved_infographic_waits_for_the_others() -> None:
    case = approve(with_items(), "item-0")
    assert {task.item for task in open_tasks(case, NOW)} == {"item-1", "item-2"}
