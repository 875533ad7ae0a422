"""Signing in and out, second factors and passwords are written to the audit log."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from rupadata.web.audit.log import note


def connect() -> None:
    """Listen; each signal once."""
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (account.password_changed, _password_changed),
        (factor.authenticator_added, _factor_added),
        (factor.authenticator_removed, _factor_removed),
    ):
        signal.connect(receiver, dispatch_uid=receiver.__name__)


def _signed_in(request: HttpRequest, user: Any, **rest: Any) -> None:
    request.session["began"] = request.session.get("began") or _now()
    note("sign-in", user.username, request)


def _signed_out(request: HttpRequest, user: Any, **rest: Any) -> None:
    if user is not None:
        note("sign-out", user.username, request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **rest: Any) -> None:
    note("sign-in-failed", "", request, tried=str(credentials.get("username") or credentials.get("email")))


def _password_changed(request: HttpRequest, user: Any, **rest: Any) -> None:
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    note("password-changed", user.username, request)


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **rest: Any) -> None:
    note("factor-added", user.username, request, kind=str(authenticator.type))


def _factor_removed(request: HttpRequest, user: Any, authenticator: Any, **rest: Any) -> None:
    note("factor-removed", user.username, request, kind=str(authenticator.type))


def _now() -> float:
    from time import time

    return time()
