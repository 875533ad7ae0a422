"""A case: one work order going through the procedure, holding one item per infographic.

Everything about a case follows from its decisions: `Progress` plays them through, and nothing else is kept.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec import field
from msgspec.structs import replace

from rupadata.checked import Moment
from rupadata.office.settings import Handover, OfficeSettings
from rupadata.procedure.decision import (
    Decision,
    EditionFile,
    FrozenEdition,
    HeldSpan,
    Item,
    ItemSource,
    SignedPaper,
    SourceTable,
    Standing,
)
from rupadata.procedure.definition import Action, Procedure, Step


class CaseHeader(msgspec.Struct, frozen=True):
    """What is settled when a case begins; it is written once.

    `enclosed` names the office's settings and logo as they lie beside it.
    """

    format: int
    key: str
    title: str
    created_at: Moment
    created_by: str
    procedure: Procedure
    enclosed: tuple[EditionFile, ...] = ()

    def encode(self) -> bytes:
        """Return the text of the header; the first decision is bound to its hash."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1)


class WorkSpan(msgspec.Struct, frozen=True):
    """From when to when somebody had an open step in hand."""

    person: str
    start: datetime
    end: datetime


class StepRun(msgspec.Struct, frozen=True):
    """One passage through a step: from when it was open, when first taken up, when over, and by whom.

    `spans` are the times in which somebody had it in hand, as they recorded it. `broken_off` tells that
    the step closed unfinished: its infographic was withdrawn, or another version took its place.
    """

    step: str
    item: str
    round: int
    opened_at: datetime
    started_at: datetime | None
    ended_at: datetime
    person: str
    role: str
    acting: str
    action: str
    spans: tuple[WorkSpan, ...] = ()
    broken_off: bool = False


class OpenStep(msgspec.Struct, frozen=True):
    """A step that waits for somebody now.

    `started_at` is when it was first taken up; `in_hand_of` has it in hand since `since`, nobody while it is
    put aside. `spans` are the times before that.
    """

    step: str
    item: str
    round: int
    opened_at: datetime
    started_at: datetime | None = None
    since: datetime | None = None
    in_hand_of: str = ""
    spans: tuple[WorkSpan, ...] = ()

    def take_up(self, person: str, when: datetime) -> OpenStep:
        """Return the step in the hands of a person, who takes it over from whoever had it."""
        return replace(
            self.put_aside(when), started_at=self.started_at or when, since=when, in_hand_of=person
        )

    def put_aside(self, when: datetime) -> OpenStep:
        """Return the step in nobody's hands; the time up to now is kept."""
        if self.since is None:
            return self
        spans = (*self.spans, WorkSpan(self.in_hand_of, self.since, when))
        return replace(self, since=None, in_hand_of="", spans=spans)


class ItemProgress(msgspec.Struct):
    """How far an item is. `at` is its place in the procedure; only `Progress` moves it."""

    item: Item
    at: int = -1
    edition: FrozenEdition | None = None
    reason: str = ""
    consent: str = ""
    approved: str = ""
    round: int = 0
    withdrawn: bool = False
    designer: str = ""
    coordination: tuple[Decision, ...] = ()

    @property
    def title(self) -> str:
        """Return the title of the edition, or of the item while it has none."""
        return self.edition.title if self.edition else self.item.title

    @property
    def sources(self) -> tuple[ItemSource, ...]:
        """Return the source tables of the edition, or of the item while it has none."""
        return self.edition.sources if self.edition and self.edition.sources else self.item.sources


