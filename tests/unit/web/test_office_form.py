"""The office's settings as a form: the same file comes out, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import web_home
from django.http import QueryDict

from rupadata.office.settings import parse_settings

FORM = "/pengaturan/isian/"
Browser = Callable[[str], Any]


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what a browser would send of the page's form."""
    from lxml import html

    form = html.fromstring(page).get_element_by_id("office-form")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_settings_written_as_toml_are_the_same_settings(workplace: dict[str, Any]) -> None:
    from rupadata.web.accounts.office_form import plain_settings, write_toml

    office = parse_settings(web_home.OFFICE.read_text(encoding="utf-8"))
    assert parse_settings(write_toml(plain_settings(office))) == office


@pytest.mark.parametrize("value", ['"', "\\", "\n", "\x7f", "é “x”", "= [x]", "#"])
def test_every_sign_comes_back(value: str) -> None:
    import tomllib

    from rupadata.web.accounts.office_form import write_toml

    plain = {"a b": value, "t": {"x": [value, 1, True]}, "l": [{"k": value}, {"k": ""}]}
    assert tomllib.loads(write_toml(plain)) == plain


def test_a_form_sent_as_it_came_changes_nothing(workplace: dict[str, Any], browser: Browser) -> None:
    from rupadata.web.accounts.models import current_office

    before = current_office()
    client = browser("admin")
    sent = fields_of(client.get(FORM).content.decode())
    assert client.post(FORM, {**sent, "act": "save"}).status_code == 302
    after = current_office()
    assert before is not None
    assert after is not None
    assert after.pk != before.pk
    assert after.office == before.office


def test_checking_saves_nothing_and_a_new_official_is_taken(
    workplace: dict[str, Any], browser: Browser
) -> None:
    from rupadata.web.accounts.models import OfficeVersion, current_office

    client = browser("admin")
    sent = fields_of(client.get(FORM).content.decode())
    last = int(sent["count"][0]) - 1
    sent |= {
        f"o{last}-id": ["baru"],
        f"o{last}-name": ["Contoh Staf Baru"],
        f"o{last}-roles": ["statistics_analyst"],
    }
    sent["holidays"] = ["28/2/2027 Hari jadi Kota Contoh"]
    told = client.post(FORM, {**sent, "act": "check"}).content.decode()
    assert "Semua isian dimengerti." in told
    assert "Contoh Staf Baru" in told
    assert OfficeVersion.objects.count() == 1
    client.post(FORM, {**sent, "act": "save"})
    office = current_office()
    assert office is not None
    assert office.office.official("baru").roles == ("statistics_analyst",)
    assert str(office.office.holidays[-1].date) == "2027-02-28"


def test_what_is_not_understood_is_said_and_what_was_typed_stays(
    workplace: dict[str, Any], browser: Browser
) -> None:
    client = browser("admin")
    sent = fields_of(client.get(FORM).content.decode())
    sent |= {"holidays": ["kapan-kapan libur"], "lh-phone": ["(021) 999"]}
    answer = client.post(FORM, {**sent, "act": "save"})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Belum tersimpan." in told
    assert "kapan-kapan libur" in told
    assert "(021) 999" in told


def test_a_line_of_a_stand_in_needs_its_parts() -> None:
    from rupadata.errors import UsageError
    from rupadata.web.accounts.office_form import take_form

    form = QueryDict(mutable=True)
    form.update({"count": "1", "o0-id": "a", "o0-name": "A", "o0-deputies": "analis"})
    with pytest.raises(UsageError) as refused:
        take_form(form, {})
    assert refused.value.code == "office-faulty"
    assert re.search("Plh", str(refused.value.hint))


def test_the_form_is_the_administrators(browser: Browser) -> None:
    assert browser("kabid").get(FORM).status_code == 403
