"""The analyst's bench and the designer's studio in a real browser, on tables as offices publish them.

Clicks and actions are counted: what a person can do in many steps nobody does.
"""

from __future__ import annotations

import csv
import math
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import seed_benches
from served import chromium, serving
from test_studio import ROOT, shows, until
from web_home import PASSWORD

from rupadata.pagespec import PageSpec, load_spec
from rupadata.web.cases.sheet_reading import OpenedTable

pytestmark = [
    pytest.mark.browser,
    pytest.mark.shared,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system"),
]
GOLD = "field/gold/pusdatin_kemdikbud__Internet SMA.xlsx.gold.csv"
READING = f"/perintah/{seed_benches.ANALYST}/tabel/{{table}}/baca/"
STUDIO = f"/perintah/{seed_benches.DESIGNER}/infografis/{{item}}/rancangan/"


@pytest.fixture(scope="module")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The office as it is served: its address, its home, the table and the infographic."""
    home = tmp_path_factory.mktemp("office")
    environment = {**os.environ, "TMPDIR": str(home), "PYTHONWARNINGS": "ignore"}
    seed = [sys.executable, str(Path(seed_benches.__file__)), str(shared / "data")]
    told = subprocess.run(seed, env=environment, check=True, capture_output=True, text=True).stdout
    folder, table, item = told.splitlines()[-1].split("\t")
    with serving(Path(folder), RUPADATA_HOME=folder, RUPADATA_SECOND_FACTOR="optional") as base:
        yield {"base": base, "home": folder, "table": table, "item": item}


@pytest.fixture(scope="module")
def sit_down(office: dict[str, str]) -> Iterator[Callable[..., Any]]:
    with chromium() as browser:

        def begin(name: str, path: str, width: int = 1440) -> Any:
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            page.set_default_timeout(60_000)
            page.faults = []
            page.on("console", lambda one: page.faults.append(one.text) if one.type == "error" else None)
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            page.goto(f"{office['base']}/akun/login/")
            page.fill("#id_login", name)
            page.fill("#id_password", PASSWORD)
            page.click("button.go")
            page.wait_for_url(f"{office['base']}/")
            page.goto(office["base"] + path.format(**office))
            return page

        yield begin


def kept_recipe(office: dict[str, str]) -> str:
    """Return the recipe of the table as the office has it now."""
    database = sqlite3.connect(Path(office["home"]) / "rupadata.sqlite3")
    ((recipe,),) = database.execute("SELECT recipe FROM cases_sourceupload WHERE id = ?", (office["table"],))
    database.close()
    return str(recipe)


def right_cells(shared: Path, recipe: str) -> tuple[int, int]:
    """Return how many figures are read as the gold answers have them, and how many there are."""
    table = OpenedTable(str(shared / "data" / seed_benches.MISREAD), "", recipe).read(0)
    read = {
        one.cell: (one.value, one.region_code, one.period, one.unit)
        for one in table.observed
        if one.value is not None
    }
    with (shared / "data" / GOLD).open(encoding="utf-8-sig") as file:
        gold = list(csv.DictReader(file))
    right = sum(
        (found := read.get(row["cell"])) is not None
        and math.isclose(found[0], float(row["value"]), rel_tol=1e-9)
        and found[1:] == (row["region_code"], row["period"], row["unit"])
        for row in gold
    )
    return right, len(gold)


def test_a_misread_table_is_put_right_by_few_clicks_and_no_key(
    office: dict[str, str], sit_down: Callable[..., Any], shared: Path
) -> None:
    assert right_cells(shared, kept_recipe(office)) == (0, 120)
    page = sit_down("analis", READING)
    clicks = 0

    def click(what: str) -> None:
        nonlocal clicks
        clicks += 1
        page.click(what)

    def correct(row: int, column: int, words: str) -> None:
        click(f'tr[data-r="{row}"] > td[data-c="{column}"]')
        with page.expect_navigation():
            click(f'#cellbar button:has-text("{words}")')

    correct(3, 3, "Kepala mulai baris 3")
    correct(4, 5, "Pakai kolom")
    correct(1, 0, "Tahun tabel: 2023")
    assert right_cells(shared, kept_recipe(office)) == (120, 120)
    assert clicks <= 10
    assert "angka dibaca ulang" in page.inner_text(".read-ask")
    with page.expect_navigation():
        page.click("[aria-label='Urungkan jawaban terakhir']")
    assert right_cells(shared, kept_recipe(office)) == (0, 120)  # All were of another year.
    assert page.faults == []


def designed(office: dict[str, str]) -> PageSpec:
    """Return the page as it stands on the bench."""
    (found,) = Path(office["home"]).rglob(f"bench/{seed_benches.DESIGNER}/build/*/*/*/page.json")
    return load_spec(found)


def test_a_page_like_the_best_that_people_draw_takes_fifteen_actions(
    office: dict[str, str], sit_down: Callable[..., Any]
) -> None:
    page = sit_down("perancang", STUDIO)
    until(page, f"!!{ROOT} && !!{ROOT}.querySelector('text')")
    number = "Number(document.getElementById('page-now').dataset.number)"
    start = actions = page.evaluate(number)

    def done() -> None:
        nonlocal actions
        actions += 1
        until(page, f"{number} === {actions}")

    def press(selector: str) -> None:
        page.click(selector)
        done()

    def write(selector: str, words: str) -> None:
        page.fill(selector, words)
        page.press(selector, "Enter")
        done()

    def unfold(fold: str) -> None:
        until(page, f"!!document.querySelector('{fold}')")
        if not page.evaluate(f"document.querySelector('{fold}').open"):
            page.click(f"{fold} > summary")

    def comment(mark: str, strong: str, more: str) -> None:
        if page.locator("[data-chosen=hero]").count() == 0:
            page.click(".block-b[data-block=hero]")
        page.wait_for_selector("[data-chosen=hero]")
        unfold("#d-comment")
        page.select_option("#comment-part", mark)
        write("#comment-text", strong)
        page.wait_for_selector(f"[id='m-{mark}']")
        write(f"[id='m-{mark}']", more)

    press("#b-hero-map")
    unfold("#d-architecture")
    press("#b-arch-place")
    press("[value='headline|||upah-minimum.gap-ratio.32.75']")
    press("[value='standfirst|||upah-minimum.spread-moves.32.75']")
    write("#colour", "#8a3b12")
    comment("32.75", "Kota Bekasi", "Rp5,34 juta")
    comment("32.79", "Kota Banjar", "Rp2,07 juta")
    years = next(block.id for block in designed(office).blocks if block.kind == "years")
    page.click(f".block-b[data-block='{years}']")
    page.wait_for_selector(f"[data-chosen='{years}']")
    press("[data-heading='upah-minimum.long-fastest.32.75']")
    page.click(".block-b[data-block=regions]")
    page.wait_for_selector("[data-chosen=regions]")
    unfold("#d-words")
    write("#own-heading-textregions", "Dari Rp5,34 juta sampai Rp2,07 juta")
    press("#b-drop-numbers")
    press("#b-drop-heat-table")
    page.focus("#g-regions")
    page.keyboard.press("Alt+ArrowUp")
    done()
    assert actions - start <= 15

    for words in ("Upah minimum Kota Bekasi", "Rp5,34 juta", "Kota Banjar", "Rp2,07 juta", "sampai Rp2,07"):
        until(page, shows(page, words))
    assert "0 galat" in page.inner_text("#checks summary")
    made = designed(office)
    assert (made.hero.kind, made.architecture, made.brand.colour) == ("map", "place", "#8a3b12")  # type: ignore[union-attr]
    assert [one.at for one in made.hero.comments] == ["32.75", "32.79"]  # type: ignore[union-attr]
    assert [one.kind for one in made.blocks] == ["regions", "years", "findings"]
    assert {"numbers", "heat-table"}.isdisjoint(one.kind for one in made.blocks)
    for size in ("square", "story", "slide", "a4"):
        page.click(f"[data-pick={size}]")
        until(page, shows(page, "Rp5,34 juta"))
    assert page.faults == []
