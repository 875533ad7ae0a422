"""What lists show is what the histories say, made in the same transaction and made again from them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import web_home

KEY = "007-2026"
ITEMS = ("penduduk", "miskin")


@pytest.fixture
def walk(workplace: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    pages = {name: web_home.fake_page(name, words=name) for name in ITEMS}
    web_home.begin_case(KEY)
    return [
        ("schedule", "kasie", {"pages": tuple(pages.values())}),
        ("group", "analis", {"pages": tuple(pages.values())}),
        ("start", "perancang", {"step": "design", "item": "miskin"}),
        ("design", "perancang", {"item": "penduduk", "pages": (pages["penduduk"],)}),
        ("submit", "perancang", {"item": "penduduk"}),
        ("return", "kasie", {"item": "penduduk", "note": "Judul."}),
        ("withdraw", "kabid", {"item": "miskin", "note": "Tidak jadi."}),
    ]


def kept() -> list[Any]:
    from rupadata.web.cases.inbox import step_facts
    from rupadata.web.cases.models import Waiting

    return [step_facts(one) for one in Waiting.objects.select_related("case").order_by("id")]


def test_open_steps_are_those_of_the_history_after_every_decision(walk: Any) -> None:
    from django.utils import timezone

    from rupadata.procedure.tasks import open_tasks
    from rupadata.web.accounts.models import Person
    from rupadata.web.cases.acts import facts_of
    from rupadata.web.cases.service import case_service
    from rupadata.web.cases.standing import count_tasks

    now = timezone.now()
    for step in walk:
        web_home.carry(KEY, step)
        case = case_service().load(KEY)
        tasks = open_tasks(case, now, key=KEY)
        assert kept() == [facts_of(case, task) for task in tasks]
        for person in Person.objects.exclude(official=""):
            assert count_tasks(person) == sum(person.official in task.people for task in tasks)


def test_what_lists_show_is_made_again_from_the_histories(walk: Any) -> None:
    from rupadata.web.cases.glance import glance_of, renew_glances
    from rupadata.web.cases.models import CaseRow, Waiting

    web_home.carry(KEY, *walk)
    before, steps = glance_of(CaseRow.objects.get(key=KEY)), kept()
    assert (before.items, before.deadline, len(before.segments)) == (1, None, 10)
    assert renew_glances() == 0
    Waiting.objects.all().delete()
    CaseRow.objects.update(glance=b"", glance_version=0)
    assert renew_glances() == 1
    assert (glance_of(CaseRow.objects.get(key=KEY)), kept()) == (before, steps)


def test_a_decision_that_fails_leaves_lists_as_they_were(walk: Any) -> None:
    from rupadata.errors import RupadataError

    web_home.carry(KEY, *walk[:2])
    before = kept()
    with pytest.raises(RupadataError):
        web_home.carry(KEY, ("approve", "kasie", {"item": "penduduk"}))
    assert kept() == before


def test_a_deputy_has_the_tasks_of_the_days_on_which_he_stands_in(workplace: dict[str, Any]) -> None:
    from datetime import datetime

    from rupadata.web.cases.models import Waiting
    from rupadata.web.cases.standing import own_steps

    def steps(name: str, now: datetime) -> list[str]:
        return [Waiting.objects.get(pk=one).step for one in own_steps(workplace[name], now).steps]

    web_home.begin_case(KEY)
    zone = timedelta(hours=7)
    from datetime import timezone as zones

    inside = datetime(2025, 12, 2, 9, tzinfo=zones(zone))
    after = datetime(2025, 12, 8, 9, tzinfo=zones(zone))
    assert steps("analis", inside) == ["schedule"]
    assert list(own_steps(workplace["analis"], inside).held.values()) == ["Plh"]
    assert not steps("kasie", inside)
    assert not steps("analis", after)
    assert steps("kasie", after) == ["schedule"]


def test_the_overview_goes_out_as_a_workbook_whose_texts_are_no_formulas(
    walk: Any, browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.models import CaseRow

    CaseRow.objects.filter(key=KEY).update(title="=1+1")
    answer = browser("kabid").get("/ikhtisar/unduh/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == [KEY, "=1+1", "langkah 2", "Kasie Statistik PDLP"]
    assert sheet["B2"].data_type == "s"


def test_the_heads_see_counts_and_load_of_all_work_orders_together(workplace: dict[str, Any]) -> None:
    from datetime import UTC, date, datetime

    import msgspec

    from rupadata.web.blobs import keep_blob
    from rupadata.web.cases.glance import Glance
    from rupadata.web.cases.models import CaseRow
    from rupadata.web.cases.office_figures import UsedTime, figures_of

    office = keep_blob(web_home.OFFICE.read_bytes())
    now = datetime(2026, 12, 1, 3, tzinfo=UTC)
    monday = date(2026, 11, 30)
    end = datetime(2026, 12, 10, 3, tzinfo=UTC)

    def add(key: str, status: str, people: str = " kabid ", **facts: Any) -> int:
        glance = msgspec.msgpack.encode(Glance(office=office, **facts))
        row = CaseRow.objects.create(
            key=key, title=key, header=b"", status=status, created_at=now, changed_at=now, glance=glance,
            people=people,
        )  # fmt: skip
        return int(row.pk)

    early = add(
        "1", "open", waits_for=("Kasie",), plan_end=end, deadline=date(2026, 12, 9),
        busy=(("analis", date(2026, 11, 24), 60), ("analis", date(2026, 12, 2), 30)),
        used=(("order", 10, 30),),
    )  # fmt: skip
    fine = add(
        "2", "open", waits_for=("Analis",), plan_end=end, deadline=date(2026, 12, 10),
        busy=(("analis", date(2026, 12, 8), 5), ("kasie", date(2026, 12, 4), 7)), used=(("order", 20, 30),),
    )  # fmt: skip
    add("3", "closed", busy=(("analis", date(2026, 12, 2), 900),), used=(("order", 90, 30), ("close", 4, 15)))
    add("4", "open", people=" kasie ", busy=(("analis", date(2026, 12, 2), 900),), used=(("order", 900, 30),))

    found = figures_of(workplace["kabid"], monday, now)
    assert (found.running, found.closed, found.past) == (2, 1, 1)
    assert found.waits_for == {early: ("Kasie",), fine: ("Analis",)}
    assert found.planned == {
        ("analis", monday): 90,
        ("analis", date(2026, 12, 7)): 5,
        ("kasie", monday): 7,
    }
    assert found.used == (UsedTime("order", 20, 30, 3), UsedTime("close", 4, 15, 1))
