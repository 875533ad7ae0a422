"""Edits laid over a page that is planned anew: what fits the data is applied, what does not waits.

An edit that names what is gone (a block, an indicator, a finding, a period, a region) stays in the overlay
without effect; one whose words hold figures that the data do not bear out is applied and the checks of the
page object to it. Both are listed with the ways out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.analysis.finding import Finding
from rupadata.compose import OpenBooks
from rupadata.compose.architectures import ARCHITECTURES
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.own_words import find_unproven, prove_once
from rupadata.compose.themes import THEMES
from rupadata.errors import nearest_name
from rupadata.model.subject import SubjectBook
from rupadata.office import Office
from rupadata.pagespec import BlockEdit, BlockSpec, Overlay, PageSpec, Words, apply_edits
from rupadata.pagespec.overlay import HERO
from rupadata.subjects.symbols import has_symbol


class Why(StrEnum):
    """Why an edit does not fit the page any more."""

    BLOCK_GONE = "block-gone"
    INDICATOR_GONE = "indicator-gone"
    FINDING_GONE = "finding-gone"
    PERIOD_GONE = "period-gone"
    REGION_GONE = "region-gone"
    MARK_GONE = "mark-gone"
    NAME_UNKNOWN = "name-unknown"
    FIGURES_UNPROVEN = "figures-unproven"


class Way(Struct, frozen=True):
    """One way out: `let-go` of the edit, `use` another value in its place, `keep` the block as one's own."""

    act: str
    value: str = ""


LET_GO = Way("let-go")
KEEP = Way("keep")


class Misfit(Struct, frozen=True):
    """An edit that no longer fits.

    `place` is one of `Overlay.places`, `part` the field of the block that it is about (empty for fields of
    the page and whole blocks), `value` what it names or says. `waits` tells that it has no effect for now.
    """

    place: str
    why: Why
    value: str
    part: str = ""
    ways: tuple[Way, ...] = (LET_GO,)
    waits: bool = True


class Fitted(Struct, frozen=True):
    """A page with the edits that fit it; `overlay` knows those that wait."""

    spec: PageSpec
    overlay: Overlay
    misfits: tuple[Misfit, ...] = ()


def fit_edits(
    proposed: PageSpec,
    overlay: Overlay,
    book: SubjectBook,
    opened: OpenBooks | None = None,
    symbols: Collection[str] = (),
    office: Office | None = None,
) -> Fitted:
    """Return a planned page with a person's edits, and those that do not fit its data.

    `opened` lends the findings where they are known already; `symbols` are the office's own; its
    outlines tell which regions touch.
    """
    if not overlay:
        return Fitted(proposed, overlay)
    data = _Data(book, opened or OpenBooks(), symbols, office)
    misfits = [*_fields_amiss(proposed, overlay, data), *_blocks_amiss(proposed, overlay, data)]
    spec, lost = apply_edits(proposed, overlay.without(one.place for one in misfits))
    misfits += [_gone(place, overlay) for place in lost]
    waiting = tuple(dict.fromkeys(one.place for one in misfits))
    misfits += _words_amiss(spec, overlay.without(waiting), data)
    return Fitted(spec, replace(overlay, waiting=waiting), tuple(misfits))


def take_way(overlay: Overlay, misfit: Misfit, way: Way) -> Overlay:
    """Return the overlay after one of the ways out of a misfit."""
    if way.act == LET_GO.act:
        return overlay.without((misfit.place,))
    left = replace(overlay, waiting=tuple(place for place in overlay.waiting if place != misfit.place))
    if misfit.place in left.fields:
        put = _put_in(left.fields[misfit.place], misfit, way)
        return replace(left, fields={**left.fields, misfit.place: put})

    def changed(edit: BlockEdit) -> BlockEdit:
        if way.act == KEEP.act:
            return replace(edit, fields=())
        named: Any = {misfit.part: _put_in(getattr(edit.block, misfit.part), misfit, way)}
        return replace(edit, block=replace(edit.block, **named))

    if misfit.place == HERO and left.hero is not None:
        return replace(left, hero=changed(left.hero))
    return replace(
        left,
        blocks=tuple(
            changed(edit) if f"block:{edit.block.id}" == misfit.place else edit for edit in left.blocks
        ),
    )


def _put_in(held: Any, misfit: Misfit, way: Way) -> Any:
    """Return a value of an edit with what is gone replaced, be it one name or one of several."""
    if isinstance(held, (list, tuple)):
        return type(held)(way.value if one == misfit.value else one for one in held)
    return way.value


