"""The schedule page: blocks moved by hand, too full days told, the schedule made anew, work put aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import web_home

SECOND = """
[[officials]]
id = "kedua"
name = "Contoh Perancang Kedua"
roles = ["infographic_designer"]
"""


@pytest.fixture(autouse=True)
def with_contexts() -> Iterator[None]:
    """Have answers tell with what their pages were made."""
    web_home.set_django_up()
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    yield
    teardown_test_environment()


@pytest.fixture
def key(workplace: dict[str, Any]) -> str:
    return web_home.begin_case()


def words_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def plan_shown(answer: Any) -> Any:
    return answer.context["plan"]


def design_of(answer: Any, item: str = "kesehatan") -> Any:
    return next(one for one in plan_shown(answer).steps if (one.step, one.item) == ("design", item))


def ask(client: Any, key: str, **query: Any) -> Any:
    return client.get(f"/perintah/{key}/jadwal/", {"substansi": ["kesehatan", "kependudukan"], **query})


def later_day(client: Any, key: str, number: int = 8) -> str:
    """Return a working day some days after the plan begins, as addresses carry it."""
    answer = ask(client, key)
    days = answer.context["board"].all_days
    return days[min(number, len(days) - 1)].isoformat()


def test_a_block_is_moved_to_a_day(browser: Callable[[str], Any], key: str) -> None:
    client = browser("kasie")
    day = later_day(client, key)
    answer = ask(client, key, pindah=f"design:kesehatan:perancang:{day}:0")
    assert design_of(answer).start.date().isoformat() == day
    assert "dipindah" in words_of(answer)
    assert answer.context["undo"] == "Urungkan: Kesehatan dipindah"
    assert answer.context["moves_before"] == []


def test_of_two_moves_of_a_block_the_last_holds_and_the_first_can_be_gone_back_to(
    browser: Callable[[str], Any], key: str
) -> None:
    client = browser("kasie")
    first, second = (f"design:kesehatan:perancang:{later_day(client, key, at)}:0" for at in (5, 8))
    answer = ask(client, key, pindah=[first, second])
    assert design_of(answer).start.date().isoformat() == second.split(":")[3]
    assert answer.context["moves_before"] == [first]


def test_a_day_typed_as_people_write_it_moves_the_chosen_block(
    browser: Callable[[str], Any], key: str
) -> None:
    client = browser("kasie")
    day = later_day(client, key)
    year, month, number = day.split("-")
    typed = {
        "blok": "design:kesehatan",
        "orang": "perancang",
        "hari": f"{number}/{month}/{year}",
        "jam": "1,5",
    }
    design = design_of(ask(client, key, **typed))
    assert (design.start.date().isoformat(), design.minutes) == (day, 90)


@pytest.mark.parametrize("wrong", [{"hari": "31 Februari 2027"}, {"jam": "banyak"}, {"orang": "kasie"}])
def test_a_move_that_cannot_be_is_told_and_left_out(
    browser: Callable[[str], Any], key: str, wrong: dict[str, str]
) -> None:
    client = browser("kasie")
    typed = {"blok": "design:kesehatan", "orang": "perancang", "hari": later_day(client, key), "jam": ""}
    answer = ask(client, key, **{**typed, **wrong})
    assert answer.context["fault"]
    assert answer.context["fault"] in words_of(answer)
    assert answer.context["moves"] == []


def test_a_move_that_the_page_never_writes_is_refused(browser: Callable[[str], Any], key: str) -> None:
    assert ask(browser("kasie"), key, pindah="design:kesehatan").status_code == 422


def test_too_many_hours_are_told_with_ways_out_and_do_not_stop(
    browser: Callable[[str], Any], key: str
) -> None:
    client = browser("kasie")
    day = later_day(client, key)
    moves = [f"design:{item}:perancang:{day}:600" for item in ("kesehatan", "kependudukan")]
    answer = ask(client, key, pindah=moves)
    assert "kelebihan jam pada 1 hari" in words_of(answer)
    assert [one.over for one in answer.context["board"].people if one.over] == [1]
    ways = answer.context["ways"]
    assert [one["moves"] for one in ways] == [[]]
    assert ways[0]["best"]
    set_ = client.post(
        f"/perintah/{key}/jadwal/", {"substansi": ["kesehatan", "kependudukan"], "pindah": moves}
    )
    assert set_.status_code == 302
    from rupadata.web.cases.service import case_service

    decided = case_service().load(key).decisions[-1]
    assert {(one.item, one.minutes) for one in decided.moved} == {("kesehatan", 600), ("kependudukan", 600)}


def test_another_who_serves_is_offered_for_what_is_too_much(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.procedure.service import OfficeFiles, Request
    from rupadata.web.cases.service import case_service

    text = web_home.OFFICE.read_text(encoding="utf-8") + SECOND
    service = case_service()
    service.create("008-2026", OfficeFiles(text), person="kabid", title="Uji", with_papers=False)
    service.decide("008-2026", Request("order", "kabid"), with_papers=False)
    client = browser("kasie")
    day = later_day(client, "008-2026")
    moves = [
        f"design:kesehatan:perancang:{day}:600",
        f"design:kependudukan:perancang:{day}:60",
    ]
    answer = ask(client, "008-2026", pindah=moves)
    assert "kedua" in [one.id for one in answer.context["board"].people]
    full = [one.over for one in answer.context["board"].people if one.over]
    assert full == [1]
    titles = [one["title"] for one in answer.context["ways"]]
    assert titles[-1].startswith("Kembalikan")
    assert answer.context["selected"] is None
    chosen = ask(client, "008-2026", pindah=moves[:1], pilih="design:kesehatan")
    assert [one.id for one in chosen.context["people_for"]] == ["perancang", "kedua"]


def test_whoever_may_not_schedule_only_looks(browser: Callable[[str], Any], key: str) -> None:
    answer = browser("analis").get(f"/perintah/{key}/jadwal/")
    assert answer.status_code == 200
    assert "data-block" not in answer.content.decode()
    assert "Tetapkan jadwal" not in words_of(answer)
    assert browser("analis").post(f"/perintah/{key}/jadwal/", {"substansi": "kesehatan"}).status_code == 403


def set_schedule(client: Any, key: str) -> None:
    answer = client.post(f"/perintah/{key}/jadwal/", {"substansi": ["kesehatan", "kependudukan"]})
    assert answer.status_code == 302


def test_a_set_schedule_is_shown_and_can_be_made_anew_with_a_reason(
    browser: Callable[[str], Any], key: str
) -> None:
    client = browser("kasie")
    set_schedule(client, key)
    shown = client.get(f"/perintah/{key}/jadwal/")
    assert "Susun ulang jadwal" in words_of(shown)
    assert "data-block" not in shown.content.decode()
    anew = client.get(f"/perintah/{key}/jadwal/", {"ulang": "1"})
    assert {one.step for one in plan_shown(anew).steps if not one.item} == {
        "group", "document", "report", "receive", "close"
    }  # fmt: skip
    refused = client.post(f"/perintah/{key}/jadwal/", {"ulang": "1", "note": ""})
    assert refused.status_code == 422
    done = client.post(f"/perintah/{key}/jadwal/", {"ulang": "1", "note": "Data terlambat datang."})
    assert done.status_code == 302
    from rupadata.web.cases.service import case_service

    assert case_service().load(key).decisions[-1].action == "replan"


def test_a_schedule_is_made_anew_only_by_whoever_schedules(browser: Callable[[str], Any], key: str) -> None:
    set_schedule(browser("kasie"), key)
    answer = browser("analis").get(f"/perintah/{key}/jadwal/", {"ulang": "1"})
    assert "data-block" not in answer.content.decode()
    refused = browser("analis").post(f"/perintah/{key}/jadwal/", {"ulang": "1", "note": "Ingin."})
    assert refused.status_code in (403, 409)


def test_work_in_hand_is_put_aside(browser: Callable[[str], Any], key: str) -> None:
    client = browser("kasie")
    client.post(f"/perintah/{key}/mulai/", {"step": "schedule"})
    assert "Sedang Anda kerjakan" in words_of(client.get(f"/perintah/{key}/"))
    assert client.post(f"/perintah/{key}/tunda/", {"step": "schedule"}).status_code == 302
    assert "Sedang Anda kerjakan" not in words_of(client.get(f"/perintah/{key}/"))
    other = browser("analis").post(f"/perintah/{key}/tunda/", {"step": "schedule"})
    assert other.status_code == 409


def test_work_of_other_orders_is_counted_without_their_histories(workplace: dict[str, Any]) -> None:
    from django.utils import timezone

    from rupadata.procedure.workload import busy_days, open_cases
    from rupadata.web.cases.store import DatabaseStore
    from rupadata.web.cases.workload import busy_beside, remaining

    for key in ("001-2026", "002-2026"):
        web_home.begin_case(key)
        page = web_home.fake_page("penduduk")
        web_home.carry(key, ("schedule", "kasie", {"pages": (page,)}))
    now = timezone.now()
    kept = {(one.person, one.day): one.minutes for one in busy_beside("lain", now)}
    read = {(one.person, one.day): one.minutes for one in busy_days(open_cases(DatabaseStore())[0], now)}
    assert kept == read
    parts = [busy_beside(key, now) for key in ("001-2026", "002-2026")]
    assert sum(one.minutes for part in parts for one in part) == sum(kept.values())
    assert all(parts)
    assert {one for busy in busy_beside("001-2026", now) for one in busy.cases} == {"002-2026"}
    office = next(iter(_offices()))
    past = now.date() - timedelta(days=400)
    late = remaining(office, (("perancang", past, 600),), now)
    assert sum(late.values()) == 600
    assert min(day for _, day in late) >= now.date()


def _offices() -> list[str]:
    from rupadata.web.cases.glance import glance_of
    from rupadata.web.cases.models import CaseRow

    return [glance_of(row).office for row in CaseRow.objects.all()]
