"""Slides opened by LibreOffice look as our picture does."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rupadata.compose import compose_page, plan_page
from rupadata.render import render_png, render_pptx
from rupadata.typeset import font_files
from tests.golden.golden_books import city_book, growth_book

IMPRESS = Path("/usr/lib/libreoffice/program/libsdlo.so")
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        not (shutil.which("soffice") and IMPRESS.exists()), reason="needs libreoffice-impress"
    ),
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler-utils: make system"),
]
FAR = 40
"""From which difference of a pixel's channel on, of 255, it is another colour."""


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    for path in font_files():
        shutil.copy(path, folder)
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return settings


@pytest.mark.parametrize("size", ["portrait", "slide"])
def test_libreoffice_draws_the_slides_as_we_do(
    size: str, fonts: Path, tmp_path: Path, record_property
) -> None:
    scenes = []
    for make in (city_book, growth_book):
        book = make()
        page, keys = book.pages[0]
        scenes.append(compose_page(plan_page(book, page, keys), book, size=size, date="2026-11-22"))
    (tmp_path / "set.pptx").write_bytes(render_pptx(scenes))
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(tmp_path)}
    words = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*words, "set.pptx"], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300
    )
    subprocess.run(["pdftoppm", "-r", "72", "-png", "set.pdf", "page"], cwd=tmp_path, check=True, timeout=100)
    drawn = sorted(tmp_path.glob("page-*.png"))
    assert len(drawn) == len(scenes)
    worst = 0.0
    for path, scene in zip(drawn, scenes, strict=True):
        theirs = Image.open(path).convert("RGB")
        ours = Image.open(io.BytesIO(render_png(scene))).convert("RGB").resize(theirs.size)
        apart = np.abs(np.asarray(theirs, dtype=int) - np.asarray(ours, dtype=int)).max(axis=2) > FAR
        worst = max(worst, float(apart.mean()))
    record_property("worst", f"{100 * worst:.1f} % of the pixels of another colour")
    assert worst < 0.15
