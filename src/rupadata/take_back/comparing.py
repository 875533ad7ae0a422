"""An edited picture against the page drawn anew: what somebody changed, as actions on the page's spec.

Words become the page's own words, their figures looked up in the data; a figure that the data do not bear
out is refused with the cell that it stood for. A comment that a person wrote may be moved. Everything else
that was changed is told and left as the page has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import dist, inf
from typing import get_args

from msgspec import Struct

from rupadata.compose import NAMED_SIZES, OpenBooks, parse_size
from rupadata.compose.own_words import find_unproven, prove_words
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.pages import Page
from rupadata.pagespec import CommentSpec, PageSpec
from rupadata.render import render_pptx, render_svg
from rupadata.request import LanguageCode
from rupadata.scene.geometry import Bounds, group_box
from rupadata.scene.nodes import Group, Node, Text
from rupadata.scene.scene import texts
from rupadata.studio.actions import Action, Stage, act
from rupadata.studio.elements import get_block
from rupadata.take_back.edited_file import EditedFile, Letters, read_edited

TITLE_WORDS = {"headline": "headline-text", "standfirst": "standfirst-text", "kicker": "kicker-text"}
BLOCK_WORDS = {"section-heading": "heading-text", "section-note": "note-text"}
_COMMENT = "annotation"
_MOVED = 3.0
"""Scene units from which on a text counts as moved: programs round to less."""
_RESIZED = 0.04
"""The share of their size from which on letters count as resized: programs round points."""
_TRIES = 3
"""How often a comment is moved until it stands where it was put, as its place is no scene unit."""
_SHORTER = ((1.0, 0.5), (1.0, 0.0), (0.5, 0.5), (0.0, 1.0))
"""Shares of a way, across and down, that are tried where there is no room at its end."""
Place = tuple[float, float]
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")


class Change(Struct, frozen=True):
    """One thing that somebody changed: what it was, what it is, and why it was not taken where it was not."""

    what: str
    before: str
    after: str = ""
    why: str = ""
    cells: tuple[str, ...] = ()


class TakenBack(Struct, frozen=True):
    """What became of an edited picture: the spec with all that was taken, what was refused, what was left."""

    spec: PageSpec
    taken: tuple[Change, ...]
    refused: tuple[Change, ...]
    left: tuple[Change, ...]


class _Paragraph(Struct, frozen=True):
    """A paragraph as the page has it: its texts, and where it stands."""

    texts: tuple[Text, ...]
    block: str
    box: Bounds

    @property
    def role(self) -> str:
        return self.texts[0].role

    @property
    def evidence(self) -> tuple[str, ...]:
        cells = (cell for text in self.texts for one in text.evidence for cell in one.cells)
        return tuple(dict.fromkeys(" · ".join(filter(None, (c.file, c.sheet, c.cell))) for c in cells))


def take_back(page: Page, name: str, content: bytes) -> TakenBack:
    """Return what an edited SVG or PPTX of a page changes in it.

    `page` is the page as its spec has it, in any size and language: the file tells its own.

    Raises an InputRefusedError where the file cannot be read, or is no picture of this page.
    """
    edited = read_edited(name, content)
    lang = next((one for one in get_args(LanguageCode) if one == edited.lang), None)
    page = page.properties(size=_size_of(edited), lang=lang)
    drawn = (
        render_pptx([page.scene])
        if name.lower().endswith(".pptx")
        else render_svg(page.scene, text="text").encode()
    )
    ours = read_edited(name, drawn)
    if edited.title and ours.title and edited.title not in ours.texts:
        edited.texts[ours.title] = edited.texts.pop(edited.title)
    if len(ours.texts.keys() & edited.texts.keys()) < len(ours.texts) / 2:
        raise InputRefusedError(
            say(
                id=f"{name} bukan gambar halaman ini, atau hurufnya sudah menjadi garis.",
                en=f"{name} is no picture of this page, or its letters have become outlines.",
            ),
            code="take-back-other-page",
            hint=say(
                id="Buat SVG dengan --svg-text text, sunting itu.",
                en="Make the SVG with --svg-text text and edit that.",
            ),
        )
    return _Comparison(page, ours, edited).compare()


def _size_of(edited: EditedFile) -> str:
    for name in NAMED_SIZES:
        size = parse_size(name)
        if abs(size.width - edited.width) < 1 and abs(size.height - edited.height) < 1:
            return name
    return f"{edited.width:g}x{edited.height:g}px"


class _Comparison:
    """A comparison under way: the spec as it becomes, and what is told of it."""

    def __init__(self, page: Page, ours: EditedFile, edited: EditedFile) -> None:
        self.page = page
        self.ours = ours
        self.edited = edited
        self.spec = page.spec
        self.findings = OpenBooks().findings(page.book, page.spec.indicators, page.spec.until, page.office)
        self.stage = Stage(page.book, {one.id: one for one in self.findings}, page.lang)
        self.taken: list[Change] = []
        self.refused: list[Change] = []
        self.left: list[Change] = []

    def compare(self) -> TakenBack:
        """Go through paragraphs, then marks, then what is new."""
        for paragraph in _paragraphs(self.page.scene.nodes, "", None):
            self._compare_words(paragraph)
        self._compare_marks()
        for text in self.edited.others:
            if text not in self.ours.others:
                self.left.append(Change(say(id="teks baru", en="new text"), "", text))
        return TakenBack(self.spec, tuple(self.taken), tuple(self.refused), tuple(self.left))

    def _compare_words(self, paragraph: _Paragraph) -> None:
        known = [text for text in paragraph.texts if text.id in self.ours.texts]
        if not known:
            return
        before, after = (_joined(known, file) for file in (self.ours, self.edited))
        if not after:
            self._words_removed(paragraph, before)
            return
        if before != after:
            self._words_changed(paragraph, before, after)
        elif paragraph.role == _COMMENT:
            self._compare_place(paragraph, known[0])
        elif self._is_moved(known[0].id):
            why = say(id="tempatnya dari tata letak", en="the layout gives it its place")
            self.left.append(Change(say(id="teks digeser", en="text moved"), before, why=why))
        self._compare_letters(known, before)

    def _is_moved(self, id: str) -> bool:
        was, now = self.ours.texts[id], self.edited.texts.get(id)
        return now is not None and (abs(now.x - was.x) >= _MOVED or abs(now.y - was.y) >= _MOVED)

    def _words_removed(self, paragraph: _Paragraph, before: str) -> None:
        """Take a person's comment off the page; whatever else is gone stays what the page says."""
        comment = self._comment(paragraph, before) if paragraph.role == _COMMENT else None
        if comment is None:
            why = say(id="halaman tetap memuatnya", en="the page still says it")
            self.left.append(Change(say(id="teks dihapus", en="text removed"), before, why=why))
            return
        is_first = comment.strong.get(self.page.lang) == before
        op = "comment-drop" if is_first else "comment-more"
        self.spec = act(self.spec, Action(op, paragraph.block, comment.at), self.stage)
        self.taken.append(Change(say(id="catatan dihapus", en="comment removed"), before))

    def _compare_letters(self, known: Sequence[Text], said: str) -> None:
        for text in known:
            was, now = self.ours.texts[text.id].letters, self.edited.texts.get(text.id)
            if now is not None and _is_other(was, now.letters):
                what, why = (
                    say(id="huruf", en="letters"),
                    say(id="huruf milik tema", en="letters are the theme's"),
                )
                self.left.append(Change(f"{what} {said!r}", _told(was), _told(now.letters), why))
                return

    def _words_changed(self, paragraph: _Paragraph, before: str, after: str) -> None:
        action = self._action(paragraph, before, after)
        what = _called(paragraph.role)
        if action is None:
            if _DIGITS.findall(before) != _DIGITS.findall(after):
                why = say(id="angka berasal dari sel", en="the figure comes from a cell")
                self.refused.append(Change(what, before, after, why, paragraph.evidence))
            else:
                why = say(id="kata-kata ini dari data", en="these words come from the data")
                self.left.append(Change(what, before, after, why))
            return
        proofs = prove_words(after, self.page.lang, self.page.book, self.spec.indicators, self.findings)
        unproven = find_unproven(after, proofs)
        if unproven:
            told = ", ".join(unproven)
            why = say(id=f"{told} tidak ada dalam data", en=f"{told} is not in the data")
            self.refused.append(Change(what, before, after, why, paragraph.evidence))
            return
        self.spec = act(self.spec, action, self.stage)
        self.taken.append(Change(what, before, after))

    def _action(self, paragraph: _Paragraph, before: str, after: str) -> Action | None:
        """Return the action that puts words in a paragraph's place; None where they are not a person's."""
        role, at = paragraph.role, paragraph.block
        if role in TITLE_WORDS:
            return Action(TITLE_WORDS[role], value=after)
        if role in BLOCK_WORDS and at:
            return Action(BLOCK_WORDS[role], at, value=after)
        comment = self._comment(paragraph, before) if role == _COMMENT else None
        if comment is None:
            return None
        op = "comment" if comment.strong.get(self.page.lang) == before else "comment-more"
        return Action(op, at, comment.at, after)

    def _comment(self, paragraph: _Paragraph, before: str) -> CommentSpec | None:
        """Return the comment of the spec that a paragraph shows; None for one that the engine wrote."""
        block = get_block(self.spec, paragraph.block)
        lang = self.page.lang
        held = block.comments if block is not None else ()
        return next((one for one in held if before in (one.strong.get(lang), one.more.get(lang))), None)

    def _compare_place(self, paragraph: _Paragraph, first: Text) -> None:
        was, now = self.ours.texts[first.id], self.edited.texts[first.id]
        across, down = now.x - was.x, now.y - was.y
        if abs(across) < _MOVED and abs(down) < _MOVED:
            return
        said = _joined(paragraph.texts, self.ours)
        comment = self._comment(paragraph, said)
        what = say(id="tempat catatan", en="place of a comment")
        if comment is None:
            why = say(id="catatan ini ditulis mesin", en="the engine wrote this comment")
            self.left.append(Change(what, said, why=why))
            return
        if comment.strong.get(self.page.lang) != said:
            return  # Its second line; the first says where both go.
        self._put(paragraph, comment, (first.x + across, first.y + down))
        self.taken.append(Change(what, said, f"{across:+.0f}, {down:+.0f}"))

    def _put(self, paragraph: _Paragraph, comment: CommentSpec, target: tuple[float, float]) -> None:
        """Move a comment until its first line is drawn where somebody put it, or as near as there is room.

        Where there is none it may go elsewhere, the further the more it is moved: the nearest try holds.
        """
        box, first = paragraph.box, paragraph.texts[0]
        stood = group_box(paragraph.texts) or box
        x = comment.x if comment.x is not None else (stood.x + stood.width / 2 - box.x) / box.width
        y = comment.y if comment.y is not None else (stood.y + stood.height / 2 - box.y) / box.height
        across, down = (target[0] - first.x) / box.width, (target[1] - first.y) / box.height
        before, nearest = self.spec, inf

        def put(x: float, y: float) -> Place | None:
            """Return where the comment is drawn when its middle is wanted there; the nearest one is kept."""
            nonlocal nearest
            place = Action("comment-place", paragraph.block, comment.at, f"{x:.4f},{y:.4f}")
            moved = act(before, place, self.stage)
            drawn = Page(moved, self.page.book, size=self.page.size, theme=self.page.theme,
                         lang=self.page.lang, date=self.page.date, office=self.page.office)  # fmt: skip
            said = next((text for text in texts(drawn.scene) if text.id == first.id), None)
            if said is None:
                return None
            if (away := dist((said.x, said.y), target)) < nearest:
                nearest, self.spec = away, moved
            return said.x, said.y

        to = x + across, y + down
        for _ in range(_TRIES):
            if (now := put(*to)) is None or nearest < _MOVED:
                break
            to = to[0] + (target[0] - now[0]) / box.width, to[1] + (target[1] - now[1]) / box.height
        for sideways, downwards in _SHORTER:
            if nearest >= _MOVED:
                put(x + sideways * across, y + downwards * down)

    def _compare_marks(self) -> None:
        for id, mark in self.ours.marks.items():
            now = self.edited.marks.get(id)
            if now is None:
                self.left.append(Change(say(id="bentuk dihapus", en="shape removed"), id))
            elif _is_changed(mark.numbers, now.numbers):
                why = say(id="bentuk menyatakan angka", en="shapes stand for figures")
                self.left.append(Change(say(id="bentuk diubah", en="shape changed"), id, why=why))
            elif mark.colours != now.colours:
                why = say(id="warna milik tema", en="colours are the theme's")
                self.left.append(Change(say(id="warna diubah", en="colour changed"), id, why=why))
        for place, chart in enumerate(self.ours.charts):
            now_chart = self.edited.charts[place] if place < len(self.edited.charts) else None
            if now_chart != chart:
                why = say(id="angka berasal dari sel", en="the figure comes from a cell")
                what = say(id=f"lembar data grafik {place + 1}", en=f"data sheet of chart {place + 1}")
                self.refused.append(Change(what, "", why=why))


