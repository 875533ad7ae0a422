"""`rupadata site`: a build as a web site."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option
from rupadata.language import say
from rupadata.site import SiteRequest, make_site


@click.command(
    help=say(
        id="Buat situs dari hasil build: indeks, halaman, data, umpan, dan katalog.",
        en="Make a web site of a build: index, pages, data, feed and catalogue.",
    )
)
@click.argument("build", type=PathName())
@click.option(
    "-o", "--output", type=PathName(), required=True, help=say(id="Folder situs.", en="The site's folder.")
)
@click.option(
    "--address",
    default="",
    help=say(
        id="Alamat situs nanti (https://...); tanpa ini tidak ada umpan, peta situs, dan oEmbed.",
        en="Where the site will stand (https://...); without it there is no feed, site map or oEmbed.",
    ),
)
@click.option("--title", default="", help=say(id="Judul situs.", en="The site's title."))
@click.option(
    "--publisher", default="", help=say(id="Kantor yang menerbitkan.", en="The office that publishes.")
)
@lang_option
def command(build: Path, output: Path, address: str, title: str, publisher: str, lang: str) -> int:
    """Write the site and say where its index stands."""
    made = make_site(build, output, SiteRequest(title=title, publisher=publisher, address=address))
    click.echo(output / "index.html")
    click.echo(say(id=f"{len(made)} berkas.", en=f"{len(made)} files."), err=True)
    return 0
