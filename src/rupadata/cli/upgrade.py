"""`rupadata upgrade`: the workplace's database brought to this version."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import home_option, lang_option, need_web
from rupadata.language import say
from rupadata.version import __version__


@click.command(
    help=say(id="Sesuaikan basis data dengan versi ini.", en="Bring the database to this version.")
)
@home_option
@lang_option
def command(home: Path, lang: str) -> None:
    """Run what is to be run; nothing when it is up to date."""
    need_web()
    from rupadata.web.serving import disk_told, set_up, upgrade

    set_up(home.resolve())
    with disk_told(home):
        upgrade()
    click.echo(
        say(
            id=f"Basis data sesuai dengan versi {__version__}.",
            en=f"The database fits version {__version__}.",
        )
    )
