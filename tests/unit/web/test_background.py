"""Work in the background: done once, given back when a worker dies, stopped when it is no longer wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def kinds(workplace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    from rupadata.web.jobs.queue import KINDS, load_kinds

    load_kinds()
    before = dict(KINDS)
    yield KINDS
    KINDS.clear()
    KINDS.update(before)


def test_the_same_work_is_asked_for_once(kinds: dict[str, Any]) -> None:
    from rupadata.web.jobs.queue import ask_for

    assert ask_for("make-papers", case="1").pk == ask_for("make-papers", case="1").pk
    assert ask_for("make-papers", case="1").pk != ask_for("make-papers", case="2").pk


def test_work_of_a_lost_worker_is_done_by_the_next_and_given_up_after_three(kinds: dict[str, Any]) -> None:
    from django.utils import timezone

    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import MOST_TRIES, take_back_lost

    job = Job.objects.create(
        kind="x", state="running", tries=1, heartbeat=timezone.now() - timedelta(minutes=5)
    )
    assert take_back_lost() == 1
    assert Job.objects.get(pk=job.pk).state == "queued"
    Job.objects.filter(pk=job.pk).update(state="running", tries=MOST_TRIES)
    take_back_lost()
    assert Job.objects.get(pk=job.pk).state == "failed"


def test_work_is_stopped_at_its_next_word(kinds: dict[str, Any]) -> None:
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import ask_for, do_one

    def endless(job: Any, facts: dict[str, Any], pulse: Any) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(stop=True)
        pulse.tell(1, 10, "lembar 1")
        raise AssertionError("it went on")

    kinds["endless"] = endless
    job = ask_for("endless")
    assert do_one() is True
    assert Job.objects.get(pk=job.pk).state == "stopped"


def test_a_refusal_is_kept_in_words_and_a_fault_of_ours_as_a_number(kinds: dict[str, Any]) -> None:
    from rupadata.errors import InputRefusedError
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import ask_for, do_one

    def refuse(*args: Any) -> dict[str, Any]:
        raise InputRefusedError("Berkas rusak.", code="x", hint="Minta yang baru.")

    def fail(*args: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    kinds.update(refuse=refuse, fail=fail)
    refused, failed = ask_for("refuse"), ask_for("fail")
    do_one()
    do_one()
    assert Job.objects.get(pk=refused.pk).fault == "Berkas rusak. Minta yang baru."
    assert Job.objects.get(pk=failed.pk).fault == f"internal-{failed.pk}"
