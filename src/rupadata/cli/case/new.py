"""`rupadata case new`: begin a case."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.case.arguments import (
    echo_next,
    echo_warnings,
    open_service,
    person_option,
    read_file,
    time_option,
)
from rupadata.cli.options import PathName, lang_option
from rupadata.language import say


@click.command(
    help=say(
        id="Mulai perintah kerja baru dalam folder CASE.", en="Begin a new work order in the folder CASE."
    )
)
@click.option(
    "--procedure",
    metavar="ID",
    default="infografis-layanan-publik",
    show_default=True,
    help=say(id="SOP: id bawaan atau berkas .toml.", en="The SOP: an id of the product or a .toml file."),
)
@click.option(
    "--office",
    "office_file",
    required=True,
    type=PathName(),
    help=say(id="Pengaturan kantor (office.toml).", en="The office's settings (office.toml)."),
)
@click.option("--title", default="", help=say(id="Judul perintah kerja.", en="Title of the work order."))
@click.option("-o", "--output", required=True, metavar="CASE", type=PathName())
@person_option()
@time_option
@lang_option
def new(
    procedure: str,
    office_file: Path,
    title: str,
    output: Path,
    person: str,
    at: str | None,
    confirmed_time: bool,
    lang: str,
) -> None:
    """Write the folder of a new case, with the SOP as its first paper."""
    from rupadata.office.settings import parse_time
    from rupadata.procedure import load_settings
    from rupadata.procedure.service import OfficeFiles

    office = load_settings(office_file)
    name = office.letterhead.logo
    logo = (Path(name).name, read_file(office_file.parent / name)) if name else None
    service, key = open_service(output)
    outcome = service.create(
        key,
        OfficeFiles(office_file.read_text(encoding="utf-8"), logo),
        person=person,
        procedure=procedure,
        title=title,
        at=parse_time(at, office) if at is not None else None,
        confirmed_time=confirmed_time,
    )
    echo_warnings(outcome.warnings)
    click.echo(output)
    echo_next(outcome.case, outcome.next)
