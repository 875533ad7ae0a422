"""Two offices in one process, whose lists contradict, never see each other's."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

import rupadata
from rupadata.errors import UsageError
from rupadata.language import message_language, messages_in
from rupadata.office import Office, default_office, load_office, remember_decisions
from rupadata.office.folder import DECISIONS
from rupadata.regions import official_regions
from rupadata.subjects.catalogue import shipped_catalogues
from rupadata.subjects.decisions import GroupingDecision, GroupingDecisions, save_memory
from rupadata.subjects.symbols import symbol_path
from rupadata.tables import read_tables

NAMES = {"laksa": ("Kota Laksa", "Kuah", "Santan"), "bakso": ("Kota Bakso", "Urat", "Halus")}
TABLE = """Kode,Nama Wilayah,2021,2022,2023
98.71.01,,100,120,130
98.71.02,,90,95,99
"""


def make_office(folder: Path, key: str, subject: str) -> Path:
    city, *districts = NAMES[key]
    (folder / "symbols").mkdir(parents=True)
    lines = ["code,name,bps_code,row,col,short", f"98,Provinsi {city},,,,", f"98.71,{city},,,,"]
    lines += [f"98.71.{n:02d},{name},,0,{n},{name[:3].upper()}" for n, name in enumerate(districts, 1)]
    (folder / "regions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    own = shipped_catalogues().content.decode().replace('id = "Kependudukan"', f'id = "Warga {city}"')
    (folder / "catalogue.toml").write_text(own, encoding="utf-8")
    kind, better = ("flow", "lower") if key == "laksa" else ("rate", "higher")
    own = f"[[indicator]]\nname = 'Sekolah {city}'\nen = 'X'\nkind = '{kind}'\n"
    own += f"unit = 'u'\nbetter = '{better}'\n"
    (folder / "glossary.toml").write_text(own, encoding="utf-8")
    side = 20 + ord(key[0])
    path = f'<svg viewBox="0 0 {side} 99"><path d="M0 0h{side}v9z"/></svg>'
    (folder / "symbols" / "lambang.svg").write_text(path, encoding="utf-8")
    decision = GroupingDecision("Jumlah Sekolah", subject, name=f"Sekolah {city}")
    save_memory(folder / DECISIONS, GroupingDecisions((decision,)))
    return folder


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Office, Office]:
    first = load_office(make_office(tmp_path / "laksa", "laksa", "agama"))
    second = load_office(make_office(tmp_path / "bakso", "bakso", "kesehatan"))
    return first, second


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Jumlah Sekolah.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def tell(office: Office, lang: str, table: Path) -> dict[str, object]:
    """Return all that an office's parts decide: regions, names read, subject, page, symbol, language."""
    with messages_in(lang):
        reading = read_tables([table], regions=office.regions, glossary=office.glossary)
        grouping = rupadata.group(
            reading.observations,
            reading.sources,
            decisions=office.decisions,
            catalogue=office.catalogues,
            regions=office.regions,
            glossary=office.glossary,
        )
        with pytest.raises(UsageError) as refused:
            office.catalogues.choose().get("tidak-ada-sama-sekali")
        book = grouping.books[0]
        return {
            "city": office.regions.get("98.71").name,
            "found": office.regions.find(office.regions.get("98.71.01").name, within="98.71"),
            "grid": office.regions.tile_grid("98.71"),
            "read": sorted(reading.observations["region"].unique()),
            "home": book.region,
            "subject": book.subject.key,
            "indicators": [indicator.name for indicator in book.indicators],
            "direction": [indicator.direction.value for indicator in book.indicators],
            "subjects": [entry.subject.name for entry in office.catalogues.choose().subjects],
            "symbol": symbol_path("own/lambang", own=office.symbols).layers,
            "page": rupadata.page(book, office=office).to_svg(text="text"),
            "refusal": str(refused.value),
            "reason": [assignment.reason for assignment in grouping.assignments],
        }


def test_each_office_tells_its_own(offices: tuple[Office, Office], table: Path) -> None:
    first, second = tell(offices[0], "id", table), tell(offices[1], "en", table)
    assert (first["city"], second["city"]) == ("Kota Laksa", "Kota Bakso")
    assert (first["read"], second["read"]) == (["Kuah", "Santan"], ["Halus", "Urat"])
    assert (first["home"], second["home"]) == ("Kota Laksa", "Kota Bakso")
    assert (first["subject"], second["subject"]) == ("agama", "kesehatan")
    assert (first["direction"], second["direction"]) == (["lower-is-better"], ["higher-is-better"])
    assert "Warga Kota Laksa" in first["subjects"]  # type: ignore[operator]
    assert "Warga Kota Bakso" in second["subjects"]  # type: ignore[operator]
    assert str(first["refusal"]).startswith("Tidak ada")
    assert str(second["refusal"]).startswith("There is no")
    assert [name for name in first if first[name] == second[name]] == []


def test_eight_threads_of_two_offices_tell_what_each_tells_alone(
    offices: tuple[Office, Office], table: Path
) -> None:
    calls: list[Callable[[], dict[str, object]]] = [
        lambda: tell(offices[0], "id", table),
        lambda: tell(offices[1], "en", table),
    ]
    alone = [call() for call in calls]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda number: calls[number % 2](), range(24)))
    assert all(found == alone[number % 2] for number, found in enumerate(together))
    assert message_language() == "id"


def test_an_office_leaves_nothing_behind(offices: tuple[Office, Office], table: Path) -> None:
    tell(offices[0], "id", table)
    with pytest.raises(KeyError):
        official_regions().get("98.71")
    read = read_tables([table])
    assert set(read.observations["region_code"]) <= {""}
    assert default_office() == Office()


def test_offices_are_compared_by_what_is_in_them(offices: tuple[Office, Office], tmp_path: Path) -> None:
    again = load_office(make_office(tmp_path / "again", "laksa", "agama"))
    assert again == offices[0]
    assert hash(again) == hash(offices[0])
    assert offices[0] != offices[1]
    for part in ("regions", "catalogues", "decisions", "symbols", "glossary"):
        assert replace(offices[0], **{part: getattr(offices[1], part)}) != offices[0], part


def test_an_office_travels_to_another_process(offices: tuple[Office, Office]) -> None:
    arrived = pickle.loads(pickle.dumps(offices[0]))
    assert arrived == offices[0]
    assert arrived.regions.get("98.71.02").name == "Santan"


def test_a_corrected_file_is_seen_at_the_next_call(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "laksa", "laksa", "agama")
    before = load_office(folder)
    listed = folder / "regions.csv"
    listed.write_text(listed.read_text().replace("Santan", "Ketupat"), encoding="utf-8")
    catalogue = folder / "catalogue.toml"
    catalogue.write_text(catalogue.read_text().replace("Warga Kota Laksa", "Penduduk"), encoding="utf-8")
    after = load_office(folder)
    assert before.regions.get("98.71.02").name == "Santan"
    assert after.regions.get("98.71.02").name == "Ketupat"
    assert "Penduduk" in [entry.subject.name for entry in after.catalogues.choose().subjects]


def test_an_edited_grouping_is_remembered_in_the_offices_folder(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "laksa", "laksa", "agama")
    edited = GroupingDecisions((GroupingDecision("Jumlah Guru", "pendidikan", file="a.csv"),))
    told = remember_decisions(load_office(folder), edited)
    assert {entry.indicator for entry in told.entries} == {"Jumlah Sekolah", "Jumlah Guru"}
    assert load_office(folder).decisions == told
    assert remember_decisions(default_office(), edited).entries[0].file == ""
    assert default_office().decisions == GroupingDecisions()
