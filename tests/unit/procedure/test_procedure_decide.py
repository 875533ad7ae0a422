"""What the procedure allows, to whom and when, and what it refuses with one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from carrying import (
    ITEMS,
    OFFICE,
    OFFICE_TEXT,
    PROCEDURE,
    START,
    approve,
    approved,
    begin,
    closed,
    do,
    edition,
    with_items,
)
from msgspec.structs import replace

from rupadata.errors import (
    EditionChangedError,
    InputRefusedError,
    NotTheirStepError,
    StepNotOpenError,
    UsageError,
)
from rupadata.language import messages_in
from rupadata.procedure import Decision, decide, new_case, parse_settings, replay
from rupadata.procedure.decision import Handover

FIRST = ITEMS[0].id


def test_a_case_can_be_carried_to_its_end() -> None:
    case = closed()
    assert case.status == "closed"
    assert not case.progress.open


def test_another_persons_step_is_refused_naming_whose_it_is() -> None:
    with pytest.raises(NotTheirStepError, match="Kabid PALP") as refused:
        do(begin(), "order", "kasie")
    assert refused.value.exit_code == 3


def test_a_step_before_its_time_is_refused_naming_what_is_open() -> None:
    with pytest.raises(StepNotOpenError, match="1 order") as refused:
        do(begin(), "schedule", "kasie")
    assert refused.value.exit_code == 4


def test_a_step_is_not_done_twice() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(StepNotOpenError):
        do(case, "order", "kabid")


def test_there_is_no_design_without_grouped_data() -> None:
    case = do(do(begin(), "order", "kabid"), "schedule", "kasie", items=ITEMS)
    with pytest.raises(StepNotOpenError):
        do(case, "design", "perancang", item="item-0", edition=edition())


@pytest.mark.parametrize("person", ["kasie", "analis", "wakil"])
def test_a_case_is_begun_by_whoever_gives_the_order(person: str) -> None:
    with pytest.raises(NotTheirStepError):
        new_case("kasus", "Infografis", PROCEDURE, OFFICE, person, START)


def test_there_is_no_schedule_without_anything_to_schedule() -> None:
    with pytest.raises(UsageError, match="--from") as refused:
        do(do(begin(), "order", "kabid"), "schedule", "kasie")
    assert refused.value.code == "items-missing"


def test_a_design_brings_its_files() -> None:
    with pytest.raises(UsageError, match="tanpa berkas"):
        do(with_items(), "design", "perancang", item=FIRST)


def test_no_submission_while_the_check_has_errors() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition(errors=("text-overlaps",)))
    with pytest.raises(StepNotOpenError, match="text-overlaps"):
        do(case, "submit", "perancang", item=FIRST)


def test_a_missing_element_needs_a_reason_and_a_consent() -> None:
    lacking = edition(missing_elements=("Data tidak memuat wilayah.",))
    case = do(with_items(), "design", "perancang", item=FIRST, edition=lacking)
    with pytest.raises(StepNotOpenError, match="alasan"):
        do(case, "submit", "perancang", item=FIRST)
    case = do(case, "submit", "perancang", item=FIRST, note="Sumber hanya memuat kota.")
    with pytest.raises(StepNotOpenError, match="Persetujuan harus dicatat"):
        do(case, "approve", "kasie", item=FIRST)
    case = do(case, "approve", "kasie", item=FIRST, note="Disetujui tanpa wilayah.")
    item = case.progress.items[FIRST]
    assert (item.reason, item.consent) == ("Sumber hanya memuat kota.", "Disetujui tanpa wilayah.")


def test_a_reason_does_not_outlive_the_edition_that_it_explains() -> None:
    lacking = edition(missing_elements=("Data tidak memuat wilayah.",))
    case = do(with_items(), "design", "perancang", item=FIRST, edition=lacking, note="Sumber hanya kota.")
    other = edition("dua", missing_elements=("Data tidak memuat tahun.",))
    case = do(case, "design", "perancang", item=FIRST, edition=other)
    with pytest.raises(StepNotOpenError, match="alasan"):
        do(case, "submit", "perancang", item=FIRST)


def test_a_return_leads_to_the_design_and_counts_a_round() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "submit", "perancang", item=FIRST)
    with pytest.raises(UsageError, match="catatan"):
        do(case, "return", "kasie", item=FIRST)
    case = do(case, "return", "kasie", item=FIRST, note="Perbaiki judul.")
    assert case.progress.items[FIRST].round == 1
    assert ("design", FIRST) in case.progress.open


def test_a_consultation_is_recorded_and_decides_nothing() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "submit", "perancang", item=FIRST)
    case = do(case, "consult", "kabid", item=FIRST, note="Setuju dengan judulnya.")
    assert ("review", FIRST) in case.progress.open
    assert case.decisions[-1].role == "division_head"


def test_approval_points_at_the_digest_that_was_submitted() -> None:
    case = approve(with_items(), FIRST)
    assert case.progress.items[FIRST].approved == edition().digest == case.decisions[-1].digest


def test_a_decision_on_an_older_version_is_refused() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "submit", "perancang", item=FIRST)
    with pytest.raises(EditionChangedError) as refused:
        do(case, "approve", "kasie", item=FIRST, digest="dua0")
    assert refused.value.exit_code == 5
    assert do(case, "approve", "kasie", item=FIRST, digest="satu0").progress.items[FIRST].approved


def test_a_changed_edition_voids_this_items_approval_only() -> None:
    case = do(approved(), "design", "perancang", item=FIRST, edition=edition("dua"))
    assert [bool(item.approved) for item in case.progress.items.values()] == [False, True, True]
    with pytest.raises(StepNotOpenError):
        do(case, "document", "perancang")
    case = do(do(case, "submit", "perancang", item=FIRST), "approve", "kasie", item=FIRST)
    assert do(case, "document", "perancang").progress.standing().steps == ("report",)


def test_the_same_edition_again_voids_nothing() -> None:
    with pytest.raises(StepNotOpenError, match="sudah disetujui"):
        do(approved(), "design", "perancang", item=FIRST, edition=edition())


def test_an_edition_that_waits_already_is_not_designed_twice() -> None:
    case = do(with_items(), "design", "perancang", item="item-0", edition=edition(errors=("figure-untrue",)))
    with pytest.raises(StepNotOpenError):
        do(case, "design", "perancang", item="item-0", edition=edition(errors=("figure-untrue",)))
    case = do(case, "design", "perancang", item="item-0", edition=edition())
    case = do(case, "submit", "perancang", item="item-0")
    with pytest.raises(StepNotOpenError):
        do(case, "design", "perancang", item="item-0", edition=edition())
    case = do(case, "return", "kasie", item="item-0", note="Lihat lagi.")
    assert (
        do(case, "design", "perancang", item="item-0", edition=edition()).progress.items["item-0"].round == 1
    )


def test_an_engine_upgrade_keeps_the_files_of_the_digest() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition(engine="rupadata 1"))
    case = do(case, "design", "perancang", item=FIRST, edition=edition(engine="rupadata 2"))
    kept = case.progress.items[FIRST].edition
    assert kept is not None
    assert kept.engine == "rupadata 1"


def test_documentation_waits_for_every_item() -> None:
    case = approve(with_items(), FIRST)
    with pytest.raises(StepNotOpenError):
        do(case, "document", "perancang")


def test_a_withdrawn_item_holds_nobody_up_and_can_come_back() -> None:
    case = approve(approve(with_items(), "item-0"), "item-1")
    with pytest.raises(NotTheirStepError):
        do(case, "withdraw", "perancang", item="item-2", note="x")
    case = do(case, "withdraw", "kabid", item="item-2", note="Data ditunda.")
    assert case.progress.standing().steps == ("document",)
    with pytest.raises(StepNotOpenError, match="ditarik"):
        do(case, "design", "perancang", item="item-2", edition=edition())
    case = do(case, "reopen", "kabid", item="item-2", note="Data sudah ada.")
    assert case.progress.standing().steps == ("design",)


def test_a_closed_case_is_reopened_by_order_for_one_item() -> None:
    case = closed()
    with pytest.raises(StepNotOpenError, match="reopen"):
        do(case, "design", "perancang", item=FIRST, edition=edition("dua"))
    with pytest.raises(UsageError, match="alasan"):
        do(case, "reopen", "kabid", item=FIRST)
    case = do(case, "reopen", "kabid", item=FIRST, note="Angka direvisi BPS.")
    assert case.status == "open"
    case = approve(case, FIRST, "dua")
    assert case.progress.standing().steps == ("document",)


def test_a_withdrawn_case_goes_on_where_it_stopped() -> None:
    case = do(with_items(), "withdraw", "kabid", note="Dibatalkan.")
    with pytest.raises(StepNotOpenError, match="ditarik"):
        do(case, "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "reopen", "kabid", note="Dilanjutkan.")
    assert do(case, "design", "perancang", item=FIRST, edition=edition()).status == "open"


def test_a_deputy_of_the_office_file_acts_on_those_days_only() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(NotTheirStepError):
        do(case, "schedule", "wakil", at=datetime(2026, 9, 11, 9, tzinfo=OFFICE.zone), items=ITEMS)
    case = do(case, "schedule", "wakil", at=datetime(2026, 9, 14, 9, tzinfo=OFFICE.zone), items=ITEMS)
    assert case.decisions[-1].acting == "Plh"
    assert "Plh. Kasie" in case.person_label(case.decisions[-1])


def test_the_holder_does_not_decide_while_a_deputy_stands_in() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(NotTheirStepError, match="Contoh Wakil, Plh"):
        do(case, "schedule", "kasie", at=datetime(2026, 9, 14, 9, tzinfo=OFFICE.zone), items=ITEMS)


def test_nobody_decides_while_on_leave() -> None:
    leave = 'leave = [{ since = 2026-09-07, until = 2026-09-09, reason = "Cuti tahunan" }]'
    office = parse_settings(OFFICE_TEXT.replace('id = "kabid"', f'id = "kabid"\n{leave}'))
    case = replace(begin(), office=office)
    with pytest.raises(NotTheirStepError, match="tidak di tempat sampai 09-09-2026"):
        do(case, "order", "kabid")
    assert do(case, "order", "kabid", at=datetime(2026, 9, 10, 9, tzinfo=OFFICE.zone)).decisions


def test_plh_and_plt_are_for_posts() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(UsageError, match="bukan jabatan") as refused:
        do(case, "handover", "kabid", handover=Handover("statistics_analyst", "wakil", "Plh"))
    assert refused.value.code == "deputy-of-staff"
    after = do(case, "handover", "kabid", handover=Handover("statistics_analyst", "wakil"))
    assert after.progress.handovers[-1].to == "wakil"
    deputy = '\n[[officials.deputies]]\nperson = "wakil"\n'
    text = OFFICE_TEXT.replace('roles = ["statistics_analyst"]', f'roles = ["statistics_analyst"]{deputy}')
    with pytest.raises(InputRefusedError, match="hanya untuk jabatan"):
        new_case("kasus", "Infografis", PROCEDURE, parse_settings(text), "kabid", START)
    taken_over = parse_settings(text.replace('person = "wakil"\n\n', 'person = "wakil"\nkind = ""\n\n'))
    assert new_case("kasus", "Infografis", PROCEDURE, taken_over, "kabid", START).status == "open"


NEWCOMER = '[[officials]]\nid = "baru"\nname = "Contoh Perancang Baru"\nroles = ["infographic_designer"]\n'


def test_a_new_official_joins_a_running_case_by_new_settings() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    moved = OFFICE_TEXT.replace('id = "perancang"', 'id = "perancang"\nuntil = 2026-09-08') + NEWCOMER
    with pytest.raises(UsageError, match="baru"):
        do(case, "submit", "baru", item=FIRST)
    after = do(case, "settings", "kabid", office=moved, note="Mutasi.")
    assert do(after, "submit", "baru", item=FIRST).decisions[-1].person == "baru"
    later = datetime(2026, 9, 9, 9, tzinfo=OFFICE.zone)
    with pytest.raises(NotTheirStepError):
        do(after, "submit", "perancang", item=FIRST, at=later)
    again = replay(after.header, after.first, after.began_with, after.decisions)
    assert (again.office, again.began_with, again.head) == (after.office, OFFICE, after.head)


def test_a_new_head_takes_over_the_settings_that_name_the_new_head() -> None:
    text = OFFICE_TEXT.replace('id = "kabid"', 'id = "kabid"\nuntil = 2026-09-07')
    text += '[[officials]]\nid = "kabid-baru"\nname = "Contoh Kabid Baru"\nroles = ["division_head"]\n'
    case = do(begin(), "order", "kabid")
    at = datetime(2026, 9, 8, 9, tzinfo=OFFICE.zone)
    after = do(case, "settings", "kabid-baru", office=text, at=at)
    assert after.decisions[-1].role == "division_head"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: "", "settings-missing"),
        (lambda text: text.replace('id = "perancang"', 'id = "lain"'), "official-gone"),
        (lambda text: text.replace('roles = ["infographic_designer"]', "roles = []"), "official-missing"),
        (lambda text: 'time_zone = "WIT"\n' + text, "settings-fixed"),
        (lambda text: text + "[", "office-faulty"),
    ],
)
def test_settings_that_would_break_the_case_are_refused(change: Callable[[str], str], code: str) -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    with pytest.raises(InputRefusedError) as refused:
        do(case, "settings", "kabid", office=change(OFFICE_TEXT))
    assert refused.value.code == code


def test_new_settings_are_for_those_who_give_orders() -> None:
    with pytest.raises(NotTheirStepError):
        do(with_items(), "settings", "analis", office=OFFICE_TEXT)


def test_coordination_is_recorded_and_ends_with_another_edition() -> None:
    case = do(with_items(), "design", "perancang", item=FIRST, edition=edition())
    case = do(case, "submit", "perancang", item=FIRST)
    case = do(case, "consult", "kasie", item=FIRST, note="Mohon arahan.")
    case = do(case, "agree", "kabid", item=FIRST)
    made = case.progress.items[FIRST].coordination
    assert [one.action for one in made] == ["consult", "agree"]
    with pytest.raises(UsageError, match="catatan"):
        do(case, "waive", "kasie", item=FIRST)
    case = do(case, "return", "kasie", item=FIRST, note="Judul.")
    case = do(case, "design", "perancang", item=FIRST, edition=edition("dua"))
    assert case.progress.items[FIRST].coordination == ()


def test_after_the_close_the_hint_says_how_an_infographic_is_reopened() -> None:
    with pytest.raises(StepNotOpenError, match="reopen --item"):
        do(closed(), "document", "perancang")


def test_a_role_handed_over_moves_to_the_deputy() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(NotTheirStepError):
        do(case, "handover", "analis", handover=Handover("section_head", "wakil", "Plt"))
    case = do(case, "handover", "kasie", handover=Handover("section_head", "wakil", "Plt"))
    with pytest.raises(NotTheirStepError) as refused:
        do(case, "schedule", "kasie", items=ITEMS)
    assert f"{OFFICE.official('wakil').name}, Plt." in str(refused.value)
    assert do(case, "schedule", "wakil", items=ITEMS).decisions[-1].acting == "Plt"


def test_time_is_measured_from_the_recorded_start() -> None:
    case = do(begin(), "order", "kabid")
    case = do(case, "start", "kasie", minutes=45)
    case = do(case, "schedule", "kasie", minutes=60, items=ITEMS)
    run = case.progress.runs[-1]
    assert run.started_at is not None
    assert run.started_at - run.opened_at == timedelta(minutes=45)


def test_a_start_names_the_item_when_several_wait() -> None:
    with pytest.raises(UsageError, match="--item"):
        do(with_items(), "start", "perancang")
    case = do(with_items(), "start", "perancang", item=FIRST)
    with pytest.raises(StepNotOpenError, match="sudah dimulai"):
        do(case, "start", "perancang", item=FIRST)


def test_the_clock_cannot_go_backwards() -> None:
    case = do(begin(), "order", "kabid")
    with pytest.raises(InputRefusedError, match="mundur") as refused:
        do(case, "schedule", "kasie", minutes=-1, items=ITEMS)
    assert refused.value.code == "clock-backwards"


def test_a_year_that_no_calendar_reaches_is_refused() -> None:
    with pytest.raises(UsageError, match="9999"):
        decide(begin(), Decision("order", "kabid", datetime(9999, 12, 30, 8, tzinfo=OFFICE.zone)))


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="zona"):
        decide(begin(), Decision("order", "kabid", datetime(2026, 9, 8, 8)))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"action": "aprove", "person": "kasie"}, "approve"),
        ({"action": "order", "person": "kabit"}, "kabid"),
        ({"action": "design", "person": "perancang", "item": "item-9"}, "item-"),
        ({"action": "design", "person": "perancang"}, "--item"),
        ({"action": "document", "person": "perancang", "item": FIRST}, "--item"),
    ],
)
def test_a_mistyped_word_is_refused_with_the_nearest(facts: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        do(with_items(), **facts)


def test_nothing_changes_when_a_decision_is_refused() -> None:
    case = with_items()
    before = (case.head, dict(case.progress.open), case.progress.at)
    with pytest.raises(NotTheirStepError):
        do(case, "design", "kasie", item=FIRST, edition=edition())
    assert (case.head, dict(case.progress.open), case.progress.at) == before


def test_messages_follow_the_language() -> None:
    with messages_in("en"), pytest.raises(StepNotOpenError, match="Not now"):
        do(begin(), "schedule", "kasie")
