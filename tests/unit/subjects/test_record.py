from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rupadata.errors import InputRefusedError, UsageError
from rupadata.subjects import (
    GroupingDecision,
    GroupingDecisions,
    group,
    load_memory,
    read_record,
    remember,
    write_record,
)
from rupadata.subjects.decisions import generalise, save_memory
from tests.unit.subjects.subject_frames import observations


def _edit(path: Path, column: str, value: str, row: int = 2) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Pengelompokan"]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(row, titles.index(column) + 1, value)
    workbook.save(path)


def test_an_untouched_record_changes_nothing(tmp_path: Path) -> None:
    frame = observations({"indicator": "Jumlah Penduduk"}, {"indicator": "Xyzzy Plugh", "unit": ""})
    before = group(frame)
    write_record(tmp_path / "g.xlsx", before)
    after = group(frame, decisions=read_record(tmp_path / "g.xlsx"))
    assert after.assignments == before.assignments


def test_edits_of_subject_and_name_win(tmp_path: Path) -> None:
    frame = observations({"indicator": "Jumlah Penduduk"})
    path = tmp_path / "g.xlsx"
    write_record(path, group(frame))
    _edit(path, "Substansi", "Kesehatan")
    _edit(path, "Nama indikator", "Warga")
    _edit(path, "Ditetapkan oleh", "Siti")
    grouping = group(frame, decisions=path)
    assert [book.subject.key for book in grouping.books] == ["kesehatan"]
    assert grouping.books[0].indicators[0].name == "Warga"
    assert "Siti" in grouping.assignments[0].reason


def test_a_row_set_to_undecided_leaves_the_books(tmp_path: Path) -> None:
    frame = observations({"indicator": "Jumlah Penduduk"})
    path = tmp_path / "g.xlsx"
    write_record(path, group(frame))
    _edit(path, "Substansi", "Belum dikelompokkan")
    assert not group(frame, decisions=path).books


def test_a_mistyped_subject_in_the_record_offers_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    write_record(path, group(observations({})))
    _edit(path, "Substansi", "Keshatan")
    with pytest.raises(UsageError, match="kesehatan"):
        read_record(path)


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_what_is_no_record_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "g.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError):
        read_record(path)
    with pytest.raises(InputRefusedError, match=r"missing\.xlsx"):
        read_record(tmp_path / "missing.xlsx")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    frame = observations({"indicator": "=HYPERLINK(1) Jumlah Penduduk"})
    path = tmp_path / "g.xlsx"
    write_record(path, group(frame))
    sheet = openpyxl.load_workbook(path)["Pengelompokan"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_same_grouping_gives_the_same_record(tmp_path: Path) -> None:
    grouping = group(observations({"indicator": "Jumlah Penduduk"}))
    write_record(tmp_path / "a.xlsx", grouping)
    write_record(tmp_path / "b.xlsx", grouping)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_confirmed_grouping_is_remembered_for_the_next_files(tmp_path: Path) -> None:
    memory = tmp_path / "office" / "memory.json"
    remember(memory, [GroupingDecision("Jumlah Posyandu", "pemerintahan", file="2023.xlsx", unit="unit")])
    frame = observations({"indicator": "Posyandu", "unit": "unit", "file": "2024.xlsx"})
    assert group(frame, decisions=load_memory(memory)).assignments[0].subject.key == "pemerintahan"


def test_one_name_with_two_answers_is_remembered_with_its_table() -> None:
    kept = generalise(
        GroupingDecisions(
            (
                GroupingDecision("Jumlah", "kesehatan", table="Puskesmas 2023", file="a"),
                GroupingDecision("Jumlah", "pendidikan", table="Sekolah 2023", file="b"),
            )
        )
    )
    assert kept.find("x", "", "Puskesmas 2024", "Jumlah", "").subject == "kesehatan"  # type: ignore[union-attr]
    assert kept.find("x", "", "Sekolah 2024", "Jumlah", "").subject == "pendidikan"  # type: ignore[union-attr]
    assert kept.find("x", "", "Pasar", "Jumlah", "") is None


def test_what_nobody_approved_is_not_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    stood = GroupingDecision("Jumlah", "kesehatan", table="Puskesmas", edited=False)
    assert remember(memory, [stood]).entries == ()
    assert not memory.exists()
    moved = GroupingDecision("Jumlah", "pendidikan", table="Sekolah")
    signed = GroupingDecision("Jumlah Bidan", "kesehatan", by="Siti", edited=False)
    nowhere = GroupingDecision("Jumlah Sumur", "", by="Siti", edited=False)
    known = remember(memory, [stood, moved, signed, nowhere])
    # The table of what was moved is remembered with it: elsewhere the same name stands for something else.
    assert known.entries == (moved, signed)
    assert load_memory(memory) == known
    save_memory(memory, GroupingDecisions((stood, moved)))
    assert load_memory(memory).entries == (moved,)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (GroupingDecision("A", "kesehatan"), "ditetapkan oleh kantor"),
        (GroupingDecision("A", "kesehatan", by="Siti"), "ditetapkan oleh Siti"),
        (GroupingDecision("A", "kesehatan", by="Siti", edited=False), "usulan disetujui Siti"),
        (GroupingDecision("A", "kesehatan", edited=False), "usulan yang dibiarkan dalam catatan"),
    ],
)
def test_a_reason_claims_no_more_than_somebody_did(decision: GroupingDecision, words: str) -> None:
    assert decision.reason() == words


def test_an_answer_known_already_leaves_the_store_alone(tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    remember(memory, [GroupingDecision("Posyandu", "kesehatan")])
    memory.chmod(0o400)
    before = memory.stat().st_mtime_ns, memory.stat().st_ino
    remember(memory, [GroupingDecision("Posyandu", "kesehatan")])
    assert (memory.stat().st_mtime_ns, memory.stat().st_ino) == before


def test_a_newer_answer_replaces_the_older(tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    remember(memory, [GroupingDecision("Posyandu", "kesehatan")])
    remember(memory, [GroupingDecision("Posyandu", "pemerintahan")])
    known = load_memory(memory)
    assert [entry.subject for entry in known.entries] == ["pemerintahan"]


def test_a_damaged_memory_is_refused_in_words(tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"
    memory.write_text("{", encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"memory\.json"):
        load_memory(memory)


def test_decisions_of_one_taxonomy_do_not_answer_in_another() -> None:
    decisions = GroupingDecisions((GroupingDecision("Jumlah Penduduk", "kesehatan"),))
    grouping = group(observations({}), taxonomy="urusan", decisions=decisions)
    assert grouping.assignments[0].decided_by == "matcher"
