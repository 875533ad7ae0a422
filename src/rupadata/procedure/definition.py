"""A procedure as data: who does what, with what, how long, and what comes of it.

Definitions are TOML files. The product's own lie in `definitions/`; an office may name a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from rupadata.checked import PlainName
from rupadata.decoding import TOML_MISTAKES, parse_toml, read_text
from rupadata.errors import InputRefusedError, UsageError, nearest_name, nearest_or_all
from rupadata.file_errors import explain_mistake
from rupadata.language import message_language, say

CONTROL_ACTIONS = (
    "start",
    "pause",
    "replan",
    "handover",
    "withdraw",
    "reopen",
    "revoke",
    "attach",
    "settings",
)
WORK_RECORDS = ("start", "pause")
"""What records work and decides nothing."""
PAPER_KINDS = (
    "work-order",
    "schedule",
    "grouping",
    "approval-sheet",
    "documentation",
    "report",
    "forwarding-note",
    "receipt",
    "performance-evidence",
    "closing-note",
)
TIMED_PAPERS = ("report", "performance-evidence", "closing-note")
"""The papers that tell how much time was used."""
GATES = (
    "brings-items",
    "brings-edition",
    "same-edition",
    "no-errors",
    "explains-missing-elements",
    "consents-to-missing-elements",
    "says-why",
)

_TAKEN_PAPERS = ("sop", "made", "signed", "superseded")
_MOST_MINUTES = 60 * 24 * 60
"""Two months around the clock: no step of an SOP takes longer."""

Scope = Literal["case", "item"]
Symbol = Literal["start", "activity", "decision", "end"]
Coordination = Literal["", "asked", "agreed", "waived"]
Ending = Literal["done", "returned", "stays"]
SayFault = Callable[[str, str, str], None]


class Words(msgspec.Struct, frozen=True):
    """One text in Indonesian and English."""

    id: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if message_language() == "en" and self.en else self.id


class Actor(msgspec.Struct, frozen=True):
    """Somebody whom the SOP gives a column; a `post` (*jabatan*) can be deputised as Plh or Plt."""

    key: str
    title: Words
    post: bool = False


class LegalBasis(msgspec.Struct, frozen=True):
    """A law as the SOP words it, and what is to be said about that wording."""

    text: str
    annotation: str = ""


class StepPaper(msgspec.Struct, frozen=True):
    """A paper that a step yields, and its name in the case folder without the ending."""

    kind: str
    file: PlainName


class Action(msgspec.Struct, frozen=True):
    """What can be decided in a step, and how the step ends by it.

    `coordination` says what the action records of it: asked for, agreed, or found unnecessary.
    """

    name: str
    label: Words
    ends: Ending = "done"
    to: str = ""
    approves: bool = False
    actors: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    coordination: Coordination = ""


class Step(msgspec.Struct, frozen=True):
    """One row of the SOP; a step of scope `item` runs once per infographic."""

    key: str
    row: int
    activity: Words
    actors: tuple[str, ...]
    actions: tuple[Action, ...]
    minutes: int = 0
    scope: Scope = "case"
    symbol: Symbol = "activity"
    inferred: bool = False
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    remark: str = ""
    shares_time_of: str = ""
    shows_total: bool = False
    papers: tuple[StepPaper, ...] = ()


class Procedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An SOP: its identity, its actors and its steps in order."""

    id: str
    version: str
    name: Words
    total_minutes: int
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]
    legal_basis: tuple[LegalBasis, ...] = ()
    qualifications: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse papers that would take each other's place, or that of the SOP and the records."""
        kinds: dict[str, str] = {}
        for paper in (paper for step in self.steps for paper in step.papers):
            if (
                paper.file.casefold() in _TAKEN_PAPERS
                or kinds.setdefault(paper.file, paper.kind) != paper.kind
            ):
                raise ValueError(
                    say(
                        id=f"nama naskah {paper.file!r} sudah dipakai",
                        en=f"the paper {paper.file!r} is taken",
                    )
                )
        if any(step.minutes > _MOST_MINUTES for step in self.steps):
            raise ValueError(
                say(
                    id=f"minutes paling banyak {_MOST_MINUTES}", en=f"minutes must be {_MOST_MINUTES} at most"
                )
            )

    def step(self, key: str) -> Step:
        """Return the step of a key; KeyError when the procedure has none."""
        return self.steps[self.index(key)]

    def index(self, key: str) -> int:
        """Return the place of a step in the order of the procedure."""
        for index, step in enumerate(self.steps):
            if step.key == key:
                return index
        raise KeyError(key)

    def title_of(self, actor: str) -> str:
        """Return the title of an actor, or its key when the procedure does not know it."""
        return next((str(known.title) for known in self.actors if known.key == actor), actor)

    def find_action(self, name: str) -> tuple[Step, Action] | None:
        """Return the step and action of a name; None for the actions that every procedure has."""
        for step in self.steps:
            for action in step.actions:
                if action.name == name:
                    return step, action
        if name in CONTROL_ACTIONS:
            return None
        known = [action.name for step in self.steps for action in step.actions] + list(CONTROL_ACTIONS)
        near = nearest_name(name, known)
        raise UsageError(
            say(id=f"Tindakan {name!r} tidak dikenal.", en=f"There is no action {name!r}."),
            code="action-unknown",
            hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
            if near
            else say(id=f"Pilih: {', '.join(known)}.", en=f"Choose one of: {', '.join(known)}."),
        )

    def with_actors(
        self,
        actors: Mapping[str, tuple[str, ...]],
        titles: Mapping[str, str],
        forwarding_note: str = "",
    ) -> Procedure:
        """Return the procedure with the office's own actors of steps and titles of actors.

        The note that forwards the report is made with a step after that of the report, or not at all
        (`none`).
        """
        unknown = [key for key in actors if key not in {step.key for step in self.steps}]
        unknown += [key for key in titles if key not in {actor.key for actor in self.actors}]
        if unknown:
            raise _refused(self.id, [f"[procedure] {unknown[0]}: {_not_in_procedure()}"])
        steps = tuple(
            msgspec.structs.replace(step, actors=actors[step.key], inferred=False)
            if step.key in actors
            else step
            for step in self.steps
        )
        named = tuple(
            msgspec.structs.replace(actor, title=Words(titles[actor.key], titles[actor.key]))
            if actor.key in titles
            else actor
            for actor in self.actors
        )
        if forwarding_note:
            steps = _move_note(self.id, steps, forwarding_note)
        changed = msgspec.structs.replace(self, steps=steps, actors=named)
        _refuse_faults(changed)
        return changed


