"""Four officials carry a work order through the ten steps in a real browser, from the very first start on.

The head of the division does so on a phone, the section head with keys alone; clicks are counted against
those that the design allows.
"""

from __future__ import annotations

import base64
import hmac
import shutil
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from served import chromium, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kota-contoh"
TABLES = ("kependudukan.xlsx", "kemiskinan.xlsx", "regions.csv")
ADMIN, ADMIN_PASSWORD = "pengurus", "kopi-tubruk-panas-2026"
OWN_PASSWORD = "sandi-pribadi-2026"
OFFICIALS = ("kabid", "kasie", "analis", "perancang")
REASON = "Data sumber tidak memuatnya."
PATIENCE = 90_000
"""Milliseconds: the machine may be busy with other tests."""


def one_time_code(secret: str) -> str:
    """Return what an authenticator shows now (RFC 6238, six digits, 30 seconds)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


ALLOWED = {"kabid": 6, "kasie": 21, "analis": 6, "perancang": 32}
"""Clicks of each role for a work order of fifteen infographics without correction, typing not counted."""
OUTSIDE = ("masuk", "first choice", "return", "correct", "next order", "next schedule")
"""What the design's table leaves out: signing in, the first choice of subjects, corrections, other orders."""
PHONE = 390
MOST_TABS = 400


