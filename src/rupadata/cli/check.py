"""`rupadata check`: design and truth problems of pages."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option, office_option, open_office
from rupadata.language import say
from rupadata.rebuild import check_path
from rupadata.whole_files import write_whole


@click.command(
    help=say(
        id="Periksa hasil build, satu page.json, atau satu page.svg.",
        en="Check a build's folder, one page.json, or one page.svg.",
    )
)
@click.argument("path", type=PathName())
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=say(id="Cetak sebagai problems.json.", en="Print as problems.json."),
)
@click.option(
    "-o",
    "--output",
    type=PathName(),
    help=say(id="Tulis problems.json.", en="Write problems.json."),
)
@office_option
@lang_option
def command(path: Path, as_json: bool, output: Path | None, office: Path | None, lang: str) -> int:
    """Report what is wrong; exit code 1 when there is an error."""
    problems = check_path(path, office=open_office(office), progress=lambda line: click.echo(line, err=True))
    listed = json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1)
    if output is not None:
        write_whole(output, (listed + "\n").encode())
    if as_json:
        click.echo(listed)
    elif output is None:
        for problem in problems:
            click.echo(f"{problem.severity} {problem.code} {problem.message_with_place} {problem.hint}")
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(
        say(id=f"{errors} galat, {len(problems)} masalah.", en=f"{errors} errors, {len(problems)} problems."),
        err=True,
    )
    return 1 if errors else 0
