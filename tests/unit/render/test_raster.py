from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from msgspec import structs
from PIL import Image as Picture

from rupadata.errors import BrokenPromiseError, UsageError
from rupadata.render import pixel_size, render_png, render_raster
from rupadata.scene.nodes import Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene


def opened(content: bytes) -> Picture.Image:
    picture = Picture.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("scale", [0.25, 0.333, 1.0, 1.37, 2.0])
def test_the_picture_has_exactly_the_size_announced(page: Scene, scale: float) -> None:
    assert opened(render_png(page, scale=scale)).size == pixel_size(page, scale=scale)


def test_a_page_for_print_is_drawn_at_its_dots_per_inch() -> None:
    scene = Scene(1080, 1528, "#ffffff", "t", "d", "id", (), width_mm=210, height_mm=297)
    picture = opened(render_png(scene, dpi=72))
    assert picture.size == (595, 842)
    assert round(picture.info["dpi"][0]) == 72
    assert pixel_size(scene)[0] == round(210 / 25.4 * 150)


def test_shapes_stand_where_the_scene_says() -> None:
    scene = Scene(100, 80, "#ffffff", "", "", "id", (Rect("r", "bar", 20, 30, 40, 10, Paint("#ff0000")),))
    pixels = np.asarray(opened(render_png(scene)).convert("RGB"))
    red = np.argwhere((pixels == (255, 0, 0)).all(axis=2))
    assert red.min(axis=0).tolist() == [30, 20]
    assert red.max(axis=0).tolist() == [39, 59]


def test_pixels_fill_rows_of_any_length() -> None:
    for width, height in ((1, 1), (3, 2), (101, 7), (4000, 3)):
        scene = Scene(width, height, "#336699", "", "", "id", ())
        pixels = np.asarray(opened(render_png(scene)))
        assert pixels.shape == (height, width, 3)
        assert (pixels == (0x33, 0x66, 0x99)).all()
        assert opened(render_raster(scene, "webp")).size == (width, height)


def test_several_threads_may_draw_at_once(page: Scene) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: render_png(page, scale=0.3), range(12)))) == 1


def test_every_weight_is_drawn_and_bolder_means_more_ink() -> None:
    ink = []
    for family, weight in [
        ("Manrope", 400),
        ("Manrope", 800),
        ("Source Sans Pro", 400),
        ("Source Sans Pro", 700),
    ]:
        style = TextStyle(family, weight, 40, "#000000")
        scene = Scene(
            400, 60, "#ffffff", "", "", "id", (Text("t", "label", 5, 45, "Kecamatan 123", style, 300),)
        )
        ink.append(255 - np.asarray(opened(render_png(scene)).convert("L")).mean())
    assert 0 < ink[0] < ink[1]
    assert 0 < ink[2] < ink[3]


def test_a_missing_family_stops_instead_of_dropping_the_text(page: Scene) -> None:
    style = TextStyle("Comic Sans", 400, 40, "#000000")
    scene = structs.replace(page, nodes=(Text("t", "label", 5, 45, "a", style, 30),))
    with pytest.raises(BrokenPromiseError):
        render_png(scene)


def test_the_file_says_what_it_shows(page: Scene) -> None:
    info = opened(render_png(page)).info
    assert info["Title"] == page.title
    assert info["subject"] == "kependudukan"


@pytest.mark.parametrize("format", ["jpg", "webp"])
def test_jpeg_and_webp_say_it_in_xmp(page: Scene, format: str) -> None:
    told = opened(render_raster(page, format, scale=0.25)).info["xmp"].decode()
    assert page.title in told
    assert "subject: kependudukan" in told


def test_jpeg_and_webp_look_like_the_png(page: Scene) -> None:
    png = np.asarray(opened(render_png(page, scale=0.5)).convert("RGB"), dtype=float)
    for format, kind in (("jpg", "JPEG"), ("webp", "WEBP")):
        picture = opened(render_raster(page, format, scale=0.5))
        assert picture.format == kind
        assert np.abs(np.asarray(picture.convert("RGB"), dtype=float) - png).mean() < 3


def test_the_same_scene_gives_the_same_bytes(page: Scene) -> None:
    for format in ("png", "jpg", "webp"):
        assert render_raster(page, format, scale=0.5) == render_raster(page, format, scale=0.5)


@pytest.mark.parametrize("wrong", [{"scale": 0}, {"scale": 100}, {"dpi": 0}, {"scale": float("nan")}])
def test_an_absurd_scale_is_refused(page: Scene, wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        render_png(page, **wrong)


def test_an_unknown_format_is_refused_with_the_nearest_name(page: Scene) -> None:
    with pytest.raises(UsageError, match="jpg"):
        render_raster(page, "jpeg")
