"""Decisions: the grouping that an office has confirmed; remembered, it wins the next time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec.structs import replace

from rupadata.decoding import decode_json, unreadable
from rupadata.language import Said, in_both, say
from rupadata.subjects.indicators import fold_name, fold_unit
from rupadata.subjects.title_words import words_of
from rupadata.whole_files import write_whole


class GroupingDecision(msgspec.Struct, frozen=True):
    """One confirmed answer: indicators of this name and unit belong to this subject; "" leaves them out.

    `file`, `sheet`, `table` and `unit` may be empty: the more a decision names, the narrower it is, and the
    narrowest that fits wins. `edited` tells a change of the office from a proposal that it let stand.
    """

    indicator: str
    subject: str
    taxonomy: str = "dda"
    unit: str = ""
    table: str = ""
    file: str = ""
    sheet: str = ""
    name: str = ""
    by: str = ""
    edited: bool = True

    @property
    def approved(self) -> bool:
        """Tell whether somebody answered for it: a change, or a proposal under which a name was put."""
        return self.edited or bool(self.by and self.subject)

    def reason(self) -> str:
        """Return why, in words."""
        who = self.by or say(id="kantor", en="the office")
        if self.edited:
            return say(id=f"ditetapkan oleh {who}", en=f"decided by {who}")
        if not self.by:
            return say(id="usulan yang dibiarkan dalam catatan", en="a proposal left standing in the record")
        return say(id=f"usulan disetujui {who}", en=f"proposal accepted by {who}")


class GroupingDecisions(msgspec.Struct, frozen=True, dict=True):
    """The confirmed answers of one office."""

    entries: tuple[GroupingDecision, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, list[GroupingDecision]]:
        found: dict[str, list[GroupingDecision]] = {}
        for entry in self.entries:
            found.setdefault(fold_name(entry.indicator), []).append(entry)
        return found

    def find(
        self, file: str, sheet: str, table: str, indicator: str, unit: str, *, taxonomy: str = "dda"
    ) -> GroupingDecision | None:
        """Return the narrowest decision that fits, the later one when two are equally narrow."""
        best: tuple[int, GroupingDecision] | None = None
        for entry in self._by_name.get(fold_name(indicator), ()):
            asked = (
                (entry.file, file.strip() == entry.file.strip()),
                (entry.sheet, sheet.strip() == entry.sheet.strip()),
                (entry.table, words_of(table) == words_of(entry.table)),
                (entry.unit, fold_unit(unit) == fold_unit(entry.unit)),
            )
            if entry.taxonomy == taxonomy and all(fits for wanted, fits in asked if wanted):
                narrow = sum(1 for wanted, _ in asked if wanted)
                if best is None or narrow >= best[0]:
                    best = (narrow, entry)
        return best[1] if best else None

    def over(self, older: GroupingDecisions) -> GroupingDecisions:
        """Return these decisions laid over older ones; a newer answer to the same question replaces it."""
        kept = {_question(entry): entry for entry in (*older.entries, *self.entries)}
        return GroupingDecisions(tuple(kept.values()))


def _question(entry: GroupingDecision) -> tuple[str, ...]:
    # A table keeps its title from year to year but for the year.
    named = (fold_name(entry.indicator), fold_unit(entry.unit), " ".join(words_of(entry.table)))
    return (entry.taxonomy, *named, entry.file, entry.sheet)


def generalise(decisions: GroupingDecisions) -> GroupingDecisions:
    """Return what is worth remembering for other files: names and units, tables only where they matter.

    A proposal that merely stood in a record which somebody handed back was approved by nobody: it is left
    out, so that a mistake of ours does not become the office's. Where one name and unit got different
    subjects in different tables, the table's title tells them apart.
    """
    answers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry in decisions.entries:
        answers[entry.taxonomy, fold_name(entry.indicator), fold_unit(entry.unit)].add(entry.subject)
    kept = {}
    for entry in decisions.entries:
        if not entry.approved:
            continue
        several = len(answers[entry.taxonomy, fold_name(entry.indicator), fold_unit(entry.unit)]) > 1
        general = replace(entry, file="", sheet="", table=entry.table if several else "")
        kept[_question(general)] = general
    return GroupingDecisions(tuple(kept.values()))


_CODE = "decisions-unreadable"


class _Store(msgspec.Struct):
    version: int
    decisions: list[GroupingDecision]


def load_memory(path: Path) -> GroupingDecisions:
    """Return the decisions remembered in a JSON store; none when it does not exist yet."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return GroupingDecisions()
    except OSError as error:
        raise unreadable(str(path), error, _CODE, _hint()) from error
    store = decode_json(content, _Store, str(path), _CODE, _hint())
    if store.version != 1:
        raise unreadable(str(path), ValueError(f"version {store.version}"), _CODE, _hint())
    # Earlier releases kept the proposals that nobody had touched as well.
    return GroupingDecisions(tuple(entry for entry in store.decisions if entry.approved))


def save_memory(path: Path, decisions: GroupingDecisions) -> None:
    """Write the decisions to a JSON store, whole or not at all."""
    content = msgspec.json.format(msgspec.json.encode(_Store(1, list(decisions.entries))), indent=1)
    write_whole(path, content + b"\n")


def remember(path: Path, decisions: Iterable[GroupingDecision]) -> GroupingDecisions:
    """Add the decisions that somebody answers for to a store and return all that it holds now."""
    before = load_memory(path)
    known = generalise(GroupingDecisions(tuple(decisions))).over(before)
    if known != before:
        save_memory(path, known)
    return known


def _hint() -> Said:
    return in_both(
        id="Pindahkan berkas itu, atau sebut yang lain dengan --memory.",
        en="Move the file away, or name another with --memory.",
    )
