"""What a person changed on a page, kept apart from what the engine proposes, so that it outlives new data.

An overlay names single fields of the page by their paths and single blocks by their ids. It is found by
comparing a proposal with what became of it, and laid over any later proposal: what nobody touched follows
the engine, what somebody chose stays. What no longer fits waits in the overlay and is never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import field
from msgspec.structs import fields, replace

from rupadata.decoding import explain_in, unreadable
from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.pagespec.model import (
    BlockSpec,
    BrandSpec,
    IllustrationSpec,
    PageSpec,
    RegionSpec,
    SubjectSpec,
    TitleSpec,
)

OVERLAY_VERSION = 1
HERO = "hero"
"""How the hero's place is called among the fields of a page."""

_PARTS: dict[str, type] = {
    "subject": SubjectSpec,
    "region": RegionSpec,
    "title": TitleSpec,
    "brand": BrandSpec,
    "illustration": IllustrationSpec,
}
_IDENTITY = frozenset({"version", "page", "subject.key", "region.code"})
"""What says which page it is: never an edit of it."""
_APART = frozenset({"hero", "blocks", *_PARTS})


class BlockEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What a person made of one block: the block as it stood then, and which of its fields are the person's.

    Without fields the whole block is the person's: added, or another kind of picture than was proposed.
    """

    block: BlockSpec
    fields: tuple[str, ...] = ()


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """The edits of one page.

    `fields` are values by their paths (`title.headline`, `theme`), as JSON has them. `hero` and `blocks` are
    what became of blocks, `without_hero` and `dropped` what was taken away. `order` are the ids of the blocks
    as the person left them, where that is not the proposal's order. `waiting` are the places of edits that
    fitted the data no more when the page was last made; `made` is the SHA-256 of the `page.json` that came of
    it, by which a page that nobody touched since is known.
    """

    version: int = OVERLAY_VERSION
    fields: dict[str, Any] = field(default_factory=dict)
    hero: BlockEdit | None = None
    without_hero: bool = False
    blocks: tuple[BlockEdit, ...] = ()
    dropped: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    made: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything was edited."""
        return self != Overlay(waiting=self.waiting, made=self.made)

    @property
    def places(self) -> tuple[str, ...]:
        """Return where something was edited: paths of fields, `hero`, `block:ID`, `dropped:ID`, `order`."""
        return (
            *self.fields,
            *((HERO,) if self.hero is not None or self.without_hero else ()),
            *(f"block:{edit.block.id}" for edit in self.blocks),
            *(f"dropped:{id}" for id in self.dropped),
            *(("order",) if self.order else ()),
        )

    def without(self, places: Iterable[str]) -> Overlay:
        """Return the overlay with the edits of some places let go."""
        gone = set(places)
        left = replace(
            self,
            fields={path: value for path, value in self.fields.items() if path not in gone},
            blocks=tuple(edit for edit in self.blocks if f"block:{edit.block.id}" not in gone),
            dropped=tuple(id for id in self.dropped if f"dropped:{id}" not in gone),
            order=() if "order" in gone else self.order,
            waiting=tuple(place for place in self.waiting if place not in gone),
        )
        return replace(left, hero=None, without_hero=False) if HERO in gone else left


def find_edits(proposed: PageSpec, edited: PageSpec) -> Overlay:
    """Return what makes an edited page of a proposal: laid over the proposal again, it gives the page."""
    changed = {
        path: msgspec.to_builtins(value_at(edited, path))
        for path in field_types()
        if value_at(edited, path) != value_at(proposed, path)
    }
    before = {block.id: block for block in proposed.blocks}
    ids = tuple(block.id for block in edited.blocks)
    kept = tuple(block.id for block in proposed.blocks if block.id in set(ids))
    return Overlay(
        fields=changed,
        hero=_block_edit(proposed.hero, edited.hero) if edited.hero is not None else None,
        without_hero=edited.hero is None and proposed.hero is not None,
        blocks=tuple(
            edit for block in edited.blocks if (edit := _block_edit(before.get(block.id), block)) is not None
        ),
        dropped=tuple(id for id in before if id not in set(ids)),
        order=() if ids == kept else ids,
    )


