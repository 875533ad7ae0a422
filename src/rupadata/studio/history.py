"""What was done to a page, to be undone and done again without end, and told apart between two people.

Every step is kept as the edits that lead back (or on) from the page as it stands: small, of checked types,
and exact, since edits laid over the page that they were compared with give the other page again.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from rupadata.decoding import decode_json
from rupadata.pagespec import Overlay, PageSpec, apply_edits, find_edits

LONGEST_TRAIL = 30
"""How many changes back the page that somebody still has before them is known."""


class Step(msgspec.Struct, frozen=True):
    """One step: the edits that undo it (or do it again), what was done, and who did it.

    `kept` are the edits that stand beside the page once it is undone (or done again), where the step changed
    those too: an edit that waits has no effect on the page.
    """

    edits: Overlay
    what: str
    by: str = ""
    kept: Overlay | None = None


class History(msgspec.Struct, frozen=True):
    """The steps of a page: `undo` and `redo`, the next one last.

    `number` counts every change of the page, undone or not, so that two people who changed the same page are
    told apart. `trail` leads back from page to page over the last changes.
    """

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()
    number: int = 0
    trail: tuple[Overlay, ...] = ()

    def record(
        self, before: PageSpec, after: PageSpec, what: str, by: str = "", kept: Overlay | None = None
    ) -> History:
        """Return the history after a change; what could be done again is given up by it.

        `kept` are the edits beside the page before it, of a change that was made to them.
        """
        if before == after and kept is None:
            return self
        step = Step(find_edits(after, before), what, by, kept)
        return replace(self._moved(before, after), undo=(*self.undo, step), redo=())

    def back(self, now: PageSpec, kept: Overlay | None = None) -> tuple[History, PageSpec]:
        """Return history and page after the last step is undone; both unchanged where there is none.

        `kept` are the edits beside the page now, for a step that changed them.
        """
        if not self.undo:
            return self, now
        *rest, step = self.undo
        before, _ = apply_edits(now, step.edits)
        again = replace(step, edits=find_edits(before, now), kept=kept)
        return replace(self._moved(now, before), undo=tuple(rest), redo=(*self.redo, again)), before

    def forward(self, now: PageSpec, kept: Overlay | None = None) -> tuple[History, PageSpec]:
        """Return history and page after the last undone step is done again."""
        if not self.redo:
            return self, now
        *rest, step = self.redo
        after, _ = apply_edits(now, step.edits)
        back = replace(step, edits=find_edits(after, now), kept=kept)
        return replace(self._moved(now, after), undo=(*self.undo, back), redo=tuple(rest)), after

    def page_of(self, number: int, now: PageSpec) -> PageSpec | None:
        """Return the page as it stood at a number; None where that is too long ago."""
        steps = self.number - number
        if not 0 <= steps <= len(self.trail):
            return None
        for edits in reversed(self.trail[len(self.trail) - steps :]):
            now, _ = apply_edits(now, edits)
        return now

    def _moved(self, before: PageSpec, after: PageSpec) -> History:
        trail = (*self.trail, find_edits(after, before))[-LONGEST_TRAIL:]
        return replace(self, number=self.number + 1, trail=trail)


def encode_history(history: History) -> bytes:
    """Return the JSON of a history."""
    return msgspec.json.encode(history)


def parse_history(content: bytes, where: str) -> History:
    """Return the history of a JSON text; refuse what is none."""
    return decode_json(content, History, where, "edits-unreadable")
