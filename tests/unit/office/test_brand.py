"""The brand of office.toml stands on every page of the office, within the rules of contrast."""

from __future__ import annotations

import io
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image

from rupadata.build import build_pages
from rupadata.cli.app import run
from rupadata.compose.colour import oklch_of
from rupadata.compose.themes import THEMES, get_theme, make_palette, page_hue, palette_faults
from rupadata.errors import InputRefusedError, UsageError
from rupadata.office import Office, load_office
from rupadata.pagespec import BrandSpec, PageSpec, RegionSpec, SubjectSpec, parse_spec
from rupadata.request import BuildRequest

TABLE = """Jumlah Penduduk Kota Serang Menurut Tahun
Wilayah,2021,2022,2023
Kota Serang,100,120,130
"""
BRAND = """
[brand]
office = "Diskominfo Kota Serang"
logo = "{logo}"
colour = "{colour}"
web = "serangkota.go.id"
social = ["@diskominfo.serang", "Diskominfo Serang"]
hashtag = "#SatuDataSerang"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert run(["office", "new", str(tmp_path / "kantor")]) == 0
    return tmp_path / "kantor"


def _say(folder: Path, logo: str = "", colour: str = "") -> Office:
    text = (folder / "office.toml").read_text(encoding="utf-8")
    before, rest = text.split("[brand]", 1)
    labels = rest[rest.index("[labels]") :]
    said = BRAND.format(logo=logo, colour=colour)
    (folder / "office.toml").write_text(f"{before}{said}\n{labels}", encoding="utf-8")
    return load_office(folder)


def _logo(path: Path, side: int, format: str) -> None:
    Image.new("RGB", (side, side), "#204080").save(path, format)


def _build(office: Office, tmp_path: Path, **wishes: str) -> tuple[PageSpec, str]:
    table = tmp_path / "penduduk.csv"
    table.write_text(TABLE, encoding="utf-8")
    made = build_pages([table], tmp_path / "hasil", BuildRequest(formats=("svg",), **wishes), office=office)
    folder = tmp_path / "hasil" / made.editions[0].path
    return parse_spec((folder / "page.json").read_bytes()), (folder / "portrait.svg").read_text("utf-8")


def test_a_page_carries_name_logo_addresses_and_colour(folder: Path, tmp_path: Path) -> None:
    _logo(folder / "logo.png", 80, "PNG")
    spec, svg = _build(_say(folder, "logo.png", "#0b5fa5"), tmp_path)
    assert b64decode(spec.brand.logo) == (folder / "logo.png").read_bytes()
    assert page_hue(spec) == oklch_of("#0b5fa5")[2] != spec.subject.hue
    for told in ("Diskominfo Kota Serang", "serangkota.go.id", "@diskominfo.serang", "#SatuDataSerang"):
        assert told in svg, told
    assert 'id="footer_logo"' in svg
    assert 'id="footer_plate"' not in svg


def test_a_logo_on_a_dark_page_stands_on_a_white_plate(folder: Path, tmp_path: Path) -> None:
    _logo(folder / "logo.png", 80, "PNG")
    _, svg = _build(_say(folder, "logo.png"), tmp_path, theme="night")
    assert svg.index('id="footer_plate"') < svg.index('id="footer_logo"')


@pytest.mark.parametrize(("name", "format"), [("big.png", "PNG"), ("lambang.webp", "WEBP")])
def test_a_large_or_foreign_logo_becomes_a_small_png(folder: Path, name: str, format: str) -> None:
    _logo(folder / name, 1400, format)
    brand = _say(folder, name).brand
    assert brand.logo_media_type == "image/png"
    with Image.open(io.BytesIO(brand.logo)) as image:
        assert image.size == (512, 512)


def test_an_svg_logo_is_taken_as_it_is(folder: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (folder / "logo.svg").write_bytes(drawing)
    brand = _say(folder, "logo.svg").brand
    assert (brand.logo, brand.logo_media_type) == (drawing, "image/svg+xml")


@pytest.mark.parametrize("name", ["tidak-ada.png", "catatan.png"])
def test_a_logo_that_is_none_is_refused_with_its_name(folder: Path, name: str) -> None:
    (folder / "catatan.png").write_text("bukan gambar", encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        _say(folder, name)
    assert refused.value.code == "logo-unreadable"
    assert name in str(refused.value)
    assert run(["office", "check", str(folder / "office.toml")]) == 2


def test_a_colour_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(InputRefusedError) as refused:
        _say(folder, colour="biru")
    assert refused.value.code == "office-faulty"
    with pytest.raises(UsageError) as misused:
        page_hue(_page("biru"))
    assert misused.value.code == "colour-unreadable"


def test_the_brand_is_part_of_what_an_office_is(folder: Path) -> None:
    plain = load_office(folder)
    assert _say(folder, colour="#0b5fa5") != plain


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", ["#f2c200", "#d50000", "#00c853", "#0b5fa5", "#aa00ff", "#777777"])
def test_contrast_holds_for_any_colour_of_an_office(theme: str, colour: str) -> None:
    hue = page_hue(_page(colour))
    assert palette_faults(make_palette(get_theme(theme), hue)) == []
    assert (hue == _page("").subject.hue) == (colour == "#777777")


def _page(colour: str) -> PageSpec:
    subject = SubjectSpec(key="kependudukan", name={"id": "Kependudukan"}, hue=250.0)
    region = RegionSpec(code="36.73", name="Kota Serang")
    return PageSpec(page="kependudukan", subject=subject, region=region, brand=BrandSpec(colour=colour))
