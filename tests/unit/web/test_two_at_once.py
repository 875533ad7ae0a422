"""Two decide at once: one holds; the other sees it, beside what she had typed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import web_home

from rupadata.errors import RupadataError

REVIEW = "/perintah/007-2026/infografis/penduduk/periksa/"


def test_the_second_decision_is_told_and_its_text_is_kept(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    seen = str(len(case_service().load(key).decisions))
    first = {"action": "return", "note": "Tampilkan semua kecamatan.", "seen": seen}
    second = {"action": "approve", "note": "Judulnya sudah tepat.", "seen": seen}
    assert browser("kasie").post(REVIEW, first).status_code == 302
    answer = browser("kasie").post(REVIEW, second)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Tampilkan semua kecamatan." in told
    assert "Judulnya sudah tepat." in told
    assert case_service().load(key).decisions[-1].action == "return"


def test_an_approval_binds_the_edition_that_was_seen(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    before = len(case_service().load(key).decisions)
    sent = {"action": "approve", "digest": "0" * 64, "seen": str(before)}
    assert browser("kasie").post(REVIEW, sent).status_code == 409
    assert len(case_service().load(key).decisions) == before


def test_of_eight_at_once_one_decision_holds(workplace: dict[str, Any]) -> None:
    from django.db import connection

    from rupadata.procedure.service import Request
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    before = len(case_service().load(key).decisions)

    def approve(number: int) -> bool:
        try:
            request = Request("approve", "kasie", item="penduduk", note=f"{number}")
            case_service().decide(key, request, with_papers=False)
        except RupadataError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        won = sum(pool.map(approve, range(8)))
    assert won == 1
    assert len(case_service().load(key).decisions) == before + 1


def test_an_approval_by_mistake_is_taken_back_with_one_button_on_the_next_page(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    kasie = browser("kasie")
    told = kasie.post(REVIEW, {"action": "approve"}, follow=True).content.decode()
    assert "Tarik persetujuan" in told
    assert "Tarik persetujuan" not in kasie.get(f"/perintah/{key}/").content.decode()
    assert "Tarik persetujuan" in kasie.get(REVIEW).content.decode()
    assert "Tarik persetujuan" not in browser("perancang").get(REVIEW).content.decode()
    back = kasie.post(REVIEW, {"action": "revoke", "note": "Keliru menekan tombol."})
    assert (back.status_code, back.url) == (302, REVIEW)
    case = case_service().load(key)
    assert case.decisions[-1].action == "revoke"
    assert not case.progress.items["penduduk"].approved
    assert "Setujui edisi 1" in kasie.get(REVIEW).content.decode()
