"""The app of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log."""

    name = "rupadata.web.audit"
    label = "audit"
