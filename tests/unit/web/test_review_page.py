"""The review page: places of the picture to choose, remarks pinned to them and resolved one by one, ways to
compare."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import web_home

ITEM = "penduduk"
PLACE = f"/perintah/007-2026/infografis/{ITEM}"


@pytest.fixture
def case(workplace: dict[str, Any]) -> str:
    return web_home.case_in_review(ITEM)


def second_edition(key: str) -> None:
    page = web_home.fake_page(ITEM, words="Penduduk terbanyak sejak 2019")
    web_home.carry(
        key,
        ("return", "kasie", {"item": ITEM, "note": "Perjelas."}),
        ("design", "perancang", {"item": ITEM, "pages": (page,)}),
        ("submit", "perancang", {"item": ITEM, "note": "Belum ada datanya."}),
    )


def words_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_remark_is_pinned_to_what_was_chosen_and_resolved_alone(
    case: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.models import Remark

    client = browser("kasie")
    chosen = words_of(client.get(f"{PLACE}/periksa/?pilih=head-headline"))
    assert "Terpilih: Penduduk naik" in chosen
    for text in ("Perjelas.", "Perbesar."):
        answer = client.post(f"{PLACE}/catatan/", {"text": text, "node": "head-headline", "tampak": "satu"})
        assert answer["Location"] == f"{PLACE}/periksa/?tampak=satu"
    page = words_of(client.get(f"{PLACE}/periksa/"))
    pins = page.count('class="pin"')
    assert pins == 2
    first, second = Remark.objects.order_by("id")
    client.post(f"{PLACE}/catatan/", {"remark": str(first.pk)})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.resolved_by, second.resolved_at) == ("kasie", None)
    after = words_of(client.get(f"{PLACE}/periksa/"))
    assert (after.count('class="pin"'), after.count('class="pin done"')) == (1, 1)
    assert "Kembalikan dengan 1 catatan" in after


def test_pins_of_one_place_stand_side_by_side_and_stay_on_the_page(workplace: dict[str, Any]) -> None:
    from rupadata.web.cases.page_parts import Box
    from rupadata.web.cases.views.review import PAGE_WIDTH, PIN, _pin

    box = Box(100, 200, 300, 50)
    assert [_pin(box, beside) for beside in (0, 1)] == [(400, 200), (400 - 2 * PIN, 200)]
    assert _pin(Box(0, 0, PAGE_WIDTH, 10), 0) == (PAGE_WIDTH - PIN, PIN)
    many = [_pin(box, beside) for beside in range(40)]
    assert len(set(many)) == 40
    assert all(PIN <= x <= PAGE_WIDTH - PIN for x, _ in many)


def test_a_pin_outlives_its_edition_and_says_from_which_it_is(
    case: str, browser: Callable[[str], Any]
) -> None:
    client = browser("kasie")
    client.post(f"{PLACE}/catatan/", {"text": "Perjelas.", "node": "head-headline"})
    client.post(f"{PLACE}/catatan/", {"text": "Ke mana?", "node": "peta"})
    second_edition(case)
    page = words_of(client.get(f"{PLACE}/periksa/"))
    assert page.count('class="pin"') == 1
    assert "edisi 1" in page
    assert "pada bagian yang sudah tidak ada" in page


@pytest.mark.parametrize(
    ("view", "mark"), [("berdampingan", 'class="old"'), ("tumpuk", "data-wipe"), ("beda", "differ")]
)
def test_two_editions_are_compared_in_each_way(
    case: str, browser: Callable[[str], Any], view: str, mark: str
) -> None:
    client = browser("kasie")
    alone = words_of(client.get(f"{PLACE}/periksa/?tampak={view}"))
    assert mark not in alone
    second_edition(case)
    page = words_of(client.get(f"{PLACE}/periksa/?tampak={view}"))
    assert mark in page
    assert "Penduduk terbanyak sejak 2019" in page
    assert "data-wipe" not in words_of(client.get(f"{PLACE}/periksa/?tampak=lain"))
