"""How long somebody stays signed in, what a browser keeps, and which passwords and secrets are taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

Browser = Callable[[str], Any]


def test_a_session_in_which_nobody_did_anything_ends(browser: Browser) -> None:
    client = browser("kasie")
    assert client.get("/").status_code == 200
    session = client.session
    session["acted"] = time.time() - 181 * 60
    session.save()
    assert client.get("/").status_code == 302


def test_a_page_that_asks_by_itself_is_nobody_at_work(browser: Browser) -> None:
    client = browser("kasie")
    assert client.get("/").status_code == 200
    session = client.session
    before = session["acted"] = time.time() - 60 * 60
    session.save()
    assert client.get("/pemberitahuan/baru/", headers={"HX-Request": "true"}).status_code == 200
    assert client.session["acted"] == before
    assert client.get("/").status_code == 200
    assert client.session["acted"] > before


def test_browsers_keep_no_page_of_somebody_signed_in_and_forget_at_signing_out(browser: Browser) -> None:
    client = browser("kasie")
    assert client.get("/")["Cache-Control"] == "private, no-store"
    gone = client.post("/akun/logout/")
    assert gone["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/akun/login/")


def test_ending_a_device_asks_for_the_password_again(browser: Browser, workplace: dict[str, Any]) -> None:
    client = browser("kasie")
    assert client.get("/akun/perangkat/").status_code == 200
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    asked = client.post("/akun/perangkat/")
    assert asked.status_code == 302
    assert "/akun/reauthenticate/" in asked.url


@pytest.mark.parametrize("password", ["Rupadata2026!", "infografis-kota-2026", "kasiestatistik99"])
def test_a_password_of_the_offices_words_alone_is_refused(workplace: dict[str, Any], password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password(password, workplace["kasie"])


@pytest.mark.parametrize("password", ["kopi-tubruk-panas-2026", "kuda benar baterai", "9f3k-22x7-aaq1"])
def test_other_passwords_of_any_signs_are_taken(workplace: dict[str, Any], password: str) -> None:
    from django.contrib.auth.password_validation import validate_password

    validate_password(password, workplace["kasie"])


def test_secrets_of_second_factors_lie_encrypted_and_older_ones_still_work(workplace: dict[str, Any]) -> None:
    from rupadata.web.accounts.adapter import FactorAdapter

    adapter = FactorAdapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


def test_an_echo_of_a_request_is_refused(browser: Browser) -> None:
    for address in ("/", "/perintah/baru/", "/saya/", "/akun/login/"):
        answer = browser("kabid").generic("TRACE", address, headers={"X-Odd": "gema"})
        assert answer.status_code == 405, address
        assert b"gema" not in answer.content


def test_locking_a_person_ends_her_sessions(browser: Browser, workplace: dict[str, Any]) -> None:
    hers = browser("analis")
    assert hers.get("/").status_code == 200
    number = workplace["analis"].pk
    sent = browser("admin").post(f"/pengaturan/orang/{number}/", {"act": "lock"})
    assert sent.status_code == 302
    assert hers.get("/").status_code == 302
