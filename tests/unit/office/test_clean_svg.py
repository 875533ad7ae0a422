"""A logo brought as SVG: its shapes stay, everything that runs or reaches out goes."""

from __future__ import annotations

import re

import pytest

from rupadata.errors import InputRefusedError
from rupadata.office.brand import check_logo
from rupadata.office.clean_svg import clean_svg

SHAPES = '<path id="a" class="k" d="M0 0h8v8z" fill="url(#g)"/><use href="#a" x="3"/><text x="1">Kota</text>'
HOSTILE = (
    "<script>alert(1)</script>",
    '<rect onload="alert(1)" width="1"/>',
    '<a href="javascript:alert(1)"><rect width="1"/></a>',
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    '<image href="https://jahat.example/x.png"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<use href="https://jahat.example/x.svg#a"/>',
    '<rect style="fill:url(https://jahat.example/x)"/>',
    "<rect fill=\"url( 'https://jahat.example/x#a')\"/>",
    "<style>@import 'https://jahat.example/x.css';</style>",
    r"<style>.a{fill:u\72l(https://jahat.example)}</style>",
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    "<?xml-stylesheet href='https://jahat.example/x.css'?>",
    "<!-- jahat -->",
    "<metadata><x>jahat</x></metadata>",
)


def svg(inner: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>'.encode()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_logo_as_svg_keeps_its_shapes_and_nothing_that_runs(hostile: str) -> None:
    clean = clean_svg(svg(SHAPES + hostile)).decode()
    assert not re.search(r"jahat|script|alert|onload|foreign|svg\+xml", clean)
    assert 'd="M0 0h8v8z"' in clean
    assert 'href="#a"' in clean
    assert ">Kota</text>" in clean
    check_logo("logo.svg", clean.encode())


def test_a_type_declaration_and_its_entities_are_left_out() -> None:
    before = '<!DOCTYPE svg [<!ENTITY lol "jahat"><!ENTITY far SYSTEM "file:///etc/passwd">]>'
    clean = clean_svg(svg(f"{SHAPES}<text>&lol;&far;</text>", before)).decode()
    assert not re.search("DOCTYPE|ENTITY|jahat|root:", clean)
    check_logo("logo.svg", clean.encode())


def test_cleaning_twice_changes_nothing() -> None:
    once = clean_svg(svg(SHAPES + "".join(HOSTILE[:3])))
    assert clean_svg(once) == once


@pytest.mark.parametrize("content", [b"", b"<svg", b"<html/>", svg("").replace(b"2000/svg", b"x")])
def test_what_is_no_svg_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefusedError) as refused:
        clean_svg(content)
    assert refused.value.code == "logo-unreadable"
