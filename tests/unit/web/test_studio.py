"""The studio: a page is changed by named steps, nothing is lost between two people, versions and files."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import web_home
from django.core.files.uploadedfile import SimpleUploadedFile

from rupadata.compose.architectures import ARCHITECTURES, SUITS
from rupadata.compose.blocks import BLOCKS
from rupadata.compose.sizes import NAMED_SIZES
from rupadata.compose.themes import THEMES
from rupadata.errors import UsageError
from rupadata.pagespec import load_spec
from rupadata.studio.actions import HEROES, OPS, Action
from rupadata.studio.fitting import Why

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0H20V10H0Z"/></svg>'


@pytest.fixture
def studio(workplace: dict[str, Any], tmp_path: Path) -> str:
    """Return the address of the studio of a page whose table was read; its bench holds a real build."""
    return web_home.make_studio(tmp_path)


def page_json(address: str) -> Path:
    from rupadata.web.cases.bench import Bench

    (found,) = Bench(address.split("/")[2]).build.glob("*/*/*/page.json")
    return found


def do(client: Any, address: str, packed: str, seen: str = "", *, htmx: bool = True) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"{address}ubah/", {"do": packed, "seen": seen}, headers=headers)


def test_everything_that_can_be_chosen_has_a_name_in_both_languages(workplace: dict[str, Any]) -> None:
    from rupadata.studio.telling import _REASONS
    from rupadata.web.cases import studio_words as words

    assert set(BLOCKS) <= set(words.BLOCK_WORDS)
    assert set(words.HERO_WORDS) == set(HEROES)
    assert tuple(words.THEME_WORDS) == THEMES
    assert set(words.ARCHITECTURE_WORDS) == {"", *ARCHITECTURES}
    assert set(words.SIZE_WORDS) == set(NAMED_SIZES)
    assert set(words.STEP_WORDS) == {*OPS, "misfit", "version"}
    assert set(_REASONS) == set(Why)
    assert words.block_words("tiada") == "tiada"


def test_a_change_is_kept_shown_and_undone_to_the_same_bytes(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    before = page_json(studio).read_bytes()
    opened = client.get(studio)
    assert opened.status_code == 200
    assert "usulan mesin" in opened.content.decode()
    for number, packed in enumerate(
        ("theme|||night", "headline-text|||Warga terus bertambah", "drop|hero||")
    ):
        answer = do(client, studio, packed, str(number))
        assert answer.status_code == 200
        assert f'id="seen" name="seen" value="{number + 1}"' in answer.content.decode()
    assert load_spec(page_json(studio)).title.headline == {"id": "Warga terus bertambah"}
    assert "Urungkan: blok dilepas" in client.get(studio).content.decode()
    assert "Warga terus bertambah" in client.get(f"{studio}portrait.svg").content.decode()
    for _ in range(3):
        do(client, studio, "undo|||")
    assert page_json(studio).read_bytes() == before
    again = do(client, studio, "redo|||").content.decode()
    assert "Urungkan: tema diganti" in again
    assert load_spec(page_json(studio)).theme == "night"
    plain = client.post(f"{studio}ubah/", {"op": "theme", "value": "vivid"})
    assert (plain.status_code, plain["Location"]) == (302, studio)


def test_blocks_are_moved_by_buttons_too_but_for_the_ends(studio: str, browser: Callable[[str], Any]) -> None:
    client = browser("perancang")
    told = client.get(studio).content.decode()
    ids = [block.id for block in load_spec(page_json(studio)).blocks]
    assert len(ids) > 1
    assert re.findall(r'value="up\|([a-z0-9-]*)\|\|"', told) == ids[1:]
    assert re.findall(r'value="down\|([a-z0-9-]*)\|\|"', told) == ids[:-1]
    do(client, studio, f"down|{ids[0]}||")
    assert [block.id for block in load_spec(page_json(studio)).blocks][:2] == [ids[1], ids[0]]


def test_a_change_that_is_refused_is_told_over_the_page_and_the_next_one_clears_it(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    before = page_json(studio).read_bytes()
    refused = do(client, studio, "colour|||biru", "0")
    assert (refused.status_code, refused["HX-Retarget"], refused["HX-Reswap"]) == (
        422,
        "#st-clash",
        "innerHTML",
    )
    assert "Warna" in refused.content.decode()
    assert "<html" not in refused.content.decode()
    assert page_json(studio).read_bytes() == before
    assert "<html" in do(client, studio, "colour|||biru", "0", htmx=False).content.decode()
    taken = do(client, studio, "colour|||#0b5fa5", "0").content.decode()
    assert '<div id="st-clash" hx-swap-oob="innerHTML"></div>' in taken


def test_the_loser_of_two_sees_both_pages_and_can_put_the_change_on_top(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    assert do(client, studio, "theme|||night", "0").status_code == 200
    lost = do(client, studio, "headline-text|||Milik saya", "0")
    told = lost.content.decode()
    assert (lost.status_code, lost["HX-Retarget"]) == (409, "#st-clash")
    assert "Contoh perancang mengubah halaman ini" in told
    assert load_spec(page_json(studio)).title.headline == {}
    mine = client.get(f"{studio}portrait.svg?seen=0&do=headline-text|||Milik saya").content.decode()
    theirs = client.get(f"{studio}portrait.svg").content.decode()
    assert ("Milik saya" in mine, "Milik saya" in theirs) == (True, False)
    whole = do(client, studio, "headline-text|||Milik saya", "0", htmx=False)
    assert (whole.status_code, b"<h1>" in whole.content) == (409, True)
    assert do(client, studio, "headline-text|||Milik saya", "1").status_code == 200
    spec = load_spec(page_json(studio))
    assert (spec.theme, spec.title.headline) == ("night", {"id": "Milik saya"})
    assert "redoable" not in do(client, studio, "undo|||", "0").content.decode()


def test_an_element_tells_its_cell_its_block_and_what_can_be_done(
    studio: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.edition import DrawRequest, draw_edition
    from rupadata.rebuild import open_page
    from rupadata.scene.scene import texts

    client = browser("perancang")
    page = open_page(page_json(studio), page_json(studio).parents[3] / "observations.parquet")
    scene = draw_edition(page.spec, page.book, request=DrawRequest()).scenes["portrait"]
    figure = next(one for one in texts(scene) if one.text == "94.981")
    told = client.get(f"{studio}unsur/?id={figure.id}").content.decode()
    assert "Ciledug, 2024" in told
    assert "penduduk.csv" in told
    assert "E3" in told
    heading = client.get(f"{studio}unsur/?id=head_headline").content.decode()
    assert 'data-focus="own-headline-text"' in heading
    block = client.get(f"{studio}unsur/?block=hero").content.decode()
    assert 'data-chosen="hero"' in block
    assert "tidak ada lagi di halaman" in client.get(f"{studio}unsur/?id=tiada").content.decode()
    assert client.get(f"{studio}unsur/?id=x&size=tiada").status_code == 404


def test_own_figures_are_looked_up_and_symbols_and_sizes_answered(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    told = do(client, studio, "headline-text|||Ciledug 94.981 jiwa").content.decode()
    assert "94.981: " in told
    assert "Tidak ada di data" not in told
    told = do(client, studio, "headline-text|||Ciledug 94.982 jiwa").content.decode()
    assert "Tidak ada di data: 94.982" in told
    assert "galat untuk mengajukan" in told
    assert "graduation-cap" in client.get(f"{studio}simbol/?q=sekolah").content.decode()
    assert "Tidak ada simbol" in client.get(f"{studio}simbol/?q=qwxyzzz").content.decode()
    sizes = client.get(f"{studio}galat/").json()["sizes"]
    assert {one["key"] for one in sizes} == set(NAMED_SIZES)
    assert all(one["errors"] >= 1 and "94.982" in one["first"] for one in sizes)


def test_versions_are_named_compared_and_brought_back(studio: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio_versions import get_version

    client = browser("perancang")
    do(client, studio, "theme|||night")
    assert client.post(f"{studio}versi/", {"name": " "}).status_code == 422
    assert client.post(f"{studio}versi/", {"name": "Versi  malam"}).status_code == 302
    do(client, studio, "theme|||vivid")
    told = client.get(f"{studio}versi/?versi=1").content.decode()
    assert "Versi malam" in told
    assert "<li>Tema</li>" in told
    assert (
        client.get(f"{studio}portrait.svg?version=1").content != client.get(f"{studio}portrait.svg").content
    )
    do(client, studio, "version|||1")
    assert load_spec(page_json(studio)).theme == "night"
    assert "sama dengan sekarang" in client.get(f"{studio}versi/?versi=1").content.decode()
    do(client, studio, "undo|||")
    assert load_spec(page_json(studio)).theme == "vivid"
    with pytest.raises(UsageError):
        get_version(Bench(studio.split("/")[2]), "36.71/x/y", 1)


def test_the_files_of_a_page_are_made_in_the_background(studio: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import do_one, load_kinds

    load_kinds()
    client = browser("perancang")
    assert client.post(f"{studio}berkas/", {"size": ["portrait"], "format": ["bmp"]}).status_code == 422
    asked = {"size": ["portrait", "square"], "format": ["svg", "csv", "html"]}
    assert client.post(f"{studio}berkas/", asked).status_code == 302
    assert client.get(f"{studio}berkas/keadaan/").status_code == 200
    assert do_one()
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.fault) == ("done", 2, 2, "")
    state = client.get(f"{studio}berkas/keadaan/")
    assert state.status_code == 286
    assert "Unduh ZIP" in state.content.decode()
    archive = client.get(f"{studio}berkas/{job.pk}.zip")
    names = zipfile.ZipFile(BytesIO(b"".join(archive.streaming_content))).namelist()
    assert {"portrait.svg", "square.svg", "data.csv", "page.html", "page.json"} <= set(names)
    do(client, studio, "theme|||night")
    assert client.get(f"{studio}berkas/{job.pk}.zip").status_code == 404
    assert "berubah sejak" in client.get(f"{studio}berkas/").content.decode()
    assert client.get(f"{studio}berkas/{job.pk + 1}.zip").status_code == 404


def test_an_edit_that_fits_no_more_is_listed_with_ways_out(
    studio: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.build import build_pages
    from rupadata.request import BuildRequest
    from rupadata.web.cases.bench import Bench

    client = browser("perancang")
    do(client, studio, "set|regions|period|2021")
    do(client, studio, "theme|||night")
    build = Bench(studio.split("/")[2]).build
    source = build.parents[1] / "penduduk.csv"
    source.write_text(web_home.TABLE.replace("2021,2022,", "2019,2020,"), encoding="utf-8")
    build_pages([source], build, BuildRequest(formats=("svg",)))
    told = client.get(studio).content.decode()
    assert "Suntingan atas blok regions menunggu" in told
    assert "data tidak memuat 2021" in told
    assert load_spec(page_json(studio)).theme == "night"
    do(client, studio, "theme|||vivid")
    answer = do(client, studio, "misfit|block:regions||0").content.decode()
    assert "Suntingan atas" not in answer
    assert "Suntingan atas" not in client.get(studio).content.decode()
    assert "Urungkan: suntingan lama diselesaikan" in answer
    back = do(client, studio, "undo|||").content.decode()
    assert "Suntingan atas blok regions menunggu" in back
    assert load_spec(page_json(studio)).theme == "vivid"
    assert "Suntingan atas" not in do(client, studio, "redo|||").content.decode()
    assert "Suntingan atas blok regions menunggu" in do(client, studio, "undo|||").content.decode()
    do(client, studio, "undo|||")
    assert load_spec(page_json(studio)).theme == "night"
    assert "Suntingan atas blok regions menunggu" in client.get(studio).content.decode()
    source.write_text(web_home.TABLE, encoding="utf-8")
    build_pages([source], build, BuildRequest(formats=("svg",)))
    regions = next(block for block in load_spec(page_json(studio)).blocks if block.kind == "regions")
    assert regions.period == "2021"


def test_only_the_designer_changes_a_page_and_others_may_look(
    studio: str, browser: Callable[[str], Any]
) -> None:
    before = page_json(studio).read_bytes()
    for name in ("kabid", "kasie", "analis"):
        client = browser(name)
        assert client.get(studio).status_code == 200
        assert client.get(f"{studio}versi/").status_code == 200
        assert do(client, studio, "theme|||night").status_code == 403
        assert client.post(f"{studio}versi/", {"name": "x"}).status_code == 403
    for name in ("orang-luar", "admin"):
        client = browser(name)
        for path in ("", "versi/", "berkas/", "unsur/?id=x", "galat/", "simbol/", "portrait.svg"):
            assert client.get(studio + path).status_code in (403, 404), path
        assert do(client, studio, "theme|||night").status_code in (403, 404)
    assert page_json(studio).read_bytes() == before


def test_a_damaged_history_loses_no_page(studio: str, browser: Callable[[str], Any]) -> None:
    from rupadata.web.cases.bench import Bench

    client = browser("perancang")
    do(client, studio, "theme|||night")
    (kept,) = (Bench(studio.split("/")[2]).folder / "edits").glob("*/*/*.json")
    kept.write_text("{", encoding="utf-8")
    assert client.get(studio).status_code == 200
    assert do(client, studio, "undo|||").status_code == 200
    assert load_spec(page_json(studio)).theme == "night"


def test_eight_changes_at_once_are_eight_steps_or_refused(studio: str, workplace: dict[str, Any]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio import DraftChangedError, change_draft, open_draft

    bench = Bench(studio.split("/")[2])
    path = str(page_json(studio).parent.relative_to(bench.build))

    def change(number: int) -> bool:
        try:
            change_draft(bench, path, 0, Action("headline-text", value=f"Judul {number}"))
        except DraftChangedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(change, range(8))) == 1
    assert open_draft(bench, path).number == 1


def test_what_was_designed_is_drawn_and_submitted_and_waits_for_its_review(
    studio: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.web.cases.service import case_service

    client = browser("perancang")
    key, item = studio.split("/")[2], studio.split("/")[4]
    do(client, studio, "theme|||night")
    assert client.post(f"{studio}ajukan/", {"note": "Sesuai data."}).status_code == 302
    progress = case_service().load(key).progress
    assert ("review", item) in progress.open
    kept = page_json(studio).parent
    assert load_spec(kept / "page.json").theme == "night"
    assert (kept / ".proposal.json").is_file()
    assert "Edisi ini sedang diperiksa" in client.get(studio).content.decode()
    do(client, studio, "undo|||")
    assert load_spec(kept / "page.json").theme == ""


def test_only_what_the_data_can_fill_is_offered_and_each_form_of_the_page_is_a_picture_of_it(
    studio: str, browser: Callable[[str], Any]
) -> None:
    told = browser("perancang").get(studio).content.decode()
    assert re.findall(r'id="b-hero-([a-z-]*)"', told) == ["regions", "map", "change"]
    assert 'id="b-hero-waffle"' not in told  # The table has no parts of a whole.
    assert '<option value="months">' not in told
    assert '<option value="heat-table">' in told
    offered = re.findall(r'data-do="architecture\|\|\|([a-z-]*)"', told)
    assert set(offered) == {"", *ARCHITECTURES}
    assert len(offered) == len(ARCHITECTURES) + 1
    suited = SUITS[load_spec(page_json(studio)).hero.kind]
    assert offered[0] == ""
    assert tuple(offered[1 : 1 + len(suited)]) == suited
    pressed = re.findall(r'value="architecture\|\|\|([a-z-]*)" aria-pressed="true"', told)
    assert pressed == [load_spec(page_json(studio)).architecture]


def test_an_unchanged_page_is_read_and_drawn_once_and_a_changed_one_anew(
    studio: str, browser: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web.cases import studio as drawn

    counted: list[str] = []
    draws, parses = drawn.draw_edition, drawn.parse_spec

    def draw(*given: Any) -> Any:
        counted.append("drawn")
        return draws(*given)

    def parse(content: bytes, *, name: str) -> Any:
        counted.append(name)
        return parses(content, name=name)

    monkeypatch.setattr(drawn, "draw_edition", draw)
    monkeypatch.setattr(drawn, "parse_spec", parse)
    client = browser("perancang")
    plain = client.get(f"{studio}portrait.svg").content
    for path in ("", "portrait.svg", "unsur/?id=head_headline"):
        assert client.get(studio + path).status_code == 200
    assert counted.count("drawn") <= 1
    counted.clear()
    do(client, studio, "headline-text|||Warga terus bertambah", "0")
    changed = client.get(f"{studio}portrait.svg").content
    assert b"Warga terus bertambah" in changed
    assert changed != plain
    client.get(f"{studio}unsur/?id=head_headline")
    assert sorted(counted) == ["drawn", "page.json"]


def test_what_a_process_remembers_of_a_history_is_what_it_kept(
    studio: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.studio.history import parse_history
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio import open_draft

    client = browser("perancang")
    ids = [block.id for block in load_spec(page_json(studio)).blocks]
    steps = ("theme|||night", f"move|{ids[0]}||1", f"note-text|{ids[0]}||Sementara", "drop|hero||", "undo|||")
    for packed in steps:
        do(client, studio, packed)
    bench = Bench(studio.split("/")[2])
    path = page_json(studio).parent.relative_to(bench.build).as_posix()
    remembered = open_draft(bench, path)
    (kept,) = (bench.folder / "edits").rglob("*.json")
    assert remembered.history == parse_history(kept.read_bytes(), "")
    assert remembered.spec == load_spec(page_json(studio))
    assert remembered.number == len(steps)


def test_the_answer_to_a_change_brings_the_picture_of_the_size_looked_at(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    form = {"op": "headline-text", "value": "A & B </textarea><script>x</script>", "view": "square"}
    told = client.post(f"{studio}ubah/", form, headers={"HX-Request": "true"}).content.decode()
    found = re.findall(r'<textarea id="page-picture" data-size="([a-z]*)"[^>]*>(.*?)</textarea>', told, re.S)
    picture = client.get(f"{studio}square.svg").content.decode()
    assert [(size, html.unescape(text)) for size, text in found] == [("square", picture)]
    assert "<script>x" not in told
    for view in ("", "tiada"):
        told = client.post(f"{studio}ubah/", {**form, "view": view}, headers={"HX-Request": "true"})
        assert "page-picture" not in told.content.decode()


def test_parts_that_a_change_leaves_as_they_are_stay_on_the_screen(
    studio: str, browser: Callable[[str], Any]
) -> None:
    client = browser("perancang")
    block = load_spec(page_json(studio)).blocks[0].id

    def parts(packed: str, seen: str) -> list[str]:
        told = do(client, studio, packed, seen).content.decode()
        return re.findall(r'<div id="(st-[a-z]*)" hx-swap-oob', told)

    rest = ["st-clash", "st-notes", "st-right", "st-act"]
    everything = ["st-clash", "st-left", *rest[1:]]
    assert parts("headline-text|||Warga bertambah", "0") == rest
    assert parts(f"heading-text|{block}||Judul", "1") == rest
    assert parts(f"note-text|{block}||Catatan", "2") == rest
    assert parts("undo|||", "3") == rest
    assert parts("headline-text|||Tanpa nomor", "") == everything
    for number, packed in enumerate(("theme|||night", "colour|||#0b5fa5", f"drop|{block}||", "undo|||"), 5):
        assert parts(packed, str(number)) == everything


def test_the_pictures_drawn_last_are_kept_up_to_so_many_bytes(
    studio: str, browser: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web.cases import studio as drawn
    from rupadata.web.cases.recent import Recent

    pictures = Recent(drawn.PICTURE_BYTES)
    monkeypatch.setattr(drawn, "_pictures", pictures)
    client = browser("perancang")
    sizes = ("portrait", "square", "portrait", "story")
    first, second, again, third = (client.get(f"{studio}{size}.svg").content for size in sizes)
    assert again == first
    assert pictures.values == (second, first, third)


def test_the_offices_pictures_are_found_shown_and_put_on_the_page(
    studio: str, browser: Callable[[str], Any]
) -> None:
    from rupadata.web.accounts.models import OfficeFile

    client, admin = browser("perancang"), browser("admin")
    assert "ditambahkan administrator" in client.get(studio).content.decode()
    svg = SVG.replace(b"<path", b"<script>x</script><path")

    def bring(**said: str) -> Any:
        asked = {"kind": "illustration", "file": SimpleUploadedFile("Balai Kota.svg", svg), **said}
        return admin.post("/pengaturan/berkas/", asked)

    assert bring(**{"alt-id": "Balai kota", "credit": ""}).status_code == 422
    assert (
        bring(**{"alt-id": "Balai kota", "alt-en": "Town hall", "credit": "Sanggar Uji"}).status_code == 302
    )
    assert sorted(OfficeFile.objects.values_list("name", flat=True)) == [
        "illustrations/balai-kota.svg", "illustrations/balai-kota.toml",
    ]  # fmt: skip
    found = client.get(f"{studio}simbol/?q=balai").content.decode()
    assert "illustration|||balai-kota" in found
    assert "Sanggar Uji" in found
    assert "Tidak ada ilustrasi" in client.get(f"{studio}simbol/?q=qwxyz").content.decode()
    picture = client.get(f"{studio}ilustrasi/balai-kota/")
    assert (picture["Content-Type"], b"script" in picture.content) == ("image/svg+xml", False)
    assert "sandbox" in picture["Content-Security-Policy"]
    assert client.get(f"{studio}ilustrasi/tiada/").status_code == 404
    shown = do(client, studio, "illustration|||balai-kota").content.decode()
    assert "Lepaskan ilustrasi" in shown
    assert "Urungkan: ilustrasi dipilih atau dilepas" in shown
    drawn = client.get(f"{studio}portrait.svg").content.decode()
    assert "Ilustrasi: Sanggar Uji" in drawn
    assert "data:image/svg+xml" in drawn
    do(client, studio, "undo|||")
    assert "Sanggar Uji" not in client.get(f"{studio}portrait.svg").content.decode()
    held = OfficeFile.objects.get(name="illustrations/balai-kota.toml")
    assert admin.post(f"/pengaturan/berkas/{held.pk}/lepas/").status_code == 302
    assert not OfficeFile.objects.exists()
