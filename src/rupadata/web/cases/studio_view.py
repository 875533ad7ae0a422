"""What the studio shows: the page's parts, what can be said of it, what is wrong with it, where figures are
from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import polars as pl

from rupadata.compose.architectures import SUITS
from rupadata.compose.own_words import find_unproven
from rupadata.edition import Drawing
from rupadata.errors import RupadataError
from rupadata.model.evidence import Evidence
from rupadata.office.illustrations import find_illustrations
from rupadata.pagespec import BlockSpec
from rupadata.pagespec.overlay import HERO
from rupadata.problems import Severity
from rupadata.scene.scene import texts
from rupadata.studio import place_words, reason_words, way_words
from rupadata.studio.elements import (
    COMMENTED,
    elements_in_order,
    find_element,
    find_observation,
    get_block,
    marks_of,
)
from rupadata.web.cases.acts import edition_number, item_title
from rupadata.web.cases.models import Remark
from rupadata.web.cases.rights import Opened
from rupadata.web.cases.studio import Draft, draw
from rupadata.web.cases.studio_words import (
    ARCHITECTURE_WORDS,
    BLOCK_ICONS,
    BLOCK_WORDS,
    HERO_WORDS,
    SIZE_WORDS,
    SOP_BLOCKS,
    THEME_WORDS,
    VARIANT_WORDS,
    block_words,
    in_words,
    step_words,
)

MOST_FINDINGS = 14
MOST_FIGURES = 60
MOST_CELLS = 4
MOST_ILLUSTRATIONS = 12


def studio_view(opened: Opened, draft: Draft, item: str) -> dict[str, Any]:
    """Return all that the studio's page shows of a draft."""
    drawing = draw(draft)
    problems = drawing.problems
    progress = opened.case.progress.items[item]
    missing = [one.statement.get("id", one.element) for one in draft.spec.missing_elements]
    errors = [one for one in problems if one.severity == Severity.ERROR]
    waits = opened.is_open("design", item) or opened.is_open("submit", item)
    number = edition_number(opened.case, item) + (1 if waits or not progress.edition else 0)
    title, lang = draft.spec.title, draft.lang
    return {
        "opened": opened,
        "case": opened.case,
        "item": item,
        "draft": draft,
        "title": drawing.title or item_title(opened.case, item),
        "progress": progress,
        "number": number,
        "waits": waits,
        "reviewed": opened.is_open("review", item),
        "may": opened.may("design"),
        "missing": missing,
        "errors": errors,
        "notes": [one for one in problems if one.severity != Severity.ERROR],
        "sound": sum(1 for one in drawing.evidence if one["from"]),
        "findings": _findings(draft),
        "misfits": _misfits(draft),
        "heroes": _heroes(draft),
        "architectures": _architectures(draft),
        "architecture_now": in_words(ARCHITECTURE_WORDS.get(draft.spec.architecture, ("", ""))),
        "blocks": _blocks(draft),
        "addable": [{"key": one, "words": block_words(one)} for one in BLOCK_WORDS if one in draft.shows()],
        "figures": _figures(drawing),
        "remarks": [
            {"remark": one, "who": one.guest or opened.case.office.official(one.person).name}
            for one in Remark.objects.filter(case=opened.row, item=item)
        ],
        "sizes": [{"key": one, "words": in_words(words)} for one, words in SIZE_WORDS.items()],
        "themes": [{"key": one, "words": in_words(words)} for one, words in THEME_WORDS.items()],
        "theme_now": draft.spec.theme or "default",
        "own": [
            _own(draft, "headline-text", title.headline.get(lang, ""), drawing.title),
            _own(draft, "standfirst-text", title.standfirst.get(lang, ""), _shown(drawing, "standfirst")),
            _own(draft, "kicker-text", title.kicker.get(lang, ""), _shown(drawing, "kicker")),
        ],
        "undo": step_words(draft.history.undo[-1].what) if draft.history.undo else "",
        "redo": step_words(draft.history.redo[-1].what) if draft.history.redo else "",
        "order": " ".join(elements_in_order(drawing.scenes["portrait"])),
    }


def _heroes(draft: Draft) -> list[dict[str, Any]]:
    """Return the lead pictures that the data can fill, and the one that stands."""
    now = draft.spec.hero.kind if draft.spec.hero is not None else ""
    can = draft.shows(large=True)
    return [
        {"key": one, "words": in_words(HERO_WORDS[one]), "now": one == now}
        for one in HERO_WORDS
        if one in can or one == now
    ]


