"""What a session keeps of its open books is used again for the same objects only, and is bounded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

import rupadata.compose.open_books as module
from rupadata.compose import OpenBooks, compose_page, content, layout, plan_page
from rupadata.compose.blocks import BlockKind, get_kind
from rupadata.compose.look import make_look
from rupadata.compose.sizes import parse_size
from rupadata.edition import draw_edition
from rupadata.model.subject import SubjectBook
from rupadata.office import default_office
from rupadata.pagespec import BlockSpec, PageSpec
from rupadata.pagespec.model import TitleSpec
from tests.golden.golden_blocks import jobs, letters, people
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


EDITS: dict[str, Callable[[PageSpec], PageSpec]] = {
    "nothing": lambda spec: spec,
    "its subtitle": lambda spec: replace(spec, title=replace(spec.title, subtitle={"id": "Lain"})),
    "its headline": lambda spec: replace(spec, title=replace(spec.title, headline={"id": "Naik lagi"})),
    "its finding": lambda spec: replace(spec, title=TitleSpec(finding="", pattern="")),
    "a note": lambda spec: replace(spec, notes=({"id": "Catatan."},)),
    "no hero": lambda spec: replace(spec, hero=None),
    "another order": lambda spec: replace(spec, blocks=spec.blocks[::-1]),
    "a title of a block": lambda spec: replace(
        spec, blocks=(replace(spec.blocks[0], title={"id": "Judul"}), *spec.blocks[1:])
    ),
    "fewer blocks": lambda spec: replace(spec, blocks=spec.blocks[1:]),
    "another period": lambda spec: replace(spec, period="2022"),
    "a huge number first": lambda spec: replace(
        spec, hero=BlockSpec(kind="huge-number", id="hero", indicator=spec.indicators[0])
    ),
    "a block that stays": lambda spec: replace(
        spec, blocks=tuple(replace(block, keep=not block.keep) for block in spec.blocks)
    ),
    "another symbol": lambda spec: replace(spec, subject=replace(spec.subject, symbol="leaf")),
}


@pytest.mark.parametrize("make", [city_book, people, jobs, letters])
def test_an_edited_page_is_drawn_as_if_nothing_had_been_kept(make: Callable[[], SubjectBook]) -> None:
    opened, book = OpenBooks(), make()
    spec = plan_page(book, *book.pages[0])
    for lang in ("id", "en"):
        for what, edit in [*EDITS.items(), *EDITS.items()]:
            kept = compose_page(edit(spec), book, lang=lang, opened=opened)
            assert kept == compose_page(edit(spec), book, lang=lang), what


def test_blocks_that_an_edit_does_not_touch_are_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[str] = []

    def kind_of(kind: str) -> BlockKind:
        real = get_kind(kind)
        return replace(real, gather=lambda *how: (gathered.append(kind), real.gather(*how))[1])

    monkeypatch.setattr(content, "get_kind", kind_of)
    book, opened = people(), OpenBooks()
    spec = plan_page(book, *book.pages[0])
    compose_page(spec, book, opened=opened)
    first = list(gathered)
    compose_page(EDITS["its subtitle"](spec), book, opened=opened)
    assert gathered == first
    compose_page(EDITS["another period"](spec), book, opened=opened)
    assert len(gathered) > len(first)


def test_blocks_that_stand_where_they_stood_are_arranged_and_drawn_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arranged: list[object] = []
    real = layout._arrange
    monkeypatch.setattr(layout, "_arrange", lambda *how: (arranged.append(how), real(*how))[1])
    book, opened = people(), OpenBooks()
    spec = plan_page(book, *book.pages[0])
    first = compose_page(spec, book, opened=opened)
    tried = len(arranged)
    unseen = replace(spec, title=replace(spec.title, alternatives=("lain",)))
    second = compose_page(unseen, book, opened=opened)
    assert len(arranged) == tried > 0
    kept = {id(node) for node in first.nodes}
    blocks = {"hero", *(block.id for block in spec.blocks)}
    again = {node.id: id(node) in kept for node in second.nodes if node.id in blocks}
    assert len(again) > 2
    assert all(again.values())
    moved = compose_page(EDITS["fewer blocks"](spec), book, opened=opened)
    assert len(arranged) > tried
    assert moved != first


def test_blocks_are_measured_anew_where_anything_of_them_matters_otherwise() -> None:
    book = people()
    spec = plan_page(book, *book.pages[0])
    items = content.gather_content(spec, book, default_office(), OpenBooks(), lang="id").items
    looks = [make_look(parse_size(name), "default", 200.0, "id") for name in ("portrait", "square")]
    opened = OpenBooks()
    measured = layout.measure_items(items, looks[0], opened)
    again = tuple(replace(item) for item in items)
    assert layout.measure_items(again, looks[0], opened) is measured
    assert layout.measure_items(items, looks[1], opened) is not measured
    first = items[0]
    others = ({"weight": 0.1}, {"keep": 2 - first.keep}, {"share": 0.3}, {"pairs": not first.pairs})
    for fact in others:
        changed = layout.measure_items((replace(first, **fact), *items[1:]), looks[0], opened)
        assert changed is not measured
        assert changed.items[0] != first
