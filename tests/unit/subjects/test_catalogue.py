from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.errors import InputRefusedError, UsageError
from rupadata.glossary import load_glossary
from rupadata.subjects.catalogue import TAXONOMIES, load_catalogue
from rupadata.subjects.symbols import has_symbol


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_every_subject_and_typical_indicator_has_a_symbol_that_exists(taxonomy: str) -> None:
    for entry in load_catalogue(taxonomy).subjects:
        assert has_symbol(entry.subject.symbol), entry.subject.key
        assert all(has_symbol(typical.symbol) for typical in entry.indicators)


def test_the_taxonomies_hold_what_they_should() -> None:
    assert len(load_catalogue("urusan").subjects) == 32
    assert len(load_catalogue("csa").subjects) == 37
    keys = [entry.subject.key for entry in load_catalogue().subjects]
    assert len(keys) == len(set(keys))
    assert {"kependudukan", "layanan-publik", "lingkungan-hidup", "keuangan-daerah", "keamanan"} <= set(keys)


def test_hues_stand_well_apart() -> None:
    hues = sorted(entry.subject.hue for entry in load_catalogue().subjects)
    gaps = [after - before for before, after in zip(hues, [*hues[1:], hues[0] + 360])]
    assert min(gaps) >= 14


def test_the_ids_in_the_other_taxonomies_exist() -> None:
    csa = {entry.official_id for entry in load_catalogue("csa").subjects}
    urusan = {entry.official_id for entry in load_catalogue("urusan").subjects}
    for entry in load_catalogue().subjects:
        assert set(entry.csa) <= csa
        assert set(entry.urusan) <= urusan


def test_a_mistyped_subject_or_taxonomy_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="kesehatan"):
        load_catalogue().get("kesehatn")
    with pytest.raises(UsageError, match="urusan"):
        load_catalogue("urusn")


def test_a_subject_is_found_by_key_official_id_and_name() -> None:
    urusan = load_catalogue("urusan")
    assert urusan.get("1.1.02") is urusan.get("kesehatan") is urusan.get("Kesehatan") is urusan.get("Health")


def test_an_office_may_bring_its_own_catalogue(tmp_path: Path) -> None:
    own = tmp_path / "catalogue.toml"
    own.write_text(
        'edition = "x"\n[[subject]]\nid = "parkir"\nname = { id = "Parkir", en = "Parking" }\norder = 1\n'
        'hue = 10\nsymbol = "car"\nterms = ["parkir"]\n',
        encoding="utf-8",
    )
    assert [entry.subject.key for entry in load_catalogue("dda", own).subjects] == ["parkir"]


def test_a_broken_catalogue_is_refused_in_words(tmp_path: Path) -> None:
    own = tmp_path / "catalogue.toml"
    own.write_text("[[subject]]\nid = 'x'\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"catalogue\.toml"):
        load_catalogue("dda", own)


def test_every_edition_gathers_every_subject_once() -> None:
    own = {entry.official_id for entry in load_catalogue().subjects}
    for edition, chapters in (("kota", 11), ("kcda-2026", 7)):
        found = load_catalogue(edition=edition).subjects
        members = [member for entry in found for member in entry.members]
        assert (len(found), sorted(members)) == (chapters, sorted(own))


def test_an_unknown_edition_names_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        load_catalogue(edition="1999")
    assert "kcda-2026" in caught.value.hint


def test_the_glossary_names_subjects_matters_and_symbols_that_there_are() -> None:
    known = {
        name: {entry.official_id for entry in load_catalogue(name).subjects} for name in ("dda", "urusan")
    }
    for one in load_glossary():
        assert one.id_in("dda") in known["dda"], one.key
        assert one.id_in("urusan") in known["urusan"] | {""}, one.key
        assert not one.symbol or has_symbol(one.symbol), one.key