def _move_note(procedure: str, steps: tuple[Step, ...], to: str) -> tuple[Step, ...]:
    """Return steps of which one other makes the note that forwards the report; `none` for no note."""
    notes = [paper for step in steps for paper in step.papers if paper.kind == "forwarding-note"]
    keys = [step.key for step in steps]
    reported = [n for n, step in enumerate(steps) if any(paper.kind == "report" for paper in step.papers)]
    if to != "none" and (to not in keys or keys.index(to) <= max(reported, default=-1)):
        after = ", ".join(keys[max(reported, default=-1) + 1 :])
        words = say(id=f"pilih none, {after}", en=f"choose none, {after}")
        raise _refused(procedure, [f"[procedure] forwarding_note {to!r}: {words}"])
    moved = []
    for step in steps:
        papers = tuple(paper for paper in step.papers if paper.kind != "forwarding-note")
        moved.append(msgspec.structs.replace(step, papers=(*papers, *notes) if step.key == to else papers))
    return tuple(moved)


def _not_in_procedure() -> str:
    return say(id="tidak ada dalam SOP ini", en="is not in this procedure")


def known_procedures() -> tuple[str, ...]:
    """Return the ids of the procedures that come with the product."""
    folder = files("rupadata.procedure") / "definitions"
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


def load_procedure(name: str) -> Procedure:
    """Return the procedure of an id, or of a TOML file that an office wrote."""
    path = Path(name)
    if path.suffix == ".toml":
        if not path.is_file():
            raise InputRefusedError(
                say(id=f"Berkas SOP {name} tidak ada.", en=f"There is no procedure file {name}."),
                code="procedure-missing",
            )
        return parse_procedure(read_text(path, "procedure-faulty"), where=name)
    if name not in known_procedures():
        near = nearest_or_all(name, known_procedures())
        raise UsageError(
            say(id=f"SOP {name!r} tidak dikenal.", en=f"There is no procedure {name!r}."),
            code="procedure-unknown",
            hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?"),
        )
    text = (files("rupadata.procedure") / "definitions" / f"{name}.toml").read_text(encoding="utf-8")
    return parse_procedure(text, where=name)


@lru_cache(maxsize=32)
def parse_procedure(text: str, *, where: str = "procedure.toml") -> Procedure:
    """Return the procedure that a TOML text describes; refuse it with all its faults named."""
    try:
        procedure = msgspec.convert(parse_toml(text), Procedure)
    except (msgspec.ValidationError, *TOML_MISTAKES) as error:
        raise _refused(where, [explain_mistake(error)]) from error
    _refuse_faults(procedure, where)
    return procedure


