"""A colleague without an account sees one edition by a link and leaves remarks; who else is here is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import web_home

ITEM, KEY = "penduduk", "007-2026"
PLACE = f"/perintah/{KEY}/infografis/{ITEM}"
SENT = {"name": "Contoh Rekan", "text": "Sebut tahunnya.", "node": "head"}


@pytest.fixture
def case(workplace: dict[str, Any]) -> str:
    return web_home.case_in_review(ITEM)


@pytest.fixture
def link(case: str, browser: Callable[[str], Any]) -> str:
    """Return the path of a link as the section head was shown it."""
    page = browser("kasie").post(f"{PLACE}/tautan/", follow=True).content.decode()
    return str(page.partition("http://testserver")[2].partition("<")[0])


def test_a_guest_sees_the_edition_and_leaves_a_remark_under_his_name(
    link: str, browser: Callable[[str], Any]
) -> None:
    page = browser("").get(link)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert "Konsep edisi 1, belum disetujui" in page.content.decode()
    assert browser("").get(f"{link}halaman.svg").content.startswith(b"<svg")
    assert "Catatan Anda terkirim." in browser("").post(link, SENT, follow=True).content.decode()
    told = browser("kasie").get(f"{PLACE}/periksa/").content.decode()
    assert "<b>Contoh Rekan</b>" in told
    assert "Sebut tahunnya." in told


@pytest.mark.parametrize("lacking", ["name", "text"])
def test_a_remark_needs_a_name_and_a_text_and_keeps_the_rest(
    link: str, browser: Callable[[str], Any], lacking: str
) -> None:
    from rupadata.web.cases.models import Remark

    answer = browser("").post(link, {**SENT, lacking: " "})
    assert answer.status_code == 422
    assert (SENT["text"] if lacking == "name" else SENT["name"]) in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_link_decides_nothing_and_shows_nothing_else(link: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.service import case_service

    before = len(case_service().load(KEY).decisions)
    guest = browser("")
    guest.get(link)
    for address in (f"{PLACE}/periksa/", f"{PLACE}/", f"/perintah/{KEY}/"):
        assert guest.get(address).status_code == 302
        assert guest.post(address, {"action": "approve"}).status_code == 302
    assert len(case_service().load(KEY).decisions) == before


def test_a_link_ends_with_its_day_by_hand_and_is_kept_as_a_digest_only(
    link: str, browser: Callable[[str], Any]
) -> None:
    from django.utils import timezone

    from rupadata.web.cases.models import ReviewLink

    held = ReviewLink.objects.get()
    assert held.secret not in link
    browser("kasie").post(f"{PLACE}/tautan/{held.pk}/akhiri/")
    assert browser("").get(link).status_code == 410
    assert browser("").post(link, SENT).status_code == 410
    assert browser("").get(f"{link}halaman.svg").status_code == 404
    ReviewLink.objects.update(ended_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert browser("").get(link).status_code == 410
    assert browser("").get("/tinjauan/tidak-ada/").status_code == 410


def test_a_link_takes_so_many_remarks_an_hour(link: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.models import Remark
    from rupadata.web.cases.views.links import MOST_AN_HOUR

    guest = browser("")
    codes = [guest.post(link, SENT).status_code for _ in range(MOST_AN_HOUR + 1)]
    assert codes == [302] * MOST_AN_HOUR + [422]
    assert Remark.objects.count() == MOST_AN_HOUR


@pytest.mark.parametrize("name", ["analis", "perancang", "orang-luar", "admin", ""])
def test_only_reviewers_make_and_end_links(case: str, browser: Callable[[str], Any], name: str) -> None:
    from rupadata.web.cases.models import ReviewLink

    assert browser(name).post(f"{PLACE}/tautan/").status_code in (302, 403, 404)
    assert not ReviewLink.objects.exists()
    browser("kabid").post(f"{PLACE}/tautan/")
    browser(name).post(f"{PLACE}/tautan/{ReviewLink.objects.get().pk}/akhiri/")
    assert ReviewLink.objects.get().ended_at is None


def test_who_else_is_here_is_told_until_they_are_gone(case: str, workplace: dict[str, Any]) -> None:
    from django.utils import timezone

    from rupadata.web.cases.presence import SILENT, note_presence

    now = timezone.now()
    assert note_presence("a", workplace["kasie"], now) == []
    assert note_presence("a", workplace["perancang"], now) == ["Contoh kasie"]
    assert note_presence("b", workplace["perancang"], now) == []
    assert note_presence("a", workplace["perancang"], now + SILENT) == []


def test_presence_is_for_those_who_take_part(case: str, browser: Callable[[str], Any]) -> None:
    address = f"/hadir/{KEY}/{ITEM}/"
    browser("kasie").get(address)
    assert "Contoh kasie" in browser("perancang").get(address).content.decode()
    assert browser("orang-luar").get(address).status_code == 404


def test_a_move_on_the_board_is_taken_back(workplace: dict[str, Any], browser: Callable[[str], Any]) -> None:
    from rupadata.subjects.decisions import load_memory
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.placement import Placement

    web_home.begin_case(KEY)
    bench = Bench(KEY)
    one = Placement("a.csv", "", "t", "Sumur", "Sumur", "unit", "", "", 0.1, False, "")
    for subject in ("lingkungan-hidup", "kesehatan"):
        bench.place((one,), subject, "analis")
    for expected in (["lingkungan-hidup"], [], []):
        browser("kasie").post(f"/perintah/{KEY}/pengelompokan/urungkan/")
        browser("analis").post(f"/perintah/{KEY}/pengelompokan/urungkan/")
        assert [entry.subject for entry in load_memory(bench.memory).entries] == expected
