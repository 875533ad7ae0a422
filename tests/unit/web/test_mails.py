"""Notices by mail: one a person for all that happened, none twice, none of what was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import web_home


@pytest.fixture
def told(workplace: dict[str, Any], browser: Callable[[str], Any]) -> dict[str, Any]:
    """Two notices for the designer, who has a mail address."""
    from rupadata.web.cases.models import Notice

    key = web_home.case_in_review()
    address = f"/perintah/{key}/infografis/penduduk/periksa/"
    browser("kasie").post(address, {"action": "consult", "note": "Bagaimana pendapat Bapak?"})
    browser("kasie").post(address, {"action": "return", "note": "Tampilkan semua kecamatan."})
    designer = workplace["perancang"]
    designer.email = "perancang@kota-contoh.example"
    designer.save()
    assert Notice.objects.filter(person="perancang").count() == 2
    return workplace


@pytest.fixture
def mails(settings: Any) -> list[Any]:
    from django.core import mail

    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CSRF_TRUSTED_ORIGINS = ["https://infografis.example"]
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def settings() -> Any:
    from django.conf import settings
    from django.test import override_settings

    class Changed:
        def __setattr__(self, name: str, value: object) -> None:
            change = override_settings(**{name: value})
            change.enable()
            undo.append(change)

    undo: list[Any] = []
    assert settings.configured
    yield Changed()
    for change in reversed(undo):
        change.disable()


def test_all_that_happened_within_minutes_is_one_mail(told: dict[str, Any], mails: list[Any]) -> None:
    from django.utils import timezone

    from rupadata.web.cases.news import send_mails

    now = timezone.now()
    assert send_mails(now) == 0
    assert send_mails(now + timedelta(minutes=4)) == 1
    (mail,) = mails
    assert mail.to == ["perancang@kota-contoh.example"]
    assert "2 pemberitahuan" in mail.subject
    assert "Tampilkan semua kecamatan." in mail.body
    assert "Bagaimana pendapat Bapak?" in mail.body
    assert "https://infografis.example/perintah/" in mail.body
    assert send_mails(now + timedelta(minutes=9)) == 0


def test_what_was_read_and_what_nobody_wants_is_not_sent(told: dict[str, Any], mails: list[Any]) -> None:
    from django.utils import timezone

    from rupadata.web.cases.models import Notice
    from rupadata.web.cases.news import send_mails

    later = timezone.now() + timedelta(minutes=5)
    told["perancang"].wants_mail = False
    told["perancang"].save()
    assert send_mails(later) == 0
    told["perancang"].wants_mail = True
    told["perancang"].save()
    Notice.objects.update(read_at=timezone.now())
    assert send_mails(later) == 0
    assert mails == []


def test_a_mail_that_fails_is_tried_again(
    told: dict[str, Any], mails: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail import EmailMessage
    from django.utils import timezone

    from rupadata.web.cases.news import send_mails

    def fail(self: EmailMessage) -> int:
        raise ConnectionRefusedError

    later = timezone.now() + timedelta(minutes=5)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", fail)
        assert send_mails(later) == 0
    assert send_mails(later) == 1
    assert len(mails) == 1


def test_without_a_mail_server_nothing_is_marked(told: dict[str, Any]) -> None:
    from django.utils import timezone

    from rupadata.web.cases.models import Notice
    from rupadata.web.cases.news import send_mails

    assert send_mails(timezone.now() + timedelta(minutes=5)) == 0
    assert not Notice.objects.exclude(mailed_at=None).exists()