class _Data(Struct, frozen=True, dict=True):
    """What the data of a page hold, as far as edits name it."""

    book: SubjectBook
    opened: OpenBooks
    symbols: Collection[str] = ()
    office: Office | None = None
    held: dict[str, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(indicator.key for indicator in self.book.indicators)

    @cached_property
    def periods(self) -> frozenset[str]:
        return frozenset(self.book.observations["period"].unique())

    @cached_property
    def regions(self) -> frozenset[str]:
        return frozenset(self.book.observations["region_code"].unique()) | {self.book.region_code, ""}

    def marks(self, key: str) -> frozenset[str]:
        """Return what a comment can point at in the data of an indicator: its periods and regions."""
        if key not in self.held:
            rows = self.book.observations.filter(pl.col("indicator_key") == key)
            self.held[key] = dict.fromkeys([*rows["period"].unique(), *rows["region_code"].unique()])
        return frozenset(self.held[key])

    def known_keys(self, spec: PageSpec) -> tuple[str, ...]:
        """Return the indicators of a page that the data have."""
        return tuple(key for key in spec.indicators if key in self.keys)

    def findings(self, spec: PageSpec) -> Mapping[str, Finding]:
        found = self.opened.findings(self.book, self.known_keys(spec), spec.until, self.office)
        return {one.id: one for one in found}


def _fields_amiss(proposed: PageSpec, overlay: Overlay, data: _Data) -> Iterator[Misfit]:
    edits = overlay.fields
    for key in edits.get("indicators", ()):
        if key not in data.keys:
            yield Misfit("indicators", Why.INDICATOR_GONE, key, ways=_uses(nearest_name(key, data.keys)))
    finding = edits.get("title.finding", "")
    if finding and finding not in (known := data.findings(proposed)):
        yield Misfit("title.finding", Why.FINDING_GONE, finding, ways=_uses(_successor(finding, known)))
    for path in ("period", "until"):
        period = edits.get(path, "")
        if period and period not in data.periods:
            yield Misfit(path, Why.PERIOD_GONE, period)
    known_names = {"theme": THEMES, "architecture": ARCHITECTURES}
    for path, names in known_names.items():
        name = edits.get(path, "")
        if name and name not in names:
            yield Misfit(path, Why.NAME_UNKNOWN, name, ways=_uses(nearest_name(name, names)))
    symbol = edits.get("subject.symbol", "")
    if symbol and not has_symbol(symbol) and symbol not in data.symbols:
        yield Misfit("subject.symbol", Why.NAME_UNKNOWN, symbol)


def _uses(value: str | None) -> tuple[Way, ...]:
    return (Way("use", value), LET_GO) if value else (LET_GO,)


def _successor(id: str, known: Mapping[str, Finding]) -> str:
    """Return the finding that says of later figures what a lost one said: of the same indicator and form."""
    form = id.rsplit(".", 1)[0] if id.count(".") > 1 else id
    while form.count(".") > 0:
        same = [one for one in known.values() if one.headlines and f"{one.id}.".startswith(f"{form}.")]
        if same:
            return max(same, key=lambda one: (one.weight, one.id)).id
        form = form.rsplit(".", 1)[0]
    return ""


def _edits_of(overlay: Overlay) -> Iterator[tuple[str, BlockEdit]]:
    if overlay.hero is not None:
        yield HERO, overlay.hero
    for edit in overlay.blocks:
        yield f"block:{edit.block.id}", edit


def _blocks_amiss(proposed: PageSpec, overlay: Overlay, data: _Data) -> Iterator[Misfit]:
    for place, edit in _edits_of(overlay):
        block, mine = edit.block, edit.fields
        if not mine and block.kind not in BLOCKS:
            yield Misfit(place, Why.NAME_UNKNOWN, block.kind, "kind", _uses(nearest_name(block.kind, BLOCKS)))
        named = {
            "indicator": (Why.INDICATOR_GONE, block.indicator, data.keys),
            "period": (Why.PERIOD_GONE, block.period, data.periods),
            "region": (Why.REGION_GONE, block.region, data.regions),
        }
        for part, (why, value, known) in named.items():
            if value and value not in known and (not mine or part in mine):
                ways = _uses(nearest_name(value, known)) if part == "indicator" else (LET_GO,)
                yield Misfit(place, why, value, part, ways)
        if block.findings and (not mine or "findings" in mine):
            findings = data.findings(proposed)
            for id in block.findings:
                if id not in findings:
                    yield Misfit(place, Why.FINDING_GONE, id, "findings", _uses(_successor(id, findings)))


def _gone(place: str, overlay: Overlay) -> Misfit:
    block = next(edit.block for at, edit in _edits_of(overlay) if at == place)
    return Misfit(place, Why.BLOCK_GONE, block.kind, ways=(KEEP, LET_GO))


def _words_amiss(spec: PageSpec, overlay: Overlay, data: _Data) -> Iterator[Misfit]:
    """Find what is said in own words that the data do not bear out, and comments on marks that are gone."""
    for place, part, words in _own_words(overlay):
        for lang, text in words.items():
            keys = data.known_keys(spec)
            proofs = prove_once(text, lang, data.book, keys, spec.until, data.opened, data.office)
            if find_unproven(text, proofs):
                yield Misfit(place, Why.FIGURES_UNPROVEN, text, part, waits=False)
    for place, edit in _edits_of(overlay):
        if not edit.fields or "comments" in edit.fields:
            known = data.marks(edit.block.indicator or spec.indicators[0])
            for comment in edit.block.comments:
                if comment.at and comment.at not in known:
                    yield Misfit(place, Why.MARK_GONE, comment.at, "comments", waits=False)


def _own_words(overlay: Overlay) -> Iterator[tuple[str, str, Words]]:
    for path in ("title.kicker", "title.headline", "title.standfirst", "title.subtitle"):
        yield path, "", overlay.fields.get(path, {})
    for words in overlay.fields.get("notes", ()):
        yield "notes", "", words
    for place, edit in _edits_of(overlay):
        block: BlockSpec = edit.block
        for part in ("title", "note"):
            if not edit.fields or part in edit.fields:
                yield place, part, getattr(block, part)
        if not edit.fields or "comments" in edit.fields:
            for comment in block.comments:
                yield place, "comments", comment.strong
                yield place, "comments", comment.more
