"""What the office decides about signing in: nobody signs up, who is locked out is told when to come again."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from rupadata.language import say
from rupadata.web.accounts.models import Person
from rupadata.web.audit.log import note

SEALED = "fernet:"
FRESH_SECONDS = 600
"""For so long after a sign-in the first second factor is set up without asking for the password again."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an office's workplace has no sign-up."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where a changed password leads: to work."""
        return reverse("tasks")

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Return a user name as it is kept."""
        return str(super().clean_username(username.strip(), shallow))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Return whether a password is asked for again; not for the first factor, right after signing in."""
        from allauth.mfa.utils import is_mfa_enabled

        if app == "allauth.mfa" and not is_mfa_enabled(self.request.user):
            records = self.request.session.get("account_authentication_methods", [])
            if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
                return False
        return bool(super().is_reauthentication_required(app=app))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Signing in with the government's account: for people whom the administrator has made, by their mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return False: an account elsewhere makes nobody a colleague here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect a verified address with the person who has it; everybody else is told whom to ask."""
        from rupadata.web.accounts.government import is_of_this_sign_in  # A client of the web, for few.

        if not is_of_this_sign_in(sociallogin):
            raise PermissionDenied
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data.get("userinfo", sociallogin.account.extra_data)
        address = str(claims.get("email", "")) if claims.get("email_verified") else ""
        person = Person.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if person is None:
            raise ImmediateHttpResponse(render(request, "accounts/not_known.html", status=403))
        sociallogin.connect(request, person)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **about: Any
    ) -> None:
        """Tell in our own words that the provider's answer let nobody in, and note why."""
        why = str(exception or error or "")
        note("sign-in-failed", "", request, tried=str(provider.app.name), why=why[:200])
        raise ImmediateHttpResponse(render(request, "accounts/provider_failed.html", status=403))


class FactorAdapter(DefaultMFAAdapter):
    """Names of second factors as people see them; their secrets lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept: bound to the installation's key, which no database holds."""
        return SEALED + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; one that was kept before secrets were encrypted is as it was."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        return _cipher().decrypt(encrypted_text.removeprefix(SEALED).encode()).decode()

    def get_totp_label(self, user: Person) -> str:
        """Return what an authenticator shows."""
        return user.username

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """Return the name of a new passkey."""
        return say(id="Kunci sandi", en="Passkey")


def _cipher() -> Fernet:
    key = sha256(b"second factors\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
