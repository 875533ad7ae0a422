"""What the settings come to: who serves when, the calendar, retention, words of the audit log, the colour."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import web_home
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.compose.colour import contrast
from rupadata.web.brand_sheet import DARK, LIGHT, WANTED, brand_name, brand_shades, brand_sheet

WEB = Path(__file__).resolve().parents[3] / "src" / "rupadata" / "web"


def words_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def save(change: Callable[[str], str]) -> None:
    from rupadata.web.accounts.models import OfficeVersion

    text = web_home.OFFICE.read_text(encoding="utf-8")
    OfficeVersion.objects.create(text=change(text), saved_by="uji")


@given(colour=st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
@settings(max_examples=60, deadline=None)
def test_any_colour_of_an_office_can_be_read_on_every_ground(colour: str) -> None:
    for dark, grounds in ((False, LIGHT), (True, DARK)):
        shades = brand_shades(colour, dark=dark)
        for ground in grounds.values():
            assert contrast(shades["accent"], ground) >= WANTED
            assert contrast(shades["accent-strong"], ground) >= WANTED
        assert contrast(shades["accent-strong"], shades["accent-soft"]) >= WANTED
        assert contrast(shades["on-accent"], shades["accent"]) >= WANTED


def test_a_colour_keeps_its_hue_where_it_can_be_read() -> None:
    from rupadata.compose.colour import oklch_of

    for colour in ("#0b5fa5", "#a50b2a", "#0b6b3a"):
        assert abs(oklch_of(brand_shades(colour, dark=False)["accent"])[2] - oklch_of(colour)[2]) < 8


def test_the_sheet_names_every_shade_of_the_interface_s_own() -> None:
    tokens = (WEB / "static" / "rupadata" / "tokens.css").read_text(encoding="utf-8")
    own = set(re.findall(r"--((?:on-)?accent[a-z-]*):", tokens))
    assert set(re.findall(r"--([a-z-]+):", brand_sheet("a50b2a"))) == own


def test_the_office_s_colour_is_asked_for_by_pages_and_nothing_else_is_served(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    assert "/warna/" not in words_of(browser("kasie").get("/"))
    save(lambda text: text.replace("[brand]", '[brand]\ncolour = "#A50B2A"'))
    assert '/warna/a50b2a.css"' in words_of(browser("kasie").get("/"))
    client = browser("")
    sheet = client.get("/warna/a50b2a.css")
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "text/css")
    assert client.get("/warna/A50B2A.css").status_code == 404
    assert client.get("/warna/a50b2a}.css").status_code == 404
    assert [brand_name(one) for one in ("#A50B2A", "", "merah")] == ["a50b2a", "", ""]


def test_who_serves_today_and_who_stands_in_is_shown(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    today = date.today()

    def change(text: str) -> str:
        text = re.sub(r"(?m)^leave = .*$", "", text)
        return text.replace(
            'id = "perancang"',
            f'id = "perancang"\nleave = [{{ since = {today}, until = {today + timedelta(days=3)}, '
            'reason = "diklat" }]',
        )

    save(change)
    page = words_of(browser("admin").get("/pengaturan/penugasan/"))
    assert "Tidak ada: tugas peran ini menunggu." in page
    assert "Tidak di tempat: diklat" in page
    assert "Plh." in page
    workplace["kabid"].is_active = False
    workplace["kabid"].save()
    assert "belum punya akun" in words_of(browser("admin").get("/pengaturan/penugasan/"))


def test_the_calendar_shows_holidays_and_the_office_s_own_days(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    year = date.today().year
    save(lambda text: text + f'\n[[holidays]]\ndate = {year}-03-04\nname = "Hari uji"\n')
    page = words_of(browser("admin").get(f"/pengaturan/kalender/?tahun={year}"))
    assert "Hari uji" in page
    assert "Hari Kemerdekaan" in page
    assert f"Kalender kerja {year}" in words_of(browser("admin").get("/pengaturan/kalender/?tahun=9999"))


def test_retention_tells_until_when_a_finished_work_order_is_kept(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from django.utils import timezone

    from rupadata.web.accounts.settings_pages import _kept
    from rupadata.web.cases.glance import glance_of, office_settings
    from rupadata.web.cases.models import CaseRow

    key = web_home.begin_case()
    assert "Belum ada perintah kerja yang selesai." in words_of(browser("admin").get("/pengaturan/retensi/"))
    row = CaseRow.objects.get(key=key)
    row.status, row.changed_at = "closed", timezone.now()
    row.save()
    page = words_of(browser("admin").get("/pengaturan/retensi/"))
    assert key in page
    office = office_settings(glance_of(row).office)
    year = timezone.localtime(row.changed_at, office.zone).year
    rule = office.retention
    assert (rule.active_years, rule.inactive_years) == (2, 3)
    states = [_kept(row, office, date(year + after, 6, 1))["state"] for after in (0, 2, 3, 5, 6)]
    assert states == ["active", "active", "inactive", "inactive", "over"]
    assert f"akhir {year + 2}" in page
    assert f"akhir {year + 5}" in page


def test_every_event_of_the_audit_log_is_told_in_words(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.audit.words import event_words

    sources = "".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.py"))
    events = set(re.findall(r'\bnote\(\s*"([a-z-]+)"', sources))
    events |= {f"person-{act}" for act in ("lock", "unlock", "password", "factors", "official")}
    assert len(events) > 20
    assert [event for event in sorted(events) if event_words(event) == event] == []
    client = browser("admin")
    client.post("/pengaturan/orang/tambah/", {"username": "baru", "name": "Contoh Baru"})
    page = words_of(client.get("/pengaturan/catatan/?periksa=1"))
    assert "membuat akun" in page
    assert "akun baru" in page
    assert "Rantai catatan utuh." in page


def test_an_entry_changed_in_the_database_breaks_the_chain(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.audit.models import AuditEntry

    client = browser("admin")
    for name in ("satu", "dua"):
        client.post("/pengaturan/orang/tambah/", {"username": name, "name": name})
    first = AuditEntry.objects.order_by("number").first()
    assert first is not None
    AuditEntry.objects.filter(pk=first.pk).update(person="orang-lain")
    assert "tidak menyambung" in words_of(client.get("/pengaturan/catatan/?periksa=1"))


def test_terms_leave_particulars_and_retention_are_set_in_the_form(
    workplace: dict[str, Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.accounts.models import current_office

    client = browser("admin")
    form = re.findall(
        r'name="([^"]+)"[^>]*?value="([^"]*)"', client.get("/pengaturan/isian/").content.decode()
    )
    version = current_office()
    assert version is not None
    before = version.office
    at = next(at for at, one in enumerate(before.officials) if one.id == "perancang")
    sent = {name: unescape(value) for name, value in form if not name.endswith("-roles")}
    sent |= {f"o{n}-roles": list(one.roles) for n, one in enumerate(before.officials)}
    sent |= {
        f"o{at}-since": "1/2/2026",
        f"o{at}-leave": "7/12/2026; 9/12/2026; cuti tahunan",
        "pr-number": "12/SOP/2026",
        "re-active_years": "4",
        "re-inactive_years": "6",
        "re-then": "permanen",
        "act": "save",
    }
    wrong = client.post("/pengaturan/isian/", {**sent, "re-active_years": "empat"})
    assert wrong.status_code == 422
    assert client.post("/pengaturan/isian/", sent).status_code == 302
    after = current_office()
    assert after is not None
    office = after.office
    person = office.official("perancang")
    assert person.since == date(2026, 2, 1)
    assert [(one.since, one.until, one.reason) for one in person.leave] == [
        (date(2026, 12, 7), date(2026, 12, 9), "cuti tahunan")
    ]
    assert office.procedure.number == "12/SOP/2026"
    assert (office.retention.active_years, office.retention.inactive_years) == (4, 6)
    assert office.retention.then == "permanen"
    assert "7/12/2026; 9/12/2026; cuti tahunan" in words_of(client.get("/pengaturan/isian/"))


@pytest.mark.parametrize("page", ["penugasan", "kalender", "prosedur", "retensi"])
def test_pages_of_an_office_without_settings_say_so(
    workplace: dict[str, Any], browser: Callable[[str], Any], page: str
) -> None:
    from rupadata.web.accounts.models import OfficeVersion

    OfficeVersion.objects.all().delete()
    assert browser("admin").get(f"/pengaturan/{page}/").status_code == 200
