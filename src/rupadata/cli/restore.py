"""`rupadata restore`: a workplace from its backup, into an empty database."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, home_option, lang_option, need_web
from rupadata.language import say


@click.command(
    help=say(
        id="Pulihkan tempat kerja dari cadangan ke basis data yang kosong.",
        en="Restore a workplace from a backup into an empty database.",
    )
)
@click.argument("source", metavar="FILE", type=PathName())
@home_option
@lang_option
def command(source: Path, home: Path, lang: str) -> None:
    """Read the backup back."""
    need_web()
    from rupadata.web.backup import read_backup
    from rupadata.web.serving import disk_told, set_up, upgrade

    source.open("rb").close()  # A name that is mistyped leaves no new workplace.
    set_up(home.resolve())
    with disk_told(home):
        upgrade()
        cases = read_backup(source)
    click.echo(say(id=f"Pulih: {cases} perintah kerja.", en=f"Restored: {cases} work orders."))
