"""Our PDFs in the colours of a press: cyan, magenta, yellow and black by the ICC profile of paper and press.

Colours are written anew in the PDF that Typst made, so that texts stay texts and tags stay tags. Grey is
printed with black ink alone, and so is dark text: letters of four inks need all four plates to meet.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from rupadata.errors import BrokenPromiseError, UsageError
from rupadata.language import say

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

Inks = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black, 0 to 1."""
_DARK = 25.0
"""Texts of no more than this lightness (CIE L*, 0 to 100) are printed with black ink alone."""
_LEAST_INK = 0.03
"""Where no ink has this share, paper stays bare: presses hold no finer dots, and screens have white paper."""
_GREY = 3.0
"""Red, green and blue no further apart than this, of 255, are a grey."""
_FILL, _STROKE = ("g", "rg", "k", "sc", "scn"), ("G", "RG", "K", "SC", "SCN")
_BEGINS = ("m", "re", "BT", "Do", "sh")
"""The instructions that texts, paths and drawings begin with."""
_SPACES = {"cs": "fill", "CS": "stroke"}
_DEVICE = {"/Pattern": 0, "/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3}


class PressProfile(Struct, frozen=True):
    """An ICC profile of a press: `content` is the file, `name` what it says it is for."""

    content: bytes
    name: str

    def inks(self, red: float, green: float, blue: float, *, is_text: bool = False) -> Inks:
        """Return the inks of a colour of the screen (sRGB, shares of 0 to 1); dark text is black alone."""
        return _inks(self.content, round(red * 255), round(green * 255), round(blue * 255), is_text)


def open_profile(given: str | Path | bytes) -> PressProfile:
    """Return the profile of a file or its content; a UsageError refuses one that no press prints by."""
    if isinstance(given, bytes):
        return _read(given)
    try:
        return _read(Path(given).read_bytes())
    except OSError as error:
        raise _refused(say(id=f"{given} tidak terbaca", en=f"{given} cannot be read")) from error


@lru_cache(maxsize=4)
def _read(content: bytes) -> PressProfile:
    from PIL import ImageCms

    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(content))
        space, name = found.profile.xcolor_space.strip(), found.profile.profile_description or ""
        if space == "CMYK":
            ImageCms.buildTransform(ImageCms.createProfile("sRGB"), found, "RGB", "CMYK")
    except (OSError, ImageCms.PyCMSError) as error:
        raise _refused(say(id="bukan berkas ICC", en="it is no ICC file")) from error
    if space != "CMYK":
        raise _refused(say(id=f"untuk warna {space}, bukan CMYK", en=f"it is for {space} and not for CMYK"))
    return PressProfile(content, " ".join(str(name).split()) or "CMYK")


def _refused(why: str) -> UsageError:
    return UsageError(
        say(id=f"Profil cetak tidak dapat dipakai: {why}.", en=f"The press profile cannot be used: {why}."),
        code="press-profile-unusable",
        hint=say(
            id="Minta profil ICC keluaran CMYK kepada percetakan.",
            en="Ask the print shop for its CMYK output profile (ICC).",
        ),
    )


@lru_cache(maxsize=4)
def _transform(profile: bytes, source: str) -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        source,
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=4)
def _lightness_of_black(profile: bytes) -> tuple[float, ...]:
    """Return how light paper is with 0 to 255 of black ink alone, as CIE L* of 0 to 100."""
    from PIL import Image, ImageCms

    to_lab = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("LAB"), "CMYK", "LAB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    steps = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, ink)) for ink in range(256)))
    shown = ImageCms.applyTransform(steps, to_lab)
    assert shown is not None
    return tuple(level * 100 / 255 for level in shown.tobytes()[::3])


@lru_cache(maxsize=4096)
def _inks(profile: bytes, red: int, green: int, blue: int, is_text: bool) -> Inks:
    from PIL import Image, ImageCms

    light = _lightness(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) <= _GREY or (is_text and light <= _DARK):
        return 0.0, 0.0, 0.0, _black_for(profile, light)
    dot = Image.new("RGB", (1, 1), (red, green, blue))
    shown = ImageCms.applyTransform(dot, _transform(profile, "RGB"))
    assert shown is not None
    cyan, magenta, yellow, black = (level / 255 for level in shown.tobytes())
    if max(cyan, magenta, yellow, black) < _LEAST_INK:
        return 0.0, 0.0, 0.0, 0.0
    return cyan, magenta, yellow, black


