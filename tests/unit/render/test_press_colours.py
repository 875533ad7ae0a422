"""PDFs for a press: every colour in its inks, dark text in black alone, texts and tags as they were."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pikepdf
import pytest
from PIL import Image as Picture
from PIL import ImageCms

from rupadata.errors import BrokenPromiseError, UsageError
from rupadata.language import messages_in
from rupadata.render import render_pdf
from rupadata.render.press_colours import PressProfile, in_press_colours, open_profile
from rupadata.scene.nodes import Image, Paint, Rect, Text, TextStyle
from rupadata.scene.scene import Scene
from tests.made_profile import made_profile

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="a">
<stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#ff0"/><stop offset="1" stop-color="#00f"/>
</linearGradient></defs><rect width="9" height="9" fill="url(#a)"/></svg>"""


@pytest.fixture(scope="module")
def press() -> PressProfile:
    return open_profile(made_profile())


def words(name: str, fill: str, y: float, shown: str = "Kota") -> Text:
    return Text(name, "label", 20, y, shown, TextStyle("Manrope", 700, 20, fill), 60)


def bar(name: str, fill: str, y: float) -> Rect:
    return Rect(name, "bar", 100, y, 60, 20, Paint(fill))


def sheet(*nodes: Any, background: str = "#ffffff") -> Scene:
    return Scene(200, 200, background, "Judul", "Isi", "id", nodes)


def streams(document: pikepdf.Pdf) -> Iterator[Any]:
    yield from document.pages
    yield from (one for one in document.objects if _kind(one) == "/Form")


def _kind(one: Any) -> str:
    return str(one.get("/Subtype", "")) if isinstance(one, pikepdf.Stream) else ""


def inks_of(made: bytes) -> dict[str, set[tuple[float, ...]]]:
    """Return the inks that texts and shapes are filled with, and any other way in which colours are told."""
    found: dict[str, set[tuple[float, ...]]] = {"text": set(), "shape": set(), "other": set()}
    with pikepdf.open(io.BytesIO(made)) as document:
        for stream in streams(document):
            now: tuple[float, ...] = ()
            for step in pikepdf.parse_content_stream(stream):
                name = str(step.operator)
                if name == "k":
                    now = tuple(round(float(one), 3) for one in step.operands)
                elif name in ("Tj", "TJ"):
                    found["text"].add(now)
                elif name in ("f", "f*", "B", "B*"):
                    found["shape"].add(now)
                elif name in ("rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN"):
                    found["other"].add(tuple(map(str, step.operands)))  # type: ignore[arg-type]
    return found


def made(press: PressProfile, *nodes: Any, background: str = "#ffffff") -> bytes:
    return in_press_colours(render_pdf(sheet(*nodes, background=background)), press)


def test_every_colour_is_in_inks_and_dark_text_is_black_alone(press: PressProfile) -> None:
    dark, blue = "#14203a", "#2468b0"
    found = inks_of(
        made(press, words("a", dark, 30), bar("b", dark, 40), words("c", blue, 90), bar("d", blue, 99))
    )
    assert not found["other"]
    assert (0, 0, 0, 1) in found["text"]
    assert (0, 0, 0, 1) not in found["shape"], "a dark ground is printed with all inks"
    coloured = [inks for inks in found["text"] if sum(inks[:3]) > 0]
    assert len(coloured) == 1
    assert coloured[0] in found["shape"], "other text has the inks of a shape of its colour"
    assert len(found["shape"]) == 2 + 1, "two bars, and paper without ink"
    assert (0, 0, 0, 0) in found["shape"]


@pytest.mark.parametrize(
    ("grey", "least", "most"), [("#000000", 1, 1), ("#808080", 0.4, 0.6), ("#c0c0c0", 0.2, 0.35)]
)
def test_grey_is_black_ink_alone_as_light_as_the_grey(
    press: PressProfile, grey: str, least: float, most: float
) -> None:
    for found in inks_of(made(press, words("a", grey, 30), bar("b", grey, 60))).values():
        for inks in found - {(0, 0, 0, 0)}:
            assert inks[:3] == (0, 0, 0)
            assert least <= inks[3] <= most


def test_lightness_of_a_grey_is_that_of_its_ink(press: PressProfile) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(made_profile())), ImageCms.createProfile("LAB"), "CMYK", "LAB"
    )
    for level, light in ((119, 50.0), (171, 70.0), (198, 80.0)):  # sRGB greys of known CIE L*
        black = press.inks(level / 255, level / 255, level / 255)[3]
        dot = Picture.new("CMYK", (1, 1), (0, 0, 0, round(black * 255)))
        shown = ImageCms.applyTransform(dot, to_lab)
        assert shown is not None
        assert shown.tobytes()[0] * 100 / 255 == pytest.approx(light, abs=1.0)


@pytest.mark.parametrize("paper", ["#ffffff", "#fdfdfb", "#fbfaf7"])
def test_paper_stays_bare(press: PressProfile, paper: str) -> None:
    assert inks_of(made(press, background=paper))["shape"] == {(0, 0, 0, 0)}


