"""A reopened infographic begins one round more; one that came back from withdrawal goes on in its own."""

from __future__ import annotations

from carrying import closed, do, with_items


def test_a_reopened_infographic_begins_the_next_round() -> None:
    case = do(closed(), "reopen", "kabid", item="item-0", note="Angka diralat.")
    assert [case.progress.items[f"item-{n}"].round for n in range(3)] == [1, 0, 0]
    assert case.progress.items["item-0"].approved == ""


def test_an_infographic_that_comes_back_goes_on_in_its_round() -> None:
    case = do(with_items(), "withdraw", "kabid", item="item-0", note="Data ditunda.")
    case = do(case, "reopen", "kabid", item="item-0", note="Data sudah ada.")
    assert case.progress.items["item-0"].round == 0
    assert not case.progress.items["item-0"].withdrawn