def _architectures(draft: Draft) -> list[dict[str, Any]]:
    """Return the forms that a page can take: the engine's own choice, those that suit its hero, the rest."""
    hero = draft.spec.hero.kind if draft.spec.hero is not None else ""
    order = dict.fromkeys(("", *SUITS.get(hero, ()), *ARCHITECTURE_WORDS))
    now = draft.spec.architecture
    return [{"key": key, "words": in_words(ARCHITECTURE_WORDS[key]), "now": key == now} for key in order]


_OWN_WORDS = {
    "headline-text": ("Judul sendiri", "A headline of your own", "Pakai judul ini", "Use this headline"),
    "standfirst-text": ("Teks pengantar", "Standfirst", "Pakai pengantar ini", "Use this standfirst"),
    "kicker-text": ("Kata di atas judul", "Words above the headline", "Pakai kata ini", "Use these words"),
    "heading-text": ("Judul blok", "Heading", "Pakai judul blok", "Use this heading"),
    "note-text": ("Catatan blok", "Note", "Pakai catatan", "Use this note"),
}


def _own(draft: Draft, op: str, text: str, shown: str = "", at: str = "") -> dict[str, Any]:
    """Return a field for own words: what stands in it, what shows without, which figures are unproven."""
    id_label, en_label, id_use, en_use = _OWN_WORDS[op]
    proofs = draft.prove(text)
    return {
        "op": op,
        "at": at,
        "text": text,
        "shown": "" if text else shown,
        "label": in_words((id_label, en_label)),
        "use": in_words((id_use, en_use)),
        "unproven": ", ".join(find_unproven(text, proofs)),
        "proven": [_proof(draft, proof) for proof in _each_figure(proofs)][:MOST_CELLS],
    }


def _each_figure(proofs: Iterable[Evidence]) -> list[Evidence]:
    """Return the first of the proofs that name a cell, for each figure: one is enough to believe it."""
    first: dict[str, Evidence] = {}
    for proof in proofs:
        if proof.cells:
            first.setdefault(proof.shown, proof)
    return list(first.values())


def _shown(drawing: Drawing, role: str) -> str:
    return " ".join(one.text for one in texts(drawing.scenes["portrait"]) if one.role == role)


def _findings(draft: Draft) -> list[dict[str, Any]]:
    """Return what can be said of the page's data, in sentences and where they can lead it in headlines."""
    lang = draft.lang
    shown = [
        {
            "id": one.id,
            "headline": str(one.headline[lang]) if one.headline and lang in one.headline else "",
            "sentence": str(one.sentence[lang]) if lang in one.sentence else "",
            "leads": one.id == draft.spec.title.finding and not draft.spec.title.headline.get(lang),
            "mark": one.focus_region or one.focus_period,
        }
        for one in draft.findings
    ]
    return [one for one in shown if one["headline"] or one["sentence"]][:MOST_FINDINGS]


def _misfits(draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "place": one.place,
            "what": place_words(one),
            "why": reason_words(one),
            "waits": one.waits,
            "ways": [{"at": at, "words": way_words(way)} for at, way in enumerate(one.ways)],
        }
        for one in draft.fitted.misfits
    ]


def _blocks(draft: Draft) -> list[dict[str, Any]]:
    blocks = draft.spec.blocks
    return [
        {
            "at": at,
            "id": block.id,
            "icon": BLOCK_ICONS.get(block.kind, "chart-bar"),
            "words": block_words(block.kind),
            "about": _indicator_name(draft, block.indicator),
            "sop": block.kind in SOP_BLOCKS,
            "last": at == len(blocks) - 1,
        }
        for at, block in enumerate(blocks)
    ]


def _indicator_name(draft: Draft, key: str) -> str:
    try:
        return str(draft.book.indicator(key).name) if key else ""
    except (KeyError, RupadataError):
        return key


