"""Logos: pictures that stand by themselves; nothing hostile gets onto a paper."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from rupadata.errors import InputRefusedError
from rupadata.office.brand import check_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
LOOP = '<!DOCTYPE svg [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]>' + SVG.format("<text>&a;</text>")


@pytest.mark.parametrize(
    "content",
    [
        SVG.format('<image href="https://example.invalid/x.png"/>'),
        SVG.format('<image xlink:href="file:///etc/passwd"/>'),
        SVG.format("<script>1</script>"),
        SVG.format("<foreignObject/>"),
        LOOP,
        "<svg",
        "<html/>",
    ],
)
def test_an_svg_that_does_not_stand_by_itself_is_refused(content: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        check_logo("logo.svg", content.encode())
    assert refused.value.code == "logo-unreadable"


def test_a_plain_svg_and_a_plain_picture_are_taken() -> None:
    check_logo("logo.svg", SVG.format('<path id="a" d="M0 0h8v8z"/><use href="#a"/>').encode())
    buffer = io.BytesIO()
    Image.new("RGB", (80, 80)).save(buffer, "PNG")
    check_logo("logo.png", buffer.getvalue())


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    buffer = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    with pytest.raises(InputRefusedError):
        check_logo("logo.png", buffer.getvalue())
