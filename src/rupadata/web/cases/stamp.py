"""When what lists show changed last: what is worked out from lists is remembered until then."""

from __future__ import annotations

import time
from datetime import datetime

from rupadata.web.cases.models import WorkStamp

_QUARTER = 15
"""In minutes: so long what is remembered of a day's duties and forecasts holds; days begin on a quarter."""


def read_stamp() -> int:
    """Return the stamp; to be read before what is remembered under it."""
    return WorkStamp.objects.filter(pk=1).values_list("changed", flat=True).first() or 0


def renew_stamp() -> None:
    """Say that lists show something else now; within the transaction of the change, as its last act.

    The row is held until that transaction ends, so that no stamp is older than one read before it.
    """
    now = time.time_ns()
    if not WorkStamp.objects.filter(pk=1).update(changed=now):
        WorkStamp.objects.get_or_create(pk=1, defaults={"changed": now})


def quarter_of(now: datetime) -> datetime:
    """Return the quarter of an hour in which a moment lies."""
    return now.replace(minute=now.minute - now.minute % _QUARTER, second=0, microsecond=0)
