"""Signing in with the government's account: what OpenID Connect asks of a client beyond what allauth checks.

An answer of the provider counts with its own signature, for this office, in time, and for the sign-in that
this browser began (OpenID Connect Core 1.0, 3.1.3.7): a token read elsewhere opens no door here. What the
provider says of how somebody proved who he is counts as one factor; the second is always the workplace's own.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.jwtkit import verify_jti
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_POST

PROVIDER = "kantor"
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a key of the provider alone; never with a secret that both know, and never none."""


class GovernmentAdapter(OpenIDConnectOAuth2Adapter):
    """Reads what the provider says of somebody, and believes only what it signed."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Return who signed in; an `OAuth2Error` where the provider's answer does not prove it."""
        signed = read_signed(str(kwargs["response"].get("id_token", "")), self.openid_config, app.client_id)
        told = self._fetch_user_info(token.token)
        # OpenID Connect Core 1.0, 5.3.2: what is told of somebody else must not be used.
        if told.get("sub") != signed["sub"]:
            raise OAuth2Error("The provider tells of somebody else than who signed in.")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": signed})


def read_signed(token: str, provider: dict[str, Any], client: str) -> dict[str, Any]:
    """Return what a signed token says; an `OAuth2Error` where signature, issuer, client or time is not right.

    `provider` is its published configuration; the keys are asked for at each sign-in, as they change.
    """
    with get_adapter().get_requests_session() as session:
        answer = session.get(provider["jwks_uri"])
        answer.raise_for_status()
        keys = answer.json()
    try:
        said: dict[str, Any] = jwt.decode(
            token,
            _find_key(jwt.PyJWKSet.from_dict(keys), jwt.get_unverified_header(token).get("kid")),
            algorithms=SIGNED_WITH,
            issuer=provider["issuer"],
            audience=client,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error("The provider's signature does not prove who signed in.") from error
    verify_jti(said)
    return said


def is_of_this_sign_in(login: SocialLogin) -> bool:
    """Return whether a token was made for the sign-in that this browser began."""
    asked = str(login.state.get("nonce", ""))
    said = str(login.account.extra_data.get("id_token", {}).get("nonce", ""))
    return bool(asked) and constant_time_compare(said, asked)


def _find_key(keys: jwt.PyJWKSet, name: str | None) -> jwt.PyJWK:
    """Return the key of a name; a token may leave the name out where the provider has one key alone."""
    found = [key for key in keys.keys if name is None or key.key_id == name]
    if len(found) != 1:
        raise jwt.InvalidKeyError(f"{len(found)} keys are called {name}")
    return found[0]


@require_POST
def begin_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider, with a number that its answer must repeat."""
    provider = _adapter(request, provider_id).get_provider()
    nonce = secrets.token_urlsafe(32)
    facts = {**provider.get_auth_params(), "nonce": nonce}
    begun: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, auth_params=facts, nonce=nonce)
    return begun


@require_GET
def end_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider answers."""
    view = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


def _adapter(request: HttpRequest, provider_id: str) -> GovernmentAdapter:
    if provider_id != PROVIDER:
        raise Http404
    return GovernmentAdapter(request, provider_id)


# The provider's record of this office holds the second address.
urlpatterns = [
    path("oidc/<str:provider_id>/login/", begin_sign_in, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", end_sign_in, name="openid_connect_callback"),
]
