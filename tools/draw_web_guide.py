"""Make the pictures of docs/guide/web.md from the demo: `python -m tools.draw_web_guide ADDRESS`.

ADDRESS is where `rupadata serve --demo` answers, such as http://localhost:8000.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "guide" / "pictures"
PASSWORD = "contoh-saja-2026"
STUDIO_ITEM = "ketenagakerjaan"
WIDTH, HEIGHT, KEPT_WIDTH = 1440, 1000, 1100


def main(base: str) -> None:
    """Draw each picture anew."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        section = _sign_in(browser, base, "kasie.contoh")
        section.goto(f"{base}/")
        _keep(section, "web-tugas")
        section.goto(f"{base}/perintah/")
        section.click("a:has-text('Infografis Statistik Layanan Publik')")
        key = re.search(r"/perintah/([^/]+)/", section.url).group(1)  # type: ignore[union-attr]
        section.goto(f"{base}/perintah/{key}/")
        _keep(section, "web-perintah")
        section.goto(f"{base}/perintah/{key}/jadwal/?ulang=1")
        block = section.locator(".sched [data-block]").nth(3)
        block.focus()
        section.keyboard.press("ArrowLeft")
        section.wait_for_url("**pindah=**")
        section.wait_for_timeout(500)
        _keep(section, "web-jadwal")
        section.goto(f"{base}/perintah/{key}/")
        section.click("a[href$='/periksa/']")
        section.locator("[data-spot]").nth(8).dispatch_event("click")
        section.wait_for_selector("#picked .facts, #picked .quiet")
        _keep(section, "web-periksa")
        designer = _sign_in(browser, base, "perancang.contoh")
        designer.goto(f"{base}/perintah/{key}/infografis/{STUDIO_ITEM}/rancangan/")
        designer.locator("#page svg text").first.wait_for()
        for last in ("[data-small=book]", ".archs >> nth=0 >> .small-page >> nth=-1"):  # Drawn one by one.
            designer.locator(f"{last} >> svg").wait_for(state="attached")
        designer.locator("#page [id^=hero] text, #page text[id^=hero]").first.click()
        designer.locator("#element h3, #element .said").first.wait_for()
        _keep(designer, "web-studio")
        administrator = _sign_in(browser, base, "administrator.contoh")
        administrator.goto(f"{base}/pengaturan/penugasan/")
        _keep(administrator, "web-penugasan")
        browser.close()


def _sign_in(browser: Browser, base: str, username: str):  # type: ignore[no-untyped-def]
    """Return a page of somebody who has signed in."""
    page = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
    ).new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{base}/akun/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("button.go")
    page.wait_for_url(f"{base}/")
    return page


def _keep(page, name: str) -> None:  # type: ignore[no-untyped-def]
    """Keep what a window shows, small enough for a guide."""
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image = image.resize(
        (KEPT_WIDTH, round(image.height * KEPT_WIDTH / image.width)), Image.Resampling.LANCZOS
    )
    image.save(PICTURES / f"{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