def _refuse_faults(procedure: Procedure, where: str = "") -> None:
    faults = _find_faults(procedure)
    if faults:
        raise _refused(where or procedure.id, faults)


def _refused(where: str, faults: list[str]) -> InputRefusedError:
    shown = "; ".join(faults[:3])
    more = len(faults) - 3
    rest = say(id=f" (dan {more} lagi)", en=f" (and {more} more)") if more > 0 else ""
    return InputRefusedError(
        say(id=f"Definisi SOP {where}: {shown}{rest}.", en=f"Procedure {where}: {shown}{rest}."),
        code="procedure-faulty",
    )


def _find_faults(procedure: Procedure) -> list[str]:
    """Return what is wrong with a definition, in sentences for the people who wrote it."""
    faults: list[str] = []
    keys = [step.key for step in procedure.steps]
    actors = {actor.key for actor in procedure.actors}
    names = [action.name for step in procedure.steps for action in step.actions]

    def say_fault(place: str, id: str, en: str, /) -> None:
        faults.append(f"{place}: {say(id=id, en=en)}")

    if not keys:
        say_fault("steps", "belum ada langkah", "there are no steps")
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        say_fault(key, "kunci langkah ganda", "the key of a step occurs twice")
    for name in sorted({name for name in names if names.count(name) > 1 or name in CONTROL_ACTIONS}):
        say_fault(name, "nama tindakan sudah dipakai", "the name of an action is taken")

    for index, step in enumerate(procedure.steps):
        for actor in {*step.actors, *(actor for action in step.actions for actor in action.actors)} - actors:
            near = nearest_or_all(actor, sorted(actors))
            say_fault(
                step.key,
                f"pelaksana {actor!r} tidak dikenal (maksudnya {near})",
                f"unknown actor {actor!r} (perhaps {near})",
            )
        if not step.actors:
            say_fault(step.key, "tanpa pelaksana", "has no actor")
        if not any(action.ends == "done" for action in step.actions):
            say_fault(step.key, "tidak ada tindakan yang menyelesaikannya", "no action ends it")
        if step.minutes < 0:
            say_fault(step.key, "waktu baku negatif", "its standard time is negative")
        if step.shares_time_of and step.shares_time_of not in keys:
            say_fault(step.key, "shares_time_of tidak dikenal", "shares_time_of names no step")
        for action in step.actions:
            _find_action_faults(procedure, index, action, say_fault)
        for paper in step.papers:
            if paper.kind not in PAPER_KINDS:
                near = nearest_or_all(paper.kind, PAPER_KINDS)
                say_fault(
                    step.key,
                    f"naskah {paper.kind!r} tidak dikenal (maksudnya {near})",
                    f"unknown paper {paper.kind!r} (perhaps {near})",
                )

    kinds = {paper.kind for step in procedure.steps for paper in step.papers}
    approving = any(
        action.approves and step.scope == "item" for step in procedure.steps for action in step.actions
    )
    if "approval-sheet" in kinds and not approving:
        say_fault(
            "papers",
            "ada lembar persetujuan, tetapi tidak ada langkah per infografis yang menyetujui (approves)",
            "there is an approval sheet, but no step per infographic approves",
        )

    total = sum(step.minutes for step in procedure.steps)
    if total != procedure.total_minutes:
        say_fault(
            "total_minutes",
            f"{procedure.total_minutes} menit, padahal jumlah langkah {total} menit",
            f"{procedure.total_minutes} minutes, but the steps add up to {total}",
        )
    return faults


def _find_action_faults(procedure: Procedure, index: int, action: Action, say_fault: SayFault) -> None:
    step = procedure.steps[index]
    for gate in action.gates:
        if gate not in GATES:
            near = nearest_or_all(gate, GATES)
            say_fault(
                f"{step.key}.{action.name}",
                f"syarat {gate!r} tidak dikenal (maksudnya {near})",
                f"unknown gate {gate!r} (perhaps {near})",
            )
    if action.ends == "returned":
        earlier = [known.key for known in procedure.steps[:index]]
        if action.to not in earlier or procedure.step(action.to).scope != step.scope:
            say_fault(
                f"{step.key}.{action.name}",
                f"kembali ke {action.to!r}, yang bukan langkah sebelumnya dengan lingkup yang sama",
                f"returns to {action.to!r}, which is no earlier step of the same scope",
            )
