"""Small changes of a page: each does what it says and no more, and all can be undone to the first byte."""

from __future__ import annotations

import random
from base64 import b64decode
from functools import cache

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.compose import plan_page
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.themes import THEMES
from rupadata.errors import RupadataError
from rupadata.model.subject import SubjectBook
from rupadata.office.illustrations import OwnIllustration
from rupadata.pagespec import BlockSpec, CommentSpec, Overlay, PageSpec, encode_spec
from rupadata.studio.actions import HEROES, OPS, Action, Stage, act
from rupadata.studio.history import LONGEST_TRAIL, History, encode_history, parse_history
from tests.golden.golden_books import city_book


@cache
def book() -> SubjectBook:
    return city_book()


@cache
def page() -> PageSpec:
    return plan_page(book(), *book().pages[0])


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0H20V10H0Z"/></svg>'
HALL = OwnIllustration("balai", "image/svg+xml", SVG, {"id": "Balai kota"}, "Sanggar Uji")


@cache
def stage() -> Stage:
    findings = {one.id: one for one in find_findings(book(), page().indicators)}
    return Stage(book(), findings, symbols=("own/menara",), illustrations={"balai": HALL})


def done(op: str, *, at: str = "", part: str = "", value: str = "", spec: PageSpec | None = None) -> PageSpec:
    return act(spec or page(), Action(op, at, part, value), stage())


LEVEL, BREAK = "penduduk.level.2020", "penduduk.break.2020"


def test_a_finding_becomes_headline_standfirst_heading_or_comment_in_both_languages() -> None:
    finding = stage().findings[LEVEL]
    led = done("headline", value=LEVEL, spec=done("headline-text", value="Sendiri")).title
    assert (led.finding, led.headline, led.pattern, led.why) == (LEVEL, {}, "", finding.why)
    assert done("standfirst", value=LEVEL).title.standfirst == {
        lang: finding.sentence[lang].text for lang in ("id", "en")
    }
    heading = {lang: finding.headline[lang].text for lang in ("id", "en")}
    assert done("heading", at="years", value=LEVEL).blocks[1].title == heading
    (comment,) = done("comment", at="hero", part="2020", value=LEVEL).hero.comments  # type: ignore[union-attr]
    assert comment == CommentSpec(at="2020", strong=heading)
    note = done("heading", at="years", value=BREAK).blocks[1].title
    assert note["en"] == stage().findings[BREAK].sentence["en"].text


def test_own_words_are_of_one_language_and_empty_ones_give_the_engine_its_say() -> None:
    for op, part in (
        ("headline-text", "headline"),
        ("standfirst-text", "standfirst"),
        ("kicker-text", "kicker"),
    ):
        own = done(op, value=" Kata ")
        assert getattr(own.title, part) == {"id": "Kata"}
        english = act(own, Action(op, value="Words"), replace(stage(), lang="en"))
        assert getattr(english.title, part) == {"id": "Kata", "en": "Words"}
        assert getattr(done(op, value=" ", spec=english).title, part) == {"en": "Words"}
    for op, part in (("heading-text", "title"), ("note-text", "note")):
        assert getattr(done(op, at="years", value="Kata").blocks[1], part) == {"id": "Kata"}
        assert getattr(done(op, at="hero", value="Kata").hero, part) == {"id": "Kata"}


def test_looks_are_chosen_from_what_there_is() -> None:
    assert done("theme", value="night").theme == "night"
    assert done("symbol", value="leaf").subject.symbol == "leaf"
    assert done("symbol", value="own/menara").subject.symbol == "own/menara"
    assert done("architecture", value="ledger").architecture == "ledger"
    assert done("architecture").architecture == ""
    assert done("colour", value=" #0b5fa5 ").brand.colour == "#0b5fa5"
    hero = done("hero", value="map").hero
    assert hero == BlockSpec(
        kind="map", id="hero", indicator="penduduk", findings=page().hero.findings, options={"large": True}  # type: ignore[union-attr]
    )  # fmt: skip


def test_the_offices_picture_is_put_on_a_page_with_its_maker_and_taken_away() -> None:
    shown = done("illustration", value="balai")
    held = shown.illustration
    assert (b64decode(held.picture), held.media_type) == (SVG, "image/svg+xml")
    assert (held.alt, held.credit) == ({"id": "Balai kota"}, "Sanggar Uji")
    assert done("illustration", spec=shown) == page()


