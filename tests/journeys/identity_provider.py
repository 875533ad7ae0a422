"""A small OpenID Connect provider on loopback: it knows one person and signs whoever asks in as that person.

Authorization code with PKCE (RFC 7636), discovery, keys and user information; it refuses a wrong client, a
wrong verifier and a code used twice, so that a sign-in which succeeds did all of it right.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "rupadata-uji", "rahasia-klien"


@dataclass
class Provider:
    """What the provider says of the person, and what was asked of it."""

    address: str = ""
    email: str = "kasie@kota-contoh.example"
    verified: bool = True
    amiss: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def claims(self) -> dict[str, Any]:
        return {"sub": f"orang-{self.email}", "email": self.email, "email_verified": self.verified}

    def answer(self, path: str, query: dict[str, str]) -> dict[str, Any] | None:
        """Return what an address answers; None for a refusal."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/masuk",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/orang",
                "jwks_uri": f"{self.address}/kunci",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            }
        if path == "/kunci":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]}
        if path == "/orang":
            return self.claims()
        return self.token(query) if path == "/token" else None

    def redirect(self, query: dict[str, str]) -> str:
        """Return where the browser goes back to, with a code."""
        code = secrets.token_urlsafe()
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        began = self.codes.pop(sent.get("code", ""), None)
        if began is None or began.get("code_challenge_method") != "S256":
            return None
        digest = sha256(sent.get("code_verifier", "").encode()).digest()
        right = (CLIENT, SECRET, urlsafe_b64encode(digest).rstrip(b"=").decode(), began["redirect_uri"])
        client = sent.get("client_id"), sent.get("client_secret")
        given = (*client, began["code_challenge"], sent["redirect_uri"])
        if given != right:
            return None
        now = int(time.time())
        facts = {**self.claims(), "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300}
        if "nonce" in began:
            facts["nonce"] = began["nonce"]
        answer = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer"}
        return {**answer, **({} if self.amiss == "no-token" else {"id_token": self.sign(facts)})}

    def sign(self, facts: dict[str, Any]) -> str:
        """Return a token as it should be, or with what is amiss."""
        now = int(time.time())
        other: dict[str, dict[str, Any]] = {
            "old-sign-in": {"nonce": "dari-masuk-yang-lain"},
            "other-client": {"aud": "aplikasi-lain"},
            "other-issuer": {"iss": "https://lain.example"},
            "too-late": {"iat": now - 900, "exp": now - 600},
            "other-person": {"sub": "orang-lain"},
        }
        facts = {**facts, **other.get(self.amiss, {})}
        if self.amiss == "no-number":
            del facts["nonce"]
        if self.amiss == "unsigned":
            return jwt.encode(facts, None, "none", {"kid": "1"})
        if self.amiss == "shared-secret":
            return jwt.encode(facts, SECRET.ljust(32), "HS256", {"kid": "1"})
        if self.amiss == "other-key":
            return jwt.encode(facts, rsa.generate_private_key(65537, 2048), "RS256", {"kid": "1"})
        return jwt.encode(facts, self.key, "RS256", {} if self.amiss == "nameless-key" else {"kid": "1"})


@contextmanager
def providing() -> Iterator[Provider]:
    """Run a provider for the length of a block."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self.send(parts.path, {name: found[0] for name, found in parse_qs(parts.query).items()})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send(self.path, {name: found[0] for name, found in parse_qs(body).items()})

        def send(self, path: str, query: dict[str, str]) -> None:
            if path == "/masuk":
                provider.asked.append(path)
                self.send_response(302)
                self.send_header("Location", provider.redirect(query))
                self.end_headers()
                return
            found = provider.answer(path, query)
            self.send_response(200 if found is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(found or {"error": "invalid_grant"}).encode())

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
