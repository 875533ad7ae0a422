"""The app of people and signing in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People of the office."""

    name = "rupadata.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have the audit log hear of every sign-in."""
        from rupadata.web.accounts import signals

        signals.connect()
