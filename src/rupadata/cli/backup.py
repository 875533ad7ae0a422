"""`rupadata backup`: the whole workplace in one file, whichever database it stands on."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, home_option, lang_option, need_web
from rupadata.language import say


@click.command(
    help=say(id="Simpan seluruh tempat kerja ke satu berkas.", en="Keep the whole workplace in one file.")
)
@click.argument("target", metavar="FILE", type=PathName())
@home_option
@lang_option
def command(target: Path, home: Path, lang: str) -> None:
    """Write the backup; it appears whole or not at all."""
    need_web()
    from rupadata.web.backup import write_backup
    from rupadata.web.serving import disk_told, open_workplace

    open_workplace(home.resolve())
    with disk_told(home):
        files, size = write_backup(target)
    click.echo(
        say(id=f"{target}: {files} berkas, {size} byte.", en=f"{target}: {files} files, {size} bytes.")
    )
