"""`rupadata case`: a work order carried through the procedure by the people of the office."""

from __future__ import annotations

import click

from rupadata.cli.case.carry import export, import_
from rupadata.cli.case.do import do
from rupadata.cli.case.new import new
from rupadata.cli.case.papers import attach, papers
from rupadata.cli.case.show import list_, show
from rupadata.cli.case.verify import verify
from rupadata.language import say


@click.group(
    help=say(
        id="Jalankan satu perintah kerja menurut SOP, langkah demi langkah.",
        en="Carry one work order through the procedure, step by step.",
    )
)
def command() -> None:
    """Hold the commands of a case."""


for _subcommand in (new, do, show, list_, attach, verify, papers, export, import_):
    command.add_command(_subcommand)