def _black_for(profile: bytes, light: float) -> float:
    """Return the share of black ink that is as light as asked; all of it where none is dark enough.

    What is darker than _DARK is printed with all of it: letters of a screened black fray.
    """
    if light <= _DARK:
        return 1.0
    steps = _lightness_of_black(profile)
    nearest = min(range(256), key=lambda ink: abs(steps[ink] - light))
    return 0.0 if nearest / 255 < _LEAST_INK else nearest / 255


def _lightness(red: int, green: int, blue: int) -> float:
    """Return CIE L* of an sRGB colour (IEC 61966-2-1 and CIE 15), the white of the screen being 100."""
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (red / 255, green / 255, blue / 255)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def in_press_colours(pdf: bytes, profile: PressProfile) -> bytes:
    """Return a PDF of ours with all colours, pictures too, in the inks of a profile, which it carries.

    Its output intents, of PDF/A and of PDF/X, name the profile. It is not validated as PDF/X: no package has
    a validator of that, so the file claims no version of it. Raises a BrokenPromiseError for a colour of a
    kind that our pages and their logos do not have.
    """
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        done: set[tuple[int, int]] = set()
        for page in document.pages:
            _write_page(document, page, profile, done)
        _tell_intents(document, profile)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _write_page(
    document: pikepdf.Pdf, page: pikepdf.Page, profile: PressProfile, done: set[tuple[int, int]]
) -> None:
    import pikepdf

    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    page.obj["/Contents"] = document.make_stream(_rewritten(page, resources, profile))
    _use_inks_in_group(page.obj)
    _write_resources(document, resources, profile, done)


def _write_resources(
    document: pikepdf.Pdf, resources: Any, profile: PressProfile, done: set[tuple[int, int]]
) -> None:
    """Write the drawings and pictures that a page uses in inks, each once."""
    for shading in resources.get("/Shading", {}).values():
        _write_shading(shading, profile)
    for one in list(resources.get("/Pattern", {}).values()):
        if one.objgen in done:
            continue
        done.add(one.objgen)
        if one["/PatternType"] == 2:
            _write_shading(one["/Shading"], profile)
        else:
            one.write(_rewritten(one, one["/Resources"], profile))
            _write_resources(document, one["/Resources"], profile, done)
    for one in list(resources.get("/XObject", {}).values()):
        if one.objgen in done:
            continue
        done.add(one.objgen)
        if one.get("/Subtype") == "/Form":
            inner = one.get("/Resources", resources)
            one.write(_rewritten(one, inner, profile))
            _use_inks_in_group(one)
            _write_resources(document, inner, profile, done)
        elif one.get("/Subtype") == "/Image" and not one.get("/ImageMask", False):
            _write_picture(one, profile)
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]


def _use_inks_in_group(holder: Any) -> None:
    import pikepdf

    if "/Group" in holder and "/CS" in holder["/Group"]:
        holder["/Group"]["/CS"] = pikepdf.Name("/DeviceCMYK")


def _rewritten(stream: Any, resources: Any, profile: PressProfile) -> bytes:
    """Return the instructions of a page or drawing with every colour in inks."""
    import pikepdf

    return pikepdf.unparse_content_stream(
        list(_instructions(pikepdf.parse_content_stream(stream), resources.get("/ColorSpace", {}), profile))
    )


class _Pen(Struct):
    """A colour in force on one side, fill or stroke: as it was said, and as it was last written."""

    channels: int = 1
    said: tuple[float, ...] = ()
    """Nothing where the colour is a pattern, or still the black that every page begins with."""
    written: Inks | None = None


def _instructions(steps: Iterable[Any], spaces: Any, profile: PressProfile) -> Iterator[Any]:
    """Yield the instructions with each colour in inks, said where it is known what it is for.

    A colour is told before what it paints, and letters take other inks than shapes: so it is written where a
    text or a path begins.
    """
    import pikepdf

    pens = {"fill": _Pen(), "stroke": _Pen()}
    kept: list[dict[str, _Pen]] = []
    is_text = False

    def write() -> Iterator[Any]:
        for side, pen in pens.items():
            if not pen.said:
                continue
            given = pen.said
            red, green, blue = (given * 3)[:3]
            inks = given if len(given) == 4 else profile.inks(red, green, blue, is_text=is_text)
            if inks != pen.written:
                pen.written = inks
                told = [round(one, 4) for one in inks]
                yield pikepdf.ContentStreamInstruction(told, pikepdf.Operator("k" if side == "fill" else "K"))

    for step in steps:
        name = str(step.operator)
        pen = pens["fill" if name in _FILL else "stroke"]
        if name in _SPACES:
            pen = pens[_SPACES[name]]
            pen.channels = _channels(step.operands[0], spaces)
            pen.said, pen.written = (0.0,) * min(pen.channels, 1), None
            if not pen.channels:
                yield step
        elif (name in _FILL or name in _STROKE) and not _is_pattern(step):
            pen.channels = {"g": 1, "rg": 3, "k": 4}.get(name.lower(), pen.channels)
            pen.said = tuple(float(one) for one in step.operands)
            if len(pen.said) != pen.channels:
                raise _unwritten(f"{name} {len(pen.said)}")
            if is_text:
                yield from write()
        else:
            if name == "q":
                kept.append({side: replace(one) for side, one in pens.items()})
            elif name == "Q":
                pens = kept.pop()
            elif name in ("BT", "ET"):
                is_text = name == "BT"
            if name in _BEGINS:
                yield from write()
            yield step


