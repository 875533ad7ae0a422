"""The entries of the audit log."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One event, bound to the one before it by its hash."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=40, db_index=True)
    person = models.CharField(max_length=60, blank=True, db_index=True)
    address = models.CharField(max_length=45, blank=True)
    facts = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """In the order in which things happened."""

        ordering = ("number",)

    def save(self, *args: object, **kwargs: object) -> None:
        """Save once; an entry is never changed."""
        if not self._state.adding:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> None:
        """Refuse: an entry is never taken away."""
        raise TypeError("an audit entry is never deleted")
