"""The grouping board: several indicators are moved at once and back at once, and named by the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import web_home

KEY = "007-2026"
BOARD = f"/perintah/{KEY}/pengelompokan/"
BOAT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0H20V10H0Z"/></svg>'
HAND_MADE = '# Dijaga tangan.\n[[indicator]]\nname = "Sampah Rawa"\nen = "Waste"\nkind = "flow"\n'


@pytest.fixture
def cards(workplace: dict[str, Any]) -> list[Any]:
    """Return the indicators on the bench of a work order that waits for its grouping."""
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.placement import Placement, keep_placements

    key = web_home.begin_case(KEY)
    web_home.carry(key, ("schedule", "kasie", {"pages": (web_home.fake_page("air"),)}))
    made = [
        Placement("a.csv", "", "Tabel", name, name, unit, "pendidikan", "Pendidikan", 0.9, True, "judul")
        for name, unit in (("Rerata Nilai", ""), ("Buku Pinjam", "buku"), ("Kursi Kelas", "unit"))
    ]
    Bench(key).folder.mkdir(parents=True, exist_ok=True)
    keep_placements(Bench(key).folder, made)
    yield made
    import shutil

    shutil.rmtree(Bench(key).folder)


def remembered() -> dict[str, str]:
    from rupadata.subjects.decisions import load_memory
    from rupadata.web.cases.bench import Bench

    return {one.indicator: one.subject for one in load_memory(Bench(KEY).memory).entries}


def test_several_are_moved_at_once_and_taken_back_at_once(
    cards: list[Any], browser: Callable[[str], Any]
) -> None:
    client = browser("analis")
    page = client.get(BOARD).content.decode()
    assert page.count('form="several"') == 3
    one, two, _ = cards
    answer = client.post(
        f"{BOARD}pindah/", {"indicator": [one.key, two.key], "subject": "kesehatan"}, follow=True
    )
    assert "2 indikator dipindahkan" in answer.content.decode()
    assert remembered() == {"Rerata Nilai": "kesehatan", "Buku Pinjam": "kesehatan"}
    answer = client.post(f"{BOARD}pindah/", {"indicator": one.key, "subject": "kependudukan"}, follow=True)
    assert "“Rerata Nilai” dipindahkan" in answer.content.decode()
    client.post(f"{BOARD}urungkan/")
    assert remembered() == {"Rerata Nilai": "kesehatan", "Buku Pinjam": "kesehatan"}
    client.post(f"{BOARD}urungkan/")
    assert remembered() == {}
    assert client.post(f"{BOARD}pindah/", {"indicator": "x", "subject": "kesehatan"}).status_code == 422


def test_an_indicator_is_named_in_the_offices_glossary_beside_what_was_written_by_hand(
    cards: list[Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.model.subject import Direction
    from rupadata.web.accounts.models import OfficeFile
    from rupadata.web.accounts.office_files import current_value, keep_office_file
    from rupadata.web.blobs import read_blob

    def text() -> str:
        return read_blob(OfficeFile.objects.get(name="glossary.toml").sha256).decode()

    keep_office_file("glossary", "glossary.toml", HAND_MADE.encode(), "admin")
    client = browser("analis")
    said = {
        "indicator": cards[0].key, "name": 'Nilai "Rata-Rata" Ujian', "name_en": "Mean Score", "kind": "mean",
        "unit": "poin", "better": "higher", "symbol": "student",
    }  # fmt: skip
    assert client.post(f"{BOARD}nama/", said).status_code == 302
    own = current_value().glossary.own("Rerata Nilai")
    assert (own.name, own.name_en, own.unit, own.symbol) == (
        'Nilai "Rata-Rata" Ujian', "Mean Score", "poin", "student",
    )  # fmt: skip
    assert (own.measure, own.direction) == ("mean", Direction.HIGHER_IS_BETTER)
    page = client.get(BOARD).content.decode()
    assert "di tabel: Rerata Nilai" in page
    assert "poin" in page
    client.post(f"{BOARD}nama/", {**said, "indicator": cards[1].key, "name": "Buku Dipinjam", "unit": ""})
    client.post(f"{BOARD}nama/", {**said, "name": "Nilai Ujian", "better": "", "name_en": ""})
    own = current_value().glossary.own("Rerata Nilai")
    assert (own.name, own.name_en, own.direction) == ("Nilai Ujian", "Nilai Ujian", Direction.NEUTRAL)
    assert text().startswith(HAND_MADE)
    assert text().count("[[indicator]]") == 3
    client.post(f"{BOARD}nama/", {"indicator": cards[0].key, "act": "lepas"})
    assert current_value().glossary.own("Rerata Nilai") is None
    assert current_value().glossary.own("Buku Pinjam").name == "Buku Dipinjam"
    assert text().startswith(HAND_MADE.rstrip())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"kind": "berat"},
        {"better": "merah"},
        {"symbol": "tiada-sama-sekali"},
        {"indicator": "x"},
    ],
)
def test_what_no_glossary_can_say_is_refused(
    cards: list[Any], browser: Callable[[str], Any], wrong: dict[str, str]
) -> None:
    from rupadata.web.accounts.models import OfficeFile

    said = {"indicator": cards[0].key, "name": "Nilai", "kind": "mean", "better": "", "symbol": "", **wrong}
    assert browser("analis").post(f"{BOARD}nama/", said).status_code == 422
    assert not OfficeFile.objects.exists()


def test_a_card_says_how_sure_the_reading_is_and_why(cards: list[Any], browser: Callable[[str], Any]) -> None:
    from msgspec.structs import replace

    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.placement import keep_placements

    facts = ({"score": 0.987}, {"score": 0.544, "decided": False, "reason": "kata izin"}, {"by": "office"})
    made = [replace(card, **fact) for card, fact in zip(cards, facts, strict=True)]
    keep_placements(Bench(KEY).folder, made)
    told = browser("kasie").get(BOARD).content.decode()
    chips = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r'<span class="chip .*?</span></p>', told)]
    assert chips == ["Ragu 54 dari 100 kata izin", "Yakin 99 dari 100 judul", "Ditetapkan judul"]


def test_a_symbol_is_found_by_a_word_or_by_the_indicators_name_and_the_chosen_one_stays(
    cards: list[Any], browser: Callable[[str], Any]
) -> None:
    from rupadata.web.accounts.office_files import current_value, keep_office_file

    keep_office_file("symbol", "Perahu Naga.svg", BOAT, "admin")
    client = browser("analis")

    def choices(**asked: str) -> tuple[list[str], list[str]]:
        said = {"indicator": cards[0].key, **asked}
        told = client.get(f"{BOARD}simbol/", said).content.decode()
        ticked = re.findall(r'value="([^"]*)" checked', told)
        return re.findall(r'name="symbol" value="([^"]+)"', told), ticked

    found, ticked = choices(q="sekolah")
    assert "student" in found
    assert ticked == [""]
    assert choices(q="perahu naga")[0][0] == "own/perahu-naga"
    found, ticked = choices(q="sekolah", symbol="fish")
    assert (found[0], ticked) == ("fish", ["fish"])
    assert len(choices(symbol="fish")[0]) <= 18
    unknown = client.get(f"{BOARD}simbol/", {"q": "qqqq", "symbol": "<b>"}).content.decode()
    assert "Tidak ada simbol untuk kata itu." in unknown
    assert re.findall(r'name="symbol" value="[^"]+"', unknown)
    assert "<b>" not in unknown
    assert choices()[0] == choices(q=cards[0].name)[0]  # Its own name leads to something.
    said = {"indicator": cards[0].key, "name": "Perahu", "kind": "count", "better": ""}
    assert client.post(f"{BOARD}nama/", {**said, "symbol": "own/perahu-naga"}).status_code == 302
    assert current_value().glossary.own("Rerata Nilai").symbol == "own/perahu-naga"


@pytest.mark.parametrize("name", ["kabid", "kasie", "perancang"])
def test_only_the_analyst_names_indicators(
    cards: list[Any], browser: Callable[[str], Any], name: str
) -> None:
    client = browser(name)
    assert client.post(f"{BOARD}nama/", {"indicator": cards[0].key, "name": "x"}).status_code == 403
    assert client.get(f"{BOARD}simbol/").status_code == 403
    assert "Simpan di kamus kantor" not in client.get(BOARD).content.decode()


def test_what_is_known_of_a_name_or_its_unit_is_offered(workplace: dict[str, Any]) -> None:
    from rupadata.glossary import load_glossary
    from rupadata.web.cases.naming import naming_of

    shipped = load_glossary()
    known = naming_of(shipped, "Tingkat Pengangguran Terbuka", "persen")
    assert (known.name, known.better, known.own) == ("Tingkat Pengangguran Terbuka", "lower", False)
    kinds = [naming_of(shipped, "Zxqw", unit).kind for unit in ("persen", "juta rupiah", "jiwa/km2", "buah")]
    assert kinds == ["share", "money", "ratio", "count"]
