"""What a designer does to a page, one small change at a time: from a spec to a spec, nothing else touched.

An action is named by `op` and says `at` which block (`hero` for the lead picture), which `part` of it, and to
what `value`. What cannot be done is refused by its name; a block or mark that is gone changes nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from rupadata.analysis.finding import Finding
from rupadata.compose.architectures import ARCHITECTURES, SUITS
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.themes import THEMES, page_hue
from rupadata.errors import UsageError
from rupadata.language import LANGUAGES, say
from rupadata.model.subject import SubjectBook
from rupadata.office.illustrations import OwnIllustration
from rupadata.pagespec import BlockSpec, CommentSpec, IllustrationSpec, PageSpec, Words
from rupadata.pagespec.overlay import HERO
from rupadata.subjects.symbols import has_symbol

HEROES = tuple(SUITS)
"""The kinds of blocks that can lead a page."""
LONGEST_TEXT = 300
_SHOWN_BY = ("indicator", "period", "region", "dimension", "variant")
"""The fields of a block that say which data it shows, and how."""


class Action(Struct, frozen=True):
    """One change: `op` says what, `at` where, `part` of it, to which `value`."""

    op: str
    at: str = ""
    part: str = ""
    value: str = ""


class Stage(Struct, frozen=True):
    """What an action may draw on: the data of the page, its findings by id, the language of own words, and
    the office's own symbols and pictures."""

    book: SubjectBook
    findings: Mapping[str, Finding] = field(default_factory=dict)
    lang: str = "id"
    symbols: Collection[str] = ()
    illustrations: Mapping[str, OwnIllustration] = field(default_factory=dict)


