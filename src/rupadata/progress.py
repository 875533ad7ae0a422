"""How far a build is, and how it is stopped: events for whoever shows them, a token for whoever cancels."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from rupadata.errors import BuildCancelledError
from rupadata.language import say

Stage = Literal["wait", "read", "group", "plan", "draw", "write"]
STAGES: tuple[Stage, ...] = ("wait", "read", "group", "plan", "draw", "write")


class BuildEvent(Struct, frozen=True):
    """One step of a build: `done` `of` so many items of a stage; `of` is 0 where nobody can know it yet.

    `item` names what is at hand or was just finished (a file, a page's folder), `title` says it in words;
    `seconds` have passed since the build began. A page that an earlier build had made the same is `reused`.
    """

    stage: Stage
    done: int
    of: int
    item: str = ""
    seconds: float = 0.0
    title: str = ""
    reused: bool = False


class CancelToken:
    """Stops a build from another thread, at its next step."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the build to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether somebody asked the build to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `BuildCancelledError` when somebody asked the build to stop."""
        if self.cancelled:
            raise BuildCancelledError(
                say(id="Pembuatan dibatalkan.", en="The build was cancelled."),
                code="build-cancelled",
                hint=say(id="Jalankan lagi bila perlu.", en="Run it again when wanted."),
            )


class Teller:
    """Tells the events of one build, with the time since it began, and stops where that is asked."""

    def __init__(self, tell: Callable[[BuildEvent], None], cancel: CancelToken) -> None:
        self._tell = tell
        self._cancel = cancel
        self._began = time.monotonic()

    def __call__(
        self, stage: Stage, done: int, of: int, item: str = "", title: str = "", *, reused: bool = False
    ) -> None:
        """Tell one event; raise `BuildCancelledError` when the build is to stop."""
        self._cancel.check()
        self._tell(BuildEvent(stage, done, of, item, time.monotonic() - self._began, title, reused))
