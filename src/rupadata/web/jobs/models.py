"""The queue of background work."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One piece of work: what, for which case, how far it is. A heartbeat that stops gives it back to
    the queue."""

    kind = models.CharField(max_length=40)
    case_key = models.CharField(max_length=60, blank=True, db_index=True)
    facts = models.TextField(default="{}")
    state = models.CharField(max_length=10, default="queued", db_index=True)
    asked_by = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    now = models.CharField(max_length=300, blank=True)
    stop = models.BooleanField(default=False)
    result = models.TextField(default="{}")
    fault = models.TextField(blank=True)

    class Meta:
        """In the order of asking."""

        ordering = ("id",)

    @property
    def running(self) -> bool:
        """Return whether somebody should look again later."""
        return self.state in ("queued", "running")