def _figures(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the figures of the page with their cells."""
    found = [one for one in drawing.evidence if one["from"]]
    return [
        {
            "node": one["node"],
            "shown": one["shown"],
            "unit": one["unit"],
            "formula": one["formula"],
            "cells": one["from"][:MOST_CELLS],
            "more": max(0, len(one["from"]) - MOST_CELLS),
        }
        for one in found[:MOST_FIGURES]
    ]


def _proof(draft: Draft, proof: Evidence) -> dict[str, Any]:
    cells = []
    for cell in proof.cells[:MOST_CELLS]:
        found = find_observation(cell, draft.book)
        cells.append({"cell": cell, "found": found})
    return {"proof": proof, "cells": cells, "more": max(0, len(proof.cells) - MOST_CELLS)}


def element_view(opened: Opened, draft: Draft, item: str, id: str, size: str) -> dict[str, Any]:
    """Return what is told of one element that was pointed at, and what can be done with its block."""
    scene = draw(draft, (size,)).scenes[size]
    element = find_element(scene, id, draft.spec, draft.book)
    block = get_block(draft.spec, element.block) if element is not None else None
    return {
        "opened": opened,
        "draft": draft,
        "item": item,
        "element": element,
        "may": opened.may("design"),
        "proofs": [_proof(draft, one) for one in element.proofs] if element is not None else [],
        "block": None if block is None or element is None else _block(draft, block, element.block),
        "here": element.mark if element is not None else "",
        "comment": _comment(block, element.comment) if block is not None and element is not None else None,
    }


def _comment(block: BlockSpec, at: str) -> dict[str, Any] | None:
    comment = next((one for one in block.comments if one.at == at and at), None)
    return None if comment is None else {"at": at, "comment": comment}


def block_view(opened: Opened, draft: Draft, item: str, id: str) -> dict[str, Any]:
    """Return the settings of a block that was chosen in the list."""
    block = get_block(draft.spec, id)
    return {
        "opened": opened,
        "draft": draft,
        "item": item,
        "element": None,
        "may": opened.may("design"),
        "proofs": [],
        "block": None if block is None else _block(draft, block, id),
        "here": "",
        "comment": None,
    }


def _block(draft: Draft, block: BlockSpec, id: str) -> dict[str, Any]:
    key = block.indicator or (draft.spec.indicators[0] if draft.spec.indicators else "")
    rows = draft.book.observations.filter(pl.col("indicator_key") == key)
    regions = rows.filter(pl.col("region") != "").select("region_code", "region").unique().sort("region_code")
    marks = marks_of(draft.spec, id, draft.book)
    names = {mark.at: mark.name for mark in marks}
    variants = VARIANT_WORDS.get(block.kind, {})
    lang = draft.lang
    return {
        "id": id,
        "kind": block.kind,
        "words": block_words(block.kind),
        "keep": block.keep,
        "settings": [
            {
                "part": "indicator",
                "label": in_words(("Indikator", "Indicator")),
                "now": block.indicator,
                "choices": [(one.key, one.name) for one in draft.book.indicators if not one.parts_only],
            },
            {
                "part": "variant",
                "label": in_words(("Bentuk", "Form")),
                "now": block.variant,
                "choices": [(name, in_words(words)) for name, words in variants.items()],
            },
            {
                "part": "period",
                "label": in_words(("Periode", "Period")),
                "now": block.period,
                "choices": [(one, one) for one in sorted(rows["period"].unique(), reverse=True) if one],
            },
            {
                "part": "region",
                "label": in_words(("Wilayah", "Region")),
                "now": block.region,
                "choices": [(code, name) for code, name in regions.iter_rows() if code],
            },
        ],
        "own": [
            _own(draft, "heading-text", block.title.get(lang, ""), at=id),
            _own(draft, "note-text", block.note.get(lang, ""), at=id),
        ],
        "commented": id == HERO and block.kind in COMMENTED,
        "marks": marks,
        "comments": [
            {
                "at": one.at,
                "name": names.get(one.at, one.at),
                "text": one.strong.get(lang, ""),
                "more": one.more.get(lang, ""),
            }
            for one in block.comments
            if one.at
        ],
    }


def illustrations_view(draft: Draft, asked: str) -> list[dict[str, Any]]:
    """Return the office's own pictures that a search leads to, with what they show and who made them."""
    shown = draft.spec.illustration.picture
    return [
        {
            "name": one.name,
            "words": one.alt.get(draft.lang) or one.alt["id"],
            "credit": one.credit,
            "now": bool(shown) and shown == b64encode(one.content).decode(),
        }
        for one in find_illustrations(draft.office.illustrations, asked[:60])[:MOST_ILLUSTRATIONS]
    ]


def size_checks(draft: Draft) -> list[dict[str, Any]]:
    """Return how many errors the page has in each size, and the first of them in words."""
    shown = []
    for size, words in SIZE_WORDS.items():
        problems = draw(draft, (size,)).problems
        errors = [one for one in problems if one.severity == Severity.ERROR]
        shown.append(
            {
                "key": size,
                "words": in_words(words),
                "errors": len(errors),
                "first": errors[0].message if errors else "",
                "node": errors[0].where.cell if errors else "",
            }
        )
    return shown
