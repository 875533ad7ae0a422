"""Edits over new data: what fits is applied, what does not waits, is named, and has a way out that works."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from rupadata.compose import plan_page
from rupadata.model.subject import SubjectBook
from rupadata.pagespec import BlockSpec, CommentSpec, Overlay, PageSpec, find_edits
from rupadata.problems import Severity
from rupadata.studio import Fitted, Way, Why, fit_edits, misfit_problem, take_way
from tests.golden.golden_books import city_book


@cache
def book() -> SubjectBook:
    return city_book()


@cache
def planned() -> PageSpec:
    return plan_page(book(), *book().pages[0])


def fit(overlay: Overlay, proposed: PageSpec | None = None) -> Fitted:
    return fit_edits(proposed or planned(), overlay, book())


def block(id: str, **changes: object) -> Overlay:
    """Return the overlay of one block changed in some fields."""
    blocks = tuple(replace(one, **changes) if one.id == id else one for one in planned().blocks)  # type: ignore[arg-type]
    return find_edits(planned(), replace(planned(), blocks=blocks))


def added(wanted: BlockSpec) -> Overlay:
    return find_edits(planned(), replace(planned(), blocks=(*planned().blocks, wanted)))


def said(**title: dict[str, str]) -> Overlay:
    return find_edits(planned(), replace(planned(), title=replace(planned().title, **title)))  # type: ignore[arg-type]


def test_a_page_that_nobody_edited_is_the_plan() -> None:
    assert fit(Overlay()) == Fitted(planned(), Overlay())


def test_edits_that_fit_are_applied_and_nothing_waits() -> None:
    edited = replace(
        planned(),
        theme="night",
        title=replace(planned().title, finding="penduduk.level.2020", headline={"id": "Warga 2020"}),
        blocks=(*planned().blocks[1:], BlockSpec(kind="table", id="tabel", period="2020", region="36.71.05")),
    )
    fitted = fit(find_edits(planned(), edited))
    assert (fitted.spec, fitted.misfits, fitted.overlay.waiting) == (edited, (), ())


@pytest.mark.parametrize(
    ("overlay", "place", "why", "value", "use"),
    [
        (Overlay(fields={"title.finding": "penduduk.level.2019"}), "title.finding", Why.FINDING_GONE,
         "penduduk.level.2019", "penduduk.level.2020"),
        (Overlay(fields={"title.finding": "rumah.level.2019"}), "title.finding", Why.FINDING_GONE,
         "rumah.level.2019", None),
        (Overlay(fields={"indicators": ["penduduk", "pendudukk"]}), "indicators", Why.INDICATOR_GONE,
         "pendudukk", "penduduk"),
        (Overlay(fields={"period": "2031"}), "period", Why.PERIOD_GONE, "2031", None),
        (Overlay(fields={"until": "2031"}), "until", Why.PERIOD_GONE, "2031", None),
        (Overlay(fields={"theme": "nigth"}), "theme", Why.NAME_UNKNOWN, "nigth", "night"),
        (Overlay(fields={"architecture": "tim"}), "architecture", Why.NAME_UNKNOWN, "tim", "time"),
        (Overlay(fields={"subject.symbol": "tiada"}), "subject.symbol", Why.NAME_UNKNOWN, "tiada", None),
        (block("years", indicator="pendudukk"), "block:years", Why.INDICATOR_GONE, "pendudukk", "penduduk"),
        (block("years", period="2031"), "block:years", Why.PERIOD_GONE, "2031", None),
        (block("years", region="36.72"), "block:years", Why.REGION_GONE, "36.72", None),
        (block("findings", findings=("penduduk.level.2019",)), "block:findings", Why.FINDING_GONE,
         "penduduk.level.2019", "penduduk.level.2020"),
        (added(BlockSpec(kind="yeers", id="x")), "block:x", Why.NAME_UNKNOWN, "yeers", "years"),
        (added(BlockSpec(kind="years", id="x", region="36.72")), "block:x", Why.REGION_GONE, "36.72", None),
    ],
)  # fmt: skip
def test_what_the_data_lack_waits_and_has_ways_out(
    overlay: Overlay, place: str, why: Why, value: str, use: str | None
) -> None:
    fitted = fit(overlay)
    (misfit,) = fitted.misfits
    assert (misfit.place, misfit.why, misfit.value, misfit.waits) == (place, why, value, True)
    assert misfit.ways == ((Way("use", use),) if use else ()) + (Way("let-go"),)
    assert fitted.spec == planned()
    assert fitted.overlay == replace(overlay, waiting=(place,))
    assert fit(take_way(fitted.overlay, misfit, Way("let-go"))) == Fitted(
        planned(), overlay.without((place,))
    )
    if use:
        used = fit(take_way(fitted.overlay, misfit, Way("use", use)))
        assert (used.misfits, used.overlay.waiting) == ((), ())
        assert (used.spec != planned()) or why is Why.INDICATOR_GONE


def test_a_symbol_of_the_offices_own_fits_as_long_as_the_office_has_it() -> None:
    overlay = Overlay(fields={"subject.symbol": "own/menara"})
    kept = fit_edits(planned(), overlay, book(), symbols=("own/menara",))
    assert (kept.spec.subject.symbol, kept.misfits) == ("own/menara", ())
    gone = fit_edits(planned(), overlay, book(), symbols=("own/balai",))
    assert gone.spec.subject.symbol == planned().subject.symbol
    assert [one.why for one in gone.misfits] == [Why.NAME_UNKNOWN]


def test_a_block_that_is_no_longer_planned_can_be_kept_or_let_go() -> None:
    overlay = block("years", variant="columns")
    later = replace(planned(), blocks=planned().blocks[2:])
    fitted = fit(overlay, later)
    (misfit,) = fitted.misfits
    assert (misfit.why, misfit.value, fitted.spec) == (Why.BLOCK_GONE, "years", later)
    kept = fit(take_way(fitted.overlay, misfit, Way("keep")), later)
    assert kept.misfits == ()
    assert kept.spec.block("years") == replace(planned().blocks[1], variant="columns")


def test_a_hero_that_waits_is_put_right_by_its_way() -> None:
    assert planned().hero is not None
    edited = replace(planned(), hero=replace(planned().hero, indicator="pendudukk"))
    fitted = fit(find_edits(planned(), edited))
    (misfit,) = fitted.misfits
    assert (misfit.place, fitted.spec) == ("hero", planned())
    used = fit(take_way(fitted.overlay, misfit, misfit.ways[0]))
    assert (used.misfits, used.spec) == ((), planned())


def test_own_words_with_figures_of_the_data_fit_and_others_are_named_but_used() -> None:
    for text in ("Ada 248.212 warga di Cipondoh", "Warga tahun 2020", "Satu dari delapan", "1,9 juta warga"):
        assert fit(said(headline={"id": text})).misfits == ()
    for part in ("headline", "standfirst", "kicker", "subtitle"):
        (misfit,) = fit(said(**{part: {"id": "Ada 248.213 warga"}})).misfits
        assert (misfit.place, misfit.why, misfit.waits) == (f"title.{part}", Why.FIGURES_UNPROVEN, False)
    assert fit(said(headline={"id": "Ada 248.213 warga"})).spec.title.headline == {"id": "Ada 248.213 warga"}
    (noted,) = fit(Overlay(fields={"notes": [{"id": "Sebanyak 777 rumah"}]})).misfits
    assert noted.place == "notes"


def test_words_and_comments_of_blocks_are_looked_at_too() -> None:
    for part in ("title", "note"):
        (misfit,) = fit(block("years", **{part: {"en": "All 777 of them"}})).misfits
        assert (misfit.place, misfit.part, misfit.why) == ("block:years", part, Why.FIGURES_UNPROVEN)
    here = CommentSpec(at="2020", strong={"id": "Sensus"}, more={"id": "Ada 777"})
    gone = CommentSpec(at="2031", strong={"id": "Nanti"})
    found = fit(block("years", comments=(here, gone))).misfits
    assert [(one.why, one.value) for one in found] == [
        (Why.FIGURES_UNPROVEN, "Ada 777"),
        (Why.MARK_GONE, "2031"),
    ]


def test_a_misfit_is_a_warning_that_names_place_reason_and_ways() -> None:
    waits = misfit_problem(fit(Overlay(fields={"theme": "nigth"})).misfits[0], "36.71/x/y")
    assert (waits.code, waits.severity, waits.where.file) == ("edit-waits", Severity.WARNING, "36.71/x/y")
    assert waits.message_in("en") == "The edit of the theme has no effect for now: nigth is unknown."
    assert waits.hint_in("id") == (
        "Di studio: pakai night, atau lepas suntingannya. Suntingannya tetap disimpan."
    )
    gone = fit(block("years", variant="x"), replace(planned(), blocks=())).misfits[0]
    assert "the block years" in misfit_problem(gone, "p").message_in("en")
    assert "keep the block as it stood" in misfit_problem(gone, "p").hint_in("en")
    doubt = misfit_problem(fit(said(headline={"id": "Ada 777 " + "x" * 90})).misfits[0], "p")
    assert doubt.code == "edit-doubtful"
    assert "…" in doubt.message_in("id")
