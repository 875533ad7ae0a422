"""The SOP as data: what the product's own says, and how faulty ones are refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from carrying import OFFICE, PROCEDURE, START, do

from rupadata.errors import InputRefusedError, StepNotOpenError, UsageError
from rupadata.language import messages_in
from rupadata.procedure import Item, load_procedure, new_case, parse_procedure, parse_settings
from rupadata.procedure.definition import Words

OTHER = Path(__file__).with_name("other-office.toml")


def test_steps_follow_the_rows_of_the_sop() -> None:
    assert [step.row for step in PROCEDURE.steps] == list(range(1, 11))


def test_standard_times_add_up_to_fifteen_hours() -> None:
    assert sum(step.minutes for step in PROCEDURE.steps) == PROCEDURE.total_minutes == 15 * 60


def test_steps_four_to_six_run_per_item_and_the_others_per_case() -> None:
    assert [step.row for step in PROCEDURE.steps if step.scope == "item"] == [4, 5, 6]


def test_the_wording_of_the_law_is_kept_and_annotated() -> None:
    basis = next(basis for basis in PROCEDURE.legal_basis if "Keterbukaan" in basis.text)
    assert "Nomor 14 Tahun 2004" in basis.text
    assert "14 Tahun 2008" in basis.annotation


def test_actors_that_the_scan_lost_are_marked_as_inferred() -> None:
    assert [step.row for step in PROCEDURE.steps if step.inferred] == [5, 7, 8, 9]


def test_the_office_can_set_actors_and_titles() -> None:
    changed = PROCEDURE.with_actors({"report": ("infographic_designer",)}, {"section_head": "Ketua Tim"})
    assert changed.step("report").actors == ("infographic_designer",)
    assert not changed.step("report").inferred
    assert changed.title_of("section_head") == "Ketua Tim"


def test_an_unknown_step_in_the_office_settings_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="reprot"):
        PROCEDURE.with_actors({"reprot": ("section_head",)}, {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            (
                'actors = ["chief"]\nactivity = { id = "Menyetujui',
                'actors = ["chef"]\nactivity = { id = "Menyetujui',
            ),
            "chief",
        ),
        (("total_minutes = 240", "total_minutes = 241"), "241"),
        (('to = "list"', 'to = "publish"'), "publish"),
        (('gates = ["says-why"]', 'gates = ["say-why"]'), "says-why"),
        (('name = "finish"', 'name = "agree"'), "agree"),
        (('key = "end"', 'key = "list"'), "list"),
        (('name = "finish"', 'name = "withdraw"'), "withdraw"),
        (('version = "3"', "version = 3"), "version"),
        (("[[actors]]", "[[actors"), "TOML|line"),
        (("shows_total = true", 'papers = [{ kind = "approval-sheet", file = "x" }]'), "lembar persetujuan"),
        # The papers need a step per infographic that approves; one of the whole work order is none.
        (
            (
                'minutes = 30\nactions = [\n  { name = "agree", label = { id = "menyetujui" } },',
                'minutes = 30\npapers = [{ kind = "approval-sheet", file = "x" }]\nactions = [\n'
                '  { name = "agree", label = { id = "menyetujui" }, approves = true },',
            ),
            "lembar persetujuan",
        ),
        # A step goes back to one of its own scope.
        (('to = "list"', 'to = "write"'), "lingkup yang sama"),
        (
            (
                "shows_total = true",
                'papers = [{ kind = "report", file = "x" }, { kind = "receipt", file = "x" }]',
            ),
            "'x'",
        ),
        (("shows_total = true", 'papers = [{ kind = "report", file = "SIGNED" }]'), "SIGNED"),
        (("minutes = 60", "minutes = -60"), "negatif"),
        (
            ('actors = ["editor"]\nactivity = { id = "Menulis', 'actors = []\nactivity = { id = "Menulis'),
            "pelaksana",
        ),
        (("shows_total = true", 'shares_time_of = "raport"'), "shares_time_of"),
        (("shows_total = true", 'papers = [{ kind = "raport", file = "x" }]'), "report"),
    ],
)
def test_a_faulty_definition_is_refused_naming_the_fault(change: tuple[str, str], message: str) -> None:
    text = OTHER.read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(InputRefusedError, match=message) as refused:
        parse_procedure(text.replace(*change, 1))
    assert refused.value.code == "procedure-faulty"


def test_an_unknown_procedure_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="infografis-layanan-publik"):
        load_procedure("infografis-layanan")


def test_another_offices_procedure_runs_by_its_own_rules() -> None:
    office = parse_settings(
        """
        [letterhead]
        government = "X"
        office = "Y"
        [[officials]]
        id = "a"
        name = "Contoh A"
        roles = ["chief"]
        [[officials]]
        id = "b"
        name = "Contoh B"
        roles = ["editor"]
        """
    )
    items = (Item("satu", "Satu"), Item("dua", "Dua"))
    case = new_case("rilis", "Rilis", load_procedure(str(OTHER)), office, "b", START)
    case = do(case, "enlist", "b", items=items)
    case = do(do(case, "write", "b", item="satu"), "write", "b", item="dua")
    case = do(case, "relist", "a", note="kurang satu bahan")
    case = do(case, "enlist", "b", items=items)
    with pytest.raises(StepNotOpenError):
        do(case, "agree", "a")
    case = do(do(case, "write", "b", item="satu"), "write", "b", item="dua")
    case = do(case, "agree", "a")
    case = do(do(case, "publish", "b", item="dua"), "publish", "b", item="satu")
    case = do(case, "finish", "a")
    assert case.status == "closed"
    with pytest.raises(UsageError, match="design"):
        do(case, "design", "b")


def test_a_case_keeps_the_procedure_it_began_with() -> None:
    case = new_case("k", "K", PROCEDURE, OFFICE, "kabid", START + timedelta(minutes=1))
    assert case.header.procedure.version == PROCEDURE.version
    assert b'"version": "2"' in case.header.encode()


def test_one_kind_of_paper_may_be_made_by_two_steps() -> None:
    text = OTHER.read_text(encoding="utf-8").replace(
        "shows_total = true", 'papers = [{ kind = "report", file = "x" }, { kind = "report", file = "x" }]'
    )
    assert [paper.file for paper in parse_procedure(text).step("end").papers] == ["x", "x"]


def test_what_has_no_english_words_is_said_in_indonesian() -> None:
    with messages_in("en"):
        assert (str(Words("Menulis", "Writing")), str(Words("Menulis"))) == ("Writing", "Menulis")
    with messages_in("id"):
        assert str(Words("Menulis", "Writing")) == "Menulis"


def test_three_faults_of_a_definition_are_named_and_the_rest_counted() -> None:
    text = OTHER.read_text(encoding="utf-8")
    for count, more in ((3, ""), (5, " (dan 2 lagi)")):
        kinds = ("raport", "resit", "lapor", "tanda", "nota")[:count]
        papers = ", ".join(f'{{ kind = "{kind}", file = "{kind}" }}' for kind in kinds)
        changed = text.replace("shows_total = true", f"papers = [{papers}]")
        with pytest.raises(InputRefusedError) as refused:
            parse_procedure(changed)
        assert refused.value.message.count("tidak dikenal") == 3
        assert refused.value.message.partition(" (dan")[2] == more.removeprefix(" (dan") + "." * bool(more)


@pytest.mark.parametrize(("step", "papers"), [("close", ["close"]), ("receive", ["receive"]), ("none", [])])
def test_the_note_is_made_where_the_office_works_so(step: str, papers: list[str]) -> None:
    moved = PROCEDURE.with_actors({}, {}, step)
    assert [
        one.key for one in moved.steps for paper in one.papers if paper.kind == "forwarding-note"
    ] == papers


@pytest.mark.parametrize("step", ["report", "order", "tutup"])
def test_no_note_forwards_a_report_before_it_was_made(step: str) -> None:
    with pytest.raises(InputRefusedError, match="none, receive, close"):
        PROCEDURE.with_actors({}, {}, step)
