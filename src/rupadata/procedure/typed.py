"""What people type beside a decision: notes, titles and moments, made fit to be kept and printed for ever.

Nothing that is recorded may keep a later paper from being made: what cannot be kept is taken out, and said;
what can only be a mistake is refused before anything is recorded.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rupadata.checked import LONGEST_NOTE, YEARS, clean_text, is_known_year
from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.problems import Place, Problem
from rupadata.typeset.paper_text import lost_characters, name_characters

_LONGEST_LINE = 300
_SOON = timedelta(days=1)
_FAR = timedelta(days=2 * 365)
"""A moment so far ahead of the clock and of all that was recorded is a slip of the finger, not a plan."""


def check_note(text: str) -> tuple[str, list[Problem]]:
    """Return a note as it can be kept, and that something was taken out of it; refuse one that is a book."""
    return _check(text, clean_text(text), LONGEST_NOTE)


def check_line(text: str) -> tuple[str, list[Problem]]:
    """Return a title or a number as it can be kept: one line, and whether something was taken out of it."""
    return _check(text, " ".join(clean_text(text).split()), _LONGEST_LINE)


def check_moment(at: datetime, now: datetime, last: datetime, *, confirmed: bool) -> list[Problem]:
    """Return that a moment lies ahead of the clock; refuse one far ahead unless it is confirmed.

    `last` is when the case was last decided on: a later decision can never be earlier than this one.
    """
    if at.tzinfo is None:
        return []  # The rules refuse it.
    if not is_known_year(at):
        raise UsageError(
            say(
                id=f"Tahun {at.year} di luar {YEARS[0]} sampai {YEARS[-1]}.",
                en=f"The year {at.year} is not within {YEARS[0]} to {YEARS[-1]}.",
            ),
            code="time-unreadable",
        )
    if at <= now + _SOON:
        return []
    if at > max(now, last if last <= at else now) + _FAR and not confirmed:
        raise UsageError(
            say(
                id=f"Waktu {at:%d-%m-%Y %H:%M} jauh di depan; keputusan sesudahnya tidak dapat lebih awal.",
                en=f"The time {at:%Y-%m-%d %H:%M} lies far ahead; no decision can be earlier after it.",
            ),
            code="time-far-ahead",
            hint=say(
                id="Perbaiki --at, atau tambahkan --confirm-time bila memang benar.",
                en="Mend --at, or add --confirm-time if it is meant.",
            ),
        )
    return [Problem.of("time-ahead", Place(), moment=at.isoformat(timespec="minutes"))]


def _check(text: str, clean: str, longest: int) -> tuple[str, list[Problem]]:
    if len(clean) > longest:
        raise InputRefusedError(
            say(
                id=f"Tulisan itu {len(clean)} huruf; paling banyak {longest}.",
                en=f"That text has {len(clean)} characters; at most {longest} can be kept.",
            ),
            code="text-too-long",
            hint=say(id="Persingkat.", en="Shorten it."),
        )
    same = "".join(clean.split()) == "".join(text.split())
    doubts = [] if same else [Problem.of("text-cleaned", Place())]
    if lost := lost_characters(clean):
        doubts.append(Problem.of("text-signs-replaced", Place(), signs=name_characters(lost)))
    return clean, doubts