class Progress(msgspec.Struct):
    """The state of a case, played through decision by decision.

    It changes in place, because a list of a thousand cases plays tens of thousands of decisions; `decide`
    takes a copy before it goes on.
    """

    procedure: Procedure
    at: int = -1
    status: str = "open"
    items: dict[str, ItemProgress] = field(default_factory=dict)
    open: dict[tuple[str, str], OpenStep] = field(default_factory=dict)
    runs: list[StepRun] = field(default_factory=list)
    handovers: tuple[Handover, ...] = ()
    signed: dict[str, SignedPaper] = field(default_factory=dict)
    deadline: date | None = None
    sources: dict[str, SourceTable] = field(default_factory=dict)
    held: tuple[HeldSpan, ...] = ()

    def copy(self) -> Progress:
        """Return a copy that can go on by itself."""
        items = {
            key: ItemProgress(
                item.item,
                item.at,
                item.edition,
                item.reason,
                item.consent,
                item.approved,
                item.round,
                item.withdrawn,
                item.designer,
                item.coordination,
            )
            for key, item in self.items.items()
        }
        return Progress(
            self.procedure,
            self.at,
            self.status,
            items,
            dict(self.open),
            list(self.runs),
            self.handovers,
            dict(self.signed),
            self.deadline,
            dict(self.sources),
            self.held,
        )

    def begin(self, when: datetime) -> None:
        """Open the first step."""
        self._enter(0, when)

    def apply(self, decision: Decision) -> None:
        """Play one decision, which is allowed."""
        self.deadline = decision.deadline or self.deadline
        self.held = decision.held or self.held
        self.sources.update((table.sha256, table) for table in decision.tables)
        match decision.action:
            case "start":
                key = (decision.step, decision.item)
                self.open[key] = self.open[key].take_up(decision.person, decision.at)
            case "pause":
                key = (decision.step, decision.item)
                self.open[key] = self.open[key].put_aside(decision.at)
            case "handover":
                assert decision.handover is not None
                self.handovers = (*self.handovers, decision.handover)
            case "attach":
                assert decision.paper is not None
                self.signed[decision.paper.paper] = decision.paper
            case "withdraw":
                self._withdraw(decision)
            case "reopen":
                self._reopen(decision)
            case "revoke":
                self._revoke(decision)
            case "settings" | "replan":
                pass  # Settings and plans are no part of the progress: `replay` and `schedule` make them.
            case _:
                found = self.procedure.find_action(decision.action)
                assert found is not None
                self._play_step(*found, decision)

    def standing(self) -> Standing:
        """Return where the case stands, in short."""
        steps = tuple(dict.fromkeys(waiting.step for waiting in self.open.values()))
        running = steps if self.status == "open" else ()
        active = self.active_items()
        return Standing(
            status=self.status,
            steps=running,
            roles=tuple(dict.fromkeys(role for key in running for role in self.procedure.step(key).actors)),
            items=len(active),
            approved=sum(bool(item.approved) for item in active),
        )

    def active_items(self) -> tuple[ItemProgress, ...]:
        """Return the items that were not withdrawn."""
        return tuple(item for item in self.items.values() if not item.withdrawn)

    def block_start(self, index: int) -> int:
        """Return where the run of steps per item begins that a step belongs to."""
        while index > 0 and self.procedure.steps[index - 1].scope == "item":
            index -= 1
        return index

    def block_end(self, index: int) -> int:
        """Return the first step per case at or after a place."""
        steps = self.procedure.steps
        while index < len(steps) and steps[index].scope == "item":
            index += 1
        return index

    def _play_step(self, step: Step, action: Action, decision: Decision) -> None:
        index = self.procedure.index(step.key)
        item = self.items.get(decision.item) if decision.item else None
        if decision.items:
            self._take_items(decision.items)
        if item is not None:
            self._take_edition(item, action, decision)
            if action.coordination:
                item.coordination = (*item.coordination, decision)
        if action.ends == "stays":
            return

        self._end_run(step, item, decision)
        if action.ends == "returned":
            target = self.procedure.index(action.to)
            if item is None:
                self._enter(target, decision.at)
            else:
                item.round += 1
                item.approved = ""
                self._enter_item(item, target, decision.at)
        elif item is None:
            self._enter(index + 1, decision.at)
        else:
            self._fall_back(self.block_start(index), decision.at)
            self._enter_item(item, index + 1, decision.at)

    def _take_items(self, items: tuple[Item, ...]) -> None:
        """Take the items of a decision, keeping what is already done on the ones that stay."""
        known = self.items
        self.items = {item.id: known.get(item.id) or ItemProgress(item) for item in items}
        for item in items:
            self.items[item.id].item = item

    def _take_edition(self, item: ItemProgress, action: Action, decision: Decision) -> None:
        if decision.edition is not None:
            if item.edition is None or item.edition.digest != decision.edition.digest:
                item.approved = ""
                item.consent = ""
                item.reason = ""
                item.coordination = ()
            item.edition = decision.edition
            if "brings-edition" in action.gates:
                item.designer = decision.person
                item.approved = ""
        if {"brings-edition", "explains-missing-elements"} & set(action.gates) and decision.note:
            item.reason = decision.note
        if action.approves and item.edition is not None:
            item.approved = item.edition.digest
            item.consent = decision.note if item.edition.missing_elements else ""

    def _end_run(self, step: Step, item: ItemProgress | None, decision: Decision) -> None:
        waiting = self.open.pop((step.key, decision.item), None)
        if waiting is None:
            round_ = item.round if item else 0
            waiting = OpenStep(step.key, decision.item, round_, decision.at).take_up(
                decision.person, decision.at
            )
        waiting = waiting.put_aside(decision.at)
        self.runs.append(
            StepRun(
                step.key,
                decision.item,
                waiting.round,
                waiting.opened_at,
                waiting.started_at,
                decision.at,
                decision.person,
                decision.role,
                decision.acting,
                decision.action,
                waiting.spans,
            )
        )

    def _enter(self, index: int, when: datetime) -> None:
        """Open the step at a place for the case, or for each of its items."""
        self.at = index
        steps = self.procedure.steps
        if index >= len(steps):
            self.status = "closed"
        elif steps[index].scope == "case":
            key = steps[index].key
            self.open[(key, "")] = OpenStep(key, "", 0, when)
        else:
            for item in self.active_items():
                self._open_for_item(item, index, when)

    def _enter_item(self, item: ItemProgress, index: int, when: datetime) -> None:
        """Move one item on; when all have passed the steps per item, the case goes on."""
        steps = self.procedure.steps
        self._close_item(item, when)
        if index < len(steps) and steps[index].scope == "item":
            self._open_for_item(item, index, when)
            return
        item.at = index
        self._leave_block_when_done(when)

    def _leave_block_when_done(self, when: datetime) -> None:
        end = self.block_end(self.at)
        active = self.active_items()
        if end > self.at and active and all(item.at >= end for item in active):
            self._enter(end, when)

    def _open_for_item(self, item: ItemProgress, index: int, when: datetime) -> None:
        key = self.procedure.steps[index].key
        item.at = index
        self.open[(key, item.item.id)] = OpenStep(key, item.item.id, item.round, when)

    def _close_item(self, item: ItemProgress, when: datetime) -> None:
        for key in [key for key in self.open if key[1] == item.item.id]:
            self._break_off(self.open.pop(key), when)

    def _break_off(self, waiting: OpenStep, when: datetime) -> None:
        """Keep the work that was done in a step that closes unfinished."""
        waiting = waiting.put_aside(when)
        if waiting.spans:
            self.runs.append(
                StepRun(
                    waiting.step,
                    waiting.item,
                    waiting.round,
                    waiting.opened_at,
                    waiting.started_at,
                    when,
                    waiting.spans[-1].person,
                    "",
                    "",
                    "",
                    waiting.spans,
                    broken_off=True,
                )
            )

    def _fall_back(self, index: int, when: datetime) -> None:
        """Let the case be at the steps per item: what it had opened after them closes again."""
        for key in [key for key in self.open if not key[1]]:
            self._break_off(self.open.pop(key), when)
        self.at = index
        self.status = "open"

    def _withdraw(self, decision: Decision) -> None:
        if not decision.item:
            self.status = "withdrawn"
            self.open = {key: waiting.put_aside(decision.at) for key, waiting in self.open.items()}
            return
        item = self.items[decision.item]
        item.withdrawn = True
        self._close_item(item, decision.at)
        self._leave_block_when_done(decision.at)

    def _revoke(self, decision: Decision) -> None:
        """Let an infographic wait for its approval again, in the same round."""
        item = self.items[decision.item]
        index = self.procedure.index(decision.step)
        item.approved = ""
        item.consent = ""
        self._fall_back(self.block_start(index), decision.at)
        self._enter_item(item, index, decision.at)

    def _reopen(self, decision: Decision) -> None:
        if not decision.item:
            self.status = "open"
            return
        item = self.items[decision.item]
        start = next(i for i, step in enumerate(self.procedure.steps) if step.scope == "item")
        self._fall_back(start, decision.at)
        if not item.withdrawn:
            item.round += 1
        item.withdrawn = False
        item.approved = ""
        self._enter_item(item, start, decision.at)


class Case(msgspec.Struct, frozen=True):
    """One work order with its whole history. `progress` is for reading; `decide` makes the next case.

    `first` is the hash of the header as it was written, which the first decision follows. `office` are the
    settings that hold now, `began_with` those of the beginning.
    """

    header: CaseHeader
    first: str
    began_with: OfficeSettings
    office: OfficeSettings
    decisions: tuple[Decision, ...]
    progress: Progress

    @property
    def key(self) -> str:
        """Return what the case was called when it began; where it is kept is the store's to say."""
        return self.header.key

    @property
    def procedure(self) -> Procedure:
        """Return the procedure as it was when the case began."""
        return self.header.procedure

    @property
    def head(self) -> str:
        """Return the hash of the last decision, or of the header while there is none."""
        return self.decisions[-1].hash if self.decisions else self.first

    @property
    def status(self) -> str:
        """Return `open`, `withdrawn` or `closed`."""
        return self.progress.status

    def person_label(self, decision: Decision) -> str:
        """Return who decided, with the Plh or Plt before the title."""
        official = self.office.official(decision.person)
        title = self.procedure.title_of(decision.role)
        return f"{official.name} ({decision.acting + '. ' if decision.acting else ''}{title})"
