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


WHOLE = {
    "id": '"parkir"',
    "name": '{ id = "Parkir", en = "Parking" }',
    "order": "1",
    "hue": "10",
    "symbol": '"car"',
    "terms": '["parkir"]',
}


def catalogue_with(tmp_path: Path, below: str = "", **changes: str) -> Path:
    own = tmp_path / "catalogue.toml"
    lines = [f"{key} = {value}" for key, value in (WHOLE | changes).items()]
    own.write_text("\n".join(["[[subject]]", *lines, below]) + "\n", encoding="utf-8")
    return own


@pytest.mark.parametrize(
    "changes",
    [
        {"order": "inf"}, {"order": "nan"}, {"order": "1.5"}, {"order": "-1"}, {"order": "100001"},
        {"hue": "nan"}, {"hue": "361"}, {"hue": '"10"'}, {"id": '"../../x"'}, {"id": '""'}, {"id": "7"},
        {"name": '"Parkir"'}, {"terms": '"parkir"'}, {"terms": "[1]"}, {"core": '"ya"'},
    ],
)  # fmt: skip
def test_what_is_no_value_of_a_catalogue_is_refused_with_its_place(
    changes: dict[str, str], tmp_path: Path
) -> None:
    assert load_catalogue("dda", catalogue_with(tmp_path, order="100000", hue="360")).subjects
    with pytest.raises(InputRefusedError, match=r"subject 1|subject ke-1") as refused:
        load_catalogue("dda", catalogue_with(tmp_path, **changes))
    assert refused.value.code == "catalogue-broken"


@pytest.mark.parametrize(
    ("change", "refused"),
    [("", False), ("weight = 1", False), ("weight = 1.1", True), ("weight = nan", True),
     ('direction = "up"', True), ('measure = "lain"', True)],
)  # fmt: skip
def test_what_is_no_value_of_an_indicator_is_refused(change: str, refused: bool, tmp_path: Path) -> None:
    whole = ['id = "p"', 'name = { id = "P", en = "P" }', 'match = ["p"]', 'symbol = "car"']
    lines = [*whole, *([] if change.startswith("measure") else ['measure = "rate"']), change]
    own = catalogue_with(tmp_path, "\n".join(["[[subject.indicators]]", *lines]))
    if refused:
        with pytest.raises(InputRefusedError):
            load_catalogue("dda", own)
    else:
        (indicator,) = load_catalogue("dda", own).subjects[0].indicators
        assert indicator.weight == (1.0 if change else 0.5)


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
