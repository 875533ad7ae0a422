"""`rupadata serve`: the office's workplace in a browser; with FOLDER, only the library of one build's
pages."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option, need_web
from rupadata.language import say

HOME = "rupadata-home"


@click.command(
    help=say(
        id="Jalankan tempat kerja kantor di peramban. Dengan FOLDER: hanya pustaka hasil satu build.",
        en="Run the office's workplace in a browser. With FOLDER: only the library of one build.",
    )
)
@click.argument("folder", type=PathName(), required=False)
@click.option(
    "--demo",
    is_flag=True,
    help=say(
        id="Kantor contoh dengan perintah kerja contoh.", en="An example office with example work orders."
    ),
)
@click.option(
    "--home",
    type=PathName(),
    envvar="RUPADATA_HOME",
    default=None,
    help=say(
        id="Folder basis data, berkas dan kunci (bawaan: rupadata-home, atau rupadata-demo).",
        en="Folder of database, files and key (default: rupadata-home, or rupadata-demo).",
    ),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say(id="Alamat yang didengar.", en="Address to listen on."),
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--no-worker",
    is_flag=True,
    help=say(id="Tanpa pekerja latar di samping peladen.", en="Without the worker beside the server."),
)
@lang_option
def command(
    folder: Path | None, demo: bool, home: Path | None, host: str, port: int, no_worker: bool, lang: str
) -> None:
    """Serve until stopped."""
    if folder is not None:
        _serve_library(folder, port)
        return
    need_web()
    from rupadata.web.serving import Start, serve

    chosen = home or Path("rupadata-demo" if demo else HOME)
    serve(
        Start(chosen.resolve(), host=host, port=port, demo=demo, worker=not no_worker),
        lambda line: click.echo(line, err=True),
    )


def _serve_library(folder: Path, port: int) -> None:
    from rupadata.web.library import open_library

    opened = open_library(folder)
    need_web()
    from granian import Granian
    from granian.constants import Interfaces

    from rupadata.web.serving import STOP_SECONDS

    os.environ["RUPADATA_LIBRARY"] = str(opened.folder)
    click.echo(f"http://127.0.0.1:{port}/", err=True)
    Granian(
        "rupadata.web.library.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        log_access=False,
        log_enabled=False,
        blocking_threads=4,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
