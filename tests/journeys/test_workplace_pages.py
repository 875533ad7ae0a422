"""Every page of the workplace in a real browser, wide and narrow, light and dark: axe finds nothing.

Beside axe's own rules (WCAG A and AA, best practices): no page scrolls sideways, and the browser's console
has no complaint, which the content policy would make.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from served import chromium, serving

from rupadata.holdings.gathered import holding_key

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
PASSWORD = "contoh-saja-2026"
SECRET = "tautan-uji"
LOOKS = [(width, theme) for width in (1440, 390) for theme in ("light", "dark")] + [(1440, "contrast")]
"""Width of the window, and what the person's machine asks for: light, dark, or light with more contrast."""
SAMPLE = 8

PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/akun/login/", "/akun/password/reset/", "/bantuan/", "/tidak/ada/", "/tinjauan/{secret}/",
        "/tinjauan/habis/",
    ),
    "kabid": (
        "/", "/perintah/", "/perintah/baru/", "/ikhtisar/", "/ikhtisar/?keadaan=closed", "/pemberitahuan/",
        "/cari/?q=infografis", "/saya/", "/perintah/{first}/", "/perintah/{first}/?infografis=semua",
        "/perintah/{first}/riwayat/", "/perintah/{first}/keutuhan/", "/perintah/{first}/tindakan/",
        "/perintah/{first}/naskah/unggah/", "/perintah/{first}/langkah/close/", "/pengaturan/",
        "/akun/dua/", "/akun/dua/totp/activate/", "/akun/dua/webauthn/add/",
        "/akun/perangkat/", "/akun/password/change/",
    ),
    "kasie": (
        "/", "/perintah/{second}/jadwal/", "/perintah/{first}/jadwal/?ulang=1&pilih=review:{item}",
        "/perintah/{first}/infografis/{item}/periksa/",
        "/perintah/{first}/infografis/{returned}/periksa/", "/perintah/{first}/infografis/{item}/",
        "/perintah/{first}/langkah/receive/",
    ),
    "analis": (
        "/", "/perintah/{second}/tabel/", "/perintah/{second}/tabel/{asked}/baca/",
        "/perintah/{second}/tabel/{plain}/baca/?lembar=1", "/perintah/{second}/pengelompokan/",
        "/perintah/{first}/langkah/report/", "/pustaka/", "/pustaka/{held}/", "/pustaka/?lihat=bentrok",
        "/pustaka/?lihat=kurang",
        "/perintah/{first}/perbaikan/",
    ),
    "perancang": (
        "/", "/perintah/{first}/infografis/{drawn}/rancangan/", "/perintah/{first}/langkah/document/",
        "/perintah/{first}/infografis/{drawn}/rancangan/versi/",
        "/perintah/{first}/infografis/{drawn}/rancangan/berkas/",
    ),
    "administrator": (
        "/", "/pengaturan/", "/pengaturan/isian/", "/pengaturan/orang/", "/pengaturan/pekerjaan/",
        "/pengaturan/catatan/?periksa=1",
        "/pengaturan/penugasan/", "/pengaturan/kalender/", "/pengaturan/prosedur/", "/pengaturan/retensi/",
    ),
}  # fmt: skip
ALL = [(role, path, *look) for role, paths in PAGES.items() for path in paths for look in LOOKS]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The example office as it is served, and what the addresses of its pages are made of."""
    home = tmp_path_factory.mktemp("office")
    environment = {**os.environ, "RUPADATA_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    seed = [sys.executable, str(Path(__file__).with_name("seed_demo.py"))]
    keys = subprocess.run(seed, env=environment, check=True, capture_output=True, text=True).stdout.split()
    names = dict(zip(("first", "second"), keys[-2:], strict=True)) | _look_up(home, *keys[-2:])
    with serving(home, "--demo", RUPADATA_HOME=str(home)) as base:
        yield base, names


def _look_up(home: Path, first: str, second: str) -> dict[str, str]:
    """Return the infographics and tables that addresses name, read from the office's database."""
    import sqlite3

    import msgspec

    from rupadata.procedure.decision import Decision

    database = sqlite3.connect(home / "rupadata.sqlite3")
    lines = database.execute(
        "SELECT line FROM cases_decisionrow d JOIN cases_caserow c ON c.id = d.case_id WHERE c.key = ? "
        "ORDER BY number",
        (first,),
    )
    last: dict[str, str] = {}
    for (line,) in lines:
        decision = msgspec.json.decode(line, type=Decision)
        if decision.item:
            last[decision.item] = decision.action
    tables = dict(
        database.execute(
            "SELECT u.name, u.id FROM cases_sourceupload u JOIN cases_caserow c ON c.id = u.case_id "
            "WHERE c.key = ?",
            (second,),
        )
    )
    database.close()
    by_action = {action: item for item, action in last.items()}
    return {
        "item": by_action["submit"],
        "returned": by_action["return"],
        "drawn": by_action["start"],
        "asked": str(next(number for name, number in tables.items() if name.startswith("mutu"))),
        "plain": str(tables["kemiskinan.xlsx"]),
        "secret": SECRET,
        "held": holding_key("Jumlah Keluarga Penerima Bantuan Sosial", "keluarga"),
    }