def _block_edit(before: BlockSpec | None, now: BlockSpec) -> BlockEdit | None:
    if now == before:
        return None
    if before is None or (before.id, before.kind) != (now.id, now.kind):
        return BlockEdit(block=now)
    names = (one.name for one in fields(BlockSpec))
    return BlockEdit(
        block=now, fields=tuple(name for name in names if getattr(now, name) != getattr(before, name))
    )


def apply_edits(proposed: PageSpec, overlay: Overlay) -> tuple[PageSpec, tuple[str, ...]]:
    """Return a proposal with the edits laid over it, and the places of those that found nothing to change.

    That is a change of single fields of a block, or of the hero, that is not proposed any more, or is another
    kind of picture now. Blocks that are proposed only since stand after the neighbour that they are proposed
    behind.
    """
    lost: list[str] = []
    spec = put_values(proposed, overlay.fields)
    hero = spec.hero
    if overlay.without_hero:
        hero = None
    elif overlay.hero is not None:
        edited = _laid_over(hero, overlay.hero)
        if edited is None:
            lost.append(HERO)
        hero = edited or hero
    stand = {block.id: block for block in spec.blocks if block.id not in set(overlay.dropped)}
    for edit in overlay.blocks:
        block = _laid_over(stand.get(edit.block.id), edit)
        if block is None:
            lost.append(f"block:{edit.block.id}")
        else:
            stand[block.id] = block
    if hero is not None:
        # What has taken the name of a person's block since does not push it from the page.
        stand = {id: replace(block, id="") if id == hero.id else block for id, block in stand.items()}
    order = _merged(overlay, [block.id for block in spec.blocks], stand)
    return replace(spec, hero=hero, blocks=tuple(stand[id] for id in order)), tuple(lost)


def _laid_over(block: BlockSpec | None, edit: BlockEdit) -> BlockSpec | None:
    if not edit.fields:
        return edit.block
    if block is None or block.kind != edit.block.kind:
        return None
    return replace(block, **{name: getattr(edit.block, name) for name in edit.fields})


def _merged(overlay: Overlay, proposed: Sequence[str], stand: Iterable[str]) -> list[str]:
    """Return the ids of the blocks that stand on the page, in their order."""
    standing = set(stand)
    order = [id for id in overlay.order or proposed if id in standing]
    placed = set(order)
    for at, id in enumerate(proposed):
        if id not in standing or id in placed:
            continue
        before = next((other for other in reversed(proposed[:at]) if other in placed), None)
        order.insert(order.index(before) + 1 if before is not None else 0, id)
        placed.add(id)
    return [*order, *(id for id in stand if id not in placed)]


def revise_edits(before: Overlay, proposed: PageSpec, seen: PageSpec) -> Overlay:
    """Return the edits of a page that was changed since: `before` are those kept beside it.

    A field that a person chose stays the person's where the proposal has come to say the same, and what waits
    for data that it fits goes on waiting; a page that is the proposal again has no edits.
    """
    if seen == proposed:
        return Overlay()
    now = find_edits(proposed, seen)
    waiting = tuple(place for place in before.waiting if place in before.places and place not in now.places)
    waits = before.without(set(before.places) - set(waiting))
    agreed = {
        path: value
        for path, value in before.fields.items()
        if path not in now.fields and msgspec.to_builtins(value_at(seen, path)) == value
    }
    hero = _joined(before.hero, now.hero, seen.hero)
    stand = {block.id: block for block in seen.blocks}
    earlier = {edit.block.id: edit for edit in before.blocks}
    found = {edit.block.id: edit for edit in now.blocks}
    blocks = [
        edit
        for id, block in stand.items()
        if (edit := _joined(earlier.get(id), found.get(id), block)) is not None
    ]
    held = {edit.block.id for edit in blocks}
    gone = [id for id in before.dropped if id not in stand and id not in now.dropped]
    return replace(
        now,
        fields={**agreed, **waits.fields, **now.fields},
        hero=hero or waits.hero,
        without_hero=now.without_hero or (seen.hero is None and before.without_hero),
        blocks=(*blocks, *(edit for edit in waits.blocks if edit.block.id not in held)),
        dropped=(*now.dropped, *gone),
        order=now.order or (before.order if before.order == tuple(stand) else ()),
        waiting=waiting,
    )


