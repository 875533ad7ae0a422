"""Which open steps and work orders are a person's, in the order of lists: numbers of rows alone.

Worked out once and remembered until a decision anywhere changes it (`stamp.py`), or a quarter of an hour is
over: duties change with the day.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from django.db.models import Min
from django.utils import timezone
from msgspec import Struct

from rupadata.web.accounts.models import Person
from rupadata.web.cases.glance import duties_of, rows_of
from rupadata.web.cases.models import CaseRow, Waiting
from rupadata.web.cases.stamp import quarter_of, read_stamp

MOST_WAITED = 6
_LOOKED_AT = 90


class OwnSteps(Struct, frozen=True):
    """The open steps that a person could end now, what is due first first; how each duty is held; and steps
    of others that the person waits for, one a work order and step."""

    steps: Sequence[int]
    held: Mapping[int, str]
    waited: tuple[int, ...]


class OwnCases(Struct, frozen=True):
    """The work orders that a person takes part in, by state and newest first; open ones also by what is due
    first, with when that is: in seconds, infinite where nothing waits."""

    by_state: Mapping[str, Sequence[int]]
    by_due: Sequence[int]
    due: Sequence[float]

    def late(self, now: datetime) -> Sequence[int]:
        """Return the open work orders with an overdue step."""
        return self.by_due[: bisect_left(self.due, now.timestamp())]


def own_steps(person: Person, now: datetime) -> OwnSteps:
    """Return what waits for a person, and what the person waits for."""
    return _steps(str(person.official), quarter_of(now), read_stamp())


def own_cases(person: Person) -> OwnCases:
    """Return the work orders of a person."""
    return _cases(str(person.official), read_stamp())


def rows_at(numbers: Sequence[int]) -> list[CaseRow]:
    """Return the rows of work orders in the order of their numbers, without what lists do not show."""
    found = CaseRow.objects.defer("header", "search").in_bulk(list(numbers))
    return [found[one] for one in numbers if one in found]


def count_tasks(person: Person) -> int:
    """Return how many steps a person could end now."""
    return len(own_steps(person, timezone.now()).steps)


@lru_cache(maxsize=128)
def _steps(official: str, now: datetime, stamp: int) -> OwnSteps:
    held = duties_of(official, now)
    mine = Waiting.objects.filter(duty__in=held).order_by("due_at", "item", "id").values_list("pk", flat=True)
    return OwnSteps(array("q", mine), held, _waited(official, held))


def _waited(official: str, held: Mapping[int, str]) -> tuple[int, ...]:
    if not official:
        return ()
    steps = Waiting.objects.filter(case__people__contains=f" {official} ").exclude(duty__in=held)
    found: dict[tuple[int, str], int] = {}
    for pk, case, step in steps.values_list("pk", "case_id", "step")[:_LOOKED_AT]:
        found.setdefault((case, step), pk)
    return tuple(found.values())[:MOST_WAITED]


@lru_cache(maxsize=128)
def _cases(official: str, stamp: int) -> OwnCases:
    by_state: dict[str, array[int]] = {"all": array("q")}
    waiting: list[tuple[float, int]] = []
    rows = rows_of(Person(official=official)).annotate(due=Min("waiting__due_at"))
    for pk, status, due in rows.values_list("pk", "status", "due"):
        by_state["all"].append(pk)
        by_state.setdefault(status, array("q")).append(pk)
        if status == "open":
            waiting.append((due.timestamp() if due else float("inf"), pk))
    waiting.sort(key=lambda one: one[0])
    return OwnCases(by_state, array("q", (pk for _, pk in waiting)), array("d", (due for due, _ in waiting)))
