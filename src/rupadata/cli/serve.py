"""`rupadata serve`: the library of finished pages in a browser on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rupadata.cli.options import lang_option
from rupadata.errors import MissingPartError
from rupadata.language import say
from rupadata.web.library import open_library


@click.command(
    help=say(
        id="Tampilkan hasil build di peramban pada komputer ini.",
        en="Show a build's pages in a browser on this machine.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@lang_option
def command(folder: Path, port: int, lang: str) -> None:
    """Serve until stopped, to this machine only."""
    opened = open_library(folder)
    try:
        import django  # noqa: F401
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError as error:
        raise MissingPartError(
            say(id="Bagian web belum terpasang.", en="The web part is not installed."),
            code="part-missing",
            hint=say(id="Jalankan: pip install 'rupadata[web]'.", en="Run: pip install 'rupadata[web]'."),
        ) from error
    os.environ["RUPADATA_LIBRARY"] = str(opened.folder)
    click.echo(f"http://127.0.0.1:{port}/", err=True)
    Granian(
        "rupadata.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        log_access=False,
        log_enabled=False,
        blocking_threads=4,
    ).serve()
