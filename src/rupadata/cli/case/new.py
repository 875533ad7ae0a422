"""`rupadata case new`: begin a case."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.case.arguments import moment, open_store, person_option, time_option
from rupadata.cli.options import lang_option
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
    type=click.Path(path_type=Path),
    help=say(id="Pengaturan kantor (office.toml).", en="The office's settings (office.toml)."),
)
@click.option("--title", default="", help=say(id="Judul perintah kerja.", en="Title of the work order."))
@click.option("-o", "--output", required=True, metavar="CASE", type=click.Path(path_type=Path))
@person_option()
@time_option
@lang_option
def new(
    procedure: str, office_file: Path, title: str, output: Path, person: str, at: str | None, lang: str
) -> None:
    """Write the folder of a new case, with the SOP as its first paper."""
    from rupadata.documents import write_papers
    from rupadata.documents.pictures import read_logo
    from rupadata.procedure import load_office, load_procedure, new_case
    from rupadata.procedure.store import enclose

    office = load_office(office_file)
    definition = load_procedure(procedure)
    store, key = open_store(output)
    name = office.letterhead.logo
    logo = (Path(name).name, read_logo(office_file.parent / name)) if name else None
    text = office_file.read_text(encoding="utf-8")
    begun = moment(at, office)
    case = new_case(
        key, title or str(definition.name), definition, office, person, begun, enclosed=enclose(text, logo)
    )
    store.create(case, text, logo=logo)
    with store.lock(key):
        write_papers(case, output)
    click.echo(output)
    first = case.procedure.steps[0]
    click.echo(
        say(
            id=f"Langkah berikut: {first.row} {first.actions[0].name} "
            f"({case.procedure.title_of(first.actors[0])}).",
            en=f"Next: {first.row} {first.actions[0].name} ({case.procedure.title_of(first.actors[0])}).",
        ),
        err=True,
    )