@pytest.fixture(scope="module")
def open_page(office: tuple[str, dict[str, str]]) -> Iterator[Callable[[str, str, int, str], Any]]:
    """Return what opens a page as somebody, in a look; everybody signs in once."""
    base, names = office
    signed_in: dict[str, Any] = {"": None}
    with chromium() as browser:

        def opened(role: str, path: str, width: int, theme: str) -> Any:
            if role not in signed_in:
                context = browser.new_context()
                page = context.new_page()
                page.goto(f"{base}/akun/login/")
                page.fill("#id_login", f"{role}.contoh")
                page.fill("#id_password", PASSWORD)
                page.click("button.go")
                page.wait_for_url(f"{base}/")
                signed_in[role] = context.storage_state()
                context.close()
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if theme == "dark" else "light",
                contrast="more" if theme == "contrast" else "no-preference",
                storage_state=signed_in[role],
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.complaints = []
            page.on("console", lambda one: page.complaints.append(one.text) if one.type == "error" else None)
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.goto(base + path.format(**names))
            return page

        yield opened


def faults_of(page: Any) -> list[str]:
    """Return what axe finds, and whether the page scrolls sideways."""
    import axe_playwright_python

    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
    faults = [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        faults.append("scrolls sideways")
    return faults


def check(open_page: Callable[[str, str, int, str], Any], cases: list[tuple[str, str, int, str]]) -> None:
    faults = {}
    for role, path, width, theme in cases:
        page = open_page(role, path, width, theme)
        found = faults_of(page)
        # A page that is not there, or not for this person, answers so: the browser notes that.
        found += [one for one in page.complaints if "Failed to load resource" not in one]
        if found:
            faults[role, path, width, theme] = found
        page.context.close()
    assert faults == {}


def test_a_sample_of_pages_has_no_fault(open_page: Callable[[str, str, int, str], Any]) -> None:
    check(open_page, random.Random(20261130).sample(ALL, SAMPLE))


def test_what_was_not_sent_comes_back_and_goes_at_signing_out_or_after_three_days(
    open_page: Callable[[str, str, int, str], Any], office: tuple[str, dict[str, str]]
) -> None:
    base, names = office
    page = open_page("", "/akun/login/", 1440, "light")
    page.fill("#id_login", "kasie.contoh")
    page.fill("#id_password", PASSWORD)
    page.click("button.go")
    page.wait_for_url(f"{base}/")
    review = f"{base}/perintah/{names['first']}/infografis/{names['item']}/periksa/"
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('rupadata:'))"
    page.goto(review)
    page.locator("#note").press_sequentially("Judulnya belum jelas")
    page.goto(review)
    assert page.input_value("#note") == "Judulnya belum jelas"
    hours = "(hours) => { const [key] = KEPT; const one = JSON.parse(localStorage.getItem(key));"
    hours = hours.replace("KEPT", kept) + (
        "localStorage.setItem(key, JSON.stringify({...one, at: one.at - hours * 3600000}))}"
    )
    page.evaluate(hours, 71)
    page.goto(review)
    assert page.input_value("#note") == "Judulnya belum jelas"
    page.evaluate(hours, 2)
    page.goto(review)
    assert page.input_value("#note") == ""
    assert page.evaluate(kept) == []

    page.locator("#note").press_sequentially("Rahasia kantor")
    page.click("footer button:has-text('Keluar')")
    page.wait_for_url(f"{base}/akun/logout/")
    assert "ikut dihapus" in page.inner_text("body")
    assert page.evaluate(kept) != []
    page.click("main button:has-text('Keluar')")
    page.wait_for_url("**/akun/login/")
    assert page.evaluate(kept) == []
    page.context.close()


@pytest.mark.full
@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_fault(open_page: Callable[[str, str, int, str], Any], role: str) -> None:
    check(open_page, [one for one in ALL if one[0] == role])


@pytest.mark.full
@pytest.mark.parametrize("role", [role for role in PAGES if role])
def test_no_page_has_a_fault_in_english(open_page: Callable[[str, str, int, str], Any], role: str) -> None:
    page = open_page(role, "/", 1440, "light")
    page.click("footer button[value=en]")
    page.wait_for_selector("footer button[value=id]")
    try:
        check(open_page, [(role, path, 390, "light") for path in PAGES[role]])
    finally:
        page.click("footer button[value=id]")
        page.wait_for_selector("footer button[value=en]")
        page.context.close()