def _is_other(was: Letters, now: Letters) -> bool:
    """Tell whether letters are others; what a program no longer says of them is as it was."""
    return (
        (was.family != now.family and bool(now.family))
        or (now.size > 0 and abs(now.size - was.size) > _RESIZED * was.size)
        or (was.colour != now.colour and bool(now.colour))
    )


def _told(letters: Letters) -> str:
    return f"{letters.family} {letters.size:.0f} {letters.colour}"


def _is_changed(before: Sequence[float], after: Sequence[float]) -> bool:
    return len(before) != len(after) or any(abs(a - b) > _MOVED for a, b in zip(before, after, strict=True))


def _paragraphs(nodes: Sequence[Node], block: str, box: Bounds | None) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a page in its order, each with the block that it belongs to."""
    for key, run in groupby(nodes, key=lambda node: (isinstance(node, Text), _paragraph_of(node))):
        held = list(run)
        if key[0]:
            texts = tuple(node for node in held if isinstance(node, Text))
            yield _Paragraph(texts, block, box or group_box(texts) or Bounds(0, 0, 1, 1))
            continue
        for node in held:
            if isinstance(node, Group):
                inside = block or (node.id if node.block or node.role == "section" else "")
                around = box or (group_box(node.children) if inside else None)
                yield from _paragraphs(node.children, inside, around)


def _paragraph_of(node: Node) -> str:
    return (node.paragraph or node.id) if isinstance(node, Text) else ""


def _joined(texts: Sequence[Text], file: EditedFile) -> str:
    """Return a paragraph's words in a file; stretches that touch stay joined."""
    said = ""
    end: tuple[float, float] | None = None
    for text in texts:
        found = file.texts.get(text.id)
        if found is None or not found.text:
            continue
        touches = end is not None and abs(end[1] - text.y) < 0.5 and text.x - end[0] <= 1
        said += found.text if touches or not said else f" {found.text}"
        end = text.x + text.width, text.y
    return said


def _called(role: str) -> str:
    return {
        "headline": say(id="judul", en="headline"),
        "standfirst": say(id="teras", en="standfirst"),
        "kicker": say(id="substansi di kepala", en="kicker"),
        "section-heading": say(id="judul bagian", en="heading"),
        "section-note": say(id="keterangan bagian", en="note"),
        _COMMENT: say(id="catatan", en="comment"),
        "value": say(id="angka", en="figure"),
        "label": say(id="nama", en="name"),
        "place": say(id="wilayah", en="region"),
        "source": say(id="sumber", en="source"),
    }.get(role, role)
