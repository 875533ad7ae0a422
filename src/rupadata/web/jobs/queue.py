"""Asking for work, and the worker that does it one piece after the other.

Django's own task queues keep a task "running" for ever when the worker is killed, and know neither progress
nor stopping; a row of our own needs one column more to be the queue as well (see the ADR on the workplace).
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, transaction
from django.utils import timezone
from msgspec import Struct

from rupadata.errors import RupadataError
from rupadata.web.jobs.models import Job
from rupadata.web.ways_out import way_out

BEAT_SECONDS = 3.0
SILENT_SECONDS = 30.0
SWEEP_SECONDS = 30.0
MOST_TRIES = 3
_log = logging.getLogger(__name__)


class StoppedError(Exception):
    """Somebody asked that the work be stopped."""


class Pulse(Struct, frozen=True):
    """How a piece of work tells how far it is, and hears that it should stop."""

    job: int

    def tell(self, done: int, total: int, now: str = "") -> None:
        """Record progress; raise `StoppedError` when the work is no longer wanted."""
        Job.objects.filter(pk=self.job).update(
            done=done, total=total, now=now[:300], heartbeat=timezone.now()
        )
        self.check()

    def check(self) -> None:
        """Raise `StoppedError` when the work is no longer wanted."""
        if Job.objects.filter(pk=self.job, stop=True).exists():
            raise StoppedError


Work = Callable[[Job, dict[str, Any], Pulse], dict[str, Any]]
KINDS: dict[str, Work] = {}
"""What can be asked for, by name; apps add theirs when they are loaded."""
SWEEPS: list[Callable[[], object]] = []
"""What the worker does now and then by itself."""


def ask_for(kind: str, *, case: str = "", person: str = "", **facts: Any) -> Job:
    """Put a piece of work into the queue; the same that waits already is not asked for twice."""
    text = json.dumps(facts, sort_keys=True)
    with transaction.atomic():
        # Held until what it is for is kept: a worker that took it earlier would not see that yet.
        same = Job.objects.select_for_update().filter(kind=kind, case_key=case, facts=text, state="queued")
        return same.first() or Job.objects.create(kind=kind, case_key=case, facts=text, asked_by=person)


def take_back_lost(now: Any = None) -> int:
    """Put work whose worker fell silent back into the queue; give up on what failed too often."""
    now = now or timezone.now()
    silent = Job.objects.filter(state="running", heartbeat__lt=now - timedelta(seconds=SILENT_SECONDS))
    silent.filter(tries__gte=MOST_TRIES).update(state="failed", ended_at=now, fault="worker-lost")
    return silent.filter(tries__lt=MOST_TRIES).update(state="queued")


def do_one() -> bool:
    """Do the next piece of work; return False when there is none."""
    take_back_lost()
    for job in Job.objects.filter(state="queued").order_by("id")[:5]:
        now = timezone.now()
        taken = Job.objects.filter(pk=job.pk, state="queued").update(
            state="running", started_at=now, heartbeat=now, tries=job.tries + 1
        )
        if taken:
            _do(Job.objects.get(pk=job.pk))
            return True
    return False


def work(stop: threading.Event, pause: float = 0.5) -> None:
    """Do work until told to stop."""
    load_kinds()
    swept = time.monotonic()
    while not stop.is_set():
        try:
            found = do_one()
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                for sweep in SWEEPS:
                    sweep()
        except Exception:  # A database that is away for a moment must not end the worker.
            _log.exception("the worker could not take work")
            close_old_connections()
            found = False
        if not found:
            stop.wait(pause)


def load_kinds() -> None:
    """Import the rooms that add kinds of work."""
    import rupadata.web.cases.desk
    import rupadata.web.cases.studio_export  # noqa: F401


def _do(job: Job) -> None:
    beating = threading.Event()
    beat = threading.Thread(target=_beat, args=(job.pk, beating), daemon=True)
    beat.start()
    began = time.monotonic()
    try:
        result = KINDS[job.kind](job, json.loads(job.facts), Pulse(job.pk))
        facts = {"state": "done", "result": json.dumps(result, ensure_ascii=False)}
    except StoppedError:
        facts = {"state": "stopped"}
    except RupadataError as error:
        told = f"{error.message} {way_out(error.code, str(error.hint or ''))}"
        facts = {"state": "failed", "fault": told.strip()}
    except Exception:
        _log.exception("job %s (%s) failed", job.pk, job.kind)
        facts = {"state": "failed", "fault": f"internal-{job.pk}"}
    finally:
        beating.set()
        beat.join()
    Job.objects.filter(pk=job.pk).update(ended_at=timezone.now(), **facts)
    _log.info("job %s (%s): %s in %.1f s", job.pk, job.kind, facts["state"], time.monotonic() - began)


def _beat(job: int, stop: threading.Event) -> None:
    while not stop.wait(BEAT_SECONDS):
        Job.objects.filter(pk=job).update(heartbeat=timezone.now())
    close_old_connections()
