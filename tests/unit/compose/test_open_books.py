"""What a session keeps of its open books is used again for the same objects only, and is bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rupadata.compose.open_books as module
from rupadata.compose import OpenBooks, compose_page, plan_page
from rupadata.edition import draw_edition
from tests.golden.golden_books import city_book


def test_findings_are_found_once_for_drawing_and_checking_all_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    real = module.find_findings
    monkeypatch.setattr(
        module, "find_findings", lambda *args, **how: (calls.append(args), real(*args, **how))[1]
    )
    book, opened = city_book(), OpenBooks()
    spec = plan_page(book, *book.pages[0])
    for hue in (10.0, 20.0):
        edited = replace(spec, subject=replace(spec.subject, hue=hue))
        assert draw_edition(edited, book, opened=opened).problems is not None
    assert len(calls) == 1


def test_a_page_drawn_from_open_books_is_the_same_as_one_drawn_afresh() -> None:
    opened = OpenBooks(most=1)
    for _ in range(2):
        book = city_book()
        spec = plan_page(book, *book.pages[0])
        for size in ("portrait", "story", "portrait"):
            assert compose_page(spec, book, size=size, opened=opened) == compose_page(spec, book, size=size)


def test_no_more_is_kept_than_was_asked_for() -> None:
    opened, made = OpenBooks(most=2), []
    for number in (1, 2, 3, 3, 1):
        opened.recall("x", (), number, lambda number=number: made.append(number))
    assert made == [1, 2, 3, 1]