@pytest.mark.parametrize(
    ("op", "part", "value"),
    [
        ("paint", "", ""), ("", "", ""), ("theme", "", "kelabu"), ("symbol", "", "../x"),
        ("symbol", "", "own/tiada"),
        ("illustration", "", "tiada"), ("hero", "", "pie"),
        ("add", "", "pie"), ("architecture", "", "rumah"), ("colour", "", "biru"), ("headline", "", "x.y.z"),
        ("standfirst", "", ""), ("heading", "", "x"), ("set", "kind", "map"), ("set", "period", "2031"),
        ("set", "indicator", "rumah"), ("set", "region", "99"), ("comment", "", "Kata"),
        ("comment-place", "2020", "0.5"), ("comment-place", "2020", "a,b"),
        ("comment-place", "2020", "nan,0"),
        ("headline-text", "", "x" * 301),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(op: str, part: str, value: str) -> None:
    with pytest.raises(RupadataError):
        done(op, at="years", part=part, value=value)


def ids(spec: PageSpec) -> list[str]:
    return [block.id for block in spec.blocks]


def test_blocks_are_moved_dropped_and_added() -> None:
    first = ids(page())
    assert first == ["numbers", "years", "regions", "breakdown", "findings"]
    moves = {
        ("up", "years", ""): ["years", "numbers", "regions", "breakdown", "findings"],
        ("down", "years", ""): ["numbers", "regions", "years", "breakdown", "findings"],
        ("up", "numbers", ""): first,
        ("down", "findings", ""): first,
        ("move", "findings", "0"): ["findings", "numbers", "years", "regions", "breakdown"],
        ("move", "numbers", "99"): ["years", "regions", "breakdown", "findings", "numbers"],
        ("move", "numbers", "-1"): first,
        ("move", "tiada", "0"): first,
        ("drop", "years", ""): ["numbers", "regions", "breakdown", "findings"],
        ("drop", "tiada", ""): first,
    }
    for (op, at, value), wanted in moves.items():
        assert ids(done(op, at=at, value=value)) == wanted, (op, at, value)
    assert ids(done("add", value="table")) == [*first, "table"]
    assert done("add", value="table").blocks[-1].indicator == "penduduk"
    assert done("drop", at="hero").hero is None


def test_a_block_shows_other_data_and_is_kept_or_not() -> None:
    changed = done("set", at="years", part="region", value="36.71.05")
    assert changed.blocks[1] == replace(page().blocks[1], region="36.71.05")
    assert done("set", at="years", part="region", spec=changed) == page()
    for part, value in (
        ("variant", "line"),
        ("period", "2020"),
        ("indicator", "penduduk"),
        ("dimension", "x"),
    ):
        assert getattr(done("set", at="hero", part=part, value=value).hero, part) == value
    assert [done("keep", at="numbers").blocks[0].keep, done("keep", at="years").blocks[1].keep] == [
        True,
        False,
    ]


def test_comments_are_written_moved_tied_to_another_mark_and_dropped() -> None:
    spec = done("comment", at="hero", part="2020", value="Sensus")
    spec = done("comment", at="hero", part="2018", value="Survei", spec=spec)
    spec = done("comment-more", at="hero", part="2020", value="serentak", spec=spec)
    spec = done("comment-place", at="hero", part="2020", value="1.5, 0.25004", spec=spec)
    assert spec.hero is not None
    assert spec.hero.comments == (
        CommentSpec(at="2020", strong={"id": "Sensus"}, more={"id": "serentak"}, x=1.0, y=0.25),
        CommentSpec(at="2018", strong={"id": "Survei"}),
    )
    tied = done("comment-mark", at="hero", part="2020", value="2015", spec=spec)
    assert tied.hero is not None
    assert tied.hero.comments[0] == replace(spec.hero.comments[0], at="2015", x=None, y=None)
    assert done("comment-mark", at="hero", part="2020", value="2018", spec=spec) == spec
    assert done("comment-mark", at="hero", part="2020", spec=spec) == spec
    rewritten = done("comment", at="hero", part="2018", value="Lain", spec=spec).hero
    assert rewritten is not None
    assert [one.strong["id"] for one in rewritten.comments] == ["Sensus", "Lain"]
    for op, value in (("comment-drop", ""), ("comment", "")):
        left = done(op, at="hero", part="2018", value=value, spec=spec).hero
        assert left is not None
        assert [one.at for one in left.comments] == ["2020"]
    for op in ("comment-more", "comment-place", "comment-mark"):
        assert done(op, at="hero", part="2031", value="0.1,0.1", spec=spec) == spec


def some_action(chance: random.Random, spec: PageSpec) -> Action:
    """Return an action as a person might take it, now and then on what is no longer there."""
    op = chance.choice(OPS)
    at = chance.choice([*ids(spec), "hero", "tiada"])
    if op.startswith("comment"):
        at = chance.choice(["hero", at])
    values = {
        "headline": lambda: chance.choice([*stage().findings, "lama.level.2001"]),
        "hero": lambda: chance.choice(HEROES),
        "architecture": lambda: chance.choice(["", "time", "ledger"]),
        "theme": lambda: chance.choice(THEMES),
        "symbol": lambda: chance.choice(["leaf", "bus", "tiada"]),
        "illustration": lambda: chance.choice(["balai", "", "tiada"]),
        "colour": lambda: chance.choice(["#0b5fa5", "", "biru"]),
        "move": lambda: str(chance.randrange(8)),
        "add": lambda: chance.choice([*BLOCKS, "pie"]),
        "comment-place": lambda: f"{chance.random()},{chance.random()}",
        "comment-mark": lambda: chance.choice(["2018", "2020"]),
    }
    for twin in ("standfirst", "heading"):
        values[twin] = values["headline"]
    words = lambda: chance.choice(["", "Kata sendiri", "Ada 248.212 warga", "1.000"])  # noqa: E731
    part = (
        chance.choice(["2018", "2020"])
        if op.startswith("comment")
        else chance.choice(["variant", "indicator", "period", "region", "dimension"])
    )
    return Action(op, at, part, values.get(op, words)())


def test_two_thousand_changes_undone_to_the_start_give_the_same_bytes_and_done_again_the_last() -> None:
    chance = random.Random(20261130)
    spec, history, refused = page(), History(), 0
    for _ in range(2000):
        turn = chance.random()
        if turn < 0.12:
            history, spec = history.back(spec)
            continue
        if turn < 0.18:
            history, spec = history.forward(spec)
            continue
        try:
            after = act(spec, some_action(chance, spec), stage())
        except RupadataError:
            refused += 1
            continue
        history, spec = history.record(spec, after, "x"), after
    assert refused < 900
    history = parse_history(encode_history(history), "x")
    last, steps = encode_spec(spec), len(history.undo)
    assert steps > 300
    while history.undo:
        history, spec = history.back(spec)
    assert encode_spec(spec) == encode_spec(page())
    assert history.back(spec) == (history, spec)
    for _ in range(steps):
        history, spec = history.forward(spec)
    assert encode_spec(spec) == last


def test_a_change_gives_up_what_could_be_done_again_and_no_change_is_no_step() -> None:
    one, two = done("theme", value="night"), done("theme", value="vivid")
    history = History().record(page(), one, "theme", "ani")
    assert (history.undo[-1].what, history.undo[-1].by, history.number) == ("theme", "ani", 1)
    assert history.record(one, one, "theme") == history
    undone, spec = history.back(one)
    assert (spec, undone.number, len(undone.redo)) == (page(), 2, 1)
    assert undone.forward(spec)[1] == one
    assert undone.record(spec, two, "theme").redo == ()
    assert History().forward(page()) == (History(), page())


def test_a_step_that_changed_the_edits_beside_a_page_is_a_step_though_the_page_stays() -> None:
    one = done("theme", value="night")
    waits, settled = Overlay(dropped=("gone",)), Overlay(fields={"theme": "night"})
    history = History().record(one, one, "misfit", "ani", waits)
    assert (history.number, history.undo[-1].kept) == (1, waits)
    history, spec = history.back(one, settled)
    assert (spec, history.redo[-1].kept, history.redo[-1].by) == (one, settled, "ani")
    history, spec = history.forward(spec, waits)
    assert (spec, history.undo[-1].kept, history.number) == (one, waits, 3)
    kept = parse_history(encode_history(history), "kept")
    assert kept == history


def test_the_page_that_somebody_still_sees_is_known_for_a_while() -> None:
    spec, history, seen = page(), History(), [page()]
    for step in range(LONGEST_TRAIL + 5):
        after = done("headline-text", value=f"Judul {step}", spec=spec)
        history, spec = history.record(spec, after, "x"), after
        seen.append(spec)
    history, spec = history.back(spec)
    seen.append(spec)
    for number in range(history.number - LONGEST_TRAIL, history.number + 1):
        assert history.page_of(number, spec) == seen[number]
    assert history.page_of(history.number - LONGEST_TRAIL - 1, spec) is None
    assert history.page_of(history.number + 1, spec) is None
