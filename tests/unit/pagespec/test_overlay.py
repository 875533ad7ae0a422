"""What a person changed on a page outlives new proposals, and nothing of it is lost."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rupadata.errors import InputRefusedError
from rupadata.pagespec import (
    BlockEdit,
    BlockSpec,
    CommentSpec,
    IllustrationSpec,
    Overlay,
    PageSpec,
    RegionSpec,
    SubjectSpec,
    TitleSpec,
    apply_edits,
    encode_overlay,
    find_edits,
    parse_overlay,
    put_values,
    revise_edits,
    value_at,
)
from rupadata.pagespec.overlay import field_types

_few = st.sampled_from
_words = st.dictionaries(_few(("id", "en")), _few(("Naik", "Turun", "")), max_size=2)
_keys = _few(("", "penduduk", "rumah"))
_block = st.builds(
    BlockSpec,
    kind=_few(("years", "regions", "map", "table")),
    indicator=_keys,
    period=_few(("", "2024", "2025")),
    variant=_few(("", "bars")),
    title=_words,
    findings=st.lists(_few(("a", "b", "c")), max_size=2, unique=True).map(tuple),
    options=st.dictionaries(_few(("large", "rows")), _few((True, 3)), max_size=2),
    comments=st.lists(st.builds(CommentSpec, at=_few(("2024", "36.71.01")), strong=_words), max_size=1).map(
        tuple
    ),
    keep=st.booleans(),
)


@st.composite
def _pages(draw: st.DrawFn) -> PageSpec:
    ids = draw(st.lists(_few(("satu", "dua", "tiga", "empat", "lima")), unique=True, max_size=5))
    hero = draw(st.none() | _block)
    return PageSpec(
        page="penduduk",
        subject=SubjectSpec(key="kependudukan", symbol=draw(_few(("users-three", "leaf")))),
        region=RegionSpec(code="36.71", name="Kota Tangerang"),
        period=draw(_few(("2024", "2025"))),
        indicators=("penduduk", "rumah"),
        title=TitleSpec(headline=draw(_words), finding=draw(_few(("", "a", "b")))),
        architecture=draw(_few(("", "time"))),
        hero=hero and replace(hero, id=draw(_few(("", "utama")))),
        blocks=tuple(replace(draw(_block), id=id) for id in ids),
        theme=draw(_few(("", "night"))),
    )


@given(proposed=_pages(), edited=_pages())
def test_edits_laid_over_the_proposal_give_the_page_again(proposed: PageSpec, edited: PageSpec) -> None:
    overlay = parse_overlay(encode_overlay(find_edits(proposed, edited)))
    assert overlay == find_edits(proposed, edited)
    assert apply_edits(proposed, overlay) == (edited, ())
    assert bool(overlay) == (proposed != edited)


@given(proposed=_pages(), edited=_pages(), later=_pages())
def test_edits_are_stable_over_a_later_proposal(
    proposed: PageSpec, edited: PageSpec, later: PageSpec
) -> None:
    overlay = find_edits(proposed, edited)
    page, lost = apply_edits(later, overlay)
    for path in field_types():
        wanted = edited if path in overlay.fields else later
        assert value_at(page, path) == value_at(wanted, path)
    assert not {block.id for block in page.blocks} & set(overlay.dropped)
    kept = overlay.without(lost)
    assert apply_edits(later, kept) == (page, ())
    assert apply_edits(later, revise_edits(overlay, later, page).without(lost))[0] == page


@given(pages=st.lists(_pages(), min_size=3, max_size=3), later=_pages())
def test_a_page_edited_twice_over_two_proposals_is_what_was_left(
    pages: list[PageSpec], later: PageSpec
) -> None:
    proposed, edited, again = pages
    overlay = find_edits(proposed, edited)
    revised = revise_edits(overlay, later, again)
    assert apply_edits(later, revised)[0] == again


@given(proposed=_pages(), edited=_pages())
def test_a_page_that_is_the_proposal_again_has_no_edits(proposed: PageSpec, edited: PageSpec) -> None:
    assert not revise_edits(find_edits(proposed, edited), proposed, proposed)


@given(proposed=_pages(), edited=_pages())
def test_an_edit_let_go_leaves_what_is_proposed(proposed: PageSpec, edited: PageSpec) -> None:
    overlay = find_edits(proposed, edited)
    assert apply_edits(proposed, overlay.without(overlay.places)) == (proposed, ())
    for place in overlay.places:
        assert place not in overlay.without((place,)).places


def page(*blocks: BlockSpec, **fields: object) -> PageSpec:
    return PageSpec(
        page="penduduk",
        subject=SubjectSpec(key="kependudukan"),
        region=RegionSpec(code="36.71", name="Kota Tangerang"),
        blocks=blocks,
        **fields,  # type: ignore[arg-type]
    )


YEARS, REGIONS, TABLE = (BlockSpec(kind=kind, id=kind) for kind in ("years", "regions", "table"))
MAP = BlockSpec(kind="map", id="map")


def ids(spec: PageSpec) -> list[str]:
    return [block.id for block in spec.blocks]


def test_a_block_proposed_since_stands_behind_its_neighbour_and_the_persons_order_stays() -> None:
    overlay = find_edits(page(YEARS, REGIONS, TABLE), page(TABLE, YEARS))
    assert overlay.dropped == ("regions",)
    assert ids(apply_edits(page(YEARS, MAP, REGIONS, TABLE), overlay)[0]) == ["table", "years", "map"]
    assert ids(apply_edits(page(MAP, YEARS, REGIONS, TABLE), overlay)[0]) == ["map", "table", "years"]


def test_the_proposals_order_is_followed_where_nobody_moved_a_block() -> None:
    overlay = find_edits(page(YEARS, REGIONS, TABLE), page(YEARS, TABLE))
    assert overlay.order == ()
    assert ids(apply_edits(page(TABLE, REGIONS, YEARS), overlay)[0]) == ["table", "years"]


def test_one_field_of_a_block_is_kept_and_its_others_follow_the_data() -> None:
    edited = replace(YEARS, variant="bars")
    overlay = find_edits(page(YEARS), page(edited))
    assert overlay.blocks == (BlockEdit(block=edited, fields=("variant",)),)
    later, lost = apply_edits(page(replace(YEARS, indicator="rumah")), overlay)
    assert (later.blocks[0].variant, later.blocks[0].indicator, lost) == ("bars", "rumah", ())
    assert apply_edits(page(TABLE), overlay) == (page(TABLE), ("block:years",))


def test_another_kind_of_picture_is_the_persons_whole() -> None:
    overlay = find_edits(page(hero=YEARS), page(hero=replace(MAP, id="years")))
    assert overlay.hero is not None
    assert overlay.hero.fields == ()
    changed = page(hero=replace(YEARS, indicator="rumah"))
    assert apply_edits(changed, overlay)[0].hero == replace(MAP, id="years")


def test_a_change_of_a_hero_that_is_no_longer_proposed_is_lost_and_said() -> None:
    overlay = find_edits(page(hero=YEARS), page(hero=replace(YEARS, variant="bars")))
    assert apply_edits(page(hero=TABLE), overlay) == (page(hero=TABLE), ("hero",))
    assert apply_edits(page(), overlay) == (page(), ("hero",))
    assert apply_edits(page(hero=TABLE), find_edits(page(hero=YEARS), page()))[0].hero is None


def test_what_waits_goes_on_waiting_until_it_is_let_go() -> None:
    overlay = replace(
        find_edits(page(YEARS), page(replace(YEARS, variant="bars"), theme="night")), waiting=("block:years",)
    )
    seen, _ = apply_edits(page(TABLE), overlay)
    again = revise_edits(overlay, page(TABLE), replace(seen, architecture="time"))
    assert again.waiting == ("block:years",)
    assert set(again.places) == {"architecture", "theme", "block:years"}
    assert again.without(("block:years",)).waiting == ()


def test_a_field_stays_the_persons_when_the_proposal_comes_to_say_the_same() -> None:
    overlay = find_edits(page(YEARS), page(replace(YEARS, variant="bars"), theme="night"))
    same = page(replace(YEARS, variant="bars"), theme="night")
    revised = revise_edits(overlay, same, replace(same, architecture="time"))
    later, _ = apply_edits(page(YEARS), revised)
    assert later == replace(same, architecture="time")


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"version": "1"},
        {"fields": {"page": "lain"}},
        {"fields": {"title.finding": 3}},
        {"fields": {"judul": "x"}},
        {"blocks": [{"block": {"kind": "map", "id": "a"}, "fields": ["kind"]}]},
        {"blocks": [{"block": {"id": "a"}}]},
        {"order": "years"},
        [],
    ],
)
def test_what_is_no_overlay_is_refused(wrong: object) -> None:
    with pytest.raises(InputRefusedError) as refused:
        parse_overlay(json.dumps(wrong).encode())
    assert refused.value.code in ("edits-unreadable", "spec-version-unknown")


def test_identity_is_no_edit_and_a_wrong_value_is_refused() -> None:
    assert put_values(page(), {"title.headline": {"id": "Naik"}}).title.headline == {"id": "Naik"}
    for path, value, code in (
        ("page", "lain", "edit-unknown"),
        ("region.code", "36", "edit-unknown"),
        ("theme", 3, "spec-invalid"),
        ("brand.logo", "tidak", "spec-invalid"),
    ):
        with pytest.raises(InputRefusedError) as refused:
            put_values(page(), {path: value})
        assert refused.value.code == code
    assert Overlay().places == ()


def test_a_picture_and_its_type_are_put_on_a_page_together_and_taken_away_together() -> None:
    svg = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0H9V9Z"/></svg>').decode()
    held = IllustrationSpec(picture=svg, media_type="image/svg+xml", credit="Sanggar Uji")
    pictured = replace(page(), illustration=held)
    there, back = find_edits(page(), pictured), find_edits(pictured, page())
    assert apply_edits(page(), there)[0] == pictured
    assert apply_edits(pictured, back)[0] == page()
    with pytest.raises(InputRefusedError) as refused:
        put_values(page(), {"illustration.picture": svg, "theme": "night"})
    assert refused.value.code == "spec-invalid"
    assert "illustration.picture" in refused.value.message
