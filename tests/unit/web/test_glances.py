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

    inside = datetime(2026, 12, 2, 9, tzinfo=zones(zone))
    after = datetime(2026, 12, 7, 9, tzinfo=zones(zone))
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
