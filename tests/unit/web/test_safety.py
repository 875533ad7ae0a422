"""What keeps the workplace safe: policy, passwords, second factor, sessions, limits, uploads, audit log."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import web_home

import rupadata.web
from rupadata.errors import InputRefusedError

TEMPLATES = sorted(Path(rupadata.web.__file__).parent.glob("templates/**/*.html"))


def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    for answer in (browser("").get("/akun/login/"), browser("kasie").get("/")):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_script_a_style_or_a_handler(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text)
    assert scripts == []
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|hx-on", text)


def test_wrong_passwords_are_limited(workplace: dict[str, Any], browser: Callable[[str], Any]) -> None:
    client = browser("")
    for _ in range(6):
        client.post("/akun/login/", {"login": "kasie", "password": "salah-sekali"})
    right = client.post("/akun/login/", {"login": "kasie", "password": web_home.PASSWORD})
    assert right.status_code != 302


def test_nobody_can_sign_up(workplace: dict[str, Any], browser: Callable[[str], Any]) -> None:
    from rupadata.web.accounts.models import Person

    before = Person.objects.count()
    sent = {"username": "baru", "password1": "panjang-sekali-1", "password2": "panjang-sekali-1"}
    browser("").post("/akun/signup/", sent)
    assert Person.objects.count() == before


def test_without_a_second_factor_nothing_can_be_done(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from django.test import override_settings

    with override_settings(SECOND_FACTOR="required"):
        answer = browser("kasie").get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/akun/dua/totp/activate/"


def test_a_password_that_somebody_else_chose_must_be_changed(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    workplace["kasie"].must_change_password = True
    workplace["kasie"].save()
    assert browser("kasie").get("/")["Location"] == "/akun/password/change/"


def test_a_session_ends_however_busy_it_was(workplace: dict[str, Any], browser: Callable[[str], Any]) -> None:
    client = browser("kasie")
    assert client.get("/").status_code == 200
    session = client.session
    session["began"] = time.time() - 13 * 3600
    session.save()
    assert client.get("/").status_code == 302


def test_a_part_of_a_page_never_shows_the_sign_in(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    answer = browser("").get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Trigger"] == "rupadata:signedout"


def test_a_form_from_elsewhere_is_refused(workplace: dict[str, Any]) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(workplace["kasie"])
    assert client.post("/saya/", {"theme": "dark"}).status_code == 403


def test_the_audit_log_tells_who_signed_in_and_finds_what_was_changed(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.audit.log import find_break
    from rupadata.web.audit.models import AuditEntry

    client = browser("")
    client.post("/akun/login/", {"login": "kasie", "password": "salah-sekali"})
    client.post("/akun/login/", {"login": "kasie", "password": web_home.PASSWORD})
    events = list(AuditEntry.objects.values_list("event", "person"))
    assert events == [("sign-in-failed", ""), ("sign-in", "kasie")]
    assert find_break() == ""
    entry = AuditEntry.objects.get(number=1)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    AuditEntry.objects.filter(number=1).update(person="orang lain")
    assert find_break() != ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jahat.exe", b"MZ"),
        ("palsu.xlsx", b"bukan buku kerja"),
        ("kosong.csv", b""),
        ("besar.csv", b"x" * (26 * 1024 * 1024)),
    ],
)
def test_an_upload_that_is_not_what_it_says_is_refused(
    workplace: dict[str, Any], name: str, content: bytes
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rupadata.web.uploads import TABLE_ENDINGS, take_upload

    with pytest.raises(InputRefusedError) as caught:
        take_upload(SimpleUploadedFile(name, content), TABLE_ENDINGS)
    assert caught.value.code == "upload-refused"


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "a\\b\\c.csv", "x\x00<y>.csv", f"{'p' * 400}.csv"])
def test_a_file_name_keeps_nothing_that_a_disk_or_a_page_could_misread(name: str) -> None:
    from rupadata.web.uploads import plain_name

    plain = plain_name(name)
    assert plain.endswith(".csv")
    assert len(plain) <= 130
    assert not set(plain) & set('/\\<>\x00:"|?*')


def test_an_svg_opened_by_itself_can_do_nothing(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    edition = case_service().load(key).progress.items["penduduk"].edition
    assert edition is not None
    answer = browser("kasie").get(f"/perintah/{key}/infografis/penduduk/edisi/{edition.digest}/portrait.svg")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    answer.close()


def test_what_somebody_may_not_do_is_refused_and_logged(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.audit.models import AuditEntry

    assert browser("analis").get("/perintah/baru/").status_code == 403
    entry = AuditEntry.objects.get(event="refused")
    assert (entry.person, "not-their-step" in entry.facts) == ("analis", True)


def test_a_forgotten_password_is_reset_by_mail_to_the_address_that_is_known(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from django.core import mail
    from django.test import override_settings

    workplace["kasie"].email = "kasie@kota-contoh.example"
    workplace["kasie"].save()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        browser("").post("/akun/password/reset/", {"email": "kasie@kota-contoh.example"})
        assert [message.to for message in mail.outbox] == [["kasie@kota-contoh.example"]]
        assert "/akun/password/reset/key/" in mail.outbox[0].body


def test_a_secret_comes_from_the_environment_or_from_a_key_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web.secret import find_secret

    name = "RUPADATA_OIDC_SECRET"
    monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert find_secret(name) == ""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert find_secret(name) == ""
    (tmp_path / name).write_text("dari-penyimpan\n", encoding="utf-8")
    assert find_secret(name) == "dari-penyimpan"
    monkeypatch.setenv(name, "dari-lingkungan")
    assert find_secret(name) == "dari-lingkungan"


def test_the_settings_take_every_secret_from_a_key_store(tmp_path: Path) -> None:
    secrets = ("RUPADATA_SECRET_KEY", "DATABASE_URL", "RUPADATA_MAIL_PASSWORD", "RUPADATA_OIDC_SECRET")
    for name in secrets:
        (tmp_path / name).write_text(f"sqlite:///{name}.db", encoding="utf-8")
    told = (
        "from rupadata.web import settings as s;"
        "app = s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0];"
        "print(s.SECRET_KEY, s.DATABASES['default']['NAME'], s.EMAIL_HOST_PASSWORD, app['secret'])"
    )
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path), "RUPADATA_OIDC_SERVER": "https://masuk.example"}
    done = subprocess.run(
        [sys.executable, "-c", told],
        env={"PYTHONPATH": ":".join(sys.path), "RUPADATA_HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    key, database, mail, provider = done.stdout.split()
    assert [key, mail, provider] == [f"sqlite:///{secrets[at]}.db" for at in (0, 2, 3)]
    assert database == "/DATABASE_URL.db"
    assert not (tmp_path / "secret-key").exists()
