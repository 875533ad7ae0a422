"""A picture of the office stands whole and in its proportions, and its maker is named."""

import io
from base64 import b64encode

import msgspec
import pytest
from msgspec.structs import replace
from PIL import Image as Picture

from rupadata.compose import compose_page
from rupadata.compose.blocks.illustration import picture_aspect
from rupadata.pagespec import BlockSpec, IllustrationSpec, encode_spec, find_edits, parse_spec
from rupadata.scene.nodes import Image, Text
from rupadata.scene.scene import walk
from tests.golden.golden_blocks import CASES, HOUSE, PICTURE


def png(width, height):
    """Return the bytes of a plain picture."""
    out = io.BytesIO()
    Picture.new("RGB", (width, height), "#336699").save(out, "PNG")
    return out.getvalue()


def drawn(hero, size="portrait", picture=PICTURE, blocks=()):
    spec, book = CASES["huge-number"]._spec()
    block = BlockSpec(kind=hero)
    spec = replace(spec, hero=block, blocks=(BlockSpec(kind="years"), *blocks), illustration=picture)
    return compose_page(spec, book, size=size, date="2026-11-22")


def pictures(scene):
    return [node for node in walk(scene.nodes) if isinstance(node, Image)]


@pytest.mark.parametrize("hero", ["huge-number", "years", "then-now"])
@pytest.mark.parametrize("size", ["square", "portrait", "story", "slide", "a4", "book"])
def test_a_picture_stands_once_in_its_proportions_beside_any_hero(hero, size):
    scene = drawn(hero, size)
    (picture,) = pictures(scene)
    assert picture.width / picture.height == pytest.approx(1.6, rel=0.01)
    assert picture.height > 0.04 * scene.height
    assert picture.x >= 0
    assert picture.x + picture.width <= scene.width
    assert picture.alt == "Rumah beratap merah"
    assert any(
        "Ilustrasi: Sanggar Gambar Kota Contoh" in n.text for n in walk(scene.nodes) if isinstance(n, Text)
    )


def test_no_text_of_a_huge_figure_runs_into_its_picture():
    scene = drawn("huge-number")
    (picture,) = pictures(scene)
    hero = [n for n in walk(scene.nodes) if isinstance(n, Text) and n.id.startswith("hero_")]
    level = [n for n in hero if picture.y <= n.y <= picture.y + picture.height]
    assert level
    assert all(n.x + n.width <= picture.x for n in level)


def test_a_block_says_where_the_picture_stands():
    scene = drawn("huge-number", blocks=(BlockSpec(kind="illustration"),))
    (picture,) = pictures(scene)
    assert picture.id.startswith("illustration_picture")


def test_without_a_picture_neither_block_nor_credit_stands():
    scene = drawn(
        "years", picture=IllustrationSpec(credit="Sanggar"), blocks=(BlockSpec(kind="illustration"),)
    )
    assert not pictures(scene)
    assert not any("Sanggar" in n.text for n in walk(scene.nodes) if isinstance(n, Text))


@pytest.mark.parametrize(
    ("content", "kind", "aspect"),
    [
        (HOUSE, "image/svg+xml", 1.6),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="60"/>', "image/svg+xml", 0.5),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml", 1.0),
        (png(40, 30), "image/png", 4 / 3),
        (png(900, 10), "image/png", 6.0),
        (png(10, 900), "image/png", 1 / 3),
    ],
)
def test_the_proportions_of_a_picture(content, kind, aspect):
    assert picture_aspect(content, kind) == pytest.approx(aspect)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"picture": "x", "media_type": "text/html"}, "bukan gambar"),
        ({"picture": "%%%", "media_type": "image/png"}, "base64"),
        ({"picture": b64encode(b"GIF89a").decode(), "media_type": "image/png"}, "bukan gambar image/png"),
        ({"picture": b64encode(b"<svg onload='x'><script/></svg>").decode(), "media_type": "image/svg+xml"},
         "bukan gambar image/svg"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(fields, said):
    with pytest.raises(ValueError, match=said):
        IllustrationSpec(**fields)


def test_a_picture_is_kept_in_the_spec_and_is_an_edit_of_its_own():
    spec, _ = CASES["huge-number"]._spec()
    with_picture = replace(spec, illustration=PICTURE)
    assert parse_spec(encode_spec(with_picture)) == with_picture
    edits = find_edits(spec, with_picture)
    assert set(edits.places) == {
        f"illustration.{name}" for name in ("picture", "media_type", "alt", "credit")
    }
    assert msgspec.convert(edits.fields["illustration.alt"], dict[str, str]) == PICTURE.alt
