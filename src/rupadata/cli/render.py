"""`rupadata render`: a page again from its spec and the observations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from rupadata.cli.options import PathName, file_options, lang_option, office_option, open_office
from rupadata.compose import NAMED_SIZES
from rupadata.language import say
from rupadata.rebuild import find_observations, open_page
from rupadata.regions import open_boundaries


@click.command(
    help=say(
        id="Gambar ulang halaman dari page.json dan data observasinya.",
        en="Render a page again from page.json and its observations.",
    )
)
@click.argument("page", type=PathName())
@click.option(
    "--data",
    type=PathName(),
    help=say(
        id="observations.parquet; bila kosong dicari di atas halaman.",
        en="observations.parquet; if not given, looked for above the page.",
    ),
)
@click.option(
    "-o",
    "--output",
    type=PathName(),
    required=True,
    help=say(
        id="Berkas hasil; akhirannya menentukan format.", en="The file to write; its ending names the format."
    ),
)
@click.option(
    "--size",
    default="",
    help=say(
        id="Ukuran; bawaan: nama berkas atau portrait.", en="Size; default: the file's name or portrait."
    ),
)
@file_options
@click.option("--theme", default="", help=say(id="Tema.", en="Theme."))
@click.option("--date", default="", help=say(id="Tanggal halaman, ISO.", en="Date of the page, ISO."))
@click.option("--boundaries", type=PathName(), help=say(id="Batas wilayah.", en="Outlines of regions."))
@office_option
@lang_option
def command(
    page: Path,
    data: Path | None,
    output: Path,
    size: str,
    theme: str,
    date: str,
    boundaries: Path | None,
    office: Path | None,
    lang: str,
    **files: Any,
) -> None:
    """Render one page into one file, whole or not at all."""
    known = open_office(office)
    if boundaries is not None:
        known = replace(known, boundaries=open_boundaries(boundaries))
    opened = open_page(
        page,
        data or find_observations(page),
        size=size or (output.stem if output.stem in NAMED_SIZES else "portrait"),
        theme=theme,
        lang=lang,
        date=date,
        office=known,
    )
    opened.save(output, **files)
