"""The app of work orders."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Work orders."""

    name = "rupadata.web.cases"
    label = "cases"
