"""`rupadata case export` and `rupadata case import`: a work order between a folder and the workplace."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, home_option, lang_option, need_web
from rupadata.language import say


@click.command(
    name="export",
    help=say(
        id="Tulis perintah kerja KEY dari tempat kerja menjadi folder CASE.",
        en="Write the work order KEY of the workplace as the folder CASE.",
    ),
)
@click.argument("key", metavar="KEY")
@click.argument("folder", metavar="CASE", type=PathName())
@home_option
@lang_option
def export(key: str, folder: Path, home: Path, lang: str) -> None:
    """Write the case with the same history and files, byte for byte."""
    need_web()
    from rupadata.procedure import FolderStore
    from rupadata.web.serving import disk_told, open_workplace

    open_workplace(home.resolve())
    from rupadata.web.cases.carry import carry_case
    from rupadata.web.cases.store import DatabaseStore

    target = folder.resolve()
    with disk_told(home):
        case = carry_case(DatabaseStore(), key, FolderStore(target.parent), target.name)
    click.echo(f"{folder}: {case.head}")


@click.command(
    name="import",
    help=say(
        id="Ambil perintah kerja dari folder CASE ke tempat kerja.",
        en="Take a work order from the folder CASE into the workplace.",
    ),
)
@click.argument("folder", metavar="CASE", type=PathName())
@click.option(
    "--key",
    default="",
    help=say(id="Kunci baru; bawaan: nama folder.", en="New key; default: the folder's name."),
)
@home_option
@lang_option
def import_(folder: Path, key: str, home: Path, lang: str) -> None:
    """Take the case in with the same history and files, byte for byte."""
    need_web()
    from rupadata.procedure import FolderStore
    from rupadata.web.serving import disk_told, set_up, upgrade

    source = folder.resolve()
    FolderStore(source.parent).header(source.name)  # A name that is mistyped leaves no new workplace.
    set_up(home.resolve())
    with disk_told(home):
        upgrade()
    from rupadata.web.cases.carry import carry_case
    from rupadata.web.cases.store import DatabaseStore

    with disk_told(home):
        case = carry_case(FolderStore(source.parent), source.name, DatabaseStore(), key)
    click.echo(f"{key or source.name}: {case.head}")