def _joined(before: BlockEdit | None, now: BlockEdit | None, seen: BlockSpec | None) -> BlockEdit | None:
    """Return what is a person's of a block: what differs from the proposal, and what was theirs before."""
    if seen is None or before is None or (now is not None and not now.fields):
        return now
    if not before.fields:
        return before if before.block == seen else now
    agreed = {name for name in before.fields if getattr(before.block, name) == getattr(seen, name)}
    if before.block.kind != seen.kind or not agreed:
        return now
    theirs = agreed.union(now.fields if now is not None else ())
    return BlockEdit(block=seen, fields=tuple(one.name for one in fields(BlockSpec) if one.name in theirs))


def value_at(spec: PageSpec, path: str) -> Any:
    """Return a field of a page by its path."""
    value: Any = spec
    for name in path.split("."):
        value = getattr(value, name)
    return value


def put_values(spec: PageSpec, values: Mapping[str, Any]) -> PageSpec:
    """Return a page with some fields set to values as JSON has them; refuse a field or a value that is none.

    Those of one part are set at once: a picture goes with its type.
    """
    types, parts = field_types(), dict[str, list[str]]()
    for path in values:
        if path not in types:
            raise InputRefusedError(
                in_both(id=f"Bidang {path!r} tidak dikenal.", en=f"The field {path!r} is unknown."),
                code="edit-unknown",
            )
        parts.setdefault(path.rpartition(".")[0], []).append(path)
    for part, paths in parts.items():
        told = ", ".join(paths)
        try:
            checked: dict[str, Any] = {
                path.rpartition(".")[2]: msgspec.convert(values[path], types[path]) for path in paths
            }
            if part:
                checked = {part: replace(getattr(spec, part), **checked)}
            spec = replace(spec, **checked)
        except (msgspec.ValidationError, ValueError) as error:
            raise InputRefusedError(
                in_both(id=f"{told}: {explain_in(error, 'id')}.", en=f"{told}: {explain_in(error, 'en')}."),
                code="spec-invalid",
            ) from error
    return spec


@cache
def field_types() -> dict[str, Any]:
    """Return the type of every field of a page that can be edited, by its path."""
    found = {
        name: kind
        for name, kind in get_type_hints(PageSpec, include_extras=True).items()
        if name not in _APART
    }
    for part, shape in _PARTS.items():
        found |= {f"{part}.{name}": kind for name, kind in get_type_hints(shape, include_extras=True).items()}
    return {path: kind for path, kind in found.items() if path not in _IDENTITY}


def encode_overlay(overlay: Overlay) -> bytes:
    """Return the JSON of an overlay: two spaces, fields in the order of the class, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(overlay), indent=2) + b"\n"


def parse_overlay(content: bytes, name: str = ".edits.json") -> Overlay:
    """Return the overlay of a JSON text; refuse what is none, and one that a newer engine wrote."""
    try:
        plain = msgspec.json.decode(content)
        if not isinstance(plain, dict):
            raise ValueError(in_both(id="bukan suntingan halaman", en="no edits of a page"))
        return _checked(msgspec.convert(_migrated(plain, name), Overlay))
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError) as error:
        raise unreadable(name, error, code="edits-unreadable") from error


def _migrated(plain: dict[str, Any], name: str) -> dict[str, Any]:
    version = plain.get("version", OVERLAY_VERSION)
    if not isinstance(version, int) or not 1 <= version <= OVERLAY_VERSION:
        raise InputRefusedError(
            in_both(
                id=f"{name}: versi suntingan {version} tak dikenal.",
                en=f"{name}: the version {version} of edits is unknown.",
            ),
            code="spec-version-unknown",
            hint=in_both(id="Perbarui Rupadata.", en="Update Rupadata."),
        )
    return {**plain, "version": OVERLAY_VERSION}


def _checked(overlay: Overlay) -> Overlay:
    """Return an overlay whose paths are fields of a page and whose values are of their types."""
    names = {one.name for one in fields(BlockSpec)} - {"id", "kind"}
    for path, value in overlay.fields.items():
        if path not in field_types():
            raise ValueError(in_both(id=f"bidang {path!r} tidak dikenal", en=f"unknown field {path!r}"))
        msgspec.convert(value, field_types()[path])
    for edit in (*overlay.blocks, *((overlay.hero,) if overlay.hero else ())):
        unknown = [name for name in edit.fields if name not in names]
        if unknown:
            raise ValueError(
                in_both(id=f"bidang {unknown[0]!r} tidak dikenal", en=f"unknown field {unknown[0]!r}")
            )
    return overlay
