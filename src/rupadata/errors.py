"""Exceptions: the work cannot go on. Imperfect data is a `Problem`, never an exception.

```
RupadataError
├── InputRefusedError     an input cannot be used at all; exit code 2
│   └── UsageError        a word of the call is wrong: unknown option value, unknown subject
├── MissingPartError      an optional part of the product is not installed
├── BuildCancelledError   the build was cancelled; exit code 130
├── WorkerLostError       a process that did a part of the work is gone, and its part with it
├── BrokenPromiseError    something that the engine guarantees does not hold (a font without glyphs ...)
└── ProcedureError        a decision that the procedure does not allow
    ├── NotTheirStepError     "you may not"; exit code 3
    ├── StepNotOpenError      "not now"; exit code 4
    └── EditionChangedError   "the version moved on"; exit code 5
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONG_WORD = re.compile(r"\S{400,}")
_LONGEST = 1_500
_SHOWN, _END_SHOWN = 80, 10


def shortened(words: str) -> str:
    """Return a message without the middle of words, and of itself, that nobody could read to their end."""
    short = _LONG_WORD.sub(lambda word: f"{word[0][:_SHOWN]}…{word[0][-_END_SHOWN:]}", words)
    if len(short) > _LONGEST:
        short = f"{short[: _LONGEST - _SHOWN]}… {short[-_SHOWN + 2 :]}"
    return words if short == words else short  # Words that are said in both languages stay so.


class RupadataError(Exception):
    """Root of all errors that Rupadata raises on purpose.

    `code` is stable and documented; `message` says what and where, `hint` what to do about it. What they
    quote of an input is shortened where nobody could read it to its end.
    """

    exit_code = 2

    def __init__(self, message: str, *, code: str = "error", hint: str = "") -> None:
        self.code = code
        self.message = shortened(message)
        self.hint = shortened(hint)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputRefusedError(RupadataError):
    """An input cannot be used at all: missing, empty, of the wrong type, encrypted."""


class UsageError(InputRefusedError):
    """A word of the call is wrong."""


class MissingPartError(RupadataError):
    """An optional part of the product is not installed."""


class BrokenPromiseError(RupadataError):
    """Something that the engine guarantees does not hold."""

    exit_code = 1


class BuildCancelledError(RupadataError):
    """The build was cancelled before it was done; what stood in the output stands there still."""

    exit_code = 130


class WorkerLostError(RupadataError):
    """A process that did a part of the work is gone; what it had put away stands."""


class ProcedureError(RupadataError):
    """A decision that the procedure does not allow."""


class NotTheirStepError(ProcedureError):
    """The step belongs to somebody else."""

    exit_code = 3


class StepNotOpenError(ProcedureError):
    """The step is not open: its inputs are missing, or it is already done."""

    exit_code = 4


class EditionChangedError(ProcedureError):
    """What was decided on is no longer what stands there."""

    exit_code = 5


def nearest_name(wanted: str, known: Iterable[str]) -> str | None:
    """Return the known name closest to a mistyped one, or None when nothing comes near."""
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(wanted.casefold(), by_fold, n=1, cutoff=0.5)
    return by_fold[found[0]] if found else None


def nearest_or_all(wanted: str, known: Iterable[str]) -> str:
    """Return the known name closest to a mistyped one, or all that are known where none comes near."""
    names = list(known)
    return nearest_name(wanted, names) or ", ".join(names)