@dataclass
class Official:
    """Somebody at a browser of her own, counting clicks; `keys` tells that she touches no mouse."""

    page: Any
    base: str
    clicks: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    step: str = "masuk"
    keys: bool = False

    def reach(self, target: Any) -> None:
        """Go to a control by the Tab key, as somebody without a mouse does."""
        handle = target.element_handle()
        for _ in range(MOST_TABS):
            if handle.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def write(self, what: str, words: str) -> None:
        if not self.keys:
            self.page.fill(what, words)
            return
        self.reach(self.page.locator(what).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, what: str) -> None:
        self.clicks[self.step] += 1
        if not self.keys:
            self.page.check(what)
            return
        self.reach(self.page.locator(what).first)
        self.page.keyboard.press("Space")

    def drop(self, what: str, files: list[Path]) -> None:
        """Drop files onto a field: one act of the hand, as a click is."""
        self.clicks[self.step] += 1
        self.page.set_input_files(what, files)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def click(self, what: str) -> None:
        self.clicks[self.step] += 1
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()

    def press(self, words: str) -> None:
        """Press the button or link that begins with these words."""
        self.clicks[self.step] += 1
        found = (
            self.page.locator("main, .act-bar")
            .locator("a.btn:visible, button:visible")
            .filter(has_text=words)
        )
        if self.keys:
            self.reach(found.first)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            found.first.click()
        self.page.wait_for_load_state()
        if self.page.viewport_size["width"] == PHONE:
            assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), words

    def sees(self, words: str) -> bool:
        return words in self.page.inner_text("body")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workplace that starts for the first time, with its worker, asking everybody for a second factor."""
    home = tmp_path_factory.mktemp("workplace")
    variables = {
        "RUPADATA_ADMIN_USER": ADMIN,
        "RUPADATA_ADMIN_PASSWORD": ADMIN_PASSWORD,
        "RUPADATA_SECOND_FACTOR": "required",
    }
    with serving(home, worker=True, **variables) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def sit_down(base: str, browser: Any) -> Callable[..., Official]:
    def begin(width: int = 1440) -> Official:
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.set_default_timeout(PATIENCE)
        official = Official(page, base)
        page.on(
            "console",
            lambda message: official.faults.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: official.faults.append(str(error)))
        return official

    return begin


def sign_in(official: Official, username: str, password: str) -> None:
    official.open("/akun/login/")
    official.page.fill("#id_login", username)
    official.page.fill("#id_password", password)
    official.click("button.go")


def set_second_factor(official: Official) -> None:
    assert official.sees("Pasang kode enam angka")
    official.page.fill("#id_code", one_time_code(official.page.input_value("#authenticator_secret")))
    official.click("button.go")


@pytest.fixture(scope="module")
def officials(sit_down: Callable[..., Official]) -> dict[str, Official]:
    """The administrator's first hour: a second factor, the office's settings, four accounts; all sign in."""
    admin = sit_down()
    sign_in(admin, ADMIN, ADMIN_PASSWORD)
    set_second_factor(admin)
    admin.open("/pengaturan/")
    admin.page.fill("#t1", (EXAMPLE / "office.toml").read_text(encoding="utf-8"))
    admin.press("Simpan pengaturan")
    given = {}
    for name in OFFICIALS:
        admin.open("/pengaturan/orang/")
        admin.page.fill("#p1", f"{name}.uji")
        admin.page.select_option("#p2", name)
        admin.press("Buat akun")
        given[name] = admin.page.inner_text("code.code-list")
    assert admin.faults == []
    found = {}
    for name, password in given.items():
        found[name] = official = sit_down(PHONE) if name == "kabid" else sit_down()
        sign_in(official, f"{name}.uji", password)
        official.page.fill("#id_oldpassword", password)
        official.page.fill("#id_password1", OWN_PASSWORD)
        official.page.fill("#id_password2", OWN_PASSWORD)
        official.click("main button[type=submit]")
        set_second_factor(official)
        official.open("/")
        assert official.sees("Tugas saya")
    found["kasie"].keys = True
    return found


def test_a_work_order_goes_through_all_ten_steps(officials: dict[str, Official]) -> None:
    kabid, kasie, analis, perancang = (officials[name] for name in OFFICIALS)

    kabid.step = "order"
    kabid.open("/")
    kabid.press("Terbitkan surat perintah")
    kabid.page.fill("#o1", "Infografis Kependudukan")
    kabid.page.fill("#o3", "31/12/2035")
    kabid.press("Terbitkan surat perintah")
    assert kabid.sees("Menyusun jadwal")
    case = kabid.page.url.partition("?")[0].removeprefix(kabid.base)

    kasie.step = "schedule"
    kasie.open("/")
    kasie.press("Susun jadwal")
    kasie.step = (
        "first choice"  # An office's first work order has none before it whose subjects are proposed.
    )
    kasie.tick("input[value=kependudukan]")
    kasie.tick("input[value=kemiskinan-dan-perlindungan-sosial]")
    kasie.press("Hitung ulang")
    kasie.step = "schedule"
    kasie.press("Tetapkan jadwal 2 substansi")

    analis.step = "group"
    analis.open("/")
    analis.press("Unggah tabel")
    analis.drop("#files", [EXAMPLE / name for name in TABLES])
    analis.page.wait_for_selector("text=Lanjut ke pengelompokan")
    analis.press("Lanjut ke pengelompokan")
    analis.press("Tetapkan pengelompokan")
    assert analis.sees("infografis untuk dirancang")

    perancang.step = "design"
    items = design_all(perancang)
    assert items >= 2

    kasie.step = "return"
    kasie.open("/")
    kasie.press("Periksa edisi 1")
    kasie.write("#note", "Judul belum menyebut yang terpenting.")
    kasie.press("Kembalikan")

    perancang.step = "correct"
    perancang.open("/")
    perancang.press("Rancang")
    perancang.press("Jadikan judul")
    perancang.page.wait_for_selector("text=sekarang menjadi judul")
    submit(perancang, "Ajukan edisi 2")

    kasie.step = "approve"
    kasie.open("/")
    for _ in range(items):
        approve(kasie)

    for official, step, task, button in (
        (perancang, "document", "Dokumentasikan", "Tetapkan dokumentasi"),
        (analis, "report", "Susun laporan", "Sampaikan laporan"),
        (kasie, "receive", "Baca dan terima", "Terima laporan"),
        (kabid, "close", "Tutup", "Tutup perintah kerja"),
    ):
        official.step = step
        official.open("/")
        official.press(task)
        official.press(button)

    kabid.open(case)
    assert kabid.sees("Selesai")
    for official in officials.values():
        assert official.faults == []
    check_papers(kabid, case)
    schedule_another(kabid, kasie)
    assert within_design(officials, items)
    assert clicks_of(officials) == {
        "order": 2, "first choice": 3, "schedule": 2, "group": 4, "design": 2 * items, "return": 2,
        "correct": 3, "approve": 1 + items, "document": 2, "report": 2, "receive": 2, "close": 2,
        "next order": 2, "next schedule": 2,
    }  # fmt: skip


def design_all(perancang: Official) -> int:
    """Submit the proposal of every page that waits; return how many."""
    for count in range(20):
        perancang.open("/")
        if not perancang.page.locator("button:has-text('Rancang')").count():
            return count
        perancang.press("Rancang")
        submit(perancang, "Ajukan edisi 1")
    raise AssertionError("there is always one more to design")


def submit(perancang: Official, button: str) -> None:
    if perancang.page.locator("#why").count():
        perancang.page.fill("#why", REASON)
    perancang.press(button)


def approve(kasie: Official) -> None:
    """Approve what is open; the first one is opened from the inbox, the next opens by itself."""
    if not kasie.page.url.endswith("/periksa/"):
        kasie.press("Periksa edisi")
    if kasie.sees("Tulis persetujuan atas unsur"):
        kasie.write("#note", "Disetujui tanpa unsur itu.")
    kasie.press("Setujui edisi")


def check_papers(kabid: Official, case: str) -> None:
    """All papers come in the background, and nothing is other than recorded."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        kabid.open(case)
        if not kabid.sees("Sedang dibuat") and not kabid.sees("sedang dibuat"):
            break
        time.sleep(1)
    for paper in (
        "Surat perintah",
        "Jadwal penyusunan",
        "Pengelompokan data",
        "Lembar persetujuan",
        "Laporan",
    ):
        assert kabid.page.locator(f".docs a:has-text('{paper}')").count(), paper
    kabid.open(f"{case}keutuhan/")
    assert kabid.sees("Utuh")


def schedule_another(kabid: Official, kasie: Official) -> None:
    """Order and schedule the next work: it begins with the subjects of the one before."""
    kabid.step, kasie.step = "next order", "next schedule"
    kabid.open("/")
    kabid.press("Terbitkan surat perintah")
    kabid.page.fill("#o1", "Infografis Berikutnya")
    kabid.page.fill("#o3", "31/12/2035")
    kabid.press("Terbitkan surat perintah")
    kasie.open("/")
    kasie.press("Susun jadwal")
    kasie.press("Tetapkan jadwal")


def within_design(officials: dict[str, Official], items: int) -> bool:
    """Tell whether each role needs no more clicks for fifteen infographics than the design allows."""
    needed = {}
    for name, official in officials.items():
        clicks = official.clicks
        each = {"design": 2, "approve": 1}
        once = sum(count - each.get(step, 0) * items for step, count in clicks.items() if step not in OUTSIDE)
        needed[name] = once + 15 * sum(count for step, count in each.items() if step in clicks)
    print("clicks for fifteen infographics:", needed)
    return all(needed[name] <= ALLOWED[name] for name in needed)


def clicks_of(officials: dict[str, Official]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for official in officials.values():
        found.update(official.clicks)
    del found["masuk"]
    return dict(found)