def test_texts_on_dark_grounds_stay_without_ink(press: PressProfile) -> None:
    found = inks_of(made(press, words("a", "#ffffff", 30), background="#123456"))
    assert found["text"] == {(0, 0, 0, 0)}
    (ground,) = found["shape"]
    assert ground == pytest.approx(press.inks(0x12 / 255, 0x34 / 255, 0x56 / 255), abs=2e-3)
    assert sum(ground[:3]) > 0


def test_pictures_and_courses_of_colours_are_in_inks_too(press: PressProfile) -> None:
    out = io.BytesIO()
    Picture.new("RGBA", (4, 4), (200, 30, 30, 128)).save(out, "PNG")
    logos = (
        Image("i", "logo", 10, 10, 50, 50, "image/svg+xml", LOGO, "lambang"),
        Image("j", "logo", 90, 10, 50, 50, "image/png", out.getvalue(), "lambang"),
    )
    with pikepdf.open(io.BytesIO(made(press, *logos))) as document:
        pictures = [one for one in document.objects if _kind(one) == "/Image" and "/SMask" in one]
        assert [str(one["/ColorSpace"]) for one in pictures] == ["/DeviceCMYK"]
        pixels = pictures[0].read_bytes()
        assert len(pixels) == 4 * 4 * 4
        assert pixels[:4] == bytes(round(one * 255) for one in press.inks(200 / 255, 30 / 255, 30 / 255))
        shadings = [
            one["/Shading"]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/PatternType") == 2
        ]
        assert shadings
        assert {str(one["/ColorSpace"]) for one in shadings} == {"/DeviceCMYK"}
        ends = [function for one in shadings for function in one["/Function"]["/Functions"]]
        assert [float(one) for one in ends[0]["/C0"]] == pytest.approx(press.inks(1, 0, 0), abs=1e-3)
        assert [float(one) for one in ends[0]["/C1"]] == pytest.approx(press.inks(1, 1, 0), abs=1e-3)
        assert {len(one["/C1"]) for one in ends} == {4}
        left = [
            one for one in document.objects if isinstance(one, pikepdf.Array) and "/ICCBased" in map(str, one)
        ]
        assert not left


def test_the_file_names_the_press_and_claims_no_version_of_pdf_x(press: PressProfile, page: Scene) -> None:
    told = in_press_colours(render_pdf(page, bleed_mm=3, crop_marks=True), press)
    with pikepdf.open(io.BytesIO(told)) as document:
        intents = {str(one["/S"]): one for one in document.Root["/OutputIntents"]}
        assert set(intents) == {"/GTS_PDFA1", "/GTS_PDFX"}
        for one in intents.values():
            assert one["/DestOutputProfile"].read_bytes() == made_profile()
            assert int(one["/DestOutputProfile"]["/N"]) == 4
            assert str(one["/OutputCondition"]) == "Mesin Cetak Uji"
        assert str(document.docinfo["/Trapped"]) == "/False"
        assert "PDFX" not in document.Root["/Metadata"].read_bytes().decode()
        assert {"/TrimBox", "/BleedBox"} <= set(document.pages[0].keys())
        assert document.Root["/MarkInfo"]["/Marked"]


def test_texts_and_tags_stay_as_they_are(press: PressProfile, page: Scene) -> None:
    def told(content: bytes) -> list[Any]:
        with pikepdf.open(io.BytesIO(content)) as document:
            steps = [step for one in streams(document) for step in pikepdf.parse_content_stream(one)]
            names = ("Tj", "TJ", "BDC", "BMC", "EMC", "Tf", "Tm")
            return [(str(one.operator), str(one.operands)) for one in steps if str(one.operator) in names]

    plain = render_pdf(page)
    pressed = in_press_colours(plain, press)
    assert sorted(told(plain)) == sorted(told(pressed))
    assert pressed == in_press_colours(plain, press), "the same page gives the same bytes"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no ICC file"),
        (b"x" * 500, "no ICC file"),
        (made_profile()[:400], "no ICC file"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "RGB and not for CMYK"),
    ],
)
def test_what_is_no_profile_of_a_press_is_refused(content: bytes, why: str, tmp_path: FilePath) -> None:
    (tmp_path / "profil.icc").write_bytes(content)
    for given in (content, tmp_path / "profil.icc"):
        with messages_in("en"), pytest.raises(UsageError, match=why) as refused:
            open_profile(given)
        assert refused.value.code == "press-profile-unusable"
    with pytest.raises(UsageError):
        open_profile(tmp_path / "tidak-ada.icc")


def test_a_colour_of_a_kind_that_no_page_has_breaks_a_promise(press: PressProfile) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(sheet(bar("b", "#336699", 9))))) as document:
        page = document.pages[0]
        page.obj["/Contents"] = document.make_stream(b"/DeviceN cs 0.5 scn 0 0 9 9 re f")
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(BrokenPromiseError) as broken:
        in_press_colours(out.getvalue(), press)
    assert broken.value.code == "press-colour-unwritten"
