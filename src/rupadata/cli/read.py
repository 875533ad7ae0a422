"""`rupadata read`: tables to observations."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rupadata.cli.options import lang_option
from rupadata.language import say
from rupadata.problems import Problem, Severity


def _shown(problems: Sequence[Problem], limit: int = 3) -> list[str]:
    """Return the worst problems as lines, at most *limit* of each severity, and a count of the rest."""
    lines = []
    for severity, word in (
        (Severity.ERROR, say(id="galat", en="error")),
        (Severity.WARNING, say(id="peringatan", en="warning")),
    ):
        own = [p for p in problems if p.severity is severity]
        lines += [f"{word}: {p.where}: {p.message} {p.hint}".strip() for p in own[:limit]]
        if len(own) > limit:
            lines.append(
                say(
                    id=f"... dan {len(own) - limit} {word} lain",
                    en=f"... and {len(own) - limit} more ({word})",
                )
            )
    return lines


@click.command(
    help=say(
        id="Baca tabel (berkas atau folder) menjadi data observasi. Tanpa --output, CSV dicetak ke keluaran standar.",
        en="Read tables (files or folders) into observations. Without --output, CSV goes to standard output.",
    )
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=say(id="Berkas .csv, .parquet, .xlsx, atau .json.", en="A .csv, .parquet, .xlsx or .json file."),
)
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    help=say(id="Tulis daftar masalah sebagai JSON.", en="Write the problems as JSON."),
)
@click.option(
    "--drop-columns",
    multiple=True,
    metavar="NAME",
    help=say(id="Abaikan kolom ini (boleh berulang).", en="Leave this column out (repeatable)."),
)
@lang_option
def command(
    inputs: tuple[str, ...],
    output: Path | None,
    problems: Path | None,
    drop_columns: tuple[str, ...],
    lang: str,
) -> int:
    """Read tables and write observations."""
    from rupadata.tables.output import as_csv, check_format, write_observations
    from rupadata.tables.reading import read_tables

    if output is not None:
        check_format(output)
    names = [name for value in drop_columns for name in value.split(",") if name.strip()]
    reading = read_tables([Path(name) for name in inputs], drop_columns=names)
    if problems is not None:
        problems.parent.mkdir(parents=True, exist_ok=True)
        listed = json.dumps([p.as_dict() for p in reading.problems], ensure_ascii=False, indent=1)
        problems.write_text(listed + "\n", encoding="utf-8")
    for line in _shown(reading.problems):
        click.echo(line, err=True)
    if output is not None:
        write_observations(reading.observations, output)
        tables = reading.observations.select("file", "sheet", "table").n_unique()
        click.echo(
            say(
                id=f"{reading.observations.height} observasi dari {tables} tabel dalam {len(reading.sources)} berkas -> {output}",
                en=f"{reading.observations.height} observations from {tables} tables in {len(reading.sources)} files -> {output}",
            ),
            err=True,
        )
    elif reading.observations.height:
        sys.stdout.write(as_csv(reading.observations))
    return 2 if reading.refused else 0
