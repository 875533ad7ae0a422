"""Outlines brought into an office's folder: what is copied, what is noted, what is refused."""

import json

import pytest

from rupadata.errors import InputRefusedError
from rupadata.office import load_office
from rupadata.regions import official_regions, open_boundaries
from rupadata.regions.adding import add_boundaries, file_ending, recognise
from rupadata.regions.boundary_file import LONGEST_CREDIT, credit_of


def outlines(path, codes=("36.71", "36.72"), **more):
    features = [
        {
            "type": "Feature",
            "properties": {"kode": code, **more},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[106 + n, -6], [107 + n, -6], [107 + n, -5], [106 + n, -6]]],
            },
        }
        for n, code in enumerate(codes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_outlines_come_with_the_note_of_their_source(tmp_path):
    file = outlines(tmp_path / "Kota.GEOJSON")
    written = add_boundaries(file, tmp_path / "kantor", source=" Kemendagri 2025 ", licence="MIT")
    assert [path.name for path in written] == ["boundaries.geojson", "boundaries.txt"]
    assert written[0].read_bytes() == file.read_bytes()
    office = load_office(tmp_path / "kantor")
    assert office.boundaries is not None
    assert office.boundaries.credit == "Kemendagri 2025 (MIT)"


def test_another_note_makes_another_value_so_that_pages_are_drawn_anew(tmp_path):
    file = outlines(tmp_path / "a.geojson")
    plain = open_boundaries(file)
    assert plain.credit == ""
    file.with_suffix(".txt").write_text("BPS 2020 (CC BY)")
    noted = open_boundaries(file)
    assert noted != plain
    assert noted.credit == "BPS 2020 (CC BY)"
    assert file.with_suffix(".txt") in noted.files


def test_a_note_is_one_printable_line_that_is_not_long():
    assert credit_of("\n Peta\x1b[31m  dinas\t2024 \nbaris kedua") == "Peta [31m dinas 2024"
    assert len(credit_of("x" * 500)) == LONGEST_CREDIT


def test_a_note_that_is_no_text_is_none(tmp_path):
    file = outlines(tmp_path / "a.geojson")
    file.with_suffix(".txt").write_bytes(b"\xff\xfe\x00")
    assert open_boundaries(file).credit == ""


@pytest.mark.parametrize(("source", "licence"), [("", "MIT"), ("BPS", " "), (" ", "")])
def test_outlines_without_source_or_licence_are_refused_and_nothing_is_written(tmp_path, source, licence):
    file = outlines(tmp_path / "a.geojson")
    with pytest.raises(InputRefusedError) as refused:
        add_boundaries(file, tmp_path / "kantor", source=source, licence=licence)
    assert refused.value.code == "boundaries-uncredited"
    assert not (tmp_path / "kantor").exists()


def test_outlines_that_an_office_has_stay(tmp_path):
    office = tmp_path / "kantor"
    office.mkdir()
    (office / "boundaries.gpkg").write_bytes(b"kept")
    with pytest.raises(InputRefusedError) as refused:
        add_boundaries(outlines(tmp_path / "a.geojson"), office, source="BPS", licence="CC0")
    assert refused.value.code == "boundaries-exist"
    assert [path.name for path in office.iterdir()] == ["boundaries.gpkg"]


def test_the_settings_of_an_office_stand_for_its_folder(tmp_path):
    (tmp_path / "kantor").mkdir()
    settings = tmp_path / "kantor" / "office.toml"
    settings.write_text("")
    written = add_boundaries(outlines(tmp_path / "a.geojson"), settings, source="BPS", licence="CC0")
    assert {path.parent for path in written} == {tmp_path / "kantor"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", "x", "boundaries-type-unknown"),
        ("a.geojson", "{", "boundaries-unreadable"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "boundaries-empty"),
    ],
)
def test_what_is_no_file_of_outlines_is_refused(tmp_path, name, content, code):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputRefusedError) as refused:
        add_boundaries(tmp_path / name, tmp_path / "kantor", source="BPS", licence="CC0")
    assert refused.value.code == code
    assert not (tmp_path / "kantor").exists()


def test_an_ending_is_told_in_small_letters(tmp_path):
    assert file_ending(tmp_path / "A.GeoJSON") == ".geojson"
    with pytest.raises(InputRefusedError):
        file_ending(tmp_path / "a")


def test_regions_are_recognised_by_level_and_strangers_named(tmp_path):
    found = recognise(
        open_boundaries(outlines(tmp_path / "a.geojson", ("36.71", "36.72", "36.99"), nama="Entah")),
        official_regions(),
    )
    assert found.total == 3
    assert found.levels == {"provinsi": 1, "kabupaten/kota": 2, "kecamatan": 0}
    assert found.known
    none = recognise(open_boundaries(outlines(tmp_path / "b.geojson", ("x", "y"))), official_regions())
    assert not none.known
