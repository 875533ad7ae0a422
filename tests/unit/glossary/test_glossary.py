"""The glossary: what ships, how names find it, and an office's own list."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rupadata.errors import InputRefusedError
from rupadata.glossary import Glossary, Kind, load_glossary
from rupadata.glossary.compact import read_line, write_compact
from rupadata.model.observations import MEASURES
from rupadata.model.subject import Direction
from tools.make_glossary import SHIPPED, read_sources


def test_what_ships_is_what_the_sources_say() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == write_compact(read_sources())


def test_the_list_is_large_and_each_entry_whole() -> None:
    listed = list(load_glossary())
    assert len(listed) >= 1500
    assert len({one.key for one in listed}) == len(listed)
    for one in listed:
        assert one.name, one.key
        assert one.name_en, one.key
        assert one.measure in MEASURES, one.key
        assert one.kind not in (Kind.SHARE, Kind.GROWTH, Kind.CONTRIBUTION) or one.unit == "persen", one.key
        assert one.id_in("dda"), one.key


def test_an_entry_comes_back_as_it_was_written() -> None:
    listed = read_sources()
    lines = write_compact(listed).partition("\n\n")[0].split("\n")
    assert [read_line(line) for line in lines] == listed


@pytest.mark.parametrize(
    ("name", "key", "rest"),
    [
        ("jml_guru_sd", "jumlah-guru-sd", ()),
        ("rutilahu", "rumah-tidak-layak-huni", ()),
        ("tpak_l", "tingkat-partisipasi-angkatan-kerja", ("l",)),
        ("nilai_ikm", "indeks-kepuasan-masyarakat", ()),
        ("PROSENTASE PENDUDUK MISKIN", "persentase-penduduk-miskin", ()),
        ("Banyaknya Rumah Tangga", "jumlah-rumah-tangga", ()),
        ("Jumlah Siswa SMP Negeri", "jumlah-murid-smp", ("negeri",)),
        ("Jumlah Kematian Ibu", "jumlah-kematian-ibu", ()),
        ("Angka Kematian Ibu", "angka-kematian-ibu", ()),
        ("LuasPanenPadi", "luas-panen-padi", ()),
    ],
)
def test_names_and_column_keys_find_their_indicator(name: str, key: str, rest: tuple[str, ...]) -> None:
    found = load_glossary().find(name)
    assert found is not None
    assert (found.indicator.key, found.rest) == (key, rest)


@pytest.mark.parametrize("name", ["Uraian", "Bidang P2P", "", "2023", "Zzz"])
def test_what_is_no_indicator_finds_none(name: str) -> None:
    assert load_glossary().find(name) is None


def test_a_count_is_meant_where_a_name_says_that_it_counts() -> None:
    glossary = load_glossary()
    stunted, share = glossary.find("Jumlah Stunting"), glossary.find("Prevalensi Stunting")
    assert stunted is not None
    assert share is not None
    assert stunted.indicator.kind is Kind.STOCK
    assert share.indicator.kind is Kind.SHARE


def test_sums_follow_from_the_kind_unless_the_entry_says_otherwise() -> None:
    glossary = load_glossary()
    births, rain, rate = (
        glossary.get(key) for key in ("jumlah-kelahiran", "curah-hujan", "angka-kematian-bayi")
    )
    assert births is not None
    assert births.sums == ("regions", "categories", "periods")
    assert rain is not None
    assert rain.sums == ("periods",)
    assert rate is not None
    assert rate.sums == ()
    assert rate.direction is Direction.LOWER_IS_BETTER
    assert rate.id_in("sdg") == "3.2.2"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("guru sd", "jumlah-guru-sd"),
        ("open unemployment", "tingkat-pengangguran-terbuka"),
        ("harga beras", "harga-beras"),
        ("luas panen jagung", "luas-panen-jagung"),
    ],
)
def test_words_in_either_language_lead_to_indicators(words: str, key: str) -> None:
    assert load_glossary().search(words)[0].key == key


OWN = """
dda = "lingkungan-hidup"
[[indicator]]
name = "Sampah Rawa Kucing"
en = "Waste at Rawa Kucing"
kind = "flow"
unit = "ton"
also = ["tonase rawa kucing"]
[[indicator]]
id = "indeks-kepuasan-masyarakat"
name = "Indeks Kepuasan Warga"
en = "Satisfaction of Citizens"
kind = "index"
also = ["ikm"]
[axis]
stations = [{ name = "Poris", en = "Poris" }, { name = "Ciledug", en = "Ciledug" }]
[[family]]
name = "Penumpang Terminal {stations}"
en = "Passengers of {stations}"
kind = "flow"
unit = "penumpang"
"""


def test_an_office_adds_indicators_and_replaces_those_that_ship(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    own, shipped = load_glossary(tmp_path / "own.toml"), load_glossary()
    names = {
        name: found.indicator.name
        for name in ("tonase_rawa_kucing", "Nilai IKM", "IKM", "penumpang terminal poris")
        if (found := own.find(name))
    }
    assert names == {
        "tonase_rawa_kucing": "Sampah Rawa Kucing",
        "IKM": "Indeks Kepuasan Warga",
        "penumpang terminal poris": "Penumpang Terminal Poris",
    }
    assert len(own) == len(shipped) + 3
    assert shipped.find("tonase rawa kucing") is None
    assert own != shipped
    assert own.digest != shipped.digest
    assert own == load_glossary(tmp_path / "own.toml")
    assert own.own("tonase_rawa_kucing").name == "Sampah Rawa Kucing"  # type: ignore[union-attr]
    assert own.own("tonase rawa kucing besar") is None  # No whole name.
    assert own.own("Tingkat Pengangguran Terbuka") is None  # The list that ships has it, the office does not.
    assert shipped.own("tonase rawa kucing") is None


@pytest.mark.parametrize(
    "text",
    [
        "[[indicator]]\nname = 'X'\n",
        "[[indicator]]\nname = 'X'\nen = 'X'\nkind = 'sort of'\n",
        "[[indicator]]\nname = 'X'\nen = 'X'\nkind = 'stock'\nwrong = 1\n",
        "[[family]]\nname = 'X {none}'\nen = 'X'\nkind = 'stock'\n",
        "not toml",
    ],
)
def test_a_wrong_list_is_refused_and_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        load_glossary(tmp_path / "own.toml")
    assert refused.value.code == "glossary-broken"


def test_the_list_opens_quickly() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    times = []
    for _ in range(5):
        start = time.process_time()
        Glossary(text)
        times.append(time.process_time() - start)
    assert min(times) < 0.03