def _channels(named: Any, spaces: Any) -> int:
    """Return how many numbers a colour of a space has, 0 for a pattern."""
    import pikepdf

    space = spaces.get(str(named), named)
    kind = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if kind == "/ICCBased":
        return int(space[1]["/N"])
    if kind in _DEVICE:
        return _DEVICE[kind]
    raise _unwritten(kind)


def _is_pattern(step: Any) -> bool:
    import pikepdf

    return bool(step.operands) and isinstance(step.operands[-1], pikepdf.Name)


def _unwritten(what: str) -> BrokenPromiseError:
    return BrokenPromiseError(
        say(id=f"Warna {what} tidak dapat ditulis sebagai tinta.", en=f"A colour {what} gives no inks."),
        code="press-colour-unwritten",
        hint=say(id="Pakai lambang PNG, lalu ulangi.", en="Use a logo in PNG, then repeat."),
    )


def _write_shading(shading: Any, profile: PressProfile) -> None:
    """Write a course of colours in inks: its ends and stops; between them inks go as colours went."""
    import pikepdf

    channels = _channels(shading["/ColorSpace"], {})
    if channels != 4:
        _write_function(shading["/Function"], channels, profile)
        shading["/ColorSpace"] = pikepdf.Name("/DeviceCMYK")


def _write_function(function: Any, channels: int, profile: PressProfile) -> None:
    import pikepdf

    kind = int(function["/FunctionType"]) if "/FunctionType" in function else -1
    if kind == 3:
        for part in function["/Functions"]:
            _write_function(part, channels, profile)
    elif kind == 2:
        for end, usual in (("/C0", 0.0), ("/C1", 1.0)):
            values = [float(one) for one in function.get(end, [usual] * channels)]
            function[end] = pikepdf.Array([round(one, 4) for one in profile.inks(*(values * 3)[:3])])
    elif kind == 0 and int(function["/BitsPerSample"]) == 8:
        found = function.read_bytes()
        told = (profile.inks(*(one / 255 for one in (found[at : at + channels] * 3)[:3]))
                for at in range(0, len(found), channels))  # fmt: skip
        function.write(bytes(round(ink * 255) for inks in told for ink in inks))
        function["/Decode"] = pikepdf.Array([0, 1] * 4)
    else:
        raise _unwritten(f"FunctionType {kind}")
    if "/Range" in function:
        function["/Range"] = pikepdf.Array([0, 1] * 4)


def _write_picture(one: Any, profile: PressProfile) -> None:
    """Write a picture's pixels in inks; what lets its ground through stays as it is."""
    import pikepdf
    from PIL import ImageCms

    shown: Image.Image = pikepdf.PdfImage(one).as_pil_image().convert("RGB")
    made = ImageCms.applyTransform(shown, _transform(profile.content, "RGB"))
    assert made is not None
    for name in ("/DecodeParms", "/Decode"):
        if name in one:
            del one[name]
    one.write(made.tobytes())
    one["/ColorSpace"], one["/BitsPerComponent"] = pikepdf.Name("/DeviceCMYK"), 8


def _tell_intents(document: pikepdf.Pdf, profile: PressProfile) -> None:
    """Name the profile as what the file is meant for, in the ways of PDF/A and of PDF/X."""
    import pikepdf

    held = document.make_stream(profile.content)
    held["/N"] = 4
    told = [
        pikepdf.Dictionary(
            Type=pikepdf.Name("/OutputIntent"),
            S=pikepdf.Name(kind),
            OutputCondition=profile.name,
            OutputConditionIdentifier="Custom",
            Info=profile.name,
            RegistryName="",
            DestOutputProfile=held,
        )
        for kind in ("/GTS_PDFA1", "/GTS_PDFX")
    ]
    document.Root["/OutputIntents"] = pikepdf.Array([document.make_indirect(one) for one in told])
    document.docinfo["/Trapped"] = pikepdf.Name("/False")
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["pdf:Trapped"] = "False"
