"""Every page as the person whose it is, as another official, as a stranger, and signed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import web_home

ITEM = "penduduk"
KEY = "007-2026"
OFFICIALS = ("kabid", "kasie", "analis", "perancang")

PAGES: dict[str, tuple[str, ...]] = {
    # address: who may read it; everybody else is told that there is no such page, or that it is not theirs
    "/": (*OFFICIALS, "orang-luar", "admin"),
    "/pemberitahuan/": (*OFFICIALS, "orang-luar", "admin"),
    "/cari/?q=infografis": (*OFFICIALS, "orang-luar", "admin"),
    "/saya/": (*OFFICIALS, "orang-luar", "admin"),
    "/perintah/": (*OFFICIALS, "orang-luar", "admin"),
    "/ikhtisar/": ("kabid", "kasie"),
    "/ikhtisar/unduh/": ("kabid", "kasie"),
    "/pustaka/": OFFICIALS,
    f"/perintah/{KEY}/perbaikan/": OFFICIALS,
    "/perintah/baru/": ("kabid",),
    f"/perintah/{KEY}/": OFFICIALS,
    f"/perintah/{KEY}/riwayat/": OFFICIALS,
    f"/perintah/{KEY}/keutuhan/": OFFICIALS,
    f"/perintah/{KEY}/tindakan/": OFFICIALS,
    f"/perintah/{KEY}/jadwal/": OFFICIALS,
    f"/perintah/{KEY}/tabel/": OFFICIALS,
    f"/perintah/{KEY}/pengelompokan/": OFFICIALS,
    f"/perintah/{KEY}/langkah/document/": OFFICIALS,
    f"/perintah/{KEY}/naskah/unggah/": OFFICIALS,
    f"/perintah/{KEY}/infografis/{ITEM}/": OFFICIALS,
    f"/perintah/{KEY}/infografis/{ITEM}/periksa/": OFFICIALS,
    "/pengaturan/": ("admin",),
    "/pengaturan/orang/": ("admin",),
    "/pengaturan/isian/": ("admin",),
    "/pengaturan/penugasan/": ("admin",),
    "/pengaturan/kalender/": ("admin",),
    "/pengaturan/prosedur/": ("admin",),
    "/pengaturan/retensi/": ("admin",),
    "/pengaturan/pekerjaan/": ("admin",),
    "/pengaturan/catatan/": ("admin",),
}
FILES = ("/ikhtisar/unduh/",)
EVERYBODY = (*OFFICIALS, "orang-luar", "admin")

ACTS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    # what is sent, and who may; for everybody else nothing changes
    "approve": (f"/perintah/{KEY}/infografis/{ITEM}/periksa/", {"action": "approve"}, ("kasie",)),
    "return": (f"/perintah/{KEY}/infografis/{ITEM}/periksa/", {"action": "return", "note": "x"}, ("kasie",)),
    "consult": (
        f"/perintah/{KEY}/infografis/{ITEM}/periksa/",
        {"action": "consult", "note": "x"},
        ("kasie", "kabid"),
    ),
    "withdraw": (f"/perintah/{KEY}/tindakan/", {"action": "withdraw", "note": "x"}, ("kabid",)),
    "document": (f"/perintah/{KEY}/langkah/document/", {}, ()),
    "start": (f"/perintah/{KEY}/mulai/", {"step": "review", "item": ITEM}, ("kasie",)),
}


@pytest.fixture
def case(workplace: dict[str, Any]) -> str:
    return web_home.case_in_review(ITEM)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_for_those_whose_it_is(case: str, browser: Callable[[str], Any], address: str) -> None:
    for name in EVERYBODY:
        status = browser(name).get(address).status_code
        assert status == 200 if name in PAGES[address] else status in (403, 404), (name, status)
    signed_out = browser("").get(address)
    assert signed_out.status_code == 302
    assert signed_out["Location"].startswith("/akun/login/")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", [*EVERYBODY, ""])
def test_only_whose_step_it_is_can_decide(
    case: str, browser: Callable[[str], Any], act: str, name: str
) -> None:
    from rupadata.web.cases.service import case_service

    address, sent, allowed = ACTS[act]
    before = len(case_service().load(KEY).decisions)
    status = browser(name).post(address, sent).status_code
    after = len(case_service().load(KEY).decisions)
    if name in allowed:
        assert (status, after) == (302, before + 1)
    else:
        assert after == before
        assert status in ((302,) if not name else (403, 404, 409)), status


def test_files_of_an_edition_are_for_those_who_take_part(case: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.service import case_service

    edition = case_service().load(KEY).progress.items[ITEM].edition
    assert edition is not None
    address = f"/perintah/{KEY}/infografis/{ITEM}/edisi/{edition.digest}"
    for name in ("portrait.svg", "portrait.png", "kecil.webp"):
        sent = browser("analis").get(f"{address}/{name}")
        assert sent.status_code == 200
        sent.close()
        assert browser("orang-luar").get(f"{address}/{name}").status_code == 404
        assert browser("").get(f"{address}/{name}").status_code == 302
    assert browser("analis").get(f"{address}/lain.png").status_code == 404


@pytest.mark.parametrize("step", ["upload", "place", "remove", "stop"])
def test_the_bench_is_the_analysts(case: str, browser: Callable[[str], Any], step: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rupadata.web.cases.models import SourceUpload

    sent: dict[str, tuple[str, dict[str, Any]]] = {
        "upload": (f"/perintah/{KEY}/tabel/", {"files": SimpleUploadedFile("a.csv", b"a;b\n1;2\n")}),
        "place": (f"/perintah/{KEY}/pengelompokan/pindah/", {"indicator": "x", "subject": ""}),
        "remove": (f"/perintah/{KEY}/tabel/1/lepas/", {}),
        "stop": (f"/perintah/{KEY}/tabel/henti/", {}),
    }
    for name in ("kabid", "kasie", "perancang", "orang-luar", "admin"):
        assert browser(name).post(*sent[step]).status_code in (403, 404)
    assert SourceUpload.objects.count() == 0


def test_an_unknown_work_order_and_a_hidden_one_look_the_same(
    case: str, browser: Callable[[str], Any]
) -> None:
    stranger = browser("orang-luar")
    hidden, unknown = stranger.get(f"/perintah/{KEY}/"), stranger.get("/perintah/999-2026/")
    assert hidden.status_code == unknown.status_code == 404
    told = [answer.content.partition(b"<main")[2].partition(b"</main>")[0] for answer in (hidden, unknown)]
    assert told[0].replace(KEY.encode(), b"") == told[1].replace(b"999-2026", b"")


def test_a_stranger_finds_nothing(case: str, browser: Callable[[str], Any]) -> None:
    assert b"Infografis Uji" in browser("analis").get("/cari/?q=uji").content
    assert b"Infografis Uji" not in browser("orang-luar").get("/cari/?q=uji").content


@pytest.mark.parametrize(
    "address", [page for page, who in PAGES.items() if "kasie" in who and page not in FILES]
)
def test_every_page_speaks_english_as_well(
    case: str, workplace: dict[str, Any], browser: Callable[[str], Any], address: str
) -> None:
    workplace["kasie"].language = "en"
    workplace["kasie"].save()
    answer = browser("kasie").get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert '<html lang="en"' in text
    assert "My tasks" in text
    assert "Tugas saya" not in text
