"""What somebody moved on the schedule page, as its address carries it: nothing is kept until it is set.

Of several moves of one block the last holds, so that the one before is still there to go back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.procedure.decision import MovedStep
from rupadata.procedure.moves import parse_move
from rupadata.web.typed_days import parse_typed_day

MOST = 400


def parse_moves(texts: Sequence[str]) -> tuple[MovedStep, ...]:
    """Return the moves of an address in their order; refuse what the page never writes."""
    try:
        return tuple(map(parse_move, texts[:MOST]))
    except UsageError as error:
        raise UsageError(
            say(id="Pemindahan itu tidak terbaca.", en="That move cannot be read."),
            code="move-unknown",
            hint=say(id="Muat ulang jadwalnya.", en="Load the schedule again."),
        ) from error


def typed_move(block: str, person: str, day: str, hours: str) -> MovedStep:
    """Return the move of a form: a day as people write it; hours with comma or point, or none."""
    step, _, item = block.partition(":")
    text = hours.strip().replace(",", ".")
    try:
        minutes = round(float(text) * 60) if text else 0
    except (ValueError, OverflowError) as error:
        raise UsageError(
            say(id=f"“{hours[:20]}” bukan jumlah jam.", en=f"“{hours[:20]}” is no number of hours."),
            code="move-unknown",
            hint=say(id="Tulis seperti 8 atau 7,5.", en="Write it like 8 or 7.5."),
        ) from error
    return MovedStep(step, person, parse_typed_day(day), item, minutes)
