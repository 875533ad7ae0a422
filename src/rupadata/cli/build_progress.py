"""How far a build is: a bar with the time left on a terminal, one line an item elsewhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rupadata.language import say
from rupadata.progress import BuildEvent

_CLEAR = "\r\x1b[K"
_BAR = 24


@contextmanager
def shown_progress(stream: TextIO | None = None) -> Iterator[Callable[[BuildEvent], None]]:
    """Give a function that shows the events of one build on a stream, standard error where none is named."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield lambda event: _line(event, stream)
        return
    bar = Bar(stream)
    try:
        yield bar
    finally:
        bar.clear()


def _line(event: BuildEvent, stream: TextIO) -> None:
    if event.stage == "read" and event.item:
        print(f"({event.done}/{event.of}) {event.item}", file=stream, flush=True)
    if event.stage == "draw" and event.item:
        same = say(id=" (tetap)", en=" (unchanged)") if event.reused else ""
        print(f"[{event.done}/{event.of}] {event.item}: {event.title}{same}", file=stream, flush=True)


class Bar:
    """One line that is written over and over: stage, bar, count, time left, what is at hand."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage = ""
        self._began = 0.0

    def __call__(self, event: BuildEvent) -> None:
        """Show one event."""
        if event.stage != self._stage:
            self._stage, self._began = event.stage, event.seconds
        text = bar_text(event, event.seconds - self._began, shutil.get_terminal_size().columns - 1)
        self._stream.write(_CLEAR + text)
        self._stream.flush()

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        self._stream.write(_CLEAR)
        self._stream.flush()


def bar_text(event: BuildEvent, seconds: float, width: int) -> str:
    """Return the line of an event, no wider than `width`; `seconds` have passed in its stage."""
    stage = {
        "wait": say(id="Menunggu", en="Waiting"),
        "read": say(id="Membaca", en="Reading"),
        "group": say(id="Mengelompokkan", en="Grouping"),
        "plan": say(id="Merencanakan", en="Planning"),
        "draw": say(id="Menggambar", en="Drawing"),
        "write": say(id="Menulis", en="Writing"),
    }[event.stage]
    if event.of <= 1:
        return f"{stage} …"[:width]
    full = round(_BAR * event.done / event.of)
    left = ""
    if 0 < event.done < event.of:
        rest = round(seconds / event.done * (event.of - event.done))
        left = say(id=f", sisa {rest // 60}:{rest % 60:02}", en=f", {rest // 60}:{rest % 60:02} left")
    return f"{stage} [{'#' * full}{'-' * (_BAR - full)}] {event.done}/{event.of}{left}  {event.item}"[:width]
