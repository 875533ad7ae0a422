"""A source is corrected after approval: the editions are named, rebuilt as proposals, and reviewed again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import web_home

ITEM = "kependudukan"


@pytest.fixture
def approved(workplace: dict[str, Any], tmp_path: Path) -> str:
    """Return the key of a work order whose one infographic is approved."""
    key = submitted(tmp_path)
    web_home.carry(key, ("approve", "kasie", {"item": ITEM, "note": "Disetujui."}))
    return key


def submitted(folder: Path) -> str:
    from rupadata.procedure.built_pages import read_pages
    from rupadata.web.cases.bench import Bench

    key = web_home.make_studio(folder).split("/")[2]
    pages = read_pages(Bench(key).build)
    web_home.carry(
        key,
        ("design", "perancang", {"item": ITEM, "pages": pages, "note": "Sesuai data."}),
        ("submit", "perancang", {"item": ITEM, "note": "Sesuai data."}),
    )
    return key


def correct(key: str, folder: Path, before: str = "94981", after: str = "94999") -> None:
    """Read the tables again, one figure corrected."""
    from rupadata.build import build_pages
    from rupadata.request import BuildRequest
    from rupadata.web.cases.bench import Bench

    source = folder / "penduduk.csv"
    source.write_text(web_home.TABLE.replace(before, after), encoding="utf-8")
    build_pages([source], Bench(key).build, BuildRequest(formats=("svg",)))


def state(key: str) -> tuple[bool, set[str]]:
    from rupadata.web.cases.service import case_service

    case = case_service().load(key)
    return bool(case.progress.items[ITEM].approved), {step for step, _ in case.progress.open}


def test_nothing_is_said_while_the_source_says_the_same(approved: str, browser: Callable[[str], Any]) -> None:
    client = browser("kasie")
    assert "Sumber diperbaiki:" not in client.get(f"/perintah/{approved}/").content.decode()
    assert "Tidak ada edisi" in client.get(f"/perintah/{approved}/perbaikan/").content.decode()


def test_officials_and_designer_are_told_once_of_the_same_figures_and_again_of_others(
    approved: str, browser: Callable[[str], Any], tmp_path: Path
) -> None:
    from rupadata.web.cases.corrected import tell_corrections
    from rupadata.web.cases.models import CaseRow, Notice
    from rupadata.web.cases.service import case_service

    row = CaseRow.objects.get(key=approved)

    def tell(but: tuple[str, ...] = ()) -> int:
        told = tell_corrections(row, case_service().load(approved), but)
        assert told in (0, 1)
        return Notice.objects.filter(case=row, about__startswith="corrected:").count()

    assert tell() == 0
    correct(approved, tmp_path)
    people = tell(but=("analis",))
    assert people >= 3
    assert not Notice.objects.filter(about__gt="", person="analis").exists()
    assert tell(but=("analis",)) == people
    assert tell() == people + 1
    Notice.objects.update(read_at=None)
    for name in ("kabid", "kasie", "perancang"):
        told = browser(name).get("/pemberitahuan/").content.decode()
        assert "<b>penduduk.csv</b> kini memuat 1 angka lain daripada edisi “" in told
        assert f'href="/perintah/{approved}/perbaikan/"' in told
    correct(approved, tmp_path, "91013", "91014")
    assert tell() == 2 * (people + 1)


def test_the_head_reopens_what_a_correction_touches_and_the_figures_are_recorded(
    approved: str, browser: Callable[[str], Any], tmp_path: Path
) -> None:
    from rupadata.web.cases.service import case_service

    correct(approved, tmp_path)
    for name, path in (("analis", "tabel/"), ("perancang", ""), ("kabid", "")):
        told = browser(name).get(f"/perintah/{approved}/{path}").content.decode()
        assert "Sumber diperbaiki: 1 edisi" in told
    client = browser("kabid")
    told = client.get(f"/perintah/{approved}/perbaikan/").content.decode()
    assert "<s>94.981</s> → <b>94.999</b>" in told
    assert "Ciledug" in told
    assert "penduduk.csv" in told
    assert client.post(f"/perintah/{approved}/perbaikan/", {"item": ITEM}).status_code == 302
    last = case_service().load(approved).decisions[-1]
    assert (last.action, last.item) == ("reopen", ITEM)
    assert "94.981 → 94.999" in last.note
    assert state(approved) == (False, {"design"})
    assert "Tidak ada edisi" in client.get(f"/perintah/{approved}/perbaikan/").content.decode()
    address = f"/perintah/{approved}/infografis/{ITEM}/rancangan/"
    assert "94.999" in browser("perancang").get(f"{address}portrait.svg").content.decode()


def test_the_section_head_takes_the_approval_back_and_returns_it(
    approved: str, browser: Callable[[str], Any], tmp_path: Path
) -> None:
    from rupadata.web.cases.service import case_service

    correct(approved, tmp_path)
    client = browser("kasie")
    sent = {"item": ITEM, "note": "Angka BPS diperbaiki."}
    assert client.post(f"/perintah/{approved}/perbaikan/", sent).status_code == 302
    assert [one.action for one in case_service().load(approved).decisions[-2:]] == ["revoke", "return"]
    assert case_service().load(approved).decisions[-1].note.startswith("Angka BPS diperbaiki. Sumber")
    assert state(approved) == (False, {"design"})


def test_what_is_under_review_is_returned_and_nobody_else_may(
    workplace: dict[str, Any], browser: Callable[[str], Any], tmp_path: Path
) -> None:
    key = submitted(tmp_path)
    correct(key, tmp_path, "46999", "")
    for name in ("analis", "perancang", "kabid"):
        answer = browser(name).post(f"/perintah/{key}/perbaikan/", {"item": ITEM})
        assert answer.status_code == 403
        assert "kosong" in browser(name).get(f"/perintah/{key}/perbaikan/").content.decode()
    for name in ("orang-luar", "admin"):
        assert browser(name).get(f"/perintah/{key}/perbaikan/").status_code == 404
    assert state(key) == (False, {"review"})
    assert browser("kasie").post(f"/perintah/{key}/perbaikan/", {"item": ITEM}).status_code == 302
    assert state(key) == (False, {"design"})


def test_nothing_chosen_changes_nothing(approved: str, browser: Callable[[str], Any], tmp_path: Path) -> None:
    correct(approved, tmp_path)
    assert browser("kabid").post(f"/perintah/{approved}/perbaikan/", {}).status_code == 302
    assert state(approved)[0]