def act(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Return the page after one action; refuse one that there is not, or a value that it cannot take."""
    if len(action.value) > LONGEST_TEXT or action.op not in _ACTS:
        raise _unknown()
    return _ACTS[action.op](spec, action, stage)


def _unknown() -> UsageError:
    return UsageError(
        say(id="Perubahan itu tidak dikenal.", en="That change is unknown."), code="edit-unknown"
    )


def _finding(action: Action, stage: Stage) -> Finding:
    if action.value not in stage.findings:
        raise _unknown()
    return stage.findings[action.value]


def _worded(words: Words, lang: str, text: str) -> Words:
    """Return words with those of one language replaced; none of a language lets the engine write it."""
    rest = {one: said for one, said in words.items() if one != lang}
    return {**rest, lang: text.strip()} if text.strip() else rest


def _lead(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    chosen = _finding(action, stage)
    title = replace(spec.title, finding=chosen.id, pattern="", headline={}, why=chosen.why)
    return replace(spec, title=title)


def _stand_first(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    said = {lang: str(_finding(action, stage).sentence[lang]) for lang in LANGUAGES}
    return replace(spec, title=replace(spec.title, standfirst=said))


def _title_words(part: str) -> Act:
    def put(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
        words = _worded(getattr(spec.title, part), stage.lang, action.value)
        named: Any = {part: words}
        return replace(spec, title=replace(spec.title, **named))

    return put


def _heading(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    chosen = _finding(action, stage)
    said = {
        lang: str(chosen.headline[lang] if lang in chosen.headline else chosen.sentence[lang])
        for lang in LANGUAGES
    }
    return _changed(spec, action.at, lambda block: replace(block, title=said))


def _block_words(part: str) -> Act:
    def put(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
        def worded(block: BlockSpec) -> BlockSpec:
            named: Any = {part: _worded(getattr(block, part), stage.lang, action.value)}
            return replace(block, **named)

        return _changed(spec, action.at, worded)

    return put


def _hero(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    if action.value not in HEROES:
        raise _unknown()
    indicator = spec.hero.indicator if spec.hero else (spec.indicators[0] if spec.indicators else "")
    findings = spec.hero.findings if spec.hero else ()
    id = spec.hero.id if spec.hero else ""
    hero = BlockSpec(
        kind=action.value, id=id, indicator=indicator, findings=findings, options={"large": True}
    )
    return replace(spec, hero=hero)


def _one_of(path: str, known: Callable[[str], bool]) -> Act:
    def put(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
        if not known(action.value):
            raise _unknown()
        named: Any = {path: action.value}
        return replace(spec, **named)

    return put


def _symbol(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    if not has_symbol(action.value) and action.value not in stage.symbols:
        raise _unknown()
    return replace(spec, subject=replace(spec.subject, symbol=action.value))


def _illustration(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Put one of the office's pictures on the page by its name; without a name take it away."""
    if not action.value:
        return replace(spec, illustration=IllustrationSpec())
    if action.value not in stage.illustrations:
        raise _unknown()
    chosen = stage.illustrations[action.value]
    shown = IllustrationSpec(
        picture=b64encode(chosen.content).decode(),
        media_type=chosen.media_type,
        alt=dict(chosen.alt),
        credit=chosen.credit,
    )
    return replace(spec, illustration=shown)


def _colour(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    coloured = replace(spec, brand=replace(spec.brand, colour=action.value.strip()))
    page_hue(coloured)  # Refuses a colour that cannot be read.
    return coloured


def _move(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Put a block at a place among the others, counted from 0; `up` and `down` are one place."""
    ids = [block.id for block in spec.blocks]
    if action.at not in ids:
        return spec
    at = ids.index(action.at)
    steps = {"up": at - 1, "down": at + 1}
    wanted = steps.get(action.op, int(action.value) if action.value.isdecimal() else at)
    rest = [*spec.blocks[:at], *spec.blocks[at + 1 :]]
    rest.insert(min(max(wanted, 0), len(rest)), spec.blocks[at])
    return replace(spec, blocks=tuple(rest))


def _drop(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    if action.at == HERO:
        return replace(spec, hero=None)
    return replace(spec, blocks=tuple(block for block in spec.blocks if block.id != action.at))


def _add(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    if action.value not in BLOCKS:
        raise _unknown()
    lead = spec.indicators[0] if spec.indicators else ""
    return replace(spec, blocks=(*spec.blocks, BlockSpec(kind=action.value, indicator=lead)))


def _set(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    if action.part not in _SHOWN_BY or not _is_held(action, stage.book):
        raise _unknown()
    named: Any = {action.part: action.value}
    return _changed(spec, action.at, lambda block: replace(block, **named))


def _is_held(action: Action, book: SubjectBook) -> bool:
    """Tell whether the data have what a block is to show; nothing means: as the page has it."""
    if not action.value or action.part in ("variant", "dimension"):
        return True
    if action.part == "indicator":
        return action.value in {indicator.key for indicator in book.indicators}
    column = "period" if action.part == "period" else "region_code"
    return action.value in set(book.observations[column].unique())


def _keep(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    return _changed(spec, action.at, lambda block: replace(block, keep=not block.keep))


def _comment(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Write at a mark (`part`, a period or a region's code) the words or the finding of `value`."""
    if not action.part:
        raise _unknown()
    chosen = stage.findings.get(action.value)

    def commented(block: BlockSpec) -> BlockSpec:
        before = _comment_at(block, action.part)
        if chosen is not None:
            strong = {
                lang: str(chosen.headline[lang] if lang in chosen.headline else chosen.sentence[lang])
                for lang in LANGUAGES
            }
        else:
            strong = _worded(before.strong if before else {}, stage.lang, action.value)
        now = replace(before, strong=strong) if before else CommentSpec(at=action.part, strong=strong)
        return _with_comment(block, action.part, now if strong else None)

    return _changed(spec, action.at, commented)


def _comment_more(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    def told(block: BlockSpec) -> BlockSpec:
        before = _comment_at(block, action.part)
        if before is None:
            return block
        more = _worded(before.more, stage.lang, action.value)
        return _with_comment(block, action.part, replace(before, more=more))

    return _changed(spec, action.at, told)


def _comment_place(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Move a comment: `value` is `x,y`, shares of the block's width and height from its top left."""
    try:
        x, y = (min(max(float(one), 0.0), 1.0) for one in action.value.split(","))
    except ValueError:
        raise _unknown() from None
    if x != x or y != y:
        raise _unknown()

    def moved(block: BlockSpec) -> BlockSpec:
        before = _comment_at(block, action.part)
        if before is None:
            return block
        return _with_comment(block, action.part, replace(before, x=round(x, 3), y=round(y, 3)))

    return _changed(spec, action.at, moved)


def _comment_mark(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    """Let a comment speak of another mark."""

    def tied(block: BlockSpec) -> BlockSpec:
        before = _comment_at(block, action.part)
        if before is None or not action.value or _comment_at(block, action.value) is not None:
            return block
        return _with_comment(block, action.part, replace(before, at=action.value, x=None, y=None))

    return _changed(spec, action.at, tied)


def _comment_drop(spec: PageSpec, action: Action, stage: Stage) -> PageSpec:
    return _changed(spec, action.at, lambda block: _with_comment(block, action.part, None))


def _comment_at(block: BlockSpec, mark: str) -> CommentSpec | None:
    return next((one for one in block.comments if one.at == mark), None)


def _with_comment(block: BlockSpec, mark: str, now: CommentSpec | None) -> BlockSpec:
    if now is not None and _comment_at(block, mark) is None:
        return replace(block, comments=(*block.comments, now))
    put = (now if one.at == mark else one for one in block.comments)
    return replace(block, comments=tuple(one for one in put if one is not None))


def _changed(spec: PageSpec, id: str, change: Callable[[BlockSpec], BlockSpec]) -> PageSpec:
    """Return the page with one of its blocks changed."""
    if spec.hero is not None and id in (HERO, spec.hero.id):
        return replace(spec, hero=change(spec.hero))
    return replace(spec, blocks=tuple(change(block) if block.id == id else block for block in spec.blocks))


Act = Callable[[PageSpec, Action, Stage], PageSpec]
_ACTS: dict[str, Act] = {
    "headline": _lead,
    "headline-text": _title_words("headline"),
    "standfirst": _stand_first,
    "standfirst-text": _title_words("standfirst"),
    "kicker-text": _title_words("kicker"),
    "heading": _heading,
    "heading-text": _block_words("title"),
    "note-text": _block_words("note"),
    "hero": _hero,
    "architecture": _one_of("architecture", lambda key: not key or key in ARCHITECTURES),
    "theme": _one_of("theme", lambda key: key in THEMES),
    "symbol": _symbol,
    "illustration": _illustration,
    "colour": _colour,
    "move": _move,
    "up": _move,
    "down": _move,
    "drop": _drop,
    "add": _add,
    "set": _set,
    "keep": _keep,
    "comment": _comment,
    "comment-more": _comment_more,
    "comment-place": _comment_place,
    "comment-mark": _comment_mark,
    "comment-drop": _comment_drop,
}
OPS: Sequence[str] = tuple(_ACTS)
"""Every action by its name."""
