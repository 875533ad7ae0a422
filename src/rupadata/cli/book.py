"""`rupadata book`: a build as one PDF with contents, or as slides."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.book import BookRequest, make_book
from rupadata.cli.options import PathName, lang_option, office_option, open_office, press_option
from rupadata.language import say


@click.command(
    help=say(
        id="Satukan semua halaman build: PDF dengan daftar isi dan penanda, atau salindia (PPTX).",
        en="Bind all pages of a build: a PDF with contents and bookmarks, or slides (PPTX).",
    )
)
@click.argument("build", type=PathName())
@click.option(
    "-o",
    "--output",
    type=PathName(),
    required=True,
    help=say(id="Berkas .pdf atau .pptx.", en="The .pdf or .pptx to write."),
)
@click.option(
    "--size",
    default="",
    help=say(
        id="Ukuran halaman; bawaan a4, untuk salindia slide.", en="Size of the pages; a4, for slides slide."
    ),
)
@click.option("--title", default="", help=say(id="Judul buku.", en="The book's title."))
@click.option(
    "--publisher", default="", help=say(id="Kantor yang menerbitkan.", en="The office that publishes.")
)
@press_option
@office_option
@lang_option
def command(
    build: Path,
    output: Path,
    size: str,
    title: str,
    publisher: str,
    press: bytes,
    office: Path | None,
    lang: str,
) -> int:
    """Write the book and say where it is and how many pages it holds."""
    request = BookRequest(size=size, title=title, publisher=publisher, press=press)
    pages = make_book(build, output, request, office=open_office(office))
    click.echo(output)
    click.echo(say(id=f"{pages} halaman.", en=f"{pages} pages."), err=True)
    return 0
